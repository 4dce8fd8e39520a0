import { describe, expect, test } from "vitest";
import type { Command } from "../../../../src/core/domain/command.ts";
import { LANGUAGES } from "../../../../src/core/domain/values/language.ts";
import type { Row } from "../../../../src/core/domain/values/row.ts";
import { DAY } from "../../../../src/core/domain/values/time.ts";
import { decideColumns } from "../../../../src/core/plan/columns.ts";
import { aimsTold, decideAims } from "../../../../src/core/plan/figures/aims.ts";
import type { KeptInsight } from "../../../../src/core/rules/insights/settling.ts";
import type { Point } from "../../../../src/core/rules/metrics/points.ts";
import { anId, aPage, aPerson, aPlanning, aProgramme, aSnapshot, at, on } from "../../../world/builders.ts";

const FEBRUARY = at("2027-02-20T08:00:00Z");
const MARCH = at("2027-03-02T08:00:00Z");

type Values = Parameters<typeof aPage>[2];

function anAim(name: string, more: Values = {}, written = 0): Row {
  const values = { title: name, programme: [anId("programme")], metric: "satisfaction", target: "4" };
  const row = aPage("aims", anId(name), { ...values, due: on("2027-06-30"), ...more });
  return { ...row, createdAt: row.createdAt + written * DAY };
}

const aPoint = (metricId: string, value: number, more: Partial<Point> = {}) => {
  const from = at("2027-01-10T23:00:00Z");
  const period = { number: 0, from, to: from + 28 * DAY };
  return {
    programmeId: anId("programme"),
    metricId,
    skill: null,
    value,
    n: 9,
    period,
    isPublic: true,
    ...more,
  } as Point;
};

const insight = (id: KeptInsight["id"]) =>
  ({ id, key: id, programmeId: anId("programme"), state: "open" }) as KeptInsight;

interface Given {
  points?: readonly Point[];
  insights?: readonly KeptInsight[];
  now?: number;
}

function decided(rows: readonly Row[], { points = [], insights = [], now = FEBRUARY }: Given = {}): Command[] {
  const snapshot = aSnapshot(rows);
  const [programme] = snapshot.programmes;
  return programme === undefined ? [] : decideAims(aPlanning(snapshot, now), programme, { points, insights });
}

/** What pages of aims are told is wrong, by what they are called. */
function saysOn(rows: readonly Row[]): Record<string, string> {
  const commands = decideColumns(aPlanning(aSnapshot(rows), FEBRUARY));
  const says = commands.flatMap(command =>
    command.kind === "update_page" && command.source === "aims" ? [[command.pageId, command.values.krugSays]] : [],
  );
  const names = new Map(rows.map(row => [row.id, String(row.values.title)]));
  return Object.fromEntries(says.map(([id, said]) => [names.get(String(id)), String(said)]));
}

function pageOf(commands: readonly Command[]): string {
  const page = commands.find(command => command.kind === "create_page");
  if (page?.kind !== "create_page") throw new Error("no page");
  return [page.values.title, ...(page.body ?? []).map(({ text }) => text)].join("\n");
}

describe("the pages of aims", () => {
  test("say how each stands, and by which figure", () => {
    const rows = [aProgramme(), anAim("happy"), anAim("meet", { metric: "held_rate", target: "90%" }, 1)];
    const commands = decided(rows, { points: [aPoint("satisfaction", 4.2), aPoint("held_rate", 0.8)] });
    const said = commands.map(command => ("values" in command ? command.values : {}));
    expect(said.sort((a, b) => (String(a.figure) < String(b.figure) ? -1 : 1))).toEqual([
      {
        state: "reached",
        figure: "4.2 of 5 (11 January – 7 February 2027). Aimed for by 30 June 2027: at least 4 of 5.",
      },
      { state: "not_yet", figure: "80% (11 January – 7 February 2027). Aimed for by 30 June 2027: at least 90%." },
    ]);
  });

  test("say in a sentence what is wrong, and the others go on", () => {
    const six = Array.from({ length: 6 }, (_, place) => anAim(`aim ${place}`, {}, place));
    expect(saysOn([aProgramme(), ...six])).toEqual({
      "aim 5":
        "A programme has 5 aims at most, and this one is more. It is not judged; take another away to have it counted.",
    });
    expect(decided([aProgramme(), ...six], { points: [aPoint("satisfaction", 5)] })).toHaveLength(5);
    const rows = [
      aProgramme({ format: "micro", language: "uk" }),
      anAim("rhythm", { metric: "rhythm" }),
      anAim("number", { target: "багато" }),
      anAim("past", { due: on("2027-01-01") }),
      anAim("beyond", { target: "9" }),
      anAim("fine"),
    ];
    const says = saysOn(rows);
    expect(Object.keys(says).sort()).toEqual(["beyond", "number", "past", "rhythm"]);
    expect(says.rhythm).toContain("у програмі такого формату");
    expect(says.number).toContain("«багато»");
    expect(says.past).toContain("який ще попереду");
    expect(says.beyond).toContain("від 1 до 5");
    const states = decided(rows, { points: [aPoint("satisfaction", 5)] }).map(
      command => "values" in command && command.values.state,
    );
    expect(states.sort()).toEqual(["reached", "unknown", "unknown", "unknown", "unknown"]);
  });
});

