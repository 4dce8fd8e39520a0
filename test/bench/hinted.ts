import { MINUTE } from "../../src/core/domain/values/time.ts";
import { hookHealthTable } from "../../src/store/incoming/hookHealth.ts";
import { notionHookTable } from "../../src/store/incoming/hooks.ts";
import { type Naming, namedTable } from "../../src/store/incoming/named.ts";
import { PUBSUB, TOPIC, WORKER } from "../world/settings.ts";
import type { Office } from "./office.ts";
import { atMost, type Bench, type Check, equal } from "./report.ts";
import type { CountingD1 } from "./workerd.ts";

const HOOKS = {
  publicUrl: WORKER,
  secret: "a secret of the Worker that only benches know",
  forms: { topic: TOPIC, email: PUBSUB.serviceAccountEmail, audience: PUBSUB.audience, keysUrl: "http://keys.test" },
};

/** What runs cost between two sweeps once all hooks speak: one that nothing was named to, and ones to which one thing was. */
export async function hinted(
  office: Office,
  { sql, used }: CountingD1,
  size: number,
  figures: Bench["figures"],
): Promise<Check[]> {
  const { clock, connection } = office.playground;
  connection.hooks = HOOKS;
  await office.message({ sql });
  await notionHookTable.arm(sql, "nonce", clock.now() + 1);
  await notionHookTable.takeToken(sql, "nonce", "sealed", clock.now());
  await sql.batch(
    (["notion", "calendar", "forms"] as const).map(hook => hookHealthTable.hearing(sql, hook, clock.now())),
  );
  const goal = office.people[0]?.goalId ?? "";
  const after = async (named: readonly Naming[]) => {
    clock.advance(2 * MINUTE);
    for (const one of named) await namedTable.naming(sql, one).run();
    const before = { ...used };
    const cost = await office.message({ sql, asked: named.length > 0 ? "named" : "all" });
    const rowsRead = used.rowsRead - before.rowsRead;
    return { requests: cost.requests.length, rowsRead, rowsWritten: used.rowsWritten - before.rowsWritten };
  };
  const page: Naming = { kind: "page", id: goal, parent: office.playground.workspace.roadmap.dataSourceId };
  const tick = await after([]);
  const ofPage = await after([page]);
  const ofCalendar = await after([{ kind: "calendar", id: "", parent: null }]);
  await office.playground.edit(office.people[0]?.email ?? "", "roadmap", goal, { nextStep: "Told by a hook" });
  const ofEdit = await after([page]);
  figures[`hooks on, ${size} people`] = { tick, ofPage, ofCalendar, ofEdit };
  const what = `hooks on, ${size} people, between sweeps`;
  return [
    equal(`${what}: requests of the cron's run`, tick.requests, 0, "floor"),
    atMost(`${what}: requests for a page that says what is known`, ofPage.requests, 3),
    atMost(`${what}: requests for a calendar that says what is known`, ofCalendar.requests, 3),
    atMost(`${what}: requests for a changed goal, the changed invitation among them`, ofEdit.requests, 3),
  ];
}
