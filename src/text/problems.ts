import type { Command } from "../core/command.ts";
import type { Language, Texts } from "../core/language.ts";
import { weightWords } from "../core/matching/writtenWeights.ts";
import type { Problem, ProblemCode } from "../core/problem.ts";
import { parseInstant } from "../core/time.ts";
import { leftOutText } from "./leftOut.ts";
import { clip, listOf, numeral, plural, quote } from "./phrase.ts";
import { dayAndTime, shortDate } from "./when.ts";
import { columnName, optionName, sourceName } from "./workspace.ts";

export interface ProblemContext {
  /** The zone in which times are told, for example the programme's. */
  zone: string;
}

/** The order in which a page's problems are told, whatever order they were found in: what blocks most comes first. */
const PLACE = {
  no_title: 1,
  no_email: 2,
  bad_email: 3,
  email_twice: 4,
  unknown_zone: 5,
  bad_hours: 6,
  bad_date: 7,
  away_backwards: 8,
  programme_incomplete: 9,
  programme_ends_before_start: 10,
  bad_number: 11,
  bad_weight: 11.5,
  goal_due_before_start: 12,
  session_ends_before_start: 13,
  session_all_day: 14,
  session_without_time: 15,
  session_without_group: 16,
  goal_without_owner: 17,
  unknown_person: 18,
  question_without_asker: 18.1,
  question_asker_out: 18.2,
  question_without_programme: 18.3,
  question_vague: 18.4,
  question_without_skill: 18.5,
  nobody_offers: 18.6,
  question_too_many: 18.7,
  question_no_session: 18.8,
  question_called_off: 18.85,
  answer_without_helper: 18.9,
  gathering_ends_before_start: 13.1,
  gathering_all_day: 14.1,
  gathering_without_time: 15.1,
  gathering_places: 15.2,
  gathering_copy: 15.3,
  gathering_overbooked: 15.4,
  gathering_for_nobody: 18.91,
  thanks_from_nobody: 18.92,
  thanks_to_nobody: 18.93,
  thanks_to_oneself: 18.94,
  bad_level: 19,
  no_consent: 20,
  paused_quiet: 20.5,
  calendar_unreadable: 21,
  group_too_small: 22,
  nobody_to_match: 23,
  nobody_to_tell: 23.5,
  best_fit_drawn: 24.5,
  left_out: 25,
  no_common_slot: 26,
  outside_hours: 27,
  both_changed: 28,
  unknown_guest: 29,
  form_gone: 30,
  form_replaced: 31,
  form_question_altered: 32.5,
  form_question_missing: 32,
  stranger_answered: 33,
  wrong_session_code: 34,
  session_deleted: 34.3,
  answers_unread: 34.6,
  more_answers_than_asked: 35,
  not_taking_part: 35.3,
  given_up: 36,
} as const satisfies Readonly<Record<ProblemCode, number>>;

/** The least and the most a programme's numbers may be; parseProgramme decides, these only tell. */
const LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  everyWeeks: [1, 12],
  minutes: [10, 240],
  roundWeeks: [1, 104],
  groupSize: [2, 12],
};

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

/** Longest text Notion takes in one piece is 2,000 characters. */
const MOST_CHARACTERS = 1_900;

/**
 * All problems of a page as one text, a sentence or two a line, each said once; empty when there are none.
 *
 * The same problems give the same text in whatever order they come, so a page is not written again for nothing.
 */
export function krugSays(problems: readonly Problem[], language: Language, context: ProblemContext): string {
  const lines = problems
    .map(problem => ({ place: PLACE[problem.code], line: problemSentence(problem, language, context) }))
    .sort((a, b) => a.place - b.place || (a.line < b.line ? -1 : a.line > b.line ? 1 : 0))
    .map(({ line }) => line);
  const unique = [...new Set(lines)];
  const kept: string[] = [];
  for (const line of unique) {
    if ([...kept, line].join("\n").length > MOST_CHARACTERS) break;
    kept.push(line);
  }
  const left = unique.length - kept.length;
  return (left > 0 ? [...kept, andMore(left, language)] : kept).join("\n");
}

function andMore(count: number, language: Language): string {
  const texts: Texts = {
    en: `And ${count} more; they appear here once these are settled.`,
    ru: `И ещё ${count}: появится здесь, когда будет решено то, что выше.`,
    uk: `І ще ${count}: з’явиться тут, коли буде вирішено те, що вище.`,
    bg: `И още ${count}: ще се появи тук, когато горното бъде решено.`,
  };
  return texts[language];
}

/** What is wrong, where, and what to do next, for the person who opens the page. Times are told in the context's zone. */
export function problemSentence(problem: Problem, language: Language, context: ProblemContext): string {
  return textsOf(problem, language, context)[language];
}

