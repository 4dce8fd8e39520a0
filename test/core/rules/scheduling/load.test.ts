import { describe, expect, test } from "vitest";
import { randomOf, shuffled } from "../../../../src/core/domain/values/random.ts";
import { addDays, DAY, HOUR, localDate, overlaps } from "../../../../src/core/domain/values/time.ts";
import type { Availability } from "../../../../src/core/rules/scheduling/members.ts";
import type { SlotRequest } from "../../../../src/core/rules/scheduling/slotRequest.ts";
import { planSlots } from "../../../../src/core/rules/scheduling/slots.ts";
import { slotInstance } from "../../../bench/slotInstances.ts";
import { slotOptimum } from "../../../bench/slotOptimum.ts";
import { aPerson, aRequest, at, from, MONDAY, only, plan, SOFIA, shown, week } from "./builders.ts";

const fortnight = { startsAt: week.startsAt, endsAt: week.endsAt + 7 * DAY };
const slotsIn = (outcomes: ReturnType<typeof planSlots>) =>
  [...outcomes].flatMap(([id, outcome]) => (outcome.kind === "slot" ? [{ id, ...outcome }] : []));

describe("several sessions of one person", () => {
  test("fall on one day without touching each other where there is no other day", () => {
    const people = [aPerson("a", "Wed 9-12"), aPerson("b"), aPerson("c"), aPerson("d")];
    const slots = slotsIn(plan([aRequest("1", "ab"), aRequest("2", "ac"), aRequest("3", "ad")], people));
    expect(slots).toHaveLength(3);
    for (const one of slots) for (const other of slots) expect(one === other || !overlaps(one, other)).toBe(true);
  });

  test("fall on different days even if that means an early hour", () => {
    const people = [aPerson("a"), aPerson("b", "Tue 12-13; Wed 9-10"), aPerson("c", "Tue 13-14")];
    const outcomes = plan([aRequest("1", "ab"), aRequest("2", "ac")], people);
    expect([shown(outcomes.get("1")), shown(outcomes.get("2"))]).toEqual(["2027-01-13T09:00", "2027-01-12T13:00"]);
  });

  test("a new one avoids the days of those they have already, whenever in the day these are", () => {
    const sessions = ["2027-01-12", "2027-01-13", "2027-01-15"].map(day => from(day, "9:00", "10:00"));
    const slot = only(aRequest("1", "ab"), [aPerson("a", "Tue-Fri 9-17", { sessions, busy: sessions }), aPerson("b")]);
    expect(shown(slot)).toMatch(/^2027-01-14T12:30/);
  });

  test("a check-in may stand on the day of a session", () => {
    const people = [aPerson("a", "Mon-Tue 9-17"), aPerson("b", "Mon-Fri 9-17")];
    const checkIn = aRequest("check", "ab", { durationMinutes: 10, firstWorkingDay: true });
    const outcomes = plan([checkIn, aRequest("1", "ab")], people);
    expect([shown(outcomes.get("check")), shown(outcomes.get("1"))]).toEqual(["2027-01-11T09:00", "2027-01-11T12:30"]);
  });
});

describe("the window's first week", () => {
  test("comes first, even where only Monday's first hour is left in it", () => {
    const busy = [from(MONDAY, "10:00", "17:00"), { startsAt: at("2027-01-12", "0:00"), endsAt: week.endsAt }];
    expect(shown(only(aRequest("1", "a", { window: fortnight }), [aPerson("a", "9-17", { busy })]))).toBe(
      "2027-01-11T09:00",
    );
  });
  test("comes before the weekly slot kept in the second", () => {
    const preferred = { weekday: 3, localMinutes: 14 * 60, zone: SOFIA };
    const busy = [from("2027-01-13", "9:00", "17:00")];
    const slot = only(aRequest("1", "a", { window: fortnight, preferred }), [aPerson("a", "9-17", { busy })]);
    expect(shown(slot) < "2027-01-18").toBe(true);
  });
});

