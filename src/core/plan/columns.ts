import { ownerOf } from "../domain/addresses.ts";
import type { Command, Values } from "../domain/command.ts";
import type { EventCopy } from "../domain/event.ts";
import { goalHealth } from "../domain/goal.ts";
import type { Group } from "../domain/group.ts";
import type { Person } from "../domain/person.ts";
import type { Problem } from "../domain/problem.ts";
import { type Programme, roundNumber } from "../domain/programme.ts";
import { propertiesOf } from "../domain/schema.ts";
import type { Session } from "../domain/session.ts";
import { countedThanks } from "../domain/thanks.ts";
import { isSameTitle } from "../domain/values/content.ts";
import { rulesOf } from "../domain/values/format.ts";
import { eachGuarded, guarded, pagesNoted } from "../domain/values/guarded.ts";
import { type PlainValue, type Row, type SourceKey, titleOf } from "../domain/values/row.ts";
import { DAY, type Instant, localDate, toIso } from "../domain/values/time.ts";
import { sessionOutcome } from "../rules/surveys/sessionOutcome.ts";
import { type Met, oddEvent, oddityOf } from "../rules/sync/eventTime.ts";
import { isPeoples } from "../rules/sync/meeting.ts";
import { answersOf } from "../state/programmeAnswers.ts";
import { allDaySeries } from "../state/reshaped.ts";
import {
  declinedIds,
  invitedTo,
  isUnsure,
  mayStart,
  namesOf,
  personByEmail,
  programmeOf,
  type Snapshot,
} from "../state/snapshot.ts";
import { readerOf, updateOf } from "../state/writing.ts";
import type { Words } from "../words/words.ts";
import { helpProblems } from "./board/suggest.ts";
import { absenceOf, programmesOf } from "./held.ts";
import { hasNobodyToTell } from "./letters/forCoordinator.ts";
import { pausedByKrug } from "./letters/stillIn.ts";
import type { Planning } from "./pass/planning.ts";
import { weightsInUse } from "./rounds/forming.ts";
import { leftOutOf, roundsToForm } from "./rounds/rounds.ts";
import { gatheringColumns, gatheringProblems } from "./sessions/gatherings.ts";
import { feedbackUrl } from "./sessions/invitations.ts";
import { callingOff } from "./slots/callingOff.ts";
import { isLeftPlanned } from "./slots/endedGroups.ts";
import { skippersOut } from "./slots/skipping.ts";

/** Tables people write nothing in, so that nothing can be wrong there. */
const KEPT_BY_KRUG: readonly SourceKey[] = ["surveys", "metrics", "digests"];

/** What this pass found out about programmes and groups, by their pages. */
type Found = ReadonlyMap<string, readonly Problem[]>;

/** Days without a report after which a session counts as unreported. */
const REPORT_DAYS = 7;

/** Days for which a programme's page tells of an answer that is nobody's. */
const UNADDRESSED_DAYS = 14;

/** What Krug's own columns should say and do not yet: health, replies, links, next session, and *Krug says*. */
export function decideColumns(planning: Planning): Command[] {
  const { snapshot, now, words } = planning;
  const onOwnPages: Found = new Map([...leftOutWhere(planning), ...notInvited(planning)]);
  const found: Found = withSaidElsewhere(planning, onOwnPages);
  const wanted = new Map<string, Record<string, PlainValue>>();
  const set = (id: string, values: Values) => wanted.set(id, { ...wanted.get(id), ...values });
  const each = <T extends { id: string }>(things: Iterable<T>, valuesOf: (thing: T) => Values) =>
    eachGuarded("columns", things, thing => set(thing.id, valuesOf(thing)));
  each(snapshot.goals, goal => ({ health: goalHealth(goal, localDate(now, "UTC")) }));
  each(snapshot.programmes, programme => ({
    nextRound: nextRound(programme, now),
    weightsInUse: weightsInUse(programme),
  }));
  const next = nextSessions(snapshot, now);
  each(snapshot.people.values(), ({ id }) => ({ nextSession: dayOf(next.get(id)) }));
  each(snapshot.sessions.values(), session => ({
    ...sessionColumns(snapshot, session, words),
    ...titleOfPeople(planning, session, found),
  }));
  each(snapshot.gatherings.values(), gathering => gatheringColumns(snapshot, gathering, now, words));
  for (const [id, counted] of thanksCounted(snapshot)) set(id, { counted });
  for (const [id, status] of outcomes(snapshot, now)) set(id, { status });
  each(snapshot.rows.values(), (row): Values => {
    if (KEPT_BY_KRUG.includes(row.source) || isNoSlot(snapshot, row)) return {};
    return { krugSays: saidOn(planning, row, found) };
  });
  const updates = [...wanted].map(([id, values]) => ({ id, values }));
  return eachGuarded("columns", updates, ({ id, values }) => updateOf(snapshot.rows.get(id), values));
}

