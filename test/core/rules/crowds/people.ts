import type { Piece, Stages } from "../../../../src/core/rules/crowds/stages.ts";
import { plain } from "../../../../src/core/rules/crowds/stages.ts";
import type { Candidate } from "../../../../src/core/rules/matching/candidate.ts";
import { peopleOf } from "../../../bench/matchingWorlds.ts";

/** So many people of several offices, as the benches have them. */
export function aCrowd(count: number): Candidate[] {
  return peopleOf("offices", count, "crowd");
}

/** What came of pieces so far, by stage and part, each with its mark; and which of them were computed now. */
export interface Kept {
  pieces: Map<string, { mark: string; result: unknown }>;
  computed: string[];
}

/** All stages over what is kept of them: what has another mark is computed. */
export function computedFrom<T>(stages: Stages<T>, kept: Kept): T {
  const resultOf = (piece: Piece) => {
    const key = `${piece.stage} ${piece.part}`;
    const known = kept.pieces.get(key);
    if (known?.mark === piece.mark) return known.result;
    kept.computed.push(key);
    const result = plain(piece.compute());
    kept.pieces.set(key, { mark: piece.mark, result });
    return result;
  };
  let step = stages.next();
  while (step.done !== true) step = stages.next(step.value.map(resultOf));
  return step.value;
}
