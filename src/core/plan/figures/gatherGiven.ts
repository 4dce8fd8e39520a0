import type { Programme } from "../../domain/programme.ts";
import { countedThanks } from "../../domain/thanks.ts";
import type { Instant } from "../../domain/values/time.ts";
import type { ThanksFact, VisitFact } from "../../rules/metrics/facts.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import { visitsOf } from "../gatherings/invited.ts";

/** The thanks that count between people who take part in a programme, one of each two in 28 days. */
export function thanksFacts(snapshot: Snapshot, programme: Programme): ThanksFact[] {
  const isIn = takesPart(snapshot, programme);
  return countedThanks(snapshot.thanks, isIn).map(({ fromId, toId, at }) => ({
    programmeId: programme.id,
    fromId,
    toId,
    at,
  }));
}

/** The places that a programme's people had at webinars and classes that are over and were not called off. */
export function visitFacts(snapshot: Snapshot, programme: Programme, now: Instant): VisitFact[] {
  const isIn = takesPart(snapshot, programme);
  return [...snapshot.gatherings.values()]
    .filter(one => one.status === "planned" && one.endsAt <= now)
    .filter(one => one.programmeIds.length === 0 || one.programmeIds.includes(programme.id))
    .flatMap(one =>
      visitsOf(snapshot, one)
        .filter(visit => isIn(visit.personId))
        .map(visit => ({ programmeId: programme.id, eventId: one.id, ...visit, endsAt: one.endsAt })),
    );
}

/** Also who has left: what they gave while they were there stays. */
function takesPart(snapshot: Snapshot, programme: Programme): (personId: string) => boolean {
  return id => {
    const person = snapshot.people.get(id);
    return person !== undefined && person.consentedOn !== null && person.programmeIds.includes(programme.id);
  };
}
