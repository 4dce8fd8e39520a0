import { createHmac } from "node:crypto";
import type { Parent } from "./records.ts";
import type { Change, Workspace } from "./workspace.ts";

export interface Subscription {
  id: string;
  url: string;
  /** Event types wanted; empty for all. */
  types: string[];
  verificationToken: string;
}

interface Pending {
  subscriptionId: string;
  dueAt: number;
  change: Change;
  /** Everybody whose changes joined. */
  authorIds: string[];
  at: number;
  id: string;
}

export interface DeliveryReport {
  delivered: number;
  lost: number;
  duplicated: number;
  failed: number;
  waiting: number;
}

const JOINED =
  /^(page|database|data_source)\.(created|content_updated|properties_updated|schema_updated|moved|deleted|undeleted)$/;

/** Webhook subscriptions of the integration and the events that wait to be delivered. */
export class Webhooks {
  readonly subscriptions = new Map<string, Subscription>();
  #pending: Pending[] = [];
  readonly #workspace: () => Workspace;
  readonly #fetch: typeof fetch;

  constructor(workspace: () => Workspace, fetchOut: typeof fetch) {
    this.#workspace = workspace;
    this.#fetch = fetchOut;
  }

  /** Subscribes a URL and sends it the handshake with the verification token. */
  async subscribe(url: string, types: string[] = []): Promise<Subscription> {
    const workspace = this.#workspace();
    const token = `secret_${(workspace.ids.uuid() + workspace.ids.uuid()).replaceAll("-", "").slice(0, 43)}`;
    const subscription: Subscription = { id: workspace.ids.uuid(), url, types, verificationToken: token };
    this.subscriptions.set(subscription.id, subscription);
    const body = JSON.stringify({ verification_token: token });
    await this.#post(subscription, body, workspace.switches.signedHandshake).catch(() => null);
    return subscription;
  }

  /** Takes a change in; changes of one kind to one object join until they are delivered. */
  take(change: Change): void {
    const workspace = this.#workspace();
    for (const subscription of this.subscriptions.values()) {
      if (subscription.types.length > 0 && !subscription.types.includes(change.type)) continue;
      if (!this.#isShared(workspace, change)) continue;
      this.#join(subscription, change, workspace);
    }
  }

  #isShared(workspace: Workspace, change: Change): boolean {
    const bot = workspace.users.get(workspace.botUserId);
    return bot !== undefined && workspace.sees(bot, { id: change.entity.id, parent: change.parent });
  }

