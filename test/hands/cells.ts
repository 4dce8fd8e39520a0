/**
 * Every column of every table, given what the API allows: what Krug makes of it.
 *
 * In a world where nothing is due, one page gets a value, or its table loses a column, and Krug runs. Either the page says nothing
 * of it, for the value is one people may want; or the page says its problem, and the world is exactly as it was. Then the value
 * is as before, and so is the world.
 */

import { type PropertySchema, propertiesOf } from "../../src/core/domain/schema.ts";
import type { SourceKey } from "../../src/core/domain/values/row.ts";
import { SOURCE_KEYS } from "../../src/core/domain/values/row.ts";
import { buildWorkspace } from "../../src/notion/building.ts";
import { Notion } from "../../src/notion/notion.ts";
import { SELDOM_EDITED } from "../../src/run/pull/pullPages.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { allEvents } from "../world/people.ts";
import { COORDINATOR, NOTION_HOST } from "../world/playground.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Something done to a column: a value written on one page, or the column itself taken away. */
export interface Act {
  source: SourceKey;
  column: string;
  name: string;
  /** The property as the API takes it; null where the column is deleted, "retyped" where it gets another type. */
  value: object | "deleted" | "retyped";
}

/**
 * What people may want though a page says something of it, or what is theirs to have the effect it has: consent taken back counts
 * at once.
 */
const WANTED: ReadonlySet<string> = new Set(["people.consent: emptied"]);

const KRUGS: readonly SourceKey[] = ["surveys", "metrics", "digests"];

/** Everything that can be done to each column. `trashed` are pages in the trash, by the table they are of. */
export function actsOn(trashed: Readonly<Record<string, string>>): Act[] {
  return SOURCE_KEYS.flatMap(source =>
    Object.entries(propertiesOf(source)).flatMap(([column, schema]) =>
      valuesFor(schema, trashed).map(([name, value]) => ({ source, column, name, value })),
    ),
  );
}

function valuesFor(schema: PropertySchema, trashed: Readonly<Record<string, string>>): [string, Act["value"]][] {
  const { type, relatesTo, options } = schema;
  const gone: [string, Act["value"]][] = [
    ["its column deleted", "deleted"],
    ["its column of another type", "retyped"],
  ];
  const long = [{ text: { content: "long text ".repeat(200).trim() } }];
  const odd = [{ text: { content: "<b>?</b>\u0000\u202e 17-9".replace("\u0000", "") } }];
  switch (type) {
    case "title":
      return [
        ["emptied", { title: [] }],
        ["2,000 characters", { title: long }],
      ];
    case "rich_text":
      return [
        ["emptied", { rich_text: [] }],
        ["2,000 characters", { rich_text: long }],
        ["odd signs", { rich_text: odd }],
        ...gone,
      ];
    case "number":
    case "percent":
      return [
        ["emptied", { number: null }],
        ["less than nothing", { number: -3 }],
        ["a thousand million", { number: 1_000_000_000 }],
        ["a fraction", { number: 2.75 }],
        ...gone,
      ];
    case "select":
      return [
        ["emptied", { select: null }],
        ["a word of their own", { select: { name: "A word of our own" } }],
        ...gone,
      ];
    case "multi_select":
      return [
        ["emptied", { multi_select: [] }],
        ["a word of their own", { multi_select: [{ name: "A word of our own" }] }],
        ...(options === undefined
          ? []
          : [["two words of their own", { multi_select: [{ name: "One" }, { name: "Two" }] }] as [string, object]]),
        ...gone,
      ];
    case "date":
      return [
        ["emptied", { date: null }],
        ["a far day", { date: { start: "9999-12-31" } }],
        ["a day long ago", { date: { start: "0001-01-01" } }],
        ["a day without a time", { date: { start: "2027-01-13" } }],
        ["ended before it begins", { date: { start: "2027-01-13T10:00:00Z", end: "2027-01-12T10:00:00Z" } }],
        ...gone,
      ];
    case "checkbox":
      return [["ticked", { checkbox: true }], ...gone];
    case "url":
      return [["emptied", { url: null }], ["no address", { url: "long ".repeat(390).trim() }], ...gone];
    case "email":
      return [["emptied", { email: null }], ["no address", { email: "ana at home" }], ...gone];
    case "relation":
      return [
        ["emptied", { relation: [] }],
        ["a page in the trash", { relation: [{ id: trashed[relatesTo ?? "people"] ?? "" }] }],
        ...gone,
      ];
  }
}

