import { html } from "hono/html";
import type { Language } from "../core/domain/values/language.ts";
import { addDays, localDate } from "../core/domain/values/time.ts";
import { isAnonymous, metricOf } from "../core/rules/metrics/catalogue.ts";
import type { Metric } from "../core/rules/metrics/metric.ts";
import type { Point } from "../core/rules/metrics/points.ts";
import { isNoise } from "../core/rules/statistics/spread.ts";
import { aimFigure, aimName, aimState, aimsHeading } from "../text/figures/aims.ts";
import { METRIC_GROUPS, type MetricGroup } from "../text/figures/catalogue.ts";
import {
  metricBasis,
  metricChange,
  metricExplanation,
  metricFigure,
  metricGroup,
  metricGroupName,
  metricName,
  metricRange,
} from "../text/figures/metrics.ts";
import { repeatsNote } from "../text/meetings/surveys.ts";
import { dashboardTexts, peopleCount, periodNote, whatIsResolved, whoMet } from "../text/operating/dashboard.ts";
import { optionName } from "../text/phrases/names.ts";
import { dayRange } from "../text/phrases/when.ts";
import { chatSection } from "./chats.ts";
import type { Html } from "./frame.ts";
import { organisationSection } from "./organisation.ts";
import { pulseTextsSection } from "./pulseTexts.ts";
import type { DashboardView } from "./view.ts";

type Programme = DashboardView["programmes"][number];
/** A figure and its latest point. */
interface Latest {
  id: string;
  skill: string | null;
  points: readonly Point[];
  last: Point;
}
interface Reader {
  language: Language;
  zone: string;
  /** The latest period any figure of the programme is of. */
  period: Point["period"];
}

/** What says most of a programme, in this order: whether people meet, find it useful, get on. The first five there are. */
export const TELLING = [
  "active_share",
  "resolved_share",
  "satisfaction",
  "held_rate",
  "hours_to_helper",
  "growth_points",
  "goals_done",
  "usefulness",
  "help_given",
  "feedback_given_rate",
];
const FIVE = 5;

/** A programme on the first page: a sentence, five figures with what each means, and the way to all of it. */
export function programmeBrief(programme: Programme, language: Language): Html {
  const texts = dashboardTexts(language);
  const five = TELLING.flatMap((id): Latest[] => {
    const figure = programme.figures.find(one => one.id === id && one.skill === null);
    const last = figure?.points.at(-1);
    return figure === undefined || last === undefined ? [] : [{ ...figure, last }];
  }).slice(0, FIVE);
  const says = headline(five, language);
  const note = five.some(({ id }) => isAnonymous(id)) ? html`<p class="quiet">${repeatsNote(language)}</p>` : "";
  return html`<article class="brief"><div class="head"><h3><a href="${programme.path}">${programme.name}</a></h3><p class="quiet">${peopleCount(programme.people, language)}</p>
${says === "" ? "" : html`<p class="headline">${says}</p>`}</div>
${
  five.length === 0
    ? html`<p class="quiet">${texts.noFigures}</p>`
    : html`<dl class="five">${five.map(one => shortFigure(one, language))}</dl>${note}${meanings(
        five.map(({ id }) => id),
        language,
      )}`
}
<p class="quiet"><a href="${programme.path}">${texts.whole}</a></p></article>`;
}

/** How it goes, in a sentence: how many met, or how many questions were resolved; empty where neither is known. */
function headline(figures: readonly Latest[], language: Language): string {
  const says = { active_share: whoMet, resolved_share: whatIsResolved } as const;
  for (const { id, last } of figures)
    if (id in says && last.count !== undefined) return says[id as keyof typeof says](last.count, last.n, language);
  return "";
}

function shortFigure({ id, last }: Latest, language: Language): Html {
  const change = changeLine(id, last, language);
  return html`<div><dt>${metricName(id, language)}</dt><dd class="value">${figureOf(id, last, language)}</dd>${change === "" ? "" : html`<dd>${change}</dd>`}</div>`;
}

/** A programme's figures, in the groups people ask about: how they find it, whether they meet, how they grow, their goals. */
export function programmeSection(programme: Programme, { language, find }: DashboardView): Html {
  const texts = dashboardTexts(language);
  const figures = programme.figures.flatMap((figure): Latest[] => {
    const last = figure.points.at(-1);
    return last === undefined ? [] : [{ ...figure, last }];
  });
  const period = figures.map(figure => figure.last.period).sort((a, b) => b.number - a.number)[0];
  const about = [peopleCount(programme.people, language)];
  if (period !== undefined) about.push(periodNote(...daysOf(period, programme.zone), language));
  return html`<section class="programme">
<div><h2><a href="${programme.url}">${programme.name}</a></h2><p class="quiet">${about.join(" · ")}</p></div>
${organisationSection(programme.company, find, language)}
${aimsSection(programme.aims, language)}
${chatSection(programme.chat, language)}
${period === undefined ? html`<p class="empty">${texts.noFigures}</p>` : groups(figures, { language, zone: programme.zone, period })}
${pulseTextsSection(programme.pulseTexts, language)}
</section>`;
}

