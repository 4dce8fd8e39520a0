import { DAY } from "../../domain/values/time.ts";
import { ABOUT_NOTHING, type Insight } from "../../rules/insights/insight.ts";
import { participants } from "../../state/snapshot.ts";
import { lastDays, type Observed } from "./rule.ts";

const DAYS = 14;

/**
 * Goals reached in the last two weeks, each to be celebrated: their owners say they are done, and it was seen when they did
 * not yet. A confidential goal is kept quiet.
 *
 * A goal that was done when first seen was reached before the programme knew of it. Design, section 8; systems, P19.
 */
export function goalReached({ programme, snapshot, facts, now }: Observed): Insight[] {
  const window = lastDays(now, DAYS);
  const ids = new Set(participants(snapshot, programme.id).map(person => person.id));
  return snapshot.goals
    .filter(goal => !goal.confidential && goal.status === "done" && goal.ownerIds.some(id => ids.has(id)))
    .filter(goal => {
      const looks = facts.goals.filter(look => look.id === goal.id).sort((a, b) => a.seenAt - b.seenAt);
      const first = looks.findIndex(look => look.health === "done");
      return first > 0 && (looks[first]?.seenAt ?? 0) > now - DAYS * DAY;
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(goal => ({
      id: "goal_reached",
      key: `${programme.id}/goal_reached/${goal.id}`,
      programmeId: programme.id,
      evidence: { figures: [], n: 1, count: 1, ...window },
      about: { ...ABOUT_NOTHING, goalIds: [goal.id], personIds: goal.ownerIds.filter(id => ids.has(id)).sort() },
      action: { kind: "congratulate", goalId: goal.id },
    }));
}
