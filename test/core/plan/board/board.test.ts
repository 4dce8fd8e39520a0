import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Command } from "../../../../src/core/domain/command.ts";
import { questionKey } from "../../../../src/core/domain/question.ts";
import { sessionCode } from "../../../../src/core/domain/session.ts";
import type { PlainValue, Row } from "../../../../src/core/domain/values/row.ts";
import { DAY, HOUR, MINUTE } from "../../../../src/core/domain/values/time.ts";
import { withoutQuestion } from "../../../../src/core/plan/insights/fromPages.ts";
import { questionId } from "../../../../src/core/rules/surveys/form.ts";
import { questionTexts } from "../../../../src/core/rules/surveys/texts.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { snapshotOf } from "../../../../src/core/state/snapshot.ts";
import {
  aGathering,
  aMirror,
  anId,
  aPage,
  aPerson,
  aProgramme,
  aQuestion,
  at,
  decided,
  on,
  programmeOf,
  settled,
} from "../../../world/builders.ts";

type Values = Record<string, PlainValue>;

/** Monday, nine in the morning in Berlin. */
const NOW = at("2027-01-11T08:00:00Z");
const HOW = "How do I test a queue that retries?";
const OFFERS = { offers: ["testing"] };

/** A programme of micro sessions with Ana, who asks, and those who may help. */
function world(
  more: { programme?: Values; people?: Readonly<Record<string, Values>>; questions?: Row[] } = {},
): Mirror {
  const people = more.people ?? { Boris: OFFERS, Vera: OFFERS, Goran: OFFERS };
  const questions = more.questions ?? [aQuestion(HOW)];
  return aMirror([
    aProgramme({ format: "micro", name: "Micro", coordinator: [anId("Carla")], ...more.programme }),
    aPerson("Ana"),
    aPerson("Carla"),
    ...Object.entries(people).map(([name, values]) => aPerson(name, values)),
    ...questions.map(row => ({ ...row, createdAt: NOW })),
  ]);
}

function rowOf(mirror: Mirror, id: string): Row {
  const row = mirror.rows.find(one => one.id === id);
  if (row === undefined) throw new Error(`no page ${id}`);
  return row;
}

const question = (mirror: Mirror, title = HOW) => rowOf(mirror, anId(`question ${title}`)).values;

function edited(mirror: Mirror, id: string, values: Values): Mirror {
  return {
    ...mirror,
    rows: mirror.rows.map(row => (row.id === id ? { ...row, values: { ...row.values, ...values } } : row)),
  };
}

const asks = (mirror: Mirror, values: Values, title = HOW) => edited(mirror, anId(`question ${title}`), values);
const sessions = (mirror: Mirror) => mirror.rows.filter(row => row.source === "sessions");
const groups = (mirror: Mirror) => mirror.rows.filter(row => row.source === "groups");
const comments = (commands: readonly Command[]) =>
  commands.flatMap(command => (command.kind === "comment" ? [command.text] : []));
const live = (mirror: Mirror) => mirror.events.filter(event => !event.isCancelled);
const helpers = (values: Values) =>
  ["Boris", "Vera", "Goran", "Dora"].filter(name => (values.suggested as string[]).includes(anId(name)));
const asked = (values: Values) =>
  ["Boris", "Vera", "Goran", "Dora"].filter(name => ((values.asked ?? []) as string[]).includes(anId(name)));

