import type { Programme } from "../../../../src/core/domain/programme.ts";
import type { Row } from "../../../../src/core/domain/values/row.ts";
import { insightsOf } from "../../../../src/core/plan/insights/fromFigures.ts";
import type { Observed } from "../../../../src/core/plan/insights/rule.ts";
import type { Insight } from "../../../../src/core/rules/insights/insight.ts";
import type { Facts } from "../../../../src/core/rules/metrics/facts.ts";
import type { Snapshot } from "../../../../src/core/state/snapshot.ts";
import { anId, aProgramme, aSnapshot, on, programmeOf } from "../../../world/builders.ts";
import { noFacts, onDay } from "../../rules/metrics/builders.ts";

/** The four or six people rules are tried with. */
export const SIX = ["ana", "boris", "carla", "dan", "eva", "fay"];

export interface Seen {
  facts?: Partial<Facts>;
  rows?: readonly Row[];
  now?: number;
  programme?: Partial<Programme>;
  open?: readonly string[];
  responses?: Snapshot["responses"];
  waves?: Snapshot["waves"];
}

/** A programme that began on 4 January 2027, in Sofia, looked at on its 57th day. Its id is `p`, as that of the facts. */
export function observed({
  facts = {},
  rows = [],
  now = onDay(56),
  programme = {},
  open = [],
  responses = [],
  waves = new Map(),
}: Seen): Observed {
  const page = aProgramme(
    { start: on("2027-01-04"), end: on("2027-07-04"), zone: "Europe/Sofia", insights: "act" },
    "p",
  );
  return {
    programme: { ...programmeOf(page), ...programme },
    snapshot: aSnapshot([page, ...rows], { responses, waves }),
    facts: { ...noFacts({ asOf: now }), ...facts },
    now,
    isOpen: key => open.includes(key),
  };
}

/** What one rule sees, the others apart. */
export const rule =
  (id: Insight["id"]) =>
  (seen: Observed): Insight[] =>
    insightsOf(seen).filter(insight => insight.id === id);

/** Ids as pages have them. */
export const idsOf = (names: readonly string[]) => names.map(anId);

export const keysOf = (insights: readonly Insight[]) => insights.map(insight => insight.key);
