import { EVERYTHING_BEFORE } from "../../core/domain/actedOn.ts";
import { addressesOfGuest } from "../../core/domain/event.ts";
import { formKey } from "../../core/domain/form.ts";
import { lettersBeginWith, parseLetterId } from "../../core/domain/letter.ts";
import type { Series } from "../../core/domain/series.ts";
import { sessionCode } from "../../core/domain/session.ts";
import { addressKey } from "../../core/domain/values/address.ts";
import { list, type Row, type SourceKey, text } from "../../core/domain/values/row.ts";
import { type Instant, localDate } from "../../core/domain/values/time.ts";
import { parseHelpKey } from "../../core/plan/board/board.ts";
import { roundsToForm } from "../../core/plan/rounds/rounds.ts";
import { codeIn } from "../../core/rules/surveys/answers.ts";
import { IDS, NOTHING_HELD } from "../../core/state/mirror.ts";
import { causesAbout, type Found, ROUND_ACTS } from "../../core/state/near.ts";
import { snapshotOf } from "../../core/state/snapshot.ts";
import type { Sql } from "../../store/database/sql.ts";
import { insightTable } from "../../store/figures/insights.ts";
import { actedOnTable } from "../../store/mirror/actedOn.ts";
import { answerTable } from "../../store/mirror/answers.ts";
import { discardedTable } from "../../store/mirror/discarded.ts";
import { eventTable } from "../../store/mirror/events.ts";
import type { KeptForm } from "../../store/mirror/forms.ts";
import { linkTable } from "../../store/mirror/links.ts";
import { noticeTable } from "../../store/mirror/notices.ts";
import { pageChangeTable } from "../../store/mirror/pageChanges.ts";
import { pageKeyTable } from "../../store/mirror/pageKeys.ts";
import { pageTable } from "../../store/mirror/pages.ts";
import { pastTable } from "../../store/mirror/past.ts";
import { relationTable } from "../../store/mirror/relations.ts";
import { seriesTable } from "../../store/mirror/series.ts";
import { type KeptWave, waveTable } from "../../store/mirror/waves.ts";
import { addressTable } from "../../store/people/addresses.ts";
import { coordinatorTable } from "../../store/people/coordinators.ts";
import { CountedMap, CountedSet, RunMirror } from "./mirror.ts";
import { namedOn, shownOn, WAVES_EACH } from "./nearMirror.ts";

/** What is looked at in one message of a whole look. */
export interface Slice {
  /** People: with them of the groups they are in those that are theirs to be looked at with, and so of goals and steps. */
  people: readonly string[];
  /** Groups, sessions, goals and steps that lead to nobody. */
  adrift: readonly string[];
  /** Sessions that have an event and no page. */
  pageless: readonly string[];
  /** Events to come that people made and that are no session's. */
  unlinked: readonly string[];
}

/** Around a slice: what is read of it. */
interface Around {
  /** All groups of the slice's people, with their sessions. */
  groups: readonly string[];
  sessions: readonly string[];
  /** Goals and steps of all who are in them. */
  goals: readonly string[];
  people: readonly string[];
  /** What those they are with in groups that go on have besides: groups and their sessions, for the times that are taken. */
  besides: readonly string[];
  sessionsBesides: readonly string[];
}

