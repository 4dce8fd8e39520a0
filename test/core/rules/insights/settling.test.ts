import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ABOUT_NOTHING, type Insight } from "../../../../src/core/rules/insights/insight.ts";
import { type KeptInsight, settledInsights } from "../../../../src/core/rules/insights/settling.ts";

const insight = (key: string, count = 4, more: Partial<Insight> = {}): Insight => ({
  id: "over_time",
  key,
  programmeId: "p",
  evidence: { figures: [], n: 9, count, from: 0, to: 1 },
  about: ABOUT_NOTHING,
  action: null,
  ...more,
});

/** Plays days: what is kept after each, as the database would hold it; told the day after it came. */
function played(days: readonly (readonly Insight[])[]): Map<string, KeptInsight> {
  const kept = new Map<string, KeptInsight>();
  for (const [day, seen] of days.entries()) {
    for (const one of settledInsights([...kept.values()], seen, day)) kept.set(one.key, one);
    for (const one of kept.values()) if (one.toldAt === null) kept.set(one.key, { ...one, toldAt: day });
  }
  return kept;
}

describe("a cause", () => {
  it("is one notice as long as it lasts, whatever its figures do meanwhile", () => {
    const kept = played([[insight("a")], [insight("a", 3)], [insight("a", 2)]]).get("a");
    expect(kept).toMatchObject({ state: "open", since: 0, toldAt: 0, goneAt: null, evidence: { count: 2 } });
  });

  it("that ended is over, and is told anew when it comes back", () => {
    expect(played([[insight("a")], []]).get("a")).toMatchObject({ state: "gone", since: 0, goneAt: 1, toldAt: 0 });
    expect(played([[insight("a")], [], [], [insight("a")]]).get("a")).toMatchObject({
      state: "open",
      since: 3,
      goneAt: null,
      toldAt: 3,
    });
  });

  it("writes nothing down on a day on which nothing changed", () => {
    const kept = [...played([[insight("a"), insight("b")], [insight("b")]]).values()];
    expect(settledInsights(kept, [insight("b")], 9)).toEqual([]);
    expect(settledInsights([], [], 9)).toEqual([]);
  });

  it("keeps the weeks of check-ins it first came with", () => {
    const weeks = (from: string) => insight("a", 4, { action: { kind: "add_check_ins", from, to: "2027-04-05" } });
    expect(played([[weeks("2027-03-08")], [weeks("2027-03-15")]]).get("a")?.action).toMatchObject({
      from: "2027-03-08",
    });
  });

  it("is told once for each time it began, over any days", () => {
    const days = fc.array(fc.subarray(["a", "b", "c"]), { maxLength: 30 });
    fc.assert(
      fc.property(days, drawn => {
        let told = 0;
        let kept: KeptInsight[] = [];
        for (const [day, keys] of drawn.entries()) {
          const changed = settledInsights(
            kept,
            keys.map(key => insight(key, day)),
            day,
          );
          kept = [...kept.filter(one => !changed.some(other => other.key === one.key)), ...changed];
          told += kept.filter(one => one.state === "open" && one.toldAt === null).length;
          kept = kept.map(one => (one.state === "open" ? { ...one, toldAt: one.toldAt ?? day } : one));
        }
        const begins = drawn.flatMap((keys, day) => keys.filter(key => !drawn[day - 1]?.includes(key)));
        expect(told).toBe(begins.length);
      }),
    );
  });
});
