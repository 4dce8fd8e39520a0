import { expect, it } from "vitest";
import { DAY, HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import { openD1 } from "../world/d1.ts";
import { allEvents, reply } from "../world/people.ts";
import { COORDINATOR, openPlayground } from "../world/playground.ts";
import { readPage, readTable } from "../world/tables.ts";

const ZONE = "Europe/Berlin";
const MONDAY = Date.parse("2027-01-11T08:00:00Z");
const NAMES = ["ana", "boris", "vera", "gleb", "dana", "hana"] as const;
const emailOf = (name: string) => `${name}@example.org`;

/** A help board's programme, in which nobody meets by itself: what happens comes from events and thanks. Five seek testing. */
async function openHall() {
  const people = NAMES.map(name => ({ name, email: emailOf(name), zone: ZONE }));
  const playground = await openPlayground({ startsAt: MONDAY, people });
  playground.google.switches.conferencePending = "immediate";
  const programme = await playground.add("programmes", {
    name: "Open hall",
    status: "active",
    format: "open",
    matching: "by_hand",
    zone: ZONE,
    language: "en",
    feedbackOnly: true,
    start: { start: "2027-01-11", end: null },
  });
  const ids = new Map<string, string>();
  for (const { name, email } of people)
    ids.set(
      name,
      await playground.add("people", {
        name: name.replace(/^./, letter => letter.toUpperCase()),
        email,
        zone: ZONE,
        hours: "9-17",
        seeks: name === "hana" ? [] : ["Testing"],
        programmes: [programme],
        consent: { start: "2027-01-01", end: null },
      }),
    );
  const idOf = (name: string) => ids.get(name) ?? "";
  let runner = inProcessRunner(playground, openD1());
  let seen = 0;
  const hall = {
    playground,
    idOf,
    runAt: (at: number) => {
      playground.clock.set(at);
      return runner.run(at, "test");
    },
    loseDatabase: () => {
      runner = inProcessRunner(playground, openD1());
    },
    live: async (title: string) =>
      (await allEvents(playground)).filter(event => event.status !== "cancelled" && event.summary === title),
    newMails: () => {
      const fresh = playground.google.outbox.slice(seen).map(mail => `${mail.kind} ${mail.to}`);
      seen = playground.google.outbox.length;
      return fresh.sort();
    },
  };
  await hall.runAt(MONDAY + MINUTE);
  hall.newMails();
  return hall;
}

const CLASS = "How to test";

async function addClass(hall: Awaited<ReturnType<typeof openHall>>, more: object = {}): Promise<string> {
  return hall.playground.add("gatherings", {
    title: CLASS,
    when: { start: "2027-01-20T09:00:00Z", end: "2027-01-20T10:30:00Z" },
    host: [hall.idOf("hana")],
    skill: ["тестирование"],
    status: "planned",
    ...more,
  });
}

it("a class of three places and five interested: one declines and the next comes, its time moves in Calendar, it is cancelled in Notion", async () => {
  const hall = await openHall();
  const { playground } = hall;
  const page = await addClass(hall, { places: 3 });
  let at = MONDAY;
  const later = () => {
    at += 10 * MINUTE;
    return hall.runAt(at);
  };
  await later();
  const invited = hall.newMails();
  expect(invited).toHaveLength(4);
  expect(invited).toContain("invitation hana@example.org");
  const [event] = await hall.live(CLASS);
  expect(event).toMatchObject({ visibility: "private", guestsCanInviteOthers: false });
  expect(await readPage(playground, "gatherings", page)).toMatchObject({ values: { placesLeft: 0, waiting: 2 } });
  expect((await later()).done).toEqual({});

  const three = invited.map(mail => mail.split(" ")[1] ?? "").filter(email => email !== emailOf("hana"));
  const [leaves = "", stays = ""] = three;
  await reply(playground, stays, event?.id ?? "", "accepted");
  await reply(playground, leaves, event?.id ?? "", "declined");
  hall.newMails();
  await later();
  const next = hall.newMails();
  expect(next).toHaveLength(1);
  expect(next[0]).toMatch(/^invitation /);
  expect([...three, emailOf("hana")]).not.toContain(next[0]?.split(" ")[1]);
  const coming = await readPage(playground, "gatherings", page);
  expect(coming?.values.coming).toEqual([hall.idOf(stays.split("@")[0] ?? "")]);
  expect(coming?.values.waiting).toBe(1);
  expect((await later()).done).toEqual({});

  at += HOUR;
  playground.clock.set(at);
  await playground.calendarOf(COORDINATOR).events.patch({
    calendarId: playground.calendarId,
    eventId: event?.id ?? "",
    sendUpdates: "all",
    requestBody: {
      start: { dateTime: "2027-01-21T09:00:00Z", timeZone: ZONE },
      end: { dateTime: "2027-01-21T10:30:00Z", timeZone: ZONE },
    },
  });
  hall.newMails();
  await later();
  expect(hall.newMails()).toEqual([]);
  const moved = (await readPage(playground, "gatherings", page))?.values.when as { start: string };
  expect(Date.parse(moved.start)).toBe(Date.parse("2027-01-21T09:00:00Z"));
  expect((await later()).done).toEqual({});

  hall.loseDatabase();
  await later();
  await later();
  expect(hall.newMails()).toEqual([]);
  expect(await hall.live(CLASS)).toHaveLength(1);

  await playground.edit(COORDINATOR, "gatherings", page, { status: "cancelled" });
  await later();
  const told = hall.newMails();
  expect(told).toContain(`cancellation ${stays}`);
  expect(told).toContain("cancellation hana@example.org");
  expect(told.every(mail => mail.startsWith("cancellation "))).toBe(true);
  expect(await hall.live(CLASS)).toEqual([]);
  expect((await later()).done).toEqual({});
});

it("a webinar for everybody invites all once, follows a new name, and its page in the trash calls it off", async () => {
  const hall = await openHall();
  const page = await addClass(hall, { skill: [], title: "What is new" });
  let at = MONDAY;
  const later = () => {
    at += 10 * MINUTE;
    return hall.runAt(at);
  };
  await later();
  expect(hall.newMails()).toEqual(NAMES.map(name => `invitation ${emailOf(name)}`).sort());
  expect((await readPage(hall.playground, "gatherings", page))?.values).toMatchObject({
    placesLeft: null,
    waiting: null,
    krugSays: "",
  });
  await hall.playground.edit(COORDINATOR, "gatherings", page, { title: "What is really new" });
  await later();
  expect(hall.newMails()).toHaveLength(6);
  expect(await hall.live("What is really new")).toHaveLength(1);
  await hall.playground.edit(COORDINATOR, "gatherings", page, { description: "Slides follow." });
  await later();
  expect(hall.newMails()).toEqual([]);
  await hall.playground.notionOf(COORDINATOR).pages.update({ page_id: page, in_trash: true });
  await hall.runAt(at + DAY);
  expect(hall.newMails()).toEqual(NAMES.map(name => `cancellation ${emailOf(name)}`).sort());
  expect((await hall.runAt(at + DAY + 10 * MINUTE)).done).toEqual({});
});

it("thanks count once in 28 days from one person to another, and the page says when they can't", async () => {
  const hall = await openHall();
  const { playground, idOf } = hall;
  const thank = (from: string, to: string) =>
    playground.add("thanks", { title: "For the review", from: [idOf(from)], to: [idOf(to)] });
  const first = await thank("ana", "boris");
  const own = await thank("vera", "vera");
  await hall.runAt(MONDAY + 10 * MINUTE);
  playground.clock.set(MONDAY + 5 * DAY);
  const second = await thank("ana", "boris");
  const back = await thank("boris", "ana");
  await hall.runAt(MONDAY + 5 * DAY + 10 * MINUTE);
  playground.clock.set(MONDAY + 29 * DAY);
  const third = await thank("ana", "boris");
  await hall.runAt(MONDAY + 29 * DAY + 10 * MINUTE);
  const rows = new Map((await readTable(playground, "thanks")).map(row => [row.id, row.values]));
  expect([first, second, back, third, own].map(id => rows.get(id)?.counted)).toEqual([1, 0, 1, 1, 0]);
  expect(rows.get(own)?.krugSays).toContain("Thanks to oneself do not count");
  const figures = (await readTable(playground, "metrics")).filter(row => row.values.metric === "thanks_given");
  expect(figures.map(row => row.values.value)).toContain(2);
  expect((await hall.runAt(MONDAY + 29 * DAY + 20 * MINUTE)).done).toEqual({});
});
