import fc from "fast-check";
import { DAY, HOUR } from "../../../../src/core/domain/values/time.ts";
import { emptyFacts, type Fact, type FactKind, type Facts } from "../../../../src/core/rules/metrics/facts.ts";
import {
  aClosing,
  aGoal,
  aHelp,
  aMembership,
  anAnswer,
  aPerson,
  aPulse,
  aRequest,
  aSession,
  levels,
  onDay,
  START,
} from "./builders.ts";

const PEOPLE = ["ana", "boris", "vera", "gleb", "dara"];
const someone = fc.constantFrom(...PEOPLE);
const some = fc.subarray(PEOPLE);
const day = fc.integer({ min: -3, max: 80 });
const five = fc.integer({ min: 1, max: 5 });
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const degree = fc.constantFrom("no" as const, "partly" as const, "fully" as const);

/** Any fact of each kind, of a small world in which things meet. */
export const ANY_FACT: { [K in FactKind]: fc.Arbitrary<Fact<K>> } = {
  sessions: fc
    .record({
      id: fc.integer({ min: 0, max: 30 }),
      memberIds: some,
      declinedIds: some,
      cameIds: some,
      status: fc.constantFrom(
        "planned" as const,
        "met" as const,
        "met" as const,
        "not_met" as const,
        "unreported" as const,
      ),
      facilitatorId: maybe(someone),
      groupId: maybe(fc.constantFrom("g1", "g2")),
      hasQuestion: fc.boolean(),
    })
    .map(({ id, ...rest }) => aSession({ ...rest, id: `s${id}`, day: (id * 7) % 83 })),
  feedback: fc
    .record({
      session: fc.integer({ min: 0, max: 30 }),
      personId: someone,
      useful: maybe(five),
      advice: maybe(fc.boolean()),
      applied: fc.constantFrom("yes" as const, "partly" as const, "no" as const, undefined),
      endedInTime: maybe(fc.boolean()),
      minutes: maybe(fc.nat(90)),
      solved: maybe(degree),
      solvedBefore: maybe(degree),
      after: fc.nat(100),
    })
    .map(({ session, personId, after, ...rest }) => {
      const endedAt = onDay((session * 7) % 83) + HOUR;
      return anAnswer(`s${session}`, personId, { ...rest, endedAt, at: endedAt + after * HOUR });
    }),
  selfAssessments: fc
    .record({ personId: someone, day, testing: maybe(five), design: maybe(five), confidence: maybe(five) })
    .map(({ personId, day: on, testing, design, confidence }) => ({
      ...levels(personId, on, {
        ...(testing === null ? {} : { testing }),
        ...(design === null ? {} : { design }),
      }),
      confidence,
    })),
  pulses: fc
    .tuple(
      fc.array(fc.record({ satisfaction: five, supported: five, safety: five, recommend: fc.nat(10) }), {
        maxLength: 14,
      }),
      fc.nat(80),
    )
    .map(([answers, on]) => aPulse(answers, { day: on })),
  waves: fc
    .record({ key: fc.constantFrom("a", "b", "c"), asked: fc.nat(9), answers: fc.nat(12) })
    .map(wave => ({ ...wave, programmeId: "p", closesAt: START + (wave.key.charCodeAt(0) - 96) * 20 * DAY })),
  goals: fc
    .tuple(
      fc.constantFrom("x", "y"),
      fc.constantFrom("done" as const, "on_track" as const, "off_track" as const, null),
      fc.nat(80),
    )
    .map(([id, health, on]) => aGoal(id, health, { seenAt: onDay(on), isOverdue: health === "off_track" })),
  people: fc
    .record({
      personId: someone,
      on: fc.nat(80),
      state: fc.constantFrom("in" as const, "in" as const, "on_leave" as const, "left" as const),
      hasGroup: fc.boolean(),
      promised: fc.nat(4),
    })
    .map(({ personId, on, ...rest }) => aPerson(personId, { ...rest, seenAt: onDay(on) })),
  memberships: fc
    .record({ personId: someone, stayed: maybe(fc.nat(100)), waited: maybe(fc.nat(40)) })
    .map(({ personId, stayed, waited }) => {
      const joinedAt = START - DAY + PEOPLE.indexOf(personId) * 9 * DAY;
      return aMembership(personId, {
        joinedAt,
        leftAt: stayed === null ? null : joinedAt + stayed * DAY,
        firstSessionAt: waited === null ? null : joinedAt + waited * DAY,
        seenUntil: joinedAt + 30 * DAY,
      });
    }),
  requests: fc
    .record({
      id: fc.integer({ min: 0, max: 12 }),
      askerId: someone,
      skill: maybe(fc.constantFrom("testing", "design")),
      helped: maybe(fc.nat(40)),
      resolved: maybe(fc.nat(60)),
    })
    .map(({ id, askerId, skill, helped, resolved }) => {
      const askedAt = onDay((id * 11) % 80);
      const after = (days: number | null) => (days === null ? null : askedAt + days * DAY);
      const [helperAt, resolvedAt] = [after(helped), after(resolved)];
      return aRequest(`r${id}`, { askerId, skill, askedAt, helperAt, resolvedAt, seenUntil: askedAt + 50 * DAY });
    }),
  comments: fc
    .record({ id: fc.nat(20), personId: someone })
    .map(({ id, personId }) => ({ id: `c${id}`, programmeId: "p", personId, at: onDay((id * 13) % 80) })),
  helps: fc
    .record({ helper: someone, helped: someone, about: fc.nat(20) })
    .map(({ helper, helped, about }) => aHelp(helper, helped, `s${about}`, (about * 7) % 80)),
  thanks: fc
    .record({ fromId: someone, toId: someone, on: fc.nat(80) })
    .map(({ fromId, toId, on }) => ({ programmeId: "p", fromId, toId, at: onDay(on) })),
  visits: fc
    .record({ event: fc.nat(5), personId: someone, came: maybe(fc.boolean()) })
    .map(({ event, personId, came }) => ({
      programmeId: "p",
      eventId: `e${event}`,
      personId,
      endsAt: onDay(event * 15),
      came,
    })),
  closings: fc
    .record({
      personId: someone,
      projects: maybe(fc.nat(3)),
      courses: maybe(fc.nat(3)),
      certificates: maybe(fc.nat(3)),
      newRole: maybe(fc.boolean()),
      weeksToFeelAtHome: maybe(fc.nat(20)),
      on: fc.nat(80),
    })
    .map(({ personId, on, ...rest }) => aClosing(personId, { ...rest, at: onDay(on) })),
};

