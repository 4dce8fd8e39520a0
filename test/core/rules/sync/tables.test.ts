import { describe, expect, test } from "vitest";
import { TEXT_TABLE } from "../../../../src/core/rules/sync/agenda.ts";
import { FIELD_TABLE } from "../../../../src/core/rules/sync/fields.ts";
import { GUEST_TABLE } from "../../../../src/core/rules/sync/guests.ts";
import { printed, ruleFor, type Table } from "../../../../src/core/rules/sync/rule.ts";
import { printedTables } from "../../../../src/core/rules/sync/session.ts";
import { SESSION_TABLE } from "../../../../src/core/rules/sync/table.ts";

type AnyTable = Table<Record<string, Record<string, string>>, string>;
type Rule = AnyTable["rules"][number];
type State = Record<string, string>;

const TABLES = [SESSION_TABLE, FIELD_TABLE, GUEST_TABLE, TEXT_TABLE] as unknown as AnyTable[];

/** Every combination of values there is, in the order of the dimensions. */
function statesOf({ dimensions }: AnyTable): State[] {
  return Object.entries(dimensions).reduce<State[]>(
    (states, [name, values]) =>
      states.flatMap(state => Object.keys(values).map(value => ({ ...state, [name]: value }))),
    [{}],
  );
}

/** True when a rule speaks about the state: it is found before one that speaks about every state. */
function applies(table: AnyTable, rule: Rule, state: State): boolean {
  return ruleFor({ ...table, rules: [rule, { ...rule, when: {} }] }, state) === rule;
}

describe.each(TABLES.map(table => [table.name, table] as const))("%s: the decision table", (_, table) => {
  const states = statesOf(table);
  const rulesOf = (state: State) => table.rules.filter(rule => applies(table, rule, state));

  test("exactly one rule applies to whatever can be the case", () => {
    const sizes = Object.values(table.dimensions).map(values => Object.keys(values).length);
    expect(states).toHaveLength(sizes.reduce((product, size) => product * size, 1));
    const wrong = states.filter(state => rulesOf(state).length !== 1);
    expect(wrong.map(state => [state, rulesOf(state).map(rule => rule.name)])).toEqual([]);
    for (const state of states) expect(rulesOf(state)).toEqual([ruleFor(table, state)]);
  });

  test("no rule is there for nothing, and each has a name of its own and the event in life that leads to it", () => {
    for (const rule of table.rules) {
      expect(states.some(state => applies(table, rule, state))).toBe(true);
      expect(rule.life).toMatch(/^[A-Z].+\.$/);
    }
    expect(new Set(table.rules.map(rule => rule.name)).size).toBe(table.rules.length);
  });

  test("conditions name only what can be the case, and each step is taken by some rule", () => {
    for (const { when } of table.rules)
      for (const [dimension, values] of Object.entries(when))
        for (const value of values ?? []) expect(table.dimensions[dimension]).toHaveProperty(value);
    const taken = new Set(table.rules.flatMap(rule => rule.leadsTo));
    expect([...taken].sort()).toEqual(Object.keys(table.steps).sort());
  });

  test("whatever it names has words of its own, in which people read it", () => {
    const said = [
      [table.name],
      Object.values(table.steps),
      table.rules.map(({ name }) => name),
      ...Object.values(table.dimensions).map(values => Object.values(values)),
    ];
    for (const words of said) {
      expect(words.filter(one => !/^[A-Za-z].*[a-z]$/.test(one))).toEqual([]);
      expect(new Set(words).size).toBe(words.length);
    }
  });

  test("printed, each rule stands with when it applies, what happened in life and what it leads to", () => {
    const paragraphs = printed(table).split("\n\n").slice(1);
    expect(paragraphs).toHaveLength(table.rules.length);
    table.rules.forEach((rule, index) => {
      expect(paragraphs[index]).toContain(`${rule.name}\n`);
      expect(paragraphs[index]).toContain(rule.life);
      for (const step of rule.leadsTo) expect(paragraphs[index]).toContain(table.steps[step]);
      expect(paragraphs[index]).not.toContain("undefined");
    });
    expect(printedTables()).toContain(printed(table));
  });
});

test("a table without a rule for a state says which", () => {
  const rules = SESSION_TABLE.rules.filter(rule => rule.name !== "under way");
  const state = {
    page: "planned",
    base: "agreed",
    event: "live",
    maker: "krug",
    pageTime: "begun",
    eventTime: "begun",
  } as const;
  expect(ruleFor(SESSION_TABLE, state).name).toBe("under way");
  expect(() => ruleFor({ ...SESSION_TABLE, rules }, state)).toThrow(/A session: no rule for .*"live"/);
});

test("a table reads as what happened, when that counts and what it leads to", () => {
  const table: Table<{ page: { there: string; gone: string }; eventTime: { ahead: string } }, "tell" | "note"> = {
    name: "A page",
    dimensions: { page: { there: "in its table", gone: "in the trash" }, eventTime: { ahead: "to come" } },
    steps: { tell: "a comment says so", note: "keep it" },
    rules: [
      {
        name: "either",
        when: { page: ["there", "gone"], eventTime: ["ahead"] },
        life: "Somebody looked.",
        leadsTo: ["tell", "note"],
      },
      { name: "else", when: {}, life: "Nobody did.", leadsTo: [] },
    ],
  };
  expect(printed(table)).toBe(`A page
======

either
  in life   Somebody looked.
  when      page: in its table / in the trash
            event time: to come
  leads to  a comment says so
            keep it

else
  in life   Nobody did.
  leads to  nothing`);
});

test("all tables are printed one below the other, with room between", () => {
  expect(printedTables()).toBe(`${TABLES.map(table => printed(table)).join("\n\n\n")}\n`);
});
