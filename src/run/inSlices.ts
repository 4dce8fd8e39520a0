// How all that lives is looked at where more lives than one message carries: slice by slice, each with all its people have to do with.
// Idea: what is near a small change is read and decided about by itself; a slice is the same of some hundred people. How far the look
//   has come is kept after each. What a slice would tell people waits until all were counted, so that nothing passes the mass-change
//   guard piece by piece; then the slices that have something to tell are taken once more.
// Source: docs/what-an-edit-reads.md#a-look-in-slices. Cost: a message a slice.
import type { ReachKind } from "../core/domain/reach.ts";
import { isAlike } from "../core/domain/values/hash.ts";
import { listedBy } from "../core/domain/values/maps.ts";
import { list } from "../core/domain/values/row.ts";
import { type Instant, localDate } from "../core/domain/values/time.ts";
import { nextDue } from "../core/plan/index.ts";
import { EVERYBODY, type Foretold, foretoldWith, NOTHING_FORETOLD, overIn } from "../core/plan/massChangeGuard.ts";
import { lettingGo } from "../store/database/retention.ts";
import { stateTable } from "../store/database/state.ts";
import { eventTable } from "../store/mirror/events.ts";
import { formTable } from "../store/mirror/forms.ts";
import { pageTable } from "../store/mirror/pages.ts";
import { relationTable } from "../store/mirror/relations.ts";
import { heldRunTable } from "../store/runs/heldRun.ts";
import { outboxTable } from "../store/runs/outbox.ts";
import { reachTable } from "../store/runs/reach.ts";
import type { askedOnce } from "./decide/busy.ts";
import type { Outlook } from "./decide/foresee.ts";
import type { OfSlice } from "./decide/massChangeGuard.ts";
import { decideUntilQuiet } from "./decideUntilQuiet.ts";
import type { Pulled } from "./pull/pull.ts";
import type { PushContext } from "./push/pushContext.ts";
import { BudgetSpent } from "./world/budget.ts";
import type { RunMirror } from "./world/mirror.ts";
import type { OpenRun } from "./world/services.ts";
import { roundsMirror, type Slice, sliceMirror } from "./world/sliceMirror.ts";

/** What is looked at in a message: the next people after an id, some people by their ids, pages that lead to nobody, or rounds. */
type Part = { after: string } | { people: string[] } | { isAdrift: true } | { isOfRounds: true };

/** How far a look has come. */
export interface Look {
  /** What is left, in this order. */
  left: Part[];
  /** What has something to tell people, which waits until everything was counted. */
  waiting: Part[];
  foretold: Foretold;
  /** The kinds of which all of it is far more than usual; null while it is still counted. */
  over: ReachKind[] | null;
  /** What it has held so far. */
  heldMark: string | null;
  /** When the next thing is due of what was looked at; null while that is not known. */
  dueAt: Instant | null;
  /** Events to come that people made and that are no session's. */
  unlinked: string[];
  /** True where everybody is looked at. */
  isWhole: boolean;
  /** The lease's fence when it began: what waits since before it was not decided anew. */
  fence: number;
}

/** Events of people's own that are known while times are looked for. */
const UNLINKED = 500;

/** What a look needs of the run it is part of. */
interface Looking {
  run: OpenRun;
  pulled: Pulled;
  /** With what the parts of a run go on, over a mirror. */
  over: (mirror: RunMirror, slice: OfSlice) => Promise<[PushContext, Outlook]>;
  /** How far an earlier message came; null where none is under way. */
  look: Look | null;
  busyTimes: ReturnType<typeof askedOnce>;
}

/**
 * Looks at the next slice, or begins where no look is under way: at whom the change that was read has to do with, where that is known,
 * and at everybody on a new day and once something is due. Who was changed meanwhile is looked at next.
 *
 * @throws BudgetSpent after each slice but the last: the look goes on in another message.
 */
