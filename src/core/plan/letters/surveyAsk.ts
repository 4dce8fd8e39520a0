import type { EventCopy } from "../../domain/event.ts";
import type { FormKind } from "../../domain/form.ts";
import type { LetterKey } from "../../domain/letter.ts";
import { isAway, isAwayAt, type Person } from "../../domain/person.ts";
import { type Programme, programmeSpan } from "../../domain/programme.ts";
import { holds } from "../../domain/values/content.ts";
import { rulesOf } from "../../domain/values/format.ts";
import { markOf } from "../../domain/values/hash.ts";
import { addDays, DAY, type Instant, localDate } from "../../domain/values/time.ts";
import { needsOf } from "../../rules/surveys/needs.ts";
import { oneAtATime, type Wave, waveAt, wavesOf } from "../../rules/surveys/waves.ts";
import { lettersOf } from "../../state/letters.ts";
import { answersOf } from "../../state/programmeAnswers.ts";
import { lookBackOf } from "../../state/settled/parts.ts";
import { namesOf, participants, type Snapshot } from "../../state/snapshot.ts";
import { sessionsSince } from "../figures/gather.ts";
import type { LetterWish } from "./wish.ts";

/** How long invitations have to bring a survey's link; people without one by then are asked by a letter. */
const INVITATIONS_FIRST = DAY;

type AskedKind = "pulse" | "self_assessment" | "closing";

/**
 * The letters to people no invitation asks: a survey has been open since yesterday, and no meeting of theirs in its
 * days carries a link. Once a survey, and one at a time over all programmes; people who have answered under their name, are away,
 * have not joined or met too little since (`metEnough`) get none, and nobody of a help board: there surveys follow meetings alone.
 */
export function surveyAsks(snapshot: Snapshot, programme: Programme, now: Instant): LetterWish[] {
  const open = openAsks(snapshot, now);
  return open
    .filter(ask => ask.programme.id === programme.id && now >= ask.wave.opensAt + INVITATIONS_FIRST)
    .flatMap(ask => {
      const asked = askedByInvitation(snapshot, open, ask);
      return [...ask.people]
        .filter(person => !asked.has(person.email))
        .filter(
          person =>
            oneAtATime(
              open.filter(({ people }) => people.has(person)),
              now,
            ) === ask,
        )
        .map(person => askWish(ask, person, now));
    });
}

/** The letter that brings a person a survey. */
export function askWish({ programme, wave, kind, url }: OpenAsk, { id, name }: Person, now: Instant): LetterWish {
  const until = addDays(localDate(wave.closesAt ?? now, programme.zone), -1);
  return {
    kind: "survey_ask",
    personId: id,
    programmeId: programme.id,
    cause: wave.key,
    programme,
    facts: { kind: "survey_ask", name, programme: programme.name, survey: kind, url, until },
  };
}

/** A survey that is open, and whom it still asks. */
export interface OpenAsk {
  programme: Programme;
  wave: Wave;
  kind: AskedKind;
  url: string;
  people: ReadonlySet<Person>;
}

const asksOpen = new WeakMap<Snapshot, { now: Instant; asks: OpenAsk[] }>();

/** The surveys that are open, and whom they still ask. */
export function openAsks(snapshot: Snapshot, now: Instant): OpenAsk[] {
  const known = asksOpen.get(snapshot);
  if (known?.now === now) return known.asks;
  const asks = snapshot.programmes
    .filter(({ status, format }) => status === "active" && rulesOf(format).board === null)
    .flatMap(programme => asksOf(snapshot, programme, now));
  asksOpen.set(snapshot, { now, asks });
  return asks;
}

function asksOf(snapshot: Snapshot, programme: Programme, now: Instant): OpenAsk[] {
  const waves = wavesOf(programme, now);
  return waves.flatMap(wave => {
    const { kind } = wave;
    if (!isAskedOfAll(kind) || wave.state !== "open") return [];
    const form = snapshot.forms.find(form => form.programmeId === programme.id && form.kind === kind);
    if (form === undefined) return [];
    const answered = answeredIn(snapshot, programme, waves, wave);
    const hasMet = metEnough(snapshot, programme, wave, now);
    const people = participants(snapshot, programme.id).filter(
      person => !answered.has(person.id) && hasMet(person.id) && !isAway(person, localDate(now, person.zone)),
    );
    return [{ programme, wave, kind, url: form.responderUri, people: new Set(people) }];
  });
}

/** Who met less often since they last rated their skills is not asked again: there is nothing new to rate. */
const LEAST_MEETINGS = 2;

/**
 * True for those a wave is for: of a self-assessment after the first one those at two meetings since their last one, as far back as
 * rules look (`lookBackOf`); of all else everybody.
 */
export function metEnough(
  snapshot: Snapshot,
  programme: Programme,
  wave: Wave,
  now: Instant,
): (personId: string) => boolean {
  if (wave.kind !== "self_assessment" || wave.number === 0) return () => true;
  const from = now - lookBackOf(programme);
  const before = answersOf(snapshot, programme).selfAssessments.filter(({ submittedAt }) => submittedAt < wave.opensAt);
  const seats = sessionsSince(snapshot, programme, from, now).sessions.filter(
    ({ kind, status, endsAt }) => kind === "session" && status === "met" && endsAt <= now,
  );
  const last = new Map(before.map(({ personId, submittedAt }) => [personId, submittedAt]));
  return id =>
    seats.filter(({ cameIds, endsAt }) => endsAt > (last.get(id) ?? from) && cameIds.includes(id)).length >=
    LEAST_MEETINGS;
}

