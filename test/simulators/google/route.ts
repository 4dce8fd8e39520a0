import type { Answer, Call } from "./call.ts";
import type { Shape } from "./shape.ts";

/** What a query parameter may be: any text, true or false, an instant, a zone, a number in a range, one of some words. */
export type QueryKind = "text" | "flag" | "instant" | "zone" | { from: number; to: number } | readonly string[];

/** One method of an API: where it lives, what it takes, and which scopes let one call it. */
export interface Route {
  method: string;
  path: RegExp;
  scopes: readonly string[];
  query: Record<string, QueryKind>;
  required?: readonly string[];
  body?: Shape;
  /** Which of the quotas of Forms it counts against. */
  weight?: "read" | "expensiveRead" | "write";
  handle(call: Call): Answer;
}
