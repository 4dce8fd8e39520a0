import type { Context } from "hono";
import { html } from "hono/html";
import * as z from "zod/mini";
import { nameOn } from "../core/domain/addresses.ts";
import { addressesOn } from "../core/domain/person.ts";
import { addressKey, isSameAddress } from "../core/domain/values/address.ts";
import { list } from "../core/domain/values/row.ts";
import type { Snapshot } from "../core/state/snapshot.ts";
import { RunMirror } from "../run/world/mirror.ts";
import { stateTable } from "../store/database/state.ts";
import { addressTable } from "../store/people/addresses.ts";
import { coordinatorTable } from "../store/people/coordinators.ts";
import { whoTexts } from "../text/operating/signIn.ts";
import { formBody } from "./body.ts";
import type { Config } from "./settings.ts";
import type { DashboardView, WhoToSettle } from "./view.ts";

type Html = ReturnType<typeof html>;

/** People named as coordinators but not confirmed, and pages whose address was another's first; in a fixed order. */
export function toSettle(mirror: RunMirror, snapshot: Snapshot): WhoToSettle[] {
  const about = (pageId: string) => {
    const row = snapshot.rows.get(pageId);
    return row === undefined ? [] : [{ pageId, name: nameOn(row), url: row.url, email: addressesOn(row).email }];
  };
  const naming = (pageId: string) =>
    [...snapshot.rows.values()]
      .filter(row => row.source === "programmes")
      .filter(row => [...list(row, "coordinator"), ...list(row, "secondCoordinator")].includes(pageId))
      .map(nameOn)
      .sort();
  const namedIds = new Set(snapshot.programmes.flatMap(programme => programme.namedOnlyIds));
  const known = mirror.coordinators.filter(coordinator => coordinator.state === "known");
  const lost = [...snapshot.addresses.clashes].flatMap(([pageId, clashes]) =>
    clashes.some(({ is, isMain }) => is === "lost" && isMain) ? pageId : [],
  );
  return [
    ...[...namedIds].flatMap(about).map(one => ({ ...one, is: "named" as const, programmes: naming(one.pageId) })),
    ...known
      .flatMap(({ email, pageId }) => about(pageId ?? "").filter(one => isSameAddress(one.email, email)))
      .map(one => ({ ...one, is: "known" as const, programmes: naming(one.pageId) })),
    ...lost.flatMap(about).map(one => ({ ...one, is: "address" as const, programmes: [] })),
  ].sort((a, b) => (a.name + a.pageId < b.name + b.pageId ? -1 : 1));
}

/** What a coordinator's button sends: what it was shown for, and their answer. */
const WHO = z.object({
  is: z.enum(["named", "known", "address"]),
  pageId: z.string().check(z.maxLength(100)),
  email: z.string().check(z.maxLength(320)),
  answer: z.enum(["yes", "no"]),
});

/**
 * Takes a coordinator's word on who a person is from the form they sent. "changed" where it is no longer what was shown: the page
 * names another address by now, or it was settled. A run is asked for at once.
 */
export async function settleWho(config: Config, context: Context): Promise<"settled" | "changed" | { wrong: string }> {
  const body = await formBody(context, WHO);
  if ("wrong" in body) return body;
  const said = body.data;
  const { sql, connection } = config;
  const mirror = await RunMirror.load(sql, connection.coordinators);
  const isShown = toSettle(mirror, mirror.snapshot()).some(
    one => one.is === said.is && one.pageId === said.pageId && one.email === said.email,
  );
  if (!isShown || (said.answer === "no" && said.is !== "known")) return "changed";
  const statements =
    said.is === "address"
      ? addressTable.giving(sql, addressKey(said.email), said.pageId)
      : [
          said.answer === "yes"
            ? coordinatorTable.confirming(sql, said.email, said.pageId)
            : coordinatorTable.dismissing(sql, said.email),
        ];
  await sql.batch([...statements, stateTable.beingDue(sql)]);
  await config.jobs.send({ connection: connection.id, now: null, reason: "coordinators" });
  return "settled";
}

/** People waiting to be confirmed, each with a button; empty where nobody is. */
export function whoSection({ toSettle: who, outcome, language }: DashboardView): Html | string {
  const texts = whoTexts(language);
  if (who.length === 0) return "";
  const button = (one: WhoToSettle, answer: "yes" | "no", label: string) =>
    html`<form method="post" action="/coordinators"><input type="hidden" name="is" value="${one.is}"><input type="hidden" name="pageId" value="${one.pageId}"><input type="hidden" name="email" value="${one.email}"><input type="hidden" name="answer" value="${answer}"><button>${label}</button></form>`;
  const item = (one: WhoToSettle) =>
    html`<div><p><a href="${one.url}">${one.name}</a> (${one.email})${one.programmes.length === 0 ? "" : html` <span class="quiet">${one.programmes.join(", ")}</span>`}</p><p class="quiet">${texts.says[one.is]}</p>${button(one, "yes", texts.yes[one.is])}${one.is === "known" ? button(one, "no", texts.no) : ""}</div>`;
  return html`<section class="held"><h2>${texts.heading}</h2>
${outcome === "who_changed" ? html`<p class="warning">${texts.changed}</p>` : ""}
<div class="panel">${who.map(item)}</div></section>`;
}
