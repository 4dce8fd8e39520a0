import { IntlMessageFormat } from "intl-messageformat";
import type { Language } from "../../core/domain/values/language.ts";
import { CATALOGUES } from "./catalogues.ts";
import { joined } from "./joined.ts";
import type { Messages } from "./messages.ts";

export type MessageKey = keyof Messages;

/** Keys of messages without arguments. */
export type PlainKey = { [K in MessageKey]: Messages[K] extends null ? K : never }[MessageKey];

/** What a message needs to be said: nothing, or its arguments; where it is one of several, those of each. */
type Given<K extends MessageKey> = Messages[K] extends null ? [] : [given: All<Exclude<Messages[K], null>>];
type All<Each> = (Each extends unknown ? (each: Each) => void : never) extends (all: infer Both) => void ? Both : never;

/** Formatters by language and key: one takes longer to make than to use. */
const formatters = new Map<string, IntlMessageFormat>();
const names = new Map<Language, object>();

/**
 * A message in a language: the catalogues in this folder say it, in ICU MessageFormat.
 *
 * What tables, columns and options are called is put in by itself: `{people_email}` is the column *E-mail* of *People*.
 *
 * @throws for a key of no message, or an argument that is missing
 * @example say("en", "workspace.people.email") // "E-mail"
 */
export function say<K extends MessageKey>(language: Language, key: K, ...[given]: Given<K>): string {
  const text = textOf(language, key);
  if (text === undefined) throw new Error(`there is no message ${key}`);
  return said(text, language, key, given);
}

/** A text in ICU MessageFormat as it is said in a language, with what it is given; its key tells it from others. */
export function said(text: string, language: Language, key: string, given: unknown = {}): string {
  if (!/[{']/.test(text)) return text;
  const place = `${language} ${key}`;
  const formatter = formatters.get(place) ?? new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
  formatters.set(place, formatter);
  const formatted = String(formatter.format(Object.assign(Object.create(namesIn(language)), given)));
  return joined(formatted, Object.values(given ?? {}), language);
}

/** What follows `Start` and a dot in the keys of messages that need nothing, as far as the next dot. */
type After<Start extends string> = PlainKey extends infer Key
  ? Key extends `${Start}.${infer Rest}`
    ? Rest extends `${string}.${string}`
      ? never
      : Rest
    : never
  : never;

/**
 * All messages whose keys begin alike and that need nothing, by what follows.
 *
 * @example sayAll("en", "operating.go").button // "Go: send it"
 */
export function sayAll<Start extends string>(language: Language, start: Start): Readonly<Record<After<Start>, string>> {
  const dot = start.indexOf(".");
  const before = `${start.slice(dot + 1)}.`;
  const names = Object.keys(CATALOGUES[language][start.slice(0, dot)] ?? {})
    .filter(key => key.startsWith(before))
    .map(key => key.slice(before.length))
    .filter(name => !name.includes("."));
  const said = names.map(name => `${start}.${name}`).filter(isPlainKey);
  return Object.fromEntries(said.map(key => [key.slice(start.length + 1), say(language, key)])) as Record<
    After<Start>,
    string
  >;
}

/** Whether there is a message of this key, and needs nothing to be said. */
export function isPlainKey(key: string): key is PlainKey {
  const text = textOf("en", key);
  return text !== undefined && !text.includes("{");
}

function textOf(language: Language, key: string): string | undefined {
  const dot = key.indexOf(".");
  const catalogue = CATALOGUES[language][key.slice(0, dot)] ?? {};
  const name = key.slice(dot + 1);
  return Object.hasOwn(catalogue, name) ? catalogue[name] : undefined;
}

/** What the tables, columns and options are called, by their keys with an underscore for a dot. */
function namesIn(language: Language): object {
  const known = names.get(language);
  if (known !== undefined) return known;
  const texts = Object.entries(CATALOGUES[language].workspace ?? {});
  const made = Object.fromEntries(texts.map(([key, text]) => [key.replaceAll(".", "_"), text]));
  names.set(language, made);
  return made;
}
