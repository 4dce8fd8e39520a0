import { html } from "hono/html";
import { type ApiPage, type Column, type TableView, tablesOf, titleOf } from "../notionView.ts";
import { rowsOf } from "../seen.ts";
import { body } from "./blocks.ts";
import { type Html, nameOf, page, person, type Reader } from "./layout.ts";
import { bare, editor, isEditable, shown } from "./value.ts";

/** What each table is for, for whoever has never seen it. */
const ABOUT: Readonly<Record<string, string>> = {
  programmes: "What a coordinator sets up: who meets how often, and how groups form",
  people: "Who takes part, when they work, what they seek and offer",
  roadmap: "Everybody’s goals and next steps: they stand in the invitations",
  groups: "Who meets whom in each round, by Krug",
  sessions: "Every meeting, with its questions and notes",
  surveys: "Forms that are or were open, and how many answered",
  metrics: "Figures, once a day",
  digests: "Each month in words",
  resources: "Courses and articles that may be suggested",
  help: "Questions, and who could help",
  gatherings: "Webinars and classes",
  thanks: "Thanks people gave",
  steps: "Steps that came of meetings",
  answers: "Answers worth keeping",
};

/** The workspace: its tables. */
export function workspacePage(reader: Reader): Html {
  const tables = tablesOf(reader.session.playground);
  return page(
    reader,
    "Notion",
    html`<h1>Notion</h1>
<p class="lead">The workspace as ${nameOf(reader.session, reader.me)} has it. Whatever you write here is written with their rights.</p>
<ul class="cards">${tables.map(
      table =>
        html`<li><a href="/notion/table/${bare(table.id)}"><strong>${table.name}</strong> <span class="count">${table.rows.length}</span><span class="quiet">${ABOUT[table.source ?? ""] ?? ""}</span></a></li>`,
    )}</ul>`,
  );
}

/** Tables whose newest pages are what one looks for. */
const NEWEST_FIRST = new Set(["groups", "sessions", "surveys", "metrics", "digests", "help"]);
const ROWS = 50;

/** A table with its pages, as a person reads it. */
export async function tablePage(
  reader: Reader,
  table: TableView,
  asked: { all: boolean; from: number },
): Promise<Html> {
  const { session, me } = reader;
  const rows = await rowsOf(session.playground, table.id, me);
  if (NEWEST_FIRST.has(table.source ?? "")) rows.reverse();
  const shownRows = rows.slice(asked.from, asked.from + ROWS);
  const columns = [
    ...table.columns.filter(column => column.type === "title"),
    ...table.columns.filter(column => column.type !== "title" && (asked.all || isUsed(column, rows))),
  ];
  const hidden = table.columns.length - columns.length;
  const path = `/notion/table/${bare(table.id)}`;
  const next = asked.from + ROWS;
  return page(
    reader,
    table.name,
    html`<p class="trail"><a href="/notion">Notion</a></p>
<h1>${table.name}</h1>
<p class="lead">${ABOUT[table.source ?? ""] ?? ""}</p>
<form method="post" action="${path}/new" class="line">
<input type="hidden" name="back" value="${reader.here}">
<label for="new">A new page</label> <input id="new" name="title" required maxlength="200"> <button>Add</button>
</form>
${
  rows.length === 0
    ? html`<p class="empty">No pages yet.</p>`
    : html`<div class="scroll" role="region" aria-label="${table.name}" tabindex="0"><table>
<thead><tr>${columns.map(column => html`<th scope="col">${column.name}</th>`)}</tr></thead>
<tbody>${shownRows.map(row => html`<tr>${columns.map(column => cell(reader, column, row))}</tr>`)}</tbody>
</table></div>`
}
<p class="quiet">${rows.length > ROWS ? html`${asked.from + 1} to ${Math.min(next, rows.length)} of ${rows.length}. ` : ""}${
      asked.from > 0 ? html`<a href="${path}?from=${Math.max(0, asked.from - ROWS)}">Back</a> ` : ""
    }${next < rows.length ? html`<a href="${path}?from=${next}">More</a> ` : ""}${
      hidden > 0 ? html`<a href="${path}?all=1">Show ${hidden} empty columns</a>` : ""
    }</p>`,
  );
}

function isUsed(column: Column, rows: readonly ApiPage[]): boolean {
  return rows.some(({ properties }) => {
    const value = properties[column.name];
    const content = value?.[column.type];
    if (content === null || content === undefined || content === false) return false;
    return !Array.isArray(content) || content.length > 0;
  });
}

function cell(reader: Reader, column: Column, row: ApiPage): Html {
  const value = row.properties[column.name];
  if (column.type === "title")
    return html`<th scope="row"><a href="/notion/${bare(row.id)}">${titleOf(reader.session.playground, row.id)}</a></th>`;
  if (!isEditable(column)) return html`<td>${shown(reader.session, column, value)}</td>`;
  const back = encodeURIComponent(reader.here);
  const title = titleOf(reader.session.playground, row.id);
  return html`<td><a class="cell" data-edit href="/notion/${bare(row.id)}/property?property=${encodeURIComponent(column.id)}&amp;back=${back}"><span class="hidden">Edit ${column.name} of ${title}: </span>${shown(reader.session, column, value, false)}</a></td>`;
}

