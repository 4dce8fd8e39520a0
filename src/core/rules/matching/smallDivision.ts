// What it decides: the division of up to 14 people into groups, by trying all.
// Idea: the best of each set of people follows from the best of the sets without its first person's group.
// Source: dynamic programming over subsets (Held and Karp, 1962). Cost: 2^n sets times the groups of one person with later
//   ones: 1.5 million steps for 14 people in pairs and triads, 6 million with groups of four.
import { type EdgeWeights, groupWeight } from "./edgeWeights.ts";

/** The most people for whom every division is tried. */
export const FEW = 14;

/** What a group costs for its members, whatever its worth; the least sum counts before the greatest worth. */
type GroupCost = (members: readonly number[]) => number;

/** Above every cost of groups: leaving a person out is the last resort. */
const LEFT_OUT = 1e12;

/**
 * The best division of everybody into groups of two to `most`: the fewest left out, then the least cost, then the greatest
 * worth. Nobody is in two groups; groups keep apart who must be.
 *
 * @throws RangeError for more than 14 people
 */
export function smallDivision(edgeWeights: EdgeWeights, most: 3 | 4, costOf: GroupCost): number[][] {
  const { size } = edgeWeights;
  if (size > FEW) throw new RangeError(`${size} people are too many to try every division`);
  const groupsOf = Array.from({ length: size }, (_, first) => groupsFrom(edgeWeights, [first], most, costOf));
  const cost = new Float64Array(1 << size).fill(Number.POSITIVE_INFINITY);
  const worth = new Float64Array(1 << size);
  const chosen: (SmallGroup | null)[] = new Array(1 << size).fill(null);
  cost[0] = 0;
  for (let set = 1; set < 1 << size; set += 1) {
    const first = 31 - Math.clz32(set & -set);
    for (const group of groupsOf[first]!) {
      if ((group.set & set) !== group.set) continue;
      const rest = set ^ group.set;
      const total = cost[rest]! + group.cost;
      const gain = worth[rest]! + group.worth;
      if (total > cost[set]! || (total === cost[set] && gain <= worth[set]!)) continue;
      cost[set] = total;
      worth[set] = gain;
      chosen[set] = group;
    }
  }
  const groups: number[][] = [];
  for (let set = (1 << size) - 1; set > 0; ) {
    const group = chosen[set]!;
    if (group.members.length > 1) groups.push(group.members);
    set ^= group.set;
  }
  return groups;
}

interface SmallGroup {
  members: number[];
  set: number;
  cost: number;
  worth: number;
}

/** The members as a group, and every group that later people make with them. */
function groupsFrom(edgeWeights: EdgeWeights, members: number[], most: number, costOf: GroupCost): SmallGroup[] {
  const worth = groupWeight(edgeWeights, members);
  if (worth === null) return [];
  const set = members.reduce((bits, member) => bits | (1 << member), 0);
  const found = [{ members, set, cost: members.length === 1 ? LEFT_OUT : costOf(members), worth }];
  if (members.length === most) return found;
  for (let next = members.at(-1)! + 1; next < edgeWeights.size; next += 1)
    found.push(...groupsFrom(edgeWeights, [...members, next], most, costOf));
  return found;
}
