import type { Parsed, Problem } from "./problem.ts";
import { list, type Row, text } from "./values/row.ts";
import { DAY, type Instant } from "./values/time.ts";

/** So many days after a thank-you that counts, another of the same two people counts again. */
export const THANKS_DAYS = 28;

/** A thank-you: a page of *Thanks*. */
export interface Thanks {
  id: string;
  /** What for. */
  title: string;
  fromIds: string[];
  toIds: string[];
  at: Instant;
}

/** The thank-you a row describes, with what is odd about it; never null. */
export function parseThanks(row: Row): Parsed<Thanks> {
  const problems: Problem[] = [];
  const fromIds = [...new Set(list(row, "from"))];
  const toIds = [...new Set(list(row, "to"))];
  if (fromIds.length === 0) problems.push({ code: "thanks_from_nobody" });
  if (toIds.length === 0) problems.push({ code: "thanks_to_nobody" });
  else if (fromIds.some(id => toIds.includes(id))) problems.push({ code: "thanks_to_oneself" });
  return { value: { id: row.id, title: text(row, "title"), fromIds, toIds, at: row.createdAt }, problems };
}

/** That one person's thanks to another count. */
export interface CountedThanks {
  thanksId: string;
  fromId: string;
  toId: string;
  at: Instant;
}

/**
 * The thanks that count: of one person to another one in 28 days, from the first that counts; nobody thanks themselves. In
 * order of time; the order of input is irrelevant. `isCounted` says whose thanks are looked at. Design, section 8.
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
