import type { Instant } from "./time.ts";

/** That Krug has done what somebody said: the same word is acted on once, a later one about the same thing anew. */
export interface ActedOn {
  /** What it is about: a letter, or a person's standing in a programme. */
  cause: string;
  /** What was said: a reply, or which submission of a form. */
  said: string;
  /** World time. */
  at: Instant;
}

/** True when a word was acted on already. */
export function isActedOn(
  known: ReadonlyMap<string, ActedOn>,
  { cause, said }: Pick<ActedOn, "cause" | "said">,
): boolean {
  return known.get(cause)?.said === said;
}
