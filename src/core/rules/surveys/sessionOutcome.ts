import type { Session } from "../../domain/session.ts";
import type { AnswerTo } from "./answers.ts";

/**
 * What is known of a session that is over, from what its people answered and entered.
 *
 * People's own word in Notion (`met`, `not_met`, `cancelled`, who came) stands. Else one answer that they met outweighs
 * any that they did not; "not yet" is no evidence. `cameIds` are the members known to have been there: those
 * entered; else, when a report says all came and none says otherwise, all who had not declined; else those who
 * answered that they met. Empty when nothing is known.
 */
export function sessionOutcome(
  session: {
    status: Session["status"];
    memberIds: readonly string[];
    declinedIds: readonly string[];
    cameIds: readonly string[];
  },
  answers: readonly { personId: string; met: AnswerTo<"feedback">["met"] }[],
): { status: Session["status"]; cameIds: string[] } {
  const { status, memberIds, declinedIds, cameIds } = session;
  if (status === "cancelled" || status === "no_slot" || status === "not_met") return { status, cameIds: [] };
  const present = answers
    .filter(answer => answer.met === "all" || answer.met === "some")
    .map(answer => answer.personId);
  const known = status === "met" || cameIds.length > 0 || present.length > 0;
  if (!known)
    return { status: answers.some(answer => answer.met === "could_not") ? "not_met" : "unreported", cameIds: [] };
  if (cameIds.length > 0) return { status: "met", cameIds: [...cameIds] };
  const saysAll = answers.some(answer => answer.met === "all") && !answers.some(answer => answer.met === "some");
  const came = saysAll ? memberIds.filter(id => !declinedIds.includes(id) || present.includes(id)) : present;
  return { status: "met", cameIds: [...new Set(came)].sort() };
}
