import { describe, expect, test } from "vitest";
import { parseLetterId } from "../../src/core/domain/letter.ts";
import { DAY, HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { allEvents, reply } from "../world/people.ts";
import { readPage } from "../world/tables.ts";

const address = (name: string) => `${name}@example.org`;
const FOUR = ["ana", "boris", "carla", "dan"];

/** Days go by: everybody but those named replies to what they are invited to. */
async function live(world: PairWorld, from: number, days: number, silent: readonly string[]): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    const at = from + day * DAY;
    await world.runAt(at);
    world.playground.clock.set(at + HOUR);
    for (const event of await world.live())
      for (const guest of event.attendees ?? []) {
        const isTheirs = FOUR.some(name => address(name) === guest.email && !silent.includes(name));
        if (isTheirs && guest.responseStatus === "needsAction")
          await reply(world.playground, guest.email ?? "", event.id ?? "", "accepted");
      }
  }
}
const lettersTo = async (world: PairWorld, name: string) =>
  (await allEvents(world.playground)).filter(event => parseLetterId(event.id ?? "")?.personId === world.ids[name]);
const status = async (world: PairWorld, name: string) =>
  (await readPage(world.playground, "people", world.ids[name] ?? ""))?.values.status;
const withGuest = async (world: PairWorld, name: string, from: number) =>
  (await world.live()).filter(
    event =>
      Date.parse(event.start?.dateTime ?? "") > from &&
      parseLetterId(event.id ?? "") === null &&
      event.attendees?.some(guest => guest.email === address(name)),
  );

describe("somebody who goes quiet", () => {
  test("is asked once, paused a week later, and back with the first sign; the others hear nothing of it", async () => {
    const world = await openPairWorld({ people: FOUR, programme: { end: { start: "2027-04-04", end: null } } });
    const third = Date.parse("2027-01-25T08:00:00Z");
    await live(world, THURSDAY + DAY, 18, ["ana"]);
    const asked = await lettersTo(world, "ana");
    expect(asked.map(letter => letter.summary)).toEqual(["Pairs: still in?"]);
    expect(asked[0]?.description).toContain("Decline it, and we’ll pause your meetings until you tell us.");
    expect(asked[0]?.description).toMatch(/To leave, or for anything else: https?:\/\/\S+/);
    expect(await status(world, "ana")).toBeNull();

    await live(world, third + DAY, 8, ["ana"]);
    expect(await status(world, "ana")).toBe("paused");
    const page = await readPage(world.playground, "people", world.ids.ana ?? "");
    expect(page?.values.krugSays).toMatch(/^On a break since/);
    expect(await withGuest(world, "ana", third + 9 * DAY)).toEqual([]);
    for (const name of ["boris", "carla", "dan"]) expect(await lettersTo(world, name)).toEqual([]);

    world.playground.clock.set(third + 10 * DAY);
    await reply(world.playground, address("ana"), asked[0]?.id ?? "", "accepted");
    const back = third + 10 * DAY + 10 * MINUTE;
    await world.runAt(back);
    expect(await status(world, "ana")).toBe("active");
    expect((await readPage(world.playground, "people", world.ids.ana ?? ""))?.values.krugSays).toBe("");
    await live(world, back + DAY, 4, []);
    expect((await withGuest(world, "ana", back)).length).toBeGreaterThan(0);
    const mails = world.playground.google.outbox.filter(
      mail => mail.to === address("ana") && mail.summary.includes("still in?") && mail.kind === "invitation",
    );
    expect(mails).toHaveLength(1);
  });
});

