import type { Kind } from "../scenario.ts";

export const absence: Kind = {
  name: "absence",
  title: "Absence is not a value",
  rule: "A column, a table or the target of a relation that can't be read says nothing. The last known values hold, nothing that depends on it is written or mailed, and the coordinator is told once.",
  scenarios: [],
};
