import { expect } from "vitest";
import type { DateValue } from "../../../src/core/domain/values/row.ts";
import { inProcessRunner } from "../../demo/inProcess.ts";
import { THURSDAY as CIRCLES_THURSDAY, started } from "../../world/circle.ts";
import { openD1 } from "../../world/d1.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../../world/pairWorld.ts";
import { deleteForAll } from "../../world/people.ts";
import { COORDINATOR } from "../../world/playground.ts";
import { readPage } from "../../world/tables.ts";
import type { Scenario } from "../scenario.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;
const DAY = 24 * HOUR;

/** What a page's time can be that no event can: a page that can't be understood for a while. */
export const pageStates: readonly Scenario[] = [
  {
    act: "Somebody makes the time of a session's page a whole day.",
    outcome:
      "The event stands and nobody is mailed; the page says to add times; in twenty runs no page is made or thrown away. A right time later moves the event, once.",
    play: () => staysAndHeals({ start: "2027-01-13", end: null }, /day without a time/),
  },
  {
    act: "Somebody lets a session's page end before it begins.",
    outcome: "The same, and the page says that it ends before it begins.",
    play: () => staysAndHeals({ start: "2027-01-13T10:00:00Z", end: "2027-01-13T09:00:00Z" }, /ends before/),
  },
  {
    act: "Somebody empties the time of a session's page.",
    outcome: "The same, and the page asks for a time.",
    play: () => staysAndHeals(null, /no time yet/),
  },
  {
    act: "Somebody lets a session's page last from one day into the next but one.",
    outcome: "The same, and the page says that nobody meets for longer than a day and where the event stands.",
    play: () =>
      staysAndHeals(
        { start: "2027-01-13T10:00:00Z", end: "2027-01-15T11:00:00Z" },
        /longer than a day.*stays.*11 January/s,
      ),
  },
  {
    act: "Somebody lets the page of a webinar last for three weeks, and later gives it a time within one day.",
    outcome: "Nobody is mailed and the event stands until then; the page says so; the right time is told once.",
    play: async () => {
      const world = await openPairWorld();
      const on = (start: string, end: string) => ({ when: { start, end } });
      const id = await world.playground.add("gatherings", {
        title: "Testing",
        ...on("2027-01-13T10:00:00Z", "2027-01-13T11:00:00Z"),
        host: [world.ids.boris ?? ""],
        programmes: [world.ids.programme ?? ""],
      });
      const told = async () => (await readPage(world.playground, "gatherings", id))?.values.krugSays;
      await world.runAt(THURSDAY + HOUR);
      const before = await world.live();
      world.newMails();
      const edit = (values: ReturnType<typeof on>) => world.playground.edit(COORDINATOR, "gatherings", id, values);
      await edit(on("2027-01-14T10:00:00Z", "2027-02-04T16:00:00Z"));
      for (const minutes of [60, 65]) await world.runAt(THURSDAY + HOUR + minutes * MINUTE);
      expect(await told()).toMatch(/longer than 14 days.*stays.*13 January/s);
      expect(await world.live()).toEqual(before);
      expect(world.newMails()).toEqual([]);
      await edit(on("2027-01-14T10:00:00Z", "2027-01-14T12:00:00Z"));
      for (const minutes of [120, 125]) await world.runAt(THURSDAY + HOUR + minutes * MINUTE);
      expect(await told()).toBe("");
      expect(world.newMails()).toEqual(["update ana@example.org", "update boris@example.org"]);
      expect(await world.runAt(THURSDAY + 4 * HOUR)).toMatchObject({ done: {}, failed: [] });
    },
  },
  {
    act: "Somebody lets the page of a webinar last for three days.",
    outcome: "The event lasts for three days, its guests are told once, and the page says nothing.",
    play: async () => {
      const world = await openPairWorld();
      const on = (start: string, end: string) => ({ when: { start, end } });
      const id = await world.playground.add("gatherings", {
        title: "Testing",
        ...on("2027-01-13T10:00:00Z", "2027-01-13T11:00:00Z"),
        host: [world.ids.boris ?? ""],
        programmes: [world.ids.programme ?? ""],
      });
      await world.runAt(THURSDAY + HOUR);
      world.newMails();
      await world.playground.edit(COORDINATOR, "gatherings", id, on("2027-01-13T10:00:00Z", "2027-01-16T11:00:00Z"));
      for (const minutes of [60, 65]) await world.runAt(THURSDAY + HOUR + minutes * MINUTE);
      expect((await readPage(world.playground, "gatherings", id))?.values.krugSays).toBe("");
      const lasting = (await world.live()).find(event => event.summary === "Testing");
      expect(Date.parse(lasting?.end?.dateTime ?? "")).toBe(Date.parse("2027-01-16T11:00:00Z"));
      expect(world.newMails()).toEqual(["update ana@example.org", "update boris@example.org"]);
      expect(await world.runAt(THURSDAY + 4 * HOUR)).toMatchObject({ done: {}, failed: [] });
    },
  },
  {
    act: "Somebody gives a session's page a time that has gone by, and then drags the event to it too.",
    outcome:
      "The event stays to come and nobody is mailed; the page says so and what to do. Once both have that time there is nothing more to say.",
    play: async () => {
      const world = await openPairWorld();
      const { session, event } = await meeting(world);
      const [before] = await world.live();
      await world.edit("sessions", session, { when: { start: "2027-01-06T10:00:00Z", end: "2027-01-06T10:45:00Z" } });
      await world.runAt(THURSDAY + HOUR);
      expect(await says(world, session)).toMatch(/has gone by.*still to come: .*11 January/s);
      expect(await world.live()).toEqual([before]);
      expect(world.newMails()).toEqual([]);
      expect(await world.runAt(THURSDAY + HOUR + 10 * MINUTE)).toMatchObject({ done: {}, failed: [] });
      await moved(world, event, "2027-01-06T10:00:00Z");
      await world.runAt(THURSDAY + 2 * HOUR);
      expect(await says(world, session)).toBe("");
      expect(world.newMails()).toEqual([]);
      expect(await world.runAt(THURSDAY + 3 * HOUR)).toMatchObject({ done: {}, failed: [] });
    },
  },
  {
    act: "Somebody gives the page of a session to come last year's date, and the next day the right one.",
    outcome:
      "The session is still planned, nobody is mailed, and the page says what is wrong; the right time is on both sides, and everybody is told of it once. The same where the page counted as not reported meanwhile.",
    play: async () => {
      for (const isCounted of [false, true]) {
        const world = await openPairWorld();
        const { session } = await meeting(world);
        const status = async () => (await world.sessions()).find(({ id }) => id === session)?.values.status;
        await world.edit("sessions", session, { when: { start: "2026-01-12T10:00:00Z", end: "2026-01-12T11:00:00Z" } });
        for (const hours of [1, 25, 26]) await world.runAt(THURSDAY + hours * HOUR);
        expect(await status()).toBe("planned");
        expect(await says(world, session)).toMatch(/has gone by.*still to come: .*11 January/s);
        expect(world.newMails()).toEqual([]);
        const when = { start: "2027-01-12T10:00:00.000Z", end: "2027-01-12T11:00:00.000Z" };
        await world.edit("sessions", session, { when, ...(isCounted ? { status: "unreported" } : {}) });
        for (const hours of [27, 28, 29]) await world.runAt(THURSDAY + hours * HOUR);
        expect((await world.live()).map(event => Date.parse(event.start?.dateTime ?? ""))).toEqual([
          Date.parse(when.start),
        ]);
        expect(await status()).toBe("planned");
        expect(await says(world, session)).toBe("");
        expect(world.newMails()).toEqual(["update ana@example.org", "update boris@example.org"]);
        expect(await world.runAt(THURSDAY + 30 * HOUR)).toMatchObject({ done: {}, failed: [] });
      }
    },
  },
  {
    act: "Somebody sets a session that is still to come to “Took place” or “Did not take place”, a guest moves the event, and the page is set to planned.",
    outcome:
      "The event stands, nobody is mailed and the page says that the word counts once its time has passed; the page has the event’s time. Set to planned, it has nothing more to say.",
    play: async () => {
      for (const status of ["met", "not_met"]) {
        const world = await openPairWorld();
        const { session, event } = await meeting(world);
        const [before] = await world.live();
        await world.edit("sessions", session, { status });
        await world.runAt(THURSDAY + HOUR);
        expect(await says(world, session)).toMatch(/take place|Took place/);
        expect(await says(world, session)).toMatch(/counts only once.*still to come: .*11 January/s);
        expect(await world.live()).toEqual([before]);
        await moved(world, event);
        await world.runAt(THURSDAY + 2 * HOUR);
        await world.runAt(THURSDAY + 2 * HOUR + 5 * MINUTE);
        const page = await readPage(world.playground, "sessions", session);
        expect(page?.values).toMatchObject({
          status,
          when: { start: "2027-01-14T10:00:00Z", end: "2027-01-14T10:45:00Z" },
          krugSays: expect.stringMatching(/still to come: .*14 January/),
        });
        expect(world.newMails()).toEqual([]);
        await world.edit("sessions", session, { status: "planned" });
        await world.runAt(THURSDAY + 3 * HOUR);
        expect(await says(world, session)).toBe("");
        expect(world.newMails()).toEqual([]);
        expect(await world.runAt(THURSDAY + 4 * HOUR)).toMatchObject({ done: {}, failed: [] });
      }
    },
  },
  {
    act: "Somebody sets a session that is still to come to “Took place”, and leaves it so; or gives it the time at which people met, and drags the event there too.",
    outcome:
      "Once the time has passed, or both sides have it, the page has nothing more to say and the word counts; nobody is mailed.",
    play: async () => {
      for (const isMoved of [false, true]) {
        const world = await openPairWorld();
        const { session, event } = await meeting(world);
        await world.edit("sessions", session, { status: "met" });
        await world.runAt(THURSDAY + HOUR);
        if (isMoved) {
          const when = { start: "2027-01-06T10:00:00Z", end: "2027-01-06T10:45:00Z" };
          await world.edit("sessions", session, { when });
          await world.runAt(THURSDAY + 2 * HOUR);
          expect(await says(world, session)).toMatch(/has gone by.*still to come: .*11 January/s);
          await moved(world, event, when.start);
        }
        const at = isMoved ? THURSDAY + 3 * HOUR : Date.parse("2027-01-11T18:00:00Z");
        await world.runAt(at);
        await world.runAt(at + 5 * MINUTE);
        expect(await readPage(world.playground, "sessions", session)).toMatchObject({
          values: { status: "met", krugSays: "" },
        });
        expect(world.newMails().filter(mail => mail.startsWith("update") || mail.startsWith("cancel"))).toEqual([]);
      }
    },
  },
  {
    act: "Somebody sets a session that is still to come to “Took place”, and somebody deletes its event.",
    outcome:
      "The page keeps the word and says that its time is still to come; nobody is invited again. With the time at which people met it has nothing more to say.",
    play: async () => {
      const world = await openPairWorld();
      const { session, event } = await meeting(world);
      await world.edit("sessions", session, { status: "met" });
      await world.runAt(THURSDAY + HOUR);
      await deleteForAll(world.playground, event);
      world.newMails();
      for (const hours of [2, 3]) await world.runAt(THURSDAY + hours * HOUR);
      expect(await says(world, session)).toMatch(/counts only once/);
      const when = { start: "2027-01-06T10:00:00Z", end: "2027-01-06T10:45:00Z" };
      await world.edit("sessions", session, { when });
      for (const hours of [4, 5]) await world.runAt(THURSDAY + hours * HOUR);
      expect(await readPage(world.playground, "sessions", session)).toMatchObject({
        values: { status: "met", krugSays: "" },
      });
      expect(world.newMails()).toEqual([]);
    },
  },
  {
    act: "Somebody sets one coming meeting of a circle’s series to “Took place”, and somebody leaves the circle.",
    outcome:
      "That meeting goes on with the others: it stands at its time, without who left, and those who stay are not mailed.",
    play: async () => {
      const world = await started();
      const before = await world.meetings();
      const early = before[2]?.sessionId ?? "";
      await world.edit(early, { status: "met" });
      await world.run(CIRCLES_THURSDAY + 2 * HOUR);
      await world.run(CIRCLES_THURSDAY + 12 * DAY);
      world.mails();
      await world.edit(world.ids.get("Dan") ?? "", { status: "left" }, "people");
      for (const minutes of [60, 65, 70]) await world.run(CIRCLES_THURSDAY + 12 * DAY + minutes * MINUTE);
      const meetings = (await world.meetings()).filter(({ sessionId }) => sessionId === early);
      expect(meetings.map(({ startsAt, guests }) => [startsAt, guests])).toEqual([
        [before[2]?.startsAt, ["ana", "boris", "carla"]],
      ]);
      expect(world.mails().filter(mail => !mail.endsWith("dan"))).toEqual([]);
    },
  },
  {
    act: "A session's page is a whole day, and a guest moves the event.",
    outcome: "The page has the event's time, says nothing more, and no page is made.",
    play: async () => {
      const world = await openPairWorld();
      const { session, event } = await meeting(world);
      await world.edit("sessions", session, { when: { start: "2027-01-13", end: null } });
      await world.runAt(THURSDAY + HOUR);
      await moved(world, event);
      await follows(world, session, at => world.runAt(at));
    },
  },
  {
    act: "The database is lost while a session's page is a whole day, and a guest moves the event.",
    outcome: "The page and its event are known to belong together; the page has the event's time, and no page is made.",
    play: async () => {
      const world = await openPairWorld();
      const { session, event } = await meeting(world);
      await world.edit("sessions", session, { when: { start: "2027-01-13", end: null } });
      await world.runAt(THURSDAY + HOUR);
      const runner = inProcessRunner(world.playground, openD1());
      const runAt = (at: number) => {
        world.playground.clock.set(at);
        return runner.run(at, "test");
      };
      await runAt(THURSDAY + HOUR + 10 * MINUTE);
      expect(await says(world, session)).toMatch(/day without a time/);
      await moved(world, event);
      await follows(world, session, runAt);
    },
  },
];

