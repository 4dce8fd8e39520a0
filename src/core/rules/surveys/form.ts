import type { FormKind } from "../../domain/form.ts";
import { distinctSpellings, skillKey } from "../../domain/skill.ts";
import { type Format, rulesOf } from "../../domain/values/format.ts";
import { fnv1a } from "../../domain/values/hash.ts";
import type { Language, Texts } from "../../domain/values/language.ts";
import { FORM_TEXTS, type QuestionKey, questionTexts } from "./texts.ts";
import { zonesToChoose } from "./zones.ts";

/** What a question takes. A `row` is answered with one of the columns of the grid it stands in. */
type AnswerShape =
  | { type: "scale"; low: number; high: number; lowLabel: string; highLabel: string }
  | { type: "choice"; options: { key: string; label: string }[]; multiple?: boolean; other?: boolean; isList?: boolean }
  | { type: "text"; paragraph: boolean }
  | { type: "date" }
  | { type: "row" };

export interface FormQuestion {
  /** What the code calls it; a skill's row is `skill:` and the skill's key. */
  key: string;
  /** Eight lower-case hex digits, always the same for a key. */
  questionId: string;
  title: string;
  help: string;
  required: boolean;
  answer: AnswerShape;
}

type FormItem =
  | { type: "question"; question: FormQuestion }
  | { type: "grid"; key: string; title: string; help: string; columns: string[]; rows: FormQuestion[] };

/** A form as it should be, in no service's words. */
export interface FormSpec {
  kind: FormKind;
  title: string;
  /** The name of its file. */
  documentTitle: string;
  description: string;
  /** True for an anonymous form at which Google asks people to sign in all the same: its first line says so. */
  asksForSignIn: boolean;
  emailCollection: "VERIFIED" | "RESPONDER_INPUT" | "DO_NOT_COLLECT";
  items: FormItem[];
}

/** A question before it has words: how it is answered, and whether it must be. */
type Sketch = { required: boolean } & (
  | { type: "scale"; low: number; high: number }
  | { type: "choice" }
  | { type: "zone" }
  | { type: "text"; paragraph: boolean }
  | { type: "date" }
);

const FIVE = { type: "scale", low: 1, high: 5 } as const;

/** Each form's questions in reading order; the grid of skills comes before the self-assessment's. */
export const FORM_QUESTIONS = {
  needs: {
    takesPart: { type: "choice", required: true },
    name: { type: "text", paragraph: false, required: false },
    zone: { type: "zone", required: false },
    level: { ...FIVE, required: false },
    offers: { type: "text", paragraph: true, required: false },
    seeks: { type: "text", paragraph: true, required: false },
    style: { type: "choice", required: false },
    times: { type: "text", paragraph: true, required: false },
    wishes: { type: "text", paragraph: true, required: false },
    notWith: { type: "text", paragraph: true, required: false },
  },
  self_assessment: { confidence: { ...FIVE, required: true } },
  feedback: {
    code: { type: "text", paragraph: false, required: true },
    met: { type: "choice", required: true },
    // Before the present is asked about: straight after it, it would invite improvement.
    solvedBefore: { type: "choice", required: false },
    endedInTime: { type: "choice", required: false },
    minutes: { type: "text", paragraph: false, required: false },
    useful: { ...FIVE, required: false },
    advice: { type: "choice", required: false },
    solved: { type: "choice", required: false },
    applied: { type: "choice", required: false },
    recommended: { type: "text", paragraph: true, required: false },
    stepFrom: { type: "choice", required: false },
    thanks: { type: "text", paragraph: true, required: false },
    thanksTold: { type: "choice", required: false },
  },
  pulse: {
    satisfaction: { ...FIVE, required: true },
    supported: { ...FIVE, required: true },
    safety: { ...FIVE, required: false },
    relationship: { ...FIVE, required: false },
    balance: { type: "choice", required: false },
    recommend: { type: "scale", low: 0, high: 10, required: false },
    change: { type: "text", paragraph: true, required: false },
  },
  closing: {
    growth: { ...FIVE, required: true },
    projects: { type: "text", paragraph: false, required: false },
    courses: { type: "text", paragraph: false, required: false },
    certificates: { type: "text", paragraph: false, required: false },
    newRole: { type: "choice", required: false },
    weeksToFeelAtHome: { type: "text", paragraph: false, required: false },
  },
  standing: {
    standing: { type: "choice", required: true },
    code: { type: "text", paragraph: false, required: false },
    until: { type: "date", required: false },
    word: { type: "text", paragraph: true, required: false },
  },
} as const satisfies Record<FormKind, Partial<Record<QuestionKey, Sketch>>>;

