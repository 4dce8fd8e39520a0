import type { FormTexts, QuestionTexts } from "./question.ts";

export const SELF_ASSESSMENT_FORM = {
  title: {
    en: "{programme}: where am I now?",
    ru: "{programme}: где я сейчас?",
    uk: "{programme}: де я зараз?",
    bg: "{programme}: къде съм сега?",
  },
  documentTitle: {
    en: "{programme} – self-assessment",
    ru: "{programme} — самооценка",
    uk: "{programme} — самооцінювання",
    bg: "{programme} – самооценка",
  },
  description: {
    en: "Two minutes. Answer as you feel today: there are no right answers, and a lower number than last time is fine too.\nWho can see single answers: {whoReads}.\nThe figures are for the programme, not for appraising people.",
    ru: "Две минуты. Отвечайте так, как чувствуете сегодня: правильных ответов нет, и если цифра ниже прошлой — это тоже нормально.\nКто видит отдельные ответы: {whoReads}.\nЦифры нужны программе, людей по ним не оценивают.",
    uk: "Дві хвилини. Відповідайте так, як відчуваєте сьогодні: правильних відповідей немає, і якщо цифра нижча за минулу — це теж нормально.\nХто бачить окремі відповіді: {whoReads}.\nЦифри потрібні програмі, людей за ними не оцінюють.",
    bg: "Две минути. Отговорете както го чувствате днес: верни отговори няма, а ако числото е по-ниско от миналия път, и това е наред.\nКой вижда отделните отговори: {whoReads}.\nЧислата са за програмата, хората не се оценяват по тях.",
  },
} as const satisfies FormTexts;

export const SELF_ASSESSMENT_QUESTIONS = {
  levels: {
    title: {
      en: "How well do you do each of these today?",
      ru: "Насколько хорошо у вас сегодня получается каждое из этого?",
      uk: "Наскільки добре вам сьогодні вдається кожне з цього?",
      bg: "Колко добре се справяте днес с всяко от тези неща?",
    },
    help: {
      en: "1 – new to me, I'd like someone beside me. 5 – comes easily, I could show others. Skip what isn't yours.",
      ru: "1 — для меня это ново, нужен кто-то рядом. 5 — даётся легко, могу показать другим. Что вас не касается, пропустите.",
      uk: "1 — для мене це нове, потрібен хтось поруч. 5 — вдається легко, можу показати іншим. Що вас не стосується, пропустіть.",
      bg: "1 – ново ми е, добре е някой да е до мен. 5 – идва ми отръки, мога да покажа на други. Пропуснете, каквото не е за вас.",
    },
  },
  confidence: {
    title: {
      en: "How sure are you that you'll reach your goals?",
      ru: "Насколько вы верите, что дойдёте до своих целей?",
      uk: "Наскільки ви вірите, що дійдете до своїх цілей?",
      bg: "Доколко вярвате, че ще стигнете целите си?",
    },
    low: { en: "not yet", ru: "пока не верю", uk: "поки не вірю", bg: "засега не" },
    high: { en: "completely", ru: "верю полностью", uk: "вірю цілком", bg: "напълно" },
  },
} as const satisfies Record<string, QuestionTexts>;
