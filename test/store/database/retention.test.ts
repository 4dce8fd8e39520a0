import { expect, test } from "vitest";
import type { Programme } from "../../../src/core/domain/programme.ts";
import { lettingGo } from "../../../src/store/database/retention.ts";
import { openD1 } from "../../world/d1.ts";
import { watched } from "../../world/scans.ts";

test("old rows are found by index in every table that grows with the people", async () => {
  const { sql, plans } = watched(openD1());
  const programme = { id: "p", startsOn: "2027-05-10", endsOn: null, zone: "UTC" } as unknown as Programme;
  await sql.batch(lettingGo(sql, { programmes: [programme], answers: [] }, { world: Date.now(), wall: Date.now() }));
  const looked = await plans();
  const inTables = [
    "outbox",
    "acted_on",
    "goal_looks",
    "person_looks",
    "accumulators",
    "page_changes",
    "reached",
    "insights",
  ];
  for (const table of inTables) {
    const own = looked.filter(({ query }) => query.startsWith(`DELETE FROM ${table} `));
    expect(own.length, table).toBeGreaterThan(0);
    const scans = own.filter(({ detail }) => /^SCAN (?!one\b|\()/.test(detail));
    expect(scans, table).toEqual([]);
  }
});
