// What it decides: what a text in Calendar shows, however it is stored: plain, or as the HTML its editor makes of it.
// Idea: one pass over the stored text gives the characters people see, each with the stretch of the text it stands for, so that
//   what is found among them can be replaced where it stands.
// Source: docs/facts/google-calendar.md#descriptions; the HTML standard's names of characters, as far as editors write
//   them.
// Cost: linear in the text.

/** A character people see, or a few, and the stretch of the stored text they stand for. */
export interface Glyph {
  text: string;
  from: number;
  to: number;
}

/** Tags that editors write. A text without any is plain, and a "<" in it was typed by a person. */
const BLOCKS = new Set(
  "p div h1 h2 h3 h4 h5 h6 ul ol li blockquote pre hr table tbody thead tr section article header footer dl dt dd html-blob".split(
    " ",
  ),
);
const INLINE = new Set(
  "a b i u s em strong span font small big sub sup code tt strike del ins mark q cite abbr img td th wbr label html body".split(
    " ",
  ),
);
/** What stands within these is for programs. */
const UNSHOWN = new Set(["style", "script", "title"]);

interface Tag {
  name: string;
  isEnd: boolean;
  /** Where it ends in the text. */
  to: number;
}

/** Any tag, with its name; those of Word have a prefix ("o:p"). */
const TAG = /<(\/?)([a-z][a-z0-9-]{0,15}|[a-z]{1,2}\d?:[a-z][a-z0-9-]{0,31})(?=[\s/>])[^<>]*>/iy;
/** What a text holds beside tags and words: comments, conditions and kinds of documents. */
const ASIDE = /<!--.*?-->|<[!?][^<>]*>/sy;

/**
 * The tag that begins at a "<"; null where none does. Of a text that `hasTags` every one is a tag, known or not: the editor stores
 * a "<" that people type by its name.
 */
export function tagAt(stored: string, from: number, hasTags: boolean): Tag | null {
  TAG.lastIndex = from;
  const [whole = "", slash, written = ""] = TAG.exec(stored) ?? [];
  const name = written.toLowerCase();
  if (whole === "") return hasTags ? asideAt(stored, from) : null;
  if (!hasTags && !isKnown(name)) return null;
  const to = from + whole.length;
  if (slash !== "" || !UNSHOWN.has(name)) return { name, isEnd: slash !== "", to };
  const end = stored.toLowerCase().indexOf(`</${name}`, to);
  return { name: "wbr", isEnd: false, to: end < 0 ? to : end };
}

function isKnown(name: string): boolean {
  return name === "br" || BLOCKS.has(name) || INLINE.has(name) || name.includes(":");
}

function asideAt(stored: string, from: number): Tag | null {
  ASIDE.lastIndex = from;
  const found = ASIDE.exec(stored);
  return found === null ? null : { name: "wbr", isEnd: false, to: from + found[0].length };
}

/** True for a text in which a tag stands that editors write. */
export function hasTags(stored: string): boolean {
  for (let at = stored.indexOf("<"); at >= 0; at = stored.indexOf("<", at + 1))
    if (tagAt(stored, at, false) !== null) return true;
  return false;
}

/** True for a text with tags, or with characters written by name or number: what is written into it has to be written so too. */
export function isHtml(stored: string): boolean {
  if (hasTags(stored)) return true;
  for (let at = stored.indexOf("&"); at >= 0; at = stored.indexOf("&", at + 1))
    if (entityAt(stored, at) !== null) return true;
  return false;
}

/** What a stored text shows, in order. Lines and items of lists begin on lines of their own; a link whose words are not its address shows both. */
export function glyphsOf(stored: string): Glyph[] {
  const glyphs: Glyph[] = [];
  const counters: (number | null)[] = [];
  const isMarkup = hasTags(stored);
  let link: { href: string; since: number } | null = null;
  const put = (text: string, from: number, to: number) => {
    if (text !== "") glyphs.push({ text, from, to });
  };
  for (let at = 0; at < stored.length; ) {
    const tag = stored[at] === "<" ? tagAt(stored, at, isMarkup) : null;
    const entity = tag === null && stored[at] === "&" ? entityAt(stored, at) : null;
    if (tag !== null) {
      const { name, isEnd, to } = tag;
      if (name === "br" || BLOCKS.has(name)) put("\n", at, to);
      if (name === "ol" || name === "ul") {
        if (isEnd) counters.pop();
        else counters.push(name === "ol" ? 0 : null);
      }
      if (name === "li" && !isEnd) {
        const count = counters.at(-1) ?? null;
        if (count !== null) counters[counters.length - 1] = count + 1;
        put(count === null ? "- " : `${count + 1}. `, at, to);
      }
      if (name === "a" && !isEnd) link = { href: hrefOf(stored.slice(at, to)), since: glyphs.length };
      if (name === "a" && isEnd && link !== null) {
        const words = glyphs
          .slice(link.since)
          .map(glyph => glyph.text)
          .join("");
        if (!isItsWords(link.href, words)) put(` (${link.href})`, at, to);
        link = null;
      }
      at = to;
    } else if (entity !== null) {
      put(entity.text, at, entity.to);
      at = entity.to;
    } else {
      const code = stored.codePointAt(at) ?? 0;
      const to = at + (code > 0xffff ? 2 : 1);
      put(stored.slice(at, to), at, to);
      at = to;
    }
  }
  return glyphs;
}

