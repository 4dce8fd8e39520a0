/**
 * What of a page is understood, cell by cell, and what holds where a cell is not.
 *
 * People write what Krug can't make sense of: a word of their own, a day where a time is wanted, hours nobody can read; and
 * columns go, or are made anew and are empty. Idea: the cell is told, and what was last understood of its column holds, kept
 * apart from what the page says; nothing is replaced by a default. A page with a word Krug doesn't know holds what exists, and
 * nothing new starts from it. Source: docs/how-sync-decides.md#what-cant-be-understood.
 * Cost: a few readings of the page; one where everything is understood.
 */

import { parseAim } from "../domain/aim.ts";
import { parseBoardAnswer } from "../domain/boardAnswer.ts";
import { parseGathering } from "../domain/gathering.ts";
import { parseGoal } from "../domain/goal.ts";
import { parseGroup } from "../domain/group.ts";
import { parsePerson } from "../domain/person.ts";
import type { Parsed, Problem } from "../domain/problem.ts";
import { parseProgramme } from "../domain/programme.ts";
import { parseQuestion } from "../domain/question.ts";
import { parseExpert, parseGuide, parseResource } from "../domain/resource.ts";
import { parseSession } from "../domain/session.ts";
import { parseStep } from "../domain/step.ts";
import { parseThanks } from "../domain/thanks.ts";
import { keptIn } from "../domain/values/maps.ts";
import { columnsWithOptions, optionsOf } from "../domain/values/options.ts";
import { type DateValue, type PlainValue, type Row, type SourceKey, text, type Unread } from "../domain/values/row.ts";
import { YEARS } from "../domain/values/time.ts";

type Values = Readonly<Record<string, PlainValue>>;

const PARSERS: Partial<Record<SourceKey, (row: Row) => Parsed<unknown>>> = {
  programmes: parseProgramme,
  people: parsePerson,
  roadmap: parseGoal,
  groups: parseGroup,
  sessions: parseSession,
  resources: parseResource,
  help: parseQuestion,
  gatherings: parseGathering,
  thanks: parseThanks,
  steps: parseStep,
  answers: parseBoardAnswer,
  guides: parseGuide,
  experts: parseExpert,
  aims: parseAim,
};

/** Where a page says whose it is. With these empty what was last understood holds for what exists, and nothing new starts. */
const WHOSE: Readonly<Partial<Record<SourceKey, readonly string[]>>> = {
  groups: ["members", "programme"],
  help: ["askedBy"],
};

/** Pages that start nothing before they have a title. One that lost it goes on under the title of before. */
const TITLE: Readonly<Partial<Record<SourceKey, string>>> = { groups: "name", sessions: "title" };

/**
 * True for a page from which nothing new starts: it holds a word that Krug doesn't know, points to what nobody knows, has no title
 * yet, or no longer says whose it is.
 */
export function isUnclear(row: Row): boolean {
  const { unread = {}, understood = {} } = row;
  const isLost = Object.keys(unread).some(column => unread[column] === "hidden" && !(column in understood));
  const isNobodys = WHOSE[row.source]?.some(column => unread[column] === undefined && isBlank(row.values[column]));
  const title = TITLE[row.source];
  const isUntitled =
    title !== undefined && unread[title] === undefined && !(title in understood) && text(row, title) === "";
  return isLost || isNobodys === true || isUntitled || unknownWords(row).length > 0;
}

/** Words on a page that Krug doesn't know, by column, as they are written. */
function unknownWords(row: Row): { column: string; said: string[] }[] {
  return columnsWithOptions(row.source).flatMap(column => {
    const options = optionsOf(row.source, column) ?? [];
    const said = [row.values[column] ?? []].flat().filter(word => word !== "" && !options.includes(String(word)));
    return said.length === 0 || row.unread?.[column] !== undefined ? [] : [{ column, said: said.map(String) }];
  });
}

/** Dates on a page that lie too far off to be meant, by column. */
function farDates(row: Row): { column: string; date: string }[] {
  return Object.entries(row.values).flatMap(([column, value]) => {
    if (!isDate(value)) return [];
    const far = [value.start, value.end].find(day => day !== null && (day < YEARS.first || day >= YEARS.last));
    return far == null ? [] : [{ column, date: far.slice(0, 10) }];
  });
}

/**
 * What a page says as the rules understand it: the value with what was last understood where a column is not understood now, and
 * the problems of what the page itself says.
 */
