import { describe, expect, test } from "vitest";
import { aGoogle, appOf, failureOf } from "./clients.ts";
import { holdToContract } from "./contract.ts";

holdToContract();

const ANN = "ann@ours.example";
const USEFUL = "00000001";
const WHAT = "00000002";
const HOW = "00000003";
const ROW_ANN = "00000004";
const WHEN = "00000005";
const STARS = "00000006";
const TIME = "00000007";

const items = [
  {
    title: "Useful?",
    questionItem: { question: { questionId: USEFUL, required: true, scaleQuestion: { low: 1, high: 5 } } },
  },
  {
    title: "What?",
    questionItem: {
      question: {
        questionId: WHAT,
        choiceQuestion: { type: "CHECKBOX", options: [{ value: "Talk" }, { value: "Plan" }, { isOther: true }] },
      },
    },
  },
  {
    title: "How?",
    questionItem: {
      question: {
        questionId: HOW,
        choiceQuestion: { type: "DROP_DOWN", options: [{ value: "Well" }, { value: "Badly" }] },
      },
    },
  },
  {
    title: "Who?",
    questionGroupItem: {
      questions: [{ questionId: ROW_ANN, rowQuestion: { title: "Ann" } }],
      grid: { columns: { type: "RADIO", options: [{ value: "Low" }, { value: "High" }] } },
    },
  },
  { title: "When?", questionItem: { question: { questionId: WHEN, dateQuestion: { includeYear: true } } } },
  {
    title: "Stars?",
    questionItem: { question: { questionId: STARS, ratingQuestion: { iconType: "STAR", ratingScaleLevel: 5 } } },
  },
  { title: "At?", questionItem: { question: { questionId: TIME, timeQuestion: {} } } },
];

async function openForm(emailCollectionType = "DO_NOT_COLLECT") {
  const sim = aGoogle();
  const { forms, drive } = appOf(sim, ANN);
  const { data } = await forms.forms.create({ requestBody: { info: { title: "How was it?" } } });
  const formId = data.formId!;
  const requests = [
    ...items.map((item, index) => ({ createItem: { item, location: { index } } })),
    { updateSettings: { settings: { emailCollectionType }, updateMask: "emailCollectionType" } },
  ];
  await forms.forms.batchUpdate({ formId, requestBody: { requests } });
  await forms.forms.setPublishSettings({
    formId,
    requestBody: { publishSettings: { publishState: { isPublished: true, isAcceptingResponses: true } } },
  });
  const requestBody = { role: "reader", view: "published", type: "anyone" };
  await drive.permissions.create({ fileId: formId, requestBody });
  const submit = async (submission: Record<string, unknown>) => {
    const response = await sim.fetch(
      new Request(`https://sim/_sim/forms/${formId}/responses`, { method: "POST", body: JSON.stringify(submission) }),
    );
    return { status: response.status, body: (await response.json()) as { responseId: string; error?: string } };
  };
  const list = async (parameters: object = {}) => (await forms.forms.responses.list({ formId, ...parameters })).data;
  return { sim, forms: forms.forms, formId, submit, list };
}

describe("a person can submit", () => {
  test("what the form offers; unanswered questions are absent, and all values are texts", async () => {
    const { submit, list, forms, formId } = await openForm();
    const answers = {
      [USEFUL]: ["4"],
      [WHAT]: ["Talk", "a walk"],
      [ROW_ANN]: ["High"],
      [WHEN]: ["2026-02-02"],
      [STARS]: ["5"],
      [TIME]: ["14:30"],
    };
    const { body } = await submit({ answers });
    const { responses } = await list();
    expect(responses).toHaveLength(1);
    expect(responses?.[0]?.answers?.[WHAT]).toEqual({
      questionId: WHAT,
      textAnswers: { answers: [{ value: "Talk" }, { value: "a walk" }] },
    });
    expect(Object.keys(responses![0]!.answers!).sort()).toEqual(Object.keys(answers).sort());
    expect(responses?.[0]?.formId).toBeUndefined();
    const { data } = await forms.responses.get({ formId, responseId: body.responseId });
    expect(data).toEqual({ formId, ...responses![0] });
  });

  test.each<[string, Record<string, string[]>, string]>([
    ["nothing where an answer is required", {}, "must be answered"],
    ["a value off the scale", { [USEFUL]: ["6"] }, "is not between 1 and 5"],
    ["two values on a scale", { [USEFUL]: ["1", "2"] }, "takes one answer"],
    ["an option that is not offered", { [USEFUL]: ["4"], [HOW]: ["So-so"] }, "is not among the options"],
    ["two of a drop-down", { [USEFUL]: ["4"], [HOW]: ["Well", "Badly"] }, "takes one answer"],
    ["a column that the grid does not have", { [USEFUL]: ["4"], [ROW_ANN]: ["Medium"] }, "is not among the options"],
    ["a day that is none", { [USEFUL]: ["4"], [WHEN]: ["2026-02-30"] }, "is no day of the calendar"],
    ["a time that is none", { [USEFUL]: ["4"], [TIME]: ["25:00"] }, "is not a time of day"],
    [
      "an answer to a question that is not there",
      { [USEFUL]: ["4"], ffffffff: ["?"] },
      "the form has no question ffffffff",
    ],
  ])("but not %s", async (_, answers, why) => {
    const { submit, list } = await openForm();
    const { status, body } = await submit({ answers });
    expect(status).toBe(400);
    expect(body.error).toContain(why);
    expect(await list()).toEqual({});
  });

  test("but not where the form is closed, unpublished or gone", async () => {
    const { sim, forms, formId, submit } = await openForm();
    const set = (isPublished: boolean) =>
      forms.setPublishSettings({
        formId,
        requestBody: { publishSettings: { publishState: { isPublished, isAcceptingResponses: false } } },
      });
    const answers = { [USEFUL]: ["4"] };
    await set(true);
    expect(await submit({ answers })).toEqual({ status: 403, body: { error: "the form does not accept responses" } });
    await set(false);
    expect(await submit({ answers })).toEqual({ status: 403, body: { error: "the form is not published" } });
    sim.deleteForm(formId);
    expect((await submit({ answers })).status).toBe(404);
  });
});

