import type { Language } from "../../core/domain/values/language.ts";
import { keptIn } from "../../core/domain/values/maps.ts";
import { say } from "../locales/say.ts";

/** A text in the language's quotation marks, on one line, cut to a readable length. */
export function quote(text: string, language: Language, most = 120): string {
  return say(language, "phrases.quoted", { text: clip(text, most) });
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
export function listOf(items: readonly string[], language: Language, and = say(language, "phrases.and")): string {
  const words = items.map(item => clip(item, 80)).filter(item => item !== "");
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${and} ${last}`;
}

/** A number as the language writes it, with at most the given number of decimals. */
export function numeral(value: number, language: Language, decimals = 1): string {
  return keptIn(numberFormats, `${language} ${decimals}`, () => numberFormat(language, decimals))
    .format(value)
    .replace(/\u00a0/g, " ");
}

/** Kept: one takes longer to make than to use. */
const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(language: Language, decimals: number): Intl.NumberFormat {
  return new Intl.NumberFormat(language === "en" ? "en-GB" : language, { maximumFractionDigits: decimals });
}
