import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { questionKey } from "../../../../src/core/domain/question.ts";
import type { Row } from "../../../../src/core/domain/values/row.ts";
import { HOUR } from "../../../../src/core/domain/values/time.ts";
import { insightsOf } from "../../../../src/core/plan/insights/fromFigures.ts";
import { lowRatings } from "../../../../src/core/plan/letters/lowRatings.ts";
import type { Insight } from "../../../../src/core/rules/insights/insight.ts";
import type { Fact } from "../../../../src/core/rules/metrics/facts.ts";
import { aGoal, anId, aPair, aPerson, aQuestion, aSession, on } from "../../../world/builders.ts";
import { aNeedsAnswer } from "../../../world/needsAnswer.ts";
import { anAnswer, onDay, aSession as sessionFact } from "../../rules/metrics/builders.ts";
import { idsOf, keysOf, observed, rule, type Seen } from "./observed.ts";

const goalOffTrack = rule("goal_off_track");
const goalReached = rule("goal_reached");
const noQuestion = rule("no_question");
const skillNotOffered = rule("skill_not_offered");

const NAMES = ["Ana", "Boris", "Carla", "Dan", "Eva"];
const people = (values: Record<string, Record<string, unknown>> = {}, names = NAMES): Row[] =>
  names.map(name => aPerson(name, { programmes: ["p"], ...(values[name] as object) }));
const goal = (owner: string, more: Record<string, unknown> = {}) =>
  aGoal(owner, {
    starts: on("2027-01-04"),
    due: on("2027-02-20"),
    progress: 0.1,
    skill: ["testing"],
    ...(more as object),
  });

describe("a goal off track whose owner meets nobody", () => {
  // 1 March 2027: Ana's goal was due on 20 February.
  const rows = [...people({ Boris: { offers: ["Testing"] }, Carla: { offers: [" TESTING"] } }), goal("Ana")];
  const seen = (more: Seen = {}) => goalOffTrack(observed({ rows, ...more }));
  const met = (day: number) => [
    sessionFact({ id: "s", day, memberIds: idsOf(["Ana", "Boris"]), cameIds: idsOf(["Ana", "Boris"]) }),
  ];

  it("is told with somebody who offers the skill", () => {
    const able = idsOf(["Boris", "Carla"]).sort()[0];
    expect(seen()).toMatchObject([
      {
        key: `p/goal_off_track/${anId("goal Ana")}`,
        about: { goalIds: [anId("goal Ana")], personIds: [able] },
        action: { kind: "offer_helper", goalId: anId("goal Ana"), helperId: able },
        evidence: { n: 1, count: 1 },
      },
    ]);
  });

  it("is not told when she was at a session three weeks ago, and is when it is longer ago", () => {
    expect(seen({ facts: { sessions: met(35) } })).toEqual([]);
    expect(seen({ facts: { sessions: met(34) } })).toHaveLength(1);
    expect(
      seen({ facts: { sessions: met(50).map(one => ({ ...one, status: "not_met" as const, cameIds: [] })) } }),
    ).toHaveLength(1);
  });

  it("is left alone when it is confidential, when she is away, and in the first three weeks", () => {
    expect(seen({ rows: [...people(), goal("Ana", { confidential: true })] })).toEqual([]);
    expect(seen({ rows: [...people({ Ana: { away: on("2027-02-20", "2027-03-10") } }), goal("Ana")] })).toEqual([]);
    expect(seen({ now: onDay(19), rows: [...people(), goal("Ana", { due: on("2027-01-10") })] })).toEqual([]);
  });

  it("is never offered somebody its owner asked not to be with: then it is another, or nobody", () => {
    const named = (notWith: string) => {
      const answer = { ...aNeedsAnswer({ notWith }), programmeId: "p" };
      return seen({ responses: [answer] })[0]?.action;
    };
    expect(named("Boris")).toMatchObject({ helperId: anId("Carla") });
    expect(named("Carla")).toMatchObject({ helperId: anId("Boris") });
    expect(named("Boris\nCarla")).toBeNull();
  });

  it("has nobody to offer where nobody offers the skill; of several helpers each is named once before any twice", () => {
    expect(seen({ rows: [...people(), goal("Ana")] })[0]?.action).toBeNull();
    const two = [...rows, goal("Dan"), goal("Eva")];
    const helpers = seen({ rows: two }).map(({ about }) => about.personIds[0]);
    expect(new Set(helpers.slice(0, 2)).size).toBe(2);
  });
});

