const MINUTE = 60_000;

/** Counts calls in a window of a minute that slides along the wall clock. */
export class SlidingWindow {
  readonly #limit: number;
  readonly #calls = new Map<string, { times: number[]; head: number }>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether another call fits; if so it is counted. */
  admit(who: string, now: number): boolean {
    if (this.#limit === Number.POSITIVE_INFINITY) return true;
    let calls = this.#calls.get(who);
    if (calls === undefined) {
      calls = { times: [], head: 0 };
      this.#calls.set(who, calls);
    }
    while (calls.head < calls.times.length && calls.times[calls.head]! <= now - MINUTE) calls.head += 1;
    if (calls.head > 1000) {
      calls.times = calls.times.slice(calls.head);
      calls.head = 0;
    }
    if (calls.times.length - calls.head >= this.#limit) return false;
    calls.times.push(now);
    return true;
  }

  clear(): void {
    this.#calls.clear();
  }
}
