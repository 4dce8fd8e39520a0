// What it decides: what a programme's month comes to in words: who met, what was reached, what is on offer and what is sought.
// Idea: only what everybody in the programme may see; nothing from answers but figures that are public already.
// Source: docs/practices.md#what-is-on-offer; See docs/metrics.md#digest.

import type { Command } from "../../domain/command.ts";
import type { Goal } from "../../domain/goal.ts";
import { isAway, type Person } from "../../domain/person.ts";
import type { Programme } from "../../domain/programme.ts";
import { distinctSkills, skillIdentity } from "../../domain/skill.ts";
import { countedThanks } from "../../domain/thanks.ts";
import { list } from "../../domain/values/row.ts";
import { addDays, atLocal, type Instant, type LocalDate, localDate } from "../../domain/values/time.ts";
import { shownPoints } from "../../rules/insights/applies.ts";
import { type Fact, isHeld, presentIds } from "../../rules/metrics/facts.ts";
import type { Point } from "../../rules/metrics/points.ts";
import { participants, type Snapshot } from "../../state/snapshot.ts";
import type { Digest } from "../../words/digest.ts";
import type { Telling } from "../pass/planning.ts";

/** The figures a digest tells, where they are public. */
const TOLD = [
  "satisfaction",
  "supported",
  "held_rate",
  "active_share",
  "growth_points",
  "goals_on_track",
  "new_people_met",
];
const MOST_SKILLS = 12;
const MOST_SOUGHT = 6;
/** What is over waits for the next digest. */
const MOST_GOALS = 25;
const MOST_THANKS = 12;
const SOUGHT_BY = 2;

/** A month: its first day, and the first after it. */
interface Month {
  from: LocalDate;
  to: LocalDate;
}

/** The month before the one a day is in. */
function monthBefore(today: LocalDate): Month {
  const to = `${today.slice(0, 7)}-01`;
  return { from: `${addDays(to, -1).slice(0, 7)}-01`, to };
}

/** A programme's sessions and points, as its figures know them. */
interface Known {
  /** Those of the month at least. */
  sessions: readonly Fact<"sessions">[];
  points: readonly Point[];
  /** When people met first, by `pairKey`, where that is known beside the sessions; of those in `pairsToTell` at least. */
  firstMet?: ReadonlyMap<string, Instant>;
}

/**
 * What a month came to; null where nobody met, nothing was reached and nothing is offered or sought.
 *
 * The order of input is irrelevant.
 */
function digestOf(
  snapshot: Snapshot,
  programme: Programme,
  month: Month,
  known: Known & { toldGoalIds: ReadonlySet<string> },
): { digest: Digest; goalIds: string[] } | null {
  const people = participants(snapshot, programme.id);
  const goals = goalsReached(snapshot, people, known.toldGoalIds);
  const skills = offersAndSeeks(people, month.to, programme.topics);
  const met = metWithin(known, programme, month);
  const thanked = thanksWithin(snapshot, programme, people, month);
  const told = [goals, skills.offers, skills.sought, thanked.thanks].reduce((sum, all) => sum + all.length, 0);
  if (met.sessions + told + thanked.moreThanks === 0) return null;
  const nameOf = (id: string) => snapshot.people.get(id)?.name ?? "";
  const digest: Digest = {
    programme: programme.name,
    month: month.from,
    ...met,
    ...skills,
    ...thanked,
    reached: goals.map(goal => ({ title: goal.title, owners: named(goal.ownerIds.map(nameOf)) })),
    figures: figuresBy(programme, known.points, atLocal(month.to, 0, programme.zone)),
  };
  return { digest, goalIds: goals.map(goal => goal.id) };
}

function metWithin(
  { sessions, firstMet = new Map() }: Known,
  programme: Programme,
  month: Month,
): Pick<Digest, "sessions" | "people" | "newPairs"> {
  const here = heldIn(sessions, programme, month);
  const before = new Set(heldIn(sessions, programme, { from: "", to: month.from }).flatMap(pairsAt));
  const start = atLocal(month.from, 0, programme.zone);
  const hasMet = (pair: string) => before.has(pair) || (firstMet.get(pair) ?? start) < start;
  const pairs = new Set(here.flatMap(pairsAt).filter(pair => !hasMet(pair)));
  return { sessions: here.length, people: new Set(here.flatMap(presentIds)).size, newPairs: pairs.size };
}