async function staysAndHeals(when: DateValue | null, told: RegExp): Promise<void> {
  const world = await openPairWorld();
  const { session } = await meeting(world);
  const pages = world.playground.notion.state.pages.size;
  const [before] = await world.live();
  await world.edit("sessions", session, { when });
  for (let run = 1; run <= 20; run += 1) await world.runAt(THURSDAY + HOUR + run * 5 * MINUTE);
  expect(await says(world, session)).toMatch(told);
  expect(await world.live()).toEqual([before]);
  expect(world.playground.notion.state.pages.size).toBe(pages);
  expect(world.newMails()).toEqual([]);
  await world.edit("sessions", session, { when: { start: "2027-01-14T09:00:00Z", end: "2027-01-14T09:45:00Z" } });
  await world.runAt(THURSDAY + 4 * HOUR);
  const [after] = await world.live();
  expect(Date.parse(after?.start?.dateTime ?? "")).toBe(Date.parse("2027-01-14T09:00:00Z"));
  expect(world.newMails()).toHaveLength(2);
  expect(await says(world, session)).toBe("");
  const quiet = await world.runAt(THURSDAY + 5 * HOUR);
  expect(quiet).toMatchObject({ done: {}, failed: [] });
}

async function meeting(world: PairWorld): Promise<{ session: string; event: string }> {
  const [session] = await world.sessions();
  const [event] = await world.live();
  return { session: session?.id ?? "", event: event?.id ?? "" };
}

async function moved(world: PairWorld, eventId: string, start = "2027-01-14T10:00:00Z"): Promise<void> {
  const end = new Date(Date.parse(start) + 45 * MINUTE).toISOString();
  await world.playground.calendarOf("ana@example.org").events.patch({
    calendarId: "primary",
    eventId,
    requestBody: { start: { dateTime: start }, end: { dateTime: end } },
  });
}

async function follows(world: PairWorld, session: string, runAt: (at: number) => Promise<unknown>): Promise<void> {
  const pages = world.playground.notion.state.pages.size;
  await runAt(THURSDAY + 2 * HOUR);
  const page = await readPage(world.playground, "sessions", session);
  expect(page?.values.when).toEqual({ start: "2027-01-14T10:00:00Z", end: "2027-01-14T10:45:00Z" });
  expect(page?.values.krugSays).toBe("");
  expect(world.playground.notion.state.pages.size).toBe(pages);
  expect(await runAt(THURSDAY + 3 * HOUR)).toMatchObject({ done: {}, failed: [] });
}

async function says(world: PairWorld, id: string): Promise<string> {
  return String((await readPage(world.playground, "sessions", id))?.values.krugSays ?? "");
}
