import { expect, test } from "vitest";
import { keepingOf } from "../../../src/secrets/seal.ts";
import { sealedColumns } from "../../../src/store/database/sealed.ts";
import { keptUnder } from "../../../src/store/database/sql.ts";
import { stateTable } from "../../../src/store/database/state.ts";
import { actedOnTable } from "../../../src/store/mirror/actedOn.ts";
import { answerTable } from "../../../src/store/mirror/answers.ts";
import { eventTable } from "../../../src/store/mirror/events.ts";
import { openD1 } from "../../world/d1.ts";
import { KEEPING_KEY } from "../../world/keepingKey.ts";
import { stolenTables } from "../../world/kept.ts";
import { SEALED_IN } from "./sealedIn.ts";

const OTHER = "another-key-for-keeping-that-only-tests-know";

test("of every column that holds text it is decided whether what was said in confidence lies in it sealed, or why it is open", async () => {
  const database = openD1();
  const { results } = await database
    .prepare(
      `SELECT m.name || '.' || c.name AS name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
       WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name <> 'd1_migrations' AND c.type = 'TEXT'`,
    )
    .all<{ name: string }>();
  expect(Object.keys(SEALED_IN).sort()).toEqual(results.map(({ name }) => name).sort());
  for (const decision of Object.values(SEALED_IN)) expect(decision).toMatch(/^(sealed|open: .{3,})$/);
  const sealed = Object.entries(SEALED_IN).filter(([, decision]) => decision === "sealed");
  expect(sealed.map(([column]) => column).sort()).toEqual([...sealedColumns.names].sort());
});

const answer = (kind: "needs" | "standing" | "feedback", responseId: string, says: string) => ({
  programmeId: "p",
  kind,
  response: { responseId, submittedAt: 7, email: "ana@example.org", answers: { q: [says] } },
});
const letter = {
  id: "krugletterabc",
  etag: '"1"',
  isCancelled: false,
  title: "For the coordinators",
  description: "Ana says: Zzquiet",
  startsAt: 1,
  endsAt: 2,
  guests: [],
  meetLink: null,
  htmlLink: null,
  updatedAt: 3,
  sessionId: null,
  baseMark: null,
  seriesId: null,
  originalStart: null,
};
const ACTS = [
  { cause: "apart:p:ana:boris", said: "2027-01-11/1", at: 5 },
  { cause: "needs:ana:offers", said: '["Zzoffer"]', at: 6 },
  { cause: "seat:s", said: "handed on", at: 7 },
];

async function filled(keys: readonly string[]) {
  const database = openD1(":memory:", { keys });
  const answers = [
    answer("needs", "n", "Zzneeds"),
    answer("standing", "s", "Zzword"),
    answer("feedback", "f", "thanks"),
  ];
  await database.batch([
    ...(await answerTable.saving(database, answers)),
    ...(await eventTable.saving(database, [letter])),
    ...(await actedOnTable.saving(
      database,
      ACTS.map(act => ({ ...act, isHidden: act.cause.startsWith("needs:") })),
    )),
    await stateTable.savingToken(database, "google_token", { accessToken: "Zztoken", expiresAt: 9 }),
  ]);
  return { database, answers };
}
const stolen = async (database: ReturnType<typeof openD1>) => Object.values(await stolenTables(database)).join();
const byCause = (a: { cause: string }, b: { cause: string }) => (a.cause < b.cause ? -1 : 1);

test("whoever gets hold of the database reads nothing of it; who has the key reads it all", async () => {
  const { database, answers } = await filled([KEEPING_KEY]);
  expect(await stolen(database)).not.toMatch(/Zz|ana:boris/);
  expect(await stolen(database)).toContain("thanks");
  const { responses, unopened } = await answerTable.list(database);
  expect(responses).toEqual(answers);
  expect(unopened).toEqual([]);
  expect((await actedOnTable.list(database)).sort(byCause)).toEqual(ACTS);
  expect(await eventTable.list(database, "all")).toEqual([letter]);
  expect((await eventTable.read(database, [letter.id])).get(letter.id)).toEqual(letter);
  expect(await stateTable.read(database, "google_token")).toEqual({ accessToken: "Zztoken", expiresAt: 9 });
  expect((await stateTable.readAll(database)).get("google_token")).toEqual({ accessToken: "Zztoken", expiresAt: 9 });
});

