import { describe, expect, test } from "vitest";
import type { EventCopy } from "../../../../src/core/domain/event.ts";
import type { Link } from "../../../../src/core/domain/link.ts";
import type { Row } from "../../../../src/core/domain/values/row.ts";
import { HOUR } from "../../../../src/core/domain/values/time.ts";
import { isPeoples, meetingKey, meetingLink, parseMeetingKey } from "../../../../src/core/rules/sync/meeting.ts";
import { anEvent, sessionOf } from "../../../world/builders.ts";

import {
  ANA,
  BORIS,
  carriedOut,
  decide,
  draftOf,
  edited,
  inCalendar,
  inStep,
  kinds,
  movedBy,
  only,
  replied,
  type Sides,
  TEN,
  whenMovedBy,
} from "./sides.ts";

describe("a meeting that people made", () => {
  const theirs: Link = { ...inStep().link!, eventId: "abc123" };
  const meeting = (more: Partial<EventCopy> = {}): Sides => {
    const page = { ...inStep().page, values: { ...inStep().page.values, key: "meeting:g:0:abc123" } };
    const event = anEvent(theirs, draftOf(inStep()), {
      sessionId: null,
      title: "Coffee",
      description: "At the corner",
      guests: replied("accepted", "declined"),
      ...more,
    });
    return {
      page: { ...page, values: { ...page.values, title: event.title } },
      event,
      link: null,
      guests: [],
      agenda: "",
    };
  };
  const linked = (more: Partial<EventCopy> = {}): Sides => carriedOut(meeting(more), decide(meeting(more)));

  test("belongs to its page from then on: nobody is mailed, nothing is written", () => {
    const commands = decide(meeting());
    expect(kinds(commands)).toEqual(["save_link"]);
    expect(only(commands, "save_link")[0]?.link).toMatchObject({
      eventId: "abc123",
      base: { title: "Coffee", startsAt: TEN, guestEmails: [], description: "" },
    });
    expect(decide(linked())).toEqual([]);
  });

  test("without a title of its own keeps none: the page's is no change", () => {
    const sides = meeting({ title: "" });
    const named = edited(sides, { title: "Ana, Boris" });
    expect(decide(carriedOut(named, decide(named)))).toEqual([]);
  });

  test("is not invited to while its event is not read, nor once it is gone", () => {
    expect(decide({ ...meeting(), event: null })).toEqual([]);
    expect(decide(meeting({ isCancelled: true }))).toEqual([]);
  });

  test("moves and is renamed in either direction, like any session", () => {
    expect(kinds(decide(inCalendar(linked(), movedBy(HOUR))))).toEqual(["update_page"]);
    const commands = decide(edited(linked(), { when: whenMovedBy(HOUR) }));
    expect(kinds(commands)).toEqual(["change_event"]);
    expect(only(commands, "change_event")[0]?.mailed).toEqual([ANA, BORIS]);
  });

  test("is cancelled with its page, and its page with it", () => {
    expect(kinds(decide(edited(linked(), { status: "cancelled" })))).toEqual(["cancel_event"]);
    expect(kinds(decide(inCalendar(linked(), { isCancelled: true })))).toEqual(["update_page", "comment"]);
  });
});

describe("somebody else's event that only invites the programme's calendar", () => {
  const others = (more: Partial<EventCopy> = {}): Sides => inCalendar(inStep(), { isOthers: true, ...more });

  test("is never written, whatever happens on the page", () => {
    const edits: Row["values"][] = [{ title: "Tea" }, { when: whenMovedBy(HOUR) }, { status: "cancelled" }];
    for (const values of edits) expect(decide(edited(others(), values))).toEqual([]);
    expect(decide({ ...others(), guests: [ANA], agenda: "New agenda" })).toEqual([]);
  });

  test("is followed: its new time and title stand on the page, and a comment keeps what gave way", () => {
    const sides = edited(others({ ...movedBy(HOUR), title: "Coffee" }), { title: "Tea" });
    const commands = decide(sides);
    expect(kinds(commands)).toEqual(["comment", "update_page"]);
    expect(only(commands, "update_page")[0]?.values).toEqual({ title: "Coffee", when: whenMovedBy(HOUR) });
    expect(only(commands, "comment")[0]?.text).toContain("Tea");
    expect(decide(carriedOut(sides, commands))).toEqual([]);
  });

  test("keeps apart what changed on one side each: the page's own name stays, the event's time is taken over", () => {
    const sides = edited(others(movedBy(HOUR)), { title: "Tea" });
    const commands = decide(sides);
    expect(only(commands, "update_page")[0]?.values).toEqual({ when: whenMovedBy(HOUR) });
    const after = carriedOut(sides, commands);
    expect(after.page.values.title).toBe("Tea");
    expect(decide(after)).toEqual([]);
  });

  test("deleted by its organizer, its page is cancelled", () => {
    expect(kinds(decide(others({ isCancelled: true })))).toEqual(["update_page", "comment"]);
  });
});

describe("the page of a meeting that people made names its event", () => {
  test.each([
    [
      "one of its round's sessions",
      { groupId: "g-1", number: 12, eventId: "abc:123_20270113" },
      "meeting:g-1:12:abc:123_20270113",
    ],
    ["one more", { groupId: "g-1", number: null, eventId: "abc" }, "meeting:g-1:-:abc"],
  ])("%s", (_, named, key) => {
    expect(meetingKey(named)).toBe(key);
    expect(parseMeetingKey(key)).toEqual(named);
  });

  test.each([
    "",
    "session:g:0",
    "my meeting:g:0:abc",
    "meeting:g:x:abc",
    "meeting::0:abc",
    "meeting:g:0:",
    "meeting:g:0:abc\nabc",
  ])("%j is the key of none", key => {
    expect(parseMeetingKey(key)).toBeNull();
  });
});

test("a meeting is the people's own unless Krug made its event or the series it is in", () => {
  const krugs = inStep().link!;
  expect(isPeoples(krugs)).toBe(false);
  expect(isPeoples({ ...krugs, eventId: "abc123" })).toBe(true);
  expect(isPeoples({ ...krugs, eventId: `copy-of-${krugs.eventId}` })).toBe(true);
  expect(isPeoples({ ...krugs, eventId: "krug0" })).toBe(true);
  expect(isPeoples({ ...krugs, eventId: "abc123", seriesId: "krugs" })).toBe(false);
});

test("a meeting without a time of its own is agreed on at its page's, and is never offered at another", () => {
  const { page, event, link } = inStep();
  const allDay = { ...event!, startsAt: null, endsAt: null };
  const session = sessionOf(page);
  expect(meetingLink(session, allDay)).toMatchObject({
    base: { startsAt: session.startsAt, endsAt: session.endsAt },
    wasReoffered: true,
  });
  expect(meetingLink({ ...session, endsAt: null }, allDay).base.endsAt).toBe(session.startsAt);
  const moved = { ...event!, ...movedBy(HOUR) };
  expect(meetingLink(session, moved).base).toMatchObject(movedBy(HOUR));
  expect(link!.wasReoffered).toBe(false);
});
