// What it decides: who is written to once more because their page has the tick for it, and when the tick goes.
// Idea: it is the letter they had, under a key of the week: there is one a week at most, and it waits for its place in their week.
//   The tick stays until the letter is out, and goes at once where there is nothing to remind of.
// Source: docs/coming-and-going.md#a-quiet-week. Cost: linear in people with the tick.

import type { CommandOf } from "../../domain/command.ts";
import { isAwayAt, type Person } from "../../domain/person.ts";
import type { Programme } from "../../domain/programme.ts";
import { type Instant, localDate, mondayOf } from "../../domain/values/time.ts";
import { needsOf } from "../../rules/surveys/needs.ts";
import { lettersOf } from "../../state/letters.ts";
import { mayStart, type Snapshot } from "../../state/snapshot.ts";
import { askWish, isNew, kickOff, openAsks } from "./surveyAsk.ts";
import type { LetterWish } from "./wish.ts";

/** The letters to people of a programme whose pages have the tick. */
export function remindWishes(snapshot: Snapshot, programme: Programme, now: Instant): LetterWish[] {
  return [...snapshot.people.values()]
    .filter(person => person.remind && person.programmeIds.includes(programme.id))
    .flatMap(person => reminderIn(snapshot, programme, person, now) ?? []);
}

/** True where a person has something open that Krug can remind them of. */
export function mayRemind(snapshot: Snapshot, person: Person, now: Instant): boolean {
  return snapshot.programmes.some(
    programme => mayStart(snapshot, programme.id) && reminderIn(snapshot, programme, person, now) !== null,
  );
}

/** Takes the tick away where the week's letter is out, or nothing is open. */
export function decideReminded(snapshot: Snapshot, now: Instant): CommandOf<"update_page">[] {
  const ticked = [...snapshot.people.values()].filter(person => person.remind && mayStart(snapshot, person.id));
  return ticked
    .filter(person => wasReminded(snapshot, person, now) || !mayRemind(snapshot, person, now))
    .map(({ id }) => ({
      kind: "update_page",
      key: `reminded:${id}:${snapshot.rows.get(id)?.editedAt}`,
      source: "people",
      pageId: id,
      values: { remind: false },
    }));
}

/** What a person can be reminded of in a programme: that they were asked to take part, else a survey that asks them by name. */
function reminderIn(snapshot: Snapshot, programme: Programme, person: Person, now: Instant): LetterWish | null {
  if (programme.status !== "active" || person.status !== "active" || isAwayAt(person, now)) return null;
  const cause = causeOf(person, now);
  if (isNew(person, programme)) {
    const first = lettersOf(snapshot).find(
      ({ kind, personId, programmeId }) =>
        kind === "kick_off" && personId === person.id && programmeId === programme.id,
    );
    const hasAnswered = first?.reply !== "needsAction" || needsOf(snapshot, programme).answers.has(person.id);
    return hasAnswered ? null : { ...kickOff(snapshot, programme, person, "kick_off_reminder"), cause };
  }
  const ask = openAsks(snapshot, now).find(
    // Who has answered the anonymous one is not known.
    one => one.kind !== "pulse" && one.programme.id === programme.id && one.people.has(person),
  );
  return ask === undefined ? null : { ...askWish(ask, person, now), cause };
}

function wasReminded(snapshot: Snapshot, person: Person, now: Instant): boolean {
  const cause = causeOf(person, now);
  return lettersOf(snapshot).some(letter => letter.personId === person.id && letter.cause === cause);
}

function causeOf({ zone }: Person, now: Instant): string {
  return `again ${mondayOf(localDate(now, zone))}`;
}
