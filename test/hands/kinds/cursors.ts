import { expect } from "vitest";
import { HOUR, MINUTE } from "../../../src/core/domain/values/time.ts";
import { sourceTable } from "../../../src/store/mirror/sources.ts";
import type { Check } from "../../../src/text/operating/doctor.ts";
import { expectStill } from "../../stories/field/still.ts";
import { openWorker } from "../../world/openWorker.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../../world/pairWorld.ts";
import { move } from "../../world/people.ts";
import { COORDINATOR } from "../../world/playground.ts";
import { BEARER } from "../../world/settings.ts";
import { readPage } from "../../world/tables.ts";
import type { Kind } from "../scenario.ts";

const LATER = THURSDAY + HOUR;
const HEADERS = { authorization: `Bearer ${BEARER}`, "content-type": "application/json" };

/** What an operator reads in the doctor's report and on the dashboard. */
async function told({ playground, database }: PairWorld): Promise<{ doctor: string; dashboard: string }> {
  const worker = openWorker(playground, database);
  const { checks } = (await (await worker.ask("/api/doctor", { headers: HEADERS })).json()) as { checks: Check[] };
  const doctor = checks.filter(check => !check.isOk).map(check => `${check.says} ${check.todo}`);
  const dashboard = await (await worker.ask("/", { headers: { authorization: `Bearer ${BEARER}` } })).text();
  return { doctor: doctor.join("\n"), dashboard };
}

/** Another calendar of the coordinator's takes the place of the programme's; returns what sets the former back. */
async function setOtherCalendar({ playground }: PairWorld): Promise<{ other: string; back: () => void }> {
  const former = playground.connection.google.calendarId;
  const { data } = await playground
    .calendarOf(COORDINATOR)
    .calendars.insert({ requestBody: { summary: "Another", timeZone: "UTC" } });
  const other = data.id ?? "";
  playground.connection.google.calendarId = other;
  return {
    other,
    back: () => {
      playground.connection.google.calendarId = former;
    },
  };
}

async function deleteCalendar({ playground }: PairWorld): Promise<void> {
  await playground.calendarOf(COORDINATOR).calendars.delete({ calendarId: playground.calendarId });
}

async function eventsIn({ playground }: PairWorld, calendarId: string) {
  const { data } = await playground.calendarOf(COORDINATOR).events.list({ calendarId, singleEvents: true });
  return (data.items ?? []).filter(event => event.status !== "cancelled");
}

