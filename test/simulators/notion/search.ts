import type { Call, Routes } from "./call.ts";
import { asBoolean, asObject, asOneOf, asString, onlyKeys } from "./check.ts";
import { dataSourceView } from "./dataSources.ts";
import { pageView, titleOf } from "./pageView.ts";
import { page as pageOfList } from "./paging.ts";
import type { DataSource, Page } from "./records.ts";
import { plainTextOf } from "./richText.ts";

// Titles that share the beginning of a word with the query are found, the newest edit first; Notion's own ranking is not
// public. As recorded, a data source shows up although its database lies in the trash.
function search(call: Call): unknown {
  const { workspace, body, actor } = call;
  onlyKeys(body, "body", ["query", "sort", "filter", "start_cursor", "page_size"]);
  const words = body.query === undefined ? [] : wordsOf(asString(body.query, "body.query"));
  const filter = body.filter === undefined ? {} : asObject(body.filter, "body.filter");
  onlyKeys(filter, "body.filter", ["property", "value", "in_trash"]);
  if (filter.property !== undefined) asOneOf(filter.property, "body.filter.property", ["object"]);
  const kind =
    filter.value === undefined ? null : asOneOf(filter.value, "body.filter.value", ["page", "data_source"] as const);
  const inTrash = filter.in_trash === undefined ? false : asBoolean(filter.in_trash, "body.filter.in_trash");
  const sort = body.sort === undefined ? {} : asObject(body.sort, "body.sort");
  onlyKeys(sort, "body.sort", ["timestamp", "direction", "property"]);
  const sign = sort.direction === "ascending" ? 1 : -1;

  const candidates: (Page | DataSource)[] = [];
  if (kind !== "data_source") candidates.push(...workspace.pages.values());
  if (kind !== "page") candidates.push(...workspace.dataSources.values());
  const found = candidates.filter(item => {
    if (!workspace.sees(actor, item) || !isIndexed(call, item) || wasTrashed(call, item) !== inTrash) return false;
    const title = item.kind === "page" ? titleOf(workspace, item) : plainTextOf(workspace, item.title);
    const titleWords = wordsOf(title);
    return (
      words.length === 0 || words.some(word => titleWords.some(each => each.startsWith(word) || word.startsWith(each)))
    );
  });
  found.sort((a, b) => sign * (a.editedAt - b.editedAt));
  return pageOfList(call, found, "page_or_data_source", item =>
    item.kind === "page" ? pageView(call, item) : dataSourceView(call, item),
  );
}

// The index comes after the workspace: for a while it misses what was made and shows what was put in the trash.
function isIndexed({ workspace }: Call, item: Page | DataSource): boolean {
  return workspace.clock.now() - item.createdAt >= workspace.switches.searchLagMs;
}

function wasTrashed({ workspace }: Call, item: Page | DataSource): boolean {
  return item.trashed && workspace.clock.now() - item.editedAt >= workspace.switches.searchLagMs;
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== "");
}

export const searchRoutes: Routes = [["POST", "search", search]];
