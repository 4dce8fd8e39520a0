import type { Kind } from "../scenario.ts";

export const forms: Kind = {
  name: "forms",
  title: "People can open their forms",
  rule: "A form can be answered by those it asks; where that can't be so, somebody is told what to do.",
  scenarios: [],
};
