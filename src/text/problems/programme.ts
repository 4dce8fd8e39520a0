import { weightWords } from "../../core/domain/writtenWeights.ts";
import { leftOutText } from "../phrases/leftOut.ts";
import { clip, listOf } from "../phrases/phrase.ts";
import { columnName, optionName } from "../workspace/workspace.ts";
import { givenUpTask } from "./givenUp.ts";
import type { ProblemTexts } from "./say.ts";

/** The least and the most a programme's numbers may be; parseProgramme decides, these only tell. */
const LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  everyWeeks: [1, 12],
  minutes: [10, 240],
  roundWeeks: [1, 104],
  groupSize: [2, 12],
};

export const PROGRAMME_PROBLEMS: ProblemTexts<
  | "no_title"
  | "nobody_to_tell"
  | "coordinator_unconfirmed"
  | "programme_incomplete"
  | "programme_ends_before_start"
  | "programme_long_ago"
  | "bad_number"
  | "round_under_rhythm"
  | "two_ends"
  | "bad_weight"
  | "group_too_small"
  | "group_empty"
  | "group_without_programme"
  | "nobody_to_match"
  | "best_fit_drawn"
  | "left_out"
  | "given_up"
  | "unforeseen"
  | "said_unopened"
> = {
  no_title() {
    return {
      en: "This page has no title, so Krug can’t use it yet. Write one at the top.",
      ru: "У этой страницы нет названия, поэтому Круг пока не может её использовать. Впишите его вверху.",
      uk: "Ця сторінка не має назви, тому Круг поки не може її використати. Впишіть її вгорі.",
      bg: "Тази страница няма заглавие и Кръг засега не може да я използва. Напишете го най-горе.",
    };
  },
  nobody_to_tell(_, { q, peopleTable, language }) {
    const column = q(columnName("programmes", "coordinator", language));
    return {
      en: `A quiet word waits for the coordinator, and nobody in ${column} can be invited. Enter there somebody whose page in ${peopleTable} has an e-mail address.`,
      ru: `Координатору хотят сказать кое-что лично, но в ${column} нет никого, кого можно пригласить. Укажите там того, у кого на странице в таблице ${peopleTable} есть адрес почты.`,
      uk: `Координаторові хочуть сказати дещо особисто, але в ${column} немає нікого, кого можна запросити. Зазначте там когось, у кого на сторінці в таблиці ${peopleTable} є адреса пошти.`,
      bg: `Някой иска да каже нещо лично на координатора, но в ${column} няма човек, който може да бъде поканен. Впишете там някого, чиято страница в таблицата ${peopleTable} има имейл адрес.`,
    };
  },
  coordinator_unconfirmed(problem, { names }) {
    const who = names(problem.names);
    return {
      en: `${who}: entered here as coordinator, but not confirmed. Until a coordinator confirms it on Krug’s dashboard, or the address is in the setting COORDINATORS, Krug tells them nothing in confidence.`,
      ru: `${who}: указано здесь как координатор, но не подтверждено. Пока координатор не подтвердит это на панели Круга или адреса нет в настройке COORDINATORS, Круг не сообщает туда ничего личного.`,
      uk: `${who}: зазначено тут як координатор, але не підтверджено. Доки координатор не підтвердить це на панелі Круга або адреси немає в налаштуванні COORDINATORS, Круг не повідомляє туди нічого особистого.`,
      bg: `${who}: посочено тук като координатор, но не е потвърдено. Докато координатор не го потвърди в таблото на Кръг или адресът не е в настройката COORDINATORS, Кръг не съобщава там нищо лично.`,
    };
  },
  programme_incomplete(problem, { q, names, language }) {
    const missing = names(problem.missing.map(key => q(columnName("programmes", key, language))));
    return {
      en: `The programme can’t run yet. Fill in ${missing}.`,
      ru: `Программа пока не может начаться. Заполните: ${missing}.`,
      uk: `Програма поки не може розпочатися. Заповніть: ${missing}.`,
      bg: `Програмата още не може да започне. Попълнете: ${missing}.`,
    };
  },
  programme_ends_before_start(problem, { day, programmes }) {
    return {
      en: `The programme ends (${day(problem.ends)}) before it starts (${day(problem.starts)}). Correct ${programmes("start")} or ${programmes("end")}.`,
      ru: `Программа заканчивается (${day(problem.ends)}) раньше, чем начинается (${day(problem.starts)}). Исправьте ${programmes("start")} или ${programmes("end")}.`,
      uk: `Програма завершується (${day(problem.ends)}) раніше, ніж починається (${day(problem.starts)}). Виправте ${programmes("start")} або ${programmes("end")}.`,
      bg: `Програмата свършва (${day(problem.ends)}), преди да е започнала (${day(problem.starts)}). Поправете ${programmes("start")} или ${programmes("end")}.`,
    };
  },
  bad_number(problem, { q, number, programmes }) {
    const limits = LIMITS[problem.property];
    const column = limits === undefined ? q(problem.property) : programmes(problem.property);
    const [least, most] = limits ?? [];
    return {
      en: `${number(problem.value)} doesn’t work in ${column}. Write a whole number${limits ? ` from ${least} to ${most}` : ""}, or leave it empty for the usual one.`,
      ru: `Значение ${number(problem.value)} не подходит для ${column}. Впишите целое число${limits ? ` от ${least} до ${most}` : ""} или оставьте поле пустым, тогда подойдёт обычное.`,
      uk: `Значення ${number(problem.value)} не підходить для ${column}. Впишіть ціле число${limits ? ` від ${least} до ${most}` : ""} або залиште поле порожнім, тоді діятиме звичайне.`,
      bg: `Стойността ${number(problem.value)} не е подходяща за ${column}. Напишете цяло число${limits ? ` от ${least} до ${most}` : ""} или оставете полето празно, за да важи обичайното.`,
    };
  },
  round_under_rhythm(problem, { number, programmes }) {
    const [round, rhythm] = [programmes("roundWeeks"), programmes("everyWeeks")];
    const [weeks, every] = [number(problem.roundWeeks), number(problem.everyWeeks)];
    return {
      en: `A round (${round}: ${weeks}) is shorter than the time between two sessions (${rhythm}: ${every}). So each group meets once a round, and new groups are formed for the next. Write at least ${every} in ${round}, or leave it empty.`,
      ru: `Раунд (${round}: ${weeks}) короче, чем промежуток между встречами (${rhythm}: ${every}). Поэтому каждая группа встречается один раз за раунд, а к следующему собираются новые группы. Впишите в ${round} не меньше ${every} или оставьте поле пустым.`,
      uk: `Раунд (${round}: ${weeks}) коротший, ніж проміжок між зустрічами (${rhythm}: ${every}). Тому кожна група зустрічається один раз за раунд, а до наступного збираються нові групи. Впишіть у ${round} не менше ${every} або залиште поле порожнім.`,
      bg: `Цикълът (${round}: ${weeks}) е по-кратък от времето между две срещи (${rhythm}: ${every}). Затова всяка група се среща веднъж за цикъл, а за следващия се съставят нови групи. Напишете в ${round} поне ${every} или оставете полето празно.`,
    };
  },
  two_ends(problem, { day, programmes, roadmap }) {
    const [first, last] =
      problem.of === "programmes" ? [programmes("start"), programmes("end")] : [roadmap("starts"), roadmap("due")];
    const [range, used] = [day(problem.range), day(problem.used)];
    return {
      en: `The dates in ${first} end on ${range}, and ${last} says ${used}. Krug goes by ${last}. Leave only the first day in ${first}.`,
      ru: `Даты в ${first} заканчиваются ${range}, а в ${last} стоит ${used}. Круг исходит из ${last}. Оставьте в ${first} только первый день.`,
      uk: `Дати в ${first} закінчуються ${range}, а в ${last} стоїть ${used}. Круг виходить із ${last}. Залиште в ${first} лише перший день.`,
      bg: `Датите в ${first} свършват на ${range}, а в ${last} пише ${used}. Кръг се ръководи от ${last}. Оставете в ${first} само първия ден.`,
    };
  },
  bad_weight(problem, { q, names, programmes, language }) {
    const parts = names(problem.parts.slice(0, 5).map(part => q(clip(part, 40))));
    const column = programmes("weights");
    const words = listOf(weightWords(language), language);
    return {
      en: `${parts} in ${column} is not a weight Krug can use, so the usual one goes on. Write a word and a whole number from 0 to 1000, for example “skills 150”. The words are ${words}.`,
      ru: `${parts} в ${column} — не вес, который Круг понимает, поэтому действует обычный. Напишите слово и целое число от 0 до 1000, например «навыки 150». Слова: ${words}.`,
      uk: `${parts} у ${column} — не вага, яку Круг розуміє, тому діє звичайна. Напишіть слово й ціле число від 0 до 1000, наприклад «навички 150». Слова: ${words}.`,
      bg: `${parts} в ${column} не е тегло, което Кръг разбира, затова важи обичайното. Напишете дума и цяло число от 0 до 1000, например „умения 150“. Думите са: ${words}.`,
    };
  },
  group_too_small(problem, { q, groups, language }) {
    const named = problem.name.trim() === "" ? "" : ` ${q(problem.name)}`;
    const ended = q(optionName("groups", "status", "ended", language));
    return {
      en: `The group${named} has fewer than two people, so no session is planned. Add people in ${groups("members")}, or set ${groups("status")} to ${ended}.`,
      ru: `В группе${named} меньше двух человек, поэтому встречи не назначаются. Добавьте людей в ${groups("members")} или выберите в ${groups("status")} значение ${ended}.`,
      uk: `У групі${named} менше ніж двоє людей, тому зустрічі не призначаються. Додайте людей у ${groups("members")} або виберіть у ${groups("status")} значення ${ended}.`,
      bg: `В групата${named} има по-малко от двама души, затова не се насрочват срещи. Добавете хора в ${groups("members")} или изберете ${ended} в ${groups("status")}.`,
    };
  },
  group_empty(_, { q, groups, language }) {
    const ended = q(optionName("groups", "status", "ended", language));
    return {
      en: `Nobody stands in ${groups("members")}, so whoever stood there before counts. Choose who meets, or set ${groups("status")} to ${ended}.`,
      ru: `В ${groups("members")} никого нет, поэтому действует прежний состав. Выберите, кто встречается, или значение ${ended} в ${groups("status")}.`,
      uk: `У ${groups("members")} нікого немає, тому діє попередній склад. Виберіть, хто зустрічається, або значення ${ended} у ${groups("status")}.`,
      bg: `В ${groups("members")} няма никого, затова важи предишният състав. Изберете кой се среща или ${ended} в ${groups("status")}.`,
    };
  },
  group_without_programme(_, { groups }) {
    return {
      en: `The group belongs to no programme, so the one before counts; without one no session is planned. Choose it in ${groups("programme")}.`,
      ru: `У группы не указана программа, поэтому действует прежняя; без программы встречи не назначаются. Выберите её в ${groups("programme")}.`,
      uk: `Групі не вказано програму, тому діє попередня; без програми зустрічі не призначаються. Виберіть її в ${groups("programme")}.`,
      bg: `Групата не е към никоя програма, затова важи предишната; без програма не се насрочват срещи. Изберете я в ${groups("programme")}.`,
    };
  },
  nobody_to_match(_, { people, peopleTable }) {
    return {
      en: `There is nobody to match yet: at least two people are needed who are not away and have a date in ${people("consent")}. Add them in ${peopleTable}.`,
      ru: `Пока некого объединять: нужны хотя бы двое, кто сейчас участвует и у кого заполнено ${people("consent")}. Добавьте их в таблицу ${peopleTable}.`,
      uk: `Поки нікого об’єднувати: потрібні щонайменше двоє, хто зараз бере участь і в кого заповнено ${people("consent")}. Додайте їх до таблиці ${peopleTable}.`,
      bg: `Засега няма хора за разпределяне: нужни са поне двама, които участват в момента и имат дата в ${people("consent")}. Добавете ги в таблицата ${peopleTable}.`,
    };
  },
  best_fit_drawn(_, { q, programmes, language }) {
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
  },
  left_out(problem) {
    const person = { name: clip(problem.name, 80), why: problem.why };
    return {
      en: leftOutText(person, "en"),
      ru: leftOutText(person, "ru"),
      uk: leftOutText(person, "uk"),
      bg: leftOutText(person, "bg"),
    };
  },
  programme_long_ago({ starts, earliest }, { q, day, programmes }) {
    const column = programmes("start");
    return {
      en: `${column} says ${q(starts)}, which is too long ago. Choose a day not before ${day(earliest)}.`,
      ru: `В столбце ${column} стоит ${q(starts)}: это слишком давно. Выберите день не раньше ${day(earliest)}.`,
      uk: `У стовпці ${column} вказано ${q(starts)}: це надто давно. Виберіть день не раніше ${day(earliest)}.`,
      bg: `В колоната ${column} пише ${q(starts)}: това е твърде отдавна. Изберете ден не по-рано от ${day(earliest)}.`,
    };
  },
  said_unopened({ count }) {
    return {
      en: `Something was said in confidence that Krug can’t open (answers: ${count}): its key is missing. Until it is back, or the answers are read again from Google Forms, nothing new starts in this programme; meetings that are planned stand. Tell whoever runs Krug: “npm run doctor” says what to do.`,
      ru: `Сказанное конфиденциально не удаётся расшифровать (ответов: ${count}): нет ключа. Пока ключ не вернут или ответы не прочитаются заново из Google Форм, ничего нового в этой программе не начинается; запланированные встречи остаются в силе. Сообщите тому, кто обслуживает Круг: что делать, подскажет «npm run doctor».`,
      uk: `Сказане довірливо не вдається розшифрувати (відповідей: ${count}): немає ключа. Доки ключ не повернуть або відповіді не буде прочитано заново з Google Форм, нічого нового в цій програмі не починається; заплановані зустрічі лишаються чинними. Скажіть тому, хто обслуговує Круг: що робити, підкаже «npm run doctor».`,
      bg: `Казаното поверително не може да се разшифрова (отговори: ${count}): ключът липсва. Докато ключът не бъде върнат или отговорите не се прочетат отново от Google Формуляри, в тази програма не започва нищо ново; планираните срещи остават. Кажете на човека, който поддържа Кръг: „npm run doctor“ показва какво да се направи.`,
    };
  },
  unforeseen() {
    return {
      en: "Krug met an error of its own over this page or what belongs to it, and left that part undone; everything else goes on. Take back what was entered last if it is unusual. If nothing is, tell whoever runs Krug: its log says more.",
      ru: "При обработке этой страницы или связанного с ней в самом Круге произошла ошибка, и эта часть не сделана; всё остальное работает. Если последняя правка необычна, отмените её. Если нет, напишите тому, кто обслуживает Круг: подробности в журнале.",
      uk: "Під час обробки цієї сторінки або того, що з нею пов’язано, у самому Крузі сталася помилка, і цю частину не зроблено; решта працює. Якщо остання правка незвична, скасуйте її. Якщо ні, напишіть тому, хто обслуговує Круг: подробиці в журналі.",
      bg: "При обработката на тази страница или на свързаното с нея в самия Кръг възникна грешка и тази част не е свършена; всичко останало работи. Ако последната промяна е необичайна, върнете я. Ако не е, пишете на този, който поддържа Кръг: подробностите са в дневника.",
    };
  },
  given_up(problem, { language }) {
    const what = givenUpTask(problem.what, language);
    const reason = clip(problem.why, 200).replace(/\.$/, "");
    const why = reason === "" ? "" : ` (${reason})`;
    return {
      en: `Krug tried several times and could not ${what}${why}. Check this page; if all looks right, tell your coordinator.`,
      ru: `Круг несколько раз пытался ${what}, но не смог${why}. Проверьте страницу; если всё верно, напишите координатору.`,
      uk: `Круг кілька разів намагався ${what}, але не зміг${why}. Перевірте сторінку; якщо все правильно, напишіть координатору.`,
      bg: `Кръг няколко пъти се опита ${what}, но не успя${why}. Проверете страницата; ако всичко е наред, пишете на координатора.`,
    };
  },
};
