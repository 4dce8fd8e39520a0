import type { PageText } from "../../core/domain/command.ts";
import type { Language } from "../../core/domain/values/language.ts";
import type { SponsorsReport, ToldAim } from "../../core/words/aims.ts";
import { say } from "../locales/say.ts";
import { optionName } from "../phrases/names.ts";
import { clip, numeral, quote } from "../phrases/phrase.ts";
import { dayRange, monthName, shortDate } from "../phrases/when.ts";
import { insightAdvice, insightTitle } from "./insights.ts";
import { metricBasis, metricFigure, metricName } from "./metrics.ts";

/** What an aim is called: its title and its figure, or the one of them that there is. */
export function aimName({ title, metric }: ToldAim, language: Language): string {
  const measured = metric === null ? say(language, "insights.aims.by_hand") : metricName(metric, language);
  return title === "" || title === measured ? measured : `${quote(title, language)} (${measured})`;
}

/** How an aim stands: what it is now, of which days, and what is aimed for; or why that can't be told. */
export function aimFigure(aim: ToldAim, language: Language): string {
  const { why, value, target, metric, dueOn, period, reportedOn, isAtMost } = aim;
  const told = (number: number) =>
    metric === null ? numeral(number, language, 2) : metricFigure(metric, number, language);
  if (why !== null || value === null || target === null)
    return say(language, `insights.aims.unjudged.${why ?? "no_figure"}`);
  const days = period === null ? "" : dayRange(period.from, period.to, language);
  const day = reportedOn === null ? "" : shortDate(reportedOn, language);
  const due = dueOn === null ? "" : shortDate(dueOn, language);
  const when = period === null ? say(language, "insights.aims.reported", { day }) : days;
  return say(language, "insights.aims.figure", { figure: told(value), when, isAtMost, target: told(target), due });
}

/** What an aim's state is called. */
export function aimState({ state }: ToldAim, language: Language): string {
  return optionName("aims", "state", state, language);
}

/** What aims are called together. */
export function aimsHeading(language: Language): string {
  return say(language, "insights.aims.heading");
}

/** A programme's month for sponsors: which aims are reached, what was done, and what the figures suggest; no name, and no why. */
export function sponsorsText(report: SponsorsReport, language: Language): { title: string; body: PageText[] } {
  const { aims, done, period, changes } = report;
  const month = monthName(report.month, language);
  const reached = aims.filter(({ state }) => state === "reached").length;
  const paragraph = (text: string): PageText => ({ kind: "paragraph", text });
  const section = (heading: string, lines: readonly string[]): PageText[] =>
    lines.length === 0 ? [] : [{ kind: "heading", text: heading }, ...lines.map(paragraph)];
  const states = (["reached", "not_yet", "missed", "unknown"] as const).flatMap(state => {
    const own = aims.filter(aim => aim.state === state);
    const after = state === "unknown" ? "." : ":";
    const lines = own.map(aim => `${aimName(aim, language)}${after} ${aimFigure(aim, language)}`);
    return section(optionName("aims", "state", state, language), lines);
  });
  const figures = done.map(
    ({ metricId, ...point }) =>
      `${metricName(metricId, language)}: ${metricFigure(metricId, point.value, language)} (${metricBasis(metricId, point, language)})`,
  );
  const days = period === null ? "" : `${dayRange(period.from, period.to, language)}: `;
  const advice = changes.map(id => `${insightTitle(id, language)}. ${insightAdvice(id, language)}`);
  return {
    title: say(language, "insights.sponsors.title", { month, programme: clip(report.programme, 120) }),
    body: [
      paragraph(say(language, "insights.sponsors.count", { reached, all: aims.length })),
      ...states,
      ...section(
        say(language, "insights.sponsors.done"),
        figures.length === 0 ? [] : [`${days}${figures.join("; ")}.`],
      ),
      ...section(
        say(language, "insights.sponsors.changes"),
        advice.length === 0 ? [say(language, "insights.sponsors.none")] : advice,
      ),
      paragraph(say(language, "insights.sponsors.note")),
    ],
  };
}
