import { type Parsed, problemsAmong } from "./problem.ts";
import { findable } from "./values/content.ts";
import { list, type Row, text } from "./values/row.ts";
import { DAY, type Instant } from "./values/time.ts";

/** Days after a counted thank-you until another between the same two people counts again. */
export const THANKS_DAYS = 28;

/** A thank-you: a page of *Thanks*. */
export interface Thanks {
  id: string;
  /** What for. */
  title: string;
  fromIds: string[];
  toIds: string[];
  at: Instant;
  /** It comes from a form, in which whoever thanks agreed that it is shown. */
  mayBeShown?: true;
}

/** The thank-you a row describes, with what is odd about it; never null. */
export function parseThanks(row: Row): Parsed<Thanks> {
  const fromIds = [...new Set(list(row, "from"))];
  const toIds = [...new Set(list(row, "to"))];
  const problems = problemsAmong(
    fromIds.length === 0 && { code: "thanks_from_nobody" },
    toIds.length === 0 && { code: "thanks_to_nobody" },
    fromIds.some(id => toIds.includes(id)) && { code: "thanks_to_oneself" },
  );
  const value: Thanks = { id: row.id, title: text(row, "title"), fromIds, toIds, at: row.createdAt };
  return { value: text(row, "key") === "" ? value : { ...value, mayBeShown: true }, problems };
}

/** That one person's thanks to another count. */
interface CountedThanks {
  thanksId: string;
  fromId: string;
  toId: string;
  at: Instant;
}

/**
 * The thanks that count: of one person to another one in 28 days, from the first that counts; nobody thanks themselves. In
 * order of time; the order of input is irrelevant. `isCounted` says whose thanks are looked at. See
 * See docs/metrics.md#intervals-and-what-counts.
 */
export function countedThanks(
  thanks: readonly Thanks[],
  isCounted: (personId: string) => boolean = () => true,
): CountedThanks[] {
  const last = new Map<string, Instant>();
  const inOrder = [...thanks].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return inOrder.flatMap(({ id, fromIds, toIds, at }) =>
    fromIds.flatMap(fromId =>
      toIds.flatMap((toId): CountedThanks[] => {
        if (fromId === toId || !isCounted(fromId) || !isCounted(toId)) return [];
        const before = last.get(`${fromId} ${toId}`);
        if (before !== undefined && at - before < THANKS_DAYS * DAY) return [];
        last.set(`${fromId} ${toId}`, at);
        return [{ thanksId: id, fromId, toId, at }];
      }),
    ),
  );
}

/** Letters of a name that stay the same in every case: its end bends in Slavic languages ("Борис", "Борису"). */
const LEAST_STEM = 3;
const BENDS = 2;

/**
 * Which of some people a thank-you names: by a part of their name that none of the others has, in any grammatical case.
 *
 * Ids in the order given; empty where nobody is named. "Thanks to Boris for the tests" names Boris.
 */
export function thankedIn(text: string, people: readonly { id: string; name: string }[]): string[] {
  const parts = people.map(person => ({ id: person.id, parts: wordsOf(person.name) }));
  const named = new Set<string>();
  for (const word of wordsOf(text)) {
    const exact = parts.filter(part => part.parts.includes(word));
    const meant = exact.length > 0 ? exact : parts.filter(one => one.parts.some(part => isFormOf(word, part)));
    if (meant.length === 1) for (const { id } of meant) named.add(id);
  }
  return people.filter(({ id }) => named.has(id)).map(({ id }) => id);
}

function isFormOf(word: string, name: string): boolean {
  const stem = name.slice(0, Math.max(LEAST_STEM, name.length - 1));
  return name.length >= LEAST_STEM && word.startsWith(stem) && word.length <= name.length + BENDS;
}

function wordsOf(text: string): string[] {
  return findable(text)
    .split(/[^\p{L}]+/u)
    .filter(word => word.length > 1);
}
