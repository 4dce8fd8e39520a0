import type { Facts, Need, Window } from "./facts.ts";

/**
 * `level` and `points` are of the scale 1 to 5, `share` and `index` 0 to 1, `score` -100 to 100, `percent` of 100,
 * `deviations` standard deviations, `number` a plain count; `people` and `answers` are means of counts.
 */
export type Unit =
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
export interface Metric<Item, Acc> {
  id: string;
  /** What its accumulators are kept as; metrics that fold the same items into the same entries share it. */
  keeps: string;
  /** The one skill it is about, as the programme writes it; null for all. */
  skill: string | null;
  unit: Unit;
  /** Which way is better. */
  direction: "up" | "down" | "none";
  needs: readonly [Need, ...Need[]];
  /** Shown to all only when drawn from so many people; 1 where it says nothing of a single person. */
  leastPeople: number;
  /** What it folds for a window of time, of one programme's facts. */
  items(facts: Facts, window: Window): Item[];
  empty(): Acc;
  add(acc: Acc, item: Item): Acc;
  merge(a: Acc, b: Acc): Acc;
  value(acc: Acc): MetricValue;
}

type Entries<Entry> = Record<string, Entry>;

/**
 * A metric whose state is one entry a key. `combine` must not care for order or repetition (a maximum, a union), and leaves
 * what it is given as it is;
 * `entry` gives null for what does not count; `value` gets the entries in the order of their keys.
 */
export function keyedMetric<Item, Entry>(definition: {
  id: string;
  keeps?: string;
  skill?: string | null;
  unit: Unit;
  direction: "up" | "down" | "none";
  needs: readonly [Need, ...Need[]];
  leastPeople?: number;
  items(facts: Facts, window: Window): Item[];
  key(item: Item): string;
  entry(item: Item): Entry | null;
  combine(a: Entry, b: Entry): Entry;
  value(entries: Entry[]): MetricValue;
}): Metric<Item, Entries<Entry>> {
  const {
    id,
    keeps = definition.id,
    skill = null,
    unit,
    direction,
    needs,
    leastPeople = 1,
    items,
    combine,
  } = definition;
  const put = (acc: Entries<Entry>, key: string, entry: Entry) => {
    const known = Object.hasOwn(acc, key) ? acc[key] : undefined;
    acc[key] = known === undefined ? entry : combine(known, entry);
  };
  return {
    id,
    keeps,
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
  };
}

/** The metric of a list of its items. */
export function fold<Item, Acc>(metric: Metric<Item, Acc>, items: readonly Item[]): MetricValue {
  return metric.value(items.reduce((acc, item) => metric.add(acc, item), metric.empty()));
}

/** The share of those entries that are so; null of none. */
export function shareOf<Entry>(entries: readonly Entry[], isSo: (entry: Entry) => boolean): MetricValue {
  const count = entries.filter(isSo).length;
  return { value: entries.length === 0 ? null : count / entries.length, n: entries.length, count };
}

/** A count and what it is drawn from: null, not 0, where there was nothing to count in. */
export function countIn(count: number, n: number): MetricValue {
  return n === 0 ? { value: null, n } : { value: count, n };
}

/** Of two versions of the same thing the one that sorts last: a choice that does not depend on which came first. */
export function greater<T>(a: T, b: T): T {
  return JSON.stringify(a) >= JSON.stringify(b) ? a : b;
}
