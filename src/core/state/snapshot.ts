import type { ActedOn } from "../domain/actedOn.ts";
import { type Addresses, addressesOf, nameOn, ownerOf } from "../domain/addresses.ts";
import { type Aim, parseAim } from "../domain/aim.ts";
import { type BoardAnswer, parseBoardAnswer } from "../domain/boardAnswer.ts";
import type { EventCopy } from "../domain/event.ts";
import { copiesAmong, type Gathering, parseGathering } from "../domain/gathering.ts";
import { type Goal, parseGoal } from "../domain/goal.ts";
import { type Group, parseGroup } from "../domain/group.ts";
import { type Link, sessionOf } from "../domain/link.ts";
import { type Person, parsePerson } from "../domain/person.ts";
import type { Parsed, Problem } from "../domain/problem.ts";
import { type Programme, parseProgramme } from "../domain/programme.ts";
import { parseQuestion, type Question } from "../domain/question.ts";
import { type Expert, type Guide, parseExpert, parseGuide, parseResource, type Resource } from "../domain/resource.ts";
import type { Series } from "../domain/series.ts";
import { parseSession, type Session } from "../domain/session.ts";
import { parseStep, type Step } from "../domain/step.ts";
import { parseThanks, type Thanks } from "../domain/thanks.ts";
import { addressKey } from "../domain/values/address.ts";
import { eachGuarded, guarded, noting, type Unforeseen } from "../domain/values/guarded.ts";
import { keptIn, listedBy } from "../domain/values/maps.ts";
import { type DateValue, list, type Row, type SourceKey, text } from "../domain/values/row.ts";
import { daysBetween, toIso } from "../domain/values/time.ts";
import { addedCheckIns } from "../rules/insights/acting.ts";
import type { KeptInsight } from "../rules/insights/settling.ts";
import { needsOf } from "../rules/surveys/needs.ts";
import { untouchedCopies } from "./copies.ts";
import { type Duplicate, duplicatesAmong } from "./duplicates.ts";
import { type Gap, gapsThatMatter } from "./gaps.ts";
import type { Mirror, Near, OpenForm } from "./mirror.ts";
import { nearMaps, withMade } from "./near.ts";
import type { PageChange } from "./pageChanges.ts";
import type { Past } from "./past.ts";
import { skips } from "./skips.ts";
import { isUnclear, notUnderstood, seen, understand } from "./understood.ts";
import { addressBook, byPerson } from "./whose.ts";

