import { describe, expect, it } from "vitest";
import { HOUR } from "../../../../src/core/domain/values/time.ts";
import { silentSides } from "../../../../src/core/plan/insights/oneSidedFeedback.ts";
import type { Fact } from "../../../../src/core/rules/metrics/facts.ts";
import { aHelp, anAnswer, aPerson, aSession, onDay } from "../../rules/metrics/builders.ts";
import { keysOf, observed, rule, SIX } from "./observed.ts";

const attendanceFalls = rule("attendance_falls");
const fewAnswers = rule("few_answers");
const helpCarried = rule("help_carried");
const oneSidedFeedback = rule("one_sided_feedback");
const overTime = rule("over_time");
const rhythmLost = rule("rhythm_lost");

const PEOPLE = SIX.map(id => aPerson(id, { seenAt: onDay(50) }));

/** So many helps from one to the others in turn, each about another session. */
const helps = (from: string, times: number, day = 40): Fact<"helps">[] =>
  Array.from({ length: times }, (_, index) => {
    const others = SIX.filter(id => id !== from);
    return aHelp(from, others[index % others.length] ?? "", `${from}${index}`, day);
  });

describe("one person carries the help", () => {
  const help = (all: Fact<"helps">[], open: string[] = []) =>
    helpCarried(observed({ facts: { people: PEOPLE, helps: all }, open, programme: { format: "circle" } }));

  it("is seen when 6 of 12 helps come from her, and says so with the Gini of help over all six people", () => {
    const [insight] = help([...helps("ana", 6), ...helps("boris", 3), ...helps("carla", 3)]);
    expect(insight).toMatchObject({
      key: "p/help_carried/ana",
      about: { personIds: ["ana"] },
      action: { kind: "rest_seat", personId: "ana" },
      evidence: { n: 12, count: 6, from: onDay(0), to: onDay(56) },
    });
    const [share, gini] = insight?.evidence.figures ?? [];
    expect(share).toMatchObject({ metricId: "help_top_share", value: 0.5, n: 12 });
    expect(share?.interval?.[0]).toBeLessThan(0.5);
    expect(share?.interval?.[1]).toBeGreaterThan(0.5);
    // 6, 3, 3, 0, 0, 0: sum of differences 84; 84 / (2 · 36 · 2) = 0.583, times 6 / 5.
    expect(gini).toMatchObject({ metricId: "help_gini", n: 6 });
    expect(gini?.value).toBeCloseTo(0.7, 10);
  });

  it("is not seen at 5 of 12, nor once it was told and fell under two fifths; between the two it lasts", () => {
    const five = [...helps("ana", 5), ...helps("boris", 4), ...helps("carla", 3)];
    expect(help(five)).toEqual([]);
    expect(keysOf(help(five, ["p/help_carried/ana"]))).toEqual(["p/help_carried/ana"]);
    const four = [...helps("ana", 4), ...helps("boris", 4), ...helps("carla", 3)];
    expect(help(four, ["p/help_carried/ana"])).toEqual([]);
  });

  it("is not known from nine helps, of three people, or where she helped but two", () => {
    expect(help(helps("ana", 9))).toEqual([]);
    expect(help(helps("ana", 10))).toHaveLength(1);
    const three = observed({ facts: { people: PEOPLE.slice(0, 3), helps: helps("ana", 12) } });
    expect(helpCarried(three)).toEqual([]);
    const two = Array.from({ length: 12 }, (_, index) => aHelp("ana", index % 2 ? "boris" : "carla", `${index}`, 40));
    expect(help(two)).toEqual([]);
  });

  it("leads to no change of seats where who helps is a role, or nobody leads", () => {
    for (const format of ["mentor", "reverse", "pair"] as const)
      expect(
        helpCarried(observed({ facts: { people: PEOPLE, helps: helps("ana", 12) }, programme: { format } }))[0]?.action,
      ).toBeNull();
  });

  it("is not said of who has left or is on leave", () => {
    for (const state of ["left", "on_leave"] as const) {
      const people = [...PEOPLE, aPerson("ana", { seenAt: onDay(55), state })];
      expect(helpCarried(observed({ facts: { people, helps: helps("ana", 12) } }))).toEqual([]);
    }
  });

  it("is of the last eight weeks, and nobody's where two give alike", () => {
    expect(help(helps("ana", 12, -1))).toEqual([]);
    expect(help([...helps("ana", 6), ...helps("boris", 6)])).toEqual([]);
  });
});

/** Sessions of four people, each with those who came. */
const sessions = (count: number, day: number, came: readonly string[], name: string): Fact<"sessions">[] =>
  Array.from({ length: count }, (_, index) =>
    aSession({
      id: `${name}${index}`,
      day: day + (index % 4),
      memberIds: SIX.slice(0, 4),
      cameIds: came,
      status: "met",
    }),
  );

