import { describe, expect, test } from "vitest";
import { DAY, HOUR, type Interval } from "../../../src/core/domain/values/time.ts";
import { askedOnce } from "../../../src/run/decide/busy.ts";
import { ANA, BORIS, type Google, HOST, OWNER, openGoogle } from "../../google/world.ts";
import { at } from "../../world/builders.ts";

const START = at("2027-01-11T00:00:00Z");
const window = (days: number): Interval => ({ startsAt: START, endsAt: START + days * DAY });

/** Somebody's own entry in their own calendar. */
async function enter({ fetch, google }: Google, email: string, startsAt: number, more: object = {}): Promise<Interval> {
  const time = { startsAt, endsAt: startsAt + HOUR };
  const [start, end] = [time.startsAt, time.endsAt].map(moment => ({ dateTime: new Date(moment).toISOString() }));
  const answer = await fetch(`${HOST}/calendar/v3/calendars/primary/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${google.personToken(email)}`, "content-type": "application/json" },
    body: JSON.stringify({ summary: "own", start, end, ...more }),
  });
  expect(answer.status).toBe(200);
  return time;
}
const asked = ({ google }: Google) => google.log.entries.filter(one => one.path.endsWith("/freeBusy")).length;

describe("somebody's time is taken", () => {
  test("while they are out of office or in focus time, not by what they show as free or by where they work", async () => {
    const world = await openGoogle();
    const day = START + 9 * HOUR;
    const away = await enter(world, ANA, day, { eventType: "outOfOffice" });
    const focus = await enter(world, ANA, day + 3 * HOUR, { eventType: "focusTime" });
    await enter(world, ANA, day + 5 * HOUR, { transparency: "transparent" });
    const place = { workingLocationProperties: { type: "homeOffice", homeOffice: {} }, visibility: "public" };
    await enter(world, ANA, day + 7 * HOUR, { eventType: "workingLocation", transparency: "transparent", ...place });
    const busy = await askedOnce(world.calendar).ask({ emails: [ANA], window: window(7) });
    expect(busy.get(ANA)).toEqual([away, focus]);
  });
});

describe("a long look ahead", () => {
  test.each([
    [60, 1],
    [61, 2],
    [200, 4],
  ])("over %d days is %d questions, none longer than Google allows", async (days, questions) => {
    const world = await openGoogle();
    const taken: Interval[] = [];
    for (let day = 5; day < days; day += 50) taken.push(await enter(world, OWNER, START + day * DAY));
    const busy = await askedOnce(world.calendar).ask({ emails: [OWNER], window: window(days) });
    expect(asked(world)).toBe(questions);
    expect(busy.get(OWNER)).toEqual(taken);
  });

  test("is unknown as a whole when any part of it could not be read, and that of others is not", async () => {
    const world = await openGoogle();
    world.google.switches.unreadableFreeBusy = [BORIS];
    const busy = await askedOnce(world.calendar).ask({ emails: [ANA, BORIS], window: window(100) });
    expect([busy.get(ANA), busy.get(BORIS)]).toEqual([[], null]);
  });

  test("for 101 people over 100 days is three questions for each of two stretches", async () => {
    const emails = Array.from({ length: 101 }, (_, index) => `p${index}@example.org`);
    const world = await openGoogle({ accounts: [OWNER, ...emails].map(email => ({ email })) });
    const busy = await askedOnce(world.calendar).ask({ emails, window: window(100) });
    expect([busy.size, asked(world)]).toEqual([101, 6]);
  });
});
