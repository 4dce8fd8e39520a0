import { describe, expect, test } from "vitest";
import { FORM_KINDS } from "../../src/core/domain/form.ts";
import { Failure } from "../../src/core/domain/values/failure.ts";
import { MINUTE, toIso } from "../../src/core/domain/values/time.ts";
import { formSpec, prefillUrl, questionId, skillQuestionKey } from "../../src/core/rules/surveys/form.ts";
import { ANA, BORIS, type Google, HOST, OWNER, openGoogle } from "./world.ts";

const PROGRAMME = { name: "Pairs", language: "en" as const };
const spec = (kind: (typeof FORM_KINDS)[number], skills = ["Testing", "Architecture"]) =>
  formSpec(kind, PROGRAMME, skills, "the coordinator");
async function opened(world: Google, kind: (typeof FORM_KINDS)[number] = "feedback") {
  const form = await world.forms.create(spec(kind));
  await world.forms.fill(form.formId, spec(kind));
  await world.forms.publish(form.formId);
  await world.drive.letIn(form.formId, { type: "anyone" });
  return { ...form, kept: world.google.state.forms.get(form.formId)! };
}
const option = (world: Google, formId: string, key: string) =>
  world.google.state.forms.get(formId)?.items.find(item => item.questionItem?.question.questionId === questionId(key))
    ?.questionItem?.question.choiceQuestion?.options?.[0]?.value ?? "";
const feedback = (world: Google, formId: string, email: string, code = "ABCDEF", responseId?: string) =>
  world.google.submitForm(formId, {
    respondentEmail: email,
    responseId,
    answers: { [questionId("code")]: [code], [questionId("met")]: [option(world, formId, "met")] },
  });

/** All that a form's listing holds, oldest first. */
async function listed(forms: Google["forms"], formId: string, since: string | null) {
  const found = [];
  for await (const page of forms.responses(formId, since)) found.push(...page);
  return found.sort((a, b) => a.submittedAt - b.submittedAt);
}

