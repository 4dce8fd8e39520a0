import type { FormKind } from "../../core/domain/form.ts";
import type { SessionKind } from "../../core/domain/session.ts";
import { readable } from "../../core/domain/values/content.ts";
import type { Language, Texts } from "../../core/domain/values/language.ts";
import type { LocalDate } from "../../core/domain/values/time.ts";
import type { Words } from "../../core/words/words.ts";
import { columnName, optionName } from "../phrases/names.ts";
import { clip, listOf } from "../phrases/phrase.ts";
import { shortDate } from "../phrases/when.ts";
import { firstTalkText } from "./firstTalk.ts";
import { askedText } from "./help.ts";

/** What is said of a session, in its event and on its page. */
export const SESSION_WORDS = { sessionTitle, agenda, replies: repliesText } satisfies Partial<Words>;

type GuestReply = "accepted" | "declined" | "tentative" | "needsAction";

/** What an agenda may tell of a goal. Whatever else the given object holds (levels, health, progress) is not looked at. */
interface AgendaGoal {
  owner: string;
  title: string;
  /** An option's key, or an option people added. */
  status: string;
  dueOn: LocalDate | null;
  nextStep: string;
  /** A confidential goal is left out, as if its owner had none. */
  confidential?: boolean;
}

interface AgendaFacts {
  kind: SessionKind;
  /** Whose turn it is to lead the talk. */
  facilitator: string | null;
  /** True where the same person leads each time. */
  isSeatKept?: boolean;
  /** The first meeting of a helper and the one they help: what they might begin with, and where their agreement is. */
  firstTalk?: { topics: readonly string[]; groupUrl: string } | null;
  /** In the order in which people are to speak. */
  goals: readonly AgendaGoal[];
  membersWithoutGoal: readonly string[];
  /** As people entered them, with their line breaks. */
  questions: string;
  /** The question of the help board they meet over: it stands first, with the minute the session ends. */
  asked?: Parameters<typeof askedText>[0];
  resources: readonly { title: string; link: string }[];
  pageUrl: string;
  feedbackUrl: string | null;
  /** The code the feedback form asks for. */
  code?: string | null;
  /** The programme's standing form, with the session's code filled in. */
  standingUrl?: string | null;
  /** Forms that are open now. */
  surveys: readonly { kind: FormKind; url: string }[];
  /** When a person from outside the group is invited, goals, questions and resources stay out. */
  hasOutsideGuest?: boolean;
}

/** Calendar takes 8,192 characters of description. */
export const AGENDA_CHARACTERS = 8_000;
const NAMES_SHOWN = 6;

/**
 * The title of a session and its event: the people's names, and that it is a check-in. Never level, format or skill.
 *
 * "Ana & Boris"; "Check-in: Ana, Boris & Vera". Beyond six people the rest are counted.
 */
function sessionTitle(session: { names: readonly string[]; kind: SessionKind }, language: Language): string {
  const names = titleNames(session.names, language);
  const kind = optionName("sessions", "kind", session.kind, language);
  if (names === "") return kind;
  return session.kind === "check_in" ? `${kind}: ${names}` : names;
}

/** People's names as a title has them: "Ana, Boris & Vera"; empty without people, "and 3 more" beyond six. */
export function titleNames(names: readonly string[], language: Language): string {
  const and = { en: "&", ru: "и", uk: "та", bg: "и" }[language];
  const named = names.filter(name => name.trim() !== "");
  const left = named.length - NAMES_SHOWN;
  if (left <= 0) return listOf(named, language, and);
  const more: Texts = { en: `${left} more`, ru: `ещё ${left}`, uk: `ще ${left}`, bg: `още ${left}` };
  return listOf([...named.slice(0, NAMES_SHOWN), more[language]], language, and);
}

/**
 * The plain text of a session's event: who leads, goals with status, due day and next step, questions, resources, links, and
 * how to skip. At most 8,000 characters: what people wrote is cut first, and the text says where to read on; links stay.
 */
