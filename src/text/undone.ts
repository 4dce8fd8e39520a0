import type { Language, Texts } from "../core/domain/values/language.ts";
import { clip } from "./phrase.ts";
import { givenUpTask } from "./problems/givenUp.ts";

/** What was given up after several tries, for the coordinator: the kind of command in words, and the service's reason. */
export function givenUpSentence(what: string, why: string, language: Language): string {
  const task = givenUpTask(what, language);
  const reason = clip(why, 200).replace(/\.$/, "");
  const because = reason === "" ? "" : ` (${reason})`;
  const texts: Texts = {
    en: `Krug could not ${task}${because} and has given it up after several tries.`,
    ru: `Кругу за несколько попыток не удалось ${task}${because}; больше он не пытается.`,
    uk: `Кругу за кілька спроб не вдалося ${task}${because}; більше він не намагається.`,
    bg: `Кръг не успя след няколко опита ${task}${because} и повече не опитва.`,
  };
  return texts[language];
}

/** How many messages of the queue could not be handled after all their tries; the cron's next runs do what they asked for. */
export function deadLettersSentence(count: number, language: Language): string {
  const isOne = count === 1;
  const texts: Texts = {
    en: `${count} ${isOne ? "message" : "messages"} of the queue could not be handled and ${isOne ? "is" : "are"} kept aside. The runs that follow make up for ${isOne ? "it" : "them"}.`,
    ru: `Не удалось обработать сообщений из очереди: ${count}. Они отложены, а всё нужное сделают следующие запуски.`,
    uk: `Не вдалося обробити повідомлень із черги: ${count}. Їх відкладено, а все потрібне зроблять наступні запуски.`,
    bg: `Съобщения от опашката, които не можаха да се обработят: ${count}. Те са отделени, а нужното ще свършат следващите изпълнения.`,
  };
  return texts[language];
}
