import { type Programme, type Round, roundOn } from "../../domain/programme.ts";
import type { Circles } from "../../rules/circles/circleSizes.ts";

/** Rounds planned together where the programme's end is known. */
const ROUNDS_TOGETHER = 12;
/** Rounds planned together where it runs on: few enough that new faces come early. */
const ROUNDS_ASSUMED = 6;

/**
 * Which rounds are planned together with this one: the number of the first, and how many are to come, this one included.
 *
 * A programme without an end is planned six rounds at a time, one with an end twelve at a time and not beyond the end. A
 * programme of fifteen rounds is in its fourteenth (number 13): `{ since: 12, rounds: 2 }`.
 */
export function roundsTogether(programme: Programme, round: Round): { since: number; rounds: number } {
  const together = programme.endsOn === null ? ROUNDS_ASSUMED : ROUNDS_TOGETHER;
  const since = round.number - (round.number % together);
  const last = programme.endsOn === null ? null : (roundOn(programme, programme.endsOn)?.number ?? round.number);
  return { since, rounds: Math.min(since + together - 1, last ?? Number.POSITIVE_INFINITY) - round.number + 1 };
}

/** The circles of each round before this one, the first round first; empty where there were none. */
export function circlesBefore(
  groups: readonly { round: number | null; memberIds: readonly string[] }[],
  round: Round,
): Circles[] {
  return Array.from({ length: round.number }, (_, number) =>
    groups.filter(group => group.round === number).map(group => group.memberIds),
  );
}