/** What the programme is to reach, and how each stands; empty where nobody wrote an aim. */
function aimsSection(aims: Programme["aims"], language: Language): Html | string {
  if (aims.length === 0) return "";
  const item = (aim: Programme["aims"][number]) =>
    html`<div><p><b>${aimState(aim, language)}</b> · ${aimName(aim, language)}</p><p class="quiet">${aimFigure(aim, language)}</p></div>`;
  return html`<section class="group"><h3>${aimsHeading(language)}</h3><div class="panel">${aims.map(item)}</div></section>`;
}

function groups(figures: readonly Latest[], reader: Reader): Html {
  const { language } = reader;
  const texts = dashboardTexts(language);
  const section = (group: MetricGroup | null) => {
    const own = figures.filter(figure => metricGroup(figure.id) === group);
    if (own.length === 0) return "";
    const heading = group === null ? texts.otherFigures : metricGroupName(group, language);
    const note = own.some(({ id }) => isAnonymous(id)) ? html`<p class="quiet">${repeatsNote(language)}</p>` : "";
    return html`<section class="group"><h3>${heading}</h3>${note}${groupBody(group, own, reader)}</section>`;
  };
  const known = [...new Set(figures.map(figure => figure.id))].filter(id => metricGroup(id) !== null);
  return html`${[...METRIC_GROUPS, null].map(section)}
${meanings(known, language)}`;
}

/** What some figures mean, for whoever asks. */
function meanings(ids: readonly string[], language: Language): Html | string {
  if (ids.length === 0) return "";
  const item = (id: string) =>
    html`<div><dt>${metricName(id, language)}</dt><dd>${metricExplanation(id, language)}</dd></div>`;
  return html`<details><summary>${dashboardTexts(language).howToRead}</summary><dl class="notes">${ids.map(item)}</dl></details>`;
}

function groupBody(group: MetricGroup | null, figures: readonly Latest[], reader: Reader): Html {
  if (group === "growth") return growthTable(figures, reader);
  const goals = group === "goals" ? goalsPanel(figures, reader) : null;
  return goals ?? html`<div class="cards">${figures.map(figure => card(figure, reader))}</div>`;
}

function card({ id, skill, points, last }: Latest, reader: Reader): Html {
  const { language } = reader;
  const range = metricRange(id, last, language);
  return html`<article class="card">
<h4>${metricName(id, language, skill)}</h4>
${value(id, last, language)}
${changeLine(id, last, language)}
<p class="basis">${metricBasis(id, last, language)}</p>
${range === null ? "" : html`<p class="basis">${range}</p>`}
${olderNote(last, reader)}
${trend(points, language)}
</article>`;
}

/** The number large, what it is counted in small. */
function value(id: string, point: Point, language: Language): Html {
  return html`<p class="value">${figureOf(id, point, language)}</p>`;
}

function figureOf(id: string, point: Point, language: Language): Html {
  const [figure = "", ...unit] = metricFigure(id, point.value, language).split(" ");
  return html`${figure}${unit.length === 0 ? "" : html` <small>${unit.join(" ")}</small>`}`;
}

function changeLine(id: string, point: Point, language: Language): Html | string {
  const texts = dashboardTexts(language);
  const change = metricChange(id, point.change, language);
  if (change === null || point.change === null) return "";
  if (!/^[+−]/.test(change)) return html`<p class="change">${texts.unchanged}</p>`;
  const direction = metricOf(id)?.direction ?? "none";
  const tone = direction === "none" ? "" : point.change > 0 === (direction === "up") ? "better" : "worse";
  return html`<p class="change ${tone}"><b>${change}</b> ${texts.since}</p>`;
}

/** For a figure that has none of the latest period: which days it is of. */
function olderNote({ period }: Point, reader: Reader): Html | string {
  if (period.number === reader.period.number) return "";
  return html`<p class="basis">${dayRange(...daysOf(period, reader.zone), reader.language)}</p>`;
}

