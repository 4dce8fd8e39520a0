/** So long a call to a service may take: after that no answer that can be trusted came. */
export const CALL_TIMEOUT_MS = 60_000;

/** What the caller may do about a call that failed. Retrying happens in one place, run/push/push.ts and the queue. */
type FailureKind =
  /** Come back after `retryAfterMs`. */
  | "busy"
  /** The thing addressed is not there, or not shared with us. */
  | "gone"
  /** The service understood and refused; the same call will be refused again. */
  | "rejected"
  /** The thing was changed since it was read: read, merge, decide again. */
  | "changed"
  /** Sign-in or rights. */
  | "unauthorised"
  /** No answer that can be trusted: the write may have happened. */
  | "in_doubt"
  /** The service told us to stop for hours, and to tell the operator. */
  | "blocked";

/** A call to a service that failed, named by what the caller may do. */
export class Failure extends Error {
  readonly kind: FailureKind;
  readonly service: "notion" | "google" | "store";
  readonly status: number;
  readonly retryAfterMs: number;
  /** The id of what was written although the answer was an error, where the service said so. */
  readonly committedId: string | null;
  /** True where a free workspace of Notion takes no more blocks. */
  readonly isFull: boolean;

  constructor(
    kind: FailureKind,
    service: "notion" | "google" | "store",
    message: string,
    details: {
      status?: number;
      retryAfterMs?: number;
      committedId?: string | null;
      isFull?: boolean;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: details.cause });
    this.name = "Failure";
    this.kind = kind;
    this.service = service;
    this.status = details.status ?? 0;
    this.retryAfterMs = details.retryAfterMs ?? 0;
    this.committedId = details.committedId ?? null;
    this.isFull = details.isFull ?? false;
  }
}

/** True for failures that concern the whole service and not one item: going on would only repeat them. */
export function stopsTheRun(failure: Failure): boolean {
  return failure.kind === "busy" || failure.kind === "unauthorised" || failure.kind === "blocked";
}