describe("a skill sought and not offered", () => {
  const seeking = (count: number) =>
    people(Object.fromEntries(NAMES.slice(0, count).map(name => [name, { seeks: ["Security"] }])));
  const seen = (rows: Row[], open: string[] = []) => skillNotOffered(observed({ rows, open }));

  it("is told from four seekers, whether by their column or by a goal", () => {
    const three = [...seeking(3), goal("Dan", { skill: ["security "], due: on("2027-06-01") })];
    expect(seen(three)).toMatchObject([
      {
        key: "p/skill_not_offered/security",
        evidence: { n: 5, count: 4 },
        about: { skills: [{ skill: "Security", n: 4 }] },
      },
    ]);
    expect(seen(seeking(3))).toEqual([]);
    expect(seen([...seeking(3), goal("Dan", { skill: ["security"], confidential: true })])).toEqual([]);
  });

  it("counts a question on the help board that nobody has taken", () => {
    const asks = (more: Record<string, unknown>) =>
      aQuestion("How do we store secrets?", {
        programme: ["p"],
        askedBy: [anId("Dan")],
        skill: ["security"],
        key: questionKey(anId("question How do we store secrets?")),
        state: "open",
        ...(more as object),
      });
    expect(seen([...seeking(3), asks({})])).toHaveLength(1);
    expect(seen([...seeking(3), asks({ state: "resolved" })])).toEqual([]);
  });

  it("lasts until two seek it or somebody offers it", () => {
    const open = ["p/skill_not_offered/security"];
    expect(seen(seeking(3), open)).toHaveLength(1);
    expect(seen(seeking(2), open)).toEqual([]);
    expect(seen([...seeking(4).slice(0, 4), ...people({ Eva: { offers: ["security"] } }, ["Eva"])], open)).toEqual([]);
  });
});

describe("a goal reached", () => {
  const look = (day: number, health: Fact<"goals">["health"]): Fact<"goals"> => ({
    id: anId("goal Ana"),
    programmeId: "p",
    seenAt: onDay(day),
    health,
    isOverdue: false,
  });
  const seen = (goals: Fact<"goals">[], more: Record<string, unknown> = {}) =>
    keysOf(goalReached(observed({ rows: [...people(), goal("Ana", { status: "done", ...more })], facts: { goals } })));
  const key = `p/goal_reached/${anId("goal Ana")}`;

  it("is celebrated for two weeks from the day it was first seen done", () => {
    expect(seen([look(1, "on_track"), look(50, "done")])).toEqual([key]);
    expect(seen([look(1, "on_track"), look(43, "done")])).toEqual([key]);
    expect(seen([look(1, "on_track"), look(42, "done")])).toEqual([]);
    expect(seen([look(1, "on_track"), look(30, "done"), look(50, "done")])).toEqual([]);
  });

  it("is not news where it was done from the start, nor told while it is confidential or taken up again", () => {
    expect(seen([look(50, "done")])).toEqual([]);
    expect(seen([look(1, "on_track"), look(50, "done")], { confidential: true })).toEqual([]);
    expect(seen([look(1, "on_track"), look(50, "done")], { status: "doing" })).toEqual([]);
  });
});

describe("a micro session", () => {
  const group = aPair(["Ana", "Boris"], { programme: ["p"] });
  const start = onDay(57);
  const session = (questions: string, at = start) =>
    aSession(group, {
      programme: ["p"],
      questions,
      when: on(new Date(at).toISOString(), new Date(at + HOUR / 2).toISOString()),
    });
  const seen = (row: Row, format: "micro" | "pair" = "micro") =>
    noQuestion(observed({ rows: [...people(), group, row], programme: { format } }));

  it("tomorrow without a question is told, one with a question, of another format or later is not", () => {
    expect(seen(session(" "))).toMatchObject([{ evidence: { n: 1, count: 1 }, action: { kind: "ask_question" } }]);
    expect(seen(session("How do I test a retry?"))).toEqual([]);
    expect(seen(session(""), "pair")).toEqual([]);
    expect(seen(session("", start + 48 * HOUR))).toEqual([]);
  });

  it("that came from the help board has its question there", () => {
    const board = aPair(["Ana", "Boris"], { programme: ["p"], key: `help:${anId("question")}:0` });
    const when = on(new Date(start).toISOString(), new Date(start + HOUR / 2).toISOString());
    const rows = [...people(), board, aSession(board, { programme: ["p"], questions: "", when })];
    expect(noQuestion(observed({ rows, programme: { format: "micro" } }))).toEqual([]);
  });
});

