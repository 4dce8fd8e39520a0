import type { LocalDate } from "../domain/values/time.ts";
import type { Point } from "../rules/metrics/points.ts";

/** A month of a programme as its digest tells it. */
export interface Digest {
  programme: string;
  /** The month's first day. */
  month: LocalDate;
  /** Sessions known to have taken place, and how many people were at one or more. */
  sessions: number;
  people: number;
  /** Pairs of people who met for the first time in the programme. */
  newPairs: number;
  /** Goals reached and not told of in an earlier digest; without confidential ones. */
  reached: { title: string; owners: string[] }[];
  /** Thanks of the month between people who both agreed to be named, and how many more there were. */
  thanks: { from: string; to: string; what: string }[];
  moreThanks: number;
  /** Skills on offer and who offers them, and skills two or more people seek and nobody offers; as people write them. */
  offers: { skill: string; names: string[] }[];
  sought: { skill: string; people: number }[];
  /** Public figures of the latest four weeks that ended by the month's end; null where there are none. */
  figures: {
    from: LocalDate;
    to: LocalDate;
    points: Pick<Point, "metricId" | "value" | "n" | "count" | "change">[];
  } | null;
}