/** The sentences of one problem. Parts that differ by language are already in the reader's, so only theirs reads right. */
function textsOf(problem: Problem, language: Language, { zone }: ProblemContext): Texts {
  const q = (text: string) => quote(text, language);
  const names = (items: readonly string[]) => listOf(items, language);
  const day = (text: string) => shortDate(clip(text, 40), language);
  const number = (value: number) => numeral(value, language, 2);
  const people = (key: string) => q(columnName("people", key, language));
  const roadmap = (key: string) => q(columnName("roadmap", key, language));
  const help = (key: string) => q(columnName("help", key, language));
  const gatherings = (key: string) => q(columnName("gatherings", key, language));
  const thanks = (key: string) => q(columnName("thanks", key, language));
  const programmes = (key: string) => q(columnName("programmes", key, language));
  const groups = (key: string) => q(columnName("groups", key, language));
  const sessions = (key: string) => q(columnName("sessions", key, language));
  const peopleTable = q(sourceName("people", language));

  switch (problem.code) {
    case "no_title":
      return {
        en: "This page has no title, so Krug can’t use it yet. Write one at the top.",
        ru: "У этой страницы нет названия, поэтому Круг пока не может её использовать. Впишите его вверху.",
        uk: "Ця сторінка не має назви, тому Круг поки не може її використати. Впишіть її вгорі.",
        bg: "Тази страница няма заглавие и Кръг засега не може да я използва. Напишете го най-горе.",
      };
    case "no_email":
      return {
        en: `There is no e-mail address here, so no invitation can be sent. Write it in ${people("email")}.`,
        ru: `Здесь нет адреса почты, поэтому приглашение отправить некуда. Впишите его в ${people("email")}.`,
        uk: `Тут немає адреси пошти, тому запрошення нікуди надіслати. Впишіть її в ${people("email")}.`,
        bg: `Тук няма имейл адрес и поканата няма къде да бъде изпратена. Напишете го в ${people("email")}.`,
      };
    case "bad_email":
      return {
        en: `${q(problem.email)} is not an e-mail address. Correct it in ${people("email")}, for example ana@example.org.`,
        ru: `${q(problem.email)} — это не адрес почты. Исправьте его в ${people("email")}, например ana@example.org.`,
        uk: `${q(problem.email)} — це не адреса пошти. Виправте її в ${people("email")}, наприклад ana@example.org.`,
        bg: `${q(problem.email)} не е имейл адрес. Поправете го в ${people("email")}, например ana@example.org.`,
      };
    case "email_twice": {
      const others = names(problem.others);
      const email = clip(problem.email, 80);
      return {
        en: `The address ${email} also stands on another page${others && ` (${others})`}, so Krug sends it no invitations. Keep it on one page only.`,
        ru: `Адрес ${email} указан и на другой странице${others && ` (${others})`}, поэтому приглашений на него Круг не отправляет. Оставьте его только на одной.`,
        uk: `Адресу ${email} вказано і на іншій сторінці${others && ` (${others})`}, тому запрошень на неї Круг не надсилає. Залиште її лише на одній.`,
        bg: `Адресът ${email} е посочен и на друга страница${others && ` (${others})`}, затова Кръг не изпраща покани на него. Оставете го само на едната.`,
      };
    }
    case "unknown_zone": {
      const column = people("zone");
      if (problem.zone.trim() === "")
        return {
          en: `The time zone is missing. Write it in ${column}, for example Europe/Sofia.`,
          ru: `Не указан часовой пояс. Впишите его в ${column}, например Europe/Sofia.`,
          uk: `Не вказано часовий пояс. Впишіть його в ${column}, наприклад Europe/Sofia.`,
          bg: `Не е посочена часова зона. Напишете я в ${column}, например Europe/Sofia.`,
        };
      return {
        en: `Krug doesn’t know the time zone ${q(problem.zone)}. Write it in ${column} as Europe/Sofia.`,
        ru: `Круг не знает часового пояса ${q(problem.zone)}. Впишите его в ${column} в таком виде: Europe/Sofia.`,
        uk: `Круг не знає часового поясу ${q(problem.zone)}. Впишіть його в ${column} у такому вигляді: Europe/Sofia.`,
        bg: `Кръг не познава часовата зона ${q(problem.zone)}. Напишете я в ${column} така: Europe/Sofia.`,
      };
    }
    case "bad_hours": {
      const column = people("hours");
      if (problem.hours.trim() === "")
        return {
          en: `The working hours are missing. Write them in ${column}, for example “Mon-Thu 9-17; Fri 9-13”.`,
          ru: `Не указаны рабочие часы. Впишите их в ${column}, например «Пн-Чт 9-17; Пт 9-13».`,
          uk: `Не вказано робочі години. Впишіть їх у ${column}, наприклад «Пн-Чт 9-17; Пт 9-13».`,
          bg: `Не е посочено работно време. Напишете го в ${column}, например „Пон-Чет 9-17; Пет 9-13“.`,
        };
      return {
        en: `Krug can’t read the working hours ${q(problem.hours)}. Write them in ${column}, for example “Mon-Thu 9-17; Fri 9-13”.`,
        ru: `Круг не может разобрать рабочие часы ${q(problem.hours)}. Впишите их в ${column}, например «Пн-Чт 9-17; Пт 9-13».`,
        uk: `Круг не може розібрати робочі години ${q(problem.hours)}. Впишіть їх у ${column}, наприклад «Пн-Чт 9-17; Пт 9-13».`,
        bg: `Кръг не може да разчете работното време ${q(problem.hours)}. Напишете го в ${column}, например „Пон-Чет 9-17; Пет 9-13“.`,
      };
    }
    case "bad_level":
      return {
        en: `A level is from 1 to 5, and here it is ${number(problem.value)}. Until you correct it, this level is not used.`,
        ru: `Уровень бывает от 1 до 5, а здесь указано ${number(problem.value)}. Пока вы его не исправите, этот уровень не учитывается.`,
        uk: `Рівень буває від 1 до 5, а тут вказано ${number(problem.value)}. Доки ви його не виправите, цей рівень не враховується.`,
        bg: `Нивото е от 1 до 5, а тук е посочено ${number(problem.value)}. Докато не го поправите, то не се взема предвид.`,
      };
    case "bad_date":
      return {
        en: `${q(problem.date)} is not a day of the calendar. Choose the date on this page again.`,
        ru: `${q(problem.date)} — такого дня в календаре нет. Выберите дату на этой странице ещё раз.`,
        uk: `${q(problem.date)} — такого дня в календарі немає. Виберіть дату на цій сторінці ще раз.`,
        bg: `${q(problem.date)} – такъв ден в календара няма. Изберете отново датата на тази страница.`,
      };
    case "away_backwards":
      return {
        en: `The time away ends (${day(problem.to)}) before it begins (${day(problem.from)}). Correct it in ${people("away")}.`,
        ru: `Отсутствие заканчивается (${day(problem.to)}) раньше, чем начинается (${day(problem.from)}). Исправьте даты в ${people("away")}.`,
        uk: `Відсутність закінчується (${day(problem.to)}) раніше, ніж починається (${day(problem.from)}). Виправте дати в ${people("away")}.`,
        bg: `Отсъствието свършва (${day(problem.to)}), преди да е започнало (${day(problem.from)}). Поправете датите в ${people("away")}.`,
      };
    case "nobody_to_tell": {
      const column = q(columnName("programmes", "coordinator", language));
      return {
        en: `A quiet word waits for the coordinator, and nobody in ${column} can be invited. Enter there somebody whose page in ${peopleTable} has an e-mail address.`,
        ru: `Координатору хотят сказать кое-что лично, но в ${column} нет никого, кого можно пригласить. Укажите там того, у кого на странице в таблице ${peopleTable} есть адрес почты.`,
        uk: `Координаторові хочуть сказати дещо особисто, але в ${column} немає нікого, кого можна запросити. Зазначте там когось, у кого на сторінці в таблиці ${peopleTable} є адреса пошти.`,
        bg: `Някой иска да каже нещо лично на координатора, но в ${column} няма човек, който може да бъде поканен. Впишете там някого, чиято страница в таблицата ${peopleTable} има имейл адрес.`,
      };
    }
    case "paused_quiet": {
      const day = shortDate(problem.since, language);
      return {
        en: `On a break since ${day}: there was no reply, report or attendance for two rounds, and no answer to a question. Any answer ends it, and so does another choice in ${people("status")}.`,
        ru: `Пауза с ${day}: два раунда не было ни ответов, ни отзывов, ни участия во встречах, и на вопрос ответа нет. Любой ответ её прекращает, как и другое значение в ${people("status")}.`,
        uk: `Пауза з ${day}: два раунди не було ні відповідей, ні відгуків, ні участі в зустрічах, і на запитання відповіді немає. Будь-яка відповідь її припиняє, як і інше значення в ${people("status")}.`,
        bg: `Почивка от ${day}: два цикъла нямаше отговори, отзиви или присъствие, нито отговор на зададен въпрос. Всеки отговор я прекратява, както и друга стойност в ${people("status")}.`,
      };
    }
    case "no_consent":
      return {
        en: `No consent is recorded, so this person gets no invitations yet. Once they agree to take part, enter that day in ${people("consent")}.`,
        ru: `Согласие не отмечено, поэтому приглашений пока не будет. Когда оно будет получено, впишите его день в ${people("consent")}.`,
        uk: `Згоду не зазначено, тому запрошень поки не буде. Коли її буде отримано, впишіть її день у ${people("consent")}.`,
        bg: `Няма отбелязано съгласие, затова засега няма да има покани. Когато бъде дадено, впишете деня в ${people("consent")}.`,
      };
    case "calendar_unreadable": {
      const email = clip(problem.email, 80);
      return {
        en: `Krug can’t see when ${email} is free in Google Calendar, and doesn’t guess. Let colleagues see free and busy times in the calendar’s settings.`,
        ru: `Круг не видит, когда у ${email} есть свободное время в Google Календаре, и не угадывает. Откройте коллегам сведения о занятости в настройках календаря.`,
        uk: `Круг не бачить, коли у ${email} є вільний час у Google Календарі, і не вгадує. Відкрийте колегам відомості про зайнятість у налаштуваннях календаря.`,
        bg: `Кръг не вижда кога ${email} има свободно време в Google Календар и не гадае. Разрешете на колегите да виждат заетостта от настройките на календара.`,
      };
    }
    case "goal_due_before_start":
      return {
        en: `The goal is due (${day(problem.due)}) before it starts (${day(problem.starts)}). Correct ${roadmap("starts")} or ${roadmap("due")}.`,
        ru: `Срок цели (${day(problem.due)}) раньше её начала (${day(problem.starts)}). Исправьте ${roadmap("starts")} или ${roadmap("due")}.`,
        uk: `Термін цілі (${day(problem.due)}) раніше за її початок (${day(problem.starts)}). Виправте ${roadmap("starts")} або ${roadmap("due")}.`,
        bg: `Крайният срок на целта (${day(problem.due)}) е преди началото ѝ (${day(problem.starts)}). Поправете ${roadmap("starts")} или ${roadmap("due")}.`,
      };
    case "goal_without_owner":
      return {
        en: `Nobody owns this goal yet, so it appears in no session. Choose a person in ${roadmap("owner")}.`,
        ru: `Пока непонятно, чья это цель, и ни на одной встрече её не будет. Выберите человека в ${roadmap("owner")}.`,
        uk: `Поки незрозуміло, чия це ціль, і на жодній зустрічі її не буде. Виберіть людину в ${roadmap("owner")}.`,
        bg: `Още не е ясно чия е тази цел и тя няма да влезе в никоя среща. Изберете човек в ${roadmap("owner")}.`,
      };
    case "question_without_asker":
      return {
        en: `Nobody can tell whose question this is. Choose yourself in ${help("askedBy")}.`,
        ru: `Непонятно, чей это вопрос. Выберите себя в ${help("askedBy")}.`,
        uk: `Незрозуміло, чиє це питання. Виберіть себе в ${help("askedBy")}.`,
        bg: `Не е ясно чий е този въпрос. Изберете себе си в ${help("askedBy")}.`,
      };
    case "question_without_programme":
      return {
        en: `It is not clear in which programme this is asked. Choose one in ${help("programme")}.`,
        ru: `Непонятно, в какой программе задан вопрос. Выберите её в ${help("programme")}.`,
        uk: `Незрозуміло, у якій програмі поставлено запитання. Виберіть її в ${help("programme")}.`,
        bg: `Не е ясно в коя програма се пита. Изберете я в ${help("programme")}.`,
      };
    case "question_asker_out":
      return {
        en: `Whoever asks takes part in nothing at present, so nobody is asked to help. Fill in ${people("consent")} on their page in ${peopleTable}, or choose somebody else in ${help("askedBy")}.`,
        ru: `Кто спрашивает, сейчас ни в чём не участвует, поэтому помощь не ищется. Заполните ${people("consent")} на странице этого человека в таблице ${peopleTable} или выберите другого в ${help("askedBy")}.`,
        uk: `Хто питає, зараз ні в чому не бере участі, тому допомога не шукається. Заповніть ${people("consent")} на сторінці цієї людини в таблиці ${peopleTable} або виберіть когось іншого в ${help("askedBy")}.`,
        bg: `Който пита, сега не участва в нищо, затова не се търси помощ. Попълнете ${people("consent")} на страницата на този човек в таблицата ${peopleTable} или изберете друг в ${help("askedBy")}.`,
      };
    case "question_vague":
      return {
        en: `The question is too general to prepare for. Write in ${help("question")} or ${help("details")} what you tried and what you want to know; an unfinished thought is enough.`,
        ru: `Вопрос слишком общий, чтобы к нему подготовиться. Напишите в ${help("question")} или ${help("details")}, что вы пробовали и что хотите узнать; подойдёт и незаконченная мысль.`,
        uk: `Запитання надто загальне, щоб до нього підготуватися. Напишіть у ${help("question")} або ${help("details")}, що ви пробували і що хочете дізнатися; підійде й незавершена думка.`,
        bg: `Въпросът е твърде общ, за да се подготви някой за него. Напишете в ${help("question")} или ${help("details")} какво сте опитали и какво искате да научите; и недовършена мисъл стига.`,
      };
    case "question_without_skill":
      return {
        en: `No skill is chosen, so nobody can be suggested. Choose one in ${help("skill")}; anybody may take the question meanwhile.`,
        ru: `Навык не выбран, поэтому предложить некого. Выберите его в ${help("skill")}; взять вопрос тем временем может кто угодно.`,
        uk: `Навичку не вибрано, тому запропонувати нікого. Виберіть її в ${help("skill")}; узяти запитання тим часом може будь-хто.`,
        bg: `Не е избрано умение, затова няма кого да предложим. Изберете го в ${help("skill")}; междувременно всеки може да поеме въпроса.`,
      };
    case "nobody_offers": {
      const skills = listOf(problem.skills, language);
      return {
        en: `Nobody in the programme offers this yet: ${skills}. Anybody may still take the question; half an answer helps. If you know something about it, add it to ${people("offers")} on your page.`,
        ru: `Пока никто в программе этого не предлагает: ${skills}. Взять вопрос всё равно может любой, и половина ответа помогает. Если вы что-то об этом знаете, добавьте это в ${people("offers")} на своей странице.`,
        uk: `Поки ніхто в програмі цього не пропонує: ${skills}. Узяти запитання все одно може будь-хто, і половина відповіді допомагає. Якщо ви щось про це знаєте, додайте це в ${people("offers")} на своїй сторінці.`,
        bg: `Засега никой в програмата не предлага това: ${skills}. Въпреки това всеки може да поеме въпроса и половин отговор помага. Ако знаете нещо за това, добавете го в ${people("offers")} на своята страница.`,
      };
    }
    case "question_too_many": {
      const most = String(problem.most);
      return {
        en: `More people want to meet than the programme allows (${most}). Choose fewer in ${help("takenBy")}, or raise ${programmes("groupSize")}.`,
        ru: `Встретиться хочет больше людей, чем позволяет программа (${most}). Выберите меньше в ${help("takenBy")} или увеличьте ${programmes("groupSize")}.`,
        uk: `Зустрітися хоче більше людей, ніж дозволяє програма (${most}). Виберіть менше в ${help("takenBy")} або збільште ${programmes("groupSize")}.`,
        bg: `Да се срещнат искат повече хора, отколкото позволява програмата (${most}). Изберете по-малко в ${help("takenBy")} или увеличете ${programmes("groupSize")}.`,
      };
    }
    case "question_no_session":
      return {
        en: `No session could be planned for this question. Write what you know in ${help("answer")}, or let somebody else take it.`,
        ru: `Назначить встречу по этому вопросу не удалось. Напишите, что знаете, в ${help("answer")} или уступите вопрос кому-то ещё.`,
        uk: `Призначити зустріч за цим запитанням не вдалося. Напишіть, що знаєте, у ${help("answer")} або поступіться запитанням комусь іншому.`,
        bg: `По този въпрос не можа да се насрочи среща. Напишете каквото знаете в ${help("answer")} или оставете друг да го поеме.`,
      };
    case "question_called_off":
      return {
        en: `The session was called off, and Krug makes no other by itself. Write an answer in ${help("answer")}, or clear ${help("takenBy")} to put the question back on the board.`,
        ru: `Встреча отменена, и новую Круг сам не назначит. Напишите ответ в ${help("answer")} или очистите ${help("takenBy")}, чтобы вернуть вопрос на доску.`,
        uk: `Зустріч скасовано, і нової Круг сам не призначить. Напишіть відповідь у ${help("answer")} або очистьте ${help("takenBy")}, щоб повернути запитання на дошку.`,
        bg: `Срещата е отменена и Кръг сам няма да насрочи нова. Напишете отговор в ${help("answer")} или изчистете ${help("takenBy")}, за да върнете въпроса на дъската.`,
      };
    case "answer_without_helper":
      return {
        en: `There is an answer, but not whose it is. Whoever wrote it may choose themselves in ${help("takenBy")}, so that their help counts.`,
        ru: `Ответ есть, но неизвестно чей. Кто его написал, может выбрать себя в ${help("takenBy")}, чтобы эта помощь учитывалась.`,
        uk: `Відповідь є, але невідомо чия. Хто її написав, може вибрати себе в ${help("takenBy")}, щоб ця допомога враховувалася.`,
        bg: `Има отговор, но не се знае чий е. Който го е написал, може да избере себе си в ${help("takenBy")}, за да се брои тази помощ.`,
      };
    case "gathering_without_time":
      return {
        en: `There is no time yet, so nobody is invited. Enter a day with start and end in ${gatherings("when")}.`,
        ru: `Времени ещё нет, поэтому приглашений нет. Укажите день, начало и конец в ${gatherings("when")}.`,
        uk: `Часу ще немає, тому запрошень немає. Вкажіть день, початок і кінець у ${gatherings("when")}.`,
        bg: `Още няма час, затова няма и покани. Посочете ден, начало и край в ${gatherings("when")}.`,
      };
    case "gathering_all_day":
      return {
        en: `${gatherings("when")} holds a day without a time. Add start and end times, and the invitations go out.`,
        ru: `В ${gatherings("when")} указан день без времени. Добавьте время начала и конца, и приглашения уйдут.`,
        uk: `У ${gatherings("when")} вказано день без часу. Додайте час початку й кінця, і запрошення буде надіслано.`,
        bg: `В ${gatherings("when")} е посочен ден без час. Добавете начален и краен час и поканите ще бъдат изпратени.`,
      };
    case "gathering_ends_before_start":
      return {
        en: `It ends before it begins. Correct the times in ${gatherings("when")}.`,
        ru: `Конец раньше начала. Исправьте время в ${gatherings("when")}.`,
        uk: `Кінець раніше за початок. Виправте час у ${gatherings("when")}.`,
        bg: `Краят е преди началото. Поправете часовете в ${gatherings("when")}.`,
      };
    case "gathering_places":
      return {
        en: `With ${number(problem.places)} in ${gatherings("places")} nobody can be invited. Enter a whole number from 1 up, or leave it empty for no limit.`,
        ru: `При значении ${number(problem.places)} в ${gatherings("places")} никого пригласить нельзя. Укажите целое число от 1 или оставьте пустым: тогда ограничения нет.`,
        uk: `Зі значенням ${number(problem.places)} у ${gatherings("places")} нікого запросити не можна. Вкажіть ціле число від 1 або залиште порожнім: тоді обмеження немає.`,
        bg: `При ${number(problem.places)} в ${gatherings("places")} никой не може да бъде поканен. Въведете цяло число от 1 нагоре или оставете празно: тогава няма ограничение.`,
      };
    case "gathering_copy":
      return {
        en: "An older page has the same title and time, so nobody is invited from this one. Give it its own time or title.",
        ru: "На более старой странице те же название и время, поэтому с этой приглашений нет. Укажите другое время или название.",
        uk: "На старішій сторінці такі самі назва й час, тому з цієї запрошень немає. Вкажіть інший час або назву.",
        bg: "По-стара страница има същото заглавие и час, затова от тази не тръгват покани. Посочете друг час или заглавие.",
      };
    case "gathering_overbooked":
      return {
        en: `${number(problem.accepted)} people have accepted, and there ${plural(problem.places, language, { one: "is", other: "are" })} ${number(problem.places)} ${plural(problem.places, language, { one: "place", other: "places" })}. Raise ${gatherings("places")}, or ask somebody to come another time.`,
        ru: `Согласились прийти: ${number(problem.accepted)}, мест: ${number(problem.places)}. Увеличьте ${gatherings("places")} или попросите кого-нибудь прийти в другой раз.`,
        uk: `Погодилися прийти: ${number(problem.accepted)}, місць: ${number(problem.places)}. Збільште ${gatherings("places")} або попросіть когось прийти іншим разом.`,
        bg: `Приели поканата: ${number(problem.accepted)}, места: ${number(problem.places)}. Увеличете ${gatherings("places")} или помолете някого да дойде друг път.`,
      };
    case "gathering_for_nobody":
      return {
        en: `Nobody is invited yet: nobody in its programmes seeks this skill and works at that time. Check ${gatherings("skill")} and ${gatherings("when")}; people can also add themselves to ${gatherings("interested")}.`,
        ru: `Пока приглашать некого: в программах никто не ищет этот навык и не работает в это время. Проверьте ${gatherings("skill")} и ${gatherings("when")}; люди могут и сами добавиться в ${gatherings("interested")}.`,
        uk: `Поки запрошувати нікого: у програмах ніхто не шукає цієї навички й не працює в цей час. Перевірте ${gatherings("skill")} і ${gatherings("when")}; люди можуть і самі додатися в ${gatherings("interested")}.`,
        bg: `Засега няма кого да поканим: в програмите никой не търси това умение и не работи по това време. Проверете ${gatherings("skill")} и ${gatherings("when")}; хората могат и сами да се добавят в ${gatherings("interested")}.`,
      };
    case "thanks_from_nobody":
      return {
        en: `Nobody can tell who says thank you. Choose yourself in ${thanks("from")}.`,
        ru: `Непонятно, от кого благодарность. Выберите себя в ${thanks("from")}.`,
        uk: `Незрозуміло, від кого подяка. Виберіть себе в ${thanks("from")}.`,
        bg: `Не е ясно от кого е благодарността. Изберете себе си в ${thanks("from")}.`,
      };
    case "thanks_to_nobody":
      return {
        en: `Nobody can tell whom the thanks are for. Choose a person in ${thanks("to")}.`,
        ru: `Непонятно, кому благодарность. Выберите человека в ${thanks("to")}.`,
        uk: `Незрозуміло, кому подяка. Виберіть людину в ${thanks("to")}.`,
        bg: `Не е ясно на кого е благодарността. Изберете човек в ${thanks("to")}.`,
      };
    case "thanks_to_oneself":
      return {
        en: `The same person is in ${thanks("from")} and ${thanks("to")}. Thanks to oneself do not count.`,
        ru: `Один и тот же человек указан в ${thanks("from")} и в ${thanks("to")}. Благодарность себе не учитывается.`,
        uk: `Ту саму людину вказано в ${thanks("from")} і в ${thanks("to")}. Подяка собі не враховується.`,
        bg: `Един и същ човек е в ${thanks("from")} и в ${thanks("to")}. Благодарност към себе си не се брои.`,
      };
    case "unknown_person":
      return {
        en: `This page names a person who is not in ${peopleTable}. Choose someone from that table, or add them there.`,
        ru: `На этой странице выбран человек, которого нет в таблице ${peopleTable}. Выберите кого-то из неё или добавьте туда страницу.`,
        uk: `На цій сторінці вибрано людину, якої немає в таблиці ${peopleTable}. Виберіть когось із неї або додайте туди сторінку.`,
        bg: `На тази страница е избран човек, когото го няма в таблицата ${peopleTable}. Изберете някого от нея или добавете страница там.`,
      };
    case "programme_incomplete": {
      const missing = names(problem.missing.map(key => q(columnName("programmes", key, language))));
      return {
        en: `The programme can’t run yet. Fill in ${missing}.`,
        ru: `Программа пока не может начаться. Заполните: ${missing}.`,
        uk: `Програма поки не може розпочатися. Заповніть: ${missing}.`,
        bg: `Програмата още не може да започне. Попълнете: ${missing}.`,
      };
    }
    case "programme_ends_before_start":
      return {
        en: `The programme ends (${day(problem.ends)}) before it starts (${day(problem.starts)}). Correct ${programmes("start")} or ${programmes("end")}.`,
        ru: `Программа заканчивается (${day(problem.ends)}) раньше, чем начинается (${day(problem.starts)}). Исправьте ${programmes("start")} или ${programmes("end")}.`,
        uk: `Програма завершується (${day(problem.ends)}) раніше, ніж починається (${day(problem.starts)}). Виправте ${programmes("start")} або ${programmes("end")}.`,
        bg: `Програмата свършва (${day(problem.ends)}), преди да е започнала (${day(problem.starts)}). Поправете ${programmes("start")} или ${programmes("end")}.`,
      };
    case "bad_number": {
      const limits = LIMITS[problem.property];
      const column = limits === undefined ? q(problem.property) : programmes(problem.property);
      const [least, most] = limits ?? [];
      return {
        en: `${number(problem.value)} doesn’t work in ${column}. Write a whole number${limits ? ` from ${least} to ${most}` : ""}, or leave it empty for the usual one.`,
        ru: `Значение ${number(problem.value)} не подходит для ${column}. Впишите целое число${limits ? ` от ${least} до ${most}` : ""} или оставьте поле пустым, тогда подойдёт обычное.`,
        uk: `Значення ${number(problem.value)} не підходить для ${column}. Впишіть ціле число${limits ? ` від ${least} до ${most}` : ""} або залиште поле порожнім, тоді діятиме звичайне.`,
        bg: `Стойността ${number(problem.value)} не е подходяща за ${column}. Напишете цяло число${limits ? ` от ${least} до ${most}` : ""} или оставете полето празно, за да важи обичайното.`,
      };
    }
    case "bad_weight": {
      const parts = names(problem.parts.slice(0, 5).map(part => q(clip(part, 40))));
      const column = programmes("weights");
      const words = listOf(weightWords(language), language);
      return {
        en: `${parts} in ${column} is not a weight Krug can use, so the usual one goes on. Write a word and a whole number from 0 to 1000, for example “skills 150”. The words are ${words}.`,
        ru: `${parts} в ${column} — не вес, который Круг понимает, поэтому действует обычный. Напишите слово и целое число от 0 до 1000, например «навыки 150». Слова: ${words}.`,
        uk: `${parts} у ${column} — не вага, яку Круг розуміє, тому діє звичайна. Напишіть слово й ціле число від 0 до 1000, наприклад «навички 150». Слова: ${words}.`,
        bg: `${parts} в ${column} не е тегло, което Кръг разбира, затова важи обичайното. Напишете дума и цяло число от 0 до 1000, например „умения 150“. Думите са: ${words}.`,
      };
    }
    case "group_too_small": {
      const named = problem.name.trim() === "" ? "" : ` ${q(problem.name)}`;
      const ended = q(optionName("groups", "status", "ended", language));
      return {
        en: `The group${named} has fewer than two people, so no session is planned. Add people in ${groups("members")}, or set ${groups("status")} to ${ended}.`,
        ru: `В группе${named} меньше двух человек, поэтому встречи не назначаются. Добавьте людей в ${groups("members")} или выберите в ${groups("status")} значение ${ended}.`,
        uk: `У групі${named} менше ніж двоє людей, тому зустрічі не призначаються. Додайте людей у ${groups("members")} або виберіть у ${groups("status")} значення ${ended}.`,
        bg: `В групата${named} има по-малко от двама души, затова не се насрочват срещи. Добавете хора в ${groups("members")} или изберете ${ended} в ${groups("status")}.`,
      };
    }
    case "session_ends_before_start":
      return {
        en: `The session ends before it begins. Correct the times in ${sessions("when")}.`,
        ru: `Встреча заканчивается раньше, чем начинается. Исправьте время в ${sessions("when")}.`,
        uk: `Зустріч закінчується раніше, ніж починається. Виправте час у ${sessions("when")}.`,
        bg: `Срещата свършва, преди да е започнала. Поправете часовете в ${sessions("when")}.`,
      };
    case "session_without_time":
      return {
        en: `The session has no time yet, so nobody is invited. Enter a day with start and end in ${sessions("when")}.`,
        ru: `У встречи ещё нет времени, поэтому приглашений нет. Укажите день, начало и конец в ${sessions("when")}.`,
        uk: `Зустріч ще не має часу, тому запрошень немає. Вкажіть день, початок і кінець у ${sessions("when")}.`,
        bg: `Срещата още няма час, затова няма и покани. Посочете ден, начало и край в ${sessions("when")}.`,
      };
    case "session_all_day":
      return {
        en: `${sessions("when")} holds a day without a time. Add start and end times, and the invitations go out.`,
        ru: `В ${sessions("when")} указан день без времени. Добавьте время начала и конца, и приглашения уйдут.`,
        uk: `У ${sessions("when")} вказано день без часу. Додайте час початку й кінця, і запрошення буде надіслано.`,
        bg: `В ${sessions("when")} е посочен ден без час. Добавете начален и краен час и поканите ще бъдат изпратени.`,
      };
    case "session_without_group":
      return {
        en: `Krug doesn’t know who meets. Choose a group in ${sessions("group")}; its members will be invited.`,
        ru: `Круг не знает, кто встречается. Выберите группу в ${sessions("group")}, и её состав получит приглашения.`,
        uk: `Круг не знає, хто зустрічається. Виберіть групу в ${sessions("group")}, і її склад отримає запрошення.`,
        bg: `Кръг не знае кой се среща. Изберете група в ${sessions("group")} и съставът ѝ ще получи покани.`,
      };
    case "unknown_guest": {
      const email = clip(problem.email, 80);
      return {
        en: `${email} is invited to this session but is not in ${peopleTable}. If they take part in the programme, add the address to their page there; if not, nothing needs doing.`,
        ru: `На эту встречу приглашён адрес ${email}, но его нет в таблице ${peopleTable}. Если это участник программы, добавьте адрес на страницу этого человека; если гость — ничего делать не нужно.`,
        uk: `На цю зустріч запрошено адресу ${email}, але її немає в таблиці ${peopleTable}. Якщо ця людина бере участь у програмі, додайте адресу на її сторінку; якщо це гість — нічого робити не треба.`,
        bg: `На тази среща е поканен адресът ${email}, но го няма в таблицата ${peopleTable}. Ако човекът участва в програмата, добавете адреса на страницата му; ако е гост, не е нужно да правите нищо.`,
      };
    }
    case "no_common_slot": {
      const who = names(problem.people);
      const near = nearestSlots(problem.nearest, zone, language);
      const column = sessions("when");
      return {
        en: `No time suits everyone${who && ` (${who})`}.${near && ` Nearest: ${near}.`} Agree on a time and enter it in ${column}, or meet in writing on this page.`,
        ru: `Нет времени, которое подходит всем${who && ` (${who})`}.${near && ` Ближе всего: ${near}.`} Договоритесь и впишите время в ${column} или обсудите всё письменно на этой странице.`,
        uk: `Немає часу, який підходить усім${who && ` (${who})`}.${near && ` Найближче: ${near}.`} Домовтеся і впишіть час у ${column} або обговоріть усе письмово на цій сторінці.`,
        bg: `Няма час, удобен за всички${who && ` (${who})`}.${near && ` Най-близо: ${near}.`} Уговорете се и впишете часа в ${column} или обсъдете всичко писмено на тази страница.`,
      };
    }
    case "outside_hours": {
      const who = names(problem.people);
      return {
        en: `This time is outside somebody’s working hours (${who}), because no other was free for all. If it doesn’t suit, move the session.`,
        ru: `Для кого-то это нерабочее время (${who}): другого общего не нашлось. Если оно не подходит, перенесите встречу.`,
        uk: `Для когось це неробочий час (${who}): іншого спільного не знайшлося. Якщо він не підходить, перенесіть зустріч.`,
        bg: `За някого това е извън работното време (${who}): друго общо време не се намери. Ако не е удобно, преместете срещата.`,
      };
    }
    case "stranger_answered": {
      const who = names(problem.emails);
      const column = people("otherEmails");
      const one = problem.emails.length === 1;
      return {
        en: `${one ? "An answer came from an address" : "Answers came from addresses"} Krug doesn’t know and ${one ? "is" : "are"} not counted: ${who}. If you know whose ${one ? "it is" : "they are"}, add ${one ? "it" : "them"} to ${column} on that person’s page.`,
        ru: `${one ? "Пришёл ответ с адреса, которого Круг не знает, и он не учтён" : "Пришли ответы с адресов, которых Круг не знает, и они не учтены"}: ${who}. Если вы знаете, ${one ? "чей это адрес, впишите его" : "чьи это адреса, впишите их"} в ${column} на странице этого человека.`,
        uk: `${one ? "Надійшла відповідь з адреси, якої Круг не знає, і її не враховано" : "Надійшли відповіді з адрес, яких Круг не знає, і їх не враховано"}: ${who}. Якщо ви знаєте, ${one ? "чия це адреса, впишіть її" : "чиї це адреси, впишіть їх"} в ${column} на сторінці цієї людини.`,
        bg: `${one ? "Получен е отговор от адрес, който Кръг не познава, и той не е отчетен" : "Получени са отговори от адреси, които Кръг не познава, и те не са отчетени"}: ${who}. Ако знаете ${one ? "чий е адресът, добавете го" : "чии са адресите, добавете ги"} в ${column} на страницата на този човек.`,
      };
    }
    case "wrong_session_code": {
      const codes = names(problem.codes);
      const one = problem.codes.length === 1;
      const column = sessions("feedback");
      return {
        en: `${one ? "A session code in the answers fits" : "Some session codes in the answers fit"} no session: ${codes}. These answers are not counted; open the form from ${column} on the session’s page and answer once more.`,
        ru: `${one ? "Код встречи в ответах не подходит" : "Коды встреч в ответах не подходят"} ни к одной встрече: ${codes}. Эти ответы не учтены; откройте форму по ссылке из ${column} на странице встречи и ответьте ещё раз.`,
        uk: `${one ? "Код зустрічі у відповідях не підходить" : "Коди зустрічей у відповідях не підходять"} до жодної зустрічі: ${codes}. Ці відповіді не враховано; відкрийте форму за посиланням із ${column} на сторінці зустрічі й дайте відповідь ще раз.`,
        bg: `${one ? "Код на среща в отговорите не съвпада" : "Кодове на срещи в отговорите не съвпадат"} с никоя среща: ${codes}. Тези отговори не са отчетени; отворете анкетата от ${column} на страницата на срещата и отговорете още веднъж.`,
      };
    }
    case "more_answers_than_asked": {
      const { answers, asked } = problem;
      return {
        en: `There are ${answers} answers, but ${asked} ${plural(asked, language, { one: "person was", other: "people were" })} asked: somebody answered more than once. The form is anonymous, so repeats can’t be told apart; read the result with care.`,
        ru: `Пришло ${answers} ${plural(answers, language, { one: "ответ", few: "ответа", other: "ответов" })}, хотя спросили ${asked} ${plural(asked, language, { one: "человека", few: "человека", other: "человек" })}: кто-то ответил не один раз. Форма анонимная, повторы не различить, поэтому относитесь к результату осторожно.`,
        uk: `Надійшло ${answers} ${plural(answers, language, { one: "відповідь", few: "відповіді", other: "відповідей" })}, хоча запитали ${asked} ${plural(asked, language, { one: "людину", few: "людини", other: "людей" })}: хтось відповів не один раз. Форма анонімна, повторів не розрізнити, тому ставтеся до результату обережно.`,
        bg: `Получени са ${answers} ${plural(answers, language, { one: "отговор", other: "отговора" })}, а са попитани ${asked} ${plural(asked, language, { one: "човек", other: "души" })}: някой е отговорил повече от веднъж. Анкетата е анонимна и повторенията не се различават, затова приемайте резултата внимателно.`,
      };
    }
    case "not_taking_part": {
      const { count } = problem;
      return {
        en: `${count} ${plural(count, language, { one: "person", other: "people" })} answered “Not now”: nobody is matched with them in this programme until they answer again, or a later day stands in ${people("consent")}.`,
        ru: `Ответили «Пока нет»: ${count}. В этой программе им не подбирают пару или группу, пока не будет нового ответа или более поздней даты в ${people("consent")}.`,
        uk: `Відповіли «Поки що ні»: ${count}. У цій програмі їм не підбирають пару чи групу, доки не буде нової відповіді або пізнішої дати в ${people("consent")}.`,
        bg: `Отговорили „Засега не“: ${count}. В тази програма за тях не се търси двойка или група, докато не отговорят отново или в ${people("consent")} не се появи по-късна дата.`,
      };
    }
    case "form_question_missing":
      return {
        en: `The question ${q(problem.question)} is no longer in the form, so it can’t be counted. If it was deleted just now, undo that in Google Forms.`,
        ru: `Вопроса ${q(problem.question)} больше нет в форме, поэтому его нельзя учесть. Если его удалили только что, отмените это в Google Формах.`,
        uk: `Запитання ${q(problem.question)} більше немає у формі, тому його не можна врахувати. Якщо його видалили щойно, скасуйте це в Google Формах.`,
        bg: `Въпросът ${q(problem.question)} вече не е в анкетата и не може да бъде отчетен. Ако е изтрит току-що, отменете това в Google Формуляри.`,
      };
    case "answers_unread": {
      const { count } = problem;
      const question = q(problem.question);
      return {
        en: `${count} ${plural(count, "en", { one: "answer", other: "answers" })} to ${question} could not be understood: out of the scale, or none of the options. What else was answered counts; nothing is lost.`,
        ru: `Не удалось понять ответы на вопрос ${question}: ${count}. Значение вне шкалы или такого варианта нет. Остальное учтено, ничего не потеряно.`,
        uk: `Не вдалося зрозуміти відповіді на запитання ${question}: ${count}. Значення поза шкалою або такого варіанта немає. Решту враховано, нічого не втрачено.`,
        bg: `Не можаха да се разберат отговори на въпроса ${question}: ${count}. Стойността е извън скалата или няма такава възможност. Останалото е отчетено, нищо не е загубено.`,
      };
    }
    case "session_deleted": {
      const codes = names(problem.codes);
      return {
        en: `Somebody answered for a session that was deleted: ${codes}. The answer is kept and counts again if the session’s page is taken back from the bin.`,
        ru: `Пришёл ответ о встрече, которая удалена: ${codes}. Ответ хранится и снова будет учтён, если вернуть страницу встречи из корзины.`,
        uk: `Надійшла відповідь про зустріч, яку видалено: ${codes}. Відповідь зберігається і знову врахується, якщо повернути сторінку зустрічі з кошика.`,
        bg: `Има отговор за среща, която е изтрита: ${codes}. Отговорът се пази и ще се отчете отново, ако страницата на срещата се върне от кошчето.`,
      };
    }
    case "form_question_altered":
      return {
        en: `The question ${q(problem.question)} was changed in the form: another scale or other options. Answers that fit what Krug asks are counted, the others are kept and wait. Undo the change in Google Forms to have them all counted.`,
        ru: `Вопрос ${q(problem.question)} в форме изменён: другая шкала или другие варианты. Ответы, которые подходят к прежнему вопросу, учтены, остальные хранятся и ждут. Чтобы учесть все, отмените изменение в Google Формах.`,
        uk: `Запитання ${q(problem.question)} у формі змінено: інша шкала або інші варіанти. Відповіді, які підходять до попереднього запитання, враховано, решта зберігаються й чекають. Щоб врахувати всі, скасуйте зміну в Google Формах.`,
        bg: `Въпросът ${q(problem.question)} в анкетата е променен: друга скала или други отговори. Отговорите, които подхождат на предишния въпрос, са отчетени, останалите се пазят и чакат. За да се отчетат всички, отменете промяната в Google Формуляри.`,
      };
    case "form_replaced":
      return {
        en: "The form was deleted, so Krug made a new one; its link is here and in the invitations. What had been answered before is kept and counted.",
        ru: "Форма была удалена, поэтому Круг сделал новую; ссылка на неё здесь и в приглашениях. Прежние ответы сохранены и учтены.",
        uk: "Форму було видалено, тому Круг зробив нову; посилання на неї тут і в запрошеннях. Попередні відповіді збережено й враховано.",
        bg: "Анкетата беше изтрита, затова Кръг направи нова; връзката към нея е тук и в поканите. Предишните отговори са запазени и отчетени.",
      };
    case "form_gone":
      return {
        en: "Krug may no longer open the form. Share it with Krug’s account again, or delete it: then Krug makes a new one.",
        ru: "У Круга больше нет доступа к форме. Снова откройте доступ для его учётной записи или удалите форму: тогда Круг сделает новую.",
        uk: "Круг більше не має доступу до форми. Знову надайте доступ його обліковому запису або видаліть форму: тоді Круг зробить нову.",
        bg: "Кръг вече няма достъп до анкетата. Споделете я отново с неговия профил или я изтрийте: тогава Кръг ще направи нова.",
      };
    case "both_changed": {
      const value = (text: string) => {
        const at = parseInstant(text);
        return at === null ? q(text) : dayAndTime(at, zone, language);
      };
      const [kept, lost] = [value(problem.kept), value(problem.lost)];
      const isTitle = problem.field === "title";
      return {
        en: `The ${isTitle ? "title" : "time"} was changed both here and in Google Calendar. Kept: ${kept}. Not kept: ${lost}. If that one is right, enter it again.`,
        ru: `${isTitle ? "Название изменили" : "Время изменили"} и здесь, и в Google Календаре. Осталось: ${kept}. Не осталось: ${lost}. Если верно второе, впишите его снова.`,
        uk: `${isTitle ? "Назву змінили" : "Час змінили"} і тут, і в Google Календарі. Залишилося: ${kept}. Не залишилося: ${lost}. Якщо правильне друге, впишіть його знову.`,
        bg: `${isTitle ? "Заглавието е променено" : "Времето е променено"} и тук, и в Google Календар. Остана: ${kept}. Не остана: ${lost}. Ако второто е вярното, впишете го отново.`,
      };
    }
    case "given_up": {
      const what = givenUpTask(problem.what, language);
      const reason = clip(problem.why, 200).replace(/\.$/, "");
      const why = reason === "" ? "" : ` (${reason})`;
      return {
        en: `Krug tried several times and could not ${what}${why}. Check this page; if all looks right, tell your coordinator.`,
        ru: `Круг несколько раз пытался ${what}, но не смог${why}. Проверьте страницу; если всё верно, напишите координатору.`,
        uk: `Круг кілька разів намагався ${what}, але не зміг${why}. Перевірте сторінку; якщо все правильно, напишіть координатору.`,
        bg: `Кръг няколко пъти се опита ${what}, но не успя${why}. Проверете страницата; ако всичко е наред, пишете на координатора.`,
      };
    }
    case "nobody_to_match":
      return {
        en: `There is nobody to match yet: at least two people are needed who are not away and have a date in ${people("consent")}. Add them in ${peopleTable}.`,
        ru: `Пока некого объединять: нужны хотя бы двое, кто сейчас участвует и у кого заполнено ${people("consent")}. Добавьте их в таблицу ${peopleTable}.`,
        uk: `Поки нікого об’єднувати: потрібні щонайменше двоє, хто зараз бере участь і в кого заповнено ${people("consent")}. Додайте їх до таблиці ${peopleTable}.`,
        bg: `Засега няма хора за разпределяне: нужни са поне двама, които участват в момента и имат дата в ${people("consent")}. Добавете ги в таблицата ${peopleTable}.`,
      };
    case "best_fit_drawn": {
      const option = (name: string) => q(optionName("programmes", "matching", name, language));
      const [fit, random, byHand] = [option("best_fit"), option("random"), option("by_hand")];
      const circle = q(optionName("programmes", "format", "circle", language));
      const column = programmes("matching");
      return {
        en: `For ${circle} Krug does not go by ${fit}: it forms groups so that as few people as possible meet twice. To agree, choose ${random} in ${column}; to form them yourself, ${byHand}.`,
        ru: `Для формата ${circle} вариант ${fit} не действует: Круг составляет группы так, чтобы одни и те же люди встречались повторно как можно реже. Если это подходит, выберите ${random} в ${column}; чтобы составлять группы самостоятельно — ${byHand}.`,
        uk: `Для формату ${circle} варіант ${fit} не діє: Круг складає групи так, щоб ті самі люди зустрічалися повторно якомога рідше. Якщо це підходить, виберіть ${random} у ${column}; щоб складати групи самостійно — ${byHand}.`,
        bg: `За ${circle} вариантът ${fit} не важи: Кръг съставя групите така, че едни и същи хора да се срещат повторно възможно най-рядко. Ако това ви устройва, изберете ${random} в ${column}; за да ги съставяте сами – ${byHand}.`,
      };
    }
    case "left_out": {
      const person = { name: clip(problem.name, 80), why: problem.why };
      return {
        en: leftOutText(person, "en"),
        ru: leftOutText(person, "ru"),
        uk: leftOutText(person, "uk"),
        bg: leftOutText(person, "bg"),
      };
    }
    default: {
      const unknown: never = problem;
      return unknown;
    }
  }
}

/** "Thu 14 January, 10:00 (without Vera); …": the three nearest misses. */
function nearestSlots(
  nearest: readonly { at: number; without: readonly string[] }[],
  zone: string,
  language: Language,
): string {
  const slot = ({ at, without }: { at: number; without: readonly string[] }) => {
    const when = dayAndTime(at, zone, language);
    if (without.length === 0) return when;
    const who = listOf(without, language);
    const texts: Texts = {
      en: `without ${who}`,
      ru: `${without.length === 1 ? "не может" : "не могут"}: ${who}`,
      uk: `${without.length === 1 ? "не може" : "не можуть"}: ${who}`,
      bg: `без ${who}`,
    };
    return `${when} (${texts[language]})`;
  };
  return nearest.slice(0, 3).map(slot).join("; ");
}
