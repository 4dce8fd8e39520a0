import { describe, expect, test } from "vitest";
import { aGoogle, aMeeting, appOf, failureOf } from "./clients.ts";
import { holdToContract } from "./contract.ts";

holdToContract();

const ANN = "ann@ours.example";
const mine = { calendarId: "primary" };

function world(options = {}) {
  const sim = aGoogle(options);
  return { sim, ...appOf(sim, ANN) };
}

describe("an event's id", () => {
  test("may be chosen, from the letters a to v and digits", async () => {
    const { calendar } = world();
    const { data } = await calendar.events.insert({ ...mine, requestBody: aMeeting({ id: "session0001" }) });
    expect(data.id).toBe("session0001");
    expect(data.iCalUID).toBe("session0001@google.com");
  });

  test.each(["abcd", "with-dash", "UPPER1", "wxyz12"])("must not be %s", async id => {
    const insert = world().calendar.events.insert({ ...mine, requestBody: aMeeting({ id }) });
    expect(await failureOf(insert)).toMatchObject({ status: 400, reason: "invalid" });
  });

  test("is taken once, and stays taken when the event was deleted", async () => {
    const { calendar } = world();
    const requestBody = aMeeting({ id: "session0001" });
    await calendar.events.insert({ ...mine, requestBody });
    const duplicate = {
      status: 409,
      domain: "global",
      reason: "duplicate",
      message: "The requested identifier already exists.",
    };
    expect(await failureOf(calendar.events.insert({ ...mine, requestBody }))).toEqual(duplicate);
    await calendar.events.delete({ ...mine, eventId: "session0001" });
    expect(await failureOf(calendar.events.insert({ ...mine, requestBody }))).toEqual(duplicate);
  });

  test("cannot come with an iCalUID that differs", async () => {
    const requestBody = aMeeting({ id: "session0001", iCalUID: "other@example.com" });
    const failure = await failureOf(world().calendar.events.insert({ ...mine, requestBody }));
    expect(failure).toMatchObject({ status: 400 });
  });
});

describe("a deleted event", () => {
  test("answers 204, then 410, and is still there as cancelled", async () => {
    const { calendar } = world();
    const { data } = await calendar.events.insert({ ...mine, requestBody: aMeeting() });
    const at = { ...mine, eventId: data.id! };
    const first = await calendar.events.delete(at);
    expect(first.status).toBe(204);
    expect(await failureOf(calendar.events.delete(at))).toMatchObject({
      status: 410,
      reason: "deleted",
      message: "Resource has been deleted",
    });
    expect((await calendar.events.get(at)).data.status).toBe("cancelled");
  });

  test("that never was is 404", async () => {
    const { calendar } = world();
    expect(await failureOf(calendar.events.delete({ ...mine, eventId: "never00" }))).toMatchObject({
      status: 404,
      reason: "notFound",
    });
  });

  test("comes back by a patch to confirmed, or not, as the switch says", async () => {
    const { sim, calendar } = world();
    const { data } = await calendar.events.insert({ ...mine, requestBody: aMeeting() });
    const at = { ...mine, eventId: data.id! };
    await calendar.events.delete(at);
    sim.switches.undeleteByPatch = "403";
    const patch = () => calendar.events.patch({ ...at, requestBody: { status: "confirmed" } });
    expect((await failureOf(patch())).status).toBe(403);
    sim.switches.undeleteByPatch = "restore";
    expect((await patch()).data.status).toBe("confirmed");
  });
});

