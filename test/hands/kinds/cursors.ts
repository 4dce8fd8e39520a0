import type { Kind } from "../scenario.ts";

export const cursors: Kind = {
  name: "cursors",
  title: "A cursor belongs to its source",
  rule: "How far a calendar, a table or a form was read is kept with its id.",
  scenarios: [],
};
