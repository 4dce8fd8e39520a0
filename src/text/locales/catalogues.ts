import type { Catalogue } from "../../core/domain/values/catalogue.ts";
import type { Language } from "../../core/domain/values/language.ts";
import enForms from "../../core/rules/surveys/texts/en.json" with { type: "json" };
import enBoard from "./en/board.json" with { type: "json" };
import enInsights from "./en/insights.json" with { type: "json" };
import enLetters from "./en/letters.json" with { type: "json" };
import enMeetingProblems from "./en/meetingProblems.json" with { type: "json" };
import enMeetings from "./en/meetings.json" with { type: "json" };
import enMetrics from "./en/metrics.json" with { type: "json" };
import enOperating from "./en/operating.json" with { type: "json" };
import enPhrases from "./en/phrases.json" with { type: "json" };
import enProblems from "./en/problems.json" with { type: "json" };
import enWorkspace from "./en/workspace.json" with { type: "json" };
import { SPOKEN } from "./spoken.ts";
import { FILES_ABOUT, joinedFiles, type Subjects } from "./subjects.ts";

/**
 * All that is said, in ICU MessageFormat: by language, by what it is about, and by key.
 *
 * What it is about is a file, or two where one would be longer than the 32 KiB within which what repeats is packed.
 */
export const CATALOGUES: Readonly<Record<Language, Subjects>> = {
  en: joinedFiles({
    workspace: [enWorkspace, enBoard],
    problems: [enMeetingProblems, enProblems],
    letters: [enLetters],
    operating: [enOperating],
    insights: [enInsights],
    metrics: [enMetrics],
    meetings: [enMeetings],
    phrases: [enPhrases],
    forms: [enForms],
  }),
  ...SPOKEN,
};

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
