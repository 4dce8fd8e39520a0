import { ACTIVE_SHARE } from "./activeShare.ts";
import { ADVICE_SHARE } from "./adviceShare.ts";
import { ATTENDANCE_RATE } from "./attendanceRate.ts";
import { BOTH_SIDES_RATE } from "./bothSidesRate.ts";
import { CERTIFICATES_DONE } from "./certificatesDone.ts";
import { CONCRETE_QUESTION_SHARE } from "./concreteQuestionShare.ts";
import { CONFIDENCE_CHANGE } from "./confidenceChange.ts";
import { COURSES_DONE } from "./coursesDone.ts";
import { COVERAGE } from "./coverage.ts";
import { ENDED_IN_TIME } from "./endedInTime.ts";
import { EVENT_ATTENDANCE } from "./eventAttendance.ts";
import type { Facts, Window } from "./facts.ts";
import { FEEDBACK_GIVEN_EACH } from "./feedbackGivenEach.ts";
import { FEEDBACK_GIVEN_RATE } from "./feedbackGivenRate.ts";
import { FEEDBACK_RECEIVED_EACH } from "./feedbackReceivedEach.ts";
import { GOALS_DONE } from "./goalsDone.ts";
import { GOALS_OFF_TRACK } from "./goalsOffTrack.ts";
import { GOALS_ON_TRACK } from "./goalsOnTrack.ts";
import { GOALS_OVERDUE } from "./goalsOverdue.ts";
import { growthEffectMetric } from "./growthEffect.ts";
import { growthPercentMetric } from "./growthPercent.ts";
import { growthPointsMetric } from "./growthPoints.ts";
import { HELD_RATE } from "./heldRate.ts";
import { HELP_COMMENTS } from "./helpComments.ts";
import { HELP_GINI } from "./helpGini.ts";
import { HELP_GIVEN } from "./helpGiven.ts";
import { HELP_POSTS } from "./helpPosts.ts";
import { HELP_TOP_SHARE } from "./helpTopShare.ts";
import { HOURS_TO_FIRST_SESSION } from "./hoursToFirstSession.ts";
import { HOURS_TO_HELPER } from "./hoursToHelper.ts";
import { HOURS_TO_RESOLVED } from "./hoursToResolved.ts";
import { INVITATIONS_DECLINED } from "./invitationsDeclined.ts";
import { INVITATIONS_SENT } from "./invitationsSent.ts";
import { LEFT_OUT } from "./leftOut.ts";
import { fold, type Metric, type MetricValue } from "./metric.ts";
import { NEW_PEOPLE_MET } from "./newPeopleMet.ts";
import { NEW_PEOPLE_SHARE } from "./newPeopleShare.ts";
import { NEW_ROLES } from "./newRoles.ts";
import { ON_LEAVE } from "./onLeave.ts";
import { PROJECTS_DONE } from "./projectsDone.ts";
import { RECOMMEND_SCORE } from "./recommendScore.ts";
import { REPEAT_SHARE } from "./repeatShare.ts";
import { RESOLVED_SHARE } from "./resolvedShare.ts";
import { RESPONSE_RATE } from "./responseRate.ts";
import { RETENTION } from "./retention.ts";
import { RHYTHM } from "./rhythm.ts";
import { SATISFACTION } from "./satisfaction.ts";
import { SATISFIED_SHARE } from "./satisfiedShare.ts";
import { SEATS_ROTATED } from "./seatsRotated.ts";
import { SESSION_MINUTES } from "./sessionMinutes.ts";
import { SESSIONS_HELD } from "./sessionsHeld.ts";
import { SOLVED_CHANGE } from "./solvedChange.ts";
import { SOLVED_SHARE } from "./solvedShare.ts";
import { SUPPORTED } from "./supported.ts";
import { THANKS_GIVEN } from "./thanksGiven.ts";
import { topicShareMetric } from "./topicShare.ts";
import { UNREPORTED_SHARE } from "./unreportedShare.ts";
import { USEFULNESS } from "./usefulness.ts";
import { WEEKS_TO_HOME } from "./weeksToHome.ts";

