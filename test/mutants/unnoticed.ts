import { relative } from "node:path";
import type { MutantResult } from "@stryker-mutator/api/core";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import type { Reporter } from "@stryker-mutator/api/report";

/** True for a mutant that no test noticed, also where none came by. */
export function isUnnoticed({ status }: MutantResult): boolean {
  return status === "Survived" || status === "NoCoverage";
}

/** A mutant as its place and what stands there instead. */
export function told({ fileName, location, mutatorName, replacement, status }: MutantResult): string {
  const { line, column } = location.start;
  const place = `${relative(process.cwd(), fileName)}:${line}:${column}`;
  const instead = (replacement ?? "").replace(/\s+/g, " ").slice(0, 100);
  return `${place} ${mutatorName}: ${instead}${status === "NoCoverage" ? " (no test comes by)" : ""}`;
}

/** Tells at once what no test noticed: whoever ends a long run knows so far. */
class Unnoticed implements Reporter {
  onMutantTested(result: Readonly<MutantResult>): void {
    if (isUnnoticed(result)) console.log(told(result));
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, "unnoticed", Unnoticed)];
