// What it decides: the division of up to 14 people into pairs and triads, by trying all.
// Idea: the best of each set of people follows from the best of the sets without its first person's group.
// Source: dynamic programming over subsets (Held and Karp, 1962). Cost: 2^n sets times n^2 / 2 groups; 1.5 million for 14.
import { groupWorth, type Worths } from "./worths.ts";

/** So many people are few. */
export const FEW = 14;

const LEFT_OUT = 1e9;
const TRIAD = 1e6;

/**
 * The best division of everybody: the fewest left out, then the fewest triads, then those in triads who least were, then
 * the greatest worth. Nobody is in two groups; groups keep apart who must be.
 */
export function smallDivision(worths: Worths, seats: readonly number[]): number[][] {
  const { size } = worths;
  if (size > FEW) throw new RangeError(`${size} people are too many to try every division`);
  const groupsOf = Array.from({ length: size }, (_, first) => groupsFrom(worths, seats, first));
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

/** A person alone, with one later one, and with two. */
function groupsFrom(worths: Worths, seats: readonly number[], first: number): SmallGroup[] {
  const groups: SmallGroup[] = [{ members: [first], set: 1 << first, cost: LEFT_OUT, worth: 0 }];
  const add = (members: number[], cost: number) => {
    const worth = groupWorth(worths, members);
    if (worth !== null) groups.push({ members, set: members.reduce((set, one) => set | (1 << one), 0), cost, worth });
  };
  for (let second = first + 1; second < worths.size; second += 1) {
    add([first, second], 0);
    for (let third = second + 1; third < worths.size; third += 1)
      add([first, second, third], TRIAD + seats[first]! + seats[second]! + seats[third]!);
  }
  return groups;
}
