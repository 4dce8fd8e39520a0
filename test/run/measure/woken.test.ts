import { expect, test } from "vitest";
import type { PlainValue, Row, SourceKey } from "../../../src/core/domain/values/row.ts";
import type { SettledGroup } from "../../../src/core/state/settled/groups.ts";
import { factTable } from "../../../src/store/figures/facts.ts";
import { pageTable } from "../../../src/store/mirror/pages.ts";
import { pastTable } from "../../../src/store/mirror/past.ts";
import { settledGroups } from "../../world/bothWays.ts";
import { openD1 } from "../../world/d1.ts";

const AT = Date.parse("2027-03-01T12:00:00Z");

const page = (source: SourceKey, id: string, values: Record<string, PlainValue>): Row => ({
  id,
  source,
  url: `https://notion.so/${id}`,
  editedAt: AT,
  createdAt: AT,
  editedBy: null,
  createdBy: null,
  values,
});

const PROGRAMME = { name: "Pairs", format: "pair", zone: "Europe/Sofia", start: { start: "2027-01-04", end: null } };
const ANA = { name: "Ana", email: "ana@example.org", hours: "9-17" };
const SETTLED: SettledGroup = {
  group: {
    id: "group",
    programmeId: "programme",
    round: 0,
    memberIds: ["ana", "boris"],
    facilitatorId: null,
    hasMet: true,
    reports: 0,
  },
  pageIds: ["group", "5e55"],
  eventIds: [],
  linkedIds: [],
  seriesIds: [],
  responseIds: [],
  causes: [],
  codes: [],
  sessionIds: ["5e55"],
  addresses: [],
};

/** A settled group of Ana and Boris, and how many are settled after somebody wrote a page anew. */
async function afterWriting(source: SourceKey, id: string, values: Record<string, PlainValue>): Promise<number> {
  const sql = openD1();
  const place = { period: 0, owner: "ana", kind: "sessions", id: "5e55" } as const;
  await sql.batch([
    ...pageTable.saving(sql, [page("programmes", "programme", PROGRAMME), page("people", "ana", ANA)]),
    ...pageTable.saving(sql, [page("groups", "group", {}), page("sessions", "5e55", { group: ["group"] })]),
    ...factTable.saving(sql, "programme", [{ ...place, fact: { id: "5e55" } as never }]),
  ]);
  await sql.batch([
    ...factTable.settling(sql, [{ ...place, programmeId: "programme", groupId: "group" }]),
    ...pastTable.settling(sql, [SETTLED]),
  ]);
  expect(await factTable.list(sql, "programme", 0)).toEqual([]);
  await sql.batch(pageTable.saving(sql, [page(source, id, values)]));
  const settled = await settledGroups(sql);
  expect(await factTable.list(sql, "programme", 0)).toHaveLength(1 - settled);
  sql.close();
  return settled;
}

test("what is settled lives again, its facts too, once one of its people has another name or address, and not for other hours", async () => {
  expect(await afterWriting("people", "ana", { ...ANA, hours: "10-12" })).toBe(1);
  expect(await afterWriting("people", "ana", { ...ANA, name: "Anna" })).toBe(0);
  expect(await afterWriting("people", "ana", { ...ANA, email: "anna@example.org" })).toBe(0);
  expect(await afterWriting("people", "ana", { ...ANA, otherEmails: "anna@example.org" })).toBe(0);
  expect(await afterWriting("people", "carla", ANA)).toBe(1);
});

test("and once its programme begins on another day, in another zone, or goes otherwise, and not for another name", async () => {
  expect(await afterWriting("programmes", "programme", { ...PROGRAMME, name: "Twos" })).toBe(1);
  const otherwise: Record<string, PlainValue>[] = [
    { start: { start: "2027-01-11", end: null } },
    { zone: "Europe/Berlin" },
    { format: "mentor" },
    { roundWeeks: 2 },
  ];
  for (const values of otherwise)
    expect(await afterWriting("programmes", "programme", { ...PROGRAMME, ...values })).toBe(0);
});
