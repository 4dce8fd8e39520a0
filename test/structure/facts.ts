import { dirname, join } from "node:path";
import { parseSync } from "@swc/core";
import type { Sources } from "./sources.ts";

/** A function that takes many things at once. */
export interface Wide {
  file: string;
  /** What it is called or kept as; "" where it has no name. */
  name: string;
  parameters: number;
}

/** What is counted of one file. */
export interface Facts {
  file: string;
  /** Files of `src` it names in an import, an export or a type, each once; those for types alone too. */
  imports: string[];
  /** Names others can import. */
  exports: string[];
  statements: number;
  wide: Wide[];
}

/** From this many parameters on a function is told. */
const WIDE = 5;

type Node = { type: string } & Record<string, unknown>;

/** What each file holds, in the order of their paths. */
export function factsOf(sources: Sources): Facts[] {
  return [...sources].map(([file, text]) => {
    const { body } = parseSync(text, { syntax: "typescript", target: "es2024" }) as unknown as { body: Node[] };
    const nodes = [...nodesIn(body, null)];
    const asked = nodes.flatMap(({ node }) => sourceOf(node) ?? []);
    const paths = asked.filter(path => path.startsWith(".")).map(path => join(dirname(file), path));
    return {
      file,
      imports: [...new Set(paths)].filter(path => sources.has(path)).sort(),
      exports: body.flatMap(exportsOf),
      statements: nodes.filter(({ node, within }) => isStatement(node, within)).length,
      wide: nodes.flatMap(({ node, within }) => {
        const parameters = parametersOf(node);
        return parameters < WIDE ? [] : [{ file, name: nameOf(node, within), parameters }];
      }),
    };
  });
}

interface Found {
  node: Node;
  /** The node it stands in, and under which key; null at the top. */
  within: { node: Node; key: string } | null;
}

function* nodesIn(value: unknown, within: Found["within"]): Generator<Found> {
  if (Array.isArray(value)) for (const one of value) yield* nodesIn(one, within);
  else if (isNode(value)) {
    yield { node: value, within };
    for (const [key, inner] of Object.entries(value)) yield* nodesIn(inner, { node: value, key });
  } else if (typeof value === "object" && value !== null)
    for (const inner of Object.values(value)) yield* nodesIn(inner, within);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

/** The module a node names: of an import, an export from elsewhere, `import()`, or a type `import("…")`. */
function sourceOf(node: Node): string | null {
  if (/^(Import|ExportNamed|ExportAll)Declaration$/.test(node.type)) return textOf(node.source);
  if (node.type === "TsImportType") return textOf(node.argument);
  if (node.type !== "CallExpression" || (node.callee as Node).type !== "Import") return null;
  return textOf((node.arguments as { expression: Node }[])[0]?.expression);
}

function textOf(node: unknown): string | null {
  return isNode(node) && typeof node.value === "string" ? node.value : null;
}

/**
 * The names a statement exports: of a declaration each name it declares, of `export { a, b as c }` one for each, whether from
 * here or from elsewhere, so that a name passed on counts once more. `export *` and `export default` count as one.
 */
function exportsOf(statement: Node): string[] {
  switch (statement.type) {
    case "ExportDeclaration": {
      const declared = statement.declaration as Node;
      const ids = (declared.declarations as Node[] | undefined)?.flatMap(({ id }) => boundIn(id as Node));
      return ids ?? [textOf(declared.identifier ?? declared.id) ?? ""];
    }
    case "ExportNamedDeclaration":
      return (statement.specifiers as Node[]).map(one => textOf(one.exported ?? one.orig ?? one.name) ?? "");
    case "ExportAllDeclaration":
      return ["*"];
    case "ExportDefaultDeclaration":
    case "ExportDefaultExpression":
      return ["default"];
    default:
      return [];
  }
}

/** The names that a pattern binds. */
function boundIn(pattern: Node): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.value as string];
    case "ObjectPattern":
      return (pattern.properties as Node[]).flatMap(one =>
        boundIn((one.type === "AssignmentPatternProperty" ? one.key : (one.argument ?? one.value)) as Node),
      );
    case "ArrayPattern":
      return (pattern.elements as (Node | null)[]).flatMap(one => (one === null ? [] : boundIn(one)));
    case "AssignmentPattern":
      return boundIn(pattern.left as Node);
    case "RestElement":
      return boundIn(pattern.argument as Node);
    default:
      return [];
  }
}

/**
 * True of each statement and declaration, imports and types included. A block's braces are none, an exported declaration is one
 * with its `export`, and what a `for` declares is part of it.
 */
function isStatement({ type }: Node, within: Found["within"]): boolean {
  if (!/(Statement|Declaration)$/.test(type) || type === "BlockStatement" || type === "ExportDeclaration") return false;
  return !(type === "VariableDeclaration" && within?.node.type.startsWith("For") && within.key !== "body");
}

/** How much a function takes at once: its parameters, or the fields it takes out of one of them where those are more; else 0. */
function parametersOf(node: Node): number {
  const { params } = (node.function ?? node) as Node;
  if (!Array.isArray(params) || node.type.startsWith("Ts")) return 0;
  const patterns = (params as Node[]).map(one => (one.pat ?? one.param ?? one) as Node);
  const fields = patterns.map(one => ((one.type === "AssignmentPattern" ? one.left : one) as Node).properties);
  return Math.max(patterns.length, ...fields.map(one => (Array.isArray(one) ? one.length : 0)));
}

function nameOf(node: Node, within: Found["within"]): string {
  const holder = within?.node;
  return textOf(node.identifier ?? node.key) ?? textOf(holder?.id) ?? textOf(holder?.key) ?? "";
}
