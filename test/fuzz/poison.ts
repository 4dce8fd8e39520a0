import type { PropertySchema } from "../../src/core/domain/schema.ts";
import type { Random } from "../../src/core/domain/values/random.ts";

/** What a nasty text is made of: signs that formats, patterns, pages and databases read as something of their own. */
const PIECES = [
  " ",
  "\n",
  "\t",
  "\u00a0",
  "a",
  "я",
  "1",
  "1 ",
  "a ",
  "a\n",
  ",",
  ", ",
  ";",
  ".",
  ":",
  "_",
  "-",
  "- ",
  "'",
  '"',
  "(",
  ")",
  " (1)",
  "<",
  "<a",
  "<b>",
  "<a href='https://example.org'>x</a>",
  "<ul><li>",
  "<script>alert(1)</script>",
  "&",
  "&amp;",
  "&#x41;",
  "@",
  "a@b.example ",
  "person1@example.org, ",
  "https://example.org/ ",
  "%00",
  "../",
  "#{x}",
  "{{x}}",
  "{programme}",
  "$&",
  "\\u0000",
  "\u0001",
  "\u0301",
  "\u200b",
  "\u200d",
  "\u202e",
  "\u2066",
  "👩‍💻",
  "\ud83d",
  "\udc00",
  "שלום ",
  "مرحبا ",
  "漢字",
  "9-17 ",
  "Mon-Fri ",
  "skills 100, ",
  "2027-01-11T09:00:00Z",
  "Person 02, ",
  "[krug:people.name]",
  "session:x:1",
  "krug",
] as const;

/** Texts that mean something to a language, a number or an object, and nothing here. */
const WORDS = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "null",
  "undefined",
  "NaN",
  "Infinity",
  "-Infinity",
  "true",
  "[object Object]",
  "0",
  "-1",
  "1e309",
  "9007199254740993",
  "0x10",
  "'; DROP TABLE pages; --",
  "\uFEFF",
  "…",
  "\u2400",
] as const;

const DATES = [
  "0001-01-01",
  "1900-01-01",
  "1970-01-01",
  "1999-12-31T23:59:59Z",
  "2016-01-01",
  "2026-02-28",
  "2027-01-10",
  "2027-01-13T10:00:00Z",
  "2027-03-28T02:30:00+01:00",
  "2038-01-19T03:14:08Z",
  "2099-12-31",
  "2199-12-31T23:59:59Z",
  "2200-01-01",
  "2270-05-05",
  "9999-12-31",
  "9999-12-31T23:59:59+14:00",
] as const;

const NUMBERS = [
  0,
  -0,
  -1,
  0.1,
  0.5,
  1.5,
  2.75,
  7,
  99,
  100,
  1000,
  -1e9,
  1e9,
  2 ** 31,
  2 ** 53,
  1e21,
  1e300,
  Number.MAX_VALUE,
  Number.MIN_VALUE,
] as const;

const LENGTHS = [1, 5, 40, 80, 300, 301, 700, 2_000, 2_000, 8_192, 20_000] as const;

export function oneOf<T>(items: readonly T[], random: Random): T {
  return items[random.below(items.length)]!;
}

/** A nasty text of at most so many characters: one piece again and again, several mixed, or a word that means something elsewhere. */
export function nastyText(random: Random, most: number): string {
  const kind = random.below(10);
  if (kind < 2) return oneOf(WORDS, random).slice(0, most);
  const length = Math.min(oneOf(LENGTHS, random), most);
  const pieces = kind < 7 ? [oneOf(PIECES, random)] : Array.from({ length: 6 }, () => oneOf(PIECES, random));
  const start = random.below(3) === 0 ? oneOf(["a", "1", "skills", "<", "Ann"], random) : "";
  let text = start;
  while (text.length < length) text += pieces.length === 1 ? pieces[0] : oneOf(pieces, random);
  const end = random.below(2) === 0 ? oneOf(["!", "x", "9", ">"], random) : "";
  return (text.slice(0, Math.max(0, length - end.length)) + end).slice(0, most);
}

/** A text as Notion takes it: in pieces of 2,000 characters, at most a hundred. */
function richText(text: string): object[] {
  const pieces: object[] = [];
  for (let at = 0; at < text.length && pieces.length < 100; at += 2_000)
    pieces.push({ type: "text", text: { content: text.slice(at, at + 2_000) } });
  return pieces;
}

/** A value of a column as the API takes it, such as nobody who wants a meeting would write. `ids` are pages it may point to. */
export function poisonFor({ type }: PropertySchema, random: Random, ids: readonly string[]): object {
  const text = (most: number) => nastyText(random, most);
  switch (type) {
    case "title":
      return { title: richText(text(20_000)) };
    case "rich_text":
      return { rich_text: richText(random.below(40) === 0 ? nastyText(random, 20_000).repeat(8) : text(20_000)) };
    case "number":
    case "percent":
      return { number: oneOf(NUMBERS, random) };
    case "select":
      return { select: { name: text(100).replaceAll(",", "") || "?" } };
    case "multi_select": {
      const names = Array.from({ length: oneOf([1, 2, 30, 100], random) }, (_, place) =>
        `${text(90).replaceAll(",", "")}${place}`.trim(),
      );
      return { multi_select: [...new Set(names)].map(name => ({ name })) };
    }
    case "date": {
      const start = oneOf(DATES, random);
      return { date: random.below(2) === 0 ? { start } : { start, end: oneOf(DATES, random) } };
    }
    case "checkbox":
      return { checkbox: random.below(2) === 0 };
    case "url":
      return { url: text(2_000) || "x" };
    case "email":
      return { email: text(200) || "x" };
    case "relation":
      return {
        relation: [...new Set(Array.from({ length: oneOf([1, 3, 100], random) }, () => oneOf(ids, random)))].map(
          id => ({ id }),
        ),
      };
  }
}

/** A change of an event as Calendar takes it. */
export function poisonedEvent(random: Random): Record<string, unknown> {
  const text = (most: number) => nastyText(random, most);
  switch (random.below(6)) {
    case 0:
      return { summary: text(1_000) };
    case 1:
      return { description: text(8_192) };
    case 2:
      return { location: text(1_000) };
    case 3:
      return {
        attendees: Array.from({ length: oneOf([1, 5, 150], random) }, (_, place) => ({
          email: `${oneOf(["stranger", "__proto__", "constructor", "a.b+c", "person1"], random)}${place}@example.com`,
          displayName: text(200),
          comment: text(500),
          responseStatus: oneOf(["needsAction", "accepted", "declined", "tentative"], random),
        })),
      };
    case 4: {
      const start = oneOf(DATES, random);
      const isDay = !start.includes("T");
      const at = Date.parse(start);
      const end = new Date(Math.min(at + oneOf([0, 1, 60, 1440, 20_160, 5e6], random) * 60_000, 253402300799000));
      return isDay
        ? {
            start: { date: start, dateTime: null },
            end: {
              date: new Date(Math.min(at + 86_400_000, 253402214400000)).toISOString().slice(0, 10),
              dateTime: null,
            },
          }
        : { start: { dateTime: start, timeZone: "UTC" }, end: { dateTime: end.toISOString(), timeZone: "UTC" } };
    }
    default:
      return { extendedProperties: { private: { [text(40) || "k"]: text(900), krugSession: text(200) } } };
  }
}
