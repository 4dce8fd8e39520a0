import { describe, expect, test } from "vitest";
import type { Command } from "../../../src/core/domain/command.ts";
import type { PlainValue, Row, SourceKey } from "../../../src/core/domain/values/row.ts";
import { absenceOf, programmesOf, tellMoved, withoutHeld } from "../../../src/core/plan/held.ts";
import type { Mirror } from "../../../src/core/state/mirror.ts";
import {
  aGathering,
  aGoal,
  anId,
  aPage,
  aPair,
  aPerson,
  aPlanning,
  aProgramme,
  aSession,
  aSnapshot,
  at,
} from "../../world/builders.ts";

const BEFORE = at("2027-01-13T08:00:00Z");
const AFTER = at("2027-01-13T10:00:00Z");
const PAIR = aPair(["Ana", "Boris"]);
const moved = (row: Row): Row => ({ ...row, absence: "moved" });
const rows = [aProgramme(), aPerson("Ana"), aPerson("Boris"), PAIR];
const worldWith = (row: Row, more: Partial<Mirror> = {}) =>
  aSnapshot([...rows.filter(({ id }) => id !== row.id), row], more);
const page = (source: SourceKey, values: Record<string, PlainValue>) =>
  aPage(source, anId(`a page of ${source}`), values);

describe("a page that left its table is told of while anything of it is still to come", () => {
  test.each<[string, Row, number, boolean]>([
    ["a session before its end", aSession(PAIR), BEFORE, true],
    ["a session that is over", aSession(PAIR), AFTER, false],
    ["a session that was called off", aSession(PAIR, { status: "cancelled" }), BEFORE, false],
    ["a session that was planned without a time", aSession(PAIR, { when: null, status: "no_slot" }), BEFORE, false],
    ["a class before its end", aGathering(), BEFORE, true],
    ["a class that is over", aGathering(), at("2027-01-13T10:31:00Z"), false],
    ["a group", PAIR, BEFORE, true],
    ["a group that has ended", aPair(["Ana", "Boris"], { status: "ended" }), BEFORE, false],
    ["a programme", aProgramme(), BEFORE, true],
    ["a programme that has ended", aProgramme({ status: "ended" }), BEFORE, false],
    ["a person", aPerson("Ana"), BEFORE, true],
    ["a person who left", aPerson("Ana", { status: "left" }), BEFORE, false],
    ["a goal", aGoal("Ana"), BEFORE, true],
    ["a goal that was reached", aGoal("Ana", { status: "done" }), BEFORE, false],
    ["a goal that was given up", aGoal("Ana", { status: "dropped" }), BEFORE, false],
    ["a question", page("help", { question: "How?", resolved: false }), BEFORE, true],
    ["a question that is settled", page("help", { question: "How?", resolved: true }), BEFORE, false],
    ["a course", page("resources", { title: "Testing" }), BEFORE, true],
    ["thanks", page("thanks", { title: "For the review" }), BEFORE, true],
    ["a survey", page("surveys", { title: "Pulse" }), BEFORE, true],
    ["a figure", page("metrics", { title: "Rate" }), BEFORE, false],
    ["a digest", page("digests", { title: "January" }), BEFORE, false],
  ])("%s", (_, row, now, isTold) => {
    const snapshot = worldWith(moved(row));
    expect(absenceOf(snapshot, moved(row), now)?.code).toBe(isTold ? "page_moved" : undefined);
    expect(absenceOf(snapshot, row, now)).toBeNull();
  });

  test("otherwise where it can't be read any more", () => {
    const row: Row = { ...aSession(PAIR), absence: "unreadable" };
    expect(absenceOf(worldWith(row), row, BEFORE)).toEqual({
      code: "page_unreadable",
      page: "Ana, Boris",
      table: "sessions",
    });
  });
});