describe("one low rating", () => {
  // A round of four weeks from 4 January, of two people; four others are there.
  const group = aPair(["Ana", "Boris"], { programme: ["p"], round: 1 });
  const session = aSession(group, { programme: ["p"] });
  const rated = (useful: number | null, who = "Ana") => anAnswer(session.id, anId(who), { useful });
  const at = (day: number, useful: number | null, more: Parameters<typeof observed>[0] = {}) => {
    const world = observed({
      rows: [...people(), group, session],
      now: onDay(day),
      programme: { roundWeeks: 4 },
      ...more,
    });
    return lowRatings(world.snapshot, world.programme, [rated(useful)], world.now);
  };

  it("leads to an offer to that person alone, in the round's last week", () => {
    expect(at(24, 2)).toEqual([
      {
        key: `${group.id}/change/${anId("Ana")}`,
        programmeId: "p",
        personId: anId("Ana"),
        groupId: group.id,
        roundEndsOn: "2027-02-01",
      },
    ]);
    expect(at(20, 2)).toEqual([]);
    expect(at(28, 2)).toEqual([]);
    expect(at(24, 3)).toEqual([]);
    expect(at(24, null)).toEqual([]);
  });

  it("leads to none where the round is a week, nobody else is there, or the programme is over with it", () => {
    expect(at(3, 1, { programme: { roundWeeks: 1 } })).toEqual([]);
    expect(at(24, 1, { rows: [...people({}, ["Ana", "Boris", "Carla"]), group, session] })).toEqual([]);
    expect(at(24, 1, { programme: { roundWeeks: 4, endsOn: "2027-01-31" } })).toEqual([]);
  });

  it("is no insight: whatever is rated, a coordinator is told the same", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 12 }), ratings => {
        const told = (values: number[]) =>
          insightsOf(
            observed({
              rows: [...people(), group, session],
              now: onDay(24),
              facts: {
                feedback: values.map((useful, index) =>
                  anAnswer(`s${index}`, anId(NAMES[index % 5] ?? ""), { useful }),
                ),
              },
            }),
          );
        expect(told(ratings)).toEqual(told(ratings.map(() => 5)));
      }),
    );
  });
});

describe("all rules together", () => {
  const rows = [
    ...people({
      Ana: { seeks: ["Security"] },
      Boris: { seeks: ["Security"] },
      Carla: { seeks: ["Security"] },
      Dan: { seeks: ["Security"], offers: ["testing"] },
    }),
    goal("Ana"),
    goal("Eva"),
  ];
  const seen = (given: readonly Row[], more: Seen = {}): Insight[] => insightsOf(observed({ rows: given, ...more }));

  it("say the same in whatever order pages come, and when somebody is renamed", () => {
    const told = seen(rows);
    expect(keysOf(told)).toHaveLength(3);
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), turned => {
        expect(seen(turned)).toEqual(told);
      }),
    );
    const renamed = rows.map(row =>
      row.id === anId("Dan") ? { ...row, values: { ...row.values, name: "Zoe" } } : row,
    );
    expect(seen(renamed)).toEqual(told);
  });

  it("are silent where a programme wants no insights, is paused, or is over", () => {
    expect(seen(rows, { programme: { insights: "off" } })).toEqual([]);
    expect(seen(rows, { programme: { status: "paused" } })).toEqual([]);
    expect(seen(rows, { programme: { status: "ended" } })).toEqual([]);
    expect(seen(rows, { programme: { insights: "suggest" } })).toHaveLength(3);
  });
});
