import { type FormWords, NO, YES } from "./question.ts";

export const FEEDBACK = {
  form: {
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
  questions: {
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
  },
} as const satisfies FormWords;
