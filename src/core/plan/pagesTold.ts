import { ownerOf } from "../domain/addresses.ts";
import type { EventCopy } from "../domain/event.ts";
import type { Group } from "../domain/group.ts";
import type { Person } from "../domain/person.ts";
import { type Problem, problemsAmong } from "../domain/problem.ts";
import { type Programme, roundNumber } from "../domain/programme.ts";
import { propertiesOf } from "../domain/schema.ts";
import type { Session } from "../domain/session.ts";
import { rulesOf } from "../domain/values/format.ts";
import { eachGuarded, guarded, pagesNoted } from "../domain/values/guarded.ts";
import { type Row, type SourceKey, text, titleOf } from "../domain/values/row.ts";
import { DAY, type Instant, localDate } from "../domain/values/time.ts";
import { type Met, oddEvent, oddityOf } from "../rules/sync/eventTime.ts";
import { answersOf } from "../state/programmeAnswers.ts";
import { allDaySeries } from "../state/reshaped.ts";
import { eventOfPage, invitedTo, isUnsure, personByEmail, programmeOf, type Snapshot } from "../state/snapshot.ts";
import { readerOf } from "../state/writing.ts";
import { helpProblems } from "./board/suggest.ts";
import { aimProblems } from "./figures/aims.ts";
import { joiningProblems } from "./forms/joining.ts";
import { absenceOf, programmesOf } from "./held.ts";
import { hasNobodyToTell } from "./letters/forCoordinator.ts";
import { pausedByKrug } from "./letters/stillIn.ts";
import type { Planning } from "./pass/planning.ts";
import { leftOutOf } from "./rounds/rounds.ts";
import { gatheringProblems } from "./sessions/gatherings.ts";
import { callingOff } from "./slots/callingOff.ts";
import { isLeftPlanned } from "./slots/endedGroups.ts";
import { skippersOut } from "./slots/skipping.ts";

/** Tables people write nothing in, so that nothing can be wrong there. */
const KEPT_BY_KRUG: readonly SourceKey[] = ["surveys", "metrics", "digests"];

/** Days for which a programme's page tells of an answer that is nobody's. */
const UNADDRESSED_DAYS = 14;

/** What this pass found out about programmes and groups, by their pages. */
type Found = ReadonlyMap<string, readonly Problem[]>;

/**
 * What this pass tells on pages: what it found out about programmes and groups, and *Krug says* of a page. Nothing is told where
 * people write nothing, nor on the page of a meeting for which no time was found.
 */
export function pagesTold(planning: Planning): {
  found: Found;
  isTold(row: Row): boolean;
  saidOn(row: Row): string;
} {
  const { sessions } = planning.snapshot;
  const onOwnPages: Found = new Map([...leftOutWhere(planning), ...notInvited(planning)]);
  const found = withSaidElsewhere(planning, onOwnPages);
  return {
    found,
    isTold: ({ id, source }) => !KEPT_BY_KRUG.includes(source) && sessions.get(id)?.status !== "no_slot",
    saidOn: row => saidOn(planning, row, found),
  };
}

