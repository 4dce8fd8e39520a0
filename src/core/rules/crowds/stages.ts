// What it is: how a round of a crowd is computed, in stages over plain data, so that a message computes as much as it may and the next
//   one goes on.
// Idea: a stage is a list of pieces. Each is a pure function, known by a mark of all it is computed from: what an edit does not touch is
//   kept, what it does is computed anew.
// Source: docs/how-matching-decides.md#crowds.

/** More people than this are no longer matched in one go. */
export const CROWD = 1000;

type Stage = "candidates" | "blocks" | "exchange" | "parts";

/** A piece of a stage: computed by itself. */
export interface Piece {
  stage: Stage;
  /** Which one of its stage. */
  part: string;
  /** Of all that it is computed from. */
  mark: string;
  /** How much there is to compute, by size: about a hundredth of Y each. */
  effort: number;
  /** What comes out, as plain JSON. */
  compute(): unknown;
}

/** Stages one after the other: each is given what came of the pieces of the one before, in their order. */
export type Stages<T> = Generator<readonly Piece[], T, readonly unknown[]>;

/** A round of a crowd as it was planned. */
export interface CrowdPlan {
  /** Of all it was planned from. */
  mark: string;
  groups: readonly { members: string[]; keeper: string | null; helper: string | null }[];
}

/** Rounds that were planned, by `planKey`. */
export type CrowdPlans = Map<string, CrowdPlan>;

/** What a round's plan is known by; rounds count from 0. */
export function planKey({ programmeId, round }: { programmeId: string; round: number }): string {
  return `${programmeId}/${round}`;
}

/** One stage: what came of its pieces. */
export function* stage<T>(pieces: readonly (Piece & { compute(): T })[]): Stages<T[]> {
  return (yield pieces) as T[];
}

/** All stages in one go. */
export function computed<T>(stages: Stages<T>): T {
  let step = stages.next();
  while (step.done !== true) step = stages.next(step.value.map(piece => plain(piece.compute())));
  return step.value;
}

/** What a piece comes to, as it would be read back. */
export function plain<T>(result: T): T {
  return JSON.parse(JSON.stringify(result)) as T;
}