/** What of the mirror a slice of a whole look is decided about by (core/state/mirror.ts, `Near`). Nothing is read of other people. */
export async function sliceMirror(
  sql: Sql,
  setCoordinators: readonly string[],
  slice: Slice,
  forms: readonly KeptForm[],
): Promise<RunMirror> {
  const around = await aroundOf(sql, slice);
  const linked = [...new Set([...around.sessions, ...around.sessionsBesides, ...slice.pageless, ...slice.adrift])];
  const asked = new Set([
    ...slice.people,
    ...slice.adrift,
    ...around.people,
    ...around.goals,
    ...around.groups,
    ...linked,
  ]);
  for (const id of around.besides) asked.add(id);
  const [found, common, links, series, coordinators, past, insights, waves] = await Promise.all([
    pageTable.read(sql, [...asked], "living"),
    pageTable.listLiving(sql, ["programmes", "resources"]),
    linkTable.read(sql, linked),
    seriesTable.readOf(sql, [...around.groups, ...around.besides]),
    coordinatorTable.list(sql),
    pastTable.readNear(sql),
    insightTable.listBearing(sql),
    waveTable.listLast(sql, WAVES_EACH * forms.filter(({ kind }) => kind === "pulse").length),
  ]);
  const seriesIds = series.map(({ id }) => id);
  const eventIds = [...new Set([...links.map(({ eventId }) => eventId), ...seriesIds, ...slice.unlinked])];
  const events = await eventTable.readAbout(sql, { ids: eventIds, seriesIds });
  const named = [...found.values(), ...common].flatMap(namedOn).filter(id => !asked.has(id));
  const more = await pageTable.read(sql, [...new Set(named)]);
  const shown = [...found.values(), ...more.values()].flatMap(shownOn);
  const guests = events.flatMap(({ guests }) => guests.flatMap(addressesOfGuest).map(addressKey));
  const addresses = new Set([...shown, ...guests, ...coordinators.map(({ email }) => addressKey(email))]);
  const [claims, addressesBefore] = await Promise.all([
    addressTable.read(sql, [...addresses]),
    pastTable.readAddresses(sql, [...addresses]),
  ]);
  const claimants = claims.map(({ pageId }) => pageId).filter(id => !found.has(id) && !more.has(id));
  const theirs = await relationTable.listGoingOn(sql, [...new Set(claimants)]);
  const others = await pageTable.read(
    sql,
    [...new Set([...claimants, ...theirs])].filter(id => !found.has(id)),
  );
  const rows = new Map([...common.map(row => [row.id, row] as const), ...found, ...more, ...others]);
  const decided = decidedIn(slice, around, rows);
  const own = [...decided].flatMap(id => rows.get(id) ?? []);
  const sessions = own.filter(({ source }) => source === "sessions").map(({ id }) => id);
  const programmeIds = common.flatMap(({ id, source }) => (source === "programmes" ? id : []));
  const [answers, notices, keyOwners, pageChanges, actedOn, discarded] = await Promise.all([
    answerTable.readAbout(sql, sessions.map(sessionCode)),
    noticeTable.read(sql, [...decided]),
    pageKeyTable.read(
      sql,
      own.flatMap(row => text(row, "key") || []),
    ),
    pageChangeTable.read(sql, [...decided, ...programmeIds]),
    actedOnTable.readAbout(sql, [...own.flatMap(causesAbout), EVERYTHING_BEFORE]),
    discardedTable.listOf(sql, around.groups),
  ]);
  const known = new Set([...asked, ...rows.keys(), ...claimants, ...named, ...theirs, ...eventIds, EVERYTHING_BEFORE]);
  const parts = {
    rows: new CountedMap(rows),
    events: new CountedMap(events.map(event => [event.id, event])),
    links: new CountedMap(links.map(link => [link.sessionId, link])),
    series: new CountedMap(series.map(one => [one.id, one])),
    forms: new CountedMap(forms.map(form => [formKey(form), form])),
    responses: new CountedMap(answers.map(answer => [IDS.responses(answer), answer])),
    unopened: new Map(),
    waves: new CountedMap(waves.map(wave => [wave.key, wave])),
    notices,
    discarded: new CountedSet(discarded),
    keyOwners: new CountedMap(keyOwners),
    actedOn: new CountedMap(actedOn.map(act => [act.cause, act])),
    insights: new CountedMap(insights.map(insight => [insight.key, insight])),
    addressClaims: claims,
    coordinators,
    pageChanges,
    past: { ...past, addresses: addressesBefore },
    gaps: [],
    near: {
      isSlice: true,
      pages: decided,
      owners: new Set(around.people),
      people: new Set(slice.people),
      known,
      linked: new Set(linked),
    },
  };
  return new RunMirror(parts, setCoordinators);
}

async function aroundOf(sql: Sql, { people, adrift }: Slice): Promise<Around> {
  const led = await relationTable.listTo(sql, people, ["groups"]);
  const groups = [...new Set([...led.map(({ fromId }) => fromId), ...adrift])];
  const [members, sessions, goingOn] = await Promise.all([
    relationTable.listFrom(sql, groups),
    relationTable.listTo(sql, groups, ["sessions"]),
    relationTable.listGoingOn(sql, people),
  ]);
  const all = [...new Set([...people, ...members.map(({ toId }) => toId)])];
  const isGoingOn = new Set(goingOn);
  const company = members.flatMap(({ fromId, toId }) => (isGoingOn.has(fromId) ? toId : []));
  const [goals, theirs] = await Promise.all([
    relationTable.listTo(sql, all, ["roadmap", "steps"]),
    relationTable.listGoingOn(sql, [...new Set(company)]),
  ]);
  const besides = theirs.filter(id => !groups.includes(id));
  const idsOf = (relations: readonly { fromId: string }[]) => [...new Set(relations.map(({ fromId }) => fromId))];
  return {
    groups,
    sessions: idsOf(sessions),
    goals: idsOf(goals),
    people: all,
    besides,
    sessionsBesides: idsOf(await relationTable.listTo(sql, besides, ["sessions"])),
  };
}

/**
 * The pages a slice is decided about: each page of a programme's people belongs to one slice. Groups that meet over a question of the
 * help board have to do with the whole board: they belong to none.
 */
