import { ts } from "ts-morph";
import type { Language } from "../../src/core/domain/values/language.ts";
import { TOLD_METRICS } from "../../src/text/figures/catalogue.ts";

/** What a name says about a text or number whose type says nothing. */
const TEXTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(id|metricId)$/, [...Object.keys(TOLD_METRICS), "anything"]],
  [/zone|tz/i, ["Europe/Sofia", "Europe/Kyiv", "UTC", "America/New_York", "Europe/Sofia", "UTC", "Europe/Berlin", ""]],
  [/url|uri|link/i, ["https://notion.test/page-1", "https://calendar.test/event?id=2"]],
  [/email|address/i, ["ana@example.org", "boris.koval@elsewhere.example"]],
  [/column|key/i, ["when", "status", "email", "programmes", "members", "title", "skill", "zone"]],
  [
    /^(day|date|from|to|until|starts|due|month|since|lastDay)$/i,
    ["2027-01-14", "2026-12-31", "2027-03-02", "in spring"],
  ],
];
const WORDS = [
  "Ana Petrova",
  "Борис Коваль",
  "testing",
  "",
  "  two\nlines  ",
  "“quoted” <b>bold</b>",
  `A long text: ${"so it goes on and on; ".repeat(12)}`,
  "2027-01-14",
];
const NUMBERS = [0, 1, 2, 3, 4, 5, 11, 21, 22, 101, 0.5, 0.123, -1, 4.75, 1234.5];
const INSTANTS = ["2027-01-13T09:00:00Z", "2027-01-13T22:30:00Z", "2027-03-28T00:45:00Z", "2026-12-31T23:59:00Z"].map(
  at => Date.parse(at),
);
const DATES = ["2027-01-14", "2026-12-31", "2027-02-28", "2027-10-05"];
const INSTANT_NAMES = /(At|^at|^since|^until|^now|^before|^after|Since|Until)$/;
const LONGEST_LIST = 12;
/** Calls of a function, and how many more for each member of the largest union it takes: each is met, nearly surely. */
const LEAST_CALLS = 40;
const CALLS_FOR_EACH = 8;
/** Deeper than this a value that may be absent, or a list that may be empty, is. */
const DEEPEST = 7;

/** Types and how they were written where something was declared: an Instant is a number, and says so there alone. */
interface Place {
  type: ts.Type;
  name: string;
  written: string;
  depth: number;
}

/**
 * Makes values of types, always the same: one sample after another draws from a sequence of its own, in the order in which fields
 * and parameters are declared, so that a name changed or a parameter moved into an object changes no sample.
 */
export class Samples {
  readonly #checker: ts.TypeChecker;
  /** Members of a union, in the order of what they are. */
  readonly #ordered = new Map<readonly ts.Type[], ts.Type[]>();
  #state = 1;
  #language: Language = "en";

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  /** The arguments of the n-th call of a function, in a language. */
  argumentsOf(signature: ts.Signature, n: number, language: Language): unknown[] {
    this.#state = (Math.imul(n + 1, 0x9e3779b1) >>> 0) ^ 0x2545f491;
    this.#language = language;
    return signature.parameters.flatMap(parameter => {
      const declaration = parameter.valueDeclaration as ts.ParameterDeclaration;
      const isLeftOut = this.#checker.isOptionalParameter(declaration) && this.#draw(2) === 0;
      return isLeftOut ? [undefined] : [this.#value(this.#placeOf(parameter, 0))];
    });
  }

  /** How many calls meet every member of the largest union in a function's parameters several times over. */
  callsFor(signature: ts.Signature): number {
    const seen = new Set<ts.Type>();
    const largest = (type: ts.Type): number => {
      if (seen.has(type)) return 1;
      seen.add(type);
      if (type.isUnion()) return Math.max(type.types.length, ...type.types.map(largest));
      const inner = [
        ...(this.#checker.isArrayType(type) ? this.#checker.getTypeArguments(type as ts.TypeReference) : []),
        ...(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection) && this.#isPlain(type)
          ? this.#checker.getPropertiesOfType(type).map(one => this.#checker.getTypeOfSymbol(one))
          : []),
      ];
      return Math.max(1, ...inner.map(largest));
    };
    return (
      LEAST_CALLS +
      CALLS_FOR_EACH * Math.max(1, ...signature.parameters.map(one => largest(this.#checker.getTypeOfSymbol(one))))
    );
  }

  #placeOf(symbol: ts.Symbol, depth: number): Place {
    const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0];
    const written = (declaration as { type?: ts.TypeNode } | undefined)?.type?.getText() ?? "";
    return { type: this.#checker.getTypeOfSymbol(symbol), name: symbol.name, written, depth };
  }

  /** A whole number from 0 to one less than `most`. */
  #draw(most: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  }

  #oneOf<T>(items: readonly T[]): T {
    return items[this.#draw(items.length)] as T;
  }

  #value(place: Place): unknown {
    const { type, name, written, depth } = place;
    if (name === "language" && /^Language\b/.test(written)) return this.#language;
    if (type.isUnion()) return this.#member(place, type.types);
    if (type.isLiteral()) return type.value;
    const { flags } = type;
    if (flags & ts.TypeFlags.BooleanLiteral) return this.#checker.typeToString(type) === "true";
    if (flags & ts.TypeFlags.Null) return null;
    if (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) return undefined;
    if (flags & ts.TypeFlags.Boolean) return this.#draw(2) === 0;
    if (flags & ts.TypeFlags.StringLike) return this.#text(name, written);
    if (flags & ts.TypeFlags.NumberLike)
      return this.#oneOf(/\bInstant\b/.test(written) || INSTANT_NAMES.test(name) ? INSTANTS : NUMBERS);
    if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return "anything";
    if (this.#checker.isTupleType(type))
      return this.#checker
        .getTypeArguments(type as ts.TypeReference)
        .map(one => this.#value({ type: one, name, written, depth: depth + 1 }));
    if (this.#checker.isArrayType(type)) return this.#list(place);
    const signature = type.getCallSignatures()[0];
    if (signature !== undefined) return this.#function(signature, depth);
    const container = this.#container(place);
    return container ?? this.#object(type, depth);
  }

  #text(name: string, written: string): string {
    if (/\bLocalDate\b/.test(written)) return this.#oneOf(DATES);
    const [, pool = WORDS] = TEXTS.find(([known]) => known.test(name)) ?? [];
    return this.#oneOf(pool);
  }

  #member(place: Place, members: readonly ts.Type[]): unknown {
    const ordered = this.#inOrder(members);
    const flat = ordered.filter(one => !(one.flags & ts.TypeFlags.Object));
    return this.#value({ ...place, type: this.#oneOf(place.depth < DEEPEST || flat.length === 0 ? ordered : flat) });
  }

  #inOrder(members: readonly ts.Type[]): ts.Type[] {
    const known = this.#ordered.get(members);
    if (known !== undefined) return known;
    const ordered = members
      .map(type => ({ type, order: this.#orderOf(type) }))
      .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))
      .map(({ type }) => type);
    this.#ordered.set(members, ordered);
    return ordered;
  }

  /** The compiler has the members of a union in the order it met them in: here it is what they are that orders them. */
  #orderOf(type: ts.Type): string {
    if (type.isLiteral()) return `1 ${JSON.stringify(type.value)}`;
    if (!(type.flags & ts.TypeFlags.Object)) return `2 ${this.#checker.typeToString(type)}`;
    const fields = this.#checker.getPropertiesOfType(type).map(one => {
      const inner = this.#checker.getTypeOfSymbol(one);
      return inner.isLiteral() ? `${one.name}:${inner.value}` : one.name;
    });
    return `3 ${fields.filter(one => one.includes(":")).join()} ${fields.join()}`;
  }

