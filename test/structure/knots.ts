/**
 * The knots of a graph: nodes that lead to each other round about (strongly connected components of two or more), each knot
 * once, sorted. Cost: a walk from each node, so nodes times arrows.
 */
export function knotsOf(arrows: ReadonlyMap<string, readonly string[]>): string[][] {
  const reached = new Map([...arrows.keys()].map(node => [node, reachedFrom(node, arrows)]));
  const knots = new Map<string, string[]>();
  for (const [node, others] of reached) {
    const knot = [...others].filter(other => other === node || reached.get(other)?.has(node)).sort();
    if (knot.length > 1) knots.set(knot[0]!, knot);
  }
  return [...knots.values()].sort((a, b) => b.length - a.length);
}

function reachedFrom(start: string, arrows: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop())
    for (const next of arrows.get(node) ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      open.push(next);
    }
  return reached;
}
