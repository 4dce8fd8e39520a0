import { type Programme, programmeSpan } from "../../domain/programme.ts";
import { rulesOf } from "../../domain/values/format.ts";
import { timesOf } from "../../domain/values/maps.ts";
import { addDays, DAY, localDate, mondayOf } from "../../domain/values/time.ts";
import { insightApplies } from "../../rules/insights/applies.ts";
import { ABOUT_NOTHING, INSIGHT_IDS, type Insight } from "../../rules/insights/insight.ts";
import { endedWithin, type Facts, isWithin, peopleSeen, type Window } from "../../rules/metrics/facts.ts";
import { ratio, shareOfAnswers } from "../../rules/metrics/figures.ts";
import { HELP } from "../../rules/metrics/help.ts";
import { fold, type MetricValue } from "../../rules/metrics/metric.ts";
import { periodsOf } from "../../rules/metrics/periods.ts";
import { SATISFACTION } from "../../rules/metrics/satisfaction.ts";
import { knownSeats, SESSIONS } from "../../rules/metrics/sessions.ts";
import { LEAST_ANSWERS } from "../../rules/surveys/pulse.ts";
import { PAGE_RULES } from "./fromPages.ts";
import { undecidedGroups } from "./groupChecks.ts";
import { oneSidedFeedback } from "./oneSidedFeedback.ts";
import { evidenceOf, lastDays, type Observed, type Rule } from "./rule.ts";
import { lowSatisfactionNow } from "./suggestions.ts";

const FALL_BEGINS = 0.15;
const FALL_ENDS = 0.05;
const FALL_DAYS = 28;
const LEAST_SEATS = 12;
const CHECK_IN_WEEKS = 4;

/**
 * Attendance falls: in four weeks fifteen points or more below all the time before, and so sure that what was before lies
 * above the whole interval. None under twelve seats on either side, and under four people.
 *
 * Seats of one person are not independent: the interval is clustered by person. Ends within five points. See
 * docs/insights.md.
 */
function attendanceFalls(observed: Observed): Insight[] {
  const { programme, now, isOpen } = observed;
  const window = lastDays(now, FALL_DAYS);
  const recent = attendance(observed, window);
  const before = attendanceBefore(observed, window.from);
  const key = `${programme.id}/attendance_falls`;
  if (recent.value === null || before.value === null) return [];
  if (recent.n < LEAST_SEATS || before.n < LEAST_SEATS || (recent.people ?? 0) < LEAST_ANSWERS) return [];
  const fall = before.value - recent.value;
  const isSure = recent.interval !== undefined && recent.interval[1] < before.value;
  if (isOpen(key) ? fall < FALL_ENDS : fall < FALL_BEGINS || !isSure) return [];
  const from = addDays(mondayOf(localDate(now, programme.zone)), 7);
  return [
    {
      id: "attendance_falls",
      key,
      programmeId: programme.id,
      evidence: {
        figures: [evidenceOf("attendance_rate", recent, before.value)],
        n: recent.n,
        count: recent.count ?? 0,
        ...window,
      },
      about: ABOUT_NOTHING,
      action: programme.checkIn ? null : { kind: "add_check_ins", from, to: addDays(from, 7 * CHECK_IN_WEEKS) },
    },
  ];
}

/** Seats and those taken from the programme's beginning to a moment. */
function attendanceBefore(observed: Observed, to: number): MetricValue {
  const { programme, earlier } = observed;
  const from = Math.max(programmeSpan(programme).startsAt, earlier?.until ?? Number.NEGATIVE_INFINITY);
  const { n, count = 0 } = attendance(observed, { from, to });
  return ratio(count + (earlier?.taken ?? 0), n + (earlier?.known ?? 0));
}

/** Seats and those taken, by person. */
function attendance({ facts }: Observed, window: Window): MetricValue {
  const sessions = new Map(endedWithin(facts, window).map(session => [session.id, session]));
  return shareOfAnswers(
    [...sessions.values()]
      .flatMap(session => knownSeats(session) ?? [])
      .map(seat => ({ ...seat, value: Number(seat.isTaken) })),
  );
}

const FEW_BEGIN = 0.4;

const FEW_END = 0.5;

/** The longest time between two pulses. */
const FEW_DAYS = 60;

/**
 * Few answer: in the last two waves that closed within sixty days fewer than two fifths of those asked answered. None under
 * four people asked.
 *
 * How many answered stands on each survey's page already. Ends at half. See docs/practices.md#feedback.
 */