describe("attendance falls", () => {
  const before = sessions(6, 10, SIX.slice(0, 4), "early");
  const falls = (late: Fact<"sessions">[], more: Parameters<typeof observed>[0] = {}) =>
    attendanceFalls(observed({ facts: { sessions: [...before, ...late] }, ...more }));
  // In turn one or two of four stay away: 10 of 16 seats.
  const late = [
    ["ana", "boris"],
    ["boris", "carla", "dan"],
    ["carla", "dan", "ana"],
    ["dan", "ana"],
  ].map((came, index) => aSession({ id: `late${index}`, day: 40 + index, memberIds: SIX.slice(0, 4), cameIds: came }));

  it("from all of 24 seats to 10 of 16, and short check-ins are offered for four weeks from next Monday", () => {
    const [insight] = falls(late);
    expect(insight).toMatchObject({
      key: "p/attendance_falls",
      evidence: { n: 16, count: 10, figures: [{ metricId: "attendance_rate", value: 0.625, before: 1, n: 16 }] },
      action: { kind: "add_check_ins", from: "2027-03-08", to: "2027-04-05" },
    });
  });

  it("counts the seats of sessions it is told of in numbers alone, beside those it knows", () => {
    const facts = { sessions: [...before, ...late] };
    const [insight] = attendanceFalls({ ...observed({ facts }), earlier: { until: onDay(0), known: 8, taken: 4 } });
    expect(insight?.evidence.figures[0]?.before).toBe((24 + 4) / (24 + 8));
    const [other] = attendanceFalls({ ...observed({ facts }), earlier: { until: onDay(12), known: 8, taken: 8 } });
    expect(other?.evidence.figures[0]?.before).toBe(1);
    const few = attendanceFalls({ ...observed({ facts }), earlier: { until: onDay(20), known: 11, taken: 11 } });
    expect(few).toEqual([]);
  });

  it("has no check-ins to offer where there are some", () => {
    expect(falls(late, { programme: { checkIn: true } })[0]?.action).toBeNull();
  });

  it("is not said of a fall by one seat in sixteen, nor of so few seats that it may be chance", () => {
    const all = sessions(3, 40, SIX.slice(0, 4), "late");
    const one = aSession({ id: "late9", day: 44, memberIds: SIX.slice(0, 4), cameIds: SIX.slice(0, 3) });
    expect(falls([...all, one])).toEqual([]);
    expect(falls(late.slice(0, 2))).toEqual([]);
  });

  it("is not said where it is one person who stays away: four people's seats are too few to be sure of it", () => {
    const mostly = before.map((session, index) => (index === 0 ? { ...session, cameIds: SIX.slice(0, 3) } : session));
    const without = sessions(4, 40, SIX.slice(1, 4), "late");
    expect(attendanceFalls(observed({ facts: { sessions: [...mostly, ...without] } }))).toEqual([]);
    expect(attendanceFalls(observed({ facts: { sessions: [...mostly, ...late] } }))).toHaveLength(1);
  });

  it("lasts until attendance is within five points of what it was", () => {
    const all = sessions(3, 40, SIX.slice(0, 4), "late");
    const one = aSession({ id: "late9", day: 44, memberIds: SIX.slice(0, 4), cameIds: SIX.slice(0, 3) });
    const open = ["p/attendance_falls"];
    expect(falls([...all, one], { open })).toHaveLength(1);
    expect(falls(sessions(4, 40, SIX.slice(0, 4), "late"), { open })).toEqual([]);
  });
});

describe("the rhythm is lost", () => {
  const promised = SIX.map(id => aPerson(id, { promised: 4, seenAt: onDay(27) }));
  const held = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      aSession({ id: `s${index}`, day: 2 + index, memberIds: SIX, cameIds: SIX }),
    );
  const lost = (count: number, now: number, open: string[] = []) =>
    rhythmLost(observed({ facts: { people: promised, sessions: held(count) }, now, open }));

  it("at 12 of 24 promised sessions of the period that is over, a week after its end", () => {
    expect(lost(2, onDay(35))).toMatchObject([
      { key: "p/rhythm_lost", evidence: { n: 24, count: 12, figures: [{ metricId: "rhythm", value: 0.5 }] } },
    ]);
    expect(lost(2, onDay(34) - 12 * HOUR)).toEqual([]);
  });

  it("is not said where nobody reported any meeting, in micro, of a period the programme's end cuts short, or once it is over", () => {
    const facts = { people: promised, sessions: held(2) };
    const now = onDay(35);
    const silent = { ...facts, sessions: facts.sessions.map(one => ({ ...one, status: "unreported" as const })) };
    expect(rhythmLost(observed({ facts: silent, now }))).toEqual([]);
    expect(rhythmLost(observed({ facts, now, programme: { format: "micro" } }))).toEqual([]);
    expect(rhythmLost(observed({ facts, now, programme: { endsOn: "2027-01-20" } }))).toEqual([]);
    expect(rhythmLost(observed({ facts, now, programme: { endsOn: "2027-02-05" } }))).toEqual([]);
  });

  it("is kept at 18 of 24, and is not found again before 70 %", () => {
    expect(lost(3, onDay(35))).toEqual([]);
    expect(lost(2, onDay(35), ["p/rhythm_lost"])).toHaveLength(1);
    expect(lost(3, onDay(35), ["p/rhythm_lost"])).toEqual([]);
  });
});