describe("versions", () => {
  test("every write gives a new etag, and a newer updated", async () => {
    const { sim, calendar } = world();
    const { data: first } = await calendar.events.insert({ ...mine, requestBody: aMeeting() });
    sim.clock.advance(1000);
    const { data: second } = await calendar.events.patch({
      ...mine,
      eventId: first.id!,
      requestBody: { location: "Room 2" },
    });
    expect(second.etag).not.toBe(first.etag);
    expect(Date.parse(second.updated!)).toBe(Date.parse(first.updated!) + 1000);
  });

  test("a change of reminders makes a new etag but does not move updated", async () => {
    const { sim, calendar } = world();
    const { data: first } = await calendar.events.insert({ ...mine, requestBody: aMeeting() });
    sim.clock.advance(1000);
    const reminders = { useDefault: false, overrides: [{ method: "popup", minutes: 5 }] };
    const { data: second } = await calendar.events.patch({ ...mine, eventId: first.id!, requestBody: { reminders } });
    expect(second.etag).not.toBe(first.etag);
    expect(second.updated).toBe(first.updated);
    expect(second.reminders).toEqual(reminders);
  });

  test("a write to a version that is no longer there is 412", async () => {
    const { calendar } = world();
    const { data: first } = await calendar.events.insert({ ...mine, requestBody: aMeeting() });
    const at = { ...mine, eventId: first.id! };
    await calendar.events.patch({ ...at, requestBody: { location: "Room 2" } });
    const headers = { "If-Match": first.etag! };
    const late = calendar.events.patch({ ...at, requestBody: { location: "Room 3" } }, { headers });
    expect(await failureOf(late)).toMatchObject({ status: 412, reason: "conditionNotMet" });
    expect(await failureOf(calendar.events.delete(at, { headers }))).toMatchObject({ status: 412 });
    const { data: now } = await calendar.events.get(at);
    expect(now.location).toBe("Room 2");
    await calendar.events.delete(at, { headers: { "If-Match": now.etag! } });
  });

  test("a read of the version one has is 304", async () => {
    const { calendar } = world();
    const { data } = await calendar.events.insert({ ...mine, requestBody: aMeeting() });
    const again = await calendar.events.get(
      { ...mine, eventId: data.id! },
      { headers: { "If-None-Match": data.etag! } },
    );
    expect(again.status).toBe(304);
  });

  test("sequence grows when the time moves, not when the summary changes", async () => {
    const { calendar } = world();
    const { data } = await calendar.events.insert({ ...mine, requestBody: aMeeting() });
    const at = { ...mine, eventId: data.id! };
    const renamed = await calendar.events.patch({ ...at, requestBody: { summary: "New name" } });
    expect(renamed.data.sequence).toBe(0);
    const end = { dateTime: "2026-02-02T11:30:00+02:00" };
    expect((await calendar.events.patch({ ...at, requestBody: { end } })).data.sequence).toBe(1);
  });
});

describe("patch and update", () => {
  test("a patch merges objects, replaces arrays whole and removes what is null", async () => {
    const { calendar } = world();
    const { data } = await calendar.events.insert({
      ...mine,
      requestBody: aMeeting({
        description: "Bring a question",
        attendees: [{ email: "x@far.example" }, { email: "y@far.example" }],
        extendedProperties: { private: { code: "s1", kind: "pair" } },
      }),
    });
    const { data: patched } = await calendar.events.patch({
      ...mine,
      eventId: data.id!,
      requestBody: {
        description: null,
        attendees: [{ email: "z@far.example" }],
        extendedProperties: { private: { kind: "triad" } },
      },
    });
    expect(patched.description).toBeUndefined();
    expect(patched.attendees?.map(attendee => attendee.email)).toEqual(["z@far.example"]);
    expect(patched.extendedProperties?.private).toEqual({ code: "s1", kind: "triad" });
    expect(patched.summary).toBe("Pair session");
  });

  test("an update clears what it leaves out", async () => {
    const { calendar } = world();
    const { data } = await calendar.events.insert({ ...mine, requestBody: aMeeting({ location: "Room 2" }) });
    const { data: updated } = await calendar.events.update({
      ...mine,
      eventId: data.id!,
      requestBody: aMeeting({ summary: "Only this" }),
    });
    expect(updated.location).toBeUndefined();
    expect(updated.summary).toBe("Only this");
  });

  test("an event that was read can be written back as it is", async () => {
    const { calendar } = world();
    const { data } = await calendar.events.insert({
      ...mine,
      requestBody: aMeeting({ attendees: [{ email: "bob@ours.example" }] }),
    });
    const { data: same } = await calendar.events.update({ ...mine, eventId: data.id!, requestBody: data });
    expect({ ...same, etag: "" }).toEqual({ ...data, etag: "" });
  });

  test("from an all-day event to a timed one, the date must be set to null", async () => {
    const { calendar } = world();
    const requestBody = { start: { date: "2026-02-02" }, end: { date: "2026-02-03" } };
    const { data } = await calendar.events.insert({ ...mine, requestBody });
    const at = { ...mine, eventId: data.id! };
    const times = { start: { dateTime: "2026-02-02T10:00:00Z" }, end: { dateTime: "2026-02-02T11:00:00Z" } };
    expect(await failureOf(calendar.events.patch({ ...at, requestBody: times }))).toMatchObject({ status: 400 });
    const nulled = { start: { ...times.start, date: null }, end: { ...times.end, date: null } };
    const { data: timed } = await calendar.events.patch({ ...at, requestBody: nulled });
    expect(timed.start?.dateTime).toBe("2026-02-02T12:00:00+02:00");
  });
});

