import type { FormKind } from "../../core/domain/form.ts";
import type { Language } from "../../core/domain/values/language.ts";
import { LEAST_ANSWERS } from "../../core/rules/surveys/pulse.ts";
import type { Words } from "../../core/words/words.ts";
import { say } from "../locales/say.ts";
import { optionName } from "../phrases/names.ts";
import { clip, numeral } from "../phrases/phrase.ts";

/** What a wave of a survey is called, and what came of it. */
export const SURVEY_WORDS = {
  surveyTitle: waveTitle,
  closingResult: closingSentence,
  pulseResult: pulseSentence,
} satisfies Partial<Words>;

/** What may be shown of a scale from 1 to 5; core/rules/surveys/pulse.ts decides it. */
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
  const title =
    wave.kind === "pulse"
      ? `${kind} ${number}`
      : wave.kind === "self_assessment"
        ? say(language, "meetings.survey.month", { kind, number })
        : kind;
  return wave.programme ? `${title} · ${clip(wave.programme, 120)}` : title;
}

/** What is said beside every result of an anonymous form: answers are no proof of as many people. */
export function repeatsNote(language: Language): string {
  return say(language, "meetings.survey.repeats");
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
  return `${first} ${say(language, "meetings.result.supported", { value: shownValue(supported, language) })} ${note}`;
}

/** What a closed closing form says on its page: how useful people found the programme for their growth. */
function closingSentence(
  growth: ShownResult,
  { asked, answers }: { asked: number; answers: number },
  language: Language,
): string {
  const result = resultSentence(growth, asked, answers, language);
  const clause = `${result.charAt(0).toLocaleLowerCase(language)}${result.slice(1)}`;
  return say(language, "meetings.result.growth", { result: clause });
}

function shownSentence(result: Exclude<ShownResult, { shown: "nothing" }>, asked: number, language: Language): string {
  const { n } = result;
  return result.shown === "mean"
    ? say(language, "meetings.result.mean", { value: ofFive(result.mean, language), n, asked })
    : say(language, `meetings.result.${result.shown}`, { n, asked });
}

function shownValue(result: Exclude<ShownResult, { shown: "nothing" }>, language: Language): string {
  return result.shown === "mean"
    ? ofFive(result.mean, language)
    : say(language, `meetings.result.value.${result.shown}`);
}

/** A mean on the scale from 1 to 5, with one decimal: "2.8 of 5". */
export function ofFive(mean: number, language: Language): string {
  return say(language, "meetings.result.value.mean", { value: numeral(mean, language) });
}

/** Why there is no result: more answers than people, too few answers, or what would tell of single people; the last is not told apart further. */
function heldBack(answers: number, asked: number, language: Language): string {
  const why = answers > asked ? "more_than_asked" : answers < LEAST_ANSWERS ? "few" : "recognised";
  return `${say(language, "meetings.result.answers", { answers, asked })} ${say(language, `meetings.result.held.${why}`)}`;
}