/** A world with a page of each table people write in, in which nothing is due. */
export class CellWorld {
  readonly world: PairWorld;
  /** The page of each table that gets the values. */
  readonly pages: Partial<Record<SourceKey, string>>;
  readonly trashed: Record<string, string>;
  #now: number;

  private constructor(world: PairWorld, pages: Partial<Record<SourceKey, string>>, trashed: Record<string, string>) {
    this.world = world;
    this.pages = pages;
    this.trashed = trashed;
    this.#now = THURSDAY + HOUR;
  }

  static async open(): Promise<CellWorld> {
    const world = await openPairWorld({ people: ["ana", "boris", "carla", "dan"] });
    const { ids, playground } = world;
    const { add } = playground;
    const [ana = "", boris = ""] = [ids.ana, ids.boris];
    const board = await add("programmes", {
      name: "Board",
      status: "active",
      format: "open",
      zone: "Europe/Berlin",
      language: "en",
      feedbackOnly: true,
      start: { start: "2027-01-04", end: null },
    });
    const pages: Partial<Record<SourceKey, string>> = { programmes: ids.programme, people: ana };
    pages.roadmap = await add("roadmap", {
      title: "Ship",
      owner: [ana],
      status: "doing",
      starts: { start: "2027-01-04", end: null },
      due: { start: "2027-03-01", end: null },
      currentLevel: 2,
      targetLevel: 4,
      progress: 0.5,
    });
    pages.resources = await add("resources", {
      title: "A book",
      link: "https://example.org/book",
      skill: ["testing"],
      kind: "book",
    });
    pages.gatherings = await add("gatherings", {
      title: "Testing together",
      when: { start: "2027-01-20T10:00:00Z", end: "2027-01-20T11:00:00Z" },
      host: [boris],
      programmes: [ids.programme ?? ""],
      places: 6,
    });
    pages.thanks = await add("thanks", { title: "For the review", from: [ana], to: [boris] });
    pages.help = await add("help", {
      question: "Which of these two ways of mocking the network do you use?",
      details: "I tried both in the login screen, and the second one hangs after 30 seconds. The log is attached.",
      skill: ["testing"],
      programme: [board],
      askedBy: [ana],
      urgency: "no_hurry",
    });
    const trashed: Record<string, string> = {};
    for (const source of ["people", "programmes", "groups", "sessions", "roadmap"] as const) {
      trashed[source] = await add(source, {
        [source === "roadmap" || source === "sessions" ? "title" : "name"]: "Put away",
      });
      await playground.notionOf(COORDINATOR).pages.update({ page_id: trashed[source], in_trash: true });
    }
    const cells = new CellWorld(world, pages, trashed);
    for (let pass = 0; pass < 4; pass += 1) await cells.run();
    for (const source of ["groups", "sessions", "surveys"] as const) pages[source] = cells.#firstOf(source);
    return cells;
  }

  /** False once something is due soon, so that the world would change by itself. */
  get isQuiet(): boolean {
    return this.#now < THURSDAY + 12 * HOUR;
  }

