import type { FormWords } from "./question.ts";

export const STANDING = {
  form: {
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
      en: "Half a minute, whenever you like, as often as you like. No reason is needed, and no mail follows: your calendar shows what comes of it. A break, or that you left, can be seen in Notion; that you would like to meet somebody else cannot.\nYour answers stay in Google Forms; who can open them there: {whoReads}.\nThis is for your comfort, not for appraising people.",
      ru: "Полминуты, когда угодно и сколько угодно раз. Причину называть не нужно, отдельных писем не будет: что изменилось, покажет ваш календарь. Паузу или уход из программы видно в Notion; просьбу встречаться с кем-то другим — нет.\nОтветы остаются в Google Формах; кто может открыть их там: {whoReads}.\nФорма нужна, чтобы вам было удобно; людей по ней не оценивают.",
      uk: "Пів хвилини, коли завгодно й скільки завгодно разів. Причину називати не потрібно, окремих листів не буде: що змінилося, покаже ваш календар. Паузу чи вихід із програми видно в Notion; прохання зустрічатися з кимось іншим — ні.\nВідповіді залишаються в Google Формах; хто може відкрити їх там: {whoReads}.\nФорма потрібна, щоб вам було зручно; людей за нею не оцінюють.",
      bg: "Половин минута, когато и колкото пъти поискате. Не е нужна причина и няма да получавате отделни писма: промяната ще видите в календара си. Почивката и напускането се виждат в Notion, а желанието да се срещате с някой друг – не.\nОтговорите остават в Google Формуляри; кой може да ги отвори там: {whoReads}.\nФормулярът е за ваше удобство; хората не се оценяват по него.",
    },
  },
  questions: {
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
  },
} as const satisfies FormWords;
