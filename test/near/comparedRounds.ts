import { vi } from "vitest";
import { planningOf, type Settings } from "../../src/core/plan/pass/planning.ts";
import { decideRounds } from "../../src/core/plan/rounds/rounds.ts";
import type { Snapshot } from "../../src/core/state/snapshot.ts";
import type { decided } from "../../src/run/decide/deciding.ts";
import type { Sql } from "../../src/store/database/sql.ts";
import { formTable } from "../../src/store/mirror/forms.ts";
import { pastTable } from "../../src/store/mirror/past.ts";
import { canonical } from "../recordings/heard.ts";

type Decided = typeof decided;

/** What was decided about rounds of all that lives, beside what is decided by what is read for rounds alone. */
export const comparedRounds = { times: 0, commands: 0, differences: [] as string[] };

/** The same deciding; where all that lives was read, rounds are decided about a second time. What is only foreseen is not compared. */
export function comparingRounds(real: Decided): Decided {
  return async (asked, snapshot, busy) => {
    if (snapshot.near === null && "isHeld" in asked.settings) {
      const { roundsMirror } = await vi.importActual<typeof import("../../src/run/world/sliceMirror.ts")>(
        "../../src/run/world/sliceMirror.ts",
      );
      const mirror = await roundsMirror(asked.sql, [], await formTable.list(asked.sql), asked.now);
      const whole = await roundsOf(asked.sql, snapshot, asked);
      const alone = await roundsOf(asked.sql, mirror.snapshot(), asked);
      comparedRounds.times += 1;
      comparedRounds.commands += whole.length;
      if (canonical(whole) !== canonical(alone))
        comparedRounds.differences.push(`${canonical(whole)}\n${canonical(alone)}`);
    }
    return real(asked, snapshot, busy);
  };
}

async function roundsOf(sql: Sql, snapshot: Snapshot, { now, settings }: { now: number; settings: Settings }) {
  const planning = planningOf(snapshot, now, settings);
  for (const { id } of snapshot.programmes)
    if (snapshot.near === null && snapshot.past.programmes.has(id)) await pastTable.readGroups(sql, snapshot.past, id);
  return snapshot.programmes.flatMap(programme => decideRounds(planning, programme).commands);
}
