import { join, relative } from "node:path";
import { Project, ts } from "ts-morph";
import { LANGUAGES, type Language } from "../../src/core/domain/values/language.ts";
import { EVERY_MESSAGE } from "../text/locales/everyMessage.ts";
import { canonical, type Unit } from "./heard.ts";
import { Samples } from "./samples.ts";

type Told = (...given: unknown[]) => unknown;

const ROOT = join(import.meta.dirname, "../..");
/** Where sentences are made: files and folders that are called text or texts; what only holds messages is told with the words. */
const IS_TEXT = /(^|\/)texts?(\/(?!locales\/)|\.ts$)/;

/**
 * Every sentence there is, in four languages.
 *
 * A unit for each language holds all words of it: every literal below a key that is the language's, wherever in `src` it stands,
 * and every message of its catalogues, in the order of the alphabet, so that none is missed and none is new by being moved. And
 * a unit for each thing that a file of texts exports: a function is called with samples of its parameters' types, in each
 * language; of anything else its data is told.
 */
export async function sentencesHeard(): Promise<Unit[]> {
  const program = openProgram();
  const words = LANGUAGES.map(language => ({ name: `words ${language}`, lines: allWords(program, language) }));
  const units: Unit[] = [];
  const samples = new Samples(program.getTypeChecker());
  for (const file of textFiles(program)) units.push(...(await unitsOf(program, samples, file)));
  return [...words, ...units.sort((a, b) => (a.name < b.name ? -1 : 1))];
}

function openProgram(): ts.Program {
  const project = new Project({ tsConfigFilePath: join(ROOT, "tsconfig.json"), skipAddingFilesFromTsConfig: true });
  project.addSourceFilesAtPaths(join(ROOT, "src/**/*.ts"));
  const program = project.getProgram().compilerObject;
  // Nodes know their parents, and their text, once the checker has been asked for.
  program.getTypeChecker();
  return program;
}

/** The project's own files, in the order of their paths. */
function sourcesOf(program: ts.Program): ts.SourceFile[] {
  return program.getSourceFiles().filter(file => /^src\//.test(relative(ROOT, file.fileName)));
}

function textFiles(program: ts.Program): ts.SourceFile[] {
  return sourcesOf(program).filter(file => IS_TEXT.test(relative(join(ROOT, "src"), file.fileName)));
}

function allWords(program: ts.Program, language: Language): string[] {
  const messages = Object.values(EVERY_MESSAGE[language]).flatMap(texts => Object.values(texts));
  return [...wordsOf(program, language), ...messages.map(text => JSON.stringify(text))].sort();
}

/** Every text below a key `en`, `ru` … of an object that speaks several languages; what is put in is shown as "{}". */
function wordsOf(program: ts.Program, language: Language): string[] {
  const found: string[] = [];
  const collect = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) found.push(JSON.stringify(node.text));
    if (ts.isTemplateExpression(node))
      found.push(JSON.stringify([node.head, ...node.templateSpans.map(span => span.literal)].map(one => one.text)));
    ts.forEachChild(node, collect);
  };
  const look = (node: ts.Node): void => {
    if (!ts.isObjectLiteralExpression(node)) return void ts.forEachChild(node, look);
    const spoken = node.properties.filter(one => LANGUAGES.includes(one.name?.getText() as Language));
    for (const one of node.properties)
      if (spoken.length < 2) look(one);
      else if (one.name?.getText() === language) collect(one);
      else if (!spoken.includes(one)) look(one);
  };
  for (const file of sourcesOf(program)) look(file);
  return found;
}

async function unitsOf(program: ts.Program, samples: Samples, file: ts.SourceFile): Promise<Unit[]> {
  const checker = program.getTypeChecker();
  const symbol = checker.getSymbolAtLocation(file);
  if (symbol === undefined) return [];
  const values = (await import(file.fileName)) as Record<string, unknown>;
  return checker
    .getExportsOfModule(symbol)
    .filter(one => one.flags & ts.SymbolFlags.Value && one.declarations?.[0]?.getSourceFile() === file)
    .flatMap(one => told(checker, one, values[one.name]))
    .map(({ name, type, value }) => ({ name, lines: said(samples, type, value) }));
}

/** An export, or, where functions were put together in an object, each of them by its name there. */
function told(
  checker: ts.TypeChecker,
  symbol: ts.Symbol,
  value: unknown,
): { name: string; type: ts.Type; value: unknown }[] {
  const type = checker.getTypeOfSymbol(symbol);
  const members = Object.entries(value ?? {});
  if (Array.isArray(value) || !members.some(([, one]) => typeof one === "function"))
    return [{ name: symbol.name, type, value }];
  return members.flatMap(([name, one]) => {
    const member = checker.getPropertyOfType(type, name);
    return member === undefined ? [] : [{ name, type: checker.getTypeOfSymbol(member), value: one }];
  });
}

/** All that an export says: a function's answers to samples, or the value itself. */
function said(samples: Samples, type: ts.Type, value: unknown): string[] {
  const signature = type.getCallSignatures()[0];
  return typeof value === "function" && signature !== undefined
    ? answers(samples, signature, value as Told)
    : [canonical(value)];
}

function answers(samples: Samples, signature: ts.Signature, call: Told): string[] {
  return Array.from({ length: samples.callsFor(signature) }, (_, n) => n).flatMap(n =>
    LANGUAGES.map(language => {
      const given = samples.argumentsOf(signature, n, language);
      return `(${n}, ${language}) ${canonical(answer(call, given)) ?? "nothing"}`;
    }),
  );
}

function answer(call: Told, given: unknown[]): unknown {
  try {
    return call(...given);
  } catch (error) {
    return { refuses: error instanceof Error ? error.name : String(error) };
  }
}
