import { expect, test } from "vitest";
import type { CommandOf } from "../../../src/core/domain/command.ts";
import type { GoalFacts, Lack } from "../../../src/core/domain/part.ts";
import { Failure } from "../../../src/core/domain/values/failure.ts";
import { randomOf } from "../../../src/core/domain/values/random.ts";
import type { Row } from "../../../src/core/domain/values/row.ts";
import { HOUR } from "../../../src/core/domain/values/time.ts";
import { Notion } from "../../../src/notion/notion.ts";
import type { PushContext } from "../../../src/run/push/pushContext.ts";
import { pushPart } from "../../../src/run/push/pushPart.ts";
import { bodyOf, type SeenBlock } from "../../world/bodies.ts";
import { COORDINATOR, NOTION_HOST, openServices } from "../../world/playground.ts";
import { readText } from "../../world/texts.ts";

const EDITS = 1000;
const random = randomOf("edits around Krug's part");
const lacks: Lack[] = ["measure", "due", "skill", "nextStep"];

test("what people write above, below and inside Krug's part survives a thousand edits and rewritings, those between reading and writing too", async () => {
  const page = await openPage();
  const { client, theirs } = page;
  for (let turn = 0; turn < EDITS; turn += 1) {
    await page.edit();
    page.clock.set(page.clock.now() + HOUR);
    // Now and then a person is quicker than Krug's next call, the database is lost, or an answer of Notion is.
    page.editsBefore = random.below(3) === 0 ? 1 + random.below(3) : 0;
    page.losesAnswer = random.below(20) === 0;
    if (random.below(25) === 0) page.forget();
    await page.write(turn);
    if (turn % 20 !== 0) continue;
    const texts = flat(await bodyOf(client, page.id)).map(({ text }) => text);
    for (const text of theirs.values()) expect(texts.filter(one => one === text)).toHaveLength(1);
    const krugs = texts.filter(text => !text.startsWith("person"));
    expect(krugs.filter(text => text.startsWith("Krug keeps this box"))).toHaveLength(1);
  }
}, 600_000);

function flat(blocks: readonly SeenBlock[]): SeenBlock[] {
  return blocks.flatMap(block => [block, ...flat(block.children)]);
}

/** A page of Notion on which a person and Krug write in turn. */
async function openPage() {
  const services = openServices({ startsAt: Date.parse("2027-03-01T08:00:00Z"), people: [] });
  const person = services.notionOf(COORDINATOR);
  const { id } = await person.pages.create({ parent: { page_id: services.notion.rootPageId }, properties: {} });
  const theirs = new Map<string, string>();
  let count = 0;
  const page = {
    ...services,
    client: services,
    id,
    theirs,
    editsBefore: 0,
    losesAnswer: false,
    forget: () => void rows.set(id, { ...rowOf(id) }),
    /** A person adds a line of their own above, below or in the box, writes over one of Krug's, or takes one out. */
    edit: async () => {
      const top = await bodyOf(services, id);
      const box = top.find(block => block.type === "callout");
      count += 1;
      const words = `person ${count}`;
      const chosen = random.below(5);
      const krugs = (box?.children ?? []).filter(({ text }) => !text.startsWith("person") && text !== "");
      const victim = krugs[random.below(Math.max(krugs.length, 1))];
      if (chosen === 0 && victim !== undefined) await page.writeOver(victim.id);
      else if (chosen === 1 && victim !== undefined) await person.blocks.delete({ block_id: victim.id });
      else if (theirs.size < 60) {
        const holder = chosen < 4 && box !== undefined ? box : null;
        const around = holder?.children ?? top;
        const after = around[random.below(around.length + 1) - 1];
        const position =
          after === undefined ? { type: "start" } : { type: "after_block", after_block: { id: after.id } };
        const children = [{ paragraph: { rich_text: [{ text: { content: words } }] } }];
        const made = await person.blocks.children.append({ block_id: holder?.id ?? id, children, position } as never);
        theirs.set(made.results[0]?.id ?? "", words);
      } else {
        const [oldest] = theirs.keys();
        await person.blocks.delete({ block_id: oldest ?? "" });
        theirs.delete(oldest ?? "");
      }
    },
    /** A person writes over a line of Krug's. */
    writeOver: async (line: string) => {
      const { type } = (await person.blocks.retrieve({ block_id: line })) as unknown as { type: string };
      count += 1;
      const rich_text = [{ type: "text", text: { content: `person ${count}` } }];
      await person.blocks.update({ block_id: line, [type]: { rich_text } } as never);
      theirs.set(line, `person ${count}`);
    },
    /** Krug writes what a goal lacks, drawn anew, until no answer is lost. */
    write: async (turn: number) => {
      const facts: GoalFacts = {
        part: "goal",
        language: "en",
        lacks: lacks.filter(() => random.below(2) === 0),
        gap: { current: 1, target: 2 + random.below(4) },
        isOverdue: random.below(2) === 0,
        resources: [{ title: `Book ${turn % 7}`, url: "https://example.org" }],
        classes: [],
        helpers: [],
        advice: [],
      };
      const command = {
        kind: "write_part",
        key: "k",
        source: "roadmap",
        pageId: id,
        facts,
        mark: String(turn),
      } as const;
      for (;;)
        try {
          await pushPart(context as unknown as PushContext, command satisfies CommandOf<"write_part">);
          return;
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          page.clock.set(page.clock.now() + HOUR);
        }
    },
  };
  const rows = new Map<string, Row>([[id, rowOf(id)]]);
  const fetcher: typeof fetch = async (input, init) => {
    const isWrite = init?.method === "PATCH" || init?.method === "DELETE";
    if (isWrite && page.editsBefore > 0) {
      page.editsBefore -= 1;
      if (page.editsBefore === 0) await page.edit();
    }
    if (init?.method === "DELETE" && random.below(4) === 0) {
      await page.writeOver(String(input).split("/").at(-1) ?? "");
      page.losesAnswer = random.below(3) === 0;
    }
    const answer = await services.fetch(input, init);
    if (!isWrite || !page.losesAnswer) return answer;
    page.losesAnswer = false;
    throw new TypeError("fetch failed");
  };
  const notion = new Notion({
    token: services.notion.botToken,
    baseUrl: NOTION_HOST,
    fetch: fetcher,
    paced: call => call(),
  });
  await notion.client.readBotId();
  const context = {
    get now() {
      return page.clock.now();
    },
    mirror: { rows },
    services: { notion },
    sql: { prepare: () => ({ bind: () => null }), batch: async () => [] },
    report: { failed: [] },
    texts: readText,
    state: { get: () => null },
  };
  return page;
}

function rowOf(id: string): Row {
  return {
    id,
    source: "roadmap",
    url: "",
    editedAt: 0,
    createdAt: 0,
    editedBy: "person",
    createdBy: "person",
    values: {},
  };
}
