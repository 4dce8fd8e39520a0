import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FORMATS } from "../../../../src/core/domain/values/format.ts";
import { HOUR, toIso } from "../../../../src/core/domain/values/time.ts";
import { insightsOf } from "../../../../src/core/plan/insights/fromFigures.ts";
import { INSIGHTS_APPLY, insightApplies } from "../../../../src/core/rules/insights/applies.ts";
import { INSIGHT_IDS, type Insight } from "../../../../src/core/rules/insights/insight.ts";
import type { Fact, Facts } from "../../../../src/core/rules/metrics/facts.ts";
import { aGoal, aSession as aMeeting, anId, aPair, on, aPerson as onPage } from "../../../world/builders.ts";
import { aHelp, anAnswer, aPerson, aPulse, aSession, onDay } from "../../rules/metrics/builders.ts";
import { someFacts } from "../../rules/metrics/someFacts.ts";
import { observed, rule, type Seen, SIX } from "./observed.ts";

type Format = keyof typeof FORMATS;

const PEOPLE = SIX.map(id => aPerson(id, { seenAt: onDay(50) }));
const FOUR = SIX.slice(0, 4);
const PAGES = ["Ana", "Boris", "Carla", "Dan"].map(name => onPage(name, { programmes: ["p"] }));
const helps = Array.from({ length: 12 }, (_, index) => aHelp("ana", SIX[1 + (index % 5)] ?? "", `s${index}`, 40));

const early = Array.from({ length: 6 }, (_, index) =>
  aSession({ id: `early${index}`, day: 10 + index, memberIds: FOUR, cameIds: FOUR }),
);
const late = [
  ["ana", "boris"],
  ["boris", "carla", "dan"],
  ["carla", "dan", "ana"],
  ["dan", "ana"],
].map((cameIds, index) => aSession({ id: `late${index}`, day: 40 + index, memberIds: FOUR, cameIds }));
const unreported = (sessions: readonly Fact<"sessions">[]) =>
  sessions.map(one => ({ ...one, status: "unreported" as const, cameIds: [] }));

const promised = SIX.map(id => aPerson(id, { promised: 4, seenAt: onDay(27) }));
const held = [2, 4].map(day => aSession({ id: `held${day}`, day, memberIds: SIX, cameIds: SIX }));
const heldUnheard = unreported([6, 8].map(day => aSession({ id: `unheard${day}`, day, memberIds: SIX })));

const ended = (yes: number, count: number) =>
  Array.from({ length: count }, (_, index) =>
    anAnswer(`s${index}`, SIX[index % 5] ?? "", { endedInTime: index < yes, endedAt: onDay(40), at: onDay(40) + HOUR }),
  );
const pairs = Array.from({ length: 8 }, (_, index) => {
  const two = [SIX[index % 6] ?? "", SIX[(index + 1) % 6] ?? ""];
  return aSession({ id: `s${index}`, day: 50, memberIds: two, cameIds: two });
});
const said = pairs.map((one, index) =>
  anAnswer(one.id, SIX[index % 6] ?? "", { endedAt: one.endsAt, at: one.endsAt + HOUR }),
);
const wave = (asked: number) => ({ key: "w", programmeId: "p", closesAt: onDay(40), asked, answers: 1 });
/** A pulse of six people that closed on the 34th day, so many of whom were unhappy, where Ana's goal is about testing. */
const unhappy = (count: number): Seen => {
  const answers = Array.from({ length: count }, (_, index) => ({ satisfaction: 1 + (index % 3) }));
  const { result } = aPulse(answers, { asked: 6 });
  const rows = [...PAGES, aGoal("Ana", { skill: ["testing"], due: on("2027-06-01") })];
  return { rows, waves: new Map([["p/pulse/2", { answers: count, result }]]), programme: { surveys: true } };
};

const group = aPair(["Ana", "Boris"], { programme: ["p"] });
const meeting = (questions: string) =>
  aMeeting(group, { programme: ["p"], questions, when: on(toIso(onDay(57)), toIso(onDay(57) + HOUR / 2)) });
const overdue = (more = {}) =>
  aGoal("Ana", { starts: on("2027-01-04"), due: on("2027-02-20"), progress: 0.1, skill: ["testing"], ...more });
const ofAna = aSession({ id: "a", day: 50, memberIds: [anId("Ana"), anId("Boris")] });
const seeking = (count: number) =>
  ["Ana", "Boris", "Carla", "Dan"].map((name, index) =>
    onPage(name, { programmes: ["p"], seeks: index < count ? ["Security"] : [] }),
  );
const looks = (["on_track", "done"] as const).map((health, index) => ({
  ...{ id: anId("goal Ana"), programmeId: "p", health, isOverdue: false },
  seenAt: onDay(1 + 49 * index),
}));

/** For each insight a programme of which it is told, and one like it of which it must not be. */
const STORIES: Readonly<
  Record<Exclude<Insight["id"], "group_stuck">, { told: Seen; silent: Readonly<Record<string, Seen>> }>
