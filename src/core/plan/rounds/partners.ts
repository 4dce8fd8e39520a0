// What it answers: who asked through the standing form to meet another person, and who they were with.
// Idea: the partner is kept when the wish is acted on, since groups change afterwards. Those two are kept apart in the
//   round under way, as far as others are free, and in the rounds that begin within the next weeks. No page says who asked.
// Source: docs/coming-and-going.md#the-standing-form. Cost: linear in what was acted on.
import type { ActedOn } from "../../domain/actedOn.ts";
import { type Programme, type Round, roundOn } from "../../domain/programme.ts";
import { addDays, type Instant, type LocalDate, localDate, weekday } from "../../domain/values/time.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import { groupsOf } from "./roundHistory.ts";

/** "Never the same pair again soon": not in rounds that begin within this many days. */
const APART_DAYS = 84;
/** Working days in which another partner is sought in the round under way; after that, at its end. */
export const CHANGED_WITHIN = 2;

/** What is kept of a wish to meet another person: one entry for each member of their group; none without a group. */
export function partnersOf(snapshot: Snapshot, programme: Programme, personId: string, at: Instant): ActedOn[] {
  const today = localDate(at, programme.zone);
  const [, day = today] = [today, programme.startsOn].sort();
  const round = roundOn(programme, day);
  const group = groupsOf(snapshot, programme).find(
    group => group.round === round?.number && group.status !== "ended" && group.memberIds.includes(personId),
  );
  // In a circle it is not one person they mean: the next round brings others anyway.
  if (group === undefined || group.memberIds.length > 3) return [];
  return group.memberIds
    .filter(id => id !== personId)
    .map(id => ({ cause: `apart:${programme.id}:${personId}:${id}`, said: `${today}/${round?.number}`, at }));
}

/** Twos to keep apart in a round, who asked first. */
export function partnersApart(snapshot: Snapshot, programme: Programme, round: Round): [string, string][] {
  return asked(snapshot, programme).flatMap(({ two, on, number }) =>
    round.number >= number && round.startsOn < addDays(on, APART_DAYS) ? [two] : [],
  );
}

/** Those who asked in this very round, recently enough that another partner is sought at once. */
export function partnersToChange(
  snapshot: Snapshot,
  programme: Programme,
  round: Round,
  now: Instant,
): [string, string][] {
  const today = localDate(now, programme.zone);
  return asked(snapshot, programme).flatMap(({ two, on, number }) =>
    number === round.number && today <= workingDaysAfter(on, CHANGED_WITHIN) ? [two] : [],
  );
}

/** The day a number of working days (Monday to Friday) after another. */
export function workingDaysAfter(day: LocalDate, count: number): LocalDate {
  let reached = day;
  for (let left = count; left > 0; ) {
    reached = addDays(reached, 1);
    if (weekday(reached) < 6) left -= 1;
  }
  return reached;
}

function asked(snapshot: Snapshot, programme: Programme): { two: [string, string]; on: LocalDate; number: number }[] {
  return [...snapshot.actedOn.values()]
    .flatMap(({ cause, said }) => {
      const [what, programmeId, asker = "", other = ""] = cause.split(":");
      const [on = "", number] = said.split("/");
      if (what !== "apart" || programmeId !== programme.id) return [];
      return [{ two: [asker, other] as [string, string], on, number: Number(number) }];
    })
    .sort((a, b) => (a.two.join() < b.two.join() ? -1 : 1));
}