function agenda(facts: AgendaFacts, language: Language): string {
  const words = WORDS[language];
  const skip = facts.standingUrl
    ? words.standing(facts.standingUrl)
    : words.skip(columnName("people", "away", language));
  const foot = [links(facts, language), skip];
  if (facts.hasOutsideGuest) return foot.join("\n\n");
  const body = [
    facts.facilitator ? words[facts.isSeatKept ? "keeps" : "leads"](clip(facts.facilitator, 80)) : "",
    facts.firstTalk ? firstTalkText(facts.firstTalk, language) : "",
    facts.kind === "check_in" ? words.checkIn : facts.asked !== undefined ? "" : goalLines(facts, language),
    facts.asked === undefined ? "" : askedText(facts.asked, language),
    questionLines(facts.questions, words.questions),
    facts.kind === "check_in" ? "" : resourceLines(facts.resources, words.resources),
  ].filter(part => part !== "");
  const whole = [...body, ...foot].join("\n\n");
  if (whole.length <= AGENDA_CHARACTERS) return whole;
  const end = ["", words.restOnPage, ...foot].join("\n\n");
  return cutAtLine(body.join("\n\n"), AGENDA_CHARACTERS - end.length) + end;
}

/** Who said what to the invitation, in one line: "Yes: Ana, Boris. No: Vera. No reply yet: Goran."; empty without guests. */
function repliesText(replies: readonly { name: string; reply: GuestReply }[], language: Language): string {
  const order = ["accepted", "declined", "tentative", "needsAction"] as const;
  return order
    .map(reply => ({ reply, names: replies.filter(each => each.reply === reply).map(each => clip(each.name, 80)) }))
    .filter(({ names }) => names.length > 0)
    .map(({ reply, names }) => `${REPLIES[reply][language]}: ${names.join(", ")}.`)
    .join(" ");
}

function goalLines(facts: AgendaFacts, language: Language): string {
  const words = WORDS[language];
  const open = facts.goals.filter(goal => goal.confidential !== true);
  const owners = new Set(open.map(goal => goal.owner));
  const blocks = open.map(goal => {
    const status = optionName("roadmap", "status", goal.status, language);
    const due = goal.dueOn === null ? "" : `; ${words.due} ${shortDate(goal.dueOn, language)}`;
    const step = goal.nextStep.trim() === "" ? "" : `\n  ${words.nextStep}: ${clip(goal.nextStep, 500)}`;
    return `- ${clip(goal.owner, 80)}: ${clip(goal.title, 300)} (${status.toLocaleLowerCase(language)}${due})${step}`;
  });
  const without = [...facts.membersWithoutGoal, ...facts.goals.map(goal => goal.owner)].filter(
    name => !owners.has(name),
  );
  const lines = [...blocks, ...[...new Set(without)].map(name => `- ${clip(name, 80)}: ${words.bringATopic}`)];
  return lines.length === 0 ? "" : [`${words.goals}:`, ...lines].join("\n");
}

function questionLines(questions: string, heading: string): string {
  const text = readable(questions);
  return text === "" ? "" : `${heading}:\n${text}`;
}

function resourceLines(resources: AgendaFacts["resources"], heading: string): string {
  const lines = resources.map(
    ({ title, link }) => `- ${clip(title, 200)}${link.trim() === "" ? "" : `: ${link.trim()}`}`,
  );
  return lines.length === 0 ? "" : [`${heading}:`, ...lines].join("\n");
}

function links(facts: AgendaFacts, language: Language): string {
  const words = WORDS[language];
  const lines = [`${words.page}: ${facts.pageUrl}`];
  if (facts.feedbackUrl !== null) {
    const code = facts.code ? ` (${words.code}: ${facts.code})` : "";
    lines.push(`${words.feedback}${code}: ${facts.feedbackUrl}`);
  }
  for (const { kind, url } of facts.surveys) lines.push(`${words.survey[kind]}: ${url}`);
  return lines.join("\n");
}

