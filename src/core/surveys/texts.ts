import type { Texts } from "../language.ts";

/** What the forms say. {programme} and {whoReads} are filled in by `formSpec`. */
export const FORM_TEXTS = {
  needs: {
    title: {
      en: "{programme}: what you need and what you can give",
      ru: "{programme}: что вам нужно и чем вы можете помочь",
      uk: "{programme}: що вам потрібно і чим ви можете допомогти",
      bg: "{programme}: от какво имате нужда и с какво можете да помогнете",
    },
    documentTitle: {
      en: "{programme} – needs",
      ru: "{programme} — запрос участника",
      uk: "{programme} — запит учасника",
      bg: "{programme} – нужди на участника",
    },
    description: {
      en: "Three minutes, so that you meet people who suit you. Answer again whenever something changes: what you leave blank stays as it was, a dash takes it back.\nWhat goes to your page in Notion, where it is still empty: level, what you offer and seek, style, times and the date of your consent. What is written there stands. Your aims, your wishes and whom you would rather not meet stay out of Notion and are shown to nobody.\nWho can open single answers: {whoReads}.\nThe figures are for the programme, not for appraising people.",
      ru: "Три минуты, чтобы вы встречались с подходящими людьми. Если что-то изменится, ответьте ещё раз: что оставите пустым, останется как было, прочерк отменяет прежний ответ.\nНа вашу страницу в Notion, если там ещё пусто, попадут уровень, чем вы можете помочь и чему хотите научиться, стиль общения, удобное время и дата согласия. Что там уже написано, останется. Ваши цели, пожелания и то, с кем встречаться не хочется, в Notion не попадают и никому не показываются.\nКто может открыть отдельные ответы: {whoReads}.\nЦифры нужны программе, людей по ним не оценивают.",
      uk: "Три хвилини, щоб ви зустрічалися з людьми, які вам підходять. Якщо щось зміниться, дайте відповідь ще раз: що залишите порожнім, лишиться як було, риска скасовує попередню відповідь.\nНа вашу сторінку в Notion, якщо там ще порожньо, потраплять рівень, чим ви можете допомогти й чого хочете навчитися, стиль спілкування, зручний час і дата згоди. Що там уже написано, залишиться. Ваші цілі, побажання й те, з ким зустрічатися не хочеться, до Notion не потрапляють і нікому не показуються.\nХто може відкрити окремі відповіді: {whoReads}.\nЦифри потрібні програмі, людей за ними не оцінюють.",
      bg: "Три минути, за да се срещате с подходящи за вас хора. Ако нещо се промени, отговорете отново: каквото оставите празно, остава както е било, а тире го отменя.\nНа страницата ви в Notion, където още е празно, отиват нивото, с какво можете да помогнете и какво искате да научите, стилът на общуване, удобното време и датата на съгласието. Каквото вече е написано там, остава. Целите, желанията ви и с кого не искате да се срещате не отиват в Notion и не се показват на никого.\nКой може да отвори отделните отговори: {whoReads}.\nЧислата са за програмата, хората не се оценяват по тях.",
    },
  },
  self_assessment: {
    title: {
      en: "{programme}: where am I now?",
      ru: "{programme}: где я сейчас?",
      uk: "{programme}: де я зараз?",
      bg: "{programme}: къде съм сега?",
    },
    documentTitle: {
      en: "{programme} – self-assessment",
      ru: "{programme} — самооценка",
      uk: "{programme} — самооцінювання",
      bg: "{programme} – самооценка",
    },
    description: {
      en: "Two minutes. Answer as you feel today: there are no right answers, and a lower number than last time is fine too.\nWho can see single answers: {whoReads}.\nThe figures are for the programme, not for appraising people.",
      ru: "Две минуты. Отвечайте так, как чувствуете сегодня: правильных ответов нет, и если цифра ниже прошлой — это тоже нормально.\nКто видит отдельные ответы: {whoReads}.\nЦифры нужны программе, людей по ним не оценивают.",
      uk: "Дві хвилини. Відповідайте так, як відчуваєте сьогодні: правильних відповідей немає, і якщо цифра нижча за минулу — це теж нормально.\nХто бачить окремі відповіді: {whoReads}.\nЦифри потрібні програмі, людей за ними не оцінюють.",
      bg: "Две минути. Отговорете както го чувствате днес: верни отговори няма, а ако числото е по-ниско от миналия път, и това е наред.\nКой вижда отделните отговори: {whoReads}.\nЧислата са за програмата, хората не се оценяват по тях.",
    },
  },
  feedback: {
    title: {
      en: "{programme}: how was the meeting?",
      ru: "{programme}: как прошла встреча?",
      uk: "{programme}: як минула зустріч?",
      bg: "{programme}: как мина срещата?",
    },
    documentTitle: {
      en: "{programme} – after a meeting",
      ru: "{programme} — после встречи",
      uk: "{programme} — після зустрічі",
      bg: "{programme} – след среща",
    },
    description: {
      en: "One minute, right after the meeting. If it didn't happen, just say so: nobody is blamed for it.\nWho can see single answers: {whoReads}.\nThe figures are for the programme, not for appraising people.",
      ru: "Одна минута сразу после встречи. Если она не состоялась, так и отметьте: никто никого не упрекнёт.\nКто видит отдельные ответы: {whoReads}.\nЦифры нужны программе, людей по ним не оценивают.",
      uk: "Одна хвилина одразу після зустрічі. Якщо вона не відбулася, так і позначте: ніхто нікому не дорікатиме.\nХто бачить окремі відповіді: {whoReads}.\nЦифри потрібні програмі, людей за ними не оцінюють.",
      bg: "Една минута веднага след срещата. Ако не се е състояла, просто отбележете: никой няма да ви упрекне.\nКой вижда отделните отговори: {whoReads}.\nЧислата са за програмата, хората не се оценяват по тях.",
    },
  },
  pulse: {
    title: {
      en: "{programme}: how are you finding it?",
      ru: "{programme}: как вам здесь?",
      uk: "{programme}: як вам тут?",
      bg: "{programme}: как ви е при нас?",
    },
    documentTitle: {
      en: "{programme} – pulse",
      ru: "{programme} — пульс",
      uk: "{programme} — пульс",
      bg: "{programme} – пулс",
    },
    description: {
      en: "Who can open the raw answers: {whoReads}.\nThis form is anonymous: it asks for no name, e-mail or meeting. Results are shown only for the whole programme and only from four answers up.\nThe figures are for the programme, not for appraising people.",
      ru: "Кто может открыть сами ответы: {whoReads}.\nОпрос анонимный: ни имени, ни почты, ни встречи мы не спрашиваем. Итоги показываем только по всей программе и только начиная с четырёх ответов.\nЦифры нужны программе, людей по ним не оценивают.",
      uk: "Хто може відкрити самі відповіді: {whoReads}.\nОпитування анонімне: ні імені, ні пошти, ні зустрічі ми не питаємо. Підсумки показуємо лише для всієї програми й лише від чотирьох відповідей.\nЦифри потрібні програмі, людей за ними не оцінюють.",
      bg: "Кой може да отвори самите отговори: {whoReads}.\nАнкетата е анонимна: не питаме за име, имейл или среща. Показваме резултати само за цялата програма и само при поне четири отговора.\nЧислата са за програмата, хората не се оценяват по тях.",
    },
  },
  closing: {
    title: {
      en: "{programme}: how was it, and what next?",
      ru: "{programme}: как всё прошло и что дальше?",
      uk: "{programme}: як усе минуло і що далі?",
      bg: "{programme}: как мина и какво следва?",
    },
    documentTitle: {
      en: "{programme} – closing",
      ru: "{programme} — завершающий опрос",
      uk: "{programme} — завершальне опитування",
      bg: "{programme} – заключителна анкета",
    },
    description: {
      en: "Two minutes at the end of the programme. Your counts are added up with everybody’s; a result is shown from four answers up.\nWho can see single answers: {whoReads}.\nThe figures are for the programme, not for appraising people.",
      ru: "Две минуты в конце программы. Ваши числа складываются с числами остальных, итог показываем начиная с четырёх ответов.\nКто видит отдельные ответы: {whoReads}.\nЦифры нужны программе, людей по ним не оценивают.",
      uk: "Дві хвилини наприкінці програми. Ваші числа додаються до чисел інших, підсумок показуємо від чотирьох відповідей.\nХто бачить окремі відповіді: {whoReads}.\nЦифри потрібні програмі, людей за ними не оцінюють.",
      bg: "Две минути в края на програмата. Вашите числа се събират с тези на останалите, резултат показваме при поне четири отговора.\nКой вижда отделните отговори: {whoReads}.\nЧислата са за програмата, хората не се оценяват по тях.",
    },
  },
  standing: {
    title: {
      en: "{programme}: as it suits you",
      ru: "{programme}: как вам удобно",
      uk: "{programme}: як вам зручно",
      bg: "{programme}: както ви е удобно",
    },
    documentTitle: {
      en: "{programme} – skip, pause, leave",
      ru: "{programme} — пропустить, взять паузу, уйти",
      uk: "{programme} — пропустити, узяти паузу, піти",
      bg: "{programme} – пропускане, пауза, напускане",
    },
    description: {
      en: "Half a minute, whenever you like, as often as you like. No reason is needed, and no mail follows: your calendar shows what comes of it. A break, or that you left, can be seen in Notion; that you would like to meet somebody else cannot.\nWho can open single answers: {whoReads}.\nThis is for your comfort, not for appraising people.",
      ru: "Полминуты, когда угодно и сколько угодно раз. Причину называть не нужно, отдельных писем не будет: что изменилось, покажет ваш календарь. Паузу или уход из программы видно в Notion; просьбу встречаться с кем-то другим — нет.\nКто может открыть отдельные ответы: {whoReads}.\nФорма нужна, чтобы вам было удобно; людей по ней не оценивают.",
      uk: "Пів хвилини, коли завгодно й скільки завгодно разів. Причину називати не потрібно, окремих листів не буде: що змінилося, покаже ваш календар. Паузу чи вихід із програми видно в Notion; прохання зустрічатися з кимось іншим — ні.\nХто може відкрити окремі відповіді: {whoReads}.\nФорма потрібна, щоб вам було зручно; людей за нею не оцінюють.",
      bg: "Половин минута, когато и колкото пъти поискате. Не е нужна причина и няма да получавате отделни писма: промяната ще видите в календара си. Почивката и напускането се виждат в Notion, а желанието да се срещате с някой друг – не.\nКой може да отвори отделните отговори: {whoReads}.\nФормулярът е за ваше удобство; хората не се оценяват по него.",
    },
  },
} as const satisfies Record<string, Record<"title" | "documentTitle" | "description", Texts>>;

