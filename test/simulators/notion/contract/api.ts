import type { NotionSimulator } from "../index.ts";
import type { Json } from "./recordings.ts";

export interface Answer {
  status: number;
  body: Json;
  headers: Headers;
}

export interface Ask {
  token?: string;
  version?: string | null;
}

/** One request to a simulator and its parsed answer. The caller is the bot at 2026-03-11 unless told otherwise. */
export async function ask(
  sim: NotionSimulator,
  method: string,
  path: string,
  body?: unknown,
  how: Ask = {},
): Promise<Answer> {
  const headers: Record<string, string> = { authorization: `Bearer ${how.token ?? sim.botToken}` };
  if (how.version !== null) headers["notion-version"] = how.version ?? "2026-03-11";
  if (body !== undefined) headers["content-type"] = "application/json";
  const init = { method, headers, body: body === undefined ? undefined : JSON.stringify(body) };
  const response = await sim.fetch(new Request(`https://api.notion.com/v1/${path}`, init));
  return { status: response.status, body: (await response.json()) as Json, headers: response.headers };
}

/** The same, but anything except 200 is an error that shows the answer. */
export async function must(
  sim: NotionSimulator,
  method: string,
  path: string,
  body?: unknown,
  how: Ask = {},
): Promise<Json> {
  const answer = await ask(sim, method, path, body, how);
  if (answer.status !== 200) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
