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
