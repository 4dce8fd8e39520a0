import { describe, expect, test } from "vitest";
import type { PlainValue, Row } from "../../../../src/core/domain/values/row.ts";
import { DAY, MINUTE } from "../../../../src/core/domain/values/time.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { settledPages } from "../../../../src/core/state/settled/pages.ts";
import {
  aDraft,
  aGathering,
  aGoal,
  aLink,
  anEvent,
  anId,
  aPage,
  aPerson,
  aProgramme,
  aSession,
  aSnapshot,
  aThanks,
  at,
  MONDAY,
  on,
  sessionOf,
} from "../../../world/builders.ts";

const WEEK = 7 * DAY;
const PEOPLE = [aProgramme({ feedbackOnly: false }), aPerson("Ana"), aPerson("Boris"), aPerson("Hana")];

function settled(rows: readonly Row[], now: number, more: Partial<Mirror> = {}, open: readonly string[] = []) {
  const isOpen = (id: string) => open.includes(id);
  return settledPages(aSnapshot([...PEOPLE, ...rows], more), now, isOpen).map(({ id }) => id);
}

describe("a goal", () => {
  const done = (more: Record<string, PlainValue> = {}) => aGoal("Ana", { status: "done", ...more });
  const LATER = MONDAY + 8 * WEEK;

  test("is settled eight weeks after it was done or dropped, and edited last", () => {
    expect(settled([done()], LATER)).toEqual([done().id]);
    expect(settled([done({ status: "dropped" })], LATER)).toEqual([done().id]);
    expect(settled([done()], LATER - 1)).toEqual([]);
    expect(settled([{ ...done(), editedAt: MONDAY + 1 }], LATER)).toEqual([]);
  });

  test("lives as long as it is open, however old", () => {
    expect(settled([done({ status: "doing" }), aGoal("Boris", { status: "todo" })], LATER + 500 * DAY)).toEqual([]);
  });

  test("lives while something is told on its page, or waits to be carried out on it", () => {
    expect(settled([done({ owner: [anId("nobody")] })], LATER)).toEqual([]);
    expect(settled([{ ...done(), unread: { status: "missing" } }], LATER)).toEqual([]);
    expect(settled([{ ...done(), absence: "moved" }], LATER)).toEqual([]);
    expect(settled([done()], LATER, {}, [done().id])).toEqual([]);
  });

  test("lives beside a copy that nobody has touched", () => {
    const copy = { ...done(), id: anId("copy"), createdAt: LATER, editedAt: LATER, createdBy: "person" as const };
    expect(settled([done(), copy], LATER)).toEqual([]);
    const other = { ...copy, values: { ...copy.values, measure: "Otherwise" } };
    expect(settled([done(), other], LATER)).toEqual([done().id]);
  });

  test("is settled with what was acted on about it", () => {
    const act = { cause: `congratulate:${done().id}`, said: "told", at: MONDAY };
    const [page] = settledPages(aSnapshot([...PEOPLE, done()], { actedOn: [act] }), LATER, () => false);
    expect(page?.causes).toEqual([act.cause]);
  });
});

describe("a thank-you", () => {
  const given = (days: number, from = "Ana", to = "Boris", counted: number | null = 1) =>
    aThanks(from, to, MONDAY + days * DAY, { counted });
  const ids = (...rows: Row[]) => rows.map(({ id }) => id).sort();

  test("is settled eight weeks after it was given, once it was counted", () => {
    expect(settled([given(0)], MONDAY + 8 * WEEK)).toEqual(ids(given(0)));
    expect(settled([given(0)], MONDAY + 8 * WEEK - 1)).toEqual([]);
    expect(settled([given(0, "Ana", "Boris", null)], MONDAY + 9 * WEEK)).toEqual([]);
  });

  test("lives while another one between the same two may not count because of it", () => {
    const now = MONDAY + 8 * WEEK + 10 * DAY;
    expect(settled([given(0), given(27)], now)).toEqual([]);
    expect(settled([given(0), given(28)], now)).toEqual(ids(given(0)));
    expect(settled([given(0), given(27, "Boris", "Ana")], now)).toEqual(ids(given(0)));
    expect(settled([given(0), given(27)], now + 30 * DAY).sort()).toEqual(ids(given(0), given(27)));
  });

  test("lives while one of long ago lives after it, by which a later one may count", () => {
    const open = given(20);
    expect(settled([given(0), open, given(40)], MONDAY + 12 * WEEK, {}, [open.id])).toEqual([]);
  });
});

