import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { localDate } from "../../../src/core/domain/values/time.ts";
import { FOUND } from "../../laws/found.ts";
import { comingTo, LAWS, Lives, roundsIn } from "../../laws/laws.ts";
import { DAYS, FORMATS, lived, worlds } from "../../laws/worlds.ts";
import { aMirror, aPerson, aProgramme, settled } from "../../world/builders.ts";
import { aNeedsAnswer } from "../../world/needsAnswer.ts";

describe("in any company, with several programmes, people coming, going and on leave", () => {
  test.each(LAWS.map(law => [law.name, law] as const))("%s", (_, { broken }) => {
    fc.assert(
      fc.property(worlds, world => {
        expect(broken(new Lives(world))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test.each(FOUND)("$broke was broken here once", ({ world }) => {
    const lives = new Lives(world);
    for (const { broken } of LAWS) expect(broken(lives)).toEqual([]);
  });

  test("whoever joins a group in the run that plans its first session is asked for a time too", () => {
    const hours = "Tue-Fri 8-13";
    const rows = [aProgramme(), aPerson("Ana"), aPerson("Boris"), aPerson("Dan", { hours, consent: null })];
    const answered = { responses: [aNeedsAnswer({}, { email: "dan@example.org" })] };
    const { mirror } = settled(aMirror(rows, answered), DAYS[0]!);
    const session = mirror.rows.find(row => row.source === "sessions");
    const { start } = session!.values.when as { start: string };
    expect(localDate(Date.parse(start), "Europe/Berlin") > "2027-01-11").toBe(true);
    expect(mirror.events.map(event => event.guests.length)).toEqual([3]);
  });

  test("such companies form groups of every format, are left out and meet: the laws are not true for want of cases", () => {
    const stands = fc.sample(worlds, { numRuns: 30, seed: 1 }).flatMap(world => lived(world).stands);
    const formed = new Set(stands.flatMap(stand => roundsIn(stand).map(({ format }) => format)));
    expect([...formed].sort()).toEqual([...FORMATS].sort());
    const told = stands.filter(({ snapshot }) =>
      snapshot.programmes.some(one => String(snapshot.rows.get(one.id)?.values.krugSays ?? "").includes(":")),
    );
    expect(told.length).toBeGreaterThan(10);
    expect(stands.filter(stand => comingTo(stand).size > 2).length).toBeGreaterThan(30);
  });
});
