import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { localLink, pieces } from "../links.ts";
import { clockOf, dayOf } from "../notionView.ts";
import type { Session } from "../session.ts";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Who looks, and at what. */
export interface Reader {
  session: Session;
  /** The person's address. */
  me: string;
  /** The address of this page, with its query: what is done on it leads back to it. */
  here: string;
}

const PLACES = [
  ["/", "Start"],
  ["/notion", "Notion"],
  ["/calendar", "Calendar"],
  ["/mail", "Mail"],
  ["/forms", "Forms"],
  ["/changes", "Changes"],
  ["/trouble", "Trouble"],
] as const;

/** Everybody whose eyes one can look through. */
export function everybody(session: Session): { name: string; email: string }[] {
  return [...session.playground.notion.state.users.values()].flatMap(user =>
    user.type === "person" && user.email !== null ? [{ name: user.name, email: user.email }] : [],
  );
}

/** What somebody is called; their address where nobody has it. */
export function nameOf(session: Session, email: string): string {
  return everybody(session).find(person => person.email === email)?.name ?? email;
}

/** A page of the playground. */
export function page(reader: Reader, title: string, main: Html): Html {
  const { session, me, here } = reader;
  const { now, zone } = session;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Krug’s playground</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
<script src="/script.js" defer></script>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header class="top">
<a class="brand" href="/">${MARK}<span>Krug</span> <span class="quiet">playground</span></a>
<nav aria-label="Places">${PLACES.map(
    ([path, name]) => html`<a href="${path}"${isAt(here, path) ? raw(' aria-current="page"') : ""}>${name}</a>`,
  )}<a href="/dashboard">Dashboard</a></nav>
<form method="post" action="/person" class="who" data-at-once>
<input type="hidden" name="back" value="${here}">
<label for="who">You are</label>
<select id="who" name="email">${everybody(session).map(
    person =>
      html`<option value="${person.email}"${person.email === me ? raw(" selected") : ""}>${person.name}</option>`,
  )}</select>
<button class="plain go">Change</button>
</form>
</header>
<main id="main" tabindex="-1">
${main}
</main>
<footer class="clock">
<p><span class="quiet">In this world it is</span> <strong id="now">${dayOf(now, zone)}, ${clockOf(now, zone)}</strong></p>
<form method="post" action="/time" data-slow>
<button name="move" value="quarter">In 15 minutes</button>
<button name="move" value="morning">Next morning</button>
<button name="move" value="week">Next week</button>
</form>
<p id="busy" class="quiet" role="status"></p>
</footer>
</body>
</html>`;
}

function isAt(here: string, path: string): boolean {
  const [at = ""] = here.split("?");
  return path === "/" ? at === "/" : at === path || at.startsWith(`${path}/`);
}

const MARK = raw(
  '<svg viewBox="0 0 24 24" aria-hidden="true" class="mark"><circle cx="9" cy="12" r="6"/><circle cx="15" cy="12" r="6"/></svg>',
);

/** A text as people wrote it, line by line; addresses are links, and lead into the playground where they can. */
export function written(text: string): Html {
  return html`${text.split("\n").map((line, index) => html`${index === 0 ? "" : raw("<br>")}${linked(line)}`)}`;
}

function linked(line: string): Html {
  return html`${pieces(line).map(({ text, href }) => (href === null ? text : link(href, shortened(text))))}`;
}

/** A link to an address of the services or elsewhere. */
export function link(href: string, text: Html | string): Html {
  const local = localLink(href);
  if (local !== null) return html`<a href="${local}">${text}</a>`;
  // No call is held here.
  if (!/^https?:\/\//.test(href) || href.startsWith("https://meet.google.com/")) return html`${text}`;
  return html`<a href="${href}" rel="noreferrer" target="_blank">${text}</a>`;
}

function shortened(address: string): string {
  const local = localLink(address);
  if (local?.startsWith("/notion/")) return "the page in Notion";
  if (local?.startsWith("/forms/")) return "the form";
  if (local !== null) return "the event";
  return address.length > 60 ? `${address.slice(0, 57)}…` : address;
}

/** Who is meant, by the first letters of their names, and the name. */
export function person(name: string): Html {
  return html`<span class="person"><span class="face" aria-hidden="true">${initials(name)}</span>${name}</span>`;
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map(word => word.slice(0, 1).toUpperCase())
    .join("");
}
