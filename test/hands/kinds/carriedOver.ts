import type { Kind } from "../scenario.ts";

export const carriedOver: Kind = {
  name: "carriedOver",
  title: "What Krug does not keep it does not overwrite",
  rule: "Every write of an event carries over what Krug does not understand.",
  scenarios: [],
};
