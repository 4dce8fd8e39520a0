// What it decides: which words of a text name a person, and the text without them.
// Idea: addresses and page ids are exact. A name can be a word as well ("Will", "The"): it goes where Krug puts names, as in a
// list, before what people are said to do, or within a sentence; never as a sentence's own word, nor in what people wrote.
// Source: docs/privacy.md#erasing-and-handing-out; the right to erasure. Cost: one look at the text for each name and
//   each text of others that holds it.
import { addressKey } from "../../domain/values/address.ts";
import { keptIn } from "../../domain/values/maps.ts";
import type { Identity } from "./identity.ts";

/** What stands where a name or address was. */
const ERASED = "…";

/** A person, and what only looks like them. */
export interface Traced extends Identity {
  /** Names of all others. Absent where they are not known: then each title counts as Krug's. */
  others?: readonly string[];
  /** Texts of others in which one of the names stands: they stay as they are, wherever they are repeated. */
  written?: readonly string[];
  /** Steps that are theirs alone, by their titles: what a list says so behind their name is theirs, whoever wrote the like. */
  steps?: readonly string[];
}

/**
 * How a text came about: all of it Krug's; Krug's list of who replied what; Krug's with words of people around it; or a title,
 * Krug's where it is a list of names.
 */
type Origin = "krug" | "replies" | "mixed" | "title";

/**
 * A text in which nothing names the person: addresses and page ids wherever they stand, and names where they are no words of a
 * sentence, become "…"; what a list says of the person alone goes with the name. Names go by case, in whatever Unicode form.
 */
export function withoutTraces(given: string, person: Traced, origin: Origin = "krug"): string {
  if (given === "") return given;
  const text = withoutSlugs(given, person);
  const traces = tracesOf(person);
  if (origin === "title" && person.others !== undefined && !traces.listOfNames.test(text.normalize("NFC")))
    return withoutExact(text, person);
  const kept = rangesOf(text, traces.kept);
  const isKept = (at: number) => kept.some(([from, to]) => at >= from && at < to);
  const pieces: [number, number][] = [];
  const take = (from: number, to: number) => {
    const last = pieces.at(-1);
    if (last === undefined || from >= last[1]) pieces.push([from, to]);
  };
  for (const { index, 0: found } of text.matchAll(traces.name)) {
    const end = index + found.length;
    const step = stepAfter(text, index, end, person.steps ?? []);
    if (step === null && (isKept(index) || !isName(text, index, found, origin))) continue;
    take(index, end);
    const entry = step ?? entryAfter(text, index, end);
    if (entry !== null) take(end + 2, entry);
  }
  let left = "";
  let at = 0;
  for (const [from, to] of pieces) {
    left += text.slice(at, from) + ERASED;
    at = to;
  }
  return withoutExact(left + text.slice(at), person, isKeptText(traces.kept));
}

/** True where a text names the person in any way, be it as a word: what people wrote is for people to judge. */
export function mentions(text: string, person: Traced): boolean {
  const { name, longer } = tracesOf(person);
  if (withoutExact(text, person) !== text) return true;
  const kept = rangesOf(text, longer);
  return [...text.matchAll(name)].some(({ index }) => !kept.some(([from, to]) => index >= from && index < to));
}

/**
 * Texts one of which stands in whatever names the person, for finding what may: as they are, or `folded`, in small letters and without
 * dots, as mailboxes are alike. Of an address only what follows the last letter that is not of ASCII.
 */
export function signsOf({ pageIds, emails, names }: Identity): { exact: string[]; folded: string[] } {
  const spelled = names.flatMap(name => [...[name, capitalised(name)].flatMap(formsOf), slugOf(name)]);
  const ids = pageIds.flatMap(id => [id, id.replaceAll("-", "")]);
  const mailboxes = emails.flatMap(email => [
    email,
    email.replace(/@gmail\.com$/i, "@googlemail.com"),
    addressKey(email),
  ]);
  const folded = mailboxes.map(email =>
    email
      .toLowerCase()
      .replaceAll(".", "")
      .replace(/^.*[^\0-\x7f]/su, ""),
  );
  return { exact: [...new Set([...ids, ...spelled])], folded: [...new Set(folded)] };
}

