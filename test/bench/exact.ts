import highs from "highs";
import { munkres } from "munkres";

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
 * Half the value of the best assignment of everybody to somebody else: no division into pairs is worth more. Worked out by
 * the package munkres. `worth` is null for two who must not meet.
 */
export function halfAssignment(people: number, worth: (a: number, b: number) => number | null): number {
  const never = 1e9;
  const costs = Array.from({ length: people }, (_, a) =>
    Array.from({ length: people }, (_, b) => (a === b ? never : -(worth(a, b) ?? -never))),
  );
  return munkres(costs).reduce((sum, [a, b]) => sum - costs[a]![b]!, 0) / 2;
}
