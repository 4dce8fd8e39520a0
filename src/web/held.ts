import { html } from "hono/html";
import { goTexts, heldReason, moreLines } from "../text/operating/massChangeGuard.ts";
import { dayAndTime } from "../text/phrases/when.ts";
import type { DashboardView } from "./view.ts";

type Html = ReturnType<typeof html>;

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
