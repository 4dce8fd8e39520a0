import type { Language, Texts } from "../../core/domain/values/language.ts";
import { addDays } from "../../core/domain/values/time.ts";
import type { InsightId } from "../../core/rules/insights/insight.ts";
import { metricFigure } from "../metrics.ts";
import { plural } from "../phrase.ts";
import { dayRange } from "../when.ts";
import type { InsightText } from "./insightText.ts";

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
} satisfies Partial<Record<InsightId, InsightText>>;
