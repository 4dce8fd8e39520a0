import type { Language } from "../../core/domain/values/language.ts";
import { INSIGHT_IDS, type Insight } from "../../core/rules/insights/insight.ts";
import { say } from "../locales/say.ts";
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
    heading: say(language, "insights.notice.heading"),
    lines: [
      ...all.slice(0, MOST).map(line),
      ...(rest > 0 ? [`• ${say(language, "insights.notice.more", { count: rest })}`] : []),
    ],
    link,
  };
}

/** That the chat did not take a notice, for the dashboard. */
export function untoldSentence(why: string, language: Language): string {
  return say(language, "insights.notice.untold", { reason: clip(why, 120) });
}
