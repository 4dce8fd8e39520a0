import { randomOf } from "./random.ts";

/**
 * Who takes the seat (facilitator, keeper) next: the member who held it least; the seed decides among equals.
 *
 * Empty text when there is no member. The order of the members is irrelevant.
 */
export function nextSeat(members: readonly string[], timesHeld: ReadonlyMap<string, number>, seed: string): string {
  const held = (person: string) => timesHeld.get(person) ?? 0;
  const least = Math.min(...members.map(held));
  const equals = [...new Set(members)].filter(person => held(person) === least).sort();
  return equals[randomOf(seed).below(equals.length)] ?? "";
}