function decidedIn(slice: Slice, around: Around, rows: ReadonlyMap<string, Row>): Set<string> {
  const people = new Set(slice.people);
  const isAdrift = new Set([...slice.adrift, ...slice.pageless]);
  const keeperOf = (row: Row, column: string) => {
    const named = new Set([...list(row, column), ...asUnderstood(row, column)]);
    const there = [...named].filter(id => rows.get(id)?.source === "people").sort();
    // Whichever it is, it is always the same, and no slice has many more than another.
    return there[Number.parseInt(row.id.slice(-4), 16) % there.length] ?? there[0] ?? "";
  };
  const ownOf = (source: SourceKey, column: string) =>
    [...rows.values()].filter(
      row => row.source === source && (isAdrift.has(row.id) || people.has(keeperOf(row, column))),
    );
  const groups = ownOf("groups", "members").filter(row => parseHelpKey(text(row, "key")) === null);
  const isOwn = new Set(groups.map(({ id }) => id));
  const inGroup = (row: Row) => [...list(row, "group"), ...asUnderstood(row, "group")].some(id => isOwn.has(id));
  const sessions = around.sessions.filter(id => {
    const row = rows.get(id);
    return row !== undefined && inGroup(row);
  });
  const goals = [...ownOf("roadmap", "owner"), ...ownOf("steps", "owner")].map(({ id }) => id);
  return new Set([...people, ...isAdrift, ...isOwn, ...sessions, ...goals]);
}

function asUnderstood({ understood }: Row, column: string): string[] {
  const held = understood?.[column];
  return Array.isArray(held) ? held : [];
}

/** Tables whose pages lead to people. */
const LEADING: readonly SourceKey[] = ["groups", "sessions", "roadmap", "steps"];

/** The people that what was read has to do with, before and after; null where it may be anybody: a page of another table. */
export async function touchedPeople(
  sql: Sql,
  { pages, events, responses }: Omit<Found, "areNew">,
): Promise<string[] | null> {
  const rows = pages.flatMap(({ before, after }) => [...(before === undefined ? [] : [before]), after]);
  if (rows.some(({ source }) => source !== "people" && !LEADING.includes(source))) return null;
  const copies = events.flatMap(({ before, after }) => [...(before === undefined ? [] : [before]), after]);
  const addresses = [
    ...copies.flatMap(({ guests }) => guests.flatMap(addressesOfGuest)),
    ...responses.map(({ response }) => response.email ?? ""),
  ].map(addressKey);
  const [claims, byEvent, byCode] = await Promise.all([
    addressTable.read(sql, [...new Set(addresses)]),
    relationTable.sessionsByEvent(
      sql,
      copies.map(({ id }) => id),
    ),
    relationTable.sessionsByCode(
      sql,
      responses.map(({ response }) => codeIn(response)),
    ),
  ]);
  const sessions = [...byEvent, ...byCode].map(({ id }) => id);
  const led = await relationTable.listFrom(sql, [...new Set([...rows.map(({ id }) => id), ...sessions])]);
  // A session leads to its group, a group to its people.
  const further = await relationTable.listFrom(sql, [
    ...new Set([...led.map(({ toId }) => toId), ...rows.flatMap(leadsTo)]),
  ]);
  const people = rows.filter(({ source }) => source === "people").map(({ id }) => id);
  const found = [...people, ...rows.flatMap(leadsTo), ...[...led, ...further].map(({ toId }) => toId)];
  return pageTable.peopleAmong(sql, [...new Set([...found, ...claims.map(({ pageId }) => pageId)])]);
}

function leadsTo(row: Row): string[] {
  return ["members", "group", "owner"].flatMap(column => list(row, column));
}

/**
 * What of the mirror rounds are decided about by, where all that lives does not fit: everybody, the groups of rounds under way and to come
 * with their meetings, and of earlier rounds who was together. Of meetings it is read who was invited where that counts: of people who
 * say how many they take a week, or have not consented.
 */
