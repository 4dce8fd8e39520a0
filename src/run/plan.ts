import { type Command, mailsOf } from "../core/command.ts";
import { imagined } from "../core/decide/imagined.ts";
import { decide } from "../core/decide/index.ts";
import { Failure } from "../core/failure.ts";
import { snapshotOf } from "../core/snapshot.ts";
import type { Instant } from "../core/time.ts";
import { returnLease, takeLease } from "../store/lease.ts";
import { counted } from "../store/sql.ts";
import { readAllState } from "../store/state.ts";
import { plannedLine, planTotal } from "../text/plan.ts";
import { Budget } from "./budget.ts";
import { readBusy } from "./busy.ts";
import { pullAll } from "./pull.ts";
import { newReport, PASSES } from "./run.ts";
import { openServices } from "./services.ts";
import { WORDS } from "./words.ts";
import type { Connection, World } from "./world.ts";
import { worldTime } from "./worldTime.ts";

/** What the next run would do. */
export interface Plan {
  asOf: Instant;
  commands: Command[];
  mails: number;
  /** The same in words: a line for everything that reaches people, then the total. */
  lines: string[];
}

/**
 * Exactly what a run as of the given time (null: now, by the services' clocks) would do, without doing it: everything is read as a run reads it, the rules are asked until
 * they are quiet, and each answer is only imagined.
 *
 * @throws Failure `busy` while a run is under way, and whatever reading meets.
 */
export async function plan(connection: Connection, given: Instant | null, world: World): Promise<Plan> {
  const budget = new Budget(connection.budget, world.wallNow);
  const sql = counted(world.sql, count => {
    budget.statements += count;
  });
  const lease = await takeLease(sql, connection.id, crypto.randomUUID(), world.wallNow());
  if (lease === null)
    throw new Failure("busy", "store", "a run is under way: ask again in a minute", { retryAfterMs: 60_000 });
  try {
    const state = await readAllState(sql);
    const time = worldTime(given, 0, world.fetch);
    const services = await openServices(connection, { ...world, fetch: time.fetch }, sql, state, budget);
    const pulled = await pullAll(connection, time, world, sql, state, services, newReport("plan", budget));
    const { now } = pulled;
    const settings = { language: connection.language, words: WORDS };
    let mirror = (await pulled.mirror()).kept();
    const commands: Command[] = [];
    for (let pass = 0; pass < PASSES; pass += 1) {
      let decision = decide(snapshotOf(mirror), now, null, settings);
      if (decision.needs !== null)
        decision = decide(snapshotOf(mirror), now, await readBusy(services.calendar, decision.needs), settings);
      if (decision.commands.length === 0) break;
      commands.push(...decision.commands);
      mirror = imagined(mirror, decision.commands, now);
    }
    const mails = commands.reduce((sum, command) => sum + mailsOf(command), 0);
    return { asOf: now, commands, mails, lines: linesOf(connection, mirror, commands, mails) };
  } finally {
    await returnLease(sql, lease);
  }
}

function linesOf(
  connection: Connection,
  mirror: Parameters<typeof snapshotOf>[0],
  commands: Command[],
  mails: number,
): string[] {
  const snapshot = snapshotOf(mirror);
  const people = new Map([...snapshot.people.values()].map(person => [person.email, person.name]));
  const names = {
    person: (email: string) => people.get(email) ?? email,
    page: (id: string) => String(snapshot.rows.get(id)?.values.title ?? snapshot.rows.get(id)?.values.name ?? ""),
    zone: snapshot.programmes[0]?.zone ?? "UTC",
  };
  const language = snapshot.programmes[0]?.language ?? connection.language;
  const lines = commands.flatMap(command => plannedLine(command, names, language) ?? []);
  const writes = commands.filter(command => command.kind !== "save_link").length;
  return [...lines, planTotal({ mails, writes }, language)];
}
