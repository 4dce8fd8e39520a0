import type { ProblemTexts } from "./say.ts";

export const THANKS_PROBLEMS: ProblemTexts<"thanks_from_nobody" | "thanks_to_nobody" | "thanks_to_oneself"> = {
  thanks_from_nobody(_, { thanks }) {
    return {
      en: `Nobody can tell who says thank you. Choose yourself in ${thanks("from")}.`,
      ru: `Непонятно, от кого благодарность. Выберите себя в ${thanks("from")}.`,
      uk: `Незрозуміло, від кого подяка. Виберіть себе в ${thanks("from")}.`,
      bg: `Не е ясно от кого е благодарността. Изберете себе си в ${thanks("from")}.`,
    };
  },
  thanks_to_nobody(_, { thanks }) {
    return {
      en: `Nobody can tell whom the thanks are for. Choose a person in ${thanks("to")}.`,
      ru: `Непонятно, кому благодарность. Выберите человека в ${thanks("to")}.`,
      uk: `Незрозуміло, кому подяка. Виберіть людину в ${thanks("to")}.`,
      bg: `Не е ясно на кого е благодарността. Изберете човек в ${thanks("to")}.`,
    };
  },
  thanks_to_oneself(_, { thanks }) {
    return {
      en: `The same person is in ${thanks("from")} and ${thanks("to")}. Thanks to oneself do not count.`,
      ru: `Один и тот же человек указан в ${thanks("from")} и в ${thanks("to")}. Благодарность себе не учитывается.`,
      uk: `Ту саму людину вказано в ${thanks("from")} і в ${thanks("to")}. Подяка собі не враховується.`,
      bg: `Един и същ човек е в ${thanks("from")} и в ${thanks("to")}. Благодарност към себе си не се брои.`,
    };
  },
};
