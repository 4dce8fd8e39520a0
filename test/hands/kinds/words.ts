import { expect } from "vitest";
import { list, type PlainValue, type SourceKey } from "../../../src/core/domain/values/row.ts";
import type { SourceMap } from "../../../src/notion/workspace.ts";
import { optionName } from "../../../src/text/phrases/names.ts";
import { inProcessRunner } from "../../demo/inProcess.ts";
import { openD1 } from "../../world/d1.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../../world/pairWorld.ts";
import { COORDINATOR } from "../../world/playground.ts";
import { readPage, readTable } from "../../world/tables.ts";
import type { Kind } from "../scenario.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const words: Kind = {
  name: "words",
  title: "Words people add",
  rule: "A word that Krug does not know in a column of fixed words holds the page as it was last understood: what exists stands, nothing new starts from it, and the page names the words Krug knows.",
  scenarios: [
    {
      act: "Somebody sets a person to “On parental leave”, a status of their own.",
      outcome:
        "Their meeting stands and nobody is mailed; they are in no group of the next round; their page names the statuses Krug knows. Set to a known one, they are matched again.",
      play: async () => {
        const world = await openPairWorld({ people: ["ana", "boris", "carla", "dan"] });
        await held(world, "people", world.ids.ana ?? "", { status: "On parental leave" }, /On parental leave.*Paused/s);
        await world.runAt(THURSDAY + 7 * DAY);
        const second = (await readTable(world.playground, "groups")).filter(row => row.values.round === 2);
        expect(second.length).toBeGreaterThan(0);
        expect(second.flatMap(row => row.values.members)).not.toContain(world.ids.ana);
        await world.edit("people", world.ids.ana ?? "", { status: "active" });
        await world.runAt(THURSDAY + 7 * DAY + HOUR);
        await world.runAt(THURSDAY + 14 * DAY);
        const third = (await readTable(world.playground, "groups")).filter(row => row.values.round === 3);
        expect(third.flatMap(row => row.values.members)).toContain(world.ids.ana);
        expect(await says(world, "people", world.ids.ana ?? "")).not.toContain("parental");
      },
    },
    {
      act: "Somebody sets a programme to “On hold”.",
      outcome:
        "Its meetings stand and nobody is mailed; no round, meeting, form or letter follows while it is held; its page names the statuses Krug knows. Set to active again, it goes on.",
      play: async () => {
        const world = await openPairWorld();
        await held(world, "programmes", world.ids.programme ?? "", { status: "On hold" }, /On hold.*Active/s);
        const before = await pages(world);
        await world.runAt(THURSDAY + 7 * DAY);
        expect(await pages(world)).toBe(before);
        expect(world.newMails()).toEqual([]);
        await world.edit("programmes", world.ids.programme ?? "", { status: "active" });
        await world.runAt(THURSDAY + 7 * DAY + HOUR);
        expect((await readTable(world.playground, "groups")).some(row => row.values.round === 2)).toBe(true);
      },
    },
    {
      act: "Somebody sets a group to “Closed”.",
      outcome:
        "Its meeting stands, nobody is mailed, its people get no other group, and its page names the words Krug knows.",
      play: async () => {
        const world = await openPairWorld();
        const [group] = await readTable(world.playground, "groups");
        await held(world, "groups", group?.id ?? "", { status: "Closed" }, /Closed.*Ended/s);
        expect(await readTable(world.playground, "groups")).toHaveLength(1);
      },
    },
    {
      act: "Somebody sets a session to “Postponed”.",
      outcome:
        "Its event stands and nobody is mailed; its page names the words Krug knows. What happens in Calendar still reaches the page: a guest moves the event, and the page has its time.",
      play: async () => {
        const world = await openPairWorld();
        const [session] = await world.sessions();
        await held(world, "sessions", session?.id ?? "", { status: "Postponed" }, /Postponed.*Cancelled/s);
        const [event] = await world.live();
        const start = "2027-01-14T10:00:00Z";
        await world.playground.calendarOf("ana@example.org").events.patch({
          calendarId: "primary",
          eventId: event?.id ?? "",
          requestBody: { start: { dateTime: start }, end: { dateTime: "2027-01-14T10:45:00Z" } },
        });
        await world.runAt(THURSDAY + 2 * HOUR);
        const moved = await readPage(world.playground, "sessions", session?.id ?? "");
        expect(moved?.values).toMatchObject({ status: "Postponed", when: { start: "2027-01-14T10:00:00Z" } });
      },
    },
    ...(
      [
        ["its group is set to Ended", (world, groupId) => world.edit("groups", groupId, { status: "ended" })],
        ["a member leaves", world => world.edit("people", world.ids.boris ?? "", { status: "left" })],
      ] as [string, (world: PairWorld, groupId: string) => Promise<void>][]
    ).map(([what, act]) => ({
      act: `Somebody sets a session to “Postponed”, and then ${what}.`,
      outcome:
        "The word stays and its event stands: nobody is called off, and the page still names the words Krug knows. Set to planned, it is called off like any other session, and both are told once.",
      play: async () => {
        const world = await openPairWorld();
        const [session] = await world.sessions();
        const id = session?.id ?? "";
        const meeting = async () => (await world.live()).filter(event => event.summary === "Ana & Boris").length;
        await held(world, "sessions", id, { status: "Postponed" }, /Postponed.*Cancelled/s);
        await act(world, list(session!, "group")[0] ?? "");
        for (const hours of [2, 3]) await world.runAt(THURSDAY + hours * HOUR);
        expect((await readPage(world.playground, "sessions", id))?.values.status).toBe("Postponed");
        expect(await says(world, "sessions", id)).toMatch(/Postponed/);
        expect(await meeting()).toBe(1);
        expect(world.newMails().filter(mail => mail.startsWith("cancellation"))).toEqual([]);
        await world.edit("sessions", id, { status: "planned" });
        await world.runAt(THURSDAY + 4 * HOUR);
        await world.runAt(THURSDAY + 5 * HOUR);
        expect(await meeting()).toBe(0);
        expect(world.newMails()).toEqual(["cancellation ana@example.org", "cancellation boris@example.org"]);
      },
    })),
    {
      act: "Somebody sets a session to “Postponed” and enters another time, and later somebody deletes its event.",
      outcome:
        "The event has that time and its guests are told once; the page keeps the word. Deleted, nobody is invited again, and the word still stands; set to planned, both are.",
      play: async () => {
        const world = await openPairWorld();
        const id = (await world.sessions())[0]?.id ?? "";
        const when = { start: "2027-01-14T10:00:00.000Z", end: "2027-01-14T10:45:00.000Z" };
        await world.edit("sessions", id, { status: "Postponed", when });
        for (const hours of [1, 2]) await world.runAt(THURSDAY + hours * HOUR);
        const [event] = await world.live();
        expect(event?.start?.dateTime).toBe("2027-01-14T10:00:00Z");
        expect(world.newMails()).toEqual(["update ana@example.org", "update boris@example.org"]);
        const { calendarId } = world.playground;
        await world.playground.calendarOf(COORDINATOR).events.delete({ calendarId, eventId: event?.id ?? "" });
        for (const hours of [3, 4]) await world.runAt(THURSDAY + hours * HOUR);
        expect((await readPage(world.playground, "sessions", id))?.values.status).toBe("Postponed");
        expect(await world.live()).toEqual([]);
        world.newMails();
        await world.edit("sessions", id, { status: "planned" });
        await world.runAt(THURSDAY + 5 * HOUR);
        expect(world.newMails()).toEqual(["invitation ana@example.org", "invitation boris@example.org"]);
      },
    },
    {
      act: "Somebody sets a webinar to “Postponed”.",
      outcome: "Its event stands, nobody is mailed and nobody else is invited; its page names the words Krug knows.",
      play: async () => {
        const world = await openPairWorld();
        const id = await world.playground.add("gatherings", {
          title: "Testing",
          when: { start: "2027-01-13T10:00:00Z", end: "2027-01-13T11:00:00Z" },
          host: [world.ids.boris ?? ""],
          programmes: [world.ids.programme ?? ""],
        });
        await world.runAt(THURSDAY + HOUR / 2);
        expect(world.newMails().length).toBeGreaterThan(0);
        await held(world, "gatherings", id, { status: "Postponed" }, /Postponed.*Cancelled/s);
      },
    },
    {
      act: "Somebody writes words of their own in other columns of fixed words: a format, a way of matching, a style, a language, a goal's status, a question's urgency, a resource's kind.",
      outcome: "Each page names what it said and the words Krug knows; meetings stand and nobody is mailed.",
      play: async () => {
        const world = await openPairWorld();
        const { add } = world.playground;
        const goal = await add("roadmap", { title: "Ship", owner: [world.ids.ana ?? ""], status: "doing" });
        const resource = await add("resources", { title: "A book", kind: "book" });
        await world.runAt(THURSDAY + HOUR / 2);
        const acts: [SourceKey, string, Record<string, PlainValue>, RegExp][] = [
          ["programmes", world.ids.programme ?? "", { format: "Trio" }, /Trio.*Circle/s],
          ["programmes", world.ids.programme ?? "", { format: "pair", matching: "By mood" }, /By mood.*random/is],
          ["programmes", world.ids.programme ?? "", { matching: "random", language: "Deutsch" }, /Deutsch.*English/s],
          ["people", world.ids.boris ?? "", { style: "Chatty" }, /Chatty/],
          ["people", world.ids.boris ?? "", { style: null, languages: ["en", "Deutsch"] }, /Deutsch.*English/s],
          ["roadmap", goal, { status: "Blocked" }, /Blocked.*Done/s],
          ["resources", resource, { kind: "Podcast" }, /Podcast.*Book/s],
        ];
        let at = THURSDAY + HOUR;
        for (const [source, id, values, expected] of acts) {
          await held(world, source, id, values, expected, at);
          at += HOUR;
        }
      },
    },
    {
      act: "Somebody empties the *Status* of a session or a webinar that was cancelled, of a group or a programme that ended, or of a person who left.",
      outcome:
        "What was over stays over: nobody is invited again, and the page says that its last word still counts. Once “Planned” is chosen, those of the session are invited.",
      play: async () => {
        const world = await openPairWorld();
        const webinar = await world.playground.add("gatherings", {
          title: "Testing",
          when: { start: "2027-01-13T10:00:00Z", end: "2027-01-13T11:00:00Z" },
          programmes: [world.ids.programme ?? ""],
        });
        await world.runAt(THURSDAY + HOUR / 2);
        const [session] = await world.sessions();
        const [group] = await readTable(world.playground, "groups");
        const over: [SourceKey, string, string][] = [
          ["sessions", session?.id ?? "", "cancelled"],
          ["gatherings", webinar, "cancelled"],
          ["people", world.ids.boris ?? "", "left"],
          ["groups", group?.id ?? "", "ended"],
          ["programmes", world.ids.programme ?? "", "ended"],
        ];
        let at = THURSDAY + HOUR;
        for (const [source, id, status] of over) {
          await world.playground.edit(COORDINATOR, source, id, { status });
          await world.runAt(at);
          await world.runAt(at + HOUR / 6);
          world.newMails();
          const before = await pages(world);
          await world.playground.edit(COORDINATOR, source, id, { status: null });
          for (const later of [HOUR / 3, HOUR / 2, (2 * HOUR) / 3]) await world.runAt(at + later);
          expect(world.newMails()).toEqual([]);
          expect(await pages(world)).toBe(before);
          expect(await says(world, source, id)).toMatch(/Status” was emptied/);
          if (source === "sessions") {
            await world.playground.edit(COORDINATOR, source, id, { status: "planned" });
            await world.runAt(at + HOUR);
            await world.runAt(at + HOUR + 1);
            expect(world.newMails()).toEqual(["invitation ana@example.org", "invitation boris@example.org"]);
            expect(await says(world, source, id)).not.toContain("emptied");
          }
          at += 2 * HOUR;
        }
      },
    },
    {
      act: "Somebody renames an option: “Active” becomes “Taking part”.",
      outcome: "Nothing changes: Krug knows a word by its id.",
      play: async () => {
        const world = await openPairWorld();
        const { people } = world.playground.workspace;
        const status = people.properties.status;
        const [id = ""] = Object.entries(status?.options ?? {}).find(([, key]) => key === "active") ?? [];
        await world.edit("people", world.ids.ana ?? "", { status: "active" });
        await world.runAt(THURSDAY + HOUR / 2);
        renameOption(world, "people", status?.id ?? "", id, "Taking part");
        await world.edit("people", world.ids.ana ?? "", { team: "Mobile" });
        for (const at of [THURSDAY + HOUR, THURSDAY + DAY, THURSDAY + DAY + HOUR]) {
          await world.runAt(at);
          expect(await says(world, "people", world.ids.ana ?? "")).toBe("");
        }
        expect(world.newMails()).toEqual([]);
      },
    },
    {
      act: "Somebody deletes an option that pages stand on: *Left* of *People*, *Cancelled* of *Sessions*, *Active* of *Programmes*.",
      outcome:
        "What the emptied cells said still counts: nobody who left comes back, nothing that was called off is invited to, and the programme goes on. Each page names the word that went; once one is chosen, the page has nothing more to say.",
      play: async () => {
        const world = await openPairWorld({ people: ["ana", "boris", "carla", "dan"] });
        const [first] = await world.sessions();
        await world.edit("people", world.ids.ana ?? "", { status: "left" });
        await world.edit("sessions", first?.id ?? "", { status: "cancelled" });
        for (const minutes of [10, 20]) await world.runAt(THURSDAY + (minutes * HOUR) / 60);
        world.newMails();
        const acts: [SourceKey, string, string, RegExp][] = [
          ["people", world.ids.ana ?? "", "left", /“Left” was deleted.*“Status”/s],
          ["sessions", first?.id ?? "", "cancelled", /“Cancelled” was deleted.*“Status”/s],
          ["programmes", world.ids.programme ?? "", "active", /“Active” was deleted.*“Status”/s],
        ];
        let at = THURSDAY + HOUR;
        for (const [source, id, word, expected] of acts) {
          const before = [await pages(world), await events(world)];
          await deleteOption(world, source, "status", word);
          // The day after, every page and column is read anew.
          for (const later of [at, at + HOUR / 4, at + DAY]) await world.runAt(later);
          expect(await says(world, source, id)).toMatch(expected);
          expect([await pages(world), await events(world)]).toEqual(before);
          expect(world.newMails()).toEqual([]);
          expect(await world.runAt(at + DAY + HOUR / 4)).toMatchObject({ done: {}, failed: [] });
          await world.playground.notionOf(COORDINATOR).pages.update({
            page_id: id,
            properties: { [columnOf(world, source, "status").id]: { select: { name: shown(source, word) } } },
          });
          for (const later of [DAY + HOUR / 2, DAY + HOUR]) await world.runAt(at + later);
          expect(await says(world, source, id)).not.toContain("was deleted");
          expect([await pages(world), await events(world)]).toEqual(before);
          expect(world.newMails()).toEqual([]);
          at += HOUR;
        }
      },
    },
    {
      act: "The database is lost while a group says “Closed” and a person “On parental leave”.",
      outcome: "Nothing is taken for a default: meetings stand, nobody is mailed, and no page is made.",
      play: async () => {
        const world = await openPairWorld();
        const [group] = await readTable(world.playground, "groups");
        await held(world, "groups", group?.id ?? "", { status: "Closed" }, /Closed/);
        await held(
          world,
          "people",
          world.ids.ana ?? "",
          { status: "On parental leave" },
          /parental/,
          THURSDAY + 2 * HOUR,
        );
        const before = [await pages(world), await events(world)];
        const runner = inProcessRunner(world.playground, openD1());
        for (const at of [THURSDAY + 4 * HOUR, THURSDAY + 5 * HOUR]) {
          world.playground.clock.set(at);
          await runner.run(at, "test");
        }
        expect([await pages(world), await events(world)]).toEqual(before);
        expect(world.newMails()).toEqual([]);
      },
    },
  ],
};

