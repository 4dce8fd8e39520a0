import type { Language } from "../../core/domain/values/language.ts";
import type { ChatNews } from "../../core/words/chatNews.ts";
import { say } from "../locales/say.ts";
import { clip, listOf, quote } from "../phrases/phrase.ts";
import { dayAndTime } from "../phrases/when.ts";

/** Lines of one message. */
const MOST = 15;

/** What is new in a programme, as its chat is told: a heading, and a line each with where to read more. */
export function chatText(
  { name, language, zone }: { name: string; language: Language; zone: string },
  news: readonly ChatNews[],
): { heading: string; lines: { text: string; url: string | null }[]; link: null } {
  const all = news.map(one => ({ text: `• ${lineOf(one, zone, language)}`, url: "url" in one ? one.url : null }));
  return {
    heading: say(language, "insights.chat.heading", { programme: clip(name, 80) }),
    lines: all.slice(0, MOST),
    link: null,
  };
}

function lineOf(news: ChatNews, zone: string, language: Language): string {
  switch (news.kind) {
    case "round":
      return say(language, "insights.chat.round");
    case "question": {
      const what = news.title === "" ? listOf(news.skills, language) : quote(news.title, language);
      const who = listOf(news.names, language);
      return say(language, "insights.chat.question", { isNamed: who !== "", who, isSaid: what !== "", what });
    }
    case "class": {
      const when = dayAndTime(news.startsAt, zone, language);
      return say(language, "insights.chat.class", {
        isSaid: news.title !== "",
        title: quote(news.title, language),
        when,
      });
    }
    case "offers":
      return say(language, "insights.chat.offers", { skills: listOf(news.skills, language) });
    case "goal":
      return say(language, "insights.chat.goal", {
        title: quote(news.title, language),
        who: listOf(news.names, language),
      });
    case "thanks": {
      const [from, to] = [listOf(news.from, language), listOf(news.to, language)];
      return `${say(language, "insights.chat.thanks")} ${from} → ${to}${news.what === "" ? "" : `: ${quote(news.what, language)}`}`;
    }
  }
}

/** What the dashboard says of a programme's chat. */
export function chatTexts(host: string | null, isGone: boolean, language: Language) {
  const said = host === null ? "none" : isGone ? "gone" : "named";
  return {
    heading: say(language, "insights.chat.where"),
    says:
      said === "none"
        ? say(language, "insights.chat.none")
        : say(language, `insights.chat.${said}`, { host: host ?? "" }),
    label: say(language, "insights.chat.address"),
    name: say(language, "insights.chat.name"),
    drop: say(language, "insights.chat.drop"),
  };
}

/** Why an address was not taken. */
export function chatRefused(language: Language): string {
  return say(language, "insights.chat.refused");
}