describe("a question nobody has yet", () => {
  test("names up to three who could help and why; in a programme of micro sessions one is asked at once, once", () => {
    const { mirror, done } = settled(world(), NOW);
    const page = question(mirror);
    expect(helpers(page)).toEqual(["Boris", "Vera", "Goran"]);
    expect(page.why).toMatch(/^\w+ offers testing; working time in common from Mon 11 January, 11:00\.\n/);
    expect(page).toMatchObject({ state: "open", waiting: on("2027-01-11T08:00:00Z") });
    expect(asked(page)).toHaveLength(1);
    const [text, ...more] = comments(done);
    expect(more).toEqual([]);
    expect(text).toContain(`${asked(page)[0]}, could you help with this question? On your page you offer testing.`);
    expect(text).toContain("Half an answer is welcome");
    expect(decided(mirror, NOW + HOUR)).toEqual([]);
  });

  test("is passed on after 48 hours to the two next, after 48 more to the coordinator, and to nobody after that", () => {
    let { mirror } = settled(world(), NOW);
    const first = asked(question(mirror));
    expect(comments(settled(mirror, NOW + 2 * DAY - MINUTE).done)).toEqual([]);
    const second = settled(mirror, NOW + 2 * DAY);
    expect(asked(question(second.mirror))).toHaveLength(3);
    expect(comments(second.done)).toHaveLength(1);
    expect(comments(second.done)[0]).not.toContain(first[0]);
    mirror = second.mirror;
    const third = settled(mirror, NOW + 4 * DAY);
    expect(comments(third.done)).toEqual([
      "Carla, nobody has taken this question yet. Do you know somebody who could? Put them in “Taken by” when they agree.",
    ]);
    expect(question(third.mirror).state).toBe("with_coordinator");
    expect(comments(settled(third.mirror, NOW + 9 * DAY).done)).toEqual([]);
  });

  test("on an open board stands for all for 48 hours before anybody is asked", () => {
    const { mirror, done } = settled(world({ programme: { format: "open" } }), NOW);
    expect(helpers(question(mirror))).toHaveLength(3);
    expect(comments(done)).toEqual([]);
    expect(comments(settled(mirror, NOW + 2 * DAY).done)).toHaveLength(1);
  });

  test("whose skill nobody offers says so, and the coordinator is told at once", () => {
    const { mirror, done } = settled(world({ people: { Boris: {} } }), NOW);
    expect(question(mirror).krugSays).toContain("Nobody in the programme offers this yet: testing");
    expect(comments(done)).toEqual([
      "Carla, nobody in the programme offers this yet: testing. Do you know somebody who could help, here or elsewhere? Put them in “Taken by” when they agree.",
    ]);
  });

  test("goes to somebody with room in their week: nobody is asked for more than two in one", () => {
    const titles = [1, 2, 3].map(number => `How do I test queue number ${number}?`);
    const { mirror } = settled(
      world({ people: { Boris: OFFERS }, questions: titles.map(title => aQuestion(title)) }),
      NOW,
    );
    expect(titles.filter(title => asked(question(mirror, title)).includes("Boris"))).toHaveLength(2);
    const later = settled(mirror, NOW + 7 * DAY).mirror;
    expect(titles.filter(title => asked(question(later, title)).includes("Boris"))).toHaveLength(3);
  });

  test("of several new ones each goes to somebody else", () => {
    const titles = [1, 2, 3].map(number => `How do I test queue number ${number}?`);
    const { mirror } = settled(world({ questions: titles.map(title => aQuestion(title)) }), NOW);
    expect(titles.flatMap(title => asked(question(mirror, title))).sort()).toEqual(["Boris", "Goran", "Vera"]);
  });

  test("somebody who leaves is not suggested any more, and the next takes their place", () => {
    const people = { Boris: OFFERS, Vera: OFFERS, Goran: OFFERS, Dora: OFFERS };
    const { mirror } = settled(world({ people }), NOW);
    const [gone = ""] = helpers(question(mirror)).filter(name => !asked(question(mirror)).includes(name));
    const after = settled(edited(mirror, anId(gone), { status: "left" }), NOW + HOUR).mirror;
    expect(helpers(question(after))).toHaveLength(3);
    expect(helpers(question(after))).not.toContain(gone);
  });
});

describe("a question too vague to prepare for", () => {
  const vague = "Help with testing";

  test("is asked for something concrete once, and neither helpers nor a session come of it before", () => {
    const questions = [aQuestion(vague, { takenBy: [anId("Boris")] })];
    const { mirror, done } = settled(world({ questions }), NOW);
    expect(question(mirror, vague).state).toBe("needs_detail");
    expect(comments(done)).toHaveLength(1);
    expect(comments(done)[0]).toMatch(/^Ana, so that somebody can prepare: what did you try/);
    expect(sessions(mirror)).toEqual([]);
    expect(comments(settled(mirror, NOW + 3 * DAY).done)).toEqual([]);
    const clear = asks(mirror, { details: "My queue loses messages after the third try" }, vague);
    expect(sessions(settled(clear, NOW + 3 * DAY).mirror)).toHaveLength(1);
  });
});

