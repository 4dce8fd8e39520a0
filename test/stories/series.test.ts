import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { clockIn, openCircle, started, THURSDAY, withLostDatabase } from "../world/circle.ts";
import { allEvents, deleteFollowing, deleteForAll, deleteOwn, move, moveFollowing } from "../world/people.ts";
import { COORDINATOR } from "../world/playground.ts";
import { readTable } from "../world/tables.ts";

const ALL = ["ana", "boris", "carla", "dan"];
const toEach = (kind: string, names = ALL) => names.map(name => `${kind} to ${name}`);
const WEEK = 7 * DAY;
/** A Monday morning within the round, when so many weeks of it are over. */
const monday = (weeks: number) => Date.parse("2027-03-01T05:00:00Z") + weeks * WEEK;
const when = (start: number, minutes = 60) => ({
  start: new Date(start).toISOString(),
  end: new Date(start + minutes * MINUTE).toISOString(),
});

describe("a group that meets every week", () => {
  it("has one series, bounded by its round, to which everybody is invited once (F9, F13)", async () => {
    const world = await openCircle();
    await world.runUntilQuiet(THURSDAY + HOUR);
    expect(world.mails()).toEqual(toEach("invitation"));
    const meetings = await world.meetings();
    expect(meetings).toHaveLength(8);
    expect(new Set(meetings.map(one => one.event.recurringEventId)).size).toBe(1);
    expect(new Set(meetings.map(one => one.sessionId)).size).toBe(8);
    expect((await readTable(world.playground, "sessions")).length).toBe(8);
    const calendar = world.playground.calendarOf(COORDINATOR);
    const eventId = meetings[0]?.event.recurringEventId ?? "";
    const { data } = await calendar.events.get({ calendarId: world.playground.calendarId, eventId });
    expect(data.recurrence?.join()).toMatch(/UNTIL=202704/);
  });

  it("meets at one local time through both changes of the clocks, which its two zones make on different days (F12)", async () => {
    const world = await started({
      names: ["Ana", "Boris", "Carla"],
      zones: { Carla: "America/New_York" },
      hours: { Ana: "Mon-Fri 12-19", Boris: "Mon-Fri 12-19", Carla: "Mon-Fri 7-13" },
    });
    const meetings = await world.meetings();
    expect(meetings).toHaveLength(8);
    expect(new Set(meetings.map(one => clockIn(one.startsAt, "Europe/Berlin"))).size).toBe(1);
    expect(new Set(meetings.map(one => clockIn(one.startsAt, "America/New_York"))).size).toBe(2);
  });

  it("carries the agenda of the next meeting only, and nobody is mailed when it wanders on", async () => {
    const world = await started();
    const withAgenda = async () => {
      const meetings = await world.meetings();
      return meetings.flatMap((one, place) => (one.event.description?.includes("Goal of Ana") ? [place] : []));
    };
    expect(await withAgenda()).toEqual([0]);
    const meetings = await world.meetings();
    expect(meetings[5]?.event.description).toContain("The group’s page: http");
    await world.runUntilQuiet((meetings[0]?.startsAt ?? 0) + 2 * HOUR);
    expect(await withAgenda()).toEqual([0, 1]);
    await world.edit(world.ids.get("goal of Ana") ?? "", {}, "people").catch(() => {});
    expect(world.mails()).toEqual([]);
  });

  it("has its check-ins in a series of their own", async () => {
    const world = await openCircle({ programme: { checkIn: true } });
    await world.runUntilQuiet(THURSDAY + HOUR);
    expect(await world.meetings("check_in")).toHaveLength(8);
    expect(await world.meetings("session")).toHaveLength(8);
    expect(world.mails()).toEqual([...toEach("invitation"), ...toEach("invitation")].sort());
  });

  it("leaves out a week that does not suit, which gets a time of its own", async () => {
    const world = await openCircle();
    const busy = async (name: string, start: string, end: string, recurrence?: string[]) =>
      world.playground.calendarOf(`${name}@example.org`).events.insert({
        calendarId: "primary",
        requestBody: {
          summary: "Busy",
          start: { dateTime: start, timeZone: "UTC" },
          end: { dateTime: end, timeZone: "UTC" },
          ...(recurrence === undefined ? {} : { recurrence }),
        },
      });
    await busy("ana", "2027-03-15T05:00:00Z", "2027-03-18T23:00:00Z");
    // On Fridays Dan is never there, but on that of the fair.
    const fridays = ["RRULE:FREQ=WEEKLY;COUNT=9", "EXDATE;TZID=UTC:20270319T050000"];
    await busy("dan", "2027-03-05T05:00:00Z", "2027-03-05T23:00:00Z", fridays);
    await world.runUntilQuiet(THURSDAY + HOUR);
    const inSeries = (await world.meetings()).filter(one => one.event.recurringEventId);
    expect(inSeries).toHaveLength(7);
    await world.runUntilQuiet(monday(1));
    const meetings = await world.meetings();
    expect(meetings).toHaveLength(8);
    expect(clockIn(meetings[2]?.startsAt ?? 0, "Europe/Berlin")).toMatch(/^Fri/);
    expect(world.mails()).toEqual([...toEach("invitation"), ...toEach("invitation")].sort());
  });
});

