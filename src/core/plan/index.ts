import type { Command } from "../domain/command.ts";
import { entityOf } from "../domain/commands.ts";
import { type Programme, programmeSpan } from "../domain/programme.ts";
import { eachGuarded, guarded, noting, onceEach, type Unforeseen } from "../domain/values/guarded.ts";
import { markOf } from "../domain/values/hash.ts";
import { addDays, atLocal, type Instant, localDate } from "../domain/values/time.ts";
import type { BusyTimes, FreeBusyNeed } from "../rules/scheduling/availability.ts";
import { wavesOf } from "../rules/surveys/waves.ts";
import type { Snapshot } from "../state/snapshot.ts";
import { cellsToRefill } from "../state/understood.ts";
import { decideActions } from "./actions.ts";
import { toldIn, toldOf } from "./board/load.ts";
import { decideColumns } from "./columns.ts";
import { decideDuplicates, noteCopies } from "./duplicates.ts";
import { decideNeeds } from "./forms/needs.ts";
import { decideStanding } from "./forms/standing.ts";
import { decideSurveys } from "./forms/surveys.ts";
import { decideGatherings } from "./gatherings/gatherings.ts";
import { tellMoved, withoutHeld } from "./held.ts";
import { decideHelp, nextHelp } from "./help.ts";
import { decideSuggestions } from "./insights/suggestions.ts";
import { decideKickOffReplies } from "./letters/kickOffReplies.ts";
import { decideLetters } from "./letters/letters.ts";
import { decideSilence } from "./letters/stillIn.ts";
import { isReaching } from "./massChangeGuard.ts";
import { planningOf, type Settings } from "./pass/planning.ts";
import { leftOutOf } from "./rounds/leftOut.ts";
import { decideRounds } from "./rounds/rounds.ts";
import { notingGuests } from "./series/notingGuests.ts";
import { decideAgreements } from "./sessions/firstTalk.ts";
import { decideInvitations } from "./sessions/invitations.ts";
import { decideMeetings } from "./sessions/meetings.ts";
import { decideSessions, type SessionDecision } from "./sessions/sessions.ts";
import { callOffSkipped } from "./slots/skipping.ts";
import { nextPassedOn } from "./waiting.ts";

interface Decision {
  commands: Command[];
  /** Calendars to be looked at before sessions can be given slots; null when none. Decide again with what they say. */
  needs: FreeBusyNeed | null;
  /** What Krug's own code failed at, and where: the rest is decided as it would be without it. */
  unforeseen: Unforeseen[];
}

/**
 * All there is to do now. Pure: the same mirror, time and busy calendars give the same commands, and once they are carried
 * out and mirrored, the next decision holds only what followed from them, until there is nothing to do.
 */
export function decide(snapshot: Snapshot, now: Instant, busy: BusyTimes | null, settings: Settings): Decision {
  const { value, unforeseen } = noting(() => decideAll(snapshot, now, busy, settings));
  return { ...value, unforeseen: onceEach([...snapshot.unforeseen, ...unforeseen]) };
}

