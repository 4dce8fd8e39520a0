import type { Kind } from "../scenario.ts";

export const states: Kind = {
  name: "states",
  title: 'A state Krug can\'t represent is not "unchanged"',
  rule: "Each has one stated outcome, told on the page; a right value later heals both sides.",
  scenarios: [],
};
