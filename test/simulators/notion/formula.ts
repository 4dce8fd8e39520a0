// A small part of Notion's formula language: property references, literals, arithmetic, comparison, and/or/not,
// if, and the functions below, as calls or after a dot. Read by recursive descent; cost linear in the text.

import type { DateValue } from "./dateValue.ts";

/** What a function outside this part of the language gives; it matters only where the outcome depends on it. */
export const UNKNOWN = Symbol("unknown");

export type FormulaResult = string | number | boolean | null | string[] | DateValue | typeof UNKNOWN;
type Lookup = (key: string) => FormulaResult;

interface Token {
  kind: "number" | "string" | "name" | "property" | "sign" | "end";
  text: string;
}

const REFERENCE = /^\{\{notion:block_property:([^:}]+):[^}]*\}\}/;
const SIGNS = [
  "==",
  "!=",
  ">=",
  "<=",
  "&&",
  "||",
  "+",
  "-",
  "*",
  "/",
  "%",
  ">",
  "<",
  "(",
  ")",
  "[",
  "]",
  ",",
  ".",
  "!",
  "?",
  ":",
];

function tokens(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const space = /^\s+/.exec(rest);
    const reference = REFERENCE.exec(rest);
    const number = /^\d+(\.\d+)?/.exec(rest);
    const string = /^"((?:[^"\\]|\\.)*)"/.exec(rest);
    const name = /^[A-Za-z_]\w*/.exec(rest);
    const sign = SIGNS.find(each => rest.startsWith(each));
    if (space !== null) at += space[0].length;
    else if (reference !== null) at += push(found, "property", reference[1] as string, reference[0]);
    else if (number !== null) at += push(found, "number", number[0], number[0]);
    else if (string !== null) at += push(found, "string", (string[1] as string).replace(/\\(.)/g, "$1"), string[0]);
    else if (name !== null) at += push(found, "name", name[0], name[0]);
    else if (sign !== undefined) at += push(found, "sign", sign, sign);
    else throw new Error(`unexpected ${rest.slice(0, 10)}`);
  }
  found.push({ kind: "end", text: "" });
  return found;
}

function push(found: Token[], kind: Token["kind"], text: string, source: string): number {
  found.push({ kind, text });
  return source.length;
}

/** The value of an expression at an instant (epoch milliseconds); `lookup` gives a property's value by id or name. @throws Error for what it cannot read. */
export function evaluateFormula(expression: string, now: number, lookup: Lookup): FormulaResult {
  const reader = new Reader(tokens(expression), now, lookup);
  return reader.whole();
}

const LEVELS = [
  ["||", "or"],
  ["&&", "and"],
  ["==", "!="],
  [">=", "<=", ">", "<"],
  ["+", "-"],
  ["*", "/", "%"],
];

class Reader {
  #tokens: Token[];
  #now: number;
  #lookup: Lookup;
  #at = 0;

  constructor(list: Token[], now: number, lookup: Lookup) {
    this.#now = now;
    this.#tokens = list;
    this.#lookup = lookup;
  }

  whole(): FormulaResult {
    const value = this.#choice();
    if (this.#peek().kind !== "end") throw new Error("trailing text");
    return value;
  }

  #peek(): Token {
    return this.#tokens[this.#at] as Token;
  }

