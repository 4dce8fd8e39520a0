import type { calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import { beforeAll, describe, expect, it } from "vitest";
import type { Figures } from "../demo/figures.ts";
import { readScenario, type Scenario } from "../demo/scenario.ts";
import { STORY, storyHeard } from "../recordings/episodes.ts";
import { otherwise } from "../recordings/files.ts";
import type { Unit } from "../recordings/heard.ts";
import { episodeOf } from "../world/episode.ts";
import { allEvents } from "../world/people.ts";
import type { Playground } from "../world/playground.ts";
import { readTable } from "../world/tables.ts";

const point = (figures: Figures, metric: string, skill: string | null, period: number) =>
  figures.metrics.find(
    one =>
      one.programme === "Mobile app circle" && one.metric === metric && one.skill === skill && one.period === period,
  );

describe("five people build a mobile application in six months", () => {
  let figures: Figures;
  let playground: Playground;
  let events: calendar_v3.Schema$Event[];
  let unit: Unit;
  beforeAll(async () => {
    const played = await storyHeard();
    ({ figures, playground } = played.episode);
    ({ unit } = played);
    events = (await allEvents(playground)).filter(event => event.status !== "cancelled");
  });

  it("every figure the story is checked by is as it should be", () => {
    expect(figures.checks.filter(check => !check.ok)).toEqual([]);
    expect(figures.failures).toEqual([]);
    expect(figures.idleActs).toEqual([]);
  });

  it("what leaves Krug is what was recorded", () => {
    expect(otherwise("episodes", unit)).toBeNull();
  });

  it("the circle meets every two weeks, with a check-in every Monday", () => {
    const circle = figures.meetings.filter(one => one.programme === "Mobile app circle" && one.kind === "session");
    expect(circle).toHaveLength(13);
    const checkIns = figures.meetings.filter(one => one.kind === "check_in");
    expect(checkIns).toHaveLength(26);
    for (const one of checkIns) {
      expect(new Date(one.startsAt).getUTCDay()).toBe(1);
      expect(Date.parse(one.endsAt) - Date.parse(one.startsAt)).toBe(10 * 60_000);
    }
  });

  it("in the first two weeks a pulse shows low satisfaction, and courses on the two weak skills are suggested", () => {
    expect(point(figures, "satisfaction", null, 0)).toMatchObject({ value: 2.6, n: 5 });
    expect(figures.suggestions.map(one => one.resource).sort()).toEqual([
      "Architecture for small teams",
      "Testing mobile applications, step by step",
    ]);
    const holds = (event: calendar_v3.Schema$Event) =>
      event.description?.includes("https://courses.example.org/testing") === true;
    const pulseClosed = Date.parse("2027-01-24T00:00:00Z");
    expect(events.filter(event => Date.parse(event.start?.dateTime ?? "") > pulseClosed).some(holds)).toBe(true);
    expect(events.filter(event => Date.parse(event.end?.dateTime ?? "") < pulseClosed).some(holds)).toBe(false);
  });

  it("after a month self-assessed testing skill has risen by 30 %, worked out from the answers", () => {
    expect(point(figures, "growth_percent", "testing", 1)?.value).toBeCloseTo(30, 6);
    expect(point(figures, "growth_percent", "testing", 0)?.value).toBeNull();
  });

  it("the person on leave is in no pair for two weeks and in one again after", () => {
    const away = figures.byWeek.filter(week => week.onLeave.includes("Vera Schmidt")).map(week => week.week);
    expect(away).toEqual([9, 10]);
    for (const week of figures.byWeek)
      expect(week.pairs.flat().includes("Vera Schmidt")).toBe(!away.includes(week.week));
  });

  it("a goal rewritten in Notion stands in the next invitation, and nobody is mailed for it", () => {
    const rewritten = "Payments that survive a lost connection";
    expect(events.some(event => event.description?.includes(rewritten))).toBe(true);
    const at = Date.parse("2027-02-02T08:20:00Z");
    expect(playground.google.outbox.filter(mail => mail.at === at)).toEqual([]);
  });

  it("the meeting moved by hand in Calendar keeps its new time, in Notion too", async () => {
    const moved = figures.meetings.filter(one => one.movedByHand);
    expect(moved).toHaveLength(1);
    const sessions = await readTable(playground, "sessions");
    const times = sessions.map(row => (row.values.when as { start: string } | null)?.start.slice(0, 16));
    expect(times).toContain(moved[0]?.startsAt.slice(0, 16));
  });

  it("levels, health and feedback never stand in an invitation", () => {
    for (const event of events)
      expect(`${event.summary} ${event.description}`).not.toMatch(/off track|on track|level \d|useful/i);
  });
});

describe("the growth figure comes from the answers", () => {
  const short = (): Scenario => ({ ...readScenario(STORY), weeks: 6, acts: [] });

  it("moves when the answers are others", async () => {
    const scenario = short();
    for (const person of scenario.people) person.answers.levels = { testing: [2, 4] };
    const { figures } = await episodeOf(scenario);
    expect(point(figures, "growth_percent", "testing", 1)?.value).toBeCloseTo(100, 6);
  });

  it("is null, not 0, where nobody answered", async () => {
    const scenario = short();
    for (const person of scenario.people) person.answers = { ...person.answers, levels: {}, pulses: [] };
    const { figures } = await episodeOf(scenario);
    const growth = figures.metrics.filter(one => one.metric.startsWith("growth"));
    expect(growth.length).toBeGreaterThan(0);
    expect(growth.every(one => one.value === null)).toBe(true);
    expect(figures.metrics.filter(one => one.metric === "satisfaction").every(one => one.value === null)).toBe(true);
  });
});
