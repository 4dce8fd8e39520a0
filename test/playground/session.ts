import { addDays, atLocal, DAY, localDate, MINUTE, weekday } from "../../src/core/domain/values/time.ts";
import type { Point } from "../../src/core/rules/metrics/points.ts";
import { Habits } from "../demo/habits.ts";
import { CRON_HOURS, type Runner, type RunOutcome } from "../demo/play.ts";
import type { Scenario } from "../demo/scenario.ts";
import type { Playground } from "../world/playground.ts";
import { type Change, changesBetween } from "./changes.ts";
import { type Letter, writingLetters } from "./letters.ts";
import type { Lived } from "./living.ts";
import { look, type Seen } from "./seen.ts";

/** How far the clock is moved. */
export const MOVES = ["quarter", "morning", "week"] as const;
export type Move = (typeof MOVES)[number];

const QUARTER = 15 * MINUTE;
const MORNING = 8 * 60;

/** What happened while the clock moved. */
export interface Passed {
  from: number;
  to: number;
  runs: number;
  outcome: RunOutcome;
  changes: Change[];
}

/** A world somebody plays with: its clock, the Worker, and what people do by themselves. */
export class Session {
  readonly scenario: Scenario;
  readonly playground: Playground;
  readonly letters: Letter[];
  /** The latest first. */
  readonly passed: Passed[] = [];
  /** The world's time while it moves; null while it stands still. */
  movingTo: number | null = null;
  readonly #runner: Runner;
  readonly #habits: Habits;
  readonly #stopWriting: () => void;
  #seen: Seen | null = null;
  #lettersSeen: number;
  #points: readonly Point[] = [];

  constructor(scenario: Scenario, lived: Omit<Lived, "script">, runner: Runner) {
    this.scenario = scenario;
    this.playground = lived.playground;
    this.letters = lived.letters;
    this.#lettersSeen = lived.letters.length;
    this.#runner = runner;
    this.#habits = new Habits(lived.playground, scenario, lived.entered);
    this.#habits.takeUp(lived.habits);
    this.#stopWriting = writingLetters(lived.playground.google, letter => this.letters.push(letter));
  }

  get now(): number {
    return this.playground.clock.now();
  }

  get zone(): string {
    return this.scenario.zone;
  }

  /** Every figure Krug keeps, as of the last look. */
  get figures(): readonly Point[] {
    return this.#points;
  }

  /** Looks at the world as it is: what changes from here on is told. */
  async begin(): Promise<void> {
    this.#points = await this.#runner.points();
    this.#seen = await look(this.playground, this.#points, this.zone);
  }

  /**
   * Moves the clock and lets Krug run as its cron would; everybody acts as they are used to, but for one who acts for themselves.
   * What changed since the clock last moved, by that person's hand too.
   */
  async move(move: Move, butFor: string): Promise<Passed> {
    const from = this.now;
    const moments = momentsUntil(from, targetOf(move, from, this.zone));
    const outcome: RunOutcome = { changed: 0, done: {}, mails: 0, failed: [], requests: { notion: 0, google: 0 } };
    try {
      for (const at of moments) {
        this.playground.clock.set(at);
        this.movingTo = at;
        if (move !== "quarter") await this.#habits.act(at, butFor);
        addTo(outcome, await this.#runner.run(at, "playground"));
      }
    } finally {
      this.movingTo = null;
    }
    const passed = { from, to: this.now, runs: moments.length, outcome, changes: await this.#changes() };
    this.passed.unshift(passed);
    return passed;
  }

  async #changes(): Promise<Change[]> {
    const before = this.#seen;
    await this.begin();
    if (before === null || this.#seen === null) return [];
    const place = this.#lettersSeen;
    this.#lettersSeen = this.letters.length;
    const programmes = new Map([...this.#seen.pages].map(([id, { title }]) => [id, title]));
    const letters = { sent: this.letters.slice(place), place };
    const users = [...this.playground.notion.state.users.values()];
    const nameOf = (email: string) => users.find(user => user.email === email)?.name ?? email;
    return changesBetween(before, this.#seen, letters, { zone: this.zone, programmes, nameOf });
  }

  close(): void {
    this.#stopWriting();
  }
}

function addTo(sum: RunOutcome, more: RunOutcome): void {
  sum.changed += more.changed;
  sum.mails += more.mails;
  sum.failed.push(...more.failed);
  sum.requests.notion += more.requests.notion;
  sum.requests.google += more.requests.google;
  for (const [kind, count] of Object.entries(more.done)) sum.done[kind] = (sum.done[kind] ?? 0) + count;
}

/** When a move ends: at the next full quarter of an hour, the next morning, or the morning of the next Monday. */
function targetOf(move: Move, now: number, zone: string): number {
  if (move === "quarter") return (Math.floor(now / QUARTER) + 1) * QUARTER;
  const today = localDate(now, zone);
  const days = move === "week" ? 8 - weekday(today) : 1;
  return atLocal(addDays(today, days), MORNING, zone);
}

/** Krug's looks on the way: twice a day, which comes to the same as every quarter of an hour, and at the end. */
function momentsUntil(from: number, to: number): number[] {
  const moments = new Set([to]);
  for (let day = localDate(from, "UTC"); atLocal(day, 0, "UTC") <= to + DAY; day = addDays(day, 1))
    for (const hour of CRON_HOURS) {
      const at = atLocal(day, hour * 60, "UTC");
      if (at > from && at < to) moments.add(at);
    }
  return [...moments].sort((a, b) => a - b);
}
