import { expect, test } from "vitest";
import { fuzzRequests } from "./requests.ts";

test("nobody who sends the Worker hostile requests stops it, gets in or learns more than a sentence", async () => {
  const { checks } = await fuzzRequests({ requests: 1500, seed: 20270111 });
  expect(checks.filter(check => !check.ok)).toEqual([]);
  expect(checks.length).toBeGreaterThan(9);
});