/** True where any text in plain data, a key too, names the person, be it as a word. */
export function isNamedIn(value: unknown, person: Traced): boolean {
  if (typeof value === "string") return value !== "" && mentions(value, person);
  if (value === null || typeof value !== "object") return false;
  return Object.entries(value).some(([key, item]) => isNamedIn(key, person) || isNamedIn(item, person));
}

interface Traces {
  /** Any of the names as whole words, in any Unicode form. */
  name: RegExp;
  /** What is left as it is. */
  kept: readonly string[];
  /** Of that, longer names of others. */
  longer: readonly string[];
  /** A title Krug wrote: known names, as a list. */
  listOfNames: RegExp;
}

const tracesByPerson = new WeakMap<Traced, Traces>();

function tracesOf(person: Traced): Traces {
  return keptIn(tracesByPerson, person, () => readTraces(person));
}

const CHECK_INS = ["Check-in", "Короткая встреча", "Коротка зустріч", "Кратка среща"];
const AND = "(?:, | & | and | и | та )";
const COUNTED = "\\d+ more|ещё \\d+|ще \\d+|още \\d+";

function readTraces({ names, emails, others = [], written = [] }: Traced): Traces {
  // A sentence of Krug's that begins with a name begins with a capital letter.
  const capitals = names.map(capitalised);
  const own = longestFirst([...names, ...capitals.filter(name => !others.includes(name))].flatMap(formsOf));
  const name = new RegExp(`${WORD_BEFORE}(?:${own.map(literal).join("|") || "(?!)"})${WORD_AFTER}`, "gu");
  const holdsName = (text: string) => !own.includes(text.trim()) && text.match(name) !== null;
  const longer = others.filter(holdsName).flatMap(formsOf);
  const all = longestFirst([...names, ...others].flatMap(formsOf).map(form => form.normalize("NFC")));
  const alternative = `(?:${[...all.map(literal), ERASED, COUNTED].join("|")})`;
  const listOfNames = new RegExp(
    `^(?:(?:${CHECK_INS.join("|")}): )?${alternative}(?:${AND}${alternative})*(?:, (?:round|раунд|цикъл) \\d+)?$`,
    "u",
  );
  const parts = written.flatMap(text => text.split("\n")).map(text => text.trim());
  const holdsTrace = (text: string) => holdsName(text) || emails.some(email => text.toLowerCase().includes(email));
  return { name, longer, kept: longestFirst([...longer, ...parts.filter(holdsTrace)]), listOfNames };
}

function capitalised(name: string): string {
  return name.replace(/^\p{Ll}/u, letter => letter.toUpperCase());
}

const WORD_BEFORE = "(?<![\\p{L}\\p{N}\\p{M}_])";
const WORD_AFTER = "(?![\\p{L}\\p{N}\\p{M}_])";
/** What a name is cut to where Krug lists names. */
const NAME_CHARACTERS = 80;

function formsOf(name: string): string[] {
  const plain = name.trim().replace(/\s+/g, " ");
  const characters = [...plain];
  const cut = `${characters
    .slice(0, NAME_CHARACTERS - 1)
    .join("")
    .trimEnd()}…`;
  const all = [name.trim(), plain, ...(characters.length > NAME_CHARACTERS ? [cut] : [])];
  return [...new Set(all.flatMap(form => [form, form.normalize("NFC"), form.normalize("NFD")]))].filter(
    form => form !== "",
  );
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** "Ana Maria" goes before "Ana", so that no half of a name is left. */
function longestFirst(names: readonly string[]): string[] {
  return [...new Set(names)].sort((a, b) => b.length - a.length);
}

/** Where what is kept stands; of a text that was cut in repeating it, its beginning. */
function rangesOf(text: string, kept: readonly string[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const one of kept)
    for (const part of one.length > CUT_TO ? [one, one.slice(0, CUT_TO)] : [one])
      for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) ranges.push([at, at + part.length]);
  return ranges;
}

