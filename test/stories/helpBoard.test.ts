import { describe, expect, test } from "vitest";
import type { PlainValue } from "../../src/core/domain/values/row.ts";
import { DAY, HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { type FORM_QUESTIONS, questionId } from "../../src/core/rules/surveys/form.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import { openD1 } from "../world/d1.ts";
import { openedTables } from "../world/kept.ts";
import { allEvents } from "../world/people.ts";
import { COORDINATOR, openPlayground } from "../world/playground.ts";
import { readPage, readTable } from "../world/tables.ts";

const ZONE = "Europe/Berlin";
/** Monday 11 January 2027, nine in the morning in Berlin. */
const MONDAY = Date.parse("2027-01-11T08:00:00Z");
const HOW = "How do I test a queue that retries?";
const NAMES = ["ana", "boris", "carla", "vera"] as const;
type Name = (typeof NAMES)[number];
const address = (name: string) => `${name}@example.org`;

/** A programme with a help board: Ana asks, Boris and Vera offer testing, Carla coordinates. */
async function openBoard(programme: Record<string, PlainValue> = {}) {
  const playground = await openPlayground({
    startsAt: MONDAY,
    people: [...NAMES, "zoe"].map(name => ({ name, email: address(name), zone: ZONE })),
  });
  playground.google.switches.conferencePending = "immediate";
  let database = openD1();
  let runner = inProcessRunner(playground, database);
  const programmeId = await playground.add("programmes", {
    name: "Help",
    status: "active",
    format: "micro",
    minutes: 20,
    zone: ZONE,
    language: "en",
    feedbackOnly: true,
    start: { start: "2027-01-11", end: null },
    end: { start: "2027-04-04", end: null },
    ...programme,
  });
  const ids = {} as Record<Name, string>;
  for (const name of NAMES)
    ids[name] = await playground.add("people", {
      name: name.replace(/^./, letter => letter.toUpperCase()),
      email: address(name),
      zone: ZONE,
      hours: "9-17",
      programmes: [programmeId],
      consent: { start: "2027-01-01", end: null },
      ...(name === "boris" || name === "vera" ? { offers: ["Testing"] } : {}),
    });
  await playground.edit(COORDINATOR, "programmes", programmeId, { coordinator: [ids.carla] });
  playground.connection.coordinators = ["carla@example.org"];
  let mailsSeen = 0;
  return {
    playground,
    ids,
    ask: (question: string, more: Record<string, PlainValue> = {}) =>
      playground.add("help", { question, skill: ["testing"], askedBy: [ids.ana], ...more }),
    edit: (id: string, values: Record<string, PlainValue>) => playground.edit(COORDINATOR, "help", id, values),
    runAt: (at: number) => {
      playground.clock.set(at);
      return runner.run(at, "test");
    },
    loseDatabase: () => {
      database = openD1();
      runner = inProcessRunner(playground, database);
    },
    kept: () => openedTables(database),
    page: async (id: string) => (await readPage(playground, "help", id))?.values ?? {},
    live: async () => (await allEvents(playground)).filter(event => event.status !== "cancelled"),
    comments: async (id: string) => {
      const { results } = await playground.notionOf(COORDINATOR).comments.list({ block_id: id });
      return results.map(one => ("rich_text" in one ? one.rich_text.map(piece => piece.plain_text).join("") : ""));
    },
    say: (who: Name | "zoe", id: string, content: string) =>
      playground
        .notionOf(address(who))
        .comments.create({ parent: { page_id: id }, rich_text: [{ type: "text", text: { content } }] }),
    newMails: () => {
      const fresh = playground.google.outbox.slice(mailsSeen).map(mail => `${mail.kind} ${mail.to}`);
      mailsSeen = playground.google.outbox.length;
      return fresh.sort();
    },
  };
}

/** What somebody says on the feedback form after the session of an event. */
function feedback(board: Awaited<ReturnType<typeof openBoard>>, who: Name, description: string, solved: string) {
  const link = new URL(/https?:\S+usp=pp_url\S*/.exec(description)?.[0] ?? "");
  const form = [...board.playground.google.state.forms.values()].find(one =>
    one.items.some(item => item.questionItem?.question.questionId === questionId("code")),
  );
  const code = link.searchParams.get(`entry.${Number.parseInt(questionId("code"), 16)}`) ?? "";
  const choose = (key: keyof typeof FORM_QUESTIONS.feedback, option: number) =>
    form?.items.find(item => item.questionItem?.question.questionId === questionId(key))?.questionItem?.question
      .choiceQuestion?.options?.[option]?.value ?? "";
  const degrees = ["no", "partly", "fully"];
  board.playground.google.submitForm(form?.id ?? "", {
    respondentEmail: address(who),
    answers: {
      [questionId("code")]: [code],
      [questionId("met")]: [choose("met", 0)],
      [questionId("solved")]: [choose("solved", degrees.indexOf(solved))],
    },
  });
}

describe("the help board", () => {
  test("a question that no longer says who asks it: the page says so, and whoever takes it is invited once somebody does", async () => {
    const board = await openBoard();
    const id = await board.ask(HOW);
    await board.runAt(MONDAY + 5 * MINUTE);
    await board.edit(id, { askedBy: [] });
    await board.runAt(MONDAY + 10 * MINUTE);
    await board.edit(id, { takenBy: [board.ids.boris] });
    await board.runAt(MONDAY + 20 * MINUTE);
    expect(board.newMails()).toEqual([]);
    expect((await board.page(id)).krugSays).toMatch(/whose question/);
    await board.edit(id, { askedBy: [board.ids.ana] });
    await board.runAt(MONDAY + 30 * MINUTE);
    expect(board.newMails()).toEqual(["invitation ana@example.org", "invitation boris@example.org"]);
    // Those who meet already still do.
    await board.edit(id, { askedBy: [] });
    await board.runAt(MONDAY + 40 * MINUTE);
    expect(board.newMails()).toEqual([]);
    expect(await board.live()).toHaveLength(1);
  });

  test("a question is taken within the day: twenty minutes to the minute, and then it is resolved", async () => {
    const board = await openBoard();
    const id = await board.ask(HOW);
    await board.runAt(MONDAY + 5 * MINUTE);
    const asked = await board.comments(id);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/^(Boris|Vera), could you help with this question\?/);
    expect(board.newMails()).toEqual([]);
    expect((await board.runAt(MONDAY + 10 * MINUTE)).done).toEqual({});

    await board.edit(id, { takenBy: [board.ids.boris] });
    expect((await board.runAt(MONDAY + 20 * MINUTE)).failed).toEqual([]);
    const [event, ...others] = await board.live();
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      summary: "Ana & Boris",
      visibility: "private",
      start: { dateTime: "2027-01-11T10:30:00Z" },
      end: { dateTime: "2027-01-11T10:50:00Z" },
    });
    expect(event?.description).toContain("20 minutes, and it ends on time: Mon 11 January, 11:50.");
    expect(event?.description).toContain(`Ana: ${HOW}`);
    expect(board.newMails()).toEqual(["invitation ana@example.org", "invitation boris@example.org"]);
    const [session] = await readTable(board.playground, "sessions");
    expect(await board.page(id)).toMatchObject({ state: "taken", session: [session?.id], waiting: null, krugSays: "" });
    expect((await board.runAt(MONDAY + 30 * MINUTE)).done).toEqual({});

    await board.runAt(MONDAY + 4 * HOUR);
    feedback(board, "ana", event?.description ?? "", "fully");
    await board.edit(id, { resolved: true });
    await board.runAt(MONDAY + 5 * HOUR);
    expect((await board.page(id)).state).toBe("resolved");
    expect((await readTable(board.playground, "sessions"))[0]?.values.status).toBe("met");
    expect(await board.comments(id)).toHaveLength(1);
    expect(board.newMails()).toEqual([]);
    expect((await board.runAt(MONDAY + 5 * HOUR + 5 * MINUTE)).done).toEqual({});
  });

  test("a question on an open board that nobody takes is passed on after 48 hours, then again, then to the coordinator", async () => {
    const board = await openBoard({ format: "open" });
    const id = await board.ask(HOW);
    await board.runAt(MONDAY + 5 * MINUTE);
    expect(await board.comments(id)).toEqual([]);
    expect((await board.page(id)).suggested).toHaveLength(2);
    const counts: number[] = [];
    for (let day = 1; day <= 8; day += 1) {
      await board.runAt(MONDAY + day * DAY + 10 * MINUTE);
      counts.push((await board.comments(id)).length);
    }
    expect(counts).toEqual([0, 1, 1, 2, 2, 3, 3, 3]);
    const [first, second, third] = await board.comments(id);
    expect([first, second].map(text => text?.split(",")[0]).sort()).toEqual(["Boris", "Vera"]);
    expect(third).toMatch(/^Carla, nobody has taken this question yet\./);
    expect((await board.page(id)).state).toBe("with_coordinator");
    expect(board.newMails()).toEqual([]);
  });

  test("a question too vague for a session is asked for something concrete once; then it goes on", async () => {
    const board = await openBoard();
    const id = await board.ask("Help with testing");
    await board.runAt(MONDAY + 5 * MINUTE);
    await board.runAt(MONDAY + 3 * DAY);
    const [text, ...more] = await board.comments(id);
    expect(text).toMatch(/^Ana, so that somebody can prepare:/);
    expect(more).toEqual([]);
    expect((await board.page(id)).krugSays).toContain("too general");
    await board.edit(id, { details: "The third retry of my queue loses the message" });
    await board.runAt(MONDAY + 3 * DAY + 5 * MINUTE);
    expect(await board.page(id)).toMatchObject({ state: "open", krugSays: "" });
    expect(await board.comments(id)).toHaveLength(2);
  });

  test("several who take a question meet in one session, and an answer in writing needs none", async () => {
    const board = await openBoard();
    const together = await board.ask(HOW, {
      askedBy: [board.ids.ana, board.ids.carla],
      takenBy: [board.ids.vera, board.ids.boris],
    });
    const written = await board.ask("Which tool shows slow tests best?", {
      takenBy: [board.ids.boris],
      answer: "The reporter has a flag for it.",
    });
    await board.runAt(MONDAY + 5 * MINUTE);
    const [event, ...others] = await board.live();
    expect(others).toEqual([]);
    expect(event?.attendees?.map(guest => guest.email).sort()).toEqual(NAMES.map(address));
    expect(event?.description).toContain("Vera leads the talk.");
    expect((await board.page(together)).state).toBe("taken");
    expect(await board.page(written)).toMatchObject({ state: "answered", session: [] });
    expect(await board.comments(written)).toHaveLength(1);
  });

  test("a session that left a question open brings it back to the board, and somebody else is asked", async () => {
    const board = await openBoard();
    const id = await board.ask(HOW, { takenBy: [board.ids.boris] });
    await board.runAt(MONDAY + 5 * MINUTE);
    const [event] = await board.live();
    await board.runAt(MONDAY + 4 * HOUR);
    feedback(board, "ana", event?.description ?? "", "no");
    await board.runAt(MONDAY + 5 * HOUR);
    expect(await board.page(id)).toMatchObject({ state: "open", suggested: [board.ids.vera], asked: [board.ids.vera] });
    expect((await board.comments(id))[0]).toMatch(/^Vera, could you help/);
    expect(await board.live()).toHaveLength(1);
  });

  test("with the database emptied in between nothing is made, asked or mailed a second time", async () => {
    const board = await openBoard();
    const taken = await board.ask(HOW, { takenBy: [board.ids.boris] });
    const open = await board.ask("Which tool shows slow tests best?");
    await board.runAt(MONDAY + 5 * MINUTE);
    board.newMails();
    const before = [await board.page(taken), await board.page(open)];
    board.loseDatabase();
    await board.runAt(MONDAY + 15 * MINUTE);
    await board.runAt(MONDAY + 20 * MINUTE);
    expect(await board.live()).toHaveLength(1);
    expect(await readTable(board.playground, "sessions")).toHaveLength(1);
    expect(await readTable(board.playground, "groups")).toHaveLength(1);
    expect(await board.comments(open)).toHaveLength(1);
    expect(board.newMails()).toEqual([]);
    expect([await board.page(taken), await board.page(open)]).toEqual(before);
    expect((await board.runAt(MONDAY + 25 * MINUTE)).done).toEqual({});
  });

  test("a question in the trash calls its session off, once", async () => {
    const board = await openBoard();
    const id = await board.ask(HOW, { takenBy: [board.ids.boris] });
    await board.runAt(MONDAY + 5 * MINUTE);
    board.newMails();
    await board.playground.notionOf(COORDINATOR).pages.update({ page_id: id, in_trash: true });
    // What is missing is looked for once a day; until then nothing is known of it.
    await board.runAt(MONDAY + 10 * MINUTE);
    const wasKnown = (await board.live()).length;
    await board.runAt(MONDAY + DAY);
    expect(wasKnown).toBe(1);
    expect((await board.live()).filter(event => Date.parse(event.start?.dateTime ?? "") > MONDAY + DAY)).toEqual([]);
  });

  test("what was learned comes to the next who asks the like: solved, a draft, published by whoever answered, offered", async () => {
    const board = await openBoard();
    const { playground, ids } = board;
    const first = await board.ask(HOW);
    await board.runAt(MONDAY + 5 * MINUTE);
    await board.edit(first, { answeredBy: [ids.boris], answer: "Stub the clock, and let the retries run." });
    await board.runAt(MONDAY + 20 * MINUTE);
    expect(await readTable(playground, "answers")).toEqual([]);
    await board.edit(first, { resolved: true });
    await board.runAt(MONDAY + 30 * MINUTE);
    const [draft] = await readTable(playground, "answers");
    expect(draft?.values).toMatchObject({ question: HOW, state: "draft", by: [ids.boris], from: [first] });

    // Nobody but Boris has agreed to anything yet.
    const early = await board.ask("What is the way to test retries of a queue?", { askedBy: [ids.vera] });
    await board.runAt(MONDAY + 40 * MINUTE);
    expect((await board.comments(early)).join()).not.toContain(HOW);

    // Boris wrote the same in Russian by hand.
    const russian = { question: "Как тестировать очередь с повторами?", answer: "Подмените часы.", by: [ids.boris] };
    const byHand = await playground.add("answers", { ...russian, agreed: true });
    await playground.edit(COORDINATOR, "answers", draft?.id ?? "", { agreed: true });
    // Answers are listed within the hour.
    for (const minutes of [50, 65, 80, 95, 110]) await board.runAt(MONDAY + minutes * MINUTE);
    expect((await board.comments(early)).filter(text => text.includes(HOW))).toHaveLength(1);
    const next = await board.ask("Testing a queue with many retries: where to begin?", { askedBy: [ids.carla] });
    const inRussian = await board.ask("Очередь с повторами: как тестировать её быстрее?", { askedBy: [ids.carla] });
    const unlike = await board.ask("Which fonts go well together in a logo?", {
      askedBy: [ids.carla],
      skill: ["Design"],
    });
    await board.runAt(MONDAY + 120 * MINUTE);
    await board.runAt(MONDAY + 2 * DAY);
    const offered = async (id: string) => (await board.comments(id)).filter(text => text.includes("asked before"));
    expect(await offered(next)).toEqual([expect.stringContaining(`\n${HOW}: https://`)]);
    const [row] = (await readTable(playground, "answers")).filter(({ id }) => id === byHand);
    expect(await offered(inRussian)).toEqual([expect.stringContaining(`\n${russian.question}: ${row?.url ?? "?"}`)]);
    expect(await offered(unlike)).toEqual([]);
    expect(await offered(first)).toEqual([]);
    expect(board.newMails()).toEqual([]);
  });
});

