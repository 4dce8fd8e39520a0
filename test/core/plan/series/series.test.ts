import { describe, expect, test } from "vitest";
import type { Command } from "../../../../src/core/domain/command.ts";
import type { EventCopy } from "../../../../src/core/domain/event.ts";
import type { PlainValue, Row } from "../../../../src/core/domain/values/row.ts";
import { DAY, HOUR, toIso } from "../../../../src/core/domain/values/time.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { aMirror, anId, aPerson, aProgramme, at, decided, on, settled } from "../../../world/builders.ts";

const THURSDAY = at("2027-01-07T08:00:00Z");
const LATER = THURSDAY + HOUR;
const NAMES = ["Ana", "Boris", "Carla", "Dan"];
const PROGRAMME = { format: "circle", everyWeeks: 1, roundWeeks: 8, groupSize: 5, end: on("2027-03-07") };

/** A circle that meets in eight weeks, with one series for all of its meetings. */
const standing = (() => {
  let kept: Mirror | null = null;
  return () => {
    kept ??= settled(aMirror([aProgramme(PROGRAMME), ...NAMES.map(name => aPerson(name))]), THURSDAY).mirror;
    return kept;
  };
})();

const edited = (mirror: Mirror, isMeant: (row: Row) => boolean, values: (row: Row) => Record<string, PlainValue>) => ({
  ...mirror,
  rows: mirror.rows.map(row => (isMeant(row) ? { ...row, values: { ...row.values, ...values(row) } } : row)),
});
const withEvents = (mirror: Mirror, change: (event: EventCopy) => Partial<EventCopy>): Mirror => ({
  ...mirror,
  events: mirror.events.map(event => ({ ...event, ...change(event) })),
});
const startOf = (row: Row) => Date.parse((row.values.when as { start: string }).start);
const meetings = (mirror: Mirror) =>
  mirror.rows.filter(({ source }) => source === "sessions").sort((a, b) => startOf(a) - startOf(b));
const kindsOf = (commands: readonly Command[]) =>
  [...new Set(commands.map(({ kind }) => kind))].filter(kind => kind.endsWith("_series") || kind.endsWith("_event"));
/** The mirror with the last of its meetings called off on their pages, or moved two days on. */
const last = (count: number, values: (row: Row) => Record<string, PlainValue>): Mirror => {
  const ids = new Set(
    meetings(standing())
      .slice(-count)
      .map(({ id }) => id),
  );
  return edited(standing(), row => ids.has(row.id), values);
};
const cancelled = () => ({ status: "cancelled" });
const twoDaysOn = (row: Row) => ({
  when: on(toIso(startOf(row) + 2 * DAY), toIso(startOf(row) + 2 * DAY + HOUR)),
});

test("a circle has one series for its meetings, and once it stands there is nothing to do", () => {
  expect(standing().series).toHaveLength(1);
  expect(meetings(standing())).toHaveLength(8);
  expect(decided(standing(), LATER)).toEqual([]);
});

describe("what is left of a series is off", () => {
  test("two meetings end it before them, in one step", () => {
    const [end] = decided(last(2, cancelled), LATER).filter(({ kind }) => kind === "end_series");
    expect(end).toMatchObject({ before: startOf(meetings(standing()).at(-2)!) });
  });

  test("a single one is called off by itself, and one in the middle too", () => {
    expect(kindsOf(decided(last(1, cancelled), LATER))).toEqual(["cancel_event"]);
    const third = meetings(standing())[2]!.id;
    expect(
      kindsOf(
        decided(
          edited(standing(), row => row.id === third, cancelled),
          LATER,
        ),
      ),
    ).toEqual(["cancel_event"]);
  });

  test("all of it is deleted whole, and everybody is told once", () => {
    const [end] = decided(last(8, cancelled), LATER).filter(({ kind }) => kind === "end_series");
    expect(end).toMatchObject({ before: null, mailed: NAMES.map(name => `${name.toLowerCase()}@example.org`) });
  });
});

describe("the rest of a series has another time on its pages", () => {
  test("two meetings go on in a series of their own, to which everybody is invited once", () => {
    const moved = last(2, twoDaysOn);
    expect(kindsOf(decided(moved, LATER))).toEqual(["end_series"]);
    const { mirror, done } = settled(moved, LATER);
    const made = done.flatMap(command => (command.kind === "create_series" ? [command] : []));
    expect(made.map(({ mailed }) => mailed.length)).toEqual([NAMES.length]);
    expect(mirror.series).toHaveLength(2);
  });

  test("a single one moves by itself", () => {
    expect(kindsOf(decided(last(1, twoDaysOn), LATER))).toEqual(["change_event"]);
  });
});

describe("where Google shows only some of the guests", () => {
  const joined = () => {
    const more = { ...standing(), rows: [...standing().rows, aPerson("Eva")] };
    return edited(
      more,
      row => row.source === "groups",
      row => ({ members: [...(row.values.members as string[]), anId("Eva")] }),
    );
  };

  test("whoever joins is invited, without anybody else being told", () => {
    const [change] = decided(joined(), LATER).filter(({ kind }) => kind === "change_series");
    expect(change).toMatchObject({ mailed: ["eva@example.org"] });
  });

  test("no list is written for all of it, for that would call off the others, and none for the meeting that hides some", () => {
    const hidesSome = startOf(meetings(standing())[3]!);
    const hidden = withEvents(joined(), ({ originalStart }) =>
      originalStart === hidesSome ? { areGuestsOmitted: true } : {},
    );
    const written = decided(hidden, LATER).flatMap(command =>
      command.kind === "change_event" && command.change.guests !== undefined ? [command.link.originalStart] : [],
    );
    expect(written).not.toContain(hidesSome);
    expect(kindsOf(decided(hidden, LATER))).not.toContain("change_series");
    const series = joined().series.map(one => ({ ...one, master: { ...one.master, areGuestsOmitted: true } }));
    expect(kindsOf(decided({ ...joined(), series }, LATER))).not.toContain("change_series");
  });
});
