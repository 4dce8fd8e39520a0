import type { Context } from "hono";
import { html } from "hono/html";
import * as z from "zod/mini";
import type { Language } from "../core/domain/values/language.ts";
import { chatAt } from "../run/alarm/webhook.ts";
import { RunMirror } from "../run/world/mirror.ts";
import { stateTable } from "../store/database/state.ts";
import { noticeTable } from "../store/mirror/notices.ts";
import { chatTable } from "../store/runs/chats.ts";
import { runTable } from "../store/runs/runs.ts";
import { chatTexts } from "../text/figures/chatNews.ts";
import { looksAfter } from "./acts.ts";
import { formBody } from "./body.ts";
import type { Behind } from "./door.ts";
import type { Config } from "./settings.ts";
import { type DashboardView, programmePath } from "./view.ts";

const CHAT = z.object({
  programmeId: z.string().check(z.maxLength(100)),
  address: z.string().check(z.maxLength(2000)),
});

/**
 * Takes from a coordinator's form where a programme's people talk; an empty address takes it away. Not named is an address that is no
 * chat's incoming webhook, and one for a programme that is not there. Comes back with the page to go on with.
 */
export async function nameChat(
  config: Config,
  context: Context<Behind>,
): Promise<{ isNamed: boolean; path: string } | { wrong: string }> {
  const body = await formBody(context, CHAT);
  if ("wrong" in body) return body;
  const { sql, connection } = config;
  const { programmeId } = body.data;
  const address = body.data.address.trim();
  const snapshot = (await RunMirror.load(sql, connection.coordinators)).snapshot();
  const isOwn = looksAfter(snapshot, context.get("reader"));
  if (!snapshot.programmes.some(({ id }) => id === programmeId && isOwn(id))) return { isNamed: false, path: "/" };
  const path = programmePath(programmeId);
  if (address !== "" && chatAt(address) === null) return { isNamed: false, path };
  const now = (await runTable.last(sql))?.worldNow ?? 0;
  await sql.batch([
    address === "" ? chatTable.dropping(sql, programmeId) : await chatTable.naming(sql, programmeId, address, now),
    noticeTable.dropping(sql, { pageId: programmeId, problem: { code: "chat_gone", host: "" } }),
    stateTable.beingDue(sql),
  ]);
  return { isNamed: true, path };
}

/** Where a programme's people talk, by its host alone, and the form that names another place; empty for a reader. */
export function chatSection(chat: DashboardView["programmes"][number]["chat"], language: Language) {
  if (chat === null) return "";
  const texts = chatTexts(chat.host, chat.isGone, language);
  const id = html`<input type="hidden" name="programmeId" value="${chat.programmeId}">`;
  const drop =
    chat.host === null
      ? ""
      : html`<form method="post" action="/chat">${id}<input type="hidden" name="address" value=""><button class="plain">${texts.drop}</button></form>`;
  return html`<details><summary>${texts.heading}</summary><p class="quiet">${texts.says}</p>
<form method="post" action="/chat">${id}<label>${texts.label} <input name="address" type="password" autocomplete="off" maxlength="2000" required></label><button class="plain">${texts.name}</button></form>${drop}</details>`;
}
