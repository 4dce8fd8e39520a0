import type { Instant } from "./values/time.ts";

/** That Krug has done what a person asked for: one request is acted on once, a later one on the same thing again. */
export interface ActedOn {
  /** What it is about: a letter, or one submission of a form. */
  cause: string;
  /** What was said: a reply, or when the submission was last edited. */
  said: string;
  /** World time. */
  at: Instant;
  /** True for a word that stands on no page: nobody but Krug is to read it. */
  isHidden?: boolean;
  /** True for what is kept and can't be opened: that something was said is known, and not what. */
  isUnopened?: boolean;
}

/** The cause that stands for all there was before the database was lost, as far as Krug had seen it. */
export const EVERYTHING_BEFORE = "everything before";

/** True when a request was already acted on; `saidAt` is when it was made, or the latest it can have been, if known. */
export function isActedOn(
  known: ReadonlyMap<string, ActedOn>,
  { cause, said }: Pick<ActedOn, "cause" | "said">,
  saidAt: Instant = Number.POSITIVE_INFINITY,
): boolean {
  return known.get(cause)?.said === said || saidAt <= (known.get(EVERYTHING_BEFORE)?.at ?? Number.NEGATIVE_INFINITY);
}
