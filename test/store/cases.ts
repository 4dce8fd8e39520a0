import type { Sql } from "../../src/store/sql.ts";
import { eventsCases } from "./events.cases.ts";
import { figuresCases } from "./figures.cases.ts";
import { fuseCases } from "./fuse.cases.ts";
import { hooksCases } from "./hooks.cases.ts";
import { insightsCases } from "./insights.cases.ts";
import { leaseCases } from "./lease.cases.ts";
import { linksCases } from "./links.cases.ts";
import { namedCases } from "./named.cases.ts";
import { outboxCases } from "./outbox.cases.ts";
import { pagesCases } from "./pages.cases.ts";
import { smallCases } from "./small.cases.ts";
import { surveysCases } from "./surveys.cases.ts";
import { whoseCases } from "./whose.cases.ts";

/** What every database under the store must make true. `open` gives an empty, migrated one. */
export function storeCases(open: () => Promise<Sql>): void {
  leaseCases(open);
  outboxCases(open);
  pagesCases(open);
  eventsCases(open);
  linksCases(open);
  surveysCases(open);
  fuseCases(open);
  figuresCases(open);
  hooksCases(open);
  insightsCases(open);
  namedCases(open);
  smallCases(open);
  whoseCases(open);
}
