import { html, raw } from "hono/html";
import type { Language } from "../core/domain/values/language.ts";
import { localDate } from "../core/domain/values/time.ts";
import { dashboardTexts, lastRunSentence, morePages, zoneNote } from "../text/operating/dashboard.ts";
import { keepingSentence } from "../text/operating/keeping.ts";
import { outageSentence } from "../text/operating/outages.ts";
import { type Closed, signInTexts } from "../text/operating/signIn.ts";
import { silentSentence } from "../text/operating/silence.ts";
import { cityOf, clockRange, dayHeading } from "../text/phrases/when.ts";
import { deadLettersSentence, givenUpSentence } from "../text/problems/givenUp.ts";
import { sourceName } from "../text/workspace/workspace.ts";
import { whoSection } from "./coordinators.ts";
import { programmeSection } from "./figures.ts";
import { heldSection } from "./held.ts";
import { insightsSection } from "./insights.ts";
import { STYLE } from "./style.ts";
import type { DashboardView } from "./view.ts";

type Html = ReturnType<typeof html>;

/** The page of figures and coming sessions: plain HTML, no script, readable on a phone. `way` is how the reader got in. */
export function dashboardPage(view: DashboardView, way = { canSignOut: false, isTokenShort: false }): Html {
  const texts = dashboardTexts(view.language);
  return page(
    view.language,
    html`<header><h1>${MARK}${texts.title}</h1>${state(view)}${stopList(view)}${undoneList(view)}</header>
<main${view.isFiguresAlone ? raw(' class="alone"') : ""}>
${way.isTokenShort ? html`<p class="notice">${signInTexts(view.language).shortToken}</p>` : ""}
${heldSection(view)}
${whoSection(view)}
${view.isFiguresAlone ? html`<p class="notice">${signInTexts(view.language).figuresAlone}</p>` : side(view)}
<div class="figures">${
      view.programmes.length === 0
        ? html`<p class="empty">${texts.noProgrammes}</p>`
        : view.programmes.map(programme => programmeSection(programme, view.language))
    }</div>
</main>
<footer><p>${texts.notForAppraisal} ${texts.notZero}</p>${
      way.canSignOut
        ? html`<form method="post" action="/sign-out"><button class="plain">${signInTexts(view.language).signOut}</button></form>`
        : ""
    }</footer>`,
  );
}

function side(view: DashboardView): Html {
  const texts = dashboardTexts(view.language);
  return html`<div class="side">
<section><div><h2>${texts.comingSessions}</h2>${zones(view)}</div>${sessionDays(view)}</section>
<section><h2>${texts.problems}</h2>${problemList(view)}</section>
${insightsSection(view)}
</div>`;
}

/** What people who are not let in see instead, and the form for the token where one helps. */
export function lockedPage(language: Language, why: Closed): Html {
  const texts = signInTexts(language);
  const canSignIn = why === "unknown" || why === "wrong" || why === "busy";
  return page(
    language,
    html`<main class="closed"><h1>${MARK}${dashboardTexts(language).title}</h1><p>${texts.closed[why]}</p>${
      canSignIn
        ? html`<form method="post" action="/sign-in"><label for="token">${texts.token}</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus><button>${texts.signIn}</button></form>`
        : ""
    }</main>`,
  );
}

/** What is shown while the database can't be read: what whoever operates Krug has to do. */
export function troublePage(language: Language, says: string): Html {
  return page(
    language,
    html`<main class="closed"><h1>${MARK}${dashboardTexts(language).title}</h1><p lang="en">${says}</p></main>`,
  );
}

