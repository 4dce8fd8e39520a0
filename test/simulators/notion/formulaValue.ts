import { evaluateFormula, type FormulaResult, UNKNOWN } from "./formula.ts";
import { plainValue } from "./propertyValue.ts";
import type { DataSource, Page, Property } from "./records.ts";
import { plainTextOf, type RichText } from "./richText.ts";
import { findProperty } from "./schema.ts";
import type { Workspace } from "./workspace.ts";

/**
 * A formula's value in a page: `{type: "string" | "number" | "boolean" | "date", ...}`.
 *
 * Formulas outside the simulator's part of the language give `{type: "unsupported", unsupported: {}}`.
 */
export function formulaValue(
  workspace: Workspace,
  source: DataSource,
  page: Page,
  property: Property,
): Record<string, unknown> {
  try {
    const result = evaluateFormula(String(property.settings.expression ?? ""), workspace.clock.now(), key => {
      const input = findProperty(source, key);
      if (input === null || input.id === property.id) throw new Error(`no property ${key}`);
      return inputOf(workspace, source, page, input);
    });
    return resultView(result);
  } catch {
    return { type: "unsupported", unsupported: {} };
  }
}

function resultView(result: FormulaResult): Record<string, unknown> {
  if (result === UNKNOWN) return { type: "unsupported", unsupported: {} };
  if (typeof result === "number") return { type: "number", number: result };
  if (typeof result === "boolean") return { type: "boolean", boolean: result };
  if (result === null) return { type: "string", string: null };
  if (Array.isArray(result)) return { type: "string", string: result.join(",") };
  if (typeof result === "object") return { type: "date", date: result };
  return { type: "string", string: result === "" ? null : result };
}

function inputOf(workspace: Workspace, source: DataSource, page: Page, property: Property): FormulaResult {
  const stored = page.values.get(property.id);
  switch (property.type) {
    case "title":
    case "rich_text":
      return plainTextOf(workspace, (stored ?? []) as RichText[]);
    case "relation":
    case "people":
      return (stored ?? []) as string[];
    case "select":
    case "status":
      return (plainValue(workspace, source, page, property) as { name: string } | null)?.name ?? "";
    case "multi_select":
      return (plainValue(workspace, source, page, property) as { name: string }[]).map(option => option.name);
    case "files":
      return ((stored ?? []) as { name: string }[]).map(file => file.name);
    case "unique_id":
      return page.uniqueNumber;
    case "formula": {
      const inner = plainValue(workspace, source, page, property) as { type: string } & Record<string, unknown>;
      return inner[inner.type] as FormulaResult;
    }
    case "created_time":
    case "last_edited_time":
      return { start: plainValue(workspace, source, page, property) as string, end: null, time_zone: null };
    default:
      return plainValue(workspace, source, page, property) as FormulaResult;
  }
}