/** Who was left out, in programmes whose groups are all made: in the others it is not known yet. */
function leftOutWhere({ snapshot, now, decided }: Planning): Found {
  const rounds = decided.get("rounds");
  const settled = snapshot.programmes.filter(programme => rounds?.get(programme.id)?.length === 0);
  const problemsOf = (programme: Programme) =>
    leftOutOf(snapshot, programme, now).map(
      ({ id, why }): Problem => ({ code: "left_out", name: snapshot.people.get(id)?.name ?? "", why }),
    );
  return new Map(eachGuarded("left out", settled, programme => [[programme.id, problemsOf(programme)] as const]));
}

/**
 * Members who are not on the invitations of their group's coming meetings because they can't come, told on the group's page.
 * Who said that they can't, and whose calendar another meeting is about to leave, are not.
 */
function notInvited({ snapshot, now, sessions: { heldBack } }: Planning): Found {
  if (heldBack.size === 0) return new Map();
  const leaving = callingOff(snapshot, now);
  const waiting = eachGuarded(
    "not invited",
    heldBack,
    ([sessionId, ids]) => {
      const session = snapshot.sessions.get(sessionId);
      if (session?.groupId == null || session.startsAt === null) return [];
      const isOut = new Set(skippersOut(snapshot, session));
      const people = ids.flatMap(id => snapshot.people.get(id) ?? []);
      const names = people.filter(({ id, email }) => !isOut.has(id) && !leaving.has(email)).map(({ name }) => name);
      return names.length === 0 ? [] : [{ groupId: session.groupId, startsAt: session.startsAt, names }];
    },
    ([sessionId]) => sessionId,
  );
  return new Map(
    [...Map.groupBy(waiting, ({ groupId }) => groupId)].map(([groupId, meetings]): [string, Problem[]] => {
      const people = [...new Set(meetings.flatMap(({ names }) => names))].sort();
      const at = Math.min(...meetings.map(({ startsAt }) => startsAt));
      return [groupId, [{ code: "not_invited_yet", people, count: meetings.length, at }]];
    }),
  );
}

/** *Krug says* of a page; where the text itself can't be made, and where Krug failed over the page before, it says so. */
function saidOn(planning: Planning, row: Row, found: Found): string {
  const { snapshot, now, words, language: fallbackLanguage } = planning;
  const own: Problem[] = pagesNoted().has(row.id) ? [{ code: "unforeseen" }] : [];
  const said = () => {
    const { language, zone } = readerOf(snapshot, row, fallbackLanguage);
    return words.krugSays([...own, ...problemsOf(snapshot, row, now), ...(found.get(row.id) ?? [])], language, zone);
  };
  return guarded("problems of a page", row.id, said, () =>
    words.krugSays([{ code: "unforeseen" }], fallbackLanguage, "UTC"),
  );
}

/** What pages have to say whose table has lost its *Krug says*, added to what is told on their programmes' pages. */
function withSaidElsewhere(planning: Planning, found: Found): Found {
  const { snapshot } = planning;
  const lacking = snapshot.lacking.filter(({ isGone, columns }) => !isGone && columns.includes("krugSays"));
  if (lacking.length === 0) return found;
  const all = new Map(found);
  for (const row of snapshot.rows.values()) {
    if (KEPT_BY_KRUG.includes(row.source) || !lacking.some(({ source }) => source === row.source)) continue;
    const said = saidOn(planning, row, found);
    const problem: Problem = { code: "said_elsewhere", page: titleOf(row), table: row.source, said };
    if (said !== "")
      for (const id of programmesOf(snapshot, row)) if (id !== row.id) all.set(id, [...(all.get(id) ?? []), problem]);
  }
  return all;
}

function isNoSlot(snapshot: Snapshot, row: Row): boolean {
  return snapshot.sessions.get(row.id)?.status === "no_slot";
}

