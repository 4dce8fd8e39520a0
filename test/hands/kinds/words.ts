import type { Kind } from "../scenario.ts";

export const words: Kind = {
  name: "words",
  title: "Words people add",
  rule: "A word that Krug does not know in a column of fixed words holds the page as it was last understood: what exists stands, nothing new starts from it, and the page names the words Krug knows.",
  scenarios: [],
};
