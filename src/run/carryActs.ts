// What it does: carries out what coordinators asked for on the dashboard, once its time to be taken back is over.
// Idea: an act is what its coordinator would have written in Notion, so it is written there by Krug, before anything is decided: from
//   then on it is an edit like any other. It goes through the outbox; broken off anywhere, the next run finds what was written.
// Source: docs/acts.md.

import { isLanguage } from "../core/domain/values/language.ts";
import { text } from "../core/domain/values/row.ts";
import { DAY } from "../core/domain/values/time.ts";
import type { Otherwise } from "../core/plan/acts/act.ts";
import { actKey, undoing, type Weighed, weighAct } from "../core/plan/acts/carrying.ts";
import { changesOf } from "../core/state/pageChanges.ts";
import { stateTable } from "../store/database/state.ts";
import { pageChangeTable } from "../store/mirror/pageChanges.ts";
import { pageTable } from "../store/mirror/pages.ts";
import { actTable, type KeptAct } from "../store/runs/acts.ts";
import { heldRunTable } from "../store/runs/heldRun.ts";
import { outboxTable } from "../store/runs/outbox.ts";
import { actComment } from "../text/operating/acts.ts";
import { push } from "./push/push.ts";
import type { PushContext } from "./push/pushContext.ts";
import { RunMirror } from "./world/mirror.ts";
import type { OpenRun } from "./world/services.ts";

/** The acts whose time has come, in the order in which they were asked for. A run at which nothing waits asks for none. */
export async function dueActs({ sql, state, wallNow }: Pick<OpenRun, "sql" | "state" | "wallNow">): Promise<KeptAct[]> {
  const dueAt = state.get<number>("acts_due");
  return dueAt === null || dueAt > wallNow() ? [] : actTable.listDue(sql, wallNow());
}

/** Gives the goes among some acts, for what was shown; true for one that came too late. */
export async function giveGoes({ sql, wallNow }: Pick<OpenRun, "sql" | "wallNow">, acts: readonly KeptAct[]) {
  for (const act of acts.filter(({ kind }) => kind === "go")) {
    const isGiven = await heldRunTable.giveGo(sql, act.on, wallNow());
    const state = isGiven ? "done" : "stale";
    await sql.batch(await actTable.settling(sql, { ...act, state, endedAt: wallNow() }));
  }
}

/** Writes what acts say on their pages, those of a whole act or none. `over` opens a mirror to be written through. */
export async function carryOutActs(
  { sql, connection }: Pick<OpenRun, "sql" | "connection">,
  acts: readonly KeptAct[],
  over: (mirror: RunMirror) => Promise<readonly [PushContext, unknown]>,
): Promise<void> {
  const own = acts.filter(({ kind }) => kind !== "go");
  const ids = own.flatMap(act => [...act.writes.map(({ pageId }) => pageId), act.programmeId ?? []].flat());
  const rows = await pageTable.read(sql, [...new Set(ids)]);
  const [context] = await over(RunMirror.ofPages(rows.values(), connection.coordinators));
  for (const act of own) await carryOut(context, act);
}

/** A page that was edited just now is read again, and the act weighed anew. */
const TRIES = 3;

async function carryOut(context: PushContext, act: KeptAct): Promise<void> {
  const { sql } = context;
  const isUndo = act.state === "undoing";
  const asked = isUndo ? { ...act, writes: undoing(act.writes) } : act;
  const keys = asked.writes.map(({ pageId }) => actKey(act.id, pageId, isUndo));
  const before = new Map(context.mirror.rows);
  let weighed: Weighed = { is: "done" };
  for (let tries = 0; tries < TRIES; tries += 1) {
    weighed = weighAct(asked, context.mirror.rows, { tried: await outboxTable.listTried(sql, keys), isUndo });
    if (weighed.is !== "due") break;
    await push(context, weighed.commands);
  }
  const state = stateAfter(context, act, weighed);
  if (state === null) return;
  if (weighed.is === "done") await tell(context, act, isUndo);
  // As after a hand's edit its person hears of it, where mail follows.
  const changes = asked.writes.flatMap(({ pageId }) => {
    const row = context.mirror.rows.get(pageId);
    return row === undefined || weighed.is !== "done" || act.toldIds.length === 0
      ? []
      : changesOf(before.get(pageId), row);
  });
  await sql.batch([stateTable.beingDue(sql), ...pageChangeTable.saving(sql, changes)]);
  const otherwise: readonly Otherwise[] = weighed.is === "stale" ? weighed.otherwise : [];
  const doneAt = isUndo ? act.doneAt : context.now;
  const settled = { ...act, state, otherwise, doneAt, endedAt: context.wallNow() };
  await sql.batch(await actTable.settling(sql, settled));
}

/** Null for what is tried again: it could not be written now. After a day nobody expects it any more. */
function stateAfter({ wallNow }: PushContext, act: KeptAct, weighed: Weighed): KeptAct["state"] | null {
  const isUndo = act.state === "undoing";
  if (weighed.is === "done") return isUndo ? "undone" : "done";
  if (weighed.is === "stale") return isUndo ? "kept" : "stale";
  return act.dueAt + DAY < wallNow() ? "failed" : null;
}

/** A line on the page it is about, or on the programme's where it is about several: who did it. */
async function tell(context: PushContext, act: KeptAct, isUndo: boolean): Promise<void> {
  const { mirror, connection, sql } = context;
  const [only, ...more] = act.writes.map(({ pageId }) => pageId);
  const pageId = more.length === 0 && only !== undefined ? only : act.programmeId;
  if (pageId === null || !mirror.rows.has(pageId) || act.kind === "run_now" || act.kind === "go") return;
  const programme = mirror.rows.get(act.programmeId ?? "");
  const written = programme === undefined ? "" : text(programme, "language");
  const language = isLanguage(written) ? written : connection.language;
  const key = `${isUndo ? "undo" : "act"}:${act.id}`;
  if ((await outboxTable.listSettled(sql, [key])).size > 0) return;
  const said = { kind: act.kind, who: act.who, count: act.writes.length || act.toldIds.length, isUndo };
  await push(context, [{ kind: "comment", key, pageId, text: actComment(said, language) }]);
}
