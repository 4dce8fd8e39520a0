import { describe, expect, test } from "vitest";
import { aGoogle, aMeeting, appOf, failureOf, lineTo, personOf } from "./clients.ts";
import { holdToContract } from "./contract.ts";

holdToContract();

const ANN = "ann@ours.example";
const BOB = "bob@ours.example";
const mine = { calendarId: "primary" };

describe("Calendar", () => {
  test("makes an event from a line of text, at a time or for the day", async () => {
    const { calendar } = appOf(aGoogle(), ANN);
    const { data } = await calendar.events.quickAdd({ ...mine, text: "Dinner with Eric 7pm tomorrow" });
    expect(data).toMatchObject({
      summary: "Dinner with Eric",
      start: { dateTime: "2026-01-06T19:00:00+02:00", timeZone: "Europe/Sofia" },
      end: { dateTime: "2026-01-06T20:00:00+02:00" },
    });
    const day = await calendar.events.quickAdd({ ...mine, text: "Fair on 2026-03-01" });
    expect(day.data).toMatchObject({ summary: "Fair", start: { date: "2026-03-01" }, end: { date: "2026-03-02" } });
    expect(await failureOf(calendar.events.quickAdd({ ...mine, text: " " }))).toMatchObject({ status: 400 });
  });

  test("lists the colours there are", async () => {
    const { data } = await appOf(aGoogle(), ANN).calendar.colors.get({});
    expect(Object.keys(data.event ?? {})).toHaveLength(11);
    expect(Object.keys(data.calendar ?? {})).toHaveLength(24);
  });

  test("gives lists an etag in the header too", async () => {
    const sim = aGoogle();
    const send = lineTo(sim);
    const headers = { authorization: `Bearer ${sim.personToken(ANN)}` };
    for (const path of ["calendars/primary/events", "users/me/calendarList", "calendars/primary/acl"]) {
      const answer = await send(`https://www.googleapis.com/calendar/v3/${path}`, { headers });
      expect(answer.headers.get("etag")).toBe(((await answer.json()) as { etag: string }).etag);
    }
  });

  test("mostly does not name who made an event", async () => {
    const sim = aGoogle();
    const { calendar } = appOf(sim, ANN);
    const { data } = await calendar.events.insert({ ...mine, requestBody: aMeeting() });
    expect(data.creator).toEqual({ email: ANN, self: true });
    sim.switches.namesCreators = true;
    const again = await calendar.events.get({ ...mine, eventId: data.id! });
    expect(again.data.creator).toMatchObject({ email: ANN, displayName: "Ann" });
  });

  test.each([400, 410] as const)("answers a sync token of another calendar with %i", async status => {
    const sim = aGoogle();
    sim.switches.foreignSyncToken = status;
    const { calendar } = appOf(sim, ANN);
    const other = await calendar.calendars.insert({ requestBody: { summary: "Other", timeZone: "UTC" } });
    const { data } = await calendar.events.list(mine);
    const asked = calendar.events.list({ calendarId: other.data.id!, syncToken: data.nextSyncToken! });
    expect((await failureOf(asked)).status).toBe(status);
  });

  test("takes events of no length, or refuses them", async () => {
    const sim = aGoogle();
    const { calendar } = appOf(sim, ANN);
    const requestBody = aMeeting({ end: aMeeting().start });
    const { data } = await calendar.events.insert({ ...mine, requestBody });
    expect(data.end).toEqual(data.start);
    sim.switches.zeroLengthEvents = "refused";
    expect(await failureOf(calendar.events.insert({ ...mine, requestBody }))).toMatchObject({
      status: 400,
      reason: "timeRangeEmpty",
    });
  });

  test("rewrites addresses at gmail.com where it does so", async () => {
    const sim = aGoogle();
    sim.switches.rewritesAddresses = true;
    const { calendar } = appOf(sim, ANN);
    const attendees = [{ email: "eva.maria@googlemail.com" }, { email: BOB }];
    const { data } = await calendar.events.insert({ ...mine, requestBody: aMeeting({ attendees }) });
    expect(data.attendees?.map(guest => guest.email)).toEqual(["evamaria@gmail.com", BOB]);
  });

  test("lets a stricter visibility of one instance spread over its series, and a looser one not count", async () => {
    const { calendar } = personOf(aGoogle(), ANN);
    const requestBody = aMeeting({ recurrence: ["RRULE:FREQ=WEEKLY;COUNT=3"] });
    const { data: series } = await calendar.events.insert({ ...mine, requestBody });
    const { data } = await calendar.events.instances({ ...mine, eventId: series.id! });
    const [first, second] = data.items!;
    const visibilityOf = async (eventId: string) => (await calendar.events.get({ ...mine, eventId })).data.visibility;
    await calendar.events.patch({ ...mine, eventId: first!.id!, requestBody: { visibility: "private" } });
    expect(await visibilityOf(series.id!)).toBe("private");
    expect(await visibilityOf(second!.id!)).toBe("private");
    await calendar.events.patch({ ...mine, eventId: second!.id!, requestBody: { visibility: "public" } });
    expect(await visibilityOf(second!.id!)).toBe("private");
    expect(await visibilityOf(series.id!)).toBe("private");
  });

  test("shows an event that was moved away as cancelled on the old calendar", async () => {
    const { calendar } = appOf(aGoogle(), ANN);
    const other = await calendar.calendars.insert({ requestBody: { summary: "Other", timeZone: "UTC" } });
    const { data } = await calendar.events.insert({ ...mine, requestBody: aMeeting() });
    await calendar.events.move({ ...mine, eventId: data.id!, destination: other.data.id! });
    expect((await calendar.events.get({ ...mine, eventId: data.id! })).data.status).toBe("cancelled");
    const there = await calendar.events.get({ calendarId: other.data.id!, eventId: data.id! });
    expect(there.data).toMatchObject({ status: "confirmed", organizer: { email: other.data.id } });
  });

  test("keeps other programs' properties when one's own are patched", async () => {
    const { calendar } = appOf(aGoogle(), ANN);
    const theirs = { everyoneDeclinedDismissed: "1", "goo.allowInvitesSource": "x" };
    const { data } = await calendar.events.insert({
      ...mine,
      requestBody: aMeeting({ extendedProperties: { private: theirs } }),
    });
    const requestBody = { extendedProperties: { private: { ours: "2" } } };
    const patched = await calendar.events.patch({ ...mine, eventId: data.id!, requestBody });
    expect(patched.data.extendedProperties?.private).toEqual({ ...theirs, ours: "2" });
  });
});

