import { describe, expect, test } from "vitest";
import type { EventCopy } from "../../../../src/core/domain/event.ts";
import { DAY, HOUR, MINUTE } from "../../../../src/core/domain/values/time.ts";
import { meetingTime, oddEvent, oddityOf } from "../../../../src/core/rules/sync/eventTime.ts";
import { MONDAY } from "../../../world/builders.ts";
import { inCalendar, inStep, movedBy, TEN } from "./sides.ts";

const FAR = Date.parse("9999-12-30T10:00:00Z");
const link = inStep().link!;
const event = (more: Partial<EventCopy>) => inCalendar(inStep(), more).event!;

describe("an event's time that page and event can't agree on", () => {
  const oddity = (more: Partial<EventCopy>, now = MONDAY, source: "sessions" | "gatherings" = "sessions") =>
    oddityOf(link, event(more), source, now);

  test.each<[string, Partial<EventCopy>, string | null]>([
    ["as agreed", {}, null],
    ["a whole day", { startsAt: null, endsAt: null }, "all_day"],
    ["without a beginning", { startsAt: null }, "all_day"],
    ["without an end", { endsAt: null }, "all_day"],
    ["a year nobody means", { startsAt: FAR, endsAt: FAR + HOUR }, "far"],
    ["an end nobody means", { endsAt: FAR }, "far"],
    ["no time at all", { endsAt: TEN }, "no_length"],
    ["an end before its beginning", { endsAt: TEN - HOUR }, "no_length"],
    ["a day long", { endsAt: TEN + DAY }, null],
    ["longer than a day", { endsAt: TEN + DAY + MINUTE }, "too_long"],
    ["made to recur", { isSeries: true }, "recurring"],
    ["dragged to a time gone by", movedBy(-30 * DAY), "gone_by"],
    ["dragged to this moment", { startsAt: MONDAY, endsAt: MONDAY + HOUR }, "gone_by"],
    ["dragged to a moment from now", { startsAt: MONDAY + 1, endsAt: MONDAY + HOUR }, null],
  ])("%s", (_, more, why) => {
    expect(oddity(more)).toBe(why);
  });

  test("is nobody's matter any more once the agreed one has come, but for an event that recurs", () => {
    expect(oddity({ startsAt: null, endsAt: null }, TEN)).toBeNull();
    expect(oddity({ startsAt: null, endsAt: null }, TEN - 1)).toBe("all_day");
    expect(oddity({ isSeries: true }, TEN)).toBe("recurring");
  });

  test("is longer than a fortnight for a webinar or class", () => {
    expect(oddity({ endsAt: TEN + 14 * DAY }, MONDAY, "gatherings")).toBeNull();
    expect(oddity({ endsAt: TEN + 14 * DAY + MINUTE }, MONDAY, "gatherings")).toBe("too_long");
  });

  test("is told on its page, a gathering's as such", () => {
    expect(oddEvent("no_length", { startsAt: TEN }, "sessions")).toEqual({
      code: "event_odd",
      why: "no_length",
      startsAt: TEN,
    });
    expect(oddEvent("all_day", { startsAt: null }, "gatherings")).toEqual({
      code: "event_odd",
      why: "all_day",
      startsAt: null,
      source: "gatherings",
    });
  });
});

test.each<[string, Partial<EventCopy>]>([
  ["without a beginning", { startsAt: null }],
  ["without an end", { endsAt: null }],
  ["that ends as it begins", { endsAt: TEN }],
  ["that begins in a year nobody means", { startsAt: FAR, endsAt: FAR + HOUR }],
  ["that begins before any year people mean", { startsAt: -FAR, endsAt: -FAR + HOUR }],
])("an event %s names no time to meet at", (_, more) => {
  expect(meetingTime(event(more), "sessions")).toBeNull();
});
