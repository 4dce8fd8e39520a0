import { describe, expect, test } from "vitest";
import type { Command } from "../../../src/core/domain/command.ts";
import { letterEventId } from "../../../src/core/domain/letter.ts";
import { NOBODY_APART } from "../../../src/core/domain/values/apart.ts";
import type { Row } from "../../../src/core/domain/values/row.ts";
import { DAY, HOUR } from "../../../src/core/domain/values/time.ts";
import { decideActions } from "../../../src/core/plan/actions.ts";
import { newSession } from "../../../src/core/plan/slots/newSession.ts";
import { ABOUT_NOTHING, type Action, type Insight } from "../../../src/core/rules/insights/insight.ts";
import type { KeptInsight } from "../../../src/core/rules/insights/settling.ts";
import { nextSeat, weightedSeats } from "../../../src/core/rules/matching/seats.ts";
import { spansOf } from "../../../src/core/rules/scheduling/spans.ts";
import { changesAsked, withChanges } from "../../../src/core/state/letters.ts";
import type { Mirror } from "../../../src/core/state/mirror.ts";
import { snapshotOf } from "../../../src/core/state/snapshot.ts";
import { WORDS } from "../../../src/run/words.ts";
import {
  aGoal,
  aMirror,
  anId,
  aPair,
  aPerson,
  aPlanning,
  aProgramme,
  applied,
  aSession,
  at,
  MONDAY,
  on,
  settled,
} from "../../world/builders.ts";

const NAMES = ["Ana", "Boris", "Carla", "Dan"];
const CIRCLE = aPair(NAMES, { facilitator: [anId("Ana")] });
const kept = (id: Insight["id"], action: Action, more: Partial<KeptInsight> = {}): KeptInsight => ({
  id,
  key: `${id} ${JSON.stringify(action)}`,
  programmeId: anId("programme"),
  evidence: { figures: [], n: 9, count: 4, from: 0, to: 1 },
  about: { ...ABOUT_NOTHING, skills: [{ skill: "Testing", mean: null, n: 1 }] },
  action,
  state: "open",
  since: MONDAY,
  goneAt: null,
  toldAt: null,
  ...more,
});
/** A session of the circle so many days after Monday, led by somebody. */
const led = (name: string, days: number, more: Record<string, unknown> = {}): Row => {
  const when = MONDAY + days * DAY + 4 * HOUR;
  return {
    ...aSession(CIRCLE, {
      key: `session:${CIRCLE.id}:${days}`,
      when: on(new Date(when).toISOString(), new Date(when + HOUR).toISOString()),
      facilitator: [anId(name)],
      ...(more as object),
    }),
    id: anId(`session ${days}`),
  };
};
const world = (rows: readonly Row[], insights: KeptInsight[], use = "act", more: Partial<Mirror> = {}): Mirror =>
  aMirror([aProgramme({ format: "circle", insights: use }), ...NAMES.map(name => aPerson(name)), CIRCLE, ...rows], {
    insights,
    ...more,
  });
const actions = (mirror: Mirror, now = MONDAY): Command[] => {
  const snapshot = snapshotOf(mirror);
  return snapshot.programmes.flatMap(programme => decideActions(aPlanning(snapshot, now), programme));
};
const RESTS = kept("help_carried", { kind: "rest_seat", personId: anId("Ana") });