export async function lookInSlices(looking: Looking): Promise<void> {
  const { run } = looking;
  const { sql, connection } = run;
  const look = await begunOrGoneOn(looking);
  const [part, ...left] = look.left;
  if (part !== undefined && "isOfRounds" in part) look.left = [...left, ...(await lookAtRounds(looking, look))];
  else if (part !== undefined) {
    const slice = await sliceOf(run, part, look);
    if (slice !== null) await lookAt(looking, look, { part, slice });
    const last = "after" in part && slice?.people.length === connection.budget.slice ? slice.people.at(-1) : undefined;
    look.left = last === undefined ? left : [{ after: last }, ...left];
  }
  if (look.left.length === 0 && look.over === null && look.waiting.length > 0) await weighAll(looking, look);
  if (look.left.length === 0 && !looking.pulled.isComparing) return end(looking, look);
  await stateTable.saving(sql, "look", look).run();
  throw new BudgetSpent("people looked at in one message", 0);
}

/** Everything is counted: what waited is to be taken once more. What is held and shown already, with no go, is not held anew. */
async function weighAll({ run, pulled }: Looking, look: Look): Promise<void> {
  const { sql } = run;
  look.over = overIn(look.foretold, await reachTable.read(sql, pulled.now), pulled.now);
  const held = look.over.some(kind => EVERYBODY.includes(kind)) ? await heldRunTable.read(sql) : null;
  if (held?.goAt === null && isAlike(held.reach, look.foretold.all)) look.heldMark = held.mark;
  else look.left = look.waiting;
  look.waiting = [];
}

async function begunOrGoneOn({ run, pulled, look }: Looking): Promise<Look> {
  const { sql, report, state } = run;
  const touched = report.changed > 0 ? await pulled.touchedPeople() : [];
  if (look !== null && touched !== null)
    return touched.length === 0 ? look : { ...look, left: [...inParts(touched, run), ...look.left] };
  const dueAt = state.get<Instant>("due_at");
  const isSome = touched !== null && touched.length > 0 && !pulled.isNewDay && dueAt !== null && pulled.now < dueAt;
  return {
    left: [...(isSome ? inParts(touched, run) : [{ after: "" }, { isAdrift: true as const }]), { isOfRounds: true }],
    waiting: [],
    foretold: NOTHING_FORETOLD,
    over: null,
    heldMark: null,
    dueAt: isSome ? dueAt : null,
    unlinked: await eventTable.listUnlinked(sql, pulled.now, UNLINKED),
    isWhole: !isSome,
    fence: run.lease.fence,
  };
}

function inParts(people: readonly string[], { connection }: OpenRun): Part[] {
  const { slice } = connection.budget;
  return Array.from({ length: Math.ceil(people.length / slice) }, (_, place) => ({
    people: people.slice(place * slice, (place + 1) * slice),
  }));
}

/** Null where nothing is left of it. */
async function sliceOf(
  { sql, connection }: OpenRun,
  part: Exclude<Part, { isOfRounds: true }>,
  { unlinked }: Look,
): Promise<Slice | null> {
  if ("isAdrift" in part) {
    const { pages: adrift, sessions: pageless } = await relationTable.listAdrift(sql);
    return { people: [], adrift, pageless, unlinked };
  }
  const people = "people" in part ? part.people : await pageTable.listPeople(sql, part.after, connection.budget.slice);
  return people.length === 0 ? null : { people, adrift: [], pageless: [], unlinked };
}

/** Decides about rounds until they are quiet; gives the people of groups that were formed or changed, who are looked at next. */
async function lookAtRounds({ run, pulled, over, busyTimes }: Looking, look: Look): Promise<Part[]> {
  const { sql, connection } = run;
  const mirror = await roundsMirror(sql, connection.coordinators, await formTable.list(sql), pulled.now);
  const before = new Map(mirror.rows);
  const [context, outlook] = await over(mirror, { over: look.over, heldMark: look.heldMark });
  await decideUntilQuiet(context, outlook, busyTimes);
  if (context.inDoubt.size > 0) throw new BudgetSpent("certainty about earlier calls", RETRY_MS);
  const changed = [...mirror.rows.values()].filter(row => row.source === "groups" && before.get(row.id) !== row);
  const companies = changed.map(row => [row, before.get(row.id) ?? row].flatMap(one => list(one, "members")));
  const parts = packed(companies, connection.budget.slice);
  return Promise.all(parts.map(async ids => ({ people: await pageTable.peopleAmong(sql, ids) })));
}

