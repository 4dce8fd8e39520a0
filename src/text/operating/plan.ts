import type { Command, CommandOf } from "../../core/domain/command.ts";
import type { CallAbout } from "../../core/domain/commands.ts";
import type { Language } from "../../core/domain/values/language.ts";
import { say } from "../locales/say.ts";
import { listOf, quote } from "../phrases/phrase.ts";
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
      return say(language, "operating.plan.create_event", { who, title, when });
    }
    case "change_event": {
      if (command.mailed.length === 0) return null;
      const title = quote(command.change.title ?? command.link.base.title, language);
      const { startsAt, endsAt } = command.change.time ?? command.link.base;
      const when = timeRange(startsAt, endsAt, names.zone, language);
      const who = people(command.mailed);
      return say(language, "operating.plan.change_event", { who, title, when });
    }
    case "cancel_event": {
      const title = quote(command.link.base.title, language);
      const who = people(command.mailed);
      return say(language, "operating.plan.cancel_event", { title, who });
    }
    case "send_letter": {
      const title = quote(command.draft.title, language);
      const who = people([command.draft.email]);
      return say(language, "operating.plan.send_letter", { who, title });
    }
    case "create_series":
    case "change_series":
    case "end_series":
      return seriesLine(command, names, language);
    case "create_page":
      return command.source === "groups"
        ? say(language, "operating.plan.group", {
            name: String(command.values.name ?? ""),
            why: String(command.values.why ?? ""),
          })
        : null;
    case "comment":
      return `${names.page(command.pageId)}: ${command.text}`;
    case "update_page":
    case "write_part":
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
  return mailed.length === 0
    ? say(language, "operating.plan.create_series.goesOn", { title, count, first, last })
    : say(language, "operating.plan.create_series", { who, title, count, first, last });
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
  if (come === "") return say(language, "operating.plan.change_series.go", { title, go });
  if (go === "") return say(language, "operating.plan.change_series.come", { title, come });
  return say(language, "operating.plan.change_series.both", { title, come, go });
}

function endLine(
  { series, before, mailed }: CommandOf<"end_series">,
  names: PlanNames,
  language: Language,
): string | null {
  if (mailed.length === 0) return null;
  const title = quote(series.base.title, language);
  const who = listOf(mailed.map(names.person), language);
  if (before === null) return say(language, "operating.plan.end_series", { title, who });
  const from = dayAndTime(before, names.zone, language);
  return say(language, "operating.plan.end_series.before", { title, from, who });
}

/** The plan's last line: how many mails would be sent, and how many other writes made. */
export function planTotal(total: { mails: number; writes: number }, language: Language): string {
  const { mails, writes } = total;
  if (writes === 0) return say(language, "operating.plan.nothing");
  return say(language, "operating.plan.total", { mails, writes });
}
