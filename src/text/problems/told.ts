import type { Problem } from "../../core/domain/problem.ts";
import type { Language } from "../../core/domain/values/language.ts";
import { optionsOf } from "../../core/domain/values/options.ts";
import type { SourceKey } from "../../core/domain/values/row.ts";
import { parseInstant } from "../../core/domain/values/time.ts";
import { weightWords } from "../../core/domain/writtenWeights.ts";
import { type MessageKey, type PlainKey, say } from "../locales/say.ts";
import { leftOutText } from "../phrases/leftOut.ts";
import { columnName, optionName, sourceName } from "../phrases/names.ts";
import { clip, listOf, numeral, quote } from "../phrases/phrase.ts";
import { cityOf, dayAndTime, shortDate } from "../phrases/when.ts";
import { givenUpTask } from "./givenUp.ts";

type Code = Problem["code"];
type ProblemOf<C extends Code> = Extract<Problem, { code: C }>;
/** Problems whose message needs nothing to be said. */
type PlainCode = { [C in Code]: `problems.${C}` extends PlainKey ? C : never }[Code];

/** The least and the most a programme's numbers may be; parseProgramme decides, these only tell. */
const LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  everyWeeks: [1, 12],
  minutes: [10, 240],
  roundWeeks: [1, 104],
  groupSize: [2, 12],
  keepAnswers: [6, 120],
};

/** What people change first when they make a page of a copy. */
const COLUMNS_TO_CHANGE: Readonly<Record<SourceKey, readonly string[]>> = {
  programmes: ["name", "start"],
  people: ["name", "email"],
  roadmap: ["title", "owner"],
  groups: ["members", "round"],
  sessions: ["when", "group"],
  surveys: ["title"],
  metrics: ["title"],
  resources: ["title", "link"],
  digests: ["title"],
  help: ["question", "askedBy"],
  gatherings: ["when", "title"],
  thanks: ["title", "to"],
  steps: ["title", "owner"],
  answers: ["question"],
  guides: ["title", "text"],
  experts: ["name"],
  aims: ["title", "programme"],
};

/** A problem in a sentence or two, in the reader's language; times are told in the zone. */
export function told(problem: Problem, language: Language, zone: string): string {
  const { code } = problem;
  if (!isTold(code)) return say(language, `problems.${code}` as `problems.${PlainCode}` & MessageKey);
  const tell = TOLD[code] as (problem: Problem, words: Words) => string;
  return tell(problem, wordsIn(language, zone));
}

function isTold(code: Code): code is keyof typeof TOLD {
  return Object.hasOwn(TOLD, code);
}

/** What the sentences are made with, in the reader's language. */
type Words = ReturnType<typeof wordsIn>;

function wordsIn(language: Language, zone: string) {
  return {
    language,
    q: (text: string) => quote(text, language),
    names: (items: readonly string[]) => listOf(items, language),
    day: (text: string) => shortDate(clip(text, 40), language),
    number: (value: number) => clip(numeral(value, language, 2), 40),
    at: (instant: number) => dayAndTime(instant, zone, language),
    column: (source: SourceKey, key: string) => quote(columnName(source, key, language), language),
    table: (source: SourceKey) => quote(sourceName(source, language), language),
    option: (source: SourceKey, key: string, option: string) =>
      quote(optionName(source, key, option, language), language),
  };
}

/** A word that was taken out of a cell and still counts, and those to choose from. */
function wordTaken(
  { source, column: key, was }: ProblemOf<"erased_option" | "emptied_option">,
  { names, column, option }: Words,
) {
  const known = names((optionsOf(source, key) ?? []).map(one => option(source, key, one)));
  return { word: option(source, key, was), column: column(source, key), known };
}

