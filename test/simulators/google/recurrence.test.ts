import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { occurrences, parseSeries } from "./calendar/recurrence.ts";
import { formatInstant, localToInstant } from "./calendar/zones.ts";
import { aGoogle, aMeeting, appOf, failureOf, personOf } from "./clients.ts";
import { holdToContract } from "./contract.ts";

holdToContract();

const ANN = "ann@ours.example";
const BOB = "bob@ours.example";
const mine = { calendarId: "primary" };

function starts(lines: string[], firstLocal: string, zone = "UTC", until = "2028-01-01T00:00:00Z"): string[] {
  const first = localToInstant(Date.parse(`${firstLocal}Z`), zone);
  const series = parseSeries(lines, first, zone, false);
  if (series === null) return [];
  return [...occurrences(series, Date.parse(until))].map(instant => formatInstant(instant, zone));
}

const days = (values: string[]) => values.map(value => value.slice(0, 10));

describe("rules, with the dates that RFC 5545 gives for its examples", () => {
  test("daily for ten occurrences", () => {
    expect(days(starts(["RRULE:FREQ=DAILY;COUNT=10"], "1997-09-02T09:00:00"))).toEqual(
      Array.from({ length: 10 }, (_, index) => `1997-09-${String(index + 2).padStart(2, "0")}`),
    );
  });

  test("every other week on Tuesday and Thursday, for eight", () => {
    const rule = "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH";
    expect(days(starts([rule], "1997-09-02T09:00:00"))).toEqual(
      ["09-02", "09-04", "09-16", "09-18", "09-30", "10-02", "10-14", "10-16"].map(day => `1997-${day}`),
    );
  });

  test("an interval of two weeks depends on which day weeks start", () => {
    const rule = (start: string) => `RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=${start}`;
    expect(days(starts([rule("MO")], "1997-08-05T09:00:00"))).toEqual([
      "1997-08-05",
      "1997-08-10",
      "1997-08-19",
      "1997-08-24",
    ]);
    expect(days(starts([rule("SU")], "1997-08-05T09:00:00"))).toEqual([
      "1997-08-05",
      "1997-08-17",
      "1997-08-19",
      "1997-08-31",
    ]);
  });

  test("the first Friday of the month, for ten", () => {
    expect(days(starts(["RRULE:FREQ=MONTHLY;COUNT=10;BYDAY=1FR"], "1997-09-05T09:00:00"))).toEqual([
      "1997-09-05",
      "1997-10-03",
      "1997-11-07",
      "1997-12-05",
      "1998-01-02",
      "1998-02-06",
      "1998-03-06",
      "1998-04-03",
      "1998-05-01",
      "1998-06-05",
    ]);
  });

  test("the last but one Monday of the month, for six", () => {
    expect(days(starts(["RRULE:FREQ=MONTHLY;COUNT=6;BYDAY=-2MO"], "1997-09-22T09:00:00"))).toEqual([
      "1997-09-22",
      "1997-10-20",
      "1997-11-17",
      "1997-12-22",
      "1998-01-19",
      "1998-02-16",
    ]);
  });

  test("the third last day of the month, for six", () => {
    expect(days(starts(["RRULE:FREQ=MONTHLY;COUNT=6;BYMONTHDAY=-3"], "1997-09-28T09:00:00"))).toEqual([
      "1997-09-28",
      "1997-10-29",
      "1997-11-28",
      "1997-12-29",
      "1998-01-29",
      "1998-02-26",
    ]);
  });

  test("the third of Tuesday, Wednesday and Thursday in the month, for three", () => {
    const rule = "RRULE:FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3";
    expect(days(starts([rule], "1997-09-04T09:00:00"))).toEqual(["1997-09-04", "1997-10-07", "1997-11-06"]);
  });

  test("the 31st comes only in months that have one", () => {
    expect(days(starts(["RRULE:FREQ=MONTHLY;COUNT=3"], "2026-01-31T09:00:00"))).toEqual([
      "2026-01-31",
      "2026-03-31",
      "2026-05-31",
    ]);
  });

  test("read from the middle are the same as read from the start", () => {
    const rule = fc.constantFrom(
      "FREQ=DAILY;INTERVAL=3",
      "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,WE",
      "FREQ=MONTHLY;BYDAY=-1FR",
      "FREQ=MONTHLY;INTERVAL=5",
      "FREQ=YEARLY;BYMONTH=2,3;BYMONTHDAY=-1",
      "FREQ=DAILY;COUNT=100",
    );
    const first = Date.parse("2026-01-05T08:00:00Z");
    fc.assert(
      fc.property(rule, fc.nat(1500), fc.constantFrom("Europe/Sofia", "America/New_York"), (text, daysLater, zone) => {
        const series = parseSeries([`RRULE:${text}`], first, zone, false)!;
        const until = Date.parse("2031-01-01T00:00:00Z");
        const from = first + daysLater * 86_400_000;
        const all = [...occurrences(series, until)];
        expect([...occurrences(series, until, from)]).toEqual(all.filter(instant => instant >= from));
      }),
    );
  });

  test("UNTIL is inclusive", () => {
    const rule = "RRULE:FREQ=WEEKLY;UNTIL=20260119T090000Z";
    expect(days(starts([rule], "2026-01-05T09:00:00"))).toEqual(["2026-01-05", "2026-01-12", "2026-01-19"]);
  });

  test("EXDATE leaves out, RDATE adds, each in its zone", () => {
    const lines = ["RRULE:FREQ=DAILY;COUNT=3", "EXDATE;TZID=Europe/Sofia:20260106T110000", "RDATE:20260110T120000Z"];
    expect(starts(lines, "2026-01-05T09:00:00")).toEqual([
      "2026-01-05T09:00:00Z",
      "2026-01-07T09:00:00Z",
      "2026-01-10T12:00:00Z",
    ]);
  });

  test.each([
    [
      "Europe/Sofia",
      ["2026-03-22T10:00:00+02:00", "2026-03-29T10:00:00+03:00", "2026-04-05T10:00:00+03:00"],
      "2026-03-22",
    ],
    [
      "America/New_York",
      ["2026-03-01T10:00:00-05:00", "2026-03-08T10:00:00-04:00", "2026-03-15T10:00:00-04:00"],
      "2026-03-01",
    ],
  ])("a weekly ten o'clock stays ten o'clock when the clocks of %s change", (zone, expected, first) => {
    expect(starts(["RRULE:FREQ=WEEKLY;COUNT=3"], `${first}T10:00:00`, zone)).toEqual(expected);
  });

  test("an hour that is skipped in spring moves past the gap, for that day only", () => {
    expect(starts(["RRULE:FREQ=DAILY;COUNT=3"], "2026-03-28T03:30:00", "Europe/Sofia")).toEqual([
      "2026-03-28T03:30:00+02:00",
      "2026-03-29T04:30:00+03:00",
      "2026-03-30T03:30:00+03:00",
    ]);
  });
});

