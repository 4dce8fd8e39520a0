export const LANGUAGES = ["en", "ru", "uk", "bg"] as const;
export type Language = (typeof LANGUAGES)[number];

export function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text);
}

/** One text in each language people read. */
export type Texts = Readonly<Record<Language, string>>;
