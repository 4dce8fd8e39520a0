import type { forms_v1 } from "googleapis/build/src/apis/forms/index.js";
import { describe, expect, test } from "vitest";
import { aGoogle, appOf, failureOf, personOf } from "./clients.ts";
import { holdToContract } from "./contract.ts";

holdToContract();

const ANN = "ann@ours.example";
const BOB = "bob@ours.example";

type Request = forms_v1.Schema$Request;

function create(item: forms_v1.Schema$Item, index = 0): Request {
  return { createItem: { item, location: { index } } };
}

function ask(title: string, question: forms_v1.Schema$Question, itemId?: string): forms_v1.Schema$Item {
  return { title, ...(itemId === undefined ? {} : { itemId }), questionItem: { question } };
}

const scale: forms_v1.Schema$Question = { scaleQuestion: { low: 1, high: 5, lowLabel: "No", highLabel: "Yes" } };

async function aForm() {
  const sim = aGoogle();
  const { forms } = appOf(sim, ANN);
  const { data } = await forms.forms.create({ requestBody: { info: { title: "How was it?" } } });
  const formId = data.formId!;
  const update = (requests: Request[], rest: forms_v1.Schema$BatchUpdateFormRequest = {}) =>
    forms.forms.batchUpdate({ formId, requestBody: { requests, includeFormInResponse: true, ...rest } });
  return { sim, forms: forms.forms, formId, form: data, update };
}

describe("a new form", () => {
  test("is unpublished and empty, and has a page to answer it on", async () => {
    const { form, forms, formId } = await aForm();
    expect(form.publishSettings).toEqual({ publishState: { isPublished: false, isAcceptingResponses: false } });
    expect(form.items).toBeUndefined();
    expect(form.responderUri).toMatch(/^https:\/\/docs\.google\.com\/forms\/d\/e\/[\w-]+\/viewform$/);
    expect((await forms.get({ formId })).data).toEqual(form);
  });

  test("was published by its creation before the change, unless asked not to be", async () => {
    const { sim, forms } = await aForm();
    sim.switches.formsPublishedByDefault = true;
    const requestBody = { info: { title: "Old ways" } };
    const { data } = await forms.create({ requestBody });
    expect(data.publishSettings?.publishState?.isPublished).toBe(true);
    const hidden = await forms.create({ unpublished: true, requestBody });
    expect(hidden.data.publishSettings?.publishState?.isPublished).toBe(false);
  });

  test.each([
    ["items", { info: { title: "T" }, items: [ask("?", scale)] }],
    ["settings", { info: { title: "T" }, settings: { emailCollectionType: "VERIFIED" } }],
    ["a description", { info: { title: "T", description: "D" } }],
    ["publish settings", { info: { title: "T" }, publishSettings: { publishState: { isPublished: true } } }],
    ["no title", { info: { documentTitle: "D" } }],
  ])("with %s is refused", async (_, requestBody) => {
    const { forms } = await aForm();
    expect(await failureOf(forms.create({ requestBody }))).toMatchObject({ status: 400, reason: "INVALID_ARGUMENT" });
  });

  test("belongs to who made it, until it is shared", async () => {
    const { sim, formId } = await aForm();
    const { forms } = appOf(sim, BOB);
    expect(await failureOf(forms.forms.get({ formId }))).toMatchObject({ status: 403, reason: "PERMISSION_DENIED" });
    expect(await failureOf(forms.forms.responses.list({ formId }))).toMatchObject({ status: 403 });
    await sim.fetch(
      new Request(`https://sim/_sim/forms/${formId}/share`, { method: "POST", body: JSON.stringify({ email: BOB }) }),
    );
    expect((await forms.forms.get({ formId })).data.formId).toBe(formId);
  });

  test("that was deleted is 404", async () => {
    const { sim, forms, formId } = await aForm();
    await sim.fetch(new Request(`https://sim/_sim/forms/${formId}`, { method: "DELETE" }));
    expect(await failureOf(forms.get({ formId }))).toMatchObject({ status: 404, reason: "NOT_FOUND" });
  });
});

describe("publishing", () => {
  const publish = (isPublished: boolean, isAcceptingResponses: boolean) => ({
    publishSettings: { publishState: { isPublished, isAcceptingResponses } },
    updateMask: "publishState",
  });

  test("opens and closes a form", async () => {
    const { forms, formId } = await aForm();
    const { data } = await forms.setPublishSettings({ formId, requestBody: publish(true, true) });
    expect(data).toEqual({
      formId,
      publishSettings: { publishState: { isPublished: true, isAcceptingResponses: true } },
    });
    await forms.setPublishSettings({ formId, requestBody: publish(true, false) });
    expect((await forms.get({ formId })).data.publishSettings?.publishState?.isAcceptingResponses).toBe(false);
  });

  test("a form that accepts without being published is refused, or quietly closed", async () => {
    const { sim, forms, formId } = await aForm();
    const set = () => forms.setPublishSettings({ formId, requestBody: publish(false, true) });
    expect(await failureOf(set())).toMatchObject({ status: 400 });
    sim.switches.acceptingUnpublished = "forcedFalse";
    expect((await set()).data.publishSettings?.publishState?.isAcceptingResponses).toBe(false);
  });
});

