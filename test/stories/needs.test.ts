import { describe, expect, test } from "vitest";
import { DAY, MINUTE } from "../../src/core/domain/values/time.ts";
import { questionId } from "../../src/core/rules/surveys/form.ts";
import { openedTables, stolenTables } from "../world/kept.ts";
import type { SaidNeeds } from "../world/needsAnswer.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { everythingSeen } from "../world/seen.ts";
import { readTable } from "../world/tables.ts";

const PEOPLE = ["ana", "boris", "carla", "dan", "eva"];

/** Somebody fills in the needs form; who answers again edits nothing and sends it once more. */
function answer(world: PairWorld, name: string, said: SaidNeeds): void {
  const { forms } = world.playground.google.state;
  const [formId] =
    [...forms].find(([, one]) =>
      (one.items ?? []).some(item => item.questionItem?.question.questionId === questionId("takesPart")),
    ) ?? [];
  if (formId === undefined) throw new Error("there is no needs form");
  world.playground.google.submitForm(formId, {
    respondentEmail: `${name}@example.org`,
    answers: Object.fromEntries(
      Object.entries({ takesPart: "Yes, I take part", ...said }).map(([key, value]) => [questionId(key), [value]]),
    ),
  });
}

/** Everything whoever gets hold of the database reads; and beside the answers themselves, whoever has the key. */
async function databaseWithoutAnswers({ database }: PairWorld): Promise<string> {
  const { answers: _, ...opened } = await openedTables(database);
  expect(Object.keys(opened)).toContain("outbox");
  return JSON.stringify([await stolenTables(database), opened]);
}

const groupsOf = async (world: PairWorld) =>
  (await readTable(world.playground, "groups"))
    .filter(group => group.values.status !== "ended")
    .map(group => [...(group.values.members as string[])].sort());

describe("what people ask for privately", () => {
  const secrets = { wishes: "bOrIs", notWith: "cArLa\nDaN" };

  test("stands in no page, event, mail, log, answer of the API or row of the database but the answer's own, and is kept to", async () => {
    const world = await openPairWorld({ people: PEOPLE, programme: { matching: "best_fit", format: "pair" } });
    answer(world, "ana", { ...secrets, level: "3", offers: "QA\nNegotiation", style: "Straight to the point" });
    answer(world, "boris", { seeks: "тестирование", level: "3" });
    const apart = [world.ids.carla, world.ids.dan];
    for (let week = 0; week < 3; week += 1) {
      // A round of pairs is formed anew each Thursday for the week after.
      const at = THURSDAY + (7 * week + 7) * DAY;
      await world.runAt(at - DAY);
      await world.runAt(at);
      const hers = (await readTable(world.playground, "groups")).filter(
        group => group.values.round === week + 2 && (group.values.members as string[]).includes(world.ids.ana ?? ""),
      );
      expect(hers).toHaveLength(1);
      for (const id of apart) expect(hers[0]?.values.members).not.toContain(id);
      const seen = await everythingSeen(world.playground, world.database, at + MINUTE);
      expect(seen.get("/")).toContain("Ana");
      for (const [place, text] of seen)
        for (const secret of ["Zzaim", "bOrIs", "cArLa", "DaN"])
          expect(text.includes(secret), `${secret} in ${place}`).toBe(false);
      const kept = await databaseWithoutAnswers(world);
      for (const secret of ["Zzaim", "bOrIs", "cArLa", "DaN"]) expect(kept.includes(secret), secret).toBe(false);
    }
    const ana = (await readTable(world.playground, "people")).find(row => row.id === world.ids.ana);
    expect(ana?.values).toMatchObject({ level: 3, offers: ["QA", "Negotiation"], style: "direct" });
    expect(world.playground.google.state.forms.size).toBeGreaterThan(0);
  });

  test("reads the same everywhere, to the letter, with and without a “not with” that changes no group", async () => {
    const lived = async (notWith: string) => {
      const world = await openPairWorld({ people: PEOPLE.slice(0, 4), programme: { roundWeeks: 4 } });
      const hers = (await groupsOf(world)).find(group => group.includes(world.ids.ana ?? ""))!;
      const strangers = ["boris", "carla", "dan"].filter(name => !hers.includes(world.ids[name] ?? ""));
      answer(world, "ana", { wishes: "Zzaim", notWith: notWith === "" ? "" : strangers.join(notWith) });
      await world.runAt(THURSDAY + DAY);
      await world.runAt(THURSDAY + 9 * DAY);
      return everythingSeen(world.playground, world.database, THURSDAY + 9 * DAY + MINUTE);
    };
    const [without, withIt] = [await lived(""), await lived(", ")];
    expect(without.size).toBeGreaterThan(20);
    expect([...withIt.keys()]).toEqual([...without.keys()]);
    for (const [place, text] of withIt) expect([place, text]).toEqual([place, without.get(place)]);
  });
});

test("who answers the form is in the next round without any other word; a page people wrote on stays theirs", async () => {
  const world = await openPairWorld({ others: ["nina", "omar"] });
  for (const name of ["nina", "omar"])
    world.ids[name] = await world.playground.add("people", {
      name: name === "nina" ? "Nina" : "Omar",
      email: `${name}@example.org`,
      zone: "Europe/Berlin",
      hours: name === "nina" ? "" : "9-17",
      level: name === "nina" ? 4 : null,
      programmes: [world.ids.programme ?? ""],
    });
  await world.runAt(THURSDAY + 5 * MINUTE);
  answer(world, "nina", { level: "2", times: "Mon-Fri 10-16", offers: "Design" });
  answer(world, "omar", { takesPart: "Not now", offers: "Cooking" });
  await world.runAt(THURSDAY + 10 * MINUTE);
  const page = async (name: string) =>
    (await readTable(world.playground, "people")).find(row => row.id === world.ids[name])?.values;
  expect(await page("nina")).toMatchObject({
    level: 4,
    hours: "Mon-Fri 10-16",
    offers: ["Design"],
    consent: { start: "2027-01-07", end: null },
    krugSays: "",
  });
  expect(await page("omar")).toMatchObject({ offers: [], consent: null });
  expect((await groupsOf(world)).flat()).toContain(world.ids.nina);
  expect((await groupsOf(world)).flat()).not.toContain(world.ids.omar);
  const [needs] = (await readTable(world.playground, "surveys")).filter(row => row.values.kind === "needs");
  expect(needs?.values).toMatchObject({ answers: 2, krugSays: expect.stringContaining("1 person answered “Not now”") });

  // A coordinator corrects the skills; Nina answers again with others: the page stands, the level she never wrote there too.
  await world.edit("people", world.ids.nina ?? "", { offers: ["Design", "Research"] });
  await world.runAt(THURSDAY + 15 * MINUTE);
  answer(world, "nina", { offers: "Dancing", times: "Mon-Thu 9-15" });
  await world.runAt(THURSDAY + 20 * MINUTE);
  expect(await page("nina")).toMatchObject({ offers: ["Design", "Research"], hours: "Mon-Thu 9-15", level: 4 });
  expect((await world.runAt(THURSDAY + 25 * MINUTE)).done).toEqual({});
});
