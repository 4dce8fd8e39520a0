import { isEmail } from "../calendar/eventDraft.ts";
import { parseDate } from "../calendar/zones.ts";
import { mayAnswer } from "../drive/permissions.ts";
import { ApiError } from "../errors.ts";
import type { GoogleState } from "../state.ts";
import { type FormRecord, type Item, markWatches, type Question, questionsOf, type StoredResponse } from "./model.ts";

/** What a person fills in. */
export interface Submission {
  /** Who is signed in; or what is typed where the form asks for that. */
  respondentEmail?: string;
  answers: Record<string, string[]>;
  /** Edits the response that has this id. */
  responseId?: string;
}

/**
 * Submits a form as a person would on its page; gives back what is stored.
 * @throws ApiError 400, 403 or 404 that says why the page would not have let them.
 */
export function submit(state: GoogleState, formId: string, submission: Submission): StoredResponse {
  const form = state.forms.get(formId);
  if (form === undefined) throw refusal(404, "the form does not exist");
  if (form.publishState !== null) {
    if (!form.publishState.isPublished) throw refusal(403, "the form is not published");
    if (!form.publishState.isAcceptingResponses) throw refusal(403, "the form does not accept responses");
  }
  if (!mayAnswer(state, form, submission.respondentEmail?.toLowerCase() ?? null))
    throw refusal(
      403,
      submission.respondentEmail === undefined
        ? "the form asks people to sign in, for it is not open to everybody"
        : `${submission.respondentEmail} may not answer the form`,
    );
  const respondentEmail = readRespondent(state, form, submission.respondentEmail);
  const answers = readAnswers(form, submission.answers);
  const now = state.clock.now();
  const { responseId } = submission;
  const old = responseId === undefined ? undefined : form.responses.get(responseId);
  if (responseId !== undefined && old === undefined) throw refusal(404, "there is no such response");
  const response: StoredResponse = {
    responseId: old?.responseId ?? `ACYDBN${state.identifiers.text(60)}`,
    createTime: old?.createTime ?? now,
    lastSubmittedTime: now,
    respondentEmail: respondentEmail ?? old?.respondentEmail ?? null,
    answers,
  };
  form.responses.set(response.responseId, response);
  markWatches(state, form.id, "RESPONSES");
  return response;
}

function readRespondent(state: GoogleState, form: FormRecord, email: string | undefined): string | null {
  switch (form.settings.emailCollectionType) {
    case "VERIFIED":
      if (email === undefined) throw refusal(403, "the form asks people to sign in");
      if (!state.accounts.has(email)) throw refusal(403, `${email} is no account, so nobody can be signed in as it`);
      return email;
    case "RESPONDER_INPUT":
      if (email === undefined) throw refusal(400, "the form asks for an e-mail address");
      if (!isEmail(email)) throw refusal(400, `${email} is not an e-mail address`);
      return email;
    default:
      return null;
  }
}

function readAnswers(form: FormRecord, given: Record<string, string[]>): Record<string, string[]> {
  const questions = questionsOf(form.items);
  const known = new Set(questions.map(({ question }) => question.questionId));
  for (const questionId of Object.keys(given)) {
    if (!known.has(questionId)) throw refusal(400, `the form has no question ${questionId}`);
  }
  const answers: Record<string, string[]> = {};
  for (const { question, item } of questions) {
    const values = (given[question.questionId!] ?? []).filter(value => value !== "");
    if (values.length === 0) {
      if (question.required === true) throw refusal(400, `question ${question.questionId} must be answered`);
      continue;
    }
    for (const value of values) {
      if (typeof value !== "string") throw refusal(400, `answers are lists of strings`);
      const fault = faultOf(question, item, value);
      if (fault !== null) throw refusal(400, `question ${question.questionId}: ${JSON.stringify(value)} ${fault}`);
    }
    if (values.length > 1 && !takesSeveral(question, item)) {
      throw refusal(400, `question ${question.questionId} takes one answer`);
    }
    if (new Set(values).size < values.length) throw refusal(400, `question ${question.questionId}: an answer twice`);
    answers[question.questionId!] = values;
  }
  return answers;
}

function takesSeveral(question: Question, item: Item): boolean {
  return (question.choiceQuestion ?? item.questionGroupItem?.grid?.columns)?.type === "CHECKBOX";
}

/** Why a question does not take a value, or null. */
function faultOf(question: Question, item: Item, value: string): string | null {
  const { scaleQuestion, ratingQuestion, dateQuestion, timeQuestion } = question;
  const choice = question.choiceQuestion ?? (question.rowQuestion && item.questionGroupItem?.grid?.columns);
  if (choice !== undefined) {
    const isOffered = choice.options.some(option => option.value === value || option.isOther === true);
    return isOffered ? null : "is not among the options";
  }
  if (scaleQuestion !== undefined) return rangeFault(value, scaleQuestion.low ?? 0, scaleQuestion.high);
  if (ratingQuestion !== undefined) return rangeFault(value, 1, ratingQuestion.ratingScaleLevel);
  if (dateQuestion !== undefined) {
    const { includeTime, includeYear } = dateQuestion;
    const form = `${includeYear === true ? "\\d{4}-" : ""}\\d{2}-\\d{2}${includeTime === true ? " \\d{2}:\\d{2}" : ""}`;
    if (!new RegExp(`^${form}$`).test(value)) return "is not a date as the question asks for it";
    const date = value.split(" ")[0]!;
    return parseDate(includeYear === true ? date : `2024-${date}`) === null ? "is no day of the calendar" : null;
  }
  if (timeQuestion !== undefined) {
    if (timeQuestion.duration === true) return /^\d{1,2}:[0-5]\d:[0-5]\d$/.test(value) ? null : "is not a duration";
    return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(value) ? null : "is not a time of day";
  }
  return question.textQuestion?.paragraph !== true && value.includes("\n") ? "has more than one line" : null;
}

function rangeFault(value: string, low: number, high: number): string | null {
  const number = Number(value);
  return /^\d+$/.test(value) && number >= low && number <= high ? null : `is not between ${low} and ${high}`;
}

function refusal(status: number, reason: string): ApiError {
  return new ApiError(status, reason, { error: reason });
}
