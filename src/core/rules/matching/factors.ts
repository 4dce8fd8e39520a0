// What it decides: which round comes next while an even number of people is in the middle of a full rotation.
// Idea: one stands in the middle, the others in a circle in an order their ids fix; round r joins the middle with r and
//   those who mirror each other about r. The n-1 rounds have no meeting in common, in whatever order they are played.
// Source: Kirkman, "On a problem in combinations", 1847. Cost: O(n^2).
import { type Random, randomOf, shuffled } from "../../domain/values/random.ts";
import { isApart, leastMet, metOf, type Table } from "./table.ts";

/**
 * A round of the rotation that is still to be played; null when the meetings there were are no such rotation (somebody
 * joined, was away or must not meet somebody) or the number is odd.
 */
export function nextFactor(table: Table, random: Random): number[][] | null {
  if (table.size % 2 === 1) return null;
  const [middle, ...circle] = shuffled([...table.ids.keys()], randomOf(table.ids.join("\n")));
  const least = leastMet(table);
  const isOpen = ([a, b]: readonly number[]) => !isApart(table, a!, b!) && metOf(table, a!, b!) === least;
  const open = circle
    .map((person, place) => [[middle!, person], ...mirrored(circle, place)])
    .filter(groups => groups.every(isOpen));
  const isComplete = open.length > 0 && open.length * (table.size / 2) === openPairs(table, least);
  return isComplete ? shuffled(open, random)[0]! : null;
}

/** The pairs who stand at the same distance on both sides of a place in the circle. */
function mirrored(circle: readonly number[], place: number): number[][] {
  const size = circle.length;
  return Array.from({ length: (size - 1) / 2 }, (_, step) => [
    circle[(place + step + 1) % size]!,
    circle[(place - step - 1 + size) % size]!,
  ]);
}

function openPairs(table: Table, least: number): number {
  let count = 0;
  for (let a = 0; a < table.size; a += 1)
    for (let b = a + 1; b < table.size; b += 1) if (!isApart(table, a, b) && metOf(table, a, b) === least) count += 1;
  return count;
}
