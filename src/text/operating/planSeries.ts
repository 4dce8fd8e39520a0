import type { CommandOf } from "../../core/domain/command.ts";
import type { CallAbout } from "../../core/domain/commands.ts";
import type { Language } from "../../core/domain/values/language.ts";
import { listOf, plural, quote } from "../phrases/phrase.ts";
import { dayAndTime, timeRange } from "../phrases/when.ts";

/** What a plan's lines need to know of people and pages: names by address, titles by page. */
export interface PlanNames {
  person(email: string): string;
  page(id: string): string;
  zone: string;
}

/** One line for what would be done to a group's recurring event as a whole; null for upkeep nobody sees. */
export function seriesLine(command: CallAbout<"series">, names: PlanNames, language: Language): string | null {
  switch (command.kind) {
    case "create_series":
      return newSeriesLine(command, names, language);
    case "change_series":
      return newGuestsLine(command, names, language);
    case "end_series":
      return endLine(command, names, language);
  }
}

function newSeriesLine(
  { draft, links, mailed }: CommandOf<"create_series">,
  names: PlanNames,
  language: Language,
): string {
  const title = quote(draft.title, language);
  const first = timeRange(draft.startsAt, draft.endsAt, names.zone, language);
  const last = dayAndTime(Math.max(...links.map(link => link.originalStart ?? 0)), names.zone, language);
  const count = links.length;
  const who = listOf(mailed.map(names.person), language);
  const times = {
    en: `${count} ${plural(count, language, { one: "time", other: "times" })}, from ${first} to ${last}`,
    ru: `${count} ${plural(count, language, { one: "раз", few: "раза", many: "раз", other: "раза" })}, с ${first} до ${last}`,
    uk: `${count} ${plural(count, language, { one: "раз", few: "рази", many: "разів", other: "раза" })}, з ${first} до ${last}`,
    bg: `${count} ${plural(count, language, { one: "път", other: "пъти" })}, от ${first} до ${last}`,
  }[language];
  if (mailed.length === 0)
    return {
      en: `Go on with the series ${title} in a new one, ${times}; nobody is mailed.`,
      ru: `Продолжить серию встреч ${title} новой, ${times}; писем не будет.`,
      uk: `Продовжити серію зустрічей ${title} новою, ${times}; листів не буде.`,
      bg: `Поредицата срещи ${title} продължава в нова, ${times}; без писма.`,
    }[language];
  return {
    en: `Invite ${who} to the series ${title}, ${times}.`,
    ru: `Пригласить на серию встреч ${title}, ${times}: ${who}.`,
    uk: `Запросити на серію зустрічей ${title}, ${times}: ${who}.`,
    bg: `Покана за поредицата срещи ${title}, ${times}: ${who}.`,
  }[language];
}

function newGuestsLine(
  { change, series, mailed }: CommandOf<"change_series">,
  names: PlanNames,
  language: Language,
): string | null {
  if (mailed.length === 0) return null;
  const title = quote(series.base.title, language);
  const after = change.guests?.map(guest => guest.email) ?? [];
  const named = (emails: readonly string[]) => listOf(emails.map(names.person), language);
  const come = named(mailed.filter(email => after.includes(email)));
  const go = named(mailed.filter(email => !after.includes(email)));
  const parts = {
    en: [come && `invite ${come}`, go && `take off ${go}`],
    ru: [come && `пригласить: ${come}`, go && `исключить: ${go}`],
    uk: [come && `запросити: ${come}`, go && `вилучити: ${go}`],
    bg: [come && `покана за ${come}`, go && `отпада от поканените: ${go}`],
  }[language].filter(part => part !== "");
  return {
    en: `Series ${title}: ${parts.join("; ")}.`,
    ru: `Серия встреч ${title}: ${parts.join("; ")}.`,
    uk: `Серія зустрічей ${title}: ${parts.join("; ")}.`,
    bg: `Поредица срещи ${title}: ${parts.join("; ")}.`,
  }[language];
}

function endLine(
  { series, before, mailed }: CommandOf<"end_series">,
  names: PlanNames,
  language: Language,
): string | null {
  if (mailed.length === 0) return null;
  const title = quote(series.base.title, language);
  const who = listOf(mailed.map(names.person), language);
  if (before === null)
    return {
      en: `Cancel the series ${title} and tell ${who}.`,
      ru: `Отменить серию встреч ${title} и сообщить: ${who}.`,
      uk: `Скасувати серію зустрічей ${title} і повідомити: ${who}.`,
      bg: `Отмяна на поредицата срещи ${title} и съобщение: ${who}.`,
    }[language];
  const from = dayAndTime(before, names.zone, language);
  return {
    en: `End the series ${title} before ${from}, and tell ${who}.`,
    ru: `Завершить серию встреч ${title} перед ${from} и сообщить: ${who}.`,
    uk: `Завершити серію зустрічей ${title} перед ${from} і повідомити: ${who}.`,
    bg: `Край на поредицата срещи ${title} преди ${from} и съобщение: ${who}.`,
  }[language];
}