function growthTable(figures: readonly Latest[], reader: Reader): Html {
  const { language } = reader;
  const texts = dashboardTexts(language);
  const skills = [...new Set(figures.map(figure => figure.skill))];
  const find = (id: string, skill: string | null) => figures.find(figure => figure.id === id && figure.skill === skill);
  const row = (skill: string | null) => {
    const points = find("growth_points", skill);
    const percent = find("growth_percent", skill);
    const last = points?.last ?? percent?.last;
    if (last === undefined) return "";
    const range = points === undefined ? null : metricRange(points.id, points.last, language);
    return html`<tr><th scope="row">${skill ?? texts.allSkills}${olderNote(last, reader)}</th>
<td>${points === undefined ? "" : metricFigure(points.id, points.last.value, language)}${range === null ? "" : html`<small>${range}</small>`}</td>
<td>${percent === undefined ? "" : metricFigure(percent.id, percent.last.value, language)}</td>
<td>${last.n}</td></tr>`;
  };
  return html`<div class="panel"><div class="table"><table>
<thead><tr><th scope="col">${texts.skill}</th><th scope="col">${texts.points}<small>${texts.interval}</small></th><th scope="col">${texts.percent}</th><th scope="col">${texts.people}</th></tr></thead>
<tbody>${skills.map(row)}</tbody>
</table></div></div>`;
}

const GOAL_PARTS = ["done", "on_track", "off_track"] as const;

/** Done, on track and off track as one bar, since together they are all goals; null where one of them is missing. */
function goalsPanel(figures: readonly Latest[], reader: Reader): Html | null {
  const { language } = reader;
  const parts = GOAL_PARTS.flatMap(part => {
    const found = figures.find(figure => figure.id === `goals_${part}`);
    return found === undefined ? [] : [{ part, point: found.last, count: found.last.count ?? 0 }];
  });
  const [first] = parts;
  if (first === undefined || parts.length < GOAL_PARTS.length) return null;
  if (parts.some(({ point }) => point.period.number !== first.point.period.number)) return null;
  const overdue = figures.find(figure => figure.id === "goals_overdue")?.last;
  const shown = parts.filter(({ count }) => count > 0);
  return html`<div class="panel"><div class="goals">
<div class="bar" aria-hidden="true">${shown.map(({ part, count }) => html`<i class="${part}" style="flex-grow:${count}"></i>`)}</div>
<ul class="legend">${parts.map(
    ({ part, count, point }) =>
      html`<li class="k-${part}">${optionName("roadmap", "health", part, language)} <b>${count}</b> <span class="quiet">${metricFigure(`goals_${part}`, point.value, language)}</span></li>`,
  )}</ul>
<p class="basis">${metricBasis("goals_done", { n: first.point.n }, language)}${
    overdue?.count ? ` · ${metricName("goals_overdue", language)}: ${overdue.count}` : ""
  }</p>
${olderNote(first.point, reader)}
</div></div>`;
}

/** What the vertical runs over: the whole scale where there is one, so that a small change looks small. */
function scaleOf(unit: Metric["unit"], values: readonly number[]): [number, number] {
  if (unit === "share") return [0, 1];
  if (unit === "level") return [1, 5];
  if (unit === "score") return [-100, 100];
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  return isNoise(high - low, 1) ? [0, 1] : [low, high];
}

const WIDTH = 100;
const HEIGHT = 40;

/** The figure over the periods as a small line, on its whole scale; nothing for a single point. */
function trend(points: readonly Point[], language: Language): Html | string {
  const known = points.flatMap(point => (point.value === null ? [] : [{ point, value: point.value }]));
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined || first === last) return "";
  const [low, high] = scaleOf(
    first.point.unit,
    known.map(({ value }) => value),
  );
  const periods = last.point.period.number - first.point.period.number;
  const place = ({ point, value }: { point: Point; value: number }): [string, string] => [
    (((point.period.number - first.point.period.number) * WIDTH) / periods).toFixed(1),
    (HEIGHT - ((value - low) * HEIGHT) / (high - low)).toFixed(1),
  ];
  const label = known.map(({ point, value }) => metricFigure(point.metricId, value, language)).join(", ");
  const [x, y] = place(last);
  return html`<svg class="trend" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${label}"><line x1="0" y1="${HEIGHT}" x2="${WIDTH}" y2="${HEIGHT}"/><polyline points="${known.map(each => place(each).join(",")).join(" ")}"/><line class="dot" x1="${x}" y1="${y}" x2="${x}" y2="${y}"/></svg>`;
}

function daysOf(period: Point["period"], zone: string): [string, string] {
  return [localDate(period.from, zone), addDays(localDate(period.to, zone), -1)];
}
