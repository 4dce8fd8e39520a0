import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gathered, type IndexedFact, sessionOfFact } from "../../../src/core/rules/metrics/factIndex.ts";
import type { Facts } from "../../../src/core/rules/metrics/facts.ts";
import { periodsOf } from "../../../src/core/rules/metrics/periods.ts";
import { type Point, pointsFor } from "../../../src/core/rules/metrics/points.ts";
import { measureFacts } from "../../../src/run/measure/keepFigures.ts";
import { recompute } from "../../../src/run/measure/refold.ts";
import { factTable } from "../../../src/store/figures/facts.ts";
import { measuredTable } from "../../../src/store/figures/measured.ts";
import { pointTable } from "../../../src/store/figures/points.ts";
import { anAnswer, aSession, levels, noFacts, onDay, PROGRAMME } from "../../core/rules/metrics/builders.ts";
import { changed, someFacts } from "../../core/rules/metrics/someFacts.ts";
import { type LocalD1, openD1 } from "../../world/d1.ts";

const NOW = onDay(79);
const periodsAt = (now: number) => periodsOf(PROGRAMME, now);

/** Points by key; those of one skill only where there is a figure, since a skill is known from the day somebody assessed it. */
function byKey(points: readonly Point[]): Record<string, Point> {
  const told = points.filter(point => point.skill === null || point.value !== null);
  return Object.fromEntries(told.map(point => [point.key, point]).sort());
}

async function measuredPoints(...worlds: Facts[]): Promise<Record<string, Point>> {
  const sql = openD1();
  for (const facts of worlds) await measureFacts(sql, "p", periodsAt(facts.asOf), facts);
  const points = byKey(await pointTable.listOf(sql, "p"));
  sql.close();
  return points;
}

describe("figures kept from day to day", () => {
  it("are those of all facts at once, whatever the facts", async () => {
    await fc.assert(
      fc.asyncProperty(someFacts(NOW), async facts => {
        expect(await measuredPoints(facts)).toEqual(byKey(pointsFor(PROGRAMME, periodsAt(NOW), facts)));
      }),
      { numRuns: 40 },
    );
  });

  it("are the same when facts came, went and changed in between, early ones too", async () => {
    const keep = fc.array(fc.boolean(), { minLength: 1, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(someFacts(onDay(40)), someFacts(NOW), someFacts(NOW), keep, async (a, b, c, kept) => {
        const second = changed(a, b, kept);
        const third = changed(second, c, [...kept].reverse());
        expect(await measuredPoints(a, second, third)).toEqual(byKey(pointsFor(PROGRAMME, periodsAt(NOW), third)));
      }),
      { numRuns: 40 },
    );
  });

  it("are the same when everything is folded anew from what is kept", async () => {
    await fc.assert(
      fc.asyncProperty(someFacts(onDay(40)), someFacts(NOW), async (a, b) => {
        const sql = openD1();
        await measureFacts(sql, "p", periodsAt(a.asOf), a);
        await measureFacts(sql, "p", periodsAt(NOW), changed(a, b, [true]));
        const kept = byKey(await pointTable.listOf(sql, "p"));
        await recompute(sql, "p", periodsAt(NOW), NOW);
        expect(byKey(await pointTable.listOf(sql, "p"))).toEqual(kept);
        sql.close();
      }),
      { numRuns: 20 },
    );
  });
});

describe("what is settled", () => {
  type Lasting = Pick<Facts, "sessions" | "feedback" | "helps">;
  const about = (ids: ReadonlySet<string>, isAbout: boolean, { sessions, feedback, helps }: Facts): Lasting => ({
    sessions: sessions.filter(({ id }) => ids.has(id) === isAbout),
    feedback: feedback.filter(({ sessionId }) => ids.has(sessionId) === isAbout),
    helps: helps.filter(help => ids.has(help.about) === isAbout),
  });

  /** Measures, settles what is about some sessions, and gives those facts as they were kept. */
  async function settledOf(sql: LocalD1, facts: Facts, ids: ReadonlySet<string>): Promise<IndexedFact[]> {
    const homed = await measureFacts(sql, "p", periodsAt(facts.asOf), facts);
    const settled = homed.filter(fact => ids.has(sessionOfFact(fact) ?? ""));
    const places = settled.map(fact => ({ ...fact, programmeId: "p", groupId: sessionOfFact(fact) ?? "" }));
    const statements = factTable.settling(sql, places);
    if (statements.length > 0) await sql.batch(statements);
    return settled;
  }

  it("counts in figures as if it still lived, whatever else comes, goes and changes, and however they are folded", async () => {
    const ids = fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(id => `s${id}`));
    const keep = fc.array(fc.boolean(), { minLength: 1, maxLength: 7 });
    const ways = fc.constantFrom("refolded", "begun again", "all anew");
    await fc.assert(
      fc.asyncProperty(someFacts(onDay(60)), someFacts(NOW), ids, keep, ways, async (a, b, chosen, kept, way) => {
        const sql = openD1();
        const long = new Set(chosen);
        const settled = await settledOf(sql, a, long);
        const c = changed(a, b, kept);
        const living: Facts = { ...c, ...about(long, false, c) };
        if (way === "begun again") await measuredTable.dropping(sql, "p").run();
        await measureFacts(sql, "p", periodsAt(NOW), living);
        if (way === "all anew") await recompute(sql, "p", periodsAt(NOW), NOW);
        const past = gathered(settled, NOW);
        const all: Facts = {
          ...living,
          sessions: [...past.sessions, ...living.sessions],
          feedback: [...past.feedback, ...living.feedback],
          helps: [...past.helps, ...living.helps],
        };
        expect(byKey(await pointTable.listOf(sql, "p"))).toEqual(byKey(pointsFor(PROGRAMME, periodsAt(NOW), all)));
        sql.close();
      }),
      { numRuns: 40 },
    );
  });

  it("costs the next day a look at the periods it was in, and nothing is folded", async () => {
    const sessions = Array.from({ length: 12 }, (_, day) => aSession({ id: String(day), day: day * 6 + 1 }));
    const facts = noFacts({ asOf: NOW, sessions });
    const sql = openD1();
    await settledOf(sql, facts, new Set(["0", "1"]));
    const { statements } = sql;
    await measureFacts(sql, "p", periodsAt(NOW), { ...facts, sessions: sessions.slice(2) });
    // How far it was measured, the one period, and how far it is measured now.
    expect(sql.statements - statements).toBe(3);
    sql.close();
  });
});

