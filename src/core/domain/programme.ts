import type { FitWeights } from "./fitTerms.ts";
import type { Parsed, Problem } from "./problem.ts";
import { FORMATS, type Format, rulesOf } from "./values/format.ts";
import { isLanguage, type Language } from "./values/language.ts";
import { days, flag, list, number, type Row, text } from "./values/row.ts";
import { templateOf } from "./values/templates.ts";
import { addDays, atLocal, daysBetween, type Instant, isLocalDate, type LocalDate, localDate } from "./values/time.ts";
import { parseWeights } from "./writtenWeights.ts";
import { zoneIn } from "./zone.ts";

type Matching = "random" | "best_fit" | "by_hand";
type ProgrammeStatus = "draft" | "active" | "paused" | "ended";
/**
 * What may follow from what the figures show: nothing; the coordinator is told and resources are suggested to all; or Krug
 * acts besides (rests seats, adds check-ins, asks, offers).
 */
type InsightUse = "off" | "suggest" | "act";

export interface Programme {
  id: string;
  url: string;
  name: string;
  format: Format;
  status: ProgrammeStatus;
  matching: Matching;
  /** Weeks from one session to the next. */
  everyWeeks: number;
  durationMinutes: number;
  /** Weeks the same people meet before groups are formed anew. */
  roundWeeks: number;
  groupSize: number;
  /** What a coordinator wants to count more or less where people are put together by fit; the rest is as usual. */
  weights: Partial<FitWeights>;
  /** Skills the organisation wants to spread: they count a little more where people are put together, and come first where help is offered. */
  topics: string[];
  /** Groups wait as drafts until a coordinator sets them active. */
  approveFirst: boolean;
  /** Ten minutes on the week's first working day. */
  checkIn: boolean;
  /** Guests may move and change the event, as they may among colleagues; false where a programme keeps that to Notion. */
  guestsMayMove: boolean;
  /** False where only session feedback is asked for: no pulse, no self-assessment. */
  surveys: boolean;
  /** True where anyone with the link may answer the forms, also where all people are of one organisation. */
  formsForAnyone: boolean;
  /** Months for which Krug keeps answers of named forms; null keeps them all. */
  keepAnswersMonths: number | null;
  insights: InsightUse;
  /** Weeks in which check-ins are held though `checkIn` is off, because an insight led to it; `to` is exclusive. */
  addedCheckIns: { from: LocalDate; to: LocalDate } | null;
  zone: string;
  language: Language;
  /** Who looks after the programme, and who steps in: ids of people. In a snapshot those who were confirmed. */
  coordinatorIds: string[];
  secondCoordinatorIds: string[];
  /** People the page names in these roles but nobody has confirmed: they are told nothing and may do nothing. */
  namedOnlyIds: string[];
  startsOn: LocalDate;
  /** The last day, inclusive; null runs on. */
  endsOn: LocalDate | null;
}

/** Two sessions of a group are no further apart. */
const MOST_WEEKS_BETWEEN = 12;
const REQUIRED = ["name", "format", "zone", "start"] as const;

/** The format of a programme in which one helps the other; null for all others. */
export function helpFormat({ format }: Pick<Programme, "format">): "mentor" | "reverse" | null {
  const { fit } = rulesOf(format);
  return fit === "mentor" || fit === "reverse" ? fit : null;
}

/** A programme may have begun so long before its page was made: what came earlier is a slip of the pen, and many periods to count. */
const LONGEST_PAST_DAYS = 3653;

/** A figure is looked back on for half a year: younger answers are needed. */
const KEEP_ANSWERS = [6, 120] as const;

