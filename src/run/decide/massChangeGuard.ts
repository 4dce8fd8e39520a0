import { addressesMet } from "../../core/domain/addresses.ts";
import type { Command } from "../../core/domain/command.ts";
import { entityOf, invitedBy, reachedBy } from "../../core/domain/commands.ts";
import { REACH_KINDS, type Reach, type ReachKind } from "../../core/domain/reach.ts";
import { addressKey } from "../../core/domain/values/address.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import {
  covering,
  type DayReach,
  dayOf,
  type Eyes,
  type Foretold,
  foretoldBy,
  isOfRoster,
  isReaching,
  isReadAsDraft,
  isTooNew,
  leadsToPeople,
  programmesOf,
  type Rosters,
  reachOf,
  type Weighing,
  weigh,
  withReach,
} from "../../core/plan/massChangeGuard.ts";
import type { Settings } from "../../core/plan/pass/planning.ts";
import { domainOf } from "../../core/rules/surveys/responders.ts";
import type { Mirror } from "../../core/state/mirror.ts";
import { personByEmail, type Snapshot, snapshotOf } from "../../core/state/snapshot.ts";
import { type HeldRun, heldRunTable } from "../../store/runs/heldRun.ts";
import { reachTable, rosterTable } from "../../store/runs/reach.ts";
import { moreLines } from "../../text/operating/massChangeGuard.ts";
import { type Foreseen, foresee, languageOf, linesOf, type Outlook } from "./foresee.ts";

/** What was weighed, and by what. */
interface Weighed extends Weighing {
  eyes: Eyes;
  rosters: Rosters;
  foretold: Foretold;
}

/** What the guard knows of a look in slices, where what it weighs is one of them. */
export interface OfSlice {
  /** The kinds of which all slices together come to far more than usual; null while they are still counted. */
  over: readonly ReachKind[] | null;
  /** What earlier slices of the look have held; null for nothing. */
  heldMark: string | null;
}

/**
 * The mass-change guard of one run (core/plan/massChangeGuard.ts). It looks ahead once something is decided that people would hear of. Where the whole of it
 * is far more than usual it holds all of it, and the run goes on with what reaches nobody; where there are only too many new people, the
 * run goes on without what invites them.
 */
export class MassChangeGuard {
  /** What waits; null while everything goes through. */
  held: HeldRun | null = null;
  /** True once everything that reaches people waits. */
  isHoldingAll = false;
  /** What waited when this run began, with its go where it has one. */
  readonly before: HeldRun | null;
  readonly #outlook: Outlook;
  readonly #approved = new Set<string>();
  readonly #drafts = new Set<string>();
  readonly #isCovered: (command: Command) => boolean;
  readonly #slice: OfSlice | null;
  /** What a slice would tell people, where that is only counted; null where it would tell nobody. */
  foretold: Foretold | null = null;
  /** What was weighed last; null before anything was. */
  #weighed: Weighed | null = null;
  /** What may still be told today without being weighed anew; null before anything was weighed. */
  #left: Record<keyof Reach, number> | null = null;

  constructor(outlook: Outlook, before: HeldRun | null, slice: OfSlice | null = null) {
    this.#outlook = outlook;
    this.before = before;
    this.#slice = slice;
    this.#isCovered = covering(goOf(before));
  }