/** The mirror understood: the domain by noun, and what could not be understood by page. */
export interface Snapshot {
  /** In columns that are not understood now, with what was last understood of them. */
  rows: ReadonlyMap<string, Row>;
  programmes: readonly Programme[];
  /** People Krug can invite. */
  people: ReadonlyMap<string, Person>;
  /** The same by `addressKey` of each of their addresses, those of before that Krug invited them under among them. */
  peopleByEmail: ReadonlyMap<string, Person>;
  /** Everybody who was confirmed as a coordinator, by the ids of their pages; empty where that is not asked. */
  coordinatorIds: readonly string[];
  pageChanges: readonly PageChange[];
  /** Whose which address is, of pages Krug can't use too. */
  addresses: Addresses;
  goals: readonly Goal[];
  goalsByOwner: ReadonlyMap<string, readonly Goal[]>;
  groups: ReadonlyMap<string, Group>;
  sessions: ReadonlyMap<string, Session>;
  sessionsByKey: ReadonlyMap<string, Session>;
  /** The sessions of each group that has any, in the order of their ids. */
  sessionsByGroup: ReadonlyMap<string, readonly Session[]>;
  /** Pages Krug makes one of for each key: surveys, metrics and digests, by that key. */
  keyed: ReadonlyMap<string, Row>;
  resources: readonly Resource[];
  /** The help board, in the order of the ids. */
  questions: readonly Question[];
  /** Webinars and classes, by id. */
  gatherings: ReadonlyMap<string, Gathering>;
  /** In the order of the ids. */
  thanks: readonly Thanks[];
  /** What people mean to do next and have done, as far as it is not settled, in the order of the ids. */
  steps: readonly Step[];
  stepsByOwner: ReadonlyMap<string, readonly Step[]>;
  /** What was learned over questions of the help board, in the order of the ids. */
  boardAnswers: readonly BoardAnswer[];
  /** What there is to read before people meet, as pages; in the order of the ids. */
  guides: readonly Guide[];
  experts: readonly Expert[];
  /** What programmes are to reach, in the order in which it was written. */
  aims: readonly Aim[];
  events: ReadonlyMap<string, EventCopy>;
  links: ReadonlyMap<string, Link>;
  /** Recurring events by their ids. */
  series: ReadonlyMap<string, Series>;
  forms: readonly OpenForm[];
  responses: Mirror["responses"];
  waves: Mirror["waves"];
  discarded: Mirror["discarded"];
  keyOwners: Mirror["keyOwners"];
  /** What was acted on, by its cause. */
  actedOn: ReadonlyMap<string, ActedOn>;
  /** Those that last. */
  insights: readonly KeptInsight[];
  /**
   * Pages that left their table: what exists of them stands as they were last known, nothing new starts from them, and nothing
   * is written to them.
   */
  held: ReadonlySet<string>;
  /** Copies that nobody has changed yet: they are no pages to the rules. */
  copies: Readonly<ReturnType<typeof untouchedCopies>>;
  /** Pages that carry the key of another page. */
  duplicates: ReadonlyMap<string, Duplicate>;
  /**
   * Pages from which nothing new starts either: they hold a word that Krug doesn't know, or are programmes in which something was
   * said that can't be opened.
   */
  unclear: ReadonlySet<string>;
  /** People whose pages are there and can't be understood. */
  unsure: ReadonlySet<string>;
  /** Keys that have a page, whether it is understood or not. */
  ownedKeys: ReadonlySet<string>;
  /** Tables that can't be read as they should, as far as anything waits for them. */
  gaps: readonly Gap[];
  /** All that tables lack, also what nothing waits for. */
  lacking: readonly Gap[];
  /** What is settled, as far as it was read. */
  past: Past;
  /** What was read, and is decided about, where that is not all that lives; null where it is. */
  near: Near | null;
  problems: ReadonlyMap<string, readonly Problem[]>;
  /** Pages that could not be understood because of an error in Krug's own code. */
  unforeseen: readonly Unforeseen[];
}

/** The mirror in domain words. Pages that can't be used are left out and say why in `problems`; the order of input is irrelevant. */
export function snapshotOf(mirror: Mirror): Snapshot {
  const { value, unforeseen } = noting(() => understoodFrom(mirror));
  if (mirror.near === null) return { ...value, unforeseen };
  const near = withMade(mirror.near, mirror);
  return { ...value, ...nearMaps(value, near), near, unforeseen };
}

