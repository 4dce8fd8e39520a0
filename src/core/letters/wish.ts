import type { Programme } from "../programme.ts";
import type { LetterFacts } from "./facts.ts";
import type { LetterKey, LetterKind } from "./letter.ts";
import type { TellKind } from "./limit.ts";

/** A letter a rule would like to be sent: once for its key, as soon as the person's week has room for it. */
export interface LetterWish extends LetterKey {
  programme: Programme;
  facts: LetterFacts;
  /** Marks of what else it tells. */
  also?: readonly string[];
  /** Where it goes, when that is not the address on the person's page. */
  to?: string;
}

/** What each letter is to its reader, and how much it matters beside others of the same week. */
export const LETTERS: Readonly<Record<LetterKind, { tellKind: TellKind; importance: number }>> = {
  kick_off: { tellKind: "form", importance: 50 },
  kick_off_reminder: { tellKind: "form", importance: 40 },
  names_unread: { tellKind: "message", importance: 35 },
  survey_ask: { tellKind: "form", importance: 25 },
  feedback_reminder: { tellKind: "form", importance: 20 },
  change_offer: { tellKind: "message", importance: 30 },
  for_coordinator: { tellKind: "message", importance: 60 },
  still_in: { tellKind: "message", importance: 45 },
  not_this_round: { tellKind: "message", importance: 55 },
  page_changed: { tellKind: "message", importance: 70 },
};
