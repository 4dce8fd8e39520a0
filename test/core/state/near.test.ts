import { expect, test } from "vitest";
import type { EventCopy } from "../../../src/core/domain/event.ts";
import type { Row } from "../../../src/core/domain/values/row.ts";
import { questionId } from "../../../src/core/rules/surveys/form.ts";
import { type Found, NearMap, NotNear, touchedBy } from "../../../src/core/state/near.ts";

const row = (source: Row["source"], values: Row["values"], more: Partial<Row> = {}): Row => ({
  id: `${source} 1`,
  source,
  url: "",
  editedAt: 0,
  createdAt: 0,
  editedBy: "person",
  createdBy: "person",
  values,
  ...more,
});
const event = (more: Partial<EventCopy> = {}): EventCopy => ({
  id: "krug1",
  etag: "1",
  isCancelled: false,
  title: "Ana & Boris",
  description: "",
  startsAt: 10,
  endsAt: 20,
  guests: [{ email: "ana@example.org", reply: "needsAction" }],
  meetLink: null,
  htmlLink: null,
  updatedAt: 0,
  sessionId: "sessions 1",
  baseMark: null,
  seriesId: null,
  originalStart: null,
  ...more,
});
const NOTHING: Found = { pages: [], events: [], responses: [], areNew: true };
const edited = (before: Row, after: Row) => touchedBy({ ...NOTHING, pages: [{ before, after }] });
const moved = (before: EventCopy, after: EventCopy) => touchedBy({ ...NOTHING, events: [{ before, after }] });
const said = (kind: "feedback" | "standing", code: string, areNew = true) =>
  touchedBy({
    ...NOTHING,
    areNew,
    responses: [
      {
        programmeId: "programme",
        kind,
        response: {
          responseId: "1",
          submittedAt: 0,
          email: "Ana@example.org",
          answers: { [questionId("code")]: [code] },
        },
      },
    ],
  });

test("an edit of a goal, a step that is ticked, an edit of what a meeting's page says, or of somebody's hours is a small change", () => {
  const goal = row("roadmap", { title: "Learn SQL", owner: ["ana"], status: "doing" });
  expect(edited(goal, { ...goal, values: { ...goal.values, status: "done" } })).toMatchObject({
    pages: ["roadmap 1"],
    people: [],
    isOfTime: false,
  });
  const step = row("steps", { title: "Read", owner: ["ana"], done: false });
  expect(edited(step, { ...step, values: { ...step.values, done: true } })).toMatchObject({ pages: ["steps 1"] });
  expect(edited(step, { ...step, values: { ...step.values, owner: ["boris"] } })).toBeNull();
  const person = row("people", { name: "Ana", hours: "9-17" });
  expect(edited(person, { ...person, values: { ...person.values, hours: "10-18" } })).toMatchObject({
    people: ["people 1"],
  });
  const session = row("sessions", { title: "Ana & Boris", when: { start: "2027-01-11T10:00:00Z", end: null } });
  const written = { mark: "", box: "box", written: [], steps: ["Ana: write the test"] };
  expect(edited(session, { ...session, part: written })).toMatchObject({ pages: ["sessions 1"], isOfTime: false });
  const later = { start: "2027-01-11T11:00:00Z", end: null };
  expect(edited(session, { ...session, values: { ...session.values, when: later } })).toMatchObject({ isOfTime: true });
});

test("another owner, address or consent is none, nor is a new page, one that left its table, or one with a cell that is not understood", () => {
  const goal = row("roadmap", { title: "Learn SQL", owner: ["ana"] });
  expect(edited(goal, { ...goal, values: { ...goal.values, owner: ["boris"] } })).toBeNull();
  const person = row("people", { name: "Ana", email: "ana@example.org", consent: null });
  const others: Row["values"][] = [
    { email: "ana@example.com" },
    { consent: { start: "2027-01-01", end: null } },
    { name: "Anna" },
  ];
  for (const values of others)
    expect(edited(person, { ...person, values: { ...person.values, ...values } })).toBeNull();
  expect(touchedBy({ ...NOTHING, pages: [{ before: undefined, after: goal }] })).toBeNull();
  expect(edited({ ...goal, absence: "moved" }, goal)).toBeNull();
  expect(edited(goal, { ...goal, unread: { skill: "missing" } })).toBeNull();
  expect(edited(row("groups", { name: "A" }), row("groups", { name: "B" }))).toBeNull();
});

test("a reply and a move of a meeting are small changes; one called off, another guest, and a letter are none", () => {
  const replied = event({ guests: [{ email: "ana@example.org", reply: "accepted" }] });
  expect(moved(event(), replied)).toMatchObject({ events: ["krug1"], isOfTime: false });
  expect(moved(event(), event({ startsAt: 15, endsAt: 25 }))).toMatchObject({ isOfTime: true });
  expect(moved(event(), event({ isCancelled: true }))).toBeNull();
  expect(moved(event(), event({ guests: [{ email: "boris@example.org", reply: "needsAction" }] }))).toBeNull();
  expect(moved(event({ id: "krugletter1" }), event({ id: "krugletter1", startsAt: 15 }))).toBeNull();
});

test("of a meeting in a series only a reply is a small change: its time may be that of the others too", () => {
  const inSeries = event({ seriesId: "series", originalStart: 10 });
  const replied = { ...inSeries, guests: [{ email: "ana@example.org", reply: "declined" as const }] };
  expect(moved(inSeries, replied)).not.toBeNull();
  expect(moved(inSeries, { ...inSeries, startsAt: 15 })).toBeNull();
});

test("what is said of a meeting is a small change where its code and the address are known; an edited answer and a wish are none", () => {
  expect(said("feedback", "ab-c2 34")).toMatchObject({ codes: ["ABC234"], addresses: ["ana@example.org"] });
  expect(said("feedback", "")).toBeNull();
  expect(said("feedback", "ABC234", false)).toBeNull();
  expect(said("standing", "ABC234")).toBeNull();
  expect(touchedBy(NOTHING)).toBeNull();
  expect(
    touchedBy({
      ...NOTHING,
      pages: [{ before: row("roadmap", { title: "A" }), after: row("roadmap", { title: "B" }) }],
      areNew: false,
    }),
  ).toBeNull();
});

test("what is not near is never taken for absent", () => {
  const near = new NearMap([["ana", 1]], id => id === "boris");
  expect([near.get("ana"), near.get("boris"), near.has("boris"), near.get("")]).toEqual([
    1,
    undefined,
    false,
    undefined,
  ]);
  expect(() => near.get("carla")).toThrow(NotNear);
  expect(() => near.has("carla")).toThrow(NotNear);
});
