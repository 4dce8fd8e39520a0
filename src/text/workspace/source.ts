import type { SCHEMA } from "../../core/domain/schema.ts";
import type { Language, Texts } from "../../core/domain/values/language.ts";
import type { SourceKey } from "../../core/domain/values/row.ts";

type Schema = typeof SCHEMA;

/** A column's name, and one sentence on what to write there. */
export type ColumnTexts = Readonly<Record<Language, readonly [name: string, description: string]>>;

/** The columns of a source that offer options of ours. */
type OptionColumn<S extends SourceKey> = {
  [K in keyof Schema[S]]: Schema[S][K] extends { options: readonly string[] } ? K : never;
}[keyof Schema[S]];

/** Everything people read about one data source: a column or a language that is missing does not compile. */
export interface SourceTexts<S extends SourceKey> {
  name: Texts;
  description: Texts;
  columns: { readonly [K in keyof Schema[S]]: ColumnTexts };
  options: { readonly [K in OptionColumn<S>]: Readonly<Record<string, Texts>> };
}

export const KRUG_SAYS: ColumnTexts = {
  en: ["Krug says", "Krug writes this: what it could not use on this page and what to do; empty means all is well."],
  ru: ["Круг говорит", "Заполняет Круг: что на странице не удалось использовать и что сделать; пусто — всё в порядке."],
  uk: ["Круг каже", "Заповнює Круг: що на сторінці не вдалося використати і що зробити; порожньо — усе гаразд."],
  bg: [
    "Кръг казва",
    "Попълва се от Кръг: какво на страницата не може да се използва и какво да направите; празно – всичко е наред.",
  ],
};

export const KRUG_KEY: ColumnTexts = {
  en: ["Krug key", "Krug writes this to recognise the page; please leave it as it is."],
  ru: ["Ключ Круга", "Заполняет Круг, чтобы узнавать страницу; пожалуйста, не меняйте."],
  uk: ["Ключ Круга", "Заповнює Круг, щоб упізнавати сторінку; будь ласка, не змінюйте."],
  bg: ["Ключ на Кръг", "Попълва се от Кръг, за да разпознава страницата; моля, не го променяйте."],
};

/** The languages people choose from, each named in the reader's own. */
export const LANGUAGE_OPTIONS: Readonly<Record<Language, Texts>> = {
  en: { en: "English", ru: "Английский", uk: "Англійська", bg: "Английски" },
  ru: { en: "Russian", ru: "Русский", uk: "Російська", bg: "Руски" },
  uk: { en: "Ukrainian", ru: "Украинский", uk: "Українська", bg: "Украински" },
  bg: { en: "Bulgarian", ru: "Болгарский", uk: "Болгарська", bg: "Български" },
};
