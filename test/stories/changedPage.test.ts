import { describe, expect, test } from "vitest";
import { parseLetterId } from "../../src/core/domain/letter.ts";
import { DAY, HOUR } from "../../src/core/domain/values/time.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { allEvents } from "../world/people.ts";

/** Letters that tell of a changed page: to whom, and their text. */
async function told(world: PairWorld): Promise<{ to: string; text: string }[]> {
  const letters = (await allEvents(world.playground)).filter(
    event => parseLetterId(event.id ?? "")?.kind === "page_changed",
  );
  return letters.map(event => ({ to: event.attendees?.[0]?.email ?? "", text: event.description ?? "" }));
}

async function opened() {
  const world = await openPairWorld({ others: ["ana.new", "carla"] });
  let now = THURSDAY + 2 * HOUR;
  return {
    world,
    change: async (name: string, values: Parameters<PairWorld["edit"]>[2]) => {
      await world.edit("people", world.ids[name] ?? "", values);
      for (const _ of [1, 2]) {
        now += HOUR;
        expect((await world.runAt(now)).failed).toEqual([]);
      }
    },
    later: async (hours: number) => {
      now += hours * HOUR;
      expect((await world.runAt(now)).failed).toEqual([]);
    },
  };
}

describe("somebody else edits a person's page", () => {
  test("another address: done as it says, and told once, at the address they had", async () => {
    const { world, change, later } = await opened();
    await change("ana", { email: "ana.new@example.org" });
    await later(30);
    expect(await told(world)).toEqual([
      { to: "ana@example.org", text: expect.stringContaining("Your address is now ana.new@example.org") },
    ]);
    const meeting = (await world.live()).find(event => parseLetterId(event.id ?? "") === null);
    expect(meeting?.attendees?.map(guest => guest.email)).toContain("ana.new@example.org");
  });

  test("a status that ends their meetings, and one that begins them again: told each time, once", async () => {
    const { world, change, later } = await opened();
    await change("ana", { status: "left" });
    expect(await told(world)).toEqual([{ to: "ana@example.org", text: expect.stringContaining("“Left”") }]);
    await change("ana", { status: "active" });
    await later(30);
    expect((await told(world)).map(({ text }) => /“(\w+)”/.exec(text)?.[1]).sort()).toEqual(["Active", "Left"]);
  });

  test("a consent taken out while they are invited, and one entered for somebody who was asked and said nothing", async () => {
    const { world, change } = await opened();
    await change("ana", { consent: null });
    expect(await told(world)).toEqual([
      { to: "ana@example.org", text: expect.stringContaining("Your consent was taken out") },
    ]);
    world.ids.carla = await world.playground.add("people", {
      name: "Carla",
      email: "carla@example.org",
      zone: "Europe/Berlin",
      hours: "9-17",
      programmes: [world.ids.programme ?? ""],
    });
    await change("boris", {});
    await change("carla", { consent: { start: "2027-01-07", end: null } });
    expect((await told(world)).filter(({ to }) => to === "carla@example.org")).toEqual([
      { to: "carla@example.org", text: expect.stringContaining("Your consent is entered as of") },
    ]);
  });

  test("nothing is told of a new page, of other columns, of what Krug wrote itself, and of who takes part in nothing", async () => {
    const { world, change, later } = await opened();
    await change("ana", { level: 3, seeks: ["Testing"], otherEmails: "ana.new@example.org" });
    world.ids.carla = await world.playground.add("people", {
      name: "Carla",
      email: "carla@example.org",
      hours: "9-17",
    });
    await change("carla", { email: "carla@home.example", status: "paused" });
    await later(26);
    expect(await told(world)).toEqual([]);
    await world.runAt(THURSDAY + 5 * DAY);
    expect(await told(world)).toEqual([]);
  });
});