describe("times", () => {
  test("are shown in the calendar's zone, and keep the zone they were given in", async () => {
    const { calendar } = world();
    const start = { dateTime: "2026-02-02T10:00:00", timeZone: "America/New_York" };
    const end = { dateTime: "2026-02-02T11:00:00", timeZone: "America/New_York" };
    const { data } = await calendar.events.insert({ ...mine, requestBody: aMeeting({ start, end }) });
    expect(data.start).toEqual({ dateTime: "2026-02-02T17:00:00+02:00", timeZone: "America/New_York" });
    const { data: abroad } = await calendar.events.get({ ...mine, eventId: data.id!, timeZone: "UTC" });
    expect(abroad.start?.dateTime).toBe("2026-02-02T15:00:00Z");
  });

  test.each([
    [
      "an end at the start",
      aMeeting({ end: { dateTime: "2026-02-02T09:00:00Z" }, start: { dateTime: "2026-02-02T09:30:00Z" } }),
      "timeRangeEmpty",
    ],
    [
      "an all-day event that ends on its own day, as ends are exclusive",
      { start: { date: "2026-02-02" }, end: { date: "2026-02-02" } },
      "timeRangeEmpty",
    ],
    [
      "a date beside a date-time",
      aMeeting({ start: { date: "2026-02-02", dateTime: "2026-02-02T09:00:00Z" } }),
      "invalid",
    ],
    ["a date at one end and a date-time at the other", aMeeting({ start: { date: "2026-02-02" } }), "invalid"],
    ["a date-time with neither offset nor zone", aMeeting({ start: { dateTime: "2026-02-02T09:00:00" } }), "required"],
    [
      "a zone that is none",
      aMeeting({ start: { dateTime: "2026-02-02T09:00:00", timeZone: "Europe/Atlantis" } }),
      "invalid",
    ],
    ["a day that is none", { start: { date: "2026-02-30" }, end: { date: "2026-03-02" } }, "invalid"],
    ["no end", { start: { date: "2026-02-02" } }, "required"],
  ])("%s is refused", async (_, requestBody, reason) => {
    expect(await failureOf(world().calendar.events.insert({ ...mine, requestBody }))).toMatchObject({
      status: 400,
      reason,
    });
  });

  test("an empty range says so in Google's words", async () => {
    const requestBody = { start: { date: "2026-02-02" }, end: { date: "2026-02-01" } };
    const failure = await failureOf(world().calendar.events.insert({ ...mine, requestBody }));
    expect(failure.message).toBe("The specified time range is empty.");
  });
});

