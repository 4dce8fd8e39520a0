import type { Command } from "../../src/core/domain/command.ts";
import type { Programme } from "../../src/core/domain/programme.ts";
import { noting } from "../../src/core/domain/values/guarded.ts";
import { decideDigest } from "../../src/core/plan/figures/digest.ts";
import { factsOf } from "../../src/core/plan/figures/gather.ts";
import { decideMetricRows } from "../../src/core/plan/figures/metricRows.ts";
import { type Observations, observationsNow } from "../../src/core/plan/figures/observations.ts";
import { decide, nextDue } from "../../src/core/plan/index.ts";
import { insightsOf } from "../../src/core/plan/insights/fromFigures.ts";
import {
  covering,
  type DayReach,
  dayOf,
  isOfRoster,
  isReadAsDraft,
  leadsToPeople,
  programmesOf,
  reachOf,
  weigh,
} from "../../src/core/plan/massChangeGuard.ts";
import { decideWaiting } from "../../src/core/plan/waiting.ts";
import { settledInsights } from "../../src/core/rules/insights/settling.ts";
import { periodsOf } from "../../src/core/rules/metrics/periods.ts";
import { pointsFor } from "../../src/core/rules/metrics/points.ts";
import { applied } from "../../src/core/state/apply.ts";
import { type Snapshot, snapshotOf } from "../../src/core/state/snapshot.ts";
import { WORDS } from "../../src/run/words.ts";
import { DrawnLife } from "./drawnLife.ts";
import { canonical, type Unit } from "./heard.ts";

/** So often people do something and Krug looks. */
const LOOKS = 26;
/** After so many passes nothing should be left to do; a pass more is for the next look. */
const PASSES = 6;
const SETTINGS = { language: "en", words: WORDS } as const;
/** The insights and figures of a drawn day are looked at once in so many looks. */
const FIGURES_EACH = 3;

/** Lives a drawn life in the rules alone, with nothing sent: all that is decided on the way, and what it is decided from. */
export async function decisionsHeard(seed: string): Promise<Unit> {
  const life = new DrawnLife(seed);
  const lines: string[] = [];
  const tell = (what: string, value: unknown) => void lines.push(`${what} ${canonical(value)}`);
  let observations: Observations = { goals: [], people: [] };
  let history: DayReach[] = [];
  for (let look = 0; look < LOOKS; look += 1) {
    const done = lookedAt(life, look, tell);
    history = weighed(life, done, history, tell);
    if (look % FIGURES_EACH === 0) observations = measured(life, observations, tell);
    life.goOn();
  }
  return { name: seed, lines };
}

type Tell = (what: string, value: unknown) => void;

/** Decides and carries out, pass by pass, until nothing is left to do; now and then while the guard holds, or with nothing known of calendars. */
function lookedAt(life: DrawnLife, look: number, tell: Tell): Command[] {
  const { now } = life;
  const busy = life.busy();
  const done: Command[] = [];
  tell("held", outcome(decide(snapshotOf(life.mirror), now, busy, { ...SETTINGS, isHeld: true })));
  tell("needs", decide(snapshotOf(life.mirror), now, null, SETTINGS).needs);
  for (let pass = 0; pass < PASSES; pass += 1) {
    const snapshot = snapshotOf(life.mirror);
    const decision = decide(snapshot, now, busy, SETTINGS);
    tell(`${look}.${pass}`, outcome(decision));
    tell("due", [nextDue(snapshot, now), nextDue(snapshot, now, { since: now - 1 })]);
    if (decision.commands.length === 0) break;
    done.push(...decision.commands);
    life.mirror = applied(life.mirror, decision.commands, now);
  }
  return done;
}

function outcome({ commands, waits, unforeseen }: ReturnType<typeof decide>) {
  return { commands, waits, unforeseen: unforeseen.map(({ where, pageId, error }) => [where, pageId, String(error)]) };
}

/** What the mass-change guard makes of what was done, and what waits for the second coordinator. */
function weighed(life: DrawnLife, done: readonly Command[], history: DayReach[], tell: Tell): DayReach[] {
  const { now } = life;
  const snapshot = snapshotOf(life.mirror);
  const addresses = [...snapshot.people.values()].map(({ email }) => email);
  const rosters = new Map(snapshot.programmes.map(({ id }) => [id, new Set(addresses.slice(0, 5))]));
  const eyes = {
    isOutsider: (email: string) => email.startsWith("new"),
    isStranger: (email: string) => email.endsWith(".example"),
  };
  const isCovered = covering(addresses.slice(0, 2));
  const known = { history, now, eyes, isApproved: isCovered, isDraft: isReadAsDraft.bind(null, snapshot, now) };
  // Several times over, for a company of ten is under every limit.
  const weighing = weigh([...done, ...done, ...done, ...done], known);
  tell("weighed", { ...weighing, waiting: weighing.waiting.map(({ key }) => key) });
  tell("led to", [
    done.filter(leadsToPeople).map(({ key }) => key),
    done.filter(command => isOfRoster(snapshot, now, rosters, command)).map(({ key }) => key),
    done.filter(command => isReadAsDraft(snapshot, now, command)).map(({ key }) => key),
    programmesOf(snapshot, done),
  ]);
  const held = { since: now - 3 * 24 * 3_600_000, reach: weighing.reach, programmeIds: programmesOf(snapshot, done) };
  tell("waiting", decideWaiting({ snapshot, now, words: WORDS }, held));
  const counted = reachOf(done, eyes);
  return [...history.filter(({ day }) => day !== dayOf(now)), { day: dayOf(now), counted, approved: counted }];
}

/** Figures, digests and insights of each programme. */
function measured(life: DrawnLife, observations: Observations, tell: Tell): Observations {
  const snapshot = snapshotOf(life.mirror);
  const seen = snapshot.programmes.map(programme => figuresOf(life, snapshot, programme, observations, tell));
  return {
    goals: [...observations.goals, ...seen.flatMap(({ goals }) => goals)],
    people: [...observations.people, ...seen.flatMap(({ people }) => people)],
  };
}

function figuresOf(
  life: DrawnLife,
  snapshot: Snapshot,
  programme: Programme,
  observations: Observations,
  tell: Tell,
): Observations {
  const { now } = life;
  const telling = { snapshot, now, words: WORDS };
  const facts = factsOf(snapshot, programme, observations, now);
  const points = pointsFor(programme, periodsOf(programme, now), facts);
  tell("facts", facts);
  const { value } = noting(() => [
    ...decideMetricRows(snapshot, programme, points, WORDS),
    ...decideDigest(telling, programme, { sessions: facts.sessions, points }),
  ]);
  tell("figures", value);
  life.mirror = applied(life.mirror, value, now);
  const open = new Set(life.mirror.insights.filter(({ state }) => state === "open").map(({ key }) => key));
  const insights = insightsOf({ programme, snapshot, facts, now, isOpen: key => open.has(key) });
  tell("insights", insights);
  const own = life.mirror.insights.filter(({ programmeId }) => programmeId === programme.id);
  const settled = new Map(life.mirror.insights.map(insight => [insight.key, insight]));
  for (const insight of settledInsights(own, insights, now)) settled.set(insight.key, insight);
  life.mirror = { ...life.mirror, insights: [...settled.values()] };
  return observationsNow(snapshot, programme, observations, now);
}
