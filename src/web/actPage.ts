import { html } from "hono/html";
import type { Language } from "../core/domain/values/language.ts";
import type { KeptAct } from "../store/runs/acts.ts";
import { actNote, actSentence, actState, actTexts, actTold, otherwiseSentence } from "../text/operating/acts.ts";
import { type Asked, canUndo, type ShownProposal } from "./acts.ts";
import { page } from "./frame.ts";

type Html = ReturnType<typeof html>;

/** The page of an act before it is done: what it does, whom it mails, and the one button; or why there is none. */
export function actPage(asked: Exclude<Asked, { is: "asked" | "wrong" }>, language: Language): Html {
  const texts = actTexts(language);
  const back = html`<p><a href="/">${texts.back}</a></p>`;
  if (!("proposal" in asked))
    return page(
      language,
      html`<main class="closed"><h1>${texts.heading}</h1><p>${asked.is === "nothing" ? texts.nothing : texts.notYours}</p>${back}</main>`,
    );
  const { proposal } = asked;
  const { kind, on, id, seen, pages, told, toldCount, changed } = proposal;
  const note = actNote(kind, language);
  const isHeld = kind === "go" || toldCount > 0;
  return page(
    language,
    html`<main class="closed"><h1>${actSentence(kind, pages, language)}</h1>
${changed.length === 0 ? "" : html`<p class="warning">${texts.changed}</p>${changedList(changed, language)}`}
<p>${actTold(told, toldCount, language)}</p>
${note === null ? "" : html`<p>${note}</p>`}${isHeld ? html`<p class="quiet">${texts.held}</p>` : ""}
<form method="post" action="/act"><input type="hidden" name="id" value="${id}"><input type="hidden" name="kind" value="${kind}"><input type="hidden" name="on" value="${on}"><input type="hidden" name="seen" value="${seen}"><button>${texts.confirm}</button></form>${back}</main>`,
  );
}

/** What was done from here, the last first: who, when, what, what became of it, and the way back while there is one. */
export function actsPage(
  acts: readonly { act: KeptAct; pages: string[]; changed: ShownProposal["changed"] }[],
  { isLate, wallNow }: { isLate: boolean; wallNow: number },
  language: Language,
): Html {
  const texts = actTexts(language);
  const item = ({ act, pages, changed }: (typeof acts)[number]) => {
    const isWaiting = act.state === "held" && act.dueAt > wallNow;
    const way = isWaiting ? texts.takeBack : canUndo(act) ? texts.undo : null;
    return html`<li><p>${actSentence(act.kind, pages, language)}</p>
<p class="quiet">${momentOf(act.askedAt)} · ${act.who || act.by || texts.somebody} · ${actState(act.state, momentOf(act.dueAt), language)}</p>
${changedList(changed, language)}${
  way === null
    ? ""
    : html`<form method="post" action="/act/back"><input type="hidden" name="id" value="${act.id}"><button class="plain">${way}</button></form>`
}</li>`;
  };
  return page(
    language,
    html`<main class="alone"><h1>${texts.heading}</h1>${isLate ? html`<p class="notice">${texts.late}</p>` : ""}
${acts.length === 0 ? html`<p class="empty">${texts.none}</p>` : html`<ul class="panel">${acts.map(item)}</ul>`}<p><a href="/">${texts.back}</a></p></main>`,
  );
}

function changedList(changed: ShownProposal["changed"], language: Language): Html | string {
  if (changed.length === 0) return "";
  return html`<ul class="lines">${changed.map(({ otherwise, page: title }) => html`<li>${otherwiseSentence(otherwise, title, language)}</li>`)}</ul>`;
}

/** In UTC: "2027-01-11 08:05". */
function momentOf(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace("T", " ");
}