describe("the address of who answers", () => {
  const answers = { [USEFUL]: ["4"] };

  test("is dropped by a form that does not collect it", async () => {
    const { submit, list } = await openForm();
    await submit({ answers, respondentEmail: ANN });
    expect((await list()).responses?.[0]?.respondentEmail).toBeUndefined();
  });

  test("must be that of somebody signed in where it is verified", async () => {
    const { submit, list } = await openForm("VERIFIED");
    expect((await submit({ answers })).status).toBe(403);
    expect((await submit({ answers, respondentEmail: "stranger@far.example" })).status).toBe(403);
    await submit({ answers, respondentEmail: ANN });
    expect((await list()).responses?.[0]?.respondentEmail).toBe(ANN);
  });

  test("may be any well-formed one where people type it in", async () => {
    const { submit, list } = await openForm("RESPONDER_INPUT");
    expect((await submit({ answers })).status).toBe(400);
    expect((await submit({ answers, respondentEmail: "no address" })).status).toBe(400);
    await submit({ answers, respondentEmail: "stranger@far.example" });
    expect((await list()).responses?.[0]?.respondentEmail).toBe("stranger@far.example");
  });
});

describe("a list of responses", () => {
  test("an edit keeps the id and the first time, and moves the last", async () => {
    const { sim, submit, list } = await openForm();
    const { body } = await submit({ answers: { [USEFUL]: ["4"] } });
    sim.clock.advance(60_000);
    await submit({ answers: { [USEFUL]: ["2"] }, responseId: body.responseId });
    const { responses } = await list();
    expect(responses).toHaveLength(1);
    expect(Date.parse(responses![0]!.lastSubmittedTime!) - Date.parse(responses![0]!.createTime!)).toBe(60_000);
    expect(responses?.[0]?.answers?.[USEFUL]?.textAnswers?.answers).toEqual([{ value: "2" }]);
    expect((await submit({ answers: { [USEFUL]: ["2"] }, responseId: "none" })).status).toBe(404);
  });

  test("is filtered by time, after or from an instant, on the last submission or the first", async () => {
    const { sim, submit, list } = await openForm();
    const first = new Date(sim.clock.now()).toISOString();
    const { body } = await submit({ answers: { [USEFUL]: ["4"] } });
    const count = async (filter: string) => (await list({ filter })).responses?.length ?? 0;
    expect(await count(`timestamp >= ${first}`)).toBe(1);
    expect(await count(`timestamp > ${first}`)).toBe(0);
    sim.clock.advance(60_000);
    await submit({ answers: { [USEFUL]: ["2"] }, responseId: body.responseId });
    expect(await count(`timestamp > ${first}`)).toBe(1);
    sim.switches.formsFilterOn = "first";
    expect(await count(`timestamp > ${first}`)).toBe(0);
  });

  test.each([
    "timestamp > 2026-01-05T08:00:00+02:00",
    "timestamp > 2026-01-05",
    "timestamp < 2026-01-05T08:00:00Z",
    "createTime > 2026-01-05T08:00:00Z",
  ])("refuses the filter %s", async filter => {
    const { list } = await openForm();
    expect(await failureOf(list({ filter }))).toMatchObject({ status: 400, reason: "INVALID_ARGUMENT" });
  });

  test("comes in pages that belong to the form and its filter", async () => {
    const { submit, list } = await openForm();
    for (let index = 0; index < 5; index += 1) await submit({ answers: { [USEFUL]: ["4"] } });
    const seen = new Set<string>();
    let pageToken: string | undefined;
    const sizes: number[] = [];
    do {
      const page = await list({ pageSize: 2, pageToken });
      sizes.push(page.responses!.length);
      for (const response of page.responses!) seen.add(response.responseId!);
      pageToken = page.nextPageToken ?? undefined;
    } while (pageToken !== undefined);
    expect(sizes).toEqual([2, 2, 1]);
    expect(seen.size).toBe(5);
    const first = await list({ pageSize: 2 });
    const other = list({ pageSize: 2, pageToken: first.nextPageToken, filter: "timestamp > 2020-01-01T00:00:00Z" });
    expect(await failureOf(other)).toMatchObject({ status: 400 });
  });
});
