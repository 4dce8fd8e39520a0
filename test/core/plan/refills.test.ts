import { describe, expect, it } from "vitest";
import type { EventCopy } from "../../../src/core/domain/event.ts";
import { roundNumber } from "../../../src/core/domain/programme.ts";
import type { PlainValue, Row, SourceKey } from "../../../src/core/domain/values/row.ts";
import { decideRefills } from "../../../src/core/plan/refills.ts";
import { groupKey } from "../../../src/core/plan/rounds/forming.ts";
import type { Mirror } from "../../../src/core/state/mirror.ts";
import {
  aDraft,
  aLink,
  anEvent,
  anId,
  aPage,
  aPair,
  aPerson,
  aPlanning,
  aProgramme,
  aQuestion,
  aSession,
  aSnapshot,
  MONDAY,
  on,
  programmeOf,
  sessionOf,
} from "../../world/builders.ts";

type Values = Record<string, PlainValue>;

const PROGRAMME = aProgramme({ roundWeeks: 4, checkIn: true });
const PAIR = aPair(["Ana", "Boris"]);
const byKrug = (row: Row, more: Values = {}): Row => ({
  ...row,
  createdBy: "krug",
  values: { ...row.values, key: "", ...more },
});
/** What is written into the pages of a table, whose column of keys was made anew. */
function refilled(source: SourceKey, rows: readonly Row[], more: Partial<Mirror> = {}) {
  const gaps = [{ source, isGone: false, columns: [], unknown: ["key"] }];
  const known = rows.some(({ id }) => id === PAIR.id) ? [] : [PAIR];
  const snapshot = aSnapshot([PROGRAMME, aPerson("Ana"), aPerson("Boris"), ...known, ...rows], { gaps, ...more });
  return decideRefills(aPlanning(snapshot, MONDAY));
}
/** A page of Krug's that tells of no key: the column is still to be filled. */
const UNTOLD = { ...byKrug(aSession(PAIR), { group: [] }), id: anId("untold") };
const keys = (...given: Parameters<typeof refilled>) =>
  refilled(...given).flatMap(command => (command.kind === "update_page" ? [command.values.key] : []));

