import { LANGUAGES, type Language, type Texts } from "../../core/domain/values/language.ts";
import type { InsightId } from "../../core/rules/insights/insight.ts";
import { metricFigure } from "../metrics.ts";
import { listOf, plural, quote } from "../phrase.ts";
import type { InsightText, ToldInsight } from "./insightText.ts";

/** The skills, quoted, in a language. */
function skillsIn({ skills }: ToldInsight, language: Language): string {
  return listOf(
    skills.map(skill => quote(skill, language)),
    language,
  );
}

/** One text made for each language. */
function inEach(text: (language: Language) => string): Texts {
  return Object.fromEntries(LANGUAGES.map(language => [language, text(language)])) as Record<Language, string>;
}

/** What is told of people's help, satisfaction and skills. */
export const PEOPLE_INSIGHTS = {
  help_carried: {
    title: {
      en: "One person carries the help",
      ru: "Почти вся помощь — от одного человека",
      uk: "Майже вся допомога — від однієї людини",
      bg: "Помощта идва почти само от един човек",
    },
    seen({ n, count, people }) {
      const [name = "…"] = people;
      return {
        en: `In eight weeks help was given ${n} times, ${count} of them by ${name}.`,
        ru: `За восемь недель помощь оказывалась ${n} ${plural(n, "ru", { one: "раз", few: "раза", other: "раз" })}, из них ${count} — от одного человека: ${name}.`,
        uk: `За вісім тижнів допомогу надавали ${n} ${plural(n, "uk", { one: "раз", few: "рази", other: "разів" })}, з них ${count} — від однієї людини: ${name}.`,
        bg: `За осем седмици помощ е давана ${n} ${plural(n, "bg", { one: "път", other: "пъти" })}, от тях ${count} – от един човек: ${name}.`,
      };
    },
    advice: {
      en: "Ask whether it is too much, and invite others to lead and to offer what they know.",
      ru: "Спросите, не слишком ли это много, и предложите другим вести встречи и делиться тем, что они знают.",
      uk: "Запитайте, чи це не забагато, і запропонуйте іншим вести зустрічі та ділитися тим, що вони знають.",
      bg: "Попитайте дали това не идва в повече и поканете другите да водят срещи и да предложат каквото знаят.",
    },
    acts: ({ action }) =>
      action === null
        ? null
        : {
            en: "others lead the coming sessions until help is in balance.",
            ru: "ближайшие встречи ведут другие, пока помощь не распределится ровнее.",
            uk: "найближчі зустрічі ведуть інші, доки допомога не розподілиться рівномірніше.",
            bg: "близките срещи се водят от други, докато помощта се изравни.",
          },
  },
  low_satisfaction: {
    title: {
      en: "Satisfaction is low",
      ru: "Удовлетворённость низкая",
      uk: "Задоволеність низька",
      bg: "Удовлетвореността е ниска",
    },
    seen(told) {
      const value = told.figures[0]?.value ?? null;
      const came: Texts =
        value === null
          ? {
              en: "In the latest pulse the answers were below the middle of the scale",
              ru: "В последнем пульс-опросе ответы были ниже середины шкалы",
              uk: "В останньому пульс-опитуванні відповіді були нижчі за середину шкали",
              bg: "В последната пулс анкета отговорите бяха под средата на скалата",
            }
          : inEach(
              language =>
                ({
                  en: "The latest pulse came to ",
                  ru: "Последний пульс-опрос дал ",
                  uk: "Останнє пульс-опитування дало ",
                  bg: "Последната пулс анкета показа ",
                })[language] + metricFigure("satisfaction", value, language),
            );
      return {
        en: `${came.en}; help is wanted most with ${skillsIn(told, "en")}.`,
        ru: `${came.ru}; больше всего нужна помощь по теме: ${skillsIn(told, "ru")}.`,
        uk: `${came.uk}; найбільше потрібна допомога з теми: ${skillsIn(told, "uk")}.`,
        bg: `${came.bg}; помощ е нужна най-вече по темата: ${skillsIn(told, "bg")}.`,
      };
    },
    advice: {
      en: "Ask at the next meeting what would help most, and add resources on these skills to “Resources”.",
      ru: "Спросите на ближайшей встрече, что помогло бы больше всего, и добавьте материалы по этой теме.",
      uk: "Запитайте на найближчій зустрічі, що допомогло б найбільше, і додайте матеріали з цієї теми.",
      bg: "Попитайте на следващата среща какво би помогнало най-много и добавете материали по темата.",
    },
    acts: ({ action }) =>
      action?.kind === "suggest_resources" && action.resources.length > 0
        ? {
            en: "resources are suggested to everybody, on the resources’ pages and in the agenda.",
            ru: "материалы предлагаются всем — на страницах материалов и в повестке встреч.",
            uk: "матеріали пропонуються всім — на сторінках матеріалів і в порядку денному зустрічей.",
            bg: "материалите се предлагат на всички – на собствените си страници и в дневния ред на срещите.",
          }
        : null,
  },
  skill_not_offered: {
    title: {
      en: "A skill is sought and not offered",
      ru: "Навык ищут, но никто не предлагает",
      uk: "Навичку шукають, але ніхто не пропонує",
      bg: "Умение се търси, но никой не го предлага",
    },
    seen(told) {
      const { count } = told;
      return {
        en: `Sought by ${count} ${plural(count, "en", { one: "person", other: "people" })} and offered by nobody in the programme: ${skillsIn(told, "en")}.`,
        ru: `Навык ${skillsIn(told, "ru")} ${plural(count, "ru", { one: "ищет", few: "ищут", other: "ищут" })} ${count} ${plural(count, "ru", { one: "человек", few: "человека", other: "человек" })}, а в программе его никто не предлагает.`,
        uk: `Навичку ${skillsIn(told, "uk")} ${plural(count, "uk", { one: "шукає", few: "шукають", other: "шукають" })} ${count} ${plural(count, "uk", { one: "людина", few: "людини", other: "людей" })}, а в програмі її ніхто не пропонує.`,
        bg: `Умението ${skillsIn(told, "bg")} се търси от ${count} ${plural(count, "bg", { one: "човек", other: "души" })}, а никой в програмата не го предлага.`,
      };
    },
    advice: {
      en: "Find an expert, from outside if need be, or plan a class for all who seek it.",
      ru: "Найдите специалиста, если нужно — со стороны, или запланируйте занятие для всех, кто ищет этот навык.",
      uk: "Знайдіть фахівця, якщо треба — ззовні, або заплануйте заняття для всіх, хто шукає цю навичку.",
      bg: "Намерете специалист, ако трябва – отвън, или планирайте занятие за всички, които търсят умението.",
    },
    acts: () => null,
  },
} satisfies Partial<Record<InsightId, InsightText>>;
