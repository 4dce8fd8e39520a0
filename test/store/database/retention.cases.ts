import { beforeEach, describe, expect, test } from "vitest";
import type { Programme } from "../../../src/core/domain/programme.ts";
import { DAY, MINUTE } from "../../../src/core/domain/values/time.ts";
import { lettingGo } from "../../../src/store/database/retention.ts";
import type { Sql } from "../../../src/store/database/sql.ts";
import { measuredTable } from "../../../src/store/figures/measured.ts";
import { ERASED_FROM } from "../people/erasedFrom.ts";
import { KEPT_BECAUSE } from "./keptBecause.ts";

const NOW = Date.parse("2030-06-03T08:00:00Z");
/** Its 40th period runs: the last of those whose figures stand is the 19th. */
const PROGRAMME = { id: "p", startsOn: "2027-05-10", endsOn: null, zone: "UTC" } as unknown as Programme;
const RUNNING = 40;

/** What is kept of each table, and how the rest goes. */
export function retentionCases(open: () => Promise<Sql>): void {
  describe("old rows", () => {
    let sql: Sql;
    beforeEach(async () => {
      sql = await open();
    });
    /** Rows are given by column; columns that don't matter hold anything. */
    const put = (table: string, rows: readonly Record<string, string | number | null>[]) =>
      sql.batch(
        rows.map(row =>
          sql
            .prepare(
              `INSERT INTO ${table} (${Object.keys(row).join(", ")}) VALUES (${Object.keys(row).map(() => "?")})`,
            )
            .bind(...Object.values(row)),
        ),
      );
    const left = async (table: string, column: string) =>
      (
        await sql.prepare(`SELECT ${column} AS one FROM ${table} ORDER BY 1`).all<{ one: string | number }>()
      ).results.map(row => row.one);
    const go = (programmes: readonly Programme[] = []) =>
      sql.batch(lettingGo(sql, { programmes, answers: [] }, { world: NOW, wall: NOW }));

    test("of every table it is said how long they are kept", () => {
      expect(Object.keys(KEPT_BECAUSE).sort()).toEqual(Object.keys(ERASED_FROM).sort());
    });

    test("of insights, changes of pages and days of invitations go after their time, and not a day before", async () => {
      const insight = { programme_id: "p", content: "{}", since: 0 };
      await put("insights", [
        { key: "lasts", state: "open", gone_at: null, ...insight },
        { key: "ended lately", state: "gone", gone_at: NOW - 89 * DAY, ...insight },
        { key: "ended long ago", state: "gone", gone_at: NOW - 91 * DAY, ...insight },
      ]);
      const change = { page_id: "a", what: "email" };
      await put("page_changes", [
        { was: "lately", at: NOW - 89 * DAY, ...change },
        { was: "long ago", at: NOW - 91 * DAY, ...change },
      ]);
      const today = Math.floor(NOW / DAY);
      const told = { approved: 0, invitations: 1, moves: 0, cancellations: 0 };
      await put(
        "reached",
        [182, 183, 0].map(before => ({ day: today - before, ...told })),
      );
      await go();
      expect(await left("insights", "key")).toEqual(["ended lately", "lasts"]);
      expect(await left("page_changes", "was")).toEqual(["lately"]);
      expect(await left("reached", "day")).toEqual([today - 182, today]);
    });

    test("of the dashboard's door go once they open nothing and count nothing any more", async () => {
      const session = { role: "reader", token_mark: "m" };
      await put("sign_ins", [
        { digest: "over", ends_at: NOW - 1, ...session },
        { digest: "goes on", ends_at: NOW + 1, ...session },
      ]);
      const minute = Math.floor(NOW / MINUTE);
      await put("wrong_tries", [
        { address: "a", minute: minute - 2, tries: 1 },
        { address: "a", minute, tries: 1 },
      ]);
      await go();
      expect(await left("sign_ins", "digest")).toEqual(["goes on"]);
      expect(await left("wrong_tries", "minute")).toEqual([minute]);
    });

    test("of dead letters the latest thousand stay", async () => {
      await sql
        .prepare("INSERT INTO dead_letters (id, received_at, message) SELECT value, value, '' FROM json_each(?)")
        .bind(JSON.stringify(Array.from({ length: 1200 }, (_, index) => index)))
        .run();
      await go();
      const kept = "SELECT count(*) AS count, min(received_at) AS first FROM dead_letters";
      expect(await sql.prepare(kept).first()).toEqual({ count: 1000, first: 200 });
    });

    test("a notice goes with the page it is told on", async () => {
      await put("pages", [{ id: "there", source: "people", url: "", edited_at: 0, created_at: 0, content: "{}" }]);
      await put(
        "notices",
        ["there", "gone"].map(page_id => ({ page_id, code: "calendar_unreadable", problem: "{}" })),
      );
      await go();
      expect(await left("notices", "page_id")).toEqual(["there"]);
    });

    test("what was done about a meeting goes after two years; what was said in a letter or a form stays", async () => {
      const year = 366 * DAY;
      const acts = (at: number) => [
        { cause: `skip:s${at}:ana`, said: "1", at: NOW - at },
        { cause: `words:s${at}`, said: "a", at: NOW - at },
        { cause: `asked to help/q${at}/ana`, said: "asked", at: NOW - at },
        { cause: `krugletter${at}`, said: "declined", at: NOW - at },
        { cause: `silence:krugletter${at}`, said: "quiet", at: NOW - at },
        { cause: `standing:r${at}`, said: "1", at: NOW - at },
        { cause: `needs:ana:level${at}`, said: "3", at: NOW - at },
        { cause: `copy:s${at}`, said: "a", at: NOW - at },
      ];
      await put("acted_on", [...acts(2.1 * year), ...acts(1.9 * year), ...acts(80 * DAY)]);
      await put("acted_on", [{ cause: "everything before", said: "", at: 0 }]);
      await go();
      const kinds = (await left("acted_on", "cause")).map(cause => String(cause).replace(/\d.*/, ""));
      expect(kinds.filter(kind => /^(skip|asked)/.test(kind))).toHaveLength(4);
      expect(kinds.filter(kind => kind.startsWith("words"))).toHaveLength(1);
      expect(kinds.filter(kind => !/^(skip|asked|words)/.test(kind))).toHaveLength(16);
    });

    test("looks and sums go with periods whose figures stand, and figures of these change no more", async () => {
      const periods = Array.from({ length: RUNNING + 1 }, (_, period) => period);
      const look = { programme_id: "p", content: "{}" };
      await put(
        "person_looks",
        periods.map(period => ({ person_id: "ana", period, ...look })),
      );
      await put(
        "goal_looks",
        periods.map(period => ({ goal_id: "g", period, ...look })),
      );
      await put(
        "accumulators",
        periods.map(period => ({ owner: "ana", period, ...look })),
      );
      await put("accumulators", [{ owner: "ana", programme_id: "another", period: 0, content: "{}" }]);
      await measuredTable.saving(sql, "p", { marks: { 0: "a" }, skills: [], topics: [], baselines: {} }).run();
      await go([PROGRAMME]);
      expect(await measuredTable.read(sql, "p")).toMatchObject({ marks: { 0: "a" }, frozenBefore: RUNNING - 20 });
      expect(await left("person_looks", "period")).toEqual(periods.slice(RUNNING - 24));
      expect(await left("goal_looks", "period")).toEqual(periods.slice(RUNNING - 24));
      expect(await left("accumulators", "period")).toEqual([0, ...periods.slice(RUNNING - 20)]);
    });

    test("a programme that was not measured yet keeps all of it, and its figures may still change", async () => {
      await put("person_looks", [{ person_id: "ana", programme_id: "p", period: 0, content: "{}" }]);
      await measuredTable.freezing(sql, "p", 3).run();
      await go([PROGRAMME]);
      expect(await left("person_looks", "period")).toEqual([0]);
      expect(await measuredTable.readFrozenBefore(sql, "p")).toBe(3);
    });

    test("what somebody's erasing has frozen further stays so", async () => {
      await measuredTable.saving(sql, "p", { marks: {}, skills: [], topics: [], baselines: {} }).run();
      await measuredTable.freezing(sql, "p", RUNNING).run();
      await put("person_looks", [{ person_id: "ana", programme_id: "p", period: RUNNING - 24, content: "{}" }]);
      await go([PROGRAMME]);
      expect(await measuredTable.readFrozenBefore(sql, "p")).toBe(RUNNING);
      expect(await left("person_looks", "period")).toEqual([RUNNING - 24]);
    });
  });
}
