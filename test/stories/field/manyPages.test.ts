import { describe, expect, test } from "vitest";
import { MINUTE } from "../../../src/core/domain/values/time.ts";
import { heldRunTable } from "../../../src/store/runs/heldRun.ts";
import { openPairWorld } from "../../world/pairWorld.ts";
import { amounts, LATER, NEXT_DAY, planByHand } from "./byHand.ts";
import { expectStill } from "./still.ts";

describe("F1: more pages than one answer holds", () => {
  test.each([101, 1001])(
    "F1: %i sessions planned in Notion become as many events, and three runs more make no new record",
    async count => {
      const world = await openPairWorld();
      await planByHand(world, count);
      await world.runAt(LATER);
      const held = await heldRunTable.read(world.database);
      if (held !== null) {
        await heldRunTable.giveGo(world.database, held.mark, 0);
        await world.runAt(LATER + MINUTE);
      }
      const before = await amounts(world);
      expect(before.events).toBe(count + 1);
      await world.runAt(LATER + 5 * MINUTE);
      for (const at of [LATER + 20 * MINUTE, LATER + 35 * MINUTE, NEXT_DAY])
        await expectStill(world.playground, () => world.runAt(at));
      expect(await amounts(world)).toEqual(before);
    },
  );
});