export async function roundsMirror(
  sql: Sql,
  setCoordinators: readonly string[],
  forms: readonly KeptForm[],
  now: Instant,
): Promise<RunMirror> {
  const common = await pageTable.listLiving(sql, ["programmes"]);
  const { programmes } = snapshotOf({ ...NOTHING_HELD, rows: common });
  const begins = programmes.map(programme => {
    const [round] = roundsToForm(programme, localDate(now, programme.zone));
    return [programme.id, round?.number ?? Number.MAX_SAFE_INTEGER] as const;
  });
  const [people, groups, coordinators, addressClaims, past, responses, insights, discarded] = await Promise.all([
    pageTable.listLiving(sql, ["people"]),
    pageTable.listGroupsFrom(sql, new Map(begins)),
    coordinatorTable.list(sql),
    addressTable.list(sql),
    pastTable.readNear(sql),
    answerTable.listOfKind(sql, "needs"),
    insightTable.list(sql),
    discardedTable.list(sql),
  ]);
  const letters = await eventTable.listBeginning(sql, lettersBeginWith("change_offer"));
  const isRead = new Set(groups.map(({ id }) => id));
  const offered = letters.flatMap(({ id }) => parseLetterId(id)?.cause ?? []).filter(id => !isRead.has(id));
  groups.push(...(await pageTable.read(sql, [...new Set(offered)], "living")).values());
  const groupIds = groups.map(({ id }) => id);
  const ofGroups = await relationTable.listTo(sql, groupIds, ["sessions"]);
  const sessions = await pageTable.read(
    sql,
    ofGroups.map(({ fromId }) => fromId),
  );
  const counting = new Set(
    people.filter(({ values }) => values.sessionsAWeek != null || values.consent == null).map(({ id }) => id),
  );
  const isCounted = new Set(
    groups.filter(row => list(row, "members").some(id => counting.has(id))).map(({ id }) => id),
  );
  const counted = ofGroups.flatMap(({ fromId, toId }) => (isCounted.has(toId) ? fromId : []));
  const links = await linkTable.read(sql, counted);
  const causes = [...people, ...groups, ...sessions.values()].flatMap(row =>
    row.createdBy === "krug" ? [`words:${row.id}`] : causesAbout(row),
  );
  const [events, actedOn] = await Promise.all([
    eventTable.readAbout(sql, { ids: links.map(({ eventId }) => eventId), seriesIds: [] }),
    actedOnTable.readAbout(sql, [...ROUND_ACTS, ...causes, EVERYTHING_BEFORE]),
  ]);
  for (const [programmeId, number] of begins) {
    if (past.programmes.has(programmeId)) await pastTable.readGroups(sql, past, programmeId);
    const ended = await pastTable.listEnded(sql, programmeId, number);
    past.groups.set(programmeId, [...(past.groups.get(programmeId) ?? []), ...ended]);
  }
  const firsts = new Map(past.programmes);
  for (const [id, known] of past.groups) {
    const firstRound = known.reduce(
      (first, { round }) => Math.min(first, round),
      firsts.get(id)?.firstRound ?? Number.POSITIVE_INFINITY,
    );
    if (known.length > 0) firsts.set(id, { reports: 0, ...firsts.get(id), firstRound });
  }
  const rows = [...common, ...people, ...[...groups, ...sessions.values()].map(withoutWords)];
  const known = new Set([...rows.map(({ id }) => id), ...events.map(({ id }) => id), ...letters.map(({ id }) => id)]);
  const named = rows.flatMap(row =>
    ["members", "group", "programme", "facilitator"].flatMap(column => [
      ...list(row, column),
      ...asUnderstood(row, column),
    ]),
  );
  const parts = {
    rows: new CountedMap(rows.map(row => [row.id, row])),
    events: new CountedMap([...events, ...letters].map(event => [event.id, { ...event, description: "" }])),
    links: new CountedMap(links.map(link => [link.sessionId, link])),
    series: new CountedMap<string, Series>(),
    forms: new CountedMap(forms.map(form => [formKey(form), form])),
    responses: new CountedMap(responses.map(answer => [IDS.responses(answer), answer])),
    unopened: new Map(),
    waves: new CountedMap<string, KeptWave>(),
    notices: [],
    discarded: new CountedSet(discarded),
    keyOwners: new CountedMap(
      await pageKeyTable.read(
        sql,
        groups.flatMap(row => text(row, "key") || []),
      ),
    ),
    actedOn: new CountedMap(actedOn.map(act => [act.cause, act])),
    insights: new CountedMap(insights.map(insight => [insight.key, insight])),
    addressClaims,
    coordinators,
    pageChanges: await pageChangeTable.read(
      sql,
      common.map(({ id }) => id),
    ),
    past: { ...past, programmes: firsts },
    gaps: [],
    near: {
      isSlice: true as const,
      isOfRounds: true as const,
      pages: new Set([...common, ...people, ...groups, ...sessions.values()].map(({ id }) => id)),
      owners: new Set<string>(),
      people: new Set<string>(),
      known: new Set([...known, ...named, ...offered, EVERYTHING_BEFORE]),
      linked: new Set(sessions.keys()),
    },
  };
  return new RunMirror(parts, setCoordinators);
}

/** What nobody asks of a page who decides about rounds. */
const WORDS_OF_PAGES: readonly string[] = ["why", "agreement", "replies", "meet", "calendar", "feedback", "questions"];

/** The page without those columns, which most of it is. What people made is compared with other pages word by word: it stays whole. */
function withoutWords(row: Row): Row {
  if (row.createdBy !== "krug") return row;
  const values = Object.fromEntries(Object.entries(row.values).filter(([column]) => !WORDS_OF_PAGES.includes(column)));
  return { ...row, values };
}
