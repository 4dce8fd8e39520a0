import type { OddEvent } from "../../core/domain/event.ts";
import type { Texts } from "../../core/domain/values/language.ts";
import { plural } from "../phrases/phrase.ts";
import { dayAndTime } from "../phrases/when.ts";
import { columnName } from "../workspace/workspace.ts";
import type { ProblemTexts, Say } from "./say.ts";

/** What is told of an event in Calendar on the page it belongs to. */
export const EVENT_PROBLEMS: ProblemTexts<
  "guests_hidden" | "event_odd" | "too_long" | "page_gone_by" | "event_stands"
> = {
  guests_hidden() {
    return {
      en: "The event has more guests than Google shows to programs (about 200). Krug leaves its guest list as it is: invite or take off people in Google Calendar, or invite a Google group instead.",
      ru: "У события больше гостей, чем Google показывает программам (около 200). Круг не трогает список гостей: приглашайте и убирайте людей в Google Календаре или пригласите вместо них группу Google.",
      uk: "У події більше гостей, ніж Google показує програмам (близько 200). Круг не чіпає список гостей: запрошуйте й прибирайте людей у Google Календарі або запросіть замість них групу Google.",
      bg: "Събитието има повече гости, отколкото Google показва на програмите (около 200). Кръг не пипа списъка с гости: канете и махайте хора в Google Календар или вместо тях поканете група в Google.",
    };
  },
  too_long({ source }, { q, language }) {
    if (source === "gatherings") return longGathering(q(columnName(source, "when", language)));
    const column = q(columnName(source, "when", language));
    return {
      en: `${column} lasts longer than a day, so Krug leaves it aside: what was agreed before stands. Enter the start and end of one meeting; for several days make a page for each.`,
      ru: `${column} охватывает больше суток, и Круг этого не учитывает: действует то, о чём договорились раньше. Впишите начало и конец одной встречи; для нескольких дней заведите страницу на каждый.`,
      uk: `${column} охоплює понад добу, і Круг цього не враховує: діє те, про що домовилися раніше. Впишіть початок і кінець однієї зустрічі; для кількох днів створіть сторінку на кожен.`,
      bg: `${column} обхваща повече от денонощие и Кръг не го взема предвид: важи уговореното преди. Посочете начало и край на една среща; за няколко дни създайте страница за всеки.`,
    };
  },
  page_gone_by({ startsAt }, { sessions, zone, language }) {
    const [column, when] = [sessions("when"), dayAndTime(startsAt, zone, language)];
    return {
      en: `The time on this page has gone by, but in Google Calendar the event is still to come: ${when}. If you met at the time given here, move the event to it too; if not, enter a time to come in ${column}.`,
      ru: `Время на этой странице уже прошло, а событие в Google Календаре ещё впереди: ${when}. Если вы встретились в указанное здесь время, перенесите на него и событие; если нет — впишите будущее время в ${column}.`,
      uk: `Час на цій сторінці вже минув, а подія в Google Календарі ще попереду: ${when}. Якщо ви зустрілися в зазначений тут час, перенесіть на нього й подію; якщо ні — впишіть майбутній час у ${column}.`,
      bg: `Часът на тази страница вече е минал, а събитието в Google Календар тепърва предстои: ${when}. Ако сте се срещнали в посочения тук час, преместете и събитието на него; ако не — впишете предстоящ час в ${column}.`,
    };
  },
  event_stands({ startsAt }, { zone, language }) {
    const when = dayAndTime(startsAt, zone, language);
    return {
      en: `Until then the event stays in Google Calendar as it is: ${when}.`,
      ru: `До тех пор событие в Google Календаре остаётся как есть: ${when}.`,
      uk: `Доти подія в Google Календарі лишається як є: ${when}.`,
      bg: `Дотогава събитието в Google Календар остава както е: ${when}.`,
    };
  },
  event_odd({ why, startsAt, source }, say) {
    if (why === "recurring") return RECURRING;
    if (why === "all_day_series") return ALL_DAY_SERIES;
    if (why === "gone_by") return goneBy(startsAt === null ? "" : dayAndTime(startsAt, say.zone, say.language), say);
    return unclear(why === "too_long" && source === "gatherings" ? LONGER_THAN_TWO_WEEKS : WHAT[why], say);
  },
};

