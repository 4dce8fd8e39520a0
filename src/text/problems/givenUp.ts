import type { Command } from "../../core/domain/command.ts";
import type { Language, Texts } from "../../core/domain/values/language.ts";
import { clip, quote } from "../phrases/phrase.ts";

/** What Krug could not do, by the kind of command: what follows "could not", "пытался", "намагався", "се опита". */
const GIVEN_UP: Readonly<Record<Command["kind"], Texts>> = {
  create_page: {
    en: "create a new page",
    ru: "создать новую страницу",
    uk: "створити нову сторінку",
    bg: "да създаде нова страница",
  },
  update_page: {
    en: "fill in its columns on this page",
    ru: "заполнить свои столбцы на этой странице",
    uk: "заповнити свої стовпці на цій сторінці",
    bg: "да попълни колоните си на тази страница",
  },
  trash_page: {
    en: "put this page, which it made twice, in the trash",
    ru: "убрать эту страницу, созданную дважды, в корзину",
    uk: "прибрати цю сторінку, створену двічі, до кошика",
    bg: "да премести в кошчето тази страница, създадена два пъти",
  },
  comment: {
    en: "write a comment on this page",
    ru: "оставить комментарий на этой странице",
    uk: "залишити коментар на цій сторінці",
    bg: "да остави коментар на тази страница",
  },
  create_event: {
    en: "create the event in Google Calendar and send the invitations",
    ru: "создать событие в Google Календаре и отправить приглашения",
    uk: "створити подію в Google Календарі й надіслати запрошення",
    bg: "да създаде събитието в Google Календар и да изпрати поканите",
  },
  change_event: {
    en: "change the event in Google Calendar",
    ru: "изменить событие в Google Календаре",
    uk: "змінити подію в Google Календарі",
    bg: "да промени събитието в Google Календар",
  },
  cancel_event: {
    en: "cancel the event in Google Calendar",
    ru: "отменить событие в Google Календаре",
    uk: "скасувати подію в Google Календарі",
    bg: "да отмени събитието в Google Календар",
  },
  save_link: {
    en: "note which event in Google Calendar belongs to this page",
    ru: "запомнить, какое событие в Google Календаре относится к этой странице",
    uk: "запам’ятати, яка подія в Google Календарі належить до цієї сторінки",
    bg: "да запомни кое събитие в Google Календар е за тази страница",
  },
  create_series: {
    en: "create the group’s recurring event in Google Calendar",
    ru: "создать повторяющееся событие группы в Google Календаре",
    uk: "створити повторювану подію групи в Google Календарі",
    bg: "да създаде повтарящото се събитие на групата в Google Календар",
  },
  change_series: {
    en: "change the guests of the group’s recurring event in Google Calendar",
    ru: "изменить состав гостей повторяющегося события группы в Google Календаре",
    uk: "змінити склад гостей повторюваної події групи в Google Календарі",
    bg: "да промени гостите на повтарящото се събитие на групата в Google Календар",
  },
  end_series: {
    en: "end the group’s recurring event in Google Calendar",
    ru: "завершить повторяющееся событие группы в Google Календаре",
    uk: "завершити повторювану подію групи в Google Календарі",
    bg: "да прекрати повтарящото се събитие на групата в Google Календар",
  },
  save_series: {
    en: "note which recurring event in Google Calendar belongs to this group",
    ru: "запомнить, какое повторяющееся событие в Google Календаре относится к этой группе",
    uk: "запам’ятати, яка повторювана подія в Google Календарі належить до цієї групи",
    bg: "да запомни кое повтарящо се събитие в Google Календар е на тази група",
  },
  create_form: {
    en: "create a form in Google Forms",
    ru: "создать форму в Google Формах",
    uk: "створити форму в Google Формах",
    bg: "да създаде анкета в Google Формуляри",
  },
  change_form: {
    en: "change a form in Google Forms",
    ru: "изменить форму в Google Формах",
    uk: "змінити форму в Google Формах",
    bg: "да промени анкета в Google Формуляри",
  },
  open_form: {
    en: "let people answer a form in Google Forms",
    ru: "открыть людям доступ к форме в Google Формах",
    uk: "відкрити людям доступ до форми в Google Формах",
    bg: "да даде на хората достъп до анкета в Google Формуляри",
  },
  note_acted: {
    en: "note that it has done what was asked",
    ru: "отметить, что просьба выполнена",
    uk: "позначити, що прохання виконано",
    bg: "да отбележи, че поисканото е направено",
  },
  send_letter: {
    en: "send a letter through Google Calendar",
    ru: "отправить письмо через Google Календарь",
    uk: "надіслати лист через Google Календар",
    bg: "да изпрати писмо през Google Календар",
  },
};
const UNKNOWN_TASK: Texts = { en: "finish", ru: "выполнить", uk: "виконати", bg: "да изпълни" };

function isGivenUp(what: string): what is Command["kind"] {
  return Object.hasOwn(GIVEN_UP, what);
}

/** What a kind of command does, as it follows "could not"; a kind that is not known by its name. */
export function givenUpTask(what: string, language: Language): string {
  return isGivenUp(what) ? GIVEN_UP[what][language] : `${UNKNOWN_TASK[language]} ${quote(what, language)}`;
}

/** What was given up after several tries, for the coordinator: the kind of command in words, and the service's reason. */
export function givenUpSentence(what: string, why: string, language: Language): string {
  const task = givenUpTask(what, language);
  const reason = clip(why, 200).replace(/\.$/, "");
  const because = reason === "" ? "" : ` (${reason})`;
  const texts: Texts = {
    en: `Krug could not ${task}${because} and has given it up after several tries.`,
    ru: `Кругу за несколько попыток не удалось ${task}${because}; больше он не пытается.`,
    uk: `Кругу за кілька спроб не вдалося ${task}${because}; більше він не намагається.`,
    bg: `Кръг не успя след няколко опита ${task}${because} и повече не опитва.`,
  };
  return texts[language];
}

/** How many messages of the queue could not be handled after all their tries; the cron's next runs do what they asked for. */
export function deadLettersSentence(count: number, language: Language): string {
  const isOne = count === 1;
  const texts: Texts = {
    en: `${count} ${isOne ? "message" : "messages"} of the queue could not be handled and ${isOne ? "is" : "are"} kept aside. The runs that follow make up for ${isOne ? "it" : "them"}.`,
    ru: `Не удалось обработать сообщений из очереди: ${count}. Они отложены, а всё нужное сделают следующие запуски.`,
    uk: `Не вдалося обробити повідомлень із черги: ${count}. Їх відкладено, а все потрібне зроблять наступні запуски.`,
    bg: `Съобщения от опашката, които не можаха да се обработят: ${count}. Те са отделени, а нужното ще свършат следващите изпълнения.`,
  };
  return texts[language];
}
