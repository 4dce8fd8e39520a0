import { type Goal, goalHealth } from "../../domain/goal.ts";
import { isAwayAt, type Person } from "../../domain/person.ts";
import type { Programme } from "../../domain/programme.ts";
import { markOf } from "../../domain/values/hash.ts";
import { addDays, atLocal, DAY, type Instant, localDate } from "../../domain/values/time.ts";
import { periodNumberAt } from "../../rules/metrics/factIndex.ts";
import { type Fact, isWithin } from "../../rules/metrics/facts.ts";
import { firstSessionsOf } from "../../rules/metrics/firstOccurrences.ts";
import { PERIOD_DAYS, type Period, periodsOf } from "../../rules/metrics/periods.ts";
import { participants, type Snapshot } from "../../state/snapshot.ts";

/** Goals and people as they were seen before: their pages keep no history. */
export interface Observations {
  goals: readonly Fact<"goals">[];
  people: readonly Fact<"people">[];
  /** When the first session began that people of the programme were at, of those that are settled; absent where none is. */
  firstSessions?: ReadonlyMap<string, Instant>;
}

/** What is seen of goals and people now and was not seen before; nothing before the first period and after the last. */
export function observationsNow(
  snapshot: Snapshot,
  programme: Programme,
  observations: Observations,
  now: Instant,
): Observations {
  const period = periodsOf(programme, now).at(-1);
  if (period === undefined || now >= period.to) return { goals: [], people: [] };
  return {
    goals: newObservations(observations.goals, goalsNow(snapshot, programme, now), period),
    people: newObservations(observations.people, peopleNow(snapshot, programme, observations.people, now), period),
  };
}

type Observation = Fact<"goals"> | Fact<"people">;

/** Those observations that tell something the last one kept in the period does not: an unchanged goal or person is not written down again. */
function newObservations<L extends Observation>(kept: readonly Observation[], now: readonly L[], period: Period): L[] {
  const inOrder = kept.filter(({ seenAt }) => isWithin(seenAt, period)).sort((a, b) => a.seenAt - b.seenAt);
  const last = new Map(inOrder.map(observation => [aboutOf(observation), observation]));
  return now.filter(observation => {
    const latest = last.get(aboutOf(observation));
    return latest === undefined || markOf({ ...latest, seenAt: 0 }) !== markOf({ ...observation, seenAt: 0 });
  });
}

function aboutOf(observation: Observation): string {
  return `${observation.programmeId} ${"id" in observation ? observation.id : observation.personId}`;
}

/**
 * The looks at a programme's people and goals in the periods before one, which no rule needs any more beside the facts that are kept of
 * them. When each person left first, and each goal was done first, is asked for good: their looks of those periods are left out.
 */
export function settledObservations(
  observations: Observations,
  programmeId: string,
  periods: readonly Period[],
  before: number,
): Observations {
  const settled = <L extends Observation>(looks: readonly L[], isLasting: (look: L) => boolean): L[] => {
    const own = looks.filter(look => look.programmeId === programmeId).sort((a, b) => a.seenAt - b.seenAt);
    const placeOf = (look: L) => `${aboutOf(look)} ${periodNumberAt(look.seenAt, periods)}`;
    const first = new Map<string, L>();
    for (const look of own.filter(isLasting)) if (!first.has(aboutOf(look))) first.set(aboutOf(look), look);
    const kept = new Set([...first.values()].map(placeOf));
    return own.filter(look => periodNumberAt(look.seenAt, periods) < before && !kept.has(placeOf(look)));
  };
  return {
    goals: settled(observations.goals, ({ health }) => health === "done"),
    people: settled(observations.people, ({ state }) => state === "left"),
  };
}

/** The goals of a programme's people as they stand now. */
function goalsNow(snapshot: Snapshot, programme: Programme, now: Instant): Fact<"goals">[] {
  const ids = new Set(participants(snapshot, programme.id).map(person => person.id));
  return snapshot.goals
    .filter(goal => goal.ownerIds.some(id => ids.has(id)))
    .map(goal => goalFact(goal, programme, now));
}

