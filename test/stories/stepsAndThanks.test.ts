import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { questionId } from "../../src/core/rules/surveys/form.ts";
import { FORM_TEXTS, questionTexts } from "../../src/core/rules/surveys/texts.ts";
import { openWorker } from "../world/openWorker.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { allEvents } from "../world/people.ts";
import { COORDINATOR } from "../world/playground.ts";
import { BEARER } from "../world/settings.ts";
import { readTable } from "../world/tables.ts";

const option = (key: "stepFrom" | "thanksTold", name: string) => questionTexts(key).options?.[name]?.en ?? "";

/** What somebody says of a meeting in the form that the invitation leads to. */
async function answer(world: PairWorld, email: string, sessionId: string, said: Record<string, string>): Promise<void> {
  const { google } = world.playground;
  const title = FORM_TEXTS.feedback.title.en.replace("{programme}", "Pairs");
  const [id = ""] = [...google.state.forms].find(([, form]) => form.info.title === title) ?? [];
  const session = (await world.sessions()).find(row => row.id === sessionId);
  const code = new URL(String(session?.values.feedback)).search.split("=").at(-1) ?? "";
  const met = questionTexts("met").options?.all?.en ?? "";
  const answers = Object.entries({ code, met, ...said }).map(([key, value]) => [questionId(key), [value]]);
  google.submitForm(id, { respondentEmail: email, answers: Object.fromEntries(answers) });
}

/** What stands in somebody's calendar for them alone. */
async function notesTo(world: PairWorld, email: string): Promise<string[]> {
  const events = await allEvents(world.playground);
  return events
    .filter(({ id, status }) => id?.startsWith("krugletter") === true && status !== "cancelled")
    .filter(({ attendees }) => attendees?.length === 1 && attendees[0]?.email === email)
    .map(({ description }) => description ?? "");
}

/** Ana and Boris, who meet weekly for four weeks, right after their first meeting. */
async function afterFirstMeeting(pages: Record<string, Record<string, boolean>> = {}) {
  const world = await openPairWorld({ programme: { roundWeeks: 4 }, pages });
  const goal = await world.playground.add("roadmap", {
    title: "Tests for the sign-in form",
    owner: [world.ids.ana ?? ""],
    status: "todo",
  });
  const sessions = (await world.sessions())
    .map(({ id, values }) => ({ id, ...(values.when as { start: string; end: string }) }))
    .sort((a, b) => (a.start < b.start ? -1 : 1));
  const [first, second] = sessions;
  if (first === undefined || second === undefined) throw new Error("they meet at least twice");
  await world.runAt(THURSDAY + HOUR);
  const over = Date.parse(first.end);
  await world.runAt(over + MINUTE);
  world.newMails();
  const agenda = async () => {
    const event = (await world.live()).find(one => Date.parse(one.start?.dateTime ?? "") === Date.parse(second.start));
    return event?.description ?? "";
  };
  return { world, goal, first, second, over, agenda };
}

