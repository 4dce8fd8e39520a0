import type { Language } from "../../src/core/domain/values/language.ts";
import type { PlainValue, SourceKey } from "../../src/core/domain/values/row.ts";
import { buildWorkspace } from "../../src/notion/building.ts";
import { Notion } from "../../src/notion/notion.ts";
import type { Workspace } from "../../src/notion/workspace.ts";
import { createNotionSimulator, type NotionSimulator } from "../simulators/notion/index.ts";
import { routed } from "../world/playground.ts";

const HOST = "http://notion.sim";
const ANA = "ana@example.org";

export interface NotionWorld {
  notion: NotionSimulator;
  api: Notion;
  workspace: Workspace;
  /** A person's request, as their own hand at the page makes it. */
  byHand(method: string, path: string, body?: unknown, version?: string): Promise<Record<string, unknown>>;
  /** Names of columns as they are now, by the workspace's keys. */
  column(source: SourceKey, key: string): { id: string; type: string };
}

/** Notion with one person in it and the workspace built. */
export async function openNotion(
  options: Parameters<typeof createNotionSimulator>[0] = {},
  language: Language = "en",
): Promise<NotionWorld> {
  const notion = createNotionSimulator({
    people: [{ name: "Ana", email: ANA }],
    requestsPerMinute: 1_000_000,
    ...options,
  });
  const fetcher = routed({ [HOST]: request => notion.fetch(request) });
  const api = new Notion({ token: notion.botToken, baseUrl: HOST, fetch: fetcher, paced: call => call() });
  const workspace = await buildWorkspace(api, notion.rootPageId, language);
  return {
    notion,
    api,
    workspace,
    byHand: async (method, path, body, version = "2026-03-11") => {
      const answer = await fetcher(`${HOST}/v1/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${notion.personToken(ANA)}`,
          "notion-version": version,
          "content-type": "application/json",
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const read = (await answer.json()) as Record<string, unknown>;
      if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(read)}`);
      return read;
    },
    column: (source, key) => {
      const found = workspace[source].properties[key];
      if (found === undefined) throw new Error(`no column ${source}.${key}`);
      return found;
    },
  };
}

export type Values = Readonly<Record<string, PlainValue>>;
