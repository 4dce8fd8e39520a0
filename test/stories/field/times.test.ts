import { describe, expect, test } from "vitest";
import { addDays, DAY, HOUR, MINUTE } from "../../../src/core/domain/values/time.ts";
import { inProcessRunner } from "../../demo/inProcess.ts";
import { openD1 } from "../../world/d1.ts";
import { openPairWorld, THURSDAY } from "../../world/pairWorld.ts";
import { allEvents } from "../../world/people.ts";
import { openPlayground } from "../../world/playground.ts";
import { readTable } from "../../world/tables.ts";
import { expectStill } from "./still.ts";

/** What the clock on the wall shows somewhere: weekday and time. */
function onTheWall(at: string | null | undefined, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
  }).format(new Date(at ?? ""));
}

const placeOf = (zone: string) => (zone.split("/")[1] ?? "").replace("_", "").toLowerCase();
const inUtc = (at: string | null | undefined) => new Date(at ?? "").toISOString().slice(11, 16);

describe("F12: a weekly meeting and the clocks", () => {
  const ZONES = ["Europe/Berlin", "America/New_York"];

  test.each([
    // New York changes on 14 March, Berlin on the 28th.
    ["in spring", "2027-03-01", 6],
    // Berlin changes on 31 October, New York on 7 November.
    ["in autumn", "2027-10-18", 5],
  ])(
    "F12: %s it stays at its hour on the wall in both zones, though they change on different days",
    async (_, starts, weeks) => {
      const people = ZONES.flatMap(zone =>
        ["a", "b"].map(letter => ({
          zone,
          name: `${letter} of ${zone}`,
          email: `${letter}.${placeOf(zone)}@example.org`,
        })),
      );
      const start = Date.parse(`${addDays(starts, -4)}T07:00:00Z`);
      const playground = await openPlayground({ startsAt: start, people });
      playground.google.switches.conferencePending = "immediate";
      const runner = inProcessRunner(playground, openD1());
      const run = (at: number) => {
        playground.clock.set(at);
        return runner.run(at, "cron");
      };
      for (const zone of ZONES) {
        const programme = await playground.add("programmes", {
          name: zone,
          status: "active",
          format: "pair",
          feedbackOnly: true,
          roundWeeks: weeks,
          zone,
          language: "en",
          start: { start: starts, end: null },
          end: { start: addDays(starts, 7 * weeks - 1), end: null },
        });
        for (const { name, email } of people.filter(person => person.zone === zone))
          await playground.add("people", {
            name,
            email,
            zone,
            hours: "9-17",
            programmes: [programme],
            consent: { start: addDays(starts, -7), end: null },
          });
      }
      for (let day = 0; day < 7 * weeks + 4; day += 1) await run(start + day * DAY);
      const events = (await allEvents(playground)).filter(
        event => event.status !== "cancelled" && event.start?.dateTime,
      );
      for (const zone of ZONES) {
        const place = placeOf(zone);
        const own = events.filter(event => event.attendees?.every(guest => guest.email?.includes(`.${place}@`)));
        expect(own.length, zone).toBeGreaterThanOrEqual(weeks);
        expect(new Set(own.map(event => onTheWall(event.start?.dateTime, zone))).size, zone).toBe(1);
        expect(new Set(own.map(event => inUtc(event.start?.dateTime))).size, zone).toBe(2);
        const pages = (await readTable(playground, "sessions")).map(row => row.values.when as { start: string });
        for (const event of own)
          expect(pages.map(when => Date.parse(when?.start ?? ""))).toContain(Date.parse(event.start?.dateTime ?? ""));
      }
      await expectStill(playground, () => run(start + (7 * weeks + 3) * DAY + HOUR));
    },
  );
});

describe("F28: runs that did not take place", () => {
  test("F28: what was due while nothing ran is done by the next run, whenever it comes, and once", async () => {
    const world = await openPairWorld();
    const regular = await openPairWorld();
    // Three days of crons are missed, among them the morning on which the second round is formed; then one comes at an odd minute.
    const odd = THURSDAY + 8 * DAY + 13 * HOUR + 7 * MINUTE + 13_000;
    for (const at of [THURSDAY + DAY, THURSDAY + 4 * DAY, THURSDAY + 5 * DAY]) await world.runAt(at);
    for (let day = 1; day <= 8; day += 1) await regular.runAt(THURSDAY + day * DAY);
    await world.runAt(odd);
    await regular.runAt(odd);
    const looks = async ({ playground }: typeof world) => ({
      groups: (await readTable(playground, "groups")).map(row => [row.values.name, row.values.status]).sort(),
      sessions: (await readTable(playground, "sessions")).map(row => [row.values.title, row.values.status]).sort(),
      mails: playground.google.outbox.map(mail => `${mail.kind} ${mail.to}`).sort(),
    });
    const found = await looks(world);
    expect(found.groups).toHaveLength(2);
    expect(found).toEqual(await looks(regular));
    await expectStill(world.playground, () => world.runAt(odd + MINUTE));
  });
});
