import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomOf, shuffled } from "../../../../src/core/domain/values/random.ts";
import {
  DAY,
  HOUR,
  type Interval,
  localDate,
  localMinutes,
  MINUTE,
  overlaps,
  toIso,
  weekday,
} from "../../../../src/core/domain/values/time.ts";
import type { Availability } from "../../../../src/core/rules/scheduling/members.ts";
import type { SlotRequest } from "../../../../src/core/rules/scheduling/slotRequest.ts";
import { planSlots } from "../../../../src/core/rules/scheduling/slots.ts";
import { aPerson, aRequest, at, from, LONDON, MONDAY, only, plan, SOFIA, shown } from "./builders.ts";

describe("one group", () => {
  test("meets in the middle of the day, on the hour or half hour, neither on Monday's first hour nor Friday's last", () => {
    const slot = only(aRequest("1", "ab"), [aPerson("a"), aPerson("b")]);
    expect(shown(slot)).toMatch(/T12:30$/);
  });

  test("meets in the one hour that both have free, even if that is Monday's first", () => {
    const people = [aPerson("a", "Mon 9-10"), aPerson("b", "Mon-Fri 9-12")];
    expect(shown(only(aRequest("1", "ab"), people))).toBe("2027-01-11T09:00");
  });

  test("avoids Monday's first hour and Friday's last while anything else is free", () => {
    const people = [aPerson("a", "Mon 9-10; Wed 16-17; Fri 16-17")];
    expect(shown(only(aRequest("1", "a"), people))).toBe("2027-01-13T16:00");
  });

  test("keeps its weekly slot while that works, and leaves it when somebody is busy then", () => {
    const preferred = { weekday: 3, localMinutes: 9 * 60 + 10, zone: SOFIA };
    expect(shown(only(aRequest("1", "ab", { preferred }), [aPerson("a"), aPerson("b")]))).toBe("2027-01-13T09:10");
    const busy = aPerson("b", "9-17", { busy: [from("2027-01-13", "9:30", "9:45")] });
    expect(shown(only(aRequest("1", "ab", { preferred }), [aPerson("a"), busy]))).not.toContain("2027-01-13T09:");
  });

  test("keeps its weekly slot at the same local time across the change of clocks", () => {
    const preferred = { weekday: 2, localMinutes: 10 * 60, zone: SOFIA };
    for (const [monday, expected] of [
      ["2027-03-22", "2027-03-23T08:00:00Z"],
      ["2027-03-29", "2027-03-30T07:00:00Z"],
    ] as const) {
      const window = { startsAt: at(monday, "0:00"), endsAt: at(monday, "0:00") + 7 * DAY };
      const slot = only(aRequest("1", "a", { preferred, window, earliest: window.startsAt }), [aPerson("a")]);
      expect(slot.kind === "slot" && toIso(slot.startsAt)).toBe(expected);
    }
  });

  test("begins no earlier than people can be told", () => {
    const earliest = at("2027-01-14", "12:10");
    const slot = only(aRequest("1", "a", { earliest }), [aPerson("a", "Mon-Thu 9-13:30")]);
    expect(shown(slot)).toMatch(/^2027-01-14T12:(15|30)$/);
  });

  test("across zones the meeting is as far from the middle of the day for one as for the other", () => {
    const slot = only(aRequest("1", "ab"), [aPerson("a"), aPerson("b", "9-17", { zone: "Asia/Dubai" })]);
    expect(shown(slot)).toMatch(/T11:30$/);
    expect(only(aRequest("1", "ab"), [aPerson("a"), aPerson("b", "9-17", { zone: "America/Los_Angeles" })]).kind).toBe(
      "none",
    );
  });

  test("does not run over a break or leave", () => {
    const away = { startsAt: at(MONDAY, "0:00"), endsAt: at("2027-01-15", "0:00") };
    const slot = only(aRequest("1", "a", { durationMinutes: 90 }), [aPerson("a", "9-10, 11-12:30", { away })]);
    expect(shown(slot)).toBe("2027-01-15T11:00");
  });

  test("leaves room around other appointments when asked to", () => {
    const people = [aPerson("a", "Tue 9-12", { busy: [from("2027-01-12", "10:15", "10:30")] })];
    expect(shown(only(aRequest("1", "a"), people, { bufferMinutes: 15 }))).toMatch(/T(09:00|10:45|11:00)$/);
    expect(only(aRequest("1", "a"), people, { bufferMinutes: 35 }).kind).toBe("none");
  });
});

