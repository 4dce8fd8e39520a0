import { DAY, HOUR, type Instant } from "../../domain/values/time.ts";
import { ABOUT_NOTHING, type Insight } from "../../rules/insights/insight.ts";
import { endedWithin, type Facts, isHeld, presentIds, type Window } from "../../rules/metrics/facts.ts";
import { FEEDBACK } from "../../rules/metrics/feedback.ts";
import { LEAST_ANSWERS } from "../../rules/surveys/pulse.ts";
import { evidenceOf, type Observed } from "./rule.ts";

const STARTS = 0.5;
const ENDS = 0.6;
const DAYS = 28;
/** Feedback counts for so long, and nobody is reminded before. */
const GIVEN_WITHIN = 48 * HOUR;
/** Nor is anybody of what is longer ago. */
export const REMINDED_WITHIN = 7 * DAY;
const LEAST_SESSIONS = 6;

/**
 * Feedback is one-sided: in four weeks fewer than half of the held sessions have it from everybody, and some have it from one
 * side alone. None under six sessions and four people.
 *
 * People who gave none are never named; `silentSides` is for reminding them. Ends at 60 %. See docs/insights.md.
 */
export function oneSidedFeedback({ programme, facts, now, isOpen }: Observed): Insight[] {
  const window = { from: now - DAYS * DAY, to: now - GIVEN_WITHIN };
  const both = FEEDBACK.both_sides_rate.measure(facts, window);
  const people = new Set(heldIn(facts, window).flatMap(presentIds));
  const key = `${programme.id}/one_sided_feedback`;
  if (both.value === null || both.n < LEAST_SESSIONS || people.size < LEAST_ANSWERS) return [];
  if (both.value >= (isOpen(key) ? ENDS : STARTS)) return [];
  const gave = giversBySession(facts);
  const oneSided = heldIn(facts, window).filter(session => silentIn(gave, session).length > 0);
  if (oneSided.length < LEAST_ANSWERS) return [];
  return [
    {
      id: "one_sided_feedback",
      key,
      programmeId: programme.id,
      evidence: {
        figures: [evidenceOf("both_sides_rate", both)],
        n: both.n,
        count: both.count ?? 0,
        ...window,
      },
      about: ABOUT_NOTHING,
      action: { kind: "remind_feedback" },
    },
  ];
}

/** People to remind of a session of the last week: others who were there gave feedback. For them alone. */
export function silentSides(facts: Facts, now: Instant): { sessionId: string; personIds: string[] }[] {
  const gave = giversBySession(facts);
  return heldIn(facts, { from: now - REMINDED_WITHIN, to: now - GIVEN_WITHIN })
    .map(session => ({ sessionId: session.id, personIds: silentIn(gave, session) }))
    .filter(({ personIds }) => personIds.length > 0)
    .sort((a, b) => (a.sessionId < b.sessionId ? -1 : 1));
}

function heldIn(facts: Facts, window: Window) {
  const held = endedWithin(facts, window).filter(isHeld);
  return [...new Map(held.map(session => [session.id, session])).values()].filter(
    session => presentIds(session).length > 1,
  );
}

/** People who said something, by session. */
function giversBySession({ feedback }: Facts): Map<string, Set<string>> {
  const gave = new Map<string, Set<string>>();
  for (const { sessionId, personId } of feedback) gave.set(sessionId, (gave.get(sessionId) ?? new Set()).add(personId));
  return gave;
}

/** Those present who said nothing where others did; empty where all or none did. */
function silentIn(gave: ReadonlyMap<string, ReadonlySet<string>>, session: Facts["sessions"][number]): string[] {
  const present = presentIds(session);
  const silent = present.filter(id => gave.get(session.id)?.has(id) !== true);
  return silent.length === present.length ? [] : silent;
}