function nextRound(programme: Programme, now: Instant): PlainValue {
  if (programme.status !== "active" || rulesOf(programme.format).board !== null) return null;
  const today = localDate(now, programme.zone);
  const last = roundsToForm(programme, today).at(-1);
  const next =
    today < programme.startsOn
      ? roundNumber(programme, 0)
      : last === undefined
        ? null
        : roundNumber(programme, last.number + 1);
  if (next === null || next.startsOn >= next.endsOn) return null;
  return { start: next.startsOn, end: null };
}

/** When each person's next session begins; absent for those who have none. */
function nextSessions(snapshot: Snapshot, now: Instant): Map<string, Instant> {
  const next = new Map<string, Instant>();
  for (const session of snapshot.sessions.values()) {
    const group = session.groupId === null ? undefined : snapshot.groups.get(session.groupId);
    if (group === undefined || session.status !== "planned" || session.startsAt === null || session.startsAt <= now)
      continue;
    for (const id of group.memberIds)
      next.set(id, Math.min(next.get(id) ?? Number.POSITIVE_INFINITY, session.startsAt));
  }
  return next;
}

function dayOf(at: Instant | undefined): PlainValue {
  return at === undefined ? null : { start: toIso(at), end: null };
}

function sessionColumns(snapshot: Snapshot, session: Session, words: Words): Values {
  const group = session.groupId === null ? undefined : snapshot.groups.get(session.groupId);
  const programme = group === undefined ? null : programmeOf(snapshot, group);
  const link = snapshot.links.get(session.id);
  const event = link === undefined ? undefined : snapshot.events.get(link.eventId);
  // Of a deleted event that was never read before nothing is known that the page does not say already.
  const isUnknown = event === undefined || (event.isCancelled && event.startsAt === null);
  if (group === undefined || programme === null || isUnknown) return {};
  const replies = event.guests
    .map(guest => ({ name: personByEmail(snapshot, guest.email)?.name ?? guest.email, reply: guest.reply }))
    .sort((a, b) => a.name.localeCompare(b.name));
  return {
    replies: words.replies(replies, programme.language),
    meet: event.meetLink,
    calendar: event.htmlLink,
    ...(session.kind === "session" ? { feedback: feedbackUrl(snapshot, programme, session) } : {}),
  };
}

/**
 * The name of a coming session after the people in its group now, where it is still called after those who were invited to it: nobody
 * gave it a name of its own. Nothing while somebody of the group can't be invited yet.
 */
function titleOfPeople(
  { snapshot, now, words }: Planning,
  { id, title, kind, ...session }: Session,
  found: Found,
): Values {
  const group = snapshot.groups.get(session.groupId ?? "");
  const programme = group === undefined ? null : programmeOf(snapshot, group);
  const link = snapshot.links.get(id);
  const isComing = session.status === "planned" && (session.startsAt ?? 0) > now;
  if (group?.status !== "active" || programme === null || link === undefined || !isComing) return {};
  if (isPeoples(link) || link.base.isCancelled || found.has(group.id)) return {};
  const people = group.memberIds.map(personId => snapshot.people.get(personId) ?? personId);
  if (!mayStart(snapshot, id, group.id, programme.id, ...people)) return {};
  const titleFor = (ids: readonly string[]) =>
    words.sessionTitle({ names: namesOf(snapshot, ids), kind }, programme.language);
  // A name that people gave it in the calendar is about to come over.
  const event = snapshot.events.get(link.eventId);
  if (event === undefined || !isSameTitle(event.title, link.base.title)) return {};
  const invited = link.base.guestEmails.flatMap(email => personByEmail(snapshot, email)?.id ?? []);
  return isSameTitle(title, titleFor(invited)) ? { title: titleFor(group.memberIds) } : {};
}

/** How many of each page's thanks count. */
function thanksCounted(snapshot: Snapshot): Map<string, number> {
  const counted = new Map(snapshot.thanks.map(thanks => [thanks.id, 0]));
  for (const { thanksId } of countedThanks(snapshot.thanks, id => snapshot.people.has(id)))
    counted.set(thanksId, (counted.get(thanksId) ?? 0) + 1);
  return counted;
}

/**
 * What is known of sessions that ended: met, not met, or nothing after a week. One to which people are invited at a time to come
 * has not ended, whatever time somebody mistyped on its page: it is planned, also once it counted as over.
 */