describe("comments on an open question", () => {
  const NIGHT = MONDAY + 18 * HOUR;

  test("an answer in a comment is one: its asker is told by the next day and nobody else is asked; half of it leaves the question open", async () => {
    const board = await openBoard();
    const id = await board.ask(HOW);
    await board.runAt(MONDAY + 5 * MINUTE);
    await board.say("ana", id, "It happens with the mail queue only.");
    await board.runAt(NIGHT);
    expect(await board.page(id)).toMatchObject({ state: "open" });
    const answer = await board.say("boris", id, "Write a fake clock and let it retry.");
    await board.runAt(NIGHT + DAY);
    expect(await board.page(id)).toMatchObject({ state: "answered", answeredBy: [board.ids.boris] });
    expect((await board.comments(id)).at(-1)).toMatch(/^Ana, somebody answered in a comment/);
    const said = (await board.comments(id)).length;

    // What was said stays said.
    await board.playground.notionOf(address("boris")).comments.delete({ comment_id: answer.id });
    await board.runAt(NIGHT + 3 * DAY);
    expect(await board.page(id)).toMatchObject({ state: "answered" });
    expect(await board.comments(id)).toHaveLength(said - 1);

    await board.edit(id, { half: true });
    await board.runAt(NIGHT + 3 * DAY + HOUR);
    const open = await board.page(id);
    // Vera was asked before: nobody else is left.
    expect(open).toMatchObject({ state: "with_coordinator", answeredBy: [board.ids.boris] });
    expect(open.suggested).not.toContain(board.ids.boris);

    await board.edit(id, { resolved: true });
    await board.runAt(NIGHT + 3 * DAY + 2 * HOUR);
    expect(await board.page(id)).toMatchObject({ state: "resolved" });
    expect(board.newMails()).toEqual([]);
  });

  test("whoever writes that they take it, and does, is to meet who asks: their comment is no answer", async () => {
    const board = await openBoard();
    const id = await board.ask(HOW);
    await board.runAt(MONDAY + 5 * MINUTE);
    await board.say("boris", id, "I know that one, let us talk!");
    await board.say("zoe", id, "Good luck.");
    await board.edit(id, { takenBy: [board.ids.boris] });
    await board.runAt(NIGHT);
    expect(await board.page(id)).toMatchObject({ state: "taken" });
    expect(await board.live()).toHaveLength(1);
  });

  test("of whom nothing is known a comment is somebody's answer; what it says is kept nowhere, and after a loss it counts as before", async () => {
    const board = await openBoard();
    const id = await board.ask(HOW);
    await board.runAt(MONDAY + 5 * MINUTE);
    await board.say("zoe", id, "Zzwords: try a fake clock.");
    await board.runAt(NIGHT);
    expect(await board.page(id)).toMatchObject({ state: "answered", answeredBy: [] });
    const said = await board.comments(id);
    expect(JSON.stringify(await board.kept())).not.toContain("Zzwords");
    board.loseDatabase();
    await board.runAt(NIGHT + HOUR);
    expect(await board.page(id)).toMatchObject({ state: "answered" });
    expect(await board.comments(id)).toEqual(said);
  });
});
