import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { play, type RunOutcome, worldStart } from "../../demo/play.ts";
import { readScenario } from "../../demo/scenario.ts";
import { openD1 } from "../../world/d1.ts";
import { openPlayground } from "../../world/playground.ts";
import { atMost, type Bench, rounded } from "../report.ts";
import { besideY } from "../yardstick.ts";
import { type Exchange, noting } from "./exchange.ts";
import { inThread } from "./host.ts";
import { takeMessage } from "./message.ts";

const STORY = join(import.meta.dirname, "../../demo/story.json");

/**
 * What a run of the story computes on average: five people, 26 weeks, two runs a day and one after each act. It is played once,
 * and all its runs are taken again by one thread, as an isolate takes one message after the other.
 */
export async function storyBench(isQuick: boolean): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), "krug-story-"));
  const path = join(folder, "before.sqlite");
  const story = readScenario(STORY);
  const scenario = isQuick ? { ...story, weeks: 8, acts: story.acts.filter(act => act.on < "2027-03-01") } : story;
  try {
    const playground = await openPlayground({ startsAt: worldStart(scenario), people: scenario.people });
    const { connection, clock } = playground;
    openD1(path).close();
    const lived = join(folder, "lived.sqlite");
    copyFileSync(path, lived);
    const sql = openD1(lived);
    const at: number[] = [];
    const exchange: Exchange = [];
    const fetch = noting(playground.fetch, exchange);
    const run = async (now: number): Promise<RunOutcome> => {
      at.push(now);
      await takeMessage(connection, { fetch, sql, clock });
      return { changed: 0, done: {}, mails: 0, failed: [], requests: { notion: 0, google: 0 } };
    };
    await play(playground, scenario, { run, points: async () => [] });
    sql.close();
    const again = openD1(path);
    const cost = await inThread({ connection, at, isTimed: true }, { sql: again, exchange });
    again.close();
    if (cost === null || cost.y === null) throw new Error("no limit was set, and memory ran out");
    const each = cost.cpu / at.length;
    const { weeks } = scenario;
    return {
      checks: [
        atMost(
          `five people, ${weeks} weeks: computing time a run on average, in Y`,
          rounded(each / cost.y, 4),
          0.04,
          besideY(cost.y),
        ),
      ],
      figures: {
        [`five people, ${weeks} weeks`]: {
          runs: at.length,
          cpuSecondsARun: rounded(each, 4),
          requestsARun: rounded(cost.requests / at.length, 1),
          statementsARun: rounded(cost.statements / at.length, 1),
          y: rounded(cost.y, 2),
        },
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
