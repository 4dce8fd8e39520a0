import { columnName, sourceName } from "../../src/text/phrases/names.ts";
import { bodyOf, printed } from "../world/bodies.ts";
import { readTable } from "../world/tables.ts";
import type { YearWorld } from "./world.ts";

/** The tables whose pages people read whole. */
const READ = ["sessions", "groups", "roadmap", "people", "steps", "guides"] as const;

/** Pages as they are stored, columns and body, so many of each table, taken evenly from those that have a body. */
export async function printPages({ playground, plan }: YearWorld, count: number): Promise<string> {
  const told: string[] = [];
  for (const source of READ) {
    const pages = await Promise.all(
      (await readTable(playground, source)).map(async row => ({
        row,
        body: printed(await bodyOf(playground, row.id)),
      })),
    );
    const written = pages.filter(({ row, body }) => body !== "" || row.values.text !== undefined || source === "steps");
    const step = Math.max(1, Math.floor(written.length / count));
    for (const { row, body } of written.filter((_, at) => at % step === 0).slice(0, count)) {
      const columns = Object.entries(row.values)
        .filter(([, value]) => typeof value === "string" && value !== "")
        .map(([key, value]) => `${columnName(source, key, plan.language)}: ${value}`);
      told.push([`=== ${sourceName(source, plan.language)}`, ...columns, "---", body].join("\n"));
    }
  }
  return told.join("\n\n");
}
