import { readable } from "../../core/domain/values/content.ts";
import type { Language, Texts } from "../../core/domain/values/language.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import type { Words } from "../../core/words/words.ts";
import { columnName } from "../phrases/names.ts";
import { clip, listOf, quote } from "../phrases/phrase.ts";
import { dayAndTime } from "../phrases/when.ts";

/** What is said about questions of the help board. */
export const HELP_WORDS = {
  helpGroupReason,
  helpAsk,
  helpNeedsDetail,
  helpAnswered,
  helpForCoordinator,
  helpSuggested,
} satisfies Partial<Words>;

/** Who a comment speaks to, and in which language. */
interface Spoken {
  names: readonly string[];
  language: Language;
}

/** What an agenda says of a question: the question, its details, who asks, and the moment it ends. */
interface AskedFacts {
  question: string;
  details: string;
  askers: readonly string[];
  startsAt: Instant;
  endsAt: Instant;
  zone: string;
  /** The zones of those invited. */
  zones: readonly string[];
}

/** The part of an agenda about a question of the help board: how long it takes, to the minute, and what is asked. */
export function askedText(asked: AskedFacts, language: Language): string {
  const minutes = Math.round((asked.endsAt - asked.startsAt) / 60_000);
  const end = dayAndTime(asked.endsAt, asked.zone, language, asked.zones);
  const time: Texts = {
    en: `${minutes} minutes, and it ends on time: ${end}. What is left open is written on the question’s page.`,
    ru: `${minutes} мин, и заканчиваем вовремя: ${end}. Что останется открытым, запишите на странице вопроса.`,
    uk: `${minutes} хв, і закінчуємо вчасно: ${end}. Що лишиться відкритим, запишіть на сторінці запитання.`,
    bg: `${minutes} мин и приключваме навреме: ${end}. Каквото остане отворено, запишете на страницата на въпроса.`,
  };
  const who = listOf(asked.askers, language);
  const title = clip(asked.question, 500);
  const details = readable(asked.details);
  const lines = [time[language], "", who === "" ? title : `${who}: ${title}`, details, "", HALF_ANSWER[language]];
  return lines.filter((line, place) => line !== "" || lines[place - 1] !== "").join("\n");
}

/** Why a group that meets over a question is there. */
function helpGroupReason(language: Language): string {
  return GROUP[language];
}

/** Asks people, by name, whether they could help: what they offer, what to do, and that doing nothing is fine. */
function helpAsk({ names, skills, language }: Spoken & { skills: readonly string[] }): string {
  const who = listOf(names, language);
  const what = listOf(skills, language);
  const taken = quote(columnName("help", "takenBy", language), language);
  const answer = quote(columnName("help", "answer", language), language);
  const isOne = names.length === 1;
  switch (language) {
    case "en":
      return `${who}, could ${isOne ? "you" : "one of you"} help with this question? On your page you offer ${what}. Put yourself in ${taken}, and Krug finds a short time; or write what you know in ${answer}. Half an answer is welcome: others finish it. If it doesn’t suit you, do nothing, and somebody else is asked.`;
    case "ru":
      return `${who}, ${isOne ? "поможете" : "поможет кто-то из вас"} с этим вопросом? На вашей странице указано: ${what}. Впишите себя в ${taken}, и Круг найдёт короткую встречу, или напишите, что знаете, в ${answer}. И половина ответа пригодится: остальное дополнят другие. Если не получается, ничего делать не нужно, Круг обратится к кому-то ещё.`;
    case "uk":
      return `${who}, ${isOne ? "допоможете" : "допоможе хтось із вас"} з цим запитанням? На вашій сторінці зазначено: ${what}. Впишіть себе в ${taken}, і Круг знайде час для короткої зустрічі, або напишіть, що знаєте, у ${answer}. І половина відповіді стане в пригоді: решту доповнять інші. Якщо не виходить, робити нічого не треба, Круг звернеться до когось іншого.`;
    case "bg":
      return `${who}, ${isOne ? "ще помогнете ли" : "ще помогне ли някой от вас"} с този въпрос? На страницата ви е посочено: ${what}. Впишете се в ${taken} и Кръг ще намери време за кратка среща, или напишете каквото знаете в ${answer}. И половин отговор е добре дошъл: други ще го допълнят. Ако не ви е удобно, не е нужно да правите нищо, Кръг ще попита някой друг.`;
  }
}

/** Asks who asked for something concrete, once. */
function helpNeedsDetail({ names, language }: Spoken): string {
  const who = listOf(names, language);
  const details = quote(columnName("help", "details", language), language);
  switch (language) {
    case "en":
      return `${who}, so that somebody can prepare: what did you try, and what do you want to know at the end? A sentence in ${details} is enough. As soon as it is there, Krug looks for somebody who can help.`;
    case "ru":
      return `${who}, чтобы кто-то смог подготовиться: что вы уже пробовали и что хотите узнать? Достаточно одной фразы в ${details}. Как только она появится, Круг поищет того, кто может помочь.`;
    case "uk":
      return `${who}, щоб хтось міг підготуватися: що ви вже пробували і що хочете дізнатися? Досить одного речення в ${details}. Щойно воно з’явиться, Круг пошукає того, хто може допомогти.`;
    case "bg":
      return `${who}, за да може някой да се подготви: какво вече опитахте и какво искате да научите? Стига едно изречение в ${details}. Щом се появи, Кръг ще потърси кой може да помогне.`;
  }
}

