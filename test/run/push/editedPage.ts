import type { CommandOf } from "../../../src/core/domain/command.ts";
import type { Lack, PartFacts } from "../../../src/core/domain/part.ts";
import { Failure } from "../../../src/core/domain/values/failure.ts";
import { type Random, randomOf } from "../../../src/core/domain/values/random.ts";
import type { Row, SourceKey } from "../../../src/core/domain/values/row.ts";
import { HOUR } from "../../../src/core/domain/values/time.ts";
import { Notion } from "../../../src/notion/notion.ts";
import type { PushContext } from "../../../src/run/push/pushContext.ts";
import { pushPart } from "../../../src/run/push/pushPart.ts";
import { bodyOf, type SeenBlock } from "../../world/bodies.ts";
import { COORDINATOR, NOTION_HOST, openServices } from "../../world/playground.ts";
import { readText } from "../../world/texts.ts";

export type EditedPart = PartFacts["part"];

/** A page of Notion on which a person and Krug write in turn. */
export type BodyPage = Awaited<ReturnType<typeof openBodyPage>>;

const LACKS: readonly Lack[] = ["measure", "due", "skill", "nextStep"];
/** So many lines of people's stand at a time. */
const MOST_LINES = 60;
const MOST_COPIES = 6;
/** Of these Krug may have nothing to say any more. */
const MAY_GO: readonly EditedPart[] = ["goal", "person"];

export function flat(blocks: readonly SeenBlock[]): SeenBlock[] {
  return blocks.flatMap(block => [block, ...flat(block.children)]);
}

const block = (type: string, content: string, more: object = {}) => ({
  type,
  [type]: { rich_text: [{ type: "text", text: { content } }], ...more },
});

