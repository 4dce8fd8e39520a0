import { forms_v1 } from "googleapis/build/src/apis/forms/v1.js";
import { Failure } from "../core/domain/values/failure.ts";
import { type Unforeseen, understood } from "../core/domain/values/guarded.ts";
import { type Instant, parseInstant } from "../core/domain/values/time.ts";
import { type FormQuestion, type FormSpec, itemIdOf } from "../core/rules/surveys/form.ts";
import type { FoundQuestion } from "../core/rules/surveys/formLook.ts";
import { type GoogleAccess, GoogleClient, optionsOf } from "./client.ts";

/** What of a form is to be left as people made it, and what is to be said anew. */
interface Filling {
  /** Keys of items that are not put back where they are gone: people took them out. */
  leftOut?: ReadonlySet<string>;
  /** Items that are there get the spec's words too: the language is another. */
  isReworded?: boolean;
}

/** What a form says of itself. */
export interface FoundForm {
  responderUri: string;
  /** From before publishing had settings: whoever has its link may answer. */
  isLegacy: boolean;
  /** Published, and takes answers. */
  isOpen: boolean;
  /** The rows of its grid, in order. */
  rows: string[];
  questions: FoundQuestion[];
  description: string;
  /** Whether and how it asks for addresses; null where Google does not say. */
  emailCollection: string | null;
}

/** One submission, as Google keeps it. */
export interface FormResponse {
  responseId: string;
  /** The last submission: an edit moves it. */
  submittedAt: Instant;
  /** As Google wrote it, for the next reading. */
  submittedAtText: string;
  /** Null where the form asks for none. */
  email: string | null;
  /** Texts by question id; a question not answered is absent. */
  answers: Record<string, string[]>;
}

/** A watch as Forms keeps it: its id, and when it ends. */
interface OpenWatch {
  watchId: string;
  expiresAt: Instant;
}

/** Of 5000 at most: some 1 MB, so that all answers of a year are never held at once. */
const RESPONSES_A_PAGE = 1000;

/** Google Forms, as the person who is signed in. */
export class GoogleForms {
  /** What was read so far and could not be understood. */
  readonly unread: Unforeseen[];
  readonly #api: GoogleClient<forms_v1.Forms>;

  constructor(access: GoogleAccess) {
    const api = new forms_v1.Forms(optionsOf(access));
    this.#api = new GoogleClient(access, () => api);
    this.unread = this.#api.unread;
  }

