import { calendarError } from "./errors.ts";
import type { ApiRequest } from "./pipeline.ts";

const MOST_CALLS = 50;

/**
 * Answers a multipart/mixed batch: each part is an HTTP request of its own, and counts as one.
 * Parts without credentials take those of the batch.
 */
export async function answerBatch(
  contentType: string,
  headers: Headers,
  body: string,
  answer: (request: ApiRequest) => Promise<Response>,
): Promise<Response> {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return calendarError(400, "badRequest", "Missing boundary.").toResponse();
  const parts = body
    .replaceAll("\r\n", "\n")
    .split(`--${boundary}`)
    .slice(1)
    .filter(part => !part.startsWith("--"));
  if (parts.length > MOST_CALLS) {
    return calendarError(400, "badRequest", `The batch request exceeds the limit of ${MOST_CALLS} calls.`).toResponse();
  }
  const answers: string[] = [];
  for (const part of parts) {
    const [outer = "", ...inner] = part.replace(/^\n/, "").split("\n\n");
    const contentId = /^content-id:\s*<?([^>\n]+)>?/im.exec(outer)?.[1];
    const response = await answer(readPart(inner.join("\n\n"), headers));
    answers.push(await writePart(response, contentId));
  }
  const mark = "batch_simulator";
  return new Response(`${answers.map(text => `--${mark}\r\n${text}\r\n`).join("")}--${mark}--\r\n`, {
    headers: { "content-type": `multipart/mixed; boundary=${mark}` },
  });
}

function readPart(text: string, outer: Headers): ApiRequest {
  const [head = "", ...rest] = text.split("\n\n");
  const [line = "", ...headerLines] = head.split("\n");
  const [method = "GET", target = "/"] = line.trim().split(" ");
  const headers = new Headers();
  const authorization = outer.get("authorization");
  if (authorization !== null) headers.set("authorization", authorization);
  for (const headerLine of headerLines) {
    const at = headerLine.indexOf(":");
    if (at > 0) headers.set(headerLine.slice(0, at).trim(), headerLine.slice(at + 1).trim());
  }
  const url = new URL(target, "https://www.googleapis.com");
  return { method, path: url.pathname, query: url.searchParams, headers, body: rest.join("\n\n").trim() };
}

async function writePart(response: Response, contentId: string | undefined): Promise<string> {
  const lines = ["Content-Type: application/http"];
  if (contentId !== undefined) lines.push(`Content-ID: <response-${contentId}>`);
  const body = await response.text();
  const etag = response.headers.get("etag");
  const inner = [`HTTP/1.1 ${response.status}`, "Content-Type: application/json; charset=UTF-8"];
  if (etag !== null) inner.push(`ETag: ${etag}`);
  return `${lines.join("\r\n")}\r\n\r\n${inner.join("\r\n")}\r\n\r\n${body}`;
}
