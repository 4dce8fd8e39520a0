import { html, raw } from "hono/html";
import { type ApiProperty, type ApiText, type Column, inWords, titleOf } from "../notionView.ts";
import type { Session } from "../session.ts";
import { type Html, link, written } from "./layout.ts";

/** What people can change in a cell; the rest Notion works out by itself. */
const EDITABLE = new Set([
  "title",
  "rich_text",
  "number",
  "select",
  "multi_select",
  "date",
  "checkbox",
  "url",
  "email",
  "relation",
]);

/** True for a column whose cells people can fill in. */
export function isEditable({ type }: Column): boolean {
  return EDITABLE.has(type);
}

/** A cell's value as Notion shows it. `links` is false inside something that is pressed itself. */
export function shown(session: Session, column: Column, value: ApiProperty | undefined, links = true): Html {
  if (value === undefined) return html``;
  const { playground, zone } = session;
  switch (value.type) {
    case "select":
    case "status": {
      const option = value[value.type] as { name: string; color: string } | null;
      return option === null ? html`` : tag(option);
    }
    case "multi_select":
      return html`${(value.multi_select ?? []).map(tag)}`;
    case "relation":
      return html`${(value.relation ?? []).map(({ id }, index) => {
        const title = titleOf(playground, id);
        const separator = index === 0 ? "" : ", ";
        return links ? html`${separator}<a href="/notion/${bare(id)}">${title}</a>` : html`${separator}${title}`;
      })}`;
    case "url": {
      const address = value.url ?? "";
      return links && address !== "" ? link(address, shortAddress(address)) : html`${shortAddress(address)}`;
    }
    case "rich_text":
      return links ? written(inWords(playground, value, { zone })) : html`${inWords(playground, value, { zone })}`;
    case "checkbox":
      return html`<span class="box" aria-hidden="true">${value.checkbox === true ? "✓" : ""}</span>`;
    default:
      return html`${inWords(playground, value, { zone, isPercent: column.isPercent })}`;
  }
}

function tag({ name, color }: { name: string; color: string }): Html {
  return html`<span class="tag ${color.replace(/\W/g, "")}">${name}</span>`;
}

