import { html } from "hono/html";
import { SERVICES, TROUBLES } from "../trouble.ts";
import { type Html, page, type Reader } from "./layout.ts";

/** Where faults are ordered, and lifted. */
export function troublePage(reader: Reader): Html {
  const { notion, google } = reader.session.playground;
  const isOrdered = notion.faults.pending() + google.faults.pending() > 0;
  return page(
    reader,
    "Trouble",
    html`<h1>Trouble</h1>
<p class="lead">Put a service out of order, then move the clock. Krug is to write nothing twice, mail nobody twice, and catch up once all is well.</p>
${
  isOrdered
    ? html`<form method="post" action="/trouble/lift" class="notice line"><input type="hidden" name="back" value="/trouble"><span>Trouble is ordered, and strikes when Krug next asks.</span> <button>All is well again</button></form>`
    : html`<p class="empty">All is well.</p>`
}
<div class="troubles">${Object.entries(SERVICES).map(
      ([service, name]) =>
        html`<section><h2>${name}</h2><ul class="rows">${Object.entries(TROUBLES).map(
          ([trouble, { name: what, about }]) =>
            html`<li><form method="post" action="/trouble" class="line"><input type="hidden" name="back" value="/trouble"><input type="hidden" name="service" value="${service}"><input type="hidden" name="trouble" value="${trouble}"><button class="plain">${name} ${what}</button></form><span class="quiet">${about}</span></li>`,
        )}</ul></section>`,
    )}</div>`,
  );
}
