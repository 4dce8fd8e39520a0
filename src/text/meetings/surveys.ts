import type { FormKind } from "../../core/domain/form.ts";
import type { Language, Texts } from "../../core/domain/values/language.ts";
import { LEAST_ANSWERS } from "../../core/rules/surveys/waves.ts";
import type { Words } from "../../core/words/words.ts";
import { optionName } from "../phrases/names.ts";
import { clip, numeral, plural } from "../phrases/phrase.ts";

/** What a wave of a survey is called, and what came of it. */
export const SURVEY_WORDS = {
  surveyTitle: waveTitle,
  closingResult: closingSentence,
  pulseResult: pulseSentence,
} satisfies Partial<Words>;

/** What may be shown of a scale from 1 to 5; core/rules/surveys/waves.ts decides it. */
type ShownResult =
  | { shown: "nothing"; n: number }
  | { shown: "above" | "below"; n: number }
  | { shown: "mean"; n: number; mean: number };

/**
 * A survey's title: "Pulse 1", "Self-assessment, month 2", "Session feedback"; the baseline is "Self-assessment, start".
 *
 * With a programme: "Pulse 1 · Mobile app".
 */
function waveTitle(wave: { kind: FormKind; number: number; programme?: string }, language: Language): string {
  const kind = optionName("surveys", "kind", wave.kind, language);
  const { number } = wave;
  const month: Texts =
    number === 0
      ? { en: "start", ru: "начало", uk: "початок", bg: "начало" }
      : { en: `month ${number}`, ru: `месяц ${number}`, uk: `місяць ${number}`, bg: `месец ${number}` };
  const title =
    wave.kind === "pulse"
      ? `${kind} ${number}`
      : wave.kind === "self_assessment"
        ? `${kind}, ${month[language]}`
        : kind;
  return wave.programme ? `${title} · ${clip(wave.programme, 120)}` : title;
}

/** What is said beside every result of an anonymous form: answers are no proof of as many people. */
export function repeatsNote(language: Language): string {
  return {
    en: "Anybody with the link can answer more than once.",
    ru: "Любой, у кого есть ссылка, может ответить несколько раз.",
    uk: "Кожен, хто має посилання, може відповісти кілька разів.",
    bg: "Всеки, който има връзката, може да отговори повече от веднъж.",
  }[language];
}

/**
 * A scale's result with how many answered: "Mean 2.8 of 5 from 5 answers of 5 asked."
 *
 * Under four answers only that it is held back; where all say the same only as above or below 3, without saying so.
 */
function resultSentence(result: ShownResult, asked: number, answers: number, language: Language): string {
  return result.shown === "nothing" ? heldBack(answers, asked, language) : shownSentence(result, asked, language);
}

/**
 * What a closed pulse says on its page: satisfaction, then whether people feel supported, and that answers can be repeated.
 * Single texts stay out.
 */
function pulseSentence(
  result: { answers: number; asked: number; satisfaction: ShownResult; supported: ShownResult },
  language: Language,
): string {
  const { answers, asked, satisfaction, supported } = result;
  const first = resultSentence(satisfaction, asked, answers, language);
  const note = repeatsNote(language);
  if (supported.shown === "nothing") return `${first} ${note}`;
  const label: Texts = {
    en: "Feeling supported",
    ru: "Ощущение поддержки",
    uk: "Відчуття підтримки",
    bg: "Усещане за подкрепа",
  };
  return `${first} ${label[language]}: ${shownValue(supported, language)}. ${note}`;
}

/** What a closed closing form says on its page: how useful people found the programme for their growth. */
function closingSentence(
  growth: ShownResult,
  { asked, answers }: { asked: number; answers: number },
  language: Language,
): string {
  const label: Texts = {
    en: "Useful for growth",
    ru: "Польза для развития",
    uk: "Користь для розвитку",
    bg: "Полза за развитието",
  };
  const result = resultSentence(growth, asked, answers, language);
  return `${label[language]}: ${result.charAt(0).toLocaleLowerCase(language)}${result.slice(1)}`;
}

