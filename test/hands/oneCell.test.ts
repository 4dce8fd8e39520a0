import { beforeAll, describe, expect, test } from "vitest";
import { DAY, HOUR } from "../../src/core/domain/values/time.ts";
import type { Words } from "../../src/core/words/words.ts";
import { WORDS } from "../../src/run/words.ts";
import { expectStill } from "../stories/field/still.ts";
import { unforeseenMet } from "../world/unforeseen.ts";
import { oneCell } from "./kinds/oneCell.ts";
import { failingIn, openTwoProgrammes, THURSDAY, type TwoProgrammes } from "./planted.ts";
import { playKind } from "./scenario.ts";

playKind(oneCell);

/** A week of it: a round, invitations, surveys, letters, figures, and the next round. */
async function aWeek(world: TwoProgrammes): Promise<string[][]> {
  const failed: string[][] = [];
  for (const day of [0, 0.5, 4, 7, 7.5]) failed.push((await world.runAt(THURSDAY + day * DAY)).failed);
  return failed;
}

describe("a sentence that can't be made in one programme's language", () => {
  let undisturbed: string;
  // By itself: a sentence another test plants is missing for every world of this process.
  beforeAll(async () => {
    const world = await openTwoProgrammes();
    expect((await aWeek(world)).flat()).toEqual([]);
    undisturbed = await world.seenInEnglish();
  });

  test.each(Object.keys(WORDS) as (keyof Words)[])(
    "%s: every run ends, the other programme goes on as it would have, and a run after it is still",
    async word => {
      const world = await openTwoProgrammes();
      const failed = await failingIn(word, "uk", async () => {
        const found = await aWeek(world);
        await expectStill(world.playground, () => world.runAt(THURSDAY + 7.5 * DAY + HOUR));
        return found;
      });
      const isMet = unforeseenMet().length > 0;
      for (const one of failed.flat()) expect(one).toMatch(/^unforeseen: /);
      expect(failed.flat().length > 0).toBe(isMet);
      const says = await world.says();
      for (const one of failed.at(-1) ?? []) {
        const id = one.match(/told on page ([0-9a-f-]{36})/)?.[1];
        if (id !== undefined) expect(says.get(id), one).not.toBe("");
      }
      expect(await world.seenInEnglish()).toBe(undisturbed);
    },
  );
});