function understoodFrom(mirror: Mirror): Omit<Snapshot, "unforeseen"> {
  const problems = new ProblemsByPage();
  const held = new Set(mirror.rows.filter(row => row.absence !== undefined).map(row => row.id));
  const links = new Map(mirror.links.map(link => [link.sessionId, link]));
  const gaps = gapsThatMatter(mirror.gaps, mirror.rows);
  const written = [...mirror.rows]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(row =>
      guarded(
        "time agreed",
        row.id,
        () => withAgreedTime(row, mirror, links),
        () => row,
      ),
    );
  const rows = written.map(row =>
    guarded(
      "cells",
      row.id,
      () => seen(row),
      () => row,
    ),
  );
  const seenRows = new Map(rows.map(row => [row.id, row]));
  const asSeen = (row: Row) => seenRows.get(row.id) ?? row;
  const duplicates = duplicatesAmong(rows, mirror.keyOwners, id => links.has(id));
  const actedOn = mirror.actedOn;
  const copies = untouchedCopies(rows, {
    keyOwners: mirror.keyOwners,
    isLinked: id => links.has(id),
    agreed: id => links.get(id)?.base,
    actedOn,
    edited: mirror.pageChanges.filter(change => change.what === "words"),
  });
  const own = written.flatMap(row => ownPage(row, duplicates.get(row.id)));
  const of = (source: SourceKey) => own.filter(row => row.source === source && !copies.has(row.id));
  const isTold = ({ code }: Problem) => code !== "unseen_relation" || gaps.length === 0;
  const understood = <T>(source: SourceKey, parse: (row: Row) => Parsed<T>): T[] =>
    of(source).flatMap(row => {
      const parsed = guarded<Parsed<T>>(
        source,
        row.id,
        () => understand(row, parse),
        () => ({ value: null, problems: [{ code: "unforeseen" }] }),
      );
      problems.add(row.id, parsed.problems.filter(isTold));
      return parsed.value === null ? [] : [parsed.value];
    });

  for (const { id, source } of rows) {
    const copy = copies.get(id);
    const isOfClass = source === "gatherings" && copy?.of != null;
    if (copy !== undefined)
      problems.add(id, [isOfClass ? { code: "gathering_copy" } : { code: "copy_waits", table: source }]);
  }
  const inGroups = new Set(of("groups").flatMap(row => list(asSeen(row), "members")));
  const programmes = understood("programmes", parseProgramme);
  const readPeople = understood("people", row => parsePerson(row, programmes));
  const peoplePages = of("people").map(asSeen);
  const addresses = addressesOf(mirror.addressClaims, peoplePages, id => inGroups.has(id));
  tellClashes(addresses, new Map(peoplePages.map(row => [row.id, row])), problems);
  const people = usablePeople(readPeople, addresses);
  const confirmed = confirmedIn(mirror.coordinators, people);
  const bases = [...mirror.links, ...mirror.series].map(({ base }) => base.invitedAs);
  const before = mirror.past.addresses.map(({ email, personId }) => (personId === null ? {} : { [email]: personId }));
  const book = addressBook(people.values(), [...bases, ...before], addresses);
  const mirrorByPerson = byPerson(book, mirror);
  const isKnown = new Set(own.filter(row => row.source === "people").map(row => row.id));
  const tellStrangers = <T extends { id: string }>(pages: readonly T[], named: (page: T) => readonly string[]) => {
    for (const page of pages)
      if (named(page).some(id => !isKnown.has(id))) problems.add(page.id, [{ code: "unknown_person" }]);
  };
  const goals = understood("roadmap", parseGoal);
  tellStrangers(goals, ({ ownerIds }) => ownerIds);
  const questions = understood("help", parseQuestion);
  tellStrangers(questions, ({ askerIds, takerIds }) => [...askerIds, ...takerIds]);
  const gatherings = understood("gatherings", parseGathering);
  const copied = copiesAmong(gatherings.filter(gathering => gathering.status === "planned"));
  tellStrangers(gatherings, ({ hostIds, interestedIds }) => [...hostIds, ...interestedIds]);
  for (const { id } of gatherings) if (copied.has(id) && !links.has(id)) problems.add(id, [{ code: "gathering_copy" }]);
  const thanks = understood("thanks", parseThanks);
  tellStrangers(thanks, ({ fromIds, toIds }) => [...fromIds, ...toIds]);
  const steps = understood("steps", parseStep);
  tellStrangers(steps, ({ ownerIds }) => ownerIds);
  const boardAnswers = understood("answers", parseBoardAnswer);
  tellStrangers(boardAnswers, ({ byIds }) => byIds);
  const aims = understood("aims", parseAim).sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  const groups = understood("groups", parseGroup);
  tellStrangers(groups, ({ memberIds }) => memberIds);
  const groupsById = new Map(groups.map(group => [group.id, group]));
  const sessions = understood("sessions", parseSession).filter(session => {
    if (session.groupId === null || groupsById.has(session.groupId) || session.status !== "planned") return true;
    const isUnseen = seenRows.get(session.id)?.unread?.group === "hidden";
    if (!isUnseen) problems.add(session.id, [{ code: "session_without_group" }]);
    // What people do to a meeting that has an event reaches it, whatever became of its group.
    return links.has(session.id);
  });
  for (const notice of mirror.notices) problems.add(notice.pageId, [notice.problem]);
  const unopened = unopenedIn(mirror);
  for (const [id, count] of unopened) problems.add(id, [{ code: "said_unopened", count }]);

  return {
    rows: new Map(rows.map(row => [row.id, row])),
    programmes: eachGuarded("check-ins added", programmes, programme => ({
      ...withConfirmed(programme, confirmed, problems, peoplePages),
      ...firstDayOf(programme, groups, seenRows, mirror.pageChanges, problems),
      addedCheckIns: addedCheckIns(mirror.insights, programme),
    })),
    people,
    peopleByEmail: book,
    addresses,
    coordinatorIds: confirmed === null ? [] : [...confirmed],
    pageChanges: mirror.pageChanges,
    goals,
    goalsByOwner: listedBy(goals.flatMap(goal => [...new Set(goal.ownerIds)].map(id => [id, goal] as const))),
    groups: groupsById,
    sessions: new Map(sessions.map(session => [session.id, session])),
    sessionsByKey: new Map(sessions.filter(session => session.key !== "").map(session => [session.key, session])),
    sessionsByGroup: Map.groupBy(
      sessions.filter(session => session.groupId !== null),
      session => session.groupId ?? "",
    ),
    keyed: new Map(
      [...of("surveys"), ...of("metrics"), ...of("digests")].map(seen).map(row => [text(row, "key"), row]),
    ),
    resources: understood("resources", parseResource),
    questions,
    gatherings: new Map(
      gatherings
        .filter(gathering => !copied.has(gathering.id) || links.has(gathering.id))
        .map(gathering => [gathering.id, gathering]),
    ),
    thanks,
    steps,
    boardAnswers,
    guides: understood("guides", parseGuide),
    experts: understood("experts", parseExpert),
    aims,
    stepsByOwner: listedBy(steps.flatMap(step => [...new Set(step.ownerIds)].map(id => [id, step] as const))),
    events: new Map(mirrorByPerson.events.map(event => [event.id, event])),
    links: new Map(mirrorByPerson.links.map(link => [link.sessionId, link])),
    series: new Map(mirrorByPerson.series.map(series => [series.id, series])),
    forms: mirror.forms,
    responses: mirror.responses,
    waves: mirror.waves,
    discarded: mirror.discarded,
    keyOwners: mirror.keyOwners,
    actedOn: new Map(actedOn.map(act => [act.cause, act])),
    insights: mirror.insights.filter(insight => insight.state === "open"),
    held,
    copies,
    duplicates,
    unclear: new Set([...own.filter(isUnclear).map(row => row.id), ...unopened.keys()]),
    unsure: new Set(of("people").flatMap(({ id }) => (people.has(id) ? [] : id))),
    ownedKeys: new Set(
      own.map(row => (row.values.key === "" ? "" : text(asSeen(row), "key"))).filter(key => key !== ""),
    ),
    gaps,
    lacking: mirror.gaps,
    past: mirror.past,
    near: mirror.near,
    problems: problems.byPage,
  };
}

