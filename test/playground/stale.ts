import { pointTable } from "../../src/store/figures/points.ts";
import { openD1 } from "../world/d1.ts";
import type { Lived } from "./living.ts";
import { look } from "./seen.ts";

/**
 * Where a kept world and one that was lived anew first differ in what people see: pages, events, mails, forms and figures. Null
 * where they do not. The kept one's database is brought to today's migrations on the way.
 *
 * @throws Error where it can't be.
 */
export async function firstDifference(kept: Lived, lived: Lived, zone: string): Promise<string | null> {
  const [was, is] = [await linesOf(kept, zone), await linesOf(lived, zone)];
  for (const [what, line] of is) {
    const before = was.get(what);
    if (before === undefined) return `${what} is new: ${line}`;
    if (before !== line) return `${what}\n  was kept as ${before}\n  and is now  ${line}`;
  }
  for (const [what, line] of was) if (!is.has(what)) return `${what} is gone: ${line}`;
  return null;
}

/** All that people see of a world, by what it is about. */
async function linesOf({ playground, letters, script }: Lived, zone: string): Promise<Map<string, string>> {
  const database = openD1(":memory:", { script });
  const points = [...(await pointTable.list(database)).values()];
  database.close();
  const { pages, events, forms, figures } = await look(playground, points, zone);
  const lines = new Map<string, string>();
  for (const [id, page] of pages) lines.set(`the page ${page.table}: ${page.title} (${id})`, JSON.stringify(page));
  for (const [id, event] of events) lines.set(`the event ${event.title} (${id})`, JSON.stringify(event));
  for (const [title, count] of forms) lines.set(`the form ${title}`, `${count} answers`);
  for (const [key, { value, n }] of figures) lines.set(`the figure ${key}`, `${value} of ${n}`);
  for (const [place, letter] of letters.entries())
    lines.set(`mail ${place + 1} to ${letter.to}`, JSON.stringify(letter));
  return lines;
}
