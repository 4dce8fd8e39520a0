import { describe, expect, it } from "vitest";
import { sessionCode } from "../../../../src/core/domain/session.ts";
import type { PlainValue, Row } from "../../../../src/core/domain/values/row.ts";
import { atLocal, DAY, HOUR } from "../../../../src/core/domain/values/time.ts";
import { factsOf } from "../../../../src/core/plan/figures/gather.ts";
import { observationsNow } from "../../../../src/core/plan/figures/observations.ts";
import { indexedFacts, marksOf } from "../../../../src/core/rules/metrics/factIndex.ts";
import { periodsOf } from "../../../../src/core/rules/metrics/periods.ts";
import { pointsFor } from "../../../../src/core/rules/metrics/points.ts";
import { questionId } from "../../../../src/core/rules/surveys/form.ts";
import {
  aGoal,
  anId,
  aPair,
  aPerson,
  aProgramme,
  aSession,
  aSnapshot,
  at,
  on,
  programmeOf,
} from "../../../world/builders.ts";

const NOW = at("2027-02-05T12:00:00Z");
const NO_LOOKS = { goals: [], people: [] };
const START = atLocal("2027-01-11", 0, "Europe/Berlin");
const programmeRow = aProgramme();
const programme = programmeOf(programmeRow);
const group = aPair(["Ana", "Boris"]);
const session = aSession(group, { questions: "How do I test this?", facilitator: [anId("Ana")] });

function answer(name: string, said: Record<string, string>, responseId = name) {
  const values = { code: sessionCode(session.id), met: "Yes, everyone came", ...said };
  const answers = Object.fromEntries(Object.entries(values).map(([key, value]) => [questionId(key), [value]]));
  const submittedAt = at("2027-01-13T12:00:00Z");
  return {
    programmeId: programme.id,
    kind: "feedback" as const,
    response: { responseId, submittedAt, email: `${name.toLowerCase()}@example.org`, answers },
  };
}

const rows = [
  programmeRow,
  aPerson("Ana"),
  aPerson("Boris", { consent: on("2027-01-20") }),
  aPerson("Vera", { away: on("2027-02-01", "2027-02-10") }),
  aPerson("Gleb", { status: "left" }),
  aPerson("Dara", { consent: null }),
  group,
  session,
];
const responses = [
  answer("Ana", { useful: "4", advice: "Yes", solved: "Fully", solvedBefore: "Not at all", minutes: "45" }),
  answer("Boris", { useful: "5", advice: "No" }),
];

const facts = (all: readonly Row[] = rows, now = NOW) =>
  factsOf(aSnapshot(all, { responses }), programme, NO_LOOKS, now);

