/** The world's clock of a simulator: it stands still until somebody sets it, so that half a year can be played in a minute. */
export class WorldClock {
  #now: number;

  constructor(startsAt: number) {
    this.#now = startsAt;
  }

  /** World time in epoch milliseconds. */
  now(): number {
    return this.#now;
  }

  /** Sets the world to an instant (epoch milliseconds). It may go back: real clocks are sometimes wrong too. */
  set(at: number): void {
    this.#now = at;
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** The answer with the header every server sends: when it was given, in world time, to the second. */
  dated(response: Response): Response {
    response.headers.set("date", new Date(this.#now).toUTCString());
    return response;
  }
}
