import type { Language } from "../../core/domain/values/language.ts";
import { isPlainKey, say } from "../locales/say.ts";
import { clip } from "../phrases/phrase.ts";

/** What a kind of command does, as it follows "could not"; a kind that is not known by its name. */
export function givenUpTask(what: string, language: Language): string {
  const key = `problems.given_up.task.${what}`;
  return isPlainKey(key)
    ? say(language, key)
    : say(language, "problems.given_up.task.other", { what: clip(what, 120) });
}

/** What was given up after several tries, for the coordinator: the kind of command in words, and the service's reason. */
export function givenUpSentence(what: string, why: string, language: Language): string {
  const task = givenUpTask(what, language);
  const reason = clip(why, 200).replace(/\.$/, "");
  return say(language, "problems.given_up.told", { task, isExplained: reason !== "", reason });
}

/** How many messages of the queue could not be handled after all their tries; the cron's next runs do what they asked for. */
export function deadLettersSentence(count: number, language: Language): string {
  return say(language, "problems.dead_letters", { count });
}
