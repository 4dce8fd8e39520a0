import type { LetterKey } from "../../domain/letter.ts";
import type { Programme } from "../../domain/programme.ts";
import type { LetterFacts } from "../../words/letterFacts.ts";

/** A letter a rule would like to be sent: once for its key, as soon as the person's week has room for it. */
export interface LetterWish extends LetterKey {
  programme: Programme;
  facts: LetterFacts;
  /** Marks of what else it tells. */
  also?: readonly string[];
  /** Where it goes, when that is not the address on the person's page. */
  to?: string;
}
