import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eventIdFor } from "../../../../src/core/domain/link.ts";
import { mergeText, saysNow } from "../../../../src/core/rules/sync/agenda.ts";
import { merge } from "../../../../src/core/rules/sync/threeWay.ts";

describe("one field, three ways", () => {
  test.each([
    ["nobody changed it", "a", "a", "a", { change: "none" }],
    ["changed in Notion", "a", "b", "a", { change: "notion", value: "b" }],
    ["changed in Calendar", "a", "a", "b", { change: "calendar", value: "b" }],
    ["changed alike on both sides", "a", "b", "b", { change: "both_alike", value: "b" }],
  ] as const)("%s, whoever owns it", (_, base, notion, calendar, expected) => {
    expect(merge<string>({ base, notion, calendar }, "notion")).toEqual(expected);
    expect(merge<string>({ base, notion, calendar }, "calendar")).toEqual(expected);
  });

  test("changed apart: the owner's value stays, and the other is told", () => {
    expect(merge<string>({ base: "a", notion: "n", calendar: "c" }, "notion")).toEqual({
      change: "clash",
      value: "n",
      lost: "c",
      kept: "notion",
    });
    expect(merge<string>({ base: "a", notion: "n", calendar: "c" }, "calendar")).toEqual({
      change: "clash",
      value: "c",
      lost: "n",
      kept: "calendar",
    });
  });

  const aValue = fc.integer({ min: 0, max: 3 });
  const anOwner = fc.constantFrom("notion" as const, "calendar" as const);
  const other = { notion: "calendar", calendar: "notion" } as const;

  test("what was kept is what one of the sides said, and no edit disappears without being told", () => {
    fc.assert(
      fc.property(aValue, aValue, aValue, anOwner, (base, notion, calendar, owner) => {
        const merged = merge({ base, notion, calendar }, owner);
        const value = merged.change === "none" ? base : merged.value;
        const told = merged.change === "clash" ? [merged.value, merged.lost] : [value];
        expect([notion, calendar]).toContain(value);
        for (const said of [notion, calendar]) if (said !== base) expect(told).toContain(said);
      }),
    );
  });

  test("the two sides are alike: seen in a mirror the same value is kept", () => {
    fc.assert(
      fc.property(aValue, aValue, aValue, anOwner, (base, notion, calendar, owner) => {
        const merged = merge({ base, notion, calendar }, owner);
        const mirrored = merge({ base, notion: calendar, calendar: notion }, other[owner]);
        expect("value" in mirrored ? mirrored.value : null).toBe("value" in merged ? merged.value : null);
        if (merged.change === "clash") expect(mirrored).toMatchObject({ lost: merged.lost, kept: other[merged.kept] });
      }),
    );
  });

  test("the owner decides only where both changed apart", () => {
    fc.assert(
      fc.property(aValue, aValue, aValue, (base, notion, calendar) => {
        const apart = base !== notion && base !== calendar && notion !== calendar;
        const isSame =
          JSON.stringify(merge({ base, notion, calendar }, "notion")) ===
          JSON.stringify(merge({ base, notion, calendar }, "calendar"));
        expect(isSame).toBe(!apart);
      }),
    );
  });

  test("once both sides and the base hold what was kept, there is nothing to do", () => {
    fc.assert(
      fc.property(aValue, aValue, aValue, anOwner, (base, notion, calendar, owner) => {
        const merged = merge({ base, notion, calendar }, owner);
        const value = "value" in merged ? merged.value : base;
        expect(merge({ base: value, notion: value, calendar: value }, owner)).toEqual({ change: "none" });
      }),
    );
  });

  test("what counts as the same is asked, for times within a minute", () => {
    const minute = (a: number, b: number) => Math.floor(a / 60) === Math.floor(b / 60);
    expect(merge({ base: 0, notion: 59, calendar: 30 }, "notion", minute)).toEqual({ change: "none" });
    expect(merge({ base: 0, notion: 60, calendar: 119 }, "notion", minute)).toEqual({
      change: "both_alike",
      value: 60,
    });
  });
});

describe("the event's text when the agenda changes", () => {
  test.each<[string, string, string, string, string | null]>([
    ["nobody touched it", "old", "old", "new", "new"],
    ["people wrote above it", "old", "Room 3\n\nold", "new", "Room 3\n\nnew"],
    ["people wrote below it", "old", "old\n\nBring cake", "new", "new\n\nBring cake"],
    ["people wrote around it", "old", "Room 3\nold\nBring cake", "new", "Room 3\nnew\nBring cake"],
    ["people rewrote it: it is theirs", "old", "Something else", "new", null],
    ["people emptied it: it stays empty", "old", "", "new", null],
    ["there was no agenda, and nothing is there", "", "", "new", "new"],
    ["there was no agenda, and people wrote something", "", "Bring cake", "new", "new\n\nBring cake"],
    ["the agenda holds signs a pattern would mistake", "(a+b)* $&", "x (a+b)* $& y", "$1 $&", "x $1 $& y"],
  ])("%s", (_, base, current, next, expected) => {
    expect(mergeText(base, current, next)).toBe(expected);
  });

  test("what people wrote around it is never lost", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string({ minLength: 1 }), fc.string(), (above, below, base, next) => {
        const merged = mergeText(base, above + base + below, next);
        expect(merged).not.toBeNull();
        if (above === "" || !`${above}${base}`.slice(0, -1).includes(base)) expect(merged).toBe(above + next + below);
      }),
    );
  });
});

describe("an event's id", () => {
  const sessionId = "1f6b7d8a-0b07-4ecb-8df8-8528d2725c4a";
  test("is drawn from its session, takes only what Google takes, and differs for each generation", () => {
    expect(eventIdFor(sessionId, 0)).toBe("krug1f6b7d8a0b074ecb8df88528d2725c4ag0");
    fc.assert(
      fc.property(fc.uuid(), fc.nat(50), (id, generation) => {
        expect(eventIdFor(id, generation)).toMatch(/^[a-v0-9]{5,1024}$/);
        expect(eventIdFor(id.toUpperCase(), generation)).toBe(eventIdFor(id, generation));
        expect(eventIdFor(id, generation)).not.toBe(eventIdFor(id, generation + 1));
      }),
    );
  });
});

test.each([
  ["the new part stands there", "Room 3\nNew", "New", "Old", true],
  ["the old part stands there", "Old", "New", "Old", false],
  ["the new part is a piece of the old, which stands there", "Old and new", "new", "Old and new", false],
  ["the new part is a piece of the old, which is gone", "new", "new", "Old and new", true],
  ["the old part is a piece of the new", "Old and new", "Old and new", "new", true],
  ["nothing changed", "Old", "Old", "Old", true],
] as const)("an event says its agenda already: %s", (_, current, wanted, base, expected) => {
  expect(saysNow(current, wanted, base)).toBe(expected);
});