test("what somebody writes on an invitation reads as they wrote it, though it looks sealed", async () => {
  const database = openD1(":memory:", { keys: [KEEPING_KEY] });
  const looksSealed = "sealed:abcdefgh:aaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbb";
  const written = [
    { ...letter, id: "met", sessionId: "session", description: looksSealed },
    { ...letter, id: "recurring", seriesId: "series", description: looksSealed },
    { ...letter, id: "theirs", description: looksSealed },
  ];
  await database.batch(await eventTable.saving(database, written));
  expect(await eventTable.list(database)).toEqual(written);
});

test("a later word about who is kept apart takes the earlier one's place, though nobody can read of whom it is", async () => {
  const { database } = await filled([KEEPING_KEY]);
  const later = { cause: "apart:p:ana:boris", said: "2027-02-01/4", at: 8 };
  await database.batch(await actedOnTable.saving(database, [later]));
  expect((await actedOnTable.list(database)).filter(act => act.cause.startsWith("apart:"))).toEqual([later]);
});

test("what lay open, or under another key, comes under the first key, and open again where there is none; nothing is lost on the way", async () => {
  const { database, answers } = await filled([]);
  expect(await stolen(database)).toContain("Zzneeds");
  const during = keptUnder(database, keepingOf([OTHER, KEEPING_KEY]));
  for (const keys of [[KEEPING_KEY], [OTHER, KEEPING_KEY], [KEEPING_KEY, OTHER]]) {
    const sql = keptUnder(database, keepingOf(keys));
    const { done, unopened } = await sealedColumns.resealAll(sql, await sql.keeping.keys());
    expect([done, unopened]).toEqual([6, {}]);
    expect((await sealedColumns.resealAll(sql, await sql.keeping.keys())).done).toBe(0);
    expect(await stolen(database)).not.toMatch(/Zz|ana:boris/);
    expect(await sealedColumns.count(sql)).toEqual({ current: 6, former: 0, lost: 0 });
    expect(
      await sealedColumns.count(keptUnder(database, keepingOf(["a-key-that-has-nothing-to-do-with-it"]))),
    ).toMatchObject({
      lost: 6,
    });
    expect((await answerTable.list(sql)).responses).toEqual(answers);
    expect((await actedOnTable.list(sql)).sort(byCause)).toEqual(ACTS);
  }
  expect((await sealedColumns.resealAll(during, [])).done).toBe(6);
  const open = keptUnder(database, keepingOf([]));
  expect((await answerTable.list(open)).responses).toEqual(answers);
  expect((await actedOnTable.list(open)).sort(byCause)).toEqual(ACTS);
  expect(await eventTable.list(open, "all")).toEqual([letter]);
});

test("a value that somebody moves to another row, or changes, does not open and is not taken for nothing", async () => {
  const { database } = await filled([KEEPING_KEY]);
  await database.batch(await answerTable.saving(database, [answer("needs", "n2", "Zzother")]));
  await database
    .prepare(
      "UPDATE answers SET content = (SELECT content FROM answers WHERE response_id = 'n2') WHERE response_id = 'n'",
    )
    .run();
  await database.prepare("UPDATE acted_on SET cause = 'needs:boris:offers' WHERE cause = 'needs:ana:offers'").run();
  const { responses, unopened } = await answerTable.list(database);
  expect(responses.map(one => one.response.responseId).sort()).toEqual(["f", "n2", "s"]);
  expect(unopened).toEqual(["p"]);
  expect((await actedOnTable.list(database)).filter(act => act.isUnopened)).toEqual([
    { cause: "needs:boris:offers", said: "", at: 6, isUnopened: true },
  ]);
});
