import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { namedTable } from "../../src/store/incoming/named.ts";
import { THURSDAY } from "../run/office.ts";
import { bodyOf } from "../world/bodies.ts";
import { type HookedWorker, openHookedWorker } from "../world/hookedWorker.ts";
import { ALL_TABLES_LISTED, TABLES_LISTED } from "../world/listed.ts";
import { allEvents, reply } from "../world/people.ts";
import { COORDINATOR } from "../world/playground.ts";
import { readTable } from "../world/tables.ts";

/** An office in which everybody is invited, every hook has spoken, and nothing more is to come of the beginning. */
async function openQuiet(options: Parameters<typeof openHookedWorker>[0] = {}) {
  const office = await openHookedWorker(options);
  await office.connectNotion();
  await office.cron(THURSDAY);
  await office.tell(THURSDAY);
  await office.cron(THURSDAY + HOUR);
  await office.tell(THURSDAY + HOUR);
  return office;
}

/** What the Worker asks the services while something happens; signing in is not counted. */
async function asked(office: HookedWorker, happening: () => Promise<unknown>): Promise<string[]> {
  const { notion, google } = office.playground;
  const before = [notion.log.entries.length, google.log.entries.length];
  await happening();
  return [...notion.log.entries.slice(before[0]), ...google.log.entries.slice(before[1])]
    .filter(one => one.path !== "/token" && (one.actor === "bot" || one.actor === COORDINATOR))
    .map(one => `${one.method} ${one.path.replace(/\?.*/, "")}`);
}
const ofAna = async ({ playground }: HookedWorker) =>
  (await allEvents(playground)).find(
    event => event.status !== "cancelled" && event.attendees?.some(guest => guest.email === "ana@example.org"),
  );
const goalOf = (office: HookedWorker) => office.ids.get("goal of Ana") ?? "";
const editGoal = (office: HookedWorker, title: string) =>
  office.playground.edit("ana@example.org", "roadmap", goalOf(office), { title });
const sweep = TABLES_LISTED;

