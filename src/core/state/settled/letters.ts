import type { Letter } from "../../domain/letter.ts";
import type { Instant } from "../../domain/values/time.ts";
import { wavesOf } from "../../rules/surveys/waves.ts";
import { lettersOf } from "../letters.ts";
import type { PastAddress } from "../past.ts";
import type { Snapshot } from "../snapshot.ts";
import { causesByPart, guestAddresses, LONG_LOOK_BACK, lookedBackBy } from "./parts.ts";

/** A settled letter. */
export interface SettledLetter {
  eventId: string;
  /** What was acted on that names it. */
  causes: string[];
  addresses: PastAddress[];
}

/** Letters that are told for something that passes; the others are told once in a while, and whether they were is asked for good. */
const PASSING: ReadonlySet<Letter["kind"]> = new Set([
  "survey_ask",
  "feedback_reminder",
  "change_offer",
  "for_coordinator",
  "page_changed",
  "group_check",
  "other_hours",
  "news",
]);

/**
 * The letters from which nothing follows any more: eight weeks after they were sent and replied to, once what they were told for is over,
 * a survey or a group that is settled. Each is settled by itself.
 */
export function settledLetters(snapshot: Snapshot, now: Instant): SettledLetter[] {
  const open = new Set(
    snapshot.programmes.flatMap(programme =>
      wavesOf(programme, now).flatMap(({ key, state }) => (state === "closed" ? [] : key)),
    ),
  );
  const lookedBack = Math.max(LONG_LOOK_BACK, lookedBackBy(snapshot));
  const old = lettersOf(snapshot).filter(
    ({ kind, cause, sentAt, changedAt }) =>
      PASSING.has(kind) &&
      Math.max(sentAt, changedAt) + lookedBack <= now &&
      !open.has(cause) &&
      !snapshot.groups.has(cause),
  );
  const causesOf = causesByPart(snapshot);
  return old.map(({ eventId }) => ({
    eventId,
    causes: causesOf.get(eventId) ?? [],
    addresses: (snapshot.events.get(eventId)?.guests ?? []).flatMap(guestAddresses),
  }));
}
