import type { Command } from "../../core/domain/command.ts";
import { COMMANDS, isKnownKind } from "../../core/domain/commands.ts";
import { Failure } from "../../core/domain/values/failure.ts";
import { isInForce, type Outage, stopped } from "../../core/rules/guards/outages.ts";
import type { Notion } from "../../notion/notion.ts";
import { ContestedTables, type SourceMap } from "../../notion/workspace.ts";
import type { Sql } from "../../store/database/sql.ts";
import { type KeptState, stateTable } from "../../store/database/state.ts";
import { keptCalendar } from "../../store/mirror/calendarSet.ts";
import { sourceTable } from "../../store/mirror/sources.ts";
import { outageTable } from "../../store/runs/outages.ts";
import type { Connection } from "./world.ts";

const OVER_ONCE_READ: readonly Outage["what"][] = [
  "notion_blocked",
  "calendar_blocked",
  "calendar_gone",
  "google_signed_out",
  "notion_signed_out",
  "tables_contested",
  "other_calendar",
  "other_notion",
];

/** The outages of a connection, as one run finds, makes and ends them. */
export class Outages {
  readonly #sql: Sql;
  readonly #wallNow: () => number;
  readonly #kept: Map<Outage["what"], Outage>;

  constructor(sql: Sql, wallNow: () => number, kept: readonly Outage[]) {
    this.#sql = sql;
    this.#wallNow = wallNow;
    this.#kept = new Map(kept.map(stop => [stop.what, stop]));
  }

  /** Those that are kept. */
  static async open(sql: Sql, wallNow: () => number): Promise<Outages> {
    return new Outages(sql, wallNow, await outageTable.list(sql));
  }

  /** The stop because of which nothing at all is to be asked now; null where a run may go on. */
  whole(): Outage | null {
    return [this.#inForce("notion_blocked"), this.#inForce("calendar_blocked")].find(stop => stop !== null) ?? null;
  }

  /** True for commands that have to wait, by their kind: invitations, while Google takes none. */
  holds(kind: string): boolean {
    return isInviting(kind) && this.#inForce("invitations_blocked") !== null;
  }

  /** True when a stop is over that nothing was tried after yet: what waited for its end is due. */
  isOver(): boolean {
    return [...this.#kept.values()].some(stop => stop.until !== null && !isInForce(stop, this.#wallNow()));
  }

  /** Keeps the stop a failure means; one that a command met, if it is known which. Null for a failure that means none. */
  async meet(failure: Failure, kind: Command["kind"] | null): Promise<Outage | null> {
    const what = outageOf(failure, kind);
    if (what === null) return null;
    const why =
      failure instanceof ContestedTables
        ? failure.tables
        : failure instanceof OtherSource
          ? failure.kept
          : failure.message;
    await this.keep(what, why);
    return this.#kept.get(what) ?? null;
  }

  /** Keeps a stop no failure means. */
  async keep(what: Outage["what"], why: string): Promise<void> {
    const stop = stopped(this.#kept.get(what) ?? null, what, why, this.#wallNow());
    this.#kept.set(what, stop);
    await outageTable.saving(this.#sql, stop).run();
  }

  /** Everything was read: whatever kept the services closed is over. */
  async reached(): Promise<void> {
    for (const what of OVER_ONCE_READ) await this.#drop(what);
  }

  /** A command was carried out: Google takes invitations again, if it was one. */
  async passed(kind: Command["kind"]): Promise<void> {
    if (isInviting(kind)) await this.#drop("invitations_blocked");
  }

  /** The run has come to its end: a stop that is over and was not met again is forgotten. */
  async close(): Promise<void> {
    for (const stop of this.#kept.values())
      if (stop.until !== null && !isInForce(stop, this.#wallNow())) await this.#drop(stop.what);
  }

  #inForce(what: Outage["what"]): Outage | null {
    const stop = this.#kept.get(what);
    return stop !== undefined && isInForce(stop, this.#wallNow()) ? stop : null;
  }

  async #drop(what: Outage["what"]): Promise<void> {
    if (!this.#kept.delete(what)) return;
    await outageTable.dropping(this.#sql, what).run();
  }
}

function outageOf(failure: Failure, command: Command["kind"] | null): Outage["what"] | null {
  const { kind, service } = failure;
  if (failure instanceof ContestedTables) return "tables_contested";
  if (failure instanceof OtherSource) return failure.what;
  if (kind === "unauthorised" && service !== "store") return `${service}_signed_out`;
  // What else can be gone at Google, whoever reads it looks for: only the calendar itself ends a whole run.
  if (kind === "gone" && service === "google" && command === null) return "calendar_gone";
  if (kind !== "blocked") return null;
  if (service === "notion") return "notion_blocked";
  return command !== null && isInviting(command) ? "invitations_blocked" : "calendar_blocked";
}

/** True for what Google refuses when it takes no more invitations: single events and letters. A series has met the whole calendar so far. */
function isInviting(kind: string): boolean {
  if (!isKnownKind(kind)) return false;
  const { mails, about } = COMMANDS[kind];
  return mails !== null && about !== "series";
}

/** Another calendar, or another page of Notion, is set than that everything was planned with. */
class OtherSource extends Failure {
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
  notion: Notion,
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
async function tablesUnder(notion: Notion, pageId: string): Promise<string[]> {
  try {
    return (await notion.tables.find(pageId)).map(({ map }) => map.dataSourceId);
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
