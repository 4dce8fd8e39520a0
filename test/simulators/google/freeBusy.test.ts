import { describe, expect, test } from "vitest";
import { aGoogle, aMeeting, appOf, failureOf, personOf } from "./clients.ts";
import { holdToContract } from "./contract.ts";

holdToContract();

const ANN = "ann@ours.example";
const BOB = "bob@ours.example";
const DAN = "dan@theirs.example";
const mine = { calendarId: "primary" };

function world() {
  const sim = aGoogle();
  const bob = personOf(sim, BOB);
  const { calendar } = appOf(sim, ANN);
  const ask = async (ids = [BOB], timeMin = "2026-02-02T00:00:00Z", timeMax = "2026-02-03T00:00:00Z") =>
    (await calendar.freebusy.query({ requestBody: { timeMin, timeMax, items: ids.map(id => ({ id })) } })).data;
  const busy = async () =>
    (await ask()).calendars?.[BOB]?.busy?.map(({ start, end }) => `${start?.slice(11, 16)}-${end?.slice(11, 16)}`);
  return { sim, ann: calendar, bob: bob.calendar, ask, busy };
}

function from(start: string, end: string, over = {}) {
  return { ...mine, requestBody: aMeeting({ start: { dateTime: start }, end: { dateTime: end }, ...over }) };
}

describe("somebody is busy", () => {
  test("while events last; touching ones are one, and ranges are cut to what was asked", async () => {
    const { bob, busy } = world();
    await bob.events.insert(from("2026-02-02T10:00:00Z", "2026-02-02T11:00:00Z"));
    await bob.events.insert(from("2026-02-02T11:00:00Z", "2026-02-02T11:30:00Z"));
    await bob.events.insert(from("2026-02-02T15:00:00Z", "2026-02-02T16:00:00Z", { status: "tentative" }));
    await bob.events.insert(from("2026-02-02T23:30:00Z", "2026-02-03T02:00:00Z"));
    expect(await busy()).toEqual(["10:00-11:30", "15:00-16:00", "23:30-00:00"]);
  });

  test("out of office and in focus time", async () => {
    const { bob, busy } = world();
    await bob.events.insert(from("2026-02-02T10:00:00Z", "2026-02-02T11:00:00Z", { eventType: "outOfOffice" }));
    await bob.events.insert(from("2026-02-02T12:00:00Z", "2026-02-02T13:00:00Z", { eventType: "focusTime" }));
    expect(await busy()).toEqual(["10:00-11:00", "12:00-13:00"]);
  });

  test("not while events are transparent, deleted or only say where they work", async () => {
    const { bob, busy } = world();
    await bob.events.insert(from("2026-02-02T10:00:00Z", "2026-02-02T11:00:00Z", { transparency: "transparent" }));
    const { data } = await bob.events.insert(from("2026-02-02T12:00:00Z", "2026-02-02T13:00:00Z"));
    await bob.events.delete({ ...mine, eventId: data.id! });
    expect(await busy()).toEqual([]);
  });

  test("with an invitation nobody answered or accepted, not with one they declined", async () => {
    const { ann, bob, busy } = world();
    const { data } = await ann.events.insert(
      from("2026-02-02T10:00:00Z", "2026-02-02T11:00:00Z", { attendees: [{ email: BOB }] }),
    );
    expect(await busy()).toEqual(["10:00-11:00"]);
    const requestBody = { attendees: [{ email: BOB, responseStatus: "declined" }] };
    await bob.events.patch({ ...mine, eventId: data.id!, requestBody });
    expect(await busy()).toEqual([]);
  });

  test("on a whole day of their own zone", async () => {
    const { bob, busy } = world();
    await bob.events.insert({ ...mine, requestBody: { start: { date: "2026-02-02" }, end: { date: "2026-02-03" } } });
    expect(await busy()).toEqual(["00:00-22:00"]);
  });

  test("with the instances of a series as they are now", async () => {
    const { bob, busy } = world();
    const over = {
      id: "series0",
      recurrence: ["RRULE:FREQ=DAILY;COUNT=9"],
      start: { dateTime: "2026-01-30T10:00:00Z", timeZone: "UTC" },
    };
    await bob.events.insert(from("2026-01-30T10:00:00Z", "2026-01-30T11:00:00Z", over));
    expect(await busy()).toEqual(["10:00-11:00"]);
    const end = { dateTime: "2026-02-02T12:00:00Z" };
    await bob.events.patch({ ...mine, eventId: "series0_20260202T100000Z", requestBody: { end } });
    expect(await busy()).toEqual(["10:00-12:00"]);
  });
});

describe("a question", () => {
  test("about people of another organisation or nobody answers 200 with an error for each", async () => {
    const { sim, ask } = world();
    const notFound = { errors: [{ domain: "global", reason: "notFound" }], busy: [] };
    expect((await ask([BOB, DAN, "nobody@ours.example"])).calendars).toEqual({
      [BOB]: { busy: [] },
      [DAN]: notFound,
      "nobody@ours.example": notFound,
    });
    sim.switches.unreadableFreeBusy.push(BOB);
    expect((await ask([BOB])).calendars?.[BOB]).toEqual(notFound);
  });

  test("about somebody who shared their calendar is answered", async () => {
    const { sim, ask } = world();
    const requestBody = { role: "freeBusyReader", scope: { type: "user", value: ANN } };
    await personOf(sim, DAN).calendar.acl.insert({ calendarId: DAN, requestBody });
    expect((await ask([DAN])).calendars?.[DAN]).toEqual({ busy: [] });
  });

  test("about more than fifty calendars is answered with errors", async () => {
    const { ask } = world();
    const ids = Array.from({ length: 51 }, (_, index) => `person${index}@ours.example`);
    const { calendars } = await ask(ids);
    expect(calendars?.[ids[0]!]?.errors).toEqual([{ domain: "global", reason: "tooManyCalendarsRequested" }]);
  });

  test.each([
    ["more than three months", "2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z", "timeRangeTooLong"],
    ["no time at all", "2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", "timeRangeEmpty"],
    ["times without an offset", "2026-01-02T00:00:00", "2026-01-03T00:00:00Z", "invalid"],
  ])("about %s is refused", async (_, timeMin, timeMax, reason) => {
    const { ask } = world();
    expect(await failureOf(ask([BOB], timeMin, timeMax))).toMatchObject({ status: 400, reason });
  });

  test("may not ask for more than fifty to be unfolded", async () => {
    const { ann } = world();
    const requestBody = { timeMin: "2026-01-02T00:00:00Z", timeMax: "2026-01-03T00:00:00Z", calendarExpansionMax: 51 };
    expect(await failureOf(ann.freebusy.query({ requestBody }))).toMatchObject({ status: 400 });
  });
});
