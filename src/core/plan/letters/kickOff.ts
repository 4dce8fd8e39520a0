import type { FormKind } from "../../domain/form.ts";
import type { LetterKey } from "../../domain/letter.ts";
import { isAwayAt, type Person } from "../../domain/person.ts";
import { type Programme, programmeSpan } from "../../domain/programme.ts";
import { DAY, type Instant } from "../../domain/values/time.ts";
import { needsOf } from "../../rules/surveys/needs.ts";
import { lettersOf } from "../../state/letters.ts";
import { namesOf, type Snapshot } from "../../state/snapshot.ts";
import type { LetterWish } from "./wish.ts";

/** Who has not answered is reminded once, after so long; then Krug keeps silent. */
export const REMINDED_AFTER = 7 * DAY;

/**
 * The letters a programme's new people get: what this is, what is kept and who sees it, and how to say no; a reminder a week
 * later, and nothing after that. New is who was added to the programme, has no consent recorded yet and has not said in the needs form what they want.
 */
export function kickOffWishes(snapshot: Snapshot, programme: Programme, now: Instant): LetterWish[] {
  const { endsAt } = programmeSpan(programme);
  if (programme.status !== "active" || (endsAt !== null && endsAt <= now)) return [];
  // What the letter links is made in the same run, before it.
  if (formUrl(snapshot, programme, "standing") === null) return [];
  const { answers: answered } = needsOf(snapshot, programme);
  return [...snapshot.people.values()]
    .filter(person => isNew(person, programme) && !isAwayAt(person, now) && !answered.has(person.id))
    .flatMap(person => {
      const key = kickOffKey(person.id, programme.id);
      const first = lettersOf(snapshot).find(letter => letter.kind === key.kind && isAbout(letter, key));
      const isDue = first === undefined || (first.reply === "needsAction" && first.sentAt + REMINDED_AFTER <= now);
      const kind = first === undefined ? "kick_off" : "kick_off_reminder";
      if (!isDue) return [];
      const facts = {
        kind,
        name: person.name,
        programme: programme.name,
        format: programme.format,
        everyWeeks: programme.everyWeeks,
        minutes: programme.durationMinutes,
        coordinators: namesOf(snapshot, programme.coordinatorIds),
        needsUrl: formUrl(snapshot, programme, "needs"),
        standingUrl: formUrl(snapshot, programme, "standing"),
      } as const;
      return [{ ...key, kind, programme, facts }];
    });
}

function formUrl(snapshot: Snapshot, programme: Programme, kind: FormKind): string | null {
  return snapshot.forms.find(form => form.programmeId === programme.id && form.kind === kind)?.responderUri ?? null;
}

/** The key of a person's first letter from a programme. */
export function kickOffKey(personId: string, programmeId: string): LetterKey {
  return { kind: "kick_off", personId, programmeId, cause: "" };
}

function isNew(person: Person, programme: Programme): boolean {
  return person.programmeIds.includes(programme.id) && person.status === "active" && person.consentedOn === null;
}

function isAbout(one: LetterKey, other: LetterKey): boolean {
  return one.personId === other.personId && one.programmeId === other.programmeId;
}