describe("the key of a page whose column was made anew", () => {
  it("is written on that page", () => {
    const row = byKrug(aSession(PAIR));
    expect(refilled("sessions", [row])).toEqual([
      {
        kind: "update_page",
        key: expect.stringMatching(new RegExp(`^refill:${row.id}:.`)),
        source: "sessions",
        pageId: row.id,
        values: { key: `session:${PAIR.id}:0` },
      },
    ]);
  });

  it("is not guessed where the column was not made anew, nor where the page still has one", () => {
    expect(keys("groups", [byKrug(aSession(PAIR))])).toEqual([]);
    expect(keys("sessions", [byKrug(aSession(PAIR))], { gaps: [] })).toEqual([]);
    expect(keys("sessions", [UNTOLD, byKrug(aSession(PAIR), { key: "session:x:1" })])).toEqual([]);
    const gaps = [{ source: "sessions" as const, isGone: false, columns: [], unknown: ["title"] }];
    expect(keys("sessions", [byKrug(aSession(PAIR))], { gaps })).toEqual([]);
  });

  it.each<[string, Values, string | null]>([
    ["is that of the week its time lies in", {}, "session:0"],
    ["to its last day", { when: on("2027-01-17T22:59:00Z") }, "session:0"],
    ["and of the next from then on", { when: on("2027-01-17T23:00:00Z") }, "session:1"],
    ["of a check-in another", { kind: "check_in" }, "check_in:0"],
    ["is that of when it was made, where it found no time", { when: null }, "session:0"],
    ["is none without a group", { group: [] }, null],
  ])("of a meeting %s", (_, more, expected) => {
    const [kind, number] = expected?.split(":") ?? [];
    expect(keys("sessions", [byKrug(aSession(PAIR), more)])).toEqual(
      expected === null ? [] : [`${kind}:${PAIR.id}:${number}`],
    );
  });

  it("is none for a meeting that people made", () => {
    expect(keys("sessions", [UNTOLD, { ...byKrug(aSession(PAIR)), createdBy: "person" }])).toEqual([]);
    expect(keys("sessions", [UNTOLD, byKrug(aSession(PAIR))])).toHaveLength(1);
  });

  it("is none that another page has", () => {
    const first = aSession(PAIR);
    const second = { ...byKrug(aSession(PAIR)), id: anId("second"), createdAt: 0 };
    expect(keys("sessions", [first, second])).toEqual([]);
    const third = { ...second, id: anId("third") };
    expect(keys("sessions", [second, third])).toEqual([`session:${PAIR.id}:0`]);
  });

  it("of a meeting is by its event's time, where page and event disagree", () => {
    const row = byKrug(aSession(PAIR));
    const draft = aDraft();
    const link = aLink(sessionOf(row), draft);
    const later = { startsAt: MONDAY + 8 * 86_400_000, endsAt: MONDAY + 8 * 86_400_000 + 3_600_000 };
    const event: EventCopy = anEvent(link, draft, later);
    expect(keys("sessions", [row], { links: [link], events: [event] })).toEqual([`session:${PAIR.id}:1`]);
    // With its link lost it is known by the address of the event on its page.
    const named = byKrug(aSession(PAIR), { calendar: "https://calendar.test/x" });
    expect(keys("sessions", [named], { events: [event] })).toEqual([`session:${PAIR.id}:1`]);
    expect(keys("sessions", [row], { events: [event] })).toEqual([`session:${PAIR.id}:0`]);
  });

  it("of a meeting that people put on the calendar names its event", () => {
    const row = byKrug(aSession(PAIR));
    const draft = aDraft();
    const link = { ...aLink(sessionOf(row), draft), eventId: "ours" };
    const event = anEvent(link, draft);
    expect(keys("sessions", [row], { links: [link], events: [event] })).toEqual([`meeting:${PAIR.id}:0:ours`]);
  });

  it("of a meeting over a question is its group's first", () => {
    const over = aPair(["Ana", "Boris"], { key: `help:${anId("question")}:0`, round: null });
    const row = byKrug(aSession(over), { when: null });
    expect(keys("sessions", [over, row])).toEqual([`session:${over.id}:0`]);
  });

  it("of a group is that of its people in its round", () => {
    const programme = programmeOf(PROGRAMME);
    const of = (round: number, names: string[]) => groupKey(programme, roundNumber(programme, round), names.map(anId));
    expect(keys("groups", [byKrug(PAIR)])).toEqual([of(0, ["Ana", "Boris"])]);
    expect(keys("groups", [byKrug(PAIR, { round: 2 })])).toEqual([of(1, ["Ana", "Boris"])]);
    expect(keys("groups", [byKrug(PAIR, { round: null })])).toEqual([]);
    const other = { ...byKrug(PAIR, { round: null }), id: anId("other") };
    expect(keys("groups", [other, { ...byKrug(PAIR), createdBy: "person" }])).toEqual([]);
    expect(keys("groups", [other, byKrug(PAIR)])).toHaveLength(1);
  });

  it("of a group over a question names the question", () => {
    const session = aSession(PAIR);
    const question = aQuestion("How?", { session: [session.id] });
    const asked = { ...question, values: { ...question.values, key: `question:${question.id}` } };
    const over = byKrug(PAIR, { round: null });
    expect(keys("groups", [over, session, asked])).toEqual([`help:${question.id}:0`]);
  });

  it("of a question is its page's, once Krug has written where it stands", () => {
    const question = aQuestion("How?");
    const stands = { ...question, values: { ...question.values, state: "open" } };
    expect(keys("help", [stands])).toEqual([`question:${question.id}`]);
    expect(keys("help", [stands, aQuestion("And how?")])).toEqual([`question:${question.id}`]);
  });

  it("of a digest names its programme and month", () => {
    const digest = aPage("digests", anId("digest"), { programme: [anId("programme")], month: on("2027-01-01") });
    expect(keys("digests", [byKrug(digest)])).toEqual([`digest:${anId("programme")}:2027-01`]);
  });

  it("of a survey is that of the one of its kind that opens on its day", () => {
    const survey = (kind: string, day: string) =>
      byKrug(aPage("surveys", anId(`survey ${kind} ${day}`), { programme: [anId("programme")], kind, opens: on(day) }));
    const programme = anId("programme");
    expect(keys("surveys", [survey("feedback", "2027-01-11")])).toEqual([`${programme}/feedback/1`]);
    expect(keys("surveys", [survey("standing", "2026-12-14")])).toEqual([`${programme}/standing/1`]);
    expect(keys("surveys", [survey("feedback", "2026-12-14"), survey("closing", "2027-01-11")])).toEqual([]);
    const others = { ...survey("feedback", "2027-01-11"), values: { kind: "feedback", opens: on("2027-01-11") } };
    expect(keys("surveys", [others])).toEqual([]);
  });

  it("of a person there is none", () => {
    expect(keys("people", [aPerson("Carla")])).toEqual([]);
  });
});
