import type { Words } from "../core/words/words.ts";
import { actionComment } from "../text/insights/insights.ts";
import { digestText } from "../text/letters/digest.ts";
import { letter } from "../text/letters/letters.ts";
import {
  backOnInCalendar,
  bothChanged,
  deletedInCalendar,
  gatheringText,
  madeTwice,
  movedForNewcomer,
  reofferedAfterDecline,
  restoredInCalendar,
  seriesText,
} from "../text/meetings/calendar.ts";
import { agreementText } from "../text/meetings/firstTalk.ts";
import { groupName, matchReason } from "../text/meetings/groups.ts";
import {
  helpAnswered,
  helpAsk,
  helpForCoordinator,
  helpGroupReason,
  helpNeedsDetail,
  helpSuggested,
} from "../text/meetings/help.ts";
import { agenda, repliesText, sessionTitle } from "../text/meetings/session.ts";
import { closingSentence, pulseSentence, waveTitle } from "../text/meetings/surveys.ts";
import { metricName, metricUnit, resourceSuggestion } from "../text/metrics/metrics.ts";
import { draftsWaiting, heldWaiting } from "../text/operating/massChangeGuard.ts";
import { allDay, timeRange } from "../text/phrases/when.ts";
import { krugSays } from "../text/problems/problems.ts";

/** The rules' sentences, in the words of text/. */
export const WORDS: Words = {
  sessionTitle,
  agenda,
  gathering: gatheringText,
  seriesText,
  letter,
  replies: repliesText,
  groupName,
  matchReason,
  agreement: agreementText,
  krugSays: (problems, language, zone) => krugSays(problems, language, { zone }),
  surveyTitle: waveTitle,
  closingResult: closingSentence,
  pulseResult: pulseSentence,
  metricTitle: ({ id, skill }, language) => metricName(id, language, skill),
  metricUnit,
  digest: digestText,
  actionComment,
  suggestion: resourceSuggestion,
  bothChanged,
  deletedInCalendar,
  madeTwice,
  restoredInCalendar,
  backOnInCalendar,
  reofferedAfterDecline,
  movedForNewcomer,
  heldWaiting,
  draftsWaiting,
  helpGroupReason,
  helpAsk,
  helpNeedsDetail,
  helpAnswered,
  helpForCoordinator,
  helpSuggested,
  allDay,
  timeRange,
};
