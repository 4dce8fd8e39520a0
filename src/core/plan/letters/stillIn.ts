// What it decides: who has gone quiet, is asked once whether they are still in, and is paused a week later; and who is back.
// Idea: quiet is who was expected in each of the last two rounds and gave no sign of life in any programme since the earlier
//   of them began. Rounds of more than four weeks count by their last eight weeks and two meetings. Where most are quiet
//   nobody is asked.
// Source: docs/coming-and-going.md#gone-quiet. Cost: people times their sessions.

import { type ActedOn, isActedOn } from "../../domain/actedOn.ts";
import type { Command } from "../../domain/command.ts";
import type { Letter } from "../../domain/letter.ts";
import { isAwayAt, type Person } from "../../domain/person.ts";
import { type Programme, roundNumber, roundOn, SHORT_ROUND_WEEKS } from "../../domain/programme.ts";
import type { Session } from "../../domain/session.ts";
import { eachGuarded } from "../../domain/values/guarded.ts";
import { keptIn, listedBy } from "../../domain/values/maps.ts";
import { addDays, atLocal, DAY, type Instant, localDate } from "../../domain/values/time.ts";
import { lettersOf } from "../../state/letters.ts";
import { eventOfPage, mayStart, participants, personByEmail, type Snapshot } from "../../state/snapshot.ts";
import type { Planning } from "../pass/planning.ts";
import { wrote } from "./kickOffReplies.ts";
import type { LetterWish } from "./wish.ts";

/** How long after the question a person without a sign is paused. */
const PAUSED_AFTER = 7 * DAY;
/** Whoever gave a sign by then is not paused for that question, also once the sign is settled (state/settled/letters.ts). */
const FORGOTTEN_AFTER = 21 * DAY;
const LONG_ROUND_LOOK_WEEKS = 8;

/** A private question to each participant who has gone quiet: one for each silence, whatever programmes they are in. */
export function stillInWishes(
  snapshot: Snapshot,
  programme: Programme,
  now: Instant,
  standingUrl: string | null,
): LetterWish[] {
  if (programme.status !== "active") return [];
  const stretches = lookedAt(programme, now);
  const [first] = stretches;
  if (first === undefined) return [];
  const signs = lastSigns(snapshot);
  const asked = lettersOf(snapshot).filter(letter => letter.kind === "still_in");
  const looked = stretches.map(stretch => ({ ...stretch, sessions: sessionsIn(snapshot, programme, stretch) }));
  const expected = participants(snapshot, programme.id)
    .filter(person => person.status === "active" && !isAwayAt(person, now) && mayStart(snapshot, person.id))
    .filter(person =>
      looked.every(({ sessions, meetings }) => {
        const own = sessions.get(person.id) ?? [];
        return own.filter(session => wasExpected(snapshot, session, person)).length >= meetings;
      }),
    );
  const quiet = expected.filter(person => (signs.get(person.id) ?? Number.NEGATIVE_INFINITY) < first.startsAt);
  // Where most give no sign it is not they who are quiet: nobody there clicks on invitations, or replies don't arrive.
  if (quiet.length * 2 > expected.length) return [];
  return quiet
    .filter(person => !asked.some(letter => letter.personId === person.id && letter.sentAt > first.startsAt))
    .map(person => ({
      kind: "still_in",
      personId: person.id,
      programmeId: programme.id,
      cause: String(first.startsAt),
      programme,
      facts: { kind: "still_in", name: person.name, programme: programme.name, standingUrl },
    }));
}

interface Stretch {
  startsAt: Instant;
  endsAt: Instant;
  /** How many meetings a person must have been expected at for their silence to mean anything. */
  meetings: number;
}

/** The two rounds before the one under way, or the last weeks of a long one; none while there were not as many. */
function lookedAt(programme: Programme, now: Instant): Stretch[] {
  const today = localDate(now, programme.zone);
  const midnight = (day: string) => atLocal(day, 0, programme.zone);
  if (programme.roundWeeks > SHORT_ROUND_WEEKS) {
    const startsOn = addDays(today, -7 * LONG_ROUND_LOOK_WEEKS);
    return startsOn < programme.startsOn ? [] : [{ startsAt: midnight(startsOn), endsAt: now, meetings: 2 }];
  }
  const current = roundOn(programme, today);
  if (current === null || current.number < 2) return [];
  return [current.number - 2, current.number - 1].map(number => {
    const round = roundNumber(programme, number);
    return { startsAt: midnight(round.startsOn), endsAt: midnight(round.endsOn), meetings: 1 };
  });
}

/** The sessions of a stretch, by the members of their groups. */
function sessionsIn(snapshot: Snapshot, programme: Programme, stretch: Stretch): Map<string, Session[]> {
  const within = [...snapshot.sessions.values()].filter(
    ({ kind, status, startsAt, endsAt }) =>
      kind === "session" &&
      status !== "cancelled" &&
      status !== "no_slot" &&
      startsAt !== null &&
      endsAt !== null &&
      startsAt >= stretch.startsAt &&
      endsAt <= stretch.endsAt,
  );
  const ofMembers = within.flatMap(session => {
    const group = snapshot.groups.get(session.groupId ?? "");
    const ids = group?.programmeId === programme.id ? new Set(group.memberIds) : [];
    return [...ids].map(id => [id, session] as const);
  });
  return listedBy(ofMembers);
}