/** How much of each programme can't be opened: answers, and requests to be kept apart, which no figure counts. */
function unopenedIn({ unopened, actedOn }: Mirror): Map<string, number> {
  const countByProgramme = new Map(unopened);
  for (const { cause, isUnopened } of actedOn) {
    const [what, programmeId = ""] = cause.split(":");
    if (isUnopened && what === "apart") countByProgramme.set(programmeId, (countByProgramme.get(programmeId) ?? 0) + 1);
  }
  return countByProgramme;
}

/**
 * The row of a meeting whose time can't be understood, nor was before, with the time that both sides last agreed on, or that its
 * event has: it keeps its place, and what happens in Calendar reaches it.
 */
function withAgreedTime(row: Row, { events, series }: Mirror, links: ReadonlyMap<string, Link>): Row {
  if (row.source !== "sessions" && row.source !== "gatherings") return row;
  if (row.understood?.when !== undefined || !notUnderstood(row).has("when")) return row;
  const bySeries = new Map(series.map(one => [one.id, one.sessions]));
  const event = events.find(
    event =>
      sessionOf(event.id)?.sessionId === row.id ||
      bySeries.get(event.seriesId ?? "")?.[String(event.originalStart)] === row.id,
  );
  const time = links.get(row.id)?.base ?? event;
  if (time?.startsAt == null || time.endsAt === null) return row;
  const when: DateValue = { start: toIso(time.startsAt), end: toIso(time.endsAt) };
  return { ...row, understood: { ...row.understood, when } };
}

/** The page as the rules see it: a copy is a page without a key, and a page that Krug made twice is none. */
function ownPage(row: Row, duplicate: Duplicate | undefined): Row[] {
  if (duplicate === undefined) return [row];
  return duplicate === "copy" ? [{ ...row, values: { ...row.values, key: "" } }] : [];
}

class ProblemsByPage {
  readonly byPage = new Map<string, Problem[]>();

