import { describe, expect, test } from "vitest";
import type { Command } from "../../../../src/core/domain/command.ts";
import { sessionCode } from "../../../../src/core/domain/session.ts";
import type { Row } from "../../../../src/core/domain/values/row.ts";
import { DAY } from "../../../../src/core/domain/values/time.ts";
import { factsOf } from "../../../../src/core/plan/figures/gather.ts";
import { insightsOf } from "../../../../src/core/plan/insights/fromFigures.ts";
import { ABOUT_NOTHING } from "../../../../src/core/rules/insights/insight.ts";
import type { KeptInsight } from "../../../../src/core/rules/insights/settling.ts";
import { questionId } from "../../../../src/core/rules/surveys/form.ts";
import { changesAsked } from "../../../../src/core/state/letters.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { type Snapshot, snapshotOf } from "../../../../src/core/state/snapshot.ts";
import {
  aMirror,
  anId,
  aPair,
  aPerson,
  aProgramme,
  applied,
  aSession,
  at,
  decided,
  MONDAY,
} from "../../../world/builders.ts";

const NAMES = ["Ana", "Boris", "Carla", "Dan", "Eva", "Fay"];
const PAIR = aPair(["Ana", "Boris"]);
/** Held on Wednesday 13 January. */
const HELD = aSession(PAIR, { status: "met", came: [anId("Ana"), anId("Boris")], feedback: "https://forms.test/x" });
const FORM = {
  programmeId: anId("programme"),
  kind: "feedback" as const,
  formId: "feedback",
  responderUri: "https://forms.test/feedback",
  skills: [],
  written: null,
  look: null,
  replaces: null,
};
const said = (name: string, useful: number) => ({
  programmeId: anId("programme"),
  kind: "feedback" as const,
  response: {
    responseId: name,
    submittedAt: at("2027-01-13T12:00:00Z"),
    email: `${name.toLowerCase()}@example.org`,
    answers: {
      [questionId("code")]: [sessionCode(HELD.id)],
      [questionId("met")]: ["Yes, everyone came"],
      [questionId("useful")]: [String(useful)],
    },
  },
});
const ONE_SIDED: KeptInsight = {
  id: "one_sided_feedback",
  key: "one sided",
  programmeId: anId("programme"),
  evidence: { figures: [], n: 9, count: 4, from: 0, to: 1 },
  about: ABOUT_NOTHING,
  action: { kind: "remind_feedback" },
  state: "open",
  since: MONDAY,
  goneAt: null,
  toldAt: null,
};
const world = (more: Partial<Mirror> = {}, use = "act", extra: readonly Row[] = []) =>
  aMirror([aProgramme({ insights: use, roundWeeks: 4 }), ...NAMES.map(name => aPerson(name)), PAIR, HELD, ...extra], {
    forms: [FORM],
    ...more,
  });
const programmeIn = (snapshot: Snapshot) => {
  const [programme] = snapshot.programmes;
  if (programme === undefined) throw new Error("no programme");
  return programme;
};
const lettersTo = (commands: readonly Command[]) =>
  commands.flatMap(command => (command.kind === "send_letter" ? [command.draft] : []));

describe("the side that gave no feedback", () => {
  const reminders = (mirror: Mirror, day: string) =>
    lettersTo(decided(mirror, at(`${day}T12:00:00Z`))).filter(({ title }) => title.includes("one minute of feedback"));
  const one = { insights: [ONE_SIDED], responses: [said("Ana", 4)] };

  test("is reminded, it alone, from two days after for a week, with its link and no word of the other side", () => {
    const [letter, ...others] = reminders(world(one), "2027-01-16");
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ email: "boris@example.org", description: expect.stringContaining("forms.test") });
    expect(letter?.description).not.toMatch(/Ana has|answered|said/);
    expect(reminders(world(one), "2027-01-14")).toEqual([]);
    expect(reminders(world(one), "2027-01-21")).toEqual([]);
  });

  test("is left in peace where nobody or both answered, feedback is not one-sided, or Krug is only to suggest", () => {
    expect(reminders(world({ ...one, responses: [] }), "2027-01-16")).toEqual([]);
    expect(reminders(world({ ...one, responses: [said("Ana", 4), said("Boris", 5)] }), "2027-01-16")).toEqual([]);
    expect(reminders(world({ ...one, insights: [] }), "2027-01-16")).toEqual([]);
    expect(reminders(world(one, "suggest"), "2027-01-16")).toEqual([]);
  });

  test("gets one letter of it, never a second", () => {
    const now = at("2027-01-16T12:00:00Z");
    const commands = decided(world(one), now);
    expect(lettersTo(commands).map(({ email, title }) => [email, title])).toEqual([
      ["boris@example.org", "Pairs: one minute of feedback"],
    ]);
    expect(lettersTo(decided(applied(world(one), commands), now + DAY))).toEqual([]);
  });
});

describe("who gave a low rating", () => {
  // The round of four weeks ends with 7 February.
  const now = at("2027-02-03T12:00:00Z");
  const low = { responses: [said("Ana", 1), said("Boris", 5)] };

  test("is offered others to be with, in the round's last week, in words that give no reason", () => {
    const commands = decided(world(low), now);
    const letters = lettersTo(commands).filter(({ title }) => title === "Pairs: the next round");
    expect(letters.map(({ email }) => email)).toEqual(["ana@example.org"]);
    expect(letters[0]?.description).toContain("no reason is needed");
    expect(letters[0]?.description).not.toMatch(/rating|useful|feedback|low|Boris/i);
  });

  test("nobody else can tell: all pages, comments and invitations, and all insights, are as if the rating were high", () => {
    const others = (mirror: Mirror) => decided(mirror, now).filter(command => command.kind !== "send_letter");
    const high = { responses: [said("Ana", 5), said("Boris", 5)] };
    expect(others(world(low))).toEqual(others(world(high)));
    const told = (mirror: Mirror) => {
      const snapshot = snapshotOf(mirror);
      const programme = programmeIn(snapshot);
      const facts = factsOf(snapshot, programme, { goals: [], people: [] }, now);
      return insightsOf({ programme, snapshot, facts, now, isOpen: () => false });
    };
    expect(told(world(low))).toEqual(told(world(high)));
  });

  test("is with somebody else in the next round once they said yes, and as it comes where they did not", () => {
    const sent = applied(world(low), decided(world(low), now));
    const answered = (reply: "accepted" | "declined"): Mirror => ({
      ...sent,
      events: sent.events.map(event => ({ ...event, guests: event.guests.map(guest => ({ ...guest, reply })) })),
    });
    const asked = (mirror: Mirror) => changesAsked(snapshotOf(mirror), programmeIn(snapshotOf(mirror)), 1);
    expect(asked(answered("accepted"))).toEqual([[anId("Ana"), anId("Boris")]]);
    expect(asked(answered("declined"))).toEqual([]);
  });

  test("is offered nothing where Krug is only to suggest", () => {
    const letters = lettersTo(decided(world(low, "suggest"), now));
    expect(letters.filter(({ title }) => title === "Pairs: the next round")).toEqual([]);
  });
});
