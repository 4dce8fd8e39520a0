import { describe, expect, test } from "vitest";
import { HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { bodyOf, printed } from "../world/bodies.ts";
import { type CircleWorld, openCircle, THURSDAY, withLostDatabase } from "../world/circle.ts";
import { COORDINATOR } from "../world/playground.ts";
import { readTable } from "../world/tables.ts";

/** The first meeting is over, and was an hour ago. */
const MONDAY = Date.parse("2027-03-01T08:00:00Z");

/** A circle whose first meeting has a body; its page, and the box in it. */
async function withBody() {
  const world = await openCircle({ bodies: true });
  await world.runUntilQuiet(THURSDAY + HOUR);
  const [page, next] = await world.pages();
  const [box] = await bodyOf(world.playground, page?.id ?? "");
  return { world, page: page?.id ?? "", next: next?.id ?? "", box: box?.id ?? "" };
}

const notion = ({ playground }: CircleWorld) => playground.notionOf(COORDINATOR);
const block = (type: string, content: string, more: object = {}) => ({
  type,
  [type]: { rich_text: [{ type: "text", text: { content } }], ...more },
});
const write = async (world: CircleWorld, place: string, ...children: object[]) =>
  (await notion(world).blocks.children.append({ block_id: place, children: children as never })).results.map(
    ({ id }) => id,
  );
/** Writes in the box, under the heading that asks for next steps. */
const agree = async (world: CircleWorld, box: string, ...children: object[]) => {
  const lines = await bodyOf(world.playground, box);
  const at = lines.findIndex(({ text }) => text === "Next steps") + 1;
  const position = { type: "after_block", after_block: { id: lines[at]?.id ?? "" } };
  const answer = await notion(world).blocks.children.append({ block_id: box, children, position } as never);
  return answer.results.map(({ id }) => id);
};
/** Moves a block as people drag it. */
function drag({ playground }: CircleWorld, id: string, from: string, to: string): void {
  const { blocks, pages } = playground.notion.state;
  const children = (holder: string) => (pages.get(holder) ?? blocks.get(holder))?.children ?? [];
  children(from).splice(children(from).indexOf(id), 1);
  children(to).push(id);
  const block = blocks.get(id);
  if (block !== undefined) block.parent = pages.has(to) ? { type: "page_id", id: to } : { type: "block_id", id: to };
}
const stepsOf = async ({ playground }: CircleWorld) =>
  (await readTable(playground, "steps")).map(({ values }) => String(values.title)).sort();
const body = async ({ playground }: CircleWorld, id: string) => printed(await bodyOf(playground, id));
/** Two runs, so that what was read is decided about: an edit reads what lies near it, all else follows within half an hour. */
const runs = async (world: CircleWorld, at: number) => {
  await world.run(at);
  await world.run(at + 31 * MINUTE);
};

describe("next steps people write on a meeting's page", () => {
  test("become steps, once, wherever they stand: in the box, as a box to tick below it, or in the column; notes stay where they are", async () => {
    const { world, page, box } = await withBody();
    world.mails();
    await agree(
      world,
      box,
      block("paragraph", "Ana: write the first test"),
      block("bulleted_list_item", "Boris: read it"),
    );
    await write(world, page, block("paragraph", "Dan was late"), block("to_do", "Carla: ask the customer"));
    await write(world, box, block("paragraph", "What Boris said stays here"));
    await write(world, page, block("to_do", "Long done", { checked: true }));
    const before = await body(world, page);
    expect(before).toMatch(/### Next steps\n.*a line for each step[^\n]*\n +Ana: write the first test/);
    await runs(world, MONDAY);
    const wanted = ["ask the customer", "read it", "write the first test"];
    expect(await stepsOf(world)).toEqual(wanted);
    await world.edit(page, { nextSteps: "- Boris: read it\nAna: Write the first test" });
    await runs(world, MONDAY + 2 * HOUR);
    expect(await stepsOf(world)).toEqual(wanted);
    expect(await body(world, page)).toBe(before);
    await runs(world, MONDAY + 4 * HOUR);
    expect((await world.run(MONDAY + 5 * HOUR)).requests.notion).toBeLessThan(14);
    expect(world.mails()).toEqual([]);
  });

  test("are found though Krug wrote on the page since, and reworded they are the same step", async () => {
    const { world, page, box } = await withBody();
    const [line = ""] = await agree(world, box, block("paragraph", "Ana: write the first test of the form"));
    await world.edit(page, { status: "met" });
    await runs(world, MONDAY);
    expect(await stepsOf(world)).toEqual(["write the first test of the form"]);
    const text = [{ type: "text" as const, text: { content: "Ana: write the first test of the form by Friday" } }];
    await notion(world).blocks.update({ block_id: line, paragraph: { rich_text: text } });
    await runs(world, MONDAY + 2 * HOUR);
    expect(await stepsOf(world)).toEqual(["write the first test of the form by Friday"]);
  });

  test("are lost to no lost database: none is made twice, one that was not read yet is made, no part twice, and nobody is mailed", async () => {
    const { world, page, box } = await withBody();
    await agree(world, box, block("paragraph", "Ana: write the first test"));
    await runs(world, MONDAY + 5 * HOUR);
    const parts = await body(world, page);
    await write(world, box, block("to_do", "Boris: read it"));
    world.mails();
    const lost = withLostDatabase(world);
    await runs(lost, MONDAY + 8 * HOUR);
    await runs(lost, MONDAY + 10 * HOUR);
    expect(await stepsOf(lost)).toEqual(["read it", "write the first test"]);
    expect(await body(lost, page)).toBe(`${parts}\n  [ ] Boris: read it`);
    expect(lost.mails()).toEqual([]);
  });
});

describe("a box that people", () => {
  test("copy with its page is left as it is on the copy, which counts no line twice", async () => {
    const { world, page, box, next } = await withBody();
    await agree(world, box, block("paragraph", "Ana: write the first test"));
    const texts = (await bodyOf(world.playground, page))[0];
    // A copy has the words and the link of the page it was copied from.
    const link = [{ type: "text", text: { content: texts?.text ?? "", link: { url: texts?.link ?? "" } } }];
    const children = [block("heading_3", "Next steps"), block("paragraph", "Ana: write the first test")];
    await write(world, next, { type: "callout", callout: { rich_text: link, children } });
    const copied = await body(world, next);
    await runs(world, MONDAY);
    expect(await stepsOf(world)).toEqual(["write the first test"]);
    expect(await body(world, next)).toContain(copied);
  });

  test("delete stays deleted, while what stands below it still counts", async () => {
    const { world, page, box } = await withBody();
    await notion(world).blocks.delete({ block_id: box });
    await write(world, page, block("to_do", "Boris: read it"));
    await runs(world, MONDAY);
    expect(await stepsOf(world)).toEqual(["read it"]);
    expect(await body(world, page)).toBe("[ ] Boris: read it");
  });

  test.each(["a toggle of the page", "another page"])("move into %s is kept up and read there", async place => {
    const { world, page, next, box } = await withBody();
    const [toggle = ""] = await write(world, page, block("toggle", "Krug's"));
    drag(world, box, page, place === "another page" ? next : toggle);
    await agree(world, box, block("paragraph", "Ana: write the first test"));
    await world.edit(page, { notes: "Moved" });
    await runs(world, MONDAY);
    expect(await stepsOf(world)).toEqual(["write the first test"]);
    await world.playground.add("steps", { title: "An older one", owner: [world.ids.get("Boris") ?? ""], done: false });
    await runs(world, MONDAY + HOUR);
    expect(printed(await bodyOf(world.playground, box))).toContain("- An older one");
    expect((await body(world, page)).match(/Krug keeps this box/g) ?? []).toHaveLength(
      place === "another page" ? 0 : 1,
    );
  });

  test("lock with its page is kept up all the same", async () => {
    const { world, page, box } = await withBody();
    await notion(world).pages.update({ page_id: page, is_locked: true });
    await agree(world, box, block("paragraph", "Ana: write the first test"));
    await runs(world, MONDAY);
    expect(await stepsOf(world)).toEqual(["write the first test"]);
  });
});
