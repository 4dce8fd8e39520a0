import { expect, test } from "vitest";
import { SOURCE_KEYS } from "../../src/core/domain/values/row.ts";
import { DAY, HOUR } from "../../src/core/domain/values/time.ts";
import { pagesOf } from "../faults/looks.ts";
import { standingOn } from "../world/bodies.ts";
import { openWorker } from "../world/openWorker.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { allEvents } from "../world/people.ts";
import { BEARER } from "../world/settings.ts";

const EMAIL = "ana@example.org";
const OTTO = "otto@example.org";
const DAYS = 16;
const headers = { authorization: `Bearer ${BEARER}`, "content-type": "application/json" };
/** What Ana wrote or is called, as Krug may repeat it. */
const TRACE = /\bAna\b|ana@example|zzstep|zzgoal|zzthanks|zzanswer/i;

/** Ana and Boris, with what of Ana's comes to stand on others' pages; some days later. */
async function lived(): Promise<PairWorld> {
  const world = await openPairWorld({
    bodies: true,
    others: ["otto"],
    pages: {
      ana: { offers: ["Testing"], showThanks: true, showPlan: true },
      boris: { seeks: ["Testing"], showThanks: true, showPlan: true },
    },
    programme: { roundWeeks: 4, everyWeeks: 1, end: { start: "2027-04-30", end: null } },
  });
  const { playground, ids } = world;
  const [ana = "", boris = ""] = [ids.ana, ids.boris];
  const goal = { status: "doing", skill: ["Testing"], owner: [boris] };
  await playground.add("roadmap", { ...goal, title: "Learn to test" });
  ids.reached = await playground.add("roadmap", { ...goal, title: "Test it once" });
  await playground.add("roadmap", { title: "Zzgoal", owner: [ana], status: "doing" });
  await playground.add("thanks", { title: "Zzthanks", from: [ana], to: [boris] });
  await playground.add("answers", { question: "How to begin?", answer: "Zzanswer", by: [ana], skill: ["Testing"] });
  await playground.add("experts", { name: "Ana", email: EMAIL, skill: ["Testing"] });
  for (let day = 1; day <= DAYS; day += 1) {
    const now = THURSDAY + day * DAY;
    playground.clock.set(now);
    if (day === 6) {
      const [first] = (await world.sessions()).sort((a, b) => startOf(a) - startOf(b));
      await world.edit("sessions", first?.id ?? "", { nextSteps: "Ana: zzstep by Friday\nBoris: read it" });
    }
    if (day === 9) await playground.edit("boris@example.org", "roadmap", ids.reached, { status: "done" });
    if (day === DAYS - 1) await bringAlong(world, now);
    expect((await world.runAt(now)).failed).toEqual([]);
  }
  return world;
}

/** Boris puts somebody from outside on the next event. */
async function bringAlong(world: PairWorld, now: number): Promise<void> {
  const event = (await world.live()).find(({ start }) => Date.parse(start?.dateTime ?? "") > now);
  const attendees = [...(event?.attendees ?? []), { email: OTTO }];
  await world.playground
    .calendarOf("boris@example.org")
    .events.patch({ calendarId: "primary", eventId: event?.id ?? "", requestBody: { attendees } });
}

const startOf = ({ values }: { values: object }) =>
  Date.parse((values as { when: { start: string } | null }).when?.start ?? "");

/** The lines on pages that are not in the trash, in which anything of Ana's stands, by table. */
function traces({ playground }: PairWorld): Record<string, string[]> {
  const found = SOURCE_KEYS.map(source => {
    const lines = pagesOf(playground, source).flatMap(({ id }) => standingOn(playground, id));
    return [source, lines.filter(line => TRACE.test(line))] as const;
  });
  return Object.fromEntries(found.filter(([, lines]) => lines.length > 0));
}

test("in the bodies of goals, sessions, groups and people nothing of somebody who was forgotten stays, and the rest does", async () => {
  const world = await lived();
  const { playground } = world;
  const before = traces(world);
  expect(before.roadmap?.join()).toContain("Ana");
  expect(before.sessions?.join()).toContain("zzstep");
  expect(before.people?.join()).toMatch(/Zzthanks/);
  const worker = openWorker(playground, world.database);
  // Somebody from outside has the event, and nothing of what stands in tables and on pages.
  const own = await playground.calendarOf(OTTO).events.list({ calendarId: "primary", showDeleted: true });
  expect(own.data.items).toHaveLength(1);
  const told = JSON.stringify([own.data.items, playground.google.outbox.filter(({ to }) => to === OTTO)]);
  expect(told).not.toMatch(/zzstep|zzgoal|zzthanks|zzanswer|read it|Learn to test|Krug keeps this box|Ground rules/i);
  const handed = await (await worker.ask(`/api/export?email=${EMAIL}`, { headers })).text();
  for (const word of ["zzstep", "Zzgoal", "Zzthanks", "Zzanswer", "experts"]) expect(handed).toContain(word);
  const forget = () => worker.ask("/api/forget", { method: "POST", headers, body: JSON.stringify({ email: EMAIL }) });
  const now = THURSDAY + DAYS * DAY;
  playground.clock.set(now + HOUR);
  expect((await forget()).status).toBe(202);
  await worker.drain();
  world.newMails();
  playground.clock.set(now + 2 * HOUR);
  expect((await forget()).status).toBe(200);
  for (let hour = 3; hour < 6; hour += 1) expect((await world.runAt(now + hour * HOUR)).failed).toEqual([]);
  expect(traces(world)).toEqual({});
  const lines = pagesOf(playground, "sessions").flatMap(({ id }) => standingOn(playground, id));
  expect(lines.join("\n")).toContain("read it");
  expect(JSON.stringify(await allEvents(playground))).not.toMatch(/zzstep/);
  expect(world.newMails()).toEqual([]);
});