function wasExpected(snapshot: Snapshot, { id, startsAt }: Session, person: Person): boolean {
  const isInvited = snapshot.links.get(id)?.base.guestEmails.includes(person.email) === true;
  return isInvited && startsAt !== null && !isAwayAt(person, startsAt);
}

/**
 * What follows from the question: a pause after a week without a sign, or at once on a decline; and the end of that
 * pause with any sign of life. A pause that people set themselves is theirs.
 */
export function decideSilence({ snapshot, now }: Planning): Command[] {
  const asked = lettersOf(snapshot).filter(letter => letter.kind === "still_in");
  const followed = (letter: Letter): Command[] => {
    const person = snapshot.people.get(letter.personId);
    if (person === undefined) return [];
    const before = snapshot.actedOn.get(pauseOf(letter)) ?? null;
    return before === null ? pausing(snapshot, letter, person, now) : ending(snapshot, before, person, now);
  };
  return eachGuarded("silence", asked, followed, letter => letter.personId);
}

function pausing(snapshot: Snapshot, letter: Letter, person: Person, now: Instant): Command[] {
  const signedAt = lastSigns(snapshot).get(person.id) ?? Number.NEGATIVE_INFINITY;
  const said = letter.reply === "declined" ? DECLINED : QUIET;
  const silentFor = now - letter.sentAt;
  const isTime = silentFor >= PAUSED_AFTER && silentFor < FORGOTTEN_AFTER;
  const isDue = said === DECLINED || (isTime && signedAt < letter.sentAt);
  const act = { cause: pauseOf(letter), said, at: now };
  if (!isDue || isActedOn(snapshot.actedOn, act, letter.changedAt)) return [];
  const isTheirs = person.status !== "active" || isAwayAt(person, now);
  return [isTheirs ? wrote(person, {}, { ...act, said: BACK }) : wrote(person, { status: "paused" }, act)];
}

function ending(snapshot: Snapshot, before: ActedOn, person: Person, now: Instant): Command[] {
  if (before.said === BACK) return [];
  const act = { ...before, said: BACK, at: now };
  if (person.status !== "paused") return [wrote(person, {}, act)];
  const isSign = (lastSigns(snapshot).get(person.id) ?? Number.NEGATIVE_INFINITY) > before.at;
  return isSign ? [wrote(person, { status: "active" }, act)] : [];
}

const QUIET = "quiet";
const DECLINED = "declined";
const BACK = "back";

function pauseOf(letter: Letter): string {
  return `silence:${letter.eventId}`;
}

/** A person paused because there was no sign of them, and since when. */
interface QuietPause {
  letter: Letter;
  person: Person;
  since: Instant;
}

const pausesOf = new WeakMap<Snapshot, ReadonlyMap<string, QuietPause>>();

/** People paused because there was no sign of them, by the id of their page. */
export function pausedByKrug(snapshot: Snapshot): ReadonlyMap<string, QuietPause> {
  const pauses = () =>
    lettersOf(snapshot).flatMap((letter): [string, QuietPause][] => {
      const act = letter.kind === "still_in" ? snapshot.actedOn.get(pauseOf(letter)) : undefined;
      const person = snapshot.people.get(letter.personId);
      if (act?.said !== QUIET || person === undefined || person.status !== "paused") return [];
      return [[person.id, { letter, person, since: act.at }]];
    });
  return keptIn(pausesOf, snapshot, () => new Map(pauses()));
}

const signsKnown = new WeakMap<Snapshot, Map<string, Instant>>();

/**
 * When each person last gave a sign of life, in whichever programme: a reply to an invitation (which counts as of its meeting)
 * or a letter, an answer to a form that asks for a name, or that they were entered as having come. People who gave none
 * are absent.
 */
function lastSigns(snapshot: Snapshot): ReadonlyMap<string, Instant> {
  return keptIn(signsKnown, snapshot, () => readSigns(snapshot));
}

function readSigns(snapshot: Snapshot): Map<string, Instant> {
  const signs = new Map<string, Instant>();
  const sign = (personId: string | undefined, at: Instant) => {
    if (personId !== undefined) signs.set(personId, Math.max(signs.get(personId) ?? Number.NEGATIVE_INFINITY, at));
  };
  for (const session of snapshot.sessions.values()) {
    if (session.startsAt === null) continue;
    for (const id of session.cameIds) sign(id, session.startsAt);
    for (const guest of eventOfPage(snapshot, session.id)?.guests ?? [])
      if (guest.reply !== "needsAction") sign(personByEmail(snapshot, guest.email)?.id, session.startsAt);
  }
  for (const letter of lettersOf(snapshot)) if (letter.reply !== "needsAction") sign(letter.personId, letter.changedAt);
  for (const { kind, response } of snapshot.responses)
    if (kind !== "pulse" && response.email !== null)
      sign(personByEmail(snapshot, response.email)?.id, response.submittedAt);
  return signs;
}
