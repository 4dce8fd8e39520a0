import type { Command } from "../../core/domain/command.ts";
import type { Language, Texts } from "../../core/domain/values/language.ts";
import { listOf, plural, quote } from "../phrases/phrase.ts";
import { timeRange } from "../phrases/when.ts";
import { type PlanNames, seriesLine } from "./planSeries.ts";

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
