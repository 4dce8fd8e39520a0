import { expect, test } from "vitest";
import { sessionCode } from "../../src/core/domain/session.ts";
import { DAY } from "../../src/core/domain/values/time.ts";
import { questionId } from "../../src/core/rules/surveys/form.ts";
import { questionTexts } from "../../src/core/rules/surveys/texts.ts";
import { answerTable } from "../../src/store/mirror/answers.ts";
import { openCircle, THURSDAY } from "../world/circle.ts";

/** The Tuesday of the first week. */
const FIRST = THURSDAY + 5 * DAY;

test("where Forms lists by the first submission, feedback of long ago that somebody edits is known within a month", async () => {
  const programme = { everyWeeks: 4, roundWeeks: 52, end: null };
  const world = await openCircle({ names: ["Ana", "Boris", "Vera"], programme });
  const { google, clock } = world.playground;
  google.switches.formsFilterOn = "first";
  await world.run(THURSDAY);
  await world.run(FIRST + 3 * DAY);
  const id = (await world.pages())[0]?.id ?? "";
  const form = await world.database
    .prepare("SELECT form_id AS id FROM forms WHERE kind = 'feedback'")
    .first<{ id: string }>();
  const say = (name: string, useful: string, responseId?: string) =>
    google.submitForm(form?.id ?? "", {
      respondentEmail: `${name}@example.org`,
      answers: {
        [questionId("code")]: [sessionCode(id)],
        [questionId("met")]: [questionTexts("met").options?.all?.en ?? ""],
        [questionId("useful")]: [useful],
      },
      ...(responseId === undefined ? {} : { responseId }),
    });
  const known = async () =>
    (await answerTable.list(world.database)).responses.map(({ response }) => response.answers[questionId("useful")]);
  const { responseId } = say("ana", "2");
  await world.run(FIRST + 4 * DAY);
  expect(await known()).toEqual([["2"]]);
  clock.set(FIRST + 80 * DAY);
  say("boris", "4");
  await world.run(FIRST + 80 * DAY);
  say("ana", "5", responseId);
  const days: number[] = [];
  for (let day = 81; day <= 111; day += 1) {
    await world.run(FIRST + day * DAY);
    if ((await known()).flat().includes("5")) days.push(day);
  }
  expect(days.length).toBeGreaterThan(0);
  expect(days.at(-1)).toBe(111);
});
