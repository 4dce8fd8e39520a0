import { bodyFails, invalid } from "./apiError.ts";
import type { Call, Routes } from "./call.ts";
import { asArray, asId, asObject, asOneOf, asString, type Fields, onlyKeys, pathId } from "./check.ts";
import { normalId } from "./ids.ts";
import { markdownText } from "./markdown.ts";
import { refuseTrashed } from "./pages.ts";
import { parentView } from "./pageView.ts";
import { page as pageOfList } from "./paging.ts";
import type { Comment, Parent } from "./records.ts";
import { parseRichText, type RichText, richTextView } from "./richText.ts";
import { minuteIso } from "./times.ts";
import { partialUser } from "./users.ts";

function commentView(call: Call, comment: Comment): Fields {
  return {
    object: "comment",
    id: comment.id,
    parent: parentView(call.workspace, comment.parent),
    discussion_id: comment.discussionId,
    created_time: minuteIso(comment.createdAt),
    last_edited_time: minuteIso(comment.editedAt),
    created_by: partialUser(comment.createdBy),
    rich_text: richTextView(call.workspace, comment.richText),
    display_name: comment.displayName,
  };
}

function textOf(call: Call, path: string): RichText[] {
  const { body } = call;
  if (body.markdown !== undefined) {
    if (body.rich_text !== undefined) throw bodyFails(`${path}.rich_text`, "not present", body.rich_text);
    return markdownText(asString(body.markdown, `${path}.markdown`));
  }
  return parseRichText(call, body.rich_text, `${path}.rich_text`);
}

function displayName(call: Call): Comment["displayName"] {
  const given = call.body.display_name;
  const own = { type: call.actor.type === "bot" ? "integration" : "user", resolved_name: call.actor.name };
  if (given === undefined) return own;
  const display = asObject(given, "body.display_name");
  const type = asOneOf(display.type, "body.display_name.type", ["integration", "user", "custom"] as const);
  if (type !== "custom") return { ...own, type };
  const custom = asObject(display.custom, "body.display_name.custom");
  return { type, resolved_name: asString(custom.name, "body.display_name.custom.name") };
}

function threadOf(call: Call): { parent: Parent; discussionId: string } {
  const { workspace, body, actor } = call;
  if (body.discussion_id !== undefined) {
    if (body.parent !== undefined) throw bodyFails("body.parent", "not present", body.parent);
    const id = asId(body.discussion_id, "body.discussion_id");
    for (const comment of workspace.comments.values()) {
      if (comment.discussionId === id && isVisible(call, comment)) return { parent: comment.parent, discussionId: id };
    }
    throw workspace.notFound("discussion", id);
  }
  const given = asObject(body.parent, "body.parent");
  onlyKeys(given, "body.parent", ["type", "page_id", "block_id"]);
  const discussionId = workspace.ids.uuid();
  if (given.page_id !== undefined) {
    const page = workspace.page(asId(given.page_id, "body.parent.page_id"), actor);
    refuseTrashed(workspace, page);
    // A comment on a page goes on with the page's first discussion.
    const first = [...workspace.comments.values()].find(
      comment => comment.parent.type === "page_id" && comment.parent.id === page.id,
    );
    return { parent: { type: "page_id", id: page.id }, discussionId: first?.discussionId ?? discussionId };
  }
  const block = workspace.anyBlock(asId(given.block_id, "body.parent.block_id"), actor);
  refuseTrashed(workspace, block);
  return {
    parent: block.kind === "page" ? { type: "page_id", id: block.id } : { type: "block_id", id: block.id },
    discussionId,
  };
}

function isVisible(call: Call, comment: Comment): boolean {
  const on = call.workspace.parentOf(comment.parent);
  return on !== null && call.workspace.sees(call.actor, on);
}

function create(call: Call): unknown {
  const { workspace, body, actor } = call;
  onlyKeys(body, "body", ["parent", "discussion_id", "rich_text", "markdown", "attachments", "display_name"]);
  if (body.attachments !== undefined) asArray(body.attachments, "body.attachments", 3);
  const thread = threadOf(call);
  const now = workspace.clock.now();
  const comment: Comment = {
    id: workspace.ids.uuid(),
    ...thread,
    createdAt: now,
    editedAt: now,
    createdBy: actor.id,
    richText: textOf(call, "body"),
    displayName: displayName(call),
  };
  workspace.comments.set(comment.id, comment);
  call.committed.resource = comment.id;
  announce(call, comment, "comment.created");
  return commentView(call, comment);
}

function announce(call: Call, comment: Comment, type: string): void {
  const data = { page_id: comment.parent.type === "page_id" ? comment.parent.id : undefined };
  call.workspace.changed({
    type,
    entity: { id: comment.id, type: "comment" },
    parent: comment.parent,
    authorId: call.actor.id,
    data,
  });
}

function list(call: Call): unknown {
  const { workspace, query, actor } = call;
  const asked = query.get("block_id");
  if (asked === null)
    throw invalid("query failed validation: query.block_id should be defined, instead was `undefined`.");
  const id = normalId(asked);
  if (id === null)
    throw invalid(`query failed validation: query.block_id should be a valid uuid, instead was \`"${asked}"\`.`);
  workspace.anyBlock(id, actor);
  const found = [...workspace.comments.values()].filter(
    comment => comment.parent.type !== "workspace" && comment.parent.id === id,
  );
  return pageOfList(call, found, "comment", comment => commentView(call, comment));
}

function wanted(call: Call): Comment {
  const id = pathId(call.params[0], "comment_id");
  const comment = call.workspace.comments.get(id);
  if (comment === undefined || !isVisible(call, comment)) throw call.workspace.notFound("comment", id);
  return comment;
}

function update(call: Call): unknown {
  onlyKeys(call.body, "body", ["rich_text", "markdown"]);
  const comment = wanted(call);
  if (comment.createdBy !== call.actor.id) throw invalid("Only the author of a comment can change it.");
  comment.richText = textOf(call, "body");
  comment.editedAt = call.workspace.clock.now();
  announce(call, comment, "comment.updated");
  return commentView(call, comment);
}

function remove(call: Call): unknown {
  const comment = wanted(call);
  call.workspace.comments.delete(comment.id);
  announce(call, comment, "comment.deleted");
  return commentView(call, comment);
}

export const commentRoutes: Routes = [
  ["POST", "comments", create],
  ["GET", "comments", list],
  ["GET", "comments/:id", call => commentView(call, wanted(call))],
  ["PATCH", "comments/:id", update],
  ["DELETE", "comments/:id", remove],
];
