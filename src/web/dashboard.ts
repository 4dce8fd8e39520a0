import { html } from "hono/html";
import { localDate } from "../core/domain/values/time.ts";
import { chatRefused } from "../text/figures/chatNews.ts";
import { actTexts } from "../text/operating/acts.ts";
import { dashboardTexts, lastRunSentence, morePages, zoneNote } from "../text/operating/dashboard.ts";
import { keepingSentence } from "../text/operating/keeping.ts";
import { moreLines } from "../text/operating/massChangeGuard.ts";
import { outageSentence } from "../text/operating/outages.ts";
import { signInTexts } from "../text/operating/signIn.ts";
import { silentSentence } from "../text/operating/silence.ts";
import { sourceName } from "../text/phrases/names.ts";
import { cityOf, clockRange, dayHeading } from "../text/phrases/when.ts";
import { deadLettersSentence, givenUpSentence } from "../text/problems/givenUp.ts";
import { whoSection } from "./coordinators.ts";
import { programmeBrief, programmeSection } from "./figures.ts";
import { actLink, folded, footer, type Html, MARK, page, type Way } from "./frame.ts";
import { heldSection, insightsSection } from "./insights.ts";
import type { DashboardView } from "./view.ts";

const NO_WAY: Way = { canSignOut: false, isTokenShort: false };

/**
 * The first page: what needs a person and what to do about it, how each programme fares in a sentence and five figures, the next
 * sessions. `way` is how the reader got in.
 */
export function dashboardPage(view: DashboardView, way = NO_WAY): Html {
  const { language, programmes } = view;
  const texts = dashboardTexts(language);
  return page(
    language,
    html`<header><h1>${MARK}${texts.title}</h1>${state(view)}${outageList(view)}${undoneList(view)}</header>
<main${view.isFiguresAlone ? html` class="alone"` : ""}>
<div class="figures">
${notices(view, way)}
${view.isFiguresAlone ? "" : needs(view)}
<section class="group"><h2>${texts.programmes}</h2>${
      programmes.length === 0
        ? html`<p class="empty">${texts.noProgrammes}</p>`
        : programmes.map(programme => programmeBrief(programme, language))
    }</section>
</div>
${view.isFiguresAlone ? "" : html`<div class="side">${sessionsSection(view, SESSIONS_FIRST)}${waitList(view, "comesNext")}<p><a class="quiet" href="/acts">${actTexts(language).heading}</a> ${actLink("run_now", "", language)}</p></div>`}
</main>
${footer(language, `${texts.notForAppraisal} ${texts.notZero}`, way)}`,
  );
}

/** A programme's own page: all its figures, its people and its sessions. Where it is not there any more, a sentence says so. */
export function programmePage(view: DashboardView, way = NO_WAY): Html {
  const { language } = view;
  const texts = dashboardTexts(language);
  const [programme] = view.programmes;
  return page(
    language,
    html`<header><h1>${MARK}${texts.title}</h1><p class="crumb"><a href="/">${texts.overview}</a></p></header>
<main${view.isFiguresAlone ? html` class="alone"` : ""}>
<div class="figures">${notices(view, way)}${
      programme === undefined
        ? html`<p class="empty">${texts.noProgramme}</p>`
        : html`${programmeSection(programme, view)}${files(programme, view)}`
    }</div>
${view.isFiguresAlone || programme === undefined ? "" : html`<div class="side">${sessionsSection(view, SESSIONS_FIRST)}${insightsSection(view)}</div>`}
</main>
${footer(language, `${texts.notForAppraisal} ${texts.notZero}`, way)}`,
  );
}

/** Its tables as files; for a reader the figures alone. */
function files({ path }: DashboardView["programmes"][number], { isFiguresAlone, language }: DashboardView): Html {
  const texts = dashboardTexts(language);
  const link = (file: string, label: string) => html`<a href="${path}/${file}.csv">${label}</a>`;
  return html`<p class="files">${texts.files} ${link("figures", texts.figures)}${
    isFiguresAlone
      ? ""
      : html` ${link("people", sourceName("people", language))} ${link("sessions", sourceName("sessions", language))}`
  }</p>`;
}

function notices(view: DashboardView, { isTokenShort }: Way): Html {
  const { language } = view;
  const notice = (says: string) => html`<p class="notice">${says}</p>`;
  return html`${isTokenShort ? notice(signInTexts(language).shortToken) : ""}${
    view.outcome === "chat_refused" ? notice(chatRefused(language)) : ""
  }${view.isFiguresAlone ? notice(signInTexts(language).figuresAlone) : ""}`;
}