describe("a partner left alone", () => {
  test("is with others in the same run, and only those concerned are mailed", async () => {
    const world = await openPairWorld({ people: FOUR });
    const groups = (await world.live()).map(event => (event.attendees ?? []).map(guest => guest.email ?? ""));
    const partner = groups.find(guests => guests.includes(address("ana")))?.find(email => email !== address("ana"));
    await world.edit("people", world.ids.ana ?? "", { status: "left" });
    await world.runAt(THURSDAY + 2 * HOUR);
    const meetings = (await world.live()).filter(({ id }) => parseLetterId(id ?? "") === null);
    const [event, ...others] = meetings;
    expect(others).toEqual([]);
    expect(event?.attendees?.map(guest => guest.email).sort()).toEqual(["boris", "carla", "dan"].map(address));
    expect((await world.runAt(THURSDAY + 3 * HOUR)).done).toEqual({});
    const mails = world.newMails();
    // Somebody set Ana's page to left: the letter tells her, should it not have been herself.
    expect(mails.filter(mail => mail.endsWith(address("ana")))).toEqual([
      "cancellation ana@example.org",
      "invitation ana@example.org",
    ]);
    expect((await lettersTo(world, "ana")).map(letter => letter.summary)).toEqual(["Pairs: your page was changed"]);
    expect(mails.filter(mail => mail.endsWith(partner ?? "?"))).toEqual([
      `cancellation ${partner}`,
      `invitation ${partner}`,
    ]);
    expect(mails.filter(mail => mail.startsWith("update"))).toHaveLength(2);
    expect(mails).toHaveLength(6);
  });

  test("whom nobody can take hears that they are not in this round, never why, and nothing more", async () => {
    const world = await openPairWorld({ programme: { roundWeeks: 2 } });
    await world.edit("people", world.ids.ana ?? "", { status: "left" });
    await live(world, THURSDAY + 2 * HOUR, 9, []);
    const letters = await lettersTo(world, "boris");
    expect(letters.map(letter => letter.summary)).toEqual(["Pairs: this round"]);
    expect(letters[0]?.description).toContain("The next round begins on");
    expect(letters[0]?.description).not.toMatch(/Ana|left/);
    expect((await lettersTo(world, "ana")).map(letter => letter.summary)).toEqual(["Pairs: your page was changed"]);
  });
});

describe("what people change is followed by what is to come, and what was stays", () => {
  test("a new level, another programme and another capacity count from the next groups on", async () => {
    const world = await openPairWorld({
      people: FOUR,
      programme: { matching: "best_fit", end: { start: "2027-03-07", end: null } },
    });
    for (const name of FOUR) await world.edit("people", world.ids[name] ?? "", { level: 2 });
    await live(world, THURSDAY + DAY, 4, []);
    const first = (await world.sessions()).map(session => [session.id, session.values.title, session.values.when]);
    const circle = await world.playground.add("programmes", {
      name: "Circle",
      status: "active",
      format: "circle",
      zone: "Europe/Berlin",
      language: "en",
      feedbackOnly: true,
      start: { start: "2027-01-18", end: null },
      end: { start: "2027-03-07", end: null },
    });
    const at = Date.parse("2027-01-13T08:00:00Z");
    world.playground.clock.set(at);
    await world.edit("people", world.ids.ana ?? "", { level: 5 });
    await world.edit("people", world.ids.boris ?? "", { sessionsAWeek: 0 });
    for (const name of ["ana", "carla", "dan"])
      await world.edit("people", world.ids[name] ?? "", { programmes: [world.ids.programme ?? "", circle] });
    await live(world, at + HOUR, 10, []);
    const later = await world.sessions();
    for (const [id, title, when] of first.filter(([, , when]) => JSON.stringify(when) < '{"start":"2027-01-13'))
      expect(later.find(session => session.id === id)?.values).toMatchObject({ title, when });
    const coming = later.filter(session => JSON.stringify(session.values.when) > '{"start":"2027-01-16');
    const titles = coming.filter(({ values }) => values.status === "planned").map(({ values }) => String(values.title));
    // Three levels apart nobody is put together with Ana by fit; who takes no session is in none; the circle meets.
    expect(titles.some(title => title.includes("Boris"))).toBe(false);
    expect(titles).toContain("Carla & Dan");
    expect(titles).toContain("Ana, Carla & Dan");
    expect(titles.filter(title => title.includes("Ana")).every(title => title === "Ana, Carla & Dan")).toBe(true);
  });
});
