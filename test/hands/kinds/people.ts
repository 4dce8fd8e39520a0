import type { Kind } from "../scenario.ts";

export const people: Kind = {
  name: "people",
  title: "A person is not an address",
  rule: "Somebody stays the same person whatever address stands on a page or an event.",
  scenarios: [],
};
