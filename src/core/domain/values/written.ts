import { messagesIn } from "./catalogue.ts";
import { LANGUAGES, type Language } from "./language.ts";
import bg from "./written/bg.json" with { type: "json" };
import en from "./written/en.json" with { type: "json" };
import ru from "./written/ru.json" with { type: "json" };
import uk from "./written/uk.json" with { type: "json" };

/** Something people have words for. */
export type WrittenKey = keyof typeof en;

/** The words that people type, by language, with commas between several. Each is understood wherever it is typed. */
const WRITTEN: Readonly<Record<Language, Readonly<Record<WrittenKey, string>>>> = {
  en: messagesIn(en),
  ru: messagesIn(ru),
  uk: messagesIn(uk),
  bg: messagesIn(bg),
};

/** All there are words for, in the order of the files. */
export const WRITTEN_KEYS = Object.keys(WRITTEN.en) as WrittenKey[];

/** The words for something in one language. */
export function wordsIn(key: WrittenKey, language: Language): string[] {
  return WRITTEN[language][key].split(", ");
}

/** The words for something in every language, the English first, each once: "hours.am" is am, утра, ранку, сутринта. */
export function wordsFor(key: WrittenKey): string[] {
  return [...new Set(LANGUAGES.flatMap(language => wordsIn(key, language)))];
}

/** The word for something that a reader of a language is shown: the first of it. */
export function wordFor(key: WrittenKey, language: Language): string {
  return wordsIn(key, language)[0] ?? "";
}
