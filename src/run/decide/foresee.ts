import type { Command } from "../../core/domain/command.ts";
import { eachGuarded, noting } from "../../core/domain/values/guarded.ts";
import type { Wait } from "../../core/domain/wait.ts";
import type { Settings } from "../../core/plan/pass/planning.ts";
import type { BusyTimes, FreeBusyNeed } from "../../core/rules/scheduling/members.ts";
import { applied } from "../../core/state/apply.ts";
import type { Mirror } from "../../core/state/mirror.ts";
import { personByEmail, type Snapshot, snapshotOf } from "../../core/state/snapshot.ts";
import { plannedLine } from "../../text/operating/plan.ts";
import { waitSentence } from "../../text/operating/waits.ts";
import { withUnreadable } from "./busy.ts";
import { type Asked, decided } from "./deciding.ts";

/** The most passes of deciding and pushing; the rest waits for the next run, since something does not settle. */
export const PASSES = 12;

/** What a run would do, and what the mirror would hold once it had. */
export interface Foreseen {
  commands: Command[];
  mirror: Mirror;
  /** What each programme waits for once all of it is done; empty where what is to be done was known. */
  waits: readonly Wait[];
}

/** What looking ahead needs. */
export interface Outlook extends Asked {
  /** When people are busy. */
  ask: (needs: FreeBusyNeed) => Promise<BusyTimes>;
}

/**
 * Everything a run would decide from here on: the rules are asked until they are quiet, and what they want is only applied.
 * `decided` is what they said of the mirror as it is, where that is known already.
 */
export async function foresee(
  mirror: Mirror,
  outlook: Outlook,
  decided: readonly Command[] | null = null,
): Promise<Foreseen> {
  const commands: Command[] = [];
  const known = new Set<string>();
  let held = mirror;
  let next = decided;
  let waits: readonly Wait[] = [];
  for (let pass = 0; pass < PASSES; pass += 1) {
    if (next === null) ({ held, commands: next, waits } = await decidedOn(held, outlook));
    // What can't be applied would be decided in each pass again.
    const fresh = next.filter(command => !known.has(command.key));
    if (fresh.length === 0) break;
    for (const { key } of fresh) known.add(key);
    commands.push(...fresh);
    held = applied(held, next, outlook.now);
    next = null;
  }
  return { commands, mirror: held, waits };
}

/** What the rules want now and wait for, and the mirror with whose calendars could not be read for it. */
async function decidedOn(
  mirror: Mirror,
  outlook: Outlook,
): Promise<{ held: Mirror; commands: readonly Command[]; waits: readonly Wait[] }> {
  const snapshot = snapshotOf(mirror);
  const decision = await decided(outlook, snapshot, null);
  if (decision.needs === null) return { held: mirror, ...decision };
  const busy = await outlook.ask(decision.needs);
  const held = { ...mirror, notices: withUnreadable(snapshot, mirror.notices, decision.needs.emails, busy) };
  return { held, ...(await decided(outlook, snapshotOf(held), busy)) };
}

/** A line for every command that reaches people or makes something, in the language of the first programme. */
export function linesOf(snapshot: Snapshot, commands: readonly Command[], fallback: Settings["language"]): string[] {
  const names = {
    person: (email: string) => personByEmail(snapshot, email)?.name ?? email,
    page: (id: string) => String(snapshot.rows.get(id)?.values.title ?? snapshot.rows.get(id)?.values.name ?? ""),
    zone: snapshot.programmes[0]?.zone ?? "UTC",
  };
  const language = languageOf(snapshot, fallback);
  return noting(() => eachGuarded("plan", commands, command => plannedLine(command, names, language) ?? [])).value;
}

/** A sentence for everything that programmes wait for, in the language of the first programme; each once. */
export function waitLines(snapshot: Snapshot, waits: readonly Wait[], fallback: Settings["language"]): string[] {
  const language = languageOf(snapshot, fallback);
  const said = snapshot.programmes.flatMap(({ id, name }) =>
    waits.filter(wait => wait.programmeId === id).map(wait => waitSentence(wait, name, language)),
  );
  return [...new Set(said)];
}

/** The language a coordinator reads in: that of the first programme. */
export function languageOf(snapshot: Snapshot, fallback: Settings["language"]): Settings["language"] {
  return snapshot.programmes[0]?.language ?? fallback;
}
