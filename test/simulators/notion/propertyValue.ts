import type { Call } from "./call.ts";
import type { Fields } from "./check.ts";
import { formulaValue } from "./formulaValue.ts";
import type { DataSource, Page, Property, SelectOption } from "./records.ts";
import { type RichText, richTextView } from "./richText.ts";
import { rollupValue } from "./rollup.ts";
import { minuteIso } from "./times.ts";
import { authorView, userOrPartial } from "./users.ts";
import type { Workspace } from "./workspace.ts";

/** How many members of a relation, a people list or mentions a page object shows; the rest is at the property endpoint. */
export const SHOWN_AT_MOST = 25;

/** A property's value in a page object: `{id, type, [type]: value}`, cut at 25 members. */
export function propertyView(call: Call, source: DataSource | null, page: Page, property: Property): Fields {
  const { workspace } = call;
  const view: Fields = { id: encodeURIComponent(property.id), type: property.type };
  switch (property.type) {
    case "title":
    case "rich_text":
      view[property.type] = richTextView(workspace, cutMentions((page.values.get(property.id) ?? []) as RichText[]));
      return view;
    case "relation": {
      const ids = relatedIds(call, page, property);
      view.relation = ids.slice(0, SHOWN_AT_MOST).map(id => ({ id }));
      view.has_more = ids.length > SHOWN_AT_MOST;
      return view;
    }
    case "people":
      view.people = ((page.values.get(property.id) ?? []) as string[])
        .slice(0, SHOWN_AT_MOST)
        .map(id => userOrPartial(workspace, id));
      return view;
    default:
      view[property.type] = plainValue(workspace, source, page, property);
      return view;
  }
}

// The same one mentioned a hundred times was seen to come whole; only different ones are counted.
function cutMentions(text: RichText[]): RichText[] {
  const mentioned = new Set<string>();
  for (const [index, run] of text.entries()) {
    if (run.type === "mention") mentioned.add(JSON.stringify(run.mention));
    if (mentioned.size > SHOWN_AT_MOST) return text.slice(0, index);
  }
  return text;
}

/** The related pages that still exist and that the caller may see; none of an unshared data source. */
export function relatedIds(call: Call, page: Page, property: Property): string[] {
  const { workspace, actor } = call;
  const target = workspace.dataSources.get(property.relation?.dataSourceId ?? "");
  if (target === undefined || !workspace.sees(actor, target)) return [];
  return livingIds(workspace, page, property);
}

/** The related pages that are not in the trash. */
export function livingIds(workspace: Workspace, page: Page, property: Property): string[] {
  const ids = (page.values.get(property.id) ?? []) as string[];
  return ids.filter(id => workspace.pages.get(id)?.trashed === false);
}

/** The value of any type but texts, relations and people, in full. */
export function plainValue(workspace: Workspace, source: DataSource | null, page: Page, property: Property): unknown {
  const frozen = page.frozen?.get(property.id);
  if (frozen !== undefined) return frozen;
  const stored = page.values.get(property.id);
  switch (property.type) {
    case "select":
      return stored === undefined || stored === null ? null : optionView(property, stored as string);
    case "status":
      return stored === undefined || stored === null ? defaultStatus(property) : optionView(property, stored as string);
    case "multi_select":
      return ((stored ?? []) as string[]).map(id => optionView(property, id)).filter(option => option !== null);
    case "checkbox":
      return stored === true;
    case "files":
      return stored ?? [];
    case "created_time":
      return minuteIso(page.createdAt);
    case "last_edited_time":
      return minuteIso(page.editedAt);
    case "created_by":
      return authorView(workspace, page.createdBy);
    case "last_edited_by":
      return authorView(workspace, page.editedBy);
    case "unique_id":
      return { prefix: property.settings.prefix ?? null, number: page.uniqueNumber };
    case "button":
      return {};
    case "formula":
      return source === null ? null : formulaValue(workspace, source, page, property);
    case "rollup":
      return source === null ? null : rollupValue(workspace, source, page, property);
    default:
      return stored ?? null;
  }
}

function optionView(property: Property, id: string): { id: string; name: string; color: string } | null {
  const option = property.options.find(each => each.id === id);
  return option === undefined ? null : shown(option);
}

function shown(option: SelectOption): { id: string; name: string; color: string } {
  return { id: option.id, name: option.name, color: option.color };
}

// A status is never empty: without a value it shows the first option of its first group.
function defaultStatus(property: Property): unknown {
  const first = property.groups.flatMap(group => group.option_ids)[0] ?? property.options[0]?.id;
  return first === undefined ? null : optionView(property, first);
}