describe("one meeting of a series", () => {
  it("dragged in Calendar moves its page, and no other", async () => {
    const world = await started();
    const before = await world.meetings();
    await move(world.playground, "ana@example.org", before[2]?.event.id ?? "", DAY);
    world.mails();
    await world.runUntilQuiet(THURSDAY + 3 * HOUR);
    const pages = await world.pages();
    const starts = pages.map(row => Date.parse((row.values.when as { start: string }).start));
    expect(starts).toEqual(before.map((one, place) => one.startsAt + (place === 2 ? DAY : 0)));
    expect(world.mails()).toEqual([]);
  });

  it("moved on its page moves in the calendar, and everybody is told once", async () => {
    const world = await started();
    const before = await world.meetings();
    const target = (before[3]?.startsAt ?? 0) + DAY;
    await world.edit(before[3]?.sessionId ?? "", { when: when(target) });
    await world.runUntilQuiet(THURSDAY + 3 * HOUR);
    expect((await world.meetings()).map(one => one.startsAt)).toEqual(
      before.map((one, place) => (place === 3 ? target : one.startsAt)),
    );
    expect(world.mails()).toEqual(toEach("update"));
  });

  it("cancelled on either side is cancelled on both, and the others stay", async () => {
    const world = await started();
    const before = await world.meetings();
    await world.edit(before[1]?.sessionId ?? "", { status: "cancelled" });
    await deleteForAll(world.playground, before[4]?.event.id ?? "");
    world.mails();
    await world.runUntilQuiet(THURSDAY + 3 * HOUR);
    expect((await world.meetings()).map(one => one.startsAt)).toEqual(
      [0, 2, 3, 5, 6, 7].map(place => before[place]?.startsAt),
    );
    const pages = await world.pages();
    expect(pages.map(row => row.values.status)).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7].map(place => ([1, 4].includes(place) ? "cancelled" : "planned")),
    );
    expect(world.mails()).toEqual(toEach("cancellation"));
  });

  it("wished back after it was cancelled is invited to by itself", async () => {
    const world = await started();
    const [, second] = await world.meetings();
    await world.edit(second?.sessionId ?? "", { status: "cancelled" });
    await world.runUntilQuiet(THURSDAY + 3 * HOUR);
    await world.edit(second?.sessionId ?? "", { status: "planned" });
    world.mails();
    await world.runUntilQuiet(THURSDAY + 6 * HOUR);
    const meetings = await world.meetings();
    expect(meetings).toHaveLength(8);
    expect(meetings[1]?.event.recurringEventId).toBeUndefined();
    expect(world.mails()).toEqual(toEach("invitation"));
  });

  it("deleted by a guest is declined by them, and goes on for the others", async () => {
    const world = await started();
    const [first] = await world.meetings();
    await deleteOwn(world.playground, "boris@example.org", first?.event.id ?? "");
    world.mails();
    await world.runUntilQuiet(THURSDAY + 3 * HOUR);
    const [after, next] = await world.meetings();
    const replyOf = (event = after?.event) =>
      event?.attendees?.find(guest => guest.email === "boris@example.org")?.responseStatus;
    expect(replyOf()).toBe("declined");
    expect(replyOf(next?.event)).toBe("needsAction");
    expect((await world.pages())[0]?.values.replies).toContain("Boris");
    expect(world.mails()).toEqual([]);
  });

  it("declined by one of three is offered once at another time", async () => {
    const world = await started({ names: ["Ana", "Boris", "Carla"] });
    const before = await world.meetings();
    await deleteOwn(world.playground, "boris@example.org", before[0]?.event.id ?? "");
    world.mails();
    await world.runUntilQuiet(THURSDAY + 3 * HOUR);
    const after = await world.meetings();
    expect(after[0]?.startsAt).not.toBe(before[0]?.startsAt);
    expect(after.slice(1).map(one => one.startsAt)).toEqual(before.slice(1).map(one => one.startsAt));
    expect(world.mails()).toEqual(toEach("update", ["ana", "boris", "carla"]));
  });
});

