import type { Language } from "../../core/domain/values/language.ts";
import type { InsightId } from "../../core/rules/insights/insight.ts";
import { listOf, quote } from "../phrase.ts";
import type { InsightText, ToldInsight } from "./insightText.ts";

function goalIn({ goals }: ToldInsight, language: Language): string {
  return quote(goals[0] ?? "…", language);
}

/** What is told of goals. */
export const GOAL_INSIGHTS = {
  goal_off_track: {
    title: {
      en: "A goal is off track and nobody meets about it",
      ru: "Цель отстаёт, а встреч нет",
      uk: "Ціль відстає, а зустрічей немає",
      bg: "Цел изостава, а срещи няма",
    },
    seen(told) {
      const [helper] = told.people;
      const offers = (sentence: string) => (helper === undefined ? "" : ` ${sentence}`);
      return {
        en: `The goal ${goalIn(told, "en")} is off track, and those who work on it had no session in three weeks.${offers(`${helper} offers the skill it needs.`)}`,
        ru: `Цель ${goalIn(told, "ru")} отстаёт от плана, а у тех, кто над ней работает, три недели не было встреч.${offers(`Нужный навык предлагает ${helper}.`)}`,
        uk: `Ціль ${goalIn(told, "uk")} відстає від плану, а в тих, хто над нею працює, три тижні не було зустрічей.${offers(`Потрібну навичку пропонує ${helper}.`)}`,
        bg: `Целта ${goalIn(told, "bg")} изостава от плана, а хората, които работят по нея, не са имали среща от три седмици.${offers(`Нужното умение се предлага от ${helper}.`)}`,
      };
    },
    advice: {
      en: "Ask what is in the way, and who could lend a hand.",
      ru: "Спросите, что мешает и кто мог бы помочь.",
      uk: "Запитайте, що заважає і хто міг би допомогти.",
      bg: "Попитайте какво пречи и кой би могъл да помогне.",
    },
    acts: ({ action }) =>
      action === null
        ? null
        : {
            en: "names, on the goal’s page, somebody who offers the skill.",
            ru: "называет на странице цели того, кто предлагает этот навык.",
            uk: "називає на сторінці цілі того, хто пропонує цю навичку.",
            bg: "посочва на страницата на целта човек, който предлага умението.",
          },
  },
  goal_reached: {
    title: {
      en: "A goal is reached",
      ru: "Цель достигнута",
      uk: "Цілі досягнуто",
      bg: "Постигната цел",
    },
    seen(told) {
      const names = (language: Language) => listOf(told.people, language);
      return {
        en: `The goal ${goalIn(told, "en")} is reached (${names("en")}).`,
        ru: `Цель ${goalIn(told, "ru")} достигнута (${names("ru")}).`,
        uk: `Ціль ${goalIn(told, "uk")} досягнуто (${names("uk")}).`,
        bg: `Целта ${goalIn(told, "bg")} е постигната (${names("bg")}).`,
      };
    },
    advice: {
      en: "Celebrate it: say so at the next meeting, and thank those who helped.",
      ru: "Отметьте это: скажите об этом на ближайшей встрече и поблагодарите тех, кто помогал.",
      uk: "Відзначте це: скажіть про це на найближчій зустрічі й подякуйте тим, хто допомагав.",
      bg: "Отпразнувайте го: кажете го на следващата среща и благодарете на тези, които са помагали.",
    },
    acts: () => ({
      en: "congratulates on the goal’s page.",
      ru: "поздравляет на странице цели.",
      uk: "вітає на сторінці цілі.",
      bg: "поздравява на страницата на целта.",
    }),
  },
} satisfies Partial<Record<InsightId, InsightText>>;
