import { beforeEach, describe, expect, test } from "vitest";
import { type IndexedFact, keyOf } from "../../../src/core/rules/metrics/factIndex.ts";
import type { FirstOccurrences } from "../../../src/core/rules/metrics/firstOccurrences.ts";
import type { Sql } from "../../../src/store/database/sql.ts";
import { accumulatorTable } from "../../../src/store/figures/accumulators.ts";
import { factTable } from "../../../src/store/figures/facts.ts";
import { firstOccurrenceTable } from "../../../src/store/figures/firstOccurrences.ts";
import { measuredTable } from "../../../src/store/figures/measured.ts";
import { personObservationTable } from "../../../src/store/figures/points.ts";

/** What figures are kept as. */
export function figuresCases(open: () => Promise<Sql>): void {
  let sql: Sql;
  beforeEach(async () => {
    sql = await open();
  });

  describe("facts", () => {
    const fact = (owner: string, id: string, period = 0, useful = 3): IndexedFact => ({
      period,
      owner,
      kind: "feedback",
      id,
      fact: { useful } as never,
    });
    const assessed: IndexedFact = { ...fact("ana", "1", 2), kind: "selfAssessments" };

    test("one of a period, owner, kind and id; kept again it takes the place of the old", async () => {
      await sql.batch(factTable.saving(sql, "p", [fact("ana", "1"), fact("ana", "2"), fact("ana", "1", 1)]));
      await sql.batch(factTable.saving(sql, "p", [fact("ana", "1", 0, 5)]));
      expect(await factTable.list(sql, "p", 0)).toEqual([fact("ana", "1", 0, 5), fact("ana", "2")]);
      expect(await factTable.list(sql, "other", 0)).toEqual([]);
    });

    test("are found by whose they are, in a period or in the whole past", async () => {
      await sql.batch(factTable.saving(sql, "p", [fact("ana", "1"), fact("boris", "1"), fact("vera", "1"), assessed]));
      expect(await factTable.listOf(sql, "p", 0, ["vera", "ana", "nobody"])).toEqual([
        fact("vera", "1"),
        fact("ana", "1"),
      ]);
      expect(await factTable.listPast(sql, "p", "ana")).toEqual([assessed]);
    });

    test("go one by one or all together, and other programmes keep theirs", async () => {
      await sql.batch([
        ...factTable.saving(sql, "p", [fact("ana", "1"), fact("ana", "2")]),
        ...factTable.saving(sql, "q", [fact("ana", "1")]),
      ]);
      await sql.batch(factTable.dropping(sql, "p", [fact("ana", "1")]));
      expect(await factTable.list(sql, "p", 0)).toEqual([fact("ana", "2")]);
      await factTable.droppingAll(sql, "p").run();
      expect([await factTable.list(sql, "p", 0), await factTable.list(sql, "q", 0)]).toEqual([[], [fact("ana", "1")]]);
    });
  });

  describe("facts that are settled", () => {
    const session = (owner: string, id: string, period = 0): IndexedFact => ({
      ...{ period, owner, kind: "sessions", id },
      fact: { id } as never,
    });
    const settling = (fact: IndexedFact, groupId = "g") =>
      factTable.settling(sql, [{ ...fact, programmeId: "p", groupId }]);

    beforeEach(async () => {
      await sql.batch(factTable.saving(sql, "p", [session("ana", "1"), session("ana", "2", 1), session("boris", "3")]));
      await sql.batch([...settling(session("ana", "1")), ...settling(session("ana", "2", 1))]);
    });

    test("are apart from those that live, and found by period and by whose sessions they are", async () => {
      expect(await factTable.list(sql, "p", 0)).toEqual([session("boris", "3")]);
      expect(await factTable.list(sql, "p", 0, true)).toEqual([session("ana", "1")]);
      expect(await factTable.listSettled(sql, "p", 0)).toEqual([session("ana", "1"), session("ana", "2", 1)]);
      expect(await factTable.listSettled(sql, "p", 1)).toEqual([session("ana", "2", 1)]);
      expect(await factTable.listSettledSessions(sql, "p", ["boris"])).toEqual([]);
      expect(await factTable.listSettledSessions(sql, "p", ["ana"])).toHaveLength(2);
      const among = await factTable.settledAmong(sql, "p", [session("ana", "1"), session("boris", "3")]);
      expect([...among]).toEqual([keyOf(session("ana", "1"))]);
    });

    test("stay when all that live are forgotten, and live again once they are kept anew", async () => {
      await factTable.droppingAll(sql, "p").run();
      expect(await factTable.listSettled(sql, "p", 0)).toHaveLength(2);
      await sql.batch(factTable.saving(sql, "p", [session("ana", "1")]));
      expect(await factTable.list(sql, "p", 0)).toEqual([session("ana", "1")]);
    });
  });

  describe("accumulators", () => {
    const kept = (owner: string, period = 0, accumulators: Record<string, unknown> = { helps: { a: 1 } }) => ({
      period,
      owner,
      accumulators,
    });
    const all = async (period: number) => {
      const pages = [];
      for await (const page of accumulatorTable.each(sql, "p", period)) pages.push(page);
      return pages;
    };

    test("of a period come some hundred at a time, each owner once, one without a name among them", async () => {
      const owners = ["", ...Array.from({ length: 1000 }, (_, index) => `person-${1000 + index}`)];
      await sql.batch(
        accumulatorTable.saving(
          sql,
          "p",
          owners.map(owner => kept(owner)),
        ),
      );
      const pages = await all(0);
      expect(pages.map(page => page.length)).toEqual([500, 500, 1]);
      expect(pages.flat().map(one => one.owner)).toEqual(owners);
      expect(await all(1)).toEqual([]);
    });

    test("that come to nothing have no row", async () => {
      await sql.batch(accumulatorTable.saving(sql, "p", [kept("ana"), kept("boris")]));
      await sql.batch(accumulatorTable.saving(sql, "p", [kept("ana", 0, {}), kept("boris", 0, { helps: { b: 2 } })]));
      expect(await all(0)).toEqual([[kept("boris", 0, { helps: { b: 2 } })]]);
      await accumulatorTable.dropping(sql, "p").run();
      expect(await all(0)).toEqual([]);
    });

    test("of later periods are known by owner", async () => {
      await sql.batch(
        accumulatorTable.saving(sql, "p", [kept("ana", 0), kept("ana", 1), kept("ana", 2), kept("boris", 2)]),
      );
      const later = await accumulatorTable.listLaterPeriods(sql, "p", [{ owner: "ana", period: 0 }]);
      expect(later.sort((a, b) => a.period - b.period)).toEqual([
        { owner: "ana", period: 1 },
        { owner: "ana", period: 2 },
      ]);
      expect(await accumulatorTable.listLaterPeriods(sql, "p", [])).toEqual([]);
    });
  });

  describe("how far a programme was measured", () => {
    const firsts: FirstOccurrences = { assessments: [], meetings: { boris: { sessionId: "s", at: 1 } } };

    test("is null before, and what was kept last after; and so are people's firsts", async () => {
      const measured = {
        marks: { 0: "m" },
        skills: ["testing"],
        topics: [],
        baselines: { x: { period: 0, value: 1 } },
      };
      expect(await measuredTable.read(sql, "p")).toBeNull();
      await measuredTable.saving(sql, "p", measured).run();
      await measuredTable.saving(sql, "p", { ...measured, topics: ["design"] }).run();
      expect(await measuredTable.read(sql, "p")).toEqual({ ...measured, topics: ["design"] });
      await sql.batch(firstOccurrenceTable.saving(sql, "p", new Map([["ana", firsts]])));
      expect(await firstOccurrenceTable.read(sql, "p", ["boris", "ana"])).toEqual(new Map([["ana", firsts]]));
      const session = { id: "s", startsAt: 0, endsAt: 1 };
      const known = new Map<string, FirstOccurrences>([
        ["boris", { ...firsts, session }],
        ["vera", { ...firsts, session: null }],
      ]);
      await sql.batch(firstOccurrenceTable.saving(sql, "p", known));
      expect(await firstOccurrenceTable.listFirstSessions(sql, "p")).toEqual([
        { owner: "ana", session: undefined },
        { owner: "boris", session },
        { owner: "vera", session: null },
      ]);
      expect(
        await firstOccurrenceTable.firstMeetings(sql, "p", [
          ["ana", "boris"],
          ["gleb", "ana"],
          ["vera", "ana"],
        ]),
      ).toEqual([1, null, null]);
      await sql.batch([measuredTable.dropping(sql, "p"), firstOccurrenceTable.dropping(sql, "p")]);
      expect([await measuredTable.read(sql, "p"), (await firstOccurrenceTable.read(sql, "p", ["ana"])).size]).toEqual([
        null,
        0,
      ]);
    });
  });

  test("a person is looked at once in a period: the last look counts", async () => {
    const look = (period: number, seenAt: number) => ({
      personId: "ana",
      programmeId: "p",
      seenAt,
      state: "in" as const,
      hasGroup: true,
      promised: 1,
      period,
    });
    await sql.batch(personObservationTable.saving(sql, [look(0, 1), look(1, 2)]));
    await sql.batch(personObservationTable.saving(sql, [look(1, 3)]));
    expect((await personObservationTable.list(sql)).map(one => one.seenAt).sort()).toEqual([1, 3]);
  });

  test("nothing asked about a day's figures looks through a whole table", async () => {
    const planOf = async (query: string, ...values: (string | number)[]) => {
      const { results } = await sql
        .prepare(`EXPLAIN QUERY PLAN ${query}`)
        .bind(...values)
        .all<{ detail: string }>();
      return results.map(row => row.detail).filter(detail => /^SCAN (?!wanted|part|pair|json_each|value)/.test(detail));
    };
    const asked: string[] = [];
    const spy: Sql = {
      prepare(query) {
        asked.push(query);
        return sql.prepare(query);
      },
      batch: statements => sql.batch(statements),
      keeping: sql.keeping,
    };
    await factTable.list(spy, "p", 0);
    await factTable.listOf(spy, "p", 0, ["a"]);
    await factTable.listPast(spy, "p", "a");
    await factTable.listSettled(spy, "p", 0);
    await factTable.listSettledSessions(spy, "p", ["a"]);
    await factTable.settledAmong(spy, "p", [{ period: 0, owner: "a", kind: "sessions", id: "1" }]);
    await firstOccurrenceTable.read(spy, "p", ["a"]);
    await firstOccurrenceTable.listFirstSessions(spy, "p");
    await firstOccurrenceTable.firstMeetings(spy, "p", [["a", "b"]]);
    await sql.batch(
      factTable.settling(spy, [{ period: 0, owner: "a", kind: "sessions", id: "1", programmeId: "p", groupId: "g" }]),
    );
    await accumulatorTable.listLaterPeriods(spy, "p", [{ owner: "a", period: 0 }]);
    for await (const _ of accumulatorTable.each(spy, "p", 0)) throw new Error("nothing was kept");
    await measuredTable.read(spy, "p");
    expect(asked.length).toBeGreaterThanOrEqual(7);
    for (const query of asked) {
      const values = [...query.matchAll(/\?/g)].map(() => "[]");
      expect([query, await planOf(query, ...values)]).toEqual([query, []]);
    }
  });
}
