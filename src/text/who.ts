import type { Language } from "../core/domain/values/language.ts";

/** What the dashboard says of people somebody has to vouch for. */
export interface WhoTexts {
  heading: string;
  /** Why each is listed, and what follows. */
  says: Record<"named" | "known" | "address", string>;
  yes: Record<"named" | "known" | "address", string>;
  no: string;
  /** What was answered is not what the page showed. */
  changed: string;
}

/** Everything said about coordinators to be confirmed, and addresses to be given to a page. */
export function whoTexts(language: Language): WhoTexts {
  return TEXTS[language];
}

const TEXTS: Readonly<Record<Language, WhoTexts>> = {
  en: {
    heading: "Who is who",
    says: {
      named:
        "A programme’s page names this person as coordinator. Anybody who edits Notion can enter that, so nothing is told to them until you confirm it. If it is wrong, take them out of the page.",
      known:
        "Coordinator since before confirming was asked for. Everything is told to them as ever; please say whether it is right.",
      address: "The address of this page was another page’s first, so nobody is invited under it here.",
    },
    yes: { named: "Confirm as coordinator", known: "Confirm as coordinator", address: "The address is this person’s" },
    no: "Not a coordinator",
    changed: "This has changed since the page was opened. Please look again: nothing was confirmed.",
  },
  ru: {
    heading: "Кто есть кто",
    says: {
      named:
        "На странице программы этот человек указан как координатор. Вписать это может любой, кто редактирует Notion, поэтому до вашего подтверждения туда ничего не сообщается. Если это ошибка, уберите имя со страницы.",
      known:
        "Координатор с тех времён, когда подтверждение не требовалось. Всё сообщается, как прежде; скажите, пожалуйста, верно ли это.",
      address: "Адрес этой страницы раньше был у другой, поэтому по нему никого не приглашают.",
    },
    yes: {
      named: "Подтвердить: координатор",
      known: "Подтвердить: координатор",
      address: "Это адрес этого человека",
    },
    no: "Не координатор",
    changed:
      "С тех пор как страницу открыли, что-то изменилось. Посмотрите, пожалуйста, ещё раз: ничего не подтверждено.",
  },
  uk: {
    heading: "Хто є хто",
    says: {
      named:
        "На сторінці програми цю людину зазначено як координатора. Вписати це може кожен, хто редагує Notion, тому до вашого підтвердження туди нічого не повідомляється. Якщо це помилка, приберіть ім’я зі сторінки.",
      known:
        "Координатор із часів, коли підтвердження не вимагалося. Усе повідомляється, як і раніше; скажіть, будь ласка, чи це правильно.",
      address: "Адреса цієї сторінки раніше була в іншої, тому за нею нікого не запрошують.",
    },
    yes: {
      named: "Підтвердити: координатор",
      known: "Підтвердити: координатор",
      address: "Це адреса цієї людини",
    },
    no: "Не координатор",
    changed: "Відколи сторінку відкрили, щось змінилося. Погляньте, будь ласка, ще раз: нічого не підтверджено.",
  },
  bg: {
    heading: "Кой кой е",
    says: {
      named:
        "На страницата на програма този човек е посочен като координатор. Това може да впише всеки, който редактира Notion, затова до вашето потвърждение нищо не се съобщава там. Ако е грешка, махнете името от страницата.",
      known: "Координатор отпреди да се иска потвърждение. Всичко се съобщава както досега; моля, кажете дали е вярно.",
      address: "Адресът на тази страница е бил първо на друга, затова на него не се канят хора.",
    },
    yes: {
      named: "Потвърждавам: координатор",
      known: "Потвърждавам: координатор",
      address: "Адресът е на този човек",
    },
    no: "Не е координатор",
    changed: "Откакто страницата е отворена, нещо се е променило. Моля, погледнете отново: нищо не е потвърдено.",
  },
};
