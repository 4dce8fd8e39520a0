import type { Programme } from "../../domain/programme.ts";
import type { LocalDate } from "../../domain/values/time.ts";
import type { Action } from "./insight.ts";
import type { KeptInsight } from "./settling.ts";

/** What is written on a page because of an insight. It would be as true without one: nothing in it says why it comes now. */
export type ActionComment =
  | { kind: "ask_question" }
  | { kind: "offer_helper"; helper: string; skills: readonly string[] }
  | { kind: "congratulate"; names: readonly string[] };

/** Where insights that last are found. */
interface Acting {
  insights: readonly KeptInsight[];
}

/** What lasts of a programme and may be acted on: nothing unless the programme lets Krug act. */
function actedUpon({ insights }: Acting, programme: Pick<Programme, "id" | "insights">): KeptInsight[] {
  if (programme.insights !== "act") return [];
  return insights.filter(insight => insight.state === "open" && insight.programmeId === programme.id);
}

/** Those of a kind, each with the insight it comes from. */
export function actionsOf<K extends Action["kind"]>(
  acting: Acting,
  programme: Pick<Programme, "id" | "insights">,
  kind: K,
): { insight: KeptInsight; action: Extract<Action, { kind: K }> }[] {
  return actedUpon(acting, programme).flatMap(insight =>
    insight.action?.kind === kind ? [{ insight, action: insight.action as Extract<Action, { kind: K }> }] : [],
  );
}

/** People given no seat to lead while there is anyone else, because they carry the help; ids. */
export function restingIn(acting: Acting, programme: Pick<Programme, "id" | "insights">): Set<string> {
  return new Set(actionsOf(acting, programme, "rest_seat").map(({ action }) => action.personId));
}

/**
 * The weeks for which check-ins were added; null for none. They are held to their end although the cause may be over by then,
 * so that nothing is taken back that people were invited to.
 */
export function addedCheckIns(
  insights: readonly KeptInsight[],
  programme: Pick<Programme, "id" | "insights">,
): { from: LocalDate; to: LocalDate } | null {
  if (programme.insights !== "act") return null;
  const found = insights.flatMap(({ programmeId, action }) =>
    programmeId === programme.id && action?.kind === "add_check_ins" ? [{ from: action.from, to: action.to }] : [],
  );
  return found.sort((a, b) => (a.from < b.from ? 1 : -1))[0] ?? null;
}
