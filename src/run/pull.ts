import { type Instant, localDate } from "../core/time.ts";
import type { Workspace } from "../notion/workspace.ts";
import { listForms } from "../store/forms.ts";
import type { RunReport } from "../store/runs.ts";
import type { Sql } from "../store/sql.ts";
import type { KeptState } from "../store/state.ts";
import { loadMirror, type Mirror, mirrorAnswers } from "./mirror.ts";
import { pullAnswers } from "./pullAnswers.ts";
import { pullEvents } from "./pullEvents.ts";
import { pullPages } from "./pullPages.ts";
import { rebuild } from "./rebuild.ts";
import type { Services } from "./services.ts";
import { settleDoubts } from "./settle.ts";
import { together } from "./together.ts";
import { openWorkspace, refreshWorkspace } from "./workspace.ts";
import type { Connection, World } from "./world.ts";
import type { WorldTime } from "./worldTime.ts";

/** What a run knows once it has read everything. */
export interface Pulled {
  /** World time: the message's, or that of the first answer. */
  now: Instant;
  workspace: Workspace;
  /** The mirror, read from the database the first time it is asked for: a run that finds nothing to do never asks. */
  mirror(): Promise<Mirror>;
  /** Keys in doubt that are too fresh to be looked up. */
  tooFresh: Set<string>;
  /** The first run of a day reads everything, and measures. */
  isNewDay: boolean;
}

/**
 * Settles what was in doubt, then reads what changed on all sides and keeps it; what it came to is added to the report. Where
 * nothing changed, what it costs does not depend on how much is kept.
 */
export async function pullAll(
  connection: Connection,
  time: WorldTime,
  world: World,
  sql: Sql,
  state: KeptState,
  services: Services,
  report: RunReport,
): Promise<Pulled> {
  const { workspace: known, kept } = await openWorkspace(services, sql, connection.notion.parentPageId);
  const tooFresh = await settleDoubts(services, sql, known, world.wallNow());
  const token = state.get<string>("sync_token");
  const early = time.known() === null ? await pullEvents(services, sql, token) : null;
  const now = time.now();
  const isNewDay = state.get<string>("measured_on") !== localDate(now, "UTC");
  const { workspace, missing } = isNewDay
    ? await refreshWorkspace(services, sql, known)
    : { workspace: known, missing: [] };
  for (const column of missing)
    report.failed.push({ what: "notion: a column is missing", why: `${column}: run \`npm run setup\` to add it` });
  const [pages, events] = await together([
    pullPages(services, sql, workspace, kept, now, isNewDay),
    early === null ? pullEvents(services, sql, token) : Promise.resolve(early),
  ]);
  for (const doubt of pages.doubtful) report.failed.push({ what: "notion: a listing", why: doubt });
  report.changed += pages.changed + events;

  let mirror: Promise<Mirror> | null = null;
  if (report.changed > 0) {
    mirror = loadMirror(sql);
    report.changed += await rebuild(services, sql, await mirror);
  }
  const answers = await pullAnswers(services, sql, await listForms(sql), now, isNewDay);
  report.changed += answers.changed;
  if (mirror !== null) mirrorAnswers(await mirror, answers);
  const load = () => {
    mirror ??= loadMirror(sql);
    return mirror;
  };
  return { workspace, mirror: load, tooFresh, isNewDay, now };
}
