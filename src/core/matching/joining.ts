// What it decides: into which groups those go whom the best pairs left alone, because of the rules or an odd number.
// Idea: as many as can be join a pair each, at the greatest worth; who is still alone takes a member of a triad, or of a pair
//   whose other member can join another one.
// Source: assignment (`assignment.ts`), then single exchanges. Cost: alone x pairs, then pairs^2 for each that is left.
import { assign } from "./assignment.ts";
import { groupWorth, mayMeet, pointsOf, type Worths } from "./worths.ts";

/** Above every difference in worth and seats, so that as many as can be are placed. */
const PLACED = 1e9;
/** What having been in a triad before weighs against points of fit. */
const SEAT = 1e5;

/** The groups with the lone people taken in where the rules let them; sizes stay two and three. */
export function withJoined(
  worths: Worths,
  seats: readonly number[],
  groups: readonly (readonly number[])[],
  alone: readonly number[],
): number[][] {
  const placed = groups.map(group => [...group]);
  const waiting = joinPairs(worths, seats, placed, alone);
  for (const person of waiting) exchange(worths, placed, person);
  return placed.filter(group => group.length > 1);
}

/** Each of the alone joins another pair; who finds none is returned. */
function joinPairs(worths: Worths, seats: readonly number[], groups: number[][], alone: readonly number[]): number[] {
  const pairs = groups.filter(group => group.length === 2);
  if (alone.length === 0 || pairs.length === 0) return [...alone];
  const columns = pairs.length + alone.length;
  const gain = new Float64Array(alone.length * columns);
  for (const [row, person] of alone.entries())
    for (const [column, pair] of pairs.entries()) {
      const worth = groupWorth(worths, [...pair, person]);
      if (worth === null) continue;
      const came = pair.reduce((sum, member) => sum + seats[member]!, 0);
      gain[row * columns + column] = PLACED + pointsOf(worth - groupWorth(worths, pair)!) - SEAT * came;
    }
  const { columns: given } = assign(alone.length, columns, gain);
  const waiting: number[] = [];
  for (const [row, person] of alone.entries()) {
    const column = given[row]!;
    if (gain[row * columns + column]! > 0) pairs[column]!.push(person);
    else waiting.push(person);
  }
  return waiting;
}

/** Makes place for one person by moving one other, where a single move does it. */
function exchange(worths: Worths, groups: number[][], person: number): void {
  for (const from of groups)
    for (const partner of from) {
      if (!mayMeet(worths, person, partner)) continue;
      const others = from.filter(member => member !== partner);
      if (from.length === 3) {
        from.splice(0, 3, ...others);
        groups.push([person, partner]);
        return;
      }
      const home = groups.find(
        group => group !== from && group.length === 2 && groupWorth(worths, [...group, ...others]) !== null,
      );
      if (home === undefined) continue;
      home.push(...others);
      from.splice(0, 2, person, partner);
      return;
    }
}