describe("a check-in", () => {
  const checkIn = { durationMinutes: 10, firstWorkingDay: true };
  test("is on the first day on which all work, as early as all can", () => {
    const people = [aPerson("a", "Mon-Fri 9-17"), aPerson("b", "Tue-Fri 10-16")];
    expect(shown(only(aRequest("1", "ab", checkIn), people))).toBe("2027-01-12T10:00");
  });
  test("is later that day when somebody is busy, and keeps its hour on that day only", () => {
    const busy = [from(MONDAY, "9:00", "9:40")];
    const preferred = { weekday: 1, localMinutes: 11 * 60, zone: SOFIA };
    expect(shown(only(aRequest("1", "a", checkIn), [aPerson("a", "9-17", { busy })]))).toBe("2027-01-11T09:45");
    expect(shown(only(aRequest("1", "a", { ...checkIn, preferred }), [aPerson("a")]))).toBe("2027-01-11T11:00");
    const tuesday = { ...preferred, weekday: 2 };
    expect(shown(only(aRequest("1", "a", { ...checkIn, preferred: tuesday }), [aPerson("a")]))).toBe(
      "2027-01-11T09:00",
    );
  });
});

describe("no common slot", () => {
  test("gives up to three times that suit all but the fewest, and names who can't", () => {
    const people = [aPerson("a", "Mon 9-12"), aPerson("b", "Mon 9-12"), aPerson("c", "Tue 9-12")];
    const none = only(aRequest("1", "abc"), people);
    if (none.kind === "slot") throw new Error("there is no such slot");
    expect(none.unreadable).toEqual([]);
    expect(none.nearest).toHaveLength(3);
    for (const miss of none.nearest) {
      expect(miss.without).toEqual(["c"]);
      expect(localDate(miss.startsAt, SOFIA)).toBe(MONDAY);
    }
  });
  test("an unreadable calendar is not a free one", () => {
    const none = only(aRequest("1", "ab"), [aPerson("a"), aPerson("b", "9-17", { busy: null })]);
    expect(none).toMatchObject({ kind: "none", unreadable: ["b"], nearest: [{ without: ["b"] }, {}, {}] });
  });
  test("somebody nobody knows, a session longer than the day and a group of nobody get no slot", () => {
    expect(only(aRequest("1", "az"), [aPerson("a")])).toMatchObject({ kind: "none", unreadable: ["z"] });
    expect(only(aRequest("1", "a", { durationMinutes: 600 }), [aPerson("a")])).toMatchObject({ nearest: [] });
    expect(only(aRequest("1", ""), [])).toEqual({ kind: "none", unreadable: [], nearest: [] });
  });
});

describe("several groups", () => {
  test("a person's sessions fall on different days", () => {
    const people = [..."abcde"].map(id => aPerson(id));
    const outcomes = plan(
      ["ab", "ac", "ad", "ae"].map(members => aRequest(members, members)),
      people,
    );
    const days = [...outcomes.values()].map(outcome => shown(outcome).slice(0, 10));
    expect(new Set(days).size).toBe(4);
  });

  test("a group with one possibility gets it although another would like it too", () => {
    const people = [aPerson("a", "Wed 12-14"), aPerson("b", "Wed 12-13"), aPerson("c", "Wed 9-17")];
    const outcomes = plan([aRequest("1", "ac"), aRequest("2", "ab")], people);
    expect([shown(outcomes.get("2")), shown(outcomes.get("1"))]).toEqual(["2027-01-13T12:00", "2027-01-13T13:00"]);
  });
});