function decideAll(
  snapshot: Snapshot,
  now: Instant,
  busy: BusyTimes | null,
  settings: Settings,
): Omit<Decision, "unforeseen"> {
  const { words } = settings;
  const whole = (where: string, decided: () => Command[]) => guarded(where, null, decided, () => []);
  const sessions = guarded(
    "sessions",
    null,
    () => decideSessions(snapshot, now, busy, words),
    () => noneDecided(snapshot),
  );
  if (sessions.needs !== null) return { commands: [], needs: sessions.needs };
  const isWanted = (command: Command) =>
    command.kind !== "create_page" || !(snapshot.discarded.has(command.key) || snapshot.ownedKeys.has(command.key));
  const planning = planningOf(snapshot, now, settings, busy);
  const roundOf = new Map(
    eachGuarded("rounds", snapshot.programmes, programme => [
      [programme.id, decideRounds(planning, programme).filter(isWanted)] as const,
    ]),
  );
  const rounds = [...roundOf.values()].flat();
  const invitations = [
    ...whole("invitations", () => decideInvitations(snapshot, now, sessions, words)),
    ...whole("gatherings", () => decideGatherings(snapshot, now, words)),
  ];
  const help = settings.isHeld ? [] : whole("help board", () => decideHelp(snapshot, now, words));
  const letters = settings.isHeld ? [] : whole("letters", () => decideLetters(snapshot, now, words, toldIn(help, now)));
  // What insights lead to matters least: it takes what room people's weeks have left.
  const told = [...toldOf(snapshot), ...toldIn([...help, ...letters], now)];
  const commands = [
    ...noteCopies(snapshot, now),
    ...whole("duplicate pages", () => decideDuplicates(snapshot, settings.language, words)),
    ...whole("refills", () => decideRefills(snapshot)),
    ...whole("meetings", () => decideMeetings(snapshot, now, words)),
    ...whole("agreements", () => decideAgreements(snapshot, now, words)),
    ...whole("replies to the first letter", () => decideKickOffReplies(snapshot, now)),
    ...whole("needs", () => decideNeeds(snapshot, now)),
    ...whole("silence", () => decideSilence(snapshot, now)),
    ...whole("skipping", () => callOffSkipped(snapshot, now)),
    ...(settings.isHeld
      ? rounds.filter(isDraft)
      : [...rounds, ...ofStandingGroups(snapshot, sessions.commands, rounds)]),
    ...snapshot.programmes.flatMap(programme => {
      const own = (where: string, decided: () => Command[]) => guarded(where, programme.id, decided, () => []);
      return [
        ...own("surveys", () => decideSurveys(snapshot, programme, now, words)),
        ...own("standing form", () => decideStanding(snapshot, programme, now)),
        ...own("suggestions", () => decideSuggestions(snapshot, programme, now, words)),
        ...(settings.isHeld ? [] : own("actions", () => decideActions(snapshot, programme, now, words, told))),
      ];
    }),
    ...ofLastingGroups(snapshot, settings.isHeld ? reachingNobody(invitations) : invitations, rounds),
    ...help,
    ...letters,
    ...whole("columns", () =>
      decideColumns(snapshot, now, settings.language, words, leftOutWhere(snapshot, now, roundOf)),
    ),
  ];
  const standing = [
    ...withoutHeld(snapshot, commands.filter(isWanted)),
    ...whole("moved pages", () => tellMoved(snapshot, now, settings.language, words)),
  ];
  return { commands: notingGuests(snapshot, joined(oneWordAtATime(standing)), now), needs: null };
}

/** People left out, in programmes whose groups are all made: in the others that is not yet known. */
function leftOutWhere(snapshot: Snapshot, now: Instant, roundOf: ReadonlyMap<string, readonly Command[]>) {
  const settled = snapshot.programmes.filter(programme => roundOf.get(programme.id)?.length === 0);
  return new Map(
    eachGuarded("left out", settled, programme => [[programme.id, leftOutOf(snapshot, programme, now)] as const]),
  );
}

/** Where nothing could be decided about sessions, none is touched. */
function noneDecided(snapshot: Snapshot): SessionDecision {
  const moving = new Set(snapshot.sessions.keys());
  return { commands: [], needs: null, moving, heldBack: new Map(), forming: new Set() };
}

/** Of several words a person said about their page the first is acted on; the next is decided once the page says so. */
function oneWordAtATime(commands: readonly Command[]): Command[] {
  const spoken = new Set<string>();
  return commands.filter(command => {
    if (command.kind !== "update_page" || command.acts === undefined) return true;
    const isFirst = !spoken.has(command.pageId);
    spoken.add(command.pageId);
    return isFirst;
  });
}

/**
 * Sessions of a group whose members change in this very pass wait for the next, new ones and those that had no time: their times
 * were looked for without whoever joins.
 */
function ofStandingGroups(snapshot: Snapshot, sessions: readonly Command[], rounds: readonly Command[]): Command[] {
  const changing = new Set(
    rounds.flatMap(one => (one.kind === "update_page" && one.values.members !== undefined ? [one.pageId] : [])),
  );
  const groupOf = (one: Command): string => {
    if (one.kind === "create_page") return String([one.values.group ?? []].flat()[0] ?? "");
    const session = one.kind === "update_page" ? snapshot.sessions.get(one.pageId) : undefined;
    return session?.status === "no_slot" ? (session.groupId ?? "") : "";
  };
  return sessions.filter(one => !changing.has(groupOf(one)));
}

