import { bodyFails } from "./apiError.ts";
import type { Call } from "./call.ts";
import { asArray, asBoolean, asId, asObject, asOneOf, asString, type Fields, onlyKeys } from "./check.ts";
import { parseDate } from "./dateValue.ts";
import { bareId } from "./ids.ts";
import { userOrPartial } from "./users.ts";
import type { Workspace } from "./workspace.ts";

export interface Annotations {
  bold: boolean;
  italic: boolean;
  strikethrough: boolean;
  underline: boolean;
  code: boolean;
  color: string;
}

/** One run of text as it is stored. Names in mentions are looked up when it is read. */
export type RichText =
  | { type: "text"; annotations: Annotations | null; text: { content: string; link: { url: string } | null } }
  | { type: "mention"; annotations: Annotations | null; mention: Fields & { type: string } }
  | { type: "equation"; annotations: Annotations | null; equation: { expression: string } };

export const COLORS = ["default", "gray", "brown", "orange", "yellow", "green", "blue", "purple", "pink", "red"];
export const BLOCK_COLORS = [...COLORS, ...COLORS.map(color => `${color}_background`)];
const PLAIN: Annotations = {
  bold: false,
  italic: false,
  strikethrough: false,
  underline: false,
  code: false,
  color: "default",
};

/** An unformatted run of text. */
export function plain(content: string): RichText {
  return { type: "text", annotations: null, text: { content, link: null } };
}

/**
 * The runs of text of a request, checked.
 *
 * @throws 400 for unknown keys, wrong types, more than 100 runs, or more than 2,000 characters in one.
 */
export function parseRichText(call: Call, value: unknown, path: string): RichText[] {
  const runs = asArray(value, path).map((item, index) =>
    parseRun(call, asObject(item, `${path}[${index}]`), `${path}[${index}]`),
  );
  return merged(runs);
}

// Neighbours that look the same become one run, even above 2,000 characters.
function merged(runs: RichText[]): RichText[] {
  const result: RichText[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (last?.type === "text" && run.type === "text" && looksSame(last, run)) last.text.content += run.text.content;
    else result.push(run);
  }
  return result;
}

function looksSame(a: RichText & { type: "text" }, b: RichText & { type: "text" }): boolean {
  if (a.text.link?.url !== b.text.link?.url) return false;
  return JSON.stringify(a.annotations) === JSON.stringify(b.annotations);
}

function parseRun(call: Call, item: Fields, path: string): RichText {
  onlyKeys(item, path, ["type", "text", "mention", "equation", "annotations", "plain_text", "href"]);
  const annotations = item.annotations === undefined ? null : parseAnnotations(item.annotations, `${path}.annotations`);
  const type =
    item.type === undefined
      ? (["text", "mention", "equation"] as const).find(key => item[key] !== undefined)
      : asOneOf(item.type, `${path}.type`, ["text", "mention", "equation"] as const);
  if (type === "mention") return { type, annotations, mention: parseMention(call, item.mention, `${path}.mention`) };
  if (type === "equation") {
    const equation = asObject(item.equation, `${path}.equation`);
    onlyKeys(equation, `${path}.equation`, ["expression"]);
    return {
      type,
      annotations,
      equation: { expression: asString(equation.expression, `${path}.equation.expression`, 1000) },
    };
  }
  const text = asObject(item.text, `${path}.text`);
  onlyKeys(text, `${path}.text`, ["content", "link"]);
  const content = asString(text.content, `${path}.text.content`, 2000);
  let link: { url: string } | null = null;
  if (text.link !== undefined && text.link !== null) {
    const target = asObject(text.link, `${path}.text.link`);
    link = { url: asString(target.url, `${path}.text.link.url`, 2000) };
  }
  return { type: "text", annotations, text: { content, link } };
}

function parseAnnotations(value: unknown, path: string): Annotations | null {
  const given = asObject(value, path);
  onlyKeys(given, path, Object.keys(PLAIN));
  const result: Annotations = { ...PLAIN };
  let isPlain = true;
  for (const key of ["bold", "italic", "strikethrough", "underline", "code"] as const) {
    if (given[key] !== undefined) result[key] = asBoolean(given[key], `${path}.${key}`);
    if (result[key]) isPlain = false;
  }
  if (given.color !== undefined && given.color !== null)
    result.color = asOneOf(given.color, `${path}.color`, BLOCK_COLORS);
  return isPlain && result.color === "default" ? null : result;
}

