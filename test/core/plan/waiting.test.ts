import { describe, expect, test } from "vitest";
import { NO_REACH } from "../../../src/core/domain/reach.ts";
import type { Row } from "../../../src/core/domain/values/row.ts";
import { HOUR } from "../../../src/core/domain/values/time.ts";
import { decideWaiting, nextPassedOn } from "../../../src/core/plan/waiting.ts";
import { anId, aPair, aPerson, aPlanning, aProgramme, aSnapshot, MONDAY } from "../../world/builders.ts";

const people = ["Ana", "Boris", "Vera", "Zoya"].map(name => aPerson(name));
const coordinated = (more: Parameters<typeof aProgramme>[0] = {}) =>
  aProgramme({ approveFirst: true, coordinator: [anId("Vera")], secondCoordinator: [anId("Zoya")], ...more });
const draft = (more: Parameters<typeof aPair>[1] = {}): Row => aPair(["Ana", "Boris"], { status: "draft", ...more });
const told = (rows: Row[], now: number, held: Parameters<typeof decideWaiting>[1] = null) =>
  decideWaiting(aPlanning(aSnapshot([...people, ...rows]), now), held);

describe("groups that wait as drafts", () => {
  test("are told to the second coordinator after two days, and not before", () => {
    expect(told([coordinated(), draft()], MONDAY + 47 * HOUR)).toEqual([]);
    const [comment, ...rest] = told([coordinated(), draft()], MONDAY + 48 * HOUR);
    expect(rest).toEqual([]);
    expect(comment).toMatchObject({ kind: "comment", pageId: anId("programme") });
    expect(comment).toMatchObject({ text: expect.stringMatching(/^Zoya: groups have waited as drafts.*“Ana, Boris”/) });
  });

  test("are one message for a round, however many there are", () => {
    const other = aPair(["Vera", "Zoya"], { status: "draft" });
    expect(told([coordinated(), draft(), other], MONDAY + 48 * HOUR)).toHaveLength(1);
    const next = aPair(["Vera", "Zoya"], { status: "draft", round: 2 });
    expect(told([coordinated(), draft(), next], MONDAY + 48 * HOUR).map(one => one.key)).toHaveLength(2);
  });

  test.each<[string, Row[]]>([
    ["set active", [coordinated(), draft({ status: "active" })]],
    ["of a paused programme", [coordinated({ status: "paused" }), draft()]],
    ["somebody wrote by hand and works on", [coordinated(), draft({ key: "" })]],
  ])("%s are not told", (_, rows) => {
    expect(told(rows, MONDAY + 60 * HOUR)).toEqual([]);
  });

  test("of a round that is over are not told", () => {
    expect(told([coordinated(), draft()], MONDAY + 8 * 24 * HOUR)).toEqual([]);
  });

  test("are told to the coordinator where there is no second, and to no one by name where there is none", () => {
    const text = (more: Parameters<typeof aProgramme>[0]) =>
      told([coordinated(more), draft()], MONDAY + 48 * HOUR).map(one => one.kind === "comment" && one.text)[0];
    expect(text({ secondCoordinator: [] })).toMatch(/^Vera: groups/);
    expect(text({ secondCoordinator: [], coordinator: [] })).toMatch(/^Groups/);
  });
});

describe("a held run", () => {
  const held = { since: MONDAY, reach: { ...NO_REACH, invitations: 200 }, programmeIds: [anId("programme")] };

  test("is told to the second coordinator after two days, with what it would send", () => {
    expect(told([coordinated()], MONDAY + 47 * HOUR, held)).toEqual([]);
    const [comment] = told([coordinated()], MONDAY + 48 * HOUR, held);
    expect(comment).toMatchObject({ text: expect.stringMatching(/^Zoya: a run was held .*200 invitations/) });
  });

  test("is told on the pages of the programmes it is about", () => {
    expect(told([coordinated()], MONDAY + 48 * HOUR, { ...held, programmeIds: [anId("another")] })).toEqual([]);
    expect(told([coordinated()], MONDAY + 48 * HOUR, { ...held, programmeIds: [] })).toHaveLength(1);
  });
});

test("a run is due when something has to be passed on, although nobody changed anything", () => {
  const waiting = aSnapshot([...people, coordinated(), draft()]);
  expect(nextPassedOn(waiting, null, MONDAY + HOUR)).toBe(MONDAY + 48 * HOUR);
  expect(nextPassedOn(waiting, { since: MONDAY - HOUR }, MONDAY + HOUR)).toBe(MONDAY + 47 * HOUR);
  expect(nextPassedOn(waiting, null, MONDAY + 49 * HOUR)).toBeNull();
  expect(nextPassedOn(aSnapshot([...people, coordinated()]), null, MONDAY)).toBeNull();
});
