import type { Programme } from "../../core/domain/programme.ts";
import type { Language, Texts } from "../../core/domain/values/language.ts";
import { type Instant, localDate } from "../../core/domain/values/time.ts";
import type { ActionComment } from "../../core/rules/insights/acting.ts";
import type { EvidenceFigure, Insight } from "../../core/rules/insights/insight.ts";
import { metricBasis, metricFigure, metricName, metricRange } from "../metrics/metrics.ts";
import { columnName } from "../phrases/names.ts";
import { listOf, plural, quote } from "../phrases/phrase.ts";
import { dayRange, shortDate } from "../phrases/when.ts";
import type { InsightText, ToldInsight } from "./insightText.ts";
import { MEETING_INSIGHTS, PEOPLE_INSIGHTS } from "./people.ts";

/** What an insight is called: "Meetings run over". */
export function insightTitle(id: Insight["id"], language: Language): string {
  return INSIGHT_TEXTS[id].title[language];
}

/** What was seen, in a sentence or two. */
export function insightSeen(told: ToldInsight, language: Language): string {
  return INSIGHT_TEXTS[told.id].seen(told)[language];
}

/** What a coordinator can do. */
export function insightAdvice(id: Insight["id"], language: Language): string {
  return INSIGHT_TEXTS[id].advice[language];
}

/**
 * What Krug does about it, or would do if the programme let it: "Krug: others lead the coming sessions until help is in
 * balance." Null where there is nothing Krug could do.
 */
export function insightActs(told: ToldInsight, use: Programme["insights"], language: Language): string | null {
  const acts = INSIGHT_TEXTS[told.id].acts(told);
  if (acts === null) return null;
  const isDone = use === "act" || (use === "suggest" && told.action?.kind === "suggest_resources");
  return `${(isDone ? KRUG : KRUG_WOULD)[language]} ${acts[language]}`;
}

const KRUG: Texts = { en: "Krug:", ru: "Круг:", uk: "Круг:", bg: "Кръг:" };
const KRUG_WOULD: Texts = {
  en: "Krug, if “Insights” is set to “Act”:",
  ru: "Круг, если в «Выводах» выбрать «Действовать»:",
  uk: "Круг, якщо у «Висновках» вибрати «Діяти»:",
  bg: "Кръг, ако в „Изводи“ изберете „Действа“:",
};

/** A figure it rests on: "Ended in time: 50% (5 of 10 answers; 95% interval: 26% to 74%)". */
export function insightEvidence(figure: EvidenceFigure, language: Language): string {
  const { metricId, value, interval } = figure;
  if (value === null) return "";
  const basis = metricBasis(metricId, figure, language);
  const range = interval === undefined ? null : metricRange(metricId, { interval }, language);
  const sure = range === null ? "" : `; ${INTERVAL[language]}: ${range}`;
  return `${metricName(metricId, language)}: ${metricFigure(metricId, value, language)} (${basis}${sure})`;
}

const INTERVAL: Texts = { en: "95% interval", ru: "95 % интервал", uk: "95 % інтервал", bg: "95% интервал" };

/** Since when it lasts, or from when to when it did, by the day: "Since 3 March". */
export function insightTime(since: Instant, goneAt: Instant | null, zone: string, language: Language): string {
  const from = localDate(since, zone);
  if (goneAt !== null) return dayRange(from, localDate(goneAt, zone), language);
  const day = shortDate(from, language);
  return { en: `Since ${day}`, ru: `С ${day}`, uk: `З ${day}`, bg: `От ${day}` }[language];
}

/** What the dashboard's part says besides. */
export function insightsTexts(language: Language): { heading: string; none: string; over: string; toDo: string } {
  return HEADINGS[language];
}

const HEADINGS: Readonly<Record<Language, { heading: string; none: string; over: string; toDo: string }>> = {
  en: {
    heading: "What the figures suggest",
    none: "Nothing stands out. Krug looks again once a day.",
    over: "Over by now",
    toDo: "To do:",
  },
  ru: {
    heading: "Что подсказывают показатели",
    none: "Ничего не бросается в глаза. Круг смотрит раз в день.",
    over: "Уже позади",
    toDo: "Что сделать:",
  },
  uk: {
    heading: "Що підказують показники",
    none: "Нічого не впадає в око. Круг дивиться раз на день.",
    over: "Уже позаду",
    toDo: "Що зробити:",
  },
  bg: {
    heading: "Какво подсказват показателите",
    none: "Нищо не бие на очи. Кръг поглежда веднъж на ден.",
    over: "Вече отмина",
    toDo: "Какво да направите:",
  },
};

function goalIn({ goals }: ToldInsight, language: Language): string {
  return quote(goals[0] ?? "…", language);
}

/** What is told of goals. */
const GOAL_INSIGHTS = {
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
} satisfies Partial<Record<Insight["id"], InsightText>>;

/** What is told of feedback and surveys: how much is answered, never who answered. */
const ANSWER_INSIGHTS = {
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
} satisfies Partial<Record<Insight["id"], InsightText>>;

/** What Krug writes on a page because of an insight, for all who can read the page: what is wanted now, and never why. */
export function actionComment(comment: ActionComment, language: Language): string {
  switch (comment.kind) {
    case "ask_question": {
      const column = quote(columnName("sessions", "questions", language), language);
      return {
        en: `What would you like to be further with after these minutes? Write one concrete question in ${column}: then the time is enough.`,
        ru: `С чем хочется продвинуться за эти минуты? Запишите один конкретный вопрос в колонку ${column}: тогда времени хватит.`,
        uk: `З чим хочеться просунутися за ці хвилини? Запишіть одне конкретне запитання в колонку ${column}: тоді часу вистачить.`,
        bg: `С какво искате да напреднете за тези минути? Запишете един конкретен въпрос в колоната ${column}: тогава времето ще стигне.`,
      }[language];
    }
    case "offer_helper": {
      const skills = listOf(
        comment.skills.map(skill => quote(skill, language)),
        language,
      );
      return {
        en: `If a hand would be welcome here: ${comment.helper} offers help with ${skills}.`,
        ru: `Если здесь пригодится помощь: ${comment.helper} предлагает её по теме ${skills}.`,
        uk: `Якщо тут знадобиться допомога: ${comment.helper} пропонує її з теми ${skills}.`,
        bg: `Ако тук ще е от полза помощ: ${comment.helper} я предлага по темата ${skills}.`,
      }[language];
    }
    case "congratulate": {
      const names = listOf(comment.names, language);
      return {
        en: `Congratulations, ${names}: the goal is reached! Who helped? A word of thanks will please them.`,
        ru: `${names}, поздравляем: цель достигнута! Кто помогал? Слово благодарности всегда радует.`,
        uk: `${names}, вітаємо: цілі досягнуто! Хто допомагав? Слово подяки завжди тішить.`,
        bg: `${names}, честито: целта е постигната! Кой помогна? Добрата дума винаги радва.`,
      }[language];
    }
  }
}

/** What every rule says. */
const INSIGHT_TEXTS: Readonly<Record<Insight["id"], InsightText>> = {
  ...PEOPLE_INSIGHTS,
  ...MEETING_INSIGHTS,
  ...GOAL_INSIGHTS,
  ...ANSWER_INSIGHTS,
};
