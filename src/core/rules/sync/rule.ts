/**
 * Decision tables as data: what can be the case (dimensions and their values), and rules that each say when they apply, what
 * happened in life, and which steps follow. Exactly one rule applies to each state; a test enumerates them all.
 *
 * Idea: the table of pimutils/vdirsyncer, kept apart from doing anything, so that it can be printed. Cost: one look at each rule.
 */

/** What can be the case: for each dimension its values, each with the words it is printed in. */
type Dimensions = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** One state: a value for each dimension. */
export type StateOf<D extends Dimensions> = { [K in keyof D]: keyof D[K] & string };

interface Rule<D extends Dimensions, Step extends string> {
  name: string;
  /** The values each dimension may have; a dimension that is left out may have any. */
  when: { readonly [K in keyof D]?: readonly (keyof D[K] & string)[] };
  /** What people or Krug did that leads here. */
  life: string;
  /** What follows, in this order; empty where nothing does. */
  leadsTo: readonly Step[];
}

export interface Table<D extends Dimensions, Step extends string> {
  name: string;
  dimensions: D;
  /** What each step does, in words. */
  steps: Readonly<Record<Step, string>>;
  rules: readonly Rule<D, Step>[];
}

/** True when a rule speaks about the state. */
function applies<D extends Dimensions, S extends string>(rule: Rule<D, S>, state: StateOf<D>): boolean {
  return Object.entries<readonly string[] | undefined>(rule.when).every(
    ([name, values]) => values === undefined || values.includes(state[name] ?? ""),
  );
}

/**
 * The one rule for a state.
 *
 * @throws RangeError when the table has none, which its test rules out.
 */
export function ruleFor<D extends Dimensions, S extends string>(table: Table<D, S>, state: StateOf<D>): Rule<D, S> {
  const rule = table.rules.find(rule => applies(rule, state));
  if (rule === undefined) throw new RangeError(`${table.name}: no rule for ${JSON.stringify(state)}`);
  return rule;
}

/** The table as people read it: a paragraph for each rule. */
export function printed<D extends Dimensions, S extends string>(table: Table<D, S>): string {
  const line = (label: string, text: string) => `  ${label.padEnd(10)}${text}`;
  const paragraphs = table.rules.map(({ name, when, life, leadsTo }) => {
    const conditions = Object.entries<readonly string[] | undefined>(when).map(
      ([dimension, values]) =>
        `${spaced(dimension)}: ${(values ?? []).map(value => table.dimensions[dimension]?.[value]).join(" / ")}`,
    );
    const steps = leadsTo.map(step => table.steps[step]);
    return [
      name,
      line("in life", life),
      ...conditions.map((condition, index) => line(index === 0 ? "when" : "", condition)),
      ...(steps.length === 0 ? ["nothing"] : steps).map((step, index) => line(index === 0 ? "leads to" : "", step)),
    ].join("\n");
  });
  return [`${table.name}\n${"=".repeat(table.name.length)}`, ...paragraphs].join("\n\n");
}

/** `pageTime` as two words. */
function spaced(name: string): string {
  return name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
}
