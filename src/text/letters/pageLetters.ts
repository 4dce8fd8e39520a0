import type { Language } from "../../core/domain/values/language.ts";
import type { NamesUnreadFacts, PageChangedFacts, PageChangedLine } from "../../core/words/letterFacts.ts";
import { clip, listOf, plural } from "../phrases/phrase.ts";
import { shortDate } from "../phrases/when.ts";
import { optionName } from "../workspace/workspace.ts";

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
export function pageChanged(facts: PageChangedFacts, language: Language): { title: string; lines: string[] } {
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
  { count, needsUrl }: NamesUnreadFacts,
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
