import { expect } from "vitest";
import { propertiesOf } from "../../../src/core/domain/schema.ts";
import type { SourceKey } from "../../../src/core/domain/values/row.ts";
import { inProcessRunner } from "../../demo/inProcess.ts";
import { THURSDAY as CIRCLE, openCircle } from "../../world/circle.ts";
import { openD1 } from "../../world/d1.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../../world/pairWorld.ts";
import { COORDINATOR, setUp } from "../../world/playground.ts";
import { readPage, readTable } from "../../world/tables.ts";
import type { Kind } from "../scenario.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;

export const absence: Kind = {
  name: "absence",
  title: "Absence is not a value",
  rule: "A column or a table that is gone, or of another type, says nothing: what was last understood holds, what depends on it waits, and whoever looks after the programme is told. A column made anew is filled again from what was understood.",
  scenarios: [
    {
      act: "Somebody deletes the column *Members* of *Groups*; later `npm run setup` makes it anew.",
      outcome:
        "No meeting is called off, no page is made or thrown away and nobody is mailed; the programme's page and the run say which column is gone. Once it is there again its members are back.",
      play: () => comesAnew("groups", "members"),
    },
    {
      act: "Somebody deletes *Members* of *Groups*, *Programmes* of *People* or *Status* of *Sessions*, and before Krug runs again one of four people is set to Left.",
      outcome:
        "In the run that notices it nothing is called off, renamed, written or mailed either; once the column is made anew what follows from the leaving is done, and whoever left is called off once.",
      play: async () => {
        for (const [source, key] of [
          ["groups", "members"],
          ["people", "programmes"],
          ["sessions", "status"],
        ] as const) {
          const world = await openPairWorld({ people: ["ana", "boris", "carla", "dan"] });
          const before = await standing(world);
          for (const minutes of [10, 20, 30]) await world.runAt(THURSDAY + minutes * MINUTE);
          await gone(world, source, key);
          await world.edit("people", world.ids.boris ?? "", { status: "left" });
          for (const hours of [1, 2]) {
            await world.runAt(THURSDAY + hours * HOUR);
            expect([key, await standing(world), world.newMails()]).toEqual([key, before, []]);
          }
          await setUp(world.playground);
          for (const hours of [3, 4, 5]) await world.runAt(THURSDAY + hours * HOUR);
          expect(world.newMails().filter(mail => mail === "cancellation boris@example.org")).toHaveLength(1);
        }
      },
    },
    {
      act: "Somebody deletes the column *Programmes* of *People*, *E-mail*, *When* of *Sessions*, or *Krug key* of *Groups*; later it is made anew.",
      outcome: "The same: nothing is called off, made or mailed, and the cells are filled again.",
      play: async () => {
        await comesAnew("people", "programmes");
        await comesAnew("people", "email");
        await comesAnew("sessions", "when");
        await comesAnew("groups", "key");
      },
    },
    {
      act: "Somebody deletes the column *Consent* of *People*, and people write on their pages.",
      outcome:
        "The consent they gave holds and nobody is mailed; no page asks to fill in the column that is gone, that of a new person neither.",
      play: async () => {
        const world = await openPairWorld();
        await holds(world, () => gone(world, "people", "consent"), /Consent.*npm run setup/s);
        const { programme = "" } = world.ids;
        const email = "carla@example.org";
        const carla = await world.playground.add("people", {
          name: "Carla",
          email,
          hours: "9-17",
          programmes: [programme],
        });
        await world.runAt(THURSDAY + 3 * HOUR);
        for (const id of [world.ids.ana ?? "", world.ids.boris ?? "", carla])
          expect((await readPage(world.playground, "people", id))?.values.krugSays ?? "").not.toContain("Consent");
      },
    },
    {
      act: "Somebody turns the column *Working hours* of *People* into a number.",
      outcome: "Nothing is called off, made or mailed; the programme's page says which column it is.",
      play: async () => {
        const world = await openPairWorld();
        await holds(world, () => retyped(world, "people", "hours"), /Working hours.*People/s);
      },
    },
    {
      act: "Somebody deletes columns that Krug alone fills: *Replies*, *Video call* and *Calendar event* of *Sessions*; later they are made anew.",
      outcome:
        "Everything goes on and nobody is mailed; the programme's page says which columns are gone. Made anew they are filled again.",
      play: async () => {
        const world = await openPairWorld();
        const keys = ["replies", "meet", "calendar"];
        const cells = async () => (await world.sessions()).map(({ values }) => keys.map(key => values[key]));
        const full = await cells();
        for (const key of keys) await gone(world, "sessions", key);
        await touched(world);
        await world.runAt(THURSDAY + HOUR);
        await world.runAt(THURSDAY + HOUR + 10 * MINUTE);
        const says = await saysOfProgramme(world);
        for (const name of ["Replies", "Video call", "Calendar event"]) expect(says).toContain(`“${name}”`);
        for (const key of keys) await anew(world, "sessions", key);
        await isWell(world, THURSDAY + 2 * HOUR);
        expect(await cells()).toEqual(full);
      },
    },
    {
      act: "Somebody deletes *Krug says* of *Sessions*, and makes the time of a session a whole day; later the column is made anew.",
      outcome:
        "Nobody is mailed, and the programme's page says what the session's page would have said; once the column is there, the session's own page says it.",
      play: async () => {
        const world = await openPairWorld();
        const id = (await world.sessions())[0]?.id ?? "";
        await gone(world, "sessions", "krugSays");
        await world.edit("sessions", id, { when: { start: "2027-01-12", end: null } });
        await world.runAt(THURSDAY + HOUR);
        await world.runAt(THURSDAY + HOUR + 10 * MINUTE);
        expect(await saysOfProgramme(world)).toMatch(
          /“Krug says” of “Sessions” is gone.*“Ana & Boris”.*a day without a time/s,
        );
        expect((await world.runAt(THURSDAY + HOUR + 20 * MINUTE)).done).toEqual({});
        await anew(world, "sessions", "krugSays");
        for (const later of [0, 10, 20]) await world.runAt(THURSDAY + 2 * HOUR + later * MINUTE);
        expect(await saysOfProgramme(world)).toBe("");
        expect((await world.sessions()).find(row => row.id === id)?.values.krugSays).toContain("a day without a time");
        expect(world.newMails()).toEqual([]);
      },
    },
    {
      act: "Somebody turns *Video call* of *Sessions*, which holds a link, into text, before Krug has looked at the column again.",
      outcome: "The link is written there as text at once; nothing fails and nobody is mailed.",
      play: async () => {
        const world = await openPairWorld();
        const { id = "" } = world.playground.workspace.sessions.properties.meet ?? {};
        await alter(world, "sessions", { [id]: { rich_text: {} } });
        const before = await standing(world);
        await touched(world);
        expect(await world.runAt(THURSDAY + HOUR)).toMatchObject({ failed: [] });
        const [session] = await world.sessions();
        const page = await world.playground.notionOf(COORDINATOR).pages.retrieve({ page_id: session?.id ?? "" });
        expect(JSON.stringify(page)).toContain("meet.google.com");
        expect(await standing(world)).toEqual(before);
        await isWell(world, THURSDAY + 2 * HOUR);
      },
    },
    {
      act: "Somebody puts the table *People* in the trash, and takes it back.",
      outcome:
        "The run goes on; no meeting is called off and nobody is mailed; the programme's page says which table is gone, and no longer once it is back.",
      play: () => goesAndComes("people"),
    },
    {
      act: "Somebody puts the table *Groups* in the trash, and takes it back; the same with *Sessions* and *Roadmap*.",
      outcome: "The same.",
      play: async () => {
        for (const source of ["groups", "sessions", "roadmap"] as const) await goesAndComes(source);
      },
    },
    {
      act: "Somebody moves the table *People* to a page that is not shared with Krug, and back.",
      outcome: "The same: that relations to it read as empty is nothing that anybody said.",
      play: async () => {
        const world = await openPairWorld();
        const private_ = await world.playground.notionOf(COORDINATOR).pages.create({
          parent: { type: "workspace", workspace: true } as never,
          properties: { title: { title: [{ text: { content: "Private" } }] } } as never,
        });
        const database_id = world.playground.workspace.people.databaseId;
        const moveTo = (page_id: string) =>
          world.playground
            .notionOf(COORDINATOR)
            .databases.update({ database_id, parent: { type: "page_id", page_id } });
        await holds(
          world,
          async () => {
            await moveTo(private_.id);
            await touched(world);
          },
          /People/,
        );
        await moveTo(world.playground.notion.rootPageId);
        await isWell(world, THURSDAY + 3 * HOUR);
      },
    },
    {
      act: "The database is lost while *Members* of *Groups* is gone.",
      outcome:
        "Nothing is decided that depends on groups: no meeting is called off, no page is made and nobody is mailed.",
      play: async () => {
        const world = await openPairWorld();
        await gone(world, "groups", "members");
        const before = await standing(world);
        const runner = inProcessRunner(world.playground, openD1());
        for (const at of [THURSDAY + HOUR, THURSDAY + 2 * HOUR]) {
          world.playground.clock.set(at);
          await runner.run(at, "test");
          expect(await standing(world)).toEqual(before);
        }
        expect(world.newMails()).toEqual([]);
      },
    },
    {
      act: "The database is lost while a column of *Programmes*, *People*, *Groups* or *Sessions* is gone, one after another each that people fill in; then `npm run setup` makes it anew.",
      outcome:
        "It is empty and what it said is not known: nothing is decided from it, nobody is called off or mailed, and no page is made. The programme's page says so once, until every page says something there again, or somebody takes “[krug:new]” out of the column's description.",
      play: async () => {
        const world = await openPairWorld();
        const untold: string[] = [];
        let at = THURSDAY + HOUR;
        for (const source of ["programmes", "people", "groups", "sessions"] as const)
          for (const [key, { type, owner }] of Object.entries(propertiesOf(source)))
            if (type !== "title" && owner === "people") {
              const says = await lostAndAnew(world, { source, key, at });
              if (!says.includes("[krug:new]")) untold.push(`${source}.${key}`);
              at += 5 * MINUTE;
            }
        expect(untold).toEqual(NOTHING_DEPENDS_ON);
      },
    },
    {
      act: "The database is lost while *Consent* of *People* is gone, `npm run setup` makes it anew, and the coordinator fills it in for one of two people, later for the other.",
      outcome: "With one of them nothing is decided yet; with both all is as before, and nobody is mailed.",
      play: async () => {
        const world = await openPairWorld();
        const { ana = "", boris = "" } = world.ids;
        const before = await standing(world);
        await gone(world, "people", "consent");
        const runner = inProcessRunner(world.playground, openD1());
        const run = (hours: number) => {
          world.playground.clock.set(THURSDAY + hours * HOUR);
          return runner.run(THURSDAY + hours * HOUR, "test");
        };
        await run(1);
        Object.assign(world.playground.workspace, await setUp(world.playground));
        await run(2);
        for (const [hours, id] of [
          [3, ana],
          [4, boris],
        ] as const) {
          await world.edit("people", id, { consent: { start: "2027-01-01", end: null } });
          await run(hours);
          expect(await standing(world)).toEqual(before);
          expect(await saidOnProgramme(world)).toMatch(id === ana ? /\[krug:new\]/ : /^$/);
        }
        expect(await run(5)).toMatchObject({ done: {}, failed: [] });
        expect(world.newMails()).toEqual([]);
      },
    },
    {
      act: "The database is lost while *Krug key* is gone: of *Sessions*, of *Groups*, of both, or of *Surveys*; then `npm run setup` makes it anew.",
      outcome:
        "Krug fills its keys in again, a session's from its group, its round and its event. No second meeting or page is made, and nobody is mailed.",
      play: async () => {
        for (const sources of [["sessions"], ["groups"], ["sessions", "groups"], ["surveys"]] as const) {
          const world = await openPairWorld({ programme: { feedbackOnly: false } });
          const keys = async () =>
            (await Promise.all(sources.map(source => readTable(world.playground, source))))
              .flat()
              .map(row => [row.id, row.values.key]);
          const before = [await standing(world), await keys()];
          for (const source of sources) await gone(world, source, "key");
          const runner = inProcessRunner(world.playground, openD1());
          for (const hours of [1, 2, 3, 4]) {
            const at = THURSDAY + hours * HOUR;
            world.playground.clock.set(at);
            await runner.run(at, "test");
            if (hours === 1) Object.assign(world.playground.workspace, await setUp(world.playground));
          }
          expect([await standing(world), await keys()]).toEqual(before);
          expect(world.newMails()).toEqual([]);
          expect(await saidOnProgramme(world)).toBe("");
        }
      },
    },
    {
      act: "Somebody puts a session's group in the trash.",
      outcome: "The session's page says that it points to what is in the trash; its event stands and nobody is mailed.",
      play: async () => {
        const world = await openPairWorld();
        const [session] = await world.sessions();
        const id = String([session?.values.group ?? ""].flat()[0]);
        const before = await standing(world);
        await world.playground.notionOf(COORDINATOR).pages.update({ page_id: id, in_trash: true });
        await world.edit("sessions", session?.id ?? "", { notes: "We met earlier." });
        await world.runAt(THURSDAY + HOUR);
        await world.runAt(THURSDAY + 26 * HOUR);
        expect((await standing(world)).events).toEqual(before.events);
        expect(world.newMails()).toEqual([]);
      },
    },
    {
      act: "Somebody puts the page of a person of a circle, who leads some of its meetings, in the trash.",
      outcome:
        "They are called off, nobody else is mailed, and no session's page asks anybody to choose another who leads: that column is Krug's to fill.",
      play: async () => {
        const world = await openCircle();
        await world.runUntilQuiet(CIRCLE);
        world.mails();
        const ana = world.ids.get("Ana") ?? "";
        expect((await world.pages()).some(page => String(page.values.facilitator) === ana)).toBe(true);
        await world.playground.notionOf(COORDINATOR).pages.update({ page_id: ana, in_trash: true });
        for (const at of [CIRCLE + HOUR, CIRCLE + 25 * HOUR, CIRCLE + 26 * HOUR]) await world.run(at);
        expect(new Set(world.mails())).toEqual(new Set(["cancellation to ana"]));
        for (const { values } of await world.pages()) expect(values.krugSays ?? "").toBe("");
      },
    },
    {
      act: "Somebody writes descriptions of their own on columns of *People*, *Groups* and *Sessions*, and renames one; later `npm run setup` is run, and the database is lost.",
      outcome:
        "Nothing changes: columns are known by their ids. Krug's marks are put behind what people wrote, set-up adds no column beside theirs, and nobody is mailed.",
      play: async () => {
        const world = await openPairWorld();
        const { playground } = world;
        const described = [
          ["people", "hours", { name: "When I work" }],
          ["groups", "members", {}],
          ["sessions", "status", {}],
        ] as const;
        for (const [source, key, more] of described) {
          const { id = "" } = playground.workspace[source].properties[key] ?? {};
          await alter(world, source, { [id]: { description: "Our own words.", ...more } });
        }
        await touched(world);
        const before = await standing(world);
        for (const at of [THURSDAY + HOUR, THURSDAY + 25 * HOUR, THURSDAY + 26 * HOUR])
          expect(await world.runAt(at)).toMatchObject({ failed: [] });
        for (const [source, key] of described)
          expect(await descriptionOf(world, source, key)).toMatch(/^Our own words\. \[krug:/);
        const columns = async () => (await columnsIn(world)).map(({ id }) => id);
        const ids = await columns();
        await setUp(playground);
        expect(await columns()).toEqual(ids);
        const runner = inProcessRunner(playground, openD1());
        expect(await runner.run(THURSDAY + 27 * HOUR, "test")).toMatchObject({ failed: [] });
        expect(await standing(world)).toEqual(before);
        expect(world.newMails()).toEqual([]);
      },
    },
    {
      act: "Somebody puts a session's group, or its programme, in the trash, and the next day moves the session on its page, or cancels it there.",
      outcome:
        "Its event is moved, or called off, and both are told once, as ever; nothing else is written or mailed, and nobody is invited anew should it be planned again meanwhile.",
      play: async () => {
        for (const above of ["group", "programme"] as const)
          for (const deed of ["moved", "cancelled"] as const) {
            const world = await openPairWorld();
            const [session] = await world.sessions();
            const id = session?.id ?? "";
            const page_id = String([session?.values[above] ?? ""].flat()[0]);
            await world.playground.notionOf(COORDINATOR).pages.update({ page_id, in_trash: true });
            await world.runAt(THURSDAY + HOUR);
            await world.runAt(THURSDAY + 26 * HOUR);
            expect(world.newMails()).toEqual([]);
            const when = { start: "2027-01-13T10:00:00.000Z", end: "2027-01-13T10:45:00.000Z" };
            await world.edit("sessions", id, deed === "moved" ? { when } : { status: "cancelled" });
            for (const at of [27, 28, 29])
              expect(await world.runAt(THURSDAY + at * HOUR)).toMatchObject({ failed: [] });
            const mail = deed === "moved" ? "update" : "cancellation";
            expect(world.newMails()).toEqual([`${mail} ana@example.org`, `${mail} boris@example.org`]);
            const starts = (await world.live()).map(event => Date.parse(event.start?.dateTime ?? ""));
            expect(starts).toEqual(deed === "moved" ? [Date.parse(when.start)] : []);
            await world.edit("sessions", id, { status: "planned" });
            await world.runAt(THURSDAY + 30 * HOUR);
            expect(world.newMails()).toEqual([]);
          }
      },
    },
    {
      act: "Somebody renames every column of *People* and *Groups*.",
      outcome: "Nothing changes: columns are known by their ids.",
      play: async () => {
        const world = await openPairWorld();
        const before = await standing(world);
        for (const source of ["people", "groups"] as const)
          for (const [key, { id }] of Object.entries(world.playground.workspace[source].properties))
            await alter(world, source, { [id]: { name: `Our ${key}` } });
        await touched(world);
        await world.runAt(THURSDAY + HOUR);
        expect(await standing(world)).toEqual(before);
        expect(world.newMails()).toEqual([]);
        await isWell(world, THURSDAY + 2 * HOUR);
      },
    },
  ],
};

/** Columns that people fill in and from which nothing is decided. */
const NOTHING_DEPENDS_ON: string[] = [
  "programmes.template",
  "programmes.weights",
  "programmes.topics",
  "programmes.formsForAnyone",
  "programmes.joinFrom",
  "programmes.keepAnswers",
  "people.team",
  "people.style",
  "people.wantsToMentor",
  "people.showThanks",
  "people.showPlan",
  "people.showInChat",
  "people.remind",
  "groups.agreement",
  "sessions.questions",
  "sessions.notes",
  "sessions.nextSteps",
];

/**
 * A column is gone, the database is lost, and the column is made anew. Holds the world to it that nothing else changes and nobody
 * is mailed, and gives the column back what it said, with the word of a person that this is all. What the programme's page
 * said meanwhile.
 */
async function lostAndAnew(
  world: PairWorld,
  { source, key, at }: { source: SourceKey; key: string; at: number },
): Promise<string> {
  const { playground } = world;
  const [before, rows] = [await standing(world), await readTable(playground, source)];
  await gone(world, source, key);
  const runner = inProcessRunner(playground, openD1());
  const run = (later: number) => {
    playground.clock.set(later);
    return runner.run(later, "test");
  };
  await run(at);
  Object.assign(playground.workspace, await setUp(playground));
  await run(at + MINUTE);
  const says = await saidOnProgramme(world);
  expect([key, (await run(at + 2 * MINUTE)).done, await standing(world)]).toEqual([key, {}, before]);
  for (const { id, values } of rows) await playground.edit(COORDINATOR, source, id, { [key]: values[key] ?? null });
  const { id = "" } = playground.workspace[source].properties[key] ?? {};
  const description = (await descriptionOf(world, source, key)).replace(" [krug:new]", "");
  await alter(world, source, { [id]: { description } });
  await run(at + 3 * MINUTE);
  expect([key, await standing(world), await saidOnProgramme(world)]).toEqual([key, before, ""]);
  expect([key, world.newMails()]).toEqual([key, []]);
  return says;
}

async function saidOnProgramme({ playground, ids }: PairWorld): Promise<string> {
  return String((await readPage(playground, "programmes", ids.programme ?? ""))?.values.krugSays ?? "");
}

async function comesAnew(source: SourceKey, key: string): Promise<void> {
  const world = await openPairWorld();
  const ids = [...world.playground.notion.state.pages.values()].map(page => page.id);
  const cells = async () =>
    (await Promise.all(ids.map(id => readPage(world.playground, source, id)))).flatMap(row =>
      row === undefined ? [] : [[row.id, row.values[key]]],
    );
  const full = await cells();
  await holds(world, () => gone(world, source, key), /npm run setup/);
  await anew(world, source, key);
  await isWell(world, THURSDAY + 3 * HOUR);
  expect(await cells()).toEqual(full);
}

async function goesAndComes(source: SourceKey): Promise<void> {
  const world = await openPairWorld();
  const { databaseId: database_id } = world.playground.workspace[source];
  const trash = (in_trash: boolean) =>
    world.playground.notionOf(COORDINATOR).databases.update({ database_id, in_trash });
  await holds(world, () => trash(true), /share/);
  await trash(false);
  await isWell(world, THURSDAY + 3 * HOUR);
}

async function saysOfProgramme(world: PairWorld): Promise<string> {
  const programme = await readPage(world.playground, "programmes", world.ids.programme ?? "");
  return String(programme?.values.krugSays ?? "");
}

/** Does the act and holds the world to it that nothing is made, thrown away, called off or mailed, on later runs neither. */
async function holds(world: PairWorld, act: () => Promise<unknown>, says: RegExp): Promise<void> {
  const before = await standing(world);
  await act();
  await touched(world);
  for (const at of [THURSDAY + HOUR, THURSDAY + HOUR + 10 * MINUTE, THURSDAY + 2 * HOUR]) {
    const { failed } = await world.runAt(at);
    expect(failed.filter(line => !line.includes("notion: a "))).toEqual([]);
    expect(await standing(world)).toEqual(before);
  }
  expect(world.newMails()).toEqual([]);
  const programme = await readPage(world.playground, "programmes", world.ids.programme ?? "");
  expect(programme?.values.krugSays).toMatch(says);
  const again = await world.runAt(THURSDAY + 2 * HOUR + 10 * MINUTE);
  expect(again.done).toEqual({});
}

/** Holds the world to it that all is as it should be again: nothing more is said, and nobody is mailed. */
async function isWell(world: PairWorld, at: number): Promise<void> {
  const before = await standing(world);
  for (const later of [at, at + 10 * MINUTE, at + 20 * MINUTE]) await world.runAt(later);
  const quiet = await world.runAt(at + HOUR);
  expect(quiet).toMatchObject({ done: {}, failed: [] });
  const programme = await readPage(world.playground, "programmes", world.ids.programme ?? "");
  expect(programme?.values.krugSays).toBe("");
  expect(await standing(world)).toEqual(before);
  expect(world.newMails()).toEqual([]);
}

const TOUCHED = { people: { team: "Mobile" }, groups: { agreement: "On time." }, sessions: { notes: "Noted." } };

/** People go on writing on their pages, so that Krug reads them. */
async function touched(world: PairWorld): Promise<void> {
  const { playground } = world;
  for (const page of [...playground.notion.state.pages.values()]) {
    const source = (["people", "groups", "sessions"] as const).find(
      one => page.parent.type === "data_source_id" && page.parent.id === playground.workspace[one].dataSourceId,
    );
    if (source === undefined || page.trashed) continue;
    const values: Record<string, string> = TOUCHED[source];
    await playground.edit(COORDINATOR, source, page.id, values).catch(() => null);
  }
}

/** How many pages there are, those in the trash among them, and every event as it stands. */
async function standing(world: PairWorld): Promise<{ pages: number; events: unknown }> {
  const events = (await world.live()).map(({ id, summary, start, end, status, attendees }) => ({
    id,
    summary,
    start,
    end,
    status,
    guests: (attendees ?? []).map(guest => guest.email).sort(),
  }));
  return { pages: world.playground.notion.state.pages.size, events };
}

function alter(world: PairWorld, source: SourceKey, properties: object): Promise<unknown> {
  const { dataSourceId } = world.playground.workspace[source];
  return world.playground
    .notionOf(COORDINATOR)
    .dataSources.update({ data_source_id: dataSourceId, properties: properties as never });
}

/** The columns of these tables as Notion has them. */
async function columnsIn(world: PairWorld): Promise<{ id: string; description?: string | null }[]> {
  const tables = await Promise.all(
    (["programmes", "people", "groups", "sessions"] as const).map(source =>
      world.playground
        .notionOf(COORDINATOR)
        .dataSources.retrieve({ data_source_id: world.playground.workspace[source].dataSourceId }),
    ),
  );
  return tables.flatMap(({ properties }) => Object.values(properties));
}

async function descriptionOf(world: PairWorld, source: SourceKey, key: string): Promise<string> {
  const id = world.playground.workspace[source].properties[key]?.id;
  const column = (await columnsIn(world)).find(one => decodeURIComponent(one.id) === id);
  return column?.description ?? "";
}

function gone(world: PairWorld, source: SourceKey, key: string): Promise<unknown> {
  return alter(world, source, { [world.playground.workspace[source].properties[key]?.id ?? ""]: null });
}

function retyped(world: PairWorld, source: SourceKey, key: string): Promise<unknown> {
  return alter(world, source, { [world.playground.workspace[source].properties[key]?.id ?? ""]: { number: {} } });
}

/** The column as `npm run setup` makes it: with its mark, and empty. */
async function anew(world: PairWorld, source: SourceKey, key: string): Promise<void> {
  const { type, relatesTo } = propertiesOf(source)[key] ?? { type: "rich_text" as const, relatesTo: undefined };
  const related = relatesTo === undefined ? "" : world.playground.workspace[relatesTo].dataSourceId;
  const configuration =
    type === "relation"
      ? { relation: { data_source_id: related, type: "single_property", single_property: {} } }
      : { [type]: {} };
  await alter(world, source, {
    [`New ${key}`]: { ...configuration, description: `Made anew. [krug:${source}.${key}]` },
  });
  const { properties } = (await world.playground
    .notionOf(COORDINATOR)
    .dataSources.retrieve({ data_source_id: world.playground.workspace[source].dataSourceId })) as unknown as {
    properties: Record<string, { id: string }>;
  };
  const known = world.playground.workspace[source].properties[key];
  if (known !== undefined) known.id = decodeURIComponent(properties[`New ${key}`]?.id ?? "");
}