describe("Forms", () => {
  async function answered() {
    const sim = aGoogle();
    const { forms: api } = appOf(sim, ANN).forms;
    const { data } = await api.create({ requestBody: { info: { title: "T" } } });
    const formId = data.formId!;
    sim.state.forms.get(formId)!.publishState = null;
    sim.submitForm(formId, { answers: {} });
    const list = async (filter?: string) => (await api.responses.list({ formId, filter })).data.responses ?? [];
    return { sim, api, formId, list };
  }

  test("says when an answer was last submitted to the microsecond, and when it was made to the millisecond", async () => {
    const { list } = await answered();
    const [one] = await list();
    expect(one?.lastSubmittedTime).toMatch(/T\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(one?.createTime).toMatch(/T\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Date.parse(one!.lastSubmittedTime!)).toBe(Date.parse(one!.createTime!));
    expect(await list(`timestamp >= ${one!.lastSubmittedTime}`)).toHaveLength(1);
    expect(await list(`timestamp > ${one!.lastSubmittedTime}`)).toHaveLength(0);
  });

  test.each([
    ["two options that differ in spaces alone", { options: [{ value: "Yes" }, { value: " Yes " }] }],
    ["an option of two lines", { options: [{ value: "Yes\u2028please" }] }],
  ])("refuses %s", async (_, choice) => {
    const { api, formId } = await answered();
    const item = { title: "Q", questionItem: { question: { choiceQuestion: { type: "RADIO", ...choice } } } };
    const requests = [{ createItem: { item, location: { index: 0 } } }];
    expect(await failureOf(api.batchUpdate({ formId, requestBody: { requests } }))).toMatchObject({ status: 400 });
  });

  test("refuses two rows of one name", async () => {
    const { api, formId } = await answered();
    const item = {
      title: "Q",
      questionGroupItem: {
        grid: { columns: { type: "RADIO", options: [{ value: "1" }] } },
        questions: [{ rowQuestion: { title: "Testing" } }, { rowQuestion: { title: "Testing " } }],
      },
    };
    const requests = [{ createItem: { item, location: { index: 0 } } }];
    expect(await failureOf(api.batchUpdate({ formId, requestBody: { requests } }))).toMatchObject({ status: 400 });
  });
});