function shortAddress(address: string): string {
  return address.replace(/^https?:\/\//, "").slice(0, 28) + (address.length > 36 ? "…" : "");
}

/** A page's id as it stands in an address. */
export function bare(id: string): string {
  return id.replaceAll("-", "");
}

/** A form in which a cell is filled in; it leads back to where it came from. */
export function editor(
  session: Session,
  { pageId, column, value, back }: { pageId: string; column: Column; value: ApiProperty | undefined; back: string },
): Html {
  return html`<form method="post" action="/notion/${bare(pageId)}/property" class="editor">
<input type="hidden" name="property" value="${column.id}">
<input type="hidden" name="back" value="${back}">
<span class="label" id="label-${bare(pageId)}">${column.name}</span>
${field(session, column, value, `label-${bare(pageId)}`)}
<span class="buttons"><button>Save</button><a class="button plain" href="${back}" data-cancel>Cancel</a></span>
</form>`;
}

function field(session: Session, column: Column, value: ApiProperty | undefined, label: string): Html {
  const by = raw(` aria-labelledby="${label}"`);
  switch (column.type) {
    case "title":
    case "rich_text": {
      const text = ((value?.[column.type] ?? []) as ApiText[]).map(run => run.plain_text).join("");
      return column.type === "title"
        ? html`<input name="value" value="${text}"${by}>`
        : html`<textarea name="value" rows="3"${by}>${text}</textarea>`;
    }
    case "number": {
      const number = value?.number ?? null;
      const told = number === null ? "" : String(column.isPercent ? Math.round(number * 100) : number);
      return html`<input name="value" inputmode="decimal" value="${told}"${by}>${column.isPercent ? " %" : ""}`;
    }
    case "select":
      return html`<select name="value"${by}><option value=""></option>${column.options.map(
        ({ name }) => html`<option${value?.select?.name === name ? raw(" selected") : ""}>${name}</option>`,
      )}</select>`;
    case "multi_select": {
      const chosen = new Set((value?.multi_select ?? []).map(({ name }) => name));
      return html`<span class="choices" role="group"${by}>${column.options.map(
        ({ name }) =>
          html`<label><input type="checkbox" name="value" value="${name}"${chosen.has(name) ? raw(" checked") : ""}> ${name}</label>`,
      )}<label>another: <input name="another"></label></span>`;
    }
    case "date": {
      const { start = "", end } = value?.date ?? {};
      return html`<span class="dates"><label>from <input name="start" value="${start}" placeholder="2027-02-15"></label> <label>to <input name="end" value="${end ?? ""}"></label></span>
<span class="hint">A day, as 2027-02-15, or a moment, as 2027-02-15T14:00+01:00.</span>`;
    }
    case "checkbox":
      return html`<label><input type="checkbox" name="value" value="yes"${value?.checkbox === true ? raw(" checked") : ""}> ${column.name}</label>`;
    case "relation":
      return relationField(session, column, value, by);
    default:
      return html`<input name="value" value="${String(value?.[column.type] ?? "")}"${by}>`;
  }
}

/** So many pages can be chosen among, the newest of them. */
const CHOICES = 60;

function relationField(session: Session, column: Column, value: ApiProperty | undefined, by: unknown): Html {
  const chosen = new Set((value?.relation ?? []).map(({ id }) => id));
  const { state } = session.playground.notion;
  const rows = (column.leadsTo === null ? [] : (state.dataSources.get(column.leadsTo)?.rows ?? []))
    .filter(row => !row.trashed)
    .reverse();
  const offered = [...rows.filter(row => chosen.has(row.id)), ...rows.filter(row => !chosen.has(row.id))];
  return html`<span class="choices" role="group"${by}>${offered
    .slice(0, CHOICES)
    .map(
      ({ id }) =>
        html`<label><input type="checkbox" name="value" value="${id}"${chosen.has(id) ? raw(" checked") : ""}> ${titleOf(session.playground, id)}</label>`,
    )}</span>`;
}

/** What Notion's API is told of a cell that was filled in. @throws Error in words for what can't stand in such a cell. */
export function filledIn(column: Column, form: URLSearchParams): Record<string, unknown> {
  const text = (form.get("value") ?? "").replaceAll("\r\n", "\n").trim();
  switch (column.type) {
    case "title":
    case "rich_text":
      return { [column.type]: runsOf(text) };
    case "number": {
      const number = Number(text.replace(",", ".").replace(/\s*%$/, ""));
      if (text !== "" && !Number.isFinite(number)) throw new Error(`“${text}” is no number.`);
      return { number: text === "" ? null : column.isPercent ? number / 100 : number };
    }
    case "select":
      return { select: text === "" ? null : { name: text } };
    case "multi_select": {
      const names = [...form.getAll("value"), form.get("another")?.trim() ?? ""].filter(name => name !== "");
      return { multi_select: [...new Set(names)].map(name => ({ name })) };
    }
    case "date": {
      const [start = "", end = ""] = [form.get("start")?.trim(), form.get("end")?.trim()];
      if ([start, end].some(one => one !== "" && Number.isNaN(Date.parse(one))))
        throw new Error("A day is written 2027-02-15, a moment 2027-02-15T14:00+01:00.");
      return { date: start === "" ? null : { start, end: end === "" ? null : end } };
    }
    case "checkbox":
      return { checkbox: form.get("value") === "yes" };
    case "relation":
      return { relation: form.getAll("value").map(id => ({ id })) };
    default:
      return { [column.type]: text === "" ? null : text };
  }
}

const RUN = 2000;

/** A text as Notion takes it: runs of 2,000 characters at most. */
export function runsOf(text: string): { type: "text"; text: { content: string } }[] {
  const runs = [];
  for (let at = 0; at < text.length; at += RUN)
    runs.push({ type: "text" as const, text: { content: text.slice(at, at + RUN) } });
  return runs;
}
