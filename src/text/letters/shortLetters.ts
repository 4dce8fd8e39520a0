import type { Language } from "../../core/domain/values/language.ts";
import type { FactsOf, PageChangedLine } from "../../core/words/letterFacts.ts";
import { say } from "../locales/say.ts";
import { optionName } from "../phrases/names.ts";
import { clip, listOf, quote } from "../phrases/phrase.ts";
import { dayAndTime, shortDate } from "../phrases/when.ts";

/** Kinds of letters about one thing. */
type ShortKind =
  | "feedback_reminder"
  | "change_offer"
  | "survey_ask"
  | "names_unread"
  | "still_in"
  | "not_this_round"
  | "page_changed"
  | "group_check"
  | "other_hours"
  | "news";

interface ShortLetter {
  title: string;
  lines: string[];
}

/** What a letter about one thing says: its title, and its paragraphs between greeting and foot. */
export function saidShortly(facts: FactsOf<ShortKind>, language: Language): ShortLetter {
  switch (facts.kind) {
    case "feedback_reminder":
      return feedbackReminder(facts, language);
    case "change_offer":
      return changeOffer(facts, language);
    case "survey_ask":
      return surveyAsk(facts, language);
    case "names_unread":
      return namesUnread(facts, language);
    case "still_in":
      return stillIn(facts, language);
    case "not_this_round":
      return notThisRound(facts, language);
    case "page_changed":
      return pageChanged(facts, language);
    case "group_check":
    case "other_hours":
      return aboutGroup(facts, language);
    case "news":
      return goodNews(facts, language);
  }
}

/** A word about a session that is over; that others have said theirs is not told. */
function feedbackReminder(facts: FactsOf<"feedback_reminder">, language: Language): ShortLetter {
  const session = quote(facts.session, language);
  const when = dayAndTime(facts.startsAt, facts.zone, language);
  return {
    title: say(language, "letters.feedback_reminder.title"),
    lines: [
      say(language, "letters.feedback_reminder.how", { session, when, url: facts.url }),
      say(language, "letters.feedback_reminder.noAnswer"),
    ],
  };
}

/** A survey that no invitation brings to the reader: what it is for, where it is, until when, and that it is asked for once. */
function surveyAsk({ survey, url, until }: FactsOf<"survey_ask">, language: Language): ShortLetter {
  return {
    title: say(language, `letters.survey_ask.title.${survey}`),
    lines: [
      say(language, `letters.survey_ask.purpose.${survey}`),
      say(language, "letters.survey_ask.where", { url }),
      say(language, "letters.survey_ask.until", { day: shortDate(until, language) }),
    ],
  };
}

/** Others to be with in the next round: the same words for everybody, whatever made Krug think of it. */
function changeOffer({ roundLastsUntil }: FactsOf<"change_offer">, language: Language): ShortLetter {
  return {
    title: say(language, "letters.change_offer.title"),
    lines: [
      say(language, "letters.change_offer.until", { day: shortDate(roundLastsUntil, language) }),
      say(language, "letters.change_offer.accept"),
    ],
  };
}

/** Whether a person who has gone quiet is still in, what a yes and a no mean, and what happens without either. */
function stillIn(facts: FactsOf<"still_in">, language: Language): ShortLetter {
  const lines = [
    say(language, "letters.still_in.quiet", { programme: quote(facts.programme, language) }),
    say(language, "letters.still_in.accept"),
  ];
  if (facts.standingUrl !== null) lines.push(say(language, "letters.still_in.other", { url: facts.standingUrl }));
  return { title: say(language, "letters.still_in.title"), lines };
}

/** That there is no group in this round, and when the next are formed; never why. */
function notThisRound(facts: FactsOf<"not_this_round">, language: Language): ShortLetter {
  const { nextRoundOn } = facts;
  const names = listOf(facts.coordinators, language);
  const lines = [say(language, "letters.not_this_round.none")];
  if (nextRoundOn !== null)
    lines.push(say(language, "letters.not_this_round.next", { day: shortDate(nextRoundOn, language) }));
  if (names !== "") lines.push(say(language, "letters.not_this_round.ask", { names }));
  return { title: say(language, "letters.not_this_round.title"), lines };
}

/** That the reader's own page was changed, what it says now, and what to do if it is wrong. No author is known. */
function pageChanged(facts: FactsOf<"page_changed">, language: Language): ShortLetter {
  const names = listOf(facts.coordinators, language);
  return {
    title: say(language, "letters.page_changed.title"),
    lines: [
      say(language, "letters.page_changed.intro"),
      facts.changes.map(change => `- ${changeLine(change, language)}`).join("\n"),
      say(language, "letters.page_changed.after", { url: facts.pageUrl, hasNames: names !== "", names }),
    ],
  };
}

/** How it goes with a group that does not meet, or other hours and a break: what the others say is told to nobody. */
function aboutGroup(facts: FactsOf<"group_check" | "other_hours">, language: Language): ShortLetter {
  const { kind, pageUrl, standingUrl: url } = facts;
  const names = listOf(facts.others, language);
  return {
    title: say(language, `letters.${kind}.title`),
    lines:
      kind === "group_check"
        ? [
            say(language, "letters.group_check.quiet", { names }),
            say(language, "letters.group_check.choose", { url }),
            say(language, "letters.group_check.alike"),
          ]
        : [
            say(language, "letters.other_hours.moved", { names }),
            say(language, "letters.other_hours.offer", { url, pageUrl }),
          ],
  };
}

/** Who thanks the reader, in their words, which step somebody took that was talked about with the reader, and which answer of theirs may help others. */
function goodNews({ news }: FactsOf<"news">, language: Language): ShortLetter {
  const told = news.map(line => {
    const text = quote(line.text, language, 500);
    return "url" in line
      ? say(language, `letters.news.${line.what}`, { text, url: line.url })
      : say(language, `letters.news.${line.what}`, { name: clip(line.name, 80), text });
  });
  return { title: say(language, "letters.news.title"), lines: [told.map(line => `- ${line}`).join("\n")] };
}

function changeLine(change: PageChangedLine, language: Language): string {
  switch (change.what) {
    case "email":
      return say(language, "letters.page_changed.email", { email: clip(change.is, 254) });
    case "consent":
      return change.is === null
        ? say(language, "letters.page_changed.no_consent")
        : say(language, "letters.page_changed.consent", { day: shortDate(change.is, language) });
    case "status": {
      const status = optionName("people", "status", change.is, language);
      return say(language, "letters.page_changed.status", { status });
    }
  }
}

/** Tells who wrote them that names could not be read: never which, nor in which question they stood. */
function namesUnread({ count, needsUrl }: FactsOf<"names_unread">, language: Language): ShortLetter {
  return {
    title: say(language, "letters.names_unread.title"),
    lines: [
      say(language, "letters.names_unread.unread", { count }),
      say(language, "letters.names_unread.again", { url: needsUrl }),
    ],
  };
}
