import { describe, expect, it } from "vitest";
import type { FormKind } from "../../src/core/domain/form.ts";
import { sessionCode } from "../../src/core/domain/session.ts";
import { questionId, skillQuestionKey } from "../../src/core/rules/surveys/form.ts";
import { questionTexts } from "../../src/core/rules/surveys/texts.ts";
import { answerTable } from "../../src/store/mirror/answers.ts";
import { formTable, type KeptForm } from "../../src/store/mirror/forms.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import type { LocalD1 } from "../world/d1.ts";
import { openD1 } from "../world/d1.ts";
import { COORDINATOR, openPlayground, type Playground } from "../world/playground.ts";
import { readTable } from "../world/tables.ts";

const NAMES = ["ana", "boris", "clara", "dora"];
const PEOPLE = NAMES.map(name => ({ name, email: `${name}@example.org`, zone: "Europe/Berlin" }));

interface Story {
  playground: Playground;
  database: LocalD1;
  programme: string;
  people: Map<string, string>;
  runAt(at: string): Promise<{ failed: string[]; done: Record<string, number> }>;
  formsOf(kind: FormKind): KeptForm[];
  answer(kind: FormKind, name: string, said: Record<string, string>): void;
  says(kind: FormKind): Promise<string>;
  /** A change made in Google's editor by the coordinator. */
  editForm(kind: FormKind, requests: object[]): Promise<void>;
}

async function openStory(): Promise<Story> {
  const playground = await openPlayground({ startsAt: Date.parse("2027-01-07T08:00:00Z"), people: PEOPLE });
  const database = openD1();
  const runner = inProcessRunner(playground, database);
  const programme = await playground.add("programmes", {
    name: "Pairs",
    status: "active",
    format: "pair",
    zone: "Europe/Berlin",
    language: "en",
    start: { start: "2027-01-11", end: null },
    end: { start: "2027-04-04", end: null },
  });
  const people = new Map<string, string>();
  for (const { name, email, zone } of PEOPLE) {
    const page = { name, email, zone, hours: "9-17", seeks: ["Testing"], programmes: [programme] };
    people.set(name, await playground.add("people", { ...page, consent: { start: "2027-01-01", end: null } }));
  }
  let kept: KeptForm[] = [];
  const formsOf = (kind: FormKind) => kept.filter(form => form.kind === kind);
  const formId = (kind: FormKind) => formsOf(kind)[0]?.formId ?? "";
  return {
    playground,
    database,
    programme,
    people,
    runAt: async at => {
      playground.clock.set(Date.parse(at));
      const { failed, done } = await runner.run(Date.parse(at), "test");
      kept = await formTable.list(database);
      return { failed: failed.map(String), done };
    },
    formsOf,
    answer: (kind, name, said) => {
      playground.google.submitForm(formId(kind), {
        respondentEmail: `${name}@example.org`,
        answers: Object.fromEntries(Object.entries(said).map(([key, value]) => [questionId(key), [value]])),
      });
    },
    says: async kind => {
      const rows = (await readTable(playground, "surveys")).filter(row => row.values.kind === kind);
      return rows.map(row => String(row.values.krugSays ?? "")).join("\n");
    },
    editForm: async (kind, requests) => {
      const answer = await playground.fetch(
        `${playground.connection.google.formsUrl}v1/forms/${formId(kind)}:batchUpdate`,
        {
          method: "POST",
          headers: {
            authorization: `Bearer ${playground.google.personToken(COORDINATOR)}`,
            "content-type": "application/json",
          },
          body: JSON.stringify({ requests }),
        },
      );
      if (!answer.ok) throw new Error(await answer.text());
    },
  };
}

const placeOf = ({ playground, formsOf }: Story, kind: FormKind, key: string) =>
  playground.google.state.forms
    .get(formsOf(kind)[0]?.formId ?? "")
    ?.items.findIndex(item => item.questionItem?.question.questionId === questionId(key)) ?? -1;
const rowsOf = ({ playground, formsOf }: Story) =>
  playground.google.state.forms
    .get(formsOf("self_assessment")[0]?.formId ?? "")
    ?.items.flatMap(item => item.questionGroupItem?.questions.map(row => row.rowQuestion?.title) ?? []);
const answersKept = async ({ database }: Story, kind: FormKind) =>
  (await answerTable.list(database)).responses
    .filter(one => one.kind === kind)
    .map(one => JSON.stringify(one.response));

