export interface ErrorDetails {
  additionalData?: Record<string, unknown>;
  headers?: Record<string, string>;
}

/** An answer of the API that is not a success; the dispatcher turns it into Notion's error body. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(status: number, code: string, message: string, details: ErrorDetails = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** 400 validation_error with exactly this message. */
export function invalid(message: string): ApiError {
  return new ApiError(400, "validation_error", message);
}

/** 400 validation_error in the wording of Notion's body checks; `got` is echoed as JSON. */
export function bodyFails(path: string, expectation: string, got: unknown): ApiError {
  return invalid(`body failed validation: ${path} should be ${expectation}, instead was \`${echo(got)}\`.`);
}

function echo(value: unknown): string {
  if (value === undefined) return "undefined";
  const text = JSON.stringify(value);
  return text.length > 400 ? `${text.slice(0, 400)}...` : text;
}
