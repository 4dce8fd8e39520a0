import { expect, test } from "vitest";
import type { FormKind } from "../../src/core/domain/form.ts";
import { sessionCode } from "../../src/core/domain/session.ts";
import { DAY, MINUTE } from "../../src/core/domain/values/time.ts";
import { questionId } from "../../src/core/rules/surveys/form.ts";
import { type QuestionKey, questionTexts } from "../../src/core/rules/surveys/texts.ts";
import { pointTable } from "../../src/store/figures/points.ts";
import { answerTable } from "../../src/store/mirror/answers.ts";
import { type CircleWorld, openCircle, THURSDAY } from "../world/circle.ts";
import { COORDINATOR } from "../world/playground.ts";
import { readTable } from "../world/tables.ts";

const NAMES = ["Ana", "Boris", "Vera"];
const MONTH = 28 * DAY;
/** The Tuesday of the first week. */
const FIRST = THURSDAY + 5 * DAY;
const MONTHS = 14;

const option = (question: QuestionKey, key: string) =>
  (questionTexts(question).options as Record<string, { en: string }>)[key]?.en ?? "";

/** Somebody fills in a form of the programme; a response id edits what they sent before. */
async function answer(
  world: CircleWorld,
  kind: FormKind,
  name: string,
  said: Record<string, string>,
  responseId?: string,
) {
  const form = await world.database
    .prepare("SELECT form_id AS id FROM forms WHERE kind = ?")
    .bind(kind)
    .first<{ id: string }>();
  const answers = Object.fromEntries(Object.entries(said).map(([key, value]) => [questionId(key), [value]]));
  const respondentEmail = `${name.toLowerCase()}@example.org`;
  const submission = { respondentEmail, answers, ...(responseId === undefined ? {} : { responseId }) };
  return world.playground.google.submitForm(form?.id ?? "", submission);
}

/** More than a year of a circle that meets once in four weeks, in which everybody answers everything. */
async function liveMonths(): Promise<CircleWorld> {
  const programme = { everyWeeks: 4, roundWeeks: 52, feedbackOnly: false, end: null };
  const world = await openCircle({ names: NAMES, programme });
  await world.run(THURSDAY);
  await answer(world, "needs", "Ana", { takesPart: option("takesPart", "yes"), level: "2" });
  const reported = new Set<string>();
  for (let month = 0; month < MONTHS; month += 1) {
    const at = FIRST + month * MONTH;
    await world.run(at);
    for (const name of NAMES) await answer(world, "self_assessment", name, { confidence: String(1 + (month % 5)) });
    await answer(world, "standing", "Boris", { standing: option("standing", "word"), word: `word ${month}` });
    if (month === 2) await answer(world, "needs", "Ana", { takesPart: option("takesPart", "yes"), wishes: "to test" });
    for (const { id, values } of await world.pages()) {
      const end = Date.parse((values.when as { end: string }).end);
      if (reported.has(id) || end > at || values.kind !== "session") continue;
      reported.add(id);
      for (const name of NAMES)
        await answer(world, "feedback", name, { code: sessionCode(id), met: option("met", "all"), useful: "4" });
    }
    await world.run(at + DAY);
  }
  return world;
}

test("answers go after the months a programme's page says, and everything drawn from them stays", async () => {
  const world = await liveMonths();
  const { database } = world;
  const figures = async () =>
    [...(await pointTable.list(database)).values()]
      .filter(({ period }) => period.number < MONTHS)
      .map(({ key, value, n }) => `${key} ${value} ${n}`)
      .sort();
  const surveys = async () =>
    (await readTable(world.playground, "surveys"))
      .map(({ values }) => [values.key, values.answers, values.rate])
      .sort();
  const kept = async (kind: FormKind) =>
    (await answerTable.list(database)).responses
      .filter(one => one.kind === kind)
      .map(one => one.response)
      .sort((a, b) => a.submittedAt - b.submittedAt);
  const now = FIRST + MONTHS * MONTH;
  await world.run(now);
  const [before, counted, all] = [
    await figures(),
    await surveys(),
    (await answerTable.list(database)).responses.length,
  ];
  expect(before.length).toBeGreaterThan(500);
  const [oldest] = await kept("standing");

  await world.playground.edit(COORDINATOR, "programmes", world.ids.get("programme") ?? "", { keepAnswers: 6 });
  await world.runUntilQuiet(now + DAY);
  const cut = now + DAY - 6 * 31 * DAY;
  const old = async (kind: FormKind) => (await kept(kind)).filter(one => one.submittedAt < cut);
  expect((await answerTable.list(database)).responses.length).toBeLessThan(0.7 * all);
  expect(await old("feedback")).toEqual([]);
  expect((await kept("feedback")).length).toBeGreaterThan(6);
  expect(await old("standing")).toEqual([]);
  // What was first said of each question; the last is younger.
  expect((await old("self_assessment")).map(one => one.submittedAt)).toEqual(NAMES.map(() => FIRST));
  expect(await kept("needs")).toHaveLength(2);
  expect(await surveys()).toEqual(counted);

  // Everything is listed again once a day.
  const left = (await answerTable.list(database)).responses.length;
  await world.runUntilQuiet(now + 2 * DAY);
  expect((await answerTable.list(database)).responses).toHaveLength(left);
  expect(await surveys()).toEqual(counted);
  expect(await figures()).toEqual(before);

  // An old answer that is edited is a new word.
  await answer(world, "standing", "Boris", { standing: option("standing", "word"), word: "anew" }, oldest?.responseId);
  await world.run(now + 2 * DAY + 30 * MINUTE);
  expect((await kept("standing")).map(one => one.responseId)).toContain(oldest?.responseId);
});

test("a number of months that makes no sense keeps everything, and the page says so", async () => {
  const world = await openCircle({ names: NAMES, programme: { keepAnswers: 2 } });
  await world.run(THURSDAY);
  const [page] = await readTable(world.playground, "programmes");
  expect(page?.values.krugSays).toBe(
    "2 doesn’t work in “Keep answers (months)”, so all answers are kept. Write a whole number of months from 6 to 120, or leave it empty.",
  );
});
