import type { Texts } from "../core/language.ts";
import type { Unit } from "../core/metrics/metric.ts";

/** Where a figure stands among others, in reading order. */
export const METRIC_GROUPS = ["satisfaction", "engagement", "growth", "goals"] as const;
export type MetricGroup = (typeof METRIC_GROUPS)[number];

/** What a figure is counted over. `answers_asked` are the answers there could have been, `pair_meetings` those of each two people. */
export type Basis = "answers" | "answers_asked" | "sessions" | "places" | "people" | "pair_meetings" | "goals";

interface MetricTexts {
  group: MetricGroup;
  unit: Unit;
  basis: Basis;
  name: Texts;
  explanation: Texts;
}

/** Every metric of core/metrics/catalogue.ts, in its order: what it is called and what its figure says. */
export const METRIC_TEXTS = {
  satisfaction: {
    group: "satisfaction",
    unit: "level",
    basis: "answers",
    name: { en: "Satisfaction", ru: "Удовлетворённость", uk: "Задоволеність", bg: "Удовлетвореност" },
    explanation: {
      en: "How satisfied people are with the programme: the mean of the pulse’s answers from 1 to 5.",
      ru: "Насколько люди довольны программой: среднее ответов пульс-опроса от 1 до 5.",
      uk: "Наскільки люди задоволені програмою: середнє відповідей пульс-опитування від 1 до 5.",
      bg: "Колко са доволни хората от програмата: средното на отговорите в пулс анкетата от 1 до 5.",
    },
  },
  satisfied_share: {
    group: "satisfaction",
    unit: "share",
    basis: "answers",
    name: { en: "Satisfied people", ru: "Доля довольных", uk: "Частка задоволених", bg: "Дял на доволните" },
    explanation: {
      en: "Of the pulse’s answers about satisfaction, the share that are 4 or 5.",
      ru: "Какая доля ответов пульс-опроса об удовлетворённости — 4 или 5.",
      uk: "Яка частка відповідей пульс-опитування про задоволеність — 4 або 5.",
      bg: "Каква част от отговорите в пулс анкетата за удовлетвореността са 4 или 5.",
    },
  },
  supported: {
    group: "satisfaction",
    unit: "level",
    basis: "answers",
    name: { en: "Feeling supported", ru: "Ощущение поддержки", uk: "Відчуття підтримки", bg: "Усещане за подкрепа" },
    explanation: {
      en: "How well people feel supported: the mean of the pulse’s answers from 1 to 5.",
      ru: "Насколько люди чувствуют поддержку: среднее ответов пульс-опроса от 1 до 5.",
      uk: "Наскільки люди відчувають підтримку: середнє відповідей пульс-опитування від 1 до 5.",
      bg: "Доколко хората усещат подкрепа: средното на отговорите в пулс анкетата от 1 до 5.",
    },
  },
  recommend_score: {
    group: "satisfaction",
    unit: "score",
    basis: "answers",
    name: {
      en: "Would recommend",
      ru: "Готовность рекомендовать",
      uk: "Готовність рекомендувати",
      bg: "Готовност за препоръка",
    },
    explanation: {
      en: "The share who answered 9 or 10 less the share who answered 0 to 6, from -100 to 100; shown from 10 answers.",
      ru: "Доля ответов 9 и 10 минус доля ответов от 0 до 6, от -100 до 100; показывается от 10 ответов.",
      uk: "Частка відповідей 9 і 10 мінус частка відповідей від 0 до 6, від -100 до 100; показується від 10 відповідей.",
      bg: "Делът на отговорите 9 и 10 минус дела на отговорите от 0 до 6, от -100 до 100; показва се при поне 10 отговора.",
    },
  },
  response_rate: {
    group: "satisfaction",
    unit: "share",
    basis: "answers_asked",
    name: { en: "Response rate", ru: "Доля ответивших", uk: "Частка тих, хто відповів", bg: "Дял на отговорилите" },
    explanation: {
      en: "Of the people asked in the pulse and the self-assessment, the share that answered.",
      ru: "Какая доля тех, кого спросили в пульс-опросе и самооценке, ответила.",
      uk: "Яка частка тих, кого запитали в пульс-опитуванні та самооцінюванні, відповіла.",
      bg: "Каква част от попитаните в пулс анкетата и самооценката са отговорили.",
    },
  },
  held_rate: {
    group: "engagement",
    unit: "share",
    basis: "sessions",
    name: { en: "Sessions held", ru: "Состоявшиеся встречи", uk: "Зустрічі, що відбулися", bg: "Проведени срещи" },
    explanation: {
      en: "Of the sessions that are over and whose outcome is known, the share in which people met.",
      ru: "Какая доля встреч состоялась — из тех, что позади и об исходе которых известно.",
      uk: "Яка частка зустрічей відбулася — з тих, що минули і про результат яких відомо.",
      bg: "Каква част от срещите са се състояли – от миналите, за които се знае.",
    },
  },
  unreported_share: {
    group: "engagement",
    unit: "share",
    basis: "sessions",
    name: {
      en: "Sessions nobody reported",
      ru: "Встречи без сведений",
      uk: "Зустрічі без відомостей",
      bg: "Срещи без сведения",
    },
    explanation: {
      en: "Of the sessions that are over, the share nobody said anything about; read it beside the share held.",
      ru: "О какой доле прошедших встреч никто ничего не сообщил; смотрите вместе с долей состоявшихся.",
      uk: "Про яку частку минулих зустрічей ніхто нічого не повідомив; дивіться разом із часткою тих, що відбулися.",
      bg: "За каква част от миналите срещи никой нищо не е съобщил; гледайте заедно с дела на проведените.",
    },
  },
  attendance_rate: {
    group: "engagement",
    unit: "share",
    basis: "places",
    name: { en: "Attendance", ru: "Посещаемость", uk: "Відвідуваність", bg: "Присъствие" },
    explanation: {
      en: "Of the places nobody declined, in sessions of which it is known who came, the share that was taken.",
      ru: "Какая доля приглашённых пришла, не считая отказавшихся, — по встречам, о которых известно, кто был.",
      uk: "Яка частка запрошених прийшла, не рахуючи тих, хто відмовився, — за зустрічами, про які відомо, хто був.",
      bg: "Каква част от поканените са дошли, без отказалите – по срещите, за които се знае кой е присъствал.",
    },
  },
  feedback_given_rate: {
    group: "engagement",
    unit: "share",
    basis: "answers_asked",
    name: { en: "Feedback given", ru: "Отзывы о встречах", uk: "Відгуки про зустрічі", bg: "Отзиви за срещи" },
    explanation: {
      en: "Of the people who were at the sessions held, the share that answered the form after it.",
      ru: "Какая доля участников состоявшихся встреч ответила на форму после встречи.",
      uk: "Яка частка учасників зустрічей, що відбулися, відповіла на форму після зустрічі.",
      bg: "Каква част от присъствалите на проведените срещи са попълнили анкетата след срещата.",
    },
  },
  new_people_met: {
    group: "engagement",
    unit: "people",
    basis: "people",
    name: { en: "New people met", ru: "Новые знакомства", uk: "Нові знайомства", bg: "Нови запознанства" },
    explanation: {
      en: "How many people one met for the first time in the programme, on average over those who met anyone.",
      ru: "Со сколькими людьми человек впервые встретился в программе, в среднем по тем, у кого были встречи.",
      uk: "Зі скількома людьми людина вперше зустрілася в програмі, у середньому за тими, хто мав зустрічі.",
      bg: "С колко души човек се е срещнал за първи път в програмата, средно за тези, които са имали срещи.",
    },
  },
  repeat_share: {
    group: "engagement",
    unit: "share",
    basis: "pair_meetings",
    name: { en: "Repeat meetings", ru: "Повторные встречи", uk: "Повторні зустрічі", bg: "Повторни срещи" },
    explanation: {
      en: "Of the meetings of each two people, the share of those who had met before. A circle repeats, random pairs should not.",
      ru: "Какая доля встреч каждых двух человек — повторная. В круге это обычно, в случайных парах нежелательно.",
      uk: "Яка частка зустрічей кожних двох людей — повторна. У колі це звично, у випадкових парах небажано.",
      bg: "Каква част от срещите на всеки двама души са повторни. В кръг това е обичайно, при случайни двойки е нежелателно.",
    },
  },
  growth_points: {
    group: "growth",
    unit: "points",
    basis: "people",
    name: { en: "Growth of skills", ru: "Рост навыков", uk: "Зростання навичок", bg: "Напредък в уменията" },
    explanation: {
      en: "How many points of the scale from 1 to 5 the same people’s self-assessment rose since their first. It is not the programme’s effect alone.",
      ru: "На сколько баллов по шкале от 1 до 5 выросла самооценка тех же людей с их первой. Это не заслуга одной только программы.",
      uk: "На скільки балів за шкалою від 1 до 5 зросло самооцінювання тих самих людей від їхнього першого. Це не заслуга самої лише програми.",
      bg: "С колко точки по скалата от 1 до 5 се е повишила самооценката на същите хора от първата им. Това не е заслуга само на програмата.",
    },
  },
  growth_percent: {
    group: "growth",
    unit: "percent",
    basis: "people",
    name: {
      en: "Growth of skills, %",
      ru: "Рост навыков, %",
      uk: "Зростання навичок, %",
      bg: "Напредък в уменията, %",
    },
    explanation: {
      en: "By how many per cent the same people’s mean self-assessment is above their first.",
      ru: "На сколько процентов средняя самооценка тех же людей выше их первой.",
      uk: "На скільки відсотків середнє самооцінювання тих самих людей вище за їхнє перше.",
      bg: "С колко процента средната самооценка на същите хора е над първата им.",
    },
  },
  goals_done: {
    group: "goals",
    unit: "share",
    basis: "goals",
    name: { en: "Goals done", ru: "Достигнутые цели", uk: "Досягнуті цілі", bg: "Постигнати цели" },
    explanation: {
      en: "Of the goals that are done or have a due day, the share their owners marked as done.",
      ru: "Из целей, которые достигнуты или имеют срок, — доля тех, что сами люди отметили как достигнутые.",
      uk: "Із цілей, які досягнуто або які мають термін, — частка тих, що самі люди позначили як досягнуті.",
      bg: "От целите, които са постигнати или имат срок – делът на тези, които самите хора са отбелязали като постигнати.",
    },
  },
  goals_on_track: {
    group: "goals",
    unit: "share",
    basis: "goals",
    name: { en: "Goals on track", ru: "Цели по плану", uk: "Цілі за планом", bg: "Цели по план" },
    explanation: {
      en: "Of the goals that are done or have a due day, the share whose progress keeps up with their time.",
      ru: "Из целей, которые достигнуты или имеют срок, — доля тех, где прогресс не отстаёт от времени.",
      uk: "Із цілей, які досягнуто або які мають термін, — частка тих, де прогрес не відстає від часу.",
      bg: "От целите, които са постигнати или имат срок – делът на тези, при които напредъкът не изостава от времето.",
    },
  },
  goals_off_track: {
    group: "goals",
    unit: "share",
    basis: "goals",
    name: {
      en: "Goals off track",
      ru: "Цели, отстающие от плана",
      uk: "Цілі, що відстають від плану",
      bg: "Изоставащи цели",
    },
    explanation: {
      en: "Of the goals that are done or have a due day, the share that are overdue or lag behind their time; a reason to offer help.",
      ru: "Из целей, которые достигнуты или имеют срок, — доля тех, где срок прошёл или прогресс отстаёт от времени; повод предложить помощь.",
      uk: "Із цілей, які досягнуто або які мають термін, — частка тих, де термін минув або прогрес відстає від часу; привід запропонувати допомогу.",
      bg: "От целите, които са постигнати или имат срок – делът на тези, при които срокът е изтекъл или напредъкът изостава; повод да предложите помощ.",
    },
  },
  goals_overdue: {
    group: "goals",
    unit: "share",
    basis: "goals",
    name: {
      en: "Goals overdue",
      ru: "Цели с прошедшим сроком",
      uk: "Цілі, термін яких минув",
      bg: "Цели с изтекъл срок",
    },
    explanation: {
      en: "Of the goals that are done or have a due day, the share whose due day has passed; they are among those off track.",
      ru: "Из целей, которые достигнуты или имеют срок, — доля тех, чей срок прошёл; они входят в отстающие от плана.",
      uk: "Із цілей, які досягнуто або які мають термін, — частка тих, чий термін минув; вони входять до тих, що відстають.",
      bg: "От целите, които са постигнати или имат срок – делът на тези, чийто срок е изтекъл; те са сред изоставащите.",
    },
  },
} as const satisfies Readonly<Record<string, MetricTexts>>;

