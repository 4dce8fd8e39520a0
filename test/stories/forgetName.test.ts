import { describe, expect, test } from "vitest";
import { propertiesOf } from "../../src/core/domain/schema.ts";
import { DAY, HOUR } from "../../src/core/domain/values/time.ts";
import { questionId } from "../../src/core/rules/surveys/form.ts";
import { FORM_TEXTS, questionTexts } from "../../src/core/rules/surveys/texts.ts";
import { ERASED_FROM } from "../store/people/erasedFrom.ts";
import { openedTables } from "../world/kept.ts";
import { openWorker } from "../world/openWorker.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { allEvents, reply } from "../world/people.ts";
import { COORDINATOR } from "../world/playground.ts";
import { notionSeen } from "../world/seen.ts";
import { BEARER } from "../world/settings.ts";
import { readTable } from "../world/tables.ts";

const EMAIL = "who@example.org";
const DAYS = 26;
const headers = { authorization: `Bearer ${BEARER}`, "content-type": "application/json" };

/** What people wrote, with words that are somebody's name. */
const GOAL = "Will of iron: May the Mark, Вера and the No be with you, The End";
const QUESTION = "Will you show The plan in May? Mark it: Вера, Любов; will we?";

const COMMENT = "Ask Will Hope, Вера or The other one about No and Любов; they will know.";

interface Lived {
  world: PairWorld;
  now: number;
  mentions: { url: string; where: string[] }[];
  /** What people wrote on others' pages, before. */
  written: Record<string, string>;
}

/** What stands in the columns that are people's, by page and column: texts, and titles nobody but people would write. */
async function writtenByPeople({ playground, ids }: PairWorld): Promise<Record<string, string>> {
  const all: [string, string][] = [];
  for (const source of Object.keys(playground.workspace) as (keyof typeof playground.workspace)[])
    for (const row of await readTable(playground, source))
      for (const [key, value] of Object.entries(row.values)) {
        const isOwn = [ids.who, ids.own, ids.thanks].includes(row.id);
        const isKrugsTitle = (source === "groups" && key === "name") || (source === "sessions" && key === "title");
        // Nobody here writes guides: all of them are Krug's.
        const isPeoples = propertiesOf(source)[key]?.owner === "people" && source !== "guides";
        if (typeof value === "string" && isPeoples && !isOwn && !isKrugsTitle)
          all.push([`${source} ${row.id} ${key}`, value]);
      }
  return Object.fromEntries(all);
}

/** Four weeks in which somebody of this name, and of one colleague's, is told of everywhere; then they are forgotten. */
async function forgotten(name: string, language: string, colleague = "Boris", format = "pair"): Promise<Lived> {
  const world = await openPairWorld({
    people: ["who", "boris"],
    others: ["carla", "dan"],
    called: { who: name, boris: colleague },
    programme: { format, language, end: { start: "2027-04-30", end: null } },
  });
  const { playground, ids } = world;
  const [who = "", boris = "", programme = ""] = [ids.who, ids.boris, ids.programme];
  // They come once the two are invited: who meets whom may depend on how people are called.
  for (const later of ["carla", "dan"])
    ids[later] = await playground.add("people", {
      name: later.replace(/^./, letter => letter.toUpperCase()),
      email: `${later}@example.org`,
      zone: "Europe/Berlin",
      hours: "9-17",
      programmes: [programme],
      consent: { start: "2027-01-01", end: null },
    });
  ids.own = await playground.add("roadmap", {
    title: "Learn to test",
    owner: [who],
    status: "doing",
    nextStep: "Read",
  });
  await playground.add("roadmap", { title: GOAL, owner: [boris], status: "doing" });
  ids.thanks = await playground.add("thanks", { title: "For the talk", from: [boris], to: [who] });
  for (const id of [who, boris])
    await playground.edit(COORDINATOR, "people", id, { showThanks: true, offers: ["SQL"] });
  ids.help = await playground.add("help", {
    question: "How do I test a long list of slow queries?",
    details: QUESTION,
    skill: ["SQL"],
    askedBy: [ids.carla ?? ""],
    programme: [programme],
  });
  const standing = FORM_TEXTS.standing.title[language as "en"].replace("{programme}", "Pairs");
  const form = [...playground.google.state.forms].find(([, one]) => one.info.title === standing)?.[0] ?? "";
  const another = questionTexts("standing").options?.another?.[language as "en"] ?? "";
  const isOf = (title: string) => !/Carla|Dan/.test(title) && title.includes(colleague);
  const say = (from: string, word: string) =>
    playground.google.submitForm(form, {
      respondentEmail: `${from}@example.org`,
      answers: { [questionId("standing")]: [another], [questionId("word")]: [word] },
    });
  for (let day = 1; day <= DAYS; day += 1) {
    const now = THURSDAY + day * DAY;
    playground.clock.set(now);
    if (day === 2) await playground.edit(COORDINATOR, "programmes", programme, { coordinator: [boris] });
    if (day === 3) say("who", "Mine alone");
    if (day === 4) say("carla", QUESTION);
    if (day === 5 || day === 12) {
      const event = (await world.live()).find(one => one.attendees?.some(guest => guest.email === EMAIL));
      if (event !== undefined) await reply(playground, EMAIL, event.id ?? "", "declined");
    }
    if (day === 6)
      for (const row of await world.sessions()) await world.edit("sessions", row.id, { questions: QUESTION });
    if (day === 7)
      await playground.notionOf(COORDINATOR).comments.create({
        parent: {
          page_id: (await world.sessions()).find(row => isOf(String(row.values.title)))?.id ?? "",
        },
        rich_text: [{ text: { content: COMMENT } }],
      });
    if (day === 8) await playground.edit(COORDINATOR, "programmes", programme, { coordinator: [who] });
    expect((await world.runAt(now)).failed).toEqual([]);
    for (const row of await world.sessions()) {
      const when = row.values.when as { end: string } | null;
      if (when !== null && Date.parse(when.end) < now && row.values.status === "planned")
        await playground.edit(COORDINATOR, "sessions", row.id, { status: "met" });
    }
  }
  const written = await writtenByPeople(world);
  const worker = openWorker(playground, world.database);
  const forget = () => worker.ask("/api/forget", { method: "POST", headers, body: JSON.stringify({ email: EMAIL }) });
  playground.clock.set(THURSDAY + DAYS * DAY + HOUR);
  expect((await forget()).status).toBe(202);
  await worker.drain();
  playground.clock.set(THURSDAY + DAYS * DAY + 2 * HOUR);
  const done = await forget();
  const { mentions } = (await done.json()) as Pick<Lived, "mentions">;
  expect(done.status).toBe(200);
  return { world, now: THURSDAY + DAYS * DAY + 2 * HOUR, mentions, written };
}

