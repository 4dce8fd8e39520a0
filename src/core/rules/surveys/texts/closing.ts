import type { Texts } from "../../../domain/values/language.ts";
import { type FormWords, NO, YES } from "./question.ts";

const JUST_A_NUMBER: Texts = { en: "Just a number", ru: "Просто число", uk: "Просто число", bg: "Само число" };

export const CLOSING = {
  form: {
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
  questions: {
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
  },
} as const satisfies FormWords;
