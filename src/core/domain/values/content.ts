// What it decides: whether two texts say the same, where one stands in another, and how a text is shown.
// Idea: tools respell what people write (other spaces, apostrophes, hyphens, line ends, composed letters, marks nobody sees); one
//   folding each for comparing, showing and finding, and every side is folded by the same.
// Source: docs/hands.md#content-is-compared-not-spelling; Unicode 15, annexes 14 and 15.
// Cost: linear in the text.
import { asHtml, type Glyph, glyphsOf, hasTags, isHtml, tagAt } from "./html.ts";

/** Marks without a width of their own, soft hyphens and the directions of writing; a joiner only where it joins no signs. */
const UNSEEN = /^\p{Default_Ignorable_Code_Point}$/u;
/** Tags of flags, which nobody sees by themselves, begin here. */
const FLAG_TAGS = 0xe0000;
const JOINER = "\u200d";
const PICTURE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}]$/u;
const LINE_END = /^[\n\r\u0085\u2028\u2029]$/;
const SPACE = /^\s$/;
/** What joins the letter before it. */
const MARK = /^[\p{M}\u1160-\u11ff]$/u;
const SAME_SIGN = new Map<string, string>(
  [
    ["'", "’‘‛ʼʻ`´′＇"],
    ['"', "“”„‟"],
    ["-", "\u2010\u2011"],
    ["...", "…"],
  ].flatMap(([sign, others]) => [...(others ?? "")].map((other): [string, string] => [other, sign ?? ""])),
);
const BULLET = /^[-•*·‣◦▪–—]$/;

