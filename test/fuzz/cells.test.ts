import { expect, test } from "vitest";
import { COORDINATOR } from "../world/playground.ts";
import { lookAt } from "./cells.ts";
import { FiftyPeople } from "./fiftyPeople.ts";

test("whatever some hundred cells, answers and events hold, no run over them fails or costs over three times as much", async () => {
  const looked = await lookAt({ seed: 20270111, from: 0, to: 320 });
  expect(looked.findings).toEqual([]);
  expect(looked.cells).toBeGreaterThan(150);
  expect(looked.answers + looked.events).toBeGreaterThan(50);
});

test("an event put to the last day there is stops no run, and its page says so", async () => {
  const world = await FiftyPeople.open();
  const { playground, events } = world;
  const event = events.find(
    one => one.recurringEventId == null && one.extendedProperties?.private?.krugSession != null,
  );
  const at = "9999-12-31T23:00:00Z";
  await playground.calendarOf(COORDINATOR).events.patch({
    calendarId: playground.calendarId,
    eventId: event?.id ?? "",
    requestBody: { start: { dateTime: at }, end: { dateTime: "9999-12-31T23:59:59Z" } },
  });
  expect((await world.run()).failed).toEqual([]);
  world.close();
});

test("a programme that ends in two centuries, or began years ago, costs no more to decide for than one that ends in a year", async () => {
  const world = await FiftyPeople.open();
  const costOf = async (end: string): Promise<number> => {
    for (const page of world.pages.programmes)
      await world.playground.edit(COORDINATOR, "programmes", page, { end: { start: end, end: null } });
    await world.run();
    let least = Number.POSITIVE_INFINITY;
    for (let time = 0; time < 4; time += 1) {
      const [page = ""] = world.pages.people;
      await world.playground.edit(COORDINATOR, "people", page, { team: `Team ${end} ${time}` });
      least = Math.min(least, (await world.run()).cpuMs);
    }
    return least;
  };
  const near = await costOf("2028-01-10");
  for (const far of ["2199-12-01", "2270-05-05"]) expect((await costOf(far)) / near).toBeLessThan(2);
  world.close();
});
