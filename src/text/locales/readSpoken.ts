import type { Catalogue } from "../../core/domain/values/catalogue.ts";
import { SPOKEN } from "./spoken.ts";
import { FILES_ABOUT } from "./subjects.ts";

/**
 * Reads what is said in the languages beside English, where it did not come with the code: to be awaited before anything is said. What was
 * read stays; nothing is read twice, and what failed is read again by the next who asks.
 *
 * @param textOf the text of a file, by its path in `src/text`: "locales/ru/letters.json"
 * @throws what `textOf` throws
 */
export async function readSpoken(textOf: (path: string) => Promise<string>): Promise<void> {
  const languages: [string, Record<string, Catalogue>][] = Object.entries(SPOKEN);
  const lacking = languages.flatMap(([language, subjects]) =>
    Object.entries(FILES_ABOUT).flatMap(([about, files]) =>
      subjects[about] === undefined ? [{ language, subjects, about, files }] : [],
    ),
  );
  await Promise.all(
    lacking.map(async ({ language, subjects, about, files }) => {
      const texts = await Promise.all(files.map(file => textOf(`locales/${language}/${file}.json`)));
      subjects[about] = Object.assign({}, ...texts.map(text => JSON.parse(text)));
    }),
  );
}
