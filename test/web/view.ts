import type { Programme } from "../../src/core/domain/programme.ts";
import { NO_REACH } from "../../src/core/domain/reach.ts";
import type { Language } from "../../src/core/domain/values/language.ts";
import { addDays, atLocal } from "../../src/core/domain/values/time.ts";
import { isForCoordinator, type Why } from "../../src/core/domain/wait.ts";
import { INSIGHT_IDS, type Insight } from "../../src/core/rules/insights/insight.ts";
import { catalogue } from "../../src/core/rules/metrics/catalogue.ts";
import type { MetricValue } from "../../src/core/rules/metrics/metric.ts";
import type { Point } from "../../src/core/rules/metrics/points.ts";
import type { HeldRun } from "../../src/store/runs/heldRun.ts";
import type { ToldInsight } from "../../src/text/figures/insights.ts";
import { waitSentence } from "../../src/text/operating/waits.ts";
import { NOBODY, type Organisation } from "../../src/web/organisation.ts";
import type { DashboardView } from "../../src/web/view.ts";

const SOFIA = "Europe/Sofia";

export function at(local: string, zone = SOFIA): number {
  const [day = "", clock = "00:00"] = local.split(" ");
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return atLocal(day, hours * 60 + minutes, zone);
}

/** A figure with one value a period of four weeks from 11 January 2027; the last has `rest` beside its value. */
export function aFigure(
  id: string,
  values: readonly number[],
  rest: Partial<MetricValue> & { skill?: string; first?: number } = {},
): DashboardView["programmes"][number]["figures"][number] {
  const { skill = null, first = 0, ...figure } = rest;
  const metric = catalogue([]).find(each => each.id === id);
  const points = values.map((value, index): Point => {
    const number = first + index;
    const day = addDays("2027-01-11", 28 * number);
    return {
      key: `p/${id}/${skill}/${number}`,
      programmeId: "p",
      metricId: id,
      skill,
      unit: metric?.unit ?? "people",
      period: { number, from: at(day), to: at(addDays(day, 28)) },
      value,
      n: 12,
      baseline: values[0] ?? null,
      change: index === 0 ? null : value - (values[0] ?? 0),
      isPublic: true,
      ...(index === values.length - 1 ? figure : {}),
    };
  });
  return { id, skill, points };
}

export function aSession(rest: Partial<DashboardView["sessions"][number]> = {}): DashboardView["sessions"][number] {
  return {
    title: "Ana & Boris",
    url: "https://notion.example/session",
    startsAt: at("2027-03-11 10:00"),
    endsAt: at("2027-03-11 10:45"),
    zone: SOFIA,
    programme: "Mobile app, spring",
    replies: "",
    meet: null,
    ...rest,
  };
}

export function aProgramme(
  rest: Partial<DashboardView["programmes"][number]> = {},
): DashboardView["programmes"][number] {
  return {
    name: "Mobile app, spring",
    url: "https://notion.example/programme",
    path: "/programmes/11111111111141118111111111111111",
    zone: SOFIA,
    people: 12,
    company: NOBODY,
    aims: [],
    chat: null,
    figures: [],
    pulseTexts: [],
    ...rest,
  };
}

/** Five people, the last of whom is new: four have met, in all their pairs but one. */
export function aCompany(rest: Partial<Organisation> = {}): Organisation {
  return {
    programmeId: "p",
    names: ["Ana", "Boris", "Dan", "Georgi", "Vera"],
    ids: ["ana", "boris", "dan", "georgi", "vera"],
    met: [
      [0, 3, 1, 2, 0],
      [3, 0, 2, 1, 0],
      [1, 2, 0, 0, 0],
      [2, 1, 0, 0, 0],
      [0, 0, 0, 0, 0],
    ],
    away: [
      { name: "Boris", until: "2027-03-21" },
      { name: "Dan", until: null },
    ],
    leftOut: [{ name: "Vera", why: "no_level" }],
    groups: [{ id: "g", names: ["Ana", "Boris"], health: "stuck", outcome: "undecided" }],
    ...rest,
  };
}

