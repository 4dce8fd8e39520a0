import { markOf } from "../../domain/values/hash.ts";
import { listedBy } from "../../domain/values/maps.ts";
import { DAY, type Instant } from "../../domain/values/time.ts";
import { emptyFacts, type Fact, type FactKind, type Facts } from "./facts.ts";
import type { Period } from "./periods.ts";
import { RETENTION_DAYS } from "./programme.ts";

/** A fact where it is at home: in a period of its programme, with a person or what else it is of. */
export interface IndexedFact {
  period: number;
  owner: string;
  kind: FactKind;
  /** Its own within period, owner and kind. */
  id: string;
  fact: Fact;
}

/** The period of what came before the first. */
export const BEFORE = -1;

interface Indexing<K extends FactKind> {
  id(fact: Fact<K>): string;
  /** The moments whose periods it counts in. */
  at(fact: Fact<K>): Instant[];
  owners(fact: Fact<K>): string[];
  /** Which of two with the same id stands; the last given where it is not said. */
  seenAt?(fact: Fact<K>): Instant;
}

const OF_ALL = () => [""];

const FACT_INDEX: { [K in FactKind]: Indexing<K> } = {
  sessions: {
    id: session => session.id,
    at: session => [session.endsAt],
    owners: session => {
      const people = [...new Set([...session.memberIds, ...session.cameIds])];
      return people.length === 0 ? OF_ALL() : people;
    },
  },
  feedback: {
    id: feedback => feedback.sessionId,
    at: feedback => [feedback.endedAt],
    owners: feedback => [feedback.personId],
    seenAt: feedback => feedback.at,
  },
  selfAssessments: {
    id: assessment => String(assessment.at),
    at: assessment => [assessment.at],
    owners: assessment => [assessment.personId],
  },
  pulses: { id: pulse => pulse.key, at: pulse => [pulse.closesAt], owners: OF_ALL },
  waves: { id: wave => wave.key, at: wave => [wave.closesAt], owners: OF_ALL },
  goals: { id: goal => goal.id, at: goal => [goal.seenAt], owners: goal => [goal.id], seenAt: goal => goal.seenAt },
  people: {
    id: () => "",
    at: person => [person.seenAt],
    owners: person => [person.personId],
    seenAt: person => person.seenAt,
  },
  memberships: {
    id: () => "",
    at: membership => [membership.joinedAt, membership.joinedAt + RETENTION_DAYS * DAY],
    owners: membership => [membership.personId],
    seenAt: membership => membership.seenUntil,
  },
  requests: {
    id: request => request.id,
    at: request => [request.askedAt],
    owners: request => [request.askerId],
    seenAt: request => request.seenUntil,
  },
  comments: { id: comment => comment.id, at: comment => [comment.at], owners: comment => [comment.personId] },
  helps: { id: help => `${help.helpedId} ${help.about}`, at: help => [help.at], owners: help => [help.helperId] },
  thanks: { id: thanks => `${thanks.toId} ${thanks.at}`, at: thanks => [thanks.at], owners: thanks => [thanks.fromId] },
  visits: { id: visit => visit.eventId, at: visit => [visit.endsAt], owners: visit => [visit.personId] },
  closings: { id: closing => String(closing.at), at: closing => [closing.at], owners: closing => [closing.personId] },
};

/**
 * Each fact that has happened by `facts.asOf` in every place where it counts, the same place once.
 *
 * What came before the first period is in `BEFORE`, for those who look back; what came after the last is left out.
 */
export function indexedFacts(facts: Facts, periods: readonly Period[]): IndexedFact[] {
  const homed = new Map<string, IndexedFact>();
  for (const kind of Object.keys(FACT_INDEX) as FactKind[]) {
    const home = FACT_INDEX[kind] as Indexing<FactKind>;
    for (const fact of facts[kind])
      for (const at of home.at(fact)) {
        const period = at <= facts.asOf ? periodAt(at, periods) : null;
        if (period === null) continue;
        for (const owner of home.owners(fact)) {
          const indexed: IndexedFact = { period, owner, kind, id: home.id(fact), fact };
          const key = keyOf(indexed);
          const known = homed.get(key);
          const isNewer = known === undefined || !home.seenAt || home.seenAt(fact) >= home.seenAt(known.fact);
          if (isNewer) homed.set(key, indexed);
        }
      }
  }
  return [...homed.values()];
}

function periodAt(at: Instant, periods: readonly Period[]): number | null {
  const [first] = periods;
  if (first === undefined) return null;
  if (at < first.from) return BEFORE;
  return periods.find(period => at >= period.from && at < period.to)?.number ?? null;
}

/** What tells a homed fact from all others of its programme. */
export function keyOf({ period, owner, kind, id }: Omit<IndexedFact, "fact">): string {
  return `${period}\n${owner}\n${kind}\n${id}`;
}

/** A mark of each period: of its first and last moment and its facts, in whatever order; none of `BEFORE` without facts. */
export function marksOf(homed: readonly IndexedFact[], periods: readonly Period[]): Map<number, string> {
  const byPeriod = listedBy(homed.map(fact => [fact.period, `${keyOf(fact)} ${markOf(fact.fact)}`]));
  const past = byPeriod.get(BEFORE);
  return new Map([
    ...(past === undefined ? [] : [[BEFORE, markOf(past.sort())] as const]),
    ...periods.map(
      ({ number, from, to }) => [number, markOf([from, to, ...(byPeriod.get(number)?.sort() ?? [])])] as const,
    ),
  ]);
}

/** From when to when each period lasts, by its number. */
export function spansOf(periods: readonly Period[]): Record<string, string> {
  return Object.fromEntries(periods.map(({ number, from, to }) => [number, `${from} ${to}`]));
}

/** The session that a homed fact is about: what is settled together with it. Null where it is about something else. */
export function sessionOfFact({ kind, fact }: Pick<IndexedFact, "kind" | "fact">): string | null {
  if (kind === "sessions") return (fact as Fact<"sessions">).id;
  if (kind === "feedback") return (fact as Fact<"feedback">).sessionId;
  return kind === "helps" ? (fact as Fact<"helps">).about : null;
}

/** The number of the period a moment lies in: of those there are, -1 before them and the last after them. */
export function periodNumberAt(at: Instant, periods: readonly Period[]): number {
  return periods.findLast(({ from }) => from <= at)?.number ?? BEFORE;
}

/** Homed facts as plain facts. */
export function gathered(homed: readonly Pick<IndexedFact, "kind" | "fact">[], asOf: Instant): Facts {
  const facts = emptyFacts(asOf);
  for (const { kind, fact } of homed) (facts[kind] as Fact[]).push(fact);
  return facts;
}

/** Facts beside those that are kept of sessions, what was said of them, help, people and goals; a session once. */
export function withKept(facts: Facts, kept: Facts): Facts {
  const sessions = new Map([...kept.sessions, ...facts.sessions].map(session => [session.id, session]));
  return {
    ...facts,
    sessions: [...sessions.values()],
    feedback: [...kept.feedback, ...facts.feedback],
    helps: [...kept.helps, ...facts.helps],
    people: [...kept.people, ...facts.people],
    goals: [...kept.goals, ...facts.goals],
  };
}