describe("a question somebody took", () => {
  const taken = (more: Parameters<typeof world>[0] = {}, values: Values = {}) => {
    const before = settled(world(more), NOW).mirror;
    return settled(asks(before, { takenBy: [anId("Boris")], ...values }), NOW + HOUR);
  };

  test("becomes one session as soon as both can, exactly as long as the programme says, whose text has the question and its end", () => {
    const { mirror } = taken({ programme: { minutes: 20 } }, { details: "It drops messages" });
    const [event, ...others] = live(mirror);
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      title: "Ana & Boris",
      startsAt: at("2027-01-11T11:00:00Z"),
      endsAt: at("2027-01-11T11:20:00Z"),
    });
    expect(event?.guests.map(guest => guest.email).sort()).toEqual(["ana@example.org", "boris@example.org"]);
    expect(event?.description).toContain("20 minutes, and it ends on time: Mon 11 January, 12:20.");
    expect(event?.description).toContain(`Ana: ${HOW}\nIt drops messages`);
    expect(event?.description).not.toContain("Goals");
    expect(question(mirror)).toMatchObject({ state: "taken", waiting: null, session: [sessions(mirror)[0]?.id] });
    expect(decided(mirror, NOW + HOUR + MINUTE)).toEqual([]);
  });

  test("has its question on the board: its session is not asked for another", () => {
    const snapshot = snapshotOf(taken().mirror);
    expect(snapshot.sessions.size).toBe(1);
    expect(withoutQuestion(snapshot, programmeOf(aProgramme({ format: "micro" })), NOW + HOUR)).toEqual([]);
  });

  test.each([
    [45, 30],
    [10, 15],
    [25, 25],
  ])("lasts between 15 and 30 minutes: a programme of %s gives %s", (minutes, lasts) => {
    const [event] = live(taken({ programme: { minutes } }).mirror);
    expect((event?.endsAt ?? 0) - (event?.startsAt ?? 0)).toBe(lasts * MINUTE);
  });

  test("follows what is changed on its page, and nobody is mailed for that", () => {
    const { mirror } = taken();
    const { mirror: after, done } = settled(asks(mirror, { details: "Only under load" }), NOW + HOUR + MINUTE);
    expect(live(after)[0]?.description).toContain("Only under load");
    expect(done.flatMap(command => (command.kind === "change_event" ? command.mailed : []))).toEqual([]);
  });

  test("goes back on the board when they take it back: the session is called off, and taking it again makes another", () => {
    const { mirror } = taken();
    const back = settled(asks(mirror, { takenBy: [] }), NOW + 90 * MINUTE);
    expect(live(back.mirror)).toEqual([]);
    expect(question(back.mirror)).toMatchObject({ state: "open", waiting: on("2027-01-11T09:30:00Z") });
    expect(helpers(question(back.mirror))).not.toContain("Boris");
    const again = settled(asks(back.mirror, { takenBy: [anId("Boris")] }), NOW + 2 * HOUR);
    expect(live(again.mirror)).toHaveLength(1);
    expect(
      groups(again.mirror)
        .map(row => row.values.status)
        .sort(),
    ).toEqual(["active", "ended"]);
  });

  test.each<[string, (mirror: Mirror) => Mirror]>([
    ["its asker leaves", mirror => edited(mirror, anId("Ana"), { status: "left" })],
    ["it is resolved before", mirror => asks(mirror, { resolved: true })],
    ["its page goes to the trash", mirror => ({ ...mirror, rows: mirror.rows.filter(row => row.source !== "help") })],
  ])("is called off when %s", (_, change) => {
    const { mirror } = settled(change(taken().mirror), NOW + 90 * MINUTE);
    expect(live(mirror)).toEqual([]);
  });

  test("stays called off when somebody cancels its session, and its page says what to do", () => {
    const { mirror } = taken();
    const [session] = sessions(mirror);
    const after = settled(edited(mirror, session?.id ?? "", { status: "cancelled" }), NOW + 90 * MINUTE).mirror;
    expect(live(after)).toEqual([]);
    expect(question(after).krugSays).toContain("The session was called off");
    const days = settled(after, NOW + 3 * DAY).mirror;
    expect(live(days)).toEqual([]);
    expect(question(days).krugSays).toContain("The session was called off");
  });

  test("by several is one session for all of them, led by the first who took it", () => {
    const { mirror } = taken({}, { takenBy: [anId("Vera"), anId("Boris")], askedBy: [anId("Ana"), anId("Carla")] });
    const [event, ...others] = live(mirror);
    expect(others).toEqual([]);
    expect(event?.guests).toHaveLength(4);
    expect(event?.description).toContain("Vera leads");
    expect(sessions(mirror)[0]?.values.facilitator).toEqual([anId("Vera")]);
  });

  test("by more than the programme allows has no session, and says so", () => {
    const { mirror } = taken({ programme: { groupSize: 2 } }, { takenBy: [anId("Vera"), anId("Boris")] });
    expect(sessions(mirror)).toEqual([]);
    expect(question(mirror).krugSays).toContain("More people want to meet than the programme allows (2)");
  });

  test("without a time in common says so, and asks for an answer in writing", () => {
    const people = { Boris: { ...OFFERS, hours: "Mon-Fri 20-23" } };
    const { mirror } = taken({ people });
    expect(live(mirror)).toEqual([]);
    expect(sessions(mirror)[0]?.values.status).toBe("no_slot");
    expect(question(mirror).krugSays).toContain("No session could be planned for this question");
    expect(decided(mirror, NOW + 2 * HOUR)).toEqual([]);
  });

  test("needs no meeting where the answer is in writing: who asks is told once, and ticks that it is resolved", () => {
    const { mirror, done } = taken({}, { answer: "Use fake timers." });
    expect(sessions(mirror)).toEqual([]);
    expect(comments(done)).toEqual([
      "Ana, there is an answer in “Answer in writing”. If it settles your question, tick “Resolved”. If something is missing, tick “Not all of it yet” and add what you still want to know: others will finish it.",
    ]);
    expect(question(mirror)).toMatchObject({ state: "answered" });
    expect(question(mirror).krugSays ?? "").toBe("");
    const { mirror: after } = settled(asks(mirror, { resolved: true }), NOW + 2 * HOUR);
    expect(question(after)).toMatchObject({ state: "resolved", resolvedAt: on("2027-01-11T10:00:00Z") });
  });
});