> = {
  help_carried: {
    told: { facts: { people: PEOPLE, helps } },
    silent: {
      "who helped has left": {
        facts: { people: [...PEOPLE, aPerson("ana", { seenAt: onDay(55), state: "left" })], helps },
      },
      "nobody said who helped": { facts: { people: PEOPLE } },
    },
  },
  low_satisfaction: {
    told: unhappy(6),
    silent: { "three answered": unhappy(3), "nobody did": unhappy(0) },
  },
  attendance_falls: {
    told: { facts: { sessions: [...early, ...late] } },
    silent: { "nobody entered who came of late": { facts: { sessions: [...early, ...unreported(late)] } } },
  },
  rhythm_lost: {
    told: { facts: { people: promised, sessions: held }, now: onDay(35) },
    silent: {
      "the period is still running": { facts: { people: promised, sessions: held }, now: onDay(27) },
      "nobody reported anything": { facts: { people: promised, sessions: unreported(held) }, now: onDay(35) },
      "it may have been kept, had the meetings nobody reported been held": {
        facts: { people: promised, sessions: [...held, ...heldUnheard] },
        now: onDay(35),
      },
    },
  },
  over_time: {
    told: { facts: { feedback: ended(3, 10) } },
    silent: { "seven said anything": { facts: { feedback: ended(1, 7) } }, "nobody did": {} },
  },
  no_question: {
    told: { rows: [...PAGES, group, meeting("")], programme: { format: "micro" } },
    silent: {
      "it has its question": { rows: [...PAGES, group, meeting("How do I test?")], programme: { format: "micro" } },
    },
  },
  goal_off_track: {
    told: { rows: [...PAGES, overdue()] },
    silent: {
      "its owner was at a session": { rows: [...PAGES, overdue()], facts: { sessions: [ofAna] } },
      "a session of its owner was reported by nobody": {
        rows: [...PAGES, overdue()],
        facts: { sessions: unreported([ofAna]) },
      },
      "it is confidential": { rows: [...PAGES, overdue({ confidential: true })] },
    },
  },
  one_sided_feedback: {
    told: { facts: { sessions: pairs, feedback: said } },
    silent: { "nobody said anything": { facts: { sessions: pairs } } },
  },
  few_answers: {
    told: { facts: { waves: [wave(10)] } },
    silent: { "nobody was asked": { facts: { waves: [wave(0)] } }, "no survey was closed": {} },
  },
  skill_not_offered: {
    told: { rows: seeking(4) },
    silent: { "three seek it": { rows: seeking(3) } },
  },
  goal_reached: {
    told: { rows: [...PAGES, overdue({ status: "done" })], facts: { goals: looks } },
    silent: {
      "it is confidential": {
        rows: [...PAGES, overdue({ status: "done", confidential: true })],
        facts: { goals: looks },
      },
      "it was done from the start": { rows: [...PAGES, overdue({ status: "done" })], facts: { goals: looks.slice(1) } },
    },
  },
};

const stories = Object.entries(STORIES) as [keyof typeof STORIES, (typeof STORIES)[keyof typeof STORIES]][];

describe("each insight", () => {
  test.each(stories)("%s is told, and is not where it would not be true", (id, { told, silent }) => {
    expect(rule(id)(observed(told))).toHaveLength(1);
    for (const [where, seen] of Object.entries(silent)) expect([where, rule(id)(observed(seen))]).toEqual([where, []]);
  });

  test("has such a story, but for groups that do not meet: theirs are lived", () => {
    expect(["group_stuck", ...Object.keys(STORIES)].sort()).toEqual([...INSIGHT_IDS].sort());
  });

  test("is told in the formats and until the day the table says, and where no insights are wanted never", () => {
    for (const [id, { told }] of stories)
      for (const format of Object.keys(FORMATS) as Format[])
        for (const endsOn of ["2027-07-04", "2027-02-06", "2027-01-20"]) {
          const is = (more: Seen["programme"]) =>
            observed({ ...told, programme: { ...told.programme, format, endsOn, ...more } });
          const { programme, now } = is({});
          const applies = insightApplies(id, programme, now);
          if (rule(id)(is({})).length > 0) expect([id, format, endsOn, applies]).toEqual([id, format, endsOn, true]);
          for (const more of [
            { insights: "off" },
            { status: "draft" },
            { status: "paused" },
            { status: "ended" },
          ] as const)
            expect([id, more, insightsOf(is(more))]).toEqual([id, more, []]);
        }
    expect(Object.keys(INSIGHTS_APPLY).sort()).toEqual([...INSIGHT_IDS].sort());
  });
});

/** The same facts where nobody answers a survey, enters who came, or says who helped. */
function unheard(facts: Facts): Facts {
  const { sessions, people, goals, memberships } = facts;
  return { ...observed({}).facts, asOf: facts.asOf, sessions: unreported(sessions), people, goals, memberships };
}

test("whatever a programme is like, where nobody says anything no insight is drawn", () => {
  fc.assert(
    fc.property(someFacts(onDay(80), 30), fc.constantFrom(...(Object.keys(FORMATS) as Format[])), (facts, format) => {
      const { asOf: _, ...silent } = unheard({ ...facts, sessions: [...facts.sessions, ...early] });
      expect(insightsOf(observed({ facts: silent, now: onDay(80), programme: { format } }))).toEqual([]);
    }),
  );
});
