import type { calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import { expect } from "vitest";
import { DAY, HOUR, MINUTE } from "../../../src/core/domain/values/time.ts";
import { THURSDAY as CIRCLES_THURSDAY, type CircleWorld, started } from "../../world/circle.ts";
import { eventNow } from "../../world/decorations.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../../world/pairWorld.ts";
import { allEvents, moveFollowing } from "../../world/people.ts";
import { COORDINATOR, type Playground } from "../../world/playground.ts";
import { readTable } from "../../world/tables.ts";
import type { Kind, Scenario } from "../scenario.ts";
import { pageStates } from "./pageStates.ts";

type Event = calendar_v3.Schema$Event;

const LATER = THURSDAY + 2 * HOUR;
const BOTH = ["ana@example.org", "boris@example.org"];
const toBoth = (kind: string) => BOTH.map(email => `${kind} ${email}`);

const at = (start: number, minutes = 45): Event => ({
  start: { dateTime: new Date(start).toISOString(), timeZone: "UTC", date: null },
  end: { dateTime: new Date(start + minutes * MINUTE).toISOString(), timeZone: "UTC", date: null },
});
const WHOLE_DAY = {
  start: { date: "2027-01-12", dateTime: null, timeZone: null },
  end: { date: "2027-01-13", dateTime: null, timeZone: null },
};

/** Somebody who keeps the programme's calendar changes an event there; Google mails nobody. */
async function change(playground: Playground, eventId: string, requestBody: Event): Promise<void> {
  await playground
    .calendarOf(COORDINATOR)
    .events.patch({ calendarId: playground.calendarId, eventId, sendUpdates: "none", requestBody });
}

/** Ana and Boris, their one session's page and event, and what is looked at again and again. */
async function pair() {
  const world = await openPairWorld();
  const [event] = await world.live();
  const [session] = await world.sessions();
  const eventId = event?.id ?? "";
  const startsAt = Date.parse(event?.start?.dateTime ?? "");
  let now = LATER;
  return {
    world,
    eventId,
    startsAt,
    sessionId: session?.id ?? "",
    change: (body: Event) => change(world.playground, eventId, body),
    event: () => eventNow(world.playground, eventId),
    /** A run, and another that has nothing to do: the mails sent meanwhile. */
    settled: async () => {
      now += HOUR;
      return settled(world, now);
    },
    page: async () => pageOf(world),
  };
}

async function settled(world: PairWorld, now: number): Promise<string[]> {
  expect((await world.runAt(now)).failed).toEqual([]);
  expect((await world.runAt(now + 5 * MINUTE)).failed).toEqual([]);
  expect((await world.runAt(now + 10 * MINUTE)).done).toEqual({});
  return world.newMails();
}

/** What the one session's page says: its time, its status, what Krug says on it. */
async function pageOf(world: PairWorld) {
  const [page, ...others] = await world.sessions();
  expect(others).toEqual([]);
  const when = page?.values.when as { start: string; end: string } | undefined;
  return {
    startsAt: Date.parse(when?.start ?? ""),
    endsAt: Date.parse(when?.end ?? ""),
    status: page?.values.status,
    says: String(page?.values.krugSays ?? ""),
  };
}

/** The session's event gets an odd time, which the page says; then a right one in Calendar, which the page follows. */
function heldAndHealed(act: string, odd: (startsAt: number) => Event, says: string): Scenario {
  return {
    act: `Somebody ${act}, and later gives it a right time again`,
    outcome:
      "the page keeps its time and says so, nobody is mailed and nothing is called off; the right time is on both sides",
    play: async () => {
      const one = await pair();
      await one.change(odd(one.startsAt));
      expect(await one.settled()).toEqual([]);
      expect(await one.page()).toMatchObject({ startsAt: one.startsAt, status: "planned" });
      expect((await one.page()).says).toContain(says);
      const right = one.startsAt + DAY;
      await one.change(at(right));
      expect(await one.settled()).toEqual([]);
      expect(await one.page()).toMatchObject({ startsAt: right, endsAt: right + 45 * MINUTE, says: "" });
    },
  };
}

/** The same, and the right time comes from the page. */
function healedByPage(act: string, odd: (startsAt: number) => Event): Scenario {
  return {
    act: `Somebody ${act}, and then the page gets another time`,
    outcome: "the event has the page's time, and its guests are told of it once",
    play: async () => {
      const one = await pair();
      await one.change(odd(one.startsAt));
      await one.settled();
      const right = one.startsAt + DAY + HOUR;
      const when = { start: new Date(right).toISOString(), end: new Date(right + 45 * MINUTE).toISOString() };
      await one.world.edit("sessions", one.sessionId, { when });
      expect(await one.settled()).toEqual(toBoth("update"));
      expect(Date.parse((await one.event()).start?.dateTime ?? "")).toBe(right);
      expect(await one.page()).toMatchObject({ startsAt: right, says: "" });
      expect(await one.world.comments(one.sessionId)).toEqual([]);
    },
  };
}

/** The same, before Krug has looked. */
function healedBeforeItIsTold(act: string, odd: (startsAt: number) => Event, lost: string): Scenario {
  return {
    act: `Somebody ${act}, and the page gets another time before Krug has looked`,
    outcome: "the event has the page's time, its guests are told of it once, and a comment keeps what the event said",
    play: async () => {
      const one = await pair();
      await one.change(odd(one.startsAt));
      const right = one.startsAt + DAY + HOUR;
      const when = { start: new Date(right).toISOString(), end: new Date(right + 45 * MINUTE).toISOString() };
      await one.world.edit("sessions", one.sessionId, { when });
      expect(await one.settled()).toEqual(toBoth("update"));
      expect(Date.parse((await one.event()).start?.dateTime ?? "")).toBe(right);
      expect(await one.page()).toMatchObject({ startsAt: right, says: "" });
      expect(await one.world.comments(one.sessionId)).toEqual([expect.stringContaining(`Not kept: ${lost}`)]);
    },
  };
}

const ALL_DAY = "makes a session's event last all day";
const LONG = "drags the end of a session's event into next week";
const PAST = "drags a session's event to a day that has gone by";
const SHORT = "gives a session's event no length";
const allDay = () => WHOLE_DAY;
const past = () => at(THURSDAY - 5 * DAY);
const long = (startsAt: number) => ({ end: at(startsAt + 8 * DAY).start });
const short = (startsAt: number) => ({ end: at(startsAt).start });

/** A session whose event somebody made weekly. */
async function madeWeekly() {
  const one = await pair();
  await one.change({ ...at(one.startsAt), recurrence: ["RRULE:FREQ=WEEKLY;COUNT=4"] });
  expect(await one.settled()).toEqual([]);
  expect((await one.page()).says).toContain("made a recurring one");
  const all = async () =>
    (await one.world.live()).map(event => [event.id, event.summary, event.start?.dateTime, event.attendees?.length]);
  return { ...one, all };
}

/** A circle in the midst of nothing, its series, and a run that leaves nothing to do. */
async function circle() {
  const world = await started();
  const meetings = await world.meetings();
  const seriesId = meetings[0]?.event.recurringEventId ?? "";
  let now = CIRCLES_THURSDAY + DAY;
  return {
    world,
    meetings,
    seriesId,
    change: (eventId: string, body: Event) => change(world.playground, eventId, body),
    master: () => eventNow(world.playground, seriesId),
    settled: async () => {
      now += HOUR;
      await world.run(now);
      await world.run(now + 5 * MINUTE);
      expect((await world.run(now + 10 * MINUTE)).done).toEqual({});
      return world.mails();
    },
  };
}

async function commentsOn({ playground }: CircleWorld, pageId: string): Promise<string[]> {
  const { results } = await playground.notionOf(COORDINATOR).comments.list({ block_id: pageId });
  return results.map(comment =>
    "rich_text" in comment ? comment.rich_text.map(part => part.plain_text).join("") : "",
  );
}

async function pagesOf(world: CircleWorld) {
  return (await world.pages()).map(({ id, values }) => ({
    id,
    startsAt: Date.parse((values.when as { start: string }).start),
    status: values.status,
    says: String(values.krugSays ?? ""),
  }));
}

/** The third meeting of a circle is off, and all from the second on are dragged two hours on. */
async function draggedOverOneThatIsOff(isTrashed: boolean): Promise<void> {
  const { world, meetings, settled } = await circle();
  const { playground } = world;
  const off = meetings[2]?.sessionId ?? "";
  if (isTrashed) await playground.notionOf(COORDINATOR).pages.update({ page_id: off, in_trash: true });
  else await world.edit(off, { status: "cancelled" });
  await world.run(CIRCLES_THURSDAY + DAY);
  await moveFollowing(playground, meetings[1]?.event.id ?? "", 2 * HOUR);
  world.mails();
  expect(await settled()).toEqual(["ana", "boris", "carla", "dan"].map(name => `cancellation to ${name}`));
  const moved = meetings.map(({ sessionId, startsAt }, place) => ({
    id: sessionId,
    startsAt: startsAt + (place === 0 || sessionId === off ? 0 : 2 * HOUR),
    status: sessionId === off ? "cancelled" : "planned",
    says: "",
  }));
  const others = moved.filter(({ id }) => id !== off);
  expect((await world.meetings()).map(({ sessionId, startsAt }) => [sessionId, startsAt])).toEqual(
    others.map(({ id, startsAt }) => [id, startsAt]),
  );
  expect(await pagesOf(world)).toEqual(isTrashed ? others : moved);
  if (isTrashed) return;
  expect(await commentsOn(world, off)).toEqual([expect.stringContaining("was on again with it: Mon 15 March, 14:30")]);
}

export const states: Kind = {
  name: "states",
  title: 'A state Krug can\'t represent is not "unchanged"',
  rule: "Each has one stated outcome, told on the page; a right value later heals both sides.",
  scenarios: [
    heldAndHealed(ALL_DAY, allDay, "lasts all day"),
    healedByPage(ALL_DAY, allDay),
    healedBeforeItIsTold(ALL_DAY, allDay, "all day (Google Calendar)"),
    heldAndHealed(SHORT, short, "ends the moment it begins"),
    healedByPage(SHORT, short),
    healedBeforeItIsTold(SHORT, short, "Mon 11 January, 12:30–12:30"),
    heldAndHealed(LONG, long, "longer than a day"),
    healedByPage(LONG, long),
    healedBeforeItIsTold(LONG, long, "Mon 11 January, 12:30 – Tue 19 January, 12:30"),
    heldAndHealed(PAST, past, "has gone by"),
    healedByPage(PAST, past),
    healedBeforeItIsTold(PAST, past, "Sat 2 January, 09:00–09:45"),
    {
      act: `Somebody ${ALL_DAY}, and then cancels the session on its page`,
      outcome: "the event is called off, its guests are told once",
      play: async () => {
        const one = await pair();
        await one.change(WHOLE_DAY);
        await one.settled();
        await one.world.edit("sessions", one.sessionId, { status: "cancelled" });
        expect(await one.settled()).toEqual(toBoth("cancellation"));
        expect((await one.event()).status).toBe("cancelled");
      },
    },
    {
      act: `Somebody ${PAST} because they met then, and enters that time on the page too`,
      outcome: "both sides say that time; nobody is invited anew or mailed",
      play: async () => {
        const one = await pair();
        await one.change(past());
        await one.settled();
        const { start, end } = past();
        await one.world.edit("sessions", one.sessionId, {
          when: { start: start?.dateTime ?? "", end: end?.dateTime ?? "" },
        });
        expect(await one.settled()).toEqual([]);
        const page = await one.page();
        expect(page.startsAt).toBe(Date.parse(start?.dateTime ?? ""));
        expect(page.says).not.toContain("has gone by");
      },
    },
    {
      act: "Somebody drags a session's event over midnight, into the next day",
      outcome: "the page has that time: it is one to meet at",
      play: async () => {
        const one = await pair();
        const late = Date.parse("2027-01-12T22:30:00Z");
        await one.change(at(late, 120));
        expect(await one.settled()).toEqual([]);
        expect(await one.page()).toMatchObject({ startsAt: late, endsAt: late + 2 * HOUR, status: "planned" });
      },
    },
    {
      act: "A program writes an event's time with an offset and without a zone",
      outcome: "the page has that time",
      play: async () => {
        const one = await pair();
        await one.change({
          start: { dateTime: "2027-01-12T10:00:00+02:00", timeZone: null },
          end: { dateTime: "2027-01-12T11:00:00+02:00", timeZone: null },
        });
        expect(await one.settled()).toEqual([]);
        expect(await one.page()).toMatchObject({ startsAt: Date.parse("2027-01-12T08:00:00Z"), says: "" });
      },
    },
    {
      act: "Somebody makes a session's event weekly, and the page is renamed, moved and cancelled, or put in the trash",
      outcome: "none of the event's meetings is changed, moved or deleted, nobody is mailed, and the page says why",
      play: async () => {
        const one = await madeWeekly();
        const before = await one.all();
        expect(before).toHaveLength(4);
        const start = one.startsAt + DAY;
        await one.world.edit("sessions", one.sessionId, {
          title: "Tea",
          when: { start: new Date(start).toISOString(), end: new Date(start + HOUR).toISOString() },
        });
        expect(await one.settled()).toEqual([]);
        await one.world.edit("sessions", one.sessionId, { status: "cancelled" });
        expect(await one.settled()).toEqual([]);
        expect((await one.page()).says).toContain("made a recurring one");
        await one.world.playground.notionOf(COORDINATOR).pages.update({ page_id: one.sessionId, in_trash: true });
        expect(await settled(one.world, LATER + 9 * HOUR)).toEqual([]);
        expect(await one.all()).toEqual(before);
      },
    },
    {
      act: "Somebody makes a session's event weekly, the page is renamed, and the event is made a single one again",
      outcome: "the event gets the page's title, its guests are told once, and the page has nothing more to say",
      play: async () => {
        const one = await madeWeekly();
        await one.world.edit("sessions", one.sessionId, { title: "Tea" });
        expect(await one.settled()).toEqual([]);
        await one.change({ recurrence: [] });
        expect(await one.settled()).toEqual(toBoth("update"));
        expect((await one.event()).summary).toBe("Tea");
        expect(await one.page()).toMatchObject({ startsAt: one.startsAt, status: "planned", says: "" });
        expect(await one.world.live()).toHaveLength(1);
      },
    },
    {
      act: "Somebody makes a session's event weekly and then deletes it, with all its meetings",
      outcome: "the session is cancelled on its page, as with any event that is deleted; nobody is mailed by Krug",
      play: async () => {
        const one = await madeWeekly();
        await one.world.playground
          .calendarOf(COORDINATOR)
          .events.delete({ calendarId: one.world.playground.calendarId, eventId: one.eventId, sendUpdates: "none" });
        expect(await one.settled()).toEqual([]);
        expect(await one.page()).toMatchObject({ status: "cancelled", says: "" });
      },
    },
    {
      act: "Somebody moves a session's event to another calendar",
      outcome:
        "no program can tell where it went: the session is cancelled, a comment says that it is no longer in the programme's calendar, nobody is mailed and nothing takes its place",
      play: async () => {
        const one = await pair();
        const { playground } = one.world;
        const { data } = await playground
          .calendarOf(COORDINATOR)
          .calendars.insert({ requestBody: { summary: "Another", timeZone: "UTC" } });
        await playground.calendarOf(COORDINATOR).events.move({
          calendarId: playground.calendarId,
          eventId: one.eventId,
          destination: data.id ?? "",
          sendUpdates: "none",
        });
        expect(await one.settled()).toEqual([]);
        expect(await one.page()).toMatchObject({ startsAt: one.startsAt, status: "cancelled" });
        expect((await one.world.comments(one.sessionId)).join()).toContain("no longer in the programme’s calendar");
        expect((await allEvents(playground)).filter(event => event.status !== "cancelled")).toEqual([]);
        expect(await settled(one.world, LATER + 2 * DAY)).toEqual([]);
      },
    },
    {
      act: "Somebody marks a session's event as tentative, free and public",
      outcome: "it stays so; nothing else changes, on either side",
      play: async () => {
        const one = await pair();
        const marked = { status: "tentative", transparency: "transparent", visibility: "public" };
        await one.change(marked);
        expect(await one.settled()).toEqual([]);
        await one.world.edit("sessions", one.sessionId, { title: "Tea" });
        expect(await one.settled()).toEqual(toBoth("update"));
        expect(await one.event()).toMatchObject({ ...marked, summary: "Tea" });
        expect(await one.page()).toMatchObject({ startsAt: one.startsAt, status: "planned", says: "" });
      },
    },
    {
      act: "Somebody tries to turn a session's event into focus time",
      outcome: "Google refuses it, and all is as it was",
      play: async () => {
        const one = await pair();
        await expect(one.change({ eventType: "focusTime" })).rejects.toMatchObject({ status: 400 });
        expect(await one.settled()).toEqual([]);
      },
    },
    {
      act: "Somebody makes one meeting of a series last all day, and later gives it a time again",
      outcome: "its page keeps its time and says so, the other meetings are untouched; then the page has the new time",
      play: async () => {
        const one = await circle();
        const third = one.meetings[2];
        await one.change(third?.event.id ?? "", {
          start: { date: "2027-03-16", dateTime: null, timeZone: null },
          end: { date: "2027-03-17", dateTime: null, timeZone: null },
        });
        expect(await one.settled()).toEqual([]);
        const held = await pagesOf(one.world);
        expect(held.map(page => page.startsAt)).toEqual(one.meetings.map(meeting => meeting.startsAt));
        expect(held.map(page => page.says.includes("lasts all day"))).toEqual(
          one.meetings.map((_, place) => place === 2),
        );
        const right = (third?.startsAt ?? 0) + DAY;
        await one.change(third?.event.id ?? "", at(right, 60));
        expect(await one.settled()).toEqual([]);
        expect((await pagesOf(one.world))[2]).toMatchObject({ startsAt: right, says: "" });
        expect(await one.world.meetings()).toHaveLength(8);
      },
    },
    {
      act: "Somebody makes a whole series last all day, and later gives it its time again",
      outcome: "no page is cancelled: each keeps its time and says so, and nobody is mailed; then all is as before",
      play: async () => {
        const one = await circle();
        const { start, end, recurrence } = await one.master();
        await one.change(one.seriesId, {
          start: { date: "2027-03-01", dateTime: null, timeZone: null },
          end: { date: "2027-03-02", dateTime: null, timeZone: null },
          recurrence: ["RRULE:FREQ=WEEKLY;COUNT=8"],
        });
        expect(await one.settled()).toEqual([]);
        const held = await pagesOf(one.world);
        expect(held.map(page => [page.startsAt, page.status])).toEqual(
          one.meetings.map(meeting => [meeting.startsAt, "planned"]),
        );
        for (const page of held) expect(page.says).toContain("the whole series lasts all day");
        await one.change(one.seriesId, {
          start: { ...start, date: null },
          end: { ...end, date: null },
          recurrence,
        });
        expect(await one.settled()).toEqual([]);
        expect((await pagesOf(one.world)).map(page => [page.startsAt, page.status, page.says])).toEqual(
          one.meetings.map(meeting => [meeting.startsAt, "planned", ""]),
        );
      },
    },
    {
      act: "Somebody drags a whole series to another day and hour",
      outcome: "each page has its meeting's new time; nothing is called off, and Krug mails nobody",
      play: async () => {
        const one = await circle();
        const { start, end } = await one.master();
        const later = (time: typeof start) => ({
          dateTime: new Date(Date.parse(time?.dateTime ?? "") + DAY + 2 * HOUR).toISOString(),
          timeZone: time?.timeZone,
        });
        await one.change(one.seriesId, {
          start: later(start),
          end: later(end),
          recurrence: ["RRULE:FREQ=WEEKLY;COUNT=8"],
        });
        expect(await one.settled()).toEqual([]);
        const meetings = await one.world.meetings();
        expect(meetings).toHaveLength(8);
        expect(await pagesOf(one.world)).toEqual(
          meetings.map((meeting, place) => ({
            id: one.meetings[place]?.sessionId,
            startsAt: meeting.startsAt,
            status: "planned",
            says: "",
          })),
        );
        expect(meetings.map(meeting => meeting.sessionId)).toEqual(one.meetings.map(meeting => meeting.sessionId));
      },
    },
    ...(
      ["cancels a meeting of a series on its page", "puts the page of a meeting of a series in the trash"] as const
    ).map((act, isTrashed) => ({
      act: `Somebody ${act}, and later the series is dragged in Calendar from the meeting before on`,
      outcome: `Calendar puts that meeting on again: it is called off once more, and its guests are told${isTrashed ? "" : ", as is its page"}; the others go on where they were dragged, and Krug mails nobody about them`,
      play: () => draggedOverOneThatIsOff(isTrashed === 1),
    })),
    {
      act: "Somebody makes a weekly series one of every second week",
      outcome:
        "the pages of the weeks that are left out are cancelled, as with any meeting that is deleted; the others stay",
      play: async () => {
        const one = await circle();
        const { recurrence } = await one.master();
        await one.change(one.seriesId, {
          recurrence: recurrence?.map(line => line.replace("INTERVAL=1", "INTERVAL=2")),
        });
        expect(await one.settled()).toEqual([]);
        expect((await pagesOf(one.world)).map(page => page.status)).toEqual(
          one.meetings.map((_, place) => (place % 2 === 0 ? "planned" : "cancelled")),
        );
      },
    },
    {
      act: "Somebody takes the repetition off a series, and later puts it on again",
      outcome:
        "the meeting that is left stays with its page, the pages of the others are cancelled and planned again with them; nobody is mailed, nothing is made anew",
      play: async () => {
        const one = await circle();
        const { recurrence } = await one.master();
        await one.change(one.seriesId, { recurrence: [] });
        expect(await one.settled()).toEqual([]);
        expect((await pagesOf(one.world)).map(page => page.status)).toEqual(
          one.meetings.map((_, place) => (place === 0 ? "planned" : "cancelled")),
        );
        expect(await one.world.meetings()).toHaveLength(1);
        const [left] = one.meetings;
        await one.world.edit(left?.sessionId ?? "", { title: "The one that is left" });
        expect(await one.settled()).toHaveLength(4);
        expect((await one.master()).summary).toBe("The one that is left");
        await one.change(one.seriesId, { recurrence });
        expect(await one.settled()).toEqual([]);
        expect((await pagesOf(one.world)).map(page => [page.startsAt, page.status])).toEqual(
          one.meetings.map(meeting => [meeting.startsAt, "planned"]),
        );
        expect(await readTable(one.world.playground, "sessions")).toHaveLength(8);
      },
    },
    ...pageStates,
  ],
};
