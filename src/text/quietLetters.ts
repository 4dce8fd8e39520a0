import type { Language } from "../core/domain/values/language.ts";
import type { NotThisRoundFacts, StillInFacts } from "../core/words/letterFacts.ts";
import { listOf, quote } from "./phrase.ts";
import { shortDate } from "./when.ts";

interface ShortLetter {
  title: string;
  lines: string[];
}

/** Whether somebody who has gone quiet is still in, what a yes and a no mean, and what happens without either. */
export function stillIn(facts: StillInFacts, language: Language): ShortLetter {
  const programme = quote(facts.programme, language);
  const url = facts.standingUrl;
  const { title, lines, other } = {
    en: {
      title: "still in?",
      lines: [
        `We haven’t heard from you in ${programme} for a while, and that is fine: everybody gets busy.`,
        "Accept this invitation, and all stays as it is. Decline it, and you have a break until you say otherwise. If you do nothing for a week the break begins too, so that nobody waits in vain; any answer of yours ends it.",
      ],
      other: "To leave, or for anything else:",
    },
    ru: {
      title: "вы ещё с нами?",
      lines: [
        `Давно ничего не слышно от вас в программе ${programme}, и это нормально: дел хватает у всех.`,
        "Примите это приглашение, и всё останется как есть. Отклоните — и начнётся пауза, пока вы не скажете иначе. Если неделю ничего не делать, пауза тоже начнётся, чтобы никто не ждал зря; любой ваш ответ её прекратит.",
      ],
      other: "Уйти или что-то другое:",
    },
    uk: {
      title: "ви ще з нами?",
      lines: [
        `Давно нічого не чути від вас у програмі ${programme}, і це нормально: справ вистачає в усіх.`,
        "Прийміть це запрошення, і все залишиться як є. Відхиліть — і почнеться пауза, доки ви не скажете інакше. Якщо тиждень нічого не робити, пауза теж почнеться, щоб ніхто не чекав даремно; будь-яка ваша відповідь її припинить.",
      ],
      other: "Піти чи щось інше:",
    },
    bg: {
      title: "още ли сте с нас?",
      lines: [
        `Отдавна не сме чували нищо от вас в програмата ${programme} и това е нормално: всички имаме много работа.`,
        "Приемете тази покана и всичко остава както е. Откажете я и започва почивка, докато не кажете друго. Ако една седмица не направите нищо, почивката също започва, за да не чака никой напразно; всеки ваш отговор я прекратява.",
      ],
      other: "За напускане или за нещо друго:",
    },
  }[language];
  return { title, lines: url === null ? lines : [...lines, `${other} ${url}`] };
}

/** That there is no group in this round, and when the next are formed; never why. */
export function notThisRound(facts: NotThisRoundFacts, language: Language): ShortLetter {
  const day = facts.nextRoundOn === null ? null : shortDate(facts.nextRoundOn, language);
  const names = listOf(facts.coordinators, language);
  const { title, none, next, ask } = {
    en: {
      title: "this round",
      none: "In this round there is no group for you. Nothing is expected of you.",
      next: `The next round begins on ${day}, and you are in it.`,
      ask: `If you would like company sooner: ${names}.`,
    },
    ru: {
      title: "этот раунд",
      none: "В этом раунде группы для вас нет. Делать ничего не нужно.",
      next: `Следующий раунд начнётся ${day}, и вы в нём участвуете.`,
      ask: `Если хочется встреч раньше, напишите: ${names}.`,
    },
    uk: {
      title: "цей раунд",
      none: "У цьому раунді групи для вас немає. Робити нічого не потрібно.",
      next: `Наступний раунд почнеться ${day}, і ви берете в ньому участь.`,
      ask: `Якщо хочеться зустрічей раніше, напишіть: ${names}.`,
    },
    bg: {
      title: "този цикъл",
      none: "В този цикъл няма група за вас. Не е нужно да правите нищо.",
      next: `Следващият цикъл започва на ${day} и вие участвате в него.`,
      ask: `Ако искате срещи по-рано, пишете на: ${names}.`,
    },
  }[language];
  return { title, lines: [none, ...(day === null ? [] : [next]), ...(names === "" ? [] : [ask])] };
}
