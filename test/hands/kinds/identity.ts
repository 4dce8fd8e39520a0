import type { Kind } from "../scenario.ts";

export const identity: Kind = {
  name: "identity",
  title: "Identity has a place",
  rule: "A page is a page of its own table. One that left it, and copies of pages and databases, lead to no second meeting; the event lives on and somebody is told.",
  scenarios: [],
};
