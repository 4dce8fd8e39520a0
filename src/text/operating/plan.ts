import type { Command, CommandOf } from "../../core/domain/command.ts";
import type { CallAbout } from "../../core/domain/commands.ts";
import type { Language, Texts } from "../../core/domain/values/language.ts";
import { listOf, plural, quote } from "../phrases/phrase.ts";
import { dayAndTime, timeRange } from "../phrases/when.ts";

/** What a plan's lines need to know of people and pages: names by address, titles by page. */
interface PlanNames {
  person(email: string): string;
  page(id: string): string;
  zone: string;
}

/**
 * One line for a command that reaches people or makes something: who would be invited to what and when, what would change,
 * what be cancelled. Null for upkeep of Krug's own columns, which a plan only counts.
 */
export function plannedLine(command: Command, names: PlanNames, language: Language): string | null {
  const people = (emails: readonly string[]) => listOf(emails.map(names.person), language);
  switch (command.kind) {
    case "create_event": {
      const { draft } = command;
      const title = quote(draft.title, language);
      const when = timeRange(draft.startsAt, draft.endsAt, names.zone, language);
      const who = people(draft.guestEmails);
      return {
        en: `Invite ${who} to ${title}, ${when}.`,
        ru: `Пригласить на встречу ${title}, ${when}: ${who}.`,
        uk: `Запросити на зустріч ${title}, ${when}: ${who}.`,
        bg: `Покана за срещата ${title}, ${when}: ${who}.`,
      }[language];
    }
    case "change_event": {
      if (command.mailed.length === 0) return null;
      const title = quote(command.change.title ?? command.link.base.title, language);
      const { startsAt, endsAt } = command.change.time ?? command.link.base;
      const when = timeRange(startsAt, endsAt, names.zone, language);
      const who = people(command.mailed);
      return {
        en: `Tell ${who} of a change to ${title}, ${when}.`,
        ru: `Сообщить об изменении встречи ${title}, ${when}: ${who}.`,
        uk: `Повідомити про зміну зустрічі ${title}, ${when}: ${who}.`,
        bg: `Съобщение за промяна на срещата ${title}, ${when}: ${who}.`,
      }[language];
    }
    case "cancel_event": {
      const title = quote(command.link.base.title, language);
      const who = people(command.mailed);
      return {
        en: `Cancel ${title} and tell ${who}.`,
        ru: `Отменить встречу ${title} и сообщить: ${who}.`,
        uk: `Скасувати зустріч ${title} і повідомити: ${who}.`,
        bg: `Отмяна на срещата ${title} и съобщение: ${who}.`,
      }[language];
    }
    case "send_letter": {
      const title = quote(command.draft.title, language);
      const who = people([command.draft.email]);
      return {
        en: `Write to ${who}: ${title}.`,
        ru: `Личное письмо: ${who}, ${title}.`,
        uk: `Особистий лист: ${who}, ${title}.`,
        bg: `Лично писмо: ${who}, ${title}.`,
      }[language];
    }
    case "create_series":
    case "change_series":
    case "end_series":
      return seriesLine(command, names, language);
    case "create_page":
      return command.source === "groups"
        ? newGroup(String(command.values.name ?? ""), String(command.values.why ?? ""), language)
        : null;
    case "comment":
      return `${names.page(command.pageId)}: ${command.text}`;
    case "update_page":
    case "trash_page":
    case "save_link":
    case "save_series":
    case "note_acted":
    case "create_form":
    case "change_form":
    case "open_form":
      return null;
  }
}

/** One line for what would be done to a group's recurring event as a whole; null for upkeep nobody sees. */
function seriesLine(command: CallAbout<"series">, names: PlanNames, language: Language): string | null {
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

function newGroup(name: string, why: string, language: Language): string {
  const texts: Texts = {
    en: `New group: ${name}. ${why}`,
    ru: `Новая группа: ${name}. ${why}`,
    uk: `Нова група: ${name}. ${why}`,
    bg: `Нова група: ${name}. ${why}`,
  };
  return texts[language];
}

/** The plan's last line: how many mails would be sent, and how many other writes made. */
export function planTotal(total: { mails: number; writes: number }, language: Language): string {
  const { mails, writes } = total;
  if (writes === 0)
    return {
      en: "Nothing is to be done.",
      ru: "Делать ничего не нужно.",
      uk: "Робити нічого не треба.",
      bg: "Няма какво да се прави.",
    }[language];
  return {
    en: `${mails} ${plural(mails, language, { one: "mail", other: "mails" })} in all, ${writes} ${plural(writes, language, { one: "write", other: "writes" })}. Nothing was done.`,
    ru: `Всего писем: ${mails}, записей: ${writes}. Ничего не сделано.`,
    uk: `Усього листів: ${mails}, записів: ${writes}. Нічого не зроблено.`,
    bg: `Общо писма: ${mails}, записи: ${writes}. Нищо не е направено.`,
  }[language];
}
