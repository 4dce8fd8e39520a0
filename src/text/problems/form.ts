import type { Texts } from "../../core/domain/values/language.ts";
import { plural } from "../phrase.ts";
import type { ProblemTexts } from "./say.ts";

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