function fewAnswers({ programme, facts, now, isOpen }: Observed): Insight[] {
  const closed = SATISFACTION.response_rate.items(facts, lastDays(now, FEW_DAYS));
  const waves = [...new Map(closed.map(wave => [wave.key, wave])).values()]
    .sort((a, b) => b.closesAt - a.closesAt || (a.key < b.key ? -1 : 1))
    .slice(0, 2);
  const figure = fold(SATISFACTION.response_rate, waves);
  const asked = Math.max(0, ...waves.map(wave => wave.asked));
  const key = `${programme.id}/few_answers`;
  if (figure.value === null || asked < LEAST_ANSWERS || figure.value >= (isOpen(key) ? FEW_END : FEW_BEGIN)) return [];
  return [
    {
      id: "few_answers",
      key,
      programmeId: programme.id,
      evidence: {
        figures: [evidenceOf("response_rate", figure)],
        n: figure.n,
        count: figure.count ?? 0,
        from: Math.min(...waves.map(wave => wave.closesAt)),
        to: now,
      },
      about: ABOUT_NOTHING,
      action: null,
    },
  ];
}

/** Half of all help from one person is too much; it is balance again under two fifths. */
const CARRIED_BEGINS = 0.5;

const CARRIED_ENDS = 0.4;

const CARRIED_DAYS = 56;

const LEAST_HELPS = 10;

/** What one person gave is shown only where at least this many received it: nobody's own answer shows through. */
const LEAST_HELPED = 3;

/**
 * One person carries the help: in eight weeks half of all help or more came from one of four people or more. None under ten
 * helps, and where fewer than three people were helped by them.
 *
 * The interval of the share is that of answers clustered by the person helped. Ends under 40 %. See docs/insights.md,
 * docs/practices.md#one-person-carries-the-help.
 */
function helpCarried({ programme, facts, now, isOpen }: Observed): Insight[] {
  const window = lastDays(now, CARRIED_DAYS);
  const top = HELP.help_top_share.measure(facts, window);
  const gini = HELP.help_gini.measure(facts, window);
  if (top.value === null || top.n < LEAST_HELPS || gini.n < LEAST_ANSWERS) return [];
  const helps = facts.helps.filter(help => isWithin(help.at, window) && help.helperId !== help.helpedId);
  const distinct = [...new Map(helps.map(help => [`${help.helperId} ${help.helpedId} ${help.about}`, help])).values()];
  const given = timesOf(distinct.map(({ helperId }) => helperId));
  const [carrier, ...others] = [...given].filter(([, count]) => count === top.count).map(([id]) => id);
  if (carrier === undefined || others.length > 0 || !isThere(facts, carrier)) return [];
  const key = `${programme.id}/help_carried/${carrier}`;
  const helped = new Set(distinct.filter(help => help.helperId === carrier).map(help => help.helpedId));
  if (top.value < (isOpen(key) ? CARRIED_ENDS : CARRIED_BEGINS) || helped.size < LEAST_HELPED) return [];
  const { interval } = shareOfAnswers(
    distinct.map(help => ({ personId: help.helpedId, value: Number(help.helperId === carrier) })),
  );
  const share = interval === undefined ? top : { ...top, interval };
  return [
    {
      id: "help_carried",
      key,
      programmeId: programme.id,
      evidence: {
        figures: [evidenceOf("help_top_share", share), evidenceOf("help_gini", gini)],
        n: top.n,
        count: top.count ?? 0,
        ...window,
      },
      about: { ...ABOUT_NOTHING, personIds: [carrier] },
      // Where the seat is a role, or there is none, there is nothing to hand on.
      action: ["circles", "triads"].includes(rulesOf(programme.format).grouping)
        ? { kind: "rest_seat", personId: carrier }
        : null,
    },
  ];
}

/** True for people in the programme and not on leave when last seen: those who left no longer carry anything. */
function isThere({ people }: Facts, personId: string): boolean {
  const own = people.filter(person => person.personId === personId).sort((a, b) => a.seenAt - b.seenAt);
  return own.at(-1)?.state === "in";
}

const LATE_BEGINS = 0.6;

const LATE_ENDS = 0.7;

const LATE_DAYS = 28;

const LEAST_SAID = 8;

/**
 * Meetings run over: in four weeks fewer than three fifths of the answers say a session ended in time. None under eight answers
 * and four people.
 *
 * The interval is that of answers clustered by person. Ends at 70 %. See docs/practices.md#concrete-questions.
 */
