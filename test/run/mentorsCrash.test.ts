import { expect, test } from "vitest";
import { HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { type CircleWorld, openCircle, THURSDAY } from "../world/circle.ts";
import { dyingAfter, LEASE_MS } from "./killed.ts";
import { sight, twins } from "./office.ts";

const LATER = Date.parse("2027-03-22T05:00:00Z");

/** Two mentors with a mentee each, who have met once; then one of the mentors leaves. */
async function leftAlone(): Promise<CircleWorld> {
  const world = await openCircle({
    names: ["Ana", "Boris", "Carla", "Dan"],
    programme: { format: "mentor", matching: null, everyWeeks: 2, roundWeeks: 8 },
    pages: {
      Ana: { level: 4, offers: ["testing"] },
      Boris: { level: 2, seeks: ["testing"] },
      Carla: { level: 2, seeks: ["SQL"] },
      Dan: { level: 4, offers: ["SQL"] },
    },
  });
  await world.run(THURSDAY + HOUR);
  await world.run(LATER);
  await world.edit(world.ids.get("Dan") ?? "", { status: "left" }, "people");
  return world;
}

test("a crash after any answer of the run in which a mentor leaves, and another run: as if nothing had happened", async () => {
  const lived = async (answers: number) => {
    const world = await leftAlone();
    world.mails();
    const isDone = await world.disturbed(LATER + HOUR, dyingAfter(answers));
    world.wait(LEASE_MS + 1);
    await world.runUntilQuiet(LATER + HOUR + 5 * MINUTE);
    return { world, isDone, mails: world.mails() };
  };
  const undisturbed = await lived(Number.POSITIVE_INFINITY);
  const expected = await sight(undisturbed.world.playground);
  expect(undisturbed.isDone).toBe(true);
  expect(undisturbed.mails).toContain("invitation to carla");
  expect(undisturbed.mails).not.toContain("invitation to boris");
  for (let k = 1; ; k += 1) {
    const { world, isDone, mails } = await lived(k);
    expect(mails, `after a crash at answer ${k}`).toEqual(undisturbed.mails);
    expect(await sight(world.playground), `after a crash at answer ${k}`).toEqual(expected);
    expect(await twins(world.playground)).toEqual([]);
    if (isDone) return expect(k).toBeGreaterThan(10);
  }
});
