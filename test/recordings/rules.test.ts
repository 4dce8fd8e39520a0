import { describe, expect, test } from "vitest";
import { decisionsHeard } from "./decisions.ts";
import { otherwise } from "./files.ts";
import type { KindName } from "./kinds.ts";
import { KINDS } from "./kinds.ts";
import { roundsHeard } from "./rounds.ts";

/** So many of what is recorded are played with every test run; `npm run recordings` plays them all. */
const LIVES = 10;
const COMPANIES = 24;

const firstOf = (kind: KindName, count: number) => KINDS[kind].jobs.slice(0, count);

describe("the same people with the same past are treated as they were before", () => {
  test.each(firstOf("rounds", COMPANIES))(
    "the company of seed %s: who meets whom, and who is left out and why",
    async seed => {
      expect(otherwise("rounds", await roundsHeard(seed))).toBeNull();
    },
  );

  test.each(firstOf("decisions", LIVES))("the programmes of seed %s: all that is decided in two months", async seed => {
    expect(otherwise("decisions", await decisionsHeard(seed))).toBeNull();
  });
});
