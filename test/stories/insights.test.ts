import { beforeAll, describe, expect, it } from "vitest";
import { DAY, HOUR } from "../../src/core/domain/values/time.ts";
import type { KeptInsight } from "../../src/core/rules/insights/settling.ts";
import type { Point } from "../../src/core/rules/metrics/points.ts";
import { insightTable } from "../../src/store/figures/insights.ts";
import { pointTable } from "../../src/store/figures/points.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import { type LocalD1, openD1 } from "../world/d1.ts";
import { allEvents } from "../world/people.ts";
import { openPlayground } from "../world/playground.ts";
import { readTable } from "../world/tables.ts";
import { Team } from "../world/team.ts";
import { planningRunner } from "./planned.ts";

/** Twelve weeks of one circle, as the model in ../world/team.ts has people behave, with insights acted upon and without. */
const NAMES = ["Ana", "Boris", "Vera", "Georgi", "Mila"];
const SPAN = { startsOn: "2027-01-04", endsOn: "2027-03-28" };
const BEGINS = Date.parse("2026-12-31T06:00:00Z");
const DAYS = 92;
const SEEDS = ["one", "two", "three"];

interface Lived {
  team: Team;
  points: Point[];
  insights: KeptInsight[];
  mails: number;
  failures: string[];
  /** All that people can read of it: pages of sessions and groups, and invitations. */
  written: string;
  suggested: string[];
}

async function lived(
  seed: string,
  insights: "off" | "act",
  { days = DAYS, runnerOf = inProcessRunner }: { days?: number; runnerOf?: typeof inProcessRunner } = {},
): Promise<Lived> {
  const people = NAMES.map(name => ({ name, email: `${name.toLowerCase()}@example.org`, zone: "Europe/Sofia" }));
  const playground = await openPlayground({ startsAt: BEGINS, people, language: "en" });
  const sql = openD1();
  const runner = runnerOf(playground, sql);
  const team = new Team(playground, seed);
  await team.enter(NAMES, SPAN, insights);
  const failures: string[] = [];
  for (let day = 0; day < days; day += 1) {
    const now = BEGINS + day * DAY;
    playground.clock.set(now);
    await team.act(now);
    failures.push(...(await runner.run(now + HOUR, "cron")).failed);
  }
  const outcome = {
    team,
    points: [...(await pointTable.list(sql)).values()],
    insights: await insightTable.list(sql),
    mails: playground.google.outbox.length,
    failures,
    written: JSON.stringify([
      await readTable(playground, "sessions"),
      await readTable(playground, "groups"),
      (await allEvents(playground)).map(event => [event.summary, event.description]),
    ]),
    suggested: (await readTable(playground, "resources")).map(row => String(row.values.suggested ?? "")),
  };
  sql.close();
  return outcome;
}

/** A figure of the last whole period, added up over the seeds and divided by them. */
function last(worlds: readonly Lived[], metric: string, skill: string | null = null): number {
  const values = worlds.map(({ points }) => {
    const own = points.filter(point => point.metricId === metric && point.skill === skill && point.period.number === 2);
    return own[0]?.value ?? Number.NaN;
  });
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of the help people really gave in the last four weeks, the share of who gave most. */
function topShare({ team }: Lived): number {
  const late = team.helps.filter(help => help.at > BEGINS + 60 * DAY);
  const counts = NAMES.map(name => late.filter(help => help.helper === name).length);
  return Math.max(...counts) / late.length;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("a circle in which Ana always leads, and nobody knows testing", () => {
  const off: Lived[] = [];
  const act: Lived[] = [];
  beforeAll(async () => {
    for (const seed of SEEDS) {
      off.push(await lived(seed, "off"));
      act.push(await lived(seed, "act"));
    }
  });

  it("without insights she gives most of all help to the end, and the seat never goes round", () => {
    expect(last(off, "seats_rotated")).toBe(0);
    expect(last(off, "help_top_share")).toBeGreaterThan(0.6);
    for (const world of off) expect([topShare(world) > 0.6, world.insights]).toEqual([true, []]);
  });

  it("is seen within the first weeks: the seat is handed on, and it is over once help is in balance", () => {
    for (const { insights, team } of act) {
      const carried = insights.filter(insight => insight.id === "help_carried");
      expect(carried.map(one => [one.about.personIds, one.state])).toEqual([[[team.members[0]?.id], "gone"]]);
      expect((carried[0]?.since ?? 0) - BEGINS).toBeLessThan(35 * DAY);
    }
  });

  it("with insights the seat goes round, and the others help as well: in Krug's figures and in what really happened", () => {
    expect(last(act, "seats_rotated")).toBeGreaterThan(0.7);
    expect(last(act, "help_top_share")).toBeLessThan(0.45);
    expect(last(act, "help_gini")).toBeLessThan(last(off, "help_gini") - 0.2);
    expect(mean(act.map(topShare))).toBeLessThan(mean(off.map(topShare)) - 0.2);
  });

  it("a low first pulse leads to the course on testing, and people gain more by it than without", () => {
    for (const { points } of [...off, ...act])
      expect(points.find(one => one.metricId === "satisfaction" && one.period.number === 0)?.value).toBeLessThan(3.5);
    for (const { suggested } of off) expect(suggested).toEqual([""]);
    for (const { suggested } of act) expect(suggested).toEqual([expect.stringMatching(/^Suggested to everyone/)]);
    expect(last(act, "growth_points", "testing")).toBeGreaterThan(last(off, "growth_points", "testing") + 0.5);
  });

  it("nobody is mailed for it, and no page or invitation says why", () => {
    expect(act.map(one => one.mails)).toEqual(off.map(one => one.mails));
    for (const { written } of act) expect(written).not.toMatch(/carries|balance|satisf|insight|rests|too much/i);
  });

  it("every run does what its plan said, insights and what follows from them included", async () => {
    const seen = { runs: 0, commands: 0 };
    const { insights } = await lived("one", "act", {
      days: 40,
      runnerOf: (playground, sql) => planningRunner(playground, sql as LocalD1, seen),
    });
    expect(seen.runs).toBe(40);
    expect(insights.map(one => one.id)).toContain("help_carried");
  });

  it("no run fails", () => {
    for (const { failures } of [...off, ...act]) expect(failures).toEqual([]);
  });
});
