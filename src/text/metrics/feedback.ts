import type { MetricTexts } from "./metricText.ts";

/** How people find the programme, and the feedback they give. */
export const FEEDBACK_METRICS = {
  satisfaction: {
    group: "satisfaction",
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
    basis: "answers_asked",
    name: { en: "Response rate", ru: "Доля ответивших", uk: "Частка тих, хто відповів", bg: "Дял на отговорилите" },
    explanation: {
      en: "Of the people asked in the pulse and the self-assessment, the share that answered.",
      ru: "Какая доля тех, кого спросили в пульс-опросе и самооценке, ответила.",
      uk: "Яка частка тих, кого запитали в пульс-опитуванні та самооцінюванні, відповіла.",
      bg: "Каква част от попитаните в пулс анкетата и самооценката са отговорили.",
    },
  },
  feedback_given_rate: {
    group: "feedback",
    basis: "answers_asked",
    name: { en: "Feedback given", ru: "Отзывы о встречах", uk: "Відгуки про зустрічі", bg: "Отзиви за срещи" },
    explanation: {
      en: "Of the people who were at the sessions held, the share that answered the form after it.",
      ru: "Какая доля участников состоявшихся встреч ответила на форму после встречи.",
      uk: "Яка частка учасників зустрічей, що відбулися, відповіла на форму після зустрічі.",
      bg: "Каква част от присъствалите на проведените срещи са попълнили анкетата след срещата.",
    },
  },
  feedback_given_each: {
    group: "feedback",
    basis: "people",
    name: { en: "Feedback given, each", ru: "Отзывов от человека", uk: "Відгуків від людини", bg: "Отзиви от човек" },
    explanation: {
      en: "How many of the sessions a person was at they gave feedback on, on average.",
      ru: "На сколько встреч, где человек был, он дал отзыв, в среднем.",
      uk: "На скільки зустрічей, де людина була, вона дала відгук, у середньому.",
      bg: "За колко от срещите, на които е бил, човек е дал отзив, средно.",
    },
  },
  feedback_received_each: {
    group: "feedback",
    basis: "people",
    name: { en: "Feedback received, each", ru: "Отзывов человеку", uk: "Відгуків людині", bg: "Отзиви за човек" },
    explanation: {
      en: "How many answers of others there are on the sessions a person was at, on average.",
      ru: "Сколько отзывов других людей есть о встречах, где человек был, в среднем.",
      uk: "Скільки відгуків інших людей є про зустрічі, де людина була, у середньому.",
      bg: "Колко отзива на други хора има за срещите, на които човек е бил, средно.",
    },
  },
  both_sides_rate: {
    group: "feedback",
    basis: "sessions",
    name: {
      en: "Feedback from all sides",
      ru: "Отзывы всех участников",
      uk: "Відгуки всіх учасників",
      bg: "Отзиви от всички страни",
    },
    explanation: {
      en: "Of the sessions held, the share for which everyone who was there answered within 48 hours.",
      ru: "О какой доле состоявшихся встреч все, кто был, рассказали за 48 часов.",
      uk: "Про яку частку зустрічей, що відбулися, усі, хто був, розповіли за 48 годин.",
      bg: "За каква част от проведените срещи всички присъствали са отговорили до 48 часа.",
    },
  },
  usefulness: {
    group: "feedback",
    basis: "answers",
    name: { en: "Usefulness of sessions", ru: "Польза встреч", uk: "Користь зустрічей", bg: "Полза от срещите" },
    explanation: {
      en: "How useful people found the sessions: the mean of their answers from 1 to 5.",
      ru: "Насколько встречи были полезны людям: среднее ответов от 1 до 5.",
      uk: "Наскільки зустрічі були корисні людям: середнє відповідей від 1 до 5.",
      bg: "Колко полезни са били срещите за хората: средното на отговорите от 1 до 5.",
    },
  },
  advice_share: {
    group: "feedback",
    basis: "answers",
    name: { en: "Concrete advice", ru: "Применимые советы", uk: "Придатні поради", bg: "Приложими съвети" },
    explanation: {
      en: "Of the answers after sessions, the share that say they got advice they can use.",
      ru: "В какой доле ответов после встреч сказано, что получен совет, который можно применить.",
      uk: "У якій частці відповідей після зустрічей сказано, що отримано пораду, яку можна застосувати.",
      bg: "В каква част от отговорите след срещите се казва, че е получен съвет, който може да се приложи.",
    },
  },
} as const satisfies Readonly<Record<string, MetricTexts>>;