/** Tells who asked that there is an answer, and asks whether it settles the question. */
function helpAnswered({ names, language }: Spoken): string {
  const who = listOf(names, language);
  const answer = quote(columnName("help", "answer", language), language);
  const resolved = quote(columnName("help", "resolved", language), language);
  switch (language) {
    case "en":
      return `${who}, there is an answer in ${answer}. If it settles your question, tick ${resolved}. If something is missing, add what you still want to know: others may complete it.`;
    case "ru":
      return `${who}, в ${answer} есть ответ. Если вопрос решён, отметьте ${resolved}. Если чего-то не хватает, допишите, что ещё хотите узнать: другие смогут дополнить.`;
    case "uk":
      return `${who}, у ${answer} є відповідь. Якщо питання вирішено, позначте ${resolved}. Якщо чогось бракує, допишіть, що ще хочете дізнатися: інші зможуть доповнити.`;
    case "bg":
      return `${who}, в ${answer} има отговор. Ако той решава въпроса, отбележете ${resolved}. Ако нещо липсва, допишете какво още искате да научите: други могат да допълнят.`;
  }
}

/** Tells the coordinators of a question that found nobody: because nobody offers it (`skills`), or because nobody took it. */
function helpForCoordinator({ names, skills, language }: Spoken & { skills: readonly string[] }): string {
  const who = names.length === 0 ? "" : `${listOf(names, language)}, `;
  const what = listOf(skills, language);
  const taken = quote(columnName("help", "takenBy", language), language);
  const isOffered = skills.length === 0;
  const text: Texts = {
    en: isOffered
      ? `${who}nobody has taken this question yet. Do you know somebody who could? Put them in ${taken} when they agree.`
      : `${who}nobody in the programme offers this yet: ${what}. Do you know somebody who could help, here or elsewhere? Put them in ${taken} when they agree.`,
    ru: isOffered
      ? `${who}этот вопрос пока никто не взял. Знаете, кто мог бы? Впишите этого человека в ${taken}, если он согласен.`
      : `${who}пока никто в программе этого не предлагает: ${what}. Знаете, кто мог бы помочь, здесь или в другом месте? Впишите этого человека в ${taken}, если он согласен.`,
    uk: isOffered
      ? `${who}це запитання поки ніхто не взяв. Знаєте, хто міг би? Впишіть цю людину в ${taken}, якщо вона згодна.`
      : `${who}поки ніхто в програмі цього не пропонує: ${what}. Знаєте, хто міг би допомогти, тут чи деінде? Впишіть цю людину в ${taken}, якщо вона згодна.`,
    bg: isOffered
      ? `${who}засега никой не е поел този въпрос. Знаете ли кой би могъл? Впишете човека в ${taken}, ако е съгласен.`
      : `${who}засега никой в програмата не предлага това: ${what}. Знаете ли кой би могъл да помогне, тук или другаде? Впишете човека в ${taken}, ако е съгласен.`,
  };
  const said = text[language];
  return said.charAt(0).toLocaleUpperCase(language) + said.slice(1);
}

/** A line for each person who could help: what they offer, when all are free by their working hours, and that they helped least. */
function helpSuggested(suggested: {
  helpers: readonly { name: string; skills: readonly string[]; freeAt: Instant | null; isLeastLately: boolean }[];
  zone: string;
  language: Language;
}): string {
  const { zone, language } = suggested;
  return suggested.helpers
    .map(({ name, skills, freeAt, isLeastLately }) => {
      const what = listOf(skills, language);
      const when = freeAt === null ? "" : dayAndTime(freeAt, zone, language);
      const parts = [
        OFFERS[language](clip(name, 80), what),
        freeAt === null ? WRITES[language] : `${FREE[language]} ${when}`,
        isLeastLately ? LEAST[language] : "",
      ];
      return `${parts.filter(part => part !== "").join("; ")}.`;
    })
    .join("\n");
}

const OFFERS: Readonly<Record<Language, (name: string, what: string) => string>> = {
  en: (name, what) => `${name} offers ${what}`,
  ru: (name, what) => `${name} может помочь с темой «${what}»`,
  uk: (name, what) => `${name} може допомогти з темою «${what}»`,
  bg: (name, what) => `${name} може да помогне с темата „${what}“`,
};

const FREE: Texts = {
  en: "working time in common from",
  ru: "ближайшее общее рабочее время:",
  uk: "найближчий спільний робочий час:",
  bg: "най-близкото общо работно време:",
};

const WRITES: Texts = {
  en: "no working time in common in the next days, so rather in writing",
  ru: "общего рабочего времени в ближайшие дни нет, поэтому лучше письменно",
  uk: "спільного робочого часу найближчими днями немає, тому краще письмово",
  bg: "в близките дни няма общо работно време, затова по-добре писмено",
};

const LEAST: Texts = {
  en: "was asked least lately",
  ru: "в последнее время помогать приходилось реже всех",
  uk: "останнім часом допомагати доводилося найрідше",
  bg: "напоследък е помагано най-рядко",
};

const HALF_ANSWER: Texts = {
  en: "Half an answer is help too: say what you know and where you would look.",
  ru: "Половина ответа — тоже помощь: скажите, что знаете и где бы искали.",
  uk: "Половина відповіді — теж допомога: скажіть, що знаєте і де б шукали.",
  bg: "И половин отговор е помощ: кажете какво знаете и къде бихте търсили.",
};

const GROUP: Texts = {
  en: "They meet once, over a question of the help board.",
  ru: "Встречаются один раз, по вопросу с доски помощи.",
  uk: "Зустрічаються один раз, за запитанням із дошки допомоги.",
  bg: "Срещат се веднъж, по въпрос от дъската за помощ.",
};
