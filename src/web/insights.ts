import { html } from "hono/html";
import { flag, type Row, text } from "../core/domain/values/row.ts";
import { DAY, type Instant } from "../core/domain/values/time.ts";
import { INSIGHT_IDS } from "../core/rules/insights/insight.ts";
import type { KeptInsight } from "../core/rules/insights/settling.ts";
import { namesOf, type Snapshot } from "../core/state/snapshot.ts";
import {
  insightActs,
  insightAdvice,
  insightEvidence,
  insightSeen,
  insightsTexts,
  insightTime,
  insightTitle,
  type ToldInsight,
} from "../text/figures/insights.ts";
import { untoldSentence } from "../text/figures/notice.ts";
import { goTexts, heldReason, moreLines } from "../text/operating/massChangeGuard.ts";
import { dayAndTime } from "../text/phrases/when.ts";
import { folded, type Html } from "./frame.ts";
import type { DashboardView, ShownInsight } from "./view.ts";

const OVER_SHOWN_FOR = 28 * DAY;

/** Insights as a coordinator reads them, in the rules' order, older causes first: those that last, then those over for four weeks at most. */
export function shownInsights(kept: readonly KeptInsight[], snapshot: Snapshot, now: Instant): ShownInsight[] {
  const rank = ({ goneAt, id }: KeptInsight) => (goneAt === null ? 0 : INSIGHT_IDS.length) + INSIGHT_IDS.indexOf(id);
  return kept
    .filter(insight => insight.goneAt === null || insight.goneAt > now - OVER_SHOWN_FOR)
    .sort((a, b) => rank(a) - rank(b) || a.since - b.since || (a.key < b.key ? -1 : 1))
    .flatMap(insight => {
      const programme = snapshot.programmes.find(programme => programme.id === insight.programmeId);
      if (programme === undefined) return [];
      const { name, insights: use, zone } = programme;
      const { since, goneAt, about } = insight;
      const pages = [...about.goalIds, ...about.sessionIds].flatMap(id => {
        const row = snapshot.rows.get(id);
        return row === undefined ? [] : [{ title: titleOf(row), url: row.url }];
      });
      return [{ told: toldOf(insight, snapshot), programme: name, use, zone, since, goneAt, pages }];
    });
}

/** The insight with names for ids; a confidential goal's title is not told. */
function toldOf({ id, evidence, about, action }: KeptInsight, snapshot: Snapshot): ToldInsight {
  return {
    id,
    figures: evidence.figures,
    n: evidence.n,
    count: evidence.count,
    people: namesOf(snapshot, about.personIds),
    goals: about.goalIds.map(goal => titleOf(snapshot.rows.get(goal))),
    skills: about.skills.map(({ skill }) => skill),
    action,
  };
}

function titleOf(row: Row | undefined): string {
  return row === undefined || flag(row, "confidential") ? "…" : text(row, "title") || "…";
}

/** The rules' order says what matters most: more than these are shown when asked for. */
const INSIGHTS_SHOWN = 4;

/** The dashboard's part on insights; nothing before there was a programme to look at. */
export function insightsSection(view: DashboardView): Html | string {
  const { insights, untold, programmes, run, all, language } = view;
  if (insights.length === 0 && (programmes.length === 0 || run === null)) return "";
  const texts = insightsTexts(language);
  const open = insights.filter(insight => insight.goneAt === null);
  const over = insights.filter(insight => insight.goneAt !== null);
  const notTold = untold === null ? "" : html`<p class="quiet">${untoldSentence(untold, language)}</p>`;
  const item = (insight: ShownInsight) => insightItem(insight, programmes.length > 1, language);
  const past = ({ told, since, goneAt, zone }: ShownInsight) =>
    html`<li class="quiet">${insightTitle(told.id, language)} · ${insightTime(since, goneAt, zone, language)}</li>`;
  const rest = folded(open, { first: INSIGHTS_SHOWN, item, summary: count => moreLines(count, language), all });
  return html`<section><h2>${texts.heading}</h2>${notTold}${
    open.length === 0
      ? html`<p class="empty">${texts.none}</p>`
      : html`<div class="panel"><ul class="problems">${open.slice(0, INSIGHTS_SHOWN).map(item)}</ul>${rest}</div>`
  }${folded(over, { first: 0, item: past, summary: count => `${texts.over}: ${count}`, all })}</section>`;
}

function insightItem(insight: ShownInsight, isOfMany: boolean, language: DashboardView["language"]): Html {
  const { told, use, programme, since, zone, pages } = insight;
  const acts = insightActs(told, use, language);
  const evidence = told.figures.map(figure => insightEvidence(figure, language)).filter(line => line !== "");
  return html`<li class="insight"><h3>${insightTitle(told.id, language)}</h3>
<p>${insightSeen(told, language)}</p>
${evidence.map(line => html`<p class="quiet">${line}</p>`)}
${pages.map(({ title, url }) => html`<p class="quiet"><a href="${url}">${title}</a></p>`)}
<p>${insightsTexts(language).toDo} ${insightAdvice(told.id, language)}</p>
${acts === null ? "" : html`<p>${acts}</p>`}
<p class="quiet">${insightTime(since, null, zone, language)}${isOfMany ? ` · ${programme}` : ""}</p></li>`;
}

const LINES_SHOWN = 8;

/** The run that waits for a go: what it would do, and the button; what a go came to. Empty where nothing waits. */
export function heldSection({ held, outcome, zone, language }: DashboardView): Html | string {
  const texts = goTexts(language);
  if (held === null) return outcome === "said" ? html`<p class="held notice">${texts.said}</p>` : "";
  const rest = held.lines.slice(LINES_SHOWN);
  const line = (text: string) => html`<li>${text}</li>`;
  return html`<section class="held"><h2>${texts.heading}</h2>
${outcome === "changed" ? html`<p class="warning">${texts.changed}</p>` : ""}
<div class="panel"><p>${heldReason(held, language)}</p>
<ul class="lines">${held.lines.slice(0, LINES_SHOWN).map(line)}</ul>
${rest.length === 0 ? "" : html`<details><summary>${moreLines(rest.length, language)}</summary><ul class="lines">${rest.map(line)}</ul></details>`}
${
  held.goAt === null
    ? html`<form method="post" action="/go"><input type="hidden" name="mark" value="${held.mark}"><button>${texts.button}</button><p class="quiet">${texts.note}</p></form>`
    : html`<p>${texts.said}</p>`
}
<p class="quiet">${dayAndTime(held.since, zone, language)}</p></div></section>`;
}
