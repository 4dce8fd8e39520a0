import { describe, expect, test } from "vitest";
import type { EventCopy } from "../../../src/core/domain/event.ts";
import type { Link } from "../../../src/core/domain/link.ts";
import type { Series } from "../../../src/core/domain/series.ts";
import { DAY, HOUR } from "../../../src/core/domain/values/time.ts";
import { allDaySeries, isSingleNow, linksToFollow } from "../../../src/core/state/reshaped.ts";
import type { Snapshot } from "../../../src/core/state/snapshot.ts";
import { aDraft, aLink, anEvent, aPair, aSession, sessionOf } from "../../world/builders.ts";

const draft = aDraft();
const FIRST = draft.startsAt;
const WEEK = 7 * DAY;
const plain = aLink(sessionOf(aSession(aPair(["Ana", "Boris"]))), draft);

const linkAt = (start: number): Link => ({
  ...plain,
  sessionId: `s${start}`,
  eventId: `series_${start}`,
  seriesId: "series",
  originalStart: start,
  base: { ...plain.base, startsAt: start, endsAt: start + HOUR },
});
const instance = (start: number | null, more: Partial<EventCopy> = {}): EventCopy => ({
  ...anEvent(plain, draft),
  id: `series_${start}`,
  seriesId: "series",
  originalStart: start,
  startsAt: start,
  endsAt: start === null ? null : start + HOUR,
  ...more,
});
const gone = (start: number) => instance(start, { isCancelled: true });

/** Three weekly meetings and what the calendar says of them. */
function snapshotOf(events: EventCopy[], links = [0, 1, 2].map(week => linkAt(FIRST + week * WEEK))): Snapshot {
  const sessions = Object.fromEntries(links.map(link => [String(link.originalStart), link.sessionId]));
  const base = { title: draft.title, description: "Of the whole", guestEmails: plain.base.guestEmails };
  const series = { id: "series", sessions, isMarked: true, base } as unknown as Series;
  return {
    events: new Map(events.map(event => [event.id, event])),
    links: new Map(links.map(link => [link.sessionId, link])),
    series: new Map([["series", series]]),
  } as unknown as Snapshot;
}

const starts = (shift: number, weeks = [0, 1, 2]) => weeks.map(week => FIRST + week * WEEK + shift);
const followed = (snapshot: Snapshot, now = FIRST - DAY) =>
  linksToFollow(snapshot, now).flatMap(({ links }) => links.map(link => [link.sessionId, link.eventId]));
const each = (shift: number, weeks = [0, 1, 2]) =>
  weeks.map(week => [`s${FIRST + week * WEEK}`, `series_${FIRST + week * WEEK + shift}`]);