export function understand<T>(row: Row, parse: (row: Row) => Parsed<T>): Parsed<T> {
  const cells = cellsNotUnderstood(row);
  if (cells.size === 0 && row.understood === undefined) return parse(row);
  const isOfOthers = (problem: Problem) => {
    const columns = columnsOf(row, problem);
    return columns.length === 0 || columns.some(column => !cells.has(column));
  };
  // What lost its name alone goes on under the one before: that it has none is told, and nothing waits for it.
  const isHeldName = (problem: Problem) =>
    problem.code === "programme_incomplete" && problem.missing.every(column => column === "name" && "name" in known);
  const known = row.understood ?? {};
  const told = parse(withoutCells(row, cells)).problems.filter(problem => isOfOthers(problem) && !isHeldName(problem));
  return { value: parse(seen(row)).value, problems: [...cellProblems(row), ...told] };
}

/** Dates on a page that end before they begin, by column; those in which a problem of its own is told are left out. */
function backwardDates(row: Row): { column: string; from: string; to: string }[] {
  return Object.entries(row.values).flatMap(([column, value]) => {
    if (!isDate(value) || value.end === null || TOLD_APART.includes(column)) return [];
    const [from, to] = [value.start, value.end];
    return to.slice(0, 10) < from.slice(0, 10) ? [{ column, from: from.slice(0, 10), to: to.slice(0, 10) }] : [];
  });
}

const TOLD_APART = ["when", "away"];

/** What is told of cells by themselves: words and dates that make no sense in their columns, and what points nowhere. */
function cellProblems(row: Row): Problem[] {
  const { source, unread = {}, understood = {} } = row;
  return [
    ...unknownWords(row).map(({ column, said }): Problem => ({ code: "unknown_option", source, column, said })),
    ...farDates(row).map(({ date }): Problem => ({ code: "far_date", date })),
    ...backwardDates(row).map(({ column, from, to }): Problem => ({ code: "backward_date", source, column, from, to })),
    ...Object.keys(unread).flatMap((column): Problem[] => {
      if (unread[column] === "hidden") return [{ code: "unseen_relation", source, column }];
      const was = String(understood[column] ?? "");
      if (unread[column] === "emptied") return [{ code: "emptied_option", source, column, was }];
      return unread[column] === "erased" ? [{ code: "erased_option", source, column, was }] : [];
    }),
  ];
}

/**
 * The row as the rules see it: in the columns that are not understood stands what was last understood of them; where nothing was,
 * there is no value. The same object where everything is understood.
 */
export function seen(row: Row): Row {
  const cells = cellsNotUnderstood(row);
  if (cells.size === 0 && row.understood === undefined) return row;
  const { understood = {} } = row;
  const held = heldValues(row, understood);
  const blank = withoutCells(row, new Set([...cells].filter(column => !(column in held))));
  return Object.keys(held).length === 0 ? blank : { ...blank, values: { ...blank.values, ...held } };
}

/** What else is known of a row's cells when it is read. */
export interface CellsRead {
  /** Columns made anew: an empty cell there is no value where something is known. */
  anew?: readonly string[];
  /** What relations pointed to and Krug can't see any more, by column: they do not show it, and nobody took it out. */
  unseen?: Readonly<Record<string, readonly string[]>>;
}

/** The row with what was last understood of the columns that are not understood now, `before` being the row as it was kept. */
export function withUnderstood(row: Row, before: Row | undefined, { anew = [], unseen = {} }: CellsRead = {}): Row {
  const { understood: _, ...plain } = row;
  const fresh = withUnread(plain, Object.fromEntries(Object.keys(unseen).map(column => [column, "hidden" as const])));
  if (before === undefined) return fresh;
  const understoodValues: Record<string, PlainValue> = { ...knownOf(before) };
  for (const [column, ids] of Object.entries(unseen))
    if (column in understoodValues) understoodValues[column] = [...idsIn(row.values[column]), ...ids];
  const read = withUnread(fresh, {
    ...emptiedCells(fresh, before, understoodValues, anew),
    ...alteredKey(fresh, understoodValues),
  });
  const held = heldValues(read, understoodValues);
  return Object.keys(held).length === 0 ? read : { ...read, understood: held };
}

/**
 * Of what is known of a row, what holds in place of what it says. What holds of one column may contradict what another says now:
 * then what is known of both holds.
 */
