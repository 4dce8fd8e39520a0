import type { Language, Texts } from "../../core/domain/values/language.ts";
import { INSIGHT_IDS, type Insight } from "../../core/rules/insights/insight.ts";
import { clip } from "../phrases/phrase.ts";
import { insightAdvice, insightTitle } from "./insights.ts";

const MOST = 8;

/**
 * What a coordinator's chat is told of new insights: what each is called and what to do, by programme. No names, goals or
 * figures: more people may read the chat than the dashboard, where all that stands.
 */
export function noticeOf(
  insights: readonly { id: Insight["id"]; programme: string }[],
  link: string | null,
  language: Language,
): { heading: string; lines: string[]; link: string | null } {
  const counted = new Map<string, { id: Insight["id"]; programme: string; count: number }>();
  for (const { id, programme } of insights) {
    const key = `${programme}\n${id}`;
    counted.set(key, { id, programme, count: (counted.get(key)?.count ?? 0) + 1 });
  }
  const all = [...counted.values()].sort(
    (a, b) =>
      (a.programme < b.programme ? -1 : a.programme > b.programme ? 1 : 0) ||
      INSIGHT_IDS.indexOf(a.id) - INSIGHT_IDS.indexOf(b.id),
  );
  const line = ({ id, programme, count }: (typeof all)[number]) =>
    `• ${clip(programme, 60)}: ${insightTitle(id, language)}${count === 1 ? "" : ` (${count})`}. ${insightAdvice(id, language)}`;
  const rest = all.length - MOST;
  return {
    heading: HEADING[language],
    lines: [...all.slice(0, MOST).map(line), ...(rest > 0 ? [`• ${MORE[language]}: ${rest}`] : [])],
    link,
  };
}

const HEADING: Texts = {
  en: "Krug: what the figures suggest",
  ru: "Круг: что подсказывают показатели",
  uk: "Круг: що підказують показники",
  bg: "Кръг: какво подсказват показателите",
};
const MORE: Texts = { en: "More on the dashboard", ru: "Ещё на панели", uk: "Ще на панелі", bg: "Още на таблото" };

/** That the chat did not take a notice, for the dashboard. */
export function untoldSentence(why: string, language: Language): string {
  const reason = clip(why, 120);
  return {
    en: `The chat was not told (${reason}). Krug tries again; check NOTICE_WEBHOOK.`,
    ru: `Чат не получил сообщения (${reason}). Круг попробует снова; проверьте NOTICE_WEBHOOK.`,
    uk: `Чат не отримав повідомлення (${reason}). Круг спробує знову; перевірте NOTICE_WEBHOOK.`,
    bg: `Чатът не получи съобщението (${reason}). Кръг ще опита пак; проверете NOTICE_WEBHOOK.`,
  }[language];
}