/** How those are told whose message needs something. */
const TOLD: { readonly [C in Exclude<Code, PlainCode>]: (problem: ProblemOf<C>, words: Words) => string } = {
  nobody_offers({ skills }, { language, names }) {
    return say(language, "problems.nobody_offers", { skills: names(skills) });
  },
  aim_bad_number({ column: key, written }, { language, q, column }) {
    const given = { isMissing: written === "", written: q(clip(written, 40)), column: column("aims", key) };
    return say(language, "problems.aim_bad_number", given);
  },
  chat_gone({ host }, { language }) {
    return say(language, "problems.chat_gone", { host: clip(host, 80) });
  },
  aim_too_many({ most }, { language }) {
    return say(language, "problems.aim_too_many", { most });
  },
  aim_not_for_format({ metric }, { language }) {
    return say(language, "problems.aim_not_for_format", { metric: optionName("aims", "metric", metric, language) });
  },
  aim_past_day({ due }, { language, day }) {
    return say(language, "problems.aim_past_day", { due: day(due) });
  },
  aim_out_of_reach({ least, most }, { language, number }) {
    return say(language, "problems.aim_out_of_reach", { least: number(least), most: number(most) });
  },
  question_too_many({ most }, { language }) {
    return say(language, "problems.question_too_many", { most });
  },
  goal_due_before_start({ due, starts }, { language, day }) {
    return say(language, "problems.goal_due_before_start", { due: day(due), starts: day(starts) });
  },
  too_long({ source }, { language, column }) {
    const key = source === "gatherings" ? "problems.too_long.gathering" : "problems.too_long";
    return say(language, key, { column: column(source, "when") });
  },
  page_gone_by({ startsAt }, { language, at }) {
    return say(language, "problems.page_gone_by", { when: at(startsAt) });
  },
  event_stands({ startsAt }, { language, at }) {
    return say(language, "problems.event_stands", { when: at(startsAt) });
  },
  outcome_ahead({ said, startsAt }, { language, at, option }) {
    const word = option("sessions", "status", said);
    return say(language, "problems.outcome_ahead", { word, when: at(startsAt) });
  },
  event_odd({ why, startsAt, source }, { language, at }) {
    if (why === "recurring" || why === "all_day_series") return say(language, `problems.event_odd.${why}`);
    if (why === "gone_by")
      return say(language, "problems.event_odd.gone_by", { when: startsAt === null ? "" : at(startsAt) });
    const what = why === "too_long" && source === "gatherings" ? "too_long_gathering" : why;
    return `${say(language, `problems.event_odd.${what}`)} ${say(language, "problems.event_odd.unclear")}`;
  },
  stranger_answered({ emails }, { language, names }) {
    return say(language, "problems.stranger_answered", { count: emails.length, who: names(emails) });
  },
  newcomers_unmade({ emails }, { language, names }) {
    return say(language, "problems.newcomers_unmade", { count: emails.length, who: names(emails) });
  },
  asks_to_join({ programme }, { language, q }) {
    return say(language, "problems.asks_to_join", { programme: q(clip(programme, 120)) });
  },
  bad_join_from({ parts }, { language, names, q }) {
    return say(language, "problems.bad_join_from", { parts: names(parts.map(part => q(clip(part, 60)))) });
  },
  answers_unaddressed({ kinds, count }, { language, names, option }) {
    const forms = names(kinds.map(kind => option("surveys", "kind", kind)));
    return say(language, "problems.answers_unaddressed", { forms, count });
  },
  wrong_session_code({ codes }, { language, names }) {
    return say(language, "problems.wrong_session_code", { count: codes.length, codes: names(codes) });
  },
  more_answers_than_asked({ answers, asked }, { language }) {
    return say(language, "problems.more_answers_than_asked", { answers, asked });
  },
  not_taking_part({ count }, { language }) {
    return say(language, "problems.not_taking_part", { count });
  },
  form_question_missing({ question }, { language }) {
    return say(language, "problems.form_question_missing", { question: clip(question, 120) });
  },
  answers_unread({ count, question }, { language, q }) {
    return say(language, "problems.answers_unread", { count, question: q(question) });
  },
  session_deleted({ codes }, { language, names }) {
    return say(language, "problems.session_deleted", { codes: names(codes) });
  },
  form_question_altered({ question }, { language }) {
    return say(language, "problems.form_question_altered", { question: clip(question, 120) });
  },
  form_not_open({ why, domain, formId }, { language }) {
    return say(language, "problems.form_not_open", {
      why,
      edit: `https://docs.google.com/forms/d/${formId}/edit`,
      isAnyone: domain === null,
      domain: domain ?? "",
      isTickable: domain !== null && why === "refused",
    });
  },
  unknown_guest({ email }, { language }) {
    return say(language, "problems.unknown_guest", { email: clip(email, 80) });
  },
  no_common_slot({ people, nearest }, { language, names, at }) {
    const who = names(people);
    const slots = nearest.slice(0, 3).map(({ at: startsAt, without }) => {
      if (without.length === 0) return at(startsAt);
      const missing = { who: names(without), count: without.length };
      return `${at(startsAt)} (${say(language, "problems.no_common_slot.without", missing)})`;
    });
    const near = slots.join("; ");
    return say(language, "problems.no_common_slot", { isKnown: who !== "", who, isNear: near !== "", near });
  },
  not_invited_yet({ people, count, at: startsAt }, { language, names, at }) {
    return say(language, "problems.not_invited_yet", { who: names(people), count, at: at(startsAt) });
  },
  not_invited_unconsented({ people }, { language, names }) {
    return say(language, "problems.not_invited_unconsented", { who: names(people) });
  },
  outside_hours({ people }, { language, names }) {
    return say(language, "problems.outside_hours", { who: names(people) });
  },
  both_changed({ field, kept, lost }, { language, q, at }) {
    const value = (text: string) => {
      const instant = parseInstant(text);
      return instant === null ? q(text) : at(instant);
    };
    return say(language, "problems.both_changed", { isTitle: field === "title", kept: value(kept), lost: value(lost) });
  },
  gathering_places({ places }, { language, number }) {
    return say(language, "problems.gathering_places", { places: number(places) });
  },
  gathering_overbooked({ accepted, places }, { language, number }) {
    const counted = { accepted: number(accepted), count: places, places: number(places) };
    return say(language, "problems.gathering_overbooked", counted);
  },
  page_moved({ page, table: source }, { language, q, table }) {
    return say(language, "problems.page_moved", { page: q(pageName(page)), table: table(source) });
  },
  page_unreadable({ page, table: source }, { language, q, table }) {
    return say(language, "problems.page_unreadable", { page: q(pageName(page)), table: table(source) });
  },
  said_elsewhere({ page, table: source, said }, { language, q, table }) {
    const what = clip(said.replaceAll("\n", " "), 500);
    return say(language, "problems.said_elsewhere", { page: q(pageName(page)), table: table(source), said: what });
  },
  copy_waits({ table: source }, { language, names, column }) {
    const columns = names(COLUMNS_TO_CHANGE[source].map(key => column(source, key)));
    return say(language, "problems.copy_waits", { columns });
  },
  bad_email({ email, isOther }, { language, column }) {
    const stands = column("people", isOther === true ? "otherEmails" : "email");
    return say(language, "problems.bad_email", { email: clip(email, 120), column: stands });
  },
  email_mixed_scripts({ email, isOther }, { language, column }) {
    const stands = column("people", isOther === true ? "otherEmails" : "email");
    return say(language, "problems.email_mixed_scripts", { email: clip(email, 120), column: stands });
  },
  email_not_person({ email, isOther }, { language, column }) {
    const stands = column("people", isOther === true ? "otherEmails" : "email");
    return say(language, "problems.email_not_person", { email: clip(email, 120), column: stands });
  },
  email_twice({ email, others }, { language, names }) {
    return say(language, "problems.email_twice", addressAndPages(email, names(others)));
  },
  email_taken({ email }, { language }) {
    return say(language, "problems.email_taken", { email: clip(email, 80) });
  },
  other_email_taken({ email, others }, { language, names }) {
    return say(language, "problems.other_email_taken", addressAndPages(email, names(others)));
  },
  email_elsewhere({ email, others }, { language, names }) {
    return say(language, "problems.email_elsewhere", addressAndPages(email, names(others)));
  },
  unknown_zone({ zone, nearest = [] }, { language, q }) {
    if (zone.trim() === "") return say(language, "problems.unknown_zone.missing");
    const said = clip(zone, 120);
    if (nearest.length === 0) return say(language, "problems.unknown_zone", { zone: said });
    const zones = listOf(
      nearest.map(near => q(near)),
      language,
      say(language, "problems.or"),
    );
    return say(language, "problems.unknown_zone.near", { zone: said, zones });
  },
  zone_of_several({ zones }, { language, names }) {
    return say(language, "problems.zone_of_several", { cities: names(zones.map(zone => cityOf(zone, language))) });
  },
  zone_fixed({ zone, offset }, { language }) {
    return say(language, "problems.zone_fixed", { zone: clip(zone, 120), offset });
  },
  bad_person_number({ property, value }, { language, number, column }) {
    const key = property === "mentees" ? "problems.bad_person_number.mentees" : "problems.bad_person_number";
    return say(language, key, { value: number(value), column: column("people", property) });
  },
  bad_hours({ hours }, { language }) {
    if (hours.trim() === "") return say(language, "problems.bad_hours.missing");
    return say(language, "problems.bad_hours", { hours: clip(hours, 120) });
  },
  bad_level({ value }, { language, number }) {
    return say(language, "problems.bad_level", { value: number(value) });
  },
  bad_date({ date }, { language }) {
    return say(language, "problems.bad_date", { date: clip(date, 120) });
  },
  away_backwards({ from, to }, { language, day }) {
    return say(language, "problems.away_backwards", { from: day(from), to: day(to) });
  },
  away_long({ to }, { language, day }) {
    return say(language, "problems.away_long", { to: day(to) });
  },
  paused_quiet({ since }, { language }) {
    return say(language, "problems.paused_quiet", { day: shortDate(since, language) });
  },
  calendar_unreadable({ email }, { language }) {
    return say(language, "problems.calendar_unreadable", { email: clip(email, 80) });
  },
  coordinator_unconfirmed(problem, { language, names }) {
    return say(language, "problems.coordinator_unconfirmed", { who: names(problem.names) });
  },
  programme_incomplete({ missing }, { language, names, column }) {
    return say(language, "problems.programme_incomplete", {
      missing: names(missing.map(key => column("programmes", key))),
    });
  },
  guide_incomplete({ missing }, { language, names, column }) {
    return say(language, "problems.guide_incomplete", { missing: names(missing.map(key => column("guides", key))) });
  },
  guides_unread({ titles }, { language, names, q }) {
    return say(language, "problems.guides_unread", { titles: names(titles.map(title => q(pageName(title)))) });
  },
  programme_ends_before_start({ ends, starts }, { language, day }) {
    return say(language, "problems.programme_ends_before_start", { ends: day(ends), starts: day(starts) });
  },
  programme_long_ago({ starts, earliest }, { language, day }) {
    return say(language, "problems.programme_long_ago", { starts: clip(starts, 120), earliest: day(earliest) });
  },
  programme_start_waits({ starts, holds }, { language, day }) {
    return say(language, "problems.programme_start_waits", { starts: day(starts), holds: day(holds) });
  },
  bad_number({ property, value }, { language, q, number, column }) {
    const limits = LIMITS[property];
    const [least, most] = limits ?? ["", ""];
    const stands = limits === undefined ? q(property) : column("programmes", property);
    const isLimited = limits !== undefined;
    return say(language, "problems.bad_number", { value: number(value), column: stands, isLimited, least, most });
  },
  round_under_rhythm({ roundWeeks, everyWeeks }, { language, number }) {
    return say(language, "problems.round_under_rhythm", { weeks: number(roundWeeks), every: number(everyWeeks) });
  },
  two_ends({ of, range, used }, { language, day, column }) {
    const [first, last] = of === "programmes" ? ["start", "end"] : ["starts", "due"];
    return say(language, "problems.two_ends", {
      first: column(of, first),
      last: column(of, last),
      range: day(range),
      used: day(used),
    });
  },
  bad_weight(problem, { language, q, names }) {
    const parts = names(problem.parts.slice(0, 5).map(part => q(clip(part, 40))));
    return say(language, "problems.bad_weight", { parts, words: names(weightWords(language)) });
  },
  bad_keep_answers({ value }, { language, number }) {
    const [least, most] = LIMITS.keepAnswers ?? ["", ""];
    return say(language, "problems.bad_keep_answers", { value: number(value), least, most });
  },
  group_too_small({ name }, { language }) {
    return say(language, "problems.group_too_small", { isNamed: name.trim() !== "", name: clip(name, 120) });
  },
  left_out({ name, why }, { language }) {
    return leftOutText({ name: clip(name, 80), why }, language);
  },
  said_unopened({ count }, { language }) {
    return say(language, "problems.said_unopened", { count });
  },
  given_up({ what, why }, { language }) {
    const reason = clip(why, 200).replace(/\.$/, "");
    const task = givenUpTask(what, language);
    return say(language, "problems.given_up", { what: task, isExplained: reason !== "", reason });
  },
  unknown_option({ source, column: key, said }, { language, q, names, column, option }) {
    const words = names(said.slice(0, 5).map(word => q(clip(word, 60))));
    const known = names((optionsOf(source, key) ?? []).map(one => option(source, key, one)));
    return say(language, "problems.unknown_option", { words, column: column(source, key), known });
  },
  erased_option(problem, context) {
    return say(context.language, "problems.erased_option", wordTaken(problem, context));
  },
  emptied_option(problem, context) {
    return say(context.language, "problems.emptied_option", wordTaken(problem, context));
  },
  far_date({ date }, { language }) {
    return say(language, "problems.far_date", { date: clip(date, 120) });
  },
  backward_date({ source, column: key, from, to }, { language, day, column }) {
    return say(language, "problems.backward_date", { column: column(source, key), from: day(from), to: day(to) });
  },
  bad_round({ value }, { language, number }) {
    const said = value === null ? "" : clip(number(value), 120);
    return say(language, "problems.bad_round", { isSaid: value !== null, value: said });
  },
  unseen_relation({ source, column: key }, { language, column }) {
    return say(language, "problems.unseen_relation", { column: column(source, key) });
  },
  column_gone({ source, column: key }, { language, column, table }) {
    return say(language, "problems.column_gone", { column: column(source, key), table: table(source) });
  },
  column_unknown({ source, column: key }, { language, column, table }) {
    return say(language, "problems.column_unknown", { column: column(source, key), table: table(source) });
  },
  table_gone({ source }, { language, table }) {
    return say(language, "problems.table_gone", { table: table(source) });
  },
};

function pageName(page: string): string {
  return page === "" ? "…" : clip(page, 80);
}

function addressAndPages(email: string, others: string): { email: string; isKnown: boolean; others: string } {
  return { email: clip(email, 80), isKnown: others !== "", others };
}
