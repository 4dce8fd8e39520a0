import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countedThanks, parseThanks, type Thanks } from "../../../src/core/domain/thanks.ts";
import { DAY } from "../../../src/core/domain/values/time.ts";
import { aThanks, MONDAY } from "../../world/builders.ts";

const thanks = (id: string, from: string, to: string, day: number): Thanks => ({
  id,
  title: "",
  fromIds: [from],
  toIds: [to],
  at: MONDAY + day * DAY,
});
const idsOf = (all: readonly Thanks[]) => countedThanks(all).map(one => one.thanksId);

describe("a thank-you", () => {
  it("to oneself, to nobody or from nobody says so", () => {
    const codes = (more: object) =>
      parseThanks(aThanks("Ana", "Boris", MONDAY, { ...more })).problems.map(one => one.code);
    expect(codes({})).toEqual([]);
    expect(codes({ to: [] })).toEqual(["thanks_to_nobody"]);
    expect(codes({ from: [] })).toEqual(["thanks_from_nobody"]);
    expect(codes({ from: ["x"], to: ["x", "y"] })).toEqual(["thanks_to_oneself"]);
  });

  it("counts once in 28 days from one person to another, and again on the 28th day", () => {
    const all = [
      thanks("a", "ana", "boris", 0),
      thanks("b", "ana", "boris", 27),
      thanks("c", "boris", "ana", 5),
      thanks("d", "ana", "boris", 28),
      thanks("e", "ana", "boris", 40),
    ];
    expect(idsOf(all)).toEqual(["a", "c", "d"]);
  });

  it("from several to several counts for each two of them, and never to oneself", () => {
    const both: Thanks = { id: "a", title: "", fromIds: ["ana", "boris"], toIds: ["boris", "vera"], at: MONDAY };
    expect(countedThanks([both]).map(({ fromId, toId }) => `${fromId} ${toId}`)).toEqual([
      "ana boris",
      "ana vera",
      "boris vera",
    ]);
  });

  it("counts whatever the order of the pages, and of two people there are never two in 28 days", () => {
    const person = fc.constantFrom("ana", "boris", "vera");
    const some = fc.array(fc.tuple(person, person, fc.integer({ min: 0, max: 120 })), { maxLength: 25 });
    fc.assert(
      fc.property(some, fc.infiniteStream(fc.nat()), (given, numbers) => {
        const all = given.map(([from, to, day], index) => thanks(`t${index}`, from, to, day));
        const counted = countedThanks(all);
        const shuffled = all
          .map(one => ({ one, place: numbers.next().value ?? 0 }))
          .sort((a, b) => a.place - b.place)
          .map(({ one }) => one);
        expect(countedThanks(shuffled)).toEqual(counted);
        for (const one of counted)
          for (const other of counted)
            if (one !== other && one.fromId === other.fromId && one.toId === other.toId)
              expect(Math.abs(one.at - other.at)).toBeGreaterThanOrEqual(28 * DAY);
      }),
    );
  });
});
