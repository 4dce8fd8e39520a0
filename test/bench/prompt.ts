import { HOUR } from "../../src/core/domain/values/time.ts";
import { THURSDAY } from "../run/office.ts";
import { openHookedWorker } from "../world/hookedWorker.ts";
import { allEvents } from "../world/people.ts";
import { atMost, type Bench, type Check } from "./report.ts";

/** Seconds the platform may hold a message back to batch it (wrangler.toml, max_batch_timeout). */
const BATCH_SECONDS = 2;
/**
 * Notion joins the changes of a page before it tells of them: usually less than a minute, at most five
 * (docs/facts/notion.md#webhooks).
 */
const NOTION_USUALLY_SECONDS = 60;

/**
 * From an edit in Notion to the changed invitation, in the world's seconds: Notion's hook, the queue's delay, its batching, and
 * a run in which every request takes `latencyMs`. How long Notion itself waits before it tells is stated apart.
 */
export async function promptness(latencyMs: number, figures: Bench["figures"]): Promise<Check[]> {
  let isTimed = false;
  let waited = 0;
  const office = await openHookedWorker({
    onRequest: () => {
      if (isTimed) office.playground.clock.advance(latencyMs);
    },
    onSend: seconds => {
      waited = Math.max(waited, seconds);
    },
    onBatch: () => {
      if (isTimed) office.playground.clock.advance(1000 * (waited + BATCH_SECONDS));
      waited = 0;
    },
  });
  const { playground, ids } = office;
  await office.connectNotion();
  for (const at of [THURSDAY, THURSDAY + HOUR]) {
    await office.cron(at);
    await office.tell(at);
  }
  const editedAt = THURSDAY + HOUR + 600_000;
  playground.clock.set(editedAt);
  isTimed = true;
  const logged = playground.google.log.entries.length;
  await playground.edit("ana@example.org", "roadmap", ids.get("goal of Ana") ?? "", { title: "Test what matters" });
  await office.tell(editedAt);
  const written = playground.google.log.entries.slice(logged).find(one => one.method === "PATCH");
  const isThere = (await allEvents(playground)).some(event => event.description?.includes("Test what matters"));
  const seconds = written === undefined || !isThere ? Number.POSITIVE_INFINITY : (written.at - editedAt) / 1000;
  figures["from an edit in Notion to the changed invitation"] = {
    seconds,
    ofThatQueue: 5 + BATCH_SECONDS,
    latencyOfARequestMs: latencyMs,
    notionTellsUsuallyWithinSeconds: NOTION_USUALLY_SECONDS,
    withNotionsOwnWaitSeconds: seconds + NOTION_USUALLY_SECONDS,
  };
  office.database.close();
  return [atMost("from Notion's hook of an edit to the changed invitation, seconds", seconds, 15)];
}
