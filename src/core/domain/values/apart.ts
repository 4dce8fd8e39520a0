/** True for two who must not be in one group; the order of the two does not matter. */
export interface Apart {
  (a: string, b: string): boolean;
  /** Tells it from others that people's wishes came to, where it is drawn from these: for what is computed, never to be shown. */
  readonly mark?: string;
}

/** Names a person may give; more are not kept (docs/how-matching-decides.md#not-with). */
export const MOST_APART = 3;

/** Nobody is kept apart from anybody. */
export const NOBODY_APART: Apart = () => false;

/**
 * Who is kept apart, from what each person asked for privately. It works both ways, so that nobody can tell who asked.
 *
 * The first three names of each count; their own name and repetitions are passed over.
 */
export function apartOf(notWith: ReadonlyMap<string, readonly string[]>): Apart {
  const twos = new Set<string>();
  for (const [person, names] of notWith) {
    const others = [...new Set(names)].filter(other => other !== person);
    for (const other of others.slice(0, MOST_APART)) twos.add(keyOf(person, other));
  }
  return Object.assign((a: string, b: string) => twos.has(keyOf(a, b)), { mark: [...twos].sort().join() });
}

function keyOf(a: string, b: string): string {
  return a < b ? `${a}\n${b}` : `${b}\n${a}`;
}
