import * as z from "zod/mini";
import type { Naming } from "../store/incoming/named.ts";

/** The parts of a Notion message that tell what changed and who changed it (docs/facts/notion.md#webhooks). */
const EVENT = z.object({
  type: z.string(),
  entity: z.object({ id: z.string().check(z.minLength(1)), type: z.string() }),
  authors: z.optional(z.array(z.object({ id: z.string(), type: z.string() }))),
  data: z.optional(
    z.object({
      parent: z.optional(z.object({ data_source_id: z.optional(z.string()) })),
      page_id: z.optional(z.string()),
    }),
  ),
});

/** What is of no concern here: Krug reads no files or views, a locked page can be read, and a comment that goes stays counted. */
const OF_NO_CONCERN = /^(comment\.deleted|file_upload\.|view\.)|\.(locked|unlocked)$/;

/**
 * What a genuine message of Notion's says has changed. Nothing for what only Krug itself wrote (`botId`, null where it is not
 * known), and for what Krug does not read; everything for a message in a shape that is not understood.
 */
export function namedByNotion(body: string, botId: string | null): Naming[] {
  const event = EVENT.safeParse(parsed(body));
  if (!event.success) return [{ kind: "everything", id: "", parent: null }];
  const { type, entity, authors = [], data } = event.data;
  if (OF_NO_CONCERN.test(type) || (authors.length > 0 && authors.every(author => author.id === botId))) return [];
  if (type.startsWith("page.")) return [{ kind: "page", id: entity.id, parent: data?.parent?.data_source_id ?? null }];
  // A comment names the page it stands on; one on a line of it names none.
  if (type.startsWith("comment."))
    return data?.page_id === undefined ? [] : [{ kind: "page", id: data.page_id, parent: null, isCommented: true }];
  if (type === "data_source.schema_updated") return [{ kind: "source", id: entity.id, parent: null }];
  // A page that comes or goes is told by itself, and what else becomes of a table is looked at each day.
  return [];
}

export function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