describe("a batch of updates", () => {
  test("makes items in their places, and replies with their ids, one reply for each request", async () => {
    const { update } = await aForm();
    const { data } = await update([
      create(ask("Useful?", { ...scale, questionId: "0000aaaa" }, "0000bbbb")),
      { updateFormInfo: { info: { description: "Two questions" }, updateMask: "description" } },
      create(ask("Anything else?", { textQuestion: { paragraph: true } }), 0),
    ]);
    expect(data.replies?.[0]).toEqual({ createItem: { itemId: "0000bbbb", questionId: ["0000aaaa"] } });
    expect(data.replies?.[1]).toEqual({});
    expect(data.replies?.[2]?.createItem?.questionId).toHaveLength(1);
    expect(data.form?.items?.map(item => item.title)).toEqual(["Anything else?", "Useful?"]);
    expect(data.form?.info).toEqual({
      title: "How was it?",
      description: "Two questions",
      documentTitle: "Untitled form",
    });
  });

  test("is all or nothing", async () => {
    const { forms, formId, form, update } = await aForm();
    const fails = update([create(ask("Useful?", scale)), { deleteItem: { location: { index: 7 } } }]);
    expect((await failureOf(fails)).message).toBe("Invalid requests[1].deleteItem: location.index is out of range.");
    expect((await forms.get({ formId })).data).toEqual(form);
  });

  test("moves, deletes and changes items", async () => {
    const { update } = await aForm();
    await update(["A", "B", "C"].map((title, index) => create(ask(title, scale), index)));
    const moved = await update([{ moveItem: { originalLocation: { index: 0 }, newLocation: { index: 2 } } }]);
    expect(moved.data.form?.items?.map(item => item.title)).toEqual(["B", "C", "A"]);
    const before = moved.data.form!.items![0]!;
    const { data } = await update([
      { deleteItem: { location: { index: 2 } } },
      { updateItem: { item: { title: "B2", description: "ignored" }, location: { index: 0 }, updateMask: "title" } },
    ]);
    expect(data.form?.items?.[0]).toEqual({ ...before, title: "B2" });
    expect(data.form?.items).toHaveLength(2);
  });

  test("keeps the ids that are written back, and makes new ones where the mask takes blanks", async () => {
    const { update } = await aForm();
    await update([create(ask("Q", { ...scale, questionId: "0000aaaa" }, "0000bbbb"))]);
    const location = { index: 0 };
    const kept = await update([
      { updateItem: { item: ask("Q", { ...scale, questionId: "0000aaaa" }, "0000bbbb"), location, updateMask: "*" } },
    ]);
    expect(kept.data.form?.items?.[0]?.questionItem?.question?.questionId).toBe("0000aaaa");
    const fresh = await update([{ updateItem: { item: ask("Q", scale), location, updateMask: "*" } }]);
    expect(fresh.data.form?.items?.[0]?.questionItem?.question?.questionId).not.toBe("0000aaaa");
  });

  test("makes grids, whose rows are questions of their own", async () => {
    const { update } = await aForm();
    const { data } = await update([
      create({
        title: "Rate",
        questionGroupItem: {
          grid: { columns: { type: "RADIO", options: [{ value: "Low" }, { value: "High" }] } },
          questions: [{ rowQuestion: { title: "Ann" }, questionId: "00000001" }, { rowQuestion: { title: "Bob" } }],
        },
      }),
      create({ title: "Part two", pageBreakItem: {} }, 1),
      create({ title: "Read this", textItem: {} }, 2),
    ]);
    expect(data.replies?.[0]?.createItem?.questionId).toEqual(["00000001", expect.stringMatching(/^[0-9a-f]{8}$/)]);
    expect(data.replies?.[1]?.createItem?.questionId).toBeUndefined();
  });

  test("changes who gives an address", async () => {
    const { update } = await aForm();
    const settings = { emailCollectionType: "VERIFIED" };
    const { data } = await update([{ updateSettings: { settings, updateMask: "emailCollectionType" } }]);
    expect(data.form?.settings).toEqual(settings);
  });

  test("gives a new revision each time, and is refused for an old one", async () => {
    const { form, update } = await aForm();
    const first = await update([create(ask("A", scale))]);
    expect(first.data.form?.revisionId).not.toBe(form.revisionId);
    expect(first.data.writeControl?.requiredRevisionId).toBe(first.data.form?.revisionId);
    const stale = { writeControl: { requiredRevisionId: form.revisionId } };
    expect(await failureOf(update([create(ask("B", scale))], stale))).toMatchObject({ status: 400 });
    const merged = { writeControl: { targetRevisionId: form.revisionId } };
    expect((await update([create(ask("B", scale))], merged)).status).toBe(200);
  });

  test("cannot merge into a revision of more than a day ago", async () => {
    const { sim, form, update } = await aForm();
    await update([create(ask("A", scale))]);
    sim.clock.advance(25 * 3_600_000);
    const merged = { writeControl: { targetRevisionId: form.revisionId } };
    expect(await failureOf(update([create(ask("B", scale))], merged))).toMatchObject({ status: 400 });
  });

  const radio = (options: forms_v1.Schema$Option[], type = "RADIO") => ask("?", { choiceQuestion: { type, options } });
  test.each<[string, Request[]]>([
    ["an item id twice", [create(ask("A", scale, "0000aaaa")), create(ask("B", scale, "0000aaaa"))]],
    [
      "a question id twice",
      [create(ask("A", { ...scale, questionId: "0000aaaa" })), create(ask("B", { ...scale, questionId: "0000aaaa" }))],
    ],
    ["an id that is not hexadecimal", [create(ask("A", scale, "question"))]],
    ["two kinds of request in one", [{ ...create(ask("A", scale)), deleteItem: { location: { index: 0 } } }]],
    ["a place beyond the end", [create(ask("A", scale), 1)]],
    ["no place", [{ createItem: { item: ask("A", scale) } }]],
    ["an item of no kind", [create({ title: "A" })]],
    ["a question of two kinds", [create(ask("A", { ...scale, textQuestion: {} }))]],
    ["a file upload", [create(ask("A", { fileUploadQuestion: { maxFiles: 1 } }))]],
    ["a scale to eleven", [create(ask("A", { scaleQuestion: { low: 1, high: 11 } }))]],
    ["a rating of two stars", [create(ask("A", { ratingQuestion: { iconType: "STAR", ratingScaleLevel: 2 } }))]],
    ["a choice without options", [create(radio([]))]],
    ["an option twice", [create(radio([{ value: "A" }, { value: "A" }]))]],
    ["another option in a drop-down", [create(radio([{ value: "A" }, { isOther: true }], "DROP_DOWN"))]],
    ["a title of two lines", [create(ask("A\nB", scale))]],
    [
      "an update without a mask",
      [create(ask("A", scale)), { updateItem: { item: ask("B", scale), location: { index: 0 } } }],
    ],
    ["a new document title", [{ updateFormInfo: { info: { documentTitle: "D" }, updateMask: "documentTitle" } }]],
    [
      "an unknown way of collecting addresses",
      [{ updateSettings: { settings: { emailCollectionType: "ALWAYS" }, updateMask: "*" } }],
    ],
    ["no requests", []],
  ])("with %s is refused", async (_, requests) => {
    const { update } = await aForm();
    expect(await failureOf(update(requests))).toMatchObject({ status: 400, reason: "INVALID_ARGUMENT" });
  });

  test("with a field that Forms does not know is refused in Google's words", async () => {
    const { sim, formId } = await aForm();
    const response = await sim.fetch(
      new Request(`https://forms.googleapis.com/v1/forms/${formId}:batchUpdate`, {
        method: "POST",
        headers: { authorization: `Bearer ${sim.personToken(ANN)}` },
        body: JSON.stringify({ requests: [{ createItem: { item: { name: "A" }, location: { index: 0 } } }] }),
      }),
    );
    expect(await response.json()).toEqual({
      error: {
        code: 400,
        status: "INVALID_ARGUMENT",
        message: `Invalid JSON payload received. Unknown name "name" at 'requests[0].createItem.item': Cannot find field.`,
      },
    });
  });
});

test("over the quota of reads, Forms answers 429", async () => {
  const sim = aGoogle({ quotas: { formsReadPerMinute: 2 } });
  const { forms } = appOf(sim, ANN);
  const { data } = await forms.forms.create({ requestBody: { info: { title: "T" } } });
  const get = () => forms.forms.get({ formId: data.formId! });
  await get();
  await get();
  expect(await failureOf(get())).toMatchObject({ status: 429, reason: "RESOURCE_EXHAUSTED" });
  await personOf(sim, ANN).forms.forms.get({ formId: data.formId! });
});
