import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { type Hall, openHall, THURSDAY } from "../run/hall.ts";
import { openWorker } from "../world/openWorker.ts";
import { COORDINATOR } from "../world/playground.ts";
import { BEARER } from "../world/settings.ts";

/** Somebody who may edit Notion writes people into the programme who never heard of it; they begin with `first`. */
async function writeStrangers(hall: Hall, count: number, first: number): Promise<void> {
  for (let index = first; index < first + count; index += 1)
    await hall.playground.add("people", {
      name: `Stranger ${index}`,
      email: `victim${index}@far.example`,
      zone: "Europe/Berlin",
      hours: "9-17",
      programmes: [hall.programme],
    });
}

const mailsTo = (hall: Hall, domain: string) =>
  hall.playground.google.outbox.filter(mail => mail.to.endsWith(domain)).map(mail => mail.to);

/** A day in UTC in which the cron comes four times. */
async function live(hall: Hall, day: number): Promise<void> {
  for (const hours of [0, 4, 8, 12]) {
    const report = await hall.runToEnd(THURSDAY + day * DAY + hours * HOUR + MINUTE);
    expect(report.failed).toEqual([]);
  }
}

describe("three days of strangers", () => {
  test("thirty, ninety and two hundred and seventy on three days: nobody gets a mail without a go, and colleagues go on", async () => {
    const hall = await openHall({ people: 12 });
    await live(hall, 0);
    expect(mailsTo(hall, "@example.org")).toHaveLength(12);
    let written = 0;
    for (const [day, count] of [
      [1, 30],
      [2, 90],
      [3, 270],
    ] as const) {
      await writeStrangers(hall, count, written);
      written += count;
      const before = mailsTo(hall, "@example.org").length;
      await hall.playground.add("people", {
        name: `Colleague ${day}`,
        email: `colleague${day}@example.org`,
        zone: "Europe/Berlin",
        hours: "9-17",
        programmes: [hall.programme],
      });
      await live(hall, day);
      expect(mailsTo(hall, "@far.example")).toEqual([]);
      expect(mailsTo(hall, "@example.org").slice(before)).toContain(`colleague${day}@example.org`);
      expect(await hall.held()).toMatchObject({ over: expect.arrayContaining(["outsiders"]) });
      expect((await hall.held())?.reach.outsiders).toBe(written);
    }
    expect(await hall.go()).toBe(true);
    await live(hall, 4);
    const told = mailsTo(hall, "@far.example");
    expect([told.length, new Set(told).size]).toEqual([390, 390]);
    expect(await hall.held()).toBeNull();
  });

  test("twenty on a day pass, the twenty-first makes that day's others wait, and tomorrow is no larger", async () => {
    const hall = await openHall({ people: 12 });
    await live(hall, 0);
    await writeStrangers(hall, 20, 0);
    await live(hall, 1);
    expect(mailsTo(hall, "@far.example")).toHaveLength(20);
    await writeStrangers(hall, 1, 20);
    await hall.runToEnd(THURSDAY + DAY + 14 * HOUR);
    expect(mailsTo(hall, "@far.example")).toHaveLength(20);
    await live(hall, 2);
    expect(mailsTo(hall, "@far.example")).toHaveLength(21);
    await writeStrangers(hall, 20, 21);
    await hall.runToEnd(THURSDAY + 2 * DAY + 14 * HOUR);
    expect(mailsTo(hall, "@far.example")).toHaveLength(21);
  });

  test("an address that is on no page is not invited by what a class's page says, until somebody says go; the others are", async () => {
    const hall = await openHall({ people: 12 });
    await live(hall, 0);
    const before = mailsTo(hall, "@example.org").length;
    const event = (title: string, otherHosts: string) =>
      hall.playground.add("gatherings", {
        title,
        status: "planned",
        programmes: [hall.programme],
        when: { start: "2027-01-14T10:00:00Z", end: "2027-01-14T11:00:00Z" },
        otherHosts,
      });
    await event("Class with a guest", "Vic <victim@far.example>");
    await writeStrangers(hall, 1, 7);
    await live(hall, 1);
    expect(mailsTo(hall, "victim@far.example")).toEqual([]);
    expect(mailsTo(hall, "victim7@far.example")).toHaveLength(1);
    expect(mailsTo(hall, "@example.org")).toHaveLength(before);
    expect(await hall.held()).toMatchObject({ over: ["strangers"], reach: { strangers: 1 } });
    expect((await hall.held())?.lines.join("\n")).toContain("victim@far.example");
    expect(await hall.go()).toBe(true);
    await live(hall, 2);
    expect(mailsTo(hall, "victim@far.example")).toHaveLength(1);
    expect(await hall.held()).toBeNull();
  });
});

test("a stranger put on a class's page together with another time waits as by itself, and the class is moved with their go", async () => {
  const hall = await openHall({ people: 12 });
  await live(hall, 0);
  const id = await hall.playground.add("gatherings", {
    title: "Class",
    status: "planned",
    programmes: [hall.programme],
    when: { start: "2027-01-14T10:00:00Z", end: "2027-01-14T11:00:00Z" },
    otherHosts: "person1@example.org",
  });
  await live(hall, 1);
  await hall.playground.edit(COORDINATOR, "gatherings", id, {
    otherHosts: "person1@example.org, Vic <victim@far.example>",
    when: { start: "2027-01-15T10:00:00Z", end: "2027-01-15T11:00:00Z" },
  });
  await live(hall, 2);
  expect(mailsTo(hall, "victim@far.example")).toEqual([]);
  expect(await hall.held()).toMatchObject({ over: ["strangers"], reach: { strangers: 1 } });
  expect(await hall.go()).toBe(true);
  await live(hall, 3);
  expect(mailsTo(hall, "victim@far.example")).toHaveLength(1);
  expect(await hall.held()).toBeNull();
});

