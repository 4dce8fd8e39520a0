import { html, raw } from "hono/html";
import { mayAnswer } from "../../simulators/google/drive/permissions.ts";
import type { FormRecord, Item, Question } from "../../simulators/google/forms/model.ts";
import { type Html, nameOf, page, type Reader } from "./layout.ts";

/** The forms there are. */
export function formsPage(reader: Reader): Html {
  const { session } = reader;
  const forms = [...session.playground.google.state.forms.values()];
  const open = forms.filter(isOpen);
  const list = (some: readonly FormRecord[]) =>
    html`<ul class="rows">${some.map(
      form =>
        html`<li><a href="/forms/${form.responderId}">${form.info.title}</a> <span class="quiet">${form.responses.size === 1 ? "1 answer" : `${form.responses.size} answers`}${isAnonymous(form) ? ", without names" : ""}</span></li>`,
    )}</ul>`;
  const closed = forms.filter(form => !isOpen(form));
  return page(
    reader,
    "Forms",
    html`<h1>Forms</h1>
<p class="lead">People find them by the links in their invitations and letters. A link from a mail fills in the session’s code by itself.</p>
${open.length === 0 ? html`<p class="empty">No form is open.</p>` : list(open)}
${closed.length === 0 ? "" : html`<section><h2>Closed</h2>${list(closed)}</section>`}`,
  );
}

function isOpen({ publishState }: FormRecord): boolean {
  return publishState === null || (publishState.isPublished && publishState.isAcceptingResponses);
}

function isAnonymous({ settings }: FormRecord): boolean {
  return settings.emailCollectionType !== "VERIFIED" && settings.emailCollectionType !== "RESPONDER_INPUT";
}

/** A form's address among those a link may name: its own id, or the one people answer at. */
export function formAt(reader: Reader, id: string): FormRecord | undefined {
  const { forms } = reader.session.playground.google.state;
  return forms.get(id) ?? [...forms.values()].find(form => form.responderId === id);
}

/** A form to fill in. `given` are answers that were given already, or that the link brought along. */
export function formPage(
  reader: Reader,
  form: FormRecord,
  { given, says, isSent }: { given: ReadonlyMap<string, string[]>; says?: string; isSent?: boolean },
): Html {
  const { session, me } = reader;
  const { info } = form;
  const closed = !isOpen(form)
    ? "This form takes no more answers."
    : mayAnswer(session.playground.google.state, form, me)
      ? null
      : `${nameOf(session, me)} is not among those who may answer it.`;
  if (isSent === true)
    return page(
      reader,
      info.title,
      html`<div class="form"><h1>${info.title}</h1><p class="notice" role="status">Your answer is with the form. Krug reads it at its next look: move the clock to see what it makes of it.</p><p><a href="/forms">All forms</a></p></div>`,
    );
  return page(
    reader,
    info.title,
    html`<div class="form"><p class="trail"><a href="/forms">Forms</a></p>
<h1>${info.title}</h1>
${info.description === undefined ? "" : html`<p class="lead pre">${info.description}</p>`}
${
  closed !== null
    ? html`<p class="notice">${closed}</p>`
    : html`<p class="quiet">${isAnonymous(form) ? "Nobody sees who answers." : `You answer as ${nameOf(session, me)}, ${me}.`}</p>
${says === undefined ? "" : html`<p class="notice" role="alert">${says}</p>`}
<form method="post" action="/forms/${form.responderId}" class="stack">
${form.items.map(item => itemField(item, given))}
<p><button>Send</button></p>
</form>`
}</div>`,
  );
}