/** A question's words: `low` and `high` name the ends of a scale. */
interface QuestionTexts {
  title: Texts;
  help?: Texts;
  low?: Texts;
  high?: Texts;
  options?: Readonly<Record<string, Texts>>;
}

const JUST_A_NUMBER: Texts = { en: "Just a number", ru: "Просто число", uk: "Просто число", bg: "Само число" };
const YES: Texts = { en: "Yes", ru: "Да", uk: "Так", bg: "Да" };
const NO: Texts = { en: "No", ru: "Нет", uk: "Ні", bg: "Не" };

export const QUESTION_TEXTS = {
  takesPart: {
    title: {
      en: "Do you take part?",
      ru: "Вы участвуете?",
      uk: "Ви берете участь?",
      bg: "Участвате ли?",
    },
    help: {
      en: "Stored are your page in Notion, seen by everyone who can open the workspace, your meetings and your answers here. Without a yes nobody is matched with you.",
      ru: "Хранятся ваша страница в Notion, которую видят все, у кого есть доступ к рабочему пространству, ваши встречи и эти ответы. Без вашего «да» пару или группу вам не подбирают.",
      uk: "Зберігаються ваша сторінка в Notion, яку бачать усі, хто має доступ до робочого простору, ваші зустрічі й ці відповіді. Без вашого «так» пару чи групу вам не підбирають.",
      bg: "Съхраняват се страницата ви в Notion, която виждат всички с достъп до работното пространство, срещите ви и тези отговори. Без вашето „да“ не ви се търси двойка или група.",
    },
    options: {
      yes: { en: "Yes, I take part", ru: "Да, участвую", uk: "Так, беру участь", bg: "Да, участвам" },
      no: { en: "Not now", ru: "Пока нет", uk: "Поки що ні", bg: "Засега не" },
    },
  },
  level: {
    title: {
      en: "How experienced are you in the programme’s subject?",
      ru: "Насколько вы опытны в теме программы?",
      uk: "Наскільки ви досвідчені в темі програми?",
      bg: "Колко опит имате в темата на програмата?",
    },
    help: {
      en: "It helps to form groups and never stands in invitations.",
      ru: "Помогает составлять группы и не появляется в приглашениях.",
      uk: "Допомагає складати групи й не з’являється в запрошеннях.",
      bg: "Помага при съставянето на групи и не се появява в поканите.",
    },
    low: { en: "beginner", ru: "начинаю", uk: "починаю", bg: "в началото" },
    high: { en: "expert", ru: "эксперт", uk: "експерт", bg: "експерт" },
  },
  offers: {
    title: {
      en: "What can you help others with?",
      ru: "Чем вы можете помочь другим?",
      uk: "Чим ви можете допомогти іншим?",
      bg: "С какво можете да помогнете на другите?",
    },
    help: {
      en: "Skills, one a line or with commas, for example: testing, public speaking. Half an answer is help too.",
      ru: "Навыки, по одному в строке или через запятую, например: тестирование, публичные выступления. Половина ответа — тоже помощь.",
      uk: "Навички, по одній у рядку або через кому, наприклад: тестування, публічні виступи. Половина відповіді — теж допомога.",
      bg: "Умения, по едно на ред или със запетаи, например: тестване, публично говорене. И половин отговор е помощ.",
    },
  },
  seeks: {
    title: {
      en: "What would you like to learn?",
      ru: "Чему вы хотите научиться?",
      uk: "Чого ви хочете навчитися?",
      bg: "Какво искате да научите?",
    },
    help: {
      en: "Skills, one a line or with commas, for example: architecture, negotiation.",
      ru: "Навыки, по одному в строке или через запятую, например: архитектура, переговоры.",
      uk: "Навички, по одній у рядку або через кому, наприклад: архітектура, переговори.",
      bg: "Умения, по едно на ред или със запетаи, например: архитектура, преговори.",
    },
  },
  aims: {
    title: {
      en: "What should be different for you at the end of the programme?",
      ru: "Что должно измениться для вас к концу программы?",
      uk: "Що має змінитися для вас до кінця програми?",
      bg: "Какво трябва да се промени за вас до края на програмата?",
    },
  },
  style: {
    title: {
      en: "How do you like to talk?",
      ru: "Как вам удобнее разговаривать?",
      uk: "Як вам зручніше розмовляти?",
      bg: "Как предпочитате да разговаряте?",
    },
    options: {
      direct: { en: "Straight to the point", ru: "Прямо и по делу", uk: "Прямо й по суті", bg: "Направо по същество" },
      questions: {
        en: "Thinking aloud and asking questions",
        ru: "Через вопросы и рассуждения",
        uk: "Через запитання й роздуми",
        bg: "С въпроси и разсъждения",
      },
      examples: {
        en: "By examples and trying things out",
        ru: "На примерах и на практике",
        uk: "На прикладах і на практиці",
        bg: "С примери и на практика",
      },
      unhurried: {
        en: "Calmly and without hurry",
        ru: "Спокойно и без спешки",
        uk: "Спокійно й без поспіху",
        bg: "Спокойно и без бързане",
      },
    },
  },
  times: {
    title: {
      en: "When does a meeting suit you?",
      ru: "Когда вам удобно встречаться?",
      uk: "Коли вам зручно зустрічатися?",
      bg: "Кога ви е удобно да се срещате?",
    },
    help: {
      en: "In your own time zone, for example: Mon-Thu 9-17; Fri 9-13.",
      ru: "По вашему времени, например: Пн-Чт 9-17; Пт 9-13.",
      uk: "За вашим часом, наприклад: Пн-Чт 9-17; Пт 9-13.",
      bg: "По вашето време, например: Пон-Чет 9-17; Пет 9-13.",
    },
  },
  wishes: {
    title: {
      en: "With whom would you like to meet?",
      ru: "С кем вы хотели бы встречаться?",
      uk: "З ким ви хотіли б зустрічатися?",
      bg: "С кого бихте искали да се срещате?",
    },
    help: {
      en: "Up to three names as they stand in Notion, or e-mail addresses, one a line. It is a wish and no promise; nobody is told of it.",
      ru: "До трёх имён, как они записаны в Notion, или адресов почты, по одному в строке. Это пожелание, а не обещание; о нём никто не узнает.",
      uk: "До трьох імен, як вони записані в Notion, або адрес пошти, по одному в рядку. Це побажання, а не обіцянка; про нього ніхто не дізнається.",
      bg: "До три имена, както са записани в Notion, или имейл адреси, по едно на ред. Това е желание, а не обещание; никой няма да научи за него.",
    },
  },
  notWith: {
    title: {
      en: "With whom would you rather not be in a group?",
      ru: "С кем вам не хотелось бы попасть в одну группу?",
      uk: "З ким вам не хотілося б потрапити в одну групу?",
      bg: "С кого не бихте искали да сте в една група?",
    },
    help: {
      en: "Up to three names or addresses, one a line; of more, the first three count. It holds for both of you and from the next groups on. Nobody is told, and no reason is needed. A name in both questions counts here.",
      ru: "До трёх имён или адресов, по одному в строке; если их больше, учитываются первые три. Действует для вас обоих и начиная со следующих групп. Никто об этом не узнает, причину называть не нужно. Если имя стоит в обоих вопросах, учитывается этот.",
      uk: "До трьох імен або адрес, по одному в рядку; якщо їх більше, враховуються перші три. Діє для вас обох і починаючи з наступних груп. Ніхто про це не дізнається, причину називати не потрібно. Якщо ім’я стоїть в обох запитаннях, враховується це.",
      bg: "До три имена или адреса, по едно на ред; ако са повече, важат първите три. Важи и за двамата, считано от следващите групи. Никой няма да научи, причина не е нужна. Ако едно име е и в двата въпроса, важи този.",
    },
  },
  levels: {
    title: {
      en: "How well do you do each of these today?",
      ru: "Насколько хорошо у вас сегодня получается каждое из этого?",
      uk: "Наскільки добре вам сьогодні вдається кожне з цього?",
      bg: "Колко добре се справяте днес с всяко от тези неща?",
    },
    help: {
      en: "1 – new to me, I'd like someone beside me. 5 – comes easily, I could show others. Skip what isn't yours.",
      ru: "1 — для меня это ново, нужен кто-то рядом. 5 — даётся легко, могу показать другим. Что вас не касается, пропустите.",
      uk: "1 — для мене це нове, потрібен хтось поруч. 5 — вдається легко, можу показати іншим. Що вас не стосується, пропустіть.",
      bg: "1 – ново ми е, добре е някой да е до мен. 5 – идва ми отръки, мога да покажа на други. Пропуснете, каквото не е за вас.",
    },
  },
  confidence: {
    title: {
      en: "How sure are you that you'll reach your goals?",
      ru: "Насколько вы верите, что дойдёте до своих целей?",
      uk: "Наскільки ви вірите, що дійдете до своїх цілей?",
      bg: "Доколко вярвате, че ще стигнете целите си?",
    },
    low: { en: "not yet", ru: "пока не верю", uk: "поки не вірю", bg: "засега не" },
    high: { en: "completely", ru: "верю полностью", uk: "вірю цілком", bg: "напълно" },
  },
  code: {
    title: { en: "Meeting code", ru: "Код встречи", uk: "Код зустрічі", bg: "Код на срещата" },
    help: {
      en: "The link fills it in. If it is empty, copy the six characters from the invitation.",
      ru: "Ссылка заполняет его сама. Если поле пустое, перепишите шесть знаков из приглашения.",
      uk: "Посилання заповнює його саме. Якщо поле порожнє, перепишіть шість знаків із запрошення.",
      bg: "Връзката го попълва сама. Ако полето е празно, препишете шестте знака от поканата.",
    },
  },
  met: {
    title: { en: "Did you meet?", ru: "Вы встретились?", uk: "Ви зустрілися?", bg: "Срещнахте ли се?" },
    options: {
      all: { en: "Yes, everyone came", ru: "Да, пришли все", uk: "Так, прийшли всі", bg: "Да, всички дойдоха" },
      some: {
        en: "Yes, but not everyone came",
        ru: "Да, но пришли не все",
        uk: "Так, але прийшли не всі",
        bg: "Да, но не всички дойдоха",
      },
      not_yet: { en: "Not yet", ru: "Ещё нет", uk: "Ще ні", bg: "Още не" },
      could_not: { en: "We couldn't", ru: "Не получилось", uk: "Не вийшло", bg: "Не успяхме" },
    },
  },
  endedInTime: {
    title: {
      en: "Did you finish on time?",
      ru: "Закончили вовремя?",
      uk: "Завершили вчасно?",
      bg: "Приключихте ли навреме?",
    },
    options: { yes: YES, no: NO },
  },
  minutes: {
    title: {
      en: "How many minutes did you talk?",
      ru: "Сколько минут вы говорили?",
      uk: "Скільки хвилин ви говорили?",
      bg: "Колко минути разговаряхте?",
    },
    help: { en: "Just a number: 45", ru: "Просто число: 45", uk: "Просто число: 45", bg: "Само число: 45" },
  },
  useful: {
    title: {
      en: "How useful was it for you?",
      ru: "Насколько это было вам полезно?",
      uk: "Наскільки це було вам корисно?",
      bg: "Колко полезно беше за вас?",
    },
    low: { en: "not really", ru: "почти никак", uk: "майже ніяк", bg: "почти никак" },
    high: { en: "very", ru: "очень", uk: "дуже", bg: "много" },
  },
  advice: {
    title: {
      en: "Did you get advice you can use?",
      ru: "Вы получили совет, который можно применить?",
      uk: "Ви отримали пораду, яку можна застосувати?",
      bg: "Получихте ли съвет, който можете да приложите?",
    },
    options: { yes: YES, no: NO },
  },
  checked: {
    title: {
      en: "Did you check that what you shared is still current?",
      ru: "Вы проверили, что то, чем делились, не устарело?",
      uk: "Ви перевірили, що те, чим ділилися, не застаріло?",
      bg: "Проверихте ли, че споделеното не е остаряло?",
    },
    options: { yes: YES, partly: { en: "Partly", ru: "Отчасти", uk: "Частково", bg: "Донякъде" }, no: NO },
  },
  solved: {
    title: {
      en: "Is the question you came with solved?",
      ru: "Вопрос, с которым вы пришли, решён?",
      uk: "Питання, з яким ви прийшли, вирішено?",
      bg: "Реши ли се въпросът, с който дойдохте?",
    },
    options: {
      no: { en: "Not yet", ru: "Пока нет", uk: "Поки ні", bg: "Още не" },
      partly: { en: "Partly", ru: "Частично", uk: "Частково", bg: "Отчасти" },
      fully: { en: "Fully", ru: "Полностью", uk: "Повністю", bg: "Напълно" },
    },
  },
  solvedBefore: {
    title: {
      en: "And before this programme, how far did you get with such questions?",
      ru: "А до программы — насколько удавалось решать такие вопросы?",
      uk: "А до програми — наскільки вдавалося вирішувати такі питання?",
      bg: "А преди програмата – доколко успявахте да решавате такива въпроси?",
    },
    options: {
      no: { en: "Not at all", ru: "Не удавалось", uk: "Не вдавалося", bg: "Не успявах" },
      partly: { en: "Partly", ru: "Частично", uk: "Частково", bg: "Отчасти" },
      fully: { en: "Fully", ru: "Полностью", uk: "Повністю", bg: "Напълно" },
      never: {
        en: "I never had such a question",
        ru: "Таких вопросов не было",
        uk: "Таких питань не було",
        bg: "Нямах такива въпроси",
      },
    },
  },
  recommended: {
    title: {
      en: "What was recommended to you, or what will you try?",
      ru: "Что вам посоветовали или что вы попробуете?",
      uk: "Що вам порадили або що ви спробуєте?",
      bg: "Какво ви препоръчаха или какво ще опитате?",
    },
  },
  thanks: {
    title: {
      en: "Whom would you like to thank, and for what?",
      ru: "Кому и за что хочется сказать спасибо?",
      uk: "Кому й за що хочеться подякувати?",
      bg: "На кого и за какво искате да благодарите?",
    },
  },
  satisfaction: {
    title: {
      en: "How happy are you with the programme?",
      ru: "Насколько вы довольны программой?",
      uk: "Наскільки ви задоволені програмою?",
      bg: "Колко сте доволни от програмата?",
    },
    low: { en: "not at all", ru: "совсем нет", uk: "зовсім ні", bg: "никак" },
    high: { en: "very", ru: "очень", uk: "дуже", bg: "много" },
  },
  supported: {
    title: {
      en: "Do you feel supported here?",
      ru: "Чувствуете ли вы здесь поддержку?",
      uk: "Чи відчуваєте ви тут підтримку?",
      bg: "Чувствате ли подкрепа тук?",
    },
    low: { en: "not at all", ru: "совсем нет", uk: "зовсім ні", bg: "никак" },
    high: { en: "very much", ru: "в полной мере", uk: "повною мірою", bg: "напълно" },
  },
  balance: {
    title: {
      en: "Giving and taking: how is it for you?",
      ru: "Отдавать и получать: как у вас выходит?",
      uk: "Віддавати й отримувати: як у вас виходить?",
      bg: "Даване и получаване: как се получава при вас?",
    },
    options: {
      give: { en: "I give more", ru: "Больше отдаю", uk: "Більше віддаю", bg: "Давам повече" },
      balanced: { en: "About even", ru: "Примерно поровну", uk: "Приблизно порівну", bg: "Горе-долу поравно" },
      take: { en: "I take more", ru: "Больше получаю", uk: "Більше отримую", bg: "Получавам повече" },
    },
  },
  recommend: {
    title: {
      en: "Would you recommend the programme to a colleague?",
      ru: "Посоветуете ли вы программу коллеге?",
      uk: "Чи порадите ви програму колезі?",
      bg: "Бихте ли препоръчали програмата на колега?",
    },
    low: { en: "certainly not", ru: "точно нет", uk: "точно ні", bg: "със сигурност не" },
    high: { en: "gladly", ru: "с радостью", uk: "залюбки", bg: "с радост" },
  },
  standing: {
    title: {
      en: "What would you like?",
      ru: "Чего вам хотелось бы?",
      uk: "Чого вам хотілося б?",
      bg: "Какво бихте искали?",
    },
    options: {
      skip: {
        en: "Skip the next meeting",
        ru: "Пропустить ближайшую встречу",
        uk: "Пропустити найближчу зустріч",
        bg: "Да пропусна следващата среща",
      },
      pause: {
        en: "Take a break",
        ru: "Взять паузу",
        uk: "Узяти паузу",
        bg: "Да си взема почивка",
      },
      leave: {
        en: "Leave this programme",
        ru: "Уйти из этой программы",
        uk: "Піти з цієї програми",
        bg: "Да напусна тази програма",
      },
      another: {
        en: "Meet somebody else",
        ru: "Встречаться с кем-то другим",
        uk: "Зустрічатися з кимось іншим",
        bg: "Да се срещам с някой друг",
      },
      word: {
        en: "Only a word to the coordinator",
        ru: "Только написать координатору",
        uk: "Лише написати координаторові",
        bg: "Само да пиша на координатора",
      },
    },
  },
  until: {
    title: {
      en: "A break until which day?",
      ru: "До какого дня пауза?",
      uk: "До якого дня пауза?",
      bg: "До кой ден е почивката?",
    },
    help: {
      en: "The last day of the break; empty means until you say so. To be back sooner, choose the break again with yesterday’s date.",
      ru: "Последний день паузы; пусто — пока вы не скажете. Чтобы вернуться раньше, выберите паузу ещё раз со вчерашней датой.",
      uk: "Останній день паузи; порожньо — доки ви не скажете. Щоб повернутися раніше, оберіть паузу ще раз із учорашньою датою.",
      bg: "Последният ден на почивката; празно означава, докато не кажете. За да се върнете по-рано, изберете почивка отново с вчерашна дата.",
    },
  },
  word: {
    title: {
      en: "A quiet word to the coordinator",
      ru: "Несколько слов координатору, только между вами",
      uk: "Кілька слів координаторові, лише між вами",
      bg: "Няколко думи до координатора, само между вас",
    },
    help: {
      en: "It is passed on in a private calendar letter with your name, and appears nowhere in Notion.",
      ru: "Передадим личным письмом в календаре, с вашим именем; в Notion этого не будет.",
      uk: "Передамо особистим листом у календарі, з вашим ім’ям; у Notion цього не буде.",
      bg: "Предава се с лично писмо в календара, с името ви; в Notion няма да се появи.",
    },
  },
  change: {
    title: {
      en: "What should we change?",
      ru: "Что нам стоит изменить?",
      uk: "Що нам варто змінити?",
      bg: "Какво да променим?",
    },
    help: {
      en: "Please leave out names and details that tell who you are.",
      ru: "Пожалуйста, без имён и подробностей, по которым вас можно узнать.",
      uk: "Будь ласка, без імен і подробиць, за якими вас можна впізнати.",
      bg: "Моля, без имена и подробности, по които може да ви познаят.",
    },
  },
  growth: {
    title: {
      en: "How useful was the programme for your growth?",
      ru: "Насколько программа была полезна для вашего развития?",
      uk: "Наскільки програма була корисною для вашого розвитку?",
      bg: "Колко полезна беше програмата за развитието ви?",
    },
    low: { en: "not really", ru: "почти никак", uk: "майже ніяк", bg: "почти никак" },
    high: { en: "very", ru: "очень", uk: "дуже", bg: "много" },
  },
  usesChances: {
    title: {
      en: "If you helped somebody: do they use what was offered?",
      ru: "Если вы кому-то помогали: пользуются ли этим?",
      uk: "Якщо ви комусь допомагали: чи користуються цим?",
      bg: "Ако сте помагали на някого: използва ли се предложеното?",
    },
    options: {
      yes: YES,
      partly: { en: "Partly", ru: "Отчасти", uk: "Частково", bg: "Донякъде" },
      no: NO,
      nobody: {
        en: "I helped nobody",
        ru: "Никому не помогал(а)",
        uk: "Нікому не допомагав(-ла)",
        bg: "Не съм помагал(а) на никого",
      },
    },
  },
  projects: {
    title: {
      en: "How many projects did you finish in the programme?",
      ru: "Сколько проектов вы завершили за время программы?",
      uk: "Скільки проєктів ви завершили за час програми?",
      bg: "Колко проекта завършихте по време на програмата?",
    },
    help: JUST_A_NUMBER,
  },
  courses: {
    title: {
      en: "How many courses?",
      ru: "Сколько курсов прошли?",
      uk: "Скільки курсів пройшли?",
      bg: "Колко курса завършихте?",
    },
    help: JUST_A_NUMBER,
  },
  certificates: {
    title: {
      en: "How many certificates did you get?",
      ru: "Сколько сертификатов получили?",
      uk: "Скільки сертифікатів отримали?",
      bg: "Колко сертификата получихте?",
    },
    help: JUST_A_NUMBER,
  },
  newRole: {
    title: {
      en: "Do you have a new role since the programme began?",
      ru: "Появилась ли у вас новая роль с начала программы?",
      uk: "Чи з’явилася у вас нова роль від початку програми?",
      bg: "Имате ли нова роля, откакто започна програмата?",
    },
    options: { yes: YES, no: NO },
  },
  weeksToFeelAtHome: {
    title: {
      en: "If you were new here: after how many weeks did you feel at home?",
      ru: "Если вы были здесь впервые: через сколько недель вы освоились?",
      uk: "Якщо ви були тут уперше: за скільки тижнів ви освоїлися?",
      bg: "Ако бяхте тук за първи път: след колко седмици се почувствахте у дома си?",
    },
    help: JUST_A_NUMBER,
  },
  whatNext: {
    title: {
      en: "What next? What would you like to learn or to help with?",
      ru: "Что дальше? Чему хочется научиться или с чем помочь?",
      uk: "Що далі? Чого хочеться навчитися або з чим допомогти?",
      bg: "Какво следва? Какво искате да научите или с какво да помогнете?",
    },
  },
} as const satisfies Record<string, QuestionTexts>;

export type QuestionKey = keyof typeof QUESTION_TEXTS;

/** A question's words, all four languages, in one plain shape. */
export function questionTexts(key: QuestionKey): QuestionTexts {
  return QUESTION_TEXTS[key];
}
