import { describe, expect, test } from "vitest";
import { HOUR, MINUTE, toIso } from "../../../src/core/domain/values/time.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../../world/pairWorld.ts";
import { move } from "../../world/people.ts";
import { COORDINATOR } from "../../world/playground.ts";
import { expectStill } from "./still.ts";

const LATER = THURSDAY + 2 * HOUR;
const TWELVE = ["ana", "boris", "carla", "dan", "eva", "filip", "goran", "hana", "ivo", "jana", "kiril", "lena"];

async function firstOf(world: PairWorld) {
  const [event] = await world.live();
  const [session] = await world.sessions();
  return { eventId: event?.id ?? "", startsAt: Date.parse(event?.start?.dateTime ?? ""), session: session! };
}

const rename = (world: PairWorld, eventId: string, summary: string) =>
  world.playground.calendarOf(COORDINATOR).events.patch({
    calendarId: world.playground.calendarId,
    eventId,
    sendUpdates: "none",
    requestBody: { summary },
  });

describe("F8: mails", () => {
  const circle = () => openPairWorld({ people: TWELVE, programme: { format: "circle", groupSize: 12, roundWeeks: 4 } });

  test("F8: a run without change mails none of a dozen guests, nor does a new agenda; a moved meeting mails each once", async () => {
    const world = await circle();
    const { startsAt, session } = await firstOf(world);
    await world.runAt(LATER);
    world.newMails();
    for (const minutes of [15, 30]) await expectStill(world.playground, () => world.runAt(LATER + minutes * MINUTE));
    await world.edit("sessions", session.id, { questions: "What have you tried so far?" });
    await world.runAt(LATER + HOUR);
    expect((await world.live())[0]?.description).toContain("What have you tried so far?");
    expect(world.newMails()).toEqual([]);
    const when = { start: toIso(startsAt + HOUR), end: toIso(startsAt + 2 * HOUR) };
    await world.edit("sessions", session.id, { when });
    await world.runAt(LATER + 2 * HOUR);
    expect(world.newMails()).toEqual(TWELVE.map(name => `update ${name}@example.org`));
    await expectStill(world.playground, () => world.runAt(LATER + 3 * HOUR));
  });
});

describe("F17: both sides were edited", () => {
  test("F17: another title here and another time there: both arrive, and neither is swapped for the other's", async () => {
    const world = await openPairWorld();
    const { eventId, startsAt, session } = await firstOf(world);
    await world.edit("sessions", session.id, { title: "How to review" });
    await move(world.playground, "boris@example.org", eventId, HOUR);
    await world.runAt(LATER);
    const page = (await world.sessions()).find(row => row.id === session.id);
    const [event] = await world.live();
    expect([page?.values.title, event?.summary]).toEqual(["How to review", "How to review"]);
    expect(page?.values.when).toMatchObject({ start: toIso(startsAt + HOUR) });
    expect(Date.parse(event?.start?.dateTime ?? "")).toBe(startsAt + HOUR);
    expect(await world.comments(session.id)).toEqual([]);
    await expectStill(world.playground, () => world.runAt(LATER + HOUR));
  });

  test("F17: another title on both: the page's counts, and the other one is kept in a comment", async () => {
    const world = await openPairWorld();
    const { eventId, session } = await firstOf(world);
    await world.edit("sessions", session.id, { title: "How to review" });
    await rename(world, eventId, "Reviews, hands on");
    await world.runAt(LATER);
    const page = (await world.sessions()).find(row => row.id === session.id);
    const [event] = await world.live();
    expect([page?.values.title, event?.summary]).toEqual(["How to review", "How to review"]);
    expect((await world.comments(session.id)).join()).toContain("“Reviews, hands on”");
    await expectStill(world.playground, () => world.runAt(LATER + HOUR));
  });

  test("F17: the same title on both is agreement: it stays, nobody is mailed, and there is nothing to tell", async () => {
    const world = await openPairWorld();
    const { eventId, session } = await firstOf(world);
    await world.runAt(LATER - HOUR);
    await world.edit("sessions", session.id, { title: "How to review" });
    await rename(world, eventId, "How to review");
    world.newMails();
    await world.runAt(LATER);
    expect(world.newMails()).toEqual([]);
    const [event] = await world.live();
    expect([(await world.sessions())[0]?.values.title, event?.summary]).toEqual(["How to review", "How to review"]);
    await expectStill(world.playground, () => world.runAt(LATER + HOUR));
    expect(await world.comments(session.id)).toEqual([]);
  });
});

describe("F26: texts of more than two thousand characters", () => {
  test("F26: long questions, names and titles arrive whole, and the run goes on", async () => {
    const world = await openPairWorld({
      people: TWELVE,
      programme: { format: "circle", groupSize: 12, roundWeeks: 4 },
    });
    const { session } = await firstOf(world);
    const long = (word: string, length: number) =>
      `${word.repeat(Math.ceil(length / word.length)).slice(0, length - 1)}.`;
    for (const name of TWELVE)
      await world.edit("people", world.ids[name] ?? "", { name: `${name} ${long("Longname", 300)}` });
    const questions = long("Why does this test fail? ", 5000);
    await world.edit("sessions", session.id, { questions, title: long("Title ", 2500) });
    await world.edit("people", world.ids.ana ?? "", { hours: long("whenever I like, ", 2400) });
    for (const hours of [0, 1, 2]) {
      const { failed } = await world.runAt(LATER + hours * HOUR);
      expect(failed).toEqual([]);
    }
    const page = (await world.sessions()).find(row => row.id === session.id);
    expect(page?.values.questions).toBe(questions);
    const [event] = await world.live();
    await rename(world, event?.id ?? "", long("A title from Calendar ", 2400));
    expect((await world.runAt(LATER + 150 * MINUTE)).failed).toEqual([]);
    const renamed = (await world.sessions()).find(row => row.id === session.id);
    expect(renamed?.values.title).toBe(long("A title from Calendar ", 2400));
    expect(event?.description).toContain("Why does this test fail? Why does this test fail?");
    await expectStill(world.playground, () => world.runAt(LATER + 3 * HOUR));
  });
});