  #list({ type, name, written, depth }: Place): unknown[] {
    const [item] = this.#checker.getTypeArguments(type as ts.TypeReference);
    const length = depth >= DEEPEST ? 0 : this.#oneOf([0, 1, 2, 3, LONGEST_LIST]);
    return Array.from({ length }, () => this.#value({ type: item as ts.Type, name, written, depth: depth + 1 }));
  }

  /** A function that is handed over says what it was asked, where it answers in words. */
  #function(signature: ts.Signature, depth: number): unknown {
    const answer = signature.getReturnType();
    if (answer.flags & ts.TypeFlags.String) return (...asked: unknown[]) => `‹${asked.map(String).join(" ")}›`;
    const value = this.#value({ type: answer, name: "", written: "", depth: depth + 1 });
    return () => value;
  }

  #container({ type, depth }: Place): unknown {
    const kind = type.getSymbol()?.name ?? "";
    const inner = this.#checker.getTypeArguments(type as ts.TypeReference);
    const values = (place: number) =>
      Array.from({ length: this.#draw(4) }, () =>
        this.#value({ type: inner[place] as ts.Type, name: "", written: "", depth: depth + 1 }),
      );
    if (kind === "Set" || kind === "ReadonlySet") return new Set(values(0));
    if (kind === "Map" || kind === "ReadonlyMap") {
      const items = values(1);
      return new Map(values(0).map((key, index) => [key, items[index % Math.max(1, items.length)]]));
    }
    return kind === "Date" ? new Date(this.#oneOf(INSTANTS)) : null;
  }

  #object(type: ts.Type, depth: number): Record<string, unknown> {
    const fields = inOrderOfDeclaration(this.#checker.getPropertiesOfType(type)).flatMap(field => {
      const isLeftOut = field.flags & ts.SymbolFlags.Optional && (this.#draw(2) === 0 || depth >= DEEPEST);
      return isLeftOut ? [] : [[field.name, this.#value(this.#placeOf(field, depth + 1))]];
    });
    const byName = type.getStringIndexType();
    const more =
      byName === undefined
        ? []
        : WORDS.slice(0, this.#draw(3)).map(key => [
            key,
            this.#value({ type: byName, name: "", written: "", depth: depth + 1 }),
          ]);
    return Object.fromEntries([...fields, ...more]);
  }

  /** Not an array, a map, a function: something with fields of its own. */
  #isPlain(type: ts.Type): boolean {
    const isKnown = ["Set", "ReadonlySet", "Map", "ReadonlyMap", "Date"].includes(type.getSymbol()?.name ?? "");
    return !isKnown && !this.#checker.isArrayType(type) && type.getCallSignatures().length === 0;
  }
}

/**
 * Fields as they were declared, those of several files in the order of their names: of some that were picked from a type the
 * compiler has them in the order in which it met their names, anywhere.
 */
function inOrderOfDeclaration(fields: readonly ts.Symbol[]): ts.Symbol[] {
  const declarations = new Map(fields.map(field => [field, field.valueDeclaration ?? field.declarations?.[0]]));
  const files = new Set([...declarations.values()].map(one => one?.getSourceFile()));
  const isOneFile = files.size < 2 && !files.has(undefined);
  const place = (field: ts.Symbol) => declarations.get(field)?.getStart() ?? 0;
  return [...fields].sort((a, b) => (isOneFile ? place(a) - place(b) : a.name < b.name ? -1 : 1));
}