/** What a value of *Metrics* is counted in, as it stands in Notion's column: a share is 0 to 1 there. */
export const UNIT_TEXTS: Readonly<Record<Unit, Texts>> = {
  level: { en: "of 5", ru: "из 5", uk: "з 5", bg: "от 5" },
  share: { en: "share, 0 to 1", ru: "доля, от 0 до 1", uk: "частка, від 0 до 1", bg: "дял, от 0 до 1" },
  percent: { en: "%", ru: "%", uk: "%", bg: "%" },
  score: { en: "-100 to 100", ru: "от -100 до 100", uk: "від -100 до 100", bg: "от -100 до 100" },
  points: { en: "points", ru: "баллы", uk: "бали", bg: "точки" },
  people: { en: "people, on average", ru: "человек в среднем", uk: "людей у середньому", bg: "души средно" },
};

export const GROUP_TEXTS: Readonly<Record<MetricGroup, Texts>> = {
  satisfaction: {
    en: "How people find it",
    ru: "Как людям в программе",
    uk: "Як людям у програмі",
    bg: "Как е на хората",
  },
  engagement: { en: "Meeting", ru: "Встречи", uk: "Зустрічі", bg: "Срещи" },
  growth: { en: "Growth of skills", ru: "Рост навыков", uk: "Зростання навичок", bg: "Напредък в уменията" },
  goals: { en: "Goals", ru: "Цели", uk: "Цілі", bg: "Цели" },
};