describe("a question that lacks something, or can't wait", () => {
  test("without a skill asks for one, once, and stays open to everybody", () => {
    const { mirror, done } = settled(world({ questions: [aQuestion(HOW, { skill: [] })] }), NOW);
    expect(comments(done)).toEqual([
      "Ana, which skill is your question about? Choose it in “Skill”, and Krug suggests people who can help. Until then it is open to everybody all the same.",
    ]);
    expect(comments(settled(mirror, NOW + DAY).done)).toEqual([]);
  });

  test("that nobody could help with is told of the next class on it, once: not where somebody could, nor of one that is over", () => {
    const people = { Hana: {} };
    const told = (mirror: Mirror, now = NOW) =>
      comments(settled(mirror, now).done).filter(said => said.includes("How to test"));
    const lone = { ...world({ people }), rows: [...world({ people }).rows, aGathering()] };
    expect(told(lone)).toEqual([
      expect.stringMatching(
        /^Ana, nobody has been found for this yet, but a class on it is coming: How to test, Wed 13 January, 10:00\./,
      ),
    ]);
    expect(told(settled(lone, NOW).mirror, NOW + DAY)).toEqual([]);
    expect(told(lone, NOW + 3 * DAY)).toEqual([]);
    expect(told({ ...world(), rows: [...world().rows, aPerson("Hana"), aGathering()] })).toEqual([]);
  });

  test("that nobody could help with is told of one expert, once: who knows a skill of it, for this programme, in a language both speak", () => {
    const expert = (values: Values) =>
      aPage("experts", anId(`expert ${JSON.stringify(values)}`), {
        name: "Zoe Quist",
        skill: ["Testing"],
        email: "zoe@example.net",
        ask: "Anything about queues; by mail, in a day or two.",
        ...values,
      });
    const lone = world({ people: { Hana: {} } });
    const bilingual = edited(lone, anId("Ana"), { languages: ["en", "bg"] });
    const told = (values: Values, mirror = bilingual, now = NOW) =>
      comments(settled({ ...mirror, rows: [...mirror.rows, expert(values)] }, now).done).filter(said =>
        said.includes("Zoe"),
      );
    const sentence =
      "Ana, nobody here has been found for this yet. You may also ask Zoe Quist: zoe@example.net\nAnything about queues; by mail, in a day or two.";
    expect(told({})).toEqual([sentence]);
    expect(told({ languages: ["bg"], programmes: [anId("programme")] })).toEqual([sentence]);
    expect(told({ email: "", link: "https://zoe.example.net", ask: "" })).toEqual([
      expect.stringMatching(/Zoe Quist: https:\/\/zoe\.example\.net$/),
    ]);
    expect(told({ email: "", ask: "" })).toEqual([expect.stringMatching(/Zoe Quist: https:\/\/notion/)]);
    expect(told({ languages: ["uk"] })).toEqual([]);
    expect(told({ programmes: [anId("another programme")] })).toEqual([]);
    expect(told({ skill: ["Design"] })).toEqual([]);
    expect(told({}, world())).toEqual([]);
    const { mirror } = settled({ ...lone, rows: [...lone.rows, expert({})] }, NOW);
    expect(comments(settled(mirror, NOW + DAY).done).filter(said => said.includes("Zoe"))).toEqual([]);
  });

  test("for today is with the coordinator on the same day, after everybody who could help", () => {
    const { mirror } = settled(world({ questions: [aQuestion(HOW, { urgency: "today" })] }), NOW);
    expect(asked(question(mirror))).toHaveLength(1);
    const next = settled(mirror, NOW + 2 * HOUR).mirror;
    expect(asked(question(next))).toHaveLength(3);
    expect(question(settled(next, NOW + 4 * HOUR - MINUTE).mirror).state).toBe("open");
    expect(question(settled(next, NOW + 4 * HOUR).mirror).state).toBe("with_coordinator");
  });
});