const CUT_TO = 90;

/** Words before a name in what Krug says, and after one; in a sentence that begins with the name only these tell it from a word. */
const BEFORE = new RegExp(
  `(?:^|[\\n(“«„>]|[-–—:;,•.!?→] |&(?:amp;)? | (?:and|и|та) |(?:^|[^\\p{L}])(?:${[
    "Hello|Здравствуйте,|Вітаємо,|Здравейте,|Congratulations,|This time|В этот раз|Цього разу|Този път",
    "ведёт|веде|води|учится|учатся|вчиться|вчаться|учи се|учат се|ментор е|Менторът е",
  ].join("|")}) )$`,
  "u",
);
const AFTER = new RegExp(
  `^(?:$|[\\n)”»“<]|[,;:.!?](?:$|[\\s)”»“<])| [&→(·]| (?:and|и|та) |’s${WORD_AFTER}| (?:${[
    "can’t make it|joined the group|deleted the event|leads the talk|keeps the talk|learns|offers|is paused|takes no sessions",
    "is the mentor|is the mentee|are the mentees|не сможет прийти|не смогут прийти|следит|может помочь|предлагает",
    "не зможе прийти|не зможуть прийти|стежить|може допомогти|пропонує",
    "няма да може|няма да могат|следи разговорът|може да помогне|я предлага|и споделя",
  ].join("|")}))`,
  "u",
);
const SENTENCE_START = /(?:^|[\n“«„(>•]|[-–—:.!?…] )$/u;
/** What has a capital letter within a sentence too. */
const PROPER = new Set(
  "Krug Круг Круга Кръг Notion Google Calendar Meet Forms Drive Slack Teams Discord Календаре Календарі Календар I".split(
    " ",
  ),
);

/** What Krug begins a line or a part of it with, before a colon. */
const LABELS = new Set(
  "Yes No Maybe Да Нет Возможно Так Ні Можливо Не Goals Цели Цілі Questions Вопросы Запитання Въпроси About Where Где Де Къде Page Host Hosts Води Водят".split(
    " ",
  ),
);

/** True where a word that looks like the name stands for the person. */
function isName(text: string, from: number, found: string, origin: Origin): boolean {
  const [before, after] = [text.slice(Math.max(0, from - 30), from), text.slice(from + found.length)];
  const hasLabels = origin === "mixed" || origin === "replies";
  if (hasLabels && LABELS.has(found) && after.startsWith(":") && !before.endsWith("- ")) return false;
  const isBetween = BEFORE.test(from > 30 ? `\u0001${before}` : before) && AFTER.test(after);
  const isQuoted = OPEN_QUOTE.test(text.slice(0, from));
  if (origin === "mixed" || isQuoted) return isBetween;
  if (/\s/.test(found)) return true;
  if (!/^\p{Lu}/u.test(found) || PROPER.has(found)) return isBetween;
  if (SENTENCE_START.test(before) || from === 0) return AFTER.test(after);
  return !/\d $/.test(before) && !/^ \d/.test(after);
}

/** A quotation that was begun and not ended. */
const OPEN_QUOTE = /(?:“[^”“]*|«[^»«]*|„[^“„]*)$/u;

/**
 * Where what a list's line tells of one person ends: their goal with its status, or their words; null for none. Words with lines
 * of their own go to the next entry, or the last paragraph.
 */
function entryAfter(text: string, from: number, to: number): number | null {
  if (!/(?:^|\n|>)- $/.test(text.slice(0, from)) || text[to] !== ":") return null;
  if (text.startsWith(":\n", to)) {
    const next = text.indexOf("\n- ", to);
    const last = text.lastIndexOf("\n\n");
    const ends = [next, last].filter(at => at > to + 1);
    return ends.length === 0 ? text.length : Math.min(...ends);
  }
  const line = /^: (?:[“«„][^\n]*[”»“…]|[^\n]*\))(?:\n {2}[^\n]*)*(?=\n|$)/.exec(text.slice(to));
  return line === null ? null : to + line[0].length;
}

