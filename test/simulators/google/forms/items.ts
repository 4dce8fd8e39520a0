import { invalidArgument } from "../errors.ts";
import type { Identifiers } from "../identifiers.ts";
import { type ChoiceOption, type Item, type Question, questionsOf } from "./model.ts";

const ITEM_KINDS = [
  "questionItem",
  "questionGroupItem",
  "pageBreakItem",
  "textItem",
  "imageItem",
  "videoItem",
] as const;
const QUESTION_KINDS = [
  "choiceQuestion",
  "textQuestion",
  "scaleQuestion",
  "ratingQuestion",
  "dateQuestion",
  "timeQuestion",
  "fileUploadQuestion",
  "rowQuestion",
] as const;

/**
 * An item ready to stand in a form: checked, and with ids for itself and its questions where it had none.
 * `others` are the items it will stand among. @throws ApiError 400, naming the request by `at`.
 */
export function settleItem(identifiers: Identifiers, written: Item, others: readonly Item[], at: string): Item {
  const fail = (message: string) => invalidArgument(`Invalid ${at}: ${message}`);
  const kinds = ITEM_KINDS.filter(kind => written[kind] !== undefined && written[kind] !== null);
  if (kinds.length !== 1) throw fail("An item must be of exactly one kind.");
  checkText(written.title, fail);
  const taken = new Set(questionsOf(others).map(({ question }) => question.questionId));
  for (const other of others) taken.add(other.itemId);
  const idOf = (id: string | undefined) => {
    const chosen = id ?? freshId(identifiers, taken);
    if (!/^[0-9a-f]{8}$/.test(chosen)) throw fail(`Invalid ID: ${chosen}`);
    if (taken.has(chosen)) throw fail(`Duplicate ID: ${chosen}`);
    taken.add(chosen);
    return chosen;
  };
  const item: Item = { ...written, itemId: idOf(written.itemId) };
  if (item.questionItem !== undefined) {
    const { question } = item.questionItem;
    if (question === undefined) throw fail("A question item needs a question.");
    if (question.rowQuestion !== undefined) throw fail("A row question can only stand in a question group.");
    checkQuestion(question, fail);
    item.questionItem = { ...item.questionItem, question: { ...question, questionId: idOf(question.questionId) } };
  }
  if (item.questionGroupItem !== undefined) {
    const { grid, questions = [] } = item.questionGroupItem;
    if (grid?.columns === undefined || questions.length === 0) throw fail("A grid needs columns and rows.");
    if (!["RADIO", "CHECKBOX"].includes(grid.columns.type)) throw fail("Grid columns must be RADIO or CHECKBOX.");
    checkOptions(grid.columns.options, grid.columns.type, true, fail);
    const rowTitles = new Set<string>();
    for (const question of questions) {
      if (question.rowQuestion === undefined) throw fail("Questions of a grid must be row questions.");
      checkText(question.rowQuestion.title, fail);
      const title = folded(question.rowQuestion.title);
      if (rowTitles.has(title)) throw fail(`Duplicate row: ${title}`);
      rowTitles.add(title);
      checkQuestion(question, fail);
    }
    const rows = questions.map(question => ({ ...question, questionId: idOf(question.questionId) }));
    item.questionGroupItem = { ...item.questionGroupItem, questions: rows };
  }
  return item;
}

/**
 * The value in which the paths of a field mask come from `written`, and all else from `base`. "*" takes everything.
 * A path of which `written` has nothing is cleared.
 */
export function applyMask<T extends object>(base: T, written: T, mask: string | undefined, at: string): T {
  if (mask === undefined || mask.trim() === "") throw invalidArgument(`Invalid ${at}: updateMask is required.`);
  if (mask === "*") return { ...written };
  let result = base as Record<string, unknown>;
  for (const path of mask.split(",")) {
    result = setPath(result, written as Record<string, unknown>, path.trim().split("."));
  }
  return result as T;
}

type Fail = (message: string) => Error;

function setPath(
  base: Record<string, unknown>,
  written: Record<string, unknown>,
  path: string[],
): Record<string, unknown> {
  const [name, ...rest] = path;
  const key = name!.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const result = { ...base };
  if (rest.length === 0) {
    if (written[key] === undefined) delete result[key];
    else result[key] = written[key];
    return result;
  }
  const inner = (base[key] ?? {}) as Record<string, unknown>;
  result[key] = setPath(inner, (written[key] ?? {}) as Record<string, unknown>, rest);
  return result;
}

function checkQuestion(question: Question, fail: Fail): void {
  const kinds = QUESTION_KINDS.filter(kind => question[kind] !== undefined && question[kind] !== null);
  if (kinds.length !== 1) throw fail("A question must be of exactly one kind.");
  const { choiceQuestion, scaleQuestion, ratingQuestion } = question;
  if (question.fileUploadQuestion !== undefined) throw fail("File upload questions cannot be created.");
  if (choiceQuestion !== undefined) {
    if (!["RADIO", "CHECKBOX", "DROP_DOWN"].includes(choiceQuestion.type)) throw fail("Invalid choice type.");
    checkOptions(choiceQuestion.options, choiceQuestion.type, false, fail);
  }
  if (scaleQuestion !== undefined) {
    const { low = 0, high } = scaleQuestion;
    if (low !== 0 && low !== 1) throw fail("The low end of a scale must be 0 or 1.");
    if (high === undefined || high < 2 || high > 10) throw fail("The high end of a scale must be 2 to 10.");
  }
  if (ratingQuestion !== undefined) {
    const { iconType, ratingScaleLevel } = ratingQuestion;
    if (!["STAR", "HEART", "THUMB_UP"].includes(iconType)) throw fail("Invalid icon type.");
    if (!(ratingScaleLevel >= 3 && ratingScaleLevel <= 10)) throw fail("The rating scale level must be 3 to 10.");
  }
}

function checkOptions(options: ChoiceOption[] | undefined, type: string, inGrid: boolean, fail: Fail): void {
  if (options === undefined || options.length === 0) throw fail("A choice question needs options.");
  const seen = new Set<string>();
  for (const option of options) {
    if (option.isOther === true) {
      if (inGrid || type === "DROP_DOWN") throw fail("The option Other is not allowed here.");
      continue;
    }
    if (option.value === undefined || option.value === "") throw fail("An option needs a value.");
    checkText(option.value, fail);
    if (seen.has(folded(option.value))) throw fail(`Duplicate option value: ${option.value}`);
    seen.add(folded(option.value));
    const navigates = option.goToAction !== undefined || option.goToSectionId !== undefined;
    if (navigates && (inGrid || type === "CHECKBOX")) throw fail("This question cannot lead to sections.");
  }
}

/** Options and rows that differ only in spaces around them are one. */
function folded(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}

function checkText(value: string | undefined, fail: Fail): void {
  if (value !== undefined && /[\n\r\u2028\u2029]/.test(value)) throw fail("Displayed text cannot contain newlines");
}

function freshId(identifiers: Identifiers, taken: ReadonlySet<string | undefined>): string {
  while (true) {
    const id = identifiers.hex(8);
    if (!taken.has(id)) return id;
  }
}
