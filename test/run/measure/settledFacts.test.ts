import { expect, test } from "vitest";
import { sessionOfFact } from "../../../src/core/rules/metrics/factIndex.ts";
import type { Fact } from "../../../src/core/rules/metrics/facts.ts";
import { periodsOf } from "../../../src/core/rules/metrics/periods.ts";
import { measureFacts } from "../../../src/run/measure/keepFigures.ts";
import { settledFirstSessions } from "../../../src/run/measure/settledFacts.ts";
import { factTable } from "../../../src/store/figures/facts.ts";
import { aSession, noFacts, onDay, PROGRAMME } from "../../core/rules/metrics/builders.ts";
import { type LocalD1, openD1 } from "../../world/d1.ts";

const NOW = onDay(79);
const PERIODS = periodsOf(PROGRAMME, NOW);

const met = (id: string, day: number, ...memberIds: string[]) =>
  aSession({ id, day, memberIds, cameIds: memberIds, status: "met" });

/** A database in which sessions are measured, and of them those settled that are named. */
async function settling(sessions: readonly Fact<"sessions">[], ...ids: string[]): Promise<LocalD1> {
  const sql = openD1();
  const homed = await measureFacts(sql, "p", PERIODS, noFacts({ asOf: NOW, sessions }));
  const settled = homed.filter(fact => ids.includes(sessionOfFact(fact) ?? ""));
  await sql.batch(
    factTable.settling(
      sql,
      settled.map(fact => ({ ...fact, programmeId: "p", groupId: "g" })),
    ),
  );
  return sql;
}

const first = async (sql: LocalD1) => Object.fromEntries(await settledFirstSessions(sql, "p", PERIODS));

const SESSIONS = [met("1", 2, "ana", "boris"), met("2", 9, "boris", "vera"), met("3", 40, "ana", "vera")];
const [ONE, TWO] = SESSIONS.map(({ startsAt }) => startsAt);

test("a person's first settled session is known by one row of theirs, however many they were at since", async () => {
  const sql = await settling(SESSIONS, "1", "2");
  expect(await first(sql)).toEqual({ ana: ONE, boris: ONE, vera: TWO });
  const { statements } = sql;
  await first(sql);
  expect(sql.statements - statements).toBe(2);
  sql.close();
});

test("where their first still lives it is looked for among those that are settled; who was at none of these has none", async () => {
  const sql = await settling(SESSIONS, "2");
  expect(await first(sql)).toEqual({ boris: TWO, vera: TWO });
  sql.close();
});

test("also of people of whom an earlier version kept no first session, until they meet again", async () => {
  const sql = await settling(SESSIONS, "1", "2");
  await sql.prepare("UPDATE firsts SET content = json_remove(content, '$.session')").run();
  expect(await first(sql)).toEqual({ ana: ONE, boris: ONE, vera: TWO });
  const again = [SESSIONS[2]!, met("4", 70, "ana", "boris")];
  await measureFacts(sql, "p", PERIODS, noFacts({ asOf: NOW, sessions: again }));
  const { results } = await sql
    .prepare("SELECT owner, content ->> '$.session.id' AS id FROM firsts ORDER BY owner")
    .all<{ owner: string; id: string | null }>();
  expect(results).toEqual([
    { owner: "ana", id: "1" },
    { owner: "boris", id: "1" },
    { owner: "vera", id: null },
  ]);
  sql.close();
});
