import { expect, test } from "vitest";
import { parseAnswer } from "../../src/core/rules/surveys/answers.ts";
import { itemIdOf, questionId, skillQuestionIds, skillQuestionKey } from "../../src/core/rules/surveys/form.ts";
import { answerTable } from "../../src/store/mirror/answers.ts";
import { formTable } from "../../src/store/mirror/forms.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import { openD1 } from "../world/d1.ts";
import { COORDINATOR, openPlayground } from "../world/playground.ts";
import { readTable } from "../world/tables.ts";

/** Two names of skills whose questions would have one id: of 31 bits, some hundred thousand names are enough. */
function twoAlike(): [string, string] {
  const found = new Map<string, string>();
  for (let number = 0; ; number += 1) {
    const name = `skill ${number.toString(36)}`;
    const id = questionId(skillQuestionKey(name));
    const other = found.get(id);
    if (other !== undefined) return [other, name];
    found.set(id, name);
  }
}

const [FIRST, SECOND] = twoAlike();

test("two skills that would share one id have two, whichever comes first; the first keeps its own", () => {
  expect(questionId(skillQuestionKey(FIRST))).toBe(questionId(skillQuestionKey(SECOND)));
  for (const skills of [
    [FIRST, SECOND, "testing"],
    [SECOND, "testing", FIRST],
  ]) {
    const ids = skillQuestionIds(skills);
    expect(new Set(ids.values()).size).toBe(3);
    expect(ids.get(skills[0] ?? "")).toBe(questionId(skillQuestionKey(skills[0] ?? "")));
    expect(ids.get("testing")).toBe(questionId(skillQuestionKey("testing")));
  }
});

test("a skill whose id is taken by another item of its form gets one of its own", () => {
  const own = ["confidence", "levels"].map(itemIdOf);
  const skills = Array.from({ length: 500 }, (_, number) => `skill ${number}`);
  const ids = [...skillQuestionIds(skills).values()];
  expect(new Set([...ids, ...own, questionId("confidence")]).size).toBe(503);
});

test("a form asks for both of two skills that would share one id, now and later, and each has its own levels", async () => {
  const people = ["ana", "boris"].map(name => ({ name, email: `${name}@example.org`, zone: "Europe/Berlin" }));
  const playground = await openPlayground({ startsAt: Date.parse("2027-01-07T08:00:00Z"), people });
  const database = openD1();
  const runner = inProcessRunner(playground, database);
  const runAt = async (at: string) => {
    playground.clock.set(Date.parse(at));
    const { failed } = await runner.run(Date.parse(at), "test");
    expect(failed).toEqual([]);
  };
  const programme = await playground.add("programmes", {
    name: "Pairs",
    status: "active",
    format: "pair",
    zone: "Europe/Berlin",
    language: "en",
    start: { start: "2027-01-11", end: null },
    end: { start: "2027-04-04", end: null },
  });
  const ids: string[] = [];
  for (const one of people)
    ids.push(
      await playground.add("people", {
        ...one,
        hours: "9-17",
        seeks: [SECOND],
        programmes: [programme],
        consent: { start: "2027-01-01", end: null },
      }),
    );
  await runAt("2027-01-08T06:00:00Z");
  await runAt("2027-01-11T06:00:00Z");
  await playground.edit(COORDINATOR, "people", ids[0] ?? "", { seeks: [FIRST], offers: [SECOND] });
  await runAt("2027-01-12T06:00:00Z");
  const form = (await formTable.list(database)).find(one => one.kind === "self_assessment");
  const asked = playground.google.state.forms
    .get(form?.formId ?? "")
    ?.items.flatMap(item => item.questionGroupItem?.questions ?? []);
  expect(asked?.map(row => row.rowQuestion?.title)).toEqual([SECOND, FIRST]);
  const [second = "", first = ""] = asked?.map(row => row.questionId ?? "") ?? [];
  expect(second).toBe(questionId(skillQuestionKey(SECOND)));
  expect(first).not.toBe(second);
  for (const { email } of people)
    playground.google.submitForm(form?.formId ?? "", {
      respondentEmail: email,
      answers: { [second]: ["2"], [first]: ["5"], [questionId("confidence")]: ["3"] },
    });
  await runAt("2027-01-13T06:00:00Z");
  await runAt("2027-01-14T06:00:00Z");
  const waves = await readTable(playground, "surveys");
  expect(waves.find(row => row.values.kind === "self_assessment")?.values.answers).toBe(2);
  const kept = (await answerTable.list(database)).responses.filter(one => one.kind === "self_assessment");
  for (const { response } of kept) {
    const { value } = parseAnswer("self_assessment", response, JSON.parse(form?.spec ?? "[]"));
    expect(value).toMatchObject({ levels: { [FIRST]: 5, [SECOND]: 2 } });
  }
  expect(kept).toHaveLength(2);
});
