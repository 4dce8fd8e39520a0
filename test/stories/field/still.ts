import { expect } from "vitest";
import type { LoggedRequest } from "../../simulators/requestLog.ts";
import type { Playground } from "../../world/playground.ts";

const isWrite = ({ actor, method, path }: LoggedRequest) =>
  actor === "bot" && method !== "GET" && !/\/(query|freeBusy|token)$/.test(path);

/** A run with nothing to do: it writes nothing and mails nobody. */
export async function expectStill({ notion, google }: Playground, run: () => Promise<unknown>): Promise<void> {
  const logs = [notion.log, google.log];
  const before = logs.map(log => log.entries.length);
  const mails = google.outbox.length;
  await run();
  const fresh = logs.flatMap((log, index) => log.entries.slice(before[index]));
  expect(fresh.filter(isWrite).map(one => `${one.method} ${one.path}`)).toEqual([]);
  expect(google.outbox.slice(mails)).toEqual([]);
}
