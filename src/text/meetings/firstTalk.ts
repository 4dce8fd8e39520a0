import type { Language } from "../../core/domain/values/language.ts";
import { say } from "../locales/say.ts";
import { clip, listOf } from "../phrases/phrase.ts";

/**
 * What the first meeting of a helper and the one they help is for: to talk before deciding, to agree, and that asking
 * for another partner needs no reason. Topics are what one offers and the other seeks; nothing reveals anyone's level.
 */
export function firstTalkText(talk: { topics: readonly string[]; groupUrl: string }, language: Language): string {
  const topics = listOf(
    talk.topics.map(topic => clip(topic, 80)),
    language,
  );
  return [
    say(language, "meetings.firstTalk.intro"),
    ...(topics === "" ? [] : [say(language, "meetings.firstTalk.topics", { topics })]),
    say(language, "meetings.firstTalk.agree", { url: talk.groupUrl }),
  ].join("\n");
}

/** What stands on a new group's page for its members to fill in: the programme's rhythm and length, and what to agree on. */
export function agreementText(
  { everyWeeks, durationMinutes }: { everyWeeks: number; durationMinutes: number },
  language: Language,
): string {
  return [
    say(language, "meetings.agreement.aim"),
    say(language, "meetings.agreement.expects"),
    say(language, "meetings.agreement.rhythm", { weeks: everyWeeks, minutes: durationMinutes }),
    say(language, "meetings.agreement.notice"),
    say(language, "meetings.agreement.between"),
  ].join("\n");
}
