import { FORM_KINDS, type FormKind } from "../../../../src/core/domain/form.ts";
import type { Need } from "../../../../src/core/rules/metrics/facts.ts";

type FormNeed = Extract<Need, `${FormKind}.${string}`>;
type FactNeed = Exclude<Need, FormNeed>;

/**
 * Where each fact is drawn from: a column of the workspace (`sessions.status`), a question of a form (`feedback.met`), what
 * Calendar tells (`calendar.reply`), or what Krug itself keeps (`krug.looks`).
 */
const FACT_SOURCES: Partial<Record<FactNeed, readonly [string, ...string[]]>> = {
  "session.status": ["sessions.status", "feedback.met"],
  "session.memberIds": ["groups.members", "calendar.guests"],
  "session.declinedIds": ["calendar.reply"],
  "session.cameIds": ["sessions.came", "feedback.met"],
  "session.endsAt": ["sessions.when"],
  "session.groupId": ["sessions.group"],
  "session.facilitatorId": ["sessions.facilitator"],
  "session.hasQuestion": ["sessions.questions", "help.question"],
  "wave.asked": ["surveys.asked"],
  "wave.answers": ["surveys.answers"],
  "goal.health": ["roadmap.status", "roadmap.progress", "roadmap.starts", "roadmap.due"],
  "goal.isOverdue": ["roadmap.status", "roadmap.due"],
  "person.state": ["people.status", "people.away", "krug.looks"],
  "person.hasGroup": ["groups.members", "groups.status", "krug.looks"],
  "person.promised": ["programmes.everyWeeks", "people.consent", "krug.looks"],
  "membership.joinedAt": ["people.consent", "programmes.start"],
  "membership.leftAt": ["people.status", "krug.looks"],
  "membership.firstSessionAt": ["sessions.when", "sessions.came", "feedback.met"],
  "membership.seenUntil": ["krug.looks"],
  "help.helperId": ["sessions.came", "feedback.met", "feedback.thanks", "help.takenBy"],
  "help.helpedId": ["feedback.advice", "feedback.solved", "help.askedBy", "help.resolved"],
  "help.about": ["feedback.code", "help.question"],
  "request.askedAt": ["help.question"],
  "request.askerId": ["help.askedBy"],
  "request.skill": ["help.skill"],
  "request.helperAt": ["help.takenBy", "help.takenAt"],
  "request.resolvedAt": ["help.resolved", "help.resolvedAt", "feedback.solved"],
  "request.seenUntil": ["krug.looks"],
  "comment.at": ["help.comments"],
  "comment.personId": ["help.comments"],
  "thanks.fromId": ["thanks.from"],
  "thanks.toId": ["thanks.to"],
  "visit.came": ["gatherings.came", "calendar.reply"],
  "visit.endsAt": ["gatherings.when"],
};

/** What a workspace or form does not have yet, so that metrics drawn from it are null (docs/metrics.md#the-figures). */
export const AWAITED_SOURCES: readonly string[] = ["help.comments"];

/** The columns, questions and replies a need is met from, itself for a form's question; empty for one that comes from nowhere. */
export function sourcesOf(need: Need): readonly string[] {
  if (isOfForm(need)) return [need];
  return FACT_SOURCES[need] ?? [];
}

function isOfForm(need: Need): need is FormNeed {
  return FORM_KINDS.some(kind => need.startsWith(`${kind}.`));
}