function heldIn(sessions: readonly Fact<"sessions">[], { zone }: Programme, { from, to }: Month): Fact<"sessions">[] {
  const dayOf = (session: Fact<"sessions">) => localDate(session.startsAt, zone);
  return sessions.filter(isHeld).filter(session => dayOf(session) >= from && dayOf(session) < to);
}

/** Twos who were both there. */
function pairsAt(session: Fact<"sessions">): string[] {
  return twosOf(session).map(pairKey);
}

function twosOf(session: Fact<"sessions">): (readonly [string, string])[] {
  const people = presentIds(session);
  return people.flatMap((one, index) => people.slice(index + 1).map(other => [one, other] as const));
}

/** Two people as a digest knows them, in the order of `pairsToTell`. */
export function pairKey([one, other]: readonly [string, string]): string {
  return `${one} ${other}`;
}

/** Thanks that count, as they do in the figures; without consent of both they are only counted. */
function thanksWithin(
  snapshot: Snapshot,
  programme: Programme,
  people: readonly Person[],
  { from, to }: Month,
): Pick<Digest, "thanks" | "moreThanks"> {
  const ids = new Set(people.map(person => person.id));
  const start = atLocal(from, 0, programme.zone);
  const end = atLocal(to, 0, programme.zone);
  const counted = countedThanks(snapshot.thanks, id => ids.has(id)).filter(one => one.at >= start && one.at < end);
  const byId = new Map(snapshot.thanks.map(one => [one.id, one]));
  const isNamed = (id: string) => snapshot.people.get(id)?.showThanks === true;
  const named = counted.filter(
    one => (isNamed(one.fromId) || byId.get(one.thanksId)?.mayBeShown === true) && isNamed(one.toId),
  );
  const thanks = named
    .map(thanks => ({
      from: snapshot.people.get(thanks.fromId)?.name ?? "",
      to: snapshot.people.get(thanks.toId)?.name ?? "",
      what: byId.get(thanks.thanksId)?.title ?? "",
    }))
    .slice(0, MOST_THANKS);
  return { thanks, moreThanks: counted.length - thanks.length };
}

function goalsReached(snapshot: Snapshot, people: readonly Person[], told: ReadonlySet<string>): Goal[] {
  const ids = new Set(people.map(person => person.id));
  return snapshot.goals
    .filter(goal => goal.status === "done" && !goal.confidential && !told.has(goal.id))
    .filter(goal => goal.ownerIds.some(id => ids.has(id)))
    .sort((a, b) => (a.title === b.title ? (a.id < b.id ? -1 : 1) : a.title < b.title ? -1 : 1))
    .slice(0, MOST_GOALS);
}

/**
 * What people write on their pages, who are there on a day: skills the organisation wants to spread first, then what is offered most,
 * then by the alphabet. Of a skill those who would like to help come first.
 */
function offersAndSeeks(
  people: readonly Person[],
  day: LocalDate,
  topics: readonly string[],
): Pick<Digest, "offers" | "sought"> {
  const identity = skillIdentity();
  const wanted = new Set(topics.map(identity));
  const there = people.filter(person => !isAway(person, day));
  // Who writes a skill in two spellings counts once, with the last.
  const writtenBy = (skills: readonly string[], name: string) =>
    [...new Map(skills.map(skill => [identity(skill), skill])).values()].map(skill => ({ skill, name }));
  const willing = new Set(there.filter(one => one.wantsToMentor).map(one => one.name));
  const offered = Map.groupBy(
    there.flatMap(one => writtenBy(one.offers, one.name)),
    one => identity(one.skill),
  );
  const sought = Map.groupBy(
    there.flatMap(one => writtenBy(one.seeks, one.name)),
    one => identity(one.skill),
  );
  const spelt = (all: readonly { skill: string }[]) => distinctSkills(all.map(one => one.skill).sort())[0] ?? "";
  const byWeight = <T extends { skill: string }>(all: T[], weight: (one: T) => number) =>
    all.sort(
      (a, b) =>
        Number(wanted.has(identity(b.skill))) - Number(wanted.has(identity(a.skill))) ||
        weight(b) - weight(a) ||
        (a.skill < b.skill ? -1 : 1),
    );
  const offers = [...offered.values()].map(all => {
    const names = named(all.map(({ name }) => name));
    const first = names.filter(name => willing.has(name));
    return { skill: spelt(all), names: [...first, ...names.filter(name => !willing.has(name))] };
  });
  const lacking = [...sought]
    .filter(([skill, all]) => !offered.has(skill) && all.length >= SOUGHT_BY)
    .map(([, all]) => ({ skill: spelt(all), people: all.length }));
  return {
    offers: byWeight(offers, offer => offer.names.length).slice(0, MOST_SKILLS),
    sought: byWeight(lacking, one => one.people).slice(0, MOST_SOUGHT),
  };
}

