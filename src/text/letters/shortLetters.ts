import type { Language, Texts } from "../../core/domain/values/language.ts";
import type { FactsOf, PageChangedLine } from "../../core/words/letterFacts.ts";
import { optionName } from "../phrases/names.ts";
import { clip, listOf, plural, quote } from "../phrases/phrase.ts";
import { dayAndTime, shortDate } from "../phrases/when.ts";

interface ShortLetter {
  title: string;
  lines: string[];
}

/** A word about a session that is over; that others have said theirs is not told. */
export function feedbackReminder(facts: FactsOf<"feedback_reminder">, language: Language): ShortLetter {
  const session = quote(facts.session, language);
  const when = dayAndTime(facts.startsAt, facts.zone, language);
  const { url } = facts;
  return {
    en: {
      title: "two minutes of feedback",
      lines: [
        `How was ${session} (${when})? Two minutes are enough: ${url}`,
        "No answer is fine too: you won’t be reminded of this session again.",
      ],
    },
    ru: {
      title: "две минуты на отзыв",
      lines: [
        `Как прошла встреча ${session} (${when})? Двух минут хватит: ${url}`,
        "Можно и не отвечать: об этой встрече больше не напомним.",
      ],
    },
    uk: {
      title: "дві хвилини на відгук",
      lines: [
        `Як пройшла зустріч ${session} (${when})? Двох хвилин досить: ${url}`,
        "Можна й не відповідати: про цю зустріч більше не нагадаємо.",
      ],
    },
    bg: {
      title: "две минути за отзив",
      lines: [
        `Как мина срещата ${session} (${when})? Две минути стигат: ${url}`,
        "Може и да не отговаряте: за тази среща повече няма да напомняме.",
      ],
    },
  }[language];
}

const SURVEYS = {
  pulse: {
    en: "a short anonymous pulse",
    ru: "короткий анонимный опрос",
    uk: "коротке анонімне опитування",
    bg: "кратка анонимна анкета",
  },
  self_assessment: { en: "where are you now?", ru: "где вы сейчас?", uk: "де ви зараз?", bg: "къде сте сега?" },
  closing: {
    en: "how was it, and what next?",
    ru: "как всё прошло и что дальше?",
    uk: "як усе минуло і що далі?",
    bg: "как мина и какво следва?",
  },
} as const satisfies Record<FactsOf<"survey_ask">["survey"], Texts>;

/** A survey that no invitation brings to the reader: where it is, until when, and that it is asked for once. */
export function surveyAsk({ survey, url, until }: FactsOf<"survey_ask">, language: Language): ShortLetter {
  const day = shortDate(until, language);
  const lines: Record<Language, string[]> = {
    en: [`Two minutes are enough: ${url}`, `It is open until ${day}. No answer is fine too: you won’t be reminded.`],
    ru: [`Двух минут хватит: ${url}`, `Ответить можно до ${day}. Можно и не отвечать: больше не напомним.`],
    uk: [`Двох хвилин досить: ${url}`, `Відповісти можна до ${day}. Можна й не відповідати: більше не нагадаємо.`],
    bg: [
      `Две минути стигат: ${url}`,
      `Може да отговорите до ${day}. Може и да не отговаряте: повече няма да напомняме.`,
    ],
  };
  return { title: SURVEYS[survey][language], lines: lines[language] };
}

/** Others to be with in the next round: the same words for everybody, whatever made Krug think of it. */
export function changeOffer({ roundLastsUntil }: FactsOf<"change_offer">, language: Language): ShortLetter {
  const day = shortDate(roundLastsUntil, language);
  return {
    en: {
      title: "the next round",
      lines: [
        `This round lasts until ${day}.`,
        "Accept this invitation, and in the next round you will be with other people. Do nothing, and groups are formed as usual. The others are not told, and no reason is needed.",
      ],
    },
    ru: {
      title: "следующий раунд",
      lines: [
        `Этот раунд длится до ${day}.`,
        "Примите это приглашение, и в следующем раунде вы будете с другими людьми. Если ничего не делать, группы составятся как обычно. Остальным об этом не сообщают, и причина не нужна.",
      ],
    },
    uk: {
      title: "наступний раунд",
      lines: [
        `Цей раунд триває до ${day}.`,
        "Прийміть це запрошення, і в наступному раунді ви будете з іншими людьми. Якщо нічого не робити, групи складуться як звичайно. Інших про це не повідомляють, і причина не потрібна.",
      ],
    },
    bg: {
      title: "следващият цикъл",
      lines: [
        `Този цикъл продължава до ${day}.`,
        "Приемете тази покана и в следващия цикъл ще бъдете с други хора. Ако не направите нищо, групите ще се съставят както обикновено. На останалите не се съобщава и причина не е нужна.",
      ],
    },
  }[language];
}

