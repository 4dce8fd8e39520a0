import { describe, expect, test } from "vitest";
import type { Command } from "../../../src/core/domain/command.ts";
import type { Problem } from "../../../src/core/domain/problem.ts";
import { parseProgramme } from "../../../src/core/domain/programme.ts";
import { LANGUAGES, type Language } from "../../../src/core/domain/values/language.ts";
import type { Row } from "../../../src/core/domain/values/row.ts";
import { columnName } from "../../../src/text/phrases/names.ts";
import { krugSays } from "../../../src/text/problems/problems.ts";

const SOFIA = { zone: "Europe/Sofia" };
const TEN = Date.parse("2027-01-14T08:00:00Z");

/** One of each; a code without an example does not compile. */
const EXAMPLES: { readonly [C in Problem["code"]]: Extract<Problem, { code: C }> } = {
  backward_date: { code: "backward_date", source: "roadmap", column: "due", from: "2027-02-10", to: "2027-02-01" },
  bad_round: { code: "bad_round", value: -3 },
  group_empty: { code: "group_empty" },
  group_without_round: { code: "group_without_round" },
  group_without_programme: { code: "group_without_programme" },
  erased_option: { code: "erased_option", source: "people", column: "status", was: "left" },
  emptied_option: { code: "emptied_option", source: "sessions", column: "status", was: "cancelled" },
  unknown_option: { code: "unknown_option", source: "people", column: "status", said: ["On parental leave"] },
  far_date: { code: "far_date", date: "9999-01-01" },
  unseen_relation: { code: "unseen_relation", source: "sessions", column: "group" },
  column_gone: { code: "column_gone", source: "groups", column: "members" },
  column_unknown: { code: "column_unknown", source: "people", column: "consent" },
  table_gone: { code: "table_gone", source: "people" },
  no_title: { code: "no_title" },
  no_email: { code: "no_email" },
  bad_email: { code: "bad_email", email: "ana at example" },
  email_mixed_scripts: { code: "email_mixed_scripts", email: "аna@example.org" },
  email_not_person: { code: "email_not_person", email: "blue@resource.calendar.google.com" },
  email_twice: { code: "email_twice", email: "ana@example.org", others: ["Ana B."] },
  email_taken: { code: "email_taken", email: "ana@example.org" },
  other_email_taken: { code: "other_email_taken", email: "ana@example.org", others: ["Ana B."] },
  email_elsewhere: { code: "email_elsewhere", email: "ana@example.org", others: ["Ana B."] },
  coordinator_unconfirmed: { code: "coordinator_unconfirmed", names: ["Ana B."] },
  unknown_zone: { code: "unknown_zone", zone: "Sofia" },
  bad_hours: { code: "bad_hours", hours: "17-9" },
  zone_of_several: { code: "zone_of_several", zones: ["Europe/Berlin", "Europe/Kyiv"] },
  zone_fixed: { code: "zone_fixed", zone: "GMT+2", offset: "UTC+2" },
  bad_person_number: { code: "bad_person_number", property: "sessionsAWeek", value: -1 },
  programme_start_waits: { code: "programme_start_waits", starts: "2026-01-11", holds: "2027-01-11" },
  round_under_rhythm: { code: "round_under_rhythm", roundWeeks: 1, everyWeeks: 2 },
  two_ends: { code: "two_ends", of: "programmes", range: "2027-03-26", used: "2027-06-30" },
  bad_level: { code: "bad_level", value: 7.5 },
  bad_date: { code: "bad_date", date: "2027-02-30" },
  away_backwards: { code: "away_backwards", from: "2027-02-10", to: "2027-02-01" },
  away_long: { code: "away_long", to: "2099-01-01" },
  no_consent: { code: "no_consent" },
  nobody_to_tell: { code: "nobody_to_tell" },
  paused_quiet: { code: "paused_quiet", since: "2027-03-01" },
  calendar_unreadable: { code: "calendar_unreadable", email: "ana@example.org" },
  goal_due_before_start: { code: "goal_due_before_start", starts: "2027-03-01", due: "2027-02-01" },
  guide_incomplete: { code: "guide_incomplete", missing: ["text", "formats"] },
  guides_unread: { code: "guides_unread", titles: ["How we ask"] },
  goal_without_owner: { code: "goal_without_owner" },
  step_without_owner: { code: "step_without_owner" },
  unknown_person: { code: "unknown_person" },
  question_without_asker: { code: "question_without_asker" },
  question_without_programme: { code: "question_without_programme" },
  question_asker_out: { code: "question_asker_out" },
  question_vague: { code: "question_vague" },
  question_without_skill: { code: "question_without_skill" },
  nobody_offers: { code: "nobody_offers", skills: ["testing"] },
  question_too_many: { code: "question_too_many", most: 6 },
  question_no_session: { code: "question_no_session" },
  question_called_off: { code: "question_called_off" },
  answer_without_helper: { code: "answer_without_helper" },
  gathering_without_time: { code: "gathering_without_time" },
  gathering_all_day: { code: "gathering_all_day" },
  gathering_ends_before_start: { code: "gathering_ends_before_start" },
  gathering_places: { code: "gathering_places", places: 0 },
  gathering_copy: { code: "gathering_copy" },
  gathering_for_nobody: { code: "gathering_for_nobody" },
  gathering_overbooked: { code: "gathering_overbooked", accepted: 4, places: 3 },
  thanks_from_nobody: { code: "thanks_from_nobody" },
  thanks_to_nobody: { code: "thanks_to_nobody" },
  thanks_to_oneself: { code: "thanks_to_oneself" },
  chat_gone: { code: "chat_gone", host: "hooks.slack.com" },
  aim_without_programme: { code: "aim_without_programme" },
  aim_without_metric: { code: "aim_without_metric" },
  aim_bad_number: { code: "aim_bad_number", column: "target", written: "a lot" },
  aim_without_day: { code: "aim_without_day" },
  aim_without_report_day: { code: "aim_without_report_day" },
  aim_too_many: { code: "aim_too_many", most: 5 },
  aim_not_for_format: { code: "aim_not_for_format", metric: "rhythm" },
  aim_past_day: { code: "aim_past_day", due: "2027-01-01" },
  aim_out_of_reach: { code: "aim_out_of_reach", least: 1, most: 5 },
  programme_incomplete: { code: "programme_incomplete", missing: ["format", "zone"] },
  programme_ends_before_start: { code: "programme_ends_before_start", starts: "2027-03-01", ends: "2027-02-01" },
  programme_long_ago: { code: "programme_long_ago", starts: "0001-01-01", earliest: "2017-01-01" },
  bad_number: { code: "bad_number", property: "minutes", value: 5 },
  bad_weight: { code: "bad_weight", parts: ["skills 5000", "nonsense"] },
  bad_keep_answers: { code: "bad_keep_answers", value: 1.5 },
  group_too_small: { code: "group_too_small", name: "Ana" },
  session_ends_before_start: { code: "session_ends_before_start" },
  session_without_time: { code: "session_without_time" },
  too_long: { code: "too_long", source: "gatherings" },
  page_gone_by: { code: "page_gone_by", startsAt: 1_800_000_000_000 },
  event_stands: { code: "event_stands", startsAt: 1_800_000_000_000 },
  outcome_ahead: { code: "outcome_ahead", said: "met", startsAt: 1_800_000_000_000 },
  session_all_day: { code: "session_all_day" },
  session_without_group: { code: "session_without_group" },
  event_odd: { code: "event_odd", why: "gone_by", startsAt: Date.parse("2027-01-04T09:00:00Z") },
  guests_hidden: { code: "guests_hidden" },
  unknown_guest: { code: "unknown_guest", email: "guest@example.com" },
  no_common_slot: { code: "no_common_slot", people: ["Ana", "Vera"], nearest: [{ at: TEN, without: ["Vera"] }] },
  not_invited_unconsented: { code: "not_invited_unconsented", people: ["Ana"] },
  not_invited_yet: { code: "not_invited_yet", people: ["Ana", "Boris"], count: 2, at: TEN },
  outside_hours: { code: "outside_hours", people: ["Ana", "Boris"] },
  newcomers_unmade: { code: "newcomers_unmade", emails: ["x@example.com"] },
  asks_to_join: { code: "asks_to_join", programme: "Weekly pairs" },
  form_hours_unread: { code: "form_hours_unread" },
  bad_join_from: { code: "bad_join_from", parts: ["gmail.com"] },
  stranger_answered: { code: "stranger_answered", emails: ["x@example.com"] },
  answers_unaddressed: { code: "answers_unaddressed", kinds: ["needs"], count: 2 },
  wrong_session_code: { code: "wrong_session_code", codes: ["K7M2PQ"] },
  more_answers_than_asked: { code: "more_answers_than_asked", answers: 7, asked: 5 },
  not_taking_part: { code: "not_taking_part", count: 1 },
  form_question_missing: { code: "form_question_missing", question: "Did you meet?" },
  form_question_altered: { code: "form_question_altered", question: "Did you meet?" },
  form_replaced: { code: "form_replaced" },
  answers_unread: { code: "answers_unread", question: "How useful was it for you?", count: 2 },
  session_deleted: { code: "session_deleted", codes: ["K7M2PQ"] },
  form_not_open: { code: "form_not_open", why: "refused", domain: "example.org", formId: "1abc" },
  form_gone: { code: "form_gone" },
  both_changed: { code: "both_changed", field: "time", kept: "2027-01-14T08:00:00Z", lost: "2027-01-15T09:30:00Z" },
  session_of_ended_group: { code: "session_of_ended_group" },
  page_moved: { code: "page_moved", page: "Ana & Boris", table: "sessions" },
  page_unreadable: { code: "page_unreadable", page: "Ana & Boris", table: "sessions" },
  said_elsewhere: { code: "said_elsewhere", page: "Ana & Boris", table: "sessions", said: "There is no time yet." },
  copy_waits: { code: "copy_waits", table: "sessions" },
  given_up: { code: "given_up", what: "create_event", why: "403" },
  unforeseen: { code: "unforeseen" },
  said_unopened: { code: "said_unopened", count: 3 },
  nobody_to_match: { code: "nobody_to_match" },
  best_fit_drawn: { code: "best_fit_drawn" },
  left_out: { code: "left_out", name: "Vera", why: "away" },
};
const examples = Object.values(EXAMPLES) as Problem[];

