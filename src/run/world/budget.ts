import type { Connection } from "./world.ts";

/** Thrown at a safe point when a run has used what it may: the rest goes on in another message, after `delayMs`. */
export class BudgetSpent extends Error {
  readonly what: string;
  readonly delayMs: number;
  /** The service whose requests of this minute are used up; null for what concerns the whole run. */
  readonly service: Service | null;

  constructor(what: string, delayMs: number, service: Service | null = null) {
    super(`this run's ${what} are used up`);
    this.name = "BudgetSpent";
    this.what = what;
    this.delayMs = delayMs;
    this.service = service;
  }
}

type Service = "notion" | "google";

/** What a run has used so far, and whether it may use more. */
export class Budget {
  readonly requests: Record<Service, number> = { notion: 0, google: 0 };
  statements = 0;
  mails = 0;
  /** Of rounds (`Piece.effort`). */
  computed = 0;
  readonly #limits: Connection["budget"];
  readonly #startedAt: number;
  readonly #wallNow: () => number;

  constructor(limits: Connection["budget"], wallNow: () => number) {
    this.#limits = limits;
    this.#wallNow = wallNow;
    this.#startedAt = wallNow();
  }

  /** Counts what is about to be computed. @throws BudgetSpent when it would not fit beside what was computed. */
  compute(effort: number): void {
    if (this.computed > 0 && this.computed + effort > this.#limits.computing) throw new BudgetSpent("computing", 0);
    this.computed += effort;
  }

  /** A round was computed to its end. @throws BudgetSpent when that was so dear that foreseeing it is for the next message. */
  closeComputing(): void {
    if (this.computed > this.#limits.computing / 3) throw new BudgetSpent("computing", 0);
  }

  /** @throws BudgetSpent when a command with that many mails would not fit. Room is left to end the run. */
  check(mails: number): void {
    const used = this.requests.notion + this.requests.google;
    if (used >= this.#limits.requests) throw new BudgetSpent("requests", 0);
    if (this.statements >= this.#limits.statements) throw new BudgetSpent("statements", 0);
    if (this.mails > 0 && this.mails + mails > this.#limits.mails) throw new BudgetSpent("mails", 60_000);
    if (this.#wallNow() - this.#startedAt > this.#limits.wallMs) throw new BudgetSpent("minutes", 0);
  }
}
