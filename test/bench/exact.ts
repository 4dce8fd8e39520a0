import highs from "highs";

/** What two who must not meet cost: above all that others can save. */
const NEVER = 1e9;

/** A group that may be formed, by the numbers of its people, and what it is worth: a whole number. */
export interface Choice {
  members: readonly number[];
  worth: number;
}

/**
 * The greatest total worth of groups that hold each of so many people exactly once, with one triad when the number is odd: an
 * integer program solved by HiGHS, which shares nothing with the planner. Null when there is no such division.
 */
export async function exactTotal(people: number, choices: readonly Choice[]): Promise<number | null> {
  const solver = await highs({});
  const holding: string[][] = Array.from({ length: people }, () => []);
  const triads: string[] = [];
  for (const [index, { members }] of choices.entries()) {
    for (const member of members) holding[member]!.push(`x${index}`);
    if (members.length === 3) triads.push(`x${index}`);
  }
  if (holding.some(names => names.length === 0)) return null;
  const worth = choices.map(({ worth: points }, index) => `${points} x${index}`);
  const program = [
    "Maximize",
    ` total: ${lines(worth)}`,
    "Subject To",
    ...holding.map((names, person) => ` p${person}: ${lines(names)} = 1`),
    ...(triads.length === 0 ? [] : [` triads: ${lines(triads)} = ${people % 2}`]),
    "Binary",
    ...choices.map((_, index) => ` x${index}`),
    "End",
  ].join("\n");
  const { Status, ObjectiveValue } = solver.solve(program, { mip_rel_gap: 0, mip_abs_gap: 0.1 });
  return Status === "Optimal" ? Math.round(ObjectiveValue) : null;
}

function lines(terms: readonly string[]): string {
  return terms.map((term, place) => (place % 10 === 9 ? `${term}\n` : term)).join(" + ");
}

/**
 * Half the value of the best assignment of everybody to somebody else: no division into pairs is worth more. `worth` is null
 * for two who must not meet, and whole.
 */
export function halfAssignment(people: number, worth: (a: number, b: number) => number | null): number {
  const costs = Array.from({ length: people }, (_, a) =>
    Float64Array.from({ length: people }, (_, b) => (a === b ? NEVER : -(worth(a, b) ?? -NEVER))),
  );
  return -leastCost(costs) / 2;
}

/**
 * The least cost of giving each row a column of its own, of whole costs in a square.
 *
 * Row by row along the cheapest path, with a price for each row and column: Jonker & Volgenant, "A shortest augmenting path
 * algorithm for dense and sparse linear assignment problems", Computing 38 (1987). The prices prove the result: no row and
 * column together cost less than their two prices, so nothing costs less than all prices, which is what comes back. Throws
 * where they don't.
 */
export function leastCost(costs: readonly Float64Array[]): number {
  const size = costs.length;
  const ofRow = new Float64Array(size);
  const ofColumn = new Float64Array(size);
  /** The row that has each column, -1 for none. */
  const holder = new Int32Array(size).fill(-1);
  for (let start = 0; start < size; start += 1) {
    const before = new Int32Array(size).fill(-1);
    const far = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
    const reached: number[] = [];
    const open = Array.from(far.keys());
    let [column, row, way] = [-1, start, 0];
    while (row >= 0) {
      const [costsOf, base] = [costs[row]!, way - ofRow[row]!];
      let [place, nearest] = [-1, Number.POSITIVE_INFINITY];
      for (let index = 0; index < open.length; index += 1) {
        const other = open[index]!;
        const distance = base + costsOf[other]! - ofColumn[other]!;
        if (distance < far[other]!) {
          far[other] = distance;
          before[other] = column;
        }
        if (far[other]! < nearest) [place, nearest] = [index, far[other]!];
      }
      column = open[place]!;
      open[place] = open.at(-1)!;
      open.pop();
      row = holder[column]!;
      way = nearest;
      reached.push(column);
    }
    ofRow[start]! += way;
    for (const other of reached) {
      ofColumn[other]! -= way - far[other]!;
      if (holder[other]! >= 0) ofRow[holder[other]!]! += way - far[other]!;
    }
    for (; column >= 0; column = before[column]!)
      holder[column] = before[column]! < 0 ? start : holder[before[column]!]!;
  }
  return provenCost(costs, holder, ofRow, ofColumn);
}

function provenCost(
  costs: readonly Float64Array[],
  holder: Int32Array,
  ofRow: Float64Array,
  ofColumn: Float64Array,
): number {
  const isBelow = costs.every((row, a) => row.every((cost, b) => ofRow[a]! + ofColumn[b]! <= cost));
  const prices = [...ofRow, ...ofColumn].reduce((sum, price) => sum + price, 0);
  const cost = holder.reduce((sum, row, column) => sum + costs[row]![column]!, 0);
  if (!isBelow || prices !== cost || new Set(holder).size !== costs.length)
    throw new Error("the prices of an assignment don't prove it");
  return cost;
}