describe("what a body may hold", () => {
  test.each([
    ["a field that Calendar does not know", { colour: "red" }, "badRequest"],
    ["an unknown field further down", { start: { dateTime: "2026-02-02T09:00:00Z", hour: 9 } }, "badRequest"],
    ["a number for a summary", { summary: 7 }, "badRequest"],
    ["a guest without a proper address", { attendees: [{ email: "not an address" }] }, "invalid"],
    ["a colour beyond the eleven", { colorId: "12" }, "invalid"],
    [
      "default reminders beside others",
      { reminders: { useDefault: true, overrides: [{ method: "popup", minutes: 5 }] } },
      "cannotUseDefaultRemindersAndSpecifyOverride",
    ],
    [
      "a reminder five weeks ahead",
      { reminders: { useDefault: false, overrides: [{ method: "popup", minutes: 50_400 }] } },
      "invalid",
    ],
    [
      "six reminders",
      { reminders: { useDefault: false, overrides: Array(6).fill({ method: "popup", minutes: 5 }) } },
      "invalid",
    ],
    ["a property with too long a key", { extendedProperties: { private: { [`k${"e".repeat(44)}`]: "1" } } }, "invalid"],
    ["a property with too long a value", { extendedProperties: { shared: { key: "v".repeat(1025) } } }, "invalid"],
    [
      "too many properties",
      { extendedProperties: { private: Object.fromEntries(Array.from({ length: 301 }, (_, i) => [`k${i}`, ""])) } },
      "invalid",
    ],
  ])("%s is refused", async (_, over, reason) => {
    const { sim } = world();
    const response = await sim.fetch(
      new Request("https://www.googleapis.com/calendar/v3/calendars/primary/events", {
        method: "POST",
        headers: { authorization: `Bearer ${sim.personToken(ANN)}` },
        body: JSON.stringify({ ...aMeeting(), ...over }),
      }),
    );
    expect(response.status).toBe(400);
    const body = (await response.json()) as { error: { errors: { reason: string }[] } };
    expect(body.error.errors[0]?.reason).toBe(reason);
  });

  test("a bad guest address is refused in Google's words", async () => {
    const requestBody = aMeeting({ attendees: [{ email: "nobody" }] });
    const failure = await failureOf(world().calendar.events.insert({ ...mine, requestBody }));
    expect(failure.message).toBe("Invalid attendee email.");
  });

  test.each([
    ["a parameter that Calendar does not know", "colour=red"],
    ["a sendUpdates that is none", "sendUpdates=some"],
    ["a conferenceDataVersion that is none", "conferenceDataVersion=2"],
  ])("%s is refused", async (_, query) => {
    const { sim } = world();
    const response = await sim.fetch(
      new Request(`https://www.googleapis.com/calendar/v3/calendars/primary/events?${query}`, {
        method: "POST",
        headers: { authorization: `Bearer ${sim.personToken(ANN)}` },
        body: JSON.stringify(aMeeting()),
      }),
    );
    expect(response.status).toBe(400);
  });
});

describe("kinds of event", () => {
  test("out of office and focus time are timed, without guests, and cannot become another kind", async () => {
    const { calendar } = world();
    const requestBody = aMeeting({
      eventType: "outOfOffice",
      outOfOfficeProperties: { autoDeclineMode: "declineNone" },
    });
    const { data } = await calendar.events.insert({ ...mine, requestBody });
    expect(data.eventType).toBe("outOfOffice");
    const change = calendar.events.patch({ ...mine, eventId: data.id!, requestBody: { eventType: "default" } });
    expect(await failureOf(change)).toMatchObject({ status: 400, reason: "eventTypeRestriction" });
    const allDay = { eventType: "focusTime", start: { date: "2026-02-02" }, end: { date: "2026-02-03" } };
    expect(await failureOf(calendar.events.insert({ ...mine, requestBody: allDay }))).toMatchObject({ status: 400 });
    const crowded = aMeeting({ eventType: "focusTime", attendees: [{ email: "bob@ours.example" }] });
    expect(await failureOf(calendar.events.insert({ ...mine, requestBody: crowded }))).toMatchObject({ status: 400 });
  });

  test("a working location must be public, transparent and said", async () => {
    const { calendar } = world();
    const place = { eventType: "workingLocation", start: { date: "2026-02-02" }, end: { date: "2026-02-03" } };
    expect(await failureOf(calendar.events.insert({ ...mine, requestBody: place }))).toMatchObject({ status: 400 });
    const requestBody = {
      ...place,
      visibility: "public",
      transparency: "transparent",
      workingLocationProperties: { type: "homeOffice", homeOffice: {} },
    };
    const { data } = await calendar.events.insert({ ...mine, requestBody });
    expect(data.workingLocationProperties).toEqual({ type: "homeOffice", homeOffice: {} });
  });

  test("an import is a private copy that invites nobody", async () => {
    const { sim, calendar } = world();
    const requestBody = aMeeting({
      iCalUID: "from-elsewhere@far.example",
      organizer: { email: "host@far.example" },
      attendees: [{ email: "bob@ours.example" }],
    });
    const { data } = await calendar.events.import({ ...mine, requestBody });
    expect(data).toMatchObject({ privateCopy: true, organizer: { email: "host@far.example" } });
    expect(sim.outbox).toEqual([]);
    expect(sim.eventsOf("bob@ours.example")).toEqual([]);
    const { iCalUID: _, ...without } = requestBody;
    expect(await failureOf(calendar.events.import({ ...mine, requestBody: without }))).toMatchObject({ status: 400 });
  });
});

