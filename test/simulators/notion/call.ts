import type { Fields } from "./check.ts";
import type { User, Workspace } from "./workspace.ts";

/** One request to the API, past authorisation: what a resource needs to answer it. */
export interface Call {
  workspace: Workspace;
  actor: User;
  /** True from 2026-03-11 on: `in_trash` without `archived`, `position` instead of `after`. */
  modern: boolean;
  params: string[];
  query: URLSearchParams;
  body: Fields;
  /** Ids that this request created, which a 503 after the write names. */
  committed: { resource: string | null; children: string[] };
}

export type Handler = (call: Call) => unknown;
/** Method, path with `:name` for a parameter, handler. */
export type Routes = readonly (readonly [method: string, path: string, handler: Handler])[];
