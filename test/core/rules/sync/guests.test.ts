import { describe, expect, test } from "vitest";
import type { Guest } from "../../../../src/core/domain/event.ts";
import { mergeGuests, readdressed } from "../../../../src/core/rules/sync/guests.ts";

const OLD = "ana@old.example";
const NEW = "ana@new.example";
const EXPERT = "expert@outside.example";
const guest = (email: string, reply: Guest["reply"], more: Partial<Guest> = {}): Guest => ({ email, reply, ...more });
/** Ana, as she stands on an event that was made under her former address. */
const former = (reply: Guest["reply"]) => guest(NEW, reply, { as: [OLD], former: [OLD] });

describe("each guest", () => {
  test.each<[string, string[], Guest[], string[], boolean, Guest[] | null]>([
    ["who joins is added, and asked", [], [], [NEW], false, [guest(NEW, "needsAction")]],
    ["who is on leave that day is taken off", [NEW], [guest(NEW, "accepted")], [], false, []],
    ["whom somebody took off by hand stays off", [NEW], [], [NEW], false, null],
    ["who left and was taken off by hand is nobody's matter", [NEW], [], [], false, null],
    ["who stays keeps their reply", [NEW], [guest(NEW, "declined")], [NEW], false, null],
    [
      "who declined a time that is no more is asked anew",
      [NEW],
      [guest(NEW, "declined")],
      [NEW],
      true,
      [guest(NEW, "needsAction")],
    ],
    ["who accepted a time that is no more is not", [NEW], [guest(NEW, "accepted")], [NEW], true, null],
    ["whom people added stays", [], [guest(EXPERT, "declined")], [], false, null],
    [
      "whom people added and who declined a time that is no more is asked anew",
      [],
      [guest(EXPERT, "declined")],
      [],
      true,
      [guest(EXPERT, "needsAction")],
    ],
    ["who left is taken off, also under a former address", [NEW], [former("accepted")], [], false, []],
    ["whom people added under a former address stays", [], [former("accepted")], [], false, null],
    [
      "whom people added under a former address, and who declined a time that is no more, is asked anew",
      [],
      [former("declined")],
      [],
      true,
      [guest(NEW, "needsAction", { as: [OLD], former: [OLD] })],
    ],
    [
      "whose address is another now stands under it, with their reply",
      [NEW],
      [former("accepted")],
      [NEW],
      false,
      [guest(NEW, "accepted", { insteadOf: OLD })],
    ],
    [
      "whose address is another now and who said no is not asked the same thing twice",
      [NEW],
      [former("declined")],
      [NEW],
      false,
      null,
    ],
    [
      "whose address is another now and who declined a time that is no more is asked under it",
      [NEW],
      [former("declined")],
      [NEW],
      true,
      [guest(NEW, "needsAction", { insteadOf: OLD })],
    ],
  ])("%s", (_, invited, current, wanted, isMoved, expected) => {
    expect(mergeGuests(invited, current, wanted, isMoved)).toEqual(expected);
  });

  test("keeps their place on the list; who comes stands last", () => {
    const current = [guest(EXPERT, "accepted"), guest("boris@x.example", "accepted"), guest(NEW, "accepted")];
    const after = mergeGuests([NEW, "boris@x.example"], current, ["carla@x.example", NEW], false);
    expect(after?.map(({ email }) => email)).toEqual([EXPERT, NEW, "carla@x.example"]);
  });
});

describe("a guest whose address is another now", () => {
  test("takes the place of the former one", () => {
    expect(readdressed(former("accepted"), "accepted")).toEqual(guest(NEW, "accepted", { insteadOf: OLD }));
  });

  test("who stands there under an address people added as well stays under that one alone", () => {
    const twice = guest(NEW, "accepted", { as: [OLD, "ana@home.example"], former: [OLD] });
    expect(readdressed(twice, "accepted")).toEqual(guest(NEW, "accepted", { as: ["ana@home.example"] }));
    expect(readdressed({ ...twice, as: [OLD, NEW] }, "tentative")).toEqual(guest(NEW, "tentative"));
  });

  test("who stands there under none of the two is named by the new one", () => {
    expect(readdressed(guest(NEW, "accepted"), "accepted")).toEqual(guest(NEW, "accepted"));
  });
});