function itemField(item: Item, given: ReadonlyMap<string, string[]>): Html {
  const help = item.description === undefined ? "" : html`<span class="hint pre">${item.description}</span>`;
  if (item.questionItem !== undefined) {
    const { question } = item.questionItem;
    const name = entryName(question);
    const isOneField = question.textQuestion !== undefined || question.dateQuestion !== undefined;
    const heading = html`${item.title ?? ""}${question.required === true ? html` <span class="must">must be answered</span>` : ""}`;
    const value = given.get(question.questionId ?? "") ?? [];
    if (isOneField)
      return html`<div class="question"><label for="${name}">${heading}</label>${help}${field(question, name, value)}</div>`;
    return html`<fieldset class="question"><legend>${heading}</legend>${help}${field(question, name, value)}</fieldset>`;
  }
  if (item.questionGroupItem !== undefined) {
    const columns = item.questionGroupItem.grid?.columns.options ?? [];
    const isSeveral = item.questionGroupItem.grid?.columns.type === "CHECKBOX";
    return html`<div class="question"><p class="legend">${item.title ?? ""}</p>${help}${item.questionGroupItem.questions.map(
      question =>
        html`<fieldset class="row"><legend>${question.rowQuestion?.title ?? ""}</legend><span class="scale">${columns.map(
          option => choice(question, option.value ?? "", given.get(question.questionId ?? "") ?? [], isSeveral),
        )}</span></fieldset>`,
    )}</div>`;
  }
  if (item.pageBreakItem !== undefined)
    return html`<hr>${item.title === undefined ? "" : html`<h2>${item.title}</h2>`}${help}`;
  return html`<div>${item.title === undefined ? "" : html`<h2>${item.title}</h2>`}${help}</div>`;
}

/** The name of a question's field: as in links that fill a form in. */
function entryName({ questionId = "" }: Question): string {
  return `entry.${Number.parseInt(questionId, 16)}`;
}

function choice(question: Question, value: string, given: readonly string[], isSeveral: boolean): Html {
  return html`<label><input type="${isSeveral ? "checkbox" : "radio"}" name="${entryName(question)}" value="${value}"${given.includes(value) ? raw(" checked") : ""}> ${value}</label>`;
}

function field(question: Question, name: string, given: readonly string[]): Html {
  const [value = ""] = given;
  if (question.textQuestion !== undefined)
    return question.textQuestion.paragraph === true
      ? html`<textarea id="${name}" name="${name}" rows="3">${value}</textarea>`
      : html`<input id="${name}" name="${name}" value="${value}">`;
  if (question.dateQuestion !== undefined)
    return html`<input type="date" id="${name}" name="${name}" value="${value}">`;
  if (question.choiceQuestion !== undefined) {
    const { type, options } = question.choiceQuestion;
    const known = new Set(options.map(option => option.value));
    const other = given.find(one => !known.has(one)) ?? "";
    return html`<span class="choices">${options.map(option =>
      option.isOther === true
        ? html`<label>Other: <input name="${name}" value="${other}"></label>`
        : choice(question, option.value ?? "", given, type === "CHECKBOX"),
    )}</span>`;
  }
  const low = question.scaleQuestion?.low ?? (question.ratingQuestion === undefined ? 0 : 1);
  const high = question.scaleQuestion?.high ?? question.ratingQuestion?.ratingScaleLevel ?? 5;
  const steps = Array.from({ length: high - low + 1 }, (_, index) => String(low + index));
  return html`<span class="scale"><span class="quiet">${question.scaleQuestion?.lowLabel ?? ""}</span>${steps.map(
    step => choice(question, step, given, false),
  )}<span class="quiet">${question.scaleQuestion?.highLabel ?? ""}</span></span>`;
}

/** Answers by question, from a form that was sent or from a link that fills it in. */
export function answersIn(form: FormRecord, sent: URLSearchParams): Map<string, string[]> {
  const questions = form.items.flatMap(item => [
    ...(item.questionItem === undefined ? [] : [item.questionItem.question]),
    ...(item.questionGroupItem?.questions ?? []),
  ]);
  return new Map(
    questions.flatMap(question => {
      const values = sent
        .getAll(entryName(question))
        .map(value => value.replaceAll("\r\n", "\n"))
        .filter(value => value.trim() !== "");
      return values.length === 0 ? [] : [[question.questionId ?? "", values] as const];
    }),
  );
}

/** The question a refusal names, by its title. */
export function inWords(form: FormRecord, refusal: string): string {
  for (const item of form.items)
    for (const question of [item.questionItem?.question, ...(item.questionGroupItem?.questions ?? [])])
      if (question?.questionId !== undefined && refusal.includes(question.questionId))
        return `“${question.rowQuestion?.title ?? item.title ?? ""}” ${refusal
          .slice(refusal.indexOf(question.questionId) + question.questionId.length)
          .replace(/^:/, "")
          .trim()}.`;
  return `The form says: ${refusal}.`;
}
