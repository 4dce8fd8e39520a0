import type { Sql } from "../../src/store/database/sql.ts";
import { portionsCases } from "./database/portions.cases.ts";
import { retentionCases } from "./database/retention.cases.ts";
import { figuresCases } from "./figures/figures.cases.ts";
import { insightsCases } from "./figures/insights.cases.ts";
import { hooksCases } from "./incoming/hooks.cases.ts";
import { namedCases } from "./incoming/named.cases.ts";
import { eventsCases } from "./mirror/events.cases.ts";
import { linksCases } from "./mirror/links.cases.ts";
import { pagesCases } from "./mirror/pages.cases.ts";
import { pastCases } from "./mirror/past.cases.ts";
import { surveysCases } from "./mirror/surveys.cases.ts";
import { whoseCases } from "./people/whose.cases.ts";
import { leaseCases } from "./runs/lease.cases.ts";
import { massChangeGuardCases } from "./runs/massChangeGuard.cases.ts";
import { outboxCases } from "./runs/outbox.cases.ts";
import { smallCases } from "./small.cases.ts";

/** What every database under the store must make true. `open` gives an empty, migrated one. */
export function storeCases(open: () => Promise<Sql>): void {
  leaseCases(open);
  outboxCases(open);
  pagesCases(open);
  eventsCases(open);
  linksCases(open);
  pastCases(open);
  surveysCases(open);
  massChangeGuardCases(open);
  figuresCases(open);
  hooksCases(open);
  insightsCases(open);
  namedCases(open);
  retentionCases(open);
  portionsCases(open);
  smallCases(open);
  whoseCases(open);
}