describe("a conference", () => {
  const createRequest = { requestId: "r1", conferenceSolutionKey: { type: "hangoutsMeet" } };

  test("is ignored by a call that does not say it knows conferences", async () => {
    const { data } = await world().calendar.events.insert({
      ...mine,
      requestBody: aMeeting({ conferenceData: { createRequest } }),
    });
    expect(data.conferenceData).toBeUndefined();
  });

  test("is pending at first and there at the next read", async () => {
    const { calendar } = world();
    const requestBody = aMeeting({ conferenceData: { createRequest } });
    const { data: first } = await calendar.events.insert({ ...mine, conferenceDataVersion: 1, requestBody });
    expect(first.conferenceData?.createRequest?.status?.statusCode).toBe("pending");
    expect(first.hangoutLink).toBeUndefined();
    const { data: next } = await calendar.events.get({ ...mine, eventId: first.id! });
    expect(next.conferenceData?.createRequest?.status?.statusCode).toBe("success");
    expect(next.hangoutLink).toMatch(/^https:\/\/meet\.google\.com\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/);
    expect(next.conferenceData?.entryPoints?.[0]).toMatchObject({ entryPointType: "video", uri: next.hangoutLink });
    expect(next.etag).not.toBe(first.etag);
  });

  test("may take its time, or none", async () => {
    const { sim, calendar } = world();
    sim.switches.conferencePending = { afterMilliseconds: 5000 };
    const requestBody = aMeeting({ conferenceData: { createRequest } });
    const { data } = await calendar.events.insert({ ...mine, conferenceDataVersion: 1, requestBody });
    const read = async () => (await calendar.events.get({ ...mine, eventId: data.id! })).data.hangoutLink;
    expect(await read()).toBeUndefined();
    sim.clock.advance(5000);
    expect(await read()).toBeDefined();
    sim.switches.conferencePending = "immediate";
    const { data: second } = await calendar.events.insert({ ...mine, conferenceDataVersion: 1, requestBody });
    expect(second.hangoutLink).toBeDefined();
  });

  test("is not made anew by the same request id, nor lost by a patch about something else", async () => {
    const { sim, calendar } = world();
    sim.switches.conferencePending = "immediate";
    const requestBody = aMeeting({ conferenceData: { createRequest } });
    const { data } = await calendar.events.insert({ ...mine, conferenceDataVersion: 1, requestBody });
    const at = { ...mine, eventId: data.id!, conferenceDataVersion: 1 };
    const again = await calendar.events.patch({ ...at, requestBody: { conferenceData: { createRequest } } });
    expect(again.data.hangoutLink).toBe(data.hangoutLink);
    const renamed = await calendar.events.patch({ ...at, requestBody: { summary: "Renamed" } });
    expect(renamed.data.hangoutLink).toBe(data.hangoutLink);
    const replaced = await calendar.events.patch({
      ...at,
      requestBody: { conferenceData: { createRequest: { ...createRequest, requestId: "r2" } } },
    });
    expect(replaced.data.hangoutLink).not.toBe(data.hangoutLink);
    const removed = await calendar.events.patch({ ...at, requestBody: { conferenceData: null as never } });
    expect(removed.data.hangoutLink).toBeUndefined();
  });
});

test("an answer can be cut to the fields that are wanted", async () => {
  const { calendar } = world();
  await calendar.events.insert({ ...mine, requestBody: aMeeting({ id: "session0001" }) });
  const { data } = await calendar.events.list({ ...mine, fields: "items(id,start/dateTime),nextSyncToken" });
  expect(data).toEqual({
    items: [{ id: "session0001", start: { dateTime: "2026-02-02T10:00:00+02:00" } }],
    nextSyncToken: expect.any(String),
  });
});

test("an event can move to another calendar, whose it then is", async () => {
  const { calendar } = world();
  const { data: other } = await calendar.calendars.insert({ requestBody: { summary: "Circle" } });
  const { data } = await calendar.events.insert({ ...mine, requestBody: aMeeting() });
  const moved = await calendar.events.move({ ...mine, eventId: data.id!, destination: other.id! });
  expect(moved.data.organizer).toMatchObject({ email: other.id, displayName: "Circle", self: true });
  expect((await calendar.events.get({ ...mine, eventId: data.id! })).data.status).toBe("cancelled");
});
