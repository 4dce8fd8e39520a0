import { describe, expect, test } from "vitest";
import { DAY } from "../../../../src/core/domain/values/time.ts";
import { leftOutOf } from "../../../../src/core/plan/rounds/rounds.ts";
import { snapshotOf } from "../../../../src/core/state/snapshot.ts";
import { aMirror, anId, aPerson, aProgramme, at, on, settled } from "../../../world/builders.ts";

const THURSDAY = at("2027-01-07T08:00:00Z");
const first = anId("programme 0");
const second = anId("programme 1");
const both = { programmes: [first, second] };

/** Who is in a group of each programme's round, by name; those left out with why. */
function formed(rows: Parameters<typeof aMirror>[0], days: number[] = [0]) {
  let mirror = aMirror(rows);
  return days.map(day => {
    const now = THURSDAY + day * DAY;
    mirror = settled(mirror, now).mirror;
    const snapshot = snapshotOf(mirror);
    return snapshot.programmes.map(programme => {
      const name = (id: string) => snapshot.people.get(id)?.name ?? id;
      const newest = Math.max(
        ...[...snapshot.groups.values()].filter(one => one.programmeId === programme.id).map(one => one.round ?? -1),
      );
      const seated = [...snapshot.groups.values()]
        .filter(one => one.programmeId === programme.id && one.status !== "ended" && one.round === newest)
        .flatMap(one => one.memberIds.map(name));
      return { seated: seated.sort(), out: leftOutOf(snapshot, programme, now).map(({ id, why }) => [name(id), why]) };
    });
  });
}

describe("who takes so many sessions a week is in no more groups than their weeks hold", () => {
  const others = ["Boris", "Carla", "Dan"].map(name => aPerson(name, both));

  test("over all their programmes, also of one pass; whoever has no room is told", () => {
    const rows = [
      aProgramme({}, first),
      aProgramme({ name: "Tea" }, second),
      aPerson("Ana", { ...both, sessionsAWeek: 1 }),
      ...others,
    ];
    const [[one, other]] = formed(rows) as [ReturnType<typeof formed>[number]];
    const seats = [one!, other!].filter(({ seated }) => seated.includes("Ana"));
    expect(seats).toHaveLength(1);
    expect([one!, other!].flatMap(({ out }) => out)).toEqual([["Ana", "week_full"]]);
  });

  test("with half a session a week in every second round", () => {
    const rows = [
      aProgramme({}, first),
      aPerson("Ana", { programmes: [first], sessionsAWeek: 0.5 }),
      ...["Boris", "Carla", "Dan"].map(name => aPerson(name, { programmes: [first] })),
    ];
    const weeks = formed(rows, [0, 7, 14, 21]);
    expect(weeks.map(([round]) => round!.seated.includes("Ana"))).toEqual([true, false, true, false]);
    expect(weeks[1]![0]!.out).toEqual([["Ana", "week_full"]]);
  });

  test("a rhythm of every second week leaves the other week", () => {
    const rows = [
      aProgramme({ format: "circle", groupSize: 4, everyWeeks: 2, end: on("2027-03-28") }, first),
      aProgramme({ everyWeeks: 2, roundWeeks: 2 }, second),
      aPerson("Ana", { ...both, sessionsAWeek: 1 }),
      ...others,
    ];
    const [[one, other]] = formed(rows) as [ReturnType<typeof formed>[number]];
    expect([one!.seated, other!.seated].every(seated => seated.includes("Ana"))).toBe(true);
  });

  test("a mentor has no more mentees than their week has room for", () => {
    const rows = [
      aProgramme({ format: "mentor", everyWeeks: 1, roundWeeks: 4 }, first),
      aPerson("Ana", { programmes: [first], level: 5, sessionsAWeek: 2 }),
      ...["Boris", "Carla", "Dan"].map(name => aPerson(name, { programmes: [first], level: 2 })),
    ];
    const [[one]] = formed(rows) as [ReturnType<typeof formed>[number]];
    expect(one!.seated.filter(name => name === "Ana")).toHaveLength(2);
    expect(one!.out).toHaveLength(1);
  });

  test("a further look at the same moment decides nothing", () => {
    const rows = [
      aProgramme({}, first),
      aProgramme({ name: "Tea" }, second),
      aPerson("Ana", { ...both, sessionsAWeek: 1 }),
      ...others,
    ];
    const { mirror } = settled(aMirror(rows), THURSDAY);
    expect(settled(mirror, THURSDAY).done).toEqual([]);
  });
});