/** The text up to the last line that fits; within a line where even the first does not. */
function cutAtLine(text: string, most: number): string {
  const cut = text.slice(0, Math.max(most, 0));
  const line = cut.lastIndexOf("\n");
  return (line > most / 2 ? cut.slice(0, line) : cut.replace(/[\ud800-\udbff]$/, "")).trimEnd();
}

const REPLIES: Readonly<Record<GuestReply, Texts>> = {
  accepted: { en: "Yes", ru: "Да", uk: "Так", bg: "Да" },
  declined: { en: "No", ru: "Нет", uk: "Ні", bg: "Не" },
  tentative: { en: "Maybe", ru: "Возможно", uk: "Можливо", bg: "Може би" },
  needsAction: { en: "No reply yet", ru: "Пока без ответа", uk: "Поки без відповіді", bg: "Още без отговор" },
};

interface AgendaWords {
  leads(name: string): string;
  keeps(name: string): string;
  checkIn: string;
  goals: string;
  due: string;
  nextStep: string;
  bringATopic: string;
  questions: string;
  resources: string;
  page: string;
  feedback: string;
  code: string;
  survey: Readonly<Record<FormKind, string>>;
  skip(column: string): string;
  standing(url: string): string;
  restOnPage: string;
}

const WORDS: Readonly<Record<Language, AgendaWords>> = {
  en: {
    leads: name => `${name} leads the talk this time; the seat rotates.`,
    keeps: name => `${name} leads the talk.`,
    checkIn: [
      "Ten minutes, three questions for everyone:",
      "1. What went well last week?",
      "2. What matters most this week?",
      "3. Where would help be welcome?",
    ].join("\n"),
    goals: "Goals",
    due: "due",
    nextStep: "Next step",
    bringATopic: "no goal here yet, so please bring one topic or question. A rough one is fine.",
    questions: "Questions",
    resources: "Resources that may help",
    page: "Session page",
    feedback: "One minute of feedback afterwards",
    code: "session code",
    survey: {
      needs: "What you need and offer",
      closing: "How it was: the closing questions",
      pulse: "Pulse, anonymous",
      self_assessment: "Self-assessment",
      feedback: "Session feedback",
      standing: "Skip, pause or leave",
    },
    skip: column =>
      `Can’t come? Decline this invitation, or move it to a better time. For a longer break fill in “${column}” on your page in Notion. No reason is needed.`,
    standing: url =>
      `Can’t come? Decline this invitation, or move it to a better time. To skip, take a break, leave, meet somebody else, or for a quiet word to the coordinator: ${url} No reason is needed.`,
    restOnPage: "The rest is on the session page.",
  },
  ru: {
    leads: name => `Разговор в этот раз ведёт ${name}; в следующий — кто-то другой.`,
    keeps: name => `Разговор ведёт ${name}.`,
    checkIn: [
      "Десять минут, три вопроса каждому:",
      "1. Что получилось на прошлой неделе?",
      "2. Что важнее всего на этой?",
      "3. С чем пригодилась бы помощь?",
    ].join("\n"),
    goals: "Цели",
    due: "срок",
    nextStep: "Следующий шаг",
    bringATopic: "цели здесь пока нет, поэтому возьмите с собой одну тему или вопрос. Подойдёт и сырая мысль.",
    questions: "Вопросы",
    resources: "Материалы, которые могут помочь",
    page: "Страница встречи",
    feedback: "Отзыв после встречи, одна минута",
    code: "код встречи",
    survey: {
      needs: "Что вам нужно и чем вы поможете",
      closing: "Как всё прошло: завершающие вопросы",
      pulse: "Пульс-опрос, анонимно",
      self_assessment: "Самооценка",
      feedback: "Отзыв о встрече",
      standing: "Пропустить, взять паузу, уйти",
    },
    skip: column =>
      `Не получается прийти? Отклоните приглашение или перенесите его на удобное время. Для перерыва подольше заполните «${column}» на своей странице в Notion. Причину называть не нужно.`,
    standing: url =>
      `Не получается прийти? Отклоните приглашение или перенесите его на удобное время. Пропустить, взять паузу, уйти, встречаться с кем-то другим или тихо написать координатору: ${url} Причину называть не нужно.`,
    restOnPage: "Остальное — на странице встречи.",
  },
  uk: {
    leads: name => `Розмову цього разу веде ${name}; наступного — хтось інший.`,
    keeps: name => `Розмову веде ${name}.`,
    checkIn: [
      "Десять хвилин, три запитання кожному:",
      "1. Що вдалося минулого тижня?",
      "2. Що найважливіше цього тижня?",
      "3. З чим стала б у пригоді допомога?",
    ].join("\n"),
    goals: "Цілі",
    due: "термін",
    nextStep: "Наступний крок",
    bringATopic: "цілі тут поки немає, тож візьміть із собою одну тему чи запитання. Підійде і сира думка.",
    questions: "Запитання",
    resources: "Матеріали, які можуть допомогти",
    page: "Сторінка зустрічі",
    feedback: "Відгук після зустрічі, одна хвилина",
    code: "код зустрічі",
    survey: {
      needs: "Що вам потрібно і чим ви допоможете",
      closing: "Як усе минуло: завершальні запитання",
      pulse: "Пульс-опитування, анонімно",
      self_assessment: "Самооцінювання",
      feedback: "Відгук про зустріч",
      standing: "Пропустити, узяти паузу, піти",
    },
    skip: column =>
      `Не виходить прийти? Відхиліть запрошення або перенесіть його на зручний час. Для довшої перерви заповніть «${column}» на своїй сторінці в Notion. Причину називати не потрібно.`,
    standing: url =>
      `Не виходить прийти? Відхиліть запрошення або перенесіть його на зручний час. Пропустити, узяти паузу, піти, зустрічатися з кимось іншим або тихо написати координаторові: ${url} Причину називати не потрібно.`,
    restOnPage: "Решта — на сторінці зустрічі.",
  },
  bg: {
    leads: name => `Този път разговора води ${name}; следващия път – някой друг.`,
    keeps: name => `Разговора води ${name}.`,
    checkIn: [
      "Десет минути, три въпроса към всеки:",
      "1. Какво се получи добре миналата седмица?",
      "2. Кое е най-важно тази седмица?",
      "3. За какво би била полезна помощ?",
    ].join("\n"),
    goals: "Цели",
    due: "краен срок",
    nextStep: "Следваща стъпка",
    bringATopic: "тук още няма цел, затова донесете една тема или въпрос. И недооформена мисъл върши работа.",
    questions: "Въпроси",
    resources: "Материали, които може да помогнат",
    page: "Страница на срещата",
    feedback: "Отзив след срещата, една минута",
    code: "код на срещата",
    survey: {
      needs: "Какво ви трябва и с какво ще помогнете",
      closing: "Как мина всичко: заключителни въпроси",
      pulse: "Пулс анкета, анонимна",
      self_assessment: "Самооценка",
      feedback: "Отзив за срещата",
      standing: "Пропускане, пауза, напускане",
    },
    skip: column =>
      `Не можете да дойдете? Откажете поканата или я преместете в удобно време. За по-дълга почивка попълнете „${column}“ на страницата си в Notion. Не е нужно да посочвате причина.`,
    standing: url =>
      `Не можете да дойдете? Откажете поканата или я преместете в удобно време. За пропускане, почивка, напускане, среща с някой друг или няколко тихи думи до координатора: ${url} Не е нужно да посочвате причина.`,
    restOnPage: "Останалото е на страницата на срещата.",
  },
};
