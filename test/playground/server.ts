import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Context, Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { html } from "hono/html";
import { atLocal, isLocalDate, type LocalDate, localDate } from "../../src/core/domain/values/time.ts";
import type { WorkerProcess } from "../demo/workerProcess.ts";
import { TOKEN } from "../demo/workerSettings.ts";
import { ApiError } from "../simulators/google/errors.ts";
import { serve } from "../simulators/server.ts";
import { deleteOwn, move, ownCopy, reply } from "../world/people.ts";
import { ledHere } from "./links.ts";
import { type ApiPage, tablesOf } from "./notionView.ts";
import { blockEditor } from "./pages/blocks.ts";
import { calendarPage, eventPage, mondayOf, zoneOf } from "./pages/calendar.ts";
import { changedPage } from "./pages/changed.ts";
import { answersIn, formAt, formPage, formsPage, inWords } from "./pages/forms.ts";
import { everybody, type Html, page, type Reader } from "./pages/layout.ts";
import { letterPage, mailPage } from "./pages/mail.ts";
import { editorPage, notionPage, tableOf, tablePage, workspacePage } from "./pages/notion.ts";
import { startPage } from "./pages/start.ts";
import { troublePage } from "./pages/trouble.ts";
import { filledIn, runsOf } from "./pages/value.ts";
import { MOVES, type Move, type Session } from "./session.ts";
import { lift, order, SERVICES, type Service, TROUBLES, type Trouble } from "./trouble.ts";

const HERE = import.meta.dirname;
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";

/** Where the playground is, once it is open. */
export interface Opened {
  origin: string;
  dashboard: string;
  close(): Promise<void>;
}

/**
 * Serves the playground on 127.0.0.1, and the Worker's dashboard beside it at the next port, with its links leading here.
 *
 * @throws Error with the code EADDRINUSE where a port is taken.
 */
export async function openServer(session: Session, worker: WorkerProcess, port: number): Promise<Opened> {
  const origins = { own: "", dashboard: "" };
  const own = await serve(async request => playgroundOf(session, origins).fetch(request), port);
  origins.own = own.origin;
  try {
    const dashboard = await serve(request => throughDashboard(worker, request, origins), port === 0 ? 0 : port + 1);
    origins.dashboard = dashboard.origin;
    return {
      origin: own.origin,
      dashboard: dashboard.origin,
      close: async () => void (await Promise.all([own.close(), dashboard.close()])),
    };
  } catch (error) {
    await own.close();
    throw error;
  }
}

/** The Worker's own pages; the first time, whoever comes from the playground is signed in. */
async function throughDashboard(
  worker: WorkerProcess,
  request: Request,
  origins: { own: string; dashboard: string },
): Promise<Response> {
  const url = new URL(request.url);
  if (url.pathname === "/from-the-playground") {
    const signIn = new Request(`${origins.dashboard}/sign-in`, {
      method: "POST",
      headers: { origin: origins.dashboard, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ token: TOKEN }).toString(),
    });
    const answer = await worker.send(signIn);
    const headers = new Headers({ location: "/" });
    for (const cookie of answer.headers.getSetCookie()) headers.append("set-cookie", cookie);
    return new Response(null, { status: 303, headers });
  }
  const answer = await worker.send(request);
  const headers = new Headers(
    [...answer.headers].filter(([name]) => !/^(content-encoding|content-length)$/.test(name)),
  );
  if (!(headers.get("content-type") ?? "").includes("text/html"))
    return new Response(await answer.arrayBuffer(), { status: answer.status, headers });
  return new Response(ledHere(await answer.text(), origins.own), { status: answer.status, headers });
}