/** The address of a link's opening tag; empty where it has none. Google's own detour is left out. */
function hrefOf(tag: string): string {
  const start = tag.toLowerCase().indexOf("href=");
  if (start < 0) return "";
  const quote = tag.charAt(start + 5);
  const from = quote === '"' || quote === "'" ? start + 6 : start + 5;
  const closing = quote === '"' || quote === "'" ? tag.indexOf(quote, from) : tag.search(/>$/);
  const href = decoded(tag.slice(from, closing < 0 ? tag.length - 1 : closing).trim());
  const detour = ["https://www.google.com/url?", "http://www.google.com/url?"].find(prefix => href.startsWith(prefix));
  return detour === undefined ? href : (new URLSearchParams(href.slice(detour.length)).get("q") ?? href);
}

/** True where a link goes where its words say: an address that was made a link by itself. */
function isItsWords(href: string, words: string): boolean {
  const bare = (text: string) =>
    text
      .trim()
      .replace(/^(?:https?:\/\/|mailto:|tel:)/i, "")
      .replace(/\/$/, "");
  return href === "" || bare(href) === bare(words);
}

function decoded(text: string): string {
  let plain = "";
  for (let at = 0; at < text.length; ) {
    const entity = text[at] === "&" ? entityAt(text, at) : null;
    plain += entity?.text ?? text.charAt(at);
    at = entity?.to ?? at + 1;
  }
  return plain;
}

/** Names in the order of their characters, from U+00A0 on. */
const LATIN =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";
const NAMED = new Map<string, string>([
  ...LATIN.split(" ").map((name, place): [string, string] => [name, String.fromCharCode(0xa0 + place)]),
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["ensp", "\u2002"],
  ["emsp", "\u2003"],
  ["thinsp", "\u2009"],
  ["zwnj", "\u200c"],
  ["zwj", "\u200d"],
  ["lrm", "\u200e"],
  ["rlm", "\u200f"],
  ["hyphen", "\u2010"],
  ["dash", "\u2010"],
  ["ndash", "–"],
  ["mdash", "—"],
  ["lsquo", "‘"],
  ["rsquo", "’"],
  ["sbquo", "‚"],
  ["ldquo", "“"],
  ["rdquo", "”"],
  ["bdquo", "„"],
  ["lsaquo", "‹"],
  ["rsaquo", "›"],
  ["bull", "•"],
  ["hellip", "…"],
  ["prime", "′"],
  ["euro", "€"],
  ["trade", "™"],
  ["larr", "←"],
  ["uarr", "↑"],
  ["rarr", "→"],
  ["darr", "↓"],
  ["minus", "−"],
  ["ne", "≠"],
  ["le", "≤"],
  ["ge", "≥"],
  ["Tab", "\t"],
  ["NewLine", "\n"],
  ["colon", ":"],
  ["sol", "/"],
  ["lpar", "("],
  ["rpar", ")"],
  ["num", "#"],
  ["excl", "!"],
  ["quest", "?"],
  ["commat", "@"],
  ["period", "."],
  ["comma", ","],
]);

const LONGEST_ENTITY = 12;

/** The character that is written by name or number at a "&"; null where none is. */
function entityAt(text: string, from: number): { text: string; to: number } | null {
  const end = text.slice(from, from + LONGEST_ENTITY).indexOf(";");
  if (end < 2) return null;
  const name = text.slice(from + 1, from + end);
  const to = from + end + 1;
  const named = NAMED.get(name);
  if (named !== undefined) return { text: named, to };
  const number = /^#x[0-9a-f]{1,6}$/i.test(name)
    ? Number.parseInt(name.slice(2), 16)
    : /^#\d{1,7}$/.test(name)
      ? Number(name.slice(1))
      : 0;
  const isCharacter = number > 0 && number <= 0x10ffff && (number < 0xd800 || number > 0xdfff);
  return isCharacter ? { text: String.fromCodePoint(number), to } : null;
}

const ESCAPED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

function escaped(text: string): string {
  return text.replace(/[&<>]/g, sign => ESCAPED[sign] ?? sign);
}

/** A plain text as HTML that shows it: its signs escaped, its lines broken, its addresses links where `withLinks`. */
export function asHtml(plain: string, withLinks = true): string {
  return plain
    .split("\n")
    .map(line =>
      line
        .split(/(\s)/)
        .map(word => (withLinks ? linked(word) : escaped(word)))
        .join(""),
    )
    .join("<br>");
}

function linked(word: string): string {
  if (!/^https?:\/\/./.test(word)) return escaped(word);
  let end = word.length;
  while (end > 0 && ".,;:!?)]}»”\"'".includes(word.charAt(end - 1))) end -= 1;
  const url = escaped(word.slice(0, end)).replaceAll('"', "&quot;");
  return `<a href="${url}">${url}</a>${escaped(word.slice(end))}`;
}
