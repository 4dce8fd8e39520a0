import { describe, expect, test } from "vitest";
import { openCircle, THURSDAY } from "../world/circle.ts";
import { COORDINATOR } from "../world/playground.ts";
import { KEYS, openFuzzedWorker } from "./worker.ts";

/** Where a run of a programme that begins goes at Google: one request of each kind. */
const WAYS = [
  /^POST \/token$/,
  /^GET \/calendar\/v3\/calendars\/[^/]+\/events$/,
  /^POST \/calendar\/v3\/freeBusy$/,
  /^POST \/calendar\/v3\/calendars\/[^/]+\/events$/,
  /^PATCH \/calendar\/v3\/calendars\/[^/]+\/events\//,
  /^POST \/v1\/forms\/[^/]+:batchUpdate$/,
  /^POST \/drive\/v3\/files\/[^/]+\/permissions$/,
];

describe("the Worker as it is deployed misses nothing of what was left out of it when it is signed in", () => {
  test.each(["person", "service account"])("as a %s, and invites a circle and makes its forms", async identity => {
    const { playground } = await openCircle({ programme: { feedbackOnly: false } });
    const { serviceAccount, log } = playground.google;
    serviceAccount.delegated = true;
    const robot = {
      GOOGLE_SERVICE_ACCOUNT: serviceAccount.email,
      GOOGLE_SERVICE_ACCOUNT_KEY: serviceAccount.privateKey,
      GOOGLE_ACTS_FOR: COORDINATOR,
    };
    const worker = await openFuzzedWorker(playground, identity === "person" ? {} : robot);
    await worker.tick(THURSDAY);
    const run = await lastRun(worker.urls.token);
    await worker.close();
    expect(run.report).toMatchObject({ failed: [], done: { create_series: 1 }, mails: 4 });
    expect(worker.errors()).toEqual([]);
    const calls = log.entries.map(({ method, path }) => `${method} ${path}`);
    expect(WAYS.filter(way => !calls.some(call => way.test(call)))).toEqual([]);
  });
});

interface Run {
  report: { failed: unknown[]; done: Record<string, number>; mails: number };
}

/** The run that comes to its end first. */
async function lastRun(origin: URL): Promise<Run> {
  const headers = { authorization: `Bearer ${KEYS.coordinator}` };
  for (;;) {
    const answer = await fetch(new URL("/api/run", origin), { headers });
    const { run } = (await answer.json()) as { run: Run | null };
    if (run !== null) return run;
    await new Promise(resume => setTimeout(resume, 100));
  }
}
