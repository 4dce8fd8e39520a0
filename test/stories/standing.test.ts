import { describe, expect, test } from "vitest";
import { parseLetterId } from "../../src/core/domain/letter.ts";
import { DAY, HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import type { AnswerTo } from "../../src/core/rules/surveys/answers.ts";
import { questionId } from "../../src/core/rules/surveys/form.ts";
import { FORM_TEXTS, questionTexts } from "../../src/core/rules/surveys/texts.ts";
import { run } from "../../src/run/run.ts";
import { openD1 } from "../world/d1.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { allEvents } from "../world/people.ts";
import { COORDINATOR } from "../world/playground.ts";
import { readTable } from "../world/tables.ts";

const LATER = THURSDAY + 2 * HOUR;
const FOUR = ["ana", "boris", "carla", "dan"];
const address = (name: string) => `${name}@example.org`;

const formOf = (world: PairWorld) => {
  const title = FORM_TEXTS.standing.title.en.replace("{programme}", "Pairs");
  const found = [...world.playground.google.state.forms].find(([, form]) => form.info.title === title);
  if (found === undefined) throw new Error("there is no standing form");
  return found[0];
};

/** Somebody fills in the standing form; a response id edits what they sent before. */
function says(
  world: PairWorld,
  name: string,
  what: NonNullable<AnswerTo<"standing">["standing"]>,
  more: Record<string, string> = {},
  responseId?: string,
) {
  const answers = Object.fromEntries(
    Object.entries({ standing: questionTexts("standing").options?.[what]?.en ?? "", ...more }).map(([key, value]) => [
      questionId(key),
      [value],
    ]),
  );
  const submission = { respondentEmail: address(name), answers, ...(responseId === undefined ? {} : { responseId }) };
  return world.playground.google.submitForm(formOf(world), submission);
}

const person = async (world: PairWorld, name: string) =>
  (await readTable(world.playground, "people")).find(row => row.id === world.ids[name]);
const withGuest = async (world: PairWorld, name: string) =>
  (await world.live()).filter(event => event.attendees?.some(guest => guest.email === address(name)));
/** Runs now and once more, which must find nothing to do. */
async function settle(world: PairWorld, at: number) {
  const { done, failed } = await world.runAt(at);
  expect(failed).toEqual([]);
  expect((await world.runAt(at + 5 * MINUTE)).done).toEqual({});
  return done;
}

describe("the standing form", () => {
  test("is linked in every invitation, with the meeting's code filled in", async () => {
    const world = await openPairWorld();
    const [event] = await world.live();
    expect(event?.description).toMatch(
      /tell the coordinator something privately: http\S+entry\.\d+=[2-9A-Z]{6} No reason is needed\./,
    );
  });

  test("skip: the pair's meeting is offered at another time, once, as if it had been declined", async () => {
    const world = await openPairWorld();
    const [before] = await world.live();
    world.playground.clock.set(LATER);
    says(world, "ana", "skip");
    await settle(world, LATER + 5 * MINUTE);
    const [after, ...others] = await world.live();
    expect(others).toEqual([]);
    expect(after?.id).toBe(before?.id);
    expect(after?.start?.dateTime).not.toBe(before?.start?.dateTime);
    expect(world.newMails()).toEqual(["update ana@example.org", "update boris@example.org"]);
    const [session] = await world.sessions();
    expect(await world.comments(session?.id ?? "")).toHaveLength(1);
  });

  test("skip: where there is no other time the pair's meeting is called off", async () => {
    const world = await openPairWorld();
    const [session] = await world.sessions();
    for (const name of ["ana", "boris"])
      await world.playground.calendarOf(address(name)).events.insert({
        calendarId: "primary",
        requestBody: {
          summary: "Busy",
          start: { dateTime: "2027-01-08T00:00:00Z" },
          end: { dateTime: "2027-01-18T00:00:00Z" },
        },
      });
    world.playground.clock.set(LATER);
    says(world, "ana", "skip");
    await settle(world, LATER + 5 * MINUTE);
    expect(await world.live()).toEqual([]);
    expect((await readTable(world.playground, "sessions")).find(row => row.id === session?.id)?.values.status).toBe(
      "cancelled",
    );
    expect(world.newMails()).toEqual(["cancellation ana@example.org", "cancellation boris@example.org"]);
  });

  test("skip: in a circle the others meet, and only who skips is told", async () => {
    const world = await openPairWorld({ people: FOUR, programme: { format: "circle", everyWeeks: 1, roundWeeks: 2 } });
    const before = await world.live();
    expect(before[0]?.attendees).toHaveLength(4);
    world.playground.clock.set(LATER);
    says(world, "ana", "skip");
    await settle(world, LATER + 5 * MINUTE);
    const after = await world.live();
    expect(after.map(event => event.start)).toEqual(before.map(event => event.start));
    expect(after.map(event => event.attendees?.length)).toEqual([3, ...before.slice(1).map(() => 4)]);
    expect(world.newMails()).toEqual(["cancellation ana@example.org"]);
  });

  test("pause until a day: the person is out of the meetings until then, and back after it", async () => {
    const world = await openPairWorld({ people: ["ana", "boris", "carla"], programme: { roundWeeks: 1 } });
    world.playground.clock.set(LATER);
    says(world, "ana", "pause", { until: "2027-01-20" });
    await settle(world, LATER + 5 * MINUTE);
    expect((await person(world, "ana"))?.values).toMatchObject({
      away: { start: "2027-01-20", end: null },
      status: null,
    });
    expect(await withGuest(world, "ana")).toEqual([]);
    expect(await withGuest(world, "boris")).toHaveLength(1);
    for (const day of [7, 14, 21]) await world.runAt(THURSDAY + day * DAY);
    const starts = (await withGuest(world, "ana")).map(event => event.start?.dateTime ?? "");
    expect(starts.length).toBeGreaterThan(0);
    for (const start of starts) expect(start > "2027-01-21").toBe(true);
  });

  test("pause without a day lasts until they say they are back", async () => {
    const world = await openPairWorld({ people: ["ana", "boris", "carla"] });
    world.playground.clock.set(LATER);
    says(world, "ana", "pause");
    await settle(world, LATER + 5 * MINUTE);
    expect((await person(world, "ana"))?.values.status).toBe("paused");
    expect(await withGuest(world, "ana")).toEqual([]);
    world.playground.clock.set(LATER + HOUR);
    says(world, "ana", "pause", { until: "2027-01-06" });
    await settle(world, LATER + HOUR + 5 * MINUTE);
    expect((await person(world, "ana"))?.values).toMatchObject({ status: "active", away: null });
    expect(await withGuest(world, "ana")).toHaveLength(1);
  });

  test("leave: out of this programme alone, whatever others they are in, and later pages stay as people make them", async () => {
    const world = await openPairWorld({ people: ["ana", "boris", "carla"] });
    const other = await world.playground.add("programmes", { name: "Circle", status: "draft" });
    await world.edit("people", world.ids.ana ?? "", { programmes: [world.ids.programme ?? "", other] });
    world.playground.clock.set(LATER);
    says(world, "ana", "leave");
    await settle(world, LATER + 5 * MINUTE);
    expect((await person(world, "ana"))?.values).toMatchObject({ programmes: [other], status: null });
    expect(await withGuest(world, "ana")).toEqual([]);
    await world.edit("people", world.ids.ana ?? "", { programmes: [world.ids.programme ?? "", other] });
    await world.runAt(LATER + HOUR);
    expect((await person(world, "ana"))?.values.programmes).toHaveLength(2);
  });

  test("two wishes at once are both followed, and a later edit of one takes its place", async () => {
    const world = await openPairWorld({ people: FOUR });
    world.playground.clock.set(LATER);
    const { responseId } = says(world, "ana", "pause", { until: "2027-01-20" });
    await settle(world, LATER + 5 * MINUTE);
    world.playground.clock.set(LATER + HOUR);
    says(world, "ana", "pause", { until: "2027-01-15" }, responseId);
    says(world, "boris", "leave");
    await settle(world, LATER + HOUR + 5 * MINUTE);
    expect((await person(world, "ana"))?.values.away).toEqual({ start: "2027-01-15", end: null });
    expect((await person(world, "boris"))?.values.programmes).toEqual([]);
  });

  test("a quiet word goes to the coordinator alone, by letter, and nowhere into Notion", async () => {
    const world = await openPairWorld({ people: FOUR, others: ["maria"] });
    world.ids.maria = await world.playground.add("people", {
      name: "Maria",
      email: address("maria"),
      zone: "Europe/Berlin",
      hours: "9-17",
    });
    await world.edit("programmes", world.ids.programme ?? "", { coordinator: [world.ids.maria] });
    world.playground.connection.coordinators = [address("maria")];
    world.playground.clock.set(LATER);
    const secret = "Dan speaks over everybody, could you talk to him?";
    says(world, "carla", "word", { word: secret });
    await settle(world, LATER + 5 * MINUTE);
    const letters = (await allEvents(world.playground)).filter(event => parseLetterId(event.id ?? "") !== null);
    expect(letters).toHaveLength(1);
    expect(letters[0]).toMatchObject({ summary: "Pairs: for the coordinator", visibility: "private" });
    expect(letters[0]?.attendees?.map(guest => guest.email)).toEqual([address("maria")]);
    expect(letters[0]?.description).toContain(`Carla: “${secret}”`);
    for (const source of ["people", "programmes", "groups", "sessions", "surveys"] as const)
      expect(JSON.stringify(await readTable(world.playground, source))).not.toContain("speaks over");
    expect(world.newMails()).toEqual(["invitation maria@example.org"]);

    world.playground.clock.set(LATER + HOUR);
    says(world, "boris", "leave");
    await world.runAt(LATER + HOUR + 5 * MINUTE);
    expect(world.newMails().filter(mail => mail.endsWith(address("maria")))).toEqual([]);
    await world.runAt(THURSDAY + 4 * DAY);
    const all = (await allEvents(world.playground)).filter(event => parseLetterId(event.id ?? "") !== null);
    expect(all.map(event => event.description).join()).toContain("Boris: left the programme.");
    expect(all).toHaveLength(2);
  });

  test("who used it can't be found out by giving their page another address, or by putting it in the trash", async () => {
    const world = await openPairWorld({ people: FOUR });
    world.playground.clock.set(LATER);
    says(world, "carla", "word", { word: "Dan speaks over everybody" });
    await settle(world, LATER + 5 * MINUTE);
    const shown = async () => {
      const survey = (await readTable(world.playground, "surveys")).find(row => row.values.kind === "standing");
      return [survey?.values.answers, survey?.values.krugSays];
    };
    const before = await shown();
    expect(before[0]).toBe(1);
    await world.edit("people", world.ids.carla ?? "", { email: "c@elsewhere.example" });
    await world.runAt(LATER + HOUR);
    expect(await shown()).toEqual(before);
    await world.edit("people", world.ids.carla ?? "", { email: address("carla") });
    await world.runAt(LATER + 2 * HOUR);
    const page = { page_id: world.ids.carla ?? "", in_trash: true };
    await world.playground.notionOf(COORDINATOR).pages.update(page);
    await world.runAt(LATER + 3 * HOUR);
    await world.runAt(LATER + 4 * HOUR);
    expect(await person(world, "carla")).toBeUndefined();
    expect(await shown()).toEqual(before);
  });

  test("a quiet word is not lost because somebody gave the page of who said it another address", async () => {
    const world = await openPairWorld({ people: [...FOUR, "maria"] });
    world.playground.connection.coordinators = [address("maria")];
    await world.edit("programmes", world.ids.programme ?? "", { coordinator: [world.ids.maria ?? ""] });
    world.playground.clock.set(LATER);
    says(world, "carla", "word", { word: "Dan speaks over everybody" });
    await world.edit("people", world.ids.carla ?? "", { email: "c@elsewhere.example" });
    await world.runAt(LATER + 5 * MINUTE);
    await world.runAt(LATER + HOUR);
    const told = (await allEvents(world.playground)).filter(event => /speaks over/.test(event.description ?? ""));
    expect(told.map(event => event.attendees?.map(guest => guest.email))).toEqual([[address("maria")]]);
  });

  test("a stranger's answer is reported and followed by nothing", async () => {
    const world = await openPairWorld({ others: ["zoe"] });
    world.playground.clock.set(LATER);
    says(world, "zoe", "leave");
    const done = await settle(world, LATER + 5 * MINUTE);
    expect(done).toEqual({ update_page: 1 });
    const survey = (await readTable(world.playground, "surveys")).find(row => row.values.kind === "standing");
    expect(survey?.values.krugSays).toContain("zoe@example.org");
  });

  test("what was done is not done again when the database is lost", async () => {
    const world = await openPairWorld({ people: FOUR });
    world.playground.clock.set(LATER);
    says(world, "ana", "leave");
    await settle(world, LATER + 5 * MINUTE);
    world.playground.clock.set(LATER + HOUR);
    await world.edit("people", world.ids.ana ?? "", { programmes: [world.ids.programme ?? ""] });
    await world.runAt(LATER + HOUR + MINUTE);
    const at = LATER + 2 * HOUR;
    world.playground.clock.set(at);
    const outside = { sql: openD1(), wallNow: Date.now, fetch: world.playground.fetch };
    expect((await run(world.playground.connection, outside, { now: at, reason: "test" })).report.failed).toEqual([]);
    expect((await person(world, "ana"))?.values.programmes).toEqual([world.ids.programme]);
  });
});
