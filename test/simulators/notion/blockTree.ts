import { ApiError, bodyFails, invalid } from "./apiError.ts";
import { CREATABLE_TYPES, contentView, parseContent, takesChildren } from "./blockTypes.ts";
import type { Call } from "./call.ts";
import { asArray, asObject, type Fields, onlyKeys } from "./check.ts";
import { parentView, titleOf } from "./pageView.ts";
import type { Block, Database, Page, Parent } from "./records.ts";
import { plainTextOf } from "./richText.ts";
import { minuteIso } from "./times.ts";
import { partialUser } from "./users.ts";

const MOST_BLOCKS = 1000;

/** A checked block that is not stored yet. */
interface Draft {
  type: string;
  content: Fields;
  children: Draft[];
}

/**
 * Appends blocks under a page or a block, at a place among its children (null: at the end).
 *
 * @returns the blocks of the first level.
 * @throws 400 for more than 100 children, a third level, unknown types or keys; 403 over a free workspace's limit.
 */
export function appendBlocks(
  call: Call,
  holder: Page | Block,
  children: unknown,
  path: string,
  at: number | null,
): Block[] {
  const drafts = parseDrafts(call, children, path, 0);
  const count = countOf(drafts);
  if (count > MOST_BLOCKS)
    throw invalid(`body failed validation: the request has ${count} blocks, more than \`${MOST_BLOCKS}\`.`);
  chargeBlocks(call, count);
  const parent: Parent =
    holder.kind === "page" ? { type: "page_id", id: holder.id } : { type: "block_id", id: holder.id };
  const made = drafts.map(draft => store(call, draft, parent));
  holder.children.splice(at ?? holder.children.length, 0, ...made.map(block => block.id));
  return made;
}

function parseDrafts(call: Call, value: unknown, path: string, depth: number): Draft[] {
  return asArray(value, path).map((item, index) => {
    const at = `${path}[${index}]`;
    const given = asObject(item, at);
    const type = typeOf(call, given, at);
    onlyKeys(given, at, ["object", "type", "id", "has_children", type]);
    const content = parseContent(call, type, given[type], `${at}.${type}`);
    const inner = (given[type] as Fields).children;
    if (inner === undefined) return { type, content, children: [] };
    if (!takesChildren(type)) throw bodyFails(`${at}.${type}.children`, "not present", inner);
    if (depth >= 2 && Array.isArray(inner) && inner.length > 0)
      throw bodyFails(`${at}.${type}.children`, "not present", inner);
    return { type, content, children: parseDrafts(call, inner, `${at}.${type}.children`, depth + 1) };
  });
}

function typeOf(call: Call, given: Fields, path: string): string {
  const type = (given.type as string | undefined) ?? CREATABLE_TYPES.find(each => given[each] !== undefined);
  const renamed = call.modern ? "transcription" : "meeting_notes";
  if (type === undefined || type === renamed || !CREATABLE_TYPES.includes(type)) {
    throw invalid(
      `body failed validation. Fix one:\n${CREATABLE_TYPES.map(each => `${path}.${each} should be defined, instead was \`undefined\`.`).join("\n")}`,
    );
  }
  if (given[type] === undefined) throw bodyFails(`${path}.${type}`, "defined", undefined);
  return type;
}

function countOf(drafts: Draft[]): number {
  return drafts.reduce((sum, draft) => sum + 1 + countOf(draft.children), 0);
}

function chargeBlocks(call: Call, count: number): void {
  const { workspace } = call;
  const limit = workspace.switches.freeWorkspaceBlockLimit;
  if (limit !== null && workspace.blocksMade + count > limit) {
    throw new ApiError(
      403,
      "restricted_resource",
      "This workspace has reached its block limit. Upgrade the plan to add more blocks.",
      {
        additionalData: { block_limit: limit },
      },
    );
  }
  workspace.blocksMade += count;
}

function store(call: Call, draft: Draft, parent: Parent): Block {
  const { workspace, actor } = call;
  const now = workspace.clock.now();
  const block: Block = {
    kind: "block",
    id: workspace.ids.uuid(),
    type: draft.type,
    content: draft.content,
    parent,
    createdAt: now,
    editedAt: now,
    createdBy: actor.id,
    editedBy: actor.id,
    trashed: false,
    children: [],
  };
  workspace.blocks.set(block.id, block);
  block.children = draft.children.map(child => store(call, child, { type: "block_id", id: block.id }).id);
  return block;
}

/** The living children of a page or block, in order: blocks, child pages and child databases. A synced copy shows its original's. */
export function childrenOf(call: Call, holder: Page | Block): (Block | Page | Database)[] {
  const { workspace } = call;
  const found: (Block | Page | Database)[] = [];
  const original =
    holder.kind === "block" ? (holder.content.synced_from as { block_id: string } | null | undefined) : null;
  if (original != null) {
    const source = workspace.blocks.get(original.block_id);
    return source === undefined ? [] : childrenOf(call, source);
  }
  for (const id of holder.children) {
    const child = workspace.blocks.get(id) ?? workspace.pages.get(id) ?? workspace.databases.get(id);
    if (child !== undefined && !child.trashed) found.push(child);
  }
  return found;
}

/** A block object; pages and databases show as child_page and child_database. */
export function blockView(call: Call, item: Block | Page | Database): Fields {
  const { workspace } = call;
  const inTrash = workspace.isTrashed(item);
  return {
    object: "block",
    id: item.id,
    parent: parentView(workspace, item.parent),
    created_time: minuteIso(item.createdAt),
    last_edited_time: minuteIso(item.editedAt),
    created_by: partialUser(item.createdBy),
    last_edited_by: partialUser(item.editedBy),
    has_children: item.kind !== "database" && childrenOf(call, item).length > 0,
    in_trash: inTrash,
    ...ownView(call, item),
    ...(call.modern ? {} : { archived: inTrash }),
  };
}

function ownView(call: Call, item: Block | Page | Database): Fields {
  const { workspace } = call;
  if (item.kind === "page") return { type: "child_page", child_page: { title: titleOf(workspace, item) } };
  if (item.kind === "database") {
    const title = plainTextOf(workspace, item.title);
    return { type: "child_database", child_database: { title: title === "" ? "New database" : title } };
  }
  return { type: item.type, [item.type]: contentView(workspace, item.content) };
}
