import type { Facts, Need, Window } from "./facts.ts";

/**
 * `level` and `points` are of the scale 1 to 5, `share` and `index` 0 to 1, `score` -100 to 100, `percent` of 100,
 * `deviations` standard deviations, `number` a plain count; `people` and `answers` are means of counts.
 */
type Unit =
  | "level"
  | "share"
  | "score"
  | "points"
  | "percent"
  | "people"
  | "answers"
  | "deviations"
  | "index"
  | "number"
  | "minutes"
  | "hours"
  | "weeks";

export interface MetricValue {
  /** Null when nothing is known, or nothing may be shown. */
  value: number | null;
  /** What it is the mean or share of: answers, people, seats, sessions, goals. */
  n: number;
  /** Of `n`, how many; for shares. */
  count?: number;
  /** How many people it is drawn from, where that is not `n`. */
  people?: number;
  /** 95 %. */
  interval?: [number, number];
  /** The lower end of a 95 % interval whose upper end is not known yet: too much is still waiting. */
  atLeast?: number;
  /** The least and the most it can be, whatever the unreported turn out to be. */
  bounds?: [number, number];
  /** All that may be shown of a unanimous extreme: above or below the scale's middle. */
  shown?: "above" | "below";
}

/**
 * A figure as a fold: what is added twice counts once, the order is irrelevant, and two parts merge into the whole.
 * `add` and `merge` may change and return their first argument.
 */
export interface Metric<Item = unknown, Acc = unknown> {
  /** Its name wherever figures are kept or told: the key it has in its family's table. */
  id: string;
  /** What its accumulators are kept as; metrics that fold the same items into the same entries share it. */
  keeps: string;
  /** The one skill it is about, as the programme writes it; null for all. */
  skill: string | null;
  unit: Unit;
  /** Which way is better. */
  direction: "up" | "down" | "none";
  needs: readonly [Need, ...Need[]];
  /** Shown to all only when drawn from at least this many people; 1 where it says nothing about a single person. */
  leastPeople: number;
  /** What it folds for a window of time, of one programme's facts. */
  items(facts: Facts, window: Window): Item[];
  empty(): Acc;
  add(acc: Acc, item: Item): Acc;
  merge(a: Acc, b: Acc): Acc;
  value(acc: Acc): MetricValue;
  /** The figure for a window of one programme's facts. */
  measure(facts: Facts, window: Window): MetricValue;
  /** What a window's facts come to, as plain JSON; null when there are none. */
  accumulate(facts: Facts, window: Window): Acc | null;
}

/** What each metric says of itself, whatever kind of figure it is. */
export type About = Pick<Metric, "unit" | "direction" | "needs"> &
  Partial<Pick<Metric, "keeps" | "skill" | "leastPeople">>;

/** A metric but for its id, which its family gives it. */
type Unnamed<M extends Metric> = (id: string) => M;

/**
 * A metric whose state is one entry a key, kept under its own id unless it says otherwise. `combine` must not care for order
 * or repetition (a maximum, a union), and leaves what it is given as it is; `entry` gives null for what does not count;
 * `value` gets the entries in the order of their keys.
 */
export function keyed<Item, Entry>(
  definition: About & {
    items(facts: Facts, window: Window): Item[];
    key(item: Item): string;
    entry(item: Item): Entry | null;
    combine(a: Entry, b: Entry): Entry;
    value(entries: Entry[]): MetricValue;
  },
): Unnamed<Metric<Item, Record<string, Entry>>> {
  const { unit, direction, needs, skill = null, leastPeople = 1, items, combine } = definition;
  const put = (acc: Record<string, Entry>, key: string, entry: Entry) => {
    const known = Object.hasOwn(acc, key) ? acc[key] : undefined;
    acc[key] = known === undefined ? entry : combine(known, entry);
  };
  return id => {
    const metric: Metric<Item, Record<string, Entry>> = {
      id,
      keeps: definition.keeps ?? id,
      skill,
      unit,
      direction,
      needs,
      leastPeople,
      items,
      empty: () => ({}),
      add(acc, item) {
        const entry = definition.entry(item);
        if (entry !== null) put(acc, definition.key(item), entry);
        return acc;
      },
      merge(a, b) {
        for (const [key, entry] of Object.entries(b)) put(a, key, entry);
        return a;
      },
      value(acc) {
        const sorted = Object.entries(acc).sort(([a], [b]) => (a < b ? -1 : 1));
        return definition.value(sorted.map(([, entry]) => entry));
      },
      measure: (facts, window) => fold(metric, items(facts, window)),
      accumulate(facts, window) {
        const found = items(facts, window);
        return found.length === 0 ? null : folded(metric, found);
      },
    };
    return metric;
  };
}

/** A family of metrics, in reading order; the key of each is its id. */
export function family<Family extends Record<string, Metric>>(
  table: {
    readonly [Id in keyof Family]: Unnamed<Family[Id]>;
  },
): Readonly<Family> {
  const named = Object.entries<Unnamed<Metric>>(table).map(([id, unnamed]) => [id, unnamed(id)]);
  return Object.fromEntries(named) as Family;
}

/** The figure of a list of a metric's items. */
export function fold<Item, Acc>(metric: Metric<Item, Acc>, items: readonly Item[]): MetricValue {
  return metric.value(folded(metric, items));
}

function folded<Item, Acc>(metric: Metric<Item, Acc>, items: readonly Item[]): Acc {
  return items.reduce((acc, item) => metric.add(acc, item), metric.empty());
}

/** Of two versions of the same thing the one that sorts last: a choice that does not depend on which came first. */
export function greater<T>(a: T, b: T): T {
  return JSON.stringify(a) >= JSON.stringify(b) ? a : b;
}

/** Of two versions of the same thing the later one; of one moment, the one that sorts last. */
export function latest<T>(at: (version: T) => number): (a: T, b: T) => T {
  return (a, b) => (at(a) === at(b) ? greater(a, b) : at(a) > at(b) ? a : b);
}