function outcomes(snapshot: Snapshot, now: Instant): Map<string, string> {
  const outcomeBySession = new Map<string, string>();
  eachGuarded("outcomes", snapshot.programmes, programme => {
    const { feedbackOf } = answersOf(snapshot, programme);
    for (const session of snapshot.sessions.values()) {
      const group = session.groupId === null ? undefined : snapshot.groups.get(session.groupId);
      if (group?.programmeId !== programme.id || session.endsAt === null) continue;
      if (!mayStart(snapshot, session.id)) continue;
      const isAhead = isInvitedAhead(snapshot, session, now);
      if (session.endsAt > now) {
        const isOver = session.status === "unreported" || session.status === "over";
        if (isOver && isAhead) outcomeBySession.set(session.id, "planned");
        continue;
      }
      if (isAhead || (session.status !== "planned" && session.status !== "unreported")) continue;
      if (session.kind === "check_in") {
        outcomeBySession.set(session.id, "over");
        continue;
      }
      const answers = feedbackOf.get(session.id) ?? [];
      const outcome = sessionOutcome(
        {
          status: "planned",
          memberIds: group.memberIds,
          declinedIds: declinedIds(snapshot, session),
          cameIds: session.cameIds,
        },
        answers,
      );
      const isLate = now - session.endsAt > REPORT_DAYS * DAY;
      if (outcome.status !== "unreported" || isLate) outcomeBySession.set(session.id, outcome.status);
    }
  });
  return outcomeBySession;
}

function isInvitedAhead({ links, events }: Snapshot, { id }: Session, now: Instant): boolean {
  const link = links.get(id);
  const event = events.get(link?.eventId ?? "");
  return link?.base.isCancelled === false && event?.isCancelled === false && (event.startsAt ?? 0) > now;
}

/** What a page is told: what was wrong on it, and what Krug found out about it elsewhere. */
function problemsOf(snapshot: Snapshot, row: Row, now: Instant): Problem[] {
  const problems = [...(snapshot.problems.get(row.id) ?? [])];
  if (row.source === "programmes") problems.push(...gapProblems(snapshot));
  const quiet = pausedByKrug(snapshot).get(row.id);
  if (quiet !== undefined) problems.push({ code: "paused_quiet", since: localDate(quiet.since, quiet.person.zone) });
  const session = snapshot.sessions.get(row.id);
  if (session !== undefined) problems.push(...unknownGuests(snapshot, session), ...outcomeProblems(session, row, now));
  if (session !== undefined && isLeftPlanned(snapshot, session, now)) problems.push({ code: "session_of_ended_group" });
  problems.push(...eventProblems(snapshot, row.id, now));
  const gathering = snapshot.gatherings.get(row.id);
  if (gathering !== undefined) problems.push(...gatheringProblems(snapshot, gathering, now));
  const group = snapshot.groups.get(row.id);
  // Who has a page that can't be understood is in the group all the same, and that page says what is wrong.
  const present = group?.memberIds.filter(id => snapshot.people.has(id) || isUnsure(snapshot, id)) ?? [];
  if (group?.status === "active" && present.length < 2) problems.push({ code: "group_too_small", name: group.name });
  if (group !== undefined && row.values.round == null && isOutsideRounds(snapshot, group, now))
    problems.push({ code: "group_without_round" });
  problems.push(...withoutConsent(snapshot, row, now));
  const isQuestion = row.source === "help";
  const question = isQuestion ? snapshot.questions.find(question => question.id === row.id) : undefined;
  if (question !== undefined) problems.push(...helpProblems(snapshot, question, now));
  const programme = snapshot.programmes.find(programme => programme.id === row.id);
  if (programme?.status === "active") problems.push(...programmeProblems(snapshot, programme, now));
  if (programme !== undefined) problems.push(...absencesIn(snapshot, programme, now));
  if (programme !== undefined) problems.push(...unaddressedIn(snapshot, programme, now));
  return problems.filter(problem => canBeMended(row, problem));
}

/** True for a group that people made for no round, and for which they have entered no session to come: it never meets. */
function isOutsideRounds(snapshot: Snapshot, group: Group, now: Instant): boolean {
  const programme = programmeOf(snapshot, group);
  if (group.status !== "active" || group.round !== null || group.key !== "" || programme === null) return false;
  if (programme.status === "ended" || rulesOf(programme.format).board !== null) return false;
  const isPlanned = ({ status, startsAt }: Session) => status === "planned" && (startsAt ?? 0) > now;
  return !(snapshot.sessionsByGroup.get(group.id) ?? []).some(isPlanned);
}

