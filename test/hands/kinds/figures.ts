import { expect } from "vitest";
import { questionId } from "../../../src/core/rules/surveys/form.ts";
import { pointTable } from "../../../src/store/figures/points.ts";
import { answerTable } from "../../../src/store/mirror/answers.ts";
import { formTable } from "../../../src/store/mirror/forms.ts";
import { inProcessRunner } from "../../demo/inProcess.ts";
import { openD1 } from "../../world/d1.ts";
import { openPlayground } from "../../world/playground.ts";
import type { Kind } from "../scenario.ts";

const ZONE = "Europe/Berlin";
const day = (text: string) => Date.parse(`${text}T06:00:00Z`);

/** A programme of so many people, some of whom seek a skill by a name of their own. */
async function openCompany(names: readonly string[]) {
  const cast = names.map(name => ({ name, email: `${name}@example.org`, zone: ZONE }));
  const playground = await openPlayground({ startsAt: day("2027-01-07"), people: cast });
  const database = openD1();
  const runner = inProcessRunner(playground, database);
  const programme = await playground.add("programmes", {
    name: "Pairs",
    status: "active",
    format: "pair",
    zone: ZONE,
    language: "en",
    start: { start: "2027-01-11", end: null },
    end: { start: "2027-04-04", end: null },
  });
  const enter = (name: string, skill: string) =>
    playground.add("people", {
      name,
      email: `${name}@example.org`,
      zone: ZONE,
      hours: "9-17",
      seeks: [skill],
      programmes: [programme],
      consent: { start: "2027-01-01", end: null },
    });
  const formId = async () =>
    (await formTable.list(database)).find(form => form.kind === "self_assessment")?.formId ?? "";
  return {
    enter,
    runAt: async (date: string) => {
      playground.clock.set(day(date));
      return runner.run(day(date), "test");
    },
    rows: async () =>
      playground.google.state.forms
        .get(await formId())
        ?.items.flatMap(item => item.questionGroupItem?.questions.map(row => row.rowQuestion?.title) ?? []),
    /** Answers the form; with `isEdit` what was answered before is edited, as it must be where one response is allowed. */
    answer: async (name: string, levels: Record<string, string>, isEdit = false) => {
      const said = Object.entries({ ...levels, confidence: "3" });
      const respondentEmail = `${name}@example.org`;
      const responses = [...(playground.google.state.forms.get(await formId())?.responses.values() ?? [])];
      const responseId = responses.find(one => one.respondentEmail === respondentEmail)?.responseId;
      playground.google.submitForm(await formId(), {
        respondentEmail,
        ...(isEdit ? { responseId } : {}),
        answers: Object.fromEntries(said.map(([key, value]) => [questionId(key), [value]])),
      });
    },
    wish: async (name: string, notWith: string, isEdit = false) => {
      const form = (await formTable.list(database)).find(one => one.kind === "needs");
      const kept = playground.google.state.forms.get(form?.formId ?? "");
      const asked = kept?.items.find(item => item.questionItem?.question.questionId === questionId("takesPart"));
      const yes = asked?.questionItem?.question.choiceQuestion?.options[0]?.value ?? "";
      const respondentEmail = `${name}@example.org`;
      const before = [...(kept?.responses.values() ?? [])].find(one => one.respondentEmail === respondentEmail);
      playground.google.submitForm(kept?.id ?? "", {
        respondentEmail,
        ...(isEdit ? { responseId: before?.responseId } : {}),
        answers: { [questionId("takesPart")]: [yes], [questionId("notWith")]: [notWith] },
      });
    },
    kept: async () => JSON.stringify((await answerTable.list(database)).responses),
    figures: async (metric: string) =>
      [...(await pointTable.list(database)).values()].filter(point => point.metricId === metric),
  };
}

export const figures: Kind = {
  name: "figures",
  title: "Figures of flat data",
  rule: "Figures stay true where everybody gives the same answer, names a skill in another way or edits an earlier answer.",
  scenarios: [
    {
      act: "twelve people rate a skill alike, and a month later all rate it one level higher",
      outcome:
        "growth is one point, with no spread around it; no effect size is given, for there is no spread to compare with",
      play: async () => {
        const names = Array.from({ length: 12 }, (_, place) => `p${place}`);
        const company = await openCompany(names);
        for (const name of names) await company.enter(name, "Testing");
        await company.runAt("2027-01-08");
        await company.runAt("2027-01-11");
        for (const name of names) await company.answer(name, { "skill:testing": "2" });
        await company.runAt("2027-01-12");
        await company.runAt("2027-02-09");
        for (const name of names) await company.answer(name, { "skill:testing": "3" });
        await company.runAt("2027-02-10");
        await company.runAt("2027-03-10");
        const known = (await company.figures("growth_points")).filter(point => point.value !== null);
        expect(known.map(point => [point.value, point.n, point.interval])).toContainEqual([1, 12, [1, 1]]);
        for (const point of await company.figures("growth_effect")) expect(point.value).toBeNull();
      },
    },
    {
      act: "three people call one skill Testing, тестирование and QA",
      outcome: "the form asks for it in one row, and the figures show it once",
      play: async () => {
        const company = await openCompany(["ana", "boris", "clara"]);
        await company.enter("ana", "Testing");
        await company.enter("boris", "тестирование");
        await company.enter("clara", "QA");
        await company.runAt("2027-01-08");
        await company.runAt("2027-01-11");
        const rows = await company.rows();
        expect(rows).toHaveLength(1);
        const key = `skill:${String(rows?.[0]).toLowerCase()}`;
        for (const name of ["ana", "boris", "clara"]) await company.answer(name, { [key]: "2" });
        await company.runAt("2027-01-12");
        await company.runAt("2027-02-10");
        const skills = new Set((await company.figures("growth_points")).map(point => point.skill));
        expect([...skills].filter(skill => skill !== null)).toHaveLength(1);
      },
    },
    {
      act: "people answer the self-assessment by editing their answer of last month, as they must where one response is allowed",
      outcome: "last month's levels stay, and growth is counted from them; within a month the last answer counts",
      play: async () => {
        const names = ["ana", "boris", "clara", "dan"];
        const company = await openCompany(names);
        for (const name of names) await company.enter(name, "Testing");
        await company.runAt("2027-01-08");
        await company.runAt("2027-01-11");
        for (const name of names) await company.answer(name, { "skill:testing": "5" });
        await company.runAt("2027-01-12");
        for (const name of names) await company.answer(name, { "skill:testing": "2" }, true);
        await company.runAt("2027-01-13");
        await company.runAt("2027-02-09");
        for (const name of names) await company.answer(name, { "skill:testing": "3" }, true);
        await company.runAt("2027-02-10");
        expect((await company.runAt("2027-02-10")).done).toEqual({});
        await company.runAt("2027-03-10");
        const known = (await company.figures("growth_points")).filter(point => point.value !== null);
        expect(known.map(point => [point.value, point.n])).toContainEqual([1, 4]);
      },
    },
    {
      act: "somebody edits a name out of the needs form",
      outcome: "nothing of it is kept",
      play: async () => {
        const company = await openCompany(["ana", "boris"]);
        for (const name of ["ana", "boris"]) await company.enter(name, "Testing");
        await company.runAt("2027-01-08");
        await company.wish("ana", "Zzboris");
        await company.runAt("2027-01-09");
        expect(await company.kept()).toContain("Zzboris");
        await company.wish("ana", "", true);
        await company.runAt("2027-02-10");
        expect(await company.kept()).not.toContain("Zzboris");
      },
    },
  ],
};
