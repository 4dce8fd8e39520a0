import { bodyFails, invalid } from "./apiError.ts";
import { asBoolean, asNumber, asObject } from "./check.ts";
import { type DateTest, dateTest } from "./dateFilter.ts";

/** The one operator of a condition and its value. @throws 400 when there is none or more than one. */
export function onlyOperator(condition: unknown, path: string): [operator: string, value: unknown] {
  const entries = Object.entries(asObject(condition, path));
  const [first, second] = entries;
  if (first === undefined) throw bodyFails(`${path}.equals`, "defined", undefined);
  if (second !== undefined) throw bodyFails(`${path}.${second[0]}`, "not present", second[1]);
  return first;
}

function unknownOperator(path: string, operator: string, value: unknown): Error {
  return bodyFails(`${path}.${operator}`, "not present", value);
}

function existence(operator: string, value: unknown, path: string): "empty" | "filled" | null {
  if (operator !== "is_empty" && operator !== "is_not_empty") return null;
  if (value !== true) throw bodyFails(`${path}.${operator}`, "`true`", value);
  return operator === "is_empty" ? "empty" : "filled";
}

/** A test for texts. Case does not matter to contains, starts_with and ends_with. */
export function textTest(condition: unknown, path: string): (text: string) => boolean {
  const [operator, value] = onlyOperator(condition, path);
  const exists = existence(operator, value, path);
  if (exists !== null) return text => (text === "") === (exists === "empty");
  if (typeof value !== "string") throw bodyFails(`${path}.${operator}`, "a string", value);
  const wanted = value.toLowerCase();
  switch (operator) {
    case "equals":
      return text => text === value;
    case "does_not_equal":
      return text => text !== value;
    case "contains":
      return text => text.toLowerCase().includes(wanted);
    case "does_not_contain":
      return text => !text.toLowerCase().includes(wanted);
    case "starts_with":
      return text => text.toLowerCase().startsWith(wanted);
    case "ends_with":
      return text => text.toLowerCase().endsWith(wanted);
    default:
      throw unknownOperator(path, operator, value);
  }
}

/** A test for numbers; null is empty and compares with nothing. */
export function numberTest(condition: unknown, path: string): (value: number | null) => boolean {
  const [operator, given] = onlyOperator(condition, path);
  const exists = existence(operator, given, path);
  if (exists !== null) return value => (value === null) === (exists === "empty");
  const wanted = asNumber(given, `${path}.${operator}`);
  switch (operator) {
    case "equals":
      return value => value === wanted;
    case "does_not_equal":
      return value => value !== wanted;
    case "greater_than":
      return value => value !== null && value > wanted;
    case "less_than":
      return value => value !== null && value < wanted;
    case "greater_than_or_equal_to":
      return value => value !== null && value >= wanted;
    case "less_than_or_equal_to":
      return value => value !== null && value <= wanted;
    default:
      throw unknownOperator(path, operator, given);
  }
}

/** A test for checkboxes. */
export function checkboxTest(condition: unknown, path: string): (value: boolean) => boolean {
  const [operator, given] = onlyOperator(condition, path);
  if (operator !== "equals" && operator !== "does_not_equal") throw unknownOperator(path, operator, given);
  const wanted = asBoolean(given, `${path}.${operator}`);
  return operator === "equals" ? value => value === wanted : value => value !== wanted;
}

/** A test for select and status: operators take one name or an array of names. */
export function optionTest(condition: unknown, path: string): (name: string | null) => boolean {
  const [operator, value] = onlyOperator(condition, path);
  const exists = existence(operator, value, path);
  if (exists !== null) return name => (name === null) === (exists === "empty");
  const wanted = names(value, `${path}.${operator}`);
  if (operator === "equals") return name => name !== null && wanted.has(name);
  if (operator === "does_not_equal") return name => name === null || !wanted.has(name);
  throw unknownOperator(path, operator, value);
}

/** A test for lists (multi_select by name, people and relation by id): contains takes one or an array of them. */
export function listTest(condition: unknown, path: string): (members: string[]) => boolean {
  const [operator, value] = onlyOperator(condition, path);
  const exists = existence(operator, value, path);
  if (exists !== null) return members => (members.length === 0) === (exists === "empty");
  const wanted = names(value, `${path}.${operator}`);
  if (operator === "contains") return members => members.some(member => wanted.has(member));
  if (operator === "does_not_contain") return members => !members.some(member => wanted.has(member));
  throw unknownOperator(path, operator, value);
}

/** A test for files, which can only be there or not. */
export function existenceTest(condition: unknown, path: string): (isEmpty: boolean) => boolean {
  const [operator, value] = onlyOperator(condition, path);
  const exists = existence(operator, value, path);
  if (exists === null) throw unknownOperator(path, operator, value);
  return isEmpty => isEmpty === (exists === "empty");
}

/** A test for dates. */
export function dateCondition(condition: unknown, path: string, now: number): DateTest {
  const [operator, value] = onlyOperator(condition, path);
  return dateTest(operator, value, path, now);
}

function names(value: unknown, path: string): Set<string> {
  if (typeof value === "string") return new Set([value]);
  if (Array.isArray(value) && value.every(each => typeof each === "string")) return new Set(value as string[]);
  throw bodyFails(path, "a string", value);
}

/** 400 as Notion words it when a filter's type is not the property's. */
export function wrongFilterType(propertyType: string, filterType: string): Error {
  return invalid(`database property ${propertyType} does not match filter ${filterType}`);
}
