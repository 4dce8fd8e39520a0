import { expect, test } from "vitest";
import { HOUR } from "../../../src/core/domain/values/time.ts";
import { type BodyPage, type EditedPart, flat, openBodyPage } from "./editedPage.ts";

const EDITS = 1000;

/** Of these nothing is taken out that Krug once wrote. */
const ONLY_ADDED_TO: readonly EditedPart[] = ["session", "agreement"];

test.each([
  ["goal", "roadmap"],
  ["person", "people"],
  ["session", "sessions"],
  ["agreement", "groups"],
] as const)(
  "what people write above, below and inside Krug's part of a page survives a thousand edits and rewritings, those between reading and writing too: %s",
  async (part, source) => {
    const page = await openBodyPage(part, source);
    const { random } = page;
    page.isQuick = true;
    for (let turn = 0; turn < EDITS; turn += 1) {
      await page.edit();
      page.clock.set(page.clock.now() + HOUR);
      // Now and then a person is quicker than Krug's next call, the database is lost, or an answer of Notion is.
      page.editsBefore = random.below(3) === 0 ? 1 + random.below(3) : 0;
      page.losesAnswer = random.below(20) === 0;
      if (random.below(25) === 0) await page.forget();
      await page.write(turn);
      if (turn % 10 === 0) await expectKept(page, ONLY_ADDED_TO.includes(part));
    }
    for (const [deed, times] of Object.entries(page.done)) expect([deed, times > 0]).toEqual([deed, true]);
  },
  600_000,
);

/** Each line of people's stands once; Krug has one box, and says nothing twice in it. */
async function expectKept(page: BodyPage, isOnlyAddedTo: boolean): Promise<void> {
  const all = flat(await page.body());
  const texts = all.map(({ text }) => text);
  for (const text of page.theirs.values()) expect([text, texts.filter(one => one === text)]).toEqual([text, [text]]);
  const boxes = all.filter(({ type, id }) => type === "callout" && !page.copies.has(id));
  expect(boxes.length).toBeLessThanOrEqual(1);
  if (!page.isOut && page.isWanted) expect(boxes).toHaveLength(1);
  const krugs = (boxes[0]?.children ?? []).filter(({ text }) => !text.startsWith("person"));
  const said = krugs.map(({ type, text }) => `${type} ${text}`);
  expect(said).toEqual([...new Set(said)]);
  if (!isOnlyAddedTo || boxes[0] === undefined) return;
  for (const line of page.written) expect([line, said.includes(line)]).toEqual([line, true]);
  for (const line of said) page.written.add(line);
}

test("a box that is taken away stays where a person writes in it at that very moment, or has written over its first line", async () => {
  for (const first of ["in it", "over it"]) {
    const page = await openBodyPage("goal", "roadmap");
    await page.write(0);
    page.clock.set(page.clock.now() + HOUR);
    if (first === "over it") await page.writeOver(page.boxId ?? "");
    page.clock.set(page.clock.now() + HOUR);
    page.onDelete = async id => {
      if (first === "in it" && id === page.boxId) await page.writeIn(id);
    };
    await page.takeAway();
    const texts = flat(await page.body()).map(({ text }) => text);
    expect([first, texts.filter(text => text.startsWith("person"))]).toEqual([first, [...page.theirs.values()]]);
    expect(page.theirs.size).toBe(1);
  }
});

test("a box in which nobody wrote goes", async () => {
  const page = await openBodyPage("goal", "roadmap");
  await page.write(0);
  page.clock.set(page.clock.now() + HOUR);
  await page.takeAway();
  expect(await page.body()).toEqual([]);
});
