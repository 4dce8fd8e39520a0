import { readable } from "../core/domain/values/content.ts";
import type { Language } from "../core/domain/values/language.ts";
import type { GatheringFacts } from "../core/words/words.ts";
import { clip, listOf } from "./phrase.ts";
import { AGENDA_CHARACTERS } from "./session.ts";

/** What stands in an invitation beside title and time. */
const WORDS = {
  en: {
    host: "Host",
    hosts: "Hosts",
    skill: "About",
    where: "Where",
    page: "Page",
    decline: "If you can’t come, please decline: your place goes to the next person.",
    skip: "Nobody has to come: declining needs no reason.",
    rest: "Read on at the page.",
  },
  ru: {
    host: "Кто ведёт",
    hosts: "Кто ведёт",
    skill: "О чём",
    where: "Где",
    page: "Страница",
    decline: "Если не сможете прийти, откажитесь от приглашения: место получит следующий.",
    skip: "Приходить необязательно: отказаться можно без объяснений.",
    rest: "Продолжение — на странице.",
  },
  uk: {
    host: "Хто веде",
    hosts: "Хто веде",
    skill: "Про що",
    where: "Де",
    page: "Сторінка",
    decline: "Якщо не зможете прийти, відхиліть запрошення: місце дістане наступний.",
    skip: "Приходити не обов’язково: відмовитися можна без пояснень.",
    rest: "Продовження — на сторінці.",
  },
  bg: {
    host: "Води",
    hosts: "Водят",
    skill: "За какво",
    where: "Къде",
    page: "Страница",
    decline: "Ако не можете да дойдете, откажете поканата: мястото ви минава към следващия.",
    skip: "Не е задължително да дойдете: може да откажете без обяснения.",
    rest: "Продължението е на страницата.",
  },
} as const satisfies Record<Language, Record<string, string>>;

/**
 * The plain text of a webinar's or class's event: what it is, who hosts it, which skill it is about, where, its page, and that
 * one may decline. At most 8,000 characters: the description is cut first.
 */
export function gatheringText(facts: GatheringFacts, language: Language): string {
  const words = WORDS[language];
  const hosts = listOf(facts.hosts, language);
  const lines = [
    hosts === "" ? "" : `${words[facts.hosts.length > 1 ? "hosts" : "host"]}: ${hosts}`,
    facts.skills.length === 0 ? "" : `${words.skill}: ${listOf(facts.skills, language)}`,
    facts.where === "" ? "" : `${words.where}: ${clip(facts.where, 500)}`,
    `${words.page}: ${facts.pageUrl}`,
  ].filter(line => line !== "");
  const foot = [lines.join("\n"), facts.hasPlaces ? words.decline : words.skip].join("\n\n");
  const body = readable(facts.description);
  if (body === "") return foot;
  const whole = `${body}\n\n${foot}`;
  if (whole.length <= AGENDA_CHARACTERS) return whole;
  const end = `\n\n${words.rest}\n\n${foot}`;
  return body.slice(0, AGENDA_CHARACTERS - end.length).trimEnd() + end;
}
