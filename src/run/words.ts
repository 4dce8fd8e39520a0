import type { Words } from "../core/words/words.ts";
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
} from "../text/calendar.ts";
import { digestText } from "../text/digest.ts";
import { agreementText } from "../text/firstTalk.ts";
import { draftsWaiting, heldWaiting } from "../text/fuse.ts";
import { groupName, matchReason } from "../text/groups.ts";
import {
  helpAnswered,
  helpAsk,
  helpForCoordinator,
  helpGroupReason,
  helpNeedsDetail,
  helpSuggested,
} from "../text/help.ts";
import { actionComment } from "../text/insights.ts";
import { letter } from "../text/letters.ts";
import { metricName, metricUnit, resourceSuggestion } from "../text/metrics.ts";
import { krugSays } from "../text/problems.ts";
import { agenda, repliesText, sessionTitle } from "../text/session.ts";
import { closingSentence, pulseSentence, waveTitle } from "../text/surveys.ts";
import { allDay, timeRange } from "../text/when.ts";

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