function shownSentence(result: Exclude<ShownResult, { shown: "nothing" }>, asked: number, language: Language): string {
  const { n } = result;
  const value = shownValue(result, language);
  const lead: Texts =
    result.shown === "mean"
      ? { en: "Mean ", ru: "Среднее: ", uk: "Середнє: ", bg: "Средно: " }
      : { en: "", ru: "", uk: "", bg: "" };
  const counts: Texts = {
    en: `from ${n} ${plural(n, language, { one: "answer", other: "answers" })} of ${asked} asked`,
    ru: `${plural(n, language, { one: "ответил", other: "ответили" })} ${n} из ${asked}`,
    uk: `${plural(n, language, { one: "відповів", other: "відповіли" })} ${n} з ${asked}`,
    bg: `${n} ${plural(n, language, { one: "отговор", other: "отговора" })} от ${asked} ${plural(asked, language, { one: "попитан", other: "попитани" })}`,
  };
  const sentence = `${lead[language]}${value}${language === "en" ? " " : "; "}${counts[language]}.`;
  return sentence.charAt(0).toLocaleUpperCase(language) + sentence.slice(1);
}

function shownValue(result: Exclude<ShownResult, { shown: "nothing" }>, language: Language): string {
  switch (result.shown) {
    case "mean":
      return ofFive(result.mean, language);
    case "above":
      return { en: "above 3 of 5", ru: "выше 3 из 5", uk: "вище 3 з 5", bg: "над 3 от 5" }[language];
    case "below":
      return belowThree(language);
  }
}

/** All that may be told where everybody answered at the lowest end. */
function belowThree(language: Language): string {
  return { en: "below 3 of 5", ru: "ниже 3 из 5", uk: "нижче 3 з 5", bg: "под 3 от 5" }[language];
}

/** A mean on the scale from 1 to 5, with one decimal: "2.8 of 5". */
export function ofFive(mean: number, language: Language): string {
  const value = numeral(mean, language);
  return { en: `${value} of 5`, ru: `${value} из 5`, uk: `${value} з 5`, bg: `${value} от 5` }[language];
}

/** Why there is no result: more answers than people, too few answers, or what would tell of single people; the last is not told apart further. */
function heldBack(answers: number, asked: number, language: Language): string {
  const count: Texts = {
    en: `${answers} ${plural(answers, language, { one: "answer", other: "answers" })} of ${asked} asked.`,
    ru: `Ответов: ${answers} из ${asked}.`,
    uk: `Відповідей: ${answers} з ${asked}.`,
    bg: `Отговори: ${answers} от ${asked}.`,
  };
  const why: Texts =
    answers > asked
      ? {
          en: "There are more answers than people, so the result is not shown.",
          ru: "Ответов больше, чем людей, поэтому результат не показывается.",
          uk: "Відповідей більше, ніж людей, тому результат не показується.",
          bg: "Отговорите са повече от хората, затова резултатът не се показва.",
        }
      : answers < LEAST_ANSWERS
        ? {
            en: "Under 4 answers the result is held back, so that nobody can be recognised.",
            ru: "Если их меньше 4, результат не показывается, чтобы никого нельзя было узнать.",
            uk: "Якщо їх менше ніж 4, результат не показується, щоб нікого не можна було впізнати.",
            bg: "При по-малко от 4 резултатът не се показва, за да не може никой да бъде разпознат.",
          }
        : {
            en: "The result is held back, so that nobody can be recognised.",
            ru: "Результат не показывается, чтобы никого нельзя было узнать.",
            uk: "Результат не показується, щоб нікого не можна було впізнати.",
            bg: "Резултатът не се показва, за да не може никой да бъде разпознат.",
          };
  return `${count[language]} ${why[language]}`;
}