describe("this and all following", () => {
  it("dragged in Calendar: the heir is taken up, its pages move, and Krug mails nobody", async () => {
    const world = await started();
    const before = await world.meetings();
    const heir = await moveFollowing(world.playground, before[3]?.event.id ?? "", DAY + HOUR);
    world.mails();
    await world.runUntilQuiet(THURSDAY + 3 * HOUR);
    const meetings = await world.meetings();
    const expected = before.map((one, place) => one.startsAt + (place >= 3 ? DAY + HOUR : 0));
    expect(meetings.map(one => one.startsAt)).toEqual(expected);
    expect(meetings.map(one => one.sessionId)).toEqual(before.map(one => one.sessionId));
    expect(meetings.slice(3).every(one => one.event.recurringEventId === heir.id)).toBe(true);
    const pages = await world.pages();
    expect(pages.map(row => Date.parse((row.values.when as { start: string }).start))).toEqual(expected);
    expect(pages.every(row => row.values.status === "planned")).toBe(true);
    expect(world.mails()).toEqual([]);
  });

  it("dragged a whole week on: each page goes with its own meeting", async () => {
    const world = await started();
    const before = await world.meetings();
    await moveFollowing(world.playground, before[4]?.event.id ?? "", WEEK);
    world.mails();
    await world.runUntilQuiet(THURSDAY + 3 * HOUR);
    const meetings = await world.meetings();
    expect(meetings.map(one => one.sessionId)).toEqual(before.map(one => one.sessionId));
    expect(meetings[4]?.startsAt).toBe(before[5]?.startsAt ?? 0);
    expect(world.mails()).toEqual([]);
  });

  it("dragged in Calendar after the meeting before was deleted: that one stays off, and each page goes with its own", async () => {
    const world = await started();
    const before = await world.meetings();
    await deleteForAll(world.playground, before[2]?.event.id ?? "");
    await moveFollowing(world.playground, before[3]?.event.id ?? "", HOUR);
    world.mails();
    await world.runUntilQuiet(THURSDAY + 3 * HOUR);
    const expected = before.filter((_, place) => place !== 2);
    const meetings = await world.meetings();
    expect(meetings.map(one => one.sessionId)).toEqual(expected.map(one => one.sessionId));
    expect((await world.pages()).map(row => row.values.status)).toEqual(
      before.map((_, place) => (place === 2 ? "cancelled" : "planned")),
    );
    expect(world.mails()).toEqual([]);
  });

  it("dragged in Calendar with a meeting among them that is off: the others keep their weeks", async () => {
    const world = await started();
    const before = await world.meetings();
    await world.edit(before[5]?.sessionId ?? "", { status: "cancelled" });
    await world.runUntilQuiet(THURSDAY + 3 * HOUR);
    await moveFollowing(world.playground, before[4]?.event.id ?? "", HOUR);
    world.mails();
    await world.runUntilQuiet(THURSDAY + 6 * HOUR);
    const times = (await world.pages()).map(row => Date.parse((row.values.when as { start: string }).start));
    expect(times).toEqual(before.map((one, place) => one.startsAt + (place >= 4 && place !== 5 ? HOUR : 0)));
    expect(world.mails()).toEqual(["ana", "boris", "carla", "dan"].map(name => `cancellation to ${name}`));
  });

  it("dragged in Calendar while a member is on leave: whom Calendar has put on again is off again on those days alone", async () => {
    const world = await started();
    const before = await world.meetings();
    await world.edit(world.ids.get("Dan") ?? "", { away: { start: "2027-03-08", end: "2027-03-14" } }, "people");
    await world.runUntilQuiet(THURSDAY + 3 * HOUR);
    await moveFollowing(world.playground, before[1]?.event.id ?? "", HOUR);
    await world.runUntilQuiet(THURSDAY + 6 * HOUR);
    expect((await world.meetings()).map(one => one.guests.includes("dan"))).toEqual(
      before.map((_, place) => place !== 1),
    );
  });

  it("seen half done, with the series cut and the heir not there yet: the pages come back with it", async () => {
    const world = await started();
    const before = await world.meetings();
    await deleteFollowing(world.playground, before[5]?.event.id ?? "");
    await world.run(THURSDAY + 3 * HOUR);
    expect((await world.pages()).filter(row => row.values.status === "cancelled")).toHaveLength(3);
    world.playground.clock.advance(MINUTE);
    const copied = before[5]?.event;
    const calendar = world.playground.calendarOf(COORDINATOR);
    const { calendarId } = world.playground;
    const { data: master } = await calendar.events.get({ calendarId, eventId: copied?.recurringEventId ?? "" });
    const shifted = (text: string | null | undefined) => new Date(Date.parse(text ?? "") + HOUR).toISOString();
    await calendar.events.insert({
      calendarId,
      sendUpdates: "all",
      requestBody: {
        summary: master.summary,
        description: master.description,
        attendees: master.attendees,
        extendedProperties: master.extendedProperties,
        guestsCanModify: true,
        recurrence: ["RRULE:FREQ=WEEKLY;COUNT=3"],
        start: { dateTime: shifted(copied?.start?.dateTime), timeZone: "Europe/Berlin" },
        end: { dateTime: shifted(copied?.end?.dateTime), timeZone: "Europe/Berlin" },
      },
    });
    world.mails();
    await world.runUntilQuiet(THURSDAY + 6 * HOUR);
    const meetings = await world.meetings();
    expect(meetings.map(one => one.sessionId)).toEqual(before.map(one => one.sessionId));
    expect((await world.pages()).every(row => row.values.status === "planned")).toBe(true);
    expect(world.mails()).toEqual([]);
  });

  it("with the whole series deleted and made anew at another time: its pages go with the new one", async () => {
    const world = await started();
    const before = await world.meetings();
    const calendar = world.playground.calendarOf(COORDINATOR);
    const { calendarId } = world.playground;
    const eventId = before[0]?.event.recurringEventId ?? "";
    const { data: master } = await calendar.events.get({ calendarId, eventId });
    const { id: _, etag: __, iCalUID: ___, ...copy } = master;
    const later = (text: string | null | undefined) => new Date(Date.parse(text ?? "") + HOUR).toISOString();
    const [start, end] = [later(master.start?.dateTime), later(master.end?.dateTime)].map(dateTime => ({
      dateTime,
      timeZone: "Europe/Berlin",
    }));
    const recurrence = ["RRULE:FREQ=WEEKLY;COUNT=8"];
    await calendar.events.insert({
      calendarId,
      sendUpdates: "all",
      requestBody: { ...copy, start, end, recurrence },
    });
    await deleteForAll(world.playground, eventId);
    world.mails();
    await world.runUntilQuiet(THURSDAY + 3 * HOUR);
    const meetings = await world.meetings();
    expect(meetings.map(one => one.sessionId)).toEqual(before.map(one => one.sessionId));
    expect((await world.pages()).every(row => row.values.status === "planned")).toBe(true);
    expect(world.mails()).toEqual([]);
  });

  it("deleted in Calendar: their pages are cancelled and say so", async () => {
    const world = await started();
    const before = await world.meetings();
    await deleteFollowing(world.playground, before[5]?.event.id ?? "");
    world.mails();
    await world.runUntilQuiet(THURSDAY + 3 * HOUR);
    expect((await world.pages()).map(row => row.values.status)).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7].map(place => (place < 5 ? "planned" : "cancelled")),
    );
    expect(world.mails()).toEqual([]);
  });

  it("a copy somebody made of a series is theirs", async () => {
    const world = await started();
    const [first] = await world.meetings();
    const calendar = world.playground.calendarOf(COORDINATOR);
    const { calendarId } = world.playground;
    const { data: master } = await calendar.events.get({ calendarId, eventId: first?.event.recurringEventId ?? "" });
    const { id: _, etag: __, iCalUID: ___, ...copy } = master;
    await calendar.events.insert({ calendarId, sendUpdates: "none", requestBody: { ...copy, summary: "Copied" } });
    world.mails();
    await world.run(THURSDAY + 3 * HOUR);
    await world.run(THURSDAY + 4 * HOUR);
    expect((await world.meetings()).filter(one => one.event.summary === "Copied")).toHaveLength(8);
    expect((await world.pages()).length).toBe(8);
    expect(world.mails()).toEqual([]);
  });

  it("ticked on a page with a new time: the later pages follow, and everybody gets one mail (F8)", async () => {
    const world = await started();
    const before = await world.meetings();
    await world.runUntilQuiet(monday(2));
    world.mails();
    const target = (before[4]?.startsAt ?? 0) + DAY - HOUR;
    await world.edit(before[4]?.sessionId ?? "", { when: when(target), withLater: true });
    await world.runUntilQuiet(monday(2) + HOUR);
    const meetings = await world.meetings();
    const local = (at: number) => clockIn(at, "Europe/Berlin");
    expect(meetings.map(one => one.sessionId)).toEqual(before.map(one => one.sessionId));
    expect(meetings.slice(0, 4).map(one => one.startsAt)).toEqual(before.slice(0, 4).map(one => one.startsAt));
    expect(new Set(meetings.slice(4).map(one => local(one.startsAt)))).toEqual(new Set([local(target)]));
    expect(new Set(meetings.map(one => one.event.recurringEventId)).size).toBe(2);
    expect(world.mails()).toEqual(toEach("invitation"));
    expect((await world.pages()).every(row => row.values.withLater !== true)).toBe(true);
  });

  it("goes on as it was in whether guests may move it", async () => {
    for (const notionOnly of [true, false]) {
      const world = await started({ programme: { notionOnly } });
      const before = await world.meetings();
      const target = (before[4]?.startsAt ?? 0) + 2 * HOUR;
      await world.edit(before[4]?.sessionId ?? "", { when: when(target), withLater: true });
      await world.runUntilQuiet(monday(0));
      const later = (await world.meetings()).slice(4);
      expect(later.every(({ event }) => event.recurringEventId !== before[0]?.event.recurringEventId)).toBe(true);
      expect(later.map(({ event }) => event.guestsCanModify === true)).toEqual(later.map(() => !notionOnly));
    }
  });

  it("ticked on the first page: the whole series is at the new time, with one mail each", async () => {
    const world = await started();
    const before = await world.meetings();
    const target = (before[0]?.startsAt ?? 0) + DAY;
    await world.edit(before[0]?.sessionId ?? "", { when: when(target), withLater: true });
    await world.runUntilQuiet(THURSDAY + 3 * HOUR);
    const meetings = await world.meetings();
    expect(meetings.map(one => clockIn(one.startsAt, "Europe/Berlin"))).toEqual(
      before.map(() => clockIn(target, "Europe/Berlin")),
    );
    expect(new Set(meetings.map(one => one.event.recurringEventId)).size).toBe(1);
    expect(world.mails()).toEqual(toEach("invitation"));
  });

  it("ticked on a cancelled page: the rest is off, with one mail each", async () => {
    const world = await started();
    const before = await world.meetings();
    await world.runUntilQuiet(monday(1));
    world.mails();
    await world.edit(before[3]?.sessionId ?? "", { status: "cancelled", withLater: true });
    await world.runUntilQuiet(monday(1) + HOUR);
    expect((await world.meetings()).map(one => one.startsAt)).toEqual(before.slice(0, 3).map(one => one.startsAt));
    expect(world.mails()).toEqual(toEach("update"));
    expect((await world.pages()).map(row => row.values.status)).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7].map(place => (place < 3 ? (place === 0 ? "planned" : "planned") : "cancelled")),
    );
  });
});