function heldValues(row: Row, known: Values): Record<string, PlainValue> {
  const held: Record<string, PlainValue> = {};
  let now = row;
  for (let depth = 0; depth < 3; depth += 1) {
    const more = [...notUnderstood(now)].filter(column => column in known && !(column in held));
    if (more.length === 0) break;
    for (const column of more) held[column] = known[column] ?? null;
    const unread = Object.fromEntries(Object.entries(row.unread ?? {}).filter(([column]) => !(column in held)));
    now = { ...row, values: { ...row.values, ...held }, unread };
  }
  return held;
}

/**
 * What a relation is known to have pointed to and no longer shows; nothing once people have chosen something else
 * there, though they saw no more than Krug does.
 */
export function lostIn(column: string, row: Row, before: Row | undefined): string[] {
  if (before === undefined) return [];
  const has = idsIn(row.values[column]);
  const had = idsIn(knownOf(before)[column]);
  const shown = idsIn(before.values[column]);
  const isChosenAnew = before.unread?.[column] === "hidden" && [...shown].sort().join() !== [...has].sort().join();
  return isChosenAnew || has.some(id => !had.includes(id)) ? [] : had.filter(id => !has.includes(id));
}

function idsIn(value: PlainValue | undefined): string[] {
  return Array.isArray(value) ? value : [];
}

/** What is known of a row as it is kept: each column's value, or what was last understood of it. */
function knownOf(row: Row): Values {
  const not = notUnderstood(row);
  const read = Object.entries(row.values).filter(([column]) => !not.has(column));
  const held = Object.entries(row.understood ?? {}).filter(([column]) => not.has(column));
  return Object.fromEntries([...read, ...held]);
}

/** The columns of a row, as Notion has it, that are not understood. */
export function notUnderstood(row: Row): Set<string> {
  const columns = new Set(cellsNotUnderstood(row));
  const problems = PARSERS[row.source]?.(withoutCells(row, columns)).problems ?? [];
  for (const problem of problems) for (const column of columnsOf(row, problem)) columns.add(column);
  return columns;
}

/**
 * Cells of recreated columns that nobody has filled since, and overwritten keys, with what they held: they
 * are to be filled again.
 * Empty for a page that lost nothing.
 */
export function cellsToRefill(row: Row): Values {
  const { unread = {}, understood = {} } = row;
  return Object.fromEntries(
    Object.entries(understood).filter(([column, value]) => unread[column] === "anew" && !isBlank(value)),
  );
}

/** True for a value that says nothing: what an empty cell holds. */
function isBlank(value: PlainValue | undefined): boolean {
  return value == null || value === "" || value === false || (Array.isArray(value) && value.length === 0);
}

/** The row with more columns that were not read. */
export function withUnread(row: Row, more: Readonly<Record<string, Unread>>): Row {
  return Object.keys(more).length === 0 ? row : { ...row, unread: { ...row.unread, ...more } };
}

/** Cells that are empty because their columns, or the words in them, were gone: nobody emptied them. */
function emptiedCells(row: Row, before: Row, known: Values, anew: readonly string[]): Record<string, Unread> {
  const wasGone = Object.entries(before.unread ?? {}).filter(([, why]) => why !== "hidden");
  const empty = [...wasGone, ...anew.map(column => [column, "anew"] as const)].filter(
    ([column]) => row.unread?.[column] === undefined && isBlank(row.values[column]) && !isBlank(known[column]),
  );
  const stays = (why: Unread) => why === "erased" || why === "emptied";
  return Object.fromEntries(empty.map(([column, why]) => [column, stays(why) ? why : ("anew" as const)]));
}

/** The word by which a page says that it is over. An empty cell means the contrary, which nobody says by emptying it. */
const OVER: Readonly<Partial<Record<SourceKey, string>>> = {
  programmes: "ended",
  people: "left",
  groups: "ended",
  sessions: "cancelled",
  gatherings: "cancelled",
};

/**
 * Words of Krug's own that were last understood in cells that are empty now, by column; `isOver` for one that said that the page
 * is over.
 */
export function wordsEmptied(row: Row, before: Row): { column: string; was: string; isOver: boolean }[] {
  const understoodBefore = knownOf(before);
  return columnsWithOptions(row.source).flatMap(column => {
    const was = understoodBefore[column];
    const isEmpty = row.unread?.[column] === undefined && isBlank(row.values[column]);
    return isEmpty && typeof was === "string" && was !== ""
      ? [{ column, was, isOver: column === "status" && was === OVER[row.source] }]
      : [];
  });
}

