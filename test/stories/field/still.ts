import { expect } from "vitest";
import type { Playground } from "../../world/playground.ts";

/** Calls of Krug's that changed something at the services, as method and path. */
export function writesOf({ notion, google }: Playground): string[] {
  return [...notion.log.entries, ...google.log.entries]
    .filter(one => one.actor === "bot" && one.method !== "GET" && !/\/(query|freeBusy|token)$/.test(one.path))
    .map(one => `${one.method} ${one.path}`);
}

/** A run with nothing to do: it writes nothing and mails nobody. */
export async function expectStill(playground: Playground, run: () => Promise<unknown>): Promise<void> {
  const before = [writesOf(playground).length, playground.google.outbox.length];
  await run();
  expect(writesOf(playground).slice(before[0])).toEqual([]);
  expect(playground.google.outbox.slice(before[1])).toEqual([]);
}
