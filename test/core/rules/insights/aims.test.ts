import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Aim, BY_HAND, parseAim, writtenNumber } from "../../../../src/core/domain/aim.ts";
import { OPTIONS } from "../../../../src/core/domain/values/options.ts";
import { DAY } from "../../../../src/core/domain/values/time.ts";
import { standingOf } from "../../../../src/core/rules/insights/aims.ts";
import { catalogue } from "../../../../src/core/rules/metrics/catalogue.ts";
import type { Point } from "../../../../src/core/rules/metrics/points.ts";
import { anId, aPage, aProgramme, at, on, programmeOf } from "../../../world/builders.ts";

const START = at("2027-01-10T23:00:00Z");
const PERIOD = 28 * DAY;
const PROGRAMME = programmeOf(aProgramme({ start: on("2027-01-11"), end: on("2027-06-06") }));

function anAim(more: Parameters<typeof aPage>[2] = {}): Aim {
  const values = { title: "People are happy", programme: [anId("programme")], metric: "satisfaction", target: "4" };
  const aim = parseAim(aPage("aims", anId("aim"), { ...values, due: on("2027-04-30"), ...more })).value;
  if (aim === null) throw new Error("no aim");
  return aim;
}

const point = (number: number, value: number | null, more: Partial<Point> = {}) =>
  ({
    metricId: "satisfaction",
    skill: null,
    isPublic: value !== null,
    value,
    period: { number, from: START + number * PERIOD, to: START + (number + 1) * PERIOD },
    ...more,
  }) as Point;

const standing = (aim: Aim, points: readonly Point[], now = START + 2 * PERIOD) => {
  const { state, why, value } = standingOf(aim, PROGRAMME, { points, now, isSound: true });
  return [state, why, value];
};

describe("an aim that a figure tells of", () => {
  test("is reached by the last period that is over, whatever the running one says", () => {
    expect(standing(anAim(), [point(0, 4.2), point(1, 3.9), point(2, 5)])).toEqual(["not_yet", null, 3.9]);
    expect(standing(anAim(), [point(0, 3), point(1, 4), point(2, 1)])).toEqual(["reached", null, 4]);
  });

  test("is missed once its day is gone by and the period of that day is over, and stays judged by that", () => {
    const points = [point(0, 3), point(1, 3), point(2, 3), point(3, 3.5), point(4, 5)];
    const onDay = at("2027-05-01T10:00:00Z");
    expect(standing(anAim(), points, onDay)).toEqual(["not_yet", null, 3]);
    expect(standing(anAim(), points, START + 4 * PERIOD)).toEqual(["missed", null, 3.5]);
    expect(standing(anAim(), points, START + 5 * PERIOD)).toEqual(["missed", null, 3.5]);
  });

  test("that is better the lower it is, or is written with <, is reached at or below the target", () => {
    const hours = (value: number) => [point(0, value, { metricId: "hours_to_helper" })];
    const aim = anAim({ metric: "hours_to_helper", target: "24" });
    expect([20, 24, 25].map(value => standing(aim, hours(value))[0])).toEqual(["reached", "reached", "not_yet"]);
    expect(standing(anAim({ target: "<4" }), [point(0, 4.5)])[0]).toBe("not_yet");
  });

  test("of a share takes 80%, 80 and 0.8 for the same", () => {
    for (const target of ["80%", "80 %", "80", "0,8", "0.80"]) {
      const aim = anAim({ metric: "held_rate", target });
      const shares = [0.79, 0.8].map(value => standing(aim, [point(0, value, { metricId: "held_rate" })])[0]);
      expect(shares).toEqual(["not_yet", "reached"]);
    }
  });

  test("can't be judged before a period is over, where nothing may be shown, and where its page lacks something", () => {
    expect(standing(anAim(), [point(0, 5)], START + DAY)).toEqual(["unknown", "no_period", null]);
    expect(standing(anAim(), [point(0, null)])).toEqual(["unknown", "no_figure", null]);
    expect(standing(anAim({ target: "a lot" }), [point(0, 5)])).toEqual(["unknown", "unfinished", null]);
    const told = standingOf(anAim(), PROGRAMME, { points: [point(0, 5)], now: START + PERIOD, isSound: false });
    expect(told.state).toBe("unknown");
  });

  test("goes by nothing that is held back from anybody: other figures behind it change nothing", () => {
    const drawn = fc.array(
      fc.record({ value: fc.option(fc.double({ min: 1, max: 5, noNaN: true })), isPublic: fc.boolean() }),
      {
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(drawn, fc.double({ min: 1, max: 5, noNaN: true }), fc.nat(7), (figures, other, periods) => {
        const now = START + periods * PERIOD;
        const of = (held: number | null) =>
          figures.map(({ value, isPublic }, number) =>
            isPublic ? point(number, value) : point(number, held, { isPublic: false }),
          );
        expect(standing(anAim(), of(other), now)).toEqual(standing(anAim(), of(null), now));
      }),
    );
  });
});

describe("an aim reported by hand", () => {
  const aim = (more = {}) =>
    anAim({ metric: BY_HAND, target: "12", reported: "14", reportedOn: on("2027-03-01"), ...more });

  test("goes by the value and needs its day", () => {
    expect(standing(aim(), [])).toEqual(["reached", null, 14]);
    expect(standing(aim({ reported: "3" }), [])).toEqual(["not_yet", null, 3]);
    expect(standing(aim({ reported: "3" }), [], at("2027-05-01T10:00:00Z"))).toEqual(["missed", null, 3]);
    expect(standing(aim({ reportedOn: null }), [])).toEqual(["unknown", "not_reported", null]);
    expect(standing(aim({ reported: "" }), [])).toEqual(["unknown", "not_reported", null]);
  });
});

test.each([
  ["4", 4],
  [" 4,5 ", 4.5],
  ["-0.5", -0.5],
  ["≤ 20", 20],
  ["80 %", 80],
  ["four", null],
  ["4 of 5", null],
  ["1e9", null],
  ["", null],
])("“%s” as a target is %s", (written, value) => expect(writtenNumber(written)?.value ?? null).toBe(value));

test("an aim can be measured by each figure of which more, or less, is better, and by no other", () => {
  const directed = catalogue([]).flatMap(({ id, direction }) => (direction === "none" ? [] : id));
  expect(OPTIONS.aims.metric).toEqual([...directed, BY_HAND]);
});
