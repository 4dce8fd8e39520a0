import { html } from "hono/html";
import type { Change } from "../changes.ts";
import { clockOf, dayOf } from "../notionView.ts";
import type { Passed } from "../session.ts";
import { type Html, page, type Reader } from "./layout.ts";

const KINDS = [
  ["mail", "Mails"],
  ["event", "Events"],
  ["page", "Pages"],
  ["form", "Answers"],
  ["figure", "Figures"],
] as const;

/** So many of a kind are shown; the rest are behind a fold. */
const SHOWN = 12;

/** What changed when the clock was last moved, and the times before. */
export function changedPage(reader: Reader, place = 0): Html {
  const { session } = reader;
  const passed = session.passed[place];
  if (passed === undefined)
    return page(
      reader,
      "Changes",
      html`<h1>Changes</h1><p class="empty">Nothing yet. Change something, then move the clock: what Krug made of it stands here.</p>`,
    );
  return page(
    reader,
    "Changes",
    html`<h1>What changed</h1>
<p class="lead">${summary(passed, session.zone)}</p>
${failures(passed)}
${KINDS.map(([about, heading]) =>
  section(
    heading,
    passed.changes.filter(change => change.about === about),
  ),
)}
${
  session.passed.length > 1
    ? html`<section><h2>Before that</h2><ul class="rows">${session.passed.map((one, index) =>
        index === place
          ? ""
          : html`<li><a href="/changes?of=${index}">${when(one.from, session.zone)} to ${when(one.to, session.zone)}</a> <span class="quiet">${one.changes.length} changes</span></li>`,
      )}</ul></section>`
    : ""
}`,
  );
}

function when(at: number, zone: string): string {
  return `${dayOf(at, zone)}, ${clockOf(at, zone)}`;
}

/** What happened in a sentence or two. */
function summary(passed: Passed, zone: string): string {
  const { notion, google } = passed.outcome.requests;
  const runs = passed.runs === 1 ? "Krug looked once" : `Krug looked ${passed.runs} times`;
  const changes =
    passed.changes.length === 0
      ? "Nothing changed: nothing was written, and nobody was mailed."
      : `${passed.changes.length} ${passed.changes.length === 1 ? "thing is" : "things are"} otherwise now.`;
  return `From ${when(passed.from, zone)} to ${when(passed.to, zone)}. ${runs}, with ${notion} requests to Notion and ${google} to Google. ${changes}`;
}

function failures({ outcome }: Passed): Html | string {
  const all = [...new Set(outcome.failed)];
  if (all.length === 0) return "";
  return html`<section class="trouble"><h2>What could not be done</h2><ul>${all
    .slice(0, 8)
    .map(
      one => html`<li>${one}</li>`,
    )}</ul><p class="quiet">Krug tries again at its next look. <a href="/trouble">Trouble that was ordered</a></p></section>`;
}

function section(heading: string, changes: readonly Change[]): Html | string {
  if (changes.length === 0) return "";
  const [shown, more] = [changes.slice(0, SHOWN), changes.slice(SHOWN)];
  return html`<section><h2>${heading} <span class="count">${changes.length}</span></h2>
<ul class="rows">${shown.map(row)}</ul>${
    more.length === 0
      ? ""
      : html`<details><summary>${more.length} more</summary><ul class="rows">${more.map(row)}</ul></details>`
  }</section>`;
}

function row(change: Change): Html {
  const title =
    change.href === null ? html`<strong>${change.title}</strong>` : html`<a href="${change.href}">${change.title}</a>`;
  return html`<li>${title} ${change.says}${
    change.lines.length === 0
      ? ""
      : html`<div class="diff">${change.lines.map(line =>
          line.sign === "+" ? html`<ins>${line.text}</ins>` : html`<del>${line.text}</del>`,
        )}</div>`
  }</li>`;
}
