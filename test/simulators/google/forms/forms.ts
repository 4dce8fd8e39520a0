import type { Answer, Call } from "../call.ts";
import { mayEdit } from "../drive/permissions.ts";
import { formsError, formsNotFound, invalidArgument } from "../errors.ts";
import type { GoogleState } from "../state.ts";
import { applyMask, settleItem } from "./items.ts";
import { type FormRecord, type Item, markWatches, questionsOf, responderUri } from "./model.ts";

type Json = Record<string, unknown>;

interface UpdateRequest {
  createItem?: { item?: Item; location?: { index?: number } };
  updateItem?: { item?: Item; location?: { index?: number }; updateMask?: string };
  moveItem?: { originalLocation?: { index?: number }; newLocation?: { index?: number } };
  deleteItem?: { location?: { index?: number } };
  updateFormInfo?: { info?: Partial<FormRecord["info"]>; updateMask?: string };
  updateSettings?: { settings?: FormRecord["settings"]; updateMask?: string };
}

const DAY = 86_400_000;
const EMAIL_TYPES = ["DO_NOT_COLLECT", "VERIFIED", "RESPONDER_INPUT"];
const NOT_EXTRAS = new Set(["info"]);

/** The form that a call's path names. @throws ApiError 404, or 403 for those it is not shared with. */
export function openForm(call: Call): FormRecord {
  const form = call.state.forms.get(call.path[0]!);
  if (form === undefined) throw formsNotFound();
  if (!mayEdit(form, call.caller.email)) {
    throw formsError(403, "PERMISSION_DENIED", "The caller does not have permission");
  }
  return form;
}

/** forms.create: an empty form with a title; everything else must come later. */
export function createForm(call: Call): Answer {
  const { state, caller, body, query } = call;
  const info = (body.info ?? {}) as Json;
  const extras = [
    ...Object.keys(body).filter(key => !NOT_EXTRAS.has(key) && body[key] !== null),
    ...(info.description === undefined || info.description === null ? [] : ["info.description"]),
  ];
  if (extras.length > 0) {
    throw invalidArgument(
      "Only info.title and info.documentTitle can be set when creating a form. " +
        `Use batchUpdate to add items, description and settings. Found: ${extras.join(", ")}.`,
    );
  }
  if (typeof info.title !== "string" || info.title === "") throw invalidArgument("info.title is required.");
  const isPublished = state.switches.formsPublishedByDefault && !query.flag("unpublished");
  const form: FormRecord = {
    id: `1${state.identifiers.text(43)}`,
    owner: caller.email,
    editors: new Set(),
    isMadeByApp: !caller.person,
    permissions: new Map(),
    responderId: `1FAIpQLS${state.identifiers.text(48)}`,
    info: { title: info.title, documentTitle: (info.documentTitle as string | undefined) ?? "Untitled form" },
    items: [],
    settings: { emailCollectionType: "DO_NOT_COLLECT" },
    publishState: { isPublished, isAcceptingResponses: isPublished },
    revisionId: "",
    revisions: new Map(),
    responses: new Map(),
  };
  if (state.switches.formsOpenToAnyone)
    form.permissions.set("anyoneWithLink.published", {
      type: "anyone",
      role: "reader",
      domain: null,
      email: null,
      view: "published",
    });
  newRevision(state, form);
  state.forms.set(form.id, form);
  return { body: renderForm(form) };
}

/** forms.get */
export function getForm(call: Call): Answer {
  return { body: renderForm(openForm(call)) };
}

/** forms.batchUpdate: all requests, or none. */
export function batchUpdate(call: Call): Answer {
  const { state, body } = call;
  const form = openForm(call);
  const requests = (body.requests as UpdateRequest[] | undefined) ?? [];
  if (requests.length === 0) throw invalidArgument("Must specify at least one request.");
  checkRevision(state, form, (body.writeControl ?? {}) as Json);
  const draft: Draft = { info: form.info, items: [...form.items], settings: form.settings };
  const replies = requests.map((request, index) => applyRequest(state, draft, request, `requests[${index}]`));
  Object.assign(form, draft);
  newRevision(state, form);
  markWatches(state, form.id, "SCHEMA");
  return {
    body: {
      ...(body.includeFormInResponse === true ? { form: renderForm(form) } : {}),
      replies,
      writeControl: { requiredRevisionId: form.revisionId },
    },
  };
}

/** forms.setPublishSettings */
export function setPublishSettings(call: Call): Answer {
  const { state, body } = call;
  const form = openForm(call);
  if (form.publishState === null) {
    throw invalidArgument("Legacy forms do not support publish settings.");
  }
  const mask = body.updateMask as string | undefined;
  if (mask !== undefined && mask !== "" && !["*", "publishState", "publish_state"].includes(mask)) {
    throw invalidArgument(`Invalid updateMask: ${mask}`);
  }
  const written = (body.publishSettings as { publishState?: Json } | undefined)?.publishState;
  if (written === undefined) throw invalidArgument("publishSettings.publishState is required.");
  const isPublished = written.isPublished === true;
  const accepting = written.isAcceptingResponses === true;
  if (accepting && !isPublished && state.switches.acceptingUnpublished === "refused") {
    throw invalidArgument("A form that is not published cannot accept responses.");
  }
  form.publishState = { isPublished, isAcceptingResponses: accepting && isPublished };
  return { body: { formId: form.id, publishSettings: { publishState: { ...form.publishState } } } };
}

