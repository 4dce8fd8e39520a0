import { describe, expect, test } from "vitest";
import type { Row } from "../../../../src/core/domain/values/row.ts";
import { DAY } from "../../../../src/core/domain/values/time.ts";
import { workingDaysAfter } from "../../../../src/core/plan/rounds/partners.ts";
import { questionId } from "../../../../src/core/rules/surveys/form.ts";
import { questionTexts } from "../../../../src/core/rules/surveys/texts.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { snapshotOf } from "../../../../src/core/state/snapshot.ts";
import { aMirror, anId, aPerson, aProgramme, at, settled } from "../../../world/builders.ts";

const THURSDAY = at("2027-01-07T08:00:00Z");
const MONDAY_NOON = at("2027-01-11T11:00:00Z");

/** Somebody's answer of the standing form: they would like to meet somebody else. */
const another = (name: string, submittedAt: number) => ({
  programmeId: anId("programme"),
  kind: "standing" as const,
  response: {
    responseId: `${name} ${submittedAt}`,
    submittedAt,
    email: `${name.toLowerCase()}@example.org`,
    answers: { [questionId("standing")]: [questionTexts("standing").options?.another?.en ?? ""] },
  },
});
const people = (names: readonly string[], more = {}) => names.map(name => aPerson(name, more));
const world = (names: readonly string[], programme: Parameters<typeof aProgramme>[0] = {}) =>
  settled(aMirror([aProgramme(programme), ...people(names)]), THURSDAY).mirror;
const withRows = (mirror: Mirror, change: (row: Row) => Row): Mirror => ({ ...mirror, rows: mirror.rows.map(change) });
const without = (mirror: Mirror, name: string, values: object) =>
  withRows(mirror, row => (row.id === anId(name) ? { ...row, values: { ...row.values, ...values } } : row));
/** Everybody has said yes to everything. */
const accepted = (mirror: Mirror): Mirror => ({
  ...mirror,
  events: mirror.events.map(event => ({
    ...event,
    guests: event.guests.map(guest => ({ ...guest, reply: "accepted" as const })),
  })),
});
const names = new Map(["Ana", "Boris", "Carla", "Dan", "Eva", "Farid"].map(name => [anId(name), name]));

/** The groups of a round that have not ended, as names. */
function groups(mirror: Mirror, round = 0): string[] {
  return [...snapshotOf(mirror).groups.values()]
    .filter(group => group.round === round && group.status !== "ended")
    .map(group =>
      group.memberIds
        .map(id => names.get(id))
        .sort()
        .join(" "),
    )
    .sort();
}
const groupOf = (mirror: Mirror, name: string, round = 0) =>
  groups(mirror, round).find(group => group.split(" ").includes(name)) ?? "";

describe("who asks to meet somebody else", () => {
  test("is with somebody else within the round, while it has not begun, and everybody keeps company", () => {
    const before = world(["Ana", "Boris", "Carla", "Dan", "Eva", "Farid"]);
    const partner = groupOf(before, "Ana").replace("Ana", "").trim();
    const asked = { ...before, responses: [another("Ana", THURSDAY + 1000)] };
    const { mirror } = settled(asked, THURSDAY + 60_000);
    expect(groupOf(mirror, "Ana")).not.toContain(partner);
    expect(groups(mirror).join(" ").split(" ").sort()).toEqual(["Ana", "Boris", "Carla", "Dan", "Eva", "Farid"]);
    for (const group of groups(mirror)) expect(group.split(" ").length).toBeGreaterThan(1);
    expect(settled(mirror, THURSDAY + 120_000).done).toEqual([]);
  });

  test("stays where nobody else is free, and is not with the same partner in the next rounds", () => {
    const before = world(["Ana", "Boris", "Carla", "Dan"]);
    const partner = groupOf(before, "Ana").replace("Ana", "").trim();
    // Both pairs have met when Ana asks: nothing of this round can change.
    const { mirror } = settled(
      { ...before, responses: [another("Ana", at("2027-01-15T18:00:00Z"))] },
      at("2027-01-15T19:00:00Z"),
    );
    expect(groupOf(mirror, "Ana")).toContain(partner);
    let later = mirror;
    for (let week = 1; week <= 9; week += 1) {
      later = settled(accepted(later), MONDAY_NOON + (7 * week + 2) * DAY).mirror;
      expect(groupOf(later, "Ana", week).split(" "), `round ${week}`).not.toContain(partner);
      expect(groupOf(later, "Ana", week), `round ${week}`).not.toBe("");
    }
  });

  test("no page says that anybody asked", () => {
    const before = world(["Ana", "Boris", "Carla", "Dan", "Eva", "Farid"]);
    const { done } = settled({ ...before, responses: [another("Ana", THURSDAY + 1000)] }, THURSDAY + 60_000);
    const written = done.flatMap(command =>
      command.kind === "comment" ? [command.text] : "values" in command ? [JSON.stringify(command.values)] : [],
    );
    expect(written.length).toBeGreaterThan(0);
    expect(written.join()).not.toMatch(/asked|another|apart|somebody else/i);
  });
});

