import { describe, expect, test } from "vitest";
import type { EventCopy } from "../../../../src/core/domain/event.ts";
import type { Link } from "../../../../src/core/domain/link.ts";
import type { Session } from "../../../../src/core/domain/session.ts";
import { HOUR, MINUTE } from "../../../../src/core/domain/values/time.ts";
import { ruleFor } from "../../../../src/core/rules/sync/rule.ts";
import { situationOf } from "../../../../src/core/rules/sync/situation.ts";
import { SESSION_TABLE } from "../../../../src/core/rules/sync/table.ts";
import { aDraft, aLink, anEvent, aPair, aSession, MONDAY, sessionOf } from "../../../world/builders.ts";

const draft = aDraft();
const TEN = draft.startsAt;
const link: Link = aLink(sessionOf(aSession(aPair(["Ana", "Boris"]))), draft);
const event: EventCopy = anEvent(link, draft);
const ended: Link = { ...link, base: { ...link.base, isCancelled: true } };

interface Given {
  status?: Session["status"] | null;
  startsAt?: number;
  link?: Link | null;
  event?: EventCopy | null;
  now?: number;
  key?: string;
}

const ruleOf = ({ status = "planned", startsAt = TEN, now = MONDAY, ...more }: Given) => {
  const sides = { status, startsAt, key: "", link, event, now, ...more };
  return ruleFor(SESSION_TABLE, situationOf(sides)).name;
};

describe("where a session stands", () => {
  test.each<[string, Given]>([
    ["new", { link: null, event: null }],
    ["entered too late", { link: null, event: null, now: TEN }],
    ["never invited to", { link: null, event: null, status: "no_slot" }],
    ["met by themselves", { link: null, key: "meeting:g:0:abc" }],
    ["met by themselves, and gone", { link: null, event: null, key: "meeting:g:-:abc" }],
    ["in the trash, without an event", { link: null, status: null }],
    ["somebody else's, to come", { event: { ...event, isOthers: true } }],
    ["somebody else's, under way", { event: { ...event, isOthers: true }, now: TEN }],
    ["somebody else's, not ours to end", { event: { ...event, isOthers: true }, status: "cancelled" }],
    ["not read yet", { event: null }],
    ["not read yet", { event: null, link: ended, status: "cancelled" }],
    ["to come", {}],
    ["to come", { startsAt: TEN + HOUR }],
    ["to come", { event: { ...event, startsAt: TEN + 24 * HOUR }, now: TEN + HOUR }],
    ["put in the past", { startsAt: TEN - 48 * HOUR, now: TEN - 24 * HOUR }],
    ["under way", { now: TEN }],
    ["dragged into the past", { event: { ...event, startsAt: TEN - HOUR, endsAt: TEN }, now: TEN - MINUTE }],
    [
      "dragged into the past",
      { event: { ...event, startsAt: TEN - HOUR, endsAt: TEN }, startsAt: TEN + HOUR, now: TEN - 1 },
    ],
    ["under way", { event: { ...event, startsAt: TEN - HOUR, endsAt: TEN }, now: TEN }],
    [
      "ended after it began",
      { event: { ...event, startsAt: TEN - HOUR, endsAt: TEN }, status: "cancelled", now: TEN - 1 },
    ],
    ["without a clear time", { event: { ...event, startsAt: null, endsAt: null } }],
    ["without a clear time", { event: { ...event, endsAt: event.startsAt } }],
    ["without a clear time", { event: { ...event, endsAt: TEN + 25 * HOUR } }],
    ["to come", { event: { ...event, endsAt: TEN + 24 * HOUR } }],
    ["cancelled in Notion", { event: { ...event, startsAt: null, endsAt: null }, status: "cancelled" }],
    ["page in the trash", { event: { ...event, endsAt: event.startsAt }, status: null }],
    [
      "put in the past",
      { event: { ...event, endsAt: event.startsAt }, startsAt: TEN - 48 * HOUR, now: TEN - 24 * HOUR },
    ],
    ["made recurring", { event: { ...event, isSeries: true } }],
    ["made recurring", { event: { ...event, isSeries: true }, status: "cancelled" }],
    ["made recurring", { event: { ...event, isSeries: true }, status: null }],
    ["made recurring", { event: { ...event, isSeries: true }, startsAt: TEN + HOUR }],
    ["to come", { event: { ...event, isSeries: true }, link: { ...link, seriesId: "s", originalStart: TEN } }],
    ["held", { status: "met" }],
    ["held", { status: "not_met" }],
    ["held", { status: "unreported" }],
    ["held", { status: "over" }],
    ["cancelled in Notion", { status: "cancelled" }],
    ["cancelled in Notion", { status: "no_slot", now: TEN - MINUTE }],
    ["ended after it began", { status: "cancelled", now: TEN }],
    ["page in the trash", { status: null }],
    ["ended after it began", { status: null, now: TEN }],
    ["deleted in Calendar", { event: { ...event, isCancelled: true } }],
    ["ended on both sides", { event: { ...event, isCancelled: true }, status: "cancelled" }],
    ["ended on both sides", { event: { ...event, isCancelled: true }, status: null }],
    ["stays ended", { event: { ...event, isCancelled: true }, link: ended, status: "cancelled" }],
    ["wished back", { event: { ...event, isCancelled: true }, link: ended }],
    ["wished back on both sides", { event: { ...event, updatedAt: MONDAY + 1 }, link: ended }],
    ["restored in Calendar", { event: { ...event, updatedAt: MONDAY + 1 }, link: ended, status: "cancelled" }],
    ["restored after its time", { event: { ...event, updatedAt: 1 }, link: ended, status: "cancelled", now: TEN }],
    ["restored without a page", { event: { ...event, updatedAt: MONDAY + 1 }, link: ended, status: null }],
    ["wished back too late", { event: { ...event, isCancelled: true }, link: ended, now: TEN }],
  ])("%s: %j", (name, given) => {
    expect(ruleOf(given)).toBe(name);
  });

  test("an all-day event begins when its session was agreed to", () => {
    const allDay = { ...event, startsAt: null, endsAt: null };
    expect(ruleOf({ event: allDay, now: TEN - MINUTE })).toBe("without a clear time");
    expect(ruleOf({ event: allDay, now: TEN })).toBe("under way");
  });
});
