import { describe, expect, test } from "vitest";
import { eventIdFor } from "../../src/core/domain/link.ts";
import { Failure, stopsTheRun } from "../../src/core/domain/values/failure.ts";
import { HOUR } from "../../src/core/domain/values/time.ts";
import { eventCopy } from "../../src/google/eventBody.ts";
import { aDraft, anId, at } from "../world/builders.ts";
import { ANA, BORIS, type Google, HOST, OWNER, openGoogle } from "./world.ts";

type FailureKind = Failure["kind"];

const SESSION = anId("session");
const ID = eventIdFor(SESSION, 0);
const OURS = { sessionId: SESSION, baseMark: '{"v":1}' };
const draft = aDraft({ guestEmails: [ANA, BORIS] });
const create = ({ calendar }: Google, number = 0) =>
  calendar.events.create(
    eventIdFor(anId(`session ${number}`), 0),
    { ...OURS, sessionId: anId(`session ${number}`) },
    draft,
  );
const mails = ({ google }: Google) => google.outbox.map(mail => `${mail.kind} ${mail.to}`).sort();
const pagesOf = async <Page>(listing: AsyncIterable<Page>) => {
  const pages: Page[] = [];
  for await (const page of listing) pages.push(page);
  return pages;
};
/** What changed since a token, or everything: of a listing that began anew what it found since. */
const listed = async ({ calendar }: Google, token: string | null) => {
  const pages = await pagesOf(calendar.events.changes(token));
  const last = pages.at(-1);
  const events = pages.flatMap(page => (page.isFull === last?.isFull ? page.events : []));
  return { events, syncToken: last?.syncToken ?? "", isFull: last?.isFull };
};
const failed = (promise: Promise<unknown>): Promise<Failure> =>
  promise.then(
    () => expect.fail("nothing failed"),
    error => {
      expect(error).toBeInstanceOf(Failure);
      return error as Failure;
    },
  );