function playgroundOf(session: Session, origins: { own: string; dashboard: string }): Hono {
  const app = new Hono();
  const readerOf = (context: Context): Reader => {
    const url = new URL(context.req.url);
    const people = everybody(session);
    const asked = getCookie(context, "krug-person");
    // The first of the cast, after the coordinator, as whom hardly anything can be seen at first.
    const me = people.find(({ email }) => email === asked)?.email ?? people[1]?.email ?? people[0]?.email ?? "";
    return { session, me, here: `${url.pathname}${url.search}` };
  };
  const sent = async (context: Context) => new URLSearchParams(await context.req.text());
  const backTo = (context: Context, form: URLSearchParams) => {
    const back = form.get("back") ?? "/";
    return context.redirect(/^\/(?!\/)/.test(back) ? back : "/", 303);
  };
  const show = async (context: Context, content: Html | Promise<Html>, status: 200 | 400 | 404 = 200) =>
    context.html(await await content, status);

  app.use(async (context, next) => {
    const url = new URL(context.req.url);
    if (!["127.0.0.1", "localhost"].includes(url.hostname)) return context.text("The playground is at 127.0.0.1.", 403);
    const from = context.req.header("origin");
    if (context.req.method !== "GET" && from !== undefined && new URL(from).host !== url.host)
      return context.text("This was sent by another site.", 403);
    await next();
    context.header("content-security-policy", POLICY);
    context.header("x-content-type-options", "nosniff");
    context.header("referrer-policy", "same-origin");
  });

  for (const [file, type] of [
    ["style.css", "text/css"],
    ["script.js", "text/javascript"],
  ] as const)
    app.get(`/${file}`, context =>
      context.body(readFileSync(join(HERE, "pages", file)), 200, { "content-type": `${type}; charset=utf-8` }),
    );

  app.get("/", context => show(context, startPage(readerOf(context))));
  app.post("/person", async context => {
    const form = await sent(context);
    const isKnown = everybody(session).some(({ email }) => email === form.get("email"));
    if (isKnown)
      setCookie(context, "krug-person", form.get("email") ?? "", { path: "/", httpOnly: true, sameSite: "Lax" });
    return backTo(context, form);
  });
  app.get("/dashboard", context => context.redirect(`${origins.dashboard}/from-the-playground`, 303));
  timeRoutes(app, { session, readerOf, sent, show });
  notionRoutes(app, { session, readerOf, sent, backTo, show });
  calendarRoutes(app, { session, readerOf, sent, backTo, show });
  formRoutes(app, { session, readerOf, sent, show });

  app.get("/mail", context => show(context, mailPage(readerOf(context), numberIn(context, "from"))));
  app.get("/mail/:place", context => {
    const letter = session.letters[Number(context.req.param("place"))];
    return letter === undefined ? missing(context) : show(context, letterPage(readerOf(context), letter));
  });
  app.get("/trouble", context => show(context, troublePage(readerOf(context))));
  app.post("/trouble", async context => {
    const form = await sent(context);
    const [service, trouble] = [form.get("service") ?? "", form.get("trouble") ?? ""];
    if (Object.hasOwn(SERVICES, service) && Object.hasOwn(TROUBLES, trouble))
      order(session.playground, service as Service, trouble as Trouble);
    return backTo(context, form);
  });
  app.post("/trouble/lift", async context => {
    lift(session.playground);
    return backTo(context, await sent(context));
  });
  const missing = (context: Context) => notThere(context, readerOf(context));
  app.notFound(missing);
  app.onError((error, context) =>
    show(
      context,
      page(
        readerOf(context),
        "That did not work",
        html`<h1>That did not work</h1><p class="notice" role="alert">${said(error)}</p><p><a href="/">Start</a></p>`,
      ),
      400,
    ),
  );
  return app;
}

interface Kit {
  session: Session;
  readerOf(context: Context): Reader;
  sent(context: Context): Promise<URLSearchParams>;
  backTo(context: Context, form: URLSearchParams): Response;
  show(context: Context, content: Html | Promise<Html>, status?: 200 | 400 | 404): Promise<Response>;
}

async function notThere(context: Context, reader: Reader): Promise<Response> {
  const content = page(
    reader,
    "Not here",
    html`<h1>Not here</h1><p>What you look for is not in this playground, or no longer. <a href="/">Start</a></p>`,
  );
  return context.html(await content, 404);
}

/** What a service said against it, in its own words. */
function said(error: unknown): string {
  const { message, body } = error as { message?: string; body?: unknown };
  try {
    const told = typeof body === "string" ? (JSON.parse(body) as { message?: string }).message : undefined;
    return told ?? message ?? String(error);
  } catch {
    return message ?? String(error);
  }
}

function numberIn(context: Context, name: string): number {
  const number = Number(context.req.query(name) ?? "0");
  return Number.isInteger(number) && number >= 0 ? number : 0;
}

function timeRoutes(app: Hono, { session, readerOf, sent, show }: Omit<Kit, "backTo">): void {
  let moving: Promise<unknown> | null = null;
  app.get("/time", context => context.json({ movingTo: session.movingTo, isMoving: moving !== null }));
  app.post("/time", async context => {
    const asked = (await sent(context)).get("move") as Move;
    if (!MOVES.includes(asked)) return context.redirect("/changes", 303);
    // A second press while the clock moves waits for the first.
    if (moving === null) {
      moving = session.move(asked, readerOf(context).me).finally(() => {
        moving = null;
      });
    }
    await moving;
    return context.redirect("/changes", 303);
  });
  app.get("/changes", context => show(context, changedPage(readerOf(context), numberIn(context, "of"))));
}

