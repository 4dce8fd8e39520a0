import type { Answer, Call } from "../call.ts";
import { formsNotFound, invalidArgument } from "../errors.ts";
import type { GoogleState } from "../state.ts";
import { openForm } from "./forms.ts";
import type { FormRecord, StoredResponse } from "./model.ts";

type Json = Record<string, unknown>;

const LARGEST_PAGE = 5000;
const FILTER = /^timestamp\s*(>=|>)\s*"?(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z)"?$/;

/** forms.responses.list: in no promised order, filtered by when they were submitted. */
export function listResponses(call: Call): Answer {
  const { state, query } = call;
  const form = openForm(call);
  const filter = query.text("filter") ?? "";
  const after = readPageToken(query.text("pageToken"), form, filter);
  const asked = query.number("pageSize") ?? 0;
  if (asked < 0) throw invalidArgument("pageSize must not be negative.");
  const size = Math.min(asked === 0 ? LARGEST_PAGE : asked, LARGEST_PAGE, state.listPageLimit);
  const passes = readFilter(state, filter);
  const ids = [...form.responses.keys()].sort();
  const found = ids
    .map(id => form.responses.get(id)!)
    .filter(response => response.responseId > after && passes(response));
  const page = found.slice(0, size);
  const body: Json = {};
  if (page.length > 0) body.responses = page.map(response => renderResponse(form, response));
  if (found.length > size) body.nextPageToken = writePageToken(form, filter, page.at(-1)!.responseId);
  return { body };
}

/** forms.responses.get */
export function getResponse(call: Call): Answer {
  const form = openForm(call);
  const response = form.responses.get(call.path[1]!);
  if (response === undefined) throw formsNotFound();
  return { body: { formId: form.id, ...renderResponse(form, response) } };
}

/** The JSON of a response; questions without an answer are absent. */
export function renderResponse(form: FormRecord, response: StoredResponse): Json {
  const answers: Json = {};
  for (const [questionId, values] of Object.entries(response.answers)) {
    if (values.length === 0) continue;
    answers[questionId] = { questionId, textAnswers: { answers: values.map(value => ({ value })) } };
  }
  const collects = (form.settings.emailCollectionType ?? "DO_NOT_COLLECT") !== "DO_NOT_COLLECT";
  return {
    responseId: response.responseId,
    createTime: new Date(response.createTime).toISOString(),
    lastSubmittedTime: microseconds(response),
    ...(collects && response.respondentEmail !== null ? { respondentEmail: response.respondentEmail } : {}),
    ...(Object.keys(answers).length === 0 ? {} : { answers }),
  };
}

/** The last submission's time to the microsecond, as Forms writes it; when it was first made it says to the millisecond. */
function microseconds(response: StoredResponse): string {
  const micros = String(beyondMilliseconds(response)).padStart(3, "0");
  return new Date(response.lastSubmittedTime).toISOString().replace("Z", `${micros}Z`);
}

function beyondMilliseconds({ responseId, lastSubmittedTime }: StoredResponse): number {
  let sum = lastSubmittedTime % 997;
  for (const letter of responseId) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1000;
  return sum;
}

/** A text's instant in microseconds. */
function microsecondsOf(text: string): number {
  const beyond = /\.\d{3}(\d{1,3})/.exec(text)?.[1] ?? "";
  return Date.parse(text) * 1000 + Number(beyond.padEnd(3, "0"));
}

function readFilter(state: GoogleState, filter: string): (response: StoredResponse) => boolean {
  if (filter === "") return () => true;
  const match = FILTER.exec(filter.trim());
  const instant = match === null ? Number.NaN : microsecondsOf(match[2]!);
  if (match === null || Number.isNaN(instant)) throw invalidArgument(`Invalid filter: ${filter}`);
  // A filter that says no more than milliseconds means the whole of one.
  const isExact = /\.\d{4,}Z/.test(match[2]!);
  const at = (response: StoredResponse) =>
    state.switches.formsFilterOn === "first"
      ? response.createTime * 1000
      : response.lastSubmittedTime * 1000 + (isExact ? beyondMilliseconds(response) : 0);
  return match[1] === ">" ? response => at(response) > instant : response => at(response) >= instant;
}

function writePageToken(form: FormRecord, filter: string, after: string): string {
  return btoa(JSON.stringify([form.id, filter, after]));
}

function readPageToken(token: string | null, form: FormRecord, filter: string): string {
  if (token === null || token === "") return "";
  try {
    const [formId, sameFilter, after] = JSON.parse(atob(token)) as string[];
    if (formId === form.id && sameFilter === filter) return after!;
  } catch {
    // Falls through to the refusal that any other wrong token gets.
  }
  throw invalidArgument("Invalid page token.");
}
