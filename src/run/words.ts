import type { Words } from "../core/words/words.ts";
import { aimFigure, sponsorsText } from "../text/figures/aims.ts";
import { actionComment } from "../text/figures/insights.ts";
import { metricName, metricUnit, resourceSuggestion } from "../text/figures/metrics.ts";
import { digestText } from "../text/letters/digest.ts";
import { letter } from "../text/letters/letters.ts";
import { CALENDAR_WORDS } from "../text/meetings/calendar.ts";
import { agreementText } from "../text/meetings/firstTalk.ts";
import { GROUP_WORDS } from "../text/meetings/groups.ts";
import { HELP_WORDS } from "../text/meetings/help.ts";
import { SESSION_WORDS } from "../text/meetings/session.ts";
import { SURVEY_WORDS } from "../text/meetings/surveys.ts";
import { HELD_WORDS } from "../text/operating/massChangeGuard.ts";
import { allDay, timeRange } from "../text/phrases/when.ts";
import { krugSays } from "../text/problems/problems.ts";

/** The rules' sentences, in the words of text/. */
export const WORDS: Words = {
  ...SESSION_WORDS,
  ...CALENDAR_WORDS,
  ...GROUP_WORDS,
  ...HELP_WORDS,
  ...SURVEY_WORDS,
  ...HELD_WORDS,
  letter,
  agreement: agreementText,
  krugSays: (problems, language, zone) => krugSays(problems, language, { zone }),
  metricTitle: ({ id, skill }, language) => metricName(id, language, skill),
  metricUnit,
  digest: digestText,
  aimFigure,
  sponsors: sponsorsText,
  actionComment,
  suggestion: resourceSuggestion,
  allDay,
  timeRange,
};
