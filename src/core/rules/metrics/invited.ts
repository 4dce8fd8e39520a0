import { isCounted, type Need, type SessionFact } from "./facts.ts";
import { HELD_RATE } from "./heldRate.ts";
import { greater, keyedMetric, type MetricValue, type Unit } from "./metric.ts";

/** A session's invitations. */
interface Invited {
  sent: number;
  declined: number;
}

/** A figure of the invitations to the sessions of a window. */
export function invitedMetric(definition: {
  id: string;
  unit: Unit;
  direction: "down" | "none";
  needs: readonly [Need, ...Need[]];
  value(sent: number, declined: number, sessions: number): MetricValue;
}) {
  return keyedMetric<SessionFact, Invited>({
    ...definition,
    keeps: "invited",
    items: HELD_RATE.items,
    key: session => session.id,
    entry(session) {
      if (!isCounted(session)) return null;
      const members = [...new Set(session.memberIds)];
      return { sent: members.length, declined: members.filter(id => session.declinedIds.includes(id)).length };
    },
    combine: greater,
    value: sessions =>
      definition.value(
        sessions.reduce((sum, session) => sum + session.sent, 0),
        sessions.reduce((sum, session) => sum + session.declined, 0),
        sessions.length,
      ),
  });
}
