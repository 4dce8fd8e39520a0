import { randomOf } from "../../domain/values/random.ts";

/** More than anybody ever held a seat: whoever rests comes after all others, and among those who rest the rule is the same. */
const RESTS = 1_000_000;

/** How often each held the seat, used to give the next: resting people are passed over while others are there. */
export function weightedSeats(
  timesHeld: ReadonlyMap<string, number>,
  resting: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  if (resting.size === 0) return timesHeld;
  return new Map([...timesHeld, ...[...resting].map(id => [id, (timesHeld.get(id) ?? 0) + RESTS] as const)]);
}

/**
 * The member who takes the seat (facilitator, keeper) next: the one who held it least; the seed decides among equals.
 *
 * Empty text when there is no member. The order of the members is irrelevant.
 */
export function nextSeat(members: readonly string[], timesHeld: ReadonlyMap<string, number>, seed: string): string {
  const held = (person: string) => timesHeld.get(person) ?? 0;
  const least = Math.min(...members.map(held));
  const equals = [...new Set(members)].filter(person => held(person) === least).sort();
  return equals[randomOf(seed).below(equals.length)] ?? "";
}