  /** What a command tells people, and whether a coordinator has approved of it; known of what a pass has decided. */
  reachOf(command: Command): Reach & { isApproved: boolean; isDraft: boolean } {
    const reach = reachOf([command], this.#weighed?.eyes);
    const isApproved = this.#approved.has(command.key);
    return { ...reach, isApproved, isDraft: !isApproved && this.#drafts.has(command.key) };
  }

  /**
   * Looks at what a pass has decided. What of it may be carried out now; null when the guard holds it here: nothing of it then, for it
   * is decided anew.
   */
  async through(mirror: Mirror, commands: readonly Command[]): Promise<readonly Command[] | null> {
    if (this.isHoldingAll) return commands;
    const rest = this.#withoutWaiting(mirror, commands);
    if (!rest.some(leadsToPeople) || this.#isWithin(mirror, rest)) return rest;
    const foreseen = await foresee(mirror, this.#outlook, commands);
    const weighing = await weighed(this.#outlook, foreseen, {
      mirror,
      before: this.before,
      over: this.#slice?.over ?? [],
    });
    this.#weighed = weighing;
    this.#left = { ...weighing.limit };
    if (this.#slice?.over === null && foreseen.commands.some(isReaching)) {
      // Before all slices were counted nobody hears of any.
      this.foretold = weighing.foretold;
      this.isHoldingAll = true;
    } else if (weighing.isHeld) await this.#hold(foreseen, weighing);
    if (this.isHoldingAll) return null;
    const going = this.#withoutWaiting(mirror, commands);
    this.#isWithin(mirror, going);
    return going;
  }

  /** The run, or the look that went over several, has come to its end: what waited before waits no more, unless it was held again. */
  async close(isHeldAgain = this.held !== null): Promise<void> {
    const { sql } = this.#outlook;
    if (this.before === null) return;
    const used = this.before.goAt === null ? [] : rosterTable.saving(sql, this.before.roster ?? {});
    const statements = [...used, ...(isHeldAgain ? [] : [heldRunTable.dropping(sql, this.before.mark)])];
    if (statements.length > 0) await sql.batch(statements);
  }

  async #hold(foreseen: Foreseen, weighing: Weighed): Promise<void> {
    const known = this.held ?? this.before;
    this.isHoldingAll = weighing.isWhole;
    const run = heldRun(foreseen, weighing, this.#outlook, known);
    const isOfLook = known !== null && known.mark === this.#slice?.heldMark;
    this.held = isOfLook ? heldWith(known, run, this.#outlook) : run;
    if (this.held !== known) await (await heldRunTable.saving(this.#outlook.sql, this.held, known)).run();
  }

  /** The commands without those that invite too many new people; what belongs to one session stays together. */
  #withoutWaiting(mirror: Mirror, commands: readonly Command[]): readonly Command[] {
    if (this.#weighed === null || this.held === null) return commands;
    const { over, eyes } = this.#weighed;
    const waiting = commands.filter(command => isTooNew(command, over, eyes));
    if (waiting.length === 0) return commands;
    const isLetThrough = this.#letThrough(snapshotOf(mirror), this.#weighed);
    const entities = new Set(waiting.filter(command => !isLetThrough(command)).map(entityOf));
    return commands.filter(command => !entities.has(entityOf(command)));
  }

  #letThrough(snapshot: Snapshot, { rosters }: Weighed): (command: Command) => boolean {
    const { now } = this.#outlook;
    return command => isOfRoster(snapshot, now, rosters, command) || this.#isCovered(command);
  }

  /** True for what fits into what was weighed; it is then taken off. */
  #isWithin(mirror: Mirror, commands: readonly Command[]): boolean {
    if (this.#left === null || this.#weighed === null) return false;
    const left = this.#left;
    const reaching = commands.filter(command => reachedBy(command).length > 0);
    if (reaching.length === 0) return true;
    const snapshot = snapshotOf(mirror);
    const isLetThrough = this.#letThrough(snapshot, this.#weighed);
    for (const command of reaching) {
      if (isLetThrough(command)) this.#approved.add(command.key);
      else if (isReadAsDraft(snapshot, this.#outlook.now, command)) this.#drafts.add(command.key);
    }
    const counted = reaching.filter(command => !this.#approved.has(command.key) && !this.#drafts.has(command.key));
    const open = reachOf(counted, this.#weighed.eyes);
    if (REACH_KINDS.some(kind => open[kind] > left[kind])) return false;
    for (const kind of REACH_KINDS) left[kind] -= open[kind];
    return true;
  }
}

/** What a run would do from here on that no guard holds, what it would hold, and whether that is all that reaches people. */
export async function foreseeGuarded(
  mirror: Mirror,
  outlook: Outlook,
  before: HeldRun | null,
): Promise<{ foreseen: Foreseen; held: HeldRun | null; isWhole: boolean }> {
  const all = await foresee(mirror, outlook);
  const weighing = await weighed(outlook, all, { mirror, before, over: [] });
  const { isWhole } = weighing;
  const held = weighing.isHeld ? heldRun(all, weighing, outlook, before) : null;
  const foreseen = isWhole
    ? await foresee(mirror, { ...outlook, settings: { ...outlook.settings, isHeld: true } })
    : { ...all, commands: [...goingOf(all.commands, weighing)] };
  return { foreseen, held, isWhole };
}

/**
 * Weighs what was foreseen against what was usual, and a go against it where there is one. `mirror` is how things are before any of
 * it: that tells who is new. `over` is what is over already, of a look in slices.
 */
async function weighed(
  { sql, now }: Outlook,
  foreseen: Foreseen,
  { mirror, before, over }: { mirror: Mirror; before: HeldRun | null; over: readonly ReachKind[] },
): Promise<Weighed> {
  const snapshot = snapshotOf(foreseen.mirror);
  const isCovered = covering(goOf(before));
  const history = await reachTable.read(sql, now);
  // Near a small change nothing begins.
  const rosters: Rosters = mirror.near === null ? await rosterTable.list(sql) : new Map();
  const eyes = eyesOn(mirror, history, now);
  const isApproved = (command: Command) => isOfRoster(snapshot, now, rosters, command) || isCovered(command);
  const isDraft = (command: Command) => isReadAsDraft(snapshot, now, command);
  const known = { history, now, isApproved, isDraft, eyes, over };
  return { ...weigh(foreseen.commands, known), eyes, rosters, foretold: foretoldBy(foreseen.commands, known) };
}

/** Who is new: nobody is outside on the first day, since the first limit covers those an organisation begins with. */
function eyesOn(mirror: Mirror, history: readonly DayReach[], now: Instant): Eyes {
  const today = dayOf(now);
  const hasBegun = history.some(({ day }) => day < today);
  const met = addressesMet(mirror);
  const guests = mirror.past.addresses.filter(({ isGuest }) => isGuest);
  const invited = addressesMet({ ...mirror, responses: [], past: { addresses: guests } });
  const domains = new Set((mirror.coordinators ?? []).flatMap(({ email }) => domainOf(email) ?? []));
  const snapshot = snapshotOf(mirror);
  const isIn = (email: string) => personByEmail(snapshot, email) !== null;
  return {
    isOutsider: email => hasBegun && !met.has(addressKey(email)) && !domains.has(domainOf(email) ?? "") && isIn(email),
    isStranger: email => !invited.has(addressKey(email)) && !isIn(email),
  };
}

/** What waits as it is shown. If unchanged it keeps its mark, so that a go for what is on screen counts. */
function heldRun(foreseen: Foreseen, weighing: Weighing, { now, settings }: Outlook, before: HeldRun | null): HeldRun {
  const waits = before !== null && before.goAt === null;
  if (waits && before.subjects.join() === weighing.subjects.join()) return before;
  const snapshot = snapshotOf(foreseen.mirror);
  const shown = weighing.isWhole ? foreseen.commands.filter(leadsToPeople) : weighing.waiting;
  return {
    mark: crypto.randomUUID(),
    since: waits ? before.since : now,
    reach: weighing.reach,
    limit: weighing.limit,
    over: weighing.over,
    lines: fitting(linesOf(snapshot, shown, settings.language), languageOf(snapshot, settings.language)),
    subjects: weighing.subjects,
    roster: rosterOf(snapshot, shown),
    programmeIds: programmesOf(snapshot, shown),
    goAt: null,
  };
}

/** What slices of one look hold, together: it has a mark of its own, as anything else that is shown. */
function heldWith(before: HeldRun, { mark, ...run }: HeldRun, { settings }: Outlook): HeldRun {
  if (mark === before.mark) return before;
  const roster = Object.entries({ ...before.roster, ...run.roster }).map(([id]) => {
    const people = [...(before.roster?.[id] ?? []), ...(run.roster?.[id] ?? [])];
    return [id, [...new Set(people)].sort()] as const;
  });
  return {
    ...before,
    mark,
    reach: withReach(before.reach, run.reach),
    over: [...new Set([...before.over, ...run.over])],
    lines: fitting([...before.lines, ...run.lines], settings.language),
    subjects: [...before.subjects, ...run.subjects].sort(),
    roster: Object.fromEntries(roster),
    programmeIds: [...new Set([...before.programmeIds, ...run.programmeIds])].sort(),
  };
}

/** Characters of lines that are kept of a held run: with its subjects and people they fit into one row of the database. */
const LINES_KEPT = 300_000;

/** As many lines as are kept, and how many more there are. */
function fitting(lines: readonly string[], language: Settings["language"]): string[] {
  let size = 0;
  const end = lines.findIndex(line => {
    size += line.length;
    return size > LINES_KEPT;
  });
  return end < 0 ? [...lines] : [...lines.slice(0, end), moreLines(lines.length - end, language)];
}

/** The people commands would invite, by programme; none for a move, which most of its people know already. */
function rosterOf(snapshot: Snapshot, commands: readonly Command[]): Record<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const command of commands.filter(one => reachOf([one]).moves === 0))
    for (const programmeId of programmesOf(snapshot, [command]))
      for (const email of invitedBy(command)) found.set(programmeId, (found.get(programmeId) ?? new Set()).add(email));
  return Object.fromEntries([...found].map(([id, emails]) => [id, [...emails].sort()]));
}

/** The commands that do not wait where a part of what was foreseen does. */
function goingOf(commands: readonly Command[], { isWhole, waiting }: Weighing): readonly Command[] {
  if (isWhole || waiting.length === 0) return commands;
  const entities = new Set(waiting.map(entityOf));
  return commands.filter(command => !entities.has(entityOf(command)));
}

function goOf(before: HeldRun | null): readonly string[] {
  return before !== null && before.goAt !== null ? before.subjects : [];
}
