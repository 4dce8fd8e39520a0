import type { Context } from "hono";
import * as z from "zod/mini";
import { markOf } from "../core/domain/values/hash.ts";
import { titleOf } from "../core/domain/values/row.ts";
import { MINUTE } from "../core/domain/values/time.ts";
import { ACT_KINDS, type Act, type ActKind, type Otherwise } from "../core/plan/acts/act.ts";
import { seenOf } from "../core/plan/acts/carrying.ts";
import { type Proposal, proposeAct, SEES, type Standing } from "../core/plan/acts/proposal.ts";
import { namesOf, personByEmail, type Snapshot } from "../core/state/snapshot.ts";
import { RunMirror } from "../run/world/mirror.ts";
import { actTable, type KeptAct } from "../store/runs/acts.ts";
import { heldRunTable } from "../store/runs/heldRun.ts";
import { runTable } from "../store/runs/runs.ts";
import { formBody } from "./body.ts";
import type { Behind, Reader } from "./door.ts";
import type { Config } from "./settings.ts";

/** So long nothing is sent of an act that mails people: it can be taken back. */
const HELD_MS = 2 * MINUTE;
const ACTS_SHOWN = 50;

const ASKED = z.object({ kind: z.enum(ACT_KINDS), on: z.string().check(z.maxLength(100)) });
const ACT = z.object({
  ...ASKED.shape,
  id: z.uuid(),
  seen: z.string(),
});
const BACK = z.object({ id: z.uuid() });

/** What a coordinator is shown of an act before it is done. */
export interface ShownProposal {
  kind: ActKind;
  on: string;
  /** Made anew for each button: pressed twice it is one act. */
  id: string;
  seen: string;
  /** Titles of the pages it is about, and the names of whom it mails. */
  pages: string[];
  told: string[];
  toldCount: number;
  /** What has changed since they saw it before; empty for nothing. */
  changed: { otherwise: Otherwise; page: string }[];
}

/** What came of asking for an act. */
export type Asked =
  | { is: "asked" }
  | { is: "nothing" | "not_yours" }
  | { is: "shown"; proposal: ShownProposal }
  | { is: "changed"; proposal: ShownProposal }
  | { is: "wrong"; why: string };

/** What an act that an address names would do, as of the last run. */
export async function showAct(config: Config, context: Context<Behind>): Promise<Asked> {
  const parsed = ASKED.safeParse({ kind: context.req.query("kind"), on: context.req.query("on") ?? "" });
  if (!parsed.success) return { is: "wrong", why: "this address names no act" };
  const { kind, on } = parsed.data;
  const standing = await standingOf(config);
  const proposal = proposeAct(standing, kind, on);
  if (proposal === null) return { is: "nothing" };
  if (!mayDo(standing.snapshot, context.get("reader"), proposal)) return { is: "not_yours" };
  return { is: "shown", proposal: shown(standing.snapshot, { kind, on }, proposal, []) };
}

/**
 * Takes an act from the form of its page: kept once, whatever often it is sent. Where a page says otherwise than was shown, nothing is
 * kept, and it is shown again. A run is asked for when it is due.
 */
export async function takeAct(config: Config, context: Context<Behind>, wallNow: number): Promise<Asked> {
  const body = await formBody(context, ACT);
  if ("wrong" in body) return { is: "wrong", why: body.wrong };
  const { id, kind, on, seen } = body.data;
  const { sql } = config;
  if ((await actTable.read(sql, id)) !== null) return { is: "asked" };
  const standing = await standingOf(config);
  const { snapshot } = standing;
  const reader = context.get("reader");
  const proposal = proposeAct(standing, kind, on);
  const changed = changesSince(snapshot, kind, seen, proposal);
  if (proposal === null) return { is: "nothing" };
  if (!mayDo(snapshot, reader, proposal)) return { is: "not_yours" };
  if (changed.length > 0) return { is: "changed", proposal: shown(snapshot, { kind, on }, proposal, changed) };
  const who = personByEmail(snapshot, reader.email)?.name ?? reader.email;
  const { programmeId, writes, toldIds } = proposal;
  const act: Act = { id, kind, on, programmeId, writes, toldIds, by: reader.email, who };
  const delay = isMailing(act) ? HELD_MS : 0;
  await sql.batch(await actTable.asking(sql, act, { askedAt: wallNow, dueAt: wallNow + delay }));
  await askForRun(config, delay);
  return { is: "asked" };
}

/** Takes an act back that waits, or has one undone that mailed nobody. False where it is too late for that, or not theirs. */
export async function takeBack(
  config: Config,
  context: Context<Behind>,
  wallNow: number,
): Promise<boolean | { wrong: string }> {
  const body = await formBody(context, BACK);
  if ("wrong" in body) return body;
  const { sql } = config;
  const act = await actTable.read(sql, body.data.id);
  const reader = context.get("reader");
  if (act === null || !isTheirs((await standingOf(config)).snapshot, reader)(act)) return false;
  const asked = { id: act.id, by: reader.email, wallNow };
  if (act.state === "held") return actTable.takeBack(sql, asked);
  if (!canUndo(act) || !(await actTable.undo(sql, asked))) return false;
  await askForRun(config, 0);
  return true;
}

