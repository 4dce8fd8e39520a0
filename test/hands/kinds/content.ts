import { expect } from "vitest";
import { asEditorStores } from "../../world/editor.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../../world/pairWorld.ts";
import { COORDINATOR } from "../../world/playground.ts";
import { readTable } from "../../world/tables.ts";
import type { Kind, Scenario } from "../scenario.ts";

const MINUTE = 60_000;
const LATER = THURSDAY + 60 * MINUTE;

/** The pair's event after a goal of Ana's is in its agenda. */
async function withGoal(): Promise<{ world: PairWorld; goalId: string }> {
  const world = await openPairWorld({ others: ["carla"] });
  const goalId = await world.playground.add("roadmap", {
    title: "Learn to test C++ & Rust",
    owner: [world.ids.ana ?? ""],
    status: "doing",
    nextStep: "Write the first one",
  });
  await world.runAt(LATER);
  expect(await description(world)).toContain("Learn to test");
  return { world, goalId };
}

async function description(world: PairWorld): Promise<string> {
  return (await world.live())[0]?.description ?? "";
}

/** Somebody changes the event in Calendar and mails nobody; the others' mails of it are not Krug's. */
async function inCalendar(world: PairWorld, requestBody: object): Promise<void> {
  const [event] = await world.live();
  await world.playground.calendarOf(COORDINATOR).events.patch({
    calendarId: world.playground.calendarId,
    eventId: event?.id ?? "",
    sendUpdates: "none",
    requestBody,
  });
  world.newMails();
}

/** Runs, and holds that nothing is written anywhere, nobody is mailed and nobody is told anything. */
async function expectStill(world: PairWorld, at: number): Promise<void> {
  const [before] = await world.live();
  const [page] = await world.sessions();
  const comments = await world.comments(page?.id ?? "");
  for (const more of [0, 10 * MINUTE]) {
    expect(await world.runAt(at + more)).toMatchObject({ failed: [] });
    const [after] = await world.live();
    expect(after?.etag).toBe(before?.etag);
    expect((await world.sessions())[0]?.values).toEqual(page?.values);
    expect((await world.sessions())[0]?.editedAt).toBe(page?.editedAt);
    expect(await world.comments(page?.id ?? "")).toEqual(comments);
    expect(world.newMails()).toEqual([]);
  }
}

const EDITORS: [string, number][] = [
  ["with lines broken", 0],
  ["in paragraphs", 1],
  ["with lists", 2],
  ["with signs by number and spaces that do not break", 13],
];

const editorScenarios = EDITORS.map(
  ([way, seed]): Scenario => ({
    act: `somebody adds a line to the description in Calendar, whose editor stores the whole as HTML, ${way}; later a goal changes`,
    outcome:
      "Krug finds its part again, writes the new agenda in its place as HTML, once, and what people wrote stays; nobody is mailed",
    play: async () => {
      const { world, goalId } = await withGoal();
      const stored = `${asEditorStores(await description(world), seed)}<br><b>Room 12</b>`;
      await inCalendar(world, { description: stored });
      await expectStill(world, LATER + 5 * MINUTE);
      await world.playground.edit(COORDINATOR, "roadmap", goalId, { title: "Teach C++ & <T>" });
      await world.runAt(LATER + 40 * MINUTE);
      const after = await description(world);
      expect(after).toContain("Teach C++ &amp; &lt;T&gt;");
      expect(after).not.toContain("Learn to test");
      expect(after).toContain("<b>Room 12</b>");
      expect(after.split("Teach C++")).toHaveLength(2);
      expect(after.match(/<a href=/g)?.length).toBeGreaterThan(0);
      expect(world.newMails()).toEqual([]);
      await expectStill(world, LATER + 50 * MINUTE);
    },
  }),
);

/** A title and how tools respell it. */
const RESPELLED: [string, (title: string) => string][] = [
  ["with a space at its end", title => `${title} `],
  ["with letters and accents apart (NFD)", title => title.normalize("NFD")],
  ["with U+2019 for the apostrophe", title => title.replaceAll("'", "\u2019")],
  ["with U+02BC for the apostrophe", title => title.replaceAll("'", "\u02bc")],
  ["with hyphens and spaces that do not break", title => title.replaceAll("-", "\u2011").replaceAll(" ", "\u00a0")],
  ["with soft hyphens and marks without width", title => [...title].join("\u00ad\u200b")],
  ["with two spaces", title => title.replaceAll(" ", "  ")],
];
const TITLE = "Зустріч об'єднання: Ай-Ті й ё";

const titleScenarios = RESPELLED.flatMap(([way, respell]): Scenario[] => [
  {
    act: `a title is spelled in Calendar ${way}, and another word is in it the next day`,
    outcome: "the spelling alone is written nowhere and told nobody; the word is on the page, once",
    play: async () => {
      const world = await openPairWorld();
      const [page] = await world.sessions();
      await world.edit("sessions", page?.id ?? "", { title: TITLE });
      await world.runAt(LATER);
      world.newMails();
      await inCalendar(world, { summary: respell(TITLE) });
      await expectStill(world, LATER + 5 * MINUTE);
      await inCalendar(world, { summary: `${respell(TITLE)} 2` });
      await world.runAt(LATER + 40 * MINUTE);
      const title = String((await world.sessions())[0]?.values.title);
      expect(title.endsWith("2")).toBe(true);
      await expectStill(world, LATER + 50 * MINUTE);
    },
  },
  {
    act: `a title is spelled on the page ${way}`,
    outcome: "nobody is mailed, and the event stays as it is",
    play: async () => {
      const world = await openPairWorld();
      const [page] = await world.sessions();
      await world.edit("sessions", page?.id ?? "", { title: TITLE });
      await world.runAt(LATER);
      world.newMails();
      await world.edit("sessions", page?.id ?? "", { title: respell(TITLE) });
      await expectStill(world, LATER + 5 * MINUTE);
    },
  },
]);

