import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LANGUAGES, type Language } from "../../../src/core/domain/values/language.ts";
import { CATALOGUES } from "../../../src/text/locales/catalogues.ts";
import { isPlainKey, say, sayAll } from "../../../src/text/locales/say.ts";
import { type SetUpKey, sayInSetUp } from "../../../src/text/locales/setUp.ts";
import { shortDate } from "../../../src/text/phrases/when.ts";
import { EVERY_MESSAGE } from "./everyMessage.ts";
import { argumentsOf, type Kind, messagesOf, messageTypes, nameOf } from "./messageTypes.ts";
import { SAME } from "./same.ts";

const COUNTS = [0, 1, 2, 5, 11, 21, 22];
/** Days whose numbers languages decline, as texts that are put in. */
const DAYS = ["01", "02", "22"];

const isName = nameOf(EVERY_MESSAGE.en);
const english = messagesOf(EVERY_MESSAGE.en);
const spoken = LANGUAGES.map(language => messagesOf(EVERY_MESSAGE[language]));
const others = LANGUAGES.filter(language => language !== "en");

describe.each(others)("the catalogues in %s", language => {
  const messages = messagesOf(EVERY_MESSAGE[language]);

  test("have the messages of the English ones, in their order", () => {
    expect([...messages.keys()]).toEqual([...english.keys()]);
  });

  test.each(Object.keys(EVERY_MESSAGE.en))("need for each message of %s what the English one needs", domain => {
    for (const [key, text] of messages)
      if (key.startsWith(`${domain}.`)) expect(needed(text), key).toEqual(needed(english.get(key) ?? ""));
  });
});

describe.each(LANGUAGES)("every message in %s", language => {
  test.each(Object.keys(EVERY_MESSAGE.en))(
    "of %s is said with whatever it is told, as one says it, and leaves nothing open",
    domain => {
      for (const [key, text] of messagesOf(EVERY_MESSAGE[language])) {
        if (!key.startsWith(`${domain}.`)) continue;
        const wanted = argumentsOf(text, isName);
        for (const count of COUNTS)
          for (const given of givenTo(wanted, count, language)) {
            const said = saidOf(language, key, given);
            expect(said, key).not.toMatch(/[{}]|undefined|\[object/);
            expect(said, key).toBe(said.trim());
            expect(said === "", key).toBe(false);
            expect(said, key).not.toMatch(/[гр]\.\.|(?<!\p{L})с (?:2 март|вт)/iu);
          }
      }
    },
  );
});

test("no message is the same in two languages, but those that are so by chance", () => {
  const same = [...english.keys()].filter(key => {
    const texts = new Set(spoken.map(messages => messages.get(key)));
    return texts.size < LANGUAGES.length;
  });
  expect(same).toEqual(SAME);
});

test("what forms say only puts in: the rules that make forms fill it in themselves", () => {
  for (const messages of spoken)
    for (const [key, text] of messages)
      if (key.startsWith("forms."))
        for (const [name, kind] of argumentsOf(text, isName)) expect([key, name, kind]).toEqual([key, name, "text"]);
});

test("a message without one of its arguments, or that nobody wrote, is a mistake of the code", () => {
  // @ts-expect-error: there is no such message.
  expect(() => say("en", "workspace.people.shoeSize")).toThrow("workspace.people.shoeSize");
  // @ts-expect-error: a letter greets somebody.
  expect(() => say("en", "letters.hello")).toThrow("name");
  // @ts-expect-error: nobody asks for it.
  expect(say("en", "letters.hello", { name: "Ana", shoeSize: 43 })).toBe("Hello Ana,");
  const either = "letters.hello" as "letters.hello" | "letters.kick_off.title";
  // @ts-expect-error: of several messages each has to have what it needs.
  expect(say("en", either, { name: "Ana" })).toBe("Hello Ana,");
  expect(isPlainKey("workspace.people.shoeSize")).toBe(false);
  expect(isPlainKey("workspace.toString")).toBe(false);
  expect(isPlainKey("workspace.people.email")).toBe(true);
});

test("messages whose keys begin alike are said together, by what follows, without those that need something", () => {
  const { button, ...others } = sayAll("en", "operating.go");
  expect(button).toBe(say("en", "operating.go.button"));
  expect(Object.keys(others)).toEqual(["heading", "note", "said", "changed"]);
  expect(sayAll("en", "operating.dashboard")).not.toHaveProperty("run.last");
  // @ts-expect-error: there is no such message.
  expect(sayAll("en", "operating.go").shoeSize).toBeUndefined();
});

test("the types of the messages are those of the catalogues: npm run messages writes them anew", () => {
  const file = join(import.meta.dirname, "../../../src/text/locales/messages.ts");
  expect(readFileSync(file, "utf8")).toBe(messageTypes(CATALOGUES.en, Object.values(CATALOGUES)));
});

describe("the arguments of a message", () => {
  const found = (text: string) => described(argumentsOf(text, name => name === "people_email"));

  test("are those it counts, chooses by or puts in, wherever they stand", () => {
    expect(found("{name} has {n, plural, =1 {{skill}} other {{n} skills}} in {people_email}")).toEqual({
      n: "number",
      name: "text",
      skill: "text",
    });
  });

  test("by which it chooses are words, or yes and no, and other where nothing else is meant to come", () => {
    expect(found("{is, select, true {yes} other {no}}")).toEqual({ is: ["other", "true"] });
    expect(found("{what, select, a {A} b {B} other {}}")).toEqual({ what: ["a", "b"] });
    expect(
      messageTypes({ a: { b: "{is, select, true {yes} other {no}} {what, select, a {A} b {B} other {}}" } }),
    ).toContain('"a.b": { is: boolean; what: "a" | "b" };');
  });
});

function saidOf(language: Language, key: string, given: Record<string, unknown>): string {
  if (key.startsWith("setUp.")) return sayInSetUp(language, key.slice("setUp.".length) as SetUpKey);
  return (say as (...told: unknown[]) => string)(language, key, given);
}

/** What a message needs: what English counts, another language may only put in, and the other way round. */
function needed(text: string): Record<string, unknown> {
  const kinds = [...argumentsOf(text, isName)].map(([name, kind]): [string, Kind] => [
    name,
    kind === "number" ? "text" : kind,
  ]);
  return described(new Map(kinds));
}

function described(kinds: ReadonlyMap<string, Kind>): Record<string, unknown> {
  return Object.fromEntries(
    [...kinds].sort().map(([name, kind]) => [name, Array.isArray(kind) ? [...kind].sort() : kind]),
  );
}

/** Arguments of each kind: every number is the count, each word is met with each other, and a text is some day. */
function givenTo(wanted: ReadonlyMap<string, Kind>, count: number, language: Language): Record<string, unknown>[] {
  let found: Record<string, unknown>[] = [{}];
  for (const [name, kind] of wanted) {
    const values = kind === "text" ? null : kind === "number" ? [count] : kind;
    found = found.flatMap(given => (values ?? [""]).map(value => ({ ...given, [name]: value })));
  }
  const texts = [...wanted].filter(([, kind]) => kind === "text").map(([name]) => name);
  const days = texts.length === 0 ? [""] : DAYS.map(day => shortDate(`2027-03-${day}`, language));
  return found.flatMap(given => days.map(day => ({ ...given, ...Object.fromEntries(texts.map(name => [name, day])) })));
}