function longGathering(column: string): Texts {
  return {
    en: `${column} lasts longer than 14 days, so Krug leaves it aside: what was agreed before stands. Enter a start and an end at most 14 days apart; for what goes on for longer make several pages.`,
    ru: `${column} охватывает больше 14 дней, и Круг этого не учитывает: действует то, о чём договорились раньше. Впишите начало и конец не дальше 14 дней друг от друга; для более долгого заведите несколько страниц.`,
    uk: `${column} охоплює понад 14 днів, і Круг цього не враховує: діє те, про що домовилися раніше. Впишіть початок і кінець, між якими щонайбільше 14 днів; для тривалішого створіть кілька сторінок.`,
    bg: `${column} обхваща повече от 14 дни и Кръг не го взема предвид: важи уговореното преди. Посочете начало и край, между които има най-много 14 дни; за нещо по-дълго създайте няколко страници.`,
  };
}

const LONGER_THAN_TWO_WEEKS: Texts = {
  en: "In Google Calendar the event lasts longer than 14 days.",
  ru: "В Google Календаре событие длится больше 14 дней.",
  uk: "У Google Календарі подія триває понад 14 днів.",
  bg: "В Google Календар събитието трае повече от 14 дни.",
};

const RECURRING: Texts = {
  en: "The event was made a recurring one in Google Calendar. Krug leaves it alone, because a change would reach all of its meetings: nothing passes between this page and the event. Make it a single event again, or keep the two in step by hand.",
  ru: "Событие в Google Календаре сделали повторяющимся. Круг его не трогает, ведь любое изменение коснулось бы всех повторений: между этой страницей и событием ничего не передаётся. Уберите повторение или вносите изменения в обоих местах сами.",
  uk: "Подію в Google Календарі зробили повторюваною. Круг її не чіпає, адже будь-яка зміна торкнулася б усіх повторень: між цією сторінкою і подією нічого не передається. Приберіть повторення або вносьте зміни в обох місцях самі.",
  bg: "Събитието в Google Календар беше направено повтарящо се. Кръг не го пипа, защото всяка промяна би засегнала всички повторения: между тази страница и събитието не се пренася нищо. Премахнете повторението или нанасяйте промените и на двете места сами.",
};

const ALL_DAY_SERIES: Texts = {
  en: "In Google Calendar the whole series lasts all day, so it names no time to meet. Its pages keep their times, and nothing passes between them and the calendar. Give the series a time again in Google Calendar.",
  ru: "В Google Календаре вся серия занимает целые дни, и время встреч из неё не понять. На страницах время прежнее, между ними и календарём ничего не передаётся. Верните серии время в Google Календаре.",
  uk: "У Google Календарі вся серія триває цілими днями, і час зустрічей з неї не зрозуміти. На сторінках час той самий, між ними й календарем нічого не передається. Поверніть серії час у Google Календарі.",
  bg: "В Google Календар цялата поредица е целодневна и от нея не личи в колко часа са срещите. На страниците часовете са същите и между тях и календара не се пренася нищо. Върнете часа на поредицата в Google Календар.",
};

const WHAT: Readonly<Record<Exclude<OddEvent, "recurring" | "gone_by" | "all_day_series">, Texts>> = {
  all_day: {
    en: "In Google Calendar the event lasts all day, so it names no time to meet.",
    ru: "В Google Календаре событие занимает весь день, и время встречи из него не понять.",
    uk: "У Google Календарі подія триває весь день, і час зустрічі з неї не зрозуміти.",
    bg: "В Google Календар събитието е целодневно и от него не личи в колко часа е срещата.",
  },
  no_length: {
    en: "In Google Calendar the event ends the moment it begins.",
    ru: "В Google Календаре событие заканчивается в ту же минуту, когда начинается.",
    uk: "У Google Календарі подія закінчується тієї ж хвилини, коли починається.",
    bg: "В Google Календар събитието свършва в същата минута, в която започва.",
  },
  far: {
    en: "In Google Calendar the event lies centuries off, which is hardly meant.",
    ru: "В Google Календаре событие стоит на дату, до которой века: похоже на опечатку.",
    uk: "У Google Календарі подія стоїть на дату, до якої століття: схоже на описку.",
    bg: "В Google Календар събитието е на дата, до която има векове: прилича на грешка.",
  },
  too_long: {
    en: "In Google Calendar the event lasts longer than a day.",
    ru: "В Google Календаре событие длится больше суток.",
    uk: "У Google Календарі подія триває понад добу.",
    bg: "В Google Календар събитието трае повече от денонощие.",
  },
};