describe("every problem", () => {
  test.each(examples.map(problem => [problem.code, problem] as const))(
    "%s is a sentence in each language",
    (_, problem) => {
      const sentences = LANGUAGES.map(language => krugSays([problem], language, SOFIA));
      expect(new Set(sentences).size).toBe(LANGUAGES.length);
      for (const sentence of sentences) {
        expect(sentence).toMatch(/\.$/);
        expect(sentence).not.toMatch(/undefined|null|NaN|\$\{|\{|\[object|!| {2}|\.\.|\(\)|: \./);
      }
      for (const sentence of sentences.slice(1)) expect(sentence).toMatch(/[а-яіїєґъ]{4}/);
    },
  );

  test("empty parts leave no trace", () => {
    const bare: Problem[] = [
      { code: "email_twice", email: "ana@example.org", others: [] },
      { code: "unknown_zone", zone: "" },
      { code: "unknown_zone", zone: "EST", nearest: ["America/New_York", "Australia/Sydney"] },
      { code: "bad_hours", hours: " " },
      { code: "bad_person_number", property: "mentees", value: 1.5 },
      { code: "two_ends", of: "roadmap", range: "2027-03-26", used: "2027-06-30" },
      { code: "group_too_small", name: "" },
      { code: "no_common_slot", people: [], nearest: [] },
      { code: "bad_number", property: "column of theirs", value: 1.5 },
      { code: "both_changed", field: "title", kept: "Ana & Boris", lost: "Coffee" },
      { code: "left_out", name: "Vera", why: "no_partner" },
      { code: "left_out", name: "Vera", why: "no_mentee_left" },
      { code: "stranger_answered", emails: ["x@example.com", "y@example.com"] },
      { code: "wrong_session_code", codes: ["K7M2PQ", "AAAAAA"] },
    ];
    for (const problem of bare)
      for (const language of LANGUAGES)
        expect(krugSays([problem], language, SOFIA)).not.toMatch(/undefined|NaN|\(\)|[“«„] ?[”»“]| {2}|: \./);
  });
});

const KNOWN: [Problem, Record<Language, string>][] = [
  [
    EXAMPLES.unknown_zone,
    {
      en: "Krug doesn’t know the time zone “Sofia”. Write it in “Time zone” as Europe/Sofia.",
      ru: "Круг не знает часового пояса «Sofia». Впишите его в «Часовой пояс» в таком виде: Europe/Sofia.",
      uk: "Круг не знає часового поясу «Sofia». Впишіть його в «Часовий пояс» у такому вигляді: Europe/Sofia.",
      bg: "Кръг не познава часовата зона „Sofia“. Напишете я в „Часова зона“ така: Europe/Sofia.",
    },
  ],
  [
    EXAMPLES.goal_due_before_start,
    {
      en: "The goal is due (1 February 2027) before it starts (1 March 2027). Correct “Starts” or “Due”.",
      ru: "Срок цели (1 февраля 2027\u00a0г.) раньше её начала (1 марта 2027\u00a0г.). Исправьте «Начало» или «Срок».",
      uk: "Термін цілі (1 лютого 2027\u00a0р.) настає раніше за її початок (1 березня 2027\u00a0р.). Виправте «Початок» або «Термін».",
      bg: "Крайният срок на целта (1 февруари 2027\u00a0г.) е преди началото ѝ (1 март 2027\u00a0г.). Поправете „Начало“ или „Краен срок“.",
    },
  ],
  [
    EXAMPLES.no_common_slot,
    {
      en: "No time suits everyone (Ana and Vera). Nearest: Thu 14 January, 10:00 (without Vera). Agree on a time and enter it in “When”, or talk it over in writing on this page.",
      ru: "Нет времени, которое подходит всем (Ana и Vera). Ближе всего: чт, 14 января, 10:00 (не может: Vera). Договоритесь и впишите время в «Когда» или обсудите всё письменно на этой странице.",
      uk: "Немає часу, який підходить усім (Ana та Vera). Найближче: чт, 14 січня, 10:00 (не може: Vera). Домовтеся і впишіть час у «Коли» або обговоріть усе письмово на цій сторінці.",
      bg: "Няма час, удобен за всички (Ana и Vera). Най-близо: чт, 14 януари, 10:00 (без Vera). Уговорете се и впишете часа в „Кога“ или обсъдете всичко писмено на тази страница.",
    },
  ],
  [
    { code: "more_answers_than_asked", answers: 22, asked: 21 },
    {
      en: "There are 22 answers, but 21 people were asked: somebody answered more than once, or passed the link on. The form is anonymous, so repeats can’t be told apart, and the result is not shown. Ask people to answer once, and to keep the link among themselves.",
      ru: "Пришло 22 ответа, хотя спросили 21 человека: кто-то ответил не один раз или передал ссылку дальше. Форма анонимная, повторы не различить, поэтому результат не показывается. Попросите людей отвечать один раз и никому не передавать ссылку.",
      uk: "Надійшло 22 відповіді, хоча запитали 21 людину: хтось відповів не один раз або передав посилання далі. Форма анонімна, повторів не розрізнити, тому результат не показується. Попросіть людей відповідати один раз і нікому не передавати посилання.",
      bg: "Получени са 22 отговора, а са попитани 21 души: някой е отговорил повече от веднъж или е дал връзката на друг. Формулярът е анонимен и повторенията не се различават, затова резултатът не се показва. Помолете хората да отговарят веднъж и да не дават връзката на други.",
    },
  ],
];

const GIVEN_UP: Record<Command["kind"], true> = {
  create_page: true,
  update_page: true,
  write_part: true,
  trash_page: true,
  comment: true,
  create_event: true,
  change_event: true,
  cancel_event: true,
  save_link: true,
  create_series: true,
  change_series: true,
  end_series: true,
  save_series: true,
  create_form: true,
  change_form: true,
  open_form: true,
  send_letter: true,
  note_acted: true,
};

describe("what Krug could not do", () => {
  test("is told in words for every kind of command, never by its name in the code", () => {
    for (const language of LANGUAGES) {
      const told = Object.keys(GIVEN_UP).map(what =>
        krugSays([{ code: "given_up", what, why: "403" }], language, SOFIA),
      );
      expect(new Set(told).size).toBe(told.length);
      for (const sentence of told) expect(sentence).not.toMatch(/_|“|«|„/);
    }
    expect(krugSays([{ code: "given_up", what: "cancel_event", why: "Google answered 403." }], "en", SOFIA)).toContain(
      "could not cancel the event in Google Calendar (Google answered 403). Check",
    );
  });

  test("without a reason has no empty brackets, and a kind nobody knows is quoted", () => {
    for (const language of LANGUAGES) {
      const told = krugSays([{ code: "given_up", what: "paint it", why: "" }], language, SOFIA);
      expect(told).toContain("paint it");
      expect(told).not.toMatch(/\(/);
    }
  });
});

test.each(KNOWN)("%o is said exactly so", (problem, texts) => {
  for (const language of LANGUAGES) expect(krugSays([problem], language, SOFIA)).toBe(texts[language]);
});

describe("what a page is told", () => {
  test("nothing when there are no problems", () => {
    for (const language of LANGUAGES) expect(krugSays([], language, SOFIA)).toBe("");
  });

  test("the same text in whatever order the problems were found, each once, what blocks most first", () => {
    const told = krugSays([EXAMPLES.no_consent, EXAMPLES.no_email, EXAMPLES.no_title, EXAMPLES.no_email], "en", SOFIA);
    expect(told).toBe(krugSays([EXAMPLES.no_title, EXAMPLES.no_email, EXAMPLES.no_consent], "en", SOFIA));
    expect(told.split("\n").map(line => line.slice(0, 13))).toEqual([
      "This page has",
      "There is no e",
      "No consent is",
    ]);
  });

  test("a text that would be too long for Notion counts what it leaves out", () => {
    const many = Array.from({ length: 40 }, (_, n): Problem => ({ code: "bad_email", email: `person ${n}` }));
    for (const language of LANGUAGES) {
      const told = krugSays(many, language, SOFIA);
      expect(told.length).toBeLessThan(2_000);
      expect(told.split("\n").at(-1)).toMatch(/\d+/);
    }
  });

  test("a very long value is cut", () => {
    const told = krugSays([{ code: "bad_hours", hours: "x".repeat(3_000) }], "bg", SOFIA);
    expect(told.length).toBeLessThan(400);
    expect(told).toContain("…");
  });
});

test("the limits people are told are those that hold", () => {
  const row = (values: Row["values"]): Row => ({
    id: "p",
    source: "programmes",
    url: "",
    editedAt: 0,
    editedBy: null,
    createdBy: null,
    createdAt: 0,
    values: { name: "P", format: "pair", zone: "Europe/Sofia", start: { start: "2027-01-11", end: null }, ...values },
  });
  for (const property of ["everyWeeks", "minutes", "roundWeeks", "groupSize"]) {
    const told = krugSays([{ code: "bad_number", property, value: 0 }], "en", SOFIA);
    const [least, most] = (/from (\d+) to (\d+)/.exec(told) ?? []).slice(1).map(Number);
    for (const [value, isFine] of [
      [least! - 1, false],
      [least!, true],
      [most!, true],
      [most! + 1, false],
    ] as const)
      expect(parseProgramme(row({ [property]: value })).problems.length === 0, `${property} ${value}`).toBe(isFine);
    expect(told).toContain(columnName("programmes", property, "en"));
  }
});
