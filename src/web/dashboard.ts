import { html, raw } from "hono/html";
import type { Language } from "../core/language.ts";
import type { Point } from "../core/metrics/points.ts";
import { dashboardTexts, lastRunSentence } from "../text/dashboard.ts";
import { metricExplanation, metricFigure, metricName } from "../text/metrics.ts";
import { timeRange } from "../text/when.ts";
import { STYLE } from "./style.ts";
import type { DashboardView } from "./view.ts";

type Html = ReturnType<typeof html>;

/** The page of figures and coming sessions: plain HTML, no script, readable on a phone. */
export function dashboardPage(view: DashboardView): Html {
  const texts = dashboardTexts(view.language);
  return html`<!doctype html>
<html lang="${view.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts.title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header><h1>${texts.title}</h1><p>${runLine(view)}</p></header>
<main>
<section><h2>${texts.comingSessions}</h2>${sessionList(view)}</section>
${view.programmes.map(programme => programmeSection(programme, view.language))}
<section><h2>${texts.problems}</h2>${problemList(view)}</section>
</main>
<footer><p>${texts.notForAppraisal} ${texts.notZero}</p></footer>
</body>
</html>`;
}

function runLine(view: DashboardView): string {
  const texts = dashboardTexts(view.language);
  if (view.run === null) return texts.noRun;
  const { report, worldNow } = view.run;
  const done = Object.values(report.done).reduce((sum, count) => sum + count, 0);
  const run = { endedAt: worldNow, done, failed: report.failed.length };
  return `${texts.lastRun}: ${lastRunSentence(run, view.zone, view.language)}`;
}

function sessionList(view: DashboardView): Html | string {
  const texts = dashboardTexts(view.language);
  if (view.sessions.length === 0) return html`<p class="quiet">${texts.noComingSessions}</p>`;
  return html`<ul class="sessions">${view.sessions.map(
    session => html`<li>
<time datetime="${new Date(session.startsAt).toISOString()}">${timeRange(session.startsAt, session.endsAt, session.zone, view.language)}</time>
<a href="${session.url}">${session.title}</a>
<span class="quiet">${session.programme}</span>
${session.replies === "" ? "" : html`<span class="replies">${session.replies}</span>`}
</li>`,
  )}</ul>`;
}

function programmeSection(programme: DashboardView["programmes"][number], language: Language): Html {
  const texts = dashboardTexts(language);
  return html`<section>
<h2><a href="${programme.url}">${programme.name}</a></h2>
${
  programme.figures.length === 0
    ? html`<p class="quiet">${texts.noFigures}</p>`
    : html`<div class="cards">${programme.figures.map(figure => card(figure, language))}</div>`
}
</section>`;
}

function card(figure: { id: string; skill: string | null; points: Point[] }, language: Language): Html {
  const texts = dashboardTexts(language);
  const last = figure.points.at(-1);
  const change = last?.change ?? null;
  return html`<article class="card" title="${metricExplanation(figure.id, language)}">
<h3>${metricName(figure.id, language, figure.skill)}</h3>
<p class="value">${metricFigure(figure.id, last?.value ?? null, language)}</p>
<p class="quiet">n = ${last?.n ?? 0}${change === null ? "" : ` · ${texts.since}: ${signed(change, last?.unit === "share")}`}</p>
${sparkline(figure.points)}
</article>`;
}

function signed(change: number, isShare: boolean): string {
  const value = isShare ? `${Math.round(100 * change)}` : `${Math.round(100 * change) / 100}`;
  return `${change > 0 ? "+" : ""}${value}${isShare ? " %" : ""}`;
}

const WIDTH = 160;
const HEIGHT = 36;

/** The figure over the periods as a small line; nothing for a single point. */
function sparkline(points: readonly Point[]): Html | string {
  const values = points.flatMap(point => point.value ?? []);
  if (values.length < 2) return "";
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const place = (value: number, index: number) => {
    const x = 4 + (index * (WIDTH - 8)) / (values.length - 1);
    return `${x.toFixed(1)},${(HEIGHT - 4 - ((value - low) * (HEIGHT - 8)) / span).toFixed(1)}`;
  };
  const path = values.map(place);
  const [x, y] = (path.at(-1) ?? "0,0").split(",");
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-hidden="true"><polyline points="${path.join(" ")}"/><circle cx="${x}" cy="${y}" r="3"/></svg>`;
}

function problemList(view: DashboardView): Html | string {
  const texts = dashboardTexts(view.language);
  if (view.problems.length === 0) return html`<p class="quiet">${texts.noProblems}</p>`;
  return html`<ul class="problems">${view.problems.map(
    problem => html`<li><a href="${problem.url}">${problem.page}</a> ${problem.says}</li>`,
  )}</ul>`;
}