/** A page: what its columns say, its body, and what people wrote to it. */
export async function notionPage(reader: Reader, api: ApiPage): Promise<Html> {
  const { session } = reader;
  const { playground } = session;
  const table = tableOf(reader, api);
  const title = titleOf(playground, api.id);
  const columns = table?.columns.filter(column => column.type !== "title") ?? [];
  const isEmpty = (column: Column) => !isUsed(column, [api]);
  const row = (column: Column) =>
    html`<dt>${column.name}</dt><dd>${shown(session, column, api.properties[column.name])}${
      isEditable(column)
        ? html` <a class="edit" data-edit href="/notion/${bare(api.id)}/property?property=${encodeURIComponent(column.id)}&amp;back=${encodeURIComponent(reader.here)}">${isEmpty(column) ? "Fill in" : "Edit"}<span class="hidden"> ${column.name}</span></a>`
        : ""
    }</dd>`;
  const titleColumn = table?.columns.find(column => column.type === "title");
  return page(
    reader,
    title,
    html`<p class="trail"><a href="/notion">Notion</a>${table === null ? "" : html` / <a href="/notion/table/${bare(table.id)}">${table.name}</a>`}</p>
<div class="titled"><h1>${title}</h1>${
      titleColumn === undefined
        ? ""
        : html` <a class="edit" data-edit href="/notion/${bare(api.id)}/property?property=${encodeURIComponent(titleColumn.id)}&amp;back=${encodeURIComponent(reader.here)}">Rename</a>`
    }</div>
${api.in_trash === true ? html`<p class="notice">This page is in the trash.</p>` : ""}
<div class="columns"><div>
<dl class="properties">${columns.filter(column => !isEmpty(column)).map(row)}</dl>
${
  columns.some(isEmpty)
    ? html`<details class="more"><summary>${columns.filter(isEmpty).length} more that are empty</summary><dl class="properties">${columns.filter(isEmpty).map(row)}</dl></details>`
    : ""
}
<section class="body">
<h2 class="hidden">Text</h2>
${await body(reader, api.id)}
<form method="post" action="/notion/${bare(api.id)}/append" class="line">
<input type="hidden" name="back" value="${reader.here}">
<label class="hidden" for="append">A new line</label>
<select name="type" aria-label="What kind of line"><option value="paragraph">Text</option><option value="to_do">To-do</option><option value="bulleted_list_item">Bullet</option><option value="heading_3">Heading</option></select>
<input id="append" name="text" placeholder="Write a line" required maxlength="2000"> <button>Add</button>
</form>
</section>
</div>
<aside>
<section><h2>Comments</h2>
${comments(reader, api.id)}
<form method="post" action="/notion/${bare(api.id)}/comment" class="stack">
<input type="hidden" name="back" value="${reader.here}">
<label for="comment">Say something</label><textarea id="comment" name="text" rows="2" required maxlength="2000"></textarea>
<button>Comment</button>
</form></section>
<form method="post" action="/notion/${bare(api.id)}/trash"><input type="hidden" name="back" value="${reader.here}"><input type="hidden" name="trashed" value="${api.in_trash === true ? "no" : "yes"}"><button class="plain">${api.in_trash === true ? "Take it out of the trash" : "Move to the trash"}</button></form>
</aside></div>`,
  );
}

/** The table a page stands in; null for one that stands by itself. */
export function tableOf({ session }: Reader, api: ApiPage): TableView | null {
  return tablesOf(session.playground).find(table => table.id === api.parent.data_source_id) ?? null;
}

function comments({ session }: Reader, pageId: string): Html {
  const said = [...session.playground.notion.state.comments.values()].filter(
    comment => comment.parent.type === "page_id" && comment.parent.id === pageId,
  );
  if (said.length === 0) return html`<p class="empty">No comments.</p>`;
  const { users } = session.playground.notion.state;
  return html`<ul class="comments">${said.map(comment => {
    const name = users.get(comment.createdBy)?.name ?? "Somebody";
    const text = comment.richText
      .map(run => {
        if (run.type === "text") return run.text.content;
        if (run.type !== "mention") return "";
        const id = (run.mention.user as { id: string } | undefined)?.id ?? "";
        return `@${users.get(id)?.name ?? "somebody"}`;
      })
      .join("");
    return html`<li>${person(name)}<p>${text}</p></li>`;
  })}</ul>`;
}

/** A page with nothing but the form for one cell: where no script puts it into its place. */
export function editorPage(reader: Reader, api: ApiPage, column: Column, back: string, says = ""): Html {
  const title = titleOf(reader.session.playground, api.id);
  return page(
    reader,
    `${column.name} of ${title}`,
    html`<h1>${title}</h1>${says === "" ? "" : html`<p class="notice" role="alert">${says}</p>`}
<div id="fragment">${editor(reader.session, { pageId: api.id, column, value: api.properties[column.name], back })}</div>`,
  );
}
