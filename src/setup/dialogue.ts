import { EXIT, Trouble } from "../cli/front.ts";

/** One of the answers a question offers. */
export interface Choice {
  /** What a flag would say for it. */
  value: string;
  label: string;
  hint?: string;
}

/** One thing the set-up has to know. */
export interface Question<Value> {
  /** The flag that gives it, for example "--page"; null for a secret, for everybody on a machine can read its command lines. */
  flag: string | null;
  /** The variable of the environment that gives it; null where only the flag does. */
  variable: string | null;
  /** What is asked, in a sentence. */
  says: string;
  /** Where it is found, or what it is for. */
  help?: string;
  isSecret?: boolean;
  /** What Enter stands for, and what is taken where nobody can be asked. */
  suggested?: string;
  /** All there is to choose among; absent where anything may be written. */
  choices?: readonly Choice[];
  /** The next answer that comes by another way than the terminal: it ends the asking. */
  elsewhere?: () => Promise<string>;
  /** What is meant by an answer. @throws Trouble with what is wrong with it and what to do */
  read(given: string): Value | Promise<Value>;
}

/** Where a dialogue is held: a terminal, or nothing but the lines a command prints. */
export interface Screen {
  /** False where nobody can be asked: then all has to be given beforehand. */
  canAsk: boolean;
  /** What was answered; null where somebody pressed Ctrl-C. */
  answer(question: Question<unknown>): Promise<string | null>;
  begin(title: string): void;
  tell(line: string): void;
  warn(line: string): void;
  /** Shows that something is done as long as it takes. */
  waiting<Value>(says: string, act: () => Promise<Value>): Promise<Value>;
}

/** Asks what was not given by a flag or in the environment, and asks again where an answer can't be. */
export class Dialogue {
  readonly screen: Screen;
  readonly #flags: Readonly<Record<string, string | undefined>>;
  readonly #environment: Readonly<Record<string, string | undefined>>;

  /** Flags by their names ("--page"). */
  constructor(
    screen: Screen,
    flags: Readonly<Record<string, string | undefined>>,
    environment: Readonly<Record<string, string | undefined>>,
  ) {
    this.screen = screen;
    this.#flags = flags;
    this.#environment = environment;
  }

  /**
   * What somebody means by their answer. What was given beforehand is tried first; where nobody can be asked, it or the suggestion has to do.
   *
   * @throws Trouble where nobody can be asked and nothing that can be was given, or where the dialogue was broken off.
   */
  async ask<Value>(question: Question<Value>): Promise<Value> {
    const given = this.given(question);
    if (given !== null) {
      const tried = await attempt(question, given);
      if (!("wrong" in tried)) return tried.value;
      if (!this.screen.canAsk) throw new Trouble(`${nameOf(question)}: ${tried.wrong}`, EXIT.misused);
      this.screen.warn(`${nameOf(question)}: ${tried.wrong}`);
    } else if (!this.screen.canAsk) {
      return this.#unasked(question);
    }
    for (;;) {
      const answer = await this.screen.answer(question);
      if (answer === null) throw new Trouble(BROKEN_OFF, EXIT.interrupted);
      const tried = await attempt(question, answer === "" ? (question.suggested ?? "") : answer);
      if (!("wrong" in tried)) return tried.value;
      this.screen.warn(tried.wrong);
    }
  }

  /** True for yes. A flag says yes or no too. @throws Trouble as `ask` does */
  agree(question: Omit<Question<boolean>, "read" | "choices">): Promise<boolean> {
    return this.ask({ ...question, choices: YES_OR_NO, read: readYes });
  }

  /** What was given for a question beforehand; null for nothing. */
  given({ flag, variable }: Pick<Question<unknown>, "flag" | "variable">): string | null {
    const byFlag = flag === null ? undefined : this.#flags[flag];
    const byVariable = variable === null ? undefined : this.#environment[variable];
    return byFlag ?? (byVariable || null);
  }

  async #unasked<Value>(question: Question<Value>): Promise<Value> {
    if (question.elsewhere !== undefined) return question.read(await question.elsewhere());
    if (question.suggested !== undefined) return question.read(question.suggested);
    const choices = question.choices?.map(({ value }) => value).join(", ");
    const more = [question.help, choices === undefined ? undefined : `It is one of ${choices}.`].filter(
      line => line !== undefined,
    );
    throw new Trouble([`${nameOf(question)} is missing. ${question.says}`, ...more].join("\n"), EXIT.misused);
  }
}

/** What is said when somebody leaves in the middle. */
const BROKEN_OFF = "Nothing is lost: `npm run setup` goes on from here.";

const YES_OR_NO: readonly Choice[] = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
];

function readYes(given: string): boolean {
  if (/^(y|yes)$/i.test(given)) return true;
  if (/^(n|no)$/i.test(given)) return false;
  throw new Trouble(`“${given}” is neither yes nor no.`);
}

async function attempt<Value>(question: Question<Value>, given: string): Promise<{ value: Value } | { wrong: string }> {
  const trimmed = given.trim();
  if (trimmed === "") return { wrong: "Something has to be written here." };
  try {
    return { value: await question.read(trimmed) };
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    return { wrong: error.message };
  }
}

/** How a question is called in a sentence about it. */
export function nameOf({ flag, variable }: Pick<Question<unknown>, "flag" | "variable">): string {
  if (flag === null) return variable === null ? "An answer" : `${variable} in the environment`;
  return variable === null ? flag : `${flag} (or ${variable} in the environment)`;
}

/** Reads one of the values that are offered. */
export function oneOfChoices<Value extends string>(choices: readonly (Choice & { value: Value })[]) {
  return (given: string): Value => {
    const found = choices.find(({ value }) => value.toLowerCase() === given.toLowerCase());
    if (found === undefined)
      throw new Trouble(`“${given}” is none of ${choices.map(({ value }) => value).join(", ")}.`);
    return found.value;
  };
}