function unclear(what: Texts, { sessions }: Say): Texts {
  const column = sessions("when");
  return {
    en: `${what.en} This page keeps its own time, and Krug mailed nobody. Give the event a time to meet at, or enter another time in ${column}.`,
    ru: `${what.ru} На этой странице время прежнее, Круг никому не писал. Задайте событию время встречи или впишите другое в ${column}.`,
    uk: `${what.uk} На цій сторінці час той самий, Круг нікому не писав. Задайте події час зустрічі або впишіть інший у ${column}.`,
    bg: `${what.bg} На тази страница часът е същият и Кръг не е писал на никого. Задайте час на събитието или впишете друг в ${column}.`,
  };
}

function goneBy(when: string, { sessions }: Say): Texts {
  const column = sessions("when");
  return {
    en: `In Google Calendar the event was moved to ${when}, which has gone by. This page keeps its own time. Move the event to a time to come or enter another in ${column}; if you have met already, enter when.`,
    ru: `В Google Календаре событие перенесли на ${when} — это уже в прошлом. На этой странице время прежнее. Перенесите событие вперёд или впишите другое время в ${column}; если вы уже встретились, впишите когда.`,
    uk: `У Google Календарі подію перенесли на ${when} — це вже в минулому. На цій сторінці час той самий. Перенесіть подію вперед або впишіть інший час у ${column}; якщо ви вже зустрілися, впишіть коли.`,
    bg: `В Google Календар събитието е преместено на ${when}, а това вече е минало. На тази страница часът е същият. Преместете събитието напред или впишете друг час в ${column}; ако вече сте се срещнали, впишете кога.`,
  };
}

export const FORM_PROBLEMS: ProblemTexts<
  | "stranger_answered"
  | "wrong_session_code"
  | "more_answers_than_asked"
  | "not_taking_part"
  | "form_question_missing"
  | "answers_unread"
  | "session_deleted"
  | "form_question_altered"
  | "form_replaced"
  | "form_gone"
  | "form_not_open"
