import { LEAST_ANSWERS } from "../surveys/pulse.ts";
import { type Fact, isWithin } from "./facts.ts";
import { type Answer, meanOfAnswers, shareOfAnswers } from "./figures.ts";
import { type About, keyed, latest, type MetricValue } from "./metric.ts";

/** A question of the form after a session: an answer as a number, null for none. */
type Asked = About & { answer(feedback: Fact<"feedback">): number | null };

/**
 * A figure of what people answered after sessions that were over in the window; a late or edited answer counts for its
 * session's own period, as last given.
 */
function ofFeedback({ answer, figure, ...about }: Asked & { figure(answers: Answer[]): MetricValue }) {
  return keyed<Fact<"feedback">, Fact<"feedback">>({
    ...about,
    keeps: "feedback",
    leastPeople: LEAST_ANSWERS,
    items: (facts, window) =>
      facts.feedback.filter(
        feedback => isWithin(feedback.endedAt, window) && Math.max(feedback.endedAt, feedback.at) <= facts.asOf,
      ),
    key: feedback => `${feedback.sessionId} ${feedback.personId}`,
    entry: feedback => feedback,
    combine: latest(feedback => feedback.at),
    value: feedback =>
      figure(
        feedback.flatMap(one => {
          const value = answer(one);
          return value === null ? [] : [{ personId: one.personId, value }];
        }),
      ),
  });
}

/** The mean of people's answers after sessions, on a scale (`meanOfAnswers`); null without an answer. */
export function meanAfterSessions({ scale, ...asked }: Asked & { scale: readonly [number, number] }) {
  return ofFeedback({ ...asked, figure: answers => meanOfAnswers(answers, scale) });
}

/** The share of people's answers after sessions that are so (`shareOfAnswers`); null without an answer. */
export function shareAfterSessions({
  isSo,
  ...about
}: Omit<About, "unit"> & { isSo(feedback: Fact<"feedback">): boolean | null }) {
  return ofFeedback({
    ...about,
    unit: "share",
    answer(feedback) {
      const said = isSo(feedback);
      return said === null ? null : Number(said);
    },
    figure: shareOfAnswers,
  });
}

/** A figure of what people answered in the closing form, each person's last answer in the window; n is the people who did. */
export function ofClosings<Said>({
  answer,
  figure,
  ...about
}: About & { answer(closing: Fact<"closings">): Said | null; figure(answers: Said[]): MetricValue }) {
  return keyed<Fact<"closings">, Fact<"closings">>({
    ...about,
    keeps: "closings",
    items: (facts, window) =>
      facts.closings.filter(closing => isWithin(closing.at, window) && closing.at <= facts.asOf),
    key: closing => closing.personId,
    entry: closing => closing,
    combine: latest(closing => closing.at),
    value: closings => figure(closings.map(answer).filter(said => said !== null)),
  });
}