  async run(): Promise<string[]> {
    this.#now += 3 * MINUTE;
    return (await this.world.runAt(this.#now)).failed;
  }

  /**
   * Does the act and takes it back; null where it went as it should, else what went wrong. `isSpent` is set where the act changed
   * the world as people wanted it: it is not the same any more.
   */
  async holds(act: Act): Promise<{ wrong: string | null; isSpent: boolean }> {
    const pageId = this.pages[act.source];
    if (pageId === undefined) return { wrong: null, isSpent: false };
    const isColumn = typeof act.value === "string";
    const saysBefore = this.#says(pageId, act.source);
    const before = await this.#state(act);
    const old = this.#cell(pageId, act);
    if (!(await this.#done(act, pageId))) return { wrong: null, isSpent: false };
    const failed = (await this.run()).filter(line => !line.startsWith("notion: a "));
    if (failed.length > 0) return { wrong: `the run failed: ${failed.join("; ")}`, isSpent: true };
    const after = await this.#state(act);
    const isTold = isColumn || this.#says(pageId, act.source).some(line => line !== "" && !saysBefore.includes(line));
    const same = before.rest === after.rest;
    if (isTold && !same && !WANTED.has(nameOf(act)))
      return { wrong: `told, and yet the world changed:\n${difference(before.rest, after.rest)}`, isSpent: true };
    if (!isTold && !same) return { wrong: null, isSpent: true };
    const quiet = await this.run();
    if (quiet.some(line => !line.startsWith("notion: a ")))
      return { wrong: `the next run failed: ${quiet.join("; ")}`, isSpent: true };
    if ((await this.#state(act)).rest !== after.rest)
      return {
        wrong: `the next run changed something:\n${difference(after.rest, (await this.#state(act)).rest)}`,
        isSpent: true,
      };
    await this.#undone(act, pageId, old);
    // Such a table is listed once it is its turn, one in each run.
    const passes = SELDOM_EDITED.includes(act.source) ? 2 * SELDOM_EDITED.length : 0;
    for (let pass = 0; pass < passes + (isColumn ? 3 : 2); pass += 1) await this.run();
    const healed = await this.#state(act);
    if (WANTED.has(nameOf(act))) return { wrong: null, isSpent: true };
    // Columns of tables that Krug alone writes are looked at once a day.
    if (isColumn && KRUGS.includes(act.source)) return { wrong: null, isSpent: true };
    return healed.whole === before.whole
      ? { wrong: null, isSpent: false }
      : { wrong: `taken back, the world is another:\n${difference(before.whole, healed.whole)}`, isSpent: true };
  }

  #table(source: SourceKey) {
    return this.world.playground.notion.state.dataSources.get(this.world.playground.workspace[source].dataSourceId);
  }

  #firstOf(source: SourceKey): string | undefined {
    return this.#table(source)?.rows.find(row => !row.trashed)?.id;
  }

  #says(pageId: string, source: SourceKey): string[] {
    const text = (this.#page(pageId)?.values.get(this.#idOf(source, "krugSays")) ?? []) as {
      text?: { content: string };
    }[];
    return text
      .map(piece => piece.text?.content ?? "")
      .join("")
      .split("\n");
  }

  #page(id: string) {
    return this.world.playground.notion.state.pages.get(id);
  }

  #idOf(source: SourceKey, column: string): string {
    return this.world.playground.workspace[source].properties[column]?.id ?? "";
  }

  #cell(pageId: string, { source, column }: Act): unknown {
    return structuredClone(this.#page(pageId)?.values.get(this.#idOf(source, column)));
  }

  /** The world as it stands, without what Krug says on the page: with what was done, and what of it the act should leave as it is. */
  async #state(act: Act): Promise<{ whole: string; rest: string }> {
    const { playground } = this.world;
    const pages: Record<string, unknown> = {};
    const rest: Record<string, unknown> = {};
    for (const source of SOURCE_KEYS)
      for (const row of this.#table(source)?.rows ?? []) {
        const columns = Object.entries(playground.workspace[source].properties).sort(([a], [b]) => (a < b ? -1 : 1));
        const values = Object.fromEntries(
          columns.map(([key, { id }]) => [key, this.#plain(source, id, row.values.get(id))]),
        );
        const isHit = act.source === source && (typeof act.value === "string" || row.id === this.pages[source]);
        const isTold = source === "programmes";
        // What Krug says of the page itself, in its own columns there, follows from what the page says now.
        const own = row.id === this.pages[act.source] ? krugColumns(source) : isTold ? ["krugSays"] : [];
        const without = (keys: readonly string[]) => ({
          ...values,
          ...Object.fromEntries(keys.map(key => [key, null])),
        });
        const left = without([...own, ...(isHit ? [act.column] : [])]);
        pages[`${source} ${row.id}`] = { ...without(own), trashed: row.trashed };
        rest[`${source} ${row.id}`] = { ...left, trashed: row.trashed };
      }
    const events = (await allEvents(playground)).sort((a, b) => ((a.id ?? "") < (b.id ?? "") ? -1 : 1));
    const others = { events, mails: playground.google.outbox.length };
    return { whole: JSON.stringify({ pages, ...others }, null, 1), rest: JSON.stringify({ rest, ...others }, null, 1) };
  }

  /** A value as people see it: options by their names, since those of a column made anew have other ids. */
  #plain(source: SourceKey, id: string, value: unknown): unknown {
    const options = this.#table(source)?.properties.get(id)?.options ?? [];
    const named = (one: unknown) => options.find(option => option.id === one)?.name ?? one;
    if (value == null || value === false || value === "" || (Array.isArray(value) && value.length === 0)) return null;
    return Array.isArray(value) ? value.map(named) : named(value);
  }

  /** False where Notion does not let people do it. */
  async #done(act: Act, pageId: string): Promise<boolean> {
    const { playground } = this.world;
    const notion = playground.notionOf(COORDINATOR);
    const id = this.#idOf(act.source, act.column);
    const schema = propertiesOf(act.source)[act.column];
    this.#now += MINUTE;
    playground.clock.set(this.#now);
    if (typeof act.value !== "string") {
      await notion.pages.update({ page_id: pageId, properties: { [id]: act.value } as never });
      return true;
    }
    const other = schema?.type === "number" || schema?.type === "percent" ? { rich_text: {} } : { number: {} };
    const properties = { [id]: act.value === "deleted" ? null : other };
    await notion.dataSources.update({
      data_source_id: playground.workspace[act.source].dataSourceId,
      properties: properties as never,
    });
    await this.#touch(act);
    return true;
  }

  /** Somebody writes on the page, so that Krug reads it: a column that goes leaves no trace in when its pages were edited. */
  async #touch({ source, column }: Act): Promise<void> {
    const page = this.#page(this.pages[source] ?? "");
    if (page === undefined) return;
    const title = Object.entries(propertiesOf(source)).find(([, { type }]) => type === "title")?.[0] ?? "";
    if (title === column) return;
    const text = (page.values.get("title") ?? []) as { plain_text?: string; text?: { content: string } }[];
    const content = text.map(piece => piece.text?.content ?? piece.plain_text ?? "").join("");
    await this.world.playground.notionOf(COORDINATOR).pages.update({
      page_id: page.id,
      properties: { title: { title: [{ text: { content } }] } } as never,
    });
  }

