import type { Kind } from "../scenario.ts";

export const content: Kind = {
  name: "content",
  title: "Content is compared, not spelling",
  rule: "Texts that say the same are the same, however a tool stores them.",
  scenarios: [],
};