  /**
   * Creates an empty form and returns its id and address. Only the titles can be given here; questions follow (`fill`),
   * then publishing (`publish`). Not idempotent, and forms can't be searched: a doubtful answer leaves at most an empty,
   * unpublished form that nobody has a link to.
   */
  async create(spec: FormSpec): Promise<{ formId: string; responderUri: string }> {
    const form = await this.#api.call(
      client =>
        client.forms.create({ requestBody: { info: { title: spec.title, documentTitle: spec.documentTitle } } }),
      "write",
    );
    if (!form.formId || !form.responderUri)
      throw new Failure("in_doubt", "google", "Google created a form and did not say which");
    return { formId: form.formId, responderUri: form.responderUri };
  }

  /**
   * Brings a form's description, settings and questions to what the spec says, all at once or not at all. Items already there
   * are left as they are, those missing are added in their places; run twice it adds nothing twice, for the ids are ours.
   */
  async fill(formId: string, spec: FormSpec, filling: Filling = {}): Promise<void> {
    const form = await this.#api.call(client => client.forms.get({ formId }), "read");
    const places = new Map((form.items ?? []).map((item, index) => [item.itemId ?? "", { item, index }]));
    const requests: forms_v1.Schema$Request[] = [
      {
        updateFormInfo: { info: { title: spec.title, description: spec.description }, updateMask: "title,description" },
      },
      {
        updateSettings: { settings: { emailCollectionType: spec.emailCollection }, updateMask: "emailCollectionType" },
      },
    ];
    // Changes first, by the places items have now; what is added afterwards moves those behind it.
    const added: forms_v1.Schema$Request[] = [];
    let place = 0;
    for (const item of spec.items) {
      const wanted = formItem(item);
      const existing = places.get(wanted.itemId ?? "");
      if (existing === undefined && filling.leftOut?.has(keyOf(item))) continue;
      if (existing === undefined) added.push({ createItem: { item: wanted, location: { index: place } } });
      else if (filling.isReworded || (item.type === "grid" && rowsOf(existing.item) < item.rows.length)) {
        const updateMask =
          item.type === "grid" ? "title,description,questionGroupItem" : "title,description,questionItem";
        requests.push({ updateItem: { item: wanted, location: { index: existing.index }, updateMask } });
      }
      place += 1;
    }
    await this.#api.call(
      client => client.forms.batchUpdate({ formId, requestBody: { requests: [...requests, ...added] } }),
      "write",
    );
  }

  /** A form as it is; null when it is no longer there. @throws Failure `unauthorised` for one that may not be opened. */
  async read(formId: string): Promise<FoundForm | null> {
    const form = await this.#api.callUnlessGone(client => client.forms.get({ formId }), "read");
    if (form === null) return null;
    const items = form.items ?? [];
    const grid = items.find(item => item.questionGroupItem !== undefined);
    const { isPublished, isAcceptingResponses } = form.publishSettings?.publishState ?? {};
    return {
      responderUri: form.responderUri ?? "",
      isLegacy: form.publishSettings === undefined,
      // Forms made before publishing had settings have none, and take answers.
      isOpen: form.publishSettings === undefined || (isPublished === true && isAcceptingResponses === true),
      description: form.info?.description ?? "",
      emailCollection: form.settings?.emailCollectionType ?? null,
      rows: (grid?.questionGroupItem?.questions ?? []).flatMap(question => question.rowQuestion?.title ?? []),
      questions: items.flatMap(item =>
        [...(item.questionGroupItem?.questions ?? []), item.questionItem?.question ?? []].flat().map(foundQuestion),
      ),
    };
  }

  /**
   * Opens a form for answers: forms made by the API are unpublished until told otherwise
   * (docs/facts/google-forms.md#making-a-form).
   */
  async publish(formId: string): Promise<void> {
    await this.#api.call(
      client =>
        client.forms.setPublishSettings({
          formId,
          requestBody: {
            publishSettings: { publishState: { isPublished: true, isAcceptingResponses: true } },
            updateMask: "publishState",
          },
        }),
      "write",
    );
  }

  /**
   * The submissions at or after a time, to the end, some at a time and in no order. Those of exactly that time come again: drop
   * repeats by id and time. Which submission the filter goes by, first or last, is contested: a reading without `since` shows every edit.
   */
  async *responses(formId: string, since: string | null): AsyncGenerator<FormResponse[]> {
    const pages = this.#api.pages((client, pageToken) =>
      client.forms.responses.list({
        formId,
        pageSize: RESPONSES_A_PAGE,
        pageToken,
        ...(since === null ? {} : { filter: `timestamp >= ${since}` }),
      }),
    );
    for await (const page of pages)
      yield (page.responses ?? []).flatMap(response =>
        understood(this.#api.unread, "answer", null, () => formResponse(response)),
      );
  }

  /**
   * Makes Forms tell a Pub/Sub topic of each answer to a form, for seven days.
   *
   * Idempotent: a form has one watch of this kind in a project. One that is there already is taken over, prolonged, when it
   * tells the same topic, and replaced when it tells another.
   */
  async watch(formId: string, topic: string): Promise<OpenWatch> {
    try {
      return await this.#createWatch(formId, topic);
    } catch (error) {
      if (!(error instanceof Failure) || error.status !== 409) throw error;
      const listed = await this.#api.call(client => client.forms.watches.list({ formId }), "read");
      const existing = (listed.watches ?? []).find(watch => watch.eventType === "RESPONSES");
      if (existing?.id == null) throw error;
      if (existing.target?.topic?.topicName !== topic) await this.deleteWatch(formId, existing.id);
      else {
        const renewed = await this.renewWatch(formId, existing.id);
        if (renewed !== null) return renewed;
      }
      return this.#createWatch(formId, topic);
    }
  }

  async #createWatch(formId: string, topic: string): Promise<OpenWatch> {
    const watch = { eventType: "RESPONSES", target: { topic: { topicName: topic } } };
    return openWatch(
      await this.#api.call(client => client.forms.watches.create({ formId, requestBody: { watch } }), "write"),
    );
  }

  /** Prolongs a watch to seven days from now; null when it has ended and has to be made anew. */
  async renewWatch(formId: string, watchId: string): Promise<OpenWatch | null> {
    const renewed = await this.#api.callUnlessGone(
      client => client.forms.watches.renew({ formId, watchId, requestBody: {} }),
      "write",
    );
    return renewed === null ? null : openWatch(renewed);
  }

  /** Ends a watch; one that has ended by itself, or whose form is gone, is as wanted. */
  async deleteWatch(formId: string, watchId: string): Promise<void> {
    await this.#api.callUnlessGone(
      client => client.forms.watches.delete({ formId, watchId }) as Promise<{ data: unknown }>,
      "write",
    );
  }
}