describe("a page that left its table is told on the programmes it belongs to", () => {
  const programmes = [aProgramme(), aProgramme({ name: "Other" }, anId("other"))];
  const toldOn = (row: Row) => {
    const snapshot = aSnapshot([
      ...programmes,
      aPerson("Ana"),
      aPerson("Boris"),
      ...(row.id === PAIR.id ? [] : [PAIR]),
      row,
    ]);
    const absent = [...snapshot.held]
      .flatMap(id => snapshot.rows.get(id) ?? [])
      .filter(one => absenceOf(snapshot, one, BEFORE) !== null);
    const ids = absent.flatMap(one => programmesOf(snapshot, one));
    return snapshot.programmes.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  };

  test.each<[string, Row, string[]]>([
    ["a group on its own", PAIR, ["Pairs"]],
    ["a session on that of its group", aSession(PAIR, { programme: [] }), ["Pairs"]],
    ["a person on theirs", aPerson("Carla", { programmes: [anId("other")] }), ["Other"]],
    ["a goal on those of its owner", aGoal("Ana"), ["Pairs"]],
    ["a class for a programme on that", aGathering({ programmes: [anId("other")] }), ["Other"]],
    ["a class for everybody on all", aGathering({ programmes: [] }), ["Other", "Pairs"]],
    ["a course on none", page("resources", { title: "Testing" }), []],
  ])("%s", (_, row, expected) => {
    expect(toldOn(moved(row)).sort()).toEqual(expected);
    expect(toldOn(row)).toEqual([]);
  });
});

describe("on the moved page itself", () => {
  const told = (row: Row, more: Partial<Mirror> = {}, now = BEFORE) => tellMoved(aPlanning(worldWith(row, more), now));

  test.each<[string, Row]>([
    ["a session", aSession(PAIR)],
    ["a class", aGathering()],
    ["a programme", aProgramme()],
  ])("it is told, once, of %s", (_, row) => {
    const [command, ...more] = told(moved(row));
    expect(more).toEqual([]);
    expect(command).toMatchObject({ kind: "comment", pageId: row.id, key: `moved:${row.id}` });
    expect(told(moved(row), { actedOn: [{ cause: `moved:${row.id}`, said: "told", at: BEFORE }] })).toEqual([]);
  });

  test("nothing is told of a group, a person or a goal, of what is over, and of what can't be read", () => {
    for (const row of [PAIR, aPerson("Carla"), aGoal("Ana")]) expect(told(moved(row))).toEqual([]);
    expect(told(moved(aSession(PAIR)), {}, AFTER)).toEqual([]);
    expect(told({ ...aSession(PAIR), absence: "unreadable" })).toEqual([]);
  });
});

describe("while a page is not in its table", () => {
  const made = (source: SourceKey, values: Record<string, PlainValue>): Command => ({
    kind: "create_page",
    key: `made ${source}`,
    source,
    values,
  });
  const isLeft = (row: Row, command: Command) => withoutHeld(worldWith(row), [command]).length === 1;

  test.each<[string, Row, Command, boolean]>([
    ["no session of its group is planned", PAIR, made("sessions", { group: [PAIR.id] }), false],
    ["a session of another group is", PAIR, made("sessions", { group: [anId("other")] }), true],
    ["no group of its programme is formed", aProgramme(), made("groups", { programme: [anId("programme")] }), false],
    [
      "nobody is put into a group from a page that left",
      aPerson("Ana"),
      made("groups", { members: [anId("Ana")] }),
      false,
    ],
    ["a page that only names them is made", aPerson("Ana"), made("surveys", { members: [anId("Ana")] }), true],
  ])("%s", (_, row, command, expected) => {
    expect(isLeft(moved(row), command)).toBe(expected);
    expect(isLeft(row, command)).toBe(true);
  });

  test("nothing is written on it, and all others are written on", () => {
    const update = (pageId: string): Command => ({
      kind: "update_page",
      key: `u ${pageId}`,
      source: "people",
      pageId,
      values: { krugSays: "" },
    });
    expect(isLeft(moved(aPerson("Ana")), update(anId("Ana")))).toBe(false);
    expect(isLeft(moved(aPerson("Ana")), update(anId("Boris")))).toBe(true);
  });

  test("who it is about gets no letter, and others do", () => {
    const letter = (email: string): Command => ({
      kind: "send_letter",
      key: email,
      eventId: "krugletter",
      draft: { title: "", description: "", startsAt: BEFORE, endsAt: AFTER, zone: "UTC", email, mark: "" },
    });
    expect(isLeft(moved(aPerson("Ana")), letter("ana@example.org"))).toBe(false);
    expect(isLeft(moved(aPerson("Ana")), letter("boris@example.org"))).toBe(true);
  });
});
