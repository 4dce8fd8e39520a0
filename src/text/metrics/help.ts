import type { MetricTexts } from "./metricText.ts";

/** Who helps, who is helped, and how soon. */
export const HELP_METRICS = {
  help_posts: {
    group: "help",
    basis: "people",
    name: {
      en: "Questions on the help board",
      ru: "Вопросы на доске помощи",
      uk: "Питання на дошці допомоги",
      bg: "Въпроси на таблото за помощ",
    },
    explanation: {
      en: "How many questions people asked on the help board.",
      ru: "Сколько вопросов люди задали на доске помощи.",
      uk: "Скільки питань люди поставили на дошці допомоги.",
      bg: "Колко въпроса са задали хората на таблото за помощ.",
    },
  },
  help_comments: {
    group: "help",
    basis: "people",
    name: {
      en: "Comments on the help board",
      ru: "Комментарии на доске помощи",
      uk: "Коментарі на дошці допомоги",
      bg: "Коментари на таблото за помощ",
    },
    explanation: {
      en: "How many comments people wrote under the questions of the help board.",
      ru: "Сколько комментариев люди написали к вопросам на доске помощи.",
      uk: "Скільки коментарів люди написали до питань на дошці допомоги.",
      bg: "Колко коментара са написали хората под въпросите на таблото за помощ.",
    },
  },
  hours_to_helper: {
    group: "help",
    basis: "questions",
    name: { en: "Hours to a helper", ru: "Часов до помощника", uk: "Годин до помічника", bg: "Часове до помощник" },
    explanation: {
      en: "After how many hours half of the questions had somebody to help; those still waiting are taken into account.",
      ru: "Через сколько часов у половины вопросов появился помощник; ждущие вопросы учтены.",
      uk: "Через скільки годин половина питань мала помічника; ті, що чекають, враховано.",
      bg: "След колко часа половината от въпросите са имали помощник; чакащите са взети предвид.",
    },
  },
  hours_to_resolved: {
    group: "help",
    basis: "questions",
    name: { en: "Hours to an answer", ru: "Часов до решения", uk: "Годин до вирішення", bg: "Часове до решение" },
    explanation: {
      en: "After how many hours half of the questions were resolved; those still open are taken into account.",
      ru: "Через сколько часов половина вопросов была решена; открытые вопросы учтены.",
      uk: "Через скільки годин половину питань було вирішено; відкриті питання враховано.",
      bg: "След колко часа половината от въпросите са били решени; отворените са взети предвид.",
    },
  },
  resolved_share: {
    group: "help",
    basis: "questions",
    name: { en: "Questions resolved", ru: "Решённые вопросы", uk: "Вирішені питання", bg: "Решени въпроси" },
    explanation: {
      en: "Of the questions asked on the help board, the share that was resolved.",
      ru: "Какая доля вопросов, заданных на доске помощи, решена.",
      uk: "Яку частку питань, поставлених на дошці допомоги, вирішено.",
      bg: "Каква част от въпросите, зададени на таблото за помощ, са решени.",
    },
  },
  topic_share: {
    group: "help",
    basis: "questions",
    name: { en: "Wanted topics", ru: "О чём спрашивают", uk: "Про що питають", bg: "Търсени теми" },
    explanation: {
      en: "Of the questions asked on the help board, the share about this skill.",
      ru: "Какая доля вопросов на доске помощи — об этом навыке.",
      uk: "Яка частка питань на дошці допомоги — про цю навичку.",
      bg: "Каква част от въпросите на таблото за помощ са за това умение.",
    },
  },
  help_given: {
    group: "help",
    basis: "people",
    name: { en: "Help given", ru: "Оказанная помощь", uk: "Надана допомога", bg: "Оказана помощ" },
    explanation: {
      en: "How many times somebody helped somebody, by the word of the one who was helped.",
      ru: "Сколько раз кто-то кому-то помог — по словам того, кому помогли.",
      uk: "Скільки разів хтось комусь допоміг — за словами того, кому допомогли.",
      bg: "Колко пъти някой е помогнал на някого – по думите на този, на когото е помогнато.",
    },
  },
  help_gini: {
    group: "help",
    basis: "people",
    name: {
      en: "Balance of help",
      ru: "Равномерность помощи",
      uk: "Рівномірність допомоги",
      bg: "Равномерност на помощта",
    },
    explanation: {
      en: "How evenly help is spread: 0 when everybody gives alike, 1 when one person gives everything.",
      ru: "Насколько ровно распределена помощь: 0 — все помогают одинаково, 1 — всё делает один человек.",
      uk: "Наскільки рівно розподілена допомога: 0 — усі допомагають однаково, 1 — усе робить одна людина.",
      bg: "Колко равномерно е разпределена помощта: 0 – всички помагат еднакво, 1 – всичко прави един човек.",
    },
  },
  help_top_share: {
    group: "help",
    basis: "helps",
    name: {
      en: "Largest share of help",
      ru: "Наибольшая доля помощи",
      uk: "Найбільша частка допомоги",
      bg: "Най-голям дял от помощта",
    },
    explanation: {
      en: "What share of all help the one person who helped most gave; near 100%, one person carries everything.",
      ru: "Какую долю всей помощи оказал тот, кто помогал больше всех; около 100 % — всё держится на одном человеке.",
      uk: "Яку частку всієї допомоги надала людина, яка допомагала найбільше; близько 100 % — усе тримається на одній людині.",
      bg: "Какъв дял от цялата помощ е оказал този, който е помагал най-много; близо до 100% – всичко се крепи на един човек.",
    },
  },
  thanks_given: {
    group: "help",
    basis: "people",
    name: { en: "Thanks given", ru: "Благодарности", uk: "Подяки", bg: "Изказани благодарности" },
    explanation: {
      en: "How many people thanked whom, each pair counted once.",
      ru: "Сколько раз люди поблагодарили друг друга; каждая пара считается один раз.",
      uk: "Скільки разів люди подякували одне одному; кожна пара рахується один раз.",
      bg: "Колко пъти хората са си благодарили; всяка двойка се брои веднъж.",
    },
  },
  seats_rotated: {
    group: "help",
    basis: "session_pairs",
    name: { en: "Seats rotated", ru: "Смена ведущих", uk: "Зміна ведучих", bg: "Смяна на водещите" },
    explanation: {
      en: "Of each two sessions of a group that follow one another, the share in which somebody else led.",
      ru: "В какой доле случаев следующую встречу группы вёл уже другой человек.",
      uk: "У якій частці випадків наступну зустріч групи вела вже інша людина.",
      bg: "В каква част от случаите следващата среща на групата е водил друг човек.",
    },
  },
} as const satisfies Readonly<Record<string, MetricTexts>>;
