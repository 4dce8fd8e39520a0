import { type Catalogue, messagesIn } from "../../core/domain/values/catalogue.ts";
import type { Language } from "../../core/domain/values/language.ts";
import bg from "./bg/setUp.json" with { type: "json" };
import en from "./en/setUp.json" with { type: "json" };
import ru from "./ru/setUp.json" with { type: "json" };
import { said } from "./say.ts";
import uk from "./uk/setUp.json" with { type: "json" };

/** Keys of what only the set-up says; none needs anything. */
export type SetUpKey = keyof typeof en;

/**
 * What only `npm run setup` says, by language: what tables and columns are for, what views are called, and the page above them.
 * The Worker builds no workspace, so these stand apart from what goes up with it.
 */
export const SET_UP: Readonly<Record<Language, Catalogue>> = {
  en: messagesIn(en),
  ru: messagesIn(ru),
  uk: messagesIn(uk),
  bg: messagesIn(bg),
};

/**
 * A message of the set-up in a language.
 *
 * @example sayInSetUp("en", "views.byStatus") // "By status"
 */
export function sayInSetUp(language: Language, key: SetUpKey): string {
  return said(SET_UP[language][key] ?? "", language, `setUp.${key}`);
}

/** Whether the set-up has a message of this key. */
export function isSetUpKey(key: string): key is SetUpKey {
  return Object.hasOwn(SET_UP.en, key);
}
