import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  comparable,
  comparableStored,
  comparableTitle,
  findable,
  holds,
  isSameContent,
  isSameTitle,
  readable,
  withPart,
} from "../../../../src/core/domain/values/content.ts";
import { asHtml, isHtml } from "../../../../src/core/domain/values/html.ts";
import { mergeAgenda } from "../../../../src/core/rules/sync/agenda.ts";
import { asEditorStores } from "../../../world/editor.ts";

/** Ways in which tools and keyboards respell a plain text. Each changes no word, sign or line of it. */
const RESPELLINGS: Record<string, (text: string) => string> = {
  "a space at the end": text => `${text} `,
  "a line end at the end": text => `${text}\n`,
  "line ends of Windows": text => text.replaceAll("\n", "\r\n"),
  "line ends of old": text => text.replaceAll("\n", "\r"),
  "empty lines": text => text.replaceAll("\n", "\n\n"),
  decomposed: text => text.normalize("NFD"),
  composed: text => text.normalize("NFC"),
  "U+2019": text => text.replaceAll("'", "\u2019"),
  "U+02BC": text => text.replaceAll("'", "\u02bc"),
  "curly quotes": text => text.replaceAll('"', "\u201d"),
  "non-breaking hyphens": text => text.replaceAll("-", "\u2011"),
  "non-breaking spaces": text => text.replaceAll(" ", "\u00a0"),
  "narrow spaces": text => text.replaceAll(" ", "\u202f"),
  "double spaces": text => text.replaceAll(" ", "  "),
  "soft hyphens": text => [...text].join("\u00ad"),
  "marks without width": text => [...text].join("\u200b"),
  "a byte order mark": text => `\ufeff${text}`,
};
const WORD = fc.constantFrom(
  ..."Ana's Борис об'єднання тестирование e\u0301te\u0301 naïve 한글 Йога - – — & < > <b x>y &amp; 1. 💡 👩‍💻 “ok” https://a.example/?x=1&y=2 a-b C++ № ½ ё".split(
    " ",
  ),
);
const TEXT = fc
  .array(
    fc.array(fc.oneof({ weight: 4, arbitrary: WORD }, { weight: 1, arbitrary: fc.string({ unit: "grapheme" }) })),
    {
      maxLength: 6,
    },
  )
  .map(lines => lines.map(words => words.join(" ")).join("\n"));
const WAY = fc.constantFrom(...Object.values(RESPELLINGS));