describe("the sessions a week a person can take", () => {
  const three = [aRequest("1", "ab"), aRequest("2", "ac"), aRequest("3", "ad")];
  const others = ["b", "c", "d"].map(id => aPerson(id));

  test("are not passed; the group that is left is told whose week is full", () => {
    const outcomes = plan(three, [aPerson("a", "9-17", { sessionsAWeek: 2 }), ...others]);
    const none = [...outcomes.values()].filter(outcome => outcome.kind === "none");
    expect(none).toHaveLength(1);
    expect(none[0]?.nearest.map(miss => miss.without)).toEqual([["a"], ["a"], ["a"]]);
  });

  test("count those they have already, in their own week from Monday to Sunday", () => {
    const cast = (day: string) => {
      const sessions = [from(day, "10:00", "11:00")];
      return [aPerson("a", "9-17", { sessionsAWeek: 1, sessions, busy: sessions }), aPerson("b")];
    };
    for (const [day, expected] of [
      ["2027-01-10", "2027-01-1"],
      ["2027-01-11", "none"],
      ["2027-01-17", "none"],
      ["2027-01-18", "2027-01-1"],
    ] as const)
      expect([day, shown(only(aRequest("1", "ab"), cast(day)))]).toEqual([day, expect.stringContaining(expected)]);
    expect(shown(only(aRequest("1", "ab", { window: fortnight }), cast("2027-01-12"))) > "2027-01-18").toBe(true);
  });

  test("with a fraction are spread over the weeks in which it comes out even", () => {
    const weeks = ["2027-01-11", "2027-01-18", "2027-01-25", "2027-02-01"];
    const requests = weeks.map((monday, place) => {
      const window = { startsAt: at(monday, "0:00"), endsAt: at(addDays(monday, 7), "0:00") };
      return aRequest(`${place}`, `a${"bcde"[place]}`, { window });
    });
    const placedFor = (sessionsAWeek: number) => {
      const cast = [aPerson("a", "9-17", { sessionsAWeek }), ..."bcde".split("").map(id => aPerson(id))];
      return [...plan(requests, cast)].filter(([, outcome]) => outcome.kind === "slot").map(([id]) => Number(id));
    };
    const half = placedFor(0.5).sort();
    expect(half).toHaveLength(2);
    expect(half[1]! - half[0]!).toBeGreaterThan(1);
    expect(placedFor(0.25)).toHaveLength(1);
    expect(placedFor(0.75)).toHaveLength(3);
  });

  test("of a session that gets another time stay taken where it is, for all but itself", () => {
    const session = { ...from("2027-01-12", "10:00", "11:00"), id: "s" };
    const cast = [
      aPerson("a", "9-17", { sessionsAWeek: 1, sessions: [session], busy: [session] }),
      ...["b", "c"].map(id => aPerson(id)),
    ];
    const outcomes = plan([aRequest("move", "ab", { moves: "s" }), aRequest("new", "ac")], cast);
    expect([...outcomes].map(([id, outcome]) => [id, outcome.kind]).sort()).toEqual([
      ["move", "slot"],
      ["new", "none"],
    ]);
  });

  test("of a night count in the week it falls in, and its middle is comfortable", () => {
    const night = (more: object) => [aPerson("a", "Sun-Mon 22-6", more), aPerson("b", "Sun-Mon 22-6")];
    const request = aRequest("1", "ab", {
      window: { startsAt: at("2027-01-17", "12:00"), endsAt: at("2027-01-18", "12:00") },
    });
    expect(shown(only(request, night({})))).toBe("2027-01-18T01:30");
    const sessions = [from("2027-01-19", "1:00", "2:00")];
    expect(shown(only(request, night({ sessionsAWeek: 1, sessions, busy: sessions }))) < "2027-01-18").toBe(true);
  });

  test("leave check-ins alone, and are not touched by them", () => {
    const checkIn = aRequest("check", "ab", { durationMinutes: 10, firstWorkingDay: true });
    const people = [aPerson("a", "9-17", { sessionsAWeek: 1 }), ...others];
    const outcomes = plan([checkIn, ...three.slice(0, 1)], people);
    expect([...outcomes.values()].map(outcome => outcome.kind)).toEqual(["slot", "slot"]);
    expect(only(checkIn, [aPerson("a", "9-17", { sessionsAWeek: 0 }), ...others]).kind).toBe("slot");
    expect(only(aRequest("1", "ab"), [aPerson("a", "9-17", { sessionsAWeek: 0 }), ...others]).kind).toBe("none");
  });

  test("as many groups meet as an integer program can place within them, and nobody is over", async () => {
    const shape = { groups: 24, size: 2, groupsEach: 8, busy: 0.7, zones: [SOFIA], minutes: [60], grain: 60, step: 60 };
    for (let seed = 1; seed <= 15; seed += 1) {
      const instance = slotInstance({ ...shape, sessionsAWeek: 3 + (seed % 3) }, seed);
      const slots = slotsIn(planSlots(instance.requests, instance.people, { seed: "s", stepMinutes: 60 }));
      expect([seed, slots.length]).toEqual([seed, (await slotOptimum(instance, 30)).found]);
      for (const { personId, sessionsAWeek } of instance.people) {
        const mine = slots.filter(slot =>
          instance.requests.find(({ id }) => id === slot.id)?.memberIds.includes(personId),
        );
        expect(mine.length).toBeLessThanOrEqual(sessionsAWeek ?? 0);
      }
    }
  });
});