/**
 * Nothing of a meeting is changed, and nothing told of it, whose group comes to an end in this very pass: it is called off in
 * the next. Its commands stay together: what is told of is agreed on with what is written.
 */
function ofLastingGroups(snapshot: Snapshot, invitations: readonly Command[], rounds: readonly Command[]): Command[] {
  const ending = new Set(
    rounds.flatMap(one =>
      one.kind === "update_page" && one.source === "groups" && one.values.status === "ended" ? [one.pageId] : [],
    ),
  );
  if (ending.size === 0) return [...invitations];
  const groupOf = (one: Command): string => snapshot.sessions.get(entityOf(one))?.groupId ?? "";
  return invitations.filter(one => one.kind === "cancel_event" || !ending.has(groupOf(one)));
}

/** A group that waits to be read before anybody is invited. */
function isDraft(command: Command): boolean {
  return command.kind === "create_page" && command.values.status === "draft";
}

/** Commands of sessions whose people hear of none of them: what belongs to one session is agreed on together. */
function reachingNobody(commands: readonly Command[]): Command[] {
  const reaching = new Set(commands.filter(isReaching).map(entityOf));
  return commands.filter(command => !reaching.has(entityOf(command)));
}

/**
 * Updates of one page become one, in the order decided; a later value of a property wins. One that agrees on something with
 * the page's event takes the later place: what the event has to follow comes before it.
 */
function joined(commands: readonly Command[]): Command[] {
  const found = new Map<string, Command>();
  for (const command of commands) {
    const place = command.kind === "update_page" ? `page:${command.pageId}` : `command:${command.key}`;
    const earlier = found.get(place);
    if (command.kind !== "update_page" || earlier?.kind !== "update_page") {
      found.set(place, command);
      continue;
    }
    if (command.link !== undefined) found.delete(place);
    const values = { ...earlier.values, ...command.values };
    const link = command.link ?? earlier.link;
    const acts = [...(earlier.acts ?? []), ...(command.acts ?? [])];
    const key = `${command.pageId}:${markOf(values)}`;
    found.set(place, { ...earlier, key, values, link, ...(acts.length > 0 ? { acts } : {}) });
  }
  return [...found.values()];
}

/**
 * The next moment at which something may be due although nobody changed anything: a day begins for a programme, a session
 * begins or ends, a survey opens or closes, something has waited for a coordinator long enough. A run before it that reads no change has nothing to decide.
 */
export function nextDue(snapshot: Snapshot, now: Instant, held: { since: Instant } | null = null): Instant {
  const tomorrow = atLocal(addDays(localDate(now, "UTC"), 1), 0, "UTC");
  const moments = noting(() => [
    ...eachGuarded("next moments", snapshot.programmes, programme => momentsOf(programme, now)),
    ...eachGuarded("next moments", snapshot.sessions.values(), ({ startsAt, endsAt }) =>
      [startsAt, endsAt].flatMap(at => at ?? []),
    ),
    ...eachGuarded("next moments", snapshot.gatherings.values(), ({ startsAt, endsAt }) => [startsAt, endsAt]),
    ...guarded(
      "next moments",
      null,
      () => nextHelp(snapshot, now),
      () => [],
    ),
    ...guarded<Instant[]>(
      "next moments",
      null,
      () => [nextPassedOn(snapshot, held, now) ?? []].flat(),
      () => [],
    ),
  ]).value;
  return moments.reduce((next, at) => (at > now && at < next ? at : next), tomorrow);
}

function momentsOf(programme: Programme, now: Instant): Instant[] {
  const { startsAt, endsAt } = programmeSpan(programme);
  const midnight = atLocal(addDays(localDate(now, programme.zone), 1), 0, programme.zone);
  const waves = wavesOf(programme, now).flatMap(wave => [wave.opensAt, wave.closesAt]);
  return [startsAt, endsAt, midnight, ...waves].flatMap(at => at ?? []);
}

/** Writes what stood in a column that was made anew back into its empty cells, page by page. */
function decideRefills(snapshot: Snapshot): Command[] {
  return [...snapshot.rows.values()].flatMap((row): Command[] => {
    const values = cellsToRefill(row);
    if (Object.keys(values).length === 0) return [];
    const key = `refill:${row.id}:${markOf(values)}`;
    return [{ kind: "update_page", key, source: row.source, pageId: row.id, values }];
  });
}
