import type { Language } from "../core/domain/values/language.ts";

/** Why the page is closed to somebody. */
export type Closed = "unknown" | "wrong" | "busy" | "not_through_access" | "other_site" | "not_coordinator";

/** What the closed page and the way in and out of it say. */
export interface SignInTexts {
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
