/**
 * What is to be done in Krug's box on a page so that it says what it should, and people's words in it stay.
 *
 * Idea: a line is Krug's as long as its text is one that Krug wrote; any other is a person's and is never touched. What Krug wrote
 * and what is gone was taken out by a person, and is not written again. New lines come where they belong among Krug's own.
 * Source: docs/pages-bodies.md. Cost: lines wanted + lines that stand.
 */
import type { Line } from "../../domain/part.ts";
import { comparable } from "../../domain/values/content.ts";
import { markOf } from "../../domain/values/hash.ts";
import type { KeptPart } from "../../domain/values/row.ts";

/** A child of the box as Notion has it. */
export interface Standing {
  id: string;
  /** A kind of `Line`, or what Notion calls another block. */
  kind: string;
  text: string;
  /** True where something stands below it, or it was ticked: people worked with it. */
  isUsed: boolean;
}

export type Rewrite =
  /** `after` is the id of the child they come behind; null for the first place. */
  { do: "add"; after: string | null; lines: readonly Line[] } | { do: "remove"; id: string; mark: string };

/** The mark of a line, the same for a text that Notion gives back with other spaces or quotes. */
export function lineMark({ kind, text }: Pick<Standing, "kind" | "text">): string {
  return markOf([kind, comparable(text)]);
}

/**
 * What leads from the lines that stand to those that are wanted, additions first, and the marks to be kept then.
 *
 * `kept` are the marks of what was last written; null where that is not known: then what says exactly what is wanted is Krug's.
 * With `onlyAdds` nothing is taken out, and what is new comes in one place, behind the last of those that stand. Example: [A, x, B] with A, B kept and [A, C] wanted gives C
 * after A and B removed; x stays.
 */
export function rewriting(
  wanted: readonly Line[],
  standing: readonly Standing[],
  kept: KeptPart["written"] | null,
  onlyAdds: boolean,
): { rewrites: Rewrite[]; written: string[] } {
  const marks = wanted.map(lineMark);
  const own = ownAmong(standing, kept ?? marks);
  const stands = new Map(standing.map(child => [lineMark(child), child.id]));
  const known = new Set(kept ?? []);
  const added: Extract<Rewrite, { do: "add" }>[] = [];
  let after: string | null = null;
  let open: Line[] | null = null;
  for (const [place, line] of wanted.entries()) {
    const mark = marks[place] ?? "";
    const id = stands.get(mark);
    if (id !== undefined) {
      after = id;
      open = null;
    } else if (!known.has(mark)) {
      if (open === null) {
        open = [];
        added.push({ do: "add", after, lines: open });
      }
      open.push(line);
    }
  }
  const isWanted = new Set(marks);
  const removed = onlyAdds ? [] : [...own].filter(([, mark]) => !isWanted.has(mark));
  return {
    rewrites: [
      ...(onlyAdds && added.length > 1 ? [{ ...added.at(-1)!, lines: added.flatMap(({ lines }) => lines) }] : added),
      ...removed.map(([id, mark]) => ({ do: "remove" as const, id, mark })),
    ],
    written: [...new Set([...(onlyAdds ? (kept ?? []) : []), ...marks])],
  };
}

/** Krug's own among the lines that stand, by their ids: of two that say the same the first. */
function ownAmong(standing: readonly Standing[], marks: readonly string[]): Map<string, string> {
  const left = new Set(marks);
  const own = new Map<string, string>();
  for (const child of standing) {
    const mark = lineMark(child);
    if (!child.isUsed && left.delete(mark)) own.set(child.id, mark);
  }
  return own;
}
