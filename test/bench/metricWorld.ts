import { atLocal, DAY, HOUR, type Instant } from "../../src/core/domain/values/time.ts";
import { type IndexedFact, indexedFacts } from "../../src/core/rules/metrics/factIndex.ts";
import { emptyFacts, type Fact } from "../../src/core/rules/metrics/facts.ts";
import { PERIOD_DAYS, type Period, periodsOf } from "../../src/core/rules/metrics/periods.ts";
import { type Random, randomOf } from "./random.ts";

/** Programmes of circles of four that meet every week, on weekdays by turns, and are formed anew every twelve weeks. */
export interface MetricWorld {
  programmes: number;
  people: number;
  weeks: number;
}

const STARTS = "2027-01-04";
const ZONE = "Europe/Sofia";
const START = atLocal(STARTS, 0, ZONE);
const CIRCLE = 4;
const ROUND_WEEKS = 12;
const SKILLS = ["testing", "design", "writing"];
const ASSESSED_EVERY_WEEKS = 4;

export function periodsUntil(asOf: Instant): Period[] {
  return periodsOf({ startsOn: STARTS, endsOn: null, zone: ZONE }, asOf);
}

/** The midnight on which a day of the world begins. */
export function dayAt(day: number): Instant {
  return START + day * DAY;
}

/** What happened in one programme from one day to another, `to` excluded, at home in its periods; the same whenever it is asked for. */
export function happened(world: MetricWorld, programmeId: string, from: number, to: number): IndexedFact[] {
  const facts = emptyFacts(dayAt(to));
  for (let day = from; day < to; day += 1) addDay(facts, world, programmeId, day);
  return indexedFacts(facts, periodsUntil(dayAt(to)));
}

type Growing = ReturnType<typeof emptyFacts>;

function addDay(facts: Growing, world: MetricWorld, programmeId: string, day: number): void {
  const random = randomOf(`${programmeId} ${day}`);
  const [week, weekday] = [Math.floor(day / 7), day % 7];
  if (day === 0) addMembers(facts, world, programmeId);
  if (day % PERIOD_DAYS === 1) addLooks(facts, world, programmeId, day);
  for (let circle = weekday; weekday < 5 && circle < world.people / CIRCLE; circle += 5)
    addSession(facts, random, programmeId, day, membersOf(world, circle, week), circle);
  if (week % ASSESSED_EVERY_WEEKS === 0)
    for (let person = weekday; person < world.people; person += 7)
      facts.selfAssessments.push({
        programmeId,
        personId: personId(person),
        at: dayAt(day) + 9 * HOUR,
        levels: Object.fromEntries(SKILLS.map(skill => [skill, random.whole(1, 5)])),
        confidence: random.whole(1, 5),
      });
  for (let question = 0; weekday < 5 && question < 2; question += 1)
    facts.requests.push({
      id: `${day}-${question}`,
      programmeId,
      askerId: personId(random.whole(0, world.people - 1)),
      skill: SKILLS[random.whole(0, 2)] ?? null,
      askedAt: dayAt(day) + 10 * HOUR,
      helperAt: dayAt(day) + 12 * HOUR,
      resolvedAt: dayAt(day) + 15 * HOUR,
      seenUntil: dayAt(day) + 15 * HOUR,
    });
}

function personId(person: number): string {
  return `person-${String(person).padStart(5, "0")}`;
}

/** Everybody moves on by a stride of their own each round, so that circles mix. */
function membersOf({ people }: MetricWorld, circle: number, week: number): string[] {
  const round = Math.floor(week / ROUND_WEEKS);
  const circles = people / CIRCLE;
  return Array.from({ length: CIRCLE }, (_, seat) => {
    const place = (((circle - seat * round) % circles) + circles) % circles;
    return personId(seat * circles + place);
  });
}

function addMembers(facts: Growing, world: MetricWorld, programmeId: string): void {
  for (let person = 0; person < world.people; person += 1)
    facts.memberships.push({
      programmeId,
      personId: personId(person),
      joinedAt: START,
      leftAt: null,
      firstSessionAt: START + 30 * HOUR,
      seenUntil: START + 30 * HOUR,
    });
}

function addLooks(facts: Growing, world: MetricWorld, programmeId: string, day: number): void {
  for (let person = 0; person < world.people; person += 1)
    facts.people.push({
      programmeId,
      personId: personId(person),
      seenAt: dayAt(day) + HOUR,
      state: "in",
      hasGroup: true,
      promised: 4,
    });
}

function addSession(
  facts: Growing,
  random: Random,
  programmeId: string,
  day: number,
  memberIds: string[],
  circle: number,
): void {
  const endsAt = dayAt(day) + 15 * HOUR;
  const id = `${day}-${circle}`;
  const session: Fact<"sessions"> = {
    id,
    programmeId,
    kind: "session",
    memberIds,
    startsAt: endsAt - HOUR,
    endsAt,
    status: "met",
    declinedIds: [],
    cameIds: memberIds,
    groupId: `group-${circle}`,
    facilitatorId: memberIds[Math.floor(day / 7) % CIRCLE] ?? null,
    hasQuestion: random.uniform() < 0.7,
  };
  facts.sessions.push(session);
  for (const person of memberIds) {
    const solved = random.uniform() < 0.1 ? "fully" : "no";
    const answer: Fact<"feedback"> = {
      programmeId,
      sessionId: id,
      personId: person,
      endedAt: endsAt,
      at: endsAt + HOUR,
      useful: random.whole(2, 5),
      advice: solved === "fully",
      endedInTime: random.uniform() < 0.8,
      minutes: random.whole(40, 70),
      solved,
      solvedBefore: "no",
    };
    facts.feedback.push(answer);
    if (solved === "fully")
      for (const helperId of memberIds)
        if (helperId !== person) facts.helps.push({ programmeId, helperId, helpedId: person, about: id, at: endsAt });
  }
}

/** The sessions and answers of so many days. */
export function counted(facts: readonly IndexedFact[]): { sessions: number; answers: number } {
  const sessions = new Set(facts.filter(one => one.kind === "sessions").map(one => one.id)).size;
  const answers = facts.filter(one => one.kind === "feedback" || one.kind === "selfAssessments").length;
  return { sessions, answers };
}