describe("a partner left alone", () => {
  test("joins a pair within the round that has not begun", () => {
    const before = world(["Ana", "Boris", "Carla", "Dan"]);
    const partner = groupOf(before, "Ana").replace("Ana", "").trim();
    const { mirror } = settled(without(before, "Ana", { programmes: [] }), THURSDAY + DAY);
    expect(groups(mirror)).toHaveLength(1);
    expect(groupOf(mirror, partner).split(" ")).toHaveLength(3);
  });

  const MONTH = { roundWeeks: 4 };
  test("of a pair that has met and meets again finds others too, and the leaver is in none of the meetings to come", () => {
    const before = settled(world(["Ana", "Boris", "Carla", "Dan"], MONTH), at("2027-01-16T08:00:00Z")).mirror;
    const partner = groupOf(before, "Ana").replace("Ana", "").trim();
    const { mirror } = settled(without(before, "Ana", { programmes: [] }), at("2027-01-16T09:00:00Z"));
    expect(groupOf(mirror, partner).split(" ")).toHaveLength(3);
    expect(groupOf(mirror, "Ana")).toBe("");
    const invited = mirror.events.filter(
      event => !event.isCancelled && (event.startsAt ?? 0) > at("2027-01-16T10:00:00Z"),
    );
    expect(invited.length).toBeGreaterThan(0);
    expect(invited.flatMap(event => event.guests.map(guest => guest.email))).not.toContain("ana@example.org");
  });

  test("by two who leave is with the other one left alone", () => {
    const before = settled(world(["Ana", "Boris", "Carla", "Dan"], MONTH), at("2027-01-16T08:00:00Z")).mirror;
    const [first = "", second = ""] = groups(before);
    const leavers = [first, second].map(group => group.split(" ")[0] ?? "");
    const left = [first, second].map(group => group.split(" ")[1] ?? "").sort();
    const after = leavers.reduce((mirror, name) => without(mirror, name, { programmes: [] }), before);
    expect(groups(settled(after, at("2027-01-16T09:00:00Z")).mirror)).toEqual([left.join(" ")]);
  });

  test("by somebody's pause without an end is rematched, and by a leave of days is not", () => {
    const before = settled(world(["Ana", "Boris", "Carla", "Dan"], MONTH), at("2027-01-16T08:00:00Z")).mirror;
    const leave = without(before, "Ana", { away: { start: "2027-01-18", end: "2027-01-22" } });
    expect(groups(settled(leave, at("2027-01-16T09:00:00Z")).mirror)).toEqual(groups(before));
    const pause = settled(without(before, "Ana", { status: "paused" }), at("2027-01-16T09:00:00Z")).mirror;
    expect(groupOf(pause, "Ana")).toBe("");
    expect(groups(pause)).toHaveLength(1);
  });

  test("whom nobody can take gets a word after two working days: not in this round, and never why", () => {
    const before = world(["Ana", "Boris"], { roundWeeks: 4 });
    const { mirror } = settled(without(before, "Ana", { programmes: [] }), at("2027-01-08T08:00:00Z"));
    const ended = withRows(mirror, row =>
      row.source === "groups" ? { ...row, editedAt: at("2027-01-12T08:00:00Z") } : row,
    );
    const lettersOn = (day: string) =>
      settled(ended, at(`${day}T12:00:00Z`)).done.flatMap(command => (command.kind === "send_letter" ? [command] : []));
    expect(lettersOn("2027-01-13")).toEqual([]);
    const [letter, ...others] = lettersOn("2027-01-14");
    expect(others).toEqual([]);
    expect(letter?.draft).toMatchObject({ email: "boris@example.org", title: "Pairs: this round" });
    expect(letter?.draft.description).toContain("The next round begins on");
    expect(letter?.draft.description).not.toMatch(/Ana|left|partner|because/);
  });
});

test.each([
  ["2027-01-11", "2027-01-13"],
  ["2027-01-14", "2027-01-18"],
  ["2027-01-16", "2027-01-19"],
])("two working days after %s it is %s", (day, expected) => {
  expect(workingDaysAfter(day, 2)).toBe(expected);
});
