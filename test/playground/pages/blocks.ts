import { html, raw } from "hono/html";
import type { ApiText } from "../notionView.ts";
import { type Html, link, type Reader } from "./layout.ts";
import { bare } from "./value.ts";

/** A block of a page's body as Notion's API gives it. */
interface ApiBlock {
  id: string;
  type: string;
  has_children: boolean;
  created_by: { id: string };
  [type: string]: unknown;
}

interface Content {
  rich_text?: ApiText[];
  checked?: boolean;
  icon?: { emoji?: string } | null;
  color?: string;
  language?: string;
  is_toggleable?: boolean;
  url?: string;
  cells?: ApiText[][];
}

/** A page's body, as a person reads it. */
export async function body(reader: Reader, pageId: string): Promise<Html> {
  const blocks = await childrenOf(reader, pageId);
  if (blocks.length === 0) return html`<p class="empty">Nothing is written here yet.</p>`;
  return html`${await rendered(reader, blocks)}`;
}

async function childrenOf({ session, me }: Reader, id: string): Promise<ApiBlock[]> {
  const found: ApiBlock[] = [];
  let cursor: string | undefined;
  do {
    const list = await session.playground.notionOf(me).blocks.children.list({ block_id: id, start_cursor: cursor });
    found.push(...(list.results as unknown as ApiBlock[]));
    cursor = list.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

/** Lists are lists: items that stand together are one. */
async function rendered(reader: Reader, blocks: readonly ApiBlock[]): Promise<Html[]> {
  const done: Html[] = [];
  for (let at = 0; at < blocks.length; ) {
    const { type } = blocks[at]!;
    let end = at + 1;
    const isList = type === "bulleted_list_item" || type === "numbered_list_item" || type === "to_do";
    while (isList && blocks[end]?.type === type) end += 1;
    const items = await Promise.all(blocks.slice(at, end).map(one => block(reader, one)));
    if (type === "bulleted_list_item") done.push(html`<ul>${items}</ul>`);
    else if (type === "numbered_list_item") done.push(html`<ol>${items}</ol>`);
    else if (type === "to_do") done.push(html`<ul class="todos">${items}</ul>`);
    else done.push(...items);
    at = end;
  }
  return done;
}

async function block(reader: Reader, one: ApiBlock): Promise<Html> {
  const content = (one[one.type] ?? {}) as Content;
  const text = runs(content.rich_text ?? []);
  const below = one.has_children ? await rendered(reader, await childrenOf(reader, one.id)) : [];
  const edit = editable(reader, one, content);
  switch (one.type) {
    case "heading_1":
    case "heading_2":
      return html`<h2 class="block">${text}${edit}</h2>${below}`;
    case "heading_3":
    case "heading_4":
      return html`<h3 class="block">${text}${edit}</h3>${below}`;
    case "bulleted_list_item":
    case "numbered_list_item":
      return html`<li class="block">${text}${edit}${below}</li>`;
    case "to_do":
      return html`<li class="block">${tick(reader, one, content)}<span>${text}${edit}</span>${below}</li>`;
    case "toggle":
      return html`<details><summary>${text}</summary>${edit}${below}</details>`;
    case "quote":
      return html`<blockquote class="block">${text}${edit}${below}</blockquote>`;
    case "callout":
      return html`<div class="callout"><span aria-hidden="true">${content.icon?.emoji ?? "◦"}</span><div>${
        (content.rich_text ?? []).length === 0 ? "" : html`<p class="block">${text}${edit}</p>`
      }${below}</div></div>`;
    case "code":
      return html`<figure class="code"><figcaption>${content.language ?? ""}</figcaption><pre tabindex="0"><code>${plain(content.rich_text ?? [])}</code></pre></figure>`;
    case "divider":
      return html`<hr>`;
    case "bookmark":
    case "embed":
    case "link_preview":
      return html`<p>${link(content.url ?? "", content.url ?? "")}</p>`;
    case "table_row":
      return html`<tr>${(content.cells ?? []).map(cell => html`<td>${runs(cell)}</td>`)}</tr>`;
    case "table":
      return html`<div class="scroll" tabindex="0"><table><tbody>${below}</tbody></table></div>`;
    case "paragraph":
      return html`<p class="block">${text}${edit}</p>${below}`;
    default:
      return html`<p class="quiet">(${one.type.replaceAll("_", " ")})</p>${below}`;
  }
}

function plain(texts: readonly ApiText[]): string {
  return texts.map(run => run.plain_text).join("");
}

/** Runs of text, as bold, struck through and linked as they are. */
function runs(texts: readonly ApiText[]): Html {
  return html`${texts.map(run => {
    const lines = run.plain_text.split("\n");
    let shown: Html = html`${lines.map((line, index) => html`${index === 0 ? "" : raw("<br>")}${line}`)}`;
    if (run.annotations?.code === true) shown = html`<code>${shown}</code>`;
    if (run.annotations?.bold === true) shown = html`<strong>${shown}</strong>`;
    if (run.annotations?.italic === true) shown = html`<em>${shown}</em>`;
    if (run.annotations?.strikethrough === true) shown = html`<s>${shown}</s>`;
    return run.href === null ? shown : link(run.href, shown);
  })}`;
}

function tick({ here }: Reader, { id }: ApiBlock, content: Content): Html {
  const isDone = content.checked === true;
  return html`<form method="post" action="/notion/block/${bare(id)}"><input type="hidden" name="back" value="${here}"><input type="hidden" name="checked" value="${isDone ? "no" : "yes"}"><button class="box" aria-pressed="${String(isDone)}" aria-label="Done: ${plain(content.rich_text ?? [])}">${isDone ? "✓" : ""}</button></form>`;
}

/** The way to rewrite a line or take it out. */
function editable({ here }: Reader, { id }: ApiBlock, content: Content): Html {
  const text = plain(content.rich_text ?? []);
  return html` <a class="edit" data-edit href="/notion/block/${bare(id)}?back=${encodeURIComponent(here)}">Edit<span class="hidden"> “${text.slice(0, 40)}”</span></a>`;
}

/** The form for one line. */
export function blockEditor(id: string, text: string, back: string): Html {
  return html`<form method="post" action="/notion/block/${bare(id)}" class="editor">
<input type="hidden" name="back" value="${back}">
<label><span class="label">This line</span><textarea name="text" rows="3" maxlength="2000">${text}</textarea></label>
<span class="buttons"><button>Save</button><button class="plain" name="delete" value="yes">Take it out</button><a class="button plain" href="${back}" data-cancel>Cancel</a></span>
</form>`;
}
