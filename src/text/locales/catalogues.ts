// biome-ignore-all assist/source/organizeImports: they go up in this order, which packs best: English first, then what is alike side by side
import { type Catalogue, messagesIn } from "../../core/domain/values/catalogue.ts";
import type { Language } from "../../core/domain/values/language.ts";
import enForms from "../../core/rules/surveys/texts/en.json" with { type: "json" };
import enInsights from "./en/insights.json" with { type: "json" };
import enLetters from "./en/letters.json" with { type: "json" };
import enMeetings from "./en/meetings.json" with { type: "json" };
import enMetrics from "./en/metrics.json" with { type: "json" };
import enOperating from "./en/operating.json" with { type: "json" };
import enPhrases from "./en/phrases.json" with { type: "json" };
import enMeetingProblems from "./en/meetingProblems.json" with { type: "json" };
import enProblems from "./en/problems.json" with { type: "json" };
import enWorkspace from "./en/workspace.json" with { type: "json" };
import enBoard from "./en/board.json" with { type: "json" };
import bgForms from "../../core/rules/surveys/texts/bg.json" with { type: "json" };
import ruForms from "../../core/rules/surveys/texts/ru.json" with { type: "json" };
import ukForms from "../../core/rules/surveys/texts/uk.json" with { type: "json" };
import bgInsights from "./bg/insights.json" with { type: "json" };
import ruInsights from "./ru/insights.json" with { type: "json" };
import ukInsights from "./uk/insights.json" with { type: "json" };
import bgLetters from "./bg/letters.json" with { type: "json" };
import ruLetters from "./ru/letters.json" with { type: "json" };
import ukLetters from "./uk/letters.json" with { type: "json" };
import bgMeetings from "./bg/meetings.json" with { type: "json" };
import ruMeetings from "./ru/meetings.json" with { type: "json" };
import ukMeetings from "./uk/meetings.json" with { type: "json" };
import bgMetrics from "./bg/metrics.json" with { type: "json" };
import ruMetrics from "./ru/metrics.json" with { type: "json" };
import ukMetrics from "./uk/metrics.json" with { type: "json" };
import bgOperating from "./bg/operating.json" with { type: "json" };
import ruOperating from "./ru/operating.json" with { type: "json" };
import ukOperating from "./uk/operating.json" with { type: "json" };
import bgPhrases from "./bg/phrases.json" with { type: "json" };
import ruPhrases from "./ru/phrases.json" with { type: "json" };
import ukPhrases from "./uk/phrases.json" with { type: "json" };
import bgMeetingProblems from "./bg/meetingProblems.json" with { type: "json" };
import ruMeetingProblems from "./ru/meetingProblems.json" with { type: "json" };
import ukMeetingProblems from "./uk/meetingProblems.json" with { type: "json" };
import bgProblems from "./bg/problems.json" with { type: "json" };
import ruProblems from "./ru/problems.json" with { type: "json" };
import ukProblems from "./uk/problems.json" with { type: "json" };
import bgWorkspace from "./bg/workspace.json" with { type: "json" };
import ruWorkspace from "./ru/workspace.json" with { type: "json" };
import ukWorkspace from "./uk/workspace.json" with { type: "json" };
import bgBoard from "./bg/board.json" with { type: "json" };
import ruBoard from "./ru/board.json" with { type: "json" };
import ukBoard from "./uk/board.json" with { type: "json" };

/**
 * All that is said, in ICU MessageFormat: by language, by what it is about, and by key.
 *
 * What it is about is a file, or two where one would be longer than the 32 KiB within which what repeats is packed.
 */
export const CATALOGUES: Readonly<Record<Language, Readonly<Record<string, Catalogue>>>> = {
  en: read({
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
  ru: read({
    workspace: [ruWorkspace, ruBoard],
    problems: [ruMeetingProblems, ruProblems],
    letters: [ruLetters],
    operating: [ruOperating],
    insights: [ruInsights],
    metrics: [ruMetrics],
    meetings: [ruMeetings],
    phrases: [ruPhrases],
    forms: [ruForms],
  }),
  uk: read({
    workspace: [ukWorkspace, ukBoard],
    problems: [ukMeetingProblems, ukProblems],
    letters: [ukLetters],
    operating: [ukOperating],
    insights: [ukInsights],
    metrics: [ukMetrics],
    meetings: [ukMeetings],
    phrases: [ukPhrases],
    forms: [ukForms],
  }),
  bg: read({
    workspace: [bgWorkspace, bgBoard],
    problems: [bgMeetingProblems, bgProblems],
    letters: [bgLetters],
    operating: [bgOperating],
    insights: [bgInsights],
    metrics: [bgMetrics],
    meetings: [bgMeetings],
    phrases: [bgPhrases],
    forms: [bgForms],
  }),
};

function read(subjects: Readonly<Record<string, readonly Catalogue[]>>): Readonly<Record<string, Catalogue>> {
  return Object.fromEntries(
    Object.entries(subjects).map(([about, files]) => [about, Object.assign({}, ...files.map(messagesIn))]),
  );
}