/** Somebody's own hand on the owner's calendar. */
const byHand = async ({ fetch, google }: Google, method: string, path: string, body?: unknown) =>
  fetch(`${HOST}/calendar/v3/calendars/${encodeURIComponent(OWNER)}${path}`, {
    method,
    headers: { authorization: `Bearer ${google.personToken(OWNER)}`, "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });

describe("a session's event", () => {
  test("has the title, time in its own zone, guests, text and session it was made for, and mails its guests", async () => {
    const world = await openGoogle();
    const event = await world.calendar.events.create(ID, OURS, draft);
    expect(event).toMatchObject({
      id: ID,
      isCancelled: false,
      title: draft.title,
      description: draft.description,
      startsAt: draft.startsAt,
      endsAt: draft.endsAt,
      sessionId: SESSION,
      seriesId: null,
      guests: [
        { email: ANA, reply: "needsAction" },
        { email: BORIS, reply: "needsAction" },
      ],
    });
    const raw = (await (await byHand(world, "GET", `/events/${ID}`)).json()) as Record<string, unknown>;
    expect(raw).toMatchObject({
      visibility: "private",
      guestsCanInviteOthers: false,
      guestsCanModify: true,
      start: { timeZone: "Europe/Berlin" },
    });
    expect(mails(world)).toEqual([`invitation ${ANA}`, `invitation ${BORIS}`]);
    expect((await world.calendar.events.read(ID))?.meetLink).toMatch(/^https:/);
  });

  test("made twice is one event, and everybody is mailed once", async () => {
    const world = await openGoogle();
    const first = await world.calendar.events.create(ID, OURS, draft);
    const second = await world.calendar.events.create(ID, OURS, draft);
    expect(second.etag).toBe((await world.calendar.events.read(ID))?.etag);
    expect(second.id).toBe(first.id);
    expect(mails(world)).toHaveLength(2);
    expect((await listed(world, null)).events).toHaveLength(1);
  });

  test("that was deleted keeps its id taken; the next generation is a new event", async () => {
    const world = await openGoogle();
    const { etag } = await world.calendar.events.create(ID, OURS, draft);
    expect(await world.calendar.events.cancel({ id: ID, etag })).toMatchObject({ id: ID, isCancelled: true });
    expect((await world.calendar.events.create(ID, OURS, draft)).isCancelled).toBe(true);
    const next = await world.calendar.events.create(eventIdFor(SESSION, 1), OURS, draft);
    expect(next.isCancelled).toBe(false);
    expect(mails(world).filter(mail => mail.startsWith("cancellation"))).toHaveLength(2);
  });

  test("that is gone already is as wanted when it is to be cancelled; nobody is mailed again", async () => {
    const world = await openGoogle();
    const { etag } = await world.calendar.events.create(ID, OURS, draft);
    await world.calendar.events.cancel({ id: ID, etag });
    const before = mails(world);
    expect(await world.calendar.events.cancel({ id: ID, etag })).toMatchObject({ isCancelled: true });
    expect(await world.calendar.events.cancel({ id: eventIdFor(SESSION, 7), etag })).toBeNull();
    expect(mails(world)).toEqual(before);
  });

  test("tells the calendar's own events from those that only invite it, and single ones from series", async () => {
    const world = await openGoogle();
    const own = await world.calendar.events.create(ID, OURS, draft);
    expect([own.isOthers, own.isSeries]).toEqual([undefined, undefined]);
    const ana = { authorization: `Bearer ${world.google.personToken(ANA)}`, "content-type": "application/json" };
    await world.fetch(`${HOST}/calendar/v3/calendars/primary/events`, {
      method: "POST",
      headers: ana,
      body: JSON.stringify({
        id: "anasevent",
        start: { dateTime: "2027-01-14T10:00:00Z", timeZone: "UTC" },
        end: { dateTime: "2027-01-14T11:00:00Z", timeZone: "UTC" },
        recurrence: ["RRULE:FREQ=WEEKLY;COUNT=2"],
        attendees: [{ email: ANA }, { email: OWNER }],
      }),
    });
    const theirs = await world.calendar.events.read("anasevent");
    expect(theirs).toMatchObject({ isOthers: true, isSeries: true });
    expect(theirs?.guests.map(guest => guest.email)).toEqual([ANA]);
  });

  test("that somebody changed since it was read is not cancelled over their head", async () => {
    const world = await openGoogle();
    const { etag } = await world.calendar.events.create(ID, OURS, draft);
    await world.calendar.events.change({ id: ID, etag }, { title: "Moved to the garden" }, OURS, false);
    const before = mails(world);
    await expect(world.calendar.events.cancel({ id: ID, etag })).rejects.toMatchObject({
      kind: "changed",
      status: 412,
    });
    expect(await world.calendar.events.read(ID)).toMatchObject({ isCancelled: false });
    expect(mails(world)).toEqual(before);
  });

  test("that never was is null, not an error", async () => {
    const { calendar } = await openGoogle();
    expect(await calendar.events.read(ID)).toBeNull();
  });

  test("is changed only in what is given, silently or with a mail", async () => {
    const world = await openGoogle();
    const event = await world.calendar.events.create(ID, OURS, draft);
    const quiet = await world.calendar.events.change(event, { description: "New" }, OURS, false);
    expect(quiet).toMatchObject({ title: draft.title, description: "New", startsAt: draft.startsAt });
    expect(mails(world)).toHaveLength(2);
    const time = { startsAt: draft.startsAt + HOUR, endsAt: draft.endsAt + HOUR, zone: "Europe/Sofia" };
    const moved = await world.calendar.events.change(
      quiet,
      { time, guests: [{ email: ANA, reply: "needsAction" }] },
      OURS,
      true,
    );
    expect(moved).toMatchObject({ startsAt: time.startsAt, guests: [{ email: ANA }] });
    expect(mails(world).filter(mail => mail === `update ${ANA}`)).toHaveLength(1);
  });

  test("that somebody changed meanwhile is not overwritten: read and decide again", async () => {
    const world = await openGoogle();
    const event = await world.calendar.events.create(ID, OURS, draft);
    await byHand(world, "PATCH", `/events/${ID}`, { summary: "Tea" });
    const failure = await failed(world.calendar.events.change(event, { title: "Coffee" }, OURS, true));
    expect([failure.kind, failure.status]).toEqual(["changed", 412]);
    expect((await world.calendar.events.read(ID))?.title).toBe("Tea");
  });

  test("a copy of it bears what may be missing: stubs, all-day events, rooms, addresses in capitals", () => {
    expect(eventCopy({ id: "x", status: "cancelled" })).toEqual({
      id: "x",
      etag: "",
      isCancelled: true,
      title: "",
      description: "",
      startsAt: null,
      endsAt: null,
      guests: [],
      meetLink: null,
      htmlLink: null,
      updatedAt: 0,
      sessionId: null,
      baseMark: null,
      seriesId: null,
      originalStart: null,
    });
    const copy = eventCopy({
      start: { date: "2027-01-13" },
      attendees: [
        { email: "ANA@Example.org", responseStatus: "accepted" },
        { email: "room@x", resource: true },
        { displayName: "?" },
        { email: "b@x", responseStatus: "odd" },
      ],
    });
    expect(copy).toMatchObject({
      startsAt: null,
      guests: [
        { email: "ana@example.org", reply: "accepted" },
        { email: "b@x", reply: "needsAction" },
      ],
    });
  });
});

describe("what changed on the calendar", () => {
  test("is read to the last page, whose token alone counts", async () => {
    const world = await openGoogle({ listPageLimit: 2 });
    world.google.switches.conferencePending = "immediate";
    for (let number = 0; number < 5; number += 1) await create(world, number);
    const all = await listed(world, null);
    expect([all.events.length, all.isFull]).toEqual([5, true]);
    const pages = world.google.log.entries.filter(one => one.method === "GET" && one.path.endsWith("/events"));
    expect(pages).toHaveLength(3);
    expect(await listed(world, all.syncToken)).toMatchObject({ events: [], isFull: false });
  });

  test("since then: only what changed, deletions included", async () => {
    const world = await openGoogle({ listPageLimit: 2 });
    world.google.switches.conferencePending = "immediate";
    for (let number = 0; number < 3; number += 1) await create(world, number);
    const { syncToken } = await listed(world, null);
    await byHand(world, "PATCH", `/events/${eventIdFor(anId("session 1"), 0)}`, { summary: "Tea" });
    await byHand(world, "DELETE", `/events/${eventIdFor(anId("session 2"), 0)}`);
    const { events } = await listed(world, syncToken);
    expect(events.map(event => [event.title === "Tea", event.isCancelled]).sort()).toEqual([
      [false, true],
      [true, false],
    ]);
  });

  test("a token that has expired leads to the whole list", async () => {
    const world = await openGoogle();
    for (let number = 0; number < 3; number += 1) await create(world, number);
    const { syncToken } = await listed(world, null);
    world.google.expireSyncTokens();
    const again = await listed(world, syncToken);
    expect([again.events.length, again.isFull]).toEqual([3, true]);
    expect(again.syncToken).not.toBe(syncToken);
  });

  test("one that expires in the middle of the pages as well: nothing is missing and nothing twice", async () => {
    const world = await openGoogle({ listPageLimit: 2 });
    const { syncToken } = await listed(world, null);
    for (let number = 0; number < 7; number += 1) await create(world, number);
    const expired = {
      error: {
        code: 410,
        message: "Sync token is no longer valid, a full sync is required.",
        errors: [{ reason: "fullSyncRequired" }],
      },
    };
    world.google.faults.order({
      method: "GET",
      path: "/events$",
      skip: 2,
      fault: { kind: "answer", status: 410, body: expired },
    });
    const { events, isFull } = await listed(world, syncToken);
    expect(isFull).toBe(true);
    expect(new Set(events.map(event => event.id)).size).toBe(7);
    expect(events).toHaveLength(7);
  });

  test("goes on from a page of a listing of everything, and begins anew where that is not known any more", async () => {
    const world = await openGoogle({ listPageLimit: 2 });
    for (let number = 0; number < 5; number += 1) await create(world, number);
    const [first] = await pagesOf(world.calendar.events.changes(null));
    const rest = await pagesOf(world.calendar.events.changes(null, first?.next));
    expect(rest.map(page => page.events.length)).toEqual([2, 1]);
    expect(rest.at(-1)?.syncToken).not.toBeNull();
    const anew = await pagesOf(world.calendar.events.changes(null, "invented"));
    expect(anew.map(page => page.events.length)).toEqual([2, 2, 1]);
  });
});

describe("when people are busy", () => {
  const window = { startsAt: at("2027-01-11T00:00:00Z"), endsAt: at("2027-01-18T00:00:00Z") };

  test("as their calendars say; a calendar that can't be read is unknown, not free", async () => {
    const world = await openGoogle();
    await create(world);
    world.google.switches.unreadableFreeBusy = [BORIS];
    const busy = await world.calendar.freeBusy([OWNER, ANA, BORIS, "nobody@else.example"], window);
    expect(busy.get(OWNER)).toEqual([{ startsAt: draft.startsAt, endsAt: draft.endsAt }]);
    expect(busy.get(ANA)).toEqual([{ startsAt: draft.startsAt, endsAt: draft.endsAt }]);
    expect(busy.get(BORIS)).toBeNull();
    expect(busy.get("nobody@else.example")).toBeNull();
  });

  test.each([
    [0, 0],
    [1, 1],
    [50, 1],
    [51, 2],
    [101, 3],
  ])("%d people are %d questions, and each has an answer", async (count, questions) => {
    const emails = Array.from({ length: count }, (_, index) => `p${index}@example.org`);
    const world = await openGoogle({ accounts: [OWNER, ...emails].map(email => ({ email })) });
    const busy = await world.calendar.freeBusy(emails, window);
    expect([...busy.keys()]).toEqual(emails);
    expect([...busy.values()].every(one => Array.isArray(one) && one.length === 0)).toBe(true);
    expect(world.google.log.entries.filter(one => one.path.endsWith("/freeBusy"))).toHaveLength(questions);
  });
});

describe("a call that failed says what may be done about it", () => {
  const answer = (status: number, reason: string, headers?: Record<string, string>) => ({
    kind: "answer" as const,
    status,
    headers,
    body: { error: { code: status, message: "said Google", errors: [{ domain: "global", reason }] } },
  });
  const READ = { method: "GET", path: "/events/" };
  const WRITE = { method: "POST", path: "/events$" };
  test.each<[string, typeof READ, ReturnType<typeof answer>, FailureKind, number]>([
    [
      "too many questions: come back when it says",
      READ,
      answer(429, "rateLimitExceeded", { "retry-after": "7" }),
      "busy",
      7000,
    ],
    ["too many, without saying when", WRITE, answer(403, "userRateLimitExceeded"), "busy", 20_000],
    ["no more invitations: stop for hours", WRITE, answer(403, "quotaExceeded"), "blocked", 0],
    ["a token that is no good", READ, answer(401, "authError"), "unauthorised", 0],
    ["a scope that is missing", WRITE, answer(403, "insufficientPermissions"), "unauthorised", 0],
    ["a request it does not take", WRITE, answer(400, "invalid"), "rejected", 0],
    ["not the organizer's right", WRITE, answer(403, "forbiddenForNonOrganizer"), "rejected", 0],
    ["no answer to a reading: ask again", READ, answer(503, "backendError"), "busy", 10_000],
    ["no answer to a writing: it may have happened", WRITE, answer(503, "backendError"), "in_doubt", 0],
    ["500 to a writing too", WRITE, answer(500, "backendError"), "in_doubt", 0],
  ])("%s", async (_, order, fault, kind, retryAfterMs) => {
    const world = await openGoogle();
    world.google.faults.order({ ...order, fault });
    const failure = await failed(order === READ ? world.calendar.events.read(ID) : create(world));
    expect([failure.kind, failure.retryAfterMs, failure.service, failure.message]).toEqual([
      kind,
      retryAfterMs,
      "google",
      "said Google",
    ]);
    expect(stopsTheRun(failure)).toBe(["busy", "blocked", "unauthorised"].includes(kind));
  });

  test.each([
    ["before", "reset"],
    ["after", "resetAfter"],
  ] as const)("a line cut %s a writing leaves it in doubt, and a second try makes one event", async (_, kind) => {
    const world = await openGoogle();
    world.google.faults.order({ ...WRITE, fault: { kind } });
    expect((await failed(create(world))).kind).toBe("in_doubt");
    await create(world);
    expect((await listed(world, null)).events).toHaveLength(1);
    expect(mails(world)).toHaveLength(2);
  });

  test("is not repeated behind our back", async () => {
    for (const order of [READ, WRITE]) {
      const world = await openGoogle();
      world.google.faults.order({ ...order, times: 9, fault: answer(503, "backendError") });
      await failed(order === READ ? world.calendar.events.read(ID) : create(world));
      expect(world.google.faults.pending()).toBe(1);
      expect(world.google.log.entries.filter(one => one.status === 503)).toHaveLength(1);
    }
  });

  test("its own quota is told as busy", async () => {
    const world = await openGoogle({ quotas: { calendarPerMinutePerUser: 2 } });
    await world.calendar.events.read(ID);
    await world.calendar.events.read(ID);
    expect((await failed(world.calendar.events.read(ID))).kind).toBe("busy");
  });
});
