import { propertiesOf } from "../../core/domain/schema.ts";
import { text } from "../../core/domain/values/row.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import { periodsOf } from "../../core/rules/metrics/periods.ts";
import { type Erasure, erasureOf } from "../../core/state/personal/erasure.ts";
import { type IdentityFound, identityOf, withFormer } from "../../core/state/personal/identity.ts";
import { mentions, withoutTraces } from "../../core/state/personal/traces.ts";
import { snapshotOf } from "../../core/state/snapshot.ts";
import { readRow, updatePage } from "../../notion/pages.ts";
import type { Sql, Statement } from "../../store/database/sql.ts";
import { stateTable } from "../../store/database/state.ts";
import { measuredTable } from "../../store/figures/measured.ts";
import { erasingAll, erasingTable, listProgrammesOf } from "../../store/people/erasing.ts";
import { erasedPageTable } from "../../store/people/personal.ts";
import { outboxTable } from "../../store/runs/outbox.ts";
import { runTable } from "../../store/runs/runs.ts";
import { BudgetSpent } from "../world/budget.ts";
import { loadMirror, type RunMirror } from "../world/mirror.ts";
import { openWorkspace } from "../world/workspace.ts";
import type { Connection, World } from "../world/world.ts";
import { worldTime } from "../world/worldTime.ts";
import { betweenRuns } from "./betweenRuns.ts";
import { type ErasingContext, eraseOutside, unlessGone } from "./erase.ts";

/** How many of what is, or was, erased. */
interface ErasureCounts {
  ownPages: number;
  pagesNaming: number;
  events: number;
  letters: number;
  answers: number;
}

/** A page on which people wrote of the person: it stays as it is, for people to read. */
interface Mention {
  url: string;
  /** The columns, by the words the code uses; "comments" for what stands below the page. */
  where: string[];
}

/** What is, or was, erased, and the pages that are not: at most `MOST_MENTIONS`. */
interface Foreseen {
  counts: ErasureCounts;
  mentions: Mention[];
}

type Forgotten =
  /** The address means nobody who could be erased by it. */
  | { state: "unknown"; why: NotFound }
  /** They are still in: their page was set to left, and a run has to take them out first. */
  | ({ state: "leaving" } & Foreseen)
  /** Requests of this minute are used up: called again it goes on. */
  | ({ state: "unfinished" } & Foreseen)
  | ({ state: "erased"; remember: Remembered } & Foreseen);

/** What whoever keeps backups has to know of an erasure, to take back an older one without the person: it names nobody. */
interface Remembered {
  /** Digests of the ids of pages that are gone (`erasedPageTable.digestOf`). */
  pages: string[];
  /** Google's ids of their submissions. */
  answers: string[];
}

type NotFound = Exclude<IdentityFound, { is: "found" }>;

/** What erasing a person would erase, or why the address means nobody. Nothing is done. */
export async function foreseenErasure(sql: Sql, email: string): Promise<Foreseen | NotFound> {
  const mirror = await loadMirror(sql, [], true);
  const erasure = (await erasingTable.read(sql, email)) ?? erasureIn(mirror, email);
  return "is" in erasure ? erasure : { counts: countsOf(erasure), mentions: mentionsIn(mirror, erasure) };
}

const MOST_MENTIONS = 200;

/** What people wrote of the person on pages that stay; a name that is a word too brings more than is meant. */
function mentionsIn(mirror: RunMirror, erasure: Erasure, commented: ReadonlySet<string> = new Set()): Mention[] {
  const gone = new Set(erasure.own.map(page => page.id));
  return [...mirror.rows.values()]
    .filter(row => !gone.has(row.id))
    .flatMap((row): Mention[] => {
      const columns = Object.entries(propertiesOf(row.source)).filter(([key, { owner }]) => {
        const value = row.values[key];
        return owner === "people" && typeof value === "string" && mentions(cleanedTitle(key, value), erasure.person);
      });
      const where = [...columns.map(([key]) => key), ...(commented.has(row.id) ? ["comments"] : [])];
      return where.length === 0 ? [] : [{ url: row.url, where }];
    })
    .sort((a, b) => (a.url < b.url ? -1 : 1))
    .slice(0, MOST_MENTIONS);

  /** A title that Krug wrote names nobody afterwards. */
  function cleanedTitle(key: string, value: string): string {
    return key === "title" || key === "name" ? withoutTraces(value, erasure.person, "title") : value;
  }
}

