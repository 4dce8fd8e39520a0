/**
 * How much a person is told beside invitations: in a week and over all programmes one request to fill in a form and two
 * messages at most.
 *
 * Idea: what matters most goes first, the rest waits for the week after; equal things go in the order of their ids, so that
 * the same world always tells the same. Source: docs/coming-and-going.md#a-quiet-week. Cost: a sort.
 */

import type { LetterKey } from "../../domain/letter.ts";
import { type Instant, type LocalDate, localDate, mondayOf } from "../../domain/values/time.ts";

/** A `form` asks to fill something in; a `message` tells, or asks for a yes or no; a `note` is mailed to nobody. */
type TellKind = "form" | "message" | "note";

const MOST_A_WEEK: Readonly<Record<TellKind, number>> = { form: 1, message: 2, note: 1 };

/** What each letter is to its reader, and how much it matters beside others of the same week. */
export const LETTERS: Readonly<Record<LetterKey["kind"], { tellKind: TellKind; importance: number }>> = {
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
  group_check: { tellKind: "message", importance: 48 },
  other_hours: { tellKind: "message", importance: 46 },
  news: { tellKind: "note", importance: 10 },
};

/** Something a person is to be told. */
interface Tell {
  id: string;
  personId: string;
  tellKind: TellKind;
  /** The higher, the sooner. */
  importance: number;
}

/** Something a person was told. */
export interface Told {
  personId: string;
  tellKind: TellKind;
  at: Instant;
}

/**
 * Parts what is to be told into what may be told `now` and what waits for a later week. Weeks begin on Monday where the person
 * lives; `zoneOf` says which zone that is. Both parts in order of importance, whatever the order given.
 */
export function withinLimit<T extends Tell>(
  tells: readonly T[],
  told: readonly Told[],
  at: Instant,
  zoneOf: (personId: string) => string,
): { now: T[]; later: T[] } {
  const weekOf = (personId: string, when: Instant): LocalDate => mondayOf(localDate(when, zoneOf(personId)));
  const used = new Map<string, number>();
  const slot = ({ personId, tellKind }: Pick<Tell, "personId" | "tellKind">) => `${tellKind} ${personId}`;
  for (const one of told)
    if (weekOf(one.personId, one.at) === weekOf(one.personId, at)) used.set(slot(one), (used.get(slot(one)) ?? 0) + 1);
  const parts: { now: T[]; later: T[] } = { now: [], later: [] };
  for (const tell of [...tells].sort((a, b) => b.importance - a.importance || (a.id < b.id ? -1 : 1))) {
    const before = used.get(slot(tell)) ?? 0;
    const fits = before < MOST_A_WEEK[tell.tellKind];
    if (fits) used.set(slot(tell), before + 1);
    parts[fits ? "now" : "later"].push(tell);
  }
  return parts;
}