const MENTIONS = [
  "user",
  "page",
  "database",
  "date",
  "template_mention",
  "custom_emoji",
  "link_mention",
  "link_preview",
];

function parseMention(call: Call, value: unknown, path: string): Fields & { type: string } {
  const mention = asObject(value, path);
  onlyKeys(mention, path, ["type", ...MENTIONS]);
  const type = (mention.type as string | undefined) ?? MENTIONS.find(key => mention[key] !== undefined);
  if (type === undefined || !MENTIONS.includes(type)) throw bodyFails(`${path}.type`, "a known mention type", type);
  if (type === "date") return { type, date: parseDate(mention.date, `${path}.date`) };
  const target = asObject(mention[type], `${path}.${type}`);
  if (type === "user") {
    const id = asId(target.id, `${path}.user.id`);
    if (!call.workspace.users.has(id)) throw call.workspace.notFound("user", id);
    return { type, user: { id } };
  }
  if (type === "page")
    return { type, page: { id: call.workspace.page(asId(target.id, `${path}.page.id`), call.actor).id } };
  if (type === "database") return { type, database: { id: asId(target.id, `${path}.database.id`) } };
  return { type, [type]: structuredClone(target) };
}

/** The text without any formatting; mentions read as the name they show. */
export function plainTextOf(workspace: Workspace, text: readonly RichText[]): string {
  let all = "";
  for (const run of text) all += shownText(workspace, run);
  return all;
}

function shownText(workspace: Workspace, run: RichText): string {
  if (run.type === "text") return run.text.content;
  if (run.type === "equation") return run.equation.expression;
  const mention = run.mention;
  if (mention.type === "user") {
    const user = workspace.users.get((mention.user as { id: string }).id);
    return `@${user?.name ?? "Anonymous"}`;
  }
  if (mention.type === "page") {
    const page = workspace.pages.get((mention.page as { id: string }).id);
    const title = page === undefined ? "" : plainTextOf(workspace, (page.values.get("title") ?? []) as RichText[]);
    return title === "" ? "Untitled" : title;
  }
  if (mention.type === "database") {
    const database = workspace.databases.get((mention.database as { id: string }).id);
    return database === undefined ? "Untitled" : plainTextOf(workspace, database.title);
  }
  if (mention.type === "date") {
    const date = mention.date as { start: string; end: string | null };
    return date.end === null ? date.start : `${date.start} → ${date.end}`;
  }
  const target = mention[mention.type] as { url?: string; href?: string; name?: string } | undefined;
  if (mention.type === "custom_emoji") return `:${target?.name ?? "emoji"}:`;
  return target?.url ?? target?.href ?? "";
}

/** The runs as the API returns them, mentions filled in. */
export function richTextView(workspace: Workspace, text: readonly RichText[]): unknown[] {
  return text.map(run => runView(workspace, run));
}

/** One run as the API returns it. */
export function runView(workspace: Workspace, run: RichText): Fields {
  const annotations = run.annotations ?? PLAIN;
  const plain_text = shownText(workspace, run);
  switch (run.type) {
    case "text":
      return { type: "text", text: run.text, annotations, plain_text, href: run.text.link?.url ?? null };
    case "equation":
      return { type: "equation", equation: run.equation, annotations, plain_text, href: null };
    case "mention":
      return {
        type: "mention",
        mention: mentionView(workspace, run.mention),
        annotations,
        plain_text,
        href: hrefOf(run.mention),
      };
  }
}

function mentionView(workspace: Workspace, mention: Fields & { type: string }): Fields {
  if (mention.type !== "user") return mention;
  return { type: "user", user: userOrPartial(workspace, (mention.user as { id: string }).id) };
}

function hrefOf(mention: Fields & { type: string }): string | null {
  if (mention.type === "custom_emoji") return null;
  if (mention.type !== "page" && mention.type !== "database") {
    const target = mention[mention.type] as { url?: string; href?: string } | undefined;
    return target?.url ?? target?.href ?? null;
  }
  return `https://app.notion.com/p/${bareId((mention[mention.type] as { id: string }).id)}`;
}