/**
 * People in parts of a size, those who are in a group together in one, and with them whom they meet in others: the times of all these are
 * found together. More than a part holds are taken apart. `companies` are the members of each group.
 */
function packed(companies: readonly (readonly string[])[], size: number): string[][] {
  const groupsOf = listedBy(companies.flatMap(company => company.map(id => [id, company] as const)));
  const seen = new Set<string>();
  const parts: string[][] = [];
  for (const first of groupsOf.keys()) {
    if (seen.has(first)) continue;
    const together = [first];
    seen.add(first);
    for (const id of together)
      for (const other of (groupsOf.get(id) ?? []).flat()) {
        if (!seen.has(other)) together.push(other);
        seen.add(other);
      }
    const last = parts.at(-1);
    if (last !== undefined && last.length + together.length <= size) last.push(...together);
    else for (let from = 0; from < together.length; from += size) parts.push(together.slice(from, from + size));
  }
  return parts;
}

/** Decides about a slice until it is quiet, and notes in the look what came of it. */
async function lookAt(looking: Looking, look: Look, { part, slice }: { part: Part; slice: Slice }): Promise<void> {
  const { run, pulled, over, busyTimes } = looking;
  const { sql, connection } = run;
  const mirror = await sliceMirror(sql, connection.coordinators, slice, await formTable.list(sql));
  const [context, outlook] = await over(mirror, { over: look.over, heldMark: look.heldMark });
  const { guard, inDoubt } = context;
  await decideUntilQuiet(context, outlook, busyTimes);
  if (inDoubt.size > 0) throw new BudgetSpent("certainty about earlier calls", RETRY_MS);
  if (guard.foretold !== null) {
    look.foretold = foretoldWith(look.foretold, guard.foretold);
    look.waiting.push("after" in part ? { people: [...slice.people] } : part);
  }
  if (guard.held !== null) look.heldMark = guard.held.mark;
  const next = nextDue(mirror.snapshot(), pulled.now);
  look.dueAt = Math.min(look.dueAt ?? next, next);
}

const RETRY_MS = 60_000;

/** What a run keeps at its end. What concerns whole programmes is not looked at: that is told. */
async function end({ run, pulled, over }: Looking, look: Look): Promise<void> {
  const { sql, state, connection, report, wallNow } = run;
  const { now, isNewDay } = pulled;
  const today = localDate(now, "UTC");
  const mirror = await sliceMirror(
    sql,
    connection.coordinators,
    { people: [], adrift: [], pageless: [], unlinked: [] },
    await formTable.list(sql),
  );
  const [{ guard, outages }] = await over(mirror, { over: look.over, heldMark: look.heldMark });
  if (look.isWhole) await guard.close(look.heldMark !== null);
  await outages.close();
  if (look.isWhole) report.failed.push(NOT_WHOLE);
  const isTidied = state.get<string>("tidied_on") === today;
  const { programmes } = mirror.snapshot();
  await sql.batch([
    stateTable.saving(sql, "look", null),
    stateTable.saving(sql, "due_at", Math.min(look.dueAt ?? 0, nextDue(mirror.snapshot(), now))),
    ...(look.isWhole ? [outboxTable.droppingUnwanted(sql, look.fence)] : []),
    ...(isNewDay ? [stateTable.saving(sql, "measured_on", today), reachTable.counting(sql, now)] : []),
    ...(isTidied
      ? []
      : [
          ...lettingGo(sql, { programmes, answers: [] }, { world: now, wall: wallNow() }),
          stateTable.saving(sql, "tidied_on", today),
        ]),
  ]);
}

const NOT_WHOLE = {
  what: "look: too many pages live",
  why: "people, groups and meetings were looked at slice by slice; letters, surveys, the help board and figures are not",
};