function overTime({ programme, facts, now, isOpen }: Observed): Insight[] {
  const window = lastDays(now, LATE_DAYS);
  const figure = SESSIONS.ended_in_time.measure(facts, window);
  const key = `${programme.id}/over_time`;
  if (figure.value === null || figure.n < LEAST_SAID || (figure.people ?? 0) < LEAST_ANSWERS) return [];
  if (figure.value >= (isOpen(key) ? LATE_ENDS : LATE_BEGINS)) return [];
  return [
    {
      id: "over_time",
      key,
      programmeId: programme.id,
      evidence: {
        figures: [evidenceOf("ended_in_time", figure)],
        n: figure.n,
        count: figure.count ?? 0,
        ...window,
      },
      about: ABOUT_NOTHING,
      action: null,
    },
  ];
}

const LOST_BEGINS = 0.6;

const LOST_ENDS = 0.7;

const LEAST_PROMISED = 8;

/** Reports of the last sessions come in for so long. */
const SETTLES = 7 * DAY;

/**
 * The rhythm is lost: in the last whole period people were at fewer than three fifths of the sessions the cadence promised.
 * None under eight promised sessions and four people, while reports of that period may still come in, and where it may have been
 * kept: had the meetings nobody reported been held.
 *
 * Ends at 70 %. See docs/practices.md#ten-minutes.
 */
function rhythmLost({ programme, facts, now, isOpen }: Observed): Insight[] {
  const { endsAt } = programmeSpan(programme);
  const period = periodsOf(programme, now)
    .filter(({ to }) => to + SETTLES <= now && (endsAt === null || to <= endsAt))
    .at(-1);
  if (period === undefined) return [];
  // Where nobody reported any meeting it is not known whether people met.
  const over = endedWithin(facts, period);
  if (over.length > 0 && over.every(({ status }) => status === "unreported")) return [];
  const figure = SESSIONS.rhythm.measure(facts, period);
  const mostOf = SESSIONS.rhythm.measure(withAllHeld(facts), period);
  const people = new Set(peopleSeen(facts, period).map(person => person.personId)).size;
  const key = `${programme.id}/rhythm_lost`;
  if (figure.value === null || figure.n < LEAST_PROMISED || people < LEAST_ANSWERS) return [];
  if (isOpen(key) ? figure.value >= LOST_ENDS : (mostOf.value ?? 0) >= LOST_BEGINS) return [];
  return [
    {
      id: "rhythm_lost",
      key,
      programmeId: programme.id,
      evidence: {
        figures: [evidenceOf("rhythm", { ...figure, people })],
        n: figure.n,
        count: figure.count ?? 0,
        from: period.from,
        to: period.to,
      },
      about: ABOUT_NOTHING,
      action: null,
    },
  ];
}

/** The facts as they would be had every meeting been held that nobody reported. */
function withAllHeld(facts: Facts): Facts {
  const held = { status: "met", cameIds: [] } as const;
  return { ...facts, sessions: facts.sessions.map(one => (one.status === "unreported" ? { ...one, ...held } : one)) };
}

/** See `undecidedGroups`: one for each, in no chat and on no page. */
function groupStuck({ snapshot, programme, now }: Observed): Insight[] {
  return undecidedGroups(snapshot, programme, now).map(({ id, memberIds }) => ({
    id: "group_stuck",
    key: `${programme.id}/group_stuck/${id}`,
    programmeId: programme.id,
    evidence: { figures: [], n: memberIds.length, count: 0, from: now, to: now },
    about: { ...ABOUT_NOTHING, personIds: [...memberIds] },
    action: null,
  }));
}

const RULES: Readonly<Record<Insight["id"], Rule>> = {
  help_carried: helpCarried,
  low_satisfaction: lowSatisfactionNow,
  group_stuck: groupStuck,
  attendance_falls: attendanceFalls,
  rhythm_lost: rhythmLost,
  over_time: overTime,
  no_question: PAGE_RULES.no_question,
  goal_off_track: PAGE_RULES.goal_off_track,
  one_sided_feedback: oneSidedFeedback,
  few_answers: fewAnswers,
  skill_not_offered: PAGE_RULES.skill_not_offered,
  goal_reached: PAGE_RULES.goal_reached,
};

/** True for a programme that is under way and wants insights. */
export function areLookedFor({ status, insights }: Pick<Programme, "status" | "insights">): boolean {
  return status === "active" && insights !== "off";
}

/** All that can be seen of a programme now, rule by rule; nothing of one that is not under way or wants no insights. */
export function insightsOf(observed: Observed): Insight[] {
  if (!areLookedFor(observed.programme)) return [];
  const { programme, now } = observed;
  const applying = INSIGHT_IDS.filter(id => insightApplies(id, programme, now));
  return applying.flatMap(id => RULES[id](observed));
}