export const content: Kind = {
  name: "content",
  title: "Content is compared, not spelling",
  rule: "Texts that say the same are the same, however a tool stores them.",
  scenarios: [
    ...editorScenarios,
    ...titleScenarios,
    {
      act: "the title of a session, or the name of a person or a group, becomes spaces and signs that nobody sees",
      outcome: "it is no title: the page says so, the one before counts, and nobody is mailed",
      play: async () => {
        const world = await openPairWorld();
        const [session] = await world.sessions();
        const [group] = await readTable(world.playground, "groups");
        const seenBy = async () => (await world.live()).map(({ summary, attendees }) => [summary, attendees]);
        const before = await seenBy();
        const nothing = "\u00a0\u200b\u2800\u3164\ufeff\u00ad\u00a0";
        await world.edit("sessions", session?.id ?? "", { title: nothing });
        await world.edit("people", world.ids.ana ?? "", { name: nothing });
        await world.edit("groups", group?.id ?? "", { name: nothing });
        for (const at of [LATER, LATER + 10 * MINUTE]) await world.runAt(at);
        expect(await seenBy()).toEqual(before);
        expect(world.newMails()).toEqual([]);
        for (const source of ["sessions", "groups"] as const)
          expect((await readTable(world.playground, source))[0]?.values.krugSays).toContain("has no title");
        const ana = (await readTable(world.playground, "people")).find(row => row.id === world.ids.ana);
        expect(ana?.values.krugSays).toContain("has no title");
      },
    },
    {
      act: "the name of a running programme is emptied",
      outcome: "the page says that it has none, not that the programme can't run; it goes on, and nobody is mailed",
      play: async () => {
        const world = await openPairWorld();
        await world.edit("programmes", world.ids.programme ?? "", { name: "" });
        await world.runAt(THURSDAY + 3_600_000);
        const [programme] = await readTable(world.playground, "programmes");
        expect(programme?.values.krugSays).toContain("has no title");
        expect(programme?.values.krugSays).not.toContain("can’t run");
        expect(world.newMails()).toEqual([]);
      },
    },
    {
      act: "a group is set to Ended, and its members are taken out",
      outcome: "its page says nothing: nobody is asked to fill a group that has ended",
      play: async () => {
        const world = await openPairWorld();
        const [group] = await readTable(world.playground, "groups");
        await world.edit("groups", group?.id ?? "", { status: "ended", members: [] });
        for (const at of [LATER, LATER + 10 * MINUTE]) await world.runAt(at);
        const after = (await readTable(world.playground, "groups")).find(row => row.id === group?.id);
        expect(after?.values).toMatchObject({ status: "ended", krugSays: "" });
      },
    },
    {
      act: "Calendar's editor stored the description anew, and somebody from outside is invited",
      outcome: "goals and next steps leave the text, title, time and the page's link stay; nobody else is mailed",
      play: async () => {
        const { world } = await withGoal();
        const [event] = await world.live();
        await inCalendar(world, {
          description: `Welcome!<br>${asEditorStores(await description(world), 1)}`,
          attendees: [...(event?.attendees ?? []), { email: "expert@outside.example" }],
        });
        await world.runAt(LATER + 5 * MINUTE);
        const after = await description(world);
        expect(after).toContain("Welcome!");
        expect(after).not.toMatch(/Learn to test|Write the first one/);
        expect(world.newMails()).toEqual([]);
        await expectStill(world, LATER + 20 * MINUTE);
      },
    },
    {
      act: "people write over a line of the agenda in Calendar's editor, and somebody from outside is invited",
      outcome:
        "what is left of the goals leaves the text all the same, what people wrote stays, and the goals come back with the guest gone",
      play: async () => {
        const { world } = await withGoal();
        const [event] = await world.live();
        const text = (await description(world)).replace("Learn to test", "LEARN TO TEST");
        await inCalendar(world, {
          description: `Welcome!<br>${asEditorStores(text.replace("Goals:", "What we are at:"), 2)}`,
          attendees: [...(event?.attendees ?? []), { email: "expert@outside.example" }],
        });
        await world.runAt(LATER + 5 * MINUTE);
        const after = await description(world);
        expect(after).toContain("Welcome!");
        expect(after).not.toMatch(/learn to test|Write the first one/i);
        expect(after).toContain("https://");
        expect(world.newMails()).toEqual([]);
        await expectStill(world, LATER + 20 * MINUTE);
        await inCalendar(world, { attendees: event?.attendees ?? [] });
        await world.runAt(LATER + 60 * MINUTE);
        expect(await description(world)).toContain("Learn to test");
        await expectStill(world, LATER + 80 * MINUTE);
      },
    },
    {
      act: "a goal on the roadmap gets other line ends, a space at its end and accents apart",
      outcome: "the event's text stays as it is",
      play: async () => {
        const { world, goalId } = await withGoal();
        await world.playground.edit(COORDINATOR, "roadmap", goalId, {
          title: "Learn\u00a0to test C++ & Rust ",
          nextStep: "Write  the first\u200b one\r\n",
        });
        await expectStill(world, LATER + 10 * MINUTE);
      },
    },
  ],
};
