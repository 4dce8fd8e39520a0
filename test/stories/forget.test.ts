import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { questionId } from "../../src/core/rules/surveys/form.ts";
import { FORM_TEXTS, questionTexts } from "../../src/core/rules/surveys/texts.ts";
import { pointTable } from "../../src/store/figures/points.ts";
import { ERASED_FROM } from "../store/people/erasedFrom.ts";
import type { LocalD1 } from "../world/d1.ts";
import { openedTables } from "../world/kept.ts";
import { openWorker } from "../world/openWorker.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { allEvents, reply } from "../world/people.ts";
import { COORDINATOR } from "../world/playground.ts";
import { BEARER } from "../world/settings.ts";
import { readTable } from "../world/tables.ts";

const EMAIL = "ana@example.org";
const headers = { authorization: `Bearer ${BEARER}`, "content-type": "application/json" };
const TRACE = /ana@example\.org|\bAna\b/i;

function answers(world: PairWorld, name: string, word: string): void {
  const title = FORM_TEXTS.standing.title.en.replace("{programme}", "Pairs");
  const found = [...world.playground.google.state.forms].find(([, form]) => form.info.title === title);
  const another = questionTexts("standing").options?.another?.en ?? "";
  world.playground.google.submitForm(found?.[0] ?? "", {
    respondentEmail: `${name}@example.org`,
    answers: { [questionId("standing")]: [another], [questionId("word")]: [word] },
  });
}

async function firstEventOf(world: PairWorld): Promise<string> {
  const live = await world.live();
  return live.find(event => event.attendees?.some(guest => guest.email === EMAIL))?.id ?? "";
}

/** Seven weeks of Ana, Boris, Carla and Dan: sessions held, goals, thanks, a question, an answer, figures. */
async function livedThrough(days = 49, format = "pair") {
  const world = await openPairWorld({
    people: ["ana", "boris", "carla", "dan"],
    programme: { format, end: { start: "2027-04-30", end: null } },
  });
  const { playground, ids } = world;
  const [ana = "", boris = "", programme = ""] = [ids.ana, ids.boris, ids.programme];
  ids.goal = await playground.add("roadmap", { title: "Learn to test", owner: [ana], status: "doing" });
  ids.shared = await playground.add("roadmap", { title: "Ship the app", owner: [ana, boris], status: "doing" });
  ids.thanks = await playground.add("thanks", { title: "For the talk", from: [boris], to: [ana] });
  await playground.edit(COORDINATOR, "programmes", programme, { coordinator: [boris] });
  for (let day = 1; day <= days; day += 1) {
    const now = THURSDAY + day * DAY;
    playground.clock.set(now);
    // One letter to Boris that names Ana, then one to Ana.
    if (day === 2) answers(world, "ana", "I would like to meet Boris less often");
    // Krug offers another time, and says in a comment who could not.
    if (day === 3) await reply(playground, EMAIL, await firstEventOf(world), "declined");
    if (day === 4) await playground.edit(COORDINATOR, "programmes", programme, { coordinator: [ana] });
    if (day === 5) answers(world, "carla", "A quiet word");
    // Somebody alters the day Ana agreed, which she is told in a letter.
    if (day === 6) await playground.edit(COORDINATOR, "people", ana, { consent: { start: "2027-01-05", end: null } });
    await world.runAt(now);
    for (const row of await world.sessions()) {
      const when = row.values.when as { end: string } | null;
      if (when !== null && Date.parse(when.end) < now && row.values.status === "planned")
        await playground.edit(COORDINATOR, "sessions", row.id, { status: "met" });
    }
  }
  return { world, now: THURSDAY + days * DAY };
}

async function dump(database: LocalD1): Promise<Record<string, string>> {
  const tables = await openedTables(database);
  expect(Object.keys(tables).sort()).toEqual(Object.keys(ERASED_FROM).sort());
  return tables;
}

async function notionHolds(world: PairWorld): Promise<string[]> {
  const found: string[] = [];
  for (const source of Object.keys(world.playground.workspace) as (keyof typeof world.playground.workspace)[])
    for (const row of await readTable(world.playground, source)) {
      if (TRACE.test(JSON.stringify(row.values))) found.push(`${source} ${JSON.stringify(row.values)}`);
      for (const comment of await world.comments(row.id)) if (TRACE.test(comment)) found.push(`${source}: ${comment}`);
    }
  return found;
}

/** Letters as Google keeps them, also those that were deleted. */
function letters(world: PairWorld): string[] {
  const { google, calendarId } = world.playground;
  const plain = (_: string, value: unknown) => (value instanceof Map ? [...value] : value);
  const copies = [...(google.state.calendars.get(calendarId)?.events ?? [])].filter(([id]) =>
    id.startsWith("krugletter"),
  );
  return copies.map(([, { own, event }]) => JSON.stringify([own, event.fields], plain));
}

async function held(world: PairWorld) {
  const events = (await allEvents(world.playground)).filter(event => TRACE.test(JSON.stringify(event)));
  const tables = Object.entries(await dump(world.database)).filter(([, rows]) => TRACE.test(rows));
  return { notion: await notionHolds(world), events, tables: tables.map(([table]) => table) };
}
const NOTHING = { notion: [], events: [], tables: [] };