describe("half an answer", () => {
  const half = { answer: "Fake timers, I think.", half: true };

  test("leaves a question open: others are asked, never whoever wrote it, and whoever joins meets the asker without them", () => {
    const before = settled(world({ programme: { format: "open" } }), NOW).mirror;
    const wrote = asks(before, { ...half, takenBy: [anId("Boris")] });
    const { mirror } = settled(wrote, NOW + HOUR);
    expect(question(mirror)).toMatchObject({ state: "open", answeredBy: [anId("Boris")] });
    expect(groups(mirror)).toEqual([]);
    const { mirror: later } = settled(mirror, NOW + 5 * DAY);
    expect(asked(question(later)).sort()).toEqual(["Goran", "Vera"]);
    const joined = asks(later, { takenBy: [anId("Boris"), anId("Vera")] });
    const { mirror: met } = settled(joined, NOW + 5 * DAY + HOUR);
    expect(groups(met)[0]?.values.members).toEqual([anId("Ana"), anId("Vera")].sort());
  });

  test("is nobody's as long as nobody says whose: whoever takes the question then meets", () => {
    const { mirror } = settled(asks(settled(world(), NOW).mirror, half), NOW + HOUR);
    const { mirror: met } = settled(asks(mirror, { takenBy: [anId("Vera")] }), NOW + 2 * HOUR);
    expect(groups(met)[0]?.values.members).toEqual([anId("Ana"), anId("Vera")].sort());
  });

  test("is not half any more once its tick is gone: nobody is asked on", () => {
    const { mirror } = settled(asks(settled(world(), NOW).mirror, half), NOW + HOUR);
    const { mirror: whole } = settled(asks(mirror, { half: false }), NOW + 2 * HOUR);
    expect(question(whole)).toMatchObject({ state: "answered", waiting: null });
    expect(settled(whole, NOW + 9 * DAY).done).toEqual([]);
  });
});