describe("a text and the same text respelled", () => {
  test("are equal, however often and in whatever ways", () => {
    fc.assert(
      fc.property(TEXT, fc.array(WAY, { maxLength: 4 }), (text, ways) => {
        const respelled = ways.reduce((all, way) => way(all), text);
        expect(comparable(respelled)).toBe(comparable(text));
        expect(comparableTitle(respelled)).toBe(comparableTitle(text));
        expect(findable(respelled)).toBe(findable(text));
      }),
      { numRuns: 2000 },
    );
  });

  test("as Calendar's editor stores it show the same", () => {
    fc.assert(
      fc.property(TEXT, fc.array(WAY, { maxLength: 2 }), fc.nat(), (text, ways, seed) => {
        // What reads like a tag or a name of a character is one, and reads otherwise once it is spelled otherwise.
        const respelled = isHtml(text) ? text : ways.reduce((all, way) => way(all), text);
        const stored = asEditorStores(respelled, seed);
        expect(isSameContent(stored, text)).toBe(true);
        // Opened and stored once more it is still the same.
        expect(isSameContent(asEditorStores(stored, seed + 1), text)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test("folded twice are as folded once", () => {
    fc.assert(
      fc.property(fc.oneof(TEXT, fc.string({ unit: "binary" })), text => {
        expect(comparable(comparable(text))).toBe(comparable(text));
        expect(comparableTitle(comparableTitle(text))).toBe(comparableTitle(text));
        expect(findable(findable(text))).toBe(findable(text));
        expect(readable(readable(text))).toBe(readable(text));
      }),
      { numRuns: 4000 },
    );
  });

  test("differ where a word, a sign, a case or a line does", () => {
    const all = [
      "Ana & Boris",
      "Ana & boris",
      "Ana and Boris",
      "Ana &\nBoris",
      "Ana — Boris",
      "Ana - Boris",
      "Ana + Boris",
      "Аna & Boris",
      "Anna & Boris",
      "all & Всё",
      "all & Все",
      "2²",
      "22",
      "1. tests",
      "- tests",
      "x < y",
      "x > y",
      "👩‍💻",
      "👩💻",
    ];
    expect(new Set(all.map(comparable)).size).toBe(all.length);
    expect(new Set(all.map(comparableStored)).size).toBe(all.length);
    expect(isSameContent('<a href="https://a.example">here</a>', '<a href="https://b.example">here</a>')).toBe(false);
  });

  test.each([
    ["<p>One</p><p>Two</p>", "One\nTwo"],
    ["One<br />Two", "One\nTwo"],
    ["<ul><li>one</li><li>two</li></ul>", "- one\n• two"],
    ["<ol><li>one</li><li>two</li></ol>", "1. one\n2. two"],
    ["Tom&nbsp;&amp;&#32;Jerry&#x27;s", "Tom & Jerry's"],
    ["&laquo;Да&raquo; &mdash; <b>нет</b>", "«Да» — нет"],
    ['<a href="https://x.example/a?b=1&amp;c=2">https://x.example/a?b=1&amp;c=2</a>', "https://x.example/a?b=1&c=2"],
    ['<a href="https://www.google.com/url?q=https://x.example/a&amp;sa=D">x.example/a</a>', "x.example/a"],
    ['<a href="https://x.example">docs</a>', "docs (https://x.example)"],
    ['<a href="mailto:ana@example.org">ana@example.org</a>', "ana@example.org"],
    ["<span><br></span>One<div>Two</div>", "One\nTwo"],
    ["List<T> and a <3 b", "List<T> and a <3 b"],
    ["&unknown; & &; &#0; &#xFFFFFFF;", "&unknown; & &; &#0; &#xFFFFFFF;"],
  ])("%s shows %s", (stored, shown) => {
    expect(comparableStored(stored)).toBe(comparable(shown));
    expect(isSameTitle(stored, shown)).toBe(stored === shown);
  });

  test("hold the address of a page, whatever words of its title are in it", () => {
    const id = "14881bf3cbd7496784fb4dc537a21d49";
    const said = (slug: string, rest = "") => `Page: https://app.notion.test/p/${slug}${id}${rest} (open it)`;
    expect(comparable(said("Ana-Boris-"))).toBe(comparable(said("Ана-")));
    expect(comparable(said("Ana-Boris-", "?v=1"))).toBe(comparable(said("", "?v=1")));
    expect(comparable(said("", "?v=1"))).not.toBe(comparable(said("", "?v=2")));
    expect(comparable(said("x-"))).not.toBe(comparable(said("x-").replace(/9d49|1d49/, "0d49")));
  });

  test("cost a time that grows with their length, whatever stands in them", () => {
    const cost = (length: number) => {
      const before = process.threadCpuUsage().user;
      for (const piece of ["<", "<a ", "&", "&#", " ", "\u00ad", "\u0301", "<a href='", "- ", "a ", "ё", "<b>", "\r"]) {
        const text = piece.repeat(length / piece.length);
        comparableStored(text);
        findable(text);
        readable(text);
      }
      return process.threadCpuUsage().user - before;
    };
    cost(10_000);
    const [short, long] = [cost(25_000), cost(100_000)];
    expect(long / short).toBeLessThan(8);
  });
});

const OLD =
  "Goals:\n- Ana: Learn to test & <debug> (doing)\n  Next step: The first one\n\nSession page: https://notion.test/p?a=1&b=2";
const NEW = "Goals:\n- Ana: Teach testing (doing)\n\nSession page: https://notion.test/p?a=1&b=2";
const FOOT = "Session page: https://notion.test/p?a=1&b=2";
const around = { guestsChangeAlone: false };

describe("Krug's part of a description that Calendar's editor stored anew", () => {
  test("is found and written anew between what people wrote, which stays as they made it", () => {
    fc.assert(
      fc.property(fc.nat(), fc.boolean(), fc.boolean(), (seed, isAbove, isBelow) => {
        const text = [...(isAbove ? ["Please bring cake."] : []), OLD, ...(isBelow ? ["Room 12 < 13"] : [])].join(
          "\n\n",
        );
        const stored = asEditorStores(text, seed);
        const merged = mergeAgenda(OLD, stored, NEW, around);
        expect(isSameContent(merged.text ?? "", text.replace(OLD, NEW))).toBe(true);
        expect(merged.isAgreed).toBe(true);
        expect(mergeAgenda(NEW, merged.text ?? "", NEW, around).text).toBeNull();
        expect(opened(merged.text ?? "")).toBe("balanced");
      }),
    );
  });

  test("that says what it should is left alone", () => {
    for (let seed = 0; seed < 8; seed += 1)
      expect(mergeAgenda(OLD, asEditorStores(OLD, seed), OLD, around)).toEqual({ text: null, isAgreed: true });
  });

  test("with a link in it stays a link", () => {
    const written = withPart(asEditorStores(OLD, 0), OLD, NEW) ?? "";
    expect(written).toContain('<a href="https://notion.test/p?a=1&amp;b=2">');
    expect(holds(written, "https://notion.test/p?a=1&b=2")).toBe(true);
  });

  test("leaves the text for a guest from outside, also where people wrote over it", () => {
    for (const way of [
      (text: string) => text,
      (text: string) => asEditorStores(text, 0),
      (text: string) => asEditorStores(text, 1),
      (text: string) => asEditorStores(text, 3),
    ])
      for (const edited of [
        `Hello\n\n${OLD}\n\nBye`,
        `Hello\n\n${OLD.replace("(doing)", "(DONE!)")}\n\nBye`,
        `Hello\n\n${OLD.replace("Goals:", "What we want")}\nBye`,
        `Bye\n${OLD.split("\n").reverse().join("\n")}\nHello`,
      ]) {
        const merged = mergeAgenda(OLD, way(edited), FOOT, { ...around, isKeptFromOutside: true });
        expect(merged.text).not.toMatch(/Learn to test|first one/);
        expect(comparableStored(merged.text ?? "")).toContain("Hello");
        expect(comparableStored(merged.text ?? "")).toContain("Bye");
        expect(comparableStored(merged.text ?? "").split(FOOT)).toHaveLength(2);
        expect(merged.isAgreed).toBe(true);
        // Said once: nothing more to do, and the goals come back when the guest is gone.
        const after = merged.text ?? "";
        expect(mergeAgenda(FOOT, after, FOOT, { ...around, isKeptFromOutside: true }).text).toBeNull();
        expect(mergeAgenda(FOOT, after, NEW, around).text).toContain("Teach testing");
      }
  });

  test("in Outlook's HTML is found too, and no tag that only Outlook knows is left for people to read", () => {
    const style = "<!--[if mso]><style>p{margin:0}</style><![endif]--><style>p.MsoNormal {margin:0}</style>";
    const lines = OLD.split("\n").map(
      line => `<p class="MsoNormal"><span lang="UK">${asHtml(line)}<o:p></o:p></span></p>`,
    );
    for (const more of ["", '<p class="MsoNormal">Hello &lt;Ana&gt;<o:p>&nbsp;</o:p></p>']) {
      const stored = `<html><head>${style}</head><body>\r\n${[...lines, more].join("\r\n")}</body></html>`;
      const hello = more === "" ? "" : "\nHello <Ana>";
      expect(comparableStored(stored)).toBe(comparable(OLD + hello));
      const written = mergeAgenda(OLD, stored, NEW, around).text ?? "";
      expect(comparableStored(written)).toBe(comparable(NEW + hello));
      expect(written).not.toContain("o:p");
      const rewritten = stored.replace("Goals:", "What we want");
      const kept = mergeAgenda(OLD, rewritten, FOOT, { ...around, isKeptFromOutside: true }).text ?? "";
      expect(kept).not.toMatch(/o:p|Mso|margin|Learn to test|\n\s*\n\s*\n/);
    }
  });

  test("that is plain keeps what people typed between angle brackets", () => {
    const typed = `Ask <Ana> or <ana@example.org>, see <https://a.example>\n\n${OLD}`;
    expect(comparableStored(typed)).toBe(comparable(typed));
    expect(mergeAgenda(OLD, typed, NEW, around).text).toBe(typed.replace(OLD, NEW));
  });

  test("written over by people is theirs while nobody from outside is invited", () => {
    const stored = asEditorStores(OLD.replace("(doing)", "(done!)"), 1);
    expect(mergeAgenda(OLD, stored, NEW, around)).toEqual({ text: null, isAgreed: false });
  });
});

/** Whether each tag of some HTML is closed where it was opened. */
function opened(html: string): string {
  const open: string[] = [];
  for (const [, slash, name = ""] of html.matchAll(/<(\/?)([a-z]+)[^>]*>/g)) {
    if (name === "br") continue;
    if (slash === "") open.push(name);
    else if (open.pop() !== name) return html;
  }
  return open.length === 0 ? "balanced" : html;
}
