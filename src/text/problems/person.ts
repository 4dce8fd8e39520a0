import type { Language } from "../../core/domain/values/language.ts";
import { clip, listOf } from "../phrases/phrase.ts";
import { cityOf, shortDate } from "../phrases/when.ts";
import { optionName } from "../workspace/workspace.ts";
import type { ProblemTexts } from "./say.ts";

const OR: Readonly<Record<Language, string>> = { en: "or", ru: "или", uk: "або", bg: "или" };

export const PERSON_PROBLEMS: ProblemTexts<
  | "no_email"
  | "bad_email"
  | "email_mixed_scripts"
  | "email_twice"
  | "email_taken"
  | "other_email_taken"
  | "email_elsewhere"
  | "unknown_zone"
  | "zone_of_several"
  | "zone_fixed"
  | "bad_person_number"
  | "bad_hours"
  | "bad_level"
  | "bad_date"
  | "away_backwards"
  | "away_long"
  | "paused_quiet"
  | "no_consent"
  | "calendar_unreadable"
  | "unknown_person"
> = {
  no_email(_, { people }) {
    return {
      en: `There is no e-mail address here, so no invitation can be sent. Write it in ${people("email")}.`,
      ru: `Здесь нет адреса почты, поэтому приглашение отправить некуда. Впишите его в ${people("email")}.`,
      uk: `Тут немає адреси пошти, тому запрошення нікуди надіслати. Впишіть її в ${people("email")}.`,
      bg: `Тук няма имейл адрес и поканата няма къде да бъде изпратена. Напишете го в ${people("email")}.`,
    };
  },
  bad_email(problem, { q, people }) {
    const column = people(problem.isOther === true ? "otherEmails" : "email");
    return {
      en: `${q(problem.email)} is not an e-mail address. Correct it in ${column}, for example ana@example.org.`,
      ru: `${q(problem.email)} — это не адрес почты. Исправьте его в ${column}, например ana@example.org.`,
      uk: `${q(problem.email)} — це не адреса пошти. Виправте її в ${column}, наприклад ana@example.org.`,
      bg: `${q(problem.email)} не е имейл адрес. Поправете го в ${column}, например ana@example.org.`,
    };
  },
  email_mixed_scripts(problem, { q, people }) {
    const column = people(problem.isOther === true ? "otherEmails" : "email");
    return {
      en: `${q(problem.email)} mixes letters of two alphabets in one word; they only look alike, and no mail would arrive. Type it anew in ${column} on one keyboard layout.`,
      ru: `В ${q(problem.email)} в одном слове смешаны буквы двух алфавитов: они лишь выглядят одинаково, и письма не дойдут. Наберите адрес заново в ${column}, не переключая раскладку.`,
      uk: `У ${q(problem.email)} в одному слові змішано літери двох абеток: вони лише схожі на вигляд, і листи не дійдуть. Наберіть адресу заново в ${column}, не перемикаючи розкладку.`,
      bg: `В ${q(problem.email)} в една дума са смесени букви от две азбуки: те само си приличат и писмата няма да пристигнат. Напишете адреса наново в ${column}, без да сменяте подредбата на клавиатурата.`,
    };
  },
  email_twice(problem, { names }) {
    const others = names(problem.others);
    const email = clip(problem.email, 80);
    return {
      en: `The address ${email} also stands on another page${others && ` (${others})`}, so Krug sends it no invitations. Keep it on one page only.`,
      ru: `Адрес ${email} указан и на другой странице${others && ` (${others})`}, поэтому приглашений на него Круг не отправляет. Оставьте его только на одной.`,
      uk: `Адресу ${email} вказано і на іншій сторінці${others && ` (${others})`}, тому запрошень на неї Круг не надсилає. Залиште її лише на одній.`,
      bg: `Адресът ${email} е посочен и на друга страница${others && ` (${others})`}, затова Кръг не изпраща покани на него. Оставете го само на едната.`,
    };
  },
  email_taken(problem) {
    const email = clip(problem.email, 80);
    return {
      en: `Krug knows ${email} as somebody else’s address, from before it stood here, so no invitations go to this page. Write this person’s own address; if it really is theirs, a coordinator says so on Krug’s dashboard.`,
      ru: `Круг знает ${email} как адрес другого человека: он стоял у него раньше, чем здесь. Поэтому приглашений этой странице нет. Впишите собственный адрес; если этот адрес действительно её, координатор подтвердит это на панели Круга.`,
      uk: `Круг знає ${email} як адресу іншої людини: вона була в неї раніше, ніж тут. Тому запрошень для цієї сторінки немає. Впишіть власну адресу; якщо ця адреса справді належить їй, координатор підтвердить це на панелі Круга.`,
      bg: `Кръг познава ${email} като адрес на друг човек отпреди да бъде написан тук, затова за тази страница няма покани. Напишете собствения адрес; ако адресът наистина е на този човек, координатор го потвърждава в таблото на Кръг.`,
    };
  },
  other_email_taken(problem, { names, people }) {
    const others = names(problem.others);
    const email = clip(problem.email, 80);
    const column = people("otherEmails");
    return {
      en: `The address ${email} belongs to another page${others && ` (${others})`}, so it does not count here: no reply, answer or request under it is this person’s. Take it out of ${column}.`,
      ru: `Адрес ${email} относится к другой странице${others && ` (${others})`}, поэтому здесь он не учитывается: ответы и просьбы с него к этому человеку не относятся. Уберите его из ${column}.`,
      uk: `Адреса ${email} належить до іншої сторінки${others && ` (${others})`}, тому тут вона не враховується: відповіді й прохання з неї не стосуються цієї людини. Приберіть її з ${column}.`,
      bg: `Адресът ${email} е на друга страница${others && ` (${others})`}, затова тук не се брои: отговори и молби от него не са на този човек. Махнете го от ${column}.`,
    };
  },
  email_elsewhere(problem, { names }) {
    const others = names(problem.others);
    const email = clip(problem.email, 80);
    return {
      en: `The address ${email} was also typed on another page${others && ` (${others})`}. It counts here alone; nothing of yours is read or handed out there. Ask for it to be taken out there.`,
      ru: `Адрес ${email} вписан и на другой странице${others && ` (${others})`}. Он учитывается только здесь: там ничего из вашего не читается и не выдаётся. Попросите убрать его оттуда.`,
      uk: `Адресу ${email} вписано й на іншій сторінці${others && ` (${others})`}. Вона враховується лише тут: там нічого вашого не читається й не видається. Попросіть прибрати її звідти.`,
      bg: `Адресът ${email} е написан и на друга страница${others && ` (${others})`}. Брои се само тук: там нищо ваше не се чете и не се дава. Помолете да бъде махнат оттам.`,
    };
  },
  unknown_zone(problem, { q, people }) {
    const column = people("zone");
    if (problem.zone.trim() === "")
      return {
        en: `The time zone is missing. Write it in ${column}, for example Europe/Sofia.`,
        ru: `Не указан часовой пояс. Впишите его в ${column}, например Europe/Sofia.`,
        uk: `Не вказано часовий пояс. Впишіть його в ${column}, наприклад Europe/Sofia.`,
        bg: `Не е посочена часова зона. Напишете я в ${column}, например Europe/Sofia.`,
      };
    const near = (problem.nearest ?? []).map(zone => q(zone));
    if (near.length > 0)
      return {
        en: `Krug can’t tell which time zone ${q(problem.zone)} is. Write it in ${column}, for example as ${listOf(near, "en", OR.en)}.`,
        ru: `Круг не может понять, какой часовой пояс указан: ${q(problem.zone)}. Впишите его в ${column}, например ${listOf(near, "ru", OR.ru)}.`,
        uk: `Круг не може зрозуміти, який часовий пояс указано: ${q(problem.zone)}. Впишіть його в ${column}, наприклад ${listOf(near, "uk", OR.uk)}.`,
        bg: `Кръг не може да разбере коя е часовата зона ${q(problem.zone)}. Напишете я в ${column}, например ${listOf(near, "bg", OR.bg)}.`,
      };
    return {
      en: `Krug doesn’t know the time zone ${q(problem.zone)}. Write it in ${column} as Europe/Sofia.`,
      ru: `Круг не знает часового пояса ${q(problem.zone)}. Впишите его в ${column} в таком виде: Europe/Sofia.`,
      uk: `Круг не знає часового поясу ${q(problem.zone)}. Впишіть його в ${column} у такому вигляді: Europe/Sofia.`,
      bg: `Кръг не познава часовата зона ${q(problem.zone)}. Напишете я в ${column} така: Europe/Sofia.`,
    };
  },
  zone_of_several(problem, { names, people, language }) {
    const cities = names(problem.zones.map(zone => cityOf(zone, language)));
    const column = people("zone");
    return {
      en: `The time zone is missing, and this person’s programmes go by different ones: ${cities}. Write the person’s own in ${column}, for example Europe/Sofia.`,
      ru: `Часовой пояс не указан, а программы этого человека идут по разному времени: ${cities}. Впишите его собственный в ${column}, например Europe/Sofia.`,
      uk: `Часовий пояс не вказано, а програми цієї людини йдуть за різним часом: ${cities}. Впишіть її власний у ${column}, наприклад Europe/Sofia.`,
      bg: `Не е посочена часова зона, а програмите на този човек вървят по различно време: ${cities}. Напишете неговата в ${column}, например Europe/Sofia.`,
    };
  },
  zone_fixed(problem, { q, people }) {
    const { offset } = problem;
    const column = people("zone");
    return {
      en: `${q(problem.zone)} is read as ${offset} all year round, without daylight saving. If the clocks change there, write a city in ${column} instead, for example Europe/Sofia.`,
      ru: `${q(problem.zone)} понято как ${offset} круглый год, без летнего времени. Если там переводят часы, впишите в ${column} город, например Europe/Sofia.`,
      uk: `${q(problem.zone)} зрозуміло як ${offset} цілий рік, без літнього часу. Якщо там переводять годинники, впишіть у ${column} місто, наприклад Europe/Sofia.`,
      bg: `${q(problem.zone)} се разбира като ${offset} през цялата година, без лятно часово време. Ако там часовникът се мести, напишете в ${column} град, например Europe/Sofia.`,
    };
  },
  bad_person_number(problem, { number, people }) {
    const column = people(problem.property);
    const value = number(problem.value);
    if (problem.property === "mentees")
      return {
        en: `${value} doesn’t work in ${column}. Write a whole number from 0 to 40, or leave it empty for up to 3.`,
        ru: `Значение ${value} не подходит для ${column}. Впишите целое число от 0 до 40 или оставьте поле пустым: тогда до 3.`,
        uk: `Значення ${value} не підходить для ${column}. Впишіть ціле число від 0 до 40 або залиште поле порожнім: тоді до 3.`,
        bg: `Стойността ${value} не е подходяща за ${column}. Напишете цяло число от 0 до 40 или оставете полето празно: тогава са до 3.`,
      };
    return {
      en: `${value} doesn’t work in ${column}. Write a number from 0 to 40, for example 2, or 0.5 for a session every second week; leave it empty for no limit.`,
      ru: `Значение ${value} не подходит для ${column}. Впишите число от 0 до 40, например 2 или 0,5 (встреча раз в две недели); пусто — без ограничения.`,
      uk: `Значення ${value} не підходить для ${column}. Впишіть число від 0 до 40, наприклад 2 або 0,5 (зустріч раз на два тижні); порожньо — без обмеження.`,
      bg: `Стойността ${value} не е подходяща за ${column}. Напишете число от 0 до 40, например 2 или 0,5 (среща веднъж на две седмици); празно – без ограничение.`,
    };
  },
  bad_hours(problem, { q, people }) {
    const column = people("hours");
    if (problem.hours.trim() === "")
      return {
        en: `The working hours are missing. Write them in ${column}, for example “Mon-Thu 9-17; Fri 9-13”.`,
        ru: `Не указаны рабочие часы. Впишите их в ${column}, например «Пн-Чт 9-17; Пт 9-13».`,
        uk: `Не вказано робочі години. Впишіть їх у ${column}, наприклад «Пн-Чт 9-17; Пт 9-13».`,
        bg: `Не е посочено работно време. Напишете го в ${column}, например „Пон-Чет 9-17; Пет 9-13“.`,
      };
    return {
      en: `Krug can’t read the working hours ${q(problem.hours)}, or they can mean two things. Write them in ${column}, for example “Mon-Thu 9-17; Fri 9-13”, “9am-5pm” or “22:00-06:00”.`,
      ru: `Круг не может разобрать рабочие часы ${q(problem.hours)}, или их можно понять по-разному. Впишите их в ${column}, например «Пн-Чт 9-17; Пт 9-13», «с 9 до 18» или «22:00-06:00».`,
      uk: `Круг не може розібрати робочі години ${q(problem.hours)}, або їх можна зрозуміти по-різному. Впишіть їх у ${column}, наприклад «Пн-Чт 9-17; Пт 9-13», «з 9 до 18» або «22:00-06:00».`,
      bg: `Кръг не може да разчете работното време ${q(problem.hours)} или то може да се разбере по няколко начина. Напишете го в ${column}, например „Пон-Чет 9-17; Пет 9-13“, „от 9 до 18“ или „22:00-06:00“.`,
    };
  },
  bad_level(problem, { number }) {
    return {
      en: `A level is from 1 to 5, and here it is ${number(problem.value)}. Until you correct it, this level is not used.`,
      ru: `Уровень бывает от 1 до 5, а здесь указано ${number(problem.value)}. Пока вы его не исправите, этот уровень не учитывается.`,
      uk: `Рівень буває від 1 до 5, а тут вказано ${number(problem.value)}. Доки ви його не виправите, цей рівень не враховується.`,
      bg: `Нивото е от 1 до 5, а тук е посочено ${number(problem.value)}. Докато не го поправите, то не се взема предвид.`,
    };
  },
  bad_date(problem, { q }) {
    return {
      en: `${q(problem.date)} is not a day of the calendar. Choose the date on this page again.`,
      ru: `${q(problem.date)} — такого дня в календаре нет. Выберите дату на этой странице ещё раз.`,
      uk: `${q(problem.date)} — такого дня в календарі немає. Виберіть дату на цій сторінці ще раз.`,
      bg: `${q(problem.date)} – такъв ден в календара няма. Изберете отново датата на тази страница.`,
    };
  },
  away_backwards(problem, { day, people }) {
    return {
      en: `The time away ends (${day(problem.to)}) before it begins (${day(problem.from)}). Correct it in ${people("away")}.`,
      ru: `Отсутствие заканчивается (${day(problem.to)}) раньше, чем начинается (${day(problem.from)}). Исправьте даты в ${people("away")}.`,
      uk: `Відсутність закінчується (${day(problem.to)}) раніше, ніж починається (${day(problem.from)}). Виправте дати в ${people("away")}.`,
      bg: `Отсъствието свършва (${day(problem.to)}), преди да е започнало (${day(problem.from)}). Поправете датите в ${people("away")}.`,
    };
  },
  away_long({ to }, { day, people, q, language }) {
    const left = q(optionName("people", "status", "left", language));
    return {
      en: `The time away in ${people("away")} lasts until ${day(to)}: Krug takes at most four years, and leaves it aside. Correct the dates; for somebody who will not be back choose ${left} in ${people("status")}.`,
      ru: `Отсутствие в ${people("away")} длится до ${day(to)}: Круг учитывает не больше четырёх лет и это не принимает во внимание. Исправьте даты; если человек не вернётся, выберите ${left} в ${people("status")}.`,
      uk: `Відсутність у ${people("away")} триває до ${day(to)}: Круг ураховує щонайбільше чотири роки й на це не зважає. Виправте дати; якщо людина не повернеться, виберіть ${left} в ${people("status")}.`,
      bg: `Отсъствието в ${people("away")} продължава до ${day(to)}: Кръг приема най-много четири години и не го взема предвид. Поправете датите; ако човекът няма да се върне, изберете ${left} в ${people("status")}.`,
    };
  },
  paused_quiet(problem, { people, language }) {
    const day = shortDate(problem.since, language);
    return {
      en: `On a break since ${day}: there was no reply, report or attendance for two rounds, and no answer to a question. Any answer ends it, and so does another choice in ${people("status")}.`,
      ru: `Пауза с ${day}: два раунда не было ни ответов, ни отзывов, ни участия во встречах, и на вопрос ответа нет. Любой ответ её прекращает, как и другое значение в ${people("status")}.`,
      uk: `Пауза з ${day}: два раунди не було ні відповідей, ні відгуків, ні участі в зустрічах, і на запитання відповіді немає. Будь-яка відповідь її припиняє, як і інше значення в ${people("status")}.`,
      bg: `Почивка от ${day}: два цикъла нямаше отговори, отзиви или присъствие, нито отговор на зададен въпрос. Всеки отговор я прекратява, както и друга стойност в ${people("status")}.`,
    };
  },
  no_consent(_, { people }) {
    return {
      en: `No consent is recorded, so this person gets no invitations yet. Once they agree to take part, enter that day in ${people("consent")}.`,
      ru: `Согласие не отмечено, поэтому приглашений пока не будет. Когда оно будет получено, впишите его день в ${people("consent")}.`,
      uk: `Згоду не зазначено, тому запрошень поки не буде. Коли її буде отримано, впишіть її день у ${people("consent")}.`,
      bg: `Няма отбелязано съгласие, затова засега няма да има покани. Когато бъде дадено, впишете деня в ${people("consent")}.`,
    };
  },
  calendar_unreadable(problem) {
    const email = clip(problem.email, 80);
    return {
      en: `Krug can’t see when ${email} is free in Google Calendar, and doesn’t guess. Let colleagues see free and busy times in the calendar’s settings.`,
      ru: `Круг не видит, когда у ${email} есть свободное время в Google Календаре, и не угадывает. Откройте коллегам сведения о занятости в настройках календаря.`,
      uk: `Круг не бачить, коли у ${email} є вільний час у Google Календарі, і не вгадує. Відкрийте колегам відомості про зайнятість у налаштуваннях календаря.`,
      bg: `Кръг не вижда кога ${email} има свободно време в Google Календар и не гадае. Разрешете на колегите да виждат заетостта от настройките на календара.`,
    };
  },
  unknown_person(_, { peopleTable }) {
    return {
      en: `This page names a person who is not in ${peopleTable}. Choose someone from that table, or add them there.`,
      ru: `На этой странице выбран человек, которого нет в таблице ${peopleTable}. Выберите кого-то из неё или добавьте туда страницу.`,
      uk: `На цій сторінці вибрано людину, якої немає в таблиці ${peopleTable}. Виберіть когось із неї або додайте туди сторінку.`,
      bg: `На тази страница е избран човек, когото го няма в таблицата ${peopleTable}. Изберете някого от нея или добавете страница там.`,
    };
  },
};