describe("after its session", () => {
  /** The day after: Ana and Boris met, and what the page of their session says. */
  const met = (values: Values = {}) => {
    const before = settled(world(), NOW).mirror;
    const { mirror } = settled(asks(before, { takenBy: [anId("Boris")] }), NOW + HOUR);
    return settled(edited(mirror, sessions(mirror)[0]?.id ?? "", values), NOW + DAY).mirror;
  };

  test("no word is no evidence: it stays where it is, its group has ended, and nobody else is asked", () => {
    const mirror = met();
    expect(question(mirror).state).toBe("taken");
    expect(groups(mirror)[0]?.values.status).toBe("ended");
    expect(question(settled(mirror, NOW + 5 * DAY).mirror).state).toBe("taken");
  });

  test("that did not take place the question is back on the board, and others are suggested", () => {
    const mirror = met({ status: "not_met" });
    expect(question(mirror)).toMatchObject({ state: "open", waiting: on("2027-01-12T08:00:00Z") });
    expect(helpers(question(mirror))).not.toContain("Boris");
  });

  /** What they said in the form about the session. */
  const said = (mirror: Mirror, degrees: Readonly<Record<string, "fully" | "partly">>): Mirror => ({
    ...mirror,
    responses: Object.entries(degrees).map(([name, degree]) => ({
      programmeId: anId("programme"),
      kind: "feedback",
      response: {
        responseId: `of ${name}`,
        submittedAt: NOW + DAY,
        email: `${name.toLowerCase()}@example.org`,
        answers: {
          [questionId("code")]: [sessionCode(sessions(mirror)[0]?.id ?? "")],
          [questionId("solved")]: [questionTexts("solved").options?.[degree]?.en ?? ""],
        },
      },
    })),
  });

  test("that all called solved the question closes itself, once: whoever takes that back has it open again", () => {
    const { mirror, done } = settled(said(met(), { Ana: "fully", Boris: "fully" }), NOW + DAY + HOUR);
    expect(question(mirror)).toMatchObject({ state: "resolved", resolved: true });
    expect(comments(done)).toEqual([]);
    const { mirror: again } = settled(asks(mirror, { resolved: false }), NOW + 2 * DAY);
    expect(question(again)).toMatchObject({ state: "open", resolved: false });
    expect(helpers(question(again))).not.toContain("Boris");
  });

  test("stays open where one of them called it solved in part, or only whoever helped said so", () => {
    const heard: Parameters<typeof said>[1][] = [{ Ana: "fully", Boris: "partly" }, { Boris: "fully" }];
    for (const degrees of heard) {
      const { mirror } = settled(said(met(), degrees), NOW + DAY + HOUR);
      expect(question(mirror)).toMatchObject({ state: "taken", resolved: false });
    }
  });

  test("somebody else may take it, and another session is made", () => {
    const mirror = met();
    const { mirror: after } = settled(asks(mirror, { takenBy: [anId("Boris"), anId("Vera")] }), NOW + DAY + HOUR);
    const [, second] = live(after).sort((a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0));
    expect(second?.guests.map(guest => guest.email).sort()).toEqual(["ana@example.org", "vera@example.org"]);
  });
});

