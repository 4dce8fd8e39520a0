import type { Language } from "../../core/domain/values/language.ts";
import { columnName } from "../phrases/names.ts";
import { clip, listOf, plural } from "../phrases/phrase.ts";

/**
 * What the first meeting of a helper and the one they help is for: to talk before deciding, to agree, and that asking
 * for another partner needs no reason. Topics are what one offers and the other seeks; nothing reveals anyone's level.
 */
export function firstTalkText(talk: { topics: readonly string[]; groupUrl: string }, language: Language): string {
  const column = columnName("groups", "agreement", language);
  const topics = listOf(
    talk.topics.map(topic => clip(topic, 80)),
    language,
  );
  const lines = {
    en: [
      "This is a first talk: get to know each other, then decide whether to go on together. If it does not suit, ask for another partner; no reason is needed, and it is nobody’s fault.",
      topics === "" ? "" : `You might begin with: ${topics}.`,
      `Agree on the aim, the rhythm, the length and what stays between you. The questions stand in “${column}” on your group’s page: ${talk.groupUrl}`,
    ],
    ru: [
      "Это первый разговор: познакомьтесь, а потом решите, продолжать ли вместе. Если не подошло, попросите подобрать вам кого-то другого; причину называть не нужно, и виноватых тут нет.",
      topics === "" ? "" : `Начать можно с этого: ${topics}.`,
      `Договоритесь о цели, ритме, длительности и о том, что остаётся между вами. Вопросы стоят в «${column}» на странице вашей группы: ${talk.groupUrl}`,
    ],
    uk: [
      "Це перша розмова: познайомтеся, а тоді вирішіть, чи продовжувати разом. Якщо не підійшло, попросіть підібрати вам когось іншого; причину називати не потрібно, і винних тут немає.",
      topics === "" ? "" : `Почати можна з цього: ${topics}.`,
      `Домовтеся про мету, ритм, тривалість і про те, що лишається між вами. Запитання стоять у «${column}» на сторінці вашої групи: ${talk.groupUrl}`,
    ],
    bg: [
      "Това е първи разговор: запознайте се и после решете дали да продължите заедно. Ако не си паснете, помолете за друг партньор; не е нужно да посочвате причина и никой не е виновен.",
      topics === "" ? "" : `Може да започнете с това: ${topics}.`,
      `Разберете се за целта, ритъма, продължителността и какво остава между вас. Въпросите са в „${column}“ на страницата на групата ви: ${talk.groupUrl}`,
    ],
  };
  return lines[language].filter(line => line !== "").join("\n");
}

/** What stands on a new group's page for its members to fill in: the programme's rhythm and length, and what to agree on. */
export function agreementText(
  { everyWeeks, durationMinutes }: { everyWeeks: number; durationMinutes: number },
  language: Language,
): string {
  const weeks = (forms: { one: string; few?: string; other: string }) => plural(everyWeeks, language, forms);
  const minutes = (forms: { one: string; few: string; other: string }) =>
    `${durationMinutes} ${plural(durationMinutes, language, forms)}`;
  const isWeekly = everyWeeks === 1;
  const lines = {
    en: [
      "Our aim: what should be different at the end of the round?",
      "What each of us expects of the other:",
      `Rhythm: every ${isWeekly ? "week" : `${everyWeeks} weeks`}, ${durationMinutes} minutes. Does that suit us?`,
      "How we let each other know when something comes up:",
      "What stays between us:",
    ],
    ru: [
      "Наша цель: что должно измениться к концу раунда?",
      "Чего каждый ждёт от другого:",
      `Ритм: ${isWeekly ? "каждую неделю" : `раз в ${everyWeeks} ${weeks({ one: "неделю", few: "недели", other: "недель" })}`}, ${minutes({ one: "минута", few: "минуты", other: "минут" })}. Подходит ли нам это?`,
      "Как предупреждаем друг друга, если не получается:",
      "Что остаётся между нами:",
    ],
    uk: [
      "Наша мета: що має змінитися до кінця раунду?",
      "Чого кожен чекає від іншого:",
      `Ритм: ${isWeekly ? "щотижня" : `раз на ${everyWeeks} ${weeks({ one: "тиждень", few: "тижні", other: "тижнів" })}`}, ${minutes({ one: "хвилина", few: "хвилини", other: "хвилин" })}. Чи підходить це нам?`,
      "Як попереджаємо одне одного, якщо не виходить:",
      "Що лишається між нами:",
    ],
    bg: [
      "Нашата цел: какво трябва да е различно в края на цикъла?",
      "Какво очаква всеки от другия:",
      `Ритъм: ${isWeekly ? "всяка седмица" : `на всеки ${everyWeeks} седмици`}, ${durationMinutes} минути. Устройва ли ни това?`,
      "Как се предупреждаваме, ако нещо изникне:",
      "Какво остава между нас:",
    ],
  };
  return lines[language].join("\n");
}