describe("a series that people changed as a whole", () => {
  test("and that is as it was is left", () => {
    expect(followed(snapshotOf(starts(0).map(start => instance(start))))).toEqual([]);
  });

  test("moved: each meeting goes on where it is now, and the marks are to be written", () => {
    const snapshot = snapshotOf([...starts(0).map(gone), ...starts(DAY).map(start => instance(start))]);
    expect(followed(snapshot)).toEqual(each(DAY));
    const [found] = linksToFollow(snapshot, FIRST - DAY);
    expect(found?.series.isMarked).toBe(false);
    expect(Object.keys(found?.series.sessions ?? {})).toEqual(starts(DAY).map(String));
  });

  test("moved: whom it put on again is of those Krug invited, and a guest people added is not", () => {
    const [first, ...others] = [0, 1, 2].map(week => linkAt(FIRST + week * WEEK));
    if (first === undefined) throw new Error("no first meeting");
    const [ana = ""] = plain.base.guestEmails;
    const onLeave: Link = { ...first, base: { ...first.base, guestEmails: [ana] } };
    const guests = [...plain.base.guestEmails, "expert@outside.example"].map(
      email => ({ email, reply: "needsAction" }) as const,
    );
    const live = starts(DAY).map(start => instance(start, { guests }));
    const [found] = linksToFollow(snapshotOf([...starts(0).map(gone), ...live], [onLeave, ...others]), FIRST - DAY);
    expect(found?.links[0]?.base.guestEmails).toEqual(plain.base.guestEmails);
  });

  test.each([
    ["moved", [...starts(0).map(gone), ...starts(DAY).map(start => instance(start, { description: "Of the whole" }))]],
    [
      "made to recur no more",
      [
        ...starts(0).map(gone),
        instance(FIRST, { id: "series", seriesId: null, originalStart: null, description: "Of the whole" }),
      ],
    ],
  ])("%s: who was taken off a meeting is invited by the series again, and its text is the series'", (_, events) => {
    const [absent] = plain.base.guestEmails;
    const guestEmails = plain.base.guestEmails.filter(email => email !== absent);
    const first = linkAt(FIRST);
    const links = [{ ...first, base: { ...first.base, guestEmails } }, ...starts(0, [1, 2]).map(linkAt)];
    const [found] = linksToFollow(snapshotOf(events, links), FIRST - DAY);
    expect(found?.links[0]?.base).toMatchObject({
      guestEmails: plain.base.guestEmails,
      description: "Of the whole",
      startsAt: FIRST,
    });
  });

  test("moved: who is on none of its events any more is not taken for invited, and an agenda that is there stays Krug's", () => {
    const [absent] = plain.base.guestEmails;
    const guests = anEvent(plain, draft).guests.filter(guest => guest.email !== absent);
    const live = starts(DAY).map(start => instance(start, { guests }));
    const without = (link: Link) => ({
      ...link,
      base: { ...link.base, guestEmails: guests.map(guest => guest.email) },
    });
    const snapshot = snapshotOf([...starts(0).map(gone), ...live], starts(0).map(linkAt).map(without));
    const [found] = linksToFollow(snapshot, FIRST - DAY);
    expect(found?.links.map(link => link.base.guestEmails)).toEqual(live.map(() => guests.map(guest => guest.email)));
    expect(found?.links[0]?.base.description).toBe(plain.base.description);
  });

  test("moved, with a week more than it had meetings: each goes as far as the first did", () => {
    const extra = FIRST + 3 * WEEK + DAY;
    const live = [...starts(DAY), extra].map(start => instance(start));
    expect(followed(snapshotOf([...starts(0).map(gone), ...live]))).toEqual(each(DAY));
  });

  test("moved once it has begun, over the change of clocks: those held are matched in order too", () => {
    const live = starts(DAY - HOUR).map(start => instance(start));
    expect(followed(snapshotOf([...starts(0).map(gone), ...live]), FIRST + DAY)).toEqual(each(DAY - HOUR));
  });

  test("with meetings that were only deleted: they are not looked for elsewhere", () => {
    expect(followed(snapshotOf(starts(0).map(gone)))).toEqual([]);
    const some = [gone(FIRST), ...starts(0, [1, 2]).map(start => instance(start)), instance(FIRST + 3 * WEEK)];
    expect(followed(snapshotOf(some))).toEqual([]);
  });

  test("made to last all day is known by its instances", () => {
    expect(allDaySeries(snapshotOf(starts(0).map(start => instance(start))))).toEqual(new Set());
    const days = instance(null, { id: "series_20270112" });
    expect(allDaySeries(snapshotOf([...starts(0).map(gone), days]))).toEqual(new Set(["series"]));
    expect(followed(snapshotOf([...starts(0).map(gone), days]))).toEqual([]);
    expect(allDaySeries(snapshotOf([{ ...days, isCancelled: true }]))).toEqual(new Set());
  });

  test("made to recur no more: the meeting that is left is its page's, and its instance again once it recurs", () => {
    const left = instance(FIRST, { id: "series", seriesId: null, originalStart: null });
    const single = snapshotOf([...starts(0).map(gone), left]);
    expect(isSingleNow(single, "series")).toBe(true);
    expect(followed(single)).toEqual([[`s${FIRST}`, "series"]]);
    const links = [{ ...linkAt(FIRST), eventId: "series" }, ...starts(0, [1, 2]).map(linkAt)];
    expect(followed(snapshotOf([left, ...starts(0).map(gone)], links))).toEqual([]);
    const again = snapshotOf([{ ...left, isSeries: true }, ...starts(0).map(start => instance(start))], links);
    expect(isSingleNow(again, "series")).toBe(false);
    expect(followed(again)).toEqual([[`s${FIRST}`, `series_${FIRST}`]]);
  });
});
