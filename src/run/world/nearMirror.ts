import { EVERYTHING_BEFORE } from "../../core/domain/actedOn.ts";
import type { AddressClaim } from "../../core/domain/addresses.ts";
import { addressesOfGuest } from "../../core/domain/event.ts";
import { formKey } from "../../core/domain/form.ts";
import { addressesOn } from "../../core/domain/person.ts";
import { propertiesOf } from "../../core/domain/schema.ts";
import { sessionCode } from "../../core/domain/session.ts";
import { addressKey } from "../../core/domain/values/address.ts";
import { timesOf } from "../../core/domain/values/maps.ts";
import { list, type Row, type SourceKey, text } from "../../core/domain/values/row.ts";
import { parseHelpKey } from "../../core/plan/board/board.ts";
import { IDS } from "../../core/state/mirror.ts";
import { causesAbout, isPlain, type Touched } from "../../core/state/near.ts";
import type { Sql } from "../../store/database/sql.ts";
import { readTogether } from "../../store/database/together.ts";
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
import { waveTable } from "../../store/mirror/waves.ts";
import { addressTable } from "../../store/people/addresses.ts";
import { coordinatorTable } from "../../store/people/coordinators.ts";
import { CountedMap, CountedSet, RunMirror } from "./mirror.ts";

/** What a programme suggests goes by the last wave with a result. */
export const WAVES_EACH = 3;

/** The pages around a small change. */
interface Ground {
  /** The groups that are decided about, and their sessions. */
  groups: string[];
  sessions: string[];
  /** The members of those groups, and whose pages and goals were touched. */
  people: string[];
  /** Their goals and steps; and, where the time of a meeting changed, their other groups and what these have planned. */
  around: string[];
}

/**
 * What of the mirror lies near a small change (core/state/near.ts): its pages, the groups of its people with their meetings,
 * events, agreements and answers, and of what these people do besides, the pages. Null where something of it is not as plain as it
 * seemed: all that lives is to be read.
 */
export async function nearMirror(
  sql: Sql,
  setCoordinators: readonly string[],
  touched: Touched,
  forms: readonly KeptForm[],
): Promise<RunMirror | null> {
  const reading = readTogether(sql);
  const ground = await groundOf(reading, touched);
  if (ground === null) return null;
  const { groups, people } = ground;
  const series = await seriesTable.readOf(reading, groups);
  const sessions = [...new Set([...ground.sessions, ...series.flatMap(one => Object.values(one.sessions))])];
  const pages = [...new Set([...touched.pages, ...groups, ...sessions])];
  const asked = new Set([...pages, ...people, ...ground.around]);
  const [rows, common, links, answers, coordinators, past, insights, waves] = await Promise.all([
    pageTable.read(reading, [...asked]),
    pageTable.listLiving(reading, ["programmes", "resources"]),
    linkTable.read(reading, sessions),
    answerTable.readAbout(reading, sessions.map(sessionCode)),
    coordinatorTable.list(reading),
    pastTable.readNear(reading),
    insightTable.listBearing(reading),
    waveTable.listLast(reading, WAVES_EACH * forms.filter(({ kind }) => kind === "pulse").length),
  ]);
  const own = pages.flatMap(id => rows.get(id) ?? []);
  // Who meets over a question of the help board has to do with the whole board.
  if (own.some(row => !isPlain(row) || parseHelpKey(text(row, "key")) !== null)) return null;
  // What recurs has a series under its own id, and an event where it is single again.
  const seriesIds = series.map(({ id }) => id);
  const eventIds = [...new Set([...touched.events, ...links.map(({ eventId }) => eventId), ...seriesIds])];
  const named = new Set([...own, ...common].flatMap(namedOn).filter(id => !asked.has(id)));
  const events = await eventTable.readAbout(reading, { ids: eventIds, seriesIds });
  const guests = events.flatMap(({ guests }) => guests.flatMap(addressesOfGuest).map(addressKey));
  const more = await pageTable.read(
    reading,
    [...named].filter(id => !rows.has(id)),
  );
  const read = [...rows.values(), ...common, ...more.values()];
  const addressClaims = await claimsOn(reading, {
    shown: [...read.flatMap(shownOn), ...coordinators.map(({ email }) => addressKey(email))],
    met: [...guests, ...touched.addresses],
  });
  if (addressClaims === null) return null;
  const claimants = addressClaims.map(({ pageId }) => pageId).filter(id => !rows.has(id) && !more.has(id));
  const strangers = await pageTable.read(reading, [...new Set(claimants)]);
  const all = [...read, ...strangers.values()];
  if (![...more.values(), ...strangers.values()].every(isPlain)) return null;
  const keys = own.flatMap(row => text(row, "key") || []);
  const programmeIds = common.flatMap(({ id, source }) => (source === "programmes" ? id : []));
  const [notices, keyOwners, pageChanges, actedOn, discarded] = await Promise.all([
    noticeTable.read(reading, pages),
    pageKeyTable.read(reading, keys),
    pageChangeTable.read(reading, [...pages, ...ground.around, ...programmeIds]),
    actedOnTable.readAbout(reading, [...own.flatMap(causesAbout), EVERYTHING_BEFORE]),
    discardedTable.listOf(reading, groups),
  ]);
  // The first day of a programme that was moved goes by all of its groups.
  if (pageChanges.some(({ what }) => what === "start")) return null;
  const known = new Set([...asked, ...all.map(({ id }) => id), ...claimants, ...named, ...eventIds, EVERYTHING_BEFORE]);
  const parts = {
    rows: new CountedMap(all.map(row => [row.id, row])),
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
    addressClaims,
    coordinators,
    pageChanges,
    past,
    gaps: [],
    near: {
      isSlice: false,
      pages: new Set(pages),
      owners: new Set(people),
      people: new Set(touched.isOfTime ? people : []),
      known,
      linked: new Set<string>(),
    },
  };
  return new RunMirror(parts, setCoordinators);
}