describe("other people in the group", () => {
  const groupOf = async (world: Awaited<ReturnType<typeof started>>) =>
    (await readTable(world.playground, "groups"))[0];

  it("before the first meeting: whoever leaves and whoever comes gets one mail, the others none", async () => {
    const world = await started({ names: ["Ana", "Boris", "Carla", "Dan", "Eva"], programme: { matching: "by_hand" } });
    const names = ["Ana", "Boris", "Carla", "Dan"].map(name => world.ids.get(name) ?? "");
    await world.playground.add("groups", {
      name: "Circle",
      programme: [world.ids.get("programme") ?? ""],
      round: 1,
      members: names,
      status: "active",
    });
    await world.runUntilQuiet(THURSDAY + 3 * HOUR);
    expect(world.mails()).toEqual(toEach("invitation"));
    const group = await groupOf(world);
    const members = ["Ana", "Boris", "Carla", "Eva"].map(name => world.ids.get(name) ?? "");
    await world.edit(group?.id ?? "", { members }, "groups");
    await world.runUntilQuiet(THURSDAY + 6 * HOUR);
    const meetings = await world.meetings();
    expect(meetings).toHaveLength(8);
    for (const one of meetings) expect(one.guests).toEqual(["ana", "boris", "carla", "eva"]);
    expect(new Set(meetings.map(one => one.event.recurringEventId)).size).toBe(1);
    expect(world.mails()).toEqual(["cancellation to dan", "invitation to eva"]);
  });

  it("in mid-round: the series is split, the meetings that were held keep their guests, and only who comes or goes is mailed", async () => {
    const world = await started({ names: ["Ana", "Boris", "Carla", "Dan", "Eva"], programme: { matching: "by_hand" } });
    const memberIds = (names: string[]) => names.map(name => world.ids.get(name) ?? "");
    await world.playground.add("groups", {
      name: "Circle",
      programme: [world.ids.get("programme") ?? ""],
      round: 1,
      members: memberIds(["Ana", "Boris", "Carla", "Dan"]),
      status: "active",
    });
    await world.runUntilQuiet(THURSDAY + 3 * HOUR);
    const before = await world.meetings();
    // One meeting to come stands at a time of its own, and stays there.
    await move(world.playground, "ana@example.org", before[5]?.event.id ?? "", 2 * HOUR);
    await world.runUntilQuiet(monday(3));
    world.mails();
    const group = await groupOf(world);
    await world.edit(group?.id ?? "", { members: memberIds(["Ana", "Boris", "Carla", "Eva"]) }, "groups");
    await world.runUntilQuiet(monday(3) + HOUR);
    const meetings = await world.meetings();
    expect(meetings.map(one => one.sessionId)).toEqual(before.map(one => one.sessionId));
    expect(meetings.map(one => one.startsAt)).toEqual(
      before.map((one, place) => one.startsAt + (place === 5 ? 2 * HOUR : 0)),
    );
    for (const [place, one] of meetings.entries())
      expect(one.guests).toEqual(["ana", "boris", "carla", place < 3 ? "dan" : "eva"]);
    expect(new Set(meetings.map(one => one.event.recurringEventId)).size).toBe(2);
    expect(world.mails()).toEqual(["cancellation to dan", "invitation to eva"]);
  });

  it("a member on leave is taken out of the meetings of those days and put back, silently", async () => {
    const world = await started();
    await world.edit(world.ids.get("Dan") ?? "", { away: { start: "2027-03-08", end: "2027-03-14" } }, "people");
    await world.runUntilQuiet(THURSDAY + 3 * HOUR);
    expect((await world.meetings()).map(one => one.guests.includes("dan"))).toEqual([
      true,
      false,
      true,
      true,
      true,
      true,
      true,
      true,
    ]);
    await world.edit(world.ids.get("Dan") ?? "", { away: null }, "people");
    await world.runUntilQuiet(THURSDAY + 6 * HOUR);
    expect((await world.meetings()).every(one => one.guests.includes("dan"))).toBe(true);
    expect(world.mails()).toEqual([]);
  });

  it("a group that ends has its series ended, with one mail each", async () => {
    const world = await started();
    const before = await world.meetings();
    await world.runUntilQuiet(monday(2));
    world.mails();
    const group = await groupOf(world);
    await world.edit(group?.id ?? "", { status: "ended" }, "groups");
    await world.edit(world.ids.get("programme") ?? "", {}, "groups").catch(() => {});
    await world.run(monday(2) + HOUR);
    expect((await world.meetings()).filter(one => before.some(old => old.event.id === one.event.id))).toHaveLength(2);
    const mails = world.mails().filter(mail => !mail.startsWith("invitation"));
    expect(mails).toEqual(toEach("update"));
  });
});