  #join(subscription: Subscription, change: Change, workspace: Workspace): void {
    const now = workspace.clock.now();
    const ofThis = (each: Pending): boolean =>
      each.subscriptionId === subscription.id && each.change.entity.id === change.entity.id;
    if (JOINED.test(change.type)) {
      const noun = change.type.split(".")[0];
      const wasCreated = this.#pending.some(each => ofThis(each) && each.change.type === `${noun}.created`);
      if (wasCreated && change.type === `${noun}.deleted`) {
        this.#pending = this.#pending.filter(each => !ofThis(each));
        return;
      }
      const same = this.#pending.find(each => ofThis(each) && each.change.type === change.type);
      if (same !== undefined) {
        same.change = joined(same.change, change);
        if (!same.authorIds.includes(change.authorId)) same.authorIds.push(change.authorId);
        same.at = now;
        return;
      }
    }
    const delay = workspace.switches.webhookDelayMs;
    this.#pending.push({
      subscriptionId: subscription.id,
      dueAt: now + delay,
      change: { ...change },
      authorIds: [change.authorId],
      at: now,
      id: workspace.ids.uuid(),
    });
  }

  /** Events that wait, for inspection. */
  pending(): { type: string; entityId: string }[] {
    return this.#pending.map(each => ({ type: each.change.type, entityId: each.change.entity.id }));
  }

  /** Delivers what is due by world time, or everything with `all`; loss, order and duplicates follow the switches. */
  async deliver(all = true): Promise<DeliveryReport> {
    const workspace = this.#workspace();
    const { switches, ids } = workspace;
    const isDue = (each: Pending): boolean => all || each.dueAt <= workspace.clock.now();
    const due = this.#pending.filter(isDue);
    this.#pending = this.#pending.filter(each => !isDue(each));
    if (switches.webhookShuffle) shuffle(due, () => ids.fraction());
    const report: DeliveryReport = { delivered: 0, lost: 0, duplicated: 0, failed: 0, waiting: this.#pending.length };
    for (const each of due) {
      const subscription = this.subscriptions.get(each.subscriptionId);
      if (subscription === undefined) continue;
      if (switches.webhookLoss > 0 && ids.fraction() < switches.webhookLoss) {
        report.lost += 1;
        continue;
      }
      const twice = switches.webhookDuplicate > 0 && ids.fraction() < switches.webhookDuplicate;
      for (let attempt = 1; attempt <= (twice ? 2 : 1); attempt += 1) {
        const body = JSON.stringify(envelope(workspace, subscription, each, attempt));
        const ok = await this.#post(subscription, body, true).catch(() => false);
        if (ok) report.delivered += 1;
        else report.failed += 1;
      }
      if (twice) report.duplicated += 1;
    }
    return report;
  }

  clear(): void {
    this.subscriptions.clear();
    this.#pending = [];
  }

  async #post(subscription: Subscription, body: string, signed: boolean): Promise<boolean> {
    const headers: Record<string, string> = { "content-type": "application/json", "user-agent": "notion-api" };
    if (signed) {
      const digest = createHmac("sha256", subscription.verificationToken).update(body).digest("hex");
      headers["x-notion-signature"] = `sha256=${digest}`;
    }
    const response = await this.#fetch(subscription.url, { method: "POST", headers, body });
    return response.ok;
  }
}

function joined(before: Change, after: Change): Change {
  const data: Record<string, unknown> = { ...before.data, ...after.data };
  for (const key of ["updated_properties", "updated_blocks"]) {
    const lists = [before.data?.[key], after.data?.[key]].filter(list => Array.isArray(list)) as unknown[][];
    if (lists.length === 0) continue;
    const seen = new Map(lists.flat().map(each => [JSON.stringify(each), each]));
    data[key] = [...seen.values()];
  }
  return { ...after, data };
}

function shuffle<T>(list: T[], fraction: () => number): void {
  for (let last = list.length - 1; last > 0; last -= 1) {
    const other = Math.floor(fraction() * (last + 1));
    [list[last], list[other]] = [list[other] as T, list[last] as T];
  }
}

function envelope(workspace: Workspace, subscription: Subscription, event: Pending, attempt: number): unknown {
  const { change } = event;
  return {
    id: event.id,
    timestamp: new Date(event.at).toISOString(),
    workspace_id: workspace.id,
    workspace_name: workspace.name,
    subscription_id: subscription.id,
    integration_id: workspace.integrationId,
    type: change.type,
    authors: event.authorIds.map(id => ({ id, type: workspace.users.get(id)?.type ?? "person" })),
    attempt_number: attempt,
    api_version: "2026-03-11",
    entity: change.entity,
    data: { parent: parentOf(workspace, change.parent), ...change.data },
  };
}

function parentOf(workspace: Workspace, parent: Parent): Record<string, unknown> {
  switch (parent.type) {
    case "workspace":
      return { id: workspace.id, type: "space" };
    case "page_id":
      return { id: parent.id, type: "page" };
    case "block_id":
      return { id: parent.id, type: "block" };
    case "database_id":
      return { id: parent.id, type: "database" };
    case "data_source_id": {
      const source = workspace.dataSources.get(parent.id);
      const database = source?.parent.type === "database_id" ? source.parent.id : null;
      return { id: database, type: "database", data_source_id: parent.id };
    }
  }
}