test("where a plan for all of forty groups exists, all forty get a time", () => {
  for (let turn = 0; turn < 20; turn += 1) {
    const random = randomOf(`planted ${turn}`);
    const cells = new Map<string, Set<number>>();
    const requests = Array.from({ length: 40 }, (_, index) => {
      for (;;) {
        const members = shuffled(
          Array.from({ length: 20 }, (_, person) => String.fromCharCode(65 + person)),
          random,
        ).slice(0, 2);
        const hour = random.below(8);
        if (members.some(member => cells.get(member)?.has(hour))) continue;
        for (const member of members) cells.set(member, (cells.get(member) ?? new Set<number>()).add(hour));
        return aRequest(`r${index}`, members.join(""));
      }
    });
    const people = [...cells].map(([id, hours]) => {
      const busy = Array.from({ length: 8 }, (_, hour) => hour)
        .filter(hour => !hours.has(hour) && random.next() < 0.6)
        .map(hour => from(MONDAY, `${9 + hour}:00`, `${10 + hour}:00`));
      return aPerson(id, "Mon 9-17", { busy });
    });
    const outcomes = [...plan(requests, people, { stepMinutes: 60 }).values()];
    expect([turn, outcomes.filter(outcome => outcome.kind === "slot").length]).toEqual([turn, 40]);
  }
});

const zones = [SOFIA, LONDON, "America/New_York", "Asia/Kolkata"];
const hoursTexts = ["9-17", "Mon-Thu 8-12, 13-18", "Tue, Fri 10-16", "12-20", "Mon-Sun 0-24"];
const person = fc.record({
  zone: fc.constantFrom(...zones),
  hours: fc.constantFrom(...hoursTexts),
  busy: fc.array(fc.tuple(fc.integer({ min: 0, max: 7 * 96 }), fc.integer({ min: 1, max: 20 })), { maxLength: 12 }),
  away: fc.option(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 3 })), { nil: null }),
});
const request = fc.record({
  members: fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 }),
  durationMinutes: fc.constantFrom(10, 30, 45, 60, 90),
  kept: fc.boolean(),
  firstWorkingDay: fc.boolean(),
});

/** Two weeks over the spring change of clocks in Sofia and London. */
const spring = { startsAt: at("2027-03-24", "0:00"), endsAt: at("2027-03-31", "0:00") };

test("a slot always lies in everyone's hours, over nothing they have and in the window; order is irrelevant", () => {
  fc.assert(
    fc.property(
      fc.array(person, { minLength: 6, maxLength: 6 }),
      fc.array(request, { maxLength: 7 }),
      fc.constantFrom(0, 10),
      fc.string(),
      (cast, asked, bufferMinutes, seed) => {
        const people = cast.map((one, index): Availability => {
          const busy = one.busy.map(([start, length]) => ({
            startsAt: spring.startsAt + start * 15 * MINUTE,
            endsAt: spring.startsAt + (start + length) * 15 * MINUTE,
          }));
          const away =
            one.away === null
              ? null
              : {
                  startsAt: spring.startsAt + one.away[0] * DAY,
                  endsAt: spring.startsAt + (one.away[0] + one.away[1]) * DAY,
                };
          return aPerson(String(index), one.hours, { zone: one.zone, busy, away });
        });
        const requests = asked.map((one, index) =>
          aRequest(`r${index}`, one.members.join(""), {
            durationMinutes: one.durationMinutes,
            window: spring,
            earliest: spring.startsAt + 5 * HOUR,
            preferred: one.kept ? { weekday: 2, localMinutes: 10 * 60, zone: SOFIA } : null,
            firstWorkingDay: one.firstWorkingDay,
          }),
        );
        const outcomes = planSlots(requests, people, { seed, bufferMinutes });
        expect([...outcomes.keys()].sort()).toEqual(requests.map(({ id }) => id));
        const given = new Map<string, Interval[]>();
        for (const { id, memberIds, durationMinutes, earliest } of requests) {
          const outcome = outcomes.get(id)!;
          if (outcome.kind === "none") {
            for (const miss of outcome.nearest) expect(miss.without.length).toBeLessThan(memberIds.length);
            continue;
          }
          expect(outcome.endsAt - outcome.startsAt).toBe(durationMinutes * MINUTE);
          expect(outcome.startsAt).toBeGreaterThanOrEqual(earliest);
          expect(outcome.endsAt).toBeLessThanOrEqual(spring.endsAt);
          for (const memberId of memberIds) {
            const member = people.find(({ personId }) => personId === memberId)!;
            expect(worksThrough(member, outcome)).toBe(true);
            const padded = {
              startsAt: outcome.startsAt - bufferMinutes * MINUTE,
              endsAt: outcome.endsAt + bufferMinutes * MINUTE,
            };
            for (const busy of member.busy!) expect(overlaps(busy, padded)).toBe(false);
            if (member.away !== null) expect(overlaps(member.away, outcome)).toBe(false);
            for (const other of given.get(memberId) ?? []) expect(overlaps(other, padded)).toBe(false);
            given.set(memberId, [...(given.get(memberId) ?? []), outcome]);
          }
        }
        const random = randomOf(seed);
        const again = planSlots(shuffled(requests, random), shuffled(people, random), { seed, bufferMinutes });
        expect([...again].sort()).toEqual([...outcomes].sort());
      },
    ),
    { numRuns: 120 },
  );
});

