import { openedTables } from "../world/kept.ts";
import { allEvents } from "../world/people.ts";
import { COORDINATOR, type Playground } from "../world/playground.ts";
import type { PrivateLife } from "../world/privateLife.ts";
import { notionSeen, planSeen, type Seen, webSeen } from "../world/seen.ts";

export const ROLES = ["member", "partner", "coordinator", "sponsor", "outsider", "operator"] as const;
export type Role = (typeof ROLES)[number];

/** What each role can look at, by the word the table has for the place. */
export type Views = Record<Role, Map<string, string>>;

/** For each datum, where each role finds it. */
export type Table = Map<string, Record<Role, string[]>>;

/** The table of docs/privacy.md: a dash for nothing, else places with commas between. */
export function privacyTable(page: string): Table {
  const [, section = ""] = page.split(/^## Who finds what where$/m);
  const rows = (section.split(/^## /m)[0] ?? "").split("\n").filter(line => line.startsWith("| "));
  const cells = rows.slice(2).map(line =>
    line
      .split("|")
      .slice(1, -1)
      .map(cell => cell.trim()),
  );
  return new Map(
    cells.map(([datum = "", ...places]) => [
      datum,
      Object.fromEntries(
        ROLES.map((role, index) => [
          role,
          (places[index] ?? "")
            .split(", ")
            .filter(place => place !== "–")
            .sort(),
        ]),
      ) as Record<Role, string[]>,
    ]),
  );
}

/** Everything each role can look at after a life. */
export async function viewsOf({ world, at, partner, member, outsider }: PrivateLife): Promise<Views> {
  const { playground, database } = world;
  // Also what stood there for a while: everything that was ever written.
  const written = JSON.stringify(playground.notion.log.entries);
  const notion = `${textOf(await notionSeen(playground))}\n${written}`;
  const web = await webSeen(playground, database);
  const dashboard = [...web].filter(([path]) => path !== "/health").map(([, text]) => text);
  const raw = [...playground.google.state.forms.values()].map(form => [form.info.title, ...form.responses.values()]);
  return {
    member: new Map([
      ["Notion", notion],
      ["invitation", await invitationsOf(playground, `${member}@example.org`)],
    ]),
    partner: new Map([
      ["Notion", notion],
      ["invitation", await invitationsOf(playground, `${partner}@example.org`)],
    ]),
    coordinator: new Map([
      ["Notion", notion],
      ["calendar", JSON.stringify([await allEvents(playground), mailsTo(playground, COORDINATOR)])],
      ["dashboard", [...dashboard, await planSeen(playground, database, at)].join("\n")],
      ["Forms", JSON.stringify(raw)],
    ]),
    sponsor: new Map([
      ["Metrics", textOf(await notionSeen(playground, ["metrics"]))],
      ["Digests", textOf(await notionSeen(playground, ["digests"]))],
    ]),
    outsider: new Map([["invitation", await invitationsOf(playground, `${outsider}@example.org`)]]),
    operator: new Map([
      ["database", await databaseOf(world)],
      ["log", `${web.get("/health")}\n${await logOf(world)}`],
    ]),
  };
}

function textOf(seen: Seen): string {
  return [...seen].map(([place, text]) => `${place}: ${text}`).join("\n");
}

/** The events somebody is a guest of, as their own calendar shows them, and the mails they got. */
async function invitationsOf(playground: Playground, email: string): Promise<string> {
  const { data } = await playground
    .calendarOf(email)
    .events.list({ calendarId: "primary", maxResults: 2500, showDeleted: true });
  return JSON.stringify([data.items, mailsTo(playground, email)]);
}

function mailsTo(playground: Playground, email: string): unknown[] {
  return playground.google.outbox.filter(mail => mail.to === email);
}

/** What runs report of themselves. */
async function logOf({ database }: PrivateLife["world"]): Promise<string> {
  return (await openedTables(database)).runs ?? "";
}

/** Every other table of the database, as the operator reads it who set the key. */
async function databaseOf({ database }: PrivateLife["world"]): Promise<string> {
  const { runs: _, ...tables } = await openedTables(database);
  return Object.values(tables).join("\n").replaceAll('\\"', '"');
}
