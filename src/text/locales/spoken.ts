import bgForms from "../../core/rules/surveys/texts/bg.json" with { type: "json" };
import ruForms from "../../core/rules/surveys/texts/ru.json" with { type: "json" };
import ukForms from "../../core/rules/surveys/texts/uk.json" with { type: "json" };
import bgBoard from "./bg/board.json" with { type: "json" };
import bgInsights from "./bg/insights.json" with { type: "json" };
import bgLetters from "./bg/letters.json" with { type: "json" };
import bgMeetingProblems from "./bg/meetingProblems.json" with { type: "json" };
import bgMeetings from "./bg/meetings.json" with { type: "json" };
import bgMetrics from "./bg/metrics.json" with { type: "json" };
import bgOperating from "./bg/operating.json" with { type: "json" };
import bgPhrases from "./bg/phrases.json" with { type: "json" };
import bgProblems from "./bg/problems.json" with { type: "json" };
import bgWorkspace from "./bg/workspace.json" with { type: "json" };
import ruBoard from "./ru/board.json" with { type: "json" };
import ruInsights from "./ru/insights.json" with { type: "json" };
import ruLetters from "./ru/letters.json" with { type: "json" };
import ruMeetingProblems from "./ru/meetingProblems.json" with { type: "json" };
import ruMeetings from "./ru/meetings.json" with { type: "json" };
import ruMetrics from "./ru/metrics.json" with { type: "json" };
import ruOperating from "./ru/operating.json" with { type: "json" };
import ruPhrases from "./ru/phrases.json" with { type: "json" };
import ruProblems from "./ru/problems.json" with { type: "json" };
import ruWorkspace from "./ru/workspace.json" with { type: "json" };
import { joinedFiles } from "./subjects.ts";
import ukBoard from "./uk/board.json" with { type: "json" };
import ukInsights from "./uk/insights.json" with { type: "json" };
import ukLetters from "./uk/letters.json" with { type: "json" };
import ukMeetingProblems from "./uk/meetingProblems.json" with { type: "json" };
import ukMeetings from "./uk/meetings.json" with { type: "json" };
import ukMetrics from "./uk/metrics.json" with { type: "json" };
import ukOperating from "./uk/operating.json" with { type: "json" };
import ukPhrases from "./uk/phrases.json" with { type: "json" };
import ukProblems from "./uk/problems.json" with { type: "json" };
import ukWorkspace from "./uk/workspace.json" with { type: "json" };

/**
 * What is said in the languages beside English. The Worker does not take these files with it: there stands `spokenInWorker.ts` in the
 * place of this one (`alias` in wrangler.toml).
 */
export const SPOKEN = {
  ru: joinedFiles({
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
  uk: joinedFiles({
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
  bg: joinedFiles({
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