/** The JSON of a form. */
function renderForm(form: FormRecord): Json {
  return {
    formId: form.id,
    info: form.info,
    settings: form.settings,
    revisionId: form.revisionId,
    responderUri: responderUri(form),
    ...(form.items.length === 0 ? {} : { items: form.items }),
    ...(form.publishState === null ? {} : { publishSettings: { publishState: { ...form.publishState } } }),
  };
}

type Draft = Pick<FormRecord, "info" | "settings"> & { items: Item[] };

function applyRequest(state: GoogleState, draft: Draft, request: UpdateRequest, at: string): Json {
  const kinds = Object.entries(request).filter(([, value]) => value !== null && value !== undefined);
  if (kinds.length !== 1) throw invalidArgument(`Invalid ${at}: exactly one kind of request must be set.`);
  const where = `${at}.${kinds[0]![0]}`;
  const { createItem, updateItem, moveItem, deleteItem, updateFormInfo, updateSettings } = request;
  if (createItem !== undefined) return insertItem(state, draft, createItem, where);
  if (updateItem !== undefined) {
    const index = indexOf(updateItem.location, draft.items.length - 1, where);
    const [old] = draft.items.splice(index, 1);
    const written = required(updateItem.item, where, "item");
    const item = applyMask(old!, written, updateItem.updateMask, where);
    draft.items.splice(index, 0, settleItem(state.identifiers, item, draft.items, where));
  }
  if (moveItem !== undefined) {
    const from = indexOf(moveItem.originalLocation, draft.items.length - 1, where);
    const to = indexOf(moveItem.newLocation, draft.items.length - 1, where);
    draft.items.splice(to, 0, ...draft.items.splice(from, 1));
  }
  if (deleteItem !== undefined) draft.items.splice(indexOf(deleteItem.location, draft.items.length - 1, where), 1);
  if (updateFormInfo !== undefined) updateInfo(draft, updateFormInfo, where);
  if (updateSettings !== undefined) {
    const written = required(updateSettings.settings, where, "settings");
    const settings = applyMask(draft.settings, written, updateSettings.updateMask, where);
    const type = settings.emailCollectionType;
    if (type !== undefined && !EMAIL_TYPES.includes(type)) {
      throw invalidArgument(`Invalid ${where}: Invalid emailCollectionType.`);
    }
    draft.settings = settings;
  }
  return {};
}

function insertItem(
  state: GoogleState,
  draft: Draft,
  request: NonNullable<UpdateRequest["createItem"]>,
  where: string,
): Json {
  const index = indexOf(request.location, draft.items.length, where);
  const item = settleItem(state.identifiers, required(request.item, where, "item"), draft.items, where);
  draft.items.splice(index, 0, item);
  const ids = questionsOf([item]).map(({ question }) => question.questionId);
  return { createItem: { itemId: item.itemId, ...(ids.length === 0 ? {} : { questionId: ids }) } };
}

function updateInfo(draft: Draft, request: NonNullable<UpdateRequest["updateFormInfo"]>, where: string): void {
  const written = required(request.info, where, "info");
  const mask = request.updateMask;
  if (mask?.split(",").some(path => ["documentTitle", "document_title"].includes(path.trim())) === true) {
    throw invalidArgument(`Invalid ${where}: documentTitle cannot be changed.`);
  }
  const info = applyMask(draft.info, written as FormRecord["info"], mask, where);
  if (info.title === undefined || info.title === "") throw invalidArgument(`Invalid ${where}: title is required.`);
  if (/[\n\r\u2028\u2029]/.test(info.title))
    throw invalidArgument(`Invalid ${where}: Displayed text cannot contain newlines`);
  draft.info = { ...info, documentTitle: draft.info.documentTitle };
}

function checkRevision(state: GoogleState, form: FormRecord, control: Json): void {
  const { requiredRevisionId, targetRevisionId } = control;
  if (requiredRevisionId !== undefined && requiredRevisionId !== form.revisionId) {
    throw invalidArgument("The required revision ID does not match the latest revision of the form.");
  }
  if (targetRevisionId === undefined) return;
  const madeAt = form.revisions.get(targetRevisionId as string);
  const isLatest = targetRevisionId === form.revisionId;
  if (madeAt === undefined || (!isLatest && madeAt < state.clock.now() - DAY)) {
    throw invalidArgument("The target revision ID is too far behind the latest revision.");
  }
}

function newRevision(state: GoogleState, form: FormRecord): void {
  form.revisionId = state.identifiers.hex(8).padStart(16, "0");
  form.revisions.set(form.revisionId, state.clock.now());
}

function indexOf(location: { index?: number } | undefined, last: number, where: string): number {
  const index = location?.index;
  if (location === undefined || index === undefined)
    throw invalidArgument(`Invalid ${where}: location.index is required.`);
  if (index < 0 || index > last) throw invalidArgument(`Invalid ${where}: location.index is out of range.`);
  return index;
}

function required<T>(value: T | undefined, where: string, name: string): T {
  if (value === undefined || value === null) throw invalidArgument(`Invalid ${where}: ${name} is required.`);
  return value;
}
