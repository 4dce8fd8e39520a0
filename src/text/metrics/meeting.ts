import type { MetricTexts } from "./metricText.ts";

/** Whether and how people meet. */
export const MEETING_METRICS = {
  sessions_held: {
    group: "engagement",
    basis: "sessions",
    name: {
      en: "Number of sessions held",
      ru: "Число состоявшихся встреч",
      uk: "Кількість зустрічей, що відбулися",
      bg: "Брой проведени срещи",
    },
    explanation: {
      en: "How many of the sessions that are over are known to have taken place.",
      ru: "Сколько из прошедших встреч точно состоялось.",
      uk: "Скільки з минулих зустрічей точно відбулося.",
      bg: "Колко от миналите срещи със сигурност са се състояли.",
    },
  },
  held_rate: {
    group: "engagement",
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
    basis: "places",
    name: { en: "Attendance", ru: "Посещаемость", uk: "Відвідуваність", bg: "Присъствие" },
    explanation: {
      en: "Of the places nobody declined, in sessions of which it is known who came, the share that was taken.",
      ru: "Какая доля приглашённых пришла, не считая отказавшихся, — по встречам, о которых известно, кто был.",
      uk: "Яка частка запрошених прийшла, не рахуючи тих, хто відмовився, — за зустрічами, про які відомо, хто був.",
      bg: "Каква част от поканените са дошли, без отказалите – по срещите, за които се знае кой е присъствал.",
    },
  },
  rhythm: {
    group: "engagement",
    basis: "sessions",
    name: { en: "Rhythm", ru: "Ритм встреч", uk: "Ритм зустрічей", bg: "Ритъм на срещите" },
    explanation: {
      en: "Of the sessions the programme promised its people, the share they were at; weeks without a common time count as promised.",
      ru: "На какой доле встреч, обещанных программой, люди были; недели без общего времени тоже считаются обещанными.",
      uk: "На якій частці зустрічей, обіцяних програмою, люди були; тижні без спільного часу теж вважаються обіцяними.",
      bg: "На каква част от обещаните от програмата срещи са били хората; седмиците без общо време също се броят за обещани.",
    },
  },
  active_share: {
    group: "engagement",
    basis: "people",
    name: { en: "People who meet", ru: "Кто встречается", uk: "Хто зустрічається", bg: "Хора, които се срещат" },
    explanation: {
      en: "Of the people who take part and are not on leave, the share that had a session in these 28 days.",
      ru: "У какой доли участников, не считая отсутствующих, за эти 28 дней была встреча.",
      uk: "У якої частки учасників, не рахуючи відсутніх, за ці 28 днів була зустріч.",
      bg: "Каква част от участниците, без отсъстващите, са имали среща през тези 28 дни.",
    },
  },
  session_minutes: {
    group: "engagement",
    basis: "answers",
    name: { en: "Minutes a session", ru: "Минут на встречу", uk: "Хвилин на зустріч", bg: "Минути на среща" },
    explanation: {
      en: "How long people say they talked, on average.",
      ru: "Сколько минут, по словам людей, длился разговор, в среднем.",
      uk: "Скільки хвилин, за словами людей, тривала розмова, у середньому.",
      bg: "Колко минути, по думите на хората, е продължил разговорът, средно.",
    },
  },
  ended_in_time: {
    group: "engagement",
    basis: "answers",
    name: { en: "Ended on time", ru: "Закончили вовремя", uk: "Завершили вчасно", bg: "Приключили навреме" },
    explanation: {
      en: "Of the answers after sessions, the share that say it ended on time.",
      ru: "В какой доле ответов после встреч сказано, что она закончилась вовремя.",
      uk: "У якій частці відповідей після зустрічей сказано, що вона завершилася вчасно.",
      bg: "В каква част от отговорите след срещите се казва, че срещата е приключила навреме.",
    },
  },
  concrete_question_share: {
    group: "engagement",
    basis: "sessions",
    name: { en: "Sessions with a question", ru: "Встречи с вопросом", uk: "Зустрічі з питанням", bg: "Срещи с въпрос" },
    explanation: {
      en: "Of the sessions that are over, the share whose page had a question to talk about.",
      ru: "На странице какой доли прошедших встреч был записан вопрос для разговора.",
      uk: "На сторінці якої частки минулих зустрічей було записано питання для розмови.",
      bg: "На страницата на каква част от миналите срещи е имало записан въпрос за разговор.",
    },
  },
  new_people_met: {
    group: "engagement",
    basis: "people",
    name: { en: "New people met", ru: "Новые знакомства", uk: "Нові знайомства", bg: "Нови запознанства" },
    explanation: {
      en: "How many people one met for the first time in the programme, on average over those who met anyone.",
      ru: "Со сколькими людьми человек впервые встретился в программе, в среднем по тем, у кого были встречи.",
      uk: "Зі скількома людьми людина вперше зустрілася в програмі, у середньому за тими, хто мав зустрічі.",
      bg: "С колко души човек се е срещнал за първи път в програмата, средно за тези, които са имали срещи.",
    },
  },
  new_people_share: {
    group: "engagement",
    basis: "pairs",
    name: {
      en: "New people met of those possible",
      ru: "Новые знакомства из возможных",
      uk: "Нові знайомства з можливих",
      bg: "Нови запознанства от възможните",
    },
    explanation: {
      en: "Of all pairs of people who take part, the share that met for the first time.",
      ru: "Какая доля всех пар участников встретилась впервые.",
      uk: "Яка частка всіх пар учасників зустрілася вперше.",
      bg: "Каква част от всички двойки участници са се срещнали за първи път.",
    },
  },
  repeat_share: {
    group: "engagement",
    basis: "pair_meetings",
    name: { en: "Repeat meetings", ru: "Повторные встречи", uk: "Повторні зустрічі", bg: "Повторни срещи" },
    explanation: {
      en: "Of the meetings of each two people, the share of those who had met before. A circle repeats, random pairs should not.",
      ru: "Какая доля встреч каждых двух человек — повторная. В круге это обычно, в случайных парах нежелательно.",
      uk: "Яка частка зустрічей кожних двох людей — повторна. У колі це звично, у випадкових парах небажано.",
      bg: "Каква част от срещите на всеки двама души са повторни. В кръг това е обичайно, при случайни двойки е нежелателно.",
    },
  },
  event_attendance: {
    group: "engagement",
    basis: "places",
    name: {
      en: "Attendance of events",
      ru: "Посещаемость мероприятий",
      uk: "Відвідуваність заходів",
      bg: "Присъствие на събития",
    },
    explanation: {
      en: "Of the places people took at webinars and classes, the share that was used.",
      ru: "Какая доля мест, занятых людьми на вебинарах и занятиях, не пустовала.",
      uk: "Яка частка місць, зайнятих людьми на вебінарах і заняттях, не пустувала.",
      bg: "Каква част от заетите места на уебинари и занятия са били използвани.",
    },
  },
} as const satisfies Readonly<Record<string, MetricTexts>>;
