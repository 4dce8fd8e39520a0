import { html, raw } from "hono/html";
import { LANGUAGES, type Language } from "../core/domain/values/language.ts";
import type { ActKind } from "../core/plan/acts/act.ts";
import { actTexts } from "../text/operating/acts.ts";
import { dashboardTexts } from "../text/operating/dashboard.ts";
import { type Closed, signInTexts } from "../text/operating/signIn.ts";
import { optionName } from "../text/phrases/names.ts";

export type Html = ReturnType<typeof html>;

/** How the reader got in, and what of that the page says. */
export interface Way {
  canSignOut: boolean;
  isTokenShort: boolean;
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

/** A whole page around its body: plain HTML, no script, readable on a phone. */
export function page(language: Language, body: Html): Html {
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

export const MARK = raw(
  '<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><circle cx="9" cy="12" r="6"/><circle cx="15" cy="12" r="6"/></svg>',
);

/** Under a fold so many more are shown at most; the address of all of them stands below. */
const MOST_FOLDED = 16;

/** How a list is folded. `all` is where all of it stands; null where it does here. */
interface Fold<Item> {
  first: number;
  item: (one: Item) => Html;
  summary: (count: number) => string;
  all: string | null;
}

/** What of a list comes after those shown at first, to be opened; empty where nothing does. */
export function folded<Item>(items: readonly Item[], { first, item, summary, all }: Fold<Item>): Html | string {
  const rest = items.slice(first);
  if (rest.length === 0) return "";
  const isCut = all !== null && rest.length > MOST_FOLDED;
  const more = isCut ? html`<p class="quiet"><a href="${all}">${summary(rest.length - MOST_FOLDED)}</a></p>` : "";
  return html`<details><summary>${summary(rest.length)}</summary><ul>${(isCut ? rest.slice(0, MOST_FOLDED) : rest).map(item)}</ul>${more}</details>`;
}

/** The way to an act of a coordinator's, which is shown before it is done. */
export function actLink(kind: ActKind, on: string, language: Language): Html {
  return html`<a class="quiet" href="/act?kind=${kind}&on=${encodeURIComponent(on)}">${actTexts(language).do[kind]}</a>`;
}

/** What stands below every page: the languages it can be read in, and the way out. */
export function footer(language: Language, notes: string, { canSignOut }: Pick<Way, "canSignOut">): Html {
  const link = (to: Language) =>
    html`<li><a href="?lang=${to}" lang="${to}" hreflang="${to}"${to === language ? raw(' aria-current="true"') : ""}>${optionName("people", "language", to, to)}</a></li>`;
  return html`<footer><p>${notes}</p><nav aria-label="${dashboardTexts(language).language}"><ul>${LANGUAGES.map(link)}</ul></nav>${
    canSignOut
      ? html`<form method="post" action="/sign-out"><button class="plain">${signInTexts(language).signOut}</button></form>`
      : ""
  }</footer>`;
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
.figures > section:not(.group) { display: grid; gap: .75rem; min-width: 0; } .side section, .programme { display: grid; gap: .75rem; min-width: 0; } .programme { gap: 1.5rem; } .programme + .programme { border-top: 1px solid var(--line); padding-top: 2rem; }
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
footer ul { display: flex; flex-wrap: wrap; gap: .35rem 1.25rem; padding-top: .75rem; } footer [aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
.find { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; padding-bottom: .6rem; font-size: .9rem; } .find input { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--rest); border-radius: .4rem; padding: .3rem .5rem; max-width: 100%; } .find button { font: inherit; border: 1px solid var(--rest); background: var(--card); color: inherit; border-radius: .4rem; padding: .3rem .7rem; cursor: pointer; }
.files { display: flex; flex-wrap: wrap; gap: .25rem 1rem; font-size: .85rem; color: var(--quiet); }
.head { display: grid; gap: .35rem; } .headline { font-size: 1rem; } .crumb { font-size: .85rem; color: var(--quiet); }
.brief { background: var(--card); border: 1px solid var(--line); border-radius: .65rem; padding: 1rem 1.1rem; display: grid; gap: .75rem; }
.five { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(7rem, 100%), 1fr)); gap: .9rem 1rem; } .five > div { display: grid; gap: .1rem; align-content: start; min-width: 0; }
.five dt { font-size: .8rem; color: var(--quiet); } .five dd.value { font-size: 1.35rem; }
footer { color: var(--quiet); font-size: .85rem; padding-top: 2rem; padding-bottom: 2.5rem; max-width: 76rem; }
.closed { max-width: 34rem; margin: 20vh auto 0; padding: 0 1.25rem; display: grid; gap: .75rem; border: 0; }
.closed form { display: grid; gap: .4rem; } .closed label { font-size: .85rem; color: var(--quiet); }
.closed input { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--rest); border-radius: .5rem; padding: .55rem .75rem; }
.closed button { font: inherit; font-weight: 600; color: var(--card); background: var(--accent); border: 0; border-radius: .5rem; padding: .55rem 1rem; margin-top: .4rem; cursor: pointer; }
button.plain { font: inherit; font-size: .85rem; color: var(--quiet); background: none; border: 0; padding: .5rem 0 0; text-decoration: underline; text-underline-offset: .2em; cursor: pointer; }
@media (min-width: 60rem) { .held, .waits { grid-column: 1 / -1; } main:not(.closed, .alone) { grid-template-columns: minmax(0, 1fr) 22rem; gap: 2.5rem; padding-top: 1.5rem; } header, main, footer { padding-left: 2rem; padding-right: 2rem; } }
header .stops { width: 100%; } @media (min-width: 40rem) { .state:not(.stops) { text-align: right; } }
@media (max-width: 30rem) { .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); } .card { padding: .75rem .8rem; } .value { font-size: 1.4rem; } h4 { font-size: .8rem; letter-spacing: -.01em; } .met { border-spacing: 1px; } .met th, .met td { width: 1.4rem; min-width: 1.4rem; height: 1.5rem; } .met tbody th { padding-right: .4rem !important; max-width: 7rem; overflow: hidden; text-overflow: ellipsis; } th, td { padding: .55rem .5rem; } tr > :first-child { padding-left: .8rem; } tr > :last-child { padding-right: .8rem; } }
@media print { body { background: #fff; } .panel, .card { break-inside: avoid; } }
`;
