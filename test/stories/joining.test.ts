import { expect, test } from "vitest";
import { MINUTE } from "../../src/core/domain/values/time.ts";
import { questionId } from "../../src/core/rules/surveys/form.ts";
import type { SaidNeeds } from "../world/needsAnswer.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { readTable } from "../world/tables.ts";

/** Somebody opens the link of the needs form and sends it. */
function answer(world: PairWorld, email: string, said: SaidNeeds): void {
  const { forms } = world.playground.google.state;
  const [formId] =
    [...forms].find(([, one]) =>
      (one.items ?? []).some(item => item.questionItem?.question.questionId === questionId("takesPart")),
    ) ?? [];
  if (formId === undefined) throw new Error("there is no needs form");
  world.playground.google.submitForm(formId, {
    respondentEmail: email,
    answers: Object.fromEntries(
      Object.entries({ takesPart: "Yes, I take part", ...said }).map(([key, value]) => [questionId(key), [value]]),
    ),
  });
}

const pagesCalled = async (world: PairWorld, name: string) =>
  (await readTable(world.playground, "people")).filter(row => row.values.name === name);

test("Nina joins by the link: her page waits for the coordinator's nod, and then she meets the others; nobody is made twice", async () => {
  const world = await openPairWorld({ others: ["nina", "carol"], programme: { formsForAnyone: true } });
  world.playground.google.addAccount({ email: "ana.at.home@example.net" });
  world.newMails();
  answer(world, "nina@example.org", { name: "Nina Novak", zone: "Europe/Sofia", times: "whenever", offers: "Design" });
  answer(world, "ana.at.home@example.net", { name: "Ana" });
  await world.runAt(THURSDAY + 10 * MINUTE);
  const [nina, ...others] = await pagesCalled(world, "Nina Novak");
  expect(others).toEqual([]);
  expect(nina?.values).toMatchObject({
    email: "nina@example.org",
    zone: "Europe/Sofia",
    hours: "",
    offers: ["Design"],
    programmes: [],
    consent: { start: "2027-01-07", end: null },
  });
  expect(nina?.values.krugSays).toMatch(/^Asks to join “Pairs”.*\n?.*times written in the form can’t be read/);
  expect(await pagesCalled(world, "Ana")).toHaveLength(1);
  const [needs] = (await readTable(world.playground, "surveys")).filter(row => row.values.kind === "needs");
  expect(needs?.values.krugSays).toContain("ana.at.home@example.net");
  expect(world.newMails()).toEqual([]);

  // She answers once more before anybody has looked, and changes her page.
  answer(world, "nina@example.org", { name: "Nina Novak", times: "Mon-Fri 9-17" });
  await world.runAt(THURSDAY + 20 * MINUTE);
  expect((await pagesCalled(world, "Nina Novak")).map(({ values }) => values.hours)).toEqual(["Mon-Fri 9-17"]);

  await world.edit("people", nina?.id ?? "", { programmes: [world.ids.programme ?? ""] });
  await world.edit("people", (await pagesCalled(world, "Boris"))[0]?.id ?? "", { zone: "Europe/Berlin" });
  await world.runAt(THURSDAY + 30 * MINUTE);
  const groups = await readTable(world.playground, "groups");
  expect(groups.flatMap(({ values }) => values.members)).toContain(nina?.id);
  expect((await pagesCalled(world, "Nina Novak"))[0]?.values.krugSays).toBe("");
  expect((await world.runAt(THURSDAY + 35 * MINUTE)).done).toEqual({});
});

test("where the programme says so, a colleague is in at once, and a stranger still waits", async () => {
  const world = await openPairWorld({ others: ["nina"], programme: { joinFrom: "example.org", formsForAnyone: true } });
  world.playground.google.addAccount({ email: "olga@example.net" });
  answer(world, "nina@example.org", { name: "Nina Novak" });
  answer(world, "olga@example.net", { name: "Olga" });
  await world.runAt(THURSDAY + 10 * MINUTE);
  expect((await pagesCalled(world, "Nina Novak"))[0]?.values).toMatchObject({
    programmes: [world.ids.programme],
    krugSays: "",
    zone: "Europe/Berlin",
  });
  expect((await pagesCalled(world, "Olga"))[0]?.values).toMatchObject({ programmes: [] });
  const groups = await readTable(world.playground, "groups");
  expect(groups.flatMap(({ values }) => values.members)).toContain((await pagesCalled(world, "Nina Novak"))[0]?.id);
});