describe("a member under several addresses", () => {
  /** What stands on one meeting alone, as people change it: the address of somebody, or one more. */
  async function putOn(world: Awaited<ReturnType<typeof started>>, place: number, email: string, insteadOf?: string) {
    const { event } = (await world.meetings())[place] ?? {};
    const attendees = (event?.attendees ?? []).filter(guest => guest.email !== insteadOf);
    await world.playground.calendarOf(COORDINATOR).events.patch({
      calendarId: world.playground.calendarId,
      eventId: event?.id ?? "",
      sendUpdates: "none",
      requestBody: { attendees: [...attendees, { email }] },
    });
  }

  it("who has a new address and stands on one meeting under yet another of theirs is on each meeting once", async () => {
    const world = await started();
    await world.edit(world.ids.get("Ana") ?? "", { otherEmails: "ana.too@example.org" }, "people");
    await putOn(world, 2, "ana.too@example.org", "ana@example.org");
    await world.edit(world.ids.get("Ana") ?? "", { email: "ana.new@example.org" }, "people");
    world.mails();
    await world.runUntilQuiet(THURSDAY + 3 * HOUR);
    expect((await world.meetings()).map(one => one.guests.filter(guest => guest.startsWith("ana")))).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7].map(place => [place === 2 ? "ana.too" : "ana.new"]),
    );
    // The address of before is told, by a letter of its own, that the page has another now.
    expect(world.mails()).toEqual(["cancellation to ana", "invitation to ana", "invitation to ana.new"]);
  });

  it("whom people had on one meeting under another address is on it once after joining, and off it after leaving", async () => {
    const world = await started({
      names: ["Ana", "Boris", "Carla", "Eva"],
      programme: { matching: "by_hand" },
      pages: { Eva: { otherEmails: "eva.too@example.org" } },
    });
    const members = (names: string[]) => ({ members: names.map(name => world.ids.get(name) ?? "") });
    const id = await world.playground.add("groups", {
      name: "Circle",
      programme: [world.ids.get("programme") ?? ""],
      round: 1,
      ...members(["Ana", "Boris", "Carla"]),
      status: "active",
    });
    await world.runUntilQuiet(THURSDAY + 3 * HOUR);
    await putOn(world, 2, "eva.too@example.org");
    await world.runUntilQuiet(THURSDAY + 4 * HOUR);
    await world.edit(id, members(["Ana", "Boris", "Carla", "Eva"]), "groups");
    await world.runUntilQuiet(THURSDAY + 5 * HOUR);
    expect((await world.meetings()).map(one => one.guests.filter(guest => guest.startsWith("eva")))).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7].map(place => [place === 2 ? "eva.too" : "eva"]),
    );
    await world.edit(id, members(["Ana", "Boris", "Carla"]), "groups");
    await world.runUntilQuiet(THURSDAY + 6 * HOUR);
    for (const { guests } of await world.meetings()) expect(guests).toEqual(["ana", "boris", "carla"]);
  });
});

describe("with the database lost", () => {
  it("series, heirs and instances are found again: no new page, event or mail", async () => {
    const world = await started();
    const before = await world.meetings();
    await move(world.playground, "ana@example.org", before[2]?.event.id ?? "", DAY);
    await moveFollowing(world.playground, before[5]?.event.id ?? "", WEEK);
    await deleteForAll(world.playground, before[1]?.event.id ?? "");
    await world.runUntilQuiet(THURSDAY + 3 * HOUR);
    const events = (await allEvents(world.playground)).map(event => `${event.id} ${event.status}`).sort();
    const pages = await world.pages();
    const again = withLostDatabase(world);
    await again.runUntilQuiet(THURSDAY + 6 * HOUR);
    expect((await allEvents(world.playground)).map(event => `${event.id} ${event.status}`).sort()).toEqual(events);
    const shown = (rows: typeof pages) => rows.map(({ values: { feedback: _, ...rest } }) => rest);
    expect(shown(await again.pages())).toEqual(shown(pages));
    expect(again.mails()).toEqual([]);
  });
});