/** Writes values on a page, and holds the world to it that nothing but the page's own word follows, on a second run neither. */
async function held(
  world: PairWorld,
  source: SourceKey,
  id: string,
  values: Record<string, PlainValue>,
  expected: RegExp,
  at = THURSDAY + HOUR,
): Promise<void> {
  const before = [await pages(world), await events(world)];
  world.newMails();
  await world.playground.edit(COORDINATOR, source, id, values);
  await world.runAt(at);
  expect(await says(world, source, id)).toMatch(expected);
  expect([await pages(world), await events(world)]).toEqual(before);
  expect(world.newMails()).toEqual([]);
  const again = await world.runAt(at + HOUR / 4);
  expect(again).toMatchObject({ done: {}, failed: [] });
}

async function says(world: PairWorld, source: SourceKey, id: string): Promise<string> {
  return String((await readPage(world.playground, source, id))?.values.krugSays ?? "");
}

/** How many pages there are, those in the trash among them. */
async function pages({ playground }: PairWorld): Promise<number> {
  return playground.notion.state.pages.size;
}

/** Every event as it stands, without what a silent change of its text changes. */
async function events(world: PairWorld): Promise<unknown> {
  return (await world.live()).map(({ id, summary, start, end, status, attendees }) => ({
    id,
    summary,
    start,
    end,
    status,
    guests: (attendees ?? []).map(guest => guest.email).sort(),
  }));
}

