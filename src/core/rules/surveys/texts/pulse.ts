import type { FormWords } from "./question.ts";

export const PULSE = {
  form: {
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
    /** The first line where Google lets in people of one organisation alone. */
    signIn: {
      en: "Google asks you to sign in, because only people of {domain} may answer. Neither your name nor your address is kept with your answer.",
      ru: "Google попросит войти в аккаунт, потому что отвечать могут только люди из {domain}. Ни имя, ни адрес вместе с ответом не сохраняются.",
      uk: "Google попросить увійти в обліковий запис, бо відповідати можуть лише люди з {domain}. Ні ім’я, ні адреса разом із відповіддю не зберігаються.",
      bg: "Google ще поиска да влезете в профила си, защото могат да отговарят само хора от {domain}. Нито името, нито адресът ви се пазят заедно с отговора.",
    },
  },
  questions: {
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
  },
} as const satisfies FormWords;

export const SELF_ASSESSMENT = {
  form: {
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
  questions: {
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
  },
} as const satisfies FormWords;
