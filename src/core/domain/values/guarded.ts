/**
 * What keeps an error that nobody foresaw to the one thing it happened in.
 *
 * Idea: rules run inside `noting`; each part that can go without the others stands inside `guarded` (or `eachGuarded`). What such
 * a part throws is noted as data beside the outcome, and something harmless takes the part's place. Outside `noting` nothing is
 * caught. Rules are synchronous, so what is noted is one caller's alone: it is put away again before `noting` returns.
 */

/** An error in Krug's own code, and what it was about. */
export interface Unforeseen {
  /** The rule, in a word or two of the code. */
  where: string;
  /** The page to tell it on; null for none. */
  pageId: string | null;
  error: unknown;
}

/** What a rule throws that is asked again once it has what it lacked: nothing went wrong. */
export class AskedAgain extends Error {}

let noted: Unforeseen[] | null = null;

/** Runs rules; what they come to, and what went wrong in their guarded parts, in order. @throws what is thrown outside of those. */
export function noting<T>(run: () => T): { value: T; unforeseen: Unforeseen[] } {
  const before = noted;
  const unforeseen: Unforeseen[] = [];
  noted = unforeseen;
  try {
    return { value: run(), unforeseen };
  } finally {
    noted = before;
  }
}

/**
 * Runs a part of a rule; `otherwise` gives what stands in its place where it throws. @throws what it throws where nobody is
 * noting.
 */
export function guarded<T>(where: string, pageId: string | null, run: () => T, otherwise: () => T): T {
  try {
    return run();
  } catch (error) {
    if (noted === null || error instanceof AskedAgain) throw error;
    noted.push({ where, pageId, error });
    return otherwise();
  }
}

/** Each thing's part of a rule; a thing it throws over has none. `pageOf` says where that is told: by default on the page of its id. */
export function eachGuarded<T, R>(
  where: string,
  things: Iterable<T>,
  run: (thing: T) => R | readonly R[],
  pageOf: (thing: T) => string | null = thing => (thing as { id?: string }).id ?? null,
): R[] {
  return [...things].flatMap(thing =>
    guarded<R | readonly R[]>(
      where,
      pageOf(thing),
      () => run(thing),
      () => [],
    ),
  );
}

/** The pages that something went wrong about so far, since `noting` began; none where nobody is noting. */
export function pagesNoted(): ReadonlySet<string> {
  return new Set((noted ?? []).flatMap(({ pageId }) => pageId ?? []));
}

/** What a service answered, understood; nothing where that fails, which is added to `unread`. `pageId` as in `Unforeseen`. */
export function understood<T>(unread: Unforeseen[], where: string, pageId: string | null, read: () => T): T[] {
  const { value, unforeseen } = noting(() =>
    guarded<T[]>(
      where,
      pageId,
      () => [read()],
      () => [],
    ),
  );
  unread.push(...unforeseen);
  return value;
}

/** The same errors, each page and rule once. */
export function onceEach(unforeseen: readonly Unforeseen[]): Unforeseen[] {
  return [...new Map(unforeseen.map(one => [`${one.where} ${one.pageId}`, one])).values()];
}