/** As Notion's page lets people do and its API does not: the option keeps its id. */
function renameOption(
  { playground }: PairWorld,
  source: SourceKey,
  propertyId: string,
  id: string,
  name: string,
): void {
  const table = playground.notion.state.dataSources.get(playground.workspace[source].dataSourceId);
  const option = table?.properties.get(propertyId)?.options.find(one => one.id === id);
  if (option === undefined) throw new Error("no such option");
  option.name = name;
}

/** Deletes one as Notion's page lets people do: it is gone from the column, and from every page that stood on it. */
async function deleteOption(world: PairWorld, source: SourceKey, key: string, word: string): Promise<void> {
  const { notion, notionOf } = world.playground;
  const { id, options = {} } = columnOf(world, source, key);
  const table = notion.state.dataSources.get(world.playground.workspace[source].dataSourceId);
  const column = table?.properties.get(id);
  if (column === undefined) throw new Error("no such column");
  const standing = (await readTable(world.playground, source)).filter(row => row.values[key] === word);
  column.options = column.options.filter(option => options[option.id] !== word);
  for (const { id: page_id } of standing)
    await notionOf(COORDINATOR).pages.update({ page_id, properties: { [id]: { select: null } } });
}

function columnOf(world: PairWorld, source: SourceKey, key: string): SourceMap["properties"][string] {
  const column = world.playground.workspace[source].properties[key];
  if (column === undefined) throw new Error("no such column");
  return column;
}

const shown = (source: SourceKey, word: string) => optionName(source, "status", word, "en");