  add(pageId: string, problems: readonly Problem[]): void {
    if (problems.length > 0) this.byPage.set(pageId, [...(this.byPage.get(pageId) ?? []), ...problems]);
  }
}

/** Tells pages of addresses that another page shows, or had first. */
function tellClashes({ clashes }: Addresses, rows: ReadonlyMap<string, Row>, problems: ProblemsByPage): void {
  for (const [pageId, own] of clashes)
    problems.add(
      pageId,
      own.map(({ is, email, isMain, alsoOn }): Problem => {
        const others = alsoOn.map(id => nameOn(rows.get(id)));
        if (is === "kept") return { code: "email_elsewhere", email, others };
        if (!isMain) return { code: "other_email_taken", email, others };
        return others.length === 0 ? { code: "email_taken", email } : { code: "email_twice", email, others };
      }),
    );
}

/** The ids of the people who were confirmed as coordinators; null where that is not asked. */
function confirmedIn(coordinators: Mirror["coordinators"], people: ReadonlyMap<string, Person>): Set<string> | null {
  if (coordinators === null) return null;
  const pages = new Map<string, (string | null)[]>();
  for (const { email, pageId } of coordinators)
    pages.set(addressKey(email), [...(pages.get(addressKey(email)) ?? []), pageId]);
  const isOne = ({ id, email }: Person) =>
    pages.get(addressKey(email))?.some(one => one === null || one === id) === true;
  return new Set([...people.values()].filter(isOne).map(person => person.id));
}

/** Within so many days another first day is the same one: rounds keep their numbers. */
const SAME_WEEK_DAYS = 7;

/**
 * The first day of a programme whose groups were formed before it got another one: that of before holds, and the page says so, or
 * its rounds would have other numbers and its groups be over or to come. It counts once none of these groups is left.
 */
function firstDayOf(
  { id, startsOn }: Programme,
  groups: readonly Group[],
  rows: ReadonlyMap<string, Row>,
  changes: readonly PageChange[],
  problems: ProblemsByPage,
): Pick<Programme, "startsOn"> {
  const standing = groups.filter(group => group.programmeId === id && group.round !== null && group.key !== "");
  const formedAt = standing
    .filter(group => group.status !== "ended")
    .map(group => rows.get(group.id)?.createdAt ?? Number.POSITIVE_INFINITY);
  const since = Math.min(Number.POSITIVE_INFINITY, ...formedAt);
  const former = changes.find(({ pageId, what, at }) => pageId === id && what === "start" && at >= since)?.was;
  if (former === undefined || Math.abs(daysBetween(former, startsOn)) < SAME_WEEK_DAYS) return { startsOn };
  problems.add(id, [{ code: "programme_start_waits", starts: startsOn, holds: former }]);
  return { startsOn: former };
}

/** The programme with those of its coordinators alone who were confirmed; of the others its page tells. */
function withConfirmed(
  programme: Programme,
  confirmed: ReadonlySet<string> | null,
  problems: ProblemsByPage,
  pages: readonly Row[],
): Programme {
  if (confirmed === null) return programme;
  const { coordinatorIds, secondCoordinatorIds } = programme;
  const isConfirmed = (id: string) => confirmed.has(id);
  const namedOnlyIds = [...new Set([...coordinatorIds, ...secondCoordinatorIds])].filter(id => !isConfirmed(id));
  const names = pages.filter(row => namedOnlyIds.includes(row.id)).map(nameOn);
  if (names.length > 0) problems.add(programme.id, [{ code: "coordinator_unconfirmed", names: names.sort() }]);
  return {
    ...programme,
    coordinatorIds: coordinatorIds.filter(isConfirmed),
    secondCoordinatorIds: secondCoordinatorIds.filter(isConfirmed),
    namedOnlyIds,
  };
}

/** People whose main address is theirs, with those of their other addresses that are. No second page takes anybody out. */
function usablePeople(people: readonly Person[], addresses: Addresses): Map<string, Person> {
  const isOwn = (person: Person) => (email: string) => ownerOf(addresses, email) === person.id;
  const usable = people.filter(person => isOwn(person)(person.email));
  return new Map(
    usable.map(person => [person.id, { ...person, otherEmails: person.otherEmails.filter(isOwn(person)) }]),
  );
}

/**
 * The people who take part in a programme and may be matched, in a fixed order: not those who answered "not now",
 * nor those whose page is held.
 */
