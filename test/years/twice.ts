import { firstDifference, type Look, lookAt } from "../faults/twice.ts";
import { alwaysWhole } from "../world/alwaysWhole.ts";
import { settledGroups } from "../world/bothWays.ts";
import { type LocalD1, openD1 } from "../world/d1.ts";
import { neverSettling } from "../world/neverSettling.ts";
import { liveYear, type Pace } from "./live.ts";
import type { YearPlan } from "./world.ts";

/** How a year went that was lived twice. */
interface YearTwice {
  /** The first run after which something was not the same, and what; null where all was. */
  difference: string | null;
  runs: number;
  /** How many groups were settled at the end of the first life. */
  settled: number;
}

/**
 * Lives a year as it is, and over a database in which nothing settles and something is always due, so that every run reads and decides
 * about everything: what people find, what was carried out and the figures have to be the same after every run.
 */
export async function liveYearTwice(plan: YearPlan, pace: Pace): Promise<YearTwice> {
  // Most lines are as they were after the run before: each is held once.
  const known = new Map<string, string>();
  const once = (lines: string[]) =>
    lines.map(line => {
      const held = known.get(line) ?? line;
      known.set(held, held);
      return held;
    });
  const looksOver = async (database: LocalD1) => {
    const looks: Look[] = [];
    await liveYear(plan, pace, {
      database,
      afterRun: async ({ playground, now }) => {
        const { at, lines, mayWait } = await lookAt({ playground, sql: database, now });
        looks.push({ at, lines: once(lines), mayWait: once(mayWait) });
      },
    });
    return looks;
  };
  const asItIs = openD1();
  const looks = await looksOver(asItIs);
  const settled = await settledGroups(asItIs);
  asItIs.close();
  const whole = openD1();
  const others = await looksOver(alwaysWhole(neverSettling(whole)));
  whole.close();
  return { difference: firstDifference(looks, others), runs: looks.length, settled };
}