/** Whether a person who has gone quiet is still in, what a yes and a no mean, and what happens without either. */
export function stillIn(facts: FactsOf<"still_in">, language: Language): ShortLetter {
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
export function notThisRound(facts: FactsOf<"not_this_round">, language: Language): ShortLetter {
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

interface ChangeWords {
  title: string;
  intro: string;
  email(address: string): string;
  consent(day: string): string;
  noConsent: string;
  status(status: string): string;
  /** What to do where it was not them; nothing to do where it was. */
  after(url: string, names: string): string;
}

/** That the reader's own page was changed, what it says now, and what to do if it is wrong. No author is known. */
export function pageChanged(facts: FactsOf<"page_changed">, language: Language): { title: string; lines: string[] } {
  const words = WORDS[language];
  const changes = facts.changes.map(change => `- ${changeLine(change, language)}`).join("\n");
  const names = listOf(facts.coordinators, language);
  return { title: words.title, lines: [words.intro, changes, words.after(facts.pageUrl, names)] };
}

function changeLine(change: PageChangedLine, language: Language): string {
  const words = WORDS[language];
  switch (change.what) {
    case "email":
      return words.email(clip(change.is, 254));
    case "consent":
      return change.is === null ? words.noConsent : words.consent(shortDate(change.is, language));
    case "status":
      return words.status(optionName("people", "status", change.is, language));
  }
}

const WORDS: Readonly<Record<Language, ChangeWords>> = {
  en: {
    title: "your page was changed",
    intro: "Somebody changed your page in Notion:",
    email: address => `Your address is now ${address}, and invitations go there.`,
    consent: day => `Your consent is entered as of ${day}, so you will be invited to meetings.`,
    noConsent: "Your consent was taken out, so you will not be invited to further meetings.",
    status: status => `Your status is now “${status}”.`,
    after: (url, names) =>
      `If that was you, all is well. If not, put it right on your page${names === "" ? "" : `, or tell ${names}`}: ${url}`,
  },
  ru: {
    title: "ваша страница изменена",
    intro: "Вашу страницу в Notion изменили:",
    email: address => `Ваш адрес теперь ${address}, приглашения приходят туда.`,
    consent: day => `Отмечено ваше согласие, день: ${day}. Теперь вас будут приглашать на встречи.`,
    noConsent: "Ваше согласие удалено, поэтому на новые встречи вас приглашать не будут.",
    status: status => `Ваш статус теперь «${status}».`,
    after: (url, names) =>
      `Если это сделали вы, всё в порядке. Если нет, исправьте это на своей странице${names === "" ? "" : ` или сообщите координатору (${names})`}: ${url}`,
  },
  uk: {
    title: "вашу сторінку змінено",
    intro: "Вашу сторінку в Notion змінили:",
    email: address => `Ваша адреса тепер ${address}, запрошення надходять туди.`,
    consent: day => `Зазначено вашу згоду, день: ${day}. Тепер вас запрошуватимуть на зустрічі.`,
    noConsent: "Вашу згоду прибрано, тому на нові зустрічі вас не запрошуватимуть.",
    status: status => `Ваш статус тепер «${status}».`,
    after: (url, names) =>
      `Якщо це зробили ви, усе гаразд. Якщо ні, виправте це на своїй сторінці${names === "" ? "" : ` або повідомте координатора (${names})`}: ${url}`,
  },
  bg: {
    title: "страницата ви е променена",
    intro: "Някой промени страницата ви в Notion:",
    email: address => `Адресът ви вече е ${address} и поканите отиват там.`,
    consent: day => `Отбелязано е вашето съгласие от ${day}, затова ще бъдете канени на срещи.`,
    noConsent: "Съгласието ви е премахнато, затова няма да бъдете канени на нови срещи.",
    status: status => `Статусът ви вече е „${status}“.`,
    after: (url, names) =>
      `Ако сте го направили вие, всичко е наред. Ако не, поправете го на страницата си${names === "" ? "" : ` или кажете на координатора (${names})`}: ${url}`,
  },
};

/** Tells who wrote them that names could not be read: never which, nor in which question they stood. */
export function namesUnread(
  { count, needsUrl }: FactsOf<"names_unread">,
  language: Language,
): { title: string; lines: string[] } {
  const one = count === 1;
  return {
    en: {
      title: "a name in your answers",
      lines: [
        `${count} ${plural(count, "en", { one: "name", other: "names" })} in your answers could not be read: nobody in the programme is called so, or more than one person is. So far ${one ? "it does" : "they do"} not count.`,
        `Please open the form again and write names as they stand in Notion, or e-mail addresses; the other questions can stay blank: ${needsUrl}`,
      ],
    },
    ru: {
      title: "имя в ваших ответах",
      lines: [
        `В ваших ответах не удалось распознать имена (${count}): в программе никого так не зовут или таких людей несколько. Пока ${one ? "это имя не учитывается" : "эти имена не учитываются"}.`,
        `Откройте форму ещё раз и напишите имена, как они записаны в Notion, или адреса почты; остальные вопросы можно оставить пустыми: ${needsUrl}`,
      ],
    },
    uk: {
      title: "ім’я у ваших відповідях",
      lines: [
        `У ваших відповідях не вдалося розпізнати імена (${count}): у програмі нікого так не звати або таких людей кілька. Поки ${one ? "це ім’я не враховується" : "ці імена не враховуються"}.`,
        `Відкрийте форму ще раз і напишіть імена, як вони записані в Notion, або адреси пошти; інші запитання можна залишити порожніми: ${needsUrl}`,
      ],
    },
    bg: {
      title: "име във вашите отговори",
      lines: [
        `В отговорите ви има неразпознати имена (${count}): в програмата няма хора с такова име или са повече от един. Засега ${one ? "то не се брои" : "те не се броят"}.`,
        `Отворете отново формуляра и напишете имената, както са записани в Notion, или имейл адреси; другите въпроси може да останат празни: ${needsUrl}`,
      ],
    },
  }[language];
}