describe("what figures are made of", () => {
  it("a session's answers come with what was said, and count for when it was over", () => {
    const { feedback } = facts();
    expect(feedback.map(one => [one.personId, one.useful, one.advice, one.solved, one.minutes])).toEqual([
      [anId("Ana"), 4, true, "fully", 45],
      [anId("Boris"), 5, false, null, null],
    ]);
    expect(new Set(feedback.map(one => one.endedAt))).toEqual(new Set([at("2027-01-13T09:45:00Z")]));
  });

  it("a session tells whose seat it was and that it had a question", () => {
    expect(facts().sessions).toMatchObject([
      { groupId: group.id, facilitatorId: anId("Ana"), hasQuestion: true, status: "met" },
    ]);
  });

  it("a mentor's seat is none that goes round", () => {
    const mentoring = aProgramme({ format: "mentor" });
    const snapshot = aSnapshot([mentoring, ...rows.slice(1)], { responses });
    const { sessions } = factsOf(snapshot, programmeOf(mentoring), NO_LOOKS, NOW);
    expect(sessions.map(one => one.facilitatorId)).toEqual([null]);
  });

  it("help was given by who was there with somebody that says they got advice: Boris helped Ana, not the other way", () => {
    expect(facts().helps).toEqual([
      {
        programmeId: programme.id,
        helperId: anId("Boris"),
        helpedId: anId("Ana"),
        about: session.id,
        at: at("2027-01-13T09:45:00Z"),
      },
    ]);
  });

  it("of several who were there those helped who are thanked by name; where nobody is named, all of them", () => {
    const three = aPair(["Ana", "Boris", "Carla"]);
    const held = aSession(three);
    const thanked = (thanks: string) => {
      const given = answer("Ana", { code: sessionCode(held.id), advice: "Yes", thanks });
      const all = [programmeRow, aPerson("Ana"), aPerson("Boris"), aPerson("Carla"), three, held];
      const { helps } = factsOf(aSnapshot(all, { responses: [given] }), programme, NO_LOOKS, NOW);
      return helps.map(help => help.helperId).sort();
    };
    expect(thanked("Boris, for his patience")).toEqual([anId("Boris")]);
    expect(thanked("everybody")).toEqual([anId("Boris"), anId("Carla")].sort());
    expect(thanked("Ana herself")).toEqual([anId("Boris"), anId("Carla")].sort());
  });

  it("people are in, on leave or gone; who never consented is nobody's member", () => {
    const states = Object.fromEntries(facts().people.map(one => [one.personId, [one.state, one.hasGroup]]));
    expect(states).toEqual({
      [anId("Ana")]: ["in", true],
      [anId("Boris")]: ["in", true],
      [anId("Vera")]: ["on_leave", false],
      [anId("Gleb")]: ["left", false],
    });
  });

  it("a weekly programme promised Ana three sessions in three and a half weeks, and Boris two since he joined", () => {
    const promised = Object.fromEntries(facts().people.map(one => [one.personId, one.promised]));
    expect([promised[anId("Ana")], promised[anId("Boris")]]).toEqual([3, 2]);
  });

  it("joining counts from consent, not before the programme began; the first session ends the waiting", () => {
    const joined = new Map(facts().memberships.map(one => [one.personId, one]));
    expect(joined.get(anId("Ana"))).toMatchObject({
      joinedAt: START,
      firstSessionAt: at("2027-01-13T09:00:00Z"),
      seenUntil: at("2027-01-13T09:00:00Z"),
    });
    expect(joined.get(anId("Boris"))?.joinedAt).toBe(atLocal("2027-01-20", 0, "Europe/Berlin"));
    expect(joined.get(anId("Vera"))).toMatchObject({ joinedAt: START, firstSessionAt: null, seenUntil: NOW });
  });

  it("a session set to have taken place before its time has come ends nobody's waiting yet", () => {
    const group = aPair(["Ana", "Boris"]);
    const when = { start: "2027-03-15T09:00:00Z", end: "2027-03-15T09:45:00Z" };
    const early = aSession(group, { when, status: "met" });
    const rows = [programmeRow, aPerson("Ana"), aPerson("Boris"), group, early];
    const waiting = (now: number) => factsOf(aSnapshot(rows), programme, NO_LOOKS, now).memberships[0]?.firstSessionAt;
    expect(waiting(at("2027-03-14T09:00:00Z"))).toBeNull();
    expect(waiting(at("2027-03-16T09:00:00Z"))).toBe(at(when.start));
  });

  it("who waits is followed to the end of the next period, so that a figure of long ago stays", () => {
    const waiting = (now: number) => facts(rows, now).memberships.find(one => one.personId === anId("Vera"));
    expect(waiting(START + 70 * DAY)?.seenUntil).toBeLessThan(START + 57 * DAY);
    expect(waiting(START + 70 * DAY)).toEqual(waiting(START + 80 * DAY));
  });

  it("a person who changes their name changes nothing", () => {
    const renamed = rows.map(row =>
      row.source === "people" ? { ...row, values: { ...row.values, name: `${row.values.name} Newname` } } : row,
    );
    expect(facts(renamed)).toEqual(facts());
    const periods = periodsOf(programme, NOW);
    expect(pointsFor(programme, periods, facts(renamed))).toEqual(pointsFor(programme, periods, facts()));
    expect(JSON.stringify(facts())).not.toMatch(/Ana|Boris|example\.org/);
  });
});

describe("looks at people and goals", () => {
  const snapshot = aSnapshot(rows);

  it("are not written down again while nothing is different, so that a quiet day changes no figure", () => {
    const seen = observationsNow(snapshot, programme, NO_LOOKS, NOW);
    expect(seen.people).toHaveLength(4);
    expect(observationsNow(snapshot, programme, seen, NOW + HOUR).people).toEqual([]);
    const met = aSnapshot(
      rows.filter(row => row.id !== anId("Vera")),
      { responses },
    );
    const marks = (now: number) =>
      marksOf(
        indexedFacts(factsOf(met, programme, seen, now), periodsOf(programme, now)),
        periodsOf(programme, now),
      ).get(0);
    expect(marks(NOW + HOUR)).toBe(marks(NOW));
  });

  it("tell when somebody left, from the day it was first seen", () => {
    const seen = observationsNow(snapshot, programme, NO_LOOKS, NOW);
    const later = rows.map(row => (row.id === anId("Ana") ? aPerson("Ana", { status: "left" }) : row));
    const gone = observationsNow(aSnapshot(later), programme, seen, NOW + DAY);
    expect(gone.people.map(one => [one.personId, one.state])).toEqual([[anId("Ana"), "left"]]);
    const looks = { goals: [], people: [...seen.people, ...gone.people] };
    const { memberships } = factsOf(aSnapshot(later), programme, looks, NOW + 9 * DAY);
    expect(memberships.find(one => one.personId === anId("Ana"))?.leftAt).toBe(NOW + DAY);
  });

  it("of goals: overdue from the day after their due day on the programme's calendar, unless done or dropped", () => {
    const due = { starts: null, due: on("2027-01-20"), progress: 0.9 };
    const seen = (more: Record<string, PlainValue>, now: string) =>
      observationsNow(aSnapshot([...rows, aGoal("Ana", { ...due, ...more })]), programme, NO_LOOKS, at(now)).goals;
    const [inTime, late] = ["2027-01-20T22:59:00Z", "2027-01-20T23:00:00Z"] as const;
    expect(seen({}, inTime)).toMatchObject([{ health: "on_track", isOverdue: false, seenAt: at(inTime) }]);
    expect(seen({}, late)).toMatchObject([{ health: "off_track", isOverdue: true }]);
    expect(seen({ status: "done" }, late)).toMatchObject([{ health: "done", isOverdue: false }]);
    expect(seen({ status: "dropped" }, late)).toMatchObject([{ health: null, isOverdue: false }]);
    expect(seen({ due: null }, late)).toMatchObject([{ health: null, isOverdue: false }]);
  });
});