type Counted = Readonly<Record<"one" | "few" | "other", string>>;

/** "12 answers"; in `of`, the words after "7 of 9". Decimals take the last form. */
export const BASIS_TEXTS: Readonly<
  Record<Basis, Readonly<Record<keyof Texts, { count: Counted; of: Readonly<Record<"one" | "other", string>> }>>>
> = {
  answers: {
    en: { count: { one: "answer", few: "answers", other: "answers" }, of: { one: "answer", other: "answers" } },
    ru: { count: { one: "ответ", few: "ответа", other: "ответов" }, of: { one: "ответа", other: "ответов" } },
    uk: {
      count: { one: "відповідь", few: "відповіді", other: "відповідей" },
      of: { one: "відповіді", other: "відповідей" },
    },
    bg: { count: { one: "отговор", few: "отговора", other: "отговора" }, of: { one: "отговор", other: "отговора" } },
  },
  answers_asked: {
    en: {
      count: { one: "possible answer", few: "possible answers", other: "possible answers" },
      of: { one: "possible answer", other: "possible answers" },
    },
    ru: {
      count: { one: "возможный ответ", few: "возможных ответа", other: "возможных ответов" },
      of: { one: "возможного ответа", other: "возможных ответов" },
    },
    uk: {
      count: { one: "можлива відповідь", few: "можливі відповіді", other: "можливих відповідей" },
      of: { one: "можливої відповіді", other: "можливих відповідей" },
    },
    bg: {
      count: { one: "възможен отговор", few: "възможни отговора", other: "възможни отговора" },
      of: { one: "възможен отговор", other: "възможни отговора" },
    },
  },
  sessions: {
    en: { count: { one: "session", few: "sessions", other: "sessions" }, of: { one: "session", other: "sessions" } },
    ru: { count: { one: "встреча", few: "встречи", other: "встреч" }, of: { one: "встречи", other: "встреч" } },
    uk: {
      count: { one: "зустріч", few: "зустрічі", other: "зустрічей" },
      of: { one: "зустрічі", other: "зустрічей" },
    },
    bg: { count: { one: "среща", few: "срещи", other: "срещи" }, of: { one: "среща", other: "срещи" } },
  },
  places: {
    en: { count: { one: "place", few: "places", other: "places" }, of: { one: "place", other: "places" } },
    ru: { count: { one: "место", few: "места", other: "мест" }, of: { one: "места", other: "мест" } },
    uk: { count: { one: "місце", few: "місця", other: "місць" }, of: { one: "місця", other: "місць" } },
    bg: { count: { one: "място", few: "места", other: "места" }, of: { one: "място", other: "места" } },
  },
  people: {
    en: { count: { one: "person", few: "people", other: "people" }, of: { one: "person", other: "people" } },
    ru: { count: { one: "человек", few: "человека", other: "человек" }, of: { one: "человека", other: "человек" } },
    uk: { count: { one: "людина", few: "людини", other: "людей" }, of: { one: "людини", other: "людей" } },
    bg: { count: { one: "човек", few: "души", other: "души" }, of: { one: "човек", other: "души" } },
  },
  pair_meetings: {
    en: {
      count: { one: "meeting of two", few: "meetings of two", other: "meetings of two" },
      of: { one: "meeting of two", other: "meetings of two" },
    },
    ru: {
      count: { one: "попарная встреча", few: "попарные встречи", other: "попарных встреч" },
      of: { one: "попарной встречи", other: "попарных встреч" },
    },
    uk: {
      count: { one: "попарна зустріч", few: "попарні зустрічі", other: "попарних зустрічей" },
      of: { one: "попарної зустрічі", other: "попарних зустрічей" },
    },
    bg: {
      count: { one: "среща по двама", few: "срещи по двама", other: "срещи по двама" },
      of: { one: "среща по двама", other: "срещи по двама" },
    },
  },
  goals: {
    en: { count: { one: "goal", few: "goals", other: "goals" }, of: { one: "goal", other: "goals" } },
    ru: { count: { one: "цель", few: "цели", other: "целей" }, of: { one: "цели", other: "целей" } },
    uk: { count: { one: "ціль", few: "цілі", other: "цілей" }, of: { one: "цілі", other: "цілей" } },
    bg: { count: { one: "цел", few: "цели", other: "цели" }, of: { one: "цел", other: "цели" } },
  },
};
