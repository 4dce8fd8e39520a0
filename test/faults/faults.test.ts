import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { sourceTable } from "../../src/store/mirror/sources.ts";
import { historyOf, seedOf } from "./draw.ts";
import { type History, histories, type Step } from "./history.ts";
import { lived } from "./lived.ts";

const FOUND = join(import.meta.dirname, "found");
const seeds = (search: number, count: number) => Array.from({ length: count }, (_, index) => seedOf(search, index));

describe("whole worlds in which everything goes wrong", () => {
  test.each(seeds(1, 30))("the history of seed %i ends well", async seed => {
    expect((await lived(historyOf(seed))).violations).toEqual([]);
  });

  test("a seed stands for one history, whoever asks", async () => {
    const drawn: History[] = [];
    const seed = seedOf(1, 0);
    const property = fc.asyncProperty(histories, async history => void drawn.push(history));
    await fc.check(property, { seed, numRuns: 1, unbiased: true });
    expect(historyOf(seed)).toEqual(drawn[0]);
  });

  test("a history lived twice comes to the same", async () => {
    const history = historyOf(seedOf(1, 3));
    expect(await lived(history)).toEqual(await lived(history));
  });
});

describe("histories that once ended badly", () => {
  test.each(readdirSync(FOUND).filter(name => name.endsWith(".json")))("%s", async name => {
    const history = JSON.parse(readFileSync(join(FOUND, name), "utf8")) as History;
    expect((await lived(history)).violations).toEqual([]);
  });
});

describe("bugs put in on purpose are found", () => {
  afterEach(() => {
    vi.doUnmock("../../src/core/rules/sync/fields.ts");
    vi.doUnmock("../../src/notion/pages.ts");
    vi.doUnmock("../../src/run/pull/pullPages.ts");
    vi.resetModules();
  });

  /** Puts a mistake in a module; where there is none of that name nothing would be put in, and any find be taken for the mistake. */
  function plant(path: string, mistake: (original: <T>() => Promise<T>) => Promise<object>): void {
    expect(existsSync(join(import.meta.dirname, path))).toBe(true);
    vi.doMock(path, original => mistake(original as <T>() => Promise<T>));
  }

  /**
   * Lives apt histories with the modules as they are mocked now, until one ends badly, and in this way, which ends well without the
   * mistake; what went wrong in it.
   */
  async function harmsFound(
    isApt: (steps: readonly Step[], cast: History["cast"]) => boolean,
    way?: string,
  ): Promise<string[]> {
    vi.resetModules();
    const mocked = await import("./lived.ts");
    for (const history of seeds(7, 2000).map(historyOf)) {
      if (!isApt(history.steps, history.cast)) continue;
      const { violations } = await mocked.lived(history);
      const harms: string[] = violations.map(one => one.harm);
      if (harms.length === 0 || (way !== undefined && !harms.includes(way))) continue;
      // One that ends badly without the mistake as well tells nothing of it.
      if ((await lived(history)).violations.length === 0) return harms;
    }
    return [];
  }

  const isAfter = (step: Step) => step.do === "run" && step.kill?.how === "afterWrite" && step.kill.at < 8;
  const isCut = (step: Step) => step.do === "run" && step.kill !== undefined && step.kill.at < 20;
  const isLagging = (step: Step) => step.do === "lag" && step.seconds === 60;

  test("a merge that ignores the base", async () => {
    plant("../../src/core/rules/sync/fields.ts", async original => {
      const real = await original<typeof import("../../src/core/rules/sync/fields.ts")>();
      // Whatever the event says counts as agreed, so that only the page has changed.
      const mergeFields: typeof real.mergeFields = pair => {
        const { title, startsAt, endsAt } = pair.event;
        const base = { ...pair.link.base, title, startsAt: startsAt ?? 0, endsAt: endsAt ?? 0 };
        return real.mergeFields({ ...pair, link: { ...pair.link, base } });
      };
      return { ...real, mergeFields };
    });
    expect(await harmsFound(() => true, "lost")).toContain("lost");
  });

  test("a page made without looking whether it is there", async () => {
    plant("../../src/notion/pages.ts", async original => {
      const real = await original<typeof import("../../src/notion/pages.ts")>();
      class Blind extends real.Table {
        override async findByKey(): Promise<null> {
          return null;
        }
      }
      return { ...real, Table: Blind };
    });
    const harms = await harmsFound(
      (steps, cast) =>
        steps.some(isAfter) && (cast.surveys || steps.findIndex(isLagging) < steps.findLastIndex(isAfter)),
      "duplicate",
    );
    expect(harms).toContain("duplicate");
  });

  test("a cursor written before its items", async () => {
    plant("../../src/run/pull/pullPages.ts", async original => {
      const real = await original<typeof import("../../src/run/pull/pullPages.ts")>();
      const early: typeof real.pullPages = async (run, workspace, kept, what) => {
        const read = [...kept].filter(([, source]) => source.readUntil !== null);
        if (read.length > 0)
          await run.sql.batch(read.map(([key]) => sourceTable.savingCursor(run.sql, key, run.time.now())));
        return real.pullPages(run, workspace, kept, what);
      };
      return { ...real, pullPages: early };
    });
    const harms = await harmsFound(steps => steps.some(isCut) && steps.findIndex(isCut) > steps.length / 3);
    expect(harms.length).toBeGreaterThan(0);
  });
});