/** A metric as the catalogue lists it: what it is, its figure for a window of one programme's facts, and the fold behind it. */
export interface Listed
  extends Pick<Metric<unknown, unknown>, "id" | "keeps" | "skill" | "unit" | "direction" | "needs" | "leastPeople"> {
  measure(facts: Facts, window: Window): MetricValue;
  /** What the facts come to, as plain JSON; null when there is nothing. */
  accumulate(facts: Facts, window: Window): unknown;
  empty(): unknown;
  /** Two of what `accumulate` gave, as one; may change and return the first. */
  merge(a: unknown, b: unknown): unknown;
  /** The figure of what `accumulate` and `merge` gave; null stands for nothing. */
  figure(kept: unknown): MetricValue;
}

/** Every metric in reading order: growth for all skills together, then for each of `skills`; wanted topics for each of `topics`. */
export function catalogue(skills: readonly string[], topics: readonly string[] = skills): Listed[] {
  return [
    listed(SATISFACTION),
    listed(SATISFIED_SHARE),
    listed(SUPPORTED),
    listed(RECOMMEND_SCORE),
    listed(RESPONSE_RATE),
    listed(FEEDBACK_GIVEN_RATE),
    listed(FEEDBACK_GIVEN_EACH),
    listed(FEEDBACK_RECEIVED_EACH),
    listed(BOTH_SIDES_RATE),
    listed(USEFULNESS),
    listed(ADVICE_SHARE),
    listed(SESSIONS_HELD),
    listed(HELD_RATE),
    listed(UNREPORTED_SHARE),
    listed(ATTENDANCE_RATE),
    listed(RHYTHM),
    listed(ACTIVE_SHARE),
    listed(SESSION_MINUTES),
    listed(ENDED_IN_TIME),
    listed(CONCRETE_QUESTION_SHARE),
    listed(NEW_PEOPLE_MET),
    listed(NEW_PEOPLE_SHARE),
    listed(REPEAT_SHARE),
    listed(EVENT_ATTENDANCE),
    listed(HELP_POSTS),
    listed(HELP_COMMENTS),
    listed(HOURS_TO_HELPER),
    listed(HOURS_TO_RESOLVED),
    listed(RESOLVED_SHARE),
    ...topics.map(topic => listed(topicShareMetric(topic))),
    listed(HELP_GIVEN),
    listed(HELP_GINI),
    listed(HELP_TOP_SHARE),
    listed(THANKS_GIVEN),
    listed(SEATS_ROTATED),
    ...[null, ...skills].flatMap(skill => [
      listed(growthPointsMetric(skill)),
      listed(growthPercentMetric(skill)),
      listed(growthEffectMetric(skill)),
    ]),
    listed(CONFIDENCE_CHANGE),
    listed(SOLVED_SHARE),
    listed(SOLVED_CHANGE),
    listed(PROJECTS_DONE),
    listed(COURSES_DONE),
    listed(CERTIFICATES_DONE),
    listed(NEW_ROLES),
    listed(GOALS_DONE),
    listed(GOALS_ON_TRACK),
    listed(GOALS_OFF_TRACK),
    listed(GOALS_OVERDUE),
    listed(COVERAGE),
    listed(LEFT_OUT),
    listed(ON_LEAVE),
    listed(RETENTION),
    listed(HOURS_TO_FIRST_SESSION),
    listed(INVITATIONS_SENT),
    listed(INVITATIONS_DECLINED),
    listed(WEEKS_TO_HOME),
  ];
}

function listed<Item, Acc>(metric: Metric<Item, Acc>): Listed {
  const { id, keeps, skill, unit, direction, needs, leastPeople } = metric;
  return {
    id,
    keeps,
    skill,
    unit,
    direction,
    needs,
    leastPeople,
    measure: (facts, window) => fold(metric, metric.items(facts, window)),
    accumulate(facts, window) {
      const items = metric.items(facts, window);
      return items.length === 0 ? null : items.reduce((acc, item) => metric.add(acc, item), metric.empty());
    },
    empty: () => metric.empty(),
    merge: (a, b) => metric.merge(a as Acc, b as Acc),
    figure: kept => metric.value(kept === null ? metric.empty() : (kept as Acc)),
  };
}

/** True for a metric drawn from answers nobody put a name to. */
export function isAnonymous(metricId: string): boolean {
  return ANONYMOUS.some(metric => metric.id === metricId);
}

const ANONYMOUS = [SATISFACTION, SATISFIED_SHARE, SUPPORTED, RECOMMEND_SCORE];