describe("meetings run over", () => {
  const said = (yes: number, no: number, who = 5): Fact<"feedback">[] =>
    Array.from({ length: yes + no }, (_, index) =>
      anAnswer(`s${index}`, SIX[index % who] ?? "", {
        endedInTime: index < yes,
        endedAt: onDay(40),
        at: onDay(40) + HOUR,
      }),
    );
  const over = (feedback: Fact<"feedback">[], open: string[] = []) => overTime(observed({ facts: { feedback }, open }));

  it("when 5 of 10 answers say a session ended in time, told with the interval of answers by five people", () => {
    const [insight] = over(said(5, 5));
    expect(insight?.evidence).toMatchObject({ n: 10, count: 5, figures: [{ value: 0.5, people: 5 }] });
    expect(insight?.evidence.figures[0]?.interval).toHaveLength(2);
  });

  it("is not said of 6 of 10, of seven answers, or of three people", () => {
    expect(over(said(6, 4))).toEqual([]);
    expect(over(said(6, 4), ["p/over_time"])).toHaveLength(1);
    expect(over(said(7, 3), ["p/over_time"])).toEqual([]);
    expect(over(said(1, 6))).toEqual([]);
    expect(over(said(1, 9, 3))).toEqual([]);
  });
});

describe("feedback is one-sided", () => {
  const pairs = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      aSession({
        id: `s${index}`,
        day: 50,
        memberIds: [SIX[index % 6] ?? "", SIX[(index + 1) % 6] ?? ""],
        cameIds: [SIX[index % 6] ?? "", SIX[(index + 1) % 6] ?? ""],
      }),
    );
  const by = (index: number, side: 0 | 1) =>
    anAnswer(`s${index}`, SIX[(index + side) % 6] ?? "", { endedAt: onDay(50) + HOUR, at: onDay(50) + 2 * HOUR });
  const both = (count: number) => Array.from({ length: count }, (_, index) => [by(index, 0), by(index, 1)]).flat();
  const one = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => by(from + index, 0));
  const facts = (feedback: Fact<"feedback">[]) => ({ sessions: pairs(8), feedback });
  const found = (feedback: Fact<"feedback">[], open: string[] = []) =>
    oneSidedFeedback(observed({ facts: facts(feedback), open }));

  it("when 3 of 8 sessions have it from both sides and five from one", () => {
    const [insight] = found([...both(3), ...one(3, 8)]);
    expect(insight).toMatchObject({
      key: "p/one_sided_feedback",
      evidence: { n: 8, count: 3 },
      action: { kind: "remind_feedback" },
    });
  });

  it("never tells who was silent, or of which session", () => {
    const text = JSON.stringify(found([...both(3), ...one(3, 8)]));
    for (const id of [...SIX, "s3", "s4"]) expect(text).not.toContain(`"${id}"`);
  });

  it("is not said at half, lasts until 60 %, and is another thing than nobody answering", () => {
    expect(found([...both(4), ...one(4, 8)])).toEqual([]);
    expect(found([...both(4), ...one(4, 8)], ["p/one_sided_feedback"])).toHaveLength(1);
    expect(found([...both(5), ...one(5, 8)], ["p/one_sided_feedback"])).toEqual([]);
    expect(found(both(3))).toEqual([]);
  });

  it("the silent side can be reminded of sessions of the last week, from two days after", () => {
    const at = (now: number) => silentSides(observed({ facts: facts([by(3, 0), ...both(3)]), now }).facts, now);
    expect(at(onDay(53))).toEqual([{ sessionId: "s3", personIds: ["eva"] }]);
    expect(at(onDay(51))).toEqual([]);
    expect(at(onDay(58))).toEqual([]);
  });
});

describe("few answer", () => {
  const wave = (key: string, day: number, asked: number, answers: number) => ({
    key,
    programmeId: "p",
    closesAt: onDay(day),
    asked,
    answers,
  });
  const few = (waves: ReturnType<typeof wave>[], open: string[] = []) =>
    fewAnswers(observed({ facts: { waves }, open }));

  it("when 7 of 20 asked answered in the last two waves, whatever the one before them was", () => {
    expect(few([wave("a", 10, 10, 10), wave("b", 20, 10, 3), wave("c", 40, 10, 4)])).toMatchObject([
      { key: "p/few_answers", evidence: { n: 20, count: 7, figures: [{ metricId: "response_rate", value: 0.35 }] } },
    ]);
  });

  it("is not said at 8 of 20, of three people, or of waves long over", () => {
    expect(few([wave("b", 20, 10, 4), wave("c", 40, 10, 4)])).toEqual([]);
    expect(few([wave("b", 20, 10, 4), wave("c", 40, 10, 5)], ["p/few_answers"])).toHaveLength(1);
    expect(few([wave("b", 20, 10, 5), wave("c", 40, 10, 5)], ["p/few_answers"])).toEqual([]);
    expect(few([wave("c", 40, 3, 0)])).toEqual([]);
    expect(few([wave("c", -5, 10, 1)])).toEqual([]);
  });
});