describe("who carries the help", () => {
  const sessions = [led("Ana", 1), led("Ana", 8), led("Ana", 15), led("Ana", 40)];
  const seats = (commands: readonly Command[]) =>
    commands.map(command => (command.kind === "update_page" ? (command.values.facilitator as string[])[0] : null));

  test("leads none of the sessions of the next four weeks: each of the others leads one", () => {
    const done = actions(world(sessions, [RESTS]));
    expect([...seats(done)].sort()).toEqual(["Boris", "Carla", "Dan"].map(anId).sort());
  });

  test("is not taken off a session a second time: whom people put there again stays", () => {
    const before = world(sessions, [RESTS]);
    const after = applied(before, actions(before));
    expect(actions(after)).toEqual([]);
    const back = after.rows.map(row => (row.id === anId("session 1") ? { ...row, values: led("Ana", 1).values } : row));
    expect(actions({ ...after, rows: back })).toEqual([]);
  });

  test("leads on where the programme is only to suggest, or the cause is gone", () => {
    expect(actions(world(sessions, [RESTS], "suggest"))).toEqual([]);
    expect(actions(world(sessions, [RESTS], "off"))).toEqual([]);
    expect(actions(world(sessions, [{ ...RESTS, state: "gone" }]))).toEqual([]);
  });

  test("is not replaced by somebody who is away or has left the group", () => {
    const rows = [
      led("Ana", 1),
      aPerson("Boris", { away: on("2027-01-01", "2027-03-01") }),
      aPerson("Carla", { status: "left" }),
    ];
    const mirror = world([], [RESTS]);
    const others = mirror.rows.filter(row => !rows.some(one => one.id === row.id));
    expect(seats(actions({ ...mirror, rows: [...others, ...rows] }))).toEqual([anId("Dan")]);
  });

  test("comes last for a new seat, in whatever order seats were held", () => {
    const held = new Map([
      ["ana", 0],
      ["boris", 7],
      ["carla", 3],
    ]);
    expect(nextSeat(["ana", "boris", "carla"], weightedSeats(held, new Set(["ana"])), "s")).toBe("carla");
    expect(nextSeat(["ana"], weightedSeats(held, new Set(["ana"])), "s")).toBe("ana");
    const planning = aPlanning(snapshotOf(world([], [RESTS])), MONDAY);
    const [programme] = planning.snapshot.programmes;
    const group = planning.snapshot.groups.get(CIRCLE.id);
    if (programme === undefined || group === undefined) throw new Error("no circle");
    const seat = (number: number, memberIds = group.memberIds) => {
      const meeting = { programme, group, kind: "session", key: "k", number, memberIds } as const;
      const page = newSession(planning, meeting, { when: null, status: "no_slot", krugSays: "" });
      return page.kind === "create_page" && (page.values.facilitator as string[])[0];
    };
    const circle = [...group.memberIds].sort();
    const own = circle.indexOf(anId("Ana"));
    const [, next, second, last] = [...circle.slice(own), ...circle.slice(0, own)];
    expect([0, 1, 2, 3, 4].map(number => seat(number))).toEqual([next, next, second, last, next]);
    expect(seat(0, [anId("Ana")])).toBe(anId("Ana"));
  });
});

describe("check-ins that were added", () => {
  const weeks = kept("attendance_falls", { kind: "add_check_ins", from: "2027-01-18", to: "2027-02-01" });
  const spans = (insights: KeptInsight[], use = "act") => {
    const snapshot = snapshotOf(world([], insights, use));
    const [programme] = snapshot.programmes;
    const group = snapshot.groups.get(CIRCLE.id);
    if (programme === undefined || group === undefined) throw new Error("no programme");
    return spansOf({ ...programme, roundWeeks: 8 }, group)
      .filter(span => span.kind === "check_in")
      .map(span => span.startsOn);
  };

  test("are held in the weeks they were meant for, to the end though attendance is well again", () => {
    expect(spans([weeks])).toEqual(["2027-01-18", "2027-01-25"]);
    expect(spans([{ ...weeks, state: "gone", goneAt: MONDAY + 9 * DAY }])).toEqual(["2027-01-18", "2027-01-25"]);
  });

  test("become four meetings of ten minutes on Monday mornings, in one series, and nothing of it is taken back", () => {
    const four = kept("attendance_falls", { kind: "add_check_ins", from: "2027-01-18", to: "2027-02-15" });
    const start = world([], [four]);
    const rows = start.rows.map(row =>
      row.source === "programmes" ? aProgramme({ format: "circle", insights: "act", roundWeeks: 12 }) : row,
    );
    const { mirror } = settled({ ...start, rows }, MONDAY);
    const checkIns = (held: Mirror) =>
      [...snapshotOf(held).sessions.values()].filter(one => one.kind === "check_in" && one.status === "planned");
    expect(
      checkIns(mirror).map(one => [(one.endsAt ?? 0) - (one.startsAt ?? 0), new Date(one.startsAt ?? 0).getUTCDay()]),
    ).toEqual(Array.from({ length: 4 }, () => [10 * 60_000, 1]));
    const over = { ...mirror, insights: [{ ...four, state: "gone" as const, goneAt: MONDAY + 3 * DAY }] };
    expect(checkIns(settled(over, MONDAY + 3 * DAY).mirror)).toHaveLength(4);
  });

  test("are none where the programme is only to suggest, or nothing fell", () => {
    expect(spans([weeks], "suggest")).toEqual([]);
    expect(spans([])).toEqual([]);
  });
});