function figuresBy(programme: Programme, points: readonly Point[], end: Instant): Digest["figures"] {
  const ended = shownPoints(points, programme, end).filter(
    point => point.programmeId === programme.id && point.isPublic && point.skill === null && point.period.to <= end,
  );
  const latest = ended.reduce((last, point) => Math.max(last, point.period.number), -1);
  const told = ended.filter(point => point.period.number === latest && TOLD.includes(point.metricId));
  const [first] = told;
  if (first === undefined) return null;
  return {
    from: localDate(first.period.from, programme.zone),
    to: addDays(localDate(first.period.to, programme.zone), -1),
    points: told
      .map(point => ({
        metricId: point.metricId,
        value: point.value,
        n: point.n,
        change: point.change,
        ...(point.count === undefined ? {} : { count: point.count }),
      }))
      .sort((a, b) => TOLD.indexOf(a.metricId) - TOLD.indexOf(b.metricId)),
  };
}

function named(names: readonly string[]): string[] {
  return names.filter(name => name !== "").sort((a, b) => a.localeCompare(b));
}

/** A month is told in its next one's first days; what was missed then stays untold. */
const TOLD_WITHIN_DAYS = 7;

/** The month that is to be told of now, and the key of its page; null where there is none, or it was told. */
export function monthToTell(
  { snapshot, now }: Pick<Telling, "snapshot" | "now">,
  programme: Programme,
  page: "digest" | "sponsors" = "digest",
): { month: Month; key: string } | null {
  const today = localDate(now, programme.zone);
  const month = monthBefore(today);
  const key = `${page}:${programme.id}:${month.from.slice(0, 7)}`;
  const isOver = programme.startsOn >= month.to || (programme.endsOn !== null && programme.endsOn < month.from);
  if (programme.status === "draft" || isOver || Number(today.slice(8)) > TOLD_WITHIN_DAYS) return null;
  return snapshot.keyed.has(key) || snapshot.discarded.has(key) ? null : { month, key };
}

/** True where a digest is to be told now (`decideDigest`), if there is anything to tell. */
export function isDigestDue(telling: Pick<Telling, "snapshot" | "now">, programme: Programme): boolean {
  return monthToTell(telling, programme) !== null;
}

/** Those two and two who were at a session of the month that is told of now, each once, of a programme's sessions. */
export function pairsToTell(
  programme: Programme,
  sessions: readonly Fact<"sessions">[],
  now: Instant,
): (readonly [string, string])[] {
  const here = heldIn(sessions, programme, monthBefore(localDate(now, programme.zone)));
  return [...new Map(here.flatMap(twosOf).map(pair => [pairKey(pair), pair])).values()];
}

/** The page that tells a programme's last month, made once; what people write on it stays. */
export function decideDigest({ snapshot, now, words }: Telling, programme: Programme, known: Known): Command[] {
  const due = monthToTell({ snapshot, now }, programme);
  if (due === null) return [];
  const { month, key } = due;
  const told = digestOf(snapshot, programme, month, { ...known, toldGoalIds: goalsToldOf(snapshot) });
  if (told === null) return [];
  const { title, body } = words.digest(told.digest, programme.language);
  return [
    {
      kind: "create_page",
      key,
      source: "digests",
      values: {
        title,
        programme: [programme.id],
        month: { start: month.from, end: null },
        reached: told.goalIds,
        key,
      },
      body,
    },
  ];
}

function goalsToldOf(snapshot: Snapshot): Set<string> {
  const digests = [...snapshot.rows.values()].filter(row => row.source === "digests");
  return new Set(digests.flatMap(row => list(row, "reached")));
}
