import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";

/** Catalogues of one language, by what they are about. */
export type Catalogues = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What an argument may be: any text or number, a number that is counted, or one of some words. */
export type Kind = "text" | "number" | readonly string[];

/** Every message of some catalogues, by its whole key. */
export function messagesOf(catalogues: Catalogues): Map<string, string> {
  return new Map(
    Object.entries(catalogues).flatMap(([domain, texts]) =>
      Object.entries(texts).map(([key, text]): [string, string] => [`${domain}.${key}`, text]),
    ),
  );
}

/**
 * The arguments of a message, and what each may be, by name. What tables, columns and options are called is no argument, since
 * `say` puts it in: those `isName` knows.
 */
export function argumentsOf(text: string, isName: (name: string) => boolean): Map<string, Kind> {
  const found = new Map<string, Kind>();
  const add = (name: string, kind: Kind) => {
    const before = found.get(name);
    if (before === undefined || before === "text") found.set(name, kind);
    else if (Array.isArray(before) && Array.isArray(kind)) found.set(name, [...new Set([...before, ...kind])]);
    else if (kind !== "text" && before !== kind) throw new Error(`${name} is a number and a word in "${text}"`);
  };
  const look = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.argument && !isName(element.value)) add(element.value, "text");
      if (element.type === TYPE.plural) add(element.value, "number");
      if (element.type === TYPE.select) add(element.value, wordsOf(element.options));
      if (element.type === TYPE.plural || element.type === TYPE.select)
        for (const option of Object.values(element.options)) look(option.value);
    }
  };
  look(parse(text, { ignoreTag: true }));
  return found;
}

/** The words a select asks for; `other` is one of them where it says something. */
function wordsOf(options: Readonly<Record<string, { value: readonly unknown[] }>>): string[] {
  return Object.entries(options)
    .filter(([word, { value }]) => word !== "other" || value.length > 0)
    .map(([word]) => word);
}

/**
 * The file that types the keys of all messages and the arguments of each: those of the English one, each a number where any
 * language counts it.
 */
export function messageTypes(english: Catalogues, others: readonly Catalogues[] = []): string {
  const isName = nameOf(english);
  const foreign = others.map(messagesOf);
  const lines = [...messagesOf(english)].map(([key, text]) => {
    const elsewhere = foreign.map(messages => argumentsOf(messages.get(key) ?? "", isName));
    const fields = [...argumentsOf(text, isName)].map(([name, kind]) => {
      const isCounted = elsewhere.some(kinds => kinds.get(name) === "number");
      return `${name}: ${typeOf(isCounted ? "number" : kind)}`;
    });
    return `  ${JSON.stringify(key)}: ${fields.length === 0 ? "null" : `{ ${fields.join("; ")} }`};`;
  });
  return [
    "/**",
    " * The messages there are, and what each needs to be said: null is nothing.",
    " *",
    " * Written by `npm run messages` from the catalogues.",
    " */",
    "// biome-ignore format: a line a message.",
    "export interface Messages {",
    ...lines,
    "}",
    "",
  ].join("\n");
}

/** Knows what a table, a column or an option is called by. */
export function nameOf({ workspace }: Catalogues): (name: string) => boolean {
  const names = new Set(Object.keys(workspace ?? {}).map(key => key.replaceAll(".", "_")));
  return name => names.has(name);
}

function typeOf(kind: Kind): string {
  if (kind === "text") return "string | number";
  if (kind === "number") return "number";
  const isBoolean = kind.includes("true") && kind.every(word => ["true", "false", "other"].includes(word));
  return isBoolean ? "boolean" : kind.map(word => JSON.stringify(word)).join(" | ");
}
