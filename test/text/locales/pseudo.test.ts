import { join } from "node:path";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { propertiesOf } from "../../../src/core/domain/schema.ts";
import { SOURCE_KEYS, type SourceKey } from "../../../src/core/domain/values/row.ts";
import { zonesToChoose } from "../../../src/core/rules/surveys/zones.ts";
import { inProcessRunner } from "../../demo/inProcess.ts";
import { play, worldStart } from "../../demo/play.ts";
import { readScenario } from "../../demo/scenario.ts";
import { commentsOn, pagesOf } from "../../faults/looks.ts";
import { openD1 } from "../../world/d1.ts";
import { allEvents } from "../../world/people.ts";
import { openPlayground, type Playground } from "../../world/playground.ts";
import { outsideMessages } from "./pseudo.ts";

/** Every catalogue is in the pseudo-language, but for the words that people type. */
vi.mock("../../../src/core/domain/values/catalogue.ts", async () => {
  const { pseudo: said } = await import("./pseudo.ts");
  return {
    messagesIn: (messages: Record<string, string>) =>
      "day.0" in messages
        ? messages
        : Object.fromEntries(Object.entries(messages).map(([key, text]) => [key, said(text)])),
  };
});

/** What Krug writes for itself and for machines. */
const NO_WORDS = new Set(["key", "formId", "metric"]);

describe("ten weeks in a language that nobody speaks", () => {
  let playground: Playground;
  let own: string[] = [];
  beforeAll(async () => {
    const scenario = readScenario(join(import.meta.dirname, "../../demo/story.json"));
    const cut = { ...scenario, weeks: 10, acts: scenario.acts.filter(act => act.on < "2027-03-20") };
    playground = await openPlayground({ startsAt: worldStart(scenario), people: scenario.people });
    await play(playground, cut, inProcessRunner(playground, openD1()));
    // Months are called by the platform.
    const months = [0, 1, 2].map(month => MONTH.format(new Date(2027, month, 1)));
    own = [...ownWordsIn(scenario), ...months].sort((a, b) => b.length - a.length);
  });

  /** The texts in which a word stands that is in no message and that nobody wrote. */
  const strange = (texts: readonly string[]) =>
    texts.filter(text => {
      const rest = own.reduce(
        (left, word) => left.replaceAll(word, ""),
        outsideMessages(text).replace(/https?:\S+/g, ""),
      );
      return /\p{L}{2,}/u.test(rest);
    });

  test("no word that Krug writes into Notion stands in the code", () => {
    const texts = SOURCE_KEYS.flatMap(source => textsOn(playground, source));
    expect(texts.length).toBeGreaterThan(500);
    expect(strange(texts)).toEqual([]);
  });

  test("no word in the body of a page stands in the code", () => {
    const bodies = [...playground.notion.state.blocks.values()].map(({ content }) => content);
    const texts = stringsIn(bodies, new Set(["content"]));
    expect(texts.length).toBeGreaterThan(10);
    expect(strange(texts)).toEqual([]);
  });

  test("no table, column or option is called by the code", () => {
    const names = namesIn(playground);
    expect(names.length).toBeGreaterThan(200);
    expect(strange(names)).toEqual([]);
  });

  test("no word of an invitation or a letter stands in the code", async () => {
    const events = (await allEvents(playground)).filter(event => event.id?.startsWith("krug"));
    const texts = events.flatMap(({ summary, description }) => [summary ?? "", description ?? ""]);
    expect(texts.length).toBeGreaterThan(60);
    expect(strange(texts)).toEqual([]);
  });

  test("no word of a form stands in the code", () => {
    const forms = [...playground.google.state.forms.values()];
    expect(forms.length).toBeGreaterThan(3);
    const texts = stringsIn(
      forms.map(({ info, items }) => ({ info, items })),
      FORM_TEXTS,
    );
    // Time zones are called as their database calls them, in every language.
    const zones = new Set(zonesToChoose("Europe/Berlin"));
    expect(strange(texts.filter(text => !zones.has(text)))).toEqual([]);
  });
});

const MONTH = new Intl.DateTimeFormat("en", { month: "long" });
const FORM_TEXTS = new Set(["title", "description", "value", "lowLabel", "highLabel", "documentTitle"]);

/** All that is written in the columns of a table for people to read, and in comments on its pages. */
function textsOn(playground: Playground, source: SourceKey): string[] {
  const columns = Object.entries(propertiesOf(source)).filter(
    ([key, { type }]) => (type === "title" || type === "rich_text") && !NO_WORDS.has(key),
  );
  return pagesOf(playground, source).flatMap(({ id, values }) => [
    ...columns.flatMap(([key]) => (typeof values[key] === "string" ? [values[key]] : [])),
    ...commentsOn(playground, id),
  ]);
}

/** What tables, columns and options are called in Notion. */
function namesIn({ notion }: Playground): string[] {
  return [...notion.state.dataSources.values()].flatMap(({ properties }) =>
    [...properties.values()].flatMap(({ name, options }) => [name, ...options.map(option => option.name)]),
  );
}

/** Every text of a scenario, and the days and times in it. */
function ownWordsIn(value: unknown): string[] {
  return stringsIn(value, null).filter(text => text.length > 1);
}

function stringsIn(value: unknown, keys: ReadonlySet<string> | null, isWanted = keys === null): string[] {
  if (typeof value === "string") return isWanted ? [value] : [];
  if (value instanceof Map) return stringsIn([...value.values()], keys, isWanted);
  if (Array.isArray(value)) return value.flatMap(item => stringsIn(item, keys, isWanted));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) => stringsIn(item, keys, keys === null || keys.has(key)));
}
