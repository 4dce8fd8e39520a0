import { ApiError } from "./apiError.ts";
import type { Call, Routes } from "./call.ts";
import { type Fields, pathId } from "./check.ts";
import { propertiesOf, sourceOf } from "./pageView.ts";
import { pageSize, startCursor, unknownCursor } from "./paging.ts";
import { plainValue, relatedIds } from "./propertyValue.ts";
import type { DataSource, Page, Property } from "./records.ts";
import { type RichText, runView } from "./richText.ts";
import { decodeId, findProperty } from "./schema.ts";
import { userOrPartial } from "./users.ts";

function retrieve(call: Call): unknown {
  const { workspace, actor } = call;
  const page = workspace.page(pathId(call.params[0], "page_id"), actor);
  const source = sourceOf(workspace, page);
  const key = decodeId(call.params[1] ?? "");
  const property = source === null ? propertiesOf(null).find(each => each.id === key) : findProperty(source, key);
  if (property === undefined || property === null) {
    throw new ApiError(404, "object_not_found", `Could not find property with ID: ${call.params[1]}.`, {
      additionalData: { integration_id: workspace.integrationId },
    });
  }
  const members = membersOf(call, page, property);
  if (members !== null) return listOf(call, page, property, members, {});
  const value = plainValue(workspace, source, page, property);
  if (property.type === "rollup") return rollupList(call, source, page, property, value as Fields & { type: string });
  return { object: "property_item", type: property.type, id: encodeURIComponent(property.id), [property.type]: value };
}

/** The members of a property that is read page by page; null for the others. */
function membersOf(call: Call, page: Page, property: Property): unknown[] | null {
  const { workspace } = call;
  switch (property.type) {
    case "title":
    case "rich_text":
      return ((page.values.get(property.id) ?? []) as RichText[]).map(run => runView(workspace, run));
    case "people":
      return ((page.values.get(property.id) ?? []) as string[]).map(id => userOrPartial(workspace, id));
    case "relation":
      return relatedIds(call, page, property).map(id => ({ id }));
    default:
      return null;
  }
}

function listOf(call: Call, page: Page, property: Property, members: unknown[], summary: Fields): unknown {
  const id = encodeURIComponent(property.id);
  const size = pageSize(call);
  const cursor = startCursor(call);
  const from = cursor === null ? 0 : indexIn(cursor);
  if (from === null || from > members.length) throw unknownCursor(cursor as string);
  const to = from + size;
  const next = to < members.length ? cursorFor(to) : null;
  const type = property.type;
  return {
    object: "list",
    results: members.slice(from, to).map(member => {
      const item = type === "rollup" ? (member as Fields & { type: string }) : null;
      if (item !== null) return { object: "property_item", id, ...item };
      return { object: "property_item", type, id, [type]: member };
    }),
    next_cursor: next,
    has_more: next !== null,
    type: "property_item",
    property_item: {
      id,
      next_url:
        next === null ? null : `https://api.notion.com/v1/pages/${page.id}/properties/${id}?start_cursor=${next}`,
      type,
      [type]: summary,
    },
  };
}

function rollupList(
  call: Call,
  source: DataSource | null,
  page: Page,
  property: Property,
  value: Fields & { type: string },
): unknown {
  const relation = source?.properties.get(decodeId(String(property.settings.relation_property_id)));
  const members = value.type === "array" ? (value.array as unknown[]) : [];
  const summary = value.type === "array" ? { type: "array", array: [], function: value.function } : value;
  return listOf(call, page, relation === undefined ? property : { ...property }, members, summary);
}

function cursorFor(index: number): string {
  return `51a70000-0000-4000-8000-${index.toString(16).padStart(12, "0")}`;
}

function indexIn(cursor: string): number | null {
  const match = /^51a70000-0000-4000-8000-([0-9a-f]{12})$/.exec(cursor);
  return match === null ? null : Number.parseInt(match[1] as string, 16);
}

export const propertyItemRoutes: Routes = [["GET", "pages/:id/properties/:property", retrieve]];