/** Without what is exact: page ids, the names in the addresses of pages, and e-mail addresses. */
function withoutExact(
  text: string,
  person: Traced,
  isKept: (address: string, at: number, text: string) => boolean = () => false,
): string {
  const { emails, pageIds } = person;
  let left = withoutSlugs(text, person);
  for (const id of pageIds) left = left.replaceAll(id, ERASED).replaceAll(id.replaceAll("-", ""), ERASED);
  for (const email of emails) {
    const address = new RegExp(`(?<![\\p{L}\\p{N}._+-])${literal(email)}(?![\\p{L}\\p{N}])`, "giu");
    left = left.replaceAll(address, (found, at: number, whole: string) => (isKept(found, at, whole) ? found : ERASED));
  }
  return left;
}

/** Where a line of a list ends that tells a step behind the name of the one whose it is; null for any other. */
function stepAfter(text: string, from: number, to: number, steps: readonly string[]): number | null {
  if (!/(?:^|\n|>)- $/.test(text.slice(Math.max(0, from - 3), from)) || !text.startsWith(": ", to)) return null;
  const [said = ""] = text.slice(to + 2).split(/[\n<]/, 1);
  const isStep = steps.some(step => said === step || (said.endsWith("…") && step.startsWith(said.slice(0, -1).trim())));
  return isStep ? to + 2 + said.length : null;
}

/** Addresses of pages tell their titles, and are as good without: what counts is the id at their end. Longer names of others stay. */
function withoutSlugs(text: string, person: Traced): string {
  const longer = tracesOf(person).longer.map(slugOf);
  let left = text;
  for (const slug of longestFirst(person.names).map(slugOf)) {
    const page = new RegExp(
      `(?<=//[^\\s/]*notion[^\\s/]*/(?:[^\\s/]+/)?)(?:[^\\s/]*-)?${slug}-(?:[^\\s/]*-)?(?=[0-9a-f]{32})`,
      "gu",
    );
    const own = new RegExp(`(?<![^-])${slug}-`, "u");
    const others = (found: string) => longer.reduce((rest, one) => rest.replaceAll(new RegExp(one, "gu"), ""), found);
    left = left.replaceAll(page, found => (own.test(others(found)) ? "" : found));
  }
  return left;
}

function slugOf(name: string): string {
  return literal(name.trim().replaceAll(/[^\p{L}\p{N}]+/gu, "-"));
}

function isKeptText(kept: readonly string[]) {
  return (_: string, at: number, text: string) => rangesOf(text, kept).some(([from, to]) => at >= from && at < to);
}

/** Where the origin of a text can be told by what it is called. */
const ORIGINS: Readonly<Record<string, Origin>> = {
  replies: "replies",
  title: "title",
  summary: "title",
  name: "title",
  description: "mixed",
};

/**
 * Plain data in which nothing names the person: texts as above, and out of lists go their ids, their addresses and the guests that
 * have one.
 */
export function cleaned<T>(value: T, person: Traced, key = ""): T {
  if (typeof value === "string") return withoutTraces(value, person, ORIGINS[key] ?? "krug") as T;
  if (Array.isArray(value))
    return value.filter(item => !isTheirs(item, person)).map(item => cleaned(item, person, key)) as T;
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([key]) => !isTheirs(key, person));
  return Object.fromEntries(kept.map(([key, item]) => [key, cleaned(item, person, key)])) as T;
}

function isTheirs(item: unknown, { pageIds, emails }: Identity): boolean {
  if (typeof item === "string") return pageIds.includes(item) || emails.includes(item.toLowerCase());
  const email = item !== null && typeof item === "object" && "email" in item ? item.email : null;
  return typeof email === "string" && emails.includes(email.toLowerCase());
}
