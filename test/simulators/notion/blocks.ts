import { bodyFails, invalid } from "./apiError.ts";
import { appendBlocks, blockView, childrenOf } from "./blockTree.ts";
import { changeContent, takesChildren } from "./blockTypes.ts";
import type { Call, Routes } from "./call.ts";
import { asId, asObject, asOneOf, type Fields, onlyKeys, pathId } from "./check.ts";
import { setDatabaseTrash } from "./databases.ts";
import { announce, refuseTrashed, setTrash, trashFlag } from "./pages.ts";
import { page as pageOfList } from "./paging.ts";
import type { Block, Database, Page, Parent } from "./records.ts";

function wanted(call: Call): Block | Page | Database {
  return call.workspace.anyBlock(pathId(call.params[0], "block_id"), call.actor);
}

function listChildren(call: Call): unknown {
  const holder = wanted(call);
  if (call.workspace.isTrashed(holder)) throw call.workspace.notFound("block", holder.id);
  if (holder.kind === "database") return pageOfList(call, [], "block", () => null);
  return pageOfList(call, childrenOf(call, holder), "block", child => blockView(call, child));
}

function append(call: Call): unknown {
  const { workspace, body, actor } = call;
  onlyKeys(body, "body", ["children", call.modern ? "position" : "after"]);
  const holder = wanted(call);
  refuseTrashed(workspace, holder);
  if (holder.kind === "database" || (holder.kind === "block" && !takesChildren(holder.type))) {
    throw invalid("Block does not support children.");
  }
  if (body.children === undefined) throw bodyFails("body.children", "defined", undefined);
  const place = placeOf(call, holder);
  const made = appendBlocks(call, holder, body.children, "body.children", place);
  const around: Parent =
    holder.kind === "page" ? { type: "page_id", id: holder.id } : { type: "block_id", id: holder.id };
  announceContent(
    call,
    workspace.touchPageAround(around, actor),
    made.map(block => block.id),
  );
  call.committed.children.push(...made.map(block => block.id));
  // As recorded: appending after a block answers with the new blocks and all that follow them.
  const after = place === null || place === 0 ? null : new Set(holder.children.slice(place));
  const shown = after === null ? made : childrenOf(call, holder).filter(child => after.has(child.id));
  return {
    object: "list",
    results: shown.map(block => blockView(call, block)),
    next_cursor: null,
    has_more: false,
    type: "block",
    block: {},
  };
}

function announceContent(call: Call, page: Page | null, ids: string[]): void {
  if (page === null) return;
  const updated = ids.map(id => ({ id, type: "block" }));
  announce(call, page, "page.content_updated", { updated_blocks: updated });
}

/** Where among the children new blocks go: an index, or null for the end. */
function placeOf(call: Call, holder: Page | Block): number | null {
  const { body } = call;
  if (!call.modern) return body.after === undefined ? null : placeAfter(holder, asId(body.after, "body.after"));
  if (body.position === undefined) return null;
  const position = asObject(body.position, "body.position");
  const type = asOneOf(position.type, "body.position.type", ["start", "end", "after_block"] as const);
  onlyKeys(position, "body.position", type === "after_block" ? ["type", "after_block"] : ["type"]);
  if (type === "end") return null;
  if (type === "start") return 0;
  const after = asObject(position.after_block, "body.position.after_block");
  return placeAfter(holder, asId(after.id, "body.position.after_block.id"));
}

function placeAfter(holder: Page | Block, id: string): number {
  const index = holder.children.indexOf(id);
  if (index === -1) throw invalid(`Block to append after with ID ${id} is not a child of the parent block.`);
  return index + 1;
}

function update(call: Call): unknown {
  const { workspace, body, actor } = call;
  const item = wanted(call);
  const type = item.kind === "block" ? item.type : item.kind === "page" ? "child_page" : "child_database";
  onlyKeys(body, "body", ["type", "object", "in_trash", "archived", "children", type]);
  if (body.children !== undefined) noChildren(body.children, "body.children");
  if (body.type !== undefined && body.type !== type) throw bodyFails("body.type", `\`"${type}"\``, body.type);
  const trash = trashFlag(call, body);
  if (trash !== false) refuseTrashed(workspace, item);
  if (body[type] !== undefined) {
    if (item.kind !== "block")
      throw invalid(`Block type ${type} cannot be updated here; use the endpoint of the ${item.kind}.`);
    item.content = changeContent(call, type, item.content, withoutChildren(body[type], `body.${type}`), `body.${type}`);
  }
  if (trash !== undefined) trashItem(call, item, trash);
  workspace.touch(item, actor);
  if (item.kind === "block") announceContent(call, workspace.touchPageAround(item.parent, actor), [item.id]);
  call.committed.resource = item.id;
  return blockView(call, item);
}

function withoutChildren(value: unknown, path: string): unknown {
  if (typeof value !== "object" || value === null || !("children" in value)) return value;
  const { children, ...content } = value;
  noChildren(children, `${path}.children`);
  return content;
}

// Children can't be changed here; an empty list asks for nothing.
function noChildren(value: unknown, path: string): void {
  if (!Array.isArray(value) || value.length > 0) throw bodyFails(path, "not present", value);
}

function trashItem(call: Call, item: Block | Page | Database, trashed: boolean): void {
  if (item.kind === "page") setTrash(call, item, trashed);
  else if (item.kind === "database") setDatabaseTrash(call, item, trashed);
  else item.trashed = trashed;
}

function remove(call: Call): unknown {
  const { workspace, actor } = call;
  const item = wanted(call);
  refuseTrashed(workspace, item);
  trashItem(call, item, true);
  workspace.touch(item, actor);
  const around = workspace.touchPageAround(item.parent, actor);
  if (item.kind === "block") announceContent(call, around, [item.id]);
  return blockView(call, item) satisfies Fields;
}

export const blockRoutes: Routes = [
  ["GET", "blocks/:id", call => blockView(call, wanted(call))],
  ["PATCH", "blocks/:id", update],
  ["DELETE", "blocks/:id", remove],
  ["GET", "blocks/:id/children", listChildren],
  ["PATCH", "blocks/:id/children", append],
];
