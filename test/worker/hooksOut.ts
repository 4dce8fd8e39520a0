/** What a service sends to the Worker. */
export interface SentHook {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/**
 * Hooks on their way from the simulators to a Worker in another process, one at a time: the sender waits for the answer, as
 * services do, and whoever carries the hook brings it back.
 */
export class HooksOut {
  #work: Promise<unknown> = Promise.resolve();
  #sent: SentHook | null = null;
  #answer: ((response: Response) => void) | null = null;
  #wake: (() => void) | null = null;

  /** Begins to deliver; the first hook, or null when all is delivered. */
  start(deliver: () => Promise<unknown>): Promise<SentHook | null> {
    this.#work = deliver();
    return this.#next();
  }

  /** The Worker's answer to the last hook; the next one, or null when all is delivered. */
  answer(status: number): Promise<SentHook | null> {
    const answer = this.#answer;
    this.#answer = null;
    answer?.(new Response(null, { status }));
    return this.#next();
  }

  /** What the simulators call in place of the network. */
  send(url: string, init: RequestInit = {}): Promise<Response> {
    this.#sent = { url, headers: Object.fromEntries(new Headers(init.headers)), body: String(init.body ?? "") };
    const answered = new Promise<Response>(resolve => {
      this.#answer = resolve;
    });
    this.#wake?.();
    return answered;
  }

  async #next(): Promise<SentHook | null> {
    if (this.#sent === null) await Promise.race([this.#work, new Promise<void>(wake => (this.#wake = wake))]);
    const sent = this.#sent;
    this.#sent = null;
    return sent;
  }
}
