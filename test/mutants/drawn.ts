import { createHash } from "node:crypto";
import { relative } from "node:path";
import { type Checker, type CheckResult, CheckStatus } from "@stryker-mutator/api/check";
import type { Mutant, StrykerOptions } from "@stryker-mutator/api/core";
import { commonTokens, declareClassPlugin, PluginKind, tokens } from "@stryker-mutator/api/plugin";

/** What is said of a mutant that was not drawn. */
export const NOT_DRAWN = "not drawn";

/** Lets through the mutants whose names are in the options, and no others: Stryker has no samples of its own. */
class Drawn implements Checker {
  static inject = tokens(commonTokens.options);
  readonly #names: ReadonlySet<string>;

  constructor(options: StrykerOptions) {
    this.#names = new Set(options.drawn as string[]);
  }

  async init(): Promise<void> {}

  async group(mutants: Mutant[]): Promise<string[][]> {
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants: Mutant[]): Promise<Record<string, CheckResult>> {
    return Object.fromEntries(mutants.map(mutant => [mutant.id, this.#checked(mutant)]));
  }

  #checked(mutant: Mutant): CheckResult {
    if (this.#names.has(nameOf(fromOne(mutant)))) return { status: CheckStatus.Passed };
    return { status: CheckStatus.CompileError, reason: NOT_DRAWN };
  }
}

/** A checker is told lines and columns from nought, whoever reads a result from one. */
function fromOne(mutant: Mutant): Mutant {
  const { start, end } = mutant.location;
  const moved = ({ line, column }: Mutant["location"]["start"]) => ({ line: line + 1, column: column + 1 });
  return { ...mutant, location: { start: moved(start), end: moved(end) } };
}

/** A mutant by its place and what stands there instead. */
export function nameOf({ fileName, location, mutatorName, replacement }: Mutant): string {
  const { start, end } = location;
  const place = `${relative(process.cwd(), fileName)}:${start.line}:${start.column}-${end.line}:${end.column}`;
  return `${place} ${mutatorName}: ${replacement}`;
}

/** So many of the mutants as a seed draws: each draws a lot by its own name, whatever others there are. */
export function drawnOf<M extends Mutant>(mutants: readonly M[], count: number, seed: number): M[] {
  const lots = mutants.map(mutant => ({ mutant, lot: sha256(`${seed} ${nameOf(mutant)}`) }));
  lots.sort((a, b) => (a.lot < b.lot ? -1 : 1));
  return lots.slice(0, count).map(({ mutant }) => mutant);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, "drawn", Drawn)];
export const strykerValidationSchema = { properties: { drawn: { type: "array" } } };
