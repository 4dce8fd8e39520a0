import { LANGUAGES, type Language, type Texts } from "../../core/domain/values/language.ts";
import { addDays } from "../../core/domain/values/time.ts";
import type { Insight } from "../../core/rules/insights/insight.ts";
import { metricFigure } from "../metrics/metrics.ts";
import { listOf, plural, quote } from "../phrases/phrase.ts";
import { dayRange } from "../phrases/when.ts";
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
} satisfies Partial<Record<Insight["id"], InsightText>>;

/** What is told of meetings: who comes, how often, how long, and with what. */
export const MEETING_INSIGHTS = {
  attendance_falls: {
    title: {
      en: "Fewer people come",
      ru: "На встречи приходят реже",
      uk: "На зустрічі приходять рідше",
      bg: "На срещите идват по-рядко",
    },
    seen({ n, count, figures }) {
      const now = (language: Language) => metricFigure("attendance_rate", figures[0]?.value ?? null, language);
      const before = (language: Language) => metricFigure("attendance_rate", figures[0]?.before ?? null, language);
      return {
        en: `In four weeks ${count} of ${n} seats were taken, ${now("en")}; before that it was ${before("en")}.`,
        ru: `За четыре недели занято ${count} из ${n} ${plural(n, "ru", { one: "места", other: "мест" })}, ${now("ru")}; раньше было ${before("ru")}.`,
        uk: `За чотири тижні зайнято ${count} з ${n} ${plural(n, "uk", { one: "місця", other: "місць" })}, ${now("uk")}; раніше було ${before("uk")}.`,
        bg: `За четири седмици са заети ${count} от ${n} места, ${now("bg")}; преди това бяха ${before("bg")}.`,
      };
    },
    advice: {
      en: "Ask what stands in the way: the hour, the length or other work. Ten minutes at the start of the week are easier to keep.",
      ru: "Спросите, что мешает: время, длительность или другая работа. Десять минут в начале недели выдержать легче.",
      uk: "Запитайте, що заважає: час, тривалість чи інша робота. Десять хвилин на початку тижня витримати легше.",
      bg: "Попитайте какво пречи: часът, продължителността или друга работа. Десет минути в началото на седмицата се спазват по-лесно.",
    },
    acts({ action }) {
      if (action?.kind !== "add_check_ins") return null;
      const days = (language: Language) => dayRange(action.from, addDays(action.to, -1), language);
      return {
        en: `ten-minute check-ins at the start of each week, ${days("en")}.`,
        ru: `десятиминутные встречи в начале каждой недели, ${days("ru")}.`,
        uk: `десятихвилинні зустрічі на початку кожного тижня, ${days("uk")}.`,
        bg: `десетминутни срещи в началото на всяка седмица, ${days("bg")}.`,
      };
    },
  },
  rhythm_lost: {
    title: {
      en: "The rhythm is not kept",
      ru: "Ритм не выдерживается",
      uk: "Ритм не витримується",
      bg: "Ритъмът не се спазва",
    },
    seen({ n, count }) {
      return {
        en: `In the last whole period people were at ${count} of the ${n} sessions they were promised.`,
        ru: `За последний полный период люди побывали на ${count} из ${n} обещанных встреч.`,
        uk: `За останній повний період люди побували на ${count} з ${n} обіцяних зустрічей.`,
        bg: `През последния пълен период хората са били на ${count} от ${n} обещани срещи.`,
      };
    },
    advice: {
      en: "Meet less often but for certain: set more weeks between sessions, or fewer minutes.",
      ru: "Встречайтесь реже, но наверняка: увеличьте перерыв между встречами или сократите их.",
      uk: "Зустрічайтеся рідше, але напевно: збільште перерву між зустрічами або скоротіть їх.",
      bg: "Срещайте се по-рядко, но сигурно: увеличете седмиците между срещите или ги скъсете.",
    },
    acts: () => null,
  },
  over_time: {
    title: {
      en: "Meetings run over",
      ru: "Встречи затягиваются",
      uk: "Зустрічі затягуються",
      bg: "Срещите се проточват",
    },
    seen({ n, count }) {
      return {
        en: `Of ${n} answers in four weeks ${count} ${count === 1 ? "says" : "say"} that the session ended on time.`,
        ru: `За четыре недели о том, что встреча закончилась вовремя, говорят ${count} ${plural(count, "ru", { one: "ответ", few: "ответа", other: "ответов" })} из ${n}.`,
        uk: `За чотири тижні про те, що зустріч закінчилася вчасно, кажуть ${count} ${plural(count, "uk", { one: "відповідь", few: "відповіді", other: "відповідей" })} з ${n}.`,
        bg: `За четири седмици ${count} от ${n} отговора казват, че срещата е свършила навреме.`,
      };
    },
    advice: {
      en: "Agree who watches the clock, stop five minutes early and carry the rest over to the next session.",
      ru: "Договоритесь, кто следит за временем, заканчивайте на пять минут раньше, а остальное переносите на следующую встречу.",
      uk: "Домовтеся, хто стежить за часом, закінчуйте на п’ять хвилин раніше, а решту переносьте на наступну зустріч.",
      bg: "Уговорете се кой следи времето, приключвайте пет минути по-рано и оставяйте останалото за следващата среща.",
    },
    acts: () => null,
  },
  no_question: {
    title: {
      en: "No question before a micro session",
      ru: "Нет вопроса к микровстрече",
      uk: "Немає запитання до мікрозустрічі",
      bg: "Няма въпрос преди микросреща",
    },
    seen({ n, count }): Texts {
      return {
        en: `Of ${n} micro ${plural(n, "en", { one: "session", other: "sessions" })} in the next two days ${count} ${count === 1 ? "has" : "have"} no question yet.`,
        ru: `В ближайшие два дня микровстреч: ${n}, из них пока без вопроса: ${count}.`,
        uk: `У найближчі два дні мікрозустрічей: ${n}, з них поки без запитання: ${count}.`,
        bg: `Микросрещи в следващите два дни: ${n}, от тях още без въпрос: ${count}.`,
      };
    },
    advice: {
      en: "Ask for one concrete question, or put the session off until there is one.",
      ru: "Попросите сформулировать один конкретный вопрос или отложите встречу, пока его нет.",
      uk: "Попросіть сформулювати одне конкретне запитання або відкладіть зустріч, поки його немає.",
      bg: "Помолете за един конкретен въпрос или отложете срещата, докато няма такъв.",
    },
    acts: () => ({
      en: "asks for a question on the session’s page.",
      ru: "просит записать вопрос на странице встречи.",
      uk: "просить записати запитання на сторінці зустрічі.",
      bg: "моли за въпрос на страницата на срещата.",
    }),
  },
} satisfies Partial<Record<Insight["id"], InsightText>>;
