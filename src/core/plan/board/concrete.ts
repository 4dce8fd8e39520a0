/**
 * Whether a question is concrete enough for a helper to know what to prepare (docs/practices.md#concrete-questions).
 *
 * Idea: what is left of title and details once the words that only ask for help are taken away has to be a few words. No
 * meaning is guessed: a rule people can be told counts more than one that is right in every case. Cost: the words.
 */

import { withoutEnd } from "../../domain/values/ends.ts";
import { type Format, rulesOf, WORDS_NEEDED } from "../../domain/values/format.ts";

/** Words that only say that help is asked for: in English, Russian, Ukrainian and Bulgarian. */
const ASKING = new Set(
  `a an the help helps helping needed need needs question questions ask asking please pls problem problems issue urgent urgently
  i me my we us our you your can could would should is are am be it this that some somebody someone anybody anyone any
  with about on for of in to and or hi hello hey thanks thank want have has got
  помощь помощи помогите помочь помоги нужна нужен нужно нужны вопрос вопросы вопросик спросить пожалуйста проблема срочно
  мне меня мы нам у я с со по о об в на и или есть кто кто-нибудь то это привет здравствуйте спасибо хочу можно может
  допомога допомоги допоможіть допомогти потрібна потрібен потрібно потрібні питання запитання запитати прошу будь ласка
  проблема терміново мені мене ми з зі із про до й та або є хтось хто-небудь це привіт вітаю дякую хочу можна може
  помощ помогнете помогни помогне трябва нужда въпрос въпроси питам моля проблем спешно ми ме мен ние ни аз със за от до
  към си се има някой това здравейте здрасти благодаря искам може`
    .split(/\s+/)
    .filter(word => word !== ""),
);

/** The words of a text that say what it is about, in their order. */
function tellingWords(text: string): string[] {
  const words =
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.+#/-]*/gu) ?? [];
  return words.filter(word => !ASKING.has(withoutEnd(word, ".’'-")));
}

/**
 * True for a question a helper can prepare for: without the words that only ask for help, title and details together
 * have four left; on an open board one is enough.
 *
 * "Help with testing" is not concrete, "How do I test a queue that retries?" is.
 */
export function isConcrete(question: { title: string; details: string }, format: Format): boolean {
  const needed = rulesOf(format).board?.wordsNeeded ?? WORDS_NEEDED;
  return tellingWords(`${question.title}\n${question.details}`).length >= needed;
}
