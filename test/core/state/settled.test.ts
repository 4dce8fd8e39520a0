import { describe, expect, test } from "vitest";
import type { Session } from "../../../src/core/domain/session.ts";
import { DAY } from "../../../src/core/domain/values/time.ts";
import { settlesAt } from "../../../src/core/state/settled.ts";
import {
  aDraft,
  aLink,
  anEvent,
  aPair,
  aProgramme,
  aSession,
  at,
  programmeOf,
  sessionOf,
} from "../../world/builders.ts";

/** Pairs anew each week from Monday 11 January on, in Berlin. */
const weekly = programmeOf(aProgramme({ roundWeeks: 1, end: null }));
const lasting = programmeOf(aProgramme({ roundWeeks: 12, end: null }));
const held = sessionOf(aSession(aPair(["Ana", "Boris"]), { status: "met" }));
const draft = aDraft();
const link = aLink(held, draft);
const event = anEvent(link, draft);
const ENDED = at("2027-01-13T09:45:00Z");
const EIGHT_WEEKS = 56 * DAY;

function settles(more: Partial<Session>, of: Partial<Parameters<typeof settlesAt.session>[0]> = {}) {
  return settlesAt.session({ session: { ...held, ...more }, programme: weekly, event, link, ...of });
}

describe("a session is settled", () => {
  test("once two more rounds are over, for who has gone quiet is seen by them", () => {
    expect(settles({})).toBe(at("2027-02-01T00:00:00+01:00"));
  });

  test("in long rounds eight weeks after it, for so far they are looked back on", () => {
    expect(settles({}, { programme: lasting })).toBe(held.startsAt! + EIGHT_WEEKS);
  });

  test("not before a week to say how it was and a week to be reminded, however short the rounds", () => {
    const late = { startsAt: at("2027-01-31T22:00:00Z"), endsAt: at("2027-01-31T23:30:00Z") };
    expect(settles({ ...held, ...late }, { event: null, link: null })).toBe(late.endsAt + 14 * DAY);
  });

  test("eight weeks after it where its programme was over before", () => {
    const over = programmeOf(aProgramme({ roundWeeks: 1, end: { start: "2027-01-12", end: null } }));
    expect(settles({}, { programme: over })).toBe(held.startsAt! + EIGHT_WEEKS);
  });

  test("eight weeks after its end where nobody knows yet whether it took place", () => {
    expect(settles({ status: "planned" })).toBe(ENDED + EIGHT_WEEKS);
  });

  test.each([
    ["its event was moved and its page was not", { event: { ...event, endsAt: ENDED + 7 * DAY } }, ENDED + 7 * DAY],
    ["its page says another time than its event", { session: { ...held, startsAt: held.startsAt! - DAY } }, ENDED],
    ["its event was called off and its page was not", { event: { ...event, isCancelled: true } }, ENDED],
  ])("eight weeks after the last of its ends where %s", (_, of, end) => {
    expect(settles({}, of)).toBe(end + EIGHT_WEEKS);
  });

  test("as any other where it was called off on both sides", () => {
    const off = {
      event: { ...event, isCancelled: true },
      link: { ...link, base: { ...link.base, isCancelled: true } },
    };
    expect(settles({ status: "cancelled" }, off)).toBe(at("2027-02-01T00:00:00+01:00"));
  });

  test("never while it has no time", () => {
    expect(settles({ startsAt: null, endsAt: null, status: "no_slot" }, { event: null, link: null })).toBeNull();
  });
});

describe("a group is settled", () => {
  const group = { round: 0, status: "ended" as const };
  const editedAt = at("2027-01-18T06:00:00Z");

  test("with its last session, and not before the round after it is over", () => {
    const last = at("2027-02-01T00:00:00+01:00");
    expect(settlesAt.group({ group, programme: weekly, sessions: [last - DAY, last], editedAt })).toBe(last);
    expect(settlesAt.group({ group, programme: weekly, sessions: [], editedAt })).toBe(at("2027-01-25T00:00:00+01:00"));
  });

  test("not while one of its sessions is not", () => {
    expect(settlesAt.group({ group, programme: weekly, sessions: [0, null], editedAt })).toBeNull();
  });

  test("eight weeks later where nobody ended it", () => {
    const left = { ...group, status: "active" as const };
    const over = at("2027-01-25T00:00:00+01:00");
    expect(settlesAt.group({ group: left, programme: weekly, sessions: [], editedAt })).toBe(over + EIGHT_WEEKS);
  });

  test("of no round only once it was ended", () => {
    const byHand = { round: null, status: "ended" as const };
    expect(settlesAt.group({ group: byHand, programme: weekly, sessions: [], editedAt })).toBe(editedAt + EIGHT_WEEKS);
    const meets = { round: null, status: "active" as const };
    expect(settlesAt.group({ group: meets, programme: weekly, sessions: [], editedAt })).toBeNull();
  });
});