describe("a form", () => {
  it("asks for a skill people come up with later, and keeps every earlier answer", async () => {
    const story = await openStory();
    await story.runAt("2027-01-08T06:00:00Z");
    await story.runAt("2027-01-11T06:00:00Z");
    expect(rowsOf(story)).toEqual(["Testing"]);
    story.answer("self_assessment", "ana", { "skill:testing": "2", confidence: "3" });
    await story.runAt("2027-01-12T06:00:00Z");
    const { playground, people } = story;
    await playground.edit(COORDINATOR, "people", people.get("boris") ?? "", { seeks: ["SQL", "testing"] });
    const { done } = await story.runAt("2027-01-13T06:00:00Z");
    expect(done.change_form).toBe(1);
    expect(rowsOf(story)).toEqual(["Testing", "SQL"]);
    story.answer("self_assessment", "boris", { "skill:testing": "3", [skillQuestionKey("SQL")]: "1", confidence: "3" });
    await story.runAt("2027-01-14T06:00:00Z");
    const waves = await readTable(playground, "surveys");
    expect(waves.find(row => row.values.kind === "self_assessment")?.values.answers).toBe(2);
    expect((await story.runAt("2027-01-15T06:00:00Z")).done.change_form).toBeUndefined();
  });

  it("somebody deleted is made anew once, its link goes round, and what was answered before still counts", async () => {
    const story = await openStory();
    await story.runAt("2027-01-08T06:00:00Z");
    await story.runAt("2027-01-11T06:00:00Z");
    story.answer("self_assessment", "ana", { "skill:testing": "2", confidence: "3" });
    await story.runAt("2027-01-12T06:00:00Z");
    const [before] = story.formsOf("self_assessment");
    story.playground.google.deleteForm(before?.formId ?? "");
    const { failed, done } = await story.runAt("2027-01-12T10:00:00Z");
    expect([failed, done.create_form]).toEqual([[], 1]);
    const [after, ...others] = story.formsOf("self_assessment");
    expect(others).toEqual([]);
    expect(after?.formId).not.toBe(before?.formId);
    expect(await story.says("self_assessment")).toContain("made a new one");
    story.answer("self_assessment", "boris", { "skill:testing": "3", confidence: "3" });
    await story.runAt("2027-01-13T06:00:00Z");
    const row = (await readTable(story.playground, "surveys")).find(one => one.values.kind === "self_assessment");
    expect(row?.values).toMatchObject({ answers: 2, form: after?.responderUri, formId: after?.formId });
    expect((await story.runAt("2027-01-14T06:00:00Z")).done.create_form).toBeUndefined();
  });

  it("somebody closed is opened again the next day", async () => {
    const story = await openStory();
    await story.runAt("2027-01-08T06:00:00Z");
    const [form] = story.formsOf("needs");
    const kept = story.playground.google.state.forms.get(form?.formId ?? "");
    if (kept === undefined) throw new Error("no form");
    kept.publishState = { isPublished: false, isAcceptingResponses: false };
    await story.runAt("2027-01-09T06:00:00Z");
    expect(kept.publishState).toEqual({ isPublished: true, isAcceptingResponses: true });
    expect((await story.runAt("2027-01-10T06:00:00Z")).done.change_form).toBeUndefined();
  });

  it("from which people took a question is told so, stays without it, and the rest counts", async () => {
    const story = await openStory();
    await story.runAt("2027-01-08T06:00:00Z");
    await story.runAt("2027-01-11T06:00:00Z");
    await story.editForm("self_assessment", [
      { deleteItem: { location: { index: placeOf(story, "self_assessment", "confidence") } } },
    ]);
    story.answer("self_assessment", "ana", { "skill:testing": "2" });
    await story.runAt("2027-01-12T06:00:00Z");
    expect(await story.says("self_assessment")).toContain(questionTexts("confidence").title.en);
    await story.playground.edit(COORDINATOR, "people", story.people.get("boris") ?? "", { seeks: ["SQL"] });
    await story.runAt("2027-01-13T06:00:00Z");
    expect(rowsOf(story)).toEqual(["Testing", "SQL"]);
    expect(placeOf(story, "self_assessment", "confidence")).toBe(-1);
    const rows = await readTable(story.playground, "surveys");
    expect(rows.find(row => row.values.kind === "self_assessment")?.values.answers).toBe(1);
  });

  it("whose scale people changed is told so; answers that fit count, and those that do not are kept", async () => {
    const story = await openStory();
    await story.runAt("2027-01-08T06:00:00Z");
    await story.runAt("2027-01-11T06:00:00Z");
    const place = placeOf(story, "self_assessment", "confidence");
    const item = story.playground.google.state.forms.get(story.formsOf("self_assessment")[0]?.formId ?? "")?.items[
      place
    ];
    await story.editForm("self_assessment", [
      {
        updateItem: {
          item: {
            ...item,
            questionItem: {
              question: { questionId: questionId("confidence"), required: true, scaleQuestion: { low: 1, high: 10 } },
            },
          },
          location: { index: place },
          updateMask: "questionItem",
        },
      },
    ]);
    story.answer("self_assessment", "ana", { "skill:testing": "2", confidence: "9" });
    story.answer("self_assessment", "boris", { "skill:testing": "2", confidence: "4" });
    await story.runAt("2027-01-12T06:00:00Z");
    expect(await story.says("self_assessment")).toContain("another scale or other options");
    expect(await story.says("self_assessment")).toMatch(/1 answer to .* could not be understood/);
    expect((await answersKept(story, "self_assessment")).filter(one => one.includes('["9"]'))).toHaveLength(1);
    const rows = await readTable(story.playground, "surveys");
    expect(rows.find(row => row.values.kind === "self_assessment")?.values.answers).toBe(2);
  });

  it("speaks the programme's language when that changes, and answers in either are understood", async () => {
    const story = await openStory();
    await story.runAt("2027-01-08T06:00:00Z");
    story.answer("needs", "ana", { takesPart: "Yes, I take part", seeks: "Testing" });
    await story.runAt("2027-01-09T06:00:00Z");
    await story.playground.edit(COORDINATOR, "programmes", story.programme, { language: "uk" });
    await story.runAt("2027-01-10T06:00:00Z");
    const form = story.playground.google.state.forms.get(story.formsOf("needs")[0]?.formId ?? "");
    expect(form?.items[0]?.title).toBe(questionTexts("takesPart").title.uk);
    story.answer("needs", "boris", { takesPart: questionTexts("takesPart").options?.yes?.uk ?? "", seeks: "Testing" });
    await story.runAt("2027-01-11T06:00:00Z");
    const rows = await readTable(story.playground, "surveys");
    expect(rows.find(row => row.values.kind === "needs")?.values.answers).toBe(2);
    expect((await story.runAt("2027-01-12T06:00:00Z")).done.change_form).toBeUndefined();
  });

  it("is not made anew where no form may be opened any more: that is told, and the rest of the run goes on", async () => {
    const story = await openStory();
    await story.runAt("2027-01-08T06:00:00Z");
    await story.runAt("2027-01-11T06:00:00Z");
    const count = story.playground.google.state.forms.size;
    for (const form of story.playground.google.state.forms.values()) form.owner = "somebody@else.org";
    const { failed, done } = await story.runAt("2027-01-12T06:00:00Z");
    expect([failed, done.create_form]).toEqual([[], undefined]);
    expect(story.playground.google.state.forms.size).toBe(count);
    expect(await story.says("needs")).toContain("may no longer open the form");
    for (const form of story.playground.google.state.forms.values()) form.owner = COORDINATOR;
    await story.runAt("2027-01-13T06:00:00Z");
    expect(await story.says("needs")).not.toContain("may no longer open the form");
  });

  it("tells of an answer for a session that was deleted, keeps it, and counts it once the page is back", async () => {
    const story = await openStory();
    await story.runAt("2027-01-08T06:00:00Z");
    const [session] = await readTable(story.playground, "sessions");
    if (session === undefined) throw new Error("no session");
    const inTrash = (in_trash: boolean) =>
      story.playground.notionOf(COORDINATOR).pages.update({ page_id: session.id, in_trash });
    const [name] = NAMES.filter(one => String(session.values.title).includes(one));
    await inTrash(true);
    await story.runAt("2027-01-09T06:00:00Z");
    const met = questionTexts("met").options?.all?.en ?? "";
    story.answer("feedback", name ?? "", { code: sessionCode(session.id), met, useful: "5" });
    await story.runAt("2027-01-10T06:00:00Z");
    expect(await story.says("feedback")).toContain(`a session that was deleted: ${sessionCode(session.id)}`);
    expect(await answersKept(story, "feedback")).toHaveLength(1);
    await inTrash(false);
    await story.runAt("2027-01-11T06:00:00Z");
    expect(await story.says("feedback")).not.toContain("deleted");
    const rows = await readTable(story.playground, "surveys");
    expect(rows.find(row => row.values.kind === "feedback")?.values.answers).toBe(1);
  });

  it("with 5,001 answers is read over the page's end, each submission kept once and each person counted once", async () => {
    const story = await openStory();
    await story.runAt("2027-01-08T06:00:00Z");
    const said = { takesPart: "Yes, I take part" };
    for (let index = 0; index < 5001; index += 1) story.answer("needs", "ana", said);
    const { failed } = await story.runAt("2027-01-09T06:00:00Z");
    expect(failed).toEqual([]);
    expect(new Set(await answersKept(story, "needs")).size).toBe(5001);
    const rows = await readTable(story.playground, "surveys");
    expect(rows.find(row => row.values.kind === "needs")?.values.answers).toBe(1);
  });
});
