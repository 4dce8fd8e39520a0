import { expect, test } from "vitest";
import { DAY } from "../../../src/core/domain/values/time.ts";
import { openPairWorld, THURSDAY } from "../../world/pairWorld.ts";
import { allEvents } from "../../world/people.ts";

test("F13: a programme without an end makes no event that repeats without one, and none beyond its round", async () => {
  const world = await openPairWorld({
    programme: { roundWeeks: 4, end: null, checkIn: true, zone: "Europe/Berlin" },
  });
  for (let day = 1; day <= 35; day += 1) {
    await world.runAt(THURSDAY + day * DAY);
    const events = (await allEvents(world.playground)).filter(event => event.status !== "cancelled");
    const rules = events.flatMap(event => event.recurrence ?? []).filter(rule => rule.startsWith("RRULE"));
    for (const rule of rules) expect(rule).toMatch(/UNTIL=|COUNT=/);
    // Rounds of four weeks begin on Monday 11 January; the next one is formed four days before it does.
    const starts = events.map(event => Date.parse(event.start?.dateTime ?? ""));
    const until = ["2027-02-08", "2027-03-08"].map(date => Date.parse(`${date}T00:00:00+01:00`));
    const end = THURSDAY + day * DAY < Date.parse("2027-02-04T00:00:00Z") ? until[0] : until[1];
    expect(Math.max(...starts)).toBeLessThan(end ?? 0);
  }
});
