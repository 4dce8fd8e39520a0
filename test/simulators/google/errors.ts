/** An answer that is not a success, thrown by a handler and turned into a response at the edge. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;

  constructor(status: number, message: string, body: unknown, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }

  toResponse(): Response {
    if (this.status === 304) return new Response(null, { status: 304, headers: this.headers });
    return new Response(JSON.stringify(this.body), {
      status: this.status,
      headers: { "content-type": "application/json; charset=UTF-8", ...this.headers },
    });
  }
}

interface CalendarErrorOptions {
  domain?: string;
  locationType?: string;
  location?: string;
  rpcStatus?: string;
  details?: unknown[];
}

/** An error as Calendar v3 words it. */
export function calendarError(
  status: number,
  reason: string,
  message: string,
  options: CalendarErrorOptions = {},
): ApiError {
  const { domain = "global", locationType, location, rpcStatus, details } = options;
  const entry: Record<string, string> = { domain, reason, message };
  if (locationType !== undefined) entry.locationType = locationType;
  if (location !== undefined) entry.location = location;
  const error: Record<string, unknown> = { code: status, message, errors: [entry] };
  if (rpcStatus !== undefined) error.status = rpcStatus;
  if (details !== undefined) error.details = details;
  return new ApiError(status, message, { error });
}

/** 400 for a value of the query or body that Calendar does not accept. */
export function invalidValue(message: string, location?: string): ApiError {
  return calendarError(400, "invalid", message, location === undefined ? {} : { locationType: "parameter", location });
}

/** 404 as Calendar v3 words it. */
export function calendarNotFound(): ApiError {
  return calendarError(404, "notFound", "Not Found");
}

/** An error as Forms v1 words it: no list of errors, but a status of gRPC. */
export function formsError(status: number, rpcStatus: string, message: string, details?: unknown[]): ApiError {
  const error: Record<string, unknown> = { code: status, message, status: rpcStatus };
  if (details !== undefined) error.details = details;
  return new ApiError(status, message, { error });
}

/** 400 INVALID_ARGUMENT of Forms. */
export function invalidArgument(message: string): ApiError {
  return formsError(400, "INVALID_ARGUMENT", message);
}

/** 404 NOT_FOUND of Forms. */
export function formsNotFound(): ApiError {
  return formsError(404, "NOT_FOUND", "Requested entity was not found.");
}

/** 400 invalid_grant, as the token endpoint words it. */
export function invalidGrant(description: string): ApiError {
  return oauthError(400, "invalid_grant", description);
}

/** An error of the token endpoint. */
export function oauthError(status: number, error: string, description: string): ApiError {
  return new ApiError(status, description, { error, error_description: description });
}