function notionRoutes(app: Hono, { session, readerOf, sent, backTo, show }: Kit): void {
  const { playground } = session;
  const notionOf = (context: Context) => playground.notionOf(readerOf(context).me);
  const pageAt = async (context: Context) => {
    const id = context.req.param("id") ?? "";
    if (!/^[0-9a-f]{32}$/.test(id)) return null;
    try {
      return (await notionOf(context).pages.retrieve({ page_id: id })) as unknown as ApiPage;
    } catch (error) {
      if ((error as { status?: number }).status === 404) return null;
      throw error;
    }
  };
  const columnOf = (context: Context, api: ApiPage, id: string) =>
    tableOf(readerOf(context), api)?.columns.find(column => column.id === id);

  app.get("/notion", context => show(context, workspacePage(readerOf(context))));
  app.get("/notion/table/:id", context => {
    const table = tablesOf(playground).find(one => one.id.replaceAll("-", "") === context.req.param("id"));
    if (table === undefined) return notThere(context, readerOf(context));
    const asked = { all: context.req.query("all") === "1", from: numberIn(context, "from") };
    return show(context, tablePage(readerOf(context), table, asked));
  });
  app.post("/notion/table/:id/new", async context => {
    const form = await sent(context);
    const table = tablesOf(playground).find(one => one.id.replaceAll("-", "") === context.req.param("id"));
    const title = table?.columns.find(column => column.type === "title");
    if (table === undefined || title === undefined) return notThere(context, readerOf(context));
    const made = await notionOf(context).pages.create({
      parent: { type: "data_source_id", data_source_id: table.id },
      properties: { [title.id]: { title: runsOf(form.get("title") ?? "") } } as never,
    });
    return context.redirect(`/notion/${made.id.replaceAll("-", "")}`, 303);
  });
  app.get("/notion/block/:id", async context => {
    const block = playground.notion.state.blocks.get(dashed(context.req.param("id")));
    if (block === undefined) return notThere(context, readerOf(context));
    const runs = (block.content.rich_text ?? []) as { type: string; text?: { content: string } }[];
    const text = runs.map(run => run.text?.content ?? "").join("");
    const form = blockEditor(block.id, text, context.req.query("back") ?? "/notion");
    return show(context, page(readerOf(context), "A line", html`<h1>A line</h1><div id="fragment">${form}</div>`));
  });
  app.post("/notion/block/:id", async context => {
    const form = await sent(context);
    const block = playground.notion.state.blocks.get(dashed(context.req.param("id")));
    if (block === undefined) return notThere(context, readerOf(context));
    const api = notionOf(context).blocks;
    if (form.get("delete") === "yes") await api.delete({ block_id: block.id });
    else if (form.has("checked"))
      await api.update({ block_id: block.id, [block.type]: { checked: form.get("checked") === "yes" } } as never);
    else
      await api.update({
        block_id: block.id,
        [block.type]: { rich_text: runsOf((form.get("text") ?? "").replaceAll("\r\n", "\n")) },
      } as never);
    return backTo(context, form);
  });
  app.get("/notion/:id", async context => {
    const api = await pageAt(context);
    return api === null ? notThere(context, readerOf(context)) : show(context, notionPage(readerOf(context), api));
  });
  app.get("/notion/:id/property", async context => {
    const api = await pageAt(context);
    const column = api === null ? undefined : columnOf(context, api, context.req.query("property") ?? "");
    if (api === null || column === undefined) return notThere(context, readerOf(context));
    const back = context.req.query("back") ?? `/notion/${api.id.replaceAll("-", "")}`;
    return show(context, editorPage(readerOf(context), api, column, back));
  });
  app.post("/notion/:id/property", async context => {
    const form = await sent(context);
    const api = await pageAt(context);
    const column = api === null ? undefined : columnOf(context, api, form.get("property") ?? "");
    if (api === null || column === undefined) return notThere(context, readerOf(context));
    try {
      const properties = { [column.id]: filledIn(column, form) } as never;
      await notionOf(context).pages.update({ page_id: api.id, properties });
    } catch (error) {
      const back = form.get("back") ?? "/notion";
      return show(context, editorPage(readerOf(context), api, column, back, said(error)), 400);
    }
    return backTo(context, form);
  });
  app.post("/notion/:id/append", async context => {
    const form = await sent(context);
    const type = form.get("type") ?? "";
    const known = ["paragraph", "to_do", "bulleted_list_item", "heading_3"].includes(type) ? type : "paragraph";
    const api = await pageAt(context);
    if (api === null) return notThere(context, readerOf(context));
    await notionOf(context).blocks.children.append({
      block_id: api.id,
      children: [{ type: known, [known]: { rich_text: runsOf(form.get("text") ?? "") } }] as never,
    });
    return backTo(context, form);
  });
  app.post("/notion/:id/comment", async context => {
    const form = await sent(context);
    const api = await pageAt(context);
    if (api === null) return notThere(context, readerOf(context));
    await notionOf(context).comments.create({
      parent: { page_id: api.id },
      rich_text: runsOf((form.get("text") ?? "").replaceAll("\r\n", "\n")),
    });
    return backTo(context, form);
  });
  app.post("/notion/:id/trash", async context => {
    const form = await sent(context);
    const api = await pageAt(context);
    if (api === null) return notThere(context, readerOf(context));
    await notionOf(context).pages.update({ page_id: api.id, in_trash: form.get("trashed") === "yes" });
    return backTo(context, form);
  });
}

