/** How often people met in groups. Never changes: `with` gives a new one. */
export interface Meetings {
  /** How often the two were in one group; 0 for people nobody knows. The order of the two does not matter. */
  count(a: string, b: string): number;
  /** How often a person was in a group of exactly three. */
  timesInThree(person: string): number;
  /** Whom a person met, and how often. */
  of(person: string): ReadonlyMap<string, number>;
  /** Everybody who was in a group of two or more, sorted by id. */
  people(): string[];
  /** The same and these groups too. */
  with(groups: readonly (readonly string[])[]): Meetings;
}

/**
 * How often each two people met, from the groups there were.
 *
 * A group of n people is a meeting of each of its n(n-1)/2 pairs. A person named twice in a group counts once.
 */
export function meetingsOf(groups: readonly (readonly string[])[]): Meetings {
  return tally(new Map(), new Map()).with(groups);
}

/** The same as `read` gives, which is asked once somebody wants to know. */
export function meetingsOnceAsked(read: () => Meetings): Meetings {
  let known: Meetings | null = null;
  const meetings = () => {
    known ??= read();
    return known;
  };
  return {
    count: (a, b) => meetings().count(a, b),
    timesInThree: person => meetings().timesInThree(person),
    of: person => meetings().of(person),
    people: () => meetings().people(),
    with: groups => meetings().with(groups),
  };
}

type Rows = ReadonlyMap<string, ReadonlyMap<string, number>>;

function tally(rows: Rows, threes: ReadonlyMap<string, number>): Meetings {
  return {
    count: (a, b) => rows.get(a)?.get(b) ?? 0,
    timesInThree: person => threes.get(person) ?? 0,
    of: person => rows.get(person) ?? new Map(),
    people: () => [...rows.keys()].sort(),
    with: groups => {
      const newRows = new Map(rows);
      const newThrees = new Map(threes);
      const copied = new Map<string, Map<string, number>>();
      for (const group of groups) {
        const members = [...new Set(group)];
        for (const a of members) {
          if (members.length === 3) newThrees.set(a, (newThrees.get(a) ?? 0) + 1);
          if (members.length < 2) continue;
          const row = copied.get(a) ?? new Map(rows.get(a));
          for (const b of members) if (b !== a) row.set(b, (row.get(b) ?? 0) + 1);
          copied.set(a, row);
          newRows.set(a, row);
        }
      }
      return tally(newRows, newThrees);
    },
  };
}
