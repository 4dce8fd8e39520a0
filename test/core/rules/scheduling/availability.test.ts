import fc from "fast-check";
import { expect, test } from "vitest";
import { difference, holding, intersection, union } from "../../../../src/core/domain/values/intervals.ts";
import { atLocal, DAY, HOUR, type Interval, toIso } from "../../../../src/core/domain/values/time.ts";
import { membersSeen } from "../../../../src/core/rules/scheduling/members.ts";
import { aPerson, aRequest } from "./builders.ts";

const intervals = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 8 })), { maxLength: 8 })
  .map(list => list.map(([startsAt, length]): Interval => ({ startsAt, endsAt: startsAt + length })));
const covers = (list: readonly Interval[], at: number) => list.some(one => one.startsAt <= at && at < one.endsAt);
const moments = Array.from({ length: 50 }, (_, at) => at);

test("union, intersection and difference hold exactly the moments they should", () => {
  fc.assert(
    fc.property(intervals, intervals, (left, right) => {
      const [a, b] = [union(left), union(right)];
      for (const at of moments) {
        expect(covers(a, at)).toBe(covers(left, at));
        expect(covers(intersection(a, b), at)).toBe(covers(left, at) && covers(right, at));
        expect(covers(difference(a, b), at)).toBe(covers(left, at) && !covers(right, at));
      }
      for (const [place, one] of a.entries()) expect(place === 0 || one.startsAt > a[place - 1]!.endsAt).toBe(true);
    }),
  );
});

test("a stretch is held by the interval that contains it wholly", () => {
  const list = union([
    { startsAt: 0, endsAt: 10 },
    { startsAt: 20, endsAt: 30 },
  ]);
  expect(holding(list, { startsAt: 20, endsAt: 30 })).toBe(list[1]);
  expect(holding(list, { startsAt: 8, endsAt: 11 })).toBeNull();
  expect(holding(list, { startsAt: 12, endsAt: 13 })).toBeNull();
});

test("a working day keeps its local hours when the clocks change, and breaks are not working time", () => {
  const zone = "Europe/Sofia";
  const window = { startsAt: atLocal("2027-03-26", 0, zone), endsAt: atLocal("2027-03-30", 0, zone) };
  const [member] = membersSeen([aPerson("a", "9-12, 13-17", { zone })], 0, 0)(aRequest("1", "a", { window }));
  const days = member!.days;
  expect(days.map(day => [day.weekday, toIso(day.startsAt), toIso(day.endsAt), day.stretches.length])).toEqual([
    [5, "2027-03-26T07:00:00Z", "2027-03-26T15:00:00Z", 2],
    [1, "2027-03-29T06:00:00Z", "2027-03-29T14:00:00Z", 2],
  ]);
});

test("free time is working time less appointments, the room around them and leave; unknown stays unknown", () => {
  const noon = Date.parse("2027-01-13T12:00:00Z");
  const person = aPerson("a", "Wed-Thu 9-17", {
    zone: "UTC",
    away: { startsAt: Date.parse("2027-01-14T00:00:00Z"), endsAt: Date.parse("2027-01-15T00:00:00Z") },
    busy: [{ startsAt: noon, endsAt: noon + HOUR }],
  });
  const request = aRequest("1", "a", { window: { startsAt: noon - 2 * DAY, endsAt: noon + 3 * DAY } });
  const freeTime = (one: typeof person) => membersSeen([one], 15, 0)(request)[0]!.free;
  expect(freeTime(person)?.map(one => `${toIso(one.startsAt)} ${toIso(one.endsAt)}`)).toEqual([
    "2027-01-13T09:00:00Z 2027-01-13T11:45:00Z",
    "2027-01-13T13:15:00Z 2027-01-13T17:00:00Z",
  ]);
  expect(freeTime({ ...person, busy: null })).toBeNull();
});
