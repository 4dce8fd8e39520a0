import type { Bearer, GoogleState } from "./state.ts";

/** A request that has been let in: who calls, and what they say. */
export interface Call {
  state: GoogleState;
  caller: Bearer;
  /** The decoded variable parts of the path. */
  path: string[];
  query: Query;
  body: Record<string, unknown>;
  headers: Headers;
}

/** A handler's answer; `null` as body answers 204. */
export interface Answer {
  status?: number;
  body: unknown;
  etag?: string;
}

/** A checked query: values that are there have the right form. */
export class Query {
  readonly values: Map<string, string[]>;

  constructor(values: Map<string, string[]>) {
    this.values = values;
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  text(name: string): string | null {
    return this.values.get(name)?.at(-1) ?? null;
  }

  all(name: string): string[] {
    return this.values.get(name) ?? [];
  }

  flag(name: string): boolean {
    return this.text(name) === "true";
  }

  number(name: string): number | null {
    const value = this.text(name);
    return value === null ? null : Number(value);
  }
}
