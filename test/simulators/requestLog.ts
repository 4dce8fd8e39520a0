export interface LoggedRequest {
  service: string;
  /** World time, epoch milliseconds. */
  at: number;
  method: string;
  path: string;
  query: string;
  /** Who called: "bot", a person's e-mail, or "nobody". */
  actor: string;
  /** 0 when the line was cut before an answer. */
  status: number;
}

/** Who hears what reaches the simulators of this process, whichever they are: the recordings. Nobody, until somebody listens. */
export const listeners: {
  /** A request, with its body as it was sent; empty where a service refuses before it reads one. */
  request: ((entry: LoggedRequest, body: string) => void) | null;
  /** A mail Google sends. */
  mail: ((mail: object & { at: number }) => void) | null;
} = { request: null, mail: null };

/** Every request a simulator saw, in order. */
export class RequestLog {
  entries: LoggedRequest[] = [];

  add(entry: LoggedRequest): void {
    this.entries.push(entry);
  }

  clear(): void {
    this.entries = [];
  }
}