/** True where nothing at all is for a person to see to. */
function isCalm(view: DashboardView): boolean {
  const { held, waits, toSettle, problems, insights } = view;
  const isQuiet = held === null && toSettle.length === 0 && problems.length === 0;
  return isQuiet && waits.every(wait => !wait.isForCoordinator) && insights.every(({ goneAt }) => goneAt !== null);
}

/** What a person has to see to, the most pressing first. */
function needs(view: DashboardView): Html {
  const texts = dashboardTexts(view.language);
  return html`${heldSection(view)}
${waitList(view, "waitsForYou")}
${whoSection(view)}
${
  view.problems.length === 0 && !isCalm(view)
    ? ""
    : html`<section class="group"><h2>${texts.problems}</h2>${problemList(view)}</section>`
}
${isCalm(view) ? "" : insightsSection(view)}`;
}

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

function outageList({ outages, zone, language }: DashboardView): Html | string {
  if (outages.length === 0) return "";
  return html`<div class="state trouble stops">${outages.map(outage => html`<p>${outageSentence(outage, zone, language)}</p>`)}</div>`;
}

/** What is not sealed as it should be, what Krug has given up, and messages it could not handle: a coordinator has to look. */
function undoneList({ givenUp, deadLetters, keeping, language }: DashboardView): Html | string {
  if (givenUp.length === 0 && deadLetters === 0 && keeping === null) return "";
  const link = ({ page, url }: DashboardView["givenUp"][number]) =>
    url === null ? "" : html` <a href="${url}">${page}</a>`;
  return html`<div class="state trouble stops">${keeping === null ? "" : html`<p>${keepingSentence(keeping, language)}</p>`}${givenUp.map(
    entry => html`<p>${givenUpSentence(entry.what, entry.why, language)}${link(entry)}</p>`,
  )}${deadLetters === 0 ? "" : html`<p>${deadLettersSentence(deadLetters, language)}</p>`}</div>`;
}

/** What programmes wait for: what a coordinator has to see to, or what comes by itself. */
function waitList({ waits, all, language }: DashboardView, which: "waitsForYou" | "comesNext"): Html | string {
  const own = waits.filter(wait => wait.isForCoordinator === (which === "waitsForYou"));
  if (own.length === 0) return "";
  const item = ({ says, url, approve = [] }: DashboardView["waits"][number]) =>
    html`<li><a href="${url}">${says}</a>${approve.map(on => html` ${actLink("approve", on, language)}`)}</li>`;
  const rest = folded(own, { first: MOST_AT_ONCE, item, summary: count => moreLines(count, language), all });
  return html`<section class="waits"><h2>${dashboardTexts(language)[which]}</h2><div class="panel"><ul class="problems">${own.slice(0, MOST_AT_ONCE).map(item)}</ul>${rest}</div></section>`;
}

/** No list shows more than so many without being asked. */
const MOST_AT_ONCE = 12;
const SESSIONS_FIRST = 5;

function sessionsSection(view: DashboardView, first: number): Html {
  const texts = dashboardTexts(view.language);
  const rest = view.sessions.slice(first);
  return html`<section><div><h2>${texts.comingSessions}</h2>${zones(view)}</div>${sessionDays({ ...view, sessions: view.sessions.slice(0, first) })}${
    rest.length === 0
      ? ""
      : html`<details><summary>${moreLines(rest.length, view.language)}</summary>${sessionDays({ ...view, sessions: rest })}</details>`
  }</section>`;
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

function problemList({ problems, all, language }: DashboardView): Html {
  if (problems.length === 0) return html`<p class="empty">${dashboardTexts(language).noProblems}</p>`;
  const item = ({ page, url, source, says }: DashboardView["problems"][number]) =>
    html`<li class="problem"><span class="quiet">${sourceName(source, language)}</span><a href="${url}">${page}</a>
<ul>${says.split("\n").map(line => html`<li>${line}</li>`)}</ul></li>`;
  const rest = folded(problems, { first: PROBLEMS_SHOWN, item, summary: count => morePages(count, language), all });
  return html`<div class="panel"><ul class="problems">${problems.slice(0, PROBLEMS_SHOWN).map(item)}</ul>${rest}</div>`;
}