async function weekly(over = {}) {
  const sim = aGoogle();
  const ann = appOf(sim, ANN);
  const { data } = await ann.calendar.events.insert({
    ...mine,
    requestBody: aMeeting({
      id: "series0",
      recurrence: ["RRULE:FREQ=WEEKLY;COUNT=4"],
      attendees: [{ email: BOB }],
      ...over,
    }),
  });
  const ids = async (parameters: object = {}) => {
    const list = await ann.calendar.events.list({ ...mine, singleEvents: true, ...parameters });
    return (list.data.items ?? []).map(item => `${item.id}${item.status === "cancelled" ? " cancelled" : ""}`);
  };
  return { sim, ann, bob: personOf(sim, BOB), master: data, ids };
}

const SECOND = "series0_20260209T080000Z";
const THIRD = "series0_20260216T080000Z";

describe("a series", () => {
  test("is unrolled into instances with ids of their starts", async () => {
    const { ids } = await weekly();
    expect(await ids()).toEqual(["series0_20260202T080000Z", SECOND, THIRD, "series0_20260223T080000Z"]);
  });

  test("of all-day events has ids of dates", async () => {
    const { ids } = await weekly({ start: { date: "2026-02-02" }, end: { date: "2026-02-03" } });
    expect((await ids())[1]).toBe("series0_20260209");
  });

  test("is one event where it is not unrolled, and shown only in ranges it touches", async () => {
    const { ann } = await weekly();
    const { data } = await ann.calendar.events.list(mine);
    expect(data.items?.map(item => item.id)).toEqual(["series0"]);
    const range = (from: string, to: string) => ann.calendar.events.list({ ...mine, timeMin: from, timeMax: to });
    expect((await range("2026-02-16T00:00:00Z", "2026-02-17T00:00:00Z")).data.items).toHaveLength(1);
    expect((await range("2026-02-17T00:00:00Z", "2026-02-18T00:00:00Z")).data.items).toHaveLength(0);
  });

  test("gives its instances by themselves, within a range or by their original start", async () => {
    const { ann } = await weekly();
    const at = { ...mine, eventId: "series0" };
    const { data } = await ann.calendar.events.instances({
      ...at,
      timeMin: "2026-02-09T00:00:00Z",
      timeMax: "2026-02-17T00:00:00Z",
    });
    expect(data.items?.map(item => item.id)).toEqual([SECOND, THIRD]);
    expect(data.items?.[0]).toMatchObject({
      recurringEventId: "series0",
      originalStartTime: { dateTime: "2026-02-09T10:00:00+02:00", timeZone: "Europe/Sofia" },
    });
    const one = await ann.calendar.events.instances({ ...at, originalStart: "2026-02-16T10:00:00+02:00" });
    expect(one.data.items?.map(item => item.id)).toEqual([THIRD]);
  });

  test("lets one instance be changed without the others, and says where it stood", async () => {
    const { ann, bob, ids } = await weekly();
    const start = { dateTime: "2026-02-10T10:00:00+02:00" };
    const end = { dateTime: "2026-02-10T11:00:00+02:00" };
    const { data } = await ann.calendar.events.patch({ ...mine, eventId: SECOND, requestBody: { start, end } });
    expect(data).toMatchObject({
      id: SECOND,
      recurringEventId: "series0",
      originalStartTime: { dateTime: "2026-02-09T10:00:00+02:00" },
    });
    const { data: theirs } = await bob.calendar.events.get({ ...mine, eventId: SECOND });
    expect(theirs.start?.dateTime).toBe("2026-02-10T10:00:00+02:00");
    expect(await ids({ orderBy: "startTime" })).toHaveLength(4);
    const { data: masters } = await ann.calendar.events.list(mine);
    expect(masters.items?.map(item => item.id)).toEqual(["series0", SECOND]);
  });

  test("lets one instance be cancelled, which unrolled lists leave out and others show as cancelled", async () => {
    const { ann, ids } = await weekly();
    await ann.calendar.events.delete({ ...mine, eventId: SECOND });
    expect(await ids()).toHaveLength(3);
    expect(await ids({ showDeleted: true })).toContain(`${SECOND} cancelled`);
    const { data } = await ann.calendar.events.list(mine);
    expect(data.items?.[1]).toEqual({
      kind: "calendar#event",
      etag: expect.any(String),
      id: SECOND,
      status: "cancelled",
      recurringEventId: "series0",
      originalStartTime: { dateTime: "2026-02-09T10:00:00+02:00", timeZone: "Europe/Sofia" },
    });
    expect(await failureOf(ann.calendar.events.delete({ ...mine, eventId: SECOND }))).toMatchObject({ status: 410 });
  });

  test("lets an instance be cancelled by setting its status", async () => {
    const { ann, ids } = await weekly();
    await ann.calendar.events.patch({ ...mine, eventId: THIRD, requestBody: { status: "cancelled" } });
    expect(await ids()).toHaveLength(3);
  });

  test("lets a guest decline one instance only", async () => {
    const { ann, bob } = await weekly();
    await bob.calendar.events.delete({ ...mine, eventId: SECOND });
    const reply = async (eventId: string) =>
      (await ann.calendar.events.get({ ...mine, eventId })).data.attendees?.[0]?.responseStatus;
    expect(await reply(SECOND)).toBe("declined");
    expect(await reply(THIRD)).toBe("needsAction");
    expect((await bob.calendar.events.list({ ...mine, singleEvents: true })).data.items).toHaveLength(3);
  });

  test("carries a reply to all of it to changed instances, unless the guest replied to one by itself", async () => {
    const { ann, bob } = await weekly();
    await ann.calendar.events.patch({ ...mine, eventId: SECOND, requestBody: { location: "Room 2" } });
    const replying = (eventId: string, responseStatus: string) =>
      bob.calendar.events.patch({ ...mine, eventId, requestBody: { attendees: [{ email: BOB, responseStatus }] } });
    await replying(THIRD, "declined");
    await replying("series0", "accepted");
    const reply = async (eventId: string) =>
      (await ann.calendar.events.get({ ...mine, eventId })).data.attendees?.[0]?.responseStatus;
    expect(await reply(SECOND)).toBe("accepted");
    expect(await reply(THIRD)).toBe("declined");
    expect(await reply("series0_20260223T080000Z")).toBe("accepted");
  });

  test("carries a new name to changed instances, unless they have their own", async () => {
    const { ann } = await weekly();
    await ann.calendar.events.patch({ ...mine, eventId: SECOND, requestBody: { location: "Room 2" } });
    await ann.calendar.events.patch({ ...mine, eventId: THIRD, requestBody: { summary: "Special" } });
    await ann.calendar.events.patch({ ...mine, eventId: "series0", requestBody: { summary: "Renamed" } });
    const summary = async (eventId: string) => (await ann.calendar.events.get({ ...mine, eventId })).data.summary;
    expect(await summary(SECOND)).toBe("Renamed");
    expect(await summary(THIRD)).toBe("Special");
  });

  test("that ends earlier tells an unrolled sync which instances are gone", async () => {
    const { ann, ids } = await weekly();
    const { data } = await ann.calendar.events.list({ ...mine, singleEvents: true });
    const requestBody = { recurrence: ["RRULE:FREQ=WEEKLY;UNTIL=20260209T080000Z"] };
    await ann.calendar.events.patch({ ...mine, eventId: "series0", requestBody });
    expect(await ids()).toEqual(["series0_20260202T080000Z", SECOND]);
    expect(await ids({ syncToken: data.nextSyncToken })).toEqual([
      "series0_20260202T080000Z",
      SECOND,
      `${THIRD} cancelled`,
      "series0_20260223T080000Z cancelled",
    ]);
  });

  test("that is deleted takes its instances along", async () => {
    const { ann, ids } = await weekly();
    await ann.calendar.events.patch({ ...mine, eventId: SECOND, requestBody: { summary: "Special" } });
    await ann.calendar.events.delete({ ...mine, eventId: "series0" });
    expect(await ids()).toEqual([]);
    expect((await ann.calendar.events.get({ ...mine, eventId: THIRD })).data.status).toBe("cancelled");
    expect(await ids({ showDeleted: true })).toHaveLength(4);
  });

  test("leaves no trace of a change to an instance that was refused", async () => {
    const { ann, bob } = await weekly();
    const patch = bob.calendar.events.patch({ ...mine, eventId: SECOND, requestBody: { summary: "Mine" } });
    expect(await failureOf(patch)).toMatchObject({ status: 403 });
    expect((await ann.calendar.events.list(mine)).data.items).toHaveLength(1);
  });

  test("has no instance at times it does not happen", async () => {
    const { ann } = await weekly();
    const get = ann.calendar.events.get({ ...mine, eventId: "series0_20260210T080000Z" });
    expect(await failureOf(get)).toMatchObject({ status: 404 });
  });

  test.each([
    ["without a zone", { start: { dateTime: "2026-02-02T08:00:00Z" }, recurrence: ["RRULE:FREQ=DAILY"] }, "required"],
    ["with a DTSTART", { recurrence: ["DTSTART:20260202T100000Z", "RRULE:FREQ=DAILY"] }, "invalid"],
    ["with a rule that is none", { recurrence: ["RRULE:FREQ=SOMETIMES"] }, "invalid"],
    ["with both COUNT and UNTIL", { recurrence: ["RRULE:FREQ=DAILY;COUNT=3;UNTIL=20270101T000000Z"] }, "invalid"],
  ])("%s is refused", async (_, over, reason) => {
    const { calendar } = appOf(aGoogle(), ANN);
    const insert = calendar.events.insert({ ...mine, requestBody: aMeeting(over) });
    expect(await failureOf(insert)).toMatchObject({ status: 400, reason });
  });
});