test("who said yes to their first letter is no stranger any more: their groups need no go, however many they are", async () => {
  const hall = await openHall({ people: 12 });
  await live(hall, 0);
  for (let index = 0; index < 30; index += 1) {
    const email = `victim${index}@far.example`;
    hall.playground.google.addAccount({ email, timeZone: "Europe/Berlin" });
    const requestBody = { role: "freeBusyReader", scope: { type: "user", value: COORDINATOR } };
    await hall.playground.calendarOf(email).acl.insert({ calendarId: "primary", requestBody });
  }
  for (const [day, first] of [
    [1, 0],
    [2, 15],
  ] as const) {
    await writeStrangers(hall, 15, first);
    await live(hall, day);
  }
  expect(mailsTo(hall, "@far.example")).toHaveLength(30);
  for (const event of await hall.live()) {
    const [guest] = event.attendees ?? [];
    if (guest?.email?.endsWith("@far.example") !== true || event.attendees?.length !== 1) continue;
    await hall.playground.calendarOf(guest.email).events.patch({
      calendarId: "primary",
      eventId: event.id ?? "",
      requestBody: { attendees: [{ email: guest.email, responseStatus: "accepted" }] },
    });
  }
  for (const day of [3, 4]) await live(hall, day);
  expect(await hall.held()).toBeNull();
  const invited = (await hall.live()).filter(event => (event.attendees?.length ?? 0) > 2);
  const guests = new Set(invited.flatMap(event => (event.attendees ?? []).map(guest => guest.email)));
  expect([...guests].filter(email => email?.endsWith("@far.example"))).toHaveLength(30);
});

describe("what is usual does not grow by itself", () => {
  test("a hundred on one day, and three times as many the next: they wait for a go", async () => {
    const hall = await openHall({ people: 96 });
    await hall.runToEnd(THURSDAY);
    expect(hall.mails()).toEqual({ invitation: 96 });
    await hall.join(120);
    expect(await hall.runToEnd(THURSDAY + DAY)).toMatchObject({ isHeld: true, mails: 0 });
    await hall.runToEnd(THURSDAY + 2 * DAY);
    expect(hall.mails()).toEqual({ invitation: 96 });
    expect((await hall.held())?.limit.invitations).toBe(100);
    await hall.go();
    await hall.runToEnd(THURSDAY + 2 * DAY + HOUR);
    expect(hall.mails().invitation).toBeGreaterThan(200);
  });
});

test("one go covers a programme's first roster: its letters, and the first groups of those who say yes", async () => {
  const hall = await openHall({ people: 0 });
  for (let index = 0; index < 108; index += 1)
    await hall.playground.add("people", {
      name: `Person ${index}`,
      email: `person${index + 1}@example.org`,
      zone: "Europe/Berlin",
      hours: "9-17",
      programmes: [hall.programme],
    });
  expect(await hall.runToEnd(THURSDAY)).toMatchObject({ isHeld: true });
  await hall.go();
  await hall.runToEnd(THURSDAY + HOUR);
  expect(hall.mails()).toEqual({ invitation: 108 });
  for (const event of await hall.live())
    await hall.playground.calendarOf(event.attendees?.[0]?.email ?? "").events.patch({
      calendarId: "primary",
      eventId: event.id ?? "",
      requestBody: { attendees: [{ email: event.attendees?.[0]?.email ?? "", responseStatus: "accepted" }] },
    });
  for (const hours of [2, 3, 4]) {
    const report = await hall.runToEnd(THURSDAY + hours * HOUR);
    expect(report).toMatchObject({ isHeld: false, failed: [] });
  }
  expect(hall.mails().invitation).toBe(216);
});

test("people of a list that a coordinator confirmed are a programme's first without another go, and whoever is not on it waits", async () => {
  const hall = await openHall({ people: 0 });
  await writeStrangers(hall, 150, 0);
  const confirmed = Array.from({ length: 150 }, (_, index) => `Victim${index}@far.example`);
  const worker = openWorker(hall.playground, hall.database);
  const answer = await worker.ask("/api/confirmed", {
    method: "POST",
    headers: { authorization: `Bearer ${BEARER}`, "content-type": "application/json" },
    body: JSON.stringify({ programmeId: hall.programme, emails: confirmed }),
  });
  expect(answer.status).toBe(200);
  expect(await hall.runToEnd(THURSDAY)).toMatchObject({ isHeld: false });
  expect(new Set(mailsTo(hall, "@far.example")).size).toBe(150);

  await writeStrangers(hall, 101, 150);
  expect(await hall.runToEnd(THURSDAY + 2 * HOUR)).toMatchObject({ isHeld: true });
  expect(new Set(mailsTo(hall, "@far.example")).size).toBe(150);
});
