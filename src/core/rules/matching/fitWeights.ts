import { type FitTermName, type FitWeights, MOST_WEIGHT } from "../../domain/fitTerms.ts";
import type { FitFormat } from "../../domain/values/format.ts";

const PEERS: FitWeights = {
  offer: 100,
  level: 40,
  language: 60,
  hours: 80,
  style: 20,
  wish: 50,
  team: 15,
  load: 0,
  met: 120,
};

/** The weights a format has when nobody says otherwise (docs/how-matching-decides.md#fit). */
export const FIT_WEIGHTS: Readonly<Record<FitFormat, FitWeights>> = {
  pair: PEERS,
  triad: PEERS,
  mentor: { ...PEERS, offer: 160, team: 10, load: 40 },
  reverse: { ...PEERS, offer: 160, level: 20, team: 80, load: 40 },
};

/**
 * A format's weights with a coordinator's changes, and the terms whose change makes no sense and was left out: a weight
 * is a whole number from 0 to 1000.
 */
export function fitWeights(
  format: FitFormat,
  changes: Partial<FitWeights> = {},
): { weights: FitWeights; refused: FitTermName[] } {
  const weights = { ...FIT_WEIGHTS[format] };
  const refused: FitTermName[] = [];
  for (const [term, weight] of Object.entries(changes) as [FitTermName, number][]) {
    if (Number.isInteger(weight) && weight >= 0 && weight <= MOST_WEIGHT && term in weights) weights[term] = weight;
    else refused.push(term);
  }
  return { weights, refused };
}
