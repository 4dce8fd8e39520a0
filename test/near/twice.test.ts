import { expect, test } from "vitest";
import { firstDifference, type Look, MAY_WAIT } from "../faults/twice.ts";
import { liveSmall, type SmallLife } from "./life.ts";

/** Weeks in which people do many small things a day; lives of months, in which all is settled, are in test/settled. */
const WEEKS = 2;
const FORMATS: Record<string, SmallLife["programme"]> = {
  "pairs by fit": { format: "pair", matching: "best_fit", roundWeeks: 1 },
  "pairs of a month": { format: "pair", matching: "random", roundWeeks: 4, everyWeeks: 1 },
  triads: { format: "triad", matching: "random", roundWeeks: 1, groupSize: 3 },
  "circles with check-ins": { format: "circle", matching: "random", roundWeeks: 4, groupSize: 4, checkIn: true },
  mentors: { format: "mentor", matching: "best_fit", roundWeeks: 4, everyWeeks: 1 },
};

async function looksOf(life: SmallLife, isSettling: boolean): Promise<Look[]> {
  const looks: Look[] = [];
  const mayWait = (line: string) =>
    line.startsWith("body ") || MAY_WAIT.some(source => line.startsWith(`page ${source} `));
  const isSeen = (line: string) => /^(page|event|mail|points|body) /.test(line);
  await liveSmall(life, {
    isSettling,
    onRun: (all, at) => {
      const lines = all.filter(isSeen);
      looks.push({ at, lines: lines.filter(line => !mayWait(line)), mayWait: lines.filter(mayWait) });
    },
  });
  return looks;
}

test.each(Object.keys(FORMATS))(
  "%s go alike, run by run, where each run reads everything, bodies of pages too",
  async name => {
    const life = { seed: "7", weeks: WEEKS, programme: FORMATS[name] ?? {}, bodies: true };
    const looks = await looksOf(life, true);
    const bodies = new Set(looks.flatMap(({ mayWait }) => mayWait.filter(line => line.startsWith("body "))));
    for (const source of ["sessions", "groups", "roadmap", "people"])
      expect([source, [...bodies].some(line => line.startsWith(`body ${source} `))]).toEqual([source, true]);
    expect(looks.length).toBeGreaterThan(60);
    expect(firstDifference(looks, await looksOf(life, false))).toBeNull();
  },
);