describe("a day on which", () => {
  const before = noFacts({
    asOf: NOW,
    sessions: [aSession({ id: "1", day: 3 }), aSession({ id: "2", day: 33 })],
    feedback: [anAnswer("1", "ana", { useful: 2 })],
    selfAssessments: [levels("ana", 2, { testing: 2 }), levels("ana", 30, { testing: 3 })],
  });

  async function changedRows(after: Facts) {
    const sql = openD1();
    await measureFacts(sql, "p", periodsAt(NOW), before);
    const kept = await rows(sql);
    await measureFacts(sql, "p", periodsAt(NOW), after);
    const now = await rows(sql);
    sql.close();
    return [...now].filter(([place, content]) => kept.get(place) !== content).map(([place]) => place);
  }

  async function rows(sql: ReturnType<typeof openD1>) {
    const { results } = await sql
      .prepare("SELECT period, owner, content FROM accumulators")
      .all<{ period: number; owner: string; content: string }>();
    return new Map(results.map(row => [`${row.period} ${row.owner}`, row.content]));
  }

  it("nothing changed leaves everything as it was", async () => {
    expect(await changedRows(before)).toEqual([]);
    const sql = openD1();
    await measureFacts(sql, "p", periodsAt(NOW), before);
    const statements = sql.statements;
    await measureFacts(sql, "p", periodsAt(NOW), before);
    expect(sql.statements - statements).toBe(1);
    sql.close();
  });

  it("the programme was moved by a week gives the figures of the new periods, as if it had always been so", async () => {
    const sql = openD1();
    await measureFacts(sql, "p", periodsAt(NOW), before);
    const moved = periodsOf({ ...PROGRAMME, startsOn: "2027-01-11" }, NOW);
    await measureFacts(sql, "p", moved, before);
    expect(byKey(await pointTable.listOf(sql, "p"))).toEqual(byKey(pointsFor(PROGRAMME, moved, before)));
    sql.close();
  });

  it("an answer was edited folds its author's period anew and nothing else", async () => {
    const after = { ...before, feedback: [anAnswer("1", "ana", { useful: 5 })] };
    expect(await changedRows(after)).toEqual(["0 ana"]);
  });

  it("a first answer was edited folds its author's later periods anew too: they are compared with it", async () => {
    const after = { ...before, selfAssessments: [levels("ana", 2, { testing: 1 }), levels("ana", 30, { testing: 3 })] };
    expect((await changedRows(after)).sort()).toEqual(["0 ana", "1 ana"]);
  });

  it("the first period's figure changed changes what later ones are compared with", async () => {
    const useful = (first: number, second: number) => ({
      ...before,
      feedback: [
        anAnswer("1", "ana", { useful: first }),
        anAnswer("2", "ana", { useful: second, endedAt: onDay(33), at: onDay(34) }),
      ],
    });
    const points = await measuredPoints(useful(2, 4), useful(3, 4));
    expect(points["p/usefulness/1"]).toMatchObject({ value: 4, baseline: 3, change: 1 });
  });
});
