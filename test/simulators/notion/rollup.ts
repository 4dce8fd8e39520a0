import { livingIds, plainValue, SHOWN_AT_MOST } from "./propertyValue.ts";
import type { DataSource, Page, Property } from "./records.ts";
import { type RichText, richTextView } from "./richText.ts";
import { decodeId } from "./schema.ts";
import { userOrPartial } from "./users.ts";
import type { Workspace } from "./workspace.ts";

type Rolled = Record<string, unknown> & { type: string };

/** A rollup's value in a page: `{type: "number" | "date" | "array", ..., function}`. */
export function rollupValue(
  workspace: Workspace,
  source: DataSource,
  page: Page,
  property: Property,
): Record<string, unknown> {
  const how = String(property.settings.function);
  const relation = source.properties.get(decodeId(String(property.settings.relation_property_id)));
  const target = workspace.dataSources.get(relation?.relation?.dataSourceId ?? "");
  const rolled = target?.properties.get(decodeId(String(property.settings.rollup_property_id)));
  if (relation === undefined || target === undefined || rolled === undefined) {
    return { type: "unsupported", unsupported: {}, function: how };
  }
  const values: Rolled[] = livingIds(workspace, page, relation)
    .slice(0, SHOWN_AT_MOST)
    .map(id => rolledValue(workspace, target, workspace.pages.get(id) as Page, rolled));
  return { ...aggregate(how, values), function: how };
}

function rolledValue(workspace: Workspace, source: DataSource, page: Page, property: Property): Rolled {
  const stored = page.values.get(property.id);
  switch (property.type) {
    case "title":
    case "rich_text":
      return { type: property.type, [property.type]: richTextView(workspace, (stored ?? []) as RichText[]) };
    case "people":
      return { type: "people", people: ((stored ?? []) as string[]).map(id => userOrPartial(workspace, id)) };
    case "relation":
      return { type: "relation", relation: livingIds(workspace, page, property).map(id => ({ id })) };
    default:
      return { type: property.type, [property.type]: plainValue(workspace, source, page, property) };
  }
}

function isEmpty(value: Rolled): boolean {
  const inner = value[value.type];
  return (
    inner === null ||
    inner === undefined ||
    inner === "" ||
    inner === false ||
    (Array.isArray(inner) && inner.length === 0)
  );
}

function numbers(values: Rolled[]): number[] {
  const found: number[] = [];
  for (const value of values) {
    const inner = value.type === "formula" ? (value.formula as Rolled).number : value[value.type];
    if (typeof inner === "number") found.push(inner);
  }
  return found;
}

function dates(values: Rolled[]): string[] {
  const found: string[] = [];
  for (const value of values) {
    const inner = value[value.type] as { start?: string } | string | null;
    const start = typeof inner === "string" ? inner : inner?.start;
    if (start !== undefined) found.push(start);
  }
  return found.sort((a, b) => Date.parse(a) - Date.parse(b));
}

function aggregate(how: string, values: Rolled[]): Record<string, unknown> {
  const filled = values.filter(value => !isEmpty(value));
  const share = (count: number): number | null => (values.length === 0 ? null : count / values.length);
  switch (how) {
    case "count":
      return { type: "number", number: values.length };
    case "count_values":
    case "not_empty":
    case "checked":
      return { type: "number", number: filled.length };
    case "empty":
    case "unchecked":
      return { type: "number", number: values.length - filled.length };
    case "unique":
      return { type: "number", number: new Set(filled.map(value => JSON.stringify(value[value.type]))).size };
    case "percent_empty":
    case "percent_unchecked":
      return { type: "number", number: share(values.length - filled.length) };
    case "percent_not_empty":
    case "percent_checked":
      return { type: "number", number: share(filled.length) };
    case "earliest_date":
    case "latest_date": {
      const all = dates(values);
      const start = how === "earliest_date" ? all[0] : all.at(-1);
      return { type: "date", date: start === undefined ? null : { start, end: null, time_zone: null } };
    }
    case "date_range": {
      const all = dates(values);
      if (all.length === 0) return { type: "date", date: null };
      return { type: "date", date: { start: all[0], end: all.at(-1), time_zone: null } };
    }
    case "show_unique": {
      const seen = new Set<string>();
      return {
        type: "array",
        array: filled.filter(value => !seen.has(JSON.stringify(value)) && seen.add(JSON.stringify(value))),
      };
    }
    case "show_original":
      return { type: "array", array: values };
    default:
      return { type: "number", number: numberOf(how, numbers(values)) };
  }
}

function numberOf(how: string, all: number[]): number | null {
  const sum = all.reduce((total, each) => total + each, 0);
  if (how === "sum") return sum;
  if (all.length === 0) return null;
  const sorted = [...all].sort((a, b) => a - b);
  switch (how) {
    case "average":
      return sum / all.length;
    case "min":
      return sorted[0] as number;
    case "max":
      return sorted.at(-1) as number;
    case "range":
      return (sorted.at(-1) as number) - (sorted[0] as number);
    case "median": {
      const middle = sorted.length / 2;
      if (!Number.isInteger(middle)) return sorted[Math.floor(middle)] as number;
      return ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
    }
    default:
      return null;
  }
}
