import { expect } from "vitest";
import type { Command } from "../../src/core/domain/command.ts";
import { plan } from "../../src/run/plan.ts";
import { contextOf, sealedText } from "../../src/store/database/sealed.ts";
import { pageTable } from "../../src/store/mirror/pages.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import type { Runner } from "../demo/play.ts";
import { plannedId } from "../world/builders.ts";
import type { LocalD1 } from "../world/d1.ts";
import type { Playground } from "../world/playground.ts";

/** Columns and texts that hold addresses and codes the services draw: nobody can know them beforehand. */
const DRAWN = new Set(["meet", "calendar", "feedback", "form", "formId", "result"]);

/** The commands carried out since a fence. */
export async function carriedOutSince(database: LocalD1, fence: number): Promise<Command[]> {
  const { results } = await database
    .prepare("SELECT key, command FROM outbox WHERE fence > ? AND state = 'done'")
    .bind(fence)
    .all<{ key: string; command: string }>();
  return Promise.all(
    results.map(async row =>
      JSON.parse((await sealedText.opened(database, row.command, contextOf.command(row.key))) ?? ""),
    ),
  );
}

export async function fenceOf(database: LocalD1): Promise<number> {
  return (await database.prepare("SELECT fence FROM leases").first<{ fence: number }>())?.fence ?? 0;
}

/** Before every run its plan is made, and afterwards compared with what the run did. */
export function planningRunner(
  playground: Playground,
  database: LocalD1,
  seen: { runs: number; commands: number },
): Runner {
  const runner = inProcessRunner(playground, database);
  return {
    ...runner,
    run: async (now, reason) => {
      const world = { fetch: playground.fetch, sql: database, wallNow: Date.now };
      const planned = await plan(playground.connection, now, world);
      const fence = await fenceOf(database);
      const outcome = await runner.run(now, reason);
      const done = await carriedOutSince(database, fence);
      const when = `${reason} at ${new Date(now).toISOString()}`;
      expect(await comparable(planned.commands, database), when).toEqual(await comparable(done, database));
      expect(planned.mails, when).toBe(outcome.mails);
      seen.runs += 1;
      seen.commands += done.length;
      return outcome;
    },
  };
}

/**
 * Commands as a coordinator would compare them: with keys in place of ids that are not drawn yet, and without addresses, codes
 * and versions. What is left of nothing but those is left out. In a fixed order.
 */
export async function comparable(commands: readonly Command[], database: LocalD1): Promise<string[]> {
  const names = new Map<string, string>();
  for (const row of await pageTable.list(database))
    names.set(row.id, String(row.values.key || row.values.name || row.values.title));
  const label = (text: string): string => {
    const named = [...names].reduce((left, [id, name]) => left.replaceAll(id, name), text);
    // Keys hold ids of other pages, whose keys hold others.
    return named === text ? text : label(named);
  };
  for (const command of commands) if (command.kind === "create_page") names.set(plannedId(command), label(command.key));
  return commands
    .flatMap(command => said(command) ?? [])
    .map(what => label(JSON.stringify(what)))
    .sort();
}

function said(command: Command): unknown {
  switch (command.kind) {
    case "create_page":
      return { do: command.kind, source: command.source, ...known(command.values) };
    case "update_page": {
      const values = known(command.values);
      return Object.keys(values).length === 0 ? null : { do: command.kind, page: command.pageId, ...values };
    }
    case "comment":
      return { do: command.kind, page: command.pageId, text: command.text };
    case "create_event": {
      const { title, startsAt, endsAt, guestEmails } = command.draft;
      return { do: command.kind, session: command.link.sessionId, title, startsAt, endsAt, guestEmails };
    }
    case "change_event": {
      const { description, ...change } = command.change;
      const what = { ...change, text: description !== undefined, mailed: command.mailed };
      return { do: command.kind, session: command.link.sessionId, ...what };
    }
    case "cancel_event":
      return { do: command.kind, session: command.link.sessionId, mailed: command.mailed };
    case "create_form":
    case "change_form":
      return { do: command.kind, key: command.key };
    case "open_form":
      return { do: command.kind, programme: command.programmeId, form: command.formKind, for: command.responders };
    case "create_series": {
      const { title, startsAt, endsAt, recurrence, guestEmails } = command.draft;
      const what = { title, startsAt, endsAt, recurrence, guestEmails, mailed: command.mailed };
      return { do: command.kind, group: command.series.groupId, ...what };
    }
    case "change_series":
      return { do: command.kind, group: command.series.groupId, ...command.change, mailed: command.mailed };
    case "end_series":
      return { do: command.kind, group: command.series.groupId, before: command.before, mailed: command.mailed };
    case "save_series":
    case "save_link":
    case "note_acted":
      return null;
    case "send_letter":
      return { do: command.kind, to: command.draft.email, title: command.draft.title };
  }
}

function known(values: object): Record<string, unknown> {
  const sorted = (value: unknown) => (Array.isArray(value) ? [...value].sort() : value);
  return Object.fromEntries(
    Object.entries(values)
      .filter(([key]) => !DRAWN.has(key))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, sorted(value)]),
  );
}
