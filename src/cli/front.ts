import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Command, CommanderError, InvalidArgumentError } from "commander";

/** Exit codes of every command: something is not well or failed, it was not asked as it should be, it was interrupted. */
export const EXIT = { failed: 1, misused: 2, interrupted: 130 } as const;

/** A trouble in a sentence for whoever typed the command: what is wrong, where, and what to do. */
export class Trouble extends Error {
  readonly exitCode: number;

  constructor(sentence: string, exitCode: number = EXIT.failed) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

/**
 * A command of this project, `npm run NAME`, with what it is for. Flags and words are added to it; help, unknown flags, missing words
 * and values that can't be are seen to here.
 *
 * @example
 * const asked = commandLine("export", "Everything Krug holds about a person.").argument("<email>").addOption(jsonOption());
 * await front(asked, async ({ json }, email) => { …; return 0; });
 */
export function commandLine(name: string, says: string): Command {
  return new Command(`npm run ${name} --`)
    .description(says)
    .helpOption("--help", "says this")
    .configureHelp({ helpWidth: 120 })
    .configureOutput({ outputError: (said, write) => write(`${plainly(said.trim())}\n`) })
    .showHelpAfterError("--help says what there is.")
    .allowExcessArguments(false)
    .exitOverride();
}

/** What commander says against, as a sentence. */
function plainly(said: string): string {
  const found = SAID.find(([pattern]) => pattern.test(said));
  return found === undefined
    ? said.replace(/^error: ./, first => first.slice(7).toUpperCase())
    : said.replace(...found);
}

const SAID: readonly [RegExp, string][] = [
  [/^error: option '(-\S+).*?' argument '(.*)' is invalid\. /s, "$1 $2: "],
  [/^error: command-argument value '(.*)' is invalid for argument '.*?'\. /s, "$1: "],
  [/^error: option '(-\S+ .*)' argument missing/, "$1: what it is to be is missing."],
  [/^error: unknown option '(.*?)'/, "There is no $1 here."],
  [/^error: missing required argument '(.*)'/, "$1 is missing: name it after the command."],
];

/** The words a command is asked with by default: those after `npm run NAME --`. */
const words = () => process.argv.slice(2);

/**
 * Does what a command was asked to, and sets the exit code: what `act` comes back with, 2 where it was asked as it can't be, 1 where it
 * fails. Whatever is thrown is told in a sentence; KRUG_DEBUG=1 in the environment shows where it comes from.
 */
export async function front<Flags extends object>(
  command: Command,
  act: (flags: Flags, ...words: string[]) => Promise<number> | number,
): Promise<void> {
  process.on("uncaughtException", error => {
    tell(error);
    process.exit(EXIT.failed);
  });
  try {
    command.parse(words(), { from: "user" });
    process.exitCode = await act(command.opts<Flags>(), ...(command.processedArgs as string[]));
  } catch (error) {
    process.exitCode = tell(error);
  }
}

/** Says what went wrong, and which exit code that is. */
function tell(error: unknown): number {
  // Commander has said it, or given the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.misused;
  if (error instanceof Trouble) {
    console.error(error.message);
    return error.exitCode;
  }
  const { code, port, path, message } = error as NodeJS.ErrnoException & { port?: number };
  if (code === "EADDRINUSE")
    console.error(`Port ${port} is in use: end what listens there, or give another with --port.`);
  else if (code !== undefined && path !== undefined)
    console.error(`${path} ${WRONG_WITH_FILES[code] ?? `can't be used: ${message}.`}`);
  else console.error(`This should not have happened: ${message}. With KRUG_DEBUG=1 before the command it says where.`);
  if (process.env.KRUG_DEBUG) console.error(error);
  return EXIT.failed;
}

const WRONG_WITH_FILES: Readonly<Record<string, string>> = {
  ENOENT: "is not there.",
  EACCES: "can't be used: you may not.",
  EPERM: "can't be used: you may not.",
  EROFS: "can't be written: the disk is read-only.",
  EISDIR: "is a folder: give the name of a file.",
  ENOTDIR: "can't be there: a part of its path is a file.",
  ENOSPC: "can't be written: the disk is full.",
};

/** `--json FILE`: looked at before the work is done, which may take minutes. `-` stands for what is printed. */
export function jsonOption(command: Command, says = "writes figures and checks as JSON; - prints it instead"): Command {
  return command.option("--json <file>", says, writable);
}

/** A file that can be written. @throws InvalidArgumentError with what is in the way. */
export function writable(file: string): string {
  if (file === "-") return file;
  const folder = dirname(resolve(file));
  if (!existsSync(folder)) throw new InvalidArgumentError(`there is no folder ${folder}: make it first.`);
  if (!statSync(folder).isDirectory()) throw new InvalidArgumentError(`${folder} is no folder.`);
  const isThere = existsSync(file);
  if (isThere && statSync(file).isDirectory())
    throw new InvalidArgumentError("it is a folder: give the name of a file.");
  try {
    accessSync(isThere ? file : folder, constants.W_OK);
  } catch {
    throw new InvalidArgumentError("you may not write there.");
  }
  return file;
}

/** A file that is there. @throws InvalidArgumentError where it is not. */
export function readable(file: string): string {
  if (!existsSync(file)) throw new InvalidArgumentError("there is no such file.");
  if (statSync(file).isDirectory()) throw new InvalidArgumentError("it is a folder: give the name of a file.");
  return file;
}

/** A whole number within bounds. @throws InvalidArgumentError with what it has to be. */
export const whole =
  (least: number, most: number) =>
  (given: string): number => {
    const value = Number(given);
    if (given.trim() === "" || !Number.isInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(`it has to be a whole number from ${least} to ${most}.`);
    return value;
  };

/** One of a few names. @throws InvalidArgumentError with all there are. */
export const oneOf =
  <Name extends string>(names: readonly Name[]) =>
  (given: string): Name => {
    const found = names.find(name => name === given);
    if (found === undefined) throw new InvalidArgumentError(`it is one of ${names.join(", ")}.`);
    return found;
  };

/** Some of a few names, with commas between. @throws InvalidArgumentError with all there are. */
export const severalOf =
  <Name extends string>(names: readonly Name[]) =>
  (given: string): Name[] =>
    given.split(",").map(oneOf(names));