  async #undone(act: Act, pageId: string, old: unknown): Promise<void> {
    const { playground } = this.world;
    this.#now += MINUTE;
    playground.clock.set(this.#now);
    if (typeof act.value !== "string") {
      const page = this.#page(pageId);
      const id = this.#idOf(act.source, act.column);
      if (old === undefined) page?.values.delete(id);
      else page?.values.set(id, old as never);
      await this.#touch(act);
      if (page !== undefined) page.editedAt = this.#now;
      return;
    }
    if (act.value === "retyped")
      await playground.notionOf(COORDINATOR).dataSources.update({
        data_source_id: playground.workspace[act.source].dataSourceId,
        properties: { [this.#idOf(act.source, act.column)]: null } as never,
      });
    const { notion } = playground;
    const api = new Notion({
      token: notion.botToken,
      baseUrl: NOTION_HOST,
      fetch: playground.fetch,
      paced: call => call(),
    });
    Object.assign(playground.workspace, await buildWorkspace(api, notion.rootPageId, "en"));
  }
}

/** An act in words. */
export function nameOf({ source, column, name }: Act): string {
  return `${source}.${column}: ${name}`;
}

function krugColumns(source: SourceKey): string[] {
  return Object.entries(propertiesOf(source)).flatMap(([key, { owner }]) => (owner === "krug" ? key : []));
}

function difference(a: string, b: string): string {
  const [left, right] = [a.split("\n"), b.split("\n")];
  const lines = left.flatMap((line, index) => (line === right[index] ? [] : [`- ${line}`, `+ ${right[index] ?? ""}`]));
  return lines.slice(0, 12).join("\n");
}
