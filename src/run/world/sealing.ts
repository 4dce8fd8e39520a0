import { Failure } from "../../core/domain/values/failure.ts";
import { type Resealed, sealedColumns } from "../../store/database/sealed.ts";
import type { Sql } from "../../store/database/sql.ts";
import { type KeptState, stateTable } from "../../store/database/state.ts";
import type { KeptRun } from "../../store/runs/runs.ts";
import { type KeepingTrouble, SET_KEY } from "../../text/operating/keeping.ts";

/** Why nothing may be done as things are with the key under which is kept what was said in confidence. */
export class Unkept extends Failure {
  readonly why: KeepingTrouble;

  constructor(why: KeepingTrouble) {
    super("rejected", "store", SAYS[why]);
    this.name = "Unkept";
    this.why = why;
  }
}

const SAYS: Readonly<Record<KeepingTrouble, string>> = {
  opened:
    "everything said in confidence was written open to go back to an older version: deploy that version now, or seal all again with `npm run seal`",
  key_gone:
    "KEEPING_KEY is not set, and what was said in confidence is sealed: nothing is done until the key is back (npm run doctor)",
  no_key: `KEEPING_KEY is not set: Krug begins once there is a key for what is said in confidence (\`${SET_KEY}\`)`,
};

/**
 * Sees to it that what was said in confidence is sealed under the first key before anything is read or decided: what a version
 * before left open, and what lies under another key. True where something was brought under it, and the state is another one.
 * A database of a version before that has no key yet goes on as it was, and it is told.
 *
 * @throws Unkept while nothing may be done.
 */
export async function keepSealed(sql: Sql, state: KeptState, last: KeptRun | null): Promise<boolean> {
  const [key] = await sql.keeping.keys();
  const openedAfter = state.get<number>("opened_after");
  // While everything lies open this version keeps no runs: a later one is the older version's, and everything is sealed again.
  if (openedAfter !== null && (last?.id ?? 0) <= openedAfter) throw new Unkept("opened");
  const under = state.get<string>("sealed_under");
  if (key === undefined) {
    if (under !== null) throw new Unkept("key_gone");
    if (state.get<string>("calendar_id") === null) throw new Unkept("no_key");
    return false;
  }
  if (under === key.id && openedAfter === null) return false;
  if (under === null && state.get<string>("calendar_id") === null) {
    // Nothing was read yet, and so nothing was said.
    await stateTable.saving(sql, "sealed_under", key.id).run();
    return false;
  }
  await sealEverything(sql);
  return true;
}

/** Brings everything that was said in confidence under the first key, and keeps that it is. To be called under the lease. */
export async function sealEverything(sql: Sql): Promise<Resealed> {
  const keys = await sql.keeping.keys();
  const result = await sealedColumns.resealAll(sql, keys);
  await sql.batch([
    stateTable.saving(sql, "sealed_under", keys[0]?.id ?? null),
    stateTable.saving(sql, "opened_after", null),
    stateTable.beingDue(sql),
  ]);
  return result;
}

/** What is not as it should be with the key; null where all is well. */
export async function keepingTrouble(sql: Sql): Promise<KeepingTrouble | null> {
  if ((await stateTable.read<number>(sql, "opened_after")) !== null) return "opened";
  if ((await sql.keeping.keys()).length > 0) return null;
  return (await stateTable.read<string>(sql, "sealed_under")) === null ? "no_key" : "key_gone";
}