export async function openBodyPage(part: EditedPart, source: SourceKey) {
  const random = randomOf(`edits around Krug's part of a page: ${part}`);
  const services = openServices({ startsAt: Date.parse("2027-03-01T08:00:00Z"), people: [] });
  const person = services.notionOf(COORDINATOR);
  const { id } = await person.pages.create({ parent: { page_id: services.notion.rootPageId }, properties: {} });
  const { pages, blocks } = services.notion.state;
  const rows = new Map<string, Row>([[id, rowOf(id, source)]]);
  let count = 0;
  const words = () => {
    count += 1;
    return `person ${count}`;
  };
  /** Lines in a box that was taken out, until it is put back. */
  const shelved = new Map<string, string>();
  const childrenOf = (holder: string) => (pages.get(holder) ?? blocks.get(holder))?.children ?? [];
  const holderOf = (one: string) => (blocks.get(one)?.parent as { id: string } | undefined)?.id ?? id;

  const page = {
    ...services,
    random,
    id,
    /** Lines of people's that stand, by their blocks. */
    theirs: new Map<string, string>(),
    /** Boxes people copied. */
    copies: new Set<string>(),
    /** Krug's lines that were seen, and neither written over nor taken out. */
    written: new Set<string>(),
    /** How often people did what. */
    done: { add: 0, writeOver: 0, takeOut: 0, nest: 0, remove: 0, putBack: 0, copy: 0, move: 0, lock: 0, forget: 0 },
    /** The box, as long as one is known of. */
    boxId: null as string | null,
    isOut: false,
    isWanted: true,
    editsBefore: 0,
    losesAnswer: false,
    /** People are quick: now and then they write on what Krug takes out at that very moment. */
    isQuick: false,
    onDelete: null as ((id: string) => Promise<void>) | null,
    body: () => bodyOf(services, id),
    /** The database is lost; not while the box is where only the database knows of it. */
    forget: async () => {
      if (page.isOut || (page.boxId !== null && holderOf(page.boxId) !== id)) return;
      // Of a box that was copied, the first on the page is taken up.
      const [first] = (await page.body()).filter(({ type }) => type === "callout");
      if (first !== undefined && first.id !== page.boxId) {
        page.copies.delete(first.id);
        if (page.boxId !== null) page.copies.add(page.boxId);
        page.written.clear();
      }
      page.boxId = first?.id ?? null;
      rows.set(id, rowOf(id, source));
      page.done.forget += 1;
    },
    /** A person does something: with lines, mostly; now and then with the box as a whole. */
    edit: async () => {
      if (random.below(8) === 0) await page.editBox();
      else await page.editLines();
    },
    /** Adds a line above, below or in the box, writes over one of Krug's, takes one out, or writes something under it. */
    editLines: async () => {
      const top = await page.body();
      const box = flat(top).find(one => one.id === page.boxId);
      const chosen = random.below(7);
      const krugs = (box?.children ?? []).filter(({ text }) => !text.startsWith("person") && text !== "");
      const victim = krugs[random.below(Math.max(krugs.length, 1))];
      if (chosen === 0 && victim !== undefined) await page.writeOver(victim.id);
      else if (chosen === 1 && victim !== undefined) {
        await person.blocks.delete({ block_id: victim.id });
        for (const one of flat([victim])) page.theirs.delete(one.id);
        page.written.delete(`${victim.type} ${victim.text}`);
        page.done.takeOut += 1;
      } else if (chosen === 2 && victim !== undefined && /paragraph|item/.test(victim.type)) {
        await page.writeIn(victim.id);
        page.done.nest += 1;
      } else if (page.theirs.size < MOST_LINES) {
        const holder = chosen < 5 && box !== undefined ? box : null;
        const around = holder?.children ?? top;
        const after = around[random.below(around.length + 1) - 1];
        await page.writeIn(holder?.id ?? id, after?.id ?? null);
        page.done.add += 1;
      } else {
        const [oldest = ""] = page.theirs.keys();
        const gone = flat(await bodyOf(services, oldest)).map(one => one.id);
        await person.blocks.delete({ block_id: oldest });
        for (const one of [oldest, ...gone]) page.theirs.delete(one);
      }
    },
    /** Takes the box out, puts it back, copies it, moves it into a toggle or back, locks or unlocks the page. */
    editBox: async () => {
      const box = page.boxId;
      const chosen = random.below(4);
      if (box !== null && page.isOut) {
        await person.blocks.update({ block_id: box, in_trash: false });
        for (const [line, text] of shelved) page.theirs.set(line, text);
        shelved.clear();
        page.isOut = false;
        page.done.putBack += 1;
      } else if (box !== null && chosen === 0) {
        for (const { id: line } of flat(await bodyOf(services, box))) {
          const text = page.theirs.get(line);
          if (text !== undefined) shelved.set(line, text);
          page.theirs.delete(line);
        }
        await person.blocks.delete({ block_id: box });
        page.isOut = true;
        page.done.remove += 1;
      } else if (box !== null && chosen === 1 && page.copies.size < MOST_COPIES) await page.copy(box);
      else if (box !== null && chosen === 2) await page.move(box);
      else {
        await person.pages.update({ page_id: id, is_locked: random.below(2) === 0 });
        page.done.lock += 1;
      }
    },
    /** Copies the box with Krug's words and link in it, above or below, and writes a line into the copy. */
    copy: async (box: string) => {
      const { callout } = (await person.blocks.retrieve({ block_id: box })) as never as {
        callout: { rich_text: never };
      };
      const lines = (await bodyOf(services, box)).filter(one => !one.text.startsWith("person") && one.type !== "code");
      const children = lines.slice(0, 50).map(({ type, text }) => block(type, text));
      const position = { type: random.below(2) === 0 ? "start" : "end" };
      const made = await person.blocks.children.append({
        block_id: id,
        children: [{ type: "callout", callout: { rich_text: callout.rich_text, children } }],
        position,
      } as never);
      const copy = made.results.find(one => "type" in one && one.type === "callout")?.id ?? "";
      page.copies.add(copy);
      await page.writeIn(copy);
      page.done.copy += 1;
    },
    /** Drags the box into a toggle, or back to the page. */
    move: async (box: string) => {
      const from = holderOf(box);
      let to = id;
      if (from === id) {
        const made = await person.blocks.children.append({ block_id: id, children: [block("toggle", "")] } as never);
        to = made.results[0]?.id ?? "";
      }
      childrenOf(from).splice(childrenOf(from).indexOf(box), 1);
      childrenOf(to).push(box);
      const moved = blocks.get(box);
      if (moved !== undefined) moved.parent = to === id ? { type: "page_id", id } : { type: "block_id", id: to };
      page.done.move += 1;
    },
    /** A person writes a line of their own in a page or block, behind one of its lines, or first. */
    writeIn: async (holder: string, after: string | null = null) => {
      const text = words();
      const position = after === null ? { type: "start" } : { type: "after_block", after_block: { id: after } };
      const children = [block("paragraph", text)];
      const made = await person.blocks.children.append({ block_id: holder, children, position } as never);
      page.theirs.set(made.results[0]?.id ?? "", text);
    },
    /** A person writes over a line of Krug's. */
    writeOver: async (line: string) => {
      const seen = (await person.blocks.retrieve({ block_id: line })) as never as {
        type: string;
        [type: string]: unknown;
      };
      const { rich_text: was = [] } = (seen[seen.type] ?? {}) as { rich_text?: { plain_text: string }[] };
      page.written.delete(`${seen.type} ${was.map(one => one.plain_text).join("")}`);
      const text = words();
      const rich_text = [{ type: "text", text: { content: text } }];
      await person.blocks.update({ block_id: line, [seen.type]: { rich_text } } as never);
      page.theirs.set(line, text);
      page.done.writeOver += 1;
    },
    /** Krug writes what is to be said, drawn anew, until no answer is lost. */
    write: async (turn: number) => {
      page.isWanted = !MAY_GO.includes(part) || random.below(12) > 0;
      await page.push(page.isWanted ? factsOf(part, random, turn) : null, turn);
    },
    /** Krug has nothing to say there any more. */
    takeAway: () => page.push(null, -1),
    push: async (facts: PartFacts | null, turn: number) => {
      const command = { kind: "write_part", key: "k", source, pageId: id, facts, mark: String(turn) } as const;
      for (;;)
        try {
          await pushPart(context as unknown as PushContext, command satisfies CommandOf<"write_part">);
          page.boxId = rows.get(id)?.part?.box ?? null;
          return;
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          page.clock.set(page.clock.now() + HOUR);
        }
    },
  };
  const fetcher: typeof fetch = async (input, init) => {
    const isWrite = init?.method === "PATCH" || init?.method === "DELETE";
    const target = String(input).split("/").at(-1) ?? "";
    if (isWrite && page.editsBefore > 0) {
      page.editsBefore -= 1;
      if (page.editsBefore === 0) await page.editLines();
    }
    if (init?.method === "DELETE") await page.onDelete?.(target);
    if (init?.method === "DELETE" && page.isQuick && random.below(4) === 0) {
      if (target === page.boxId) await page.writeIn(target);
      else await page.writeOver(target);
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

/** What Krug has to say, drawn. */
function factsOf(part: EditedPart, random: Random, turn: number): PartFacts {
  const some = <T>(all: readonly T[]) => all.filter(() => random.below(2) === 0);
  const url = "https://example.org";
  switch (part) {
    case "goal":
      return {
        part,
        language: "en",
        lacks: some(LACKS),
        gap: { current: 1, target: 2 + random.below(4) },
        isOverdue: random.below(2) === 0,
        resources: [{ title: `Book ${turn % 7}`, url }],
        classes: [],
        helpers: [],
        advice: [],
      };
    case "person":
      return {
        part,
        language: "en",
        goals: [0, 1, 2, 3].slice(random.below(4)).map(at => ({
          title: `Goal ${at}`,
          url,
          due: random.below(2) === 0 ? "2027-04-01" : null,
          skills: ["Testing"],
          isDone: random.below(3) === 0,
        })),
        thanks: some(["For the talk", "For the book"]).map(title => ({ title, url: "" })),
        helped: [{ skill: "Testing", questions: 1 + random.below(3) }],
      };
    case "session":
      return {
        part,
        language: "en",
        format: "pair",
        kind: "session",
        place: "between",
        minutes: 45,
        before: 1,
        question: "",
        topics: ["Testing"],
        guide: { id: "listening" },
        steps: some(["Read it", "Write it", "Try it", `Step ${turn % 40}`]).map(title => ({ title, url })),
      };
    case "agreement":
      return { part, language: "en", format: "pair", isOnce: false, isAsked: false };
  }
}

function rowOf(id: string, source: SourceKey): Row {
  return {
    id,
    source,
    url: "",
    editedAt: 0,
    createdAt: 0,
    editedBy: "person",
    createdBy: "person",
    values: {},
  };
}