describe("a form", () => {
  test.each(FORM_KINDS)(
    "for %s is made as it should be: title, text, questions in order, addresses or none, and open",
    async kind => {
      const world = await openGoogle();
      const { kept, responderUri } = await opened(world, kind);
      const wanted = spec(kind);
      expect(kept.info).toMatchObject({
        title: wanted.title,
        documentTitle: wanted.documentTitle,
        description: wanted.description,
      });
      expect(kept.settings.emailCollectionType).toBe(wanted.emailCollection);
      expect(kept.publishState).toEqual({ isPublished: true, isAcceptingResponses: true });
      const ids = kept.items.flatMap(
        item =>
          item.questionGroupItem?.questions.map(one => one.questionId) ?? [item.questionItem?.question.questionId],
      );
      const expected = wanted.items.flatMap(item =>
        item.type === "grid" ? item.rows.map(row => row.questionId) : [item.question.questionId],
      );
      expect(ids).toEqual(expected);
      expect(responderUri).toMatch(/^https:\/\/docs\.google\.com\/forms\//);
    },
  );

  test("filled twice has nothing twice", async () => {
    const world = await openGoogle();
    const { kept, formId } = await opened(world, "self_assessment");
    const before = JSON.stringify(kept.items);
    await world.forms.fill(formId, spec("self_assessment"));
    expect(JSON.stringify(world.google.state.forms.get(formId)?.items)).toBe(before);
  });

  test("from which somebody took a question gets it back in its place, and keeps what they added", async () => {
    const world = await openGoogle();
    const { formId, kept } = await opened(world, "pulse");
    const order = kept.items.map(item => item.itemId);
    await world.fetch(`${HOST}/v1/forms/${formId}:batchUpdate`, {
      method: "POST",
      headers: { authorization: `Bearer ${world.google.personToken(OWNER)}`, "content-type": "application/json" },
      body: JSON.stringify({
        requests: [
          { deleteItem: { location: { index: 1 } } },
          {
            createItem: {
              item: { title: "Ours", questionItem: { question: { textQuestion: {} } } },
              location: { index: order.length - 1 },
            },
          },
        ],
      }),
    });
    await world.forms.fill(formId, spec("pulse"));
    const items = world.google.state.forms.get(formId)?.items ?? [];
    expect(items.slice(0, order.length).map(item => item.itemId)).toEqual(order);
    expect(items.map(item => item.title)).toContain("Ours");
  });

  test("that asks for one skill more keeps the rows it had, so that their answers stay", async () => {
    const world = await openGoogle();
    const { formId } = await opened(world, "self_assessment");
    await world.forms.fill(formId, spec("self_assessment", ["Testing", "Architecture", "Writing"]));
    const rows = world.google.state.forms
      .get(formId)
      ?.items[0]?.questionGroupItem?.questions.map(one => one.questionId);
    const wanted = ["Testing", "Architecture", "Writing"].map(skill => questionId(skillQuestionKey(skill)));
    expect([...(rows ?? [])].sort()).toEqual(wanted.sort());
  });

  test("that is not published takes no answers, and one that is takes them", async () => {
    const world = await openGoogle();
    const { formId } = await world.forms.create(spec("feedback"));
    await world.forms.fill(formId, spec("feedback"));
    expect(() => feedback(world, formId, ANA)).toThrow("not published");
    await world.forms.publish(formId);
    expect(() => feedback(world, formId, ANA)).toThrow("may not answer");
    expect(await world.drive.letIn(formId, { type: "domain", domain: "example.org" })).toBeNull();
    feedback(world, formId, ANA);
    expect(await listed(world.forms, formId, null)).toHaveLength(1);
  });

  test("carries a session's code in its link", async () => {
    const world = await openGoogle();
    const { responderUri } = await opened(world);
    const url = new URL(prefillUrl(responderUri, spec("feedback"), { code: "ABCDEF" }));
    expect(url.searchParams.get(`entry.${Number.parseInt(questionId("code"), 16)}`)).toBe("ABCDEF");
  });
});

describe("answers", () => {
  test("come with who, when and what, oldest first", async () => {
    const world = await openGoogle();
    const { formId } = await opened(world);
    feedback(world, formId, BORIS);
    world.google.clock.advance(MINUTE);
    feedback(world, formId, ANA, "GHJKLM");
    const answers = await listed(world.forms, formId, null);
    expect(answers.map(answer => [answer.email, answer.answers[questionId("code")]])).toEqual([
      [BORIS, ["ABCDEF"]],
      [ANA, ["GHJKLM"]],
    ]);
    expect(answers[1]?.submittedAt).toBe(world.google.clock.now());
  });

  test("since the last one: it comes again, older ones do not, and none of the same moment is missed", async () => {
    const world = await openGoogle();
    const { formId } = await opened(world);
    feedback(world, formId, ANA);
    world.google.clock.advance(MINUTE);
    feedback(world, formId, BORIS);
    const last = (await listed(world.forms, formId, null)).at(-1)!;
    feedback(world, formId, ANA, "SAMEMO");
    const since = await listed(world.forms, formId, last.submittedAtText);
    expect(since.map(answer => answer.answers[questionId("code")]?.[0]).sort()).toEqual(["ABCDEF", "SAMEMO"]);
    expect(since.map(answer => answer.responseId)).toContain(last.responseId);
    expect(await listed(world.forms, formId, toIso(last.submittedAt + MINUTE))).toEqual([]);
  });

  test("that were edited keep their id and have a later time", async () => {
    const world = await openGoogle();
    const { formId } = await opened(world);
    const { id } = feedback(world, formId, ANA) as unknown as { id: string };
    const [first] = await listed(world.forms, formId, null);
    world.google.clock.advance(MINUTE);
    feedback(world, formId, ANA, "EDITED", first?.responseId ?? id);
    const answers = await listed(world.forms, formId, first?.submittedAtText ?? null);
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatchObject({ responseId: first?.responseId, submittedAt: first!.submittedAt + MINUTE });
    expect(answers[0]?.answers[questionId("code")]).toEqual(["EDITED"]);
  });

  test("of the anonymous form name nobody", async () => {
    const world = await openGoogle();
    const { formId } = await opened(world, "pulse");
    world.google.submitForm(formId, {
      answers: { [questionId("satisfaction")]: ["4"], [questionId("supported")]: ["5"] },
    });
    expect(await listed(world.forms, formId, null)).toMatchObject([
      { email: null, answers: { [questionId("satisfaction")]: ["4"] } },
    ]);
  });

  test("of a form that is gone are told as gone", async () => {
    const world = await openGoogle();
    const { formId } = await opened(world);
    world.google.deleteForm(formId);
    const failure = await listed(world.forms, formId, null).catch(error => error);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure.kind).toBe("gone");
  });
});
