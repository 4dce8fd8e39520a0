import { expect, test } from "vitest";
import { TABLES } from "../../../src/store/database/tables.ts";
import { pageChangeTable } from "../../../src/store/mirror/pageChanges.ts";
import { pageTable } from "../../../src/store/mirror/pages.ts";
import { coordinatorTable } from "../../../src/store/people/coordinators.ts";
import { erasingAll } from "../../../src/store/people/erasing.ts";
import { openD1 } from "../../world/d1.ts";
import { ERASED_FROM } from "./erasedFrom.ts";

test("of every table it is decided whether a person is erased from it, or why nothing of theirs is there", async () => {
  const { results } = await openD1()
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'd1_migrations'",
    )
    .all<{ name: string }>();
  expect(Object.keys(ERASED_FROM).sort()).toEqual(results.map(({ name }) => name).sort());
  expect([...TABLES].sort()).toEqual(Object.keys(ERASED_FROM).sort());
  for (const decision of Object.values(ERASED_FROM)) expect(decision).toMatch(/^(erased|kept: .{8,})$/);
});

const nothing = { own: [], naming: [], written: [], eventIds: {}, seriesIds: [], letterIds: [], otherEventIds: [] };

test("who was put into a group by hand, or taken off it, is not told any more once they are forgotten", async () => {
  const database = openD1();
  const edit = (pageId: string, was: string) => ({ pageId, what: "members" as const, was, at: 0 });
  const changes = [edit("first", "+ana -boris"), edit("second", "-ana"), edit("third", "+boris")];
  await database.batch(pageChangeTable.saving(database, changes));
  const person = { pageIds: ["ana"], emails: ["ana@example.org"], names: ["Ana"] };
  await database.batch(await erasingAll(database, { person, ...nothing, responseIds: [] }));
  expect(await pageChangeTable.list(database)).toEqual([edit("third", "+boris")]);
});

test("a comment of somebody who is forgotten stays counted, as somebody's", async () => {
  const database = openD1();
  const comment = (by: string) => ({ id: `of ${by}`, at: 0, by });
  await database.batch([
    database.prepare(
      "INSERT INTO pages (id, source, url, edited_at, created_at, content) VALUES ('q', 'help', '', 0, 0, '{}')",
    ),
    pageTable.savingComments(database, "q", [comment("ana"), comment("boris")]),
  ]);
  const person = { pageIds: ["ana"], emails: ["ana@example.org"], names: ["Ana"] };
  await database.batch(await erasingAll(database, { person, ...nothing, responseIds: [] }));
  const rows = await pageTable.read(database, ["q"]);
  expect(rows.get("q")?.comments).toEqual([{ ...comment("ana"), by: null }, comment("boris")]);
});

test("a coordinator of before is forgotten too, however somebody wrote their address", async () => {
  const database = openD1();
  await database
    .prepare(
      "INSERT INTO coordinators (email, page_id, state) VALUES ('ana <ana@example.org>', 'ana', 'known'), ('maria@example.org', 'maria', 'known')",
    )
    .run();
  const person = { pageIds: ["ana"], emails: ["ana@example.org"], names: ["Ana"] };
  await database.batch(await erasingAll(database, { person, ...nothing, responseIds: [] }));
  expect((await coordinatorTable.list(database)).map(({ email }) => email)).toEqual(["maria@example.org"]);
});

test("what is settled of groups somebody was in lives again when they are forgotten, and no address of theirs is kept", async () => {
  const database = openD1();
  const group = (id: string, memberIds: string[]) =>
    database
      .prepare(
        `INSERT INTO past_groups (group_id, programme, round, members, facilitator, has_met, reports)
         SELECT ?, 1, 0, ' ' || group_concat(number || ' ', ''), NULL, 1, 0 FROM past_ids WHERE page_id IN (?, ?)`,
      )
      .bind(id, ...memberIds);
  const address = (email: string, personId: string) =>
    database.prepare("INSERT INTO past_addresses VALUES (?1, ?1, ?2, 1)").bind(email, personId);
  const fact = (id: string, settledIn: string) =>
    database.prepare("INSERT INTO facts VALUES ('p', 0, 'boris', 'sessions', ?, '{}', ?)").bind(id, settledIn);
  await database.batch([
    database.prepare("INSERT INTO past_ids (page_id) VALUES ('p'), ('ana'), ('boris'), ('vera')"),
    ...[group("theirs", ["ana", "boris"]), group("others", ["boris", "vera"])],
    ...[fact("1", "theirs"), fact("2", "others")],
    ...[address("ana@example.org", ""), address("old@example.org", "ana"), address("boris@example.org", "boris")],
  ]);
  const person = { pageIds: ["ana"], emails: ["ana@example.org"], names: ["Ana"] };
  await database.batch(await erasingAll(database, { person, ...nothing, responseIds: [] }));
  const all = async (query: string) => (await database.prepare(query).all()).results;
  expect(await all("SELECT group_id FROM past_groups")).toEqual([{ group_id: "others" }]);
  expect(await all("SELECT page_id FROM past_ids ORDER BY 1")).toEqual([
    { page_id: "boris" },
    { page_id: "p" },
    { page_id: "vera" },
  ]);
  expect(await all("SELECT email FROM past_addresses")).toEqual([{ email: "boris@example.org" }]);
  expect(await all("SELECT id, settled_in FROM facts ORDER BY id")).toEqual([
    { id: "1", settled_in: null },
    { id: "2", settled_in: "others" },
  ]);
});
