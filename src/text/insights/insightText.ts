import type { Texts } from "../../core/domain/values/language.ts";
import type { Action, EvidenceFigure, Insight } from "../../core/rules/insights/insight.ts";

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

/** What a rule says to a coordinator. */
export interface InsightText {
  title: Texts;
  /** What was seen. */
  seen(told: ToldInsight): Texts;
  /** What to do. */
  advice: Texts;
  /** What Krug does about it where it may; null where there is nothing it could do. */
  acts(told: ToldInsight): Texts | null;
}
