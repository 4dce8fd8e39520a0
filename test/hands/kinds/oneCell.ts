import type { Kind } from "../scenario.ts";

export const oneCell: Kind = {
  name: "oneCell",
  title: "One cell never stops a run",
  rule: "An error nobody foresaw becomes a failure of the one page, entity or call it happened in. It is told where people look; everything else goes on as it would without that page.",
  scenarios: [],
};