describe("a webinar or class", () => {
  const ENDED = at("2027-01-13T10:30:00Z");
  const LATER = ENDED + 104 * DAY;
  const page = (more: Record<string, PlainValue> = {}) => aGathering(more);

  /** With an event that says what the page says, but for what is given. */
  function withEvent(row: Row, more: { isCancelled?: boolean; isOff?: boolean } = {}): Partial<Mirror> {
    const session = { ...sessionOf(aSession(aPage("groups", anId("group"), {}))), id: row.id };
    const times = { startsAt: ENDED - 90 * MINUTE, endsAt: ENDED };
    const link = aLink(session, aDraft(times), { base: { isCancelled: more.isOff ?? false } as never });
    const of = { ...link, base: { ...link.base, ...times, isCancelled: more.isOff ?? false } };
    const event = anEvent(of, aDraft(times), { isCancelled: more.isCancelled ?? false, updatedAt: ENDED });
    return { links: [of], events: [event] };
  }

  test("is settled fifteen weeks after it ended, with its event and the addresses of who was invited", () => {
    const mirror = withEvent(page());
    expect(settled([page()], LATER - 1, mirror)).toEqual([]);
    const [one] = settledPages(aSnapshot([...PEOPLE, page()], mirror), LATER, () => false);
    expect(one).toMatchObject({ id: page().id, isLinked: true, eventIds: [mirror.events?.[0]?.id] });
    expect(one?.addresses.map(({ email }) => email)).toContain(mirror.links?.[0]?.base.guestEmails[0]);
  });

  test("is settled without an event too, and called off on both sides", () => {
    expect(settled([page()], LATER)).toEqual([page().id]);
    const off = page({ status: "cancelled" });
    expect(settled([off], LATER, withEvent(off, { isCancelled: true, isOff: true }))).toEqual([off.id]);
  });

  test("lives while page and event don't say the same", () => {
    expect(settled([page()], LATER, withEvent(page(), { isCancelled: true }))).toEqual([]);
    const moved = page({ when: on("2027-01-13T08:00:00Z", "2027-01-13T09:30:00Z") });
    expect(settled([moved], LATER, withEvent(moved))).toEqual([]);
  });

  test("lives three weeks after its page was edited or its event changed", () => {
    expect(settled([{ ...page(), editedAt: LATER - 20 * DAY }], LATER)).toEqual([]);
    const mirror = withEvent(page());
    const events = mirror.events?.map(event => ({ ...event, updatedAt: LATER - 20 * DAY }));
    expect(settled([page()], LATER, { ...mirror, events })).toEqual([]);
  });

  test("lives beside another page of that name and time", () => {
    const like = { ...aGathering({}, "like"), createdAt: MONDAY + 1 };
    expect(settled([page(), like], LATER)).toEqual([]);
  });
});

describe("what Krug keeps by itself", () => {
  const figure = (lastDay: string) =>
    aPage("metrics", anId("row"), { key: "points/held_rate/0", period: on("2027-01-11", lastDay), value: 1 });
  const survey = (number: number) => {
    const key = `${anId("programme")}/self_assessment/${number}`;
    return aPage("surveys", anId(key), { key, kind: "self_assessment" });
  };

  test("a row of Metrics is settled four weeks after its period, written three weeks ago", () => {
    const row = figure("2027-02-07");
    expect(settled([row], at("2027-03-07T00:00:00Z"))).toEqual([row.id]);
    expect(settled([row], at("2027-03-06T23:00:00Z"))).toEqual([]);
    const late = { ...row, editedAt: at("2027-02-20T00:00:00Z") };
    expect(settled([late], at("2027-03-12T00:00:00Z"))).toEqual([]);
    expect(settled([late], at("2027-03-13T00:00:00Z"))).toEqual([row.id]);
  });

  test("a survey is settled eight weeks after it closed, and none that goes on", () => {
    const feedback = aPage("surveys", anId("feedback"), { key: `${anId("programme")}/feedback/1` });
    const rows = [survey(0), survey(1), feedback];
    expect(settled(rows, at("2027-03-21T22:59:00Z"))).toEqual([]);
    expect(settled(rows, at("2027-03-22T00:00:00Z"))).toEqual([survey(0).id]);
  });

  test("a digest is settled three weeks after it was written", () => {
    const digest = aPage("digests", anId("digest"), { key: "digest:programme:2027-01" });
    expect(settled([digest], MONDAY + 3 * WEEK)).toEqual([digest.id]);
    expect(settled([digest], MONDAY + 3 * WEEK - 1)).toEqual([]);
  });

  test("one lives whose key another page carries", () => {
    const row = figure("2027-02-07");
    expect(settled([row, { ...row, id: anId("copy"), createdBy: "person" }], at("2027-05-01T00:00:00Z"))).toEqual([]);
  });
});