/** Who is named on a page to meet and gets no invitation to it, because they have not consented. */
function withoutConsent(snapshot: Snapshot, { id, source }: Row, now: Instant): Problem[] {
  const unconsented = (ids: readonly string[]) =>
    ids.flatMap(one => snapshot.people.get(one) ?? []).filter(one => one.consentedOn === null && one.status !== "left");
  const toCome = (): Person[] => {
    const group = snapshot.groups.get(id);
    if (group?.status === "active" && isToMeet(snapshot, group, now))
      return unconsented(group.memberIds).filter(one => staysIn(snapshot, group, one));
    const gathering = snapshot.gatherings.get(id);
    const named = [...(gathering?.hostIds ?? []), ...(gathering?.interestedIds ?? [])];
    if (gathering?.status === "planned" && gathering.startsAt > now)
      return unconsented(named).filter(one => one.programmeIds.length > 0);
    const question = source === "help" ? snapshot.questions.find(one => one.id === id) : undefined;
    return question === undefined || question.isResolved ? [] : unconsented(question.takerIds);
  };
  const people = [...new Set(toCome().map(({ name }) => name))].sort();
  return people.length === 0 ? [] : [{ code: "not_invited_unconsented", people }];
}

/** Whether somebody who has not consented stays a member: where Krug matches, whoever was invited before is about to be taken off. */
function staysIn(snapshot: Snapshot, group: Group, { email }: Person): boolean {
  const sessions = snapshot.sessionsByGroup.get(group.id) ?? [];
  return (
    programmeOf(snapshot, group)?.matching === "by_hand" ||
    !sessions.some(one => invitedTo(snapshot, one.id).has(email))
  );
}

/** Whether a group's round is not over; a group outside rounds may always meet. */
function isToMeet(snapshot: Snapshot, group: Group, now: Instant): boolean {
  const programme = programmeOf(snapshot, group);
  if (programme === null || programme.status === "ended") return false;
  return group.round === null || roundNumber(programme, group.round).endsOn > localDate(now, programme.zone);
}

/** What the programme's page tells of held pages. */
function absencesIn(snapshot: Snapshot, programme: Programme, now: Instant): Problem[] {
  return [...snapshot.held].flatMap(id => {
    const row = snapshot.rows.get(id);
    const problem = row === undefined ? null : absenceOf(snapshot, row, now);
    return row === undefined || problem === null || !programmesOf(snapshot, row).includes(programme.id) ? [] : problem;
  });
}

/** False for what asks people to fill in a column that is gone, to choose in one of Krug's own, or to fill a group that has ended. */
function canBeMended(row: Row, problem: Problem): boolean {
  if (problem.code === "group_empty") return row.values.status !== "ended";
  if (problem.code === "unseen_relation") return propertiesOf(problem.source)[problem.column]?.owner !== "krug";
  const asked = ASKED_FOR[problem.code];
  return asked === undefined || (row.unread?.[asked] !== "missing" && row.unread?.[asked] !== "retyped");
}

/** The column that a problem asks to be filled in. Of the others the last understood value holds, or they name none. */
const ASKED_FOR: { readonly [Code in Problem["code"]]?: string } = {
  no_consent: "consent",
  unknown_zone: "zone",
  zone_of_several: "zone",
  group_too_small: "members",
  group_without_round: "round",
  nobody_to_tell: "coordinator",
  question_without_programme: "programme",
  question_without_skill: "skill",
  question_vague: "details",
  gathering_for_nobody: "programmes",
};

/** What is told of a session whose page says how it was before it began. Krug's own words of that are taken back instead. */
function outcomeProblems({ startsAt }: Session, row: Row, now: Instant): Problem[] {
  const said = row.values.status;
  const isTold = (said === "met" || said === "not_met") && startsAt !== null && startsAt > now;
  return isTold ? [{ code: "outcome_ahead", said, startsAt }] : [];
}