/** What was done lately in the programmes of whoever looks, the last first, with the titles of its pages. */
export async function recentActs(
  config: Config,
  reader: Reader,
): Promise<{ act: KeptAct; pages: string[]; changed: ShownProposal["changed"] }[]> {
  const { snapshot } = await standingOf(config);
  const acts = await actTable.list(config.sql, ACTS_SHOWN);
  return acts.filter(isTheirs(snapshot, reader)).map(act => ({
    act,
    pages: act.writes.map(({ pageId }) => titleIn(snapshot, pageId)),
    changed: act.otherwise.map(otherwise => ({ otherwise, page: titleIn(snapshot, otherwise.pageId) })),
  }));
}

/** Whether an act can still be taken back or undone: one that mailed somebody only until it is done. */
export function canUndo({ state, writes, toldIds }: KeptAct): boolean {
  return state === "done" && writes.length > 0 && toldIds.length === 0;
}

function isMailing({ kind, toldIds }: Pick<Act, "kind" | "toldIds">): boolean {
  return kind === "go" || toldIds.length > 0;
}

async function askForRun({ jobs, connection }: Config, delay: number): Promise<void> {
  await jobs.send({ connection: connection.id, now: null, reason: "act" }, { delaySeconds: Math.ceil(delay / 1000) });
}

async function standingOf({ sql, connection }: Config): Promise<Standing> {
  const [mirror, run, held] = await Promise.all([
    RunMirror.load(sql, connection.coordinators),
    runTable.last(sql),
    heldRunTable.read(sql),
  ]);
  const waits = held !== null && held.goAt === null;
  return {
    snapshot: mirror.snapshot(),
    now: run?.worldNow ?? 0,
    held: waits ? { mark: held.mark, roster: held.roster ?? {}, programmeIds: held.programmeIds } : null,
  };
}

/** The programmes somebody looks after: all of them for whoever was set up as a coordinator. */
export function looksAfter(
  snapshot: Snapshot,
  { email, isEverywhere }: Pick<Reader, "email" | "isEverywhere">,
): (programmeId: string) => boolean {
  const id = email === "" ? undefined : personByEmail(snapshot, email)?.id;
  const own = snapshot.programmes
    .filter(({ coordinatorIds, secondCoordinatorIds }) =>
      [...coordinatorIds, ...secondCoordinatorIds].includes(id ?? ""),
    )
    .map(programme => programme.id);
  return programmeId => isEverywhere || own.includes(programmeId);
}

function mayDo(snapshot: Snapshot, reader: Reader, { of, isAny }: Proposal): boolean {
  const isOwn = looksAfter(snapshot, reader);
  return isAny === true ? of.some(isOwn) : of.every(isOwn);
}

function isTheirs(snapshot: Snapshot, reader: Reader): (act: KeptAct) => boolean {
  const isOwn = looksAfter(snapshot, reader);
  return ({ programmeId, by }) => reader.isEverywhere || by === reader.email || isOwn(programmeId ?? "");
}

function shown(
  snapshot: Snapshot,
  { kind, on }: { kind: ActKind; on: string },
  { writes, toldIds }: Proposal,
  changed: ShownProposal["changed"],
): ShownProposal {
  return {
    kind,
    on,
    id: crypto.randomUUID(),
    seen: writes.map(({ pageId, seen }) => `${pageId}:${Object.values(seen).map(shortMark).join(".")}`).join(),
    pages: writes.map(({ pageId }) => titleIn(snapshot, pageId)),
    told: namesOf(snapshot, toldIds),
    toldCount: toldIds.length,
    changed,
  };
}

function titleIn(snapshot: Snapshot, pageId: string): string {
  const row = snapshot.rows.get(pageId);
  return (row === undefined ? "" : titleOf(row)) || "…";
}

/** What pages say otherwise than was shown, and pages that were not shown. */
function changesSince(
  snapshot: Snapshot,
  kind: ActKind,
  seen: string,
  proposal: Proposal | null,
): ShownProposal["changed"] {
  const shownAs = new Map(
    seen.split(",").flatMap(one => (one === "" ? [] : [[one.split(":")[0] ?? "", one.split(":")[1] ?? ""] as const])),
  );
  const others = (proposal?.writes ?? []).filter(({ pageId }) => !shownAs.has(pageId));
  const changed = [...shownAs].flatMap(([pageId, marks]): Otherwise[] => {
    const row = snapshot.rows.get(pageId);
    if (row === undefined) return [];
    const columns = Object.entries(seenOf(row, SEES[kind])).filter(
      ([, value], place) => shortMark(value) !== marks.split(".")[place],
    );
    return columns.map(([column]) => ({ pageId, source: row.source, column }));
  });
  const added = others.map(({ pageId, source }) => ({ pageId, source, column: SEES[kind][0] ?? null }));
  return [...changed, ...added].map(otherwise => ({ otherwise, page: titleIn(snapshot, otherwise.pageId) }));
}

function shortMark(value: unknown): string {
  return markOf(value).slice(0, 8);
}
