import type { Programme } from "../../core/domain/programme.ts";
import type { Language } from "../../core/domain/values/language.ts";
import { addDays, type Instant, localDate } from "../../core/domain/values/time.ts";
import type { ActionComment } from "../../core/rules/insights/acting.ts";
import type { Action, EvidenceFigure, Insight } from "../../core/rules/insights/insight.ts";
import { say, sayAll } from "../locales/say.ts";
import { listOf, quote } from "../phrases/phrase.ts";
import { dayRange, shortDate } from "../phrases/when.ts";
import { metricBasis, metricFigure, metricName, metricRange } from "./metrics.ts";

/** An insight as it is told: ids have become names, in the order of the alphabet. */
export interface ToldInsight {
  id: Insight["id"];
  figures: readonly EvidenceFigure[];
  n: number;
  count: number;
  people: readonly string[];
  goals: readonly string[];
  skills: readonly string[];
  action: Action | null;
}

/** What an insight is called: "Meetings run over". */
export function insightTitle(id: Insight["id"], language: Language): string {
  return say(language, `insights.${id}.title`);
}

/** What was seen, in a sentence or two. */
export function insightSeen(told: ToldInsight, language: Language): string {
  const { id, n, count, people } = told;
  const goal = quote(told.goals[0] ?? "…", language);
  const skills = quoted(told.skills, language);
  switch (id) {
    case "help_carried":
      return say(language, "insights.help_carried.seen", { n, count, name: people[0] ?? "…" });
    case "low_satisfaction": {
      const value = told.figures[0]?.value ?? null;
      const shown = { isShown: value !== null, value: metricFigure("satisfaction", value, language) };
      return say(language, "insights.low_satisfaction.seen", { ...shown, skills, count: told.skills.length });
    }
    case "group_stuck":
      return say(language, "insights.group_stuck.seen", { names: listOf(people, language) });
    case "attendance_falls": {
      const rate = (share: number | null | undefined) => metricFigure("attendance_rate", share ?? null, language);
      const [figure] = told.figures;
      const rates = { now: rate(figure?.value), before: rate(figure?.before) };
      return say(language, "insights.attendance_falls.seen", { n, count, ...rates });
    }
    case "goal_off_track": {
      const seen = say(language, "insights.goal_off_track.seen", { goal });
      const [helper] = people;
      return helper === undefined ? seen : `${seen} ${say(language, "insights.goal_off_track.helper", { helper })}`;
    }
    case "goal_reached":
      return say(language, "insights.goal_reached.seen", { goal, names: listOf(people, language) });
    case "skill_not_offered":
      return say(language, "insights.skill_not_offered.seen", { count, skills });
    default:
      return say(language, `insights.${id}.seen`, { n, count });
  }
}

/** What a coordinator can do. */
export function insightAdvice(id: Insight["id"], language: Language): string {
  return say(language, `insights.${id}.advice`);
}

/**
 * What Krug does about it, or would do if the programme let it: "Krug: others lead the coming sessions until help is in
 * balance." Null where there is nothing Krug could do.
 */
export function insightActs(told: ToldInsight, use: Programme["insights"], language: Language): string | null {
  const what = acts(told, language);
  if (what === null) return null;
  const isDone = use === "act" || (use === "suggest" && told.action?.kind === "suggest_resources");
  return say(language, isDone ? "insights.acts" : "insights.acts.would", { what });
}

function acts({ id, action }: ToldInsight, language: Language): string | null {
  switch (id) {
    case "help_carried":
    case "goal_off_track":
      return action === null ? null : say(language, `insights.${id}.acts`);
    case "low_satisfaction":
      return action?.kind === "suggest_resources" && action.resources.length > 0
        ? say(language, "insights.low_satisfaction.acts")
        : null;
    case "attendance_falls": {
      if (action?.kind !== "add_check_ins") return null;
      const days = dayRange(action.from, addDays(action.to, -1), language);
      return say(language, "insights.attendance_falls.acts", { days });
    }
    case "no_question":
    case "goal_reached":
    case "one_sided_feedback":
      return say(language, `insights.${id}.acts`);
    case "group_stuck":
    case "rhythm_lost":
    case "over_time":
    case "few_answers":
    case "skill_not_offered":
      return null;
  }
}

/** A figure it rests on: "Ended in time: 50% (5 of 10 answers; 95% interval: 26% to 74%)". */
export function insightEvidence(figure: EvidenceFigure, language: Language): string {
  const { metricId, value, interval } = figure;
  if (value === null) return "";
  const basis = metricBasis(metricId, figure, language);
  const range = interval === undefined ? null : metricRange(metricId, { interval }, language);
  const sure = range === null ? "" : `; ${say(language, "insights.interval", { range })}`;
  return `${metricName(metricId, language)}: ${metricFigure(metricId, value, language)} (${basis}${sure})`;
}

/** Since when it lasts, or from when to when it did, by the day: "Since 3 March". */
export function insightTime(since: Instant, goneAt: Instant | null, zone: string, language: Language): string {
  const from = localDate(since, zone);
  if (goneAt !== null) return dayRange(from, localDate(goneAt, zone), language);
  return say(language, "insights.since", { day: shortDate(from, language) });
}

/** What the dashboard's part says besides. */
export function insightsTexts(language: Language) {
  return sayAll(language, "insights.page");
}

/** What Krug writes on a page because of an insight, for all who can read the page: what is wanted now, and never why. */
export function actionComment(comment: ActionComment, language: Language): string {
  switch (comment.kind) {
    case "ask_question":
      return say(language, "insights.comment.ask_question");
    case "offer_helper": {
      const { helper, skills } = comment;
      const offered = { count: skills.length, skills: quoted(skills, language) };
      return say(language, "insights.comment.offer_helper", { helper, ...offered });
    }
    case "congratulate":
      return say(language, "insights.comment.congratulate", { names: listOf(comment.names, language) });
  }
}

function quoted(skills: readonly string[], language: Language): string {
  return listOf(
    skills.map(skill => quote(skill, language)),
    language,
  );
}
