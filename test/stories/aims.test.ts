import { expect, test } from "vitest";
import { DAY, HOUR } from "../../src/core/domain/values/time.ts";
import { chatTable } from "../../src/store/runs/chats.ts";
import { ChatSimulator } from "../simulators/chats.ts";
import { bodyOf } from "../world/bodies.ts";
import { openPairWorld, THURSDAY } from "../world/pairWorld.ts";
import { readTable } from "../world/tables.ts";

test("a coordinator chooses a template and adds an aim: each month sponsors read what is reached and what is not", async () => {
  const world = await openPairWorld({ programme: { template: "peers", end: { start: "2027-04-04", end: null } } });
  const aims = async () => (await readTable(world.playground, "aims")).map(({ values }) => values);
  expect((await aims()).map(({ metric }) => metric).sort()).toEqual([
    "goals_on_track",
    "held_rate",
    "retention",
    "supported",
  ]);
  await world.runAt(THURSDAY + HOUR);
  const written = {
    title: "Two new colleagues at home",
    programme: [world.ids.programme ?? ""],
    metric: "by_hand",
    target: "2",
  };
  await world.playground.add("aims", {
    ...written,
    due: { start: "2027-04-04", end: null },
    reported: "3",
    reportedOn: { start: "2027-01-25", end: null },
  });
  await world.runAt(THURSDAY + 2 * HOUR);
  await world.playground.add("aims", { ...written, title: "One too many", due: { start: "2027-04-04", end: null } });
  await world.runAt(THURSDAY + 5 * DAY);
  await world.runAt(THURSDAY + 6 * DAY);
  const byTitle = async (title: string) => (await aims()).find(values => values.title === title) ?? {};
  expect((await byTitle("Two new colleagues at home")).state).toBe("reached");
  expect(String((await byTitle("One too many")).krugSays)).toContain("at most");
  world.newMails();
  await world.runAt(Date.parse("2027-02-01T06:00:00Z"));
  await world.runAt(Date.parse("2027-02-01T06:00:00Z") + HOUR);
  const pages = (await readTable(world.playground, "digests")).filter(({ values }) =>
    String(values.title).endsWith("aims"),
  );
  expect(pages).toHaveLength(1);
  const body = JSON.stringify(await bodyOf(world.playground, pages[0]?.id ?? ""));
  expect(body).toContain("Aims reached: 1 of 5.");
  for (const name of ["Ana", "Boris"]) expect(body).not.toContain(name);
});

test("the programme's chat hears in one message a day of a new question, and of a goal once its owner agrees to be named", async () => {
  const world = await openPairWorld({ pages: { ana: { showInChat: true } } });
  const chats = new ChatSimulator();
  const others = world.playground.fetch;
  world.playground.fetch = (input, init) =>
    String(input instanceof Request ? input.url : input).includes("hooks.slack.com")
      ? chats.fetch(input, init)
      : others(input, init);
  const programme = world.ids.programme ?? "";
  await (await chatTable.naming(world.database, programme, chats.open("slack"), THURSDAY)).run();
  const goals = await Promise.all(
    ["ana", "boris"].map(name =>
      world.playground.add("roadmap", { title: `What ${name} wants`, owner: [world.ids[name] ?? ""], status: "doing" }),
    ),
  );
  await world.runAt(THURSDAY + HOUR);
  for (const goal of goals) await world.playground.edit("ana@example.org", "roadmap", goal, { status: "done" });
  await world.playground.add("help", {
    question: "How to test a queue?",
    programme: [programme],
    askedBy: [world.ids.boris ?? ""],
    skill: ["testing"],
  });
  await world.runAt(THURSDAY + 2 * HOUR);
  expect(chats.taken).toEqual([]);
  const friday = THURSDAY + DAY;
  for (const later of [0, HOUR, 5 * HOUR]) await world.runAt(friday + later);
  expect(chats.taken).toHaveLength(1);
  const [{ text = "" } = {}] = chats.taken;
  expect(text).toContain("How to test a queue?");
  expect(text).toContain("(Ana)");
  expect(text).not.toContain("Boris");
  expect(text).not.toContain("boris");
});
