import { expect, test } from "vitest";
import type { DateValue, PlainValue } from "../../src/core/domain/values/row.ts";
import { DAY, HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { type CircleWorld, openCircle, THURSDAY } from "../world/circle.ts";
import { moveFollowing } from "../world/people.ts";
import { readTable } from "../world/tables.ts";
import { dyingAfter, LEASE_MS } from "./killed.ts";
import { sight, twins } from "./office.ts";

const LATER = Date.parse("2027-03-15T05:00:00Z");

/** Two weeks of a circle are over, with one meeting to come at a time of its own. */
async function underWay(): Promise<CircleWorld> {
  const world = await openCircle({
    names: ["Ana", "Boris", "Carla", "Dan", "Eva"],
    programme: { matching: "by_hand", roundWeeks: 6 },
  });
  await world.playground.add("groups", {
    name: "Circle",
    programme: [world.ids.get("programme") ?? ""],
    round: 1,
    members: membersOf(world, ["Ana", "Boris", "Carla", "Dan"]),
    status: "active",
  });
  return world;
}

const membersOf = (world: CircleWorld, names: string[]) => names.map(name => world.ids.get(name) ?? "");

const startOf = (page: { values: Readonly<Record<string, PlainValue>> } | undefined) =>
  Date.parse((page?.values.when as DateValue | undefined)?.start ?? "");

async function held(): Promise<CircleWorld> {
  const world = await underWay();
  await world.run(THURSDAY + HOUR);
  const pages = await world.pages();
  const start = startOf(pages[3]) + 2 * HOUR;
  await world.edit(pages[3]?.id ?? "", {
    when: { start: new Date(start).toISOString(), end: new Date(start + HOUR).toISOString() },
  });
  await world.run(THURSDAY + 2 * HOUR);
  await world.run(LATER);
  return world;
}

type Deed = (world: CircleWorld) => Promise<void>;

const deeds: [string, () => Promise<CircleWorld>, number, Deed][] = [
  ["the first run, which makes pages and series", underWay, THURSDAY + HOUR, async () => {}],
  [
    "a run that splits the series for other members",
    held,
    LATER + HOUR,
    async world => {
      const [group] = await readTable(world.playground, "groups");
      await world.edit(group?.id ?? "", { members: membersOf(world, ["Ana", "Boris", "Carla", "Eva"]) }, "groups");
    },
  ],
  [
    'a run after "this and later ones" were moved on a page',
    held,
    LATER + HOUR,
    async world => {
      const pages = await world.pages();
      const start = startOf(pages[4]) + DAY;
      const when = { start: new Date(start).toISOString(), end: new Date(start + HOUR).toISOString() };
      await world.edit(pages[4]?.id ?? "", { when, withLater: true });
    },
  ],
  [
    "a run after the rest was cancelled on a page",
    held,
    LATER + HOUR,
    async world => {
      const pages = await world.pages();
      await world.edit(pages[3]?.id ?? "", { status: "cancelled", withLater: true });
    },
  ],
  [
    "a run after somebody dragged this and following in Calendar",
    held,
    LATER + HOUR,
    async world => {
      const meetings = await world.meetings();
      await moveFollowing(world.playground, meetings[4]?.event.id ?? "", DAY);
    },
  ],
];

test.each(deeds)(
  "a crash after any answer of %s, and another run: as if nothing had happened",
  async (_, open, at, deed) => {
    const lived = async (answers: number) => {
      const world = await open();
      await deed(world);
      world.mails();
      const isDone = await world.disturbed(at, dyingAfter(answers));
      world.wait(LEASE_MS + 1);
      await world.runUntilQuiet(at + 5 * MINUTE);
      return { world, isDone, mails: world.mails() };
    };
    const undisturbed = await lived(Number.POSITIVE_INFINITY);
    const expected = await sight(undisturbed.world.playground);
    expect(undisturbed.isDone).toBe(true);
    for (let k = 1; ; k += 1) {
      const { world, isDone, mails } = await lived(k);
      expect(mails, `after a crash at answer ${k}`).toEqual(undisturbed.mails);
      expect(await sight(world.playground), `after a crash at answer ${k}`).toEqual(expected);
      expect(await twins(world.playground)).toEqual([]);
      if (isDone) return expect(k).toBeGreaterThan(10);
    }
  },
  120_000,
);
