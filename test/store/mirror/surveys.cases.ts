import { beforeEach, describe, expect, test } from "vitest";
import type { PulseResult } from "../../../src/core/rules/surveys/pulse.ts";
import type { Sql } from "../../../src/store/database/sql.ts";
import { answerTable, type KeptResponse } from "../../../src/store/mirror/answers.ts";
import { formTable, type KeptForm } from "../../../src/store/mirror/forms.ts";
import { type KeptWave, waveTable } from "../../../src/store/mirror/waves.ts";

export function surveysCases(open: () => Promise<Sql>): void {
  let sql: Sql;
  beforeEach(async () => {
    sql = await open();
  });

  describe("answers of named forms", () => {
    const answer = (responseId: string, submittedAt: number, says: string): KeptResponse => ({
      programmeId: "p",
      kind: "feedback",
      response: { responseId, submittedAt, email: "anna@example.org", answers: { "79316cf4": [says] } },
    });
    const keep = (...answers: KeptResponse[]) => answerTable.saving(sql, answers).then(saving => sql.batch(saving));
    const kept = async () =>
      (await answerTable.list(sql)).responses.sort((a, b) => (a.response.responseId < b.response.responseId ? -1 : 1));

    test("come back as they were given", async () => {
      const answers = [answer("a", 1000, "ABC234"), answer("b", 2000, "Спасибо!")];
      await keep(...answers);
      expect(await kept()).toEqual(answers);
    });

    test("an answer that was edited replaces what it said before", async () => {
      await keep(answer("a", 1000, "before"));
      await keep(answer("a", 2000, "after"));
      expect(await kept()).toEqual([answer("a", 2000, "after")]);
    });

    test("and the edit stays when what it replaced is read once more", async () => {
      await keep(answer("a", 2000, "after"));
      await keep(answer("a", 1000, "before"));
      expect(await kept()).toEqual([answer("a", 2000, "after")]);
    });

    test("the order in which they are read does not matter", async () => {
      const answers = [answer("a", 1000, "1"), answer("b", 1000, "2"), answer("a", 3000, "3"), answer("b", 2000, "4")];
      await keep(...answers);
      const forwards = await kept();
      await sql.prepare("DELETE FROM answers").run();
      for (const one of [...answers].reverse()) await keep(one);
      expect(await kept()).toEqual(forwards);
    });
  });

  describe("waves of the anonymous form", () => {
    const result = (mean: number): PulseResult => ({
      answers: 4,
      asked: 5,
      satisfaction: { shown: "mean", n: 4, sum: 4 * mean, mean, high: 1 },
      supported: { shown: "nothing", n: 0 },
      recommend: { shown: "nothing", n: 0 },
      balance: null,
      texts: [],
      problems: [],
    });
    const wave = (answers: number, of: PulseResult | null = null): KeptWave => ({
      key: "p/pulse/1",
      programmeId: "p",
      answers,
      result: of,
    });

    test("are counted while they are open", async () => {
      await (await waveTable.saving(sql, wave(1))).run();
      await (await waveTable.saving(sql, wave(3))).run();
      expect(await waveTable.list(sql)).toEqual([wave(3)]);
    });

    test("have their result once they are closed, and it is never replaced", async () => {
      await (await waveTable.saving(sql, wave(4))).run();
      await (await waveTable.saving(sql, wave(4, result(2.5)))).run();
      await (await waveTable.saving(sql, wave(5, result(4)))).run();
      await (await waveTable.saving(sql, wave(6))).run();
      expect(await waveTable.list(sql)).toEqual([wave(4, result(2.5))]);
    });

    test("leave nothing of a single answer: no column could hold one", async () => {
      const { results } = await sql.prepare("SELECT name FROM pragma_table_info('waves')").all<{ name: string }>();
      expect(results.map(row => row.name)).toEqual(["key", "programme_id", "answers", "result"]);
    });
  });

  describe("forms", () => {
    const form = (more: Partial<KeptForm> = {}): KeptForm => ({
      programmeId: "p",
      kind: "pulse",
      formId: "f",
      state: "created",
      responderUri: "https://forms.test/f",
      spec: "[]",
      readUntil: null,
      written: null,
      look: null,
      replaces: null,
      ...more,
    });

    test("a programme has one of each kind, and it is known how far its making has come", async () => {
      await formTable.saving(sql, form()).run();
      await formTable.saving(sql, form({ kind: "feedback", formId: "g" })).run();
      await formTable.saving(sql, form({ state: "published", readUntil: "2026-01-05T10:00:00.123Z" })).run();
      expect(await formTable.list(sql)).toEqual([
        form({ kind: "feedback", formId: "g" }),
        form({ state: "published", readUntil: "2026-01-05T10:00:00.123Z" }),
      ]);
    });
  });
}