/** Words of which the folding leaves each as it is: most of what people write. */
const IS_FOLDED =
  /^(?![-*] |.*:\/\/)[\p{Script=Latin}\p{Script=Cyrillic}0-9.,:;!?()/&@#+=_%'"*-]+(?: [\p{Script=Latin}\p{Script=Cyrillic}0-9.,:;!?()/&@#+=_%'"*-]+)*$/u;

/** Glyphs as they are compared: one a letter, spaces single, none around a line, no empty lines, one bullet for all; or all in one line. */
function folded(glyphs: readonly Glyph[], isOneLine = false): Glyph[] {
  const found: Glyph[] = [];
  const put = (glyph: Glyph) => found.push(glyph);
  for (const glyph of clusters(seen(glyphs))) {
    const text = glyph.text.normalize("NFC");
    const last = found.at(-1);
    if (!isOneLine && LINE_END.test(text)) {
      if (last?.text === " ") found.pop();
      if (found.length > 0 && found.at(-1)?.text !== "\n") put({ ...glyph, text: "\n" });
    } else if (SPACE.test(text) || LINE_END.test(text)) {
      const before = found.at(-2);
      const isFirst = !isOneLine && (before === undefined || before.text === "\n");
      if (last !== undefined && isFirst && BULLET.test(last.text)) found[found.length - 1] = { ...last, text: "-" };
      if (last !== undefined && last.text !== " " && last.text !== "\n") put({ ...glyph, text: " " });
    } else {
      const [first = "", ...marks] = [...text];
      put({ ...glyph, text: (SAME_SIGN.get(first) ?? first) + marks.join("") });
    }
  }
  while (found.at(-1)?.text === " " || found.at(-1)?.text === "\n") found.pop();
  return isOneLine ? found : withoutSlugs(found);
}

/** The end of a page's address in Notion: its id, after its title in words. */
const PAGE_ID = /-[0-9a-f]{32}$/;

/** Addresses of pages without the words of their titles: another spelling of a title leads to the same page. */
function withoutSlugs(glyphs: readonly Glyph[]): Glyph[] {
  const found: Glyph[] = [];
  let word: Glyph[] = [];
  const end = () => {
    const path = word.findIndex(glyph => glyph.text === "?" || glyph.text === "#");
    const address = path < 0 ? word : word.slice(0, path);
    const isPage = address[0]?.text === "h" && /^https?:\/\//.test(joined(address.slice(0, 8)));
    const slash = isPage && PAGE_ID.test(joined(address)) ? address.findLastIndex(glyph => glyph.text === "/") : -1;
    found.push(...(slash < 0 ? word : [...word.slice(0, slash + 1), ...word.slice(address.length - 32)]));
    word = [];
  };
  for (const glyph of glyphs) {
    if (glyph.text !== " " && glyph.text !== "\n") word.push(glyph);
    else {
      end();
      found.push(glyph);
    }
  }
  end();
  return found;
}

/** Single characters, without those that nobody sees. */
function seen(glyphs: readonly Glyph[]): Glyph[] {
  const found: Glyph[] = [];
  for (const glyph of glyphs)
    for (const text of glyph.text) {
      const isPicture = PICTURE.test(found.at(-1)?.text ?? "");
      if (text === JOINER ? !isPicture : UNSEEN.test(text) && (text.codePointAt(0) ?? 0) < FLAG_TAGS) continue;
      found.push({ ...glyph, text });
    }
  return found;
}

/** Letters with the marks on them. */
function clusters(glyphs: readonly Glyph[]): Glyph[] {
  const found: Glyph[] = [];
  for (const glyph of glyphs) {
    const last = found.at(-1);
    if (last !== undefined && MARK.test(glyph.text))
      found[found.length - 1] = { ...last, text: last.text + glyph.text, to: glyph.to };
    else found.push(glyph);
  }
  return found;
}

function joined(glyphs: readonly Glyph[]): string {
  return glyphs.map(glyph => glyph.text).join("");
}

function plain(text: string): Glyph[] {
  return [...text].map(sign => ({ text: sign, from: 0, to: 0 }));
}

/**
 * A plain text as it is compared: two that differ in spelling alone are equal. Case, words, signs and lines count; spaces around
 * them and between do not, nor how apostrophes, quotes, hyphens, accents and line ends are stored. Folding twice changes nothing.
 */
export function comparable(text: string): string {
  const composed = text.normalize("NFC");
  if (IS_FOLDED.test(composed)) return composed;
  return joined(folded(plain(text)));
}

/** A title as it is compared: one line. */
export function comparableTitle(title: string): string {
  const composed = title.normalize("NFC");
  return IS_FOLDED.test(composed) ? composed : joined(folded(plain(title), true));
}

/** A description of Calendar as it is compared, plain or as its editor stores it. */
export function comparableStored(stored: string): string {
  return joined(folded(glyphsOf(stored)));
}

/** A text as it is looked for: as it is compared, in one line, and whatever the case, the width of letters, and ё for е. */
export function findable(text: string): string {
  const once = comparableTitle(text.normalize("NFKC")).toLowerCase().replaceAll("ё", "е");
  return comparableTitle(once.normalize("NFKC"));
}

/** A plain text as it is shown: what nobody sees is left out, lines end alike, nothing stands around it; the rest as it was written. */
export function readable(text: string): string {
  return joined(clusters(seen(plain(text.replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")))))
    .normalize("NFC")
    .trim();
}

/** A title as it is shown: in one line. */
export function readableTitle(title: string): string {
  return readable(title).replace(/\s+/g, " ");
}

/** True where two titles say the same. */
export function isSameTitle(a: string, b: string): boolean {
  return a === b || comparableTitle(a) === comparableTitle(b);
}

/** True where two descriptions show the same. */
export function isSameContent(a: string, b: string): boolean {
  return a === b || comparableStored(a) === comparableStored(b);
}

/** True where a description shows a plain text in it. An empty one stands everywhere. */
export function holds(stored: string, part: string): boolean {
  return stored.includes(part) || comparableStored(stored).includes(comparableStored(part));
}

/** Where in a stored text a part of it stands, with the tags that only it holds together; null where it does not. */
function placeOf(stored: string, part: string): { from: number; to: number } | null {
  const glyphs = folded(glyphsOf(stored));
  const wanted = comparableStored(part);
  const at = wanted === "" ? -1 : joined(glyphs).indexOf(wanted);
  if (at < 0) return null;
  let length = 0;
  let from: number | null = null;
  for (const glyph of glyphs) {
    if (from === null && length >= at) from = glyph.from;
    length += glyph.text.length;
    if (length >= at + wanted.length) return { from: from ?? glyph.from, to: glyph.to };
  }
  return null;
}

/**
 * The part of a description that begins at a line's beginning and is `length` characters as it is compared, of which something is
 * true; as it is stored. Null where none is.
 */
export function partOf(stored: string, length: number, is: (part: string) => boolean): string | null {
  const glyphs = folded(glyphsOf(stored));
  const whole = joined(glyphs);
  let at = 0;
  for (const [place, glyph] of glyphs.entries()) {
    const isLineStart = place === 0 || glyphs[place - 1]?.text === "\n";
    if (isLineStart && is(whole.slice(at, at + length))) {
      let [end, last] = [at, place];
      while (end < at + length) {
        end += glyphs[last]?.text.length ?? length;
        last += 1;
      }
      return stored.slice(glyph.from, glyphs[last - 1]?.to);
    }
    at += glyph.text.length;
  }
  return null;
}

/** The most characters a description of Calendar takes. */
const MOST = 8_192;

/**
 * A description in which one part stands in place of another, whatever it is stored as; what people wrote around stays as it is.
 * Null where the part is not in it, or the whole would be longer than Calendar takes.
 */
export function withPart(stored: string, part: string, next: string): string | null {
  const exact = stored.indexOf(part);
  const place = exact >= 0 ? { from: exact, to: exact + part.length } : placeOf(stored, part);
  if (place === null) return null;
  const { to, before } = balanced(stored, place);
  const head = withoutOfficeTags(stored.slice(0, place.from) + before);
  const tail = withoutOfficeTags(stored.slice(to));
  return fitting(stored, next, text => head + text + tail);
}

/** A text without the tags of Word and Outlook, which show nothing anywhere else. */
function withoutOfficeTags(stored: string): string {
  return stored.replace(/<\/?[a-z]{1,2}\d?:[a-z][^<>]*>/gi, tag => (tagAt(tag, 0, false) === null ? tag : ""));
}

/** A description with a part below what stands in it; null where the whole would be longer than Calendar takes. */
export function withPartBelow(stored: string, part: string): string | null {
  if (comparableStored(stored) === "") return part;
  const gap = isHtml(stored) ? "<br><br>" : "\n\n";
  return fitting(stored, part, text => stored + gap + text);
}

/** A description with a part above what stands in it; null where the whole would be longer than Calendar takes. */
export function withPartAbove(stored: string, part: string): string | null {
  if (comparableStored(stored) === "") return part;
  const gap = isHtml(stored) ? "<br><br>" : "\n\n";
  return fitting(stored, part, text => text + gap + stored);
}

function fitting(stored: string, part: string, whole: (text: string) => string): string | null {
  const forms = isHtml(stored) ? [asHtml(part), asHtml(part, false)] : [part];
  return forms.map(whole).find(text => text.length <= MOST) ?? null;
}

/** Tags that are opened in a part go with it as far as they close right behind it; closing tags of what stood before it stay. */
function balanced(stored: string, place: { from: number; to: number }): { to: number; before: string } {
  const open: string[] = [];
  const isMarkup = hasTags(stored);
  let before = "";
  for (let at = place.from; at < place.to; at += 1) {
    const tag = stored[at] === "<" ? tagAt(stored, at, isMarkup) : null;
    if (tag === null || tag.name === "br" || tag.name === "hr" || tag.name === "img" || tag.name === "wbr") continue;
    if (!tag.isEnd) open.push(tag.name);
    else if (open.at(-1) === tag.name) open.pop();
    else before += stored.slice(at, tag.to);
    at = tag.to - 1;
  }
  let { to } = place;
  while (open.length > 0) {
    const tag = stored[to] === "<" ? tagAt(stored, to, isMarkup) : null;
    if (tag?.isEnd !== true || tag.name !== open.at(-1)) break;
    open.pop();
    to = tag.to;
  }
  return { to, before: before + open.map(name => `<${name}>`).join("") };
}

/** Lines shorter than this are no sign of where they come from. */
const TELLING = 4;

/**
 * The lines of a description that show nothing of some plain lines; null where all of them do. A line goes that holds one of them,
 * is a piece of one, or says most of its words.
 */
export function withoutLines(stored: string, lines: readonly string[]): string | null {
  const secrets = lines.map(findable).filter(line => [...line].length >= TELLING);
  const glyphs = glyphsOf(stored);
  const kept: Glyph[] = [];
  let line: Glyph[] = [];
  let isLess = false;
  const end = () => {
    if (tells(findable(joined(line)), secrets)) isLess = true;
    else kept.push(...line, { text: "\n", from: 0, to: 0 });
    line = [];
  };
  for (const glyph of glyphs) {
    if (glyph.text === "\n") end();
    else line.push(glyph);
  }
  end();
  return isLess
    ? joined(kept)
        .replace(/\n(?:[^\S\n]*\n){2,}/g, "\n\n")
        .trim()
    : null;
}

function tells(line: string, secrets: readonly string[]): boolean {
  if ([...line].length < TELLING) return false;
  const words = new Set(wordsOf(line));
  return secrets.some(secret => {
    if (line.includes(secret) || secret.includes(line)) return true;
    const own = wordsOf(secret);
    return own.length >= 3 && own.filter(word => words.has(word)).length * 10 >= own.length * 6;
  });
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter(word => word.length > 1);
}
