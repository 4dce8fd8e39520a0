import type { Language, Texts } from "../../core/domain/values/language.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import type { Words } from "../../core/words/words.ts";
import { columnName, optionName } from "../phrases/names.ts";
import { listOf, plural, quote } from "../phrases/phrase.ts";
import { dayAndTime } from "../phrases/when.ts";

/** What coordinators are told of what waits for them. */
export const HELD_WORDS = { heldWaiting, draftsWaiting } satisfies Partial<Words>;

/** How many people would be told of what; those with nothing are left out. */
interface ReachCounts {
  invitations: number;
  moves: number;
  cancellations: number;
  /** Of those invited: people outside the organisation who are new, and addresses that are on no page. */
  outsiders?: number;
  strangers?: number;
}

type Kind = keyof ReachCounts;

const FORMS: Readonly<Record<Kind, Readonly<Record<Language, { one: string; few?: string; other: string }>>>> = {
  invitations: {
    en: { one: "invitation", other: "invitations" },
    ru: { one: "приглашение", few: "приглашения", other: "приглашений" },
    uk: { one: "запрошення", few: "запрошення", other: "запрошень" },
    bg: { one: "покана", other: "покани" },
  },
  moves: {
    en: { one: "notice of a change", other: "notices of a change" },
    ru: { one: "сообщение об изменении", few: "сообщения об изменении", other: "сообщений об изменении" },
    uk: { one: "повідомлення про зміну", few: "повідомлення про зміну", other: "повідомлень про зміну" },
    bg: { one: "съобщение за промяна", other: "съобщения за промяна" },
  },
  cancellations: {
    en: { one: "notice of a cancellation", other: "notices of a cancellation" },
    ru: { one: "сообщение об отмене", few: "сообщения об отмене", other: "сообщений об отмене" },
    uk: { one: "повідомлення про скасування", few: "повідомлення про скасування", other: "повідомлень про скасування" },
    bg: { one: "съобщение за отмяна", other: "съобщения за отмяна" },
  },
  outsiders: {
    en: {
      one: "invitation to somebody new outside the organisation",
      other: "invitations to new people outside the organisation",
    },
    ru: {
      one: "приглашение кому-то новому вне организации",
      few: "приглашения новым людям вне организации",
      other: "приглашений новым людям вне организации",
    },
    uk: {
      one: "запрошення комусь новому поза організацією",
      few: "запрошення новим людям поза організацією",
      other: "запрошень новим людям поза організацією",
    },
    bg: { one: "покана до нов човек извън организацията", other: "покани до нови хора извън организацията" },
  },
  strangers: {
    en: { one: "invitation to an address that is on no page", other: "invitations to addresses that are on no page" },
    ru: {
      one: "приглашение на адрес, которого нет ни на одной странице",
      few: "приглашения на адреса, которых нет ни на одной странице",
      other: "приглашений на адреса, которых нет ни на одной странице",
    },
    uk: {
      one: "запрошення на адресу, якої немає на жодній сторінці",
      few: "запрошення на адреси, яких немає на жодній сторінці",
      other: "запрошень на адреси, яких немає на жодній сторінці",
    },
    bg: {
      one: "покана до адрес, който не е на никоя страница",
      other: "покани до адреси, които не са на никоя страница",
    },
  },
};

/** "240 invitations and 3 notices of a cancellation"; "0 invitations" of one kind, too, where only that is asked for. */
function reachInWords(counts: Partial<ReachCounts>, language: Language): string {
  const items = (Object.keys(FORMS) as Kind[]).flatMap(kind => {
    const count = counts[kind];
    return count === undefined ? [] : [`${count} ${plural(count, language, FORMS[kind][language])}`];
  });
  return listOf(items, language);
}

/** Who is new is told where that is why it waits. */
function shownOf(counts: ReachCounts, over: readonly Kind[]): Partial<ReachCounts> {
  const { outsiders = 0, strangers = 0, ...all } = counts;
  return {
    ...positive(all),
    ...(over.includes("outsiders") ? { outsiders } : {}),
    ...(over.includes("strangers") ? { strangers } : {}),
  };
}

function positive(counts: ReachCounts): Partial<ReachCounts> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

/** What waits, and why: what the run would send, and how much of that may be sent today without asking. */
export function heldReason(
  held: { reach: ReachCounts; limit: ReachCounts; over: readonly Kind[] },
  language: Language,
): string {
  const all = reachInWords(shownOf(held.reach, held.over), language);
  const most = reachInWords(Object.fromEntries(held.over.map(kind => [kind, held.limit[kind]])), language);
  const texts: Texts = {
    en: `Held until a coordinator says go, for it is far more than usual: ${all} (today without a go at most: ${most}). Nothing of this has been sent:`,
    ru: `Ждёт разрешения координатора, потому что это намного больше обычного: ${all} (сегодня без разрешения не больше: ${most}). Ничего из этого не отправлено:`,
    uk: `Чекає на дозвіл координатора, бо це значно більше, ніж зазвичай: ${all} (сьогодні без дозволу щонайбільше: ${most}). Нічого з цього не надіслано:`,
    bg: `Чака разрешение от координатор, защото е много повече от обичайното: ${all} (днес без разрешение най-много: ${most}). Нищо от това не е изпратено:`,
  };
  return texts[language];
}

interface GoTexts {
  heading: string;
  button: string;
  /** What a go is for, and what to do instead of giving it. */
  note: string;
  /** After a go. */
  said: string;
  /** What waits is not what the page showed when go was said. */
  changed: string;
}