function dashed(bare: string): string {
  return bare.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function calendarRoutes(app: Hono, { session, readerOf, sent, backTo, show }: Kit): void {
  const { playground } = session;
  app.get("/calendar", context => {
    const reader = readerOf(context);
    const asked = context.req.query("week") ?? "";
    const day: LocalDate = isLocalDate(asked) ? asked : localDate(session.now, zoneOf(reader));
    return show(context, calendarPage(reader, mondayOf(day)));
  });
  app.get("/calendar/event", context => {
    const [id = ""] = atob(context.req.query("eid") ?? "").split(" ");
    return context.redirect(`/calendar/event/${encodeURIComponent(id)}`, 303);
  });
  app.get("/calendar/event/:id", async context => {
    const reader = readerOf(context);
    const id = context.req.param("id");
    const own = await ownCopy(playground, reader.me, id);
    if (own !== null) return show(context, eventPage(reader, own, reader.me));
    // Whoever is not invited sees it through a guest's eyes, and can do nothing with it.
    for (const { email } of everybody(session)) {
      const theirs = await ownCopy(playground, email, id);
      if (theirs !== null) return show(context, eventPage(reader, theirs, email));
    }
    return notThere(context, reader);
  });
  app.post("/calendar/event/:id/reply", async context => {
    const form = await sent(context);
    const answer = form.get("reply");
    if (answer === "accepted" || answer === "declined" || answer === "tentative")
      await reply(playground, readerOf(context).me, context.req.param("id"), answer);
    return backTo(context, form);
  });
  app.post("/calendar/event/:id/move", async context => {
    const form = await sent(context);
    const reader = readerOf(context);
    const id = context.req.param("id");
    const [day = "", at = ""] = [form.get("day") ?? "", form.get("at") ?? ""];
    const event = await ownCopy(playground, reader.me, id);
    const startsAt = Date.parse(event?.start?.dateTime ?? "");
    if (!isLocalDate(day) || !/^\d\d:\d\d/.test(at) || Number.isNaN(startsAt))
      throw new Error("A meeting moves to a day and a time of it.");
    const target = atLocal(day, Number(at.slice(0, 2)) * 60 + Number(at.slice(3, 5)), zoneOf(reader));
    await move(playground, reader.me, id, target - startsAt);
    return backTo(context, form);
  });
  app.post("/calendar/event/:id/delete", async context => {
    const form = await sent(context);
    await deleteOwn(playground, readerOf(context).me, context.req.param("id"));
    return backTo(context, form);
  });
}

function formRoutes(app: Hono, { session, readerOf, sent, show }: Omit<Kit, "backTo">): void {
  app.get("/forms", context => show(context, formsPage(readerOf(context))));
  app.get("/forms/:id", context => {
    const reader = readerOf(context);
    const form = formAt(reader, context.req.param("id"));
    if (form === undefined) return notThere(context, reader);
    return show(context, formPage(reader, form, { given: answersIn(form, new URL(context.req.url).searchParams) }));
  });
  app.post("/forms/:id", async context => {
    const reader = readerOf(context);
    const form = formAt(reader, context.req.param("id"));
    if (form === undefined) return notThere(context, reader);
    const given = answersIn(form, await sent(context));
    try {
      session.playground.google.submitForm(form.id, {
        respondentEmail: reader.me,
        answers: Object.fromEntries(given),
      });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return show(context, formPage(reader, form, { given, says: inWords(form, error.message) }), 400);
    }
    return show(context, formPage(reader, form, { given, isSent: true }));
  });
}
