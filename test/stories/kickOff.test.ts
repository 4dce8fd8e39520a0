import { describe, expect, test } from "vitest";
import { parseLetterId } from "../../src/core/domain/letter.ts";
import { DAY, MINUTE } from "../../src/core/domain/values/time.ts";
import { run } from "../../src/run/run.ts";
import { openD1 } from "../world/d1.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { allEvents, deleteForAll, deleteOwn, ownCopy, reply } from "../world/people.ts";
import { readTable } from "../world/tables.ts";

const NEWCOMERS = ["nina", "omar", "petra"];
const address = (name: string) => `${name}@example.org`;

/** A programme that has begun with Ana and Boris, and those a coordinator adds to it now: nobody has consented yet. */
async function joined(names: readonly string[] = NEWCOMERS): Promise<PairWorld> {
  const world = await openPairWorld({ others: NEWCOMERS });
  for (const name of names)
    world.ids[name] = await world.playground.add("people", {
      name: name.replace(/^./, letter => letter.toUpperCase()),
      email: address(name),
      zone: "Europe/Berlin",
      hours: "9-17",
      programmes: [world.ids.programme ?? ""],
    });
  return world;
}

/** The events of a person's letters, deleted ones too. */
async function letters(world: PairWorld, name: string) {
  const events = await allEvents(world.playground);
  return events.filter(event => parseLetterId(event.id ?? "")?.personId === world.ids[name]);
}

const person = async (world: PairWorld, name: string) =>
  (await readTable(world.playground, "people")).find(row => row.id === world.ids[name]);
const invitationsTo = (world: PairWorld, name: string) =>
  world.playground.google.outbox
    .filter(mail => mail.to === address(name) && mail.kind === "invitation")
    .map(mail => mail.summary);

describe("a first week that is kind", () => {
  test("each gets one letter; a yes is consent, a no is leaving, and silence is asked once more and then left alone", async () => {
    const world = await joined();
    const start = THURSDAY + 10 * MINUTE;
    const first = await world.runAt(start);
    expect(first.done.send_letter).toBe(3);
    expect((await world.runAt(start + 5 * MINUTE)).done).toEqual({});
    const [letter] = await letters(world, "nina");
    expect(letter).toMatchObject({
      summary: "Pairs: welcome",
      visibility: "private",
      transparency: "transparent",
      guestsCanInviteOthers: false,
      start: { dateTime: "2027-01-08T08:00:00Z" },
      end: { dateTime: "2027-01-08T08:15:00Z" },
    });
    expect(letter?.attendees).toHaveLength(1);

    world.playground.clock.set(start + DAY);
    await reply(world.playground, address("nina"), letter?.id ?? "", "accepted");
    const [to] = await letters(world, "omar");
    await deleteOwn(world.playground, address("omar"), to?.id ?? "");
    await world.runAt(start + DAY + 5 * MINUTE);
    expect((await person(world, "nina"))?.values.consent).toEqual({ start: "2027-01-08", end: null });
    expect((await person(world, "omar"))?.values.programmes).toEqual([]);
    expect((await person(world, "petra"))?.values.programmes).toEqual([world.ids.programme]);

    for (let day = 2; day <= 21; day += 1) await world.runAt(start + day * DAY + 10 * MINUTE);
    expect(invitationsTo(world, "omar")).toEqual(["Pairs: welcome"]);
    expect(invitationsTo(world, "petra")).toEqual(["Pairs: welcome", "Pairs: you are still welcome"]);
    expect(invitationsTo(world, "nina").slice(0, 2)).toEqual(["Pairs: welcome", "Ana, Boris & Nina"]);
    expect(invitationsTo(world, "nina").filter(title => title.includes("welcome"))).toHaveLength(1);
    for (const { values } of await world.sessions()) expect(String(values.title)).not.toMatch(/Omar|Petra/);
  });

  test("a letter's time stays free: a meeting may be put on it", async () => {
    const world = await joined(["nina"]);
    await world.runAt(THURSDAY + 10 * MINUTE);
    const { data } = await world.playground.calendarOf(address("nina")).freebusy.query({
      requestBody: {
        timeMin: "2027-01-08T00:00:00Z",
        timeMax: "2027-01-09T00:00:00Z",
        items: [{ id: address("nina") }],
      },
    });
    expect(data.calendars?.[address("nina")]?.busy).toEqual([]);
  });
});

describe("a letter is sent once", () => {
  test("also when Google's answer is lost", async () => {
    const world = await joined(["nina"]);
    world.playground.google.faults.order({
      method: "POST",
      path: "/events",
      times: 1,
      fault: { kind: "resetAfter" },
    });
    for (let tries = 0; tries < 4; tries += 1) await world.runAt(THURSDAY + (10 + 5 * tries) * MINUTE);
    expect(world.playground.google.faults.pending()).toBe(0);
    expect(await letters(world, "nina")).toHaveLength(1);
    expect(invitationsTo(world, "nina")).toHaveLength(1);
  });

  test("also when the database is lost, even if the letter was deleted meanwhile", async () => {
    for (const isDeleted of [false, true]) {
      const world = await joined(["nina"]);
      await world.runAt(THURSDAY + 10 * MINUTE);
      const [letter] = await letters(world, "nina");
      if (isDeleted) await deleteForAll(world.playground, letter?.id ?? "");
      const outside = { sql: openD1(), wallNow: Date.now, fetch: world.playground.fetch };
      const at = THURSDAY + DAY;
      world.playground.clock.set(at);
      const { report } = await run(world.playground.connection, outside, { now: at, reason: "test" });
      expect(report.failed).toEqual([]);
      expect(invitationsTo(world, "nina")).toHaveLength(1);
      expect(await letters(world, "nina")).toHaveLength(1);
      if (!isDeleted) expect(await ownCopy(world.playground, address("nina"), letter?.id ?? "")).not.toBeNull();
    }
  });
});
