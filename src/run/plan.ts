import type { Command } from "../core/domain/command.ts";
import { mailsOf } from "../core/domain/commands.ts";
import type { Language } from "../core/domain/values/language.ts";
import { type Instant, localDate } from "../core/domain/values/time.ts";
import type { Wait } from "../core/domain/wait.ts";
import type { Mirror } from "../core/state/mirror.ts";
import { snapshotOf } from "../core/state/snapshot.ts";
import type { Sql } from "../store/database/sql.ts";
import { type HeldRun, heldRunTable } from "../store/runs/heldRun.ts";
import { heldReason } from "../text/operating/massChangeGuard.ts";
import { planTotal } from "../text/operating/plan.ts";
import { askedOnce } from "./decide/busy.ts";
import { plansOfCrowds } from "./decide/crowds.ts";
import { foresee, languageOf, linesOf, waitLines } from "./decide/foresee.ts";
import { foreseeGuarded } from "./decide/massChangeGuard.ts";
import { foreseenFigures } from "./measure/measure.ts";
import { betweenRuns } from "./operate/betweenRuns.ts";
import { pullAll } from "./pull/pull.ts";
import { untold } from "./run.ts";
import { WORDS } from "./words.ts";
import { newReport } from "./world/report.ts";
import type { Connection, World } from "./world/world.ts";
import { worldTime } from "./world/worldTime.ts";

/** What the next run would do. */
interface Plan {
  asOf: Instant;
  commands: Command[];
  mails: number;
  /** What it would not do without a go; null when nothing is held. Its mark counts once a run has held it. */
  held: HeldRun | null;
  /** What each programme waits for afterwards. */
  waits: readonly Wait[];
  /** The same in words: a line for everything that reaches people, why something is held, the total, then what programmes wait for. */
  lines: string[];
}

/**
 * Exactly what a run as of the given time (null: now, by the services' clocks) would do, without doing it: everything is read
 * as a run reads it, the rules are asked until they are quiet, and what they want is only applied to the mirror.
 *
 * @throws Failure `busy` while a run is under way, and whatever reading meets.
 */
export function plan(connection: Connection, given: Instant | null, world: World): Promise<Plan> {
  return betweenRuns(connection, world, ({ withServices, ...leased }) => {
    const { sql } = leased;
    const time = worldTime(given, 0, world.fetch);
    return withServices(time.fetch, async (services, state) => {
      const report = newReport("plan", leased.budget);
      const pulled = await pullAll({ ...leased, fetch: time.fetch, time, asked: "all", report, state, services });
      const { now } = pulled;
      const mirror = (await pulled.mirror()).kept();
      const plans = await plansOfCrowds(sql, snapshotOf(mirror).people.size);
      const hasBodies = world.texts !== undefined && state.get("blocks_full_on") !== localDate(now, "UTC");
      const settings = { language: connection.language, words: WORDS, plans, hasBodies };
      const outlook = { sql, now, settings, ask: askedOnce(services.calendar).ask };
      const before = await heldRunTable.read(sql);
      const { foreseen, held, isWhole } = await foreseeGuarded(mirror, outlook, before);
      const figures = pulled.isNewDay ? await measured(sql, foreseen.mirror, now) : null;
      const after = figures?.mirror ?? foreseen.mirror;
      const further = { ...outlook, settings: { ...settings, isHeld: isWhole } };
      const { commands: followed, waits } =
        figures === null ? { commands: [], waits: foreseen.waits } : await foresee(after, further);
      const snapshot = snapshotOf(after);
      const waiting = await untold(sql, snapshot, held, now);
      const commands = [...foreseen.commands, ...(figures?.commands ?? []), ...followed, ...waiting];
      const mails = commands.reduce((sum, command) => sum + mailsOf(command), 0);
      const lines = [
        ...linesOf(snapshot, commands, connection.language),
        ...inWords({ held, commands, mails }, languageOf(snapshot, connection.language)),
        ...waitLines(
          snapshot,
          // Why something is held was just said.
          waits.filter(({ why }) => why !== "held" || held === null),
          connection.language,
        ),
      ];
      return { asOf: now, commands, mails, held, waits, lines };
    });
  });
}

/** What measuring would write, and the mirror with the insights it would keep: what they lead to is decided next. */
async function measured(sql: Sql, mirror: Mirror, now: Instant): Promise<{ commands: Command[]; mirror: Mirror }> {
  const kept = mirror.insights;
  const { commands, insights } = await foreseenFigures(sql, mirror, { now, words: WORDS });
  const changed = new Set(insights.map(insight => insight.key));
  return {
    commands,
    mirror: { ...mirror, insights: [...kept.filter(insight => !changed.has(insight.key)), ...insights] },
  };
}

function inWords({ held, commands, mails }: Pick<Plan, "held" | "commands" | "mails">, language: Language): string[] {
  const writes = commands.filter(command => command.kind !== "save_link").length;
  const total = planTotal({ mails, writes }, language);
  return held === null ? [total] : [heldReason(held, language), ...held.lines, total];
}
