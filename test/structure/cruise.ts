import { cruise, type ICruiseResult, type IDependency, type IForbiddenRuleType } from "dependency-cruiser";
import { FLOORS, type Floor, isWithin } from "./floors.ts";

/** An import that the table does not allow, or that closes a circle. */
export interface Breach {
  from: string;
  /** As the import names it. */
  to: string;
  /** The place it breaks out of; "no floor" where it lies on none; "circle". */
  rule: string;
}

export interface Cruised {
  /** Files of `src` that were read. */
  modules: string[];
  /** Which others of them each imports, sorted. A type named as `import("…")` is not seen. */
  imports: Record<string, string[]>;
  breaches: Breach[];
}

const CIRCLE = "circle";
const NOWHERE = "no floor";

/**
 * Reads `src` of a project's folder, follows its imports, those of types too, and holds them to the table. The parser is
 * `@swc/core`: beside TypeScript 7 alone dependency-cruiser reads nothing, and finds nothing.
 */
export async function cruised(root: string): Promise<Cruised> {
  const { output } = await cruise(
    ["src"],
    {
      baseDir: root,
      parser: "swc",
      tsPreCompilationDeps: true,
      doNotFollow: { path: ["node_modules", "^test/"] },
      validate: true,
      ruleSet: {
        forbidden: [
          ...FLOORS.map(ruleOf),
          { name: NOWHERE, severity: "error", from: { path: "^src/", pathNot: FLOORS.map(patternOf) }, to: {} },
          { name: CIRCLE, severity: "error", from: {}, to: { circular: true } },
        ],
      },
    },
    { exportsFields: ["exports"], conditionNames: ["import", "types", "node"] },
  );
  const { modules, summary } = output as ICruiseResult;
  const own = modules.filter(({ source }) => isOwn(source));
  return {
    modules: own.map(({ source }) => source),
    imports: Object.fromEntries(own.map(({ source, dependencies }) => [source, ownOf(dependencies)])),
    breaches: summary.violations.map(({ from, to, unresolvedTo, rule }) => ({
      from,
      to: unresolvedTo ?? to,
      rule: rule.name,
    })),
  };
}

function ownOf(dependencies: readonly IDependency[]): string[] {
  const paths = dependencies.map(({ resolved }) => resolved).filter(isOwn);
  return [...new Set(paths)].sort();
}

/** A file of `src` in TypeScript: catalogues of messages are none. */
function isOwn(path: string): boolean {
  return path.startsWith("src/") && path.endsWith(".ts");
}

function ruleOf(floor: Floor): IForbiddenRuleType {
  const packages = floor.packages.filter(name => name !== "node:").map(name => `^node_modules/${name}/`);
  return {
    name: floor.place,
    severity: "error",
    from: { path: patternOf(floor) },
    to: {
      pathNot: [patternOf(floor), ...floor.uses.map(place => `^src/${exactly(place)}`), ...packages],
      ...(floor.packages.includes("node:") ? { dependencyTypesNot: ["core"] } : {}),
    },
  };
}

/** Matches the files of a floor, without those that another floor tells more exactly. */
function patternOf({ place }: Floor): string {
  const inside = FLOORS.map(other => other.place).filter(other => other !== place && isWithin(other, place));
  const except = inside.length === 0 ? "" : `(?!${inside.map(exactly).join("|")})`;
  return `^src/${except}${exactly(place)}`;
}

function exactly(place: string): string {
  const escaped = place.replaceAll(".", "\\.");
  return place.endsWith("/") ? escaped : `${escaped}$`;
}
