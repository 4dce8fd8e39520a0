import type { InsightId } from "../../core/rules/insights/insight.ts";
import { plural } from "../phrase.ts";
import type { InsightText } from "./insightText.ts";

/** What is told of feedback and surveys: how much is answered, never by whom. */
export const ANSWER_INSIGHTS = {
  one_sided_feedback: {
    title: {
      en: "Feedback is one-sided",
      ru: "Отзывы только с одной стороны",
      uk: "Відгуки лише з одного боку",
      bg: "Отзивите са само от едната страна",
    },
    seen({ n, count }) {
      return {
        en: `Of ${n} sessions held in four weeks ${count} ${count === 1 ? "has" : "have"} feedback from everybody who was there.`,
        ru: `Состоявшихся встреч за четыре недели: ${n}, из них с отзывами от всех участников: ${count}.`,
        uk: `Зустрічей, що відбулися за чотири тижні: ${n}, з них із відгуками від усіх учасників: ${count}.`,
        bg: `Проведени срещи за четири седмици: ${n}, от тях с отзиви от всички участници: ${count}.`,
      };
    },
    advice: {
      en: "Say at the next meeting what feedback is for, and leave two minutes for it at the end.",
      ru: "Расскажите на ближайшей встрече, зачем нужны отзывы, и оставьте на них две минуты в конце.",
      uk: "Розкажіть на найближчій зустрічі, навіщо потрібні відгуки, і залиште на них дві хвилини наприкінці.",
      bg: "Кажете на следващата среща за какво служат отзивите и оставете две минути за тях накрая.",
    },
    acts: () => ({
      en: "privately reminds those who have not written yet, once a session and never more than a form a week.",
      ru: "лично напоминает тем, кто ещё не написал: раз о встрече и не больше одной анкеты в неделю.",
      uk: "особисто нагадує тим, хто ще не написав: раз про зустріч і не більше однієї анкети на тиждень.",
      bg: "напомня лично на тези, които още не са писали: веднъж за среща и не повече от една анкета седмично.",
    }),
  },
  few_answers: {
    title: {
      en: "Few people answer the surveys",
      ru: "На опросы отвечают немногие",
      uk: "На опитування відповідають небагато людей",
      bg: "Малко хора отговарят на анкетите",
    },
    seen({ n, count }) {
      return {
        en: `In the latest surveys ${count} of ${n} answers came back.`,
        ru: `В последних опросах получено ${count} из ${n} ${plural(n, "ru", { one: "ответа", other: "ответов" })}.`,
        uk: `В останніх опитуваннях отримано ${count} з ${n} ${plural(n, "uk", { one: "відповіді", other: "відповідей" })}.`,
        bg: `В последните анкети са получени ${count} от ${n} отговора.`,
      };
    },
    advice: {
      en: "Tell people what changed because of earlier answers, and remind them at a meeting while a survey is open.",
      ru: "Расскажите, что изменилось благодаря прежним ответам, и напомните на встрече, пока опрос открыт.",
      uk: "Розкажіть, що змінилося завдяки попереднім відповідям, і нагадайте на зустрічі, поки опитування відкрите.",
      bg: "Разкажете какво се е променило заради предишните отговори и напомнете на среща, докато анкетата е отворена.",
    },
    acts: () => null,
  },
} satisfies Partial<Record<InsightId, InsightText>>;
