import type { Language } from "../../../src/core/domain/values/language.ts";
import { CATALOGUES } from "../../../src/text/locales/catalogues.ts";
import { SET_UP } from "../../../src/text/locales/setUp.ts";
import type { Catalogues } from "./messageTypes.ts";

/** All that is said, by the Worker and by the set-up, by language and by what it is about. */
export const EVERY_MESSAGE: Readonly<Record<Language, Catalogues>> = {
  en: { ...CATALOGUES.en, setUp: SET_UP.en },
  ru: { ...CATALOGUES.ru, setUp: SET_UP.ru },
  uk: { ...CATALOGUES.uk, setUp: SET_UP.uk },
  bg: { ...CATALOGUES.bg, setUp: SET_UP.bg },
};
