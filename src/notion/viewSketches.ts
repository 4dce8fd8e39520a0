// What it holds: the views each table of the workspace gets beside the plain table Notion makes.
// Idea: a view as data, by the keys the code uses; views.ts turns it into Notion's words.
// Source: docs/workspace.md#views; the client's types of views (CreateViewRequest).
import type { SourceKey } from "../core/domain/values/row.ts";
import type { ViewName } from "../text/phrases/setUp.ts";

export type ViewSketch = { name: ViewName } & (
  | { type: "board"; by: string }
  | { type: "calendar"; date: string }
  | { type: "timeline"; from: string; to: string }
  | { type: "table"; where: Where; sort?: { by: string; direction: "ascending" | "descending" } }
  /** The average of a number for each page, as bars. */
  | { type: "bars"; of: string }
);

/** Which pages a table shows: an option chosen, a column filled in, a day that has not gone by, a box ticked or not. */
export type Where = { column: string } & (
  | { is: string }
  | { isFilled: true }
  | { fromToday: true }
  | { isTicked: boolean }
);

/** By table, in the order they stand as tabs. */
export const VIEWS: Readonly<Partial<Record<SourceKey, readonly ViewSketch[]>>> = {
  programmes: [
    { name: "byStatus", type: "board", by: "status" },
    { name: "span", type: "timeline", from: "start", to: "end" },
  ],
  people: [
    { name: "byStatus", type: "board", by: "status" },
    { name: "away", type: "table", where: { column: "away", isFilled: true } },
  ],
  roadmap: [
    { name: "byStatus", type: "board", by: "status" },
    { name: "byHealth", type: "board", by: "health" },
    { name: "plan", type: "timeline", from: "starts", to: "due" },
    {
      name: "offTrack",
      type: "table",
      where: { column: "health", is: "off_track" },
      sort: { by: "due", direction: "ascending" },
    },
  ],
  groups: [
    { name: "byStatus", type: "board", by: "status" },
    { name: "running", type: "table", where: { column: "status", is: "active" } },
  ],
  sessions: [
    { name: "calendar", type: "calendar", date: "when" },
    {
      name: "toCome",
      type: "table",
      where: { column: "when", fromToday: true },
      sort: { by: "when", direction: "ascending" },
    },
    { name: "byStatus", type: "board", by: "status" },
  ],
  surveys: [{ name: "responseRates", type: "bars", of: "rate" }],
  resources: [{ name: "byKind", type: "board", by: "kind" }],
  help: [
    { name: "byStatus", type: "board", by: "state" },
    {
      name: "waiting",
      type: "table",
      where: { column: "waiting", isFilled: true },
      sort: { by: "waiting", direction: "ascending" },
    },
  ],
  gatherings: [
    { name: "calendar", type: "calendar", date: "when" },
    {
      name: "toCome",
      type: "table",
      where: { column: "when", fromToday: true },
      sort: { by: "when", direction: "ascending" },
    },
  ],
  steps: [
    {
      name: "open",
      type: "table",
      where: { column: "done", isTicked: false },
      sort: { by: "due", direction: "ascending" },
    },
  ],
};

/** The figures on the dashboard of *Metrics*, two in a row: does it help, do people take part, is the help spread. */
export const DASHBOARD_METRICS: readonly (readonly [string, string])[] = [
  ["satisfaction", "supported"],
  ["growth_points", "goals_on_track"],
  ["held_rate", "active_share"],
  ["response_rate", "usefulness"],
  ["help_top_share", "seats_rotated"],
  ["retention", "new_people_met"],
];
