import { afterEach, beforeEach } from "vitest";
import { unforeseenMet } from "./world/unforeseen.ts";

/** An error in Krug's own code fails the test it happened in, wherever it was contained, unless the test takes it. */
beforeEach(() => {
  unforeseenMet();
});
afterEach(() => {
  const met = unforeseenMet();
  if (met.length > 0) throw new Error(`${met.length} errors nobody foresaw, the first: ${met[0]}`);
});