/** The programme a row describes; null, with what is missing or wrong, while it can't be run. */
export function parseProgramme(row: Row): Parsed<Programme> {
  const problems: Problem[] = [];
  // Until it stands on the page, it is that of the template.
  const format = text(row, "format") || (templateOf(text(row, "template"))?.format ?? "");
  const isMissing = (key: (typeof REQUIRED)[number]) =>
    key === "start" ? days(row, key) === null : (key === "format" ? format : text(row, key)) === "";
  const missing = REQUIRED.filter(isMissing);
  if (missing.includes("name")) problems.push({ code: "no_title" });
  if (missing.length > 0) problems.push({ code: "programme_incomplete", missing: [...missing] });
  const notes: Problem[] = [];
  const zone = zoneIn(row, problems, notes) ?? "";
  const { startsOn, endsOn, range } = spanOf(row);
  if (range !== null && endsOn !== null && range !== endsOn)
    notes.push({ code: "two_ends", of: "programmes", range, used: endsOn });
  for (const day of [startsOn, endsOn]) if (day && !isLocalDate(day)) problems.push({ code: "bad_date", date: day });
  if (endsOn !== null && startsOn !== "" && endsOn < startsOn)
    problems.push({ code: "programme_ends_before_start", starts: startsOn, ends: endsOn });
  const earliest = addDays(localDate(row.createdAt, "UTC"), -LONGEST_PAST_DAYS);
  if (isLocalDate(startsOn) && startsOn < earliest)
    problems.push({ code: "programme_long_ago", starts: startsOn, earliest });
  if (format !== "" && !isFormat(format)) problems.push({ code: "programme_incomplete", missing: ["format"] });
  const defaults = rulesOf(isFormat(format) ? format : "pair");
  const sizes = {
    everyWeeks: number(row, "everyWeeks") ?? defaults.everyWeeks,
    minutes: number(row, "minutes") ?? defaults.minutes,
    roundWeeks:
      number(row, "roundWeeks") ??
      Math.max(defaults.roundWeeks, Math.min(Math.ceil(number(row, "everyWeeks") ?? 1), MOST_WEEKS_BETWEEN)),
    groupSize: number(row, "groupSize") ?? defaults.size,
  };
  const limits = {
    everyWeeks: [1, MOST_WEEKS_BETWEEN],
    minutes: [10, 240],
    roundWeeks: [1, 104],
    groupSize: [2, 12],
  } as const;
  for (const [property, value] of Object.entries(sizes) as [keyof typeof sizes, number][]) {
    const [least, most] = limits[property];
    if (!Number.isInteger(value) || value < least || value > most)
      problems.push({ code: "bad_number", property, value });
  }
  problems.push(...notes);
  if (problems.length > notes.length) return { value: null, problems };
  if (sizes.roundWeeks < sizes.everyWeeks)
    problems.push({ code: "round_under_rhythm", roundWeeks: sizes.roundWeeks, everyWeeks: sizes.everyWeeks });
  const { changes: weights, refused } = parseWeights(text(row, "weights"));
  if (refused.length > 0) problems.push({ code: "bad_weight", parts: refused });
  const keepAnswers = number(row, "keepAnswers");
  const [least, most] = KEEP_ANSWERS;
  const isMonths = Number.isInteger(keepAnswers) && (keepAnswers ?? 0) >= least && (keepAnswers ?? 0) <= most;
  if (keepAnswers !== null && !isMonths) problems.push({ code: "bad_keep_answers", value: keepAnswers });
  const language = text(row, "language");
  return {
    value: {
      id: row.id,
      url: row.url,
      name: text(row, "name"),
      format: format as Format,
      status: (text(row, "status") || "draft") as ProgrammeStatus,
      matching: (text(row, "matching") || defaults.matching) as Matching,
      everyWeeks: sizes.everyWeeks,
      durationMinutes: sizes.minutes,
      roundWeeks: sizes.roundWeeks,
      groupSize: sizes.groupSize,
      weights,
      topics: list(row, "topics"),
      approveFirst: flag(row, "approveFirst"),
      checkIn: flag(row, "checkIn"),
      guestsMayMove: !flag(row, "notionOnly"),
      surveys: !flag(row, "feedbackOnly"),
      formsForAnyone: flag(row, "formsForAnyone"),
      keepAnswersMonths: isMonths ? keepAnswers : null,
      insights: (text(row, "insights") || "suggest") as InsightUse,
      addedCheckIns: null,
      zone,
      language: isLanguage(language) ? language : "en",
      coordinatorIds: list(row, "coordinator"),
      secondCoordinatorIds: list(row, "secondCoordinator"),
      namedOnlyIds: [],
      startsOn,
      endsOn,
    },
    problems,
  };
}

/**
 * The first and the last day on a programme's page. A start that holds a range says the end too; `range` is that end, the column
 * of the end counts where it says another.
 */
function spanOf(row: Row): { startsOn: LocalDate; endsOn: LocalDate | null; range: LocalDate | null } {
  const [start, end] = [days(row, "start"), days(row, "end")];
  const range = start?.last ?? null;
  return { startsOn: start?.first ?? "", endsOn: end?.last ?? end?.first ?? range, range };
}

/** A stretch of whole weeks in which the same groups meet. Days are the programme's own; `endsOn` is exclusive. */
export interface Round {
  /** 0 for the first. */
  number: number;
  startsOn: LocalDate;
  endsOn: LocalDate;
}

/** Rounds longer than this keep their members through a leave, and silence is looked for in their last weeks. */
export const SHORT_ROUND_WEEKS = 4;

/** The round a day falls in; null before the start and after the end. */
export function roundOn(programme: Programme, day: LocalDate): Round | null {
  const days = daysBetween(programme.startsOn, day);
  if (days < 0 || (programme.endsOn !== null && day > programme.endsOn)) return null;
  return roundNumber(programme, Math.floor(days / (7 * programme.roundWeeks)));
}

/** The round with a number, cut at the programme's end. */
export function roundNumber(programme: Programme, index: number): Round {
  const startsOn = addDays(programme.startsOn, index * 7 * programme.roundWeeks);
  const whole = addDays(startsOn, 7 * programme.roundWeeks);
  const last = programme.endsOn === null ? whole : addDays(programme.endsOn, 1);
  return { number: index, startsOn, endsOn: earlier(whole, last) };
}

function earlier(a: LocalDate, b: LocalDate): LocalDate {
  return [a, b].sort()[0] ?? a;
}

/** The programme's first moment, and the moment after its last day. */
export function programmeSpan(programme: Programme): { startsAt: Instant; endsAt: Instant | null } {
  return {
    startsAt: atLocal(programme.startsOn, 0, programme.zone),
    endsAt: programme.endsOn === null ? null : atLocal(addDays(programme.endsOn, 1), 0, programme.zone),
  };
}

/** True for the word of a format. */
function isFormat(word: string): word is Format {
  return Object.hasOwn(FORMATS, word);
}
