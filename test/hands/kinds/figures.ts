import type { Kind } from "../scenario.ts";

export const figures: Kind = {
  name: "figures",
  title: "Figures of flat data",
  rule: "Figures stay true where everybody gives the same answer, names a skill in another way or edits an earlier answer.",
  scenarios: [],
};