/** Where no page has the address any more, all that still has it: the page was deleted first. */
function erasureIn(mirror: RunMirror, email: string): Erasure | NotFound {
  const kept = mirror.kept();
  const snapshot = mirror.snapshot();
  const found = identityOf(snapshot, email);
  const records = [...mirror.links.values(), ...mirror.series.values()].map(({ base }) => base.invitedAs);
  if (found.is === "found") return erasureOf(kept, withFormer(found.person, snapshot.addresses, records));
  if (found.is !== "unknown" || !email.includes("@")) return found;
  const left = erasureOf(kept, { pageIds: [], emails: [email], names: [] });
  const count = left.naming.length + left.letterIds.length + left.seriesIds.length + left.responseIds.length;
  return count === 0 ? found : left;
}

function countsOf(erasure: Erasure): ErasureCounts {
  return {
    ownPages: erasure.own.length,
    pagesNaming: erasure.naming.length,
    events: Object.keys(erasure.eventIds).length,
    letters: erasure.letterIds.length,
    answers: erasure.responseIds.length,
  };
}

/**
 * Erases a person: first their page is set to left, so that a run takes them out of what is to come and tells those it
 * concerns; called again after that, everything of theirs goes, in Notion, in Calendar, then in the database. Stopped
 * anywhere, it goes on when called again.
 *
 * @throws Failure `busy` while a run is under way, and whatever the services meet.
 */
export function forget(connection: Connection, email: string, world: World): Promise<Forgotten> {
  return betweenRuns(connection, world, async ({ sql, withServices }) => {
    const mirror = await loadMirror(sql, [], true);
    const begun = await erasingTable.read(sql, email);
    const erasure = begun ?? erasureIn(mirror, email);
    if ("is" in erasure) return { state: "unknown", why: erasure };
    const counts = countsOf(erasure);
    const commented = new Set<string>();
    const seen = () => ({ counts, mentions: mentionsIn(mirror, erasure, commented) });
    const time = worldTime(null, (await runTable.last(sql))?.worldNow ?? 0, world.fetch);
    try {
      return await withServices(time.fetch, async (services): Promise<Forgotten> => {
        const { workspace } = await openWorkspace(services, sql, connection.notion.parentPageId);
        if (begun === null) {
          const hasLeft = await setLeft({ services, workspace, mirror }, erasure.person.pageIds);
          if (!hasLeft || !(await isTakenOut(sql))) return { state: "leaving", ...seen() };
          await erasingTable.saving(sql, erasure).run();
        }
        await eraseOutside({ services, sql, workspace, mirror, commented }, erasure);
        const frozen = await freezingClosed(sql, mirror, erasure, time.now());
        await sql.batch([...frozen, ...(await erasingAll(sql, erasure)), stateTable.beingDue(sql)]);
        return { state: "erased", ...seen(), remember: await rememberedOf(erasure) };
      });
    } catch (error) {
      if (error instanceof BudgetSpent) return { state: "unfinished", ...seen() };
      throw error;
    }
  });
}

async function rememberedOf({ own, person, responseIds }: Erasure): Promise<Remembered> {
  const ids = [...new Set([...own.map(page => page.id), ...person.pageIds])];
  return { pages: await Promise.all(ids.map(erasedPageTable.digestOf)), answers: responseIds };
}

/** Sets pages to left; true when a run has read of all that they are, or that they are in the trash. */
async function setLeft(
  { services, workspace, mirror }: Pick<ErasingContext, "services" | "workspace" | "mirror">,
  pageIds: readonly string[],
): Promise<boolean> {
  let hasLeft = true;
  for (const id of pageIds) {
    const known = mirror.rows.get(id);
    if (known === undefined || text(known, "status") === "left") continue;
    const row = await unlessGone(() => readRow(services.notion, "people", workspace.people, id));
    if (row === null) continue;
    hasLeft = false;
    if (text(row, "status") !== "left") await updatePage(services.notion, workspace, "people", id, { status: "left" });
  }
  return hasLeft;
}

/** True once the run that read they have left has done all that followed. */
async function isTakenOut(sql: Sql): Promise<boolean> {
  const last = await runTable.last(sql);
  const open = await outboxTable.list(sql, ["waiting", "in_doubt"]);
  return last !== null && !last.report.isContinued && last.report.isHeld !== true && open.length === 0;
}

/** Figures of periods that are over were drawn from them too, and stay what they are. */
async function freezingClosed(sql: Sql, mirror: RunMirror, erasure: Erasure, now: Instant): Promise<Statement[]> {
  const concerned = new Set(
    await listProgrammesOf(sql, [...erasure.person.pageIds, ...erasure.own.map(page => page.id)]),
  );
  return snapshotOf(mirror.kept())
    .programmes.filter(programme => concerned.has(programme.id))
    .flatMap(programme => {
      const last = periodsOf(programme, now).at(-1);
      return last === undefined
        ? []
        : [measuredTable.freezing(sql, programme.id, last.to <= now ? last.number + 1 : last.number)];
    });
}
