import { canonical } from "../recordings/heard.ts";
import type { LocalD1 } from "../world/d1.ts";

/** What is kept of the settled, and what tells what lives from it. */
const KEPT = {
  past_groups: "SELECT * FROM past_groups",
  past_programmes: "SELECT * FROM past_programmes",
  past_addresses: "SELECT * FROM past_addresses",
  pages: "SELECT id, settled_in, content, understood, absence FROM pages",
  page_keys: "SELECT * FROM page_keys",
  events: "SELECT id, settled_in, content ->> 'updatedAt' AS at FROM events",
  links: "SELECT session_id, event_id, settled_in, base FROM links",
  series: "SELECT * FROM series",
  answers: "SELECT response_id, settled_in FROM answers",
  facts: "SELECT * FROM facts",
  firsts: "SELECT * FROM firsts",
  points: "SELECT * FROM points",
  insights: "SELECT * FROM insights",
  acted_on: "SELECT cause, said, settled_in FROM acted_on",
};

/** Those rows of a database, by table, each as a text that is the same where the row says the same. */
export async function keptRows(sql: LocalD1): Promise<Record<string, string[]>> {
  const ids = await sql.prepare("SELECT number, page_id FROM past_ids").all<{ number: number; page_id: string }>();
  const pageOf = new Map(ids.results.map(row => [row.number, row.page_id]));
  const found: Record<string, string[]> = {};
  for (const [table, query] of Object.entries(KEPT)) {
    const { results } = await sql.prepare(query).all<Record<string, unknown>>();
    found[table] = results.map(row => canonical(table === "past_groups" ? named(row, pageOf) : said(row))).sort();
  }
  return found;
}

/** A row with its JSON read: in which order it has its keys is nobody's. */
function said(row: Record<string, unknown>) {
  return row.content === undefined ? row : { ...row, content: JSON.parse(String(row.content)) };
}

/** People and programmes by their pages: which number a page has is up to what was settled first. */
function named(row: Record<string, unknown>, pageOf: ReadonlyMap<number, string>) {
  const page = (number: unknown) => pageOf.get(Number(number)) ?? null;
  const members = String(row.members).split(" ").map(page);
  return { ...row, number: null, members, facilitator: page(row.facilitator), programme: page(row.programme) };
}