/**
 * The keys of what a form asks in a format, in reading order, without the rows of skills: how two work together is asked only where one
 * helps the other. Without a format all that a form of the kind may ask.
 */
export function questionKeys(kind: FormKind, format: Format | null): QuestionKey[] {
  const keys = Object.keys(FORM_QUESTIONS[kind]) as QuestionKey[];
  const isOfTwo = format === null || rulesOf(format).grouping === "helpers";
  return isOfTwo ? keys : keys.filter(key => key !== "relationship");
}

/**
 * The question's id in every form: eight lower-case hex digits, the lower 31 bits of the FNV-1a hash of its key.
 *
 * Known beforehand, so prefilled links and stored answers outlive the loss of the database. 31 bits, because every id
 * Google itself gives fits a signed integer. Example: `questionId("code")` is "79316cf4".
 */
export function questionId(key: string): string {
  return (fnv1a(key) & 0x7fffffff).toString(16).padStart(8, "0");
}

/** The key of a skill's row, whatever its case and spaces: `skillQuestionKey(" Testing")` is "skill:testing". */
export function skillQuestionKey(skill: string): string {
  return `skill:${skillKey(skill)}`;
}

/** The programme that asks, as far as its forms show it. */
interface AskingProgramme {
  name: string;
  language: Language;
  /** The zone that stands first among those to choose from. */
  zone?: string;
  /** True for one with people outside the organisation, whose addresses Google can't verify. */
  typedEmails?: boolean;
  /** How its people meet; absent for a form with all that may be asked. */
  format?: Format;
  /** The domain whose people alone may answer, where the form is anonymous and Google lets them in by their sign-in. */
  signInOf?: string | null;
}

/**
 * The form of a kind, in the programme's language.
 *
 * `skills` are the rows of the self-assessment, repeats and blanks left out; without any it asks for confidence alone.
 * `whoReads` names who can open single answers; the anonymous form begins with it. Names are shown on one line, for Google
 * refuses others.
 */
export function formSpec(
  kind: FormKind,
  programme: AskingProgramme,
  skills: readonly string[],
  whoReads: string,
): FormSpec {
  const { language, signInOf = null } = programme;
  const words = FORM_TEXTS[kind];
  const fill = (texts: Texts) =>
    texts[language]
      .replaceAll("{programme}", () => onOneLine(programme.name, NAME_CHARACTERS))
      .replaceAll("{whoReads}", () => whoReads);
  const sketches: Partial<Record<QuestionKey, Sketch>> = FORM_QUESTIONS[kind];
  const items = questionKeys(kind, programme.format ?? null).flatMap((key): FormItem[] => {
    const sketch = sketches[key];
    return sketch === undefined ? [] : [{ type: "question", question: question(key, sketch, programme) }];
  });
  const rows = kind === "self_assessment" ? distinctSpellings(skills) : [];
  if (rows.length > 0) items.unshift(skillGrid(rows, language));
  const asksForSignIn = kind === "pulse" && signInOf !== null;
  return {
    kind,
    title: fill(words.title),
    documentTitle: fill(words.documentTitle),
    description: asksForSignIn
      ? `${FORM_TEXTS.pulse.signIn[language].replaceAll("{domain}", () => signInOf)}\n${fill(words.description)}`
      : fill(words.description),
    asksForSignIn,
    emailCollection: kind === "pulse" ? "DO_NOT_COLLECT" : programme.typedEmails ? "RESPONDER_INPUT" : "VERIFIED",
    items,
  };
}

/** The item's id in every form, by the key of the question or the grid it shows. */
export function itemIdOf(key: string): string {
  return questionId(`item:${key}`);
}

/**
 * The question ids of a form's skills, by skill as `distinctSpellings` writes it. Two that happen to share one, which people can bring
 * about, are told apart by their order, which a form keeps: the first has the id it would have alone. None is that of another question
 * or item of the form, for Google refuses the whole form for it.
 */