export function aProblem(rest: Partial<DashboardView["problems"][number]> = {}): DashboardView["problems"][number] {
  return { source: "people", page: "Ana", url: "https://notion.example/ana", says: "Something is missing.", ...rest };
}

export function aView(rest: Partial<DashboardView> = {}): DashboardView {
  const worldNow = at("2027-03-10 06:00");
  return {
    language: "en",
    asOf: worldNow,
    silentSince: null,
    zone: SOFIA,
    outages: [],
    givenUp: [],
    keeping: null,
    deadLetters: 0,
    run: {
      id: 7,
      worldNow,
      startedAt: worldNow,
      endedAt: worldNow + 4_000,
      endedWell: true,
      report: {
        reason: "cron",
        done: { update_page: 9, change_event: 3 },
        changed: 4,
        failed: [],
        requests: { notion: 20, google: 8 },
        statements: 60,
        mails: 2,
        isContinued: false,
        landedBetween: 0,
        isHeld: false,
      },
    },
    programmes: [],
    sessions: [],
    held: null,
    find: "",
    all: null,
    outcome: null,
    toSettle: [],
    waits: [],
    insights: [],
    untold: null,
    problems: [],
    ...rest,
  };
}

/** A first round of two hundred people that waits for a go. */
export function aHeldRun(rest: Partial<HeldRun> = {}): HeldRun {
  return {
    mark: "a-mark-of-its-own",
    since: at("2027-03-09 18:00"),
    reach: { ...NO_REACH, invitations: 200, cancellations: 3 },
    limit: { invitations: 100, moves: 40, cancellations: 40, outsiders: 20, strangers: 0 },
    over: ["invitations"],
    lines: Array.from({ length: 12 }, (_, index) => `${index + 1}. Ana & Boris`),
    subjects: [],
    programmeIds: [],
    goAt: null,
    ...rest,
  };
}

/** One insight of each rule, and one that is over. */
function someInsights(): DashboardView["insights"] {
  const since = at("2027-03-02 02:00");
  return [
    ...INSIGHT_IDS.map(id => aShownInsight(id)),
    { ...aShownInsight("over_time"), since, goneAt: since + 3 * 86_400_000 },
  ];
}

export function aShownInsight(
  id: Insight["id"],
  more: Partial<ToldInsight> = {},
  use: Programme["insights"] = "act",
): DashboardView["insights"][number] {
  const metric = { help_carried: "help_top_share", low_satisfaction: "satisfaction", over_time: "ended_in_time" }[
    String(id)
  ];
  const told: ToldInsight = {
    id,
    figures:
      metric === undefined
        ? []
        : [
            {
              metricId: metric,
              value: metric === "satisfaction" ? 2.6 : 0.5,
              n: 10,
              count: 5,
              before: null,
              interval: [0.24, 0.76],
            },
          ],
    n: 10,
    count: 5,
    people: ["Ana"],
    goals: ["Ship the new onboarding flow"],
    skills: ["Design"],
    action: ACTIONS[id] ?? null,
    ...more,
  };
  return {
    told,
    programme: "Mobile app, spring",
    use,
    zone: SOFIA,
    since: at("2027-03-02 02:00"),
    goneAt: null,
    pages: [],
  };
}

const ACTIONS: Partial<Record<Insight["id"], ToldInsight["action"]>> = {
  help_carried: { kind: "rest_seat", personId: "ana" },
  low_satisfaction: { kind: "suggest_resources", resources: [{ id: "r", skill: "Design" }] },
  attendance_falls: { kind: "add_check_ins", from: "2027-03-08", to: "2027-04-05" },
  no_question: { kind: "ask_question" },
  goal_off_track: { kind: "offer_helper", goalId: "g", helperId: "ana" },
  one_sided_feedback: { kind: "remind_feedback" },
  goal_reached: { kind: "congratulate", goalId: "g" },
};

const SOME_TEXTS = [2, 1].map(number => ({ programmeId: "p", number, texts: ["1 + 1 = 2", "…", "?"] }));

