import type { Language, Texts } from "../../core/domain/values/language.ts";

const NAMES = {
  byStatus: { en: "By status", ru: "По статусу", uk: "За статусом", bg: "По статус" },
  byHealth: { en: "On track or not", ru: "По плану или нет", uk: "За планом чи ні", bg: "По план или не" },
  byKind: { en: "By kind", ru: "По видам", uk: "За видами", bg: "По вид" },
  span: { en: "When they run", ru: "Сроки программ", uk: "Строки програм", bg: "Срокове на програмите" },
  plan: { en: "Plan", ru: "План", uk: "План", bg: "План" },
  offTrack: { en: "Need help", ru: "Нужна помощь", uk: "Потрібна допомога", bg: "Имат нужда от помощ" },
  away: { en: "Away", ru: "В отъезде", uk: "Відсутні", bg: "Отсъстват" },
  running: { en: "Meeting now", ru: "Встречаются сейчас", uk: "Зустрічаються зараз", bg: "Срещат се сега" },
  calendar: { en: "Calendar", ru: "Календарь", uk: "Календар", bg: "Календар" },
  waiting: { en: "Waiting for help", ru: "Ждут помощи", uk: "Чекають на допомогу", bg: "Чакат помощ" },
  toCome: { en: "To come", ru: "Предстоящие", uk: "Майбутні", bg: "Предстоящи" },
  responseRates: { en: "Who answers", ru: "Сколько отвечают", uk: "Скільки відповідають", bg: "Колко отговарят" },
  dashboard: { en: "Dashboard", ru: "Обзор", uk: "Огляд", bg: "Табло" },
} as const satisfies Record<string, Texts>;

export type ViewName = keyof typeof NAMES;

/** What a view of a table is called. */
export function viewName(name: ViewName, language: Language): string {
  return NAMES[name][language];
}
