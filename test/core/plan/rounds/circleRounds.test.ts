import { describe, expect, test } from "vitest";
import { roundNumber } from "../../../../src/core/domain/programme.ts";
import { addDays } from "../../../../src/core/domain/values/time.ts";
import { circlesBefore, roundsTogether } from "../../../../src/core/plan/rounds/roundHistory.ts";
import { decideRounds } from "../../../../src/core/plan/rounds/rounds.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { snapshotOf } from "../../../../src/core/state/snapshot.ts";
import { aMirror, aPerson, aPlanning, aProgramme, applied, at, on, programmeOf } from "../../../world/builders.ts";
import { repeatsOf } from "../../rules/matching/repeats.ts";

const circles = (more: object) => aProgramme({ format: "circle", roundWeeks: 1, groupSize: 3, ...more });

describe("rounds of circles that are planned together", () => {
  test.each([
    ["the first of four", "2027-02-07", 0, { since: 0, rounds: 4 }],
    ["the third of four", "2027-02-07", 2, { since: 0, rounds: 2 }],
    ["the first of a long programme: twelve", "2027-12-31", 0, { since: 0, rounds: 12 }],
    ["the thirteenth of fifteen", "2027-04-25", 12, { since: 12, rounds: 3 }],
    ["the first without an end: six", null, 0, { since: 0, rounds: 6 }],
    ["the eighth without an end", null, 7, { since: 6, rounds: 5 }],
  ])("%s", (_, end, number, together) => {
    const programme = programmeOf(circles({ start: on("2027-01-11"), end: end === null ? null : on(end) }));
    expect(roundsTogether(programme, roundNumber(programme, number))).toEqual(together);
  });

  test("know the circles of each round before, and none of those after", () => {
    const groups = [
      { round: 0, memberIds: ["a"] },
      { round: 2, memberIds: ["b"] },
      { round: 3, memberIds: ["c"] },
      { round: null, memberIds: ["d"] },
    ];
    expect(circlesBefore(groups, roundNumber(programmeOf(circles({})), 3))).toEqual([[["a"]], [], [["b"]]]);
  });
});

describe("circles of a programme", () => {
  const row = circles({ start: on("2027-01-11"), end: on("2027-02-07") });
  const nine = ["Ana", "Boris", "Carla", "Dan", "Eva", "Farid", "Gleb", "Hana", "Ivo"].map(name => aPerson(name));
  const formed = (mirror: Mirror, round: number) =>
    decideRounds(
      aPlanning(snapshotOf(mirror), at(`${addDays("2027-01-07", 7 * round)}T08:00:00Z`)),
      programmeOf(row),
    ).commands.filter(command => command.kind === "create_page");
  const membersOf = (commands: ReturnType<typeof formed>) => commands.map(one => one.values.members as string[]);

  test("are formed week by week so that nine people meet nobody twice in four weeks, whoever comes for somebody who left", () => {
    let mirror = aMirror([row, ...nine]);
    const rounds: string[][][] = [];
    for (let round = 0; round < 4; round += 1) {
      const commands = formed(mirror, round);
      rounds.push(membersOf(commands));
      mirror = applied(mirror, commands);
      if (round === 1)
        mirror = {
          ...mirror,
          rows: [
            ...mirror.rows.filter(one => one.id !== nine[4]!.id),
            aPerson("Eva", { status: "left" }),
            aPerson("Juna"),
          ],
        };
    }
    expect(rounds.map(round => round.flat().length)).toEqual([9, 9, 9, 9]);
    expect(repeatsOf(rounds)).toBe(0);
  });

  test("follow as planned when a run was cut off in the middle of a round", () => {
    const mirror = aMirror([row, ...nine]);
    const whole = formed(mirror, 0);
    expect(whole).toHaveLength(3);
    for (const done of [1, 2]) expect(formed(applied(mirror, whole.slice(0, done)), 0)).toEqual(whole.slice(done));
    expect(formed(applied(mirror, whole), 0)).toEqual([]);
  });
});