/** What makes two facts versions of the same thing: of those a world has one. */
const SAME: { [K in FactKind]: (fact: Fact<K>) => string } = {
  sessions: one => one.id,
  feedback: one => `${one.sessionId} ${one.personId}`,
  selfAssessments: one => `${one.personId} ${one.at}`,
  pulses: one => one.key,
  waves: one => one.key,
  goals: one => `${one.id} ${one.seenAt}`,
  people: one => `${one.personId} ${one.seenAt}`,
  memberships: one => one.personId,
  requests: one => one.id,
  comments: one => one.id,
  helps: one => `${one.helperId} ${one.helpedId} ${one.about}`,
  thanks: one => `${one.fromId} ${one.toId} ${one.at}`,
  visits: one => `${one.eventId} ${one.personId}`,
  closings: one => `${one.personId} ${one.at}`,
};

/** The facts of some world at some moment: of each thing one version. */
export function someFacts(asOf: number, most = 12): fc.Arbitrary<Facts> {
  const kinds = Object.keys(ANY_FACT) as FactKind[];
  const lists = kinds.map(kind => {
    const selector = SAME[kind] as (fact: unknown) => string;
    return fc.uniqueArray<unknown, string>(ANY_FACT[kind], { maxLength: most, selector });
  });
  return fc
    .tuple(...lists)
    .map(
      all => ({ ...emptyFacts(asOf), ...Object.fromEntries(kinds.map((kind, index) => [kind, all[index]])) }) as Facts,
    );
}

/** The same world with some facts gone and some others there. */
export function changed(before: Facts, other: Facts, keep: readonly boolean[]): Facts {
  const kinds = Object.keys(ANY_FACT) as FactKind[];
  const all = kinds.map(kind => {
    const same = SAME[kind] as (fact: unknown) => string;
    const kept = before[kind].filter((_, index) => keep[index % keep.length]);
    const more = other[kind].filter((_, index) => index < 4);
    return [kind, [...new Map([...kept, ...more].map(fact => [same(fact), fact])).values()]];
  });
  return { ...before, ...Object.fromEntries(all), asOf: other.asOf } as Facts;
}
