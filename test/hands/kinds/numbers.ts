import type { Kind } from "../scenario.ts";

export const numbers: Kind = {
  name: "numbers",
  title: "Numbers, hours and zones as people write them",
  rule: "What has one reading is understood; anything else is told with the nearest right one.",
  scenarios: [],
};