/** What is told of the event of a session, webinar or class. */
function eventProblems(snapshot: Snapshot, pageId: string, now: Instant): Problem[] {
  const link = snapshot.links.get(pageId);
  const event = snapshot.events.get(link?.eventId ?? "");
  if (link === undefined || event === undefined || link.base.isCancelled) return [];
  if (event.isCancelled) {
    const isHeld = link.seriesId !== null && link.base.startsAt > now && allDaySeries(snapshot).has(link.seriesId);
    return isHeld ? [{ code: "event_odd", why: "all_day_series", startsAt: null }] : [];
  }
  const page = snapshot.sessions.get(pageId) ?? snapshot.gatherings.get(pageId);
  const source: Met = snapshot.gatherings.has(pageId) ? "gatherings" : "sessions";
  const why = oddityOf(link, event, source, now);
  const isAlike = page?.status === "cancelled" || (why === "gone_by" && page?.startsAt === event.startsAt);
  const isTold = why === "recurring" || (why !== null && !isAlike);
  return [
    ...(isTold ? [oddEvent(why, event, source)] : []),
    ...(why === null ? timeProblems(snapshot, pageId, event, now) : []),
    ...(event.areGuestsOmitted === true ? [{ code: "guests_hidden" } as const] : []),
  ];
}

/** What is told where people are invited to a time to come, and their page says none, or one that has gone by. */
function timeProblems(snapshot: Snapshot, pageId: string, event: EventCopy, now: Instant): Problem[] {
  const { startsAt } = event;
  const row = snapshot.rows.get(pageId);
  const page = snapshot.sessions.get(pageId) ?? snapshot.gatherings.get(pageId);
  if (startsAt === null || startsAt <= now || row === undefined) return [];
  if ("when" in (row.understood ?? {})) return [{ code: "event_stands", startsAt }];
  const isOff = page?.status === "cancelled" || page?.status === "no_slot";
  const isGoneBy = page?.startsAt != null && page.startsAt <= now && !isOff;
  return isGoneBy ? [{ code: "page_gone_by", startsAt }] : [];
}

/** Answers without the address that their form asks for, told for a while: nobody can mend one that was given. */
function unaddressedIn(snapshot: Snapshot, programme: Programme, now: Instant): Problem[] {
  const recent = answersOf(snapshot, programme).unaddressed.filter(
    ({ submittedAt }) => submittedAt > now - UNADDRESSED_DAYS * DAY,
  );
  if (recent.length === 0) return [];
  const kinds = [...new Set(recent.map(({ kind }) => kind))].sort();
  return [{ code: "answers_unaddressed", kinds, count: recent.length }];
}

/** Tables and columns that are gone, and those that something waits for: whoever looks after a programme is told. */
function gapProblems({ gaps, lacking }: Snapshot): Problem[] {
  const isTableGone = (source: SourceKey) => gaps.some(gap => gap.source === source && gap.isGone);
  return [
    ...gaps.flatMap(({ source, isGone, unknown = [] }): Problem[] =>
      isGone
        ? [{ code: "table_gone", source }]
        : unknown.map((column): Problem => ({ code: "column_unknown", source, column })),
    ),
    ...lacking.flatMap(({ source, columns }) =>
      isTableGone(source) ? [] : columns.map((column): Problem => ({ code: "column_gone", source, column })),
    ),
  ];
}

function unknownGuests(snapshot: Snapshot, session: Session): Problem[] {
  const link = snapshot.links.get(session.id);
  const event = link === undefined ? undefined : snapshot.events.get(link.eventId);
  if (event === undefined || event.isCancelled || event.areGuestsOmitted === true) return [];
  const isKnown = (email: string) =>
    personByEmail(snapshot, email) !== null ||
    ownerOf(snapshot.addresses, email) !== undefined ||
    [...snapshot.rows.values()].some(row => row.values.email === email);
  return event.guests
    .filter(guest => !isKnown(guest.email))
    .map(guest => ({ code: "unknown_guest", email: guest.email }));
}

function programmeProblems(snapshot: Snapshot, programme: Programme, now: Instant): Problem[] {
  const people = [...snapshot.people.values()].filter(person => person.programmeIds.includes(programme.id));
  const problems: Problem[] = [];
  if (people.filter(person => person.consentedOn !== null && person.status !== "left").length < 2)
    problems.push({ code: "nobody_to_match" });
  if (hasNobodyToTell(snapshot, programme, now)) problems.push({ code: "nobody_to_tell" });
  if (programme.matching === "best_fit" && rulesOf(programme.format).grouping === "circles")
    problems.push({ code: "best_fit_drawn" });
  return problems;
}
