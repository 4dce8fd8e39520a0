import { DAY, MINUTE } from "../../src/core/domain/values/time.ts";
import type { Sql } from "../../src/store/database/sql.ts";
import { outageTable } from "../../src/store/runs/outages.ts";
import { outboxTable } from "../../src/store/runs/outbox.ts";
import { begin, ownThingsOf } from "./begin.ts";
import { violationsIn } from "./check.ts";
import { endOfLife } from "./end.ts";
import type { History, Step } from "./history.ts";
import type { Outcome } from "./ledger.ts";
import type { Life } from "./life.ts";

/** A killed invocation keeps its lease for a quarter of an hour. */
const LEASE_MS = 16 * MINUTE;
const QUIET_MS = 2 * MINUTE;
const RUNS_TO_SETTLE = 30;

/**
 * Lives a history from its first day, lets the faults end, and looks at what is left. The database is empty and migrated: the
 * one in workerd or the one in Node, the end is the same.
 */
export async function livedOn(
  sql: Sql,
  history: History,
  onRun: (life: Life) => Promise<void> = async () => {},
): Promise<Outcome> {
  const life = await begin(history.cast, sql);
  life.onRun = () => onRun(life);
  const own = await ownThingsOf(life);
  for (const step of history.steps) await life.step(step);
  life.line.clear();
  const runs = life.runs;
  await life.hands.undo(history.cast.seed % 2 === 0);
  // Only a whole reading, of which there is one a day, finds what is in the trash and which columns there are.
  if (history.steps.some(isFoundDaily)) life.playground.clock.advance(DAY);
  life.observe();
  await settle(life);
  const { violations, late, gaps } = await violationsIn(life);
  if ((await ownThingsOf(life)) !== own)
    violations.push({ harm: "foreign", what: "people's own pages or events were touched" });
  return {
    violations: [...life.violations, ...violations],
    faults: life.line.traffic.faults,
    kills: life.line.traffic.kills,
    requests: life.line.traffic.requests,
    writes: life.line.traffic.writes,
    mails: life.playground.google.outbox.length - life.ownMails.size,
    runs,
    gaps,
    late,
    edits: life.ledger.edits.length,
    struck: life.line.struck,
    skipped: life.skipped,
    end: await endOfLife(life),
  };
}

function isFoundDaily(step: Step): boolean {
  const act = step.do === "run" ? step.meanwhile?.act : step;
  return act?.do === "trash" || act?.do === "untrash" || act?.do === "column";
}

/** Quiet runs until two in a row have nothing to do, and one more that must have nothing either. */
async function settle(life: Life): Promise<void> {
  let quiet = 0;
  // A service that refused for hours is asked again only after them.
  const ends = (await outageTable.list(life.sql)).map(stop => stop.until ?? 0);
  life.playground.clock.advance(Math.max(0, ...ends.map(until => until - life.now)));
  for (let runs = 0; quiet < 2; runs += 1) {
    if (runs === RUNS_TO_SETTLE) {
      life.violations.push({ harm: "unsettled", what: `still writing after ${RUNS_TO_SETTLE} quiet runs` });
      return;
    }
    life.playground.clock.advance(runs < 2 ? LEASE_MS : QUIET_MS);
    quiet = (await writesOfARun(life)) === 0 ? quiet + 1 : 0;
  }
  const open = await outboxTable.list(life.sql, ["waiting", "in_doubt", "given_up"]);
  for (const entry of open)
    if (entry.state !== "waiting")
      life.violations.push({ harm: "unsettled", what: `${entry.key} is ${entry.state}: ${entry.why}` });
  const mails = life.playground.google.outbox.length;
  life.playground.clock.advance(2000);
  const writes = await writesOfARun(life);
  if (writes > 0) life.violations.push({ harm: "unsettled", what: `one more run made ${writes} writes` });
  if (life.playground.google.outbox.length > mails)
    life.violations.push({ harm: "stray_mail", what: "one more run sent mails" });
}

async function writesOfARun(life: Life): Promise<number> {
  const before = life.line.traffic.writes;
  await life.run(life.now);
  return life.line.traffic.writes - before;
}