describe("the month's page for sponsors", () => {
  const rows = [
    aProgramme(),
    aPerson("Ana"),
    anAim("Everybody is happy"),
    anAim("Ana finishes the app", { metric: "by_hand", target: "1" }, 1),
    anAim("They meet", { metric: "held_rate", target: "90%" }, 2),
  ];
  const points = [
    aPoint("satisfaction", 4.2),
    aPoint("held_rate", 0.5),
    aPoint("sessions_held", 12),
    aPoint("help_given", 7, { isPublic: false }),
  ];
  const insights = [insight("rhythm_lost"), insight("help_carried"), insight("group_stuck")];

  test("tells what is reached, what is not, what can't be judged, what was done and what to change, and names nobody", () => {
    const told = pageOf(decided(rows, { points, insights, now: MARCH }));
    expect(told).toBe(
      [
        "February 2027 · Pairs: aims",
        "Aims reached: 1 of 3.",
        "Reached",
        "“Everybody is happy” (Satisfaction): 4.2 of 5 (11 January – 7 February 2027). Aimed for by 30 June 2027: at least 4 of 5.",
        "Not yet",
        "“They meet” (Sessions held): 50% (11 January – 7 February 2027). Aimed for by 30 June 2027: at least 90%.",
        "Can’t be judged yet",
        "Reported by hand. The value, or the day it was reported, is missing.",
        "What was done",
        "11 January – 7 February 2027: Number of sessions held: 12 (9 sessions).",
        "What could be changed",
        "The rhythm is not kept. Meet less often but for certain: set more weeks between sessions, or fewer minutes.",
        "All figures are of the whole programme and may be seen by everybody. They tell how things are, not why. People are not appraised by them.",
      ].join("\n"),
    );
  });

  test("is made once a month, and not without aims; with insights off it suggests nothing", () => {
    expect(decided(rows, { now: FEBRUARY }).every(({ kind }) => kind === "update_page")).toBe(true);
    expect(decided([aProgramme()], { now: MARCH })).toEqual([]);
    const key = `sponsors:${anId("programme")}:2027-02`;
    const page = aPage("digests", anId("page"), { key, programme: [anId("programme")] });
    expect(decided([...rows, page], { now: MARCH }).every(({ kind }) => kind === "update_page")).toBe(true);
    const quiet = [aProgramme({ insights: "off" }), ...rows.slice(1)];
    expect(pageOf(decided(quiet, { points, insights, now: MARCH }))).toContain("The figures suggest no change.");
  });

  test("names nobody in any language, nor does what readers of the dashboard see, and says no why", () => {
    const because =
      /because|due to|thanks to|led to|потому|из-за|благодаря|привел|через те|завдяки|призвел|заради|благодарение|доведе/i;
    for (const language of LANGUAGES) {
      const own = [aProgramme({ language }), ...rows.slice(1)];
      const told = pageOf(decided(own, { points, insights, now: MARCH }));
      expect(told).not.toContain("Ana");
      expect(told).not.toMatch(because);
      const snapshot = aSnapshot(own);
      const [programme] = snapshot.programmes;
      expect(programme && JSON.stringify(aimsTold(snapshot, programme, points, MARCH))).not.toContain("Ana");
    }
  });
});
