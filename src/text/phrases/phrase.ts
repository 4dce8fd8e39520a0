import type { Language } from "../../core/domain/values/language.ts";

const QUOTES: Readonly<Record<Language, readonly [string, string]>> = {
  en: ["“", "”"],
  ru: ["«", "»"],
  uk: ["«", "»"],
  bg: ["„", "“"],
};
const AND: Readonly<Record<Language, string>> = { en: "and", ru: "и", uk: "та", bg: "и" };

/** A text in the language's quotation marks, on one line, cut to a readable length. */
export function quote(text: string, language: Language, most = 120): string {
  const [open, close] = QUOTES[language];
  return `${open}${clip(text, most)}${close}`;
}

/** A text on one line, cut after `most` characters with an ellipsis. */
export function clip(text: string, most: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  const characters = [...line];
  return characters.length <= most
    ? line
    : `${characters
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`;
}

/** "Ana, Boris and Vera", in the language, with its word for *and* or another; blank items are left out. */
export function listOf(items: readonly string[], language: Language, and: string = AND[language]): string {
  const words = items.map(item => clip(item, 80)).filter(item => item !== "");
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${and} ${last}`;
}

/** The form of a word that goes with a count: English and Bulgarian need `one` and `other`, Russian and Ukrainian `few` too. */
export function plural(
  count: number,
  language: Language,
  forms: { one: string; few?: string; many?: string; other: string },
): string {
  const rule = new Intl.PluralRules(language).select(count);
  if (rule === "one") return forms.one;
  if (rule === "few") return forms.few ?? forms.other;
  if (rule === "many") return forms.many ?? forms.other;
  return forms.other;
}

/** A number as the language writes it, with at most the given number of decimals. */
export function numeral(value: number, language: Language, decimals = 1): string {
  return new Intl.NumberFormat(language === "en" ? "en-GB" : language, { maximumFractionDigits: decimals })
    .format(value)
    .replace(/\u00a0/g, " ");
}