  #take(text?: string): Token {
    const token = this.#peek();
    if (text !== undefined && token.text !== text) throw new Error(`expected ${text}`);
    this.#at += 1;
    return token;
  }

  #choice(): FormulaResult {
    const condition = this.#binary(0);
    if (this.#peek().kind !== "sign" || this.#peek().text !== "?") return condition;
    this.#take("?");
    const yes = this.#choice();
    this.#take(":");
    const no = this.#choice();
    return call("if", [condition, yes, no]);
  }

  #binary(level: number): FormulaResult {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    while (this.#peek().kind !== "string" && operators.includes(this.#peek().text)) {
      const operator = this.#take().text;
      left = combine(operator, left, this.#binary(level + 1));
    }
    return left;
  }

  #unary(): FormulaResult {
    const token = this.#peek();
    if (token.kind !== "string" && (token.text === "!" || token.text === "not")) {
      this.#take();
      return call("not", [this.#unary()]);
    }
    if (token.kind === "sign" && token.text === "-") {
      this.#take();
      return combine("-", 0, this.#unary());
    }
    return this.#suffixed();
  }

  #suffixed(): FormulaResult {
    let value = this.#atom();
    while (this.#peek().kind === "sign" && this.#peek().text === ".") {
      this.#take(".");
      const name = this.#take().text;
      value = call(name, [value, ...this.#arguments()]);
    }
    return value;
  }

  #arguments(): FormulaResult[] {
    const values: FormulaResult[] = [];
    this.#take("(");
    while (this.#peek().text !== ")" || this.#peek().kind !== "sign") {
      values.push(this.#choice());
      if (this.#peek().text === ",") this.#take(",");
    }
    this.#take(")");
    return values;
  }

  #atom(): FormulaResult {
    const token = this.#take();
    if (token.kind === "number") return Number(token.text);
    if (token.kind === "string") return token.text;
    if (token.kind === "property") return this.#lookup(token.text);
    if (token.kind === "sign" && token.text === "(") {
      const inner = this.#choice();
      this.#take(")");
      return inner;
    }
    if (token.kind !== "name") throw new Error(`unexpected ${token.text}`);
    if (token.text === "true" || token.text === "false") return token.text === "true";
    const values = this.#arguments();
    if (token.text === "now") return { start: new Date(this.#now).toISOString(), end: null, time_zone: null };
    return token.text === "prop" ? this.#lookup(String(values[0])) : call(token.text, values);
  }
}

function truthy(value: FormulaResult): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function text(value: FormulaResult): string {
  if (value === null || value === UNKNOWN) return "";
  if (Array.isArray(value)) return value.join(",");
  return typeof value === "object" ? value.start : String(value);
}

function order(value: FormulaResult): number | string {
  if (typeof value === "number") return value;
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Date.parse(value.start) : text(value);
}

function combine(operator: string, left: FormulaResult, right: FormulaResult): FormulaResult {
  if (operator === "||" || operator === "or") return anyOf([left, right]);
  if (operator === "&&" || operator === "and") return allOf([left, right]);
  if (left === UNKNOWN || right === UNKNOWN) return UNKNOWN;
  switch (operator) {
    case "==":
      return text(left) === text(right);
    case "!=":
      return text(left) !== text(right);
    case "+":
      return typeof left === "number" && typeof right === "number" ? left + right : text(left) + text(right);
    case "-":
      return Number(left) - Number(right);
    case "*":
      return Number(left) * Number(right);
    case "/":
      return Number(left) / Number(right);
    case "%":
      return Number(left) % Number(right);
    case ">":
      return order(left) > order(right);
    case "<":
      return order(left) < order(right);
    case ">=":
      return order(left) >= order(right);
    default:
      return order(left) <= order(right);
  }
}

function anyOf(values: FormulaResult[]): FormulaResult {
  if (values.some(value => value !== UNKNOWN && truthy(value))) return true;
  return values.includes(UNKNOWN) ? UNKNOWN : false;
}

function allOf(values: FormulaResult[]): FormulaResult {
  if (values.some(value => value !== UNKNOWN && !truthy(value))) return false;
  return values.includes(UNKNOWN) ? UNKNOWN : true;
}

function call(name: string, values: FormulaResult[]): FormulaResult {
  const [first = null, second = null, third = null] = values;
  if (name === "if") return first === UNKNOWN ? UNKNOWN : truthy(first) ? second : third;
  if (name === "or") return anyOf(values);
  if (name === "and") return allOf(values);
  if (values.includes(UNKNOWN)) return UNKNOWN;
  switch (name) {
    case "format":
      return text(first);
    case "empty":
      return !truthy(first);
    case "length":
      return Array.isArray(first) ? first.length : text(first).length;
    case "includes":
    case "contains":
      return Array.isArray(first) ? first.includes(text(second)) : text(first).includes(text(second));
    case "concat":
      return values.map(text).join("");
    case "lower":
      return text(first).toLowerCase();
    case "upper":
      return text(first).toUpperCase();
    case "round":
      return Math.round(Number(first));
    case "toNumber":
      return Number(text(first));
    case "not":
      return !truthy(first);
    case "formatDate":
      return formatDate(instantOf(first), text(second));
    case "dateBetween":
      return between(instantOf(first), instantOf(second), text(third));
    default:
      return UNKNOWN;
  }
}

function instantOf(value: FormulaResult): number {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Date.parse(value.start) : Number.NaN;
}

/** A date in the tokens YYYY, MMMM, MMM, MM, M, DD, D, HH and mm, by the clock of UTC; empty for none. */
function formatDate(at: number, pattern: string): string {
  if (Number.isNaN(at)) return "";
  const date = new Date(at);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...options }).format(date);
  const padded = (value: number) => String(value).padStart(2, "0");
  const tokens: Record<string, () => string> = {
    YYYY: () => String(date.getUTCFullYear()),
    MMMM: () => part({ month: "long" }),
    MMM: () => part({ month: "short" }),
    MM: () => padded(date.getUTCMonth() + 1),
    M: () => String(date.getUTCMonth() + 1),
    DD: () => padded(date.getUTCDate()),
    D: () => String(date.getUTCDate()),
    HH: () => padded(date.getUTCHours()),
    mm: () => padded(date.getUTCMinutes()),
  };
  return pattern.replace(/YYYY|MMMM|MMM|MM|M|DD|D|HH|mm/g, token => tokens[token]?.() ?? token);
}

const UNIT_MS: Record<string, number> = {
  weeks: 7 * 86_400_000,
  days: 86_400_000,
  hours: 3_600_000,
  minutes: 60_000,
};

/** How many whole units lie from the second date to the first; unknown for months and years, whose length varies. */
function between(left: number, right: number, unit: string): FormulaResult {
  const ms = UNIT_MS[unit];
  return ms === undefined || Number.isNaN(left - right) ? UNKNOWN : Math.trunc((left - right) / ms);
}