/** The key by which Krug knows a page, where it was overwritten: it is written back. */
function alteredKey(row: Row, known: Values): Record<string, Unread> {
  const isAltered =
    row.editedBy !== "krug" &&
    row.unread?.key === undefined &&
    !isBlank(known.key) &&
    (row.values.key ?? "") !== known.key;
  return isAltered ? { key: "anew" } : {};
}

/** Kept as long as the row is: a run looks at the same rows many times, and rows never change. */
const cells = new WeakMap<Row, ReadonlySet<string>>();

function cellsNotUnderstood(row: Row): ReadonlySet<string> {
  const columns = () => [
    ...Object.keys(row.unread ?? {}),
    ...unknownWords(row).map(({ column }) => column),
    ...farDates(row).map(({ column }) => column),
    ...backwardDates(row).map(({ column }) => column),
  ];
  return keptIn(cells, row, () => new Set(columns()));
}

/** The row with nothing in these columns; of several words those that are known stay. */
function withoutCells(row: Row, columns: ReadonlySet<string>): Row {
  if (columns.size === 0) return row;
  const values = Object.entries(row.values).map(([column, value]): [string, PlainValue] => {
    if (!columns.has(column)) return [column, value];
    const options = optionsOf(row.source, column);
    return [column, Array.isArray(value) ? value.filter(word => options?.includes(word) === true) : null];
  });
  return { ...row, values: Object.fromEntries(values) };
}

/** The columns a problem lies in; none for what is no slip of the pen but a state people may want, such as no consent. */
function columnsOf(row: Row, problem: Problem): readonly string[] {
  switch (problem.code) {
    case "no_title":
      return TITLES.filter(column => column in row.values);
    case "no_email":
      return ["email"];
    case "bad_email":
    case "email_mixed_scripts":
    case "email_not_person":
      // Of several other addresses the right ones count by themselves.
      return problem.isOther === true ? [] : ["email"];
    case "unknown_zone":
      // An empty cell is a choice: then the programme's zone counts.
      return problem.zone === "" ? [] : ["zone"];
    case "bad_hours":
      return ["hours"];
    case "bad_level":
      return LEVELS.filter(column => row.values[column] === problem.value);
    case "bad_date":
      return Object.keys(row.values).filter(column => says(row.values[column], problem.date));
    case "away_backwards":
    case "away_long":
      return ["away"];
    case "goal_due_before_start":
      return ["starts", "due"];
    case "goal_without_owner":
    case "step_without_owner":
      return ["owner"];
    case "question_without_asker":
      return ["askedBy"];
    case "programme_incomplete":
      return problem.missing;
    case "programme_long_ago":
      return ["start"];
    case "programme_ends_before_start":
      return ["start", "end"];
    case "bad_number":
    case "bad_person_number":
      return [problem.property];
    case "bad_weight":
      return ["weights"];
    case "bad_keep_answers":
      return ["keepAnswers"];
    case "session_without_time":
    case "session_all_day":
    case "session_ends_before_start":
    case "gathering_without_time":
    case "gathering_all_day":
    case "gathering_ends_before_start":
    case "too_long":
      return ["when"];
    case "session_without_group":
      return ["group"];
    case "bad_round":
      return ["round"];
    case "group_empty":
      return ["members"];
    case "group_without_programme":
      return ["programme"];
    case "gathering_places":
      return ["places"];
    case "thanks_from_nobody":
      return ["from"];
    case "thanks_to_nobody":
      return ["to"];
    case "thanks_to_oneself":
      return ["from", "to"];
    case "aim_bad_number":
      return problem.written === "" ? [] : [problem.column];
    case "aim_without_programme":
      return ["programme"];
    default:
      return [];
  }
}

const TITLES = ["name", "title", "question"];
const LEVELS = ["level", "startLevel", "currentLevel", "targetLevel"];

function says(value: PlainValue | undefined, day: string): boolean {
  return isDate(value) && [value.start, value.end].some(moment => moment?.slice(0, 10) === day);
}

function isDate(value: PlainValue | undefined): value is DateValue {
  return value != null && typeof value === "object" && !Array.isArray(value);
}