/** Asked of the clock on the person's wall, every five minutes: no interval arithmetic. */
function worksThrough(member: Availability, slot: Interval): boolean {
  for (let moment = slot.startsAt; moment < slot.endsAt; moment += 5 * MINUTE) {
    const ranges = member.hours[weekday(localDate(moment, member.zone)) - 1] ?? [];
    const minutes = localMinutes(moment, member.zone);
    if (!ranges.some(({ from, to }) => minutes >= from && minutes < to)) return false;
  }
  return true;
}

test("as many groups get a time as an exhaustive search can place", () => {
  let contested = 0;
  for (let turn = 0; turn < 200; turn += 1) {
    const random = randomOf(`small ${turn}`);
    const people = Array.from({ length: 6 }, (_, index) => {
      const busy = Array.from({ length: 4 }, (_, hour) => hour)
        .filter(() => random.next() < 0.15)
        .map(hour => from(MONDAY, `${9 + hour}:00`, `${10 + hour}:00`));
      return aPerson(String(index), "Mon 9-13", { busy });
    });
    const requests = Array.from({ length: 7 }, (_, index) => {
      const members = shuffled(["0", "1", "2", "3", "4", "5"], random).slice(0, 2 + random.below(2));
      return aRequest(`r${index}`, members.join(""), { durationMinutes: random.next() < 0.5 ? 60 : 90 });
    });
    const outcomes = planSlots(requests, people, { seed: "s", stepMinutes: 30 });
    const found = [...outcomes.values()].filter(outcome => outcome.kind === "slot").length;
    expect([turn, found]).toEqual([turn, mostPlaced(requests, people)]);
    const alone = requests.filter(request => only(request, people, { stepMinutes: 30 }).kind === "slot").length;
    if (alone > found) contested += 1;
  }
  expect(contested).toBeGreaterThan(100);
});

/** Every half hour tried for every request, and every request left out; given up only where no more can be reached. */
function mostPlaced(requests: readonly SlotRequest[], people: readonly Availability[]): number {
  const taken = new Map(people.map(one => [one.personId, [...one.busy!]]));
  let best = 0;
  const search = (index: number, count: number): void => {
    best = Math.max(best, count);
    const request = requests[index];
    if (request === undefined || count + requests.length - index <= best) return;
    const length = request.durationMinutes * MINUTE;
    for (let startsAt = at(MONDAY, "9:00"); startsAt + length <= at(MONDAY, "13:00"); startsAt += 30 * MINUTE) {
      const slot = { startsAt, endsAt: startsAt + length };
      if (request.memberIds.some(id => taken.get(id)!.some(other => overlaps(other, slot)))) continue;
      for (const id of request.memberIds) taken.get(id)!.push(slot);
      search(index + 1, count + 1);
      for (const id of request.memberIds) taken.get(id)!.pop();
    }
    search(index + 1, count);
  };
  search(0, 0);
  return best;
}