describe("words on pages", () => {
  const goal = aGoal("Ana");
  const helper = kept("goal_off_track", { kind: "offer_helper", goalId: goal.id, helperId: anId("Boris") });
  const reached = kept("goal_reached", { kind: "congratulate", goalId: goal.id });
  const micro = (questions: string) => {
    const mirror = world([led("Ana", 1, { questions })], []);
    const rows = mirror.rows.map(row =>
      row.source === "programmes" ? aProgramme({ format: "micro", insights: "act" }) : row,
    );
    return { ...mirror, rows };
  };
  const texts = (mirror: Mirror) => actions(mirror).map(one => (one.kind === "comment" ? [one.pageId, one.text] : one));

  test("name a helper, congratulate and ask for a question, each once", () => {
    const mirror = world([goal], [helper, reached]);
    expect(texts(mirror)).toEqual([
      [goal.id, "If a hand would be welcome here: Boris offers help with “Testing”."],
      [goal.id, "Congratulations, Ana: the goal is reached! Who helped? A word of thanks will please them."],
    ]);
    expect(actions(applied(mirror, actions(mirror)))).toEqual([]);
    expect(texts(micro(""))).toEqual([
      [anId("session 1"), expect.stringMatching(/one concrete question in “Questions”/)],
    ]);
    expect(texts(micro("How?"))).toEqual([]);
  });

  test("never say why they come: nothing of tracks, figures, ratings, help or who told", () => {
    for (const language of ["en", "ru", "uk", "bg"] as const)
      for (const comment of [
        { kind: "ask_question" } as const,
        { kind: "offer_helper", helper: "Boris", skills: ["Testing"] } as const,
        { kind: "congratulate", names: ["Ana"] } as const,
      ])
        expect(WORDS.actionComment(comment, language)).not.toMatch(
          /track|behind|late|weeks|rating|satisf|insight|отста|недел|оцен|вывод|відста|тижн|оцін|висновк|изоста|седмиц|оценк|извод|\d/i,
        );
  });

  test("are not written on a goal that became confidential meanwhile", () => {
    expect(actions(world([{ ...goal, values: { ...goal.values, confidential: true } }], [helper, reached]))).toEqual(
      [],
    );
  });
});

describe("a change that was accepted", () => {
  const pair = aPair(["Ana", "Boris"]);
  const id = letterEventId({
    kind: "change_offer",
    personId: anId("Ana"),
    programmeId: anId("programme"),
    cause: pair.id,
  });
  const letter = (reply: "accepted" | "declined" | "needsAction") => ({
    ...LETTER,
    id,
    guests: [{ email: "ana@example.org", reply }],
  });
  const asked = (reply: Parameters<typeof letter>[0], round: number) => {
    const snapshot = snapshotOf(world([pair], [], "act", { events: [letter(reply)] }));
    const [programme] = snapshot.programmes;
    return programme === undefined ? [] : changesAsked(snapshot, programme, round);
  };

  test("keeps the two apart in the next round, and in no later one", () => {
    expect(asked("accepted", 1)).toEqual([[anId("Ana"), anId("Boris")]]);
    expect(asked("accepted", 2)).toEqual([]);
    expect(asked("declined", 1)).toEqual([]);
    expect(asked("needsAction", 1)).toEqual([]);
    const { apart } = withChanges({ apart: NOBODY_APART }, asked("accepted", 1));
    expect([apart(anId("Boris"), anId("Ana")), apart(anId("Ana"), anId("Carla"))]).toEqual([true, false]);
  });
});

const LETTER = {
  etag: '"1"',
  isCancelled: false,
  title: "",
  description: "",
  startsAt: at("2027-01-12T08:00:00Z"),
  endsAt: at("2027-01-12T08:15:00Z"),
  meetLink: null,
  htmlLink: "",
  updatedAt: MONDAY,
  sessionId: null,
  baseMark: null,
  seriesId: null,
  originalStart: null,
} as const;