describe("where groups are in each other's way", () => {
  test("as many of twenty meet as an integer program can place", async () => {
    const shape = {
      groups: 20,
      size: 2,
      groupsEach: 8,
      busy: 0.75,
      zones: [SOFIA],
      minutes: [60],
      grain: 60,
      step: 60,
    };
    for (let seed = 1; seed <= 25; seed += 1) {
      const instance = slotInstance(shape, seed);
      const slots = slotsIn(planSlots(instance.requests, instance.people, { seed: "s", stepMinutes: 60 }));
      expect([seed, slots.length]).toEqual([seed, (await slotOptimum(instance, 30)).bound]);
    }
  });

  test("as many of 250 meet as an integer program can place, most of whom have nobody in their way", async () => {
    const shape = {
      groups: 250,
      size: 3,
      groupsEach: 8,
      busy: 0.7,
      zones: [SOFIA],
      minutes: [60],
      grain: 60,
      step: 60,
    };
    for (let seed = 1; seed <= 8; seed += 1) {
      const instance = slotInstance(shape, seed);
      const slots = slotsIn(planSlots(instance.requests, instance.people, { seed: "s", stepMinutes: 60 }));
      expect([seed, slots.length]).toEqual([seed, (await slotOptimum(instance, 30)).bound]);
    }
  });

  test("the same seed gives the same times, in whatever order groups and people come, and nobody is in two places", () => {
    const shape = {
      groups: 120,
      size: 3,
      groupsEach: 8,
      busy: 0.7,
      zones: [SOFIA],
      minutes: [60],
      grain: 60,
      step: 60,
    };
    const { requests, people } = slotInstance({ ...shape, sessionsAWeek: 5 }, 1);
    const random = randomOf("order");
    const options = { seed: "s", stepMinutes: 60, stretchMinutes: 60 };
    const outcomes = planSlots(requests, people, options);
    expect(planSlots(shuffled(requests, random), shuffled(people, random), options)).toEqual(outcomes);
    const slots = slotsIn(outcomes);
    for (const { personId } of people) {
      const mine = slots.filter(slot => requests.find(({ id }) => id === slot.id)?.memberIds.includes(personId));
      for (const one of mine) for (const other of mine) expect(one === other || !overlaps(one, other)).toBe(true);
    }
  });

  test("an appointment fewer never makes a session fewer", () => {
    let more = 0;
    for (let turn = 0; turn < 60; turn += 1) {
      const random = randomOf(`freer ${turn}`);
      const people = Array.from({ length: 5 }, (_, index) => {
        const hours = [9, 10, 11, 12].filter(() => random.next() < 0.3);
        return aPerson(String(index), "Mon 9-13", {
          busy: hours.map(hour => from(MONDAY, `${hour}:00`, `${hour + 1}:00`)),
        });
      });
      const requests = Array.from({ length: 7 }, (_, index): SlotRequest => {
        const members = shuffled(["0", "1", "2", "3", "4"], random).slice(0, 2);
        return aRequest(`r${index}`, members.join(""), { durationMinutes: random.next() < 0.5 ? 60 : 90 });
      });
      const count = (cast: Availability[]) => slotsIn(plan(requests, cast, { stepMinutes: 30 })).length;
      const before = count(people);
      for (const [index, person] of people.entries()) {
        const freer = people.with(index, { ...person, busy: person.busy?.slice(1) ?? null });
        expect(count(freer)).toBeGreaterThanOrEqual(before);
        if (count(freer) > before) more += 1;
      }
    }
    expect(more).toBeGreaterThan(10);
  });
});

test("what is on a day is told by the person's own wall", () => {
  const late = { startsAt: at("2027-01-12", "7:00"), endsAt: at("2027-01-12", "7:00") + HOUR };
  const zone = "America/New_York";
  expect(localDate(late.startsAt, zone)).toBe("2027-01-12");
  const person = aPerson("a", "Mon 22-24; Tue 0-1, 9-11", { zone, sessions: [late], busy: [late] });
  const slot = only(aRequest("1", "a"), [person]);
  expect(slot.kind === "slot" && localDate(slot.startsAt, zone)).toBe(MONDAY);
});
