import { bodyFails, invalid } from "./apiError.ts";
import { appendBlocks, childrenOf } from "./blockTree.ts";
import type { Call, Routes } from "./call.ts";
import { asArray, asObject, asOneOf, asString, type Fields, onlyKeys, pathId } from "./check.ts";
import { markdownBlocks, textMarkdown } from "./markdown.ts";
import { announce, refuseTrashed } from "./pages.ts";
import { titleOf } from "./pageView.ts";
import type { Block, Page } from "./records.ts";
import { plainTextOf, type RichText } from "./richText.ts";

const PREFIXES: Record<string, string> = {
  heading_1: "# ",
  heading_2: "## ",
  heading_3: "### ",
  bulleted_list_item: "- ",
  numbered_list_item: "1. ",
  quote: "> ",
};

function markdownOf(call: Call, holder: Page | Block, indent = ""): string[] {
  const lines: string[] = [];
  for (const child of childrenOf(call, holder)) {
    if (child.kind === "page") {
      lines.push(`${indent}<page>${titleOf(call.workspace, child)}</page>`);
      continue;
    }
    if (child.kind === "database") {
      lines.push(`${indent}<database>${plainTextOf(call.workspace, child.title)}</database>`);
      continue;
    }
    lines.push(indent + lineOf(call, child), ...markdownOf(call, child, `${indent}\t`));
  }
  return lines;
}

function lineOf(call: Call, block: Block): string {
  const text = textMarkdown((block.content.rich_text ?? []) as RichText[], run => plainTextOf(call.workspace, [run]));
  if (block.type === "divider") return "---";
  if (block.type === "to_do") return `- [${block.content.checked === true ? "x" : " "}] ${text}`;
  if (block.type === "code") return `\`\`\`${block.content.language}\n${text}\n\`\`\``;
  return `${PREFIXES[block.type] ?? ""}${text}`;
}

function answer(call: Call, page: Page): unknown {
  const markdown = markdownOf(call, page).join("\n");
  return { object: "page_markdown", id: page.id, markdown, truncated: false, unknown_block_ids: [] };
}

function wanted(call: Call): Page {
  const page = call.workspace.page(pathId(call.params[0], "page_id"), call.actor);
  if (call.workspace.isTrashed(page)) throw call.workspace.notFound("page", page.id);
  return page;
}

function replaceAll(call: Call, page: Page, markdown: string): void {
  page.children = page.children.filter(id => !call.workspace.blocks.has(id));
  appendBlocks(call, page, markdownBlocks(markdown), "body.markdown", null);
}

function replaceText(call: Call, page: Page, updates: unknown): void {
  let markdown = markdownOf(call, page).join("\n");
  for (const [index, each] of asArray(updates, "body.update_content.content_updates").entries()) {
    const path = `body.update_content.content_updates[${index}]`;
    const change = asObject(each, path);
    const old = asString(change.old_str, `${path}.old_str`);
    const fresh = asString(change.new_str, `${path}.new_str`);
    if (!markdown.includes(old)) throw invalid(`Could not find the text to replace: ${old}`);
    markdown = change.replace_all_matches === true ? markdown.replaceAll(old, fresh) : markdown.replace(old, fresh);
  }
  replaceAll(call, page, markdown);
}

const KINDS = ["insert_content", "update_content", "replace_content", "replace_content_range"] as const;

function update(call: Call): unknown {
  const { body, workspace } = call;
  onlyKeys(body, "body", ["type", "allow_async", ...KINDS]);
  const page = wanted(call);
  refuseTrashed(workspace, page);
  const type = asOneOf(body.type, "body.type", KINDS);
  const given: Fields = asObject(body[type], `body.${type}`);
  if (type === "insert_content") insert(call, page, given);
  else if (type === "replace_content")
    replaceAll(call, page, asString(given.new_str ?? given.content, "body.replace_content.new_str"));
  else if (type === "update_content") replaceText(call, page, given.content_updates);
  else throw bodyFails(`body.${type}`, "not present", given);
  workspace.touch(page, call.actor);
  announce(call, page, "page.content_updated", { updated_blocks: page.children.map(id => ({ id, type: "block" })) });
  return answer(call, page);
}

function insert(call: Call, page: Page, given: Fields): void {
  onlyKeys(given, "body.insert_content", ["content", "after", "position"]);
  const blocks = markdownBlocks(asString(given.content, "body.insert_content.content"));
  const position = given.position as { type?: string } | undefined;
  appendBlocks(call, page, blocks, "body.insert_content.content", position?.type === "start" ? 0 : null);
}

export const pageMarkdownRoutes: Routes = [
  ["GET", "pages/:id/markdown", call => answer(call, wanted(call))],
  ["PATCH", "pages/:id/markdown", update],
];
