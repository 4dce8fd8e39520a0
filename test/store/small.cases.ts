import { beforeEach, describe, expect, test } from "vitest";
import type { Point } from "../../src/core/rules/metrics/points.ts";
import { counted, type Sql } from "../../src/store/database/sql.ts";
import { stateTable } from "../../src/store/database/state.ts";
import { goalObservationTable, pointTable } from "../../src/store/figures/points.ts";
import { deadLetterTable } from "../../src/store/incoming/deadLetters.ts";
import { actedOnTable } from "../../src/store/mirror/actedOn.ts";
import { noticeTable } from "../../src/store/mirror/notices.ts";
import { sourceTable } from "../../src/store/mirror/sources.ts";
import { type RunReport, runTable } from "../../src/store/runs/runs.ts";

/** The tables there is little to say of. */
export function smallCases(open: () => Promise<Sql>): void {
  let sql: Sql;
  beforeEach(async () => {
    sql = await open();
  });

  describe("what was acted on", () => {
    const act = (cause: string, said: string, at: number) => ({ cause, said, at });

    test("is kept by its cause, and a later word takes the earlier one's place", async () => {
      await sql.batch(await actedOnTable.saving(sql, [act("a", "yes", 1), act("b", "no", 2)]));
      await sql.batch(await actedOnTable.saving(sql, [act("b", "yes", 3)]));
      expect(await actedOnTable.list(sql)).toEqual([act("a", "yes", 1), act("b", "yes", 3)]);
    });

    test("nothing new needs no statement", async () => {
      expect(await actedOnTable.saving(sql, [])).toEqual([]);
    });
  });

  describe("runs", () => {
    const report: RunReport = {
      reason: "cron",
      done: { create_event: 2 },
      changed: 3,
      failed: [],
      requests: { notion: 4, google: 5 },
      statements: 6,
      mails: 7,
      isContinued: false,
      landedBetween: 0,
      isHeld: false,
    };
    const saving = (worldNow: number, endedWell = true) =>
      runTable.saving(sql, { worldNow, startedAt: 10, endedAt: 20, endedWell, report });

    test("before the first there is none", async () => {
      expect(await runTable.last(sql)).toBeNull();
    });

    test("the last is the one kept last, whatever its time", async () => {
      await sql.batch(await saving(2000));
      await sql.batch(await saving(1000, false));
      expect(await runTable.last(sql)).toEqual({
        id: 2,
        worldNow: 1000,
        startedAt: 10,
        endedAt: 20,
        endedWell: false,
        report,
      });
    });

    test("the last five hundred are kept", async () => {
      await sql
        .prepare(
          `INSERT INTO runs (world_now, started_at, ended_at, ended_well, report)
           SELECT value, 0, 0, 1, '{}' FROM json_each(?)`,
        )
        .bind(JSON.stringify(Array.from({ length: 600 }, (_, index) => index)))
        .run();
      await sql.batch(await saving(9));
      const kept = "SELECT count(*) AS count, min(id) AS first, max(id) AS last FROM runs";
      expect(await sql.prepare(kept).first()).toEqual({ count: 500, first: 102, last: 601 });
    });
  });

  describe("data sources", () => {
    test("have no cursor before they were read, and keep it when their map changes", async () => {
      await sourceTable.saving(sql, "people", { id: "x" }).run();
      await sourceTable.saving(sql, "roadmap", { id: "y" }).run();
      await sourceTable.savingCursor(sql, "people", 1234).run();
      await sourceTable.saving(sql, "people", { id: "x2" }).run();
      expect((await sourceTable.list<{ id: string }>(sql)).sort((a, b) => (a.source < b.source ? -1 : 1))).toEqual([
        { source: "people", map: { id: "x2" }, readUntil: 1234 },
        { source: "roadmap", map: { id: "y" }, readUntil: null },
      ]);
    });

    test("a cursor that moves together with rows that can't be kept does not move", async () => {
      await sourceTable.saving(sql, "people", {}).run();
      const broken = sql.prepare("INSERT INTO pages (id) VALUES ('a')");
      await expect(sql.batch([sourceTable.savingCursor(sql, "people", 1234), broken])).rejects.toThrow(/NOT NULL/);
      expect(await sourceTable.list(sql)).toEqual([{ source: "people", map: {}, readUntil: null }]);
    });
  });

  describe("the things there is one of", () => {
    test("are null before they are kept, and what was kept last after", async () => {
      expect(await stateTable.read(sql, "due_at")).toBeNull();
      await stateTable.saving(sql, "due_at", 5).run();
      await stateTable.saving(sql, "sync_token", "t").run();
      await stateTable.saving(sql, "due_at", { startedAt: 1, used: 2 }).run();
      expect(await stateTable.read(sql, "due_at")).toEqual({ startedAt: 1, used: 2 });
      await stateTable.saving(sql, "due_at", null).run();
      expect(await stateTable.read(sql, "due_at")).toBeNull();
      expect(await stateTable.read(sql, "sync_token")).toBe("t");
    });
  });

  describe("notices", () => {
    const notice = (pageId: string, email: string) => ({
      pageId,
      problem: { code: "calendar_unreadable", email } as const,
    });

    test("one of a kind stands on a page, and goes when it is dropped", async () => {
      await sql.batch([
        await noticeTable.saving(sql, notice("b", "x")),
        await noticeTable.saving(sql, notice("a", "x")),
      ]);
      await (await noticeTable.saving(sql, notice("a", "y"))).run();
      await (await noticeTable.saving(sql, { pageId: "a", problem: { code: "form_gone" } })).run();
      expect(await noticeTable.list(sql)).toEqual([
        notice("a", "y"),
        { pageId: "a", problem: { code: "form_gone" } },
        notice("b", "x"),
      ]);
      await noticeTable.dropping(sql, { pageId: "a", problem: { code: "calendar_unreadable", email: "y" } }).run();
      expect((await noticeTable.list(sql)).map(one => one.problem.code)).toEqual(["form_gone", "calendar_unreadable"]);
    });
  });

  describe("dead letters", () => {
    test("one that is delivered twice is kept once, as it came first", async () => {
      expect(await deadLetterTable.count(sql)).toBe(0);
      await deadLetterTable.saving(sql, "m1", 10, { reason: "cron" }).run();
      await deadLetterTable.saving(sql, "m1", 20, { reason: "again" }).run();
      await deadLetterTable.saving(sql, "m2", 20, null).run();
      expect(await deadLetterTable.count(sql)).toBe(2);
      expect(await sql.prepare("SELECT received_at, message FROM dead_letters WHERE id = 'm1'").first()).toEqual({
        received_at: 10,
        message: '{"reason":"cron"}',
      });
    });
  });

  describe("figures", () => {
    const point = (value: number | null, more: Partial<Point> = {}): Point => ({
      key: "p/satisfaction/0",
      programmeId: "p",
      metricId: "satisfaction",
      skill: null,
      unit: "level",
      value,
      n: 4,
      period: { number: 0, from: 0, to: 1 },
      baseline: null,
      change: null,
      isPublic: true,
      ...more,
    });
    const testing = (value: number, skill: string) =>
      point(value, { key: "p/growthPoints:testing/0", metricId: "growthPoints", skill });

    test("one for metric, skill and period; computed anew it takes the place of the old", async () => {
      await sql.batch(
        pointTable.saving(sql, [
          point(3.5),
          point(3, { key: "p/satisfaction/1", period: { number: 1, from: 1, to: 2 } }),
        ]),
      );
      await sql.batch(pointTable.saving(sql, [point(4), testing(0.5, "Testing")]));
      const kept = await pointTable.list(sql);
      expect([...kept.keys()].sort()).toEqual(["p/growthPoints:testing/0", "p/satisfaction/0", "p/satisfaction/1"]);
      expect(kept.get("p/satisfaction/0")).toEqual(point(4));
    });

    test("a skill that is written otherwise is the same skill", async () => {
      await sql.batch(pointTable.saving(sql, [testing(1, "Testing")]));
      await sql.batch(pointTable.saving(sql, [testing(2, "testing")]));
      expect([...(await pointTable.list(sql)).values()]).toEqual([testing(2, "testing")]);
      expect(await sql.prepare("SELECT count(*) AS n FROM points").first()).toEqual({ n: 1 });
    });

    test("a figure without a value stays without one", async () => {
      await sql.batch(pointTable.saving(sql, [point(null)]));
      expect([...(await pointTable.list(sql)).values()]).toEqual([point(null)]);
    });

    test("a goal is looked at once in a period: the last look counts", async () => {
      const look = (period: number, seenAt: number) => ({
        id: "g",
        programmeId: "p",
        seenAt,
        health: "on_track" as const,
        isOverdue: false,
        period,
      });
      await sql.batch(goalObservationTable.saving(sql, [look(0, 1), look(1, 2)]));
      await sql.batch(goalObservationTable.saving(sql, [look(1, 3)]));
      const seen = (await goalObservationTable.list(sql)).map(one => one.seenAt);
      expect(seen.sort()).toEqual([1, 3]);
      expect(await goalObservationTable.list(sql)).toContainEqual({
        id: "g",
        programmeId: "p",
        seenAt: 3,
        health: "on_track",
        isOverdue: false,
      });
    });
  });

  describe("counting", () => {
    test("every statement counts, each of a batch too; preparing and binding don't", async () => {
      let statements = 0;
      const counting = counted(sql, count => {
        statements += count;
      });
      const one = counting.prepare("SELECT ? AS one");
      const bound = one.bind(1);
      expect(statements).toBe(0);
      await bound.first();
      await bound.all();
      await bound.run();
      expect(statements).toBe(3);
      await counting.batch([bound, one.bind(2), sql.prepare("SELECT 3")]);
      expect(statements).toBe(6);
    });
  });
}
