import type { Language } from "../../core/domain/values/language.ts";

/** Why the page is closed to a visitor. */
export type Closed = "unknown" | "wrong" | "busy" | "not_through_access" | "other_site" | "not_coordinator";

/** What the closed page and the way in and out of it say. */
interface SignInTexts {
  closed: Record<Closed, string>;
  /** Label of the field the token goes into. */
  token: string;
  signIn: string;
  signOut: string;
  /** What a reader is told about what they do not see. */
  figuresAlone: string;
  /** What a coordinator is told whose token is too easily guessed. */
  shortToken: string;
}

/** Everything said about signing in to the dashboard. */
export function signInTexts(language: Language): SignInTexts {
  return TEXTS[language];
}

const TEXTS: Readonly<Record<Language, SignInTexts>> = {
  en: {
    closed: {
      unknown: "This page is for the programme's coordinators. Sign in with the token you were given.",
      wrong: "That is not the right token. Check it and try again.",
      busy: "Too many wrong tokens came from where you are. Wait a minute and try again.",
      not_through_access: "You can only get here through your organisation's sign-in (Cloudflare Access).",
      other_site: "This was sent from another site, so nothing was done. Open this page and try again.",
      not_coordinator: "Only a coordinator can do this.",
    },
    token: "Token",
    signIn: "Sign in",
    signOut: "Sign out",
    figuresAlone: "You see the programme's figures. Names, meetings and what needs settling are for its coordinators.",
    shortToken:
      "The sign-in token has fewer than 24 characters. Set a longer one as DASHBOARD_TOKEN; the next version will ask for it.",
  },
  ru: {
    closed: {
      unknown: "Эта страница — для координаторов программы. Войдите с токеном, который вам передали.",
      wrong: "Токен не подходит. Проверьте его и попробуйте ещё раз.",
      busy: "С вашего адреса слишком много раз ввели неверный токен. Подождите минуту и попробуйте снова.",
      not_through_access: "Сюда можно попасть только через вход вашей организации (Cloudflare Access).",
      other_site: "Запрос пришёл с другого сайта, поэтому ничего не сделано. Откройте эту страницу и попробуйте снова.",
      not_coordinator: "Это может сделать только координатор.",
    },
    token: "Токен",
    signIn: "Войти",
    signOut: "Выйти",
    figuresAlone: "Вам видны показатели программы. Имена, встречи и то, что требует внимания, видят её координаторы.",
    shortToken:
      "Токен для входа короче 24 знаков. Задайте более длинный в DASHBOARD_TOKEN: следующая версия его потребует.",
  },
  uk: {
    closed: {
      unknown: "Ця сторінка — для координаторів програми. Увійдіть із токеном, який вам передали.",
      wrong: "Токен не підходить. Перевірте його і спробуйте ще раз.",
      busy: "З вашої адреси надто багато разів ввели неправильний токен. Зачекайте хвилину і спробуйте знову.",
      not_through_access: "Сюди можна потрапити лише через вхід вашої організації (Cloudflare Access).",
      other_site: "Запит надійшов з іншого сайту, тому нічого не зроблено. Відкрийте цю сторінку і спробуйте знову.",
      not_coordinator: "Це може зробити лише координатор.",
    },
    token: "Токен",
    signIn: "Увійти",
    signOut: "Вийти",
    figuresAlone: "Вам видно показники програми. Імена, зустрічі й те, що потребує уваги, бачать її координатори.",
    shortToken:
      "Токен для входу коротший за 24 знаки. Задайте довший у DASHBOARD_TOKEN: наступна версія його вимагатиме.",
  },
  bg: {
    closed: {
      unknown: "Тази страница е за координаторите на програмата. Влезте с кода, който сте получили.",
      wrong: "Кодът не е верен. Проверете го и опитайте отново.",
      busy: "От вашия адрес твърде много пъти е въведен грешен код. Изчакайте минута и опитайте отново.",
      not_through_access: "Дотук се стига само през входа на вашата организация (Cloudflare Access).",
      other_site: "Заявката дойде от друг сайт, затова нищо не е направено. Отворете тази страница и опитайте отново.",
      not_coordinator: "Това може да направи само координатор.",
    },
    token: "Код за достъп",
    signIn: "Вход",
    signOut: "Изход",
    figuresAlone:
      "Виждате показателите на програмата. Имената, срещите и нещата за уреждане виждат нейните координатори.",
    shortToken:
      "Кодът за вход е по-къс от 24 знака. Задайте по-дълъг в DASHBOARD_TOKEN: следващата версия ще го изисква.",
  },
};

/** What the dashboard says about people a coordinator has to vouch for. */
interface WhoTexts {
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
  return WHO[language];
}

const WHO: Readonly<Record<Language, WhoTexts>> = {
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