/** *Krug says* of a page; where the text itself can't be made, and where Krug failed over the page before, it says so. */
function saidOn(planning: Planning, row: Row, found: Found): string {
  const { snapshot, now, words, language: fallbackLanguage } = planning;
  const own: Problem[] = pagesNoted().has(row.id) ? [{ code: "unforeseen" }] : [];
  const said = () => {
    const { language, zone } = readerOf(snapshot, row, fallbackLanguage);
    return words.krugSays(
      [...own, ...problemsOf(snapshot, row, now), ...joiningProblems(planning, row), ...(found.get(row.id) ?? [])],
      language,
      zone,
    );
  };
  return guarded("problems of a page", row.id, said, () =>
    words.krugSays([{ code: "unforeseen" }], fallbackLanguage, "UTC"),
  );
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

/** What a page is told: what was wrong on it, and what Krug found out about it elsewhere. */
function problemsOf(snapshot: Snapshot, row: Row, now: Instant): Problem[] {
  const { id, source } = row;
  const quiet = pausedByKrug(snapshot).get(id);
  const session = snapshot.sessions.get(id);
  const gathering = snapshot.gatherings.get(id);
  const group = snapshot.groups.get(id);
  const question = source === "help" ? snapshot.questions.find(one => one.id === id) : undefined;
  const programme = snapshot.programmes.find(one => one.id === id);
  const aim = source === "aims" ? snapshot.aims.find(one => one.id === id) : undefined;
  const problems: Problem[] = [
    ...(snapshot.problems.get(id) ?? []),
    ...(source === "programmes" ? gapProblems(snapshot) : []),
    ...(quiet === undefined
      ? []
      : [{ code: "paused_quiet", since: localDate(quiet.since, quiet.person.zone) } as const]),
    ...(session === undefined ? [] : sessionProblems(snapshot, session, row, now)),
    ...eventProblems(snapshot, id, now),
    ...(gathering === undefined ? [] : gatheringProblems(snapshot, gathering, now)),
    ...(group === undefined ? [] : groupProblems(snapshot, group, row, now)),
    ...withoutConsent(snapshot, row, now),
    ...(question === undefined ? [] : helpProblems(snapshot, question, now)),
    ...(programme === undefined ? [] : programmeProblems(snapshot, programme, now)),
    ...(aim === undefined ? [] : aimProblems(snapshot, aim)),
  ];
  return problems.filter(problem => canBeMended(row, problem));
}

function sessionProblems(snapshot: Snapshot, session: Session, row: Row, now: Instant): Problem[] {
  return problemsAmong(
    ...unknownGuests(snapshot, session),
    ...outcomeProblems(session, row, now),
    isLeftPlanned(snapshot, session, now) && { code: "session_of_ended_group" },
  );
}

function groupProblems(snapshot: Snapshot, group: Group, { values }: Row, now: Instant): Problem[] {
  // Who has a page that can't be understood is in the group all the same, and that page says what is wrong.
  const present = group.memberIds.filter(id => snapshot.people.has(id) || isUnsure(snapshot, id));
  return problemsAmong(
    group.status === "active" && present.length < 2 && { code: "group_too_small", name: group.name },
    values.round == null && isOutsideRounds(snapshot, group, now) && { code: "group_without_round" },
  );
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
  const event = eventOfPage(snapshot, session.id);
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
  return [
    ...(programme.status === "active" ? activeProblems(snapshot, programme, now) : []),
    ...absencesIn(snapshot, programme, now),
    ...unaddressedIn(snapshot, programme, now),
  ];
}

function activeProblems(snapshot: Snapshot, programme: Programme, now: Instant): Problem[] {
  const isToMatch = ({ programmeIds, consentedOn, status }: Person) =>
    programmeIds.includes(programme.id) && consentedOn !== null && status !== "left";
  const unread = guidesUnread(snapshot, programme);
  const isDrawn = programme.matching === "best_fit" && rulesOf(programme.format).grouping === "circles";
  return problemsAmong(
    [...snapshot.people.values()].filter(isToMatch).length < 2 && { code: "nobody_to_match" },
    hasNobodyToTell(snapshot, programme, now) && { code: "nobody_to_tell" },
    isDrawn && { code: "best_fit_drawn" },
    unread.length > 0 && { code: "guides_unread", titles: unread },
  );
}

/** What guides are called that nobody gets to read, in the programme's language or in none. */
function guidesUnread({ problems, rows }: Snapshot, { language }: Programme): string[] {
  return [...problems].flatMap(([id, own]) => {
    const row = rows.get(id);
    const isUnread = row?.source === "guides" && own.some(({ code }) => code === "guide_incomplete");
    return isUnread && ["", language].includes(text(row, "language")) ? titleOf(row) : [];
  });
}