describe("a person is forgotten", () => {
  test("whole: in Notion, in Calendar and in the database nothing names them, and closed figures stay to the digit", async () => {
    const { world, now } = await livedThrough();
    const { playground, database, ids } = world;
    const worker = openWorker(playground, database);
    const say = () => worker.ask("/api/forget", { method: "POST", headers, body: JSON.stringify({ email: EMAIL }) });
    const closed = async () => {
      const points = [...(await pointTable.list(database)).values()].filter(point => point.period.number === 0);
      return points.sort((a, b) => (a.key < b.key ? -1 : 1));
    };
    expect((await notionHolds(world)).length).toBeGreaterThan(5);
    expect((await notionHolds(world)).join("\n")).toContain("sessions: Ana can’t make it");
    const before = await dump(database);
    for (const table of ["pages", "events", "links", "answers", "outbox"]) expect(before[table]).toMatch(TRACE);

    const shown = await worker.ask(`/api/forget?email=${EMAIL}`, { headers });
    const { counts } = (await shown.json()) as { counts: Record<string, number> };
    expect(counts).toMatchObject({ ownPages: 3, answers: 1 });
    expect(counts.letters).toBeGreaterThan(0);
    expect(await dump(database)).toEqual(before);

    playground.clock.set(now + HOUR);
    const first = await say();
    expect([first.status, ((await first.json()) as { state: string }).state]).toEqual([202, "leaving"]);
    expect((await readTable(playground, "people")).find(row => row.id === ids.ana)?.values.status).toBe("left");
    await worker.drain();
    const points = await closed();
    world.newMails();
    playground.clock.set(now + 2 * HOUR);
    const done = await say();
    expect([done.status, ((await done.json()) as { state: string }).state]).toEqual([200, "erased"]);
    expect(world.newMails()).toEqual([]);

    expect(await held(world)).toEqual(NOTHING);
    expect(letters(world).length).toBeGreaterThan(1);
    for (const letter of letters(world)) expect(letter).not.toMatch(TRACE);
    expect((await worker.ask(`/api/export?email=${EMAIL}`, { headers })).status).toBe(404);

    // Nothing comes back with the runs to come, also with the whole reading of the next days.
    for (let day = 1; day < 10; day += 1) {
      playground.clock.set(now + day * DAY + 3 * HOUR);
      expect((await world.runAt(now + day * DAY + 3 * HOUR)).failed).toEqual([]);
    }
    expect(await held(world)).toEqual(NOTHING);
    expect(await closed()).toEqual(points);
    const shared = (await readTable(playground, "roadmap")).map(row => [row.values.title, row.values.owner]);
    expect(shared).toEqual([["Ship the app", [ids.boris]]]);
  });

  test.each([
    ["in pairs, stopped again and again half-way, with a run in between each time", "pair", 4],
    ["in a circle with recurring events", "circle", 100],
  ])("whole: %s, and nobody is mailed", async (_, format, step) => {
    const { world, now } = await livedThrough(16, format);
    const { playground } = world;
    const worker = openWorker(playground, world.database);
    const say = () => worker.ask("/api/forget", { method: "POST", headers, body: JSON.stringify({ email: EMAIL }) });
    expect((await say()).status).toBe(202);
    await worker.drain();
    world.newMails();
    const reach = playground.fetch;
    let stopped = 0;
    for (let calls = step, isDone = false; !isDone; calls += step) {
      let left = calls;
      playground.fetch = (input, init) => {
        left -= 1;
        if (left < 0) throw new TypeError("fetch failed");
        return reach(input, init);
      };
      const answer = await say();
      playground.fetch = reach;
      isDone = answer.status === 200;
      if (!isDone) stopped += 1;
      const at = now + (2 + stopped) * HOUR;
      expect((await world.runAt(at)).failed).toEqual([]);
      if (stopped > 60) throw new Error(await answer.text());
    }
    expect(stopped).toBeGreaterThan(format === "pair" ? 5 : -1);
    expect(world.newMails()).toEqual([]);
    expect(await held(world)).toEqual(NOTHING);
    expect((await world.database.prepare("SELECT * FROM erasing").all()).results).toEqual([]);
  });

  test("by their address, where somebody deleted their page first", async () => {
    const { world, now } = await livedThrough(9);
    const { playground, ids } = world;
    await playground.notionOf(COORDINATOR).pages.update({ page_id: ids.ana ?? "", in_trash: true });
    expect((await world.runAt(now + DAY + HOUR)).failed).toEqual([]);
    const found = "SELECT count(*) AS n FROM pages WHERE source = 'people' AND instr(content, ?) > 0";
    expect(await world.database.prepare(found).bind(EMAIL).first()).toEqual({ n: 0 });
    const worker = openWorker(playground, world.database);
    const say = () => worker.ask("/api/forget", { method: "POST", headers, body: JSON.stringify({ email: EMAIL }) });
    const done = await say();
    expect([done.status, await done.text()]).toEqual([200, expect.stringContaining("erased")]);
    const tables = Object.entries(await dump(world.database)).filter(([, rows]) => rows.includes(EMAIL));
    expect(tables.map(([table]) => table)).toEqual([]);
    expect(JSON.stringify(await allEvents(playground))).not.toContain(EMAIL);
    expect((await say()).status).toBe(404);
  });

  test("by nobody without the token, and not while a run is under way", async () => {
    const world = await openPairWorld();
    const worker = openWorker(world.playground, world.database);
    const body = JSON.stringify({ email: EMAIL });
    expect((await worker.ask("/api/forget", { method: "POST", body })).status).toBe(401);
    await world.database
      .prepare("UPDATE leases SET holder = 'a run', held_until = ?")
      .bind(Date.now() + 10 * MINUTE)
      .run();
    const answer = await worker.ask("/api/forget", { method: "POST", headers, body });
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining("a run is under way")]);
  });
});
