import { type Facts, presentIds, type SessionFact, type Window } from "./facts.ts";
import { HELD_RATE } from "./heldRate.ts";

/** Each person at each session of the window that was held. */
export function heldSeats(facts: Facts, window: Window): { key: string; personId: string }[] {
  return seatsOf(HELD_RATE.items(facts, window));
}

/** Each person at each session that was held. */
export function seatsOf(sessions: readonly SessionFact[]): { key: string; personId: string }[] {
  return sessions
    .filter(session => session.kind === "session" && session.status === "met")
    .flatMap(session => presentIds(session).map(personId => ({ key: session.id, personId })));
}
