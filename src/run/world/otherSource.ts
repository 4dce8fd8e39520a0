import { Failure } from "../../core/domain/values/failure.ts";
import type { NotionApi } from "../../notion/client.ts";
import { findTables, type SourceMap } from "../../notion/workspace.ts";
import type { Sql } from "../../store/database/sql.ts";
import { type KeptState, stateTable } from "../../store/database/state.ts";
import { keptCalendar } from "../../store/mirror/calendarSet.ts";
import { sourceTable } from "../../store/mirror/sources.ts";
import type { Connection } from "./world.ts";

/** Another calendar, or another page of Notion, is set than that everything was planned with. */
export class OtherSource extends Failure {
  readonly what: "other_calendar" | "other_notion";
  /** The id of the one everything was planned with. */
  readonly kept: string;

  constructor(what: "other_calendar" | "other_notion", kept: string) {
    const setting = what === "other_calendar" ? "GOOGLE_CALENDAR" : "NOTION_PARENT_PAGE";
    super(
      "rejected",
      what === "other_calendar" ? "google" : "notion",
      `${setting} was ${kept} when everything was planned, and is another now: nothing is done until that is settled (npm run doctor)`,
    );
    this.name = "OtherSource";
    this.what = what;
    this.kept = kept;
  }
}

/**
 * Lets nothing be done while another calendar is set than the one that was read: what is kept of its events, and how far they
 * were read, says nothing about another. Where nothing was planned yet, the other takes its place.
 *
 * @throws OtherSource while it is not settled.
 */
export async function holdOtherCalendar(sql: Sql, state: KeptState, calendarId: string): Promise<void> {
  const kept = state.get<string>("calendar_id");
  if (kept === null || isSameCalendar(kept, calendarId)) return;
  if (await keptCalendar.hasPlanned(sql)) throw new OtherSource("other_calendar", kept);
  await sql.batch(keptCalendar.startingAnew(sql, calendarId, 0));
}

/** True for two ways of writing one calendar's id. */
export function isSameCalendar(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** True for two ways of writing one page's id. */
export function isSamePage(a: string, b: string): boolean {
  const plain = (id: string) => id.replaceAll("-", "").toLowerCase();
  return plain(a) === plain(b);
}

/**
 * The same for the page of Notion that the tables lie under: where they all lie under another by now, that page was only moved,
 * and the other is taken on.
 *
 * @throws OtherSource while it is not settled, and the failures of a service that can't be asked.
 */
export async function holdOtherWorkspace(
  notion: NotionApi,
  sql: Sql,
  state: KeptState,
  parentPageId: string,
): Promise<void> {
  const kept = state.get<string>("notion_parent");
  if (kept === null || isSamePage(kept, parentPageId)) return;
  const there = new Set(await tablesUnder(notion, parentPageId));
  const known = await sourceTable.list<SourceMap>(sql);
  if (!known.every(({ map }) => there.has(map.dataSourceId))) throw new OtherSource("other_notion", kept);
  await stateTable.saving(sql, "notion_parent", parentPageId).run();
}

/** The data sources under a page; none where it is not shared. */
async function tablesUnder(notion: NotionApi, pageId: string): Promise<string[]> {
  try {
    return (await findTables(notion, pageId)).map(({ map }) => map.dataSourceId);
  } catch (error) {
    if (error instanceof Failure && (error.kind === "gone" || error.kind === "rejected")) return [];
    throw error;
  }
}

/** How the calendar that is set stands to the one that was read; `kept` is null before any was. */
interface CalendarSet {
  kept: string | null;
  set: string;
  isHeld: boolean;
}

/** Reads which calendar was read and which is set. */
export async function calendarSet({ google }: Pick<Connection, "google">, sql: Sql): Promise<CalendarSet> {
  const kept = await stateTable.read<string>(sql, "calendar_id");
  const set = google.calendarId;
  return { kept, set, isHeld: kept !== null && !isSameCalendar(kept, set) };
}
