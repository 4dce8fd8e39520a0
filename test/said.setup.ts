import { afterEach, beforeEach } from "vitest";
import type { LocalD1 } from "./world/d1.ts";
import { stolenTables } from "./world/kept.ts";
import type { Playground } from "./world/playground.ts";
import { worldsOpened } from "./world/worldsOpened.ts";

/** Questions whose answers are for Krug, or the coordinator, alone, or for the person’s page. */
const IN_CONFIDENCE = ["notWith", "wishes", "aims", "word", "offers", "seeks", "times"];
/** Shorter words stand in a database for other reasons. */
const LEAST = 4;

/**
 * After each test whoever gets hold of its databases finds nothing of what people said in confidence: every such answer in its
 * worlds is looked for, unless somebody wrote the same word into Notion.
 */
beforeEach(() => {
  worldsOpened();
});
afterEach(async () => {
  const { databases, playgrounds } = worldsOpened();
  // Loaded only here: what a test puts in place of a module has to be there first.
  const { questionId } = await import("../src/core/rules/surveys/form.ts");
  const asked = IN_CONFIDENCE.map(questionId);
  const words = playgrounds.flatMap(playground => wordsIn(playground, asked));
  if (words.length === 0) return;
  for (const database of databases) {
    const found = await leakedFrom(database, words);
    if (found.length > 0) throw new Error(`said in confidence, and readable in the database: ${found.join("; ")}`);
  }
});

function wordsIn({ google, notion }: Playground, asked: readonly string[]): string[] {
  const said = [...google.state.forms.values()].flatMap(form =>
    [...form.responses.values()].flatMap(response =>
      asked.flatMap(id => [response.answers?.[id] ?? []].flat(2) as unknown[]).flatMap(textsIn),
    ),
  );
  const known = JSON.stringify(notion.state, (_, value) => (value instanceof Map ? [...value] : value)).toLowerCase();
  return [...new Set(said.flatMap(text => text.split("\n")).map(text => text.trim()))].filter(
    text => text.length >= LEAST && !known.includes(JSON.stringify(text.toLowerCase()).slice(1, -1)),
  );
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(textsIn) : [];
}

async function leakedFrom(database: LocalD1, words: readonly string[]): Promise<string[]> {
  const tables = Object.entries(await stolenTables(database));
  return words.flatMap(word => {
    const written = JSON.stringify(word).slice(1, -1);
    // A column of JSON is written as JSON once more.
    const twice = JSON.stringify(written).slice(1, -1);
    return tables
      .filter(([, rows]) => rows.includes(written) || rows.includes(twice))
      .map(([name]) => `${word} in ${name}`);
  });
}
