/**
 * Lines people write under *Next steps*, and the steps that were made of them.
 *
 * Idea: a page is read while somebody is still writing, and lines are reworded, moved and emptied. What a step was made of stands on it, so
 * that a line is known again: as it was, as the step is called now, or, where it was reworded, by what it shares with one that is
 * gone. Only what is none of these is new. Source: docs/workspace.md#steps. Cost: lines times steps of one session.
 */
import { findable } from "../../domain/values/content.ts";
import { collapsed, cutAt } from "../../domain/values/ends.ts";

/** Nobody means more steps by one meeting. */
const MOST_LINES = 20;
/** Longer than that a line is no step, but a text. */
const MOST_CHARACTERS = 200;

/** The steps a text names, one a line, without dashes, dots, boxes and numbers in front; repeats and blanks are left out. */
export function stepLines(text: string): string[] {
  const lines = text
    .split("\n")
    .map(line => collapsed(line).replace(/^(?:[-–—•*·☐□]|\[ ?\]|\d{1,2}[.)])\s*/u, ""))
    .filter(line => /\p{L}/u.test(line))
    .map(line => cutAt(line, MOST_CHARACTERS).trim());
  return [...new Map(lines.toReversed().map(line => [findable(line), line])).values()]
    .toReversed()
    .slice(0, MOST_LINES);
}

/** A step of the same session, as far as lines are compared with it. */
interface MadeOf {
  id: string;
  title: string;
  written: string;
  isDone: boolean;
}

/** What lines come to: those that are new, and steps whose line reads otherwise now. */
interface Placed {
  made: string[];
  /** `isTitle`: the step is called as its line was, and nobody has ticked it, so that it is called as it is now. */
  reworded: { id: string; line: string; isTitle: boolean }[];
}

/**
 * Which lines are new, and which are others reworded; a step whose line is gone stays as it is. Each step is one line at most.
 * `titleOf` is what a step is called that is made of a line.
 */
export function placedLines(
  lines: readonly string[],
  steps: readonly MadeOf[],
  titleOf: (line: string) => string,
): Placed {
  const isSame = (a: string, b: string) => findable(a) === findable(b);
  const left = new Set(steps);
  const take = (found: MadeOf | undefined) => found !== undefined && left.delete(found);
  const unknown = lines.filter(line => !take([...left].find(({ written }) => isSame(written, line))));
  const unnamed = unknown.filter(line => !take([...left].find(({ title }) => isSame(title, titleOf(line)))));
  const placed: Placed = { made: [], reworded: [] };
  for (const line of unnamed) {
    const step = likest(line, [...left]);
    if (step === null) {
      placed.made.push(line);
      continue;
    }
    left.delete(step);
    placed.reworded.push({ id: step.id, line, isTitle: isSame(step.title, titleOf(step.written)) && !step.isDone });
  }
  return placed;
}

/** So much two lines have in common that are one reworded; of a step that is done more, for what stands there now may well be the next. */
const ALIKE = { open: 0.6, done: 0.8 };

/** The step whose line has most in common with this one; null for none. */
function likest(line: string, steps: readonly MadeOf[]): MadeOf | null {
  const alike = steps
    .map(step => ({ step, share: Math.max(shared(line, step.written), shared(line, step.title)) }))
    .filter(({ step, share }) => share >= (step.isDone ? ALIKE.done : ALIKE.open))
    .sort((a, b) => b.share - a.share);
  return alike[0]?.step ?? null;
}

/** The share of the shorter text's words that the other has too, from 0 to 1; 1 where one begins with the other. */
function shared(a: string, b: string): number {
  const [one, other] = [findable(a), findable(b)];
  if (one === "" || other === "") return 0;
  if (one.startsWith(other) || other.startsWith(one)) return 1;
  const words = [one, other].map(
    text => new Set(text.split(/[^\p{L}\p{N}]+/u).filter(word => word.length > 2 || /\d/.test(word))),
  );
  const [few, many] = words.sort((x, y) => x.size - y.size);
  if (few === undefined || many === undefined || few.size === 0) return 0;
  return [...few].filter(word => many.has(word)).length / few.size;
}

/** A block of a page's body, as far as it is looked at for steps. */
interface Written {
  /** A kind of `Line`, or what Notion calls another block. */
  kind: string;
  text: string;
  /** A person edited it last. */
  isByPerson: boolean;
  isTicked: boolean;
}

/** Blocks whose words are a line. */
const LINE_KINDS = ["paragraph", "item", "todo", "numbered_list_item"];

/**
 * What people wrote as next steps in a body, one a line: below a heading that says so, in any of these words, up to the next heading, and
 * boxes to tick wherever they stand, until they are ticked. All else is a note, and nobody's but theirs.
 */
export function writtenSteps(blocks: readonly Written[], headings: readonly string[]): string[] {
  const names = new Set(headings.map(findable));
  let isBelow = false;
  return blocks.flatMap(({ kind, text, isByPerson, isTicked }) => {
    if (kind.startsWith("heading")) isBelow = names.has(findable(text).replace(/:$/, ""));
    const isStep = kind === "todo" ? !isTicked : isBelow && LINE_KINDS.includes(kind);
    return isStep && isByPerson ? collapsed(text) || [] : [];
  });
}
