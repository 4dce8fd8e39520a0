import { beforeEach, expect, test, vi } from "vitest";
import { firstDifference, type Look, MAY_WAIT } from "../faults/twice.ts";
import type { LongLife } from "../settled/life.ts";
import { comparedRounds } from "./comparedRounds.ts";
import { liveSmall, type SmallLife } from "./life.ts";

// What rounds come to is compared decision by decision: formed in a look of its own, their pages would have other names.
vi.mock("../../src/run/world/sliceMirror.ts", async original => {
  const real = await original<typeof import("../../src/run/world/sliceMirror.ts")>();
  const nobody = { people: [], adrift: [], pageless: [], unlinked: [] };
  const roundsMirror: typeof real.roundsMirror = (sql, coordinators, forms) =>
    real.sliceMirror(sql, coordinators, nobody, forms);
  return { ...real, roundsMirror };
});
vi.mock("../../src/run/decide/deciding.ts", async original => {
  const { decided } = await original<typeof import("../../src/run/decide/deciding.ts")>();
  const { comparingRounds } = await import("./comparedRounds.ts");
  return { decided: comparingRounds(decided) };
});

const WEEKS = 2;
const FORMATS: Record<string, SmallLife["programme"]> = {
  "pairs by fit": { format: "pair", matching: "best_fit", roundWeeks: 1 },
  "pairs of a month": { format: "pair", matching: "random", roundWeeks: 4, everyWeeks: 1 },
  triads: { format: "triad", matching: "random", roundWeeks: 1, groupSize: 3 },
  "circles with check-ins": { format: "circle", matching: "random", roundWeeks: 4, groupSize: 4, checkIn: true },
  mentors: { format: "mentor", matching: "best_fit", roundWeeks: 4, everyWeeks: 1 },
};

/** Everything is looked at slice by slice, and then what concerns whole programmes with all that lives. */
function inSlicesOf(people: number): (life: LongLife) => Promise<string[]> {
  return async life => {
    const { budget } = life.hands.playground.connection;
    const { database } = life;
    const measured = await database
      .prepare("SELECT value FROM state WHERE key = 'measured_on'")
      .first<{ value: string }>();
    Object.assign(budget, { living: 0, slice: people });
    const first = await life.run();
    Object.assign(budget, { living: 1e9, slice: 1e9 });
    await database
      .prepare("UPDATE state SET value = ? WHERE key = 'measured_on'")
      .bind(measured?.value ?? "null")
      .run();
    const second = await life.run(true);
    return both(first, second);
  };
}

async function atOnce(life: LongLife): Promise<string[]> {
  const first = await life.run();
  return both(first, await life.run(true));
}

/** What is to be seen after two runs, with the mails of both, in no order. */
function both(first: readonly string[], second: readonly string[]): string[] {
  const isMail = (line: string) => line.startsWith("mail ");
  const mails = [...first, ...second].filter(isMail).map(line => line.replace(/"at":\d+,/, ""));
  return [...second.filter(line => !isMail(line)), ...mails.sort()];
}

async function looksOf(life: SmallLife, runOf: (life: LongLife) => Promise<string[]>): Promise<Look[]> {
  const looks: Look[] = [];
  const mayWait = (line: string) => MAY_WAIT.some(source => line.startsWith(`page ${source} `));
  const isSeen = (line: string) => /^(page|event|mail|points) /.test(line);
  await liveSmall(life, {
    runOf,
    onRun: (all, at) => {
      const lines = all.filter(isSeen);
      looks.push({ at, lines: lines.filter(line => !mayWait(line)), mayWait: lines.filter(mayWait) });
    },
  });
  return looks;
}

beforeEach(() => void Object.assign(comparedRounds, { times: 0, commands: 0, differences: [] }));

test.each(Object.keys(FORMATS))("%s go alike where all that lives is looked at in slices first", async name => {
  const life = { seed: "7", weeks: WEEKS, programme: FORMATS[name] ?? {} };
  const looks = await looksOf(life, inSlicesOf(2));
  expect(looks.length).toBeGreaterThan(60);
  expect(firstDifference(looks, await looksOf(life, atOnce))).toBeNull();
  expect(comparedRounds.differences).toEqual([]);
  expect(comparedRounds.commands).toBeGreaterThan(0);
});