/** A goal as it stands at a moment, on the calendar of its programme's zone. */
function goalFact(goal: Goal, programme: { id: string; zone: string }, at: Instant): Fact<"goals"> {
  const today = localDate(at, programme.zone);
  const isOpen = goal.status === "todo" || goal.status === "doing";
  return {
    id: goal.id,
    programmeId: programme.id,
    seenAt: at,
    health: goalHealth(goal, today),
    isOverdue: isOpen && goal.dueOn !== null && today > goal.dueOn,
  };
}

/** The programme's people as they stand now; `observations` are earlier ones. Empty when no period has begun. */
function peopleNow(
  snapshot: Snapshot,
  programme: Programme,
  observations: readonly Fact<"people">[],
  now: Instant,
): Fact<"people">[] {
  const period = periodsOf(programme, now).at(-1);
  if (period === undefined || now >= period.to) return [];
  const grouped = new Set(
    [...snapshot.groups.values()]
      .filter(group => group.programmeId === programme.id && group.status === "active")
      .flatMap(group => group.memberIds),
  );
  const step = 7 * programme.everyWeeks * DAY;
  const end = programme.endsOn === null ? now : atLocal(addDays(programme.endsOn, 1), 0, programme.zone);
  const seenOf = Map.groupBy(
    observations.filter(({ programmeId, seenAt }) => programmeId === programme.id && seenAt >= period.from),
    observation => observation.personId,
  );
  return members(snapshot, programme).map(person => {
    const before = (seenOf.get(person.id) ?? []).sort((a, b) => a.seenAt - b.seenAt).at(-1);
    const state = person.status === "left" ? "left" : isAwayAt(person, now) ? "on_leave" : "in";
    const since = Math.max(period.from, joinedAt(person.consentedOn, programme));
    const promised = Math.max(0, Math.floor((Math.min(now, end) - since) / step));
    return {
      programmeId: programme.id,
      personId: person.id,
      seenAt: now,
      state,
      hasGroup: grouped.has(person.id),
      promised: state === "in" ? promised : (before?.promised ?? 0),
    };
  });
}

/** People who consented and take part in the programme, or did and left. */
function members(snapshot: Snapshot, programme: Programme): (Person & { consentedOn: string })[] {
  return [...snapshot.people.values()].flatMap(person =>
    person.consentedOn !== null && person.programmeIds.includes(programme.id)
      ? [{ ...person, consentedOn: person.consentedOn }]
      : [],
  );
}

/** Days a start is followed beyond its period; people still waiting then count as waiting. */
const FOLLOWED_DAYS = PERIOD_DAYS;

/** Each person's way into the programme; that they left is known from the day they were first seen so. */
export function membershipFacts(
  snapshot: Snapshot,
  programme: Programme,
  {
    sessions,
    people: observations,
    firstSessions,
  }: { sessions: readonly Fact<"sessions">[] } & Pick<Observations, "people" | "firstSessions">,
  now: Instant,
): Fact<"memberships">[] {
  const first = firstSessionsOf(sessions.filter(({ endsAt }) => endsAt <= now));
  for (const [id, at] of firstSessions ?? []) first.set(id, Math.min(at, first.get(id) ?? at));
  const left = new Map<string, Instant>();
  for (const { personId, state, seenAt } of observations)
    if (state === "left") left.set(personId, Math.min(seenAt, left.get(personId) ?? seenAt));
  const periods = periodsOf(programme, now);
  return members(snapshot, programme).map(({ id, consentedOn }) => {
    const joined = joinedAt(consentedOn, programme);
    const period = periods.find(period => joined < period.to);
    const followed = (period?.to ?? joined) + FOLLOWED_DAYS * DAY;
    const firstSessionAt = first.get(id) ?? null;
    const leftAt = left.get(id) ?? null;
    const seenUntil = Math.min(now, followed, leftAt ?? now, firstSessionAt ?? now);
    return { programmeId: programme.id, personId: id, joinedAt: joined, leftAt, firstSessionAt, seenUntil };
  });
}

/** The day they consented, and not before the programme began. */
function joinedAt(consentedOn: string, programme: Programme): Instant {
  const day = consentedOn > programme.startsOn ? consentedOn : programme.startsOn;
  return atLocal(day, 0, programme.zone);
}
