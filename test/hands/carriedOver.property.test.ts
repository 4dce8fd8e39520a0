import fc from "fast-check";
import type { calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { THURSDAY as CIRCLES_THURSDAY, type CircleWorld, started } from "../world/circle.ts";
import { type Decoration, decorate, decorationOn, decorations, entriesOn, eventNow } from "../world/decorations.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { COORDINATOR } from "../world/playground.ts";

const LATER = THURSDAY + 2 * HOUR;

/** What somebody does that makes Krug write a single event. */
const CHANGES: Record<string, (world: PairWorld, event: calendar_v3.Schema$Event) => Promise<void>> = {
  "a new title": async world => {
    await world.edit("sessions", (await world.sessions())[0]?.id ?? "", { title: "Tea and tests" });
  },
  "a new time": async (world, event) => {
    const [start, end] = [event.start?.dateTime, event.end?.dateTime].map(text =>
      new Date(Date.parse(text ?? "") + 30 * MINUTE).toISOString(),
    );
    await world.edit("sessions", (await world.sessions())[0]?.id ?? "", {
      when: { start: start ?? "", end: end ?? "" },
    });
  },
  "a new goal": async world => {
    const goal = { title: "Learn to test", owner: [world.ids.ana ?? ""], status: "doing" };
    await world.playground.add("roadmap", goal);
  },
  "somebody away that day": async (world, event) => {
    const day = event.start?.dateTime?.slice(0, 10) ?? "";
    await world.edit("people", world.ids.carla ?? "", { away: { start: day, end: day } });
  },
};

/** What somebody does that makes Krug write a series as a whole, or end it and go on in another. */
const SERIES_CHANGES: Record<string, (world: CircleWorld) => Promise<void>> = {
  "somebody left": async world => {
    await world.edit(world.ids.get("Dan") ?? "", { status: "left" }, "people");
  },
  "another time for all that is left": async world => {
    const now = world.playground.clock.now();
    for (const page of await world.pages()) {
      const { start, end } = page.values.when as { start: string; end: string };
      if (Date.parse(start) <= now) continue;
      const later = (text: string) => new Date(Date.parse(text) + 90 * MINUTE).toISOString();
      await world.edit(page.id, { when: { start: later(start), end: later(end) } });
    }
  },
};

function keptOn(before: calendar_v3.Schema$Event, after: calendar_v3.Schema$Event): void {
  const [wanted, found] = [decorationOn(before), decorationOn(after)];
  // A call of Krug's own may give way to the one people chose for the whole series.
  expect(found).toEqual(wanted.call === "asked for" ? { ...wanted, call: found.call } : wanted);
  const [was, is] = [entriesOn(before), entriesOn(after)];
  for (const [email, entry] of is) if (was.has(email)) expect(entry).toEqual(was.get(email));
  for (const [email, entry] of was) if (entry.resource === true) expect([...is.keys()]).toContain(email);
}

describe("whatever people set on an event is on it after Krug wrote it", () => {
  it.each(Object.entries(CHANGES))("a single one: %s", { timeout: 60_000 }, async (_, change) => {
    await fc.assert(
      fc.asyncProperty(decorations, async decoration => {
        const world = await openPairWorld({ people: ["ana", "boris", "carla"] });
        const [event] = await world.live();
        await decorate(world.playground, event?.id ?? "", decoration);
        await world.runAt(LATER);
        const before = await eventNow(world.playground, event?.id ?? "");
        await change(world, before);
        const { failed, done } = await world.runAt(LATER + 10 * MINUTE);
        expect(failed).toEqual([]);
        expect(done.change_event).toBeGreaterThan(0);
        keptOn(before, await eventNow(world.playground, event?.id ?? ""));
        expect((await world.runAt(LATER + 20 * MINUTE)).done).toEqual({});
      }),
      { numRuns: 8, seed: 5 },
    );
  });

  it.each(
    Object.entries(SERIES_CHANGES).flatMap(([name, change]) =>
      [false, true].map(
        hasBegun => [name, hasBegun ? "once it has begun" : "before it began", hasBegun, change] as const,
      ),
    ),
  )("a series: %s, %s", { timeout: 90_000 }, async (_, __, hasBegun, change) => {
    const both = fc.tuple(decorations, decorations);
    await fc.assert(
      fc.asyncProperty(both, ([onAll, onOne]) => seriesKeeps(onAll, onOne, hasBegun, change)),
      { numRuns: 4, seed: 5 },
    );
  });
});

async function seriesKeeps(
  onAll: Decoration,
  onOne: Decoration,
  hasBegun: boolean,
  change: (world: CircleWorld) => Promise<void>,
): Promise<void> {
  const world = await started();
  const meetings = await world.meetings();
  await decorate(world.playground, meetings[0]?.event.recurringEventId ?? "", onAll);
  const special = meetings[5];
  await decorate(world.playground, special?.event.id ?? "", onOne);
  const now = hasBegun ? Math.floor((meetings[1]?.startsAt ?? 0) + 2 * HOUR) : CIRCLES_THURSDAY + DAY;
  await world.runUntilQuiet(now);
  const whole = await eventNow(world.playground, meetings[0]?.event.recurringEventId ?? "");
  const before = new Map((await world.meetings()).map(meeting => [meeting.sessionId, meeting.event]));
  await change(world);
  await world.runUntilQuiet(now + HOUR);
  const after = (await world.meetings()).filter(meeting => meeting.startsAt > now);
  const heirs = new Set(after.map(meeting => meeting.event.recurringEventId));
  expect(heirs.size).toBe(1);
  const calendar = world.playground.calendarOf(COORDINATOR);
  const eventId = [...heirs][0] ?? "";
  keptOn(whole, (await calendar.events.get({ calendarId: world.playground.calendarId, eventId })).data);
  for (const meeting of after) keptOn(before.get(meeting.sessionId) ?? {}, meeting.event);
}