describe("what comes of a meeting", () => {
  test("advice becomes a step, stands in the next agenda, is ticked, and whoever gave it hears of it; nobody is mailed", async () => {
    const { world, goal, first, second, over, agenda } = await afterFirstMeeting();
    await world.edit("sessions", first.id, { nextSteps: "Boris: send the link\nAna & Boris choose a date" });
    await answer(world, "ana@example.org", first.id, {
      recommended: "Read the old tests first",
      stepFrom: option("stepFrom", "page_told"),
    });
    for (const minutes of [60, 95]) await world.runAt(over + minutes * MINUTE);
    const steps = await readTable(world.playground, "steps");
    expect(steps.map(({ values: { title, owner } }) => [title, (owner as string[]).length])).toEqual(
      expect.arrayContaining([
        ["send the link", 1],
        ["Ana & Boris choose a date", 2],
        ["Read the old tests first", 1],
      ]),
    );
    const advice = steps.find(({ values }) => values.title === "Read the old tests first");
    expect(advice?.values.goal).toEqual([goal]);
    await world.runAt(over + DAY);
    expect(await agenda()).toContain("Steps you agreed on");
    expect((await agenda()).indexOf("- Ana: Read the old tests first")).toBeLessThan(
      (await agenda()).indexOf("Goals:"),
    );
    expect(await agenda()).not.toContain("New since you last met");

    await world.playground.edit("ana@example.org", "steps", advice?.id ?? "", { done: true });
    await world.playground.edit("ana@example.org", "roadmap", goal, { status: "doing", progress: 0.2 });
    await world.runAt(over + DAY + 10 * MINUTE);
    expect(await agenda()).not.toContain("Read the old tests first");
    await world.runAt(Date.parse(second.start) - 20 * HOUR);
    expect(await agenda()).toContain(
      "New since you last met:\n- Ana: Tests for the sign-in form (in progress, before: to do; 20% done)",
    );
    expect(await agenda()).toContain("- Done. Ana: Read the old tests first");
    expect((await notesTo(world, "boris@example.org")).join()).toContain("Ana has done what you talked about");
    expect(await notesTo(world, "ana@example.org")).toEqual([]);
    expect(world.newMails()).toEqual([]);
    expect((await readTable(world.playground, "steps")).length).toBe(3);
  });

  test("steps and what is new are told to nobody whom somebody puts on the event: neither to a stranger nor to a colleague; they come back", async () => {
    const { world, first, second, over, agenda } = await afterFirstMeeting();
    await world.playground.add("people", { name: "Carla", email: "carla@example.org", zone: "Europe/Berlin" });
    await world.edit("sessions", first.id, { nextSteps: "Boris: send the link" });
    for (const minutes of [60, 95]) await world.runAt(over + minutes * MINUTE);
    await world.runAt(over + DAY);
    expect(await agenda()).toContain("- Boris: send the link");
    const id = async () =>
      (await world.live()).find(one => Date.parse(one.start?.dateTime ?? "") === Date.parse(second.start))?.id ?? "";
    const guests = ["ana@example.org", "boris@example.org"].map(email => ({ email }));
    const put = async (attendees: { email: string }[]) => {
      const { calendarId } = world.playground;
      const change = { calendarId, eventId: await id(), sendUpdates: "none", requestBody: { attendees } };
      await world.playground.calendarOf(COORDINATOR).events.patch(change);
    };
    let later = over + DAY;
    const runTwice = async () => {
      for (const _ of [1, 2]) {
        later += 10 * MINUTE;
        await world.runAt(later);
      }
    };
    for (const stranger of ["carla@example.org", "guest@elsewhere.example"]) {
      await put([...guests, { email: stranger }]);
      await runTwice();
      expect(await agenda()).not.toContain("send the link");
      await put(guests);
      await runTwice();
      expect(await agenda()).toContain("- Boris: send the link");
    }
  });

  test("thanks from the form reach whoever is thanked, once and without a mail; shown to all where both agree", async () => {
    const { world, first, over } = await afterFirstMeeting({ boris: { showThanks: true } });
    await answer(world, "ana@example.org", first.id, { thanks: "Boris, for the tests" });
    await answer(world, "boris@example.org", first.id, {
      thanks: "Ana, for her patience",
      thanksTold: option("thanksTold", "shown"),
    });
    for (const days of [1, 2, 9]) await world.runAt(over + days * DAY);
    expect((await notesTo(world, "boris@example.org")).join()).toContain("Thanks from Ana: “Boris, for the tests”");
    expect((await notesTo(world, "ana@example.org")).join()).toContain("Thanks from Boris: “Ana, for her patience”");
    expect([...(await notesTo(world, "boris@example.org")), ...(await notesTo(world, "ana@example.org"))]).toHaveLength(
      2,
    );
    expect(await readTable(world.playground, "thanks")).toEqual([]);
    expect(world.newMails().filter(mail => !mail.startsWith("invitation"))).toEqual([]);
    await world.edit("people", world.ids.ana ?? "", { showThanks: true });
    await world.runAt(over + 10 * DAY);
    expect((await readTable(world.playground, "thanks")).map(({ values }) => values.title)).toEqual([
      "Ana, for her patience",
    ]);
  });

  test("thanks go with whoever gave them and with whoever they were for", async () => {
    const { world, first, over } = await afterFirstMeeting();
    await answer(world, "ana@example.org", first.id, { thanks: "Boris, for the tests" });
    await answer(world, "boris@example.org", first.id, { thanks: "Ana, for zzpatience", useful: "4" });
    for (const days of [1, 2]) await world.runAt(over + days * DAY);
    expect(await notesTo(world, "boris@example.org")).toHaveLength(1);
    const worker = openWorker(world.playground, world.database);
    const headers = { authorization: `Bearer ${BEARER}`, "content-type": "application/json" };
    const forget = () =>
      worker.ask("/api/forget", { method: "POST", headers, body: JSON.stringify({ email: "ana@example.org" }) });
    for (let time = 0; time < 4; time += 1) {
      await forget();
      await world.runAt(over + 3 * DAY + time * 10 * MINUTE);
    }
    expect(await notesTo(world, "boris@example.org")).toEqual([]);
    const { results } = await world.database.prepare("SELECT content FROM answers").all<{ content: string }>();
    expect(results).toHaveLength(1);
    expect(results.join()).not.toContain("zzpatience");
    expect(results[0]?.content).not.toContain("zzpatience");
  });
});