describe("a page", () => {
  test("that was copied waits, and is a new question that nobody has taken once it asks something else", () => {
    const before = settled(world(), NOW).mirror;
    const { mirror } = settled(asks(before, { takenBy: [anId("Boris")] }), NOW + HOUR);
    const original = rowOf(mirror, anId(`question ${HOW}`));
    const copy: Row = { ...original, id: anId("copy"), createdBy: "person", createdAt: NOW + 2 * HOUR };
    const keyOwners = new Map([[questionKey(original.id), original.id]]);
    const { mirror: after } = settled({ ...mirror, rows: [...mirror.rows, copy], keyOwners }, NOW + 2 * HOUR);
    expect(live(after)).toHaveLength(1);
    expect(rowOf(after, copy.id).values).toMatchObject({ takenBy: [anId("Boris")], state: "taken" });
    expect(rowOf(after, copy.id).values.krugSays).toContain("an unchanged copy of another one");
    const asksMore = edited(after, copy.id, { question: `${HOW} And in Python?` });
    const { mirror: last } = settled(asksMore, NOW + 3 * HOUR);
    expect(live(last)).toHaveLength(1);
    expect(rowOf(last, copy.id).values).toMatchObject({ takenBy: [], state: "open", session: [] });
    expect(rowOf(last, original.id).values.state).toBe("taken");
  });

  test("without a programme is asked in the only one with a board that its asker is in", () => {
    const { mirror } = settled(world({ questions: [aQuestion(HOW, { programme: [] })] }), NOW);
    expect(question(mirror).state).toBe("open");
    const two = world({ questions: [aQuestion(HOW, { programme: [] })] });
    const other = aProgramme({ format: "open", name: "Open" }, anId("other"));
    const both = edited({ ...two, rows: [...two.rows, other] }, anId("Ana"), {
      programmes: [anId("programme"), anId("other")],
    });
    expect(question(settled(both, NOW).mirror).krugSays).toContain("in which programme");
  });

  test("of a programme that meets over questions no longer asks for groups made by hand, and has no next round", () => {
    for (const format of ["micro", "open"]) {
      const page = rowOf(settled(world({ programme: { format } }), NOW).mirror, anId("programme")).values;
      expect([page.krugSays ?? "", page.nextRound ?? null]).toEqual(["", null]);
    }
  });
});

describe("whatever people do on the board", () => {
  const act = fc.record({
    question: fc.constantFrom(0, 1),
    values: fc.oneof(
      fc.subarray(["Boris", "Vera", "Goran"]).map(names => ({ takenBy: names.map(anId) })),
      fc.boolean().map(resolved => ({ resolved })),
      fc.constantFrom("", "Use fake timers.").map(answer => ({ answer })),
      fc.constantFrom<string[]>(["testing"], ["design"], []).map(skill => ({ skill })),
    ),
    hours: fc.integer({ min: 1, max: 60 }),
  });

  test("it comes to rest, nobody is asked twice, each question has one session to come at most, and order does not matter", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 5 }), acts => {
        const titles = [HOW, "Which tool shows slow tests best?"];
        let mirror = world({ programme: { minutes: 20 }, questions: titles.map(title => aQuestion(title)) });
        let now = NOW;
        const told: string[] = [];
        for (const { question: which, values, hours } of [...acts, { question: 0, values: {}, hours: 1 }]) {
          const turned = { ...mirror, rows: [...mirror.rows].reverse() };
          expect(decided(turned, now)).toEqual(decided(mirror, now));
          const after = settled(mirror, now);
          told.push(...comments(after.done).filter(text => text.includes("help with this question")));
          for (const title of titles) {
            const page = question(after.mirror, title);
            const ahead = live(after.mirror).filter(
              event => (page.session as string[]).includes(event.sessionId ?? "") && (event.startsAt ?? 0) > now,
            );
            expect(ahead.length).toBeLessThanOrEqual(1);
            expect(new Set((page.asked ?? []) as string[]).size).toBe(((page.asked ?? []) as string[]).length);
            expect(page.suggested).not.toContain(anId("Ana"));
          }
          mirror = asks(after.mirror, values, titles[which]);
          now += hours * HOUR;
        }
        const askedInAll = titles.flatMap(title => (question(mirror, title).asked ?? []) as string[]).length;
        expect(told.length).toBeLessThanOrEqual(askedInAll);
      }),
      { numRuns: 25 },
    );
  });
});