> = {
  stranger_answered(problem, { names, people }) {
    const who = names(problem.emails);
    const column = people("otherEmails");
    const one = problem.emails.length === 1;
    return {
      en: `${one ? "An answer came from an address" : "Answers came from addresses"} Krug doesn’t know and ${one ? "is" : "are"} not counted: ${who}. If you know whose ${one ? "it is" : "they are"}, add ${one ? "it" : "them"} to ${column} on that person’s page.`,
      ru: `${one ? "Пришёл ответ с адреса, которого Круг не знает, и он не учтён" : "Пришли ответы с адресов, которых Круг не знает, и они не учтены"}: ${who}. Если вы знаете, ${one ? "чей это адрес, впишите его" : "чьи это адреса, впишите их"} в ${column} на странице этого человека.`,
      uk: `${one ? "Надійшла відповідь з адреси, якої Круг не знає, і її не враховано" : "Надійшли відповіді з адрес, яких Круг не знає, і їх не враховано"}: ${who}. Якщо ви знаєте, ${one ? "чия це адреса, впишіть її" : "чиї це адреси, впишіть їх"} в ${column} на сторінці цієї людини.`,
      bg: `${one ? "Получен е отговор от адрес, който Кръг не познава, и той не е отчетен" : "Получени са отговори от адреси, които Кръг не познава, и те не са отчетени"}: ${who}. Ако знаете ${one ? "чий е адресът, добавете го" : "чии са адресите, добавете ги"} в ${column} на страницата на този човек.`,
    };
  },
  wrong_session_code(problem, { names, sessions }) {
    const codes = names(problem.codes);
    const one = problem.codes.length === 1;
    const column = sessions("feedback");
    return {
      en: `${one ? "A session code in the answers fits" : "Some session codes in the answers fit"} no session: ${codes}. These answers are not counted; open the form from ${column} on the session’s page and answer once more.`,
      ru: `${one ? "Код встречи в ответах не подходит" : "Коды встреч в ответах не подходят"} ни к одной встрече: ${codes}. Эти ответы не учтены; откройте форму по ссылке из ${column} на странице встречи и ответьте ещё раз.`,
      uk: `${one ? "Код зустрічі у відповідях не підходить" : "Коди зустрічей у відповідях не підходять"} до жодної зустрічі: ${codes}. Ці відповіді не враховано; відкрийте форму за посиланням із ${column} на сторінці зустрічі й дайте відповідь ще раз.`,
      bg: `${one ? "Код на среща в отговорите не съвпада" : "Кодове на срещи в отговорите не съвпадат"} с никоя среща: ${codes}. Тези отговори не са отчетени; отворете анкетата от ${column} на страницата на срещата и отговорете още веднъж.`,
    };
  },
  more_answers_than_asked(problem, { language }) {
    const { answers, asked } = problem;
    return {
      en: `There are ${answers} answers, but ${asked} ${plural(asked, language, { one: "person was", other: "people were" })} asked: somebody answered more than once, or passed the link on. The form is anonymous, so repeats can’t be told apart, and the result is not shown. Ask people to answer once, and to keep the link among themselves.`,
      ru: `Пришло ${answers} ${plural(answers, language, { one: "ответ", few: "ответа", other: "ответов" })}, хотя спросили ${asked} ${plural(asked, language, { one: "человека", few: "человека", other: "человек" })}: кто-то ответил не один раз или передал ссылку дальше. Форма анонимная, повторы не различить, поэтому результат не показывается. Попросите людей отвечать один раз и никому не передавать ссылку.`,
      uk: `Надійшло ${answers} ${plural(answers, language, { one: "відповідь", few: "відповіді", other: "відповідей" })}, хоча запитали ${asked} ${plural(asked, language, { one: "людину", few: "людини", other: "людей" })}: хтось відповів не один раз або передав посилання далі. Форма анонімна, повторів не розрізнити, тому результат не показується. Попросіть людей відповідати один раз і нікому не передавати посилання.`,
      bg: `Получени са ${answers} ${plural(answers, language, { one: "отговор", other: "отговора" })}, а са попитани ${asked} ${plural(asked, language, { one: "човек", other: "души" })}: някой е отговорил повече от веднъж или е дал връзката на друг. Анкетата е анонимна и повторенията не се различават, затова резултатът не се показва. Помолете хората да отговарят веднъж и да не дават връзката на други.`,
    };
  },
  not_taking_part(problem, { people, language }) {
    const { count } = problem;
    return {
      en: `${count} ${plural(count, language, { one: "person", other: "people" })} answered “Not now”: nobody is matched with them in this programme until they answer again, or a later day stands in ${people("consent")}.`,
      ru: `Ответили «Пока нет»: ${count}. В этой программе им не подбирают пару или группу, пока не будет нового ответа или более поздней даты в ${people("consent")}.`,
      uk: `Відповіли «Поки що ні»: ${count}. У цій програмі їм не підбирають пару чи групу, доки не буде нової відповіді або пізнішої дати в ${people("consent")}.`,
      bg: `Отговорили „Засега не“: ${count}. В тази програма за тях не се търси двойка или група, докато не отговорят отново или в ${people("consent")} не се появи по-късна дата.`,
    };
  },
  form_question_missing(problem, { q }) {
    return {
      en: `The question ${q(problem.question)} is no longer in the form, so it can’t be counted. If it was deleted just now, undo that in Google Forms.`,
      ru: `Вопроса ${q(problem.question)} больше нет в форме, поэтому его нельзя учесть. Если его удалили только что, отмените это в Google Формах.`,
      uk: `Запитання ${q(problem.question)} більше немає у формі, тому його не можна врахувати. Якщо його видалили щойно, скасуйте це в Google Формах.`,
      bg: `Въпросът ${q(problem.question)} вече не е в анкетата и не може да бъде отчетен. Ако е изтрит току-що, отменете това в Google Формуляри.`,
    };
  },
  answers_unread(problem, { q }) {
    const { count } = problem;
    const question = q(problem.question);
    return {
      en: `${count} ${plural(count, "en", { one: "answer", other: "answers" })} to ${question} could not be understood: out of the scale, or none of the options. What else was answered counts; nothing is lost.`,
      ru: `Не удалось понять ответы на вопрос ${question}: ${count}. Значение вне шкалы или такого варианта нет. Остальное учтено, ничего не потеряно.`,
      uk: `Не вдалося зрозуміти відповіді на запитання ${question}: ${count}. Значення поза шкалою або такого варіанта немає. Решту враховано, нічого не втрачено.`,
      bg: `Не можаха да се разберат отговори на въпроса ${question}: ${count}. Стойността е извън скалата или няма такава възможност. Останалото е отчетено, нищо не е загубено.`,
    };
  },
  session_deleted(problem, { names }) {
    const codes = names(problem.codes);
    return {
      en: `Somebody answered for a session that was deleted: ${codes}. The answer is kept and counts again if the session’s page is taken back from the bin.`,
      ru: `Пришёл ответ о встрече, которая удалена: ${codes}. Ответ хранится и снова будет учтён, если вернуть страницу встречи из корзины.`,
      uk: `Надійшла відповідь про зустріч, яку видалено: ${codes}. Відповідь зберігається і знову врахується, якщо повернути сторінку зустрічі з кошика.`,
      bg: `Има отговор за среща, която е изтрита: ${codes}. Отговорът се пази и ще се отчете отново, ако страницата на срещата се върне от кошчето.`,
    };
  },
  form_question_altered(problem, { q }) {
    return {
      en: `The question ${q(problem.question)} was changed in the form: another scale or other options. Answers that fit what Krug asks are counted, the others are kept and wait. Undo the change in Google Forms to have them all counted.`,
      ru: `Вопрос ${q(problem.question)} в форме изменён: другая шкала или другие варианты. Ответы, которые подходят к прежнему вопросу, учтены, остальные хранятся и ждут. Чтобы учесть все, отмените изменение в Google Формах.`,
      uk: `Запитання ${q(problem.question)} у формі змінено: інша шкала або інші варіанти. Відповіді, які підходять до попереднього запитання, враховано, решта зберігаються й чекають. Щоб врахувати всі, скасуйте зміну в Google Формах.`,
      bg: `Въпросът ${q(problem.question)} в анкетата е променен: друга скала или други отговори. Отговорите, които подхождат на предишния въпрос, са отчетени, останалите се пазят и чакат. За да се отчетат всички, отменете промяната в Google Формуляри.`,
    };
  },
  form_replaced() {
    return {
      en: "The form was deleted, so Krug made a new one; its link is here and in the invitations. What had been answered before is kept and counted.",
      ru: "Форма была удалена, поэтому Круг сделал новую; ссылка на неё здесь и в приглашениях. Прежние ответы сохранены и учтены.",
      uk: "Форму було видалено, тому Круг зробив нову; посилання на неї тут і в запрошеннях. Попередні відповіді збережено й враховано.",
      bg: "Анкетата беше изтрита, затова Кръг направи нова; връзката към нея е тук и в поканите. Предишните отговори са запазени и отчетени.",
    };
  },
  form_not_open({ why, domain, formId }, { programmes }) {
    const edit = `https://docs.google.com/forms/d/${formId}/edit`;
    const column = programmes("formsForAnyone");
    const because: Record<typeof why, Texts> = {
      refused: {
        en: "Google does not let Krug open it for them: the organisation’s rules forbid it, or the domain is not one of Google’s.",
        ru: "Google не разрешает Кругу открыть её: так решила организация, или домен не подключён к Google.",
        uk: "Google не дозволяє Кругу відкрити її: так вирішила організація, або домен не підключено до Google.",
        bg: "Google не позволява на Кръг да я отвори: така е решила организацията или домейнът не е свързан с Google.",
      },
      taken: {
        en: "Somebody took away the access, and did so again after Krug gave it back, so Krug leaves it.",
        ru: "Доступ закрыли, Круг вернул его, и его закрыли снова, поэтому Круг больше его не открывает.",
        uk: "Доступ закрили, Круг повернув його, і його закрили знову, тому Круг більше його не відкриває.",
        bg: "Някой отне достъпа и го направи отново, след като Кръг го върна, затова Кръг го оставя така.",
      },
      unreachable: {
        en: "Google lets Krug see and change the access only of forms made under its present sign-in, and this one was made under another; if this has been done by hand already, nothing is missing.",
        ru: "Google позволяет Кругу видеть и менять доступ только к формам, созданным под нынешним входом, а эта создана под другим; если доступ уже открыт вручную, делать ничего не нужно.",
        uk: "Google дозволяє Кругу бачити й змінювати доступ лише до форм, створених під теперішнім входом, а цю створено під іншим; якщо доступ уже відкрито вручну, робити нічого не треба.",
        bg: "Google позволява на Кръг да вижда и променя достъпа само до анкети, създадени със сегашното влизане, а тази е създадена с друго; ако достъпът вече е даден ръчно, нищо не липсва.",
      },
      unasked: {
        en: "Krug’s sign-in at Google lacks the right for it: whoever runs Krug adds the scope drive.file and switches on the Google Drive API (npm run doctor shows whether it is done).",
        ru: "Входу Круга в Google не хватает права: тот, кто обслуживает Круг, добавляет разрешение drive.file и включает Google Drive API (проверка: npm run doctor).",
        uk: "Входу Круга в Google бракує права: той, хто обслуговує Круг, додає дозвіл drive.file і вмикає Google Drive API (перевірка: npm run doctor).",
        bg: "На влизането на Кръг в Google му липсва право: който поддържа Кръг, добавя разрешението drive.file и включва Google Drive API (проверка: npm run doctor).",
      },
    };
    const whom: Texts =
      domain === null
        ? {
            en: "anyone with the link",
            ru: "все, у кого есть ссылка",
            uk: "усі, хто має посилання",
            bg: "всеки с връзката",
          }
        : { en: `everyone at ${domain}`, ru: `все из ${domain}`, uk: `усі з ${domain}`, bg: `всички от ${domain}` };
    const orTick: Texts =
      domain === null || why !== "refused"
        ? { en: "", ru: "", uk: "", bg: "" }
        : {
            en: ` Or tick ${column} on the programme’s page, if people may answer by the link alone.`,
            ru: ` Или отметьте ${column} на странице программы, если отвечать можно просто по ссылке.`,
            uk: ` Або позначте ${column} на сторінці програми, якщо відповідати можна просто за посиланням.`,
            bg: ` Или отметнете ${column} на страницата на програмата, ако може да се отговаря само с връзката.`,
          };
    return {
      en: `People may not be able to answer the form. ${because[why].en} By hand: open ${edit}, click Published, then Manage beside the responders, and let in ${whom.en}.${orTick.en}`,
      ru: `Люди, возможно, не смогут ответить на форму. ${because[why].ru} Вручную: откройте ${edit}, нажмите «Опубликовано», затем «Управлять» рядом с респондентами и выберите: ${whom.ru}.${orTick.ru}`,
      uk: `Люди, можливо, не зможуть відповісти на форму. ${because[why].uk} Вручну: відкрийте ${edit}, натисніть «Опубліковано», потім «Керувати» біля респондентів і виберіть: ${whom.uk}.${orTick.uk}`,
      bg: `Хората може да не успеят да отговорят на анкетата. ${because[why].bg} Ръчно: отворете ${edit}, натиснете „Публикувано“, после „Управление“ до респондентите и изберете: ${whom.bg}.${orTick.bg}`,
    };
  },
  form_gone() {
    return {
      en: "Krug may no longer open the form. Share it with Krug’s account again, or delete it: then Krug makes a new one.",
      ru: "У Круга больше нет доступа к форме. Снова откройте доступ для его учётной записи или удалите форму: тогда Круг сделает новую.",
      uk: "Круг більше не має доступу до форми. Знову надайте доступ його обліковому запису або видаліть форму: тоді Круг зробить нову.",
      bg: "Кръг вече няма достъп до анкетата. Споделете я отново с неговия профил или я изтрийте: тогава Кръг ще направи нова.",
    };
  },
};
