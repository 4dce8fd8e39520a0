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
import { joinedFiles, type Subjects } from "./subjects.ts";

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