describe("a goal is settled", () => {
  test.each(["done", "dropped"] as const)("eight weeks after it was %s", status => {
    expect(settlesAt.goal({ goal: { status }, editedAt: ENDED })).toBe(ENDED + EIGHT_WEEKS);
  });

  test("not while somebody is after it, however late", () => {
    expect(settlesAt.goal({ goal: { status: "doing" }, editedAt: 0 })).toBeNull();
  });
});

describe("a question is settled", () => {
  const question = { isResolved: true, resolvedAt: ENDED, createdAt: ENDED - DAY, waitsSince: null, takenAt: null };

  test("eight weeks after it was resolved, and not before the sessions about it", () => {
    expect(settlesAt.question({ question, sessions: [] })).toBe(ENDED + EIGHT_WEEKS);
    expect(settlesAt.question({ question, sessions: [ENDED + 90 * DAY] })).toBe(ENDED + 90 * DAY);
    expect(settlesAt.question({ question, sessions: [null] })).toBeNull();
  });

  test("not while it is open, and not before Krug wrote when it was resolved", () => {
    expect(settlesAt.question({ question: { ...question, isResolved: false }, sessions: [] })).toBeNull();
    expect(settlesAt.question({ question: { ...question, resolvedAt: null }, sessions: [] })).toBeNull();
  });
});

test("a class is settled eight weeks after its last end, by its page or its event", () => {
  expect(settlesAt.gathering({ gathering: { endsAt: ENDED }, event: null })).toBe(ENDED + EIGHT_WEEKS);
  const later = { ...event, endsAt: ENDED + DAY };
  expect(settlesAt.gathering({ gathering: { endsAt: ENDED }, event: later })).toBe(ENDED + DAY + EIGHT_WEEKS);
  const off = { ...later, isCancelled: true };
  expect(settlesAt.gathering({ gathering: { endsAt: ENDED }, event: off })).toBe(ENDED + EIGHT_WEEKS);
});

describe("an answer is settled", () => {
  const answer = { submittedAt: ENDED, isHeldTo: true, programme: weekly };

  test("with the session it is about, two weeks after it was given at the soonest", () => {
    expect(settlesAt.answer({ ...answer, kind: "feedback", session: ENDED + 30 * DAY })).toBe(ENDED + 30 * DAY);
    expect(settlesAt.answer({ ...answer, kind: "feedback", session: 0 })).toBe(ENDED + 14 * DAY);
    expect(settlesAt.answer({ ...answer, kind: "feedback", session: null })).toBeNull();
  });

  test("about no session eight weeks later", () => {
    expect(settlesAt.answer({ ...answer, kind: "feedback" })).toBe(ENDED + EIGHT_WEEKS);
  });

  test("of what people need, can or want only once another is held to, or the programme is over", () => {
    expect(settlesAt.answer({ ...answer, kind: "needs" })).toBeNull();
    expect(settlesAt.answer({ ...answer, kind: "needs", isHeldTo: false })).toBe(ENDED + EIGHT_WEEKS);
    const ending = programmeOf(aProgramme({ end: { start: "2027-04-04", end: null } }));
    const over = at("2027-04-05T00:00:00+02:00");
    expect(settlesAt.answer({ ...answer, kind: "standing", programme: ending })).toBe(over + EIGHT_WEEKS);
  });
});

test("a survey's page is settled eight weeks after it closed, and never where it has no end", () => {
  expect(settlesAt.survey({ closesAt: ENDED })).toBe(ENDED + EIGHT_WEEKS);
  expect(settlesAt.survey({ closesAt: null })).toBeNull();
});

test("a digest and a row of Metrics are settled eight weeks after their stretch", () => {
  expect(settlesAt.figures({ to: ENDED })).toBe(ENDED + EIGHT_WEEKS);
});
