import type { Problem } from "../../domain/problem.ts";
import type { Question } from "../../domain/question.ts";
import type { Instant } from "../../domain/values/time.ts";
import { participants, type Snapshot } from "../../state/snapshot.ts";
import { type Case, standingOf } from "./board.ts";
import { offeredOf } from "./suggest.ts";

/** What a question's page is told beside what is wrong on it. */
export function helpProblems(snapshot: Snapshot, question: Question, now: Instant): Problem[] {
  const standing = standingOf(snapshot, question, now);
  switch (standing.kind) {
    case "unclear":
    case "taken":
      return standing.problems;
    case "needs_detail":
      return [{ code: "question_vague" }];
    case "answered":
      return question.takerIds.length === 0 ? [{ code: "answer_without_helper" }] : [];
    case "waiting":
      if (question.skills.length === 0) return [{ code: "question_without_skill" }];
      return nobodyOffers(snapshot, standing.of) ? [{ code: "nobody_offers", skills: question.skills }] : [];
    case "resolved":
      return [];
  }
}

/** True where nobody in the programme but those who ask offers any of the question's skills. */
export function nobodyOffers(snapshot: Snapshot, { question, programme, askers }: Case): boolean {
  const others = participants(snapshot, programme.id).filter(person => !askers.includes(person));
  return !others.some(person => offeredOf(question.skills, person).length > 0);
}