/** Everything people can look at in Notion and Calendar, without what the simulated Google draws. */
async function shown({ world }: Lived): Promise<[string, string][]> {
  const { google, calendarId } = world.playground;
  const ids = (await allEvents(world.playground)).map(event => event.id ?? "");
  const letters = [...(google.state.calendars.get(calendarId)?.events ?? [])]
    // Of events that were deleted before nothing can be changed; letters go with the person, emptied first.
    .filter(
      ([id, { event }]) => (ids.includes(id) && event.fields.status !== "cancelled") || id.startsWith("krugletter"),
    )
    .map(([id, { event }]) => [id, event.fields.summary, event.fields.description]);
  return [
    ...(await notionSeen(world.playground)),
    ...letters.map(([id, ...words]): [string, string] => [`Calendar, ${id}`, JSON.stringify(words)]),
  ];
}

const differing = (one: [string, string][], other: [string, string][]) => {
  const others = new Map(other);
  return one
    .filter(([place, text]) => others.get(place) !== text)
    .map(([place, text]) => [place, text, others.get(place)]);
};

describe("a person called Will is forgotten", () => {
  test.each([
    // Each marker stands in the alphabet where the name does, for Krug lists people by their names.
    ["Will", "Wiaz", "en", "Will Smith"],
    ["The", "Thaz", "en", "Theodor"],
    ["No", "Nzzyz", "en", "Will"],
    ["Вера", "Веаз", "ru", "Вера Иванова"],
    ["Любов", "Лзз", "uk", "Мая"],
    ["Will Hope", "Wilz Hzz", "bg", "Will"],
    ["will", "wizz", "en", "Boris"],
  ])(
    "or %s: what Krug wrote reads as of somebody called %s, in %s, beside %s, and what people wrote is as it was",
    async (name, marker, language, colleague) => {
      const one = await forgotten(name, language, colleague);
      const other = await forgotten(marker, language, colleague);
      const [seen, beside] = [await shown(one), await shown(other)];
      expect(seen.length).toBeGreaterThan(30);
      expect(differing(seen, beside)).toEqual([]);
      for (const [place, text] of beside) expect([place, text.includes(marker)]).toEqual([place, false]);
      const tables = await openedTables(other.world.database);
      expect(Object.keys(tables).sort()).toEqual(Object.keys(ERASED_FROM).sort());
      for (const [table, rows] of Object.entries(tables)) {
        const traces = [marker, EMAIL, other.world.ids.who ?? ""].filter(trace => rows.includes(trace));
        expect([table, traces]).toEqual([table, []]);
      }
      expect(await writtenByPeople(one.world)).toEqual(one.written);
      const commented = one.mentions.filter(({ where }) => where.includes("comments"));
      if (COMMENT.includes(name)) expect(commented).toHaveLength(1);
      if (QUESTION.includes(name)) expect(one.mentions.map(({ where }) => where.join())).toContain("details");
      expect(other.mentions).toEqual([]);
    },
    120_000,
  );
});
