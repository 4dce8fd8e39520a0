import { expect, test } from "vitest";
import { MINUTE } from "../../src/core/domain/values/time.ts";
import { watched } from "../world/scans.ts";
import { type Office, openOffice, THURSDAY } from "./office.ts";

/** Tables that grow with people and time; the others hold a handful of rows whatever happens. */
const GROWING = [
  "pages",
  "events",
  "links",
  "answers",
  "waves",
  "points",
  "goal_looks",
  "discarded",
  "notices",
  "relations",
  "outbox",
];

const quietOffice = async () => {
  const office = await openOffice({ surveys: true });
  await office.runToEnd();
  await office.runToEnd(THURSDAY + 5 * MINUTE);
  return office;
};

/** What a run of that minute asks of the tables that grow, each by how it goes about it. */
async function asked(office: Office, minute: number) {
  let plans = async () => [] as { query: string; detail: string }[];
  await office.invoke(THURSDAY + minute * MINUTE, world => {
    const watching = watched(world.sql);
    plans = watching.plans;
    return { ...world, sql: watching.sql };
  });
  return (await plans()).filter(({ detail }) =>
    GROWING.some(table => new RegExp(`(SCAN|SEARCH) ${table}\\b`).test(detail)),
  );
}

test("a run that finds nothing goes through no table that grows: what it looks up, it looks up by index", async () => {
  const office = await quietOffice();
  const looks = await asked(office, 10);
  expect(looks.filter(({ detail }) => detail.startsWith("SCAN"))).toEqual([]);
  expect(looks.length).toBeGreaterThan(0);
});

test("the mirror is read once something changed, and no sooner; of a small change what lies near it", async () => {
  const office = await quietOffice();
  const goalId = office.ids.get("goal of Ana") ?? "";
  const read = async (minute: number) => {
    const queries = (await asked(office, minute)).map(({ query }) => query);
    const isRead = (pattern: RegExp) => queries.some(query => pattern.test(query));
    return { all: isRead(/FROM pages WHERE settled_in IS NULL AND id > \?/), near: isRead(/JOIN relations ON/) };
  };
  expect(await read(10)).toEqual({ all: false, near: false });
  await office.playground.edit("ana@example.org", "roadmap", goalId, { title: "Test more" });
  expect(await read(15)).toEqual({ all: false, near: true });
  expect(await read(20)).toEqual({ all: false, near: false });
  // What concerns whole programmes is seen to half an hour later, though nobody did anything since.
  expect(await read(46)).toEqual({ all: true, near: false });
  await office.playground.edit("ana@example.org", "roadmap", goalId, { owner: [] });
  expect(await read(50)).toEqual({ all: true, near: false });
  expect(await read(55)).toEqual({ all: false, near: false });
});

test("what Krug itself wrote is no change when Notion lists it and Calendar tells of it", async () => {
  const office = await openOffice();
  office.playground.google.switches.conferencePending = "immediate";
  const [first] = await office.runToEnd();
  const listed = office.playground.notion.log.entries.length;
  const [after] = await office.runToEnd(THURSDAY + MINUTE);
  expect(first?.report.done).toMatchObject({ create_event: 2 });
  expect(office.playground.notion.log.entries.length).toBeGreaterThan(listed);
  expect(after?.report).toMatchObject({ changed: 0, done: {} });
});