/** A programme in its third period, with every kind of figure, several days of sessions and some things to settle. */
export function aFullView(language: Language): DashboardView {
  return aView({
    language,
    programmes: [aProgramme({ company: aCompany(), figures: FIGURES, pulseTexts: SOME_TEXTS })],
    sessions: [
      aSession({ replies: "✓ Ana, ? Boris" }),
      aSession({
        title: "Vera, Georgi & Oksana",
        startsAt: at("2027-03-11 15:30"),
        endsAt: at("2027-03-11 16:30"),
        meet: "https://meet.google.com/abc-defg-hij",
      }),
      aSession({ title: "Ivan & Petya", startsAt: at("2027-03-12 09:00"), endsAt: at("2027-03-12 09:45") }),
    ],
    held: aHeldRun(),
    givenUp: [
      { what: "create_page", why: "403", page: "", url: null },
      { what: "change_event", why: "", page: "Ana & Boris", url: "https://notion.example/session" },
    ],
    deadLetters: 2,
    waits: ALL_WHYS.map(why => ({
      says: waitSentence({ ...why, programmeId: "p" }, "Mobile app, spring", language),
      url: "https://notion.example/programme",
      isForCoordinator: isForCoordinator(why),
    })),
    insights: someInsights(),
    problems: [
      aProblem({ says: "There is no e-mail address here.\nThe time zone is missing. Write it in “Time zone”." }),
      aProblem({ source: "roadmap", page: "Ship the new onboarding flow", says: "Nobody owns this goal yet." }),
    ],
  });
}

/** Everything a programme may wait for. */
const ALL_WHYS: readonly Why[] = [
  ...(["draft", "paused", "over", "page_unclear", "formed_by_hand", "held"] as const).map(why => ({ why })),
  ...(["not_begun", "round_forms_on"] as const).map(why => ({ why, on: "2027-03-15" })),
  ...(
    ["too_few_consented", "groups_wait_for_approval", "people_ask_to_join", "no_common_slot", "no_busy_times"] as const
  ).flatMap(why => [0, 1, 2, 5].map(count => ({ why, count }))),
];

const FIGURES = [
  aFigure("satisfaction", [3.4, 3.7, 4.1], { n: 11 }),
  aFigure("satisfied_share", [0.5, 0.6, 0.82], { n: 11, count: 9 }),
  aFigure("supported", [3.9, 3.9], { n: 10 }),
  aFigure("recommend_score", [18], { n: 11, first: 2 }),
  aFigure("response_rate", [0.9, 0.85, 0.8], { n: 24, count: 19 }),
  aFigure("held_rate", [0.7, 0.8, 0.85], { n: 20, count: 17, bounds: [0.74, 0.87] }),
  aFigure("unreported_share", [0.05, 0.1, 0.13], { n: 23, count: 3 }),
  aFigure("attendance_rate", [0.91, 0.88, 0.93], { n: 42, count: 39 }),
  aFigure("feedback_given_rate", [0.6, 0.55, 0.64], { n: 39, count: 25 }),
  aFigure("new_people_met", [3.1, 2.2, 1.5], { n: 12 }),
  aFigure("repeat_share", [0.1, 0.25, 0.31], { n: 26, count: 8 }),
  aFigure("growth_points", [0.2, 0.42], { n: 9, interval: [0.05, 0.79], first: 1 }),
  aFigure("growth_percent", [8, 17], { n: 9, first: 1 }),
  aFigure("growth_points", [0.6], { n: 6, interval: [-0.1, 1.3], skill: "Testing", first: 2 }),
  aFigure("growth_percent", [24], { n: 6, skill: "Testing", first: 2 }),
  aFigure("growth_points", [-0.25], {
    n: 5,
    interval: [-0.9, 0.4],
    skill: "Interface design and prototyping",
    first: 2,
  }),
  aFigure("growth_percent", [-7], { n: 5, skill: "Interface design and prototyping", first: 2 }),
  aFigure("goals_done", [0, 0.1, 0.29], { n: 14, count: 4 }),
  aFigure("goals_on_track", [0.8, 0.7, 0.5], { n: 14, count: 7 }),
  aFigure("goals_off_track", [0.2, 0.2, 0.21], { n: 14, count: 3 }),
  aFigure("goals_overdue", [0, 0.1, 0.07], { n: 14, count: 1 }),
];
