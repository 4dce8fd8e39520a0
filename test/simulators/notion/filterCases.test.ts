import { describe, expect, it } from "vitest";
import { WorldClock } from "../clock.ts";
import { must } from "./contract/api.ts";
import { filterCases, hasRecordings, type Json } from "./contract/recordings.ts";
import { loadUniverse } from "./contract/universe.ts";
import { createWatchedSimulator } from "./contract/watched.ts";

// These two cassettes reveal their pages by a query's own answer, so newest first; the others by their creation.
const LISTED_NEWEST_FIRST = ["test_query/test_id_prop.yaml", "test_query/test_query_formula.yaml"];

describe.skipIf(!hasRecordings)("Recorded queries (shared/contracts beside the project)", () => {
  const cases = filterCases();

  it("are 67", () => expect(cases).toHaveLength(67));

  it.each(cases.map((each, index) => ({ ...each, index, asked: JSON.stringify(each.filter ?? each.sorts) })))(
    "$index find the same pages in the same order: $asked",
    async ({ src, universe, filter, sorts, expected, version }) => {
      const clock = new WorldClock(Date.parse((universe[0] as Json).created_time as string));
      const sim = createWatchedSimulator({ clock, requestsPerMinute: 1_000_000 });
      const isListed = LISTED_NEWEST_FIRST.some(name => src.endsWith(name));
      const { dataSourceId, ids } = await loadUniverse(sim, isListed ? [...universe].reverse() : universe);
      let body = JSON.stringify({ filter, sorts });
      for (const [recorded, own] of ids) body = body.replaceAll(recorded, own);
      const answer = await must(sim, "POST", `data_sources/${dataSourceId}/query`, JSON.parse(body), { version });
      const found = (answer.results as { id: string }[]).map(page => page.id);
      expect(found).toEqual(expected.map(id => ids.get(id)));
    },
  );
});
