import { messagesIn } from "../../domain/values/catalogue.ts";
import { LANGUAGES, type Language, type Texts } from "../../domain/values/language.ts";
import bg from "./texts/bg.json" with { type: "json" };
import en from "./texts/en.json" with { type: "json" };
import ru from "./texts/ru.json" with { type: "json" };
import uk from "./texts/uk.json" with { type: "json" };

type Key = keyof typeof en;

/** What people read on forms, by language: what the rules need to read answers in any of them, and so a part of the rules. */
const SPOKEN: Readonly<Record<Language, Readonly<Record<Key, string>>>> = {
  en: messagesIn(en),
  ru: messagesIn(ru),
  uk: messagesIn(uk),
  bg: messagesIn(bg),
};

/** What stands above a form's questions, {programme} and {whoReads} to be filled in by `formSpec`. */
type FormTexts = Record<"title" | "documentTitle" | "description", Texts>;

/** What the forms say above their questions; `signIn` is the first line where Google asks people to sign in, {domain} to be filled in. */
export const FORM_TEXTS = {
  needs: formTexts("needs"),
  self_assessment: formTexts("self_assessment"),
  feedback: formTexts("feedback"),
  pulse: { ...formTexts("pulse"), signIn: textsOf("pulse.signIn") },
  closing: formTexts("closing"),
  standing: formTexts("standing"),
} as const;

/** A question's words: `low` and `high` name the ends of a scale. */
interface QuestionTexts {
  title: Texts;
  help?: Texts;
  low?: Texts;
  high?: Texts;
  options?: Readonly<Record<string, Texts>>;
}

export type QuestionKey = Key extends infer K
  ? K extends `question.${infer Question}`
    ? Question extends `${string}.${string}`
      ? never
      : Question
    : never
  : never;
/** The options of a choice. */
export type OptionOf<Question extends QuestionKey> =
  Extract<Key, `question.${Question}.option.${string}`> extends `question.${Question}.option.${infer Option}`
    ? Option
    : never;

/** The words of every question of every form. */
export const QUESTION_TEXTS = questions() as {
  readonly [Question in QuestionKey]: Omit<QuestionTexts, "options"> & {
    options: Readonly<Record<OptionOf<Question>, Texts>>;
  };
};

/** A question's words, all four languages, in one plain shape. */
export function questionTexts(key: QuestionKey): QuestionTexts {
  return QUESTION_TEXTS[key];
}

/** How options were worded on forms that were made before: answers in those words stay readable. */
const FORMER_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  "usesChances.nobody": [
    "I helped nobody",
    "Помогать не пришлось",
    "Допомагати не довелося",
    "Не ми се наложи да помагам",
    "Никому не помогал(а)",
    "Нікому не допомагав(-ла)",
    "Не съм помагал(а) на никого",
  ],
  "balance.take": ["I take more"],
  "solvedBefore.never": ["Таких питань не було"],
};

/** Every wording of an option in which an answer may come: in all languages, those of now and those of before. */
export function wordingsOf(question: QuestionKey, option: string): string[] {
  const texts = questionTexts(question).options?.[option];
  return [...(texts === undefined ? [] : Object.values(texts)), ...(FORMER_OPTIONS[`${question}.${option}`] ?? [])];
}

function textsOf(key: Key): Texts {
  return Object.fromEntries(LANGUAGES.map(language => [language, SPOKEN[language][key]])) as Texts;
}

function formTexts(
  form: Extract<Key, `${string}.documentTitle`> extends `${infer Form}.documentTitle` ? Form : never,
): FormTexts {
  return {
    title: textsOf(`${form}.title`),
    documentTitle: textsOf(`${form}.documentTitle`),
    description: textsOf(`${form}.description`),
  };
}

/** The questions as the file has them: "question.level" is a title, "question.level.help" or "question.met.option.all" what belongs to it. */
function questions(): Record<string, QuestionTexts> {
  const found: Record<string, QuestionTexts> = {};
  for (const key of Object.keys(SPOKEN.en) as Key[]) {
    const [kind, question = "", part, option] = key.split(".");
    if (kind !== "question") continue;
    const asked = found[question] ?? { title: textsOf(key) };
    found[question] = asked;
    if (part === "help" || part === "low" || part === "high") asked[part] = textsOf(key);
    if (option !== undefined) asked.options = { ...asked.options, [option]: textsOf(key) };
  }
  return found;
}