/** Null where what was touched leads to no group, or more than one session is meant. */
async function groundOf(sql: Sql, touched: Touched): Promise<Ground | null> {
  const [byCode, byEvent, led] = await Promise.all([
    relationTable.sessionsByCode(sql, touched.codes),
    relationTable.sessionsByEvent(sql, touched.events),
    relationTable.listFrom(sql, touched.pages),
  ]);
  if (byCode.length !== touched.codes.length || byEvent.length !== touched.events.length) return null;
  const met = [...byCode, ...byEvent].map(({ id }) => id);
  const ofMet = await relationTable.listFrom(sql, met);
  if (met.some(id => !ofMet.some(({ fromId }) => fromId === id))) return null;
  const leadsTo = (source: SourceKey) => [...led, ...ofMet].flatMap(one => (one.source === source ? one.toId : []));
  const people = [...touched.people, ...leadsTo("roadmap"), ...leadsTo("steps")];
  const theirs = await relationTable.listTo(sql, people, ["groups"]);
  const groups = [...new Set([...leadsTo("sessions"), ...theirs.map(({ fromId }) => fromId)])];
  const [members, sessions] = await Promise.all([
    relationTable.listFrom(sql, groups),
    relationTable.listTo(sql, groups, ["sessions"]),
  ]);
  const all = [...new Set([...people, ...members.map(({ toId }) => toId)])];
  const around = await relationTable.listTo(sql, all, [
    "roadmap",
    "steps",
    ...(touched.isOfTime ? (["groups"] as const) : []),
  ]);
  const others = around.flatMap(({ source, fromId }) => (source === "groups" ? fromId : []));
  const planned = await relationTable.listTo(sql, [...new Set(others)], ["sessions"]);
  return {
    groups,
    sessions: sessions.map(({ fromId }) => fromId),
    people: all,
    around: [...around, ...planned].map(({ fromId }) => fromId),
  };
}

/** Who has, and had, some addresses; null where two pages have or had one, or nobody has one of those that were `met`. */
async function claimsOn(
  sql: Sql,
  { shown, met }: { shown: readonly string[]; met: readonly string[] },
): Promise<readonly AddressClaim[] | null> {
  const claims = await addressTable.read(sql, [...new Set([...shown, ...met])]);
  const times = timesOf(claims.map(({ address }) => address));
  return met.every(address => times.has(address)) && [...times.values()].every(n => n === 1) ? claims : null;
}

/** The addresses that a page of *People* shows, in `addressKey` form; none for another page. */
export function shownOn(row: Row): string[] {
  if (row.source !== "people") return [];
  const { email, others } = addressesOn(row);
  return [email, ...others].filter(address => address !== "").map(addressKey);
}

/** The pages of people and groups that a page names. */
export function namedOn(row: Row): string[] {
  return Object.entries(propertiesOf(row.source)).flatMap(([column, { relatesTo }]) =>
    relatesTo === "people" || relatesTo === "groups" ? list(row, column) : [],
  );
}
