import { describe, expect, test } from "vitest";
import type { Row } from "../../src/core/domain/values/row.ts";
import { organisationOf } from "../../src/web/organisation.ts";
import {
  aMirror,
  anId,
  aPair,
  aPerson,
  aProgramme,
  aSession,
  aSnapshot,
  at,
  on,
  programmeOf,
} from "../world/builders.ts";

const THURSDAY = at("2027-01-14T08:00:00Z");
const first = aPair(["Ana", "Boris"]);
const second = aPair(["Ana", "Carla"]);
const people = [aPerson("Boris"), aPerson("Carla"), aPerson("Ana")];
const came = (group: Row, status: string, names: string[]) =>
  aSession(group, { status, when: on("2027-01-12T09:00:00Z", "2027-01-12T09:45:00Z"), came: names.map(anId) });
const companyWith = (rows: readonly Row[], programme = aProgramme()) =>
  organisationOf(aSnapshot(aMirror([programme, ...rows]).rows), programmeOf(programme), THURSDAY);

describe("a programme's people, for its coordinator", () => {
  test("by name, with how often two were at one session that was held", () => {
    const company = companyWith([...people, first, came(first, "met", ["Ana", "Boris"])]);
    expect(company.names).toEqual(["Ana", "Boris", "Carla"]);
    expect(company.met).toEqual([
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 0],
    ]);
  });

  test("a session that is planned, cancelled or that one of the two did not come to is no meeting", () => {
    const rows = [first, came(first, "cancelled", ["Ana", "Boris"]), second, came(second, "met", ["Ana"])];
    expect(
      companyWith([...people, ...rows])
        .met.flat()
        .every(count => count === 0),
    ).toBe(true);
  });

  test("who left is not among them, and what others had with them is not either", () => {
    const rows = [aPerson("Ana"), aPerson("Boris", { status: "left" }), first, came(first, "met", ["Ana", "Boris"])];
    expect(companyWith(rows)).toMatchObject({ names: ["Ana"], met: [[0]] });
  });

  test("who is on leave today, until when, and who is paused without a day", () => {
    const rows = [
      aPerson("Ana", { away: on("2027-01-11", "2027-01-15") }),
      aPerson("Boris", { status: "paused" }),
      aPerson("Carla", { away: on("2027-01-18", "2027-01-22") }),
    ];
    expect(companyWith(rows).away).toEqual([
      { name: "Ana", until: "2027-01-15" },
      { name: "Boris", until: null },
    ]);
  });

  test("who is there and in no group, and why; who is away is not said twice", () => {
    const rows = [
      aPerson("Ana"),
      aPerson("Boris"),
      aPerson("Carla", { sessionsAWeek: 0 }),
      aPerson("Dan", { status: "paused" }),
      aPair(["Ana", "Boris"], { round: 2 }),
    ];
    expect(companyWith(rows).leftOut).toEqual([{ name: "Carla", why: "no_capacity" }]);
  });
});