function keyOf(item: FormSpec["items"][number]): string {
  return item.type === "grid" ? item.key : item.question.key;
}

function rowsOf(item: forms_v1.Schema$Item): number {
  return item.questionGroupItem?.questions?.length ?? 0;
}

function foundQuestion(question: forms_v1.Schema$Question): FoundQuestion {
  const { questionId: id, scaleQuestion, choiceQuestion, textQuestion, dateQuestion, rowQuestion } = question;
  const found = { questionId: id ?? "" };
  if (scaleQuestion !== undefined)
    return { ...found, type: "scale", low: scaleQuestion.low ?? 0, high: scaleQuestion.high ?? 0 };
  if (choiceQuestion !== undefined)
    return { ...found, type: "choice", options: (choiceQuestion.options ?? []).flatMap(option => option.value ?? []) };
  if (textQuestion !== undefined) return { ...found, type: "text" };
  if (dateQuestion !== undefined) return { ...found, type: "date" };
  return { ...found, type: rowQuestion !== undefined ? "row" : "other" };
}

function formResponse(response: forms_v1.Schema$FormResponse): FormResponse {
  const submitted = response.lastSubmittedTime ?? response.createTime ?? "";
  return {
    responseId: response.responseId ?? "",
    submittedAt: Date.parse(submitted),
    submittedAtText: submitted,
    email: response.respondentEmail?.toLowerCase() ?? null,
    answers: Object.fromEntries(
      Object.entries(response.answers ?? {}).map(([id, answer]) => [
        id,
        (answer.textAnswers?.answers ?? []).map(one => one.value ?? ""),
      ]),
    ),
  };
}

function formItem(item: FormSpec["items"][number]): forms_v1.Schema$Item {
  if (item.type === "grid")
    return {
      itemId: itemIdOf(item.key),
      title: item.title,
      ...(item.help === "" ? {} : { description: item.help }),
      questionGroupItem: {
        grid: { columns: { type: "RADIO", options: item.columns.map(value => ({ value })) } },
        questions: item.rows.map(row => ({
          questionId: row.questionId,
          required: row.required,
          rowQuestion: { title: row.title },
        })),
      },
    };
  return {
    itemId: itemIdOf(item.question.key),
    title: item.question.title,
    ...(item.question.help === "" ? {} : { description: item.question.help }),
    questionItem: {
      question: { questionId: item.question.questionId, required: item.question.required, ...asked(item.question) },
    },
  };
}

function asked(question: FormQuestion): forms_v1.Schema$Question {
  const { answer } = question;
  switch (answer.type) {
    case "scale":
      return {
        scaleQuestion: { low: answer.low, high: answer.high, lowLabel: answer.lowLabel, highLabel: answer.highLabel },
      };
    case "choice":
      return {
        choiceQuestion: {
          type: answer.multiple ? "CHECKBOX" : answer.isList ? "DROP_DOWN" : "RADIO",
          options: [
            ...answer.options.map(option => ({ value: option.label })),
            ...(answer.other ? [{ isOther: true }] : []),
          ],
        },
      };
    case "text":
      return { textQuestion: { paragraph: answer.paragraph } };
    case "date":
      return { dateQuestion: { includeYear: true, includeTime: false } };
    case "row":
      return { rowQuestion: { title: question.title } };
  }
}

/** @throws Failure `rejected` when Forms keeps the watch but can't publish to its topic. */
function openWatch(watch: forms_v1.Schema$Watch): OpenWatch {
  const expiresAt = parseInstant(watch.expireTime ?? "");
  if (!watch.id || expiresAt === null)
    throw new Failure("in_doubt", "google", "Google made a watch and did not say for how long");
  if (watch.state === "SUSPENDED")
    throw new Failure("rejected", "google", `Google suspended the watch on a form: ${watch.errorType ?? "no reason"}`);
  return { watchId: watch.id, expiresAt };
}