/** What the dashboard says around a held run. */
export function goTexts(language: Language): GoTexts {
  return GO[language];
}

const GO: Readonly<Record<Language, GoTexts>> = {
  en: {
    heading: "A run is waiting for your go",
    button: "Go: send it",
    note: "A go counts once, and for exactly what is listed here. If something is wrong, put it right in Notion or in Calendar: the next run looks again.",
    said: "Go was said. Everything is sent with the next run, within minutes.",
    changed: "What is waiting has changed since the page was opened. Please read it again: nothing has been sent.",
  },
  ru: {
    heading: "Запуск ждёт вашего разрешения",
    button: "Разрешить и отправить",
    note: "Разрешение действует один раз и только на то, что здесь перечислено. Если что-то не так, исправьте это в Notion или в Календаре: следующий запуск проверит всё заново.",
    said: "Разрешение дано. Всё будет отправлено при следующем запуске, через несколько минут.",
    changed:
      "С тех пор как страницу открыли, список изменился. Прочитайте его, пожалуйста, ещё раз: ничего не отправлено.",
  },
  uk: {
    heading: "Запуск чекає на ваш дозвіл",
    button: "Дозволити й надіслати",
    note: "Дозвіл діє один раз і лише на те, що тут перелічено. Якщо щось не так, виправте це в Notion або в Календарі: наступний запуск перевірить усе заново.",
    said: "Дозвіл надано. Усе буде надіслано під час наступного запуску, за кілька хвилин.",
    changed: "Відколи сторінку відкрили, список змінився. Прочитайте його, будь ласка, ще раз: нічого не надіслано.",
  },
  bg: {
    heading: "Едно изпълнение чака вашето разрешение",
    button: "Разреши и изпрати",
    note: "Разрешението важи веднъж и само за изброеното тук. Ако нещо не е наред, поправете го в Notion или в Календар: следващото изпълнение проверява всичко отново.",
    said: "Разрешението е дадено. Всичко ще бъде изпратено при следващото изпълнение, до няколко минути.",
    changed: "Откакто страницата е отворена, списъкът се е променил. Моля, прочетете го отново: нищо не е изпратено.",
  },
};

/** How many lines follow when the list is opened: "12 more". */
export function moreLines(count: number, language: Language): string {
  return { en: `${count} more`, ru: `Ещё ${count}`, uk: `Ще ${count}`, bg: `Още ${count}` }[language];
}

/** The comment on a programme's page when a held run has had no go for two days: to the second coordinator, by name. */
function heldWaiting(
  held: { names: readonly string[]; reach: ReachCounts; since: Instant; zone: string },
  language: Language,
): string {
  const { outsiders: _, strangers: __, ...told } = held.reach;
  const all = reachInWords(positive(told), language);
  const when = dayAndTime(held.since, held.zone, language);
  const texts: Texts = {
    en: `a run was held (${when}) and has waited for a go for two days: ${all}. Please look at Krug’s dashboard and say go, or put right what led to it. Until then nothing of this is sent.`,
    ru: `запуск задержан (${when}) и уже двое суток ждёт разрешения: ${all}. Откройте, пожалуйста, панель Круга и дайте разрешение или исправьте то, из-за чего он задержан. До тех пор ничего из этого не отправляется.`,
    uk: `запуск затримано (${when}), і він уже дві доби чекає на дозвіл: ${all}. Відкрийте, будь ласка, панель Круга й надайте дозвіл або виправте те, через що його затримано. Доти нічого з цього не надсилається.`,
    bg: `едно изпълнение е задържано (${when}) и вече два дни чака разрешение: ${all}. Моля, отворете таблото на Кръг и дайте разрешение или поправете причината за задържането. Дотогава нищо от това не се изпраща.`,
  };
  return addressed(held.names, texts[language], language);
}

const GROUPS_NAMED = 5;

/** The comment on a programme's page when groups have waited as drafts for two days: to the second coordinator, by name. */
function draftsWaiting(drafts: { names: readonly string[]; groups: readonly string[] }, language: Language): string {
  const named = drafts.groups.slice(0, GROUPS_NAMED).map(name => quote(name, language));
  const rest = drafts.groups.length - named.length;
  const groups = rest === 0 ? named.join(", ") : `${named.join(", ")}, … (+${rest})`;
  const status = quote(columnName("groups", "status", language), language);
  const active = quote(optionName("groups", "status", "active", language), language);
  const texts: Texts = {
    en: `groups have waited as drafts for two days: ${groups}. Please read them, change their members if need be, and set ${status} to ${active}. Until then nobody is invited.`,
    ru: `группы уже двое суток ждут как черновики: ${groups}. Прочитайте их, пожалуйста, при необходимости измените участников и поставьте в ${status} значение ${active}. До тех пор никто не получит приглашения.`,
    uk: `групи вже дві доби чекають як чернетки: ${groups}. Прочитайте їх, будь ласка, за потреби змініть учасників і поставте в ${status} значення ${active}. Доти ніхто не отримає запрошення.`,
    bg: `групи вече два дни чакат като чернови: ${groups}. Моля, прочетете ги, при нужда сменете участниците и задайте на ${status} стойност ${active}. Дотогава никой не получава покана.`,
  };
  return addressed(drafts.names, texts[language], language);
}

/** To a person by name; to any reader where nobody is named. */
function addressed(names: readonly string[], sentence: string, language: Language): string {
  if (names.length > 0) return `${listOf(names, language)}: ${sentence}`;
  return sentence.charAt(0).toLocaleUpperCase(language) + sentence.slice(1);
}
