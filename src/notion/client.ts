import { APIResponseError, Client, isHTTPResponseError, LogLevel, verifyWebhookSignature } from "@notionhq/client";
import { CALL_TIMEOUT_MS, Failure } from "../core/domain/values/failure.ts";
import type { Unforeseen } from "../core/domain/values/guarded.ts";

/** The version of the API this adapter is written for; responses of 2025-09-03 are read as well. */
const NOTION_VERSION = "2026-03-11";

/** How Notion is reached: by which token, where, over which fetch, and at whose pace. */
export interface NotionAccess {
  token: string;
  baseUrl: string;
  fetch: typeof fetch;
  /** Runs one call under the connection's pace and budget. */
  paced<T>(call: () => Promise<T>): Promise<T>;
  botId?: string | null;
}

/** How many of a listing are asked for at once, and from where on. */
interface Paging {
  page_size: number;
  start_cursor: string | undefined;
}

interface Listing<T> {
  results: readonly T[];
  has_more: boolean;
  next_cursor: string | null;
}

/** Notion as the adapter calls it: the official client, paced, with failures named by what the caller may do. */
export class NotionClient {
  /** Writes sent so far: whoever is stopped in the middle of a command knows whether it may have happened. */
  writesSent = 0;
  /** What was read so far and could not be understood. */
  readonly unread: Unforeseen[] = [];
  /** The id under which Krug's own edits stand; null where it is not known, and then nobody's edit is told from Krug's. */
  botId: string | null;
  readonly #client: Client;
  readonly #paced: NotionAccess["paced"];

  /**
   * The client's own retries are off: a Retry-After would sleep inside the invocation, and a write it repeats could happen twice
   * (docs/facts/notion.md#client-retries).
   */
  constructor(access: NotionAccess) {
    this.botId = access.botId ?? null;
    this.#paced = access.paced;
    this.#client = new Client({
      auth: access.token,
      baseUrl: access.baseUrl,
      notionVersion: NOTION_VERSION,
      fetch: access.fetch as never,
      retry: false,
      logLevel: LogLevel.ERROR,
      logger: () => {},
      timeoutMs: CALL_TIMEOUT_MS,
    });
  }

  /** @throws Failure */
  call<T>(use: (client: Client) => Promise<T>, kind: "read" | "write"): Promise<T> {
    return this.#paced(async () => {
      if (kind === "write") this.writesSent += 1;
      try {
        return await use(this.#client);
      } catch (error) {
        throw notionFailure(error, kind);
      }
    });
  }

  /** What a listing holds, to its end: each page of it is read once the one before it is used up. @throws Failure */
  async *listed<T>(list: (client: Client, paging: Paging) => Promise<Listing<T>>): AsyncGenerator<T> {
    let cursor: string | undefined;
    do {
      const page = await this.call(client => list(client, { page_size: 100, start_cursor: cursor }), "read");
      yield* page.results;
      cursor = page.has_more ? (page.next_cursor ?? undefined) : undefined;
    } while (cursor !== undefined);
  }

  /** The id of the integration's own user, by which Krug's edits are told from others' from then on. */
  async readBotId(): Promise<string> {
    this.botId = (await this.call(client => client.users.me({}), "read")).id;
    return this.botId;
  }
}

/** The failure an error of the client means. Unknown answers to writes are in doubt; unknown answers to reads may be tried again. */
function notionFailure(error: unknown, kind: "read" | "write"): Failure {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (!isHTTPResponseError(error)) return unanswered(kind, message, error);
  const details = { status: error.status, cause: error };
  const more = (error.additional_data ?? {}) as Record<string, unknown>;
  if (error.status === 429 || error.status === 529) {
    if (more.rate_limit_reason === "public_api_request_blocked")
      return new Failure("blocked", "notion", message, details);
    const seconds = Number(new Headers(error.headers as HeadersInit).get("retry-after") ?? more.retry_after ?? 5);
    return new Failure("busy", "notion", message, {
      ...details,
      retryAfterMs: 1000 * (Number.isFinite(seconds) ? seconds : 5),
    });
  }
  if (error.status === 401) return new Failure("unauthorised", "notion", message, details);
  if (error.status === 404) return new Failure("gone", "notion", message, details);
  if (error.status === 409) return new Failure("busy", "notion", message, { ...details, retryAfterMs: 1000 });
  if (error.status >= 500 || !(error instanceof APIResponseError)) {
    const committed = more.committed_resource_id ?? (more.committed_child_ids as unknown[] | undefined)?.[0];
    if (kind === "write" && typeof committed === "string")
      return new Failure("in_doubt", "notion", message, { ...details, committedId: committed });
    return unanswered(kind, message, error, error.status);
  }
  return new Failure("rejected", "notion", message, { ...details, isFull: more.block_limit !== undefined });
}

function unanswered(kind: "read" | "write", message: string, cause: unknown, status = 0): Failure {
  return kind === "write"
    ? new Failure("in_doubt", "notion", message, { status, cause })
    : new Failure("busy", "notion", message, { status, cause, retryAfterMs: 10_000 });
}

/** Whether Notion signed a message with the verification token of its subscription; `body` exactly as it came. */
export function isSignedByNotion(body: string, signature: string | null, token: string): Promise<boolean> {
  return verifyWebhookSignature({ body, signature, verificationToken: token });
}

const PIECE = 2000;
const PIECES = 100;

/**
 * Rich text in pieces of at most 2,000 characters, no surrogate pair split; what a property can't hold is cut
 * (docs/facts/notion.md#sizes).
 */
export function textPieces(text: string): { type: "text"; text: { content: string } }[] {
  const pieces: { type: "text"; text: { content: string } }[] = [];
  let rest = text;
  while (rest !== "" && pieces.length < PIECES) {
    let end = Math.min(PIECE, rest.length);
    const last = rest.charCodeAt(end - 1);
    if (end < rest.length && last >= 0xd800 && last <= 0xdbff) end -= 1;
    pieces.push({ type: "text", text: { content: rest.slice(0, end) } });
    rest = rest.slice(end);
  }
  return pieces;
}
