import type { Instant } from "../../domain/values/time.ts";
import { lettersOf } from "../../state/letters.ts";
import { personByEmail, type Snapshot } from "../../state/snapshot.ts";

const known = new WeakMap<Snapshot, Map<string, Instant>>();

/**
 * When each person last gave a sign of life, in whichever programme: a reply to an invitation (which counts as of its meeting)
 * or a letter, an answer to a form that asks for a name, or that they were entered as having come. Who gave none is absent.
 */
export function lastSigns(snapshot: Snapshot): ReadonlyMap<string, Instant> {
  const found = known.get(snapshot) ?? readSigns(snapshot);
  known.set(snapshot, found);
  return found;
}

function readSigns(snapshot: Snapshot): Map<string, Instant> {
  const signs = new Map<string, Instant>();
  const sign = (personId: string | undefined, at: Instant) => {
    if (personId !== undefined) signs.set(personId, Math.max(signs.get(personId) ?? Number.NEGATIVE_INFINITY, at));
  };
  for (const session of snapshot.sessions.values()) {
    if (session.startsAt === null) continue;
    for (const id of session.cameIds) sign(id, session.startsAt);
    const event = snapshot.events.get(snapshot.links.get(session.id)?.eventId ?? "");
    for (const guest of event?.guests ?? [])
      if (guest.reply !== "needsAction") sign(personByEmail(snapshot, guest.email)?.id, session.startsAt);
  }
  for (const letter of lettersOf(snapshot)) if (letter.reply !== "needsAction") sign(letter.personId, letter.changedAt);
  for (const { kind, response } of snapshot.responses)
    if (kind !== "pulse" && response.email !== null)
      sign(personByEmail(snapshot, response.email)?.id, response.submittedAt);
  return signs;
}