function isAskedOfAll(kind: Wave["kind"]): kind is AskedKind {
  return kind === "pulse" || kind === "self_assessment" || kind === "closing";
}

/**
 * Addresses with a meeting in the survey's days whose invitation holds its link, or that of another which is open: one at a time.
 * The first self-assessment and the closing form, which don't come again, go by their own link.
 */
function askedByInvitation(snapshot: Snapshot, open: readonly OpenAsk[], { wave, url }: OpenAsk): Set<string> {
  const asked = new Set<string>();
  const isOnce = wave.kind === "closing" || (wave.kind === "self_assessment" && wave.number === 0);
  const links = isOnce ? [url] : open.map(one => one.url);
  const isAsking = ({ description }: EventCopy) => links.some(link => holds(description, link));
  for (const event of snapshot.events.values()) {
    const { startsAt } = event;
    if (event.isCancelled || startsAt === null || startsAt < wave.opensAt) continue;
    if ((wave.closesAt !== null && startsAt >= wave.closesAt) || !isAsking(event)) continue;
    for (const guest of event.guests) if (guest.reply !== "declined") asked.add(guest.email);
  }
  return asked;
}

/** People who already answered by name; for the anonymous form nobody is known to have. */
function answeredIn(snapshot: Snapshot, programme: Programme, waves: readonly Wave[], wave: Wave): Set<string> {
  const { closings, selfAssessments } = answersOf(snapshot, programme);
  if (wave.kind === "closing") return new Set(closings.map(closing => closing.personId));
  if (wave.kind !== "self_assessment") return new Set();
  const inWave = selfAssessments.filter(
    assessment => waveAt(waves, wave.kind, assessment.submittedAt)?.key === wave.key,
  );
  return new Set(inWave.map(answer => answer.personId));
}

/** How long until people who have not answered are reminded, once; then Krug keeps silent. */
const REMINDED_AFTER = 7 * DAY;

/**
 * The letters a programme's new people get: what this is, what is kept and who sees it, and how to say no; a reminder a week
 * later, and nothing after that. New is who was added to the programme, has no consent recorded yet and has not said in the needs form what they want.
 */
export function kickOffWishes(snapshot: Snapshot, programme: Programme, now: Instant): LetterWish[] {
  const { endsAt } = programmeSpan(programme);
  if (programme.status !== "active" || (endsAt !== null && endsAt <= now)) return [];
  // What the letter links is made in the same run, before it.
  if (formUrl(snapshot, programme, "standing") === null) return [];
  const { answers: answered } = needsOf(snapshot, programme);
  return [...snapshot.people.values()]
    .filter(person => isNew(person, programme) && !isAwayAt(person, now) && !answered.has(person.id))
    .flatMap(person => {
      const key = kickOffKey(person.id, programme.id);
      const first = lettersOf(snapshot).find(letter => letter.kind === key.kind && isAbout(letter, key));
      const isDue = first === undefined || (first.reply === "needsAction" && first.sentAt + REMINDED_AFTER <= now);
      const kind = first === undefined ? "kick_off" : "kick_off_reminder";
      return isDue ? [kickOff(snapshot, programme, person, kind)] : [];
    });
}

/** The letter that asks a person whether they take part. */
export function kickOff(
  snapshot: Snapshot,
  programme: Programme,
  { id, name }: Person,
  kind: "kick_off" | "kick_off_reminder",
): LetterWish {
  const facts = {
    kind,
    name,
    programme: programme.name,
    format: programme.format,
    everyWeeks: programme.everyWeeks,
    minutes: programme.durationMinutes,
    coordinators: namesOf(snapshot, programme.coordinatorIds),
    needsUrl: formUrl(snapshot, programme, "needs"),
    standingUrl: formUrl(snapshot, programme, "standing"),
  } as const;
  return { ...kickOffKey(id, programme.id), kind, programme, facts };
}

function formUrl(snapshot: Snapshot, programme: Programme, kind: FormKind): string | null {
  return snapshot.forms.find(form => form.programmeId === programme.id && form.kind === kind)?.responderUri ?? null;
}

/** The key of a person's first letter from a programme. */
function kickOffKey(personId: string, programmeId: string): LetterKey {
  return { kind: "kick_off", personId, programmeId, cause: "" };
}

/** True for who was added to a programme and has not agreed to take part. */
export function isNew(person: Person, programme: Programme): boolean {
  return person.programmeIds.includes(programme.id) && person.status === "active" && person.consentedOn === null;
}

function isAbout(one: LetterKey, other: LetterKey): boolean {
  return one.personId === other.personId && one.programmeId === other.programmeId;
}

/**
 * The letters to people whose answers give a name that can't be matched: to them alone, once for each answer. A
 * coordinator is told nothing of it, and the letter says neither the name nor the question.
 */
export function unreadNamesWishes(snapshot: Snapshot, programme: Programme): LetterWish[] {
  const form = snapshot.forms.find(form => form.programmeId === programme.id && form.kind === "needs");
  if (programme.status !== "active" || form === undefined) return [];
  const { unreadNames, answers } = needsOf(snapshot, programme);
  return [...unreadNames].flatMap(([personId, count]) => {
    const person = snapshot.people.get(personId);
    const answer = answers.get(personId);
    if (person === undefined || answer === undefined || !person.programmeIds.includes(programme.id)) return [];
    const cause = markOf([answer.responseId, answer.submittedAt]);
    const facts = {
      kind: "names_unread",
      name: person.name,
      programme: programme.name,
      count,
      needsUrl: form.responderUri,
    } as const;
    return [{ kind: "names_unread", personId, programmeId: programme.id, cause, programme, facts }];
  });
}
