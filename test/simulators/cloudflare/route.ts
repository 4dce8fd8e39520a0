import type { Account, CloudflareState } from "./state.ts";

/** What one call has at hand. */
export interface Call {
  state: CloudflareState;
  account: Account;
  /** The parts of the path that its pattern names. */
  parts: string[];
  request: Request;
  query: URLSearchParams;
}

/** One method of the API: what `handle` gives becomes the result, unless it is a whole answer. */
export interface Route {
  method: string;
  path: RegExp;
  handle(call: Call): unknown;
}

export type Routes = readonly Route[];

/** An answer that is no success. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** A success as Cloudflare wraps it; a list tells that it is all there is. */
export function succeeded(result: unknown): Response {
  const count = Array.isArray(result) ? result.length : null;
  const info =
    count === null ? {} : { result_info: { page: 1, per_page: 100, count, total_count: count, total_pages: 1 } };
  return Response.json({ success: true, errors: [], messages: [], result: result ?? null, ...info });
}

/** A refusal as Cloudflare wraps it. */
export function failed({ status, code, message }: ApiError): Response {
  return Response.json({ success: false, errors: [{ code, message }], messages: [], result: null }, { status });
}

/** What a call says in JSON. @throws ApiError 400 where it is none */
export async function jsonOf<Body>(request: Request): Promise<Body> {
  try {
    return (await request.json()) as Body;
  } catch {
    throw new ApiError(400, 7400, "The request body is not valid JSON");
  }
}
