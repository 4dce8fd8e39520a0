import type { Texts } from "../language.ts";

/** What the forms say. {programme} and {whoReads} are filled in by `formSpec`. */
export const FORM_TEXTS = {
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
} as const satisfies Record<string, Record<"title" | "documentTitle" | "description", Texts>>;

/** A question's words: `low` and `high` name the ends of a scale. */
interface QuestionTexts {
  title: Texts;
  help?: Texts;
  low?: Texts;
  high?: Texts;
  options?: Readonly<Record<string, Texts>>;
}

const YES: Texts = { en: "Yes", ru: "Да", uk: "Так", bg: "Да" };
const NO: Texts = { en: "No", ru: "Нет", uk: "Ні", bg: "Не" };

export const QUESTION_TEXTS = {
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
} as const satisfies Record<string, QuestionTexts>;

export type QuestionKey = keyof typeof QUESTION_TEXTS;

/** A question's words, all four languages, in one plain shape. */
export function questionTexts(key: QuestionKey): QuestionTexts {
  return QUESTION_TEXTS[key];
}