export const cursors: Kind = {
  name: "cursors",
  title: "A cursor belongs to its source",
  rule: "How far a calendar, a table or a form was read is kept with its id.",
  scenarios: [
    {
      act: "An operator sets another calendar, and later the former one again",
      outcome:
        "Nothing is invited, moved or called off anywhere meanwhile, and the doctor and the dashboard say what to do; set back, what people did in the former calendar arrives and nobody is mailed by Krug",
      play: async () => {
        const world = await openPairWorld();
        const { playground } = world;
        const [event] = await world.live();
        const [session] = await world.sessions();
        const { back } = await setOtherCalendar(world);
        await world.edit("people", world.ids.ana ?? "", { team: "Search" });
        for (const minutes of [0, 15, 24 * 60]) {
          const { failed, done } = await world.runAt(LATER + minutes * MINUTE);
          expect([failed, done]).toEqual([[expect.stringContaining(playground.calendarId)], {}]);
        }
        expect(world.newMails()).toEqual([]);
        expect((await readPage(playground, "sessions", session?.id ?? ""))?.values.status).toBe("planned");
        const { doctor, dashboard } = await told(world);
        for (const said of [doctor, dashboard])
          expect(said).toContain(`set GOOGLE_CALENDAR to ${playground.calendarId}`);
        await move(playground, "ana@example.org", event?.id ?? "", HOUR);
        world.newMails();
        back();
        await world.runAt(LATER + 25 * HOUR);
        expect(world.newMails()).toEqual([]);
        const moved = (await readPage(playground, "sessions", session?.id ?? ""))?.values.when;
        const [now] = await world.live();
        expect(moved).toMatchObject({ start: new Date(now?.start?.dateTime ?? "").toISOString().replace(".000", "") });
        expect((await told(world)).dashboard).not.toContain("GOOGLE_CALENDAR");
        await expectStill(playground, () => world.runAt(LATER + 26 * HOUR));
      },
    },
    {
      act: "An operator sets another calendar and says that everything to come is to begin anew there",
      outcome:
        "Everybody is invited once to each coming meeting in the new calendar, and the former one is left as it is; the pages stand, and a further run writes nothing",
      play: async () => {
        const world = await openPairWorld();
        const { playground, database } = world;
        const [session] = await world.sessions();
        const before = await eventsIn(world, playground.calendarId);
        const { other } = await setOtherCalendar(world);
        await world.runAt(LATER);
        const worker = openWorker(playground, database);
        const say = (calendarId: string) =>
          worker.ask("/api/calendar/anew", { method: "POST", headers: HEADERS, body: JSON.stringify({ calendarId }) });
        expect((await say(playground.calendarId)).status).toBe(409);
        expect((await say(other)).status).toBe(202);
        expect((await say(other)).status).toBe(409);
        expect((await world.runAt(LATER + HOUR)).failed).toEqual([]);
        expect(world.newMails()).toEqual(["invitation ana@example.org", "invitation boris@example.org"]);
        const [event, ...more] = await eventsIn(world, other);
        expect(more).toEqual([]);
        const page = await readPage(playground, "sessions", session?.id ?? "");
        expect([page?.values.status, page?.values.when]).toEqual(["planned", session?.values.when]);
        expect(page?.values.calendar).toBe(event?.htmlLink);
        expect(await eventsIn(world, playground.calendarId)).toEqual(before);
        await expectStill(playground, () => world.runAt(LATER + 2 * HOUR));
      },
    },
    {
      act: "An operator sets another calendar before anybody was invited",
      outcome: "It takes the place of the first at once, and everybody is invited there",
      play: async () => {
        const world = await openPairWorld();
        const { database } = world;
        await database.batch(["links", "events", "series"].map(table => database.prepare(`DELETE FROM ${table}`)));
        const { other } = await setOtherCalendar(world);
        expect((await world.runAt(LATER)).failed).toEqual([]);
        await world.runAt(LATER + HOUR);
        expect(await eventsIn(world, other)).toHaveLength(1);
      },
    },
    {
      act: "Somebody deletes the calendar that Krug works on, or stops sharing it, and later it is there again",
      outcome:
        "Nothing is written, called off or mailed meanwhile; the dashboard and the doctor say what happened and what to do, once; back again, everything goes on where it stopped",
      play: async () => {
        const world = await openPairWorld();
        const { playground } = world;

        const calendar = playground.google.state.calendars.get(playground.calendarId);
        if (calendar === undefined) throw new Error("no calendar");
        const before = await world.sessions();
        await deleteCalendar(world);
        await world.edit("sessions", before[0]?.id ?? "", { title: "Ana and Boris" });
        for (const minutes of [0, 15, 24 * 60]) expect((await world.runAt(LATER + minutes * MINUTE)).done).toEqual({});
        const { doctor, dashboard } = await told(world);
        for (const said of [doctor, dashboard])
          expect(said).toMatch(/deleted, or is no longer shared.*GOOGLE_CALENDAR.*npm run calendar -- --anew/s);
        expect(doctor.split("no longer shared")).toHaveLength(2);
        expect(world.newMails()).toEqual([]);
        calendar.deleted = false;
        expect((await world.runAt(LATER + 25 * HOUR)).failed).toEqual([]);
        expect((await world.live())[0]?.summary).toBe("Ana and Boris");
        expect((await world.sessions()).map(({ values }) => values.status)).toEqual(["planned"]);
        expect((await told(world)).dashboard).not.toContain("no longer shared");
        expect(world.newMails()).toEqual(["update ana@example.org", "update boris@example.org"]);
        await expectStill(playground, () => world.runAt(LATER + 26 * HOUR));
      },
    },
    {
      act: "Somebody deletes the calendar that Krug works on for good, and an operator sets another one and says that everything to come is to begin anew there",
      outcome:
        "Everybody is invited once to each coming meeting in the new calendar, the pages stand, and nothing more is told",
      play: async () => {
        const world = await openPairWorld();
        const { playground, database } = world;
        await deleteCalendar(world);
        await world.runAt(LATER);
        const { other } = await setOtherCalendar(world);
        await world.runAt(LATER + 15 * MINUTE);
        world.newMails();
        const body = JSON.stringify({ calendarId: other });
        const asked = { method: "POST", headers: HEADERS, body };
        expect((await openWorker(playground, database).ask("/api/calendar/anew", asked)).status).toBe(202);
        expect((await world.runAt(LATER + HOUR)).failed).toEqual([]);
        expect(world.newMails()).toEqual(["invitation ana@example.org", "invitation boris@example.org"]);
        expect(await eventsIn(world, other)).toHaveLength(1);
        expect((await world.sessions()).map(({ values }) => values.status)).toEqual(["planned"]);
        expect((await told(world)).dashboard).not.toContain("GOOGLE_CALENDAR");
        await expectStill(playground, () => world.runAt(LATER + 2 * HOUR));
      },
    },
    {
      act: "An operator sets another page of Notion, and later the former one again",
      outcome:
        "Nothing is done meanwhile, and the doctor and the dashboard say what to do; set back, everything goes on and nobody is mailed",
      play: async () => {
        const world = await openPairWorld();
        const { playground } = world;
        const { notion } = playground.connection;
        const former = notion.parentPageId;
        const page = await playground.notionOf(COORDINATOR).pages.create({
          parent: { type: "page_id", page_id: former },
          properties: { title: { title: [{ text: { content: "Another" } }] } } as never,
        });
        notion.parentPageId = page.id;
        const { failed, done } = await world.runAt(LATER);
        expect([failed, done]).toEqual([[expect.stringContaining(former)], {}]);
        const { doctor, dashboard } = await told(world);
        for (const said of [doctor, dashboard]) expect(said).toContain(`set NOTION_PARENT_PAGE to ${former}`);
        notion.parentPageId = former;
        expect((await world.runAt(LATER + HOUR)).failed).toEqual([]);
        expect(world.newMails()).toEqual([]);
        await expectStill(playground, () => world.runAt(LATER + 2 * HOUR));
      },
    },
    {
      act: "Krug's page was moved in Notion, and an operator sets the address of the page that now holds it",
      outcome: "The tables are the same, so everything goes on; nobody is mailed and nothing is written",
      play: async () => {
        const world = await openPairWorld();
        const { playground, database } = world;
        const former = "11111111-2222-3333-4444-555555555555";
        await database
          .prepare("UPDATE state SET value = ? WHERE key = 'notion_parent'")
          .bind(JSON.stringify(former))
          .run();
        await expectStill(playground, () => world.runAt(LATER));
        expect(world.newMails()).toEqual([]);
        expect((await told(world)).doctor).not.toContain(former);
      },
    },
    {
      act: "A table of Krug's is made anew in another place, so that another data source stands for it",
      outcome: "The new table is read from its beginning, not from where the former one was read to",
      play: async () => {
        const world = await openPairWorld();
        const { database } = world;
        const read = async () =>
          (await sourceTable.list(database)).find(one => one.source === "resources")?.readUntil ?? null;
        expect(await read()).not.toBeNull();
        await world.playground.add("resources", { title: "Handbook" });
        await database
          .prepare("UPDATE sources SET map = json_set(map, '$.dataSourceId', 'former') WHERE source = 'resources'")
          .run();
        await sourceTable.saving(database, "resources", world.playground.workspace.resources).run();
        expect(await read()).toBeNull();
        await world.runAt(LATER);
        const { results } = await database.prepare("SELECT id FROM pages WHERE source = 'resources'").all();
        expect(results).toHaveLength(1);
        await expectStill(world.playground, () => world.runAt(LATER + HOUR));
      },
    },
  ],
};
