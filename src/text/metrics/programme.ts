import type { MetricTexts } from "./metricText.ts";

/** How the programme is kept together. */
export const PROGRAMME_METRICS = {
  coverage: {
    group: "programme",
    basis: "people",
    name: { en: "People in a group", ru: "Кто состоит в группе", uk: "Хто є в групі", bg: "Хора в група" },
    explanation: {
      en: "Of the people who take part, the share that have a group and are not on leave.",
      ru: "Какая доля участников состоит в группе и не отсутствует.",
      uk: "Яка частка учасників є в групі й не відсутня.",
      bg: "Каква част от участниците са в група и не отсъстват.",
    },
  },
  left_out: {
    group: "programme",
    basis: "people",
    name: { en: "Left out", ru: "Остались без группы", uk: "Залишилися без групи", bg: "Останали без група" },
    explanation: {
      en: "Of the people who take part, the share that are there and have no group.",
      ru: "Какая доля участников на месте, но без группы.",
      uk: "Яка частка учасників на місці, але без групи.",
      bg: "Каква част от участниците не отсъстват, но нямат група.",
    },
  },
  on_leave: {
    group: "programme",
    basis: "people",
    name: { en: "On leave", ru: "Отсутствуют", uk: "Відсутні", bg: "Отсъстващи" },
    explanation: {
      en: "Of the people who take part, the share that are away or have paused.",
      ru: "Какая доля участников отсутствует или взяла паузу.",
      uk: "Яка частка учасників відсутня або взяла паузу.",
      bg: "Каква част от участниците отсъстват или са в пауза.",
    },
  },
  retention: {
    group: "programme",
    basis: "people",
    name: {
      en: "Still in after 90 days",
      ru: "Остались через 90 дней",
      uk: "Залишилися через 90 днів",
      bg: "Останали след 90 дни",
    },
    explanation: {
      en: "Of the people whose 90th day in the programme came in this period, the share that were still in it.",
      ru: "Какая доля тех, у кого в этот период шёл 90-й день в программе, ещё участвовала в ней.",
      uk: "Яка частка тих, у кого в цей період був 90-й день у програмі, ще брала в ній участь.",
      bg: "Каква част от хората, чийто 90-и ден в програмата е бил в този период, още са участвали в нея.",
    },
  },
  hours_to_first_session: {
    group: "programme",
    basis: "people",
    name: {
      en: "Hours to the first session",
      ru: "Часов до первой встречи",
      uk: "Годин до першої зустрічі",
      bg: "Часове до първата среща",
    },
    explanation: {
      en: "After how many hours half of those who joined had their first session; those still waiting are taken into account.",
      ru: "Через сколько часов у половины присоединившихся прошла первая встреча; ждущие учтены.",
      uk: "Через скільки годин половина тих, хто приєднався, мала першу зустріч; тих, хто чекає, враховано.",
      bg: "След колко часа половината от присъединилите се са имали първа среща; чакащите са взети предвид.",
    },
  },
  invitations_sent: {
    group: "programme",
    basis: "sessions",
    name: { en: "Invitations", ru: "Приглашения", uk: "Запрошення", bg: "Покани" },
    explanation: {
      en: "How many places people were invited to in the sessions that are over.",
      ru: "На сколько мест людей пригласили во встречах, которые уже позади.",
      uk: "На скільки місць людей запросили в зустрічах, які вже минули.",
      bg: "За колко места са били поканени хора в срещите, които са минали.",
    },
  },
  invitations_declined: {
    group: "programme",
    basis: "invitations",
    name: {
      en: "Invitations declined",
      ru: "Отклонённые приглашения",
      uk: "Відхилені запрошення",
      bg: "Отказани покани",
    },
    explanation: {
      en: "Of the invitations to the sessions that are over, the share that was declined.",
      ru: "Какая доля приглашений на прошедшие встречи отклонена.",
      uk: "Яку частку запрошень на минулі зустрічі відхилено.",
      bg: "Каква част от поканите за миналите срещи са отказани.",
    },
  },
  weeks_to_home: {
    group: "programme",
    basis: "people",
    name: {
      en: "Weeks to feel at home",
      ru: "Недель до ощущения «свой»",
      uk: "Тижнів до відчуття «свій»",
      bg: "Седмици до усещането „у дома“",
    },
    explanation: {
      en: "How many weeks it took newcomers to feel at home, by their own answers, on average.",
      ru: "Через сколько недель новички, по их словам, почувствовали себя своими, в среднем.",
      uk: "Через скільки тижнів новачки, за їхніми словами, відчули себе своїми, у середньому.",
      bg: "След колко седмици новите, по думите им, са се почувствали като у дома си, средно.",
    },
  },
} as const satisfies Readonly<Record<string, MetricTexts>>;