export function participants(snapshot: Snapshot, programmeId: string): readonly Person[] {
  const ofSnapshot = keptIn(participantsKnown, snapshot, () => new Map());
  return keptIn(ofSnapshot, programmeId, () => readParticipants(snapshot, programmeId));
}

/** Worked out once for a snapshot. */
const participantsKnown = new WeakMap<Snapshot, Map<string, readonly Person[]>>();

function readParticipants(snapshot: Snapshot, programmeId: string): Person[] {
  const programme = snapshot.programmes.find(programme => programme.id === programmeId);
  const declined = programme === undefined ? new Set<string>() : needsOf(snapshot, programme).declined;
  return [...snapshot.people.values()]
    .filter(person => !snapshot.held.has(person.id))
    .filter(person => person.programmeIds.includes(programmeId) && !declined.has(person.id))
    .filter(person => person.status !== "left" && person.consentedOn !== null)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * True when something new may start from each of these pages: all are in their tables, and hold no word Krug doesn't know. A
 * person, in place of a page's id, is to be invited to something, and must have given their consent.
 */
export function mayStart(snapshot: Snapshot, ...pages: readonly (string | Person | null)[]): boolean {
  return pages.every(page => {
    const id = page === null || typeof page === "string" ? page : page.id;
    if (id !== null && (snapshot.held.has(id) || snapshot.unclear.has(id))) return false;
    return page === null || typeof page === "string" || page.consentedOn !== null;
  });
}

/** True for a person whose page exists but can't be understood: whether they come is unknown. */
export function isUnsure(snapshot: Snapshot, personId: string): boolean {
  return snapshot.unsure.has(personId);
}

/**
 * Of the addresses invited to a group's meeting, those that stay invited though their owner is unclear, because the
 * page of a member of the group can't be understood.
 */
export function unsureGuests(snapshot: Snapshot, group: Group, invited: readonly string[]): string[] {
  if (!group.memberIds.some(id => isUnsure(snapshot, id))) return [];
  return invited.filter(email => personByEmail(snapshot, email) === null);
}

/** The programme a group belongs to; null for a group of none, or of one that can't be run. */
export function programmeOf(snapshot: Snapshot, group: Group): Programme | null {
  return snapshot.programmes.find(programme => programme.id === group.programmeId) ?? null;
}

/** The group's members Krug knows and can invite. */
export function membersOf(snapshot: Snapshot, group: Group): Person[] {
  return group.memberIds.flatMap(id => snapshot.people.get(id) ?? []);
}

/** Whose an address is: main, other, or one they were invited under before; null for a stranger. */
export function personByEmail(snapshot: Snapshot, email: string): Person | null {
  return snapshot.peopleByEmail.get(addressKey(email)) ?? null;
}

/** Names in the order of the alphabet, whatever the ids. */
export function namesOf(snapshot: Snapshot, memberIds: readonly string[]): string[] {
  return memberIds.flatMap(id => snapshot.people.get(id)?.name ?? []).sort((a, b) => a.localeCompare(b));
}

/** The event of a session, webinar or class; undefined where it has none, or none that was read. */
export function eventOfPage(
  { links, events }: Pick<Snapshot, "links" | "events">,
  pageId: string,
): EventCopy | undefined {
  return events.get(links.get(pageId)?.eventId ?? "");
}

/** The members who said they would not come, in the calendar or through the standing form. */
export function declinedIds(snapshot: Snapshot, session: Session): string[] {
  const replied = (eventOfPage(snapshot, session.id)?.guests ?? [])
    .filter(guest => guest.reply === "declined")
    .flatMap(guest => personByEmail(snapshot, guest.email)?.id ?? []);
  const members = snapshot.groups.get(session.groupId ?? "")?.memberIds ?? [];
  return [...new Set([...replied, ...members.filter(id => skips(snapshot.actedOn, session, id))])];
}

/**
 * The addresses that hold a session's invitation: those Krug invited, and those on the event anyway. Empty while
 * there is no event.
 */
export function invitedTo(snapshot: Snapshot, sessionId: string): Set<string> {
  const guests = eventOfPage(snapshot, sessionId)?.guests ?? [];
  return new Set([...(snapshot.links.get(sessionId)?.base.guestEmails ?? []), ...guests.map(guest => guest.email)]);
}