describe("what a hook names is all that is read", () => {
  test("a goal: its page is read and the invitation written; Krug's own write leads to one look at the calendar", async () => {
    const office = await openQuiet();
    const at = THURSDAY + HOUR + 20 * MINUTE;
    office.playground.clock.set(at);
    await editGoal(office, "Test what matters");
    const requests = await asked(office, () => office.tell(at));
    expect((await ofAna(office))?.description).toContain("Test what matters");
    expect(requests).toHaveLength(3);
    expect(requests[0]).toBe(`GET /v1/pages/${goalOf(office)}`);
    expect(requests[1]).toMatch(/^PATCH .*\/events\//);
    expect(requests[2]).toMatch(/^GET .*\/events$/);
  });

  test("a reply: one list of the calendar's changes, and the page it stands on", async () => {
    const office = await openQuiet();
    const at = THURSDAY + HOUR + 20 * MINUTE;
    office.playground.clock.set(at);
    await reply(office.playground, "ana@example.org", (await ofAna(office))?.id ?? "", "accepted");
    const requests = await asked(office, () => office.tell(at));
    expect(requests).toHaveLength(2);
    expect(requests.filter(one => /^GET .*\/events$/.test(one))).toHaveLength(1);
    expect(requests.filter(one => one.startsWith("PATCH /v1/pages/"))).toHaveLength(1);
  });

  test("what is written on a meeting's page: the page, its top and Krug's box, and no more; half an hour later it is a step", async () => {
    const office = await openQuiet();
    const { playground } = office;
    const at = THURSDAY + HOUR + 20 * MINUTE;
    playground.clock.set(at);
    const sessions = await readTable(playground, "sessions");
    const bodies = await Promise.all(sessions.map(async ({ id }) => ({ id, body: await bodyOf(playground, id) })));
    const { id = "", body = [] } = bodies.find(({ body }) => body.length > 0) ?? {};
    const to_do = { rich_text: [{ type: "text" as const, text: { content: "Ask the customer" } }] };
    const children = [{ type: "to_do" as const, to_do }];
    await playground.notionOf(COORDINATOR).blocks.children.append({ block_id: id, children });
    const requests = await asked(office, () => office.tell(at));
    expect(requests).toEqual(
      [id, id, body[0]?.id].map((id, at) => `GET /v1/${at === 0 ? `pages/${id}` : `blocks/${id}/children`}`),
    );
    await office.cron(at + 40 * MINUTE);
    expect((await readTable(playground, "steps")).map(({ values }) => values.title)).toEqual(["Ask the customer"]);
  });

  test("many pages of one table: one listing, beside the first page, which tells the time", async () => {
    const office = await openQuiet();
    const { playground, ids } = office;
    const at = THURSDAY + HOUR + 20 * MINUTE;
    playground.clock.set(at);
    for (const name of ["Ana", "Boris", "Carla", "Dan"])
      await playground.edit(COORDINATOR, "people", ids.get(name) ?? "", { offers: ["testing"] });
    const requests = await asked(office, () => office.tell(at));
    const ofPeople = requests.filter(one => one.includes(playground.workspace.people.dataSourceId));
    expect(ofPeople).toHaveLength(1);
    expect(requests.filter(one => one.startsWith("GET /v1/pages/"))).toHaveLength(1);
  });

  test("a page in the trash: it is looked at by itself, and what hung on it follows", async () => {
    const office = await openQuiet();
    const at = THURSDAY + HOUR + 20 * MINUTE;
    office.playground.clock.set(at);
    const notion = office.playground.notionOf("ana@example.org");
    await notion.pages.update({ page_id: goalOf(office), in_trash: true });
    const requests = await asked(office, () => office.tell(at));
    expect(requests[0]).toBe(`GET /v1/pages/${goalOf(office)}`);
    expect((await ofAna(office))?.description).not.toContain("Learn to test");
    expect(await office.database.prepare("SELECT id FROM pages WHERE id = ?").bind(goalOf(office)).first()).toBeNull();
  });

  test("a message that says a page was deleted which is there deletes nothing", async () => {
    const office = await openQuiet();
    const at = THURSDAY + HOUR + 20 * MINUTE;
    office.playground.clock.set(at);
    const notion = office.playground.notionOf("ana@example.org");
    await notion.pages.update({ page_id: goalOf(office), in_trash: true });
    await notion.pages.update({ page_id: goalOf(office), in_trash: false });
    await office.tell(at);
    expect((await ofAna(office))?.description).toContain("Learn to test");
  });

  test("a comment, or a page in somebody's own table: nothing is asked", async () => {
    const office = await openQuiet();
    const at = THURSDAY + HOUR + 20 * MINUTE;
    office.playground.clock.set(at);
    const notion = office.playground.notionOf(COORDINATOR);
    await notion.comments.create({
      parent: { page_id: goalOf(office) },
      rich_text: [{ type: "text", text: { content: "Well done" } }],
    });
    const own = await notion.databases.create({
      parent: { type: "page_id", page_id: office.playground.notion.rootPageId },
      title: [{ type: "text", text: { content: "Shopping" } }],
      initial_data_source: { properties: { Name: { type: "title", title: {} } } },
    });
    const [source] = (own as unknown as { data_sources: { id: string }[] }).data_sources;
    await notion.pages.create({
      parent: { type: "data_source_id", data_source_id: source?.id ?? "" },
      properties: { Name: { title: [{ text: { content: "Milk" } }] } },
    });
    const requests = await asked(office, () => office.tell(at));
    expect(requests).toEqual([]);
  });

  test("a column that somebody renamed the options of: the table's columns are looked at, not all tables'", async () => {
    const office = await openQuiet();
    const at = THURSDAY + HOUR + 20 * MINUTE;
    office.playground.clock.set(at);
    const { dataSourceId } = office.playground.workspace.roadmap;
    await office.playground.notionOf(COORDINATOR).dataSources.update({
      data_source_id: dataSourceId,
      properties: { Mood: { type: "select", select: { options: [{ name: "fine" }] } } },
    });
    const requests = await asked(office, () => office.tell(at));
    expect(requests.filter(one => one === `GET /v1/data_sources/${dataSourceId}`)).toHaveLength(1);
    expect(requests.filter(one => one.startsWith("GET /v1/data_sources/"))).toHaveLength(1);
  });
});

describe("the cron between hooks that speak", () => {
  test("asks nothing at a quarter past, and everything on the hour", async () => {
    const office = await openQuiet();
    for (const minutes of [15, 30, 45])
      expect(await asked(office, () => office.cron(THURSDAY + HOUR + minutes * MINUTE))).toEqual([]);
    expect(await asked(office, () => office.cron(THURSDAY + 2 * HOUR))).toHaveLength(ALL_TABLES_LISTED + 4);
  });

  test("asks what no hook tells of: forms, where answers are not pushed", async () => {
    const office = await openQuiet({ settings: { PUBSUB_TOPIC: undefined, PUBSUB_EMAIL: undefined } });
    const requests = await asked(office, () => office.cron(THURSDAY + HOUR + 15 * MINUTE));
    expect(requests).toHaveLength(3);
    for (const one of requests) expect(one).toMatch(/^GET \/v1\/forms\/.*responses$/);
  });

  test("asks Notion each time as long as Notion's hook was never heard", async () => {
    const office = await openHookedWorker();
    await office.cron(THURSDAY);
    await office.tell(THURSDAY);
    await office.cron(THURSDAY + HOUR);
    await office.tell(THURSDAY + HOUR);
    const requests = await asked(office, () => office.cron(THURSDAY + HOUR + 15 * MINUTE));
    expect(requests.filter(one => one.endsWith("/query"))).toHaveLength(sweep);
  });

  test("asks the calendar each time once its channel has run out and can't be opened anew", async () => {
    const office = await openQuiet();
    await office.database.prepare("UPDATE channels SET expires_at = 0").run();
    office.playground.google.faults.order({ path: "/events/watch$", times: 99, fault: { kind: "reset" } });
    for (const minutes of [15, 30]) {
      const requests = await asked(office, () => office.cron(THURSDAY + HOUR + minutes * MINUTE));
      expect(requests.filter(one => /^GET .*\/events$/.test(one))).toHaveLength(1);
    }
  });

  test("on the hour finds a change no hook told of, and from then on asks each time until the hook speaks again", async () => {
    const office = await openQuiet();
    office.playground.clock.set(THURSDAY + HOUR + 20 * MINUTE);
    office.playground.notion.switches.webhookLoss = 1;
    await editGoal(office, "Test what matters");
    await office.tell(THURSDAY + HOUR + 20 * MINUTE);
    await office.cron(THURSDAY + 2 * HOUR);
    expect((await ofAna(office))?.description).toContain("Test what matters");
    const next = await asked(office, () => office.cron(THURSDAY + 2 * HOUR + 15 * MINUTE));
    expect(next.filter(one => one.endsWith("/query"))).toHaveLength(sweep);
    office.playground.notion.switches.webhookLoss = 0;
    await editGoal(office, "Test what is left");
    await office.tell(THURSDAY + 2 * HOUR + 20 * MINUTE);
    expect(await asked(office, () => office.cron(THURSDAY + 2 * HOUR + 30 * MINUTE))).toEqual([]);
  });

  test("does what is due although nothing is asked: a new day reads everything", async () => {
    const office = await openQuiet();
    const requests = await asked(office, () => office.cron(THURSDAY + DAY));
    expect(requests.filter(one => one.endsWith("/query"))).toHaveLength(ALL_TABLES_LISTED);
  });
});

test("what is named while a run is reading is read by the next", async () => {
  const office = await openQuiet();
  const { playground, database } = office;
  const at = THURSDAY + HOUR + 20 * MINUTE;
  playground.clock.set(at);
  await editGoal(office, "First");
  const answer = playground.notion.fetch;
  let isEdited = false;
  playground.notion.fetch = async request => {
    const response = await answer.call(playground.notion, request);
    if (!isEdited && request.url.includes(goalOf(office)) && request.method === "GET") {
      isEdited = true;
      await editGoal(office, "Second");
      await namedTable.naming(database, { kind: "page", id: goalOf(office), parent: null }).run();
    }
    return response;
  };
  await office.tell(at);
  expect(isEdited).toBe(true);
  expect((await ofAna(office))?.description).toContain("Second");
  expect((await database.prepare("SELECT * FROM named").all()).results).toEqual([]);
});

describe("a run that has used what it may", () => {
  const NONE = { PUBLIC_URL: undefined, HOOK_SECRET: undefined, PUBSUB_TOPIC: undefined, PUBSUB_EMAIL: undefined };

  test("goes on in another message with what is left to do, and reads nothing twice", async () => {
    const office = await openHookedWorker({ settings: { ...NONE, MAILS_A_RUN: "2" } });
    const requests = await asked(office, () => office.cron(THURSDAY));
    expect((await office.lastRun()).report.reason).toBe("continued");
    const tables = requests.filter(one => one.endsWith("/query"));
    expect(tables.length).toBe(new Set(tables).size);
    expect(office.playground.google.outbox.map(mail => mail.kind)).toEqual(Array(4).fill("invitation"));
  });

  test("is asked for everything again where somebody rang while it was under way", async () => {
    const office = await openHookedWorker({ settings: NONE });
    await office.cron(THURSDAY);
    const { notion } = office.playground;
    const answer = notion.fetch;
    let isRung = false;
    notion.fetch = async request => {
      const response = await answer.call(notion, request);
      if (!isRung) {
        isRung = true;
        const held = await office.database.prepare("UPDATE leases SET run_again = 1").run();
        expect(held.meta.changes).toBe(1);
      }
      return response;
    };
    const requests = await asked(office, () => office.cron(THURSDAY + 20 * MINUTE));
    expect(requests.filter(one => one.endsWith("/query"))).toHaveLength(2 * sweep);
  });
});