export function skillQuestionIds(skills: readonly string[]): Map<string, string> {
  const others = Object.keys(FORM_QUESTIONS.self_assessment);
  const taken = new Set([...others.map(questionId), ...[...others, "levels"].map(itemIdOf)]);
  const ids = new Map<string, string>();
  for (const skill of distinctSpellings(skills)) {
    const key = skillQuestionKey(skill);
    let id = questionId(key);
    for (let more = 2; taken.has(id); more += 1) id = questionId(`${key}#${more}`);
    taken.add(id);
    ids.set(skill, id);
  }
  return ids;
}

function question(key: QuestionKey, sketch: Sketch, programme: AskingProgramme): FormQuestion {
  const { language } = programme;
  const words = questionTexts(key);
  return {
    key,
    questionId: questionId(key),
    title: words.title[language],
    help: words.help?.[language] ?? "",
    required: sketch.required,
    answer: answerShape(key, sketch, programme),
  };
}

function answerShape(key: QuestionKey, sketch: Sketch, { language, zone }: AskingProgramme): AnswerShape {
  const words = questionTexts(key);
  switch (sketch.type) {
    case "text":
      return { type: "text", paragraph: sketch.paragraph };
    case "date":
      return { type: "date" };
    case "zone":
      return { type: "choice", options: zonesToChoose(zone).map(name => ({ key: name, label: name })), isList: true };
    case "choice":
      return {
        type: "choice",
        options: Object.entries(words.options ?? {}).map(([option, texts]) => ({
          key: option,
          label: texts[language],
        })),
      };
    case "scale":
      return {
        type: "scale",
        low: sketch.low,
        high: sketch.high,
        lowLabel: words.low?.[language] ?? "",
        highLabel: words.high?.[language] ?? "",
      };
  }
}

function skillGrid(skills: readonly string[], language: Language): FormItem {
  const words = questionTexts("levels");
  const ids = skillQuestionIds(skills);
  const titles = distinctTitles(skills);
  return {
    type: "grid",
    key: "levels",
    title: words.title[language],
    help: words.help?.[language] ?? "",
    columns: ["1", "2", "3", "4", "5"],
    rows: skills.map((skill, index) => ({
      key: skillQuestionKey(skill),
      questionId: ids.get(skill) ?? questionId(skillQuestionKey(skill)),
      title: titles[index] ?? skill,
      help: "",
      required: false,
      answer: { type: "row" },
    })),
  };
}

/** A title or row longer than this nobody reads, and Google shows neither with a line break in it. */
const NAME_CHARACTERS = 120;

/** Names as rows: on one line, and no two alike once they are cut, for Google refuses the whole form for it. */
function distinctTitles(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map(name => {
    const cut = onOneLine(name, NAME_CHARACTERS);
    let title = cut;
    for (let more = 2; taken.has(title); more += 1) title = `${cut} (${more})`;
    taken.add(title);
    return title;
  });
}

/** A text as a form can show it: on one line, cut after `most` characters. */
function onOneLine(text: string, most: number): string {
  const line = text
    .normalize("NFC")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  const characters = [...line];
  if (characters.length <= most) return line;
  return `${characters
    .slice(0, most - 1)
    .join("")
    .trimEnd()}…`;
}

/** Every question of a form in reading order, the rows of a grid among them. */
export function questionsOf(spec: FormSpec): FormQuestion[] {
  return spec.items.flatMap(item => (item.type === "grid" ? item.rows : [item.question]));
}

/**
 * The form's address with answers already in place, by question key.
 *
 * Google numbers the fields by the decimal of the hex question id. Not in Google's documentation; seen in the links its
 * editor makes. Example: `entry.2033282292=ABC234` for the code.
 * @throws Error for a key the form does not ask
 */
export function prefillUrl(responderUri: string, spec: FormSpec, answers: Readonly<Record<string, string>>): string {
  const url = new URL(responderUri);
  url.searchParams.set("usp", "pp_url");
  for (const [key, value] of Object.entries(answers)) {
    const asked = questionsOf(spec).find(candidate => candidate.key === key);
    if (asked === undefined) throw new Error(`The form "${spec.kind}" does not ask "${key}"`);
    url.searchParams.set(`entry.${Number.parseInt(asked.questionId, 16)}`, value);
  }
  return url.href;
}
