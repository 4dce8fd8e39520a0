import { html, raw } from "hono/html";
import type { Language } from "../core/domain/values/language.ts";
import { localDate } from "../core/domain/values/time.ts";
import { chatRefused } from "../text/figures/chatNews.ts";
import { dashboardTexts, lastRunSentence, morePages, zoneNote } from "../text/operating/dashboard.ts";
import { keepingSentence } from "../text/operating/keeping.ts";
import { outageSentence } from "../text/operating/outages.ts";
import { type Closed, signInTexts } from "../text/operating/signIn.ts";
import { silentSentence } from "../text/operating/silence.ts";
import { sourceName } from "../text/phrases/names.ts";
import { cityOf, clockRange, dayHeading } from "../text/phrases/when.ts";
import { deadLettersSentence, givenUpSentence } from "../text/problems/givenUp.ts";
import { whoSection } from "./coordinators.ts";
import { programmeSection } from "./figures.ts";
import { heldSection, insightsSection } from "./insights.ts";
import type { DashboardView } from "./view.ts";

type Html = ReturnType<typeof html>;

/** The page of figures and coming sessions: plain HTML, no script, readable on a phone. `way` is how the reader got in. */
export function dashboardPage(view: DashboardView, way = { canSignOut: false, isTokenShort: false }): Html {
  const texts = dashboardTexts(view.language);
  return page(
    view.language,
    html`<header><h1>${MARK}${texts.title}</h1>${state(view)}${outageList(view)}${undoneList(view)}</header>
<main${view.isFiguresAlone ? raw(' class="alone"') : ""}>
${way.isTokenShort ? html`<p class="notice">${signInTexts(view.language).shortToken}</p>` : ""}
${heldSection(view)}
${waitsSection(view)}
${whoSection(view)}
${view.outcome === "chat_refused" ? html`<p class="notice">${chatRefused(view.language)}</p>` : ""}
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

/** What programmes wait for: what a coordinator has to see to, and under it what comes by itself. */
function waitsSection({ waits, language }: DashboardView): Html | string {
  const texts = dashboardTexts(language);
  const list = (heading: string, own: DashboardView["waits"]) =>
    own.length === 0
      ? ""
      : html`<section class="waits"><h2>${heading}</h2><ul class="panel">${own.map(({ says, url }) => html`<li><a href="${url}">${says}</a></li>`)}</ul></section>`;
  return html`${list(
    texts.waitsForYou,
    waits.filter(wait => wait.isForCoordinator),
  )}${list(
    texts.comesNext,
    waits.filter(wait => !wait.isForCoordinator),
  )}`;
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

/** The page's style sheet: one column on a phone, what is to come beside the figures where there is room, light and dark. */
const STYLE = `
:root { color-scheme: light dark; --ink: #16191d; --quiet: #5b6470; --line: #e4e6ea; --ground: #f7f7f5; --card: #fff;
  --accent: #24705c; --soft: #93c7b6; --warn: #b4531a; --rest: #c9ced6; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceef1; --quiet: #a0a8b4; --line: #2c3138; --ground: #121417; --card: #1a1d22;
  --accent: #6fc3aa; --soft: #3d7766; --warn: #f0a06a; --rest: #4a515c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere;
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; -webkit-text-size-adjust: 100%; }
header, main, footer { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
h1, h2, h3, h4, p, ul, dl, dd { margin: 0; padding: 0; } ul { list-style: none; }
h1 { font-size: 1.25rem; letter-spacing: -.01em; display: flex; align-items: center; gap: .55rem; }
h2 { font-size: 1.15rem; letter-spacing: -.01em; line-height: 1.3; }
h3 { font-size: .95rem; font-weight: 600; }
h4 { font-size: .85rem; font-weight: 500; color: var(--quiet); line-height: 1.35; }
a { color: inherit; text-decoration-color: var(--rest); text-underline-offset: .2em; } a:hover { text-decoration-color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: .2rem; }
.quiet { color: var(--quiet); font-size: .85rem; }
header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem 1.5rem; padding-top: 1.25rem; padding-bottom: 1rem; }
.mark { width: 1.6rem; height: 1.6rem; fill: none; stroke: var(--accent); stroke-width: 2.4; }
.state p:first-child { font-weight: 500; font-size: .9rem; } .state p:first-child::before { content: ""; display: inline-block; width: .55rem; height: .55rem;
  border-radius: 50%; background: var(--accent); margin-right: .5rem; } .state.trouble p:first-child::before, .stops p::before { background: var(--warn); }
.stops { display: grid; gap: .35rem; padding: .7rem 1rem; border: 1px solid var(--warn); border-radius: .65rem; background: var(--card); } .state.stops p { font-size: .9rem; font-weight: 400; } .state.stops p::before { display: none; }
.state.unknown p:first-child::before { background: var(--rest); }
main { display: grid; gap: 2rem; padding-top: 1rem; border-top: 1px solid var(--line); }
.side, .figures { display: grid; gap: 2rem; align-content: start; min-width: 0; }
.side section, .programme { display: grid; gap: .75rem; min-width: 0; } .programme { gap: 1.5rem; } .programme + .programme { border-top: 1px solid var(--line); padding-top: 2rem; }
.group { display: grid; gap: .6rem; min-width: 0; }
.panel { background: var(--card); border: 1px solid var(--line); border-radius: .65rem; }
.panel > * { padding: .7rem 1rem; } .panel > * + * { border-top: 1px solid var(--line); }
.held { display: grid; gap: .75rem; min-width: 0; } .held .panel { border-color: var(--warn); } .held form { display: grid; gap: .5rem; justify-items: start; }
.lines { display: grid; gap: .35rem; font-size: .9rem; } .held button { font: inherit; font-weight: 600; color: var(--card); background: var(--accent); border: 0; border-radius: .5rem; padding: .55rem 1rem; cursor: pointer; } .held .warning { color: var(--warn); font-weight: 600; }
main > .notice { grid-column: 1 / -1; } .notice { padding: .7rem 1rem; border: 1px solid var(--accent); border-radius: .65rem; }
.waits { display: grid; gap: .75rem; min-width: 0; } .waits a { text-decoration: none; } .waits a:hover { text-decoration: underline; }
.empty { color: var(--quiet); padding: 1rem; border: 1px dashed var(--line); border-radius: .65rem; font-size: .9rem; }
.day { display: grid; gap: .35rem; } .day + .day { margin-top: 1rem; } .day h3 { font-size: .85rem; }
.session { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); gap: 0 .75rem; }
.session time { font-variant-numeric: tabular-nums; color: var(--quiet); font-size: .85rem; padding-top: .1rem; }
.session > div { min-width: 0; display: grid; gap: .1rem; align-content: start; } .session a:first-child { font-weight: 600; width: fit-content; max-width: 100%; }
.panel > .problems { padding: 0; } .problems > li { padding: .7rem 1rem; } .problems > li + li { border-top: 1px solid var(--line); }
.problem { display: grid; gap: .2rem; } .problem > a { font-weight: 600; width: fit-content; max-width: 100%; }
.problem ul { display: grid; gap: .35rem; font-size: .9rem; } .problem ul:has(li + li) > li { padding-left: .9rem; text-indent: -.9rem; }
.problem ul:has(li + li) > li::before { content: "–"; display: inline-block; width: .9rem; text-indent: 0; color: var(--quiet); }
.insight { display: grid; gap: .3rem; } .insight p { font-size: .9rem; }
summary { cursor: pointer; color: var(--quiet); font-size: .85rem; width: fit-content; } summary:hover { color: var(--ink); }
details[open] > summary { margin-bottom: .6rem; }
.panel > details > ul > li { padding: .7rem 0; } .panel > details > ul > li:last-child { padding-bottom: 0; } .panel > details > ul > li + li { border-top: 1px solid var(--line); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(12.5rem, 100%), 1fr)); gap: .75rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .65rem; padding: .85rem 1rem; display: flex; flex-direction: column; gap: .15rem; min-width: 0; }
.value { font-size: 1.65rem; font-weight: 600; line-height: 1.25; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.value small { font-size: .9rem; font-weight: 500; color: var(--quiet); letter-spacing: 0; }
.change { font-size: .8rem; color: var(--quiet); } .change b { font-weight: 600; font-variant-numeric: tabular-nums; color: var(--ink); }
.change.better b { color: var(--accent); } .change.worse b { color: var(--warn); }
.basis { font-size: .8rem; color: var(--quiet); }
.trend { width: 100%; height: 2.5rem; margin-top: auto; padding-top: .4rem; overflow: visible; }
.trend polyline { fill: none; stroke: var(--accent); stroke-width: 1.75; stroke-linejoin: round; stroke-linecap: round; vector-effect: non-scaling-stroke; }
.trend line { stroke: var(--line); stroke-width: 1; vector-effect: non-scaling-stroke; }
.trend .dot { stroke: var(--accent); stroke-width: 6; stroke-linecap: round; vector-effect: non-scaling-stroke; }
.table { overflow-x: auto; padding: 0 !important; } table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { padding: .55rem 1rem; text-align: right; vertical-align: baseline; font-variant-numeric: tabular-nums; } tr > :first-child { text-align: left; }
thead th { font-size: .8rem; font-weight: 500; color: var(--quiet); } tbody tr { border-top: 1px solid var(--line); } tbody th { font-weight: 500; overflow-wrap: break-word; hyphens: auto; } tr > :not(:first-child) { overflow-wrap: normal; white-space: nowrap; }
td small, thead small { display: block; font-size: .75rem; color: var(--quiet); }
.bar { display: flex; height: .7rem; border-radius: .35rem; overflow: hidden; gap: 2px; } .bar i { display: block; min-width: 3px; }
.done { background: var(--accent); } .on_track { background: var(--soft); } .off_track { background: var(--warn); }
.goals { display: grid; gap: .75rem; padding: 1rem; } .legend { display: flex; flex-wrap: wrap; gap: .35rem 1.5rem; font-size: .9rem; }
.legend li::before { content: ""; display: inline-block; width: .7rem; height: .7rem; border-radius: .2rem; margin-right: .45rem; background: var(--fill); }
.legend .k-done { --fill: var(--accent); } .legend .k-on_track { --fill: var(--soft); } .legend .k-off_track { --fill: var(--warn); }
.legend b { font-variant-numeric: tabular-nums; }
.company > div { display: grid; gap: .5rem; } .company p { font-size: .9rem; } .company .quiet { font-size: .8rem; } .scroll { overflow-x: auto; }
.met { width: auto; border-spacing: 2px; border-collapse: separate; font-size: .8rem; } .met tr, .met tbody tr { border: 0; }
.met tr > * { padding: 0 !important; } .met th, .met td { width: 1.7rem; min-width: 1.7rem; height: 1.7rem; text-align: center !important; vertical-align: middle; border-radius: .25rem; }
.met tbody th { text-align: left !important; width: auto; padding-right: .75rem !important; white-space: nowrap; font-weight: 500; } .met tbody th .quiet { display: inline-block; min-width: 1.3em; text-align: right; margin-right: .3em; }
.met .m0 { background: var(--ground); } .met .m1 { background: color-mix(in srgb, var(--accent) 18%, var(--card)); } .met .m2 { background: color-mix(in srgb, var(--accent) 36%, var(--card)); }
.met .m3 { background: color-mix(in srgb, var(--accent) 62%, var(--card)); } .met .m4 { background: var(--accent); color: var(--card); }
.notes { display: grid; gap: .6rem; font-size: .85rem; max-width: 44rem; } .notes dt { font-weight: 600; } .notes dd { color: var(--quiet); }
footer { color: var(--quiet); font-size: .85rem; padding-top: 2rem; padding-bottom: 2.5rem; max-width: 76rem; }
.closed { max-width: 34rem; margin: 20vh auto 0; padding: 0 1.25rem; display: grid; gap: .75rem; border: 0; }
.closed form { display: grid; gap: .4rem; } .closed label { font-size: .85rem; color: var(--quiet); }
.closed input { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--rest); border-radius: .5rem; padding: .55rem .75rem; }
.closed button { font: inherit; font-weight: 600; color: var(--card); background: var(--accent); border: 0; border-radius: .5rem; padding: .55rem 1rem; margin-top: .4rem; cursor: pointer; }
button.plain { font: inherit; font-size: .85rem; color: var(--quiet); background: none; border: 0; padding: .5rem 0 0; text-decoration: underline; text-underline-offset: .2em; cursor: pointer; }
@media (min-width: 60rem) { .held, .waits { grid-column: 1 / -1; } main:not(.closed, .alone) { grid-template-columns: 22rem minmax(0, 1fr); gap: 2.5rem; padding-top: 1.5rem; } header, main, footer { padding-left: 2rem; padding-right: 2rem; } }
header .stops { width: 100%; } @media (min-width: 40rem) { .state:not(.stops) { text-align: right; } }
@media (max-width: 30rem) { .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); } .card { padding: .75rem .8rem; } .value { font-size: 1.4rem; } h4 { font-size: .8rem; letter-spacing: -.01em; } .met { border-spacing: 1px; } .met th, .met td { width: 1.4rem; min-width: 1.4rem; height: 1.5rem; } .met tbody th { padding-right: .4rem !important; max-width: 7rem; overflow: hidden; text-overflow: ellipsis; } th, td { padding: .55rem .5rem; } tr > :first-child { padding-left: .8rem; } tr > :last-child { padding-right: .8rem; } }
@media print { body { background: #fff; } .panel, .card { break-inside: avoid; } }
`;
