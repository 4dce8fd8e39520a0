import type { Settings } from "../../core/plan/pass/planning.ts";
import { KILLED_TOLD, leaseTable } from "../../store/runs/lease.ts";
import { killedNotice } from "../../text/operating/outages.ts";
import { decided } from "../decide/deciding.ts";
import type { PushContext } from "../push/pushContext.ts";
import type { Outages } from "../world/outages.ts";
import type { LeaseContext } from "../world/runContext.ts";
import { postToChat } from "./webhook.ts";

/**
 * Decides for one programme after the other, noting each before it, and throws away what is decided: should the platform kill this
 * run too, the note says where. Only the run before the telling does it, for it costs a second decision.
 */
export async function findKilling({ sql, lease, mirror, now }: PushContext, settings: Settings): Promise<void> {
  const snapshot = mirror.snapshot();
  const asked = { sql, now, settings };
  const free = new Map([...snapshot.people.values()].map(({ email }) => [email, []] as const));
  // What belongs to no programme first, so that it is not taken for the first one's.
  await leaseTable.notingInside(sql, lease, null).run();
  await decided(asked, { ...snapshot, programmes: [] }, free);
  for (const programme of snapshot.programmes) {
    await leaseTable.notingInside(sql, lease, programme.id).run();
    await decided(asked, { ...snapshot, programmes: [programme] }, free);
  }
  await leaseTable.notingInside(sql, lease, null).run();
}

/** Tells the operator that runs are killed, with the programme the last of them was in: on the dashboard, in /health, once in the chat. */
export async function tellKilled({ connection, lease, fetch }: LeaseContext, outages: Outages): Promise<void> {
  const { notices, language } = connection;
  const { diedIn, killed } = lease;
  await outages.keep("runs_killed", diedIn ?? "");
  if (notices && killed === KILLED_TOLD) await postToChat(notices.webhook, killedNotice(diedIn, language), fetch);
}