function page(language: Language, body: Html): Html {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${dashboardTexts(language).title}</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='%2324705c' stroke-width='2.4'%3E%3Ccircle cx='9' cy='12' r='6'/%3E%3Ccircle cx='15' cy='12' r='6'/%3E%3C/svg%3E">
<style>${raw(STYLE)}</style>
</head>
<body>
${body}
</body>
</html>`;
}

const MARK = raw(
  '<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><circle cx="9" cy="12" r="6"/><circle cx="15" cy="12" r="6"/></svg>',
);

function state({ run, silentSince, zone, language }: DashboardView): Html {
  const texts = dashboardTexts(language);
  if (silentSince !== null)
    return html`<div class="state trouble"><p>${silentSentence(silentSince, zone, language)}</p></div>`;
  if (run === null) return html`<div class="state unknown"><p>${texts.noRun}</p></div>`;
  const { report, worldNow, endedWell } = run;
  const done = Object.values(report.done).reduce((sum, count) => sum + count, 0);
  const isWell = endedWell && report.failed.length === 0;
  return html`<div class="state${isWell ? "" : " trouble"}"><p>${isWell ? texts.syncWell : texts.syncTrouble}</p>
<p class="quiet">${lastRunSentence({ at: worldNow, done, failed: report.failed.length }, zone, language)}</p></div>`;
}

function stopList({ stops, zone, language }: DashboardView): Html | string {
  if (stops.length === 0) return "";
  return html`<div class="state trouble stops">${stops.map(stop => html`<p>${outageSentence(stop, zone, language)}</p>`)}</div>`;
}

/** What is not sealed as it should be, what Krug has given up, and messages it could not handle: a coordinator has to look. */
function undoneList({ givenUp, deadLetters, keeping, language }: DashboardView): Html | string {
  if (givenUp.length === 0 && deadLetters === 0 && keeping === null) return "";
  const link = ({ page, url }: DashboardView["givenUp"][number]) =>
    url === null ? "" : html` <a href="${url}">${page}</a>`;
  return html`<div class="state trouble stops">${keeping === null ? "" : html`<p>${keepingSentence(keeping, language)}</p>`}${givenUp.map(
    one => html`<p>${givenUpSentence(one.what, one.why, language)}${link(one)}</p>`,
  )}${deadLetters === 0 ? "" : html`<p>${deadLettersSentence(deadLetters, language)}</p>`}</div>`;
}

function zones({ sessions, language }: DashboardView): Html | string {
  const all = [...new Set(sessions.map(session => session.zone))];
  return all.length === 0 ? "" : html`<p class="quiet">${zoneNote(all, language)}</p>`;
}

function sessionDays(view: DashboardView): Html {
  const { sessions, language } = view;
  if (sessions.length === 0) return html`<p class="empty">${dashboardTexts(language).noComingSessions}</p>`;
  const days = new Map<string, DashboardView["sessions"]>();
  for (const session of [...sessions].sort((a, b) => a.startsAt - b.startsAt)) {
    const day = localDate(session.startsAt, session.zone);
    days.set(day, [...(days.get(day) ?? []), session]);
  }
  const inOrder = [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => own);
  return html`<div>${inOrder.map(own => {
    const [first] = own;
    if (first === undefined) return "";
    return html`<div class="day"><h3>${dayHeading(first.startsAt, first.zone, language)}</h3>
<ul class="panel">${own.map(session => sessionItem(session, view))}</ul></div>`;
  })}</div>`;
}

function sessionItem(
  session: DashboardView["sessions"][number],
  { sessions, programmes, language }: DashboardView,
): Html {
  const { startsAt, endsAt, zone, meet } = session;
  const isManyZones = new Set(sessions.map(each => each.zone)).size > 1;
  const city = isManyZones ? html`<br>${cityOf(zone, language)}` : "";
  return html`<li class="session"><time datetime="${new Date(startsAt).toISOString()}">${clockRange(startsAt, endsAt, zone, language)}${city}</time>
<div><a href="${session.url}">${session.title}</a>
${programmes.length < 2 ? "" : html`<span class="quiet">${session.programme}</span>`}
${session.replies === "" ? "" : html`<span class="quiet">${session.replies}</span>`}
${meet?.startsWith("https://") ? html`<a class="quiet" href="${meet}">${dashboardTexts(language).join}</a>` : ""}</div></li>`;
}

const PROBLEMS_SHOWN = 6;

function problemList({ problems, language }: DashboardView): Html {
  if (problems.length === 0) return html`<p class="empty">${dashboardTexts(language).noProblems}</p>`;
  const item = ({ page, url, source, says }: DashboardView["problems"][number]) =>
    html`<li class="problem"><span class="quiet">${sourceName(source, language)}</span><a href="${url}">${page}</a>
<ul>${says.split("\n").map(line => html`<li>${line}</li>`)}</ul></li>`;
  const rest = problems.slice(PROBLEMS_SHOWN);
  return html`<div class="panel"><ul class="problems">${problems.slice(0, PROBLEMS_SHOWN).map(item)}</ul>${
    rest.length === 0
      ? ""
      : html`<details><summary>${morePages(rest.length, language)}</summary><ul>${rest.map(item)}</ul></details>`
  }</div>`;
}
