import { describe, expect, test } from "vitest";
import { randomOf, shuffled } from "../../../../src/core/domain/values/random.ts";
import { HOUR, overlaps, toLocalIso } from "../../../../src/core/domain/values/time.ts";
import { workingTime } from "../../../../src/core/domain/values/workingHours.ts";
import { membersSeen } from "../../../../src/core/rules/scheduling/members.ts";
import { aPerson, aRequest, from, MONDAY, only, plan, SOFIA, shown, week } from "./builders.ts";

const stretch = { stretchMinutes: 60 };

describe("a session outside somebody's working hours", () => {
  const apart = [aPerson("a", "9-17"), aPerson("b", "17-20")];

  test("is not given unless it is allowed", () => {
    expect(only(aRequest("1", "ab"), apart).kind).toBe("none");
  });
  test("is given when there is no other, and says whose hours it leaves", () => {
    const slot = only(aRequest("1", "ab"), apart, stretch);
    expect(shown(slot)).toMatch(/T1[67]:00$/);
    expect(slot).toMatchObject({ outsideHours: [shown(slot).endsWith("16:00") ? "b" : "a"] });
  });
  test("leaves the hours of as few as possible", () => {
    const slot = only(aRequest("1", "abc"), [aPerson("a"), aPerson("b", "17-20"), aPerson("c")], stretch);
    expect([shown(slot).slice(11), slot.kind === "slot" && slot.outsideHours]).toEqual(["16:00", ["b"]]);
  });
  test("is not given while a slot in everybody's hours exists, however bad", () => {
    const slot = only(aRequest("1", "ab"), [aPerson("a"), aPerson("b", "Mon 8-10")], stretch);
    expect(shown(slot)).toBe("2027-01-11T09:00");
    expect(slot).not.toHaveProperty("outsideHours");
  });
  test("goes no further than allowed, over no appointment, no break and no other session", () => {
    expect(only(aRequest("1", "ab"), [aPerson("a"), aPerson("b", "18:30-20")], stretch).kind).toBe("none");
    const busy = [from(MONDAY, "8:00", "9:00"), from(MONDAY, "17:00", "18:00")];
    const full = [...busy, from(MONDAY, "9:00", "17:00")];
    expect(only(aRequest("1", "a"), [aPerson("a", "Mon 9-17", { busy: full })], stretch).kind).toBe("none");
    const lunch = [aPerson("a", "Mon 9-12, 13-17", { busy }), aPerson("b", "Mon 12-13")];
    expect(only(aRequest("1", "ab"), lunch, { stretchMinutes: 15 }).kind).toBe("none");
    const two = plan(
      [aRequest("1", "ab"), aRequest("2", "a")],
      [aPerson("a", "Mon 9-10"), aPerson("b", "Mon 10-11")],
      stretch,
    );
    const [one, other] = ["1", "2"].map(id => two.get(id));
    if (one?.kind !== "slot" || other?.kind !== "slot") throw new Error("both can meet");
    expect(overlaps(one, other)).toBe(false);
    expect(other).not.toHaveProperty("outsideHours");
  });
  test("is refused to somebody whose week is full or whose calendar is unknown", () => {
    expect(only(aRequest("1", "ab"), [aPerson("a", "9-17", { sessionsAWeek: 0 }), apart[1]!], stretch).kind).toBe(
      "none",
    );
    const unread = only(aRequest("1", "ab"), [aPerson("a", "9-17", { busy: null }), apart[1]!], stretch);
    expect(unread).toMatchObject({ kind: "none", unreadable: ["a"] });
  });
});

test("days are stretched at both ends, breaks stay, and two days meet no further than in the middle of the night", () => {
  const [member] = membersSeen([aPerson("a", "Mon 9-12, 13-17; Tue 0-23")], 0, 240)(aRequest("1", "a"));
  const shownDays = member!.days.map(day =>
    day.stretches.map(one => [one.startsAt, one.endsAt].map(at => toLocalIso(at, SOFIA).slice(8, 16))),
  );
  expect(shownDays).toEqual([
    [
      ["11T05:00", "11T12:00"],
      ["11T13:00", "11T20:30"],
    ],
    [["11T20:30", "13T03:00"]],
  ]);
});

test("allowing it moves no session that lies within everybody's hours, and names exactly those whose hours are left", () => {
  let outside = 0;
  for (let turn = 0; turn < 40; turn += 1) {
    const random = randomOf(`stretch ${turn}`);
    const people = Array.from({ length: 6 }, (_, index) => {
      const opens = 8 + random.below(8);
      const busy = [opens, opens + 1]
        .filter(() => random.next() < 0.3)
        .map(hour => from(MONDAY, `${hour}:00`, `${hour + 1}:00`));
      return aPerson(String(index), `Mon ${opens}-${opens + 3}`, { busy });
    });
    const requests = Array.from({ length: 6 }, (_, index) =>
      aRequest(`r${index}`, shuffled(["0", "1", "2", "3", "4", "5"], random).slice(0, 2).join("")),
    );
    const strict = plan(requests, people);
    for (const [id, slot] of plan(requests, people, stretch)) {
      if (strict.get(id)?.kind === "slot") expect(slot).toEqual(strict.get(id));
      else if (slot.kind === "slot") {
        outside += 1;
        const members = people.filter(one =>
          requests.find(request => request.id === id)?.memberIds.includes(one.personId),
        );
        const left = members.filter(
          one =>
            !workingTime(one.hours, one.zone, week).some(
              time => time.startsAt <= slot.startsAt && slot.endsAt <= time.endsAt,
            ),
        );
        expect(slot.outsideHours).toEqual(left.map(one => one.personId));
        for (const one of members) {
          expect(one.busy?.some(time => overlaps(time, slot))).toBe(false);
          const [day] = workingTime(one.hours, one.zone, week);
          expect(slot.startsAt >= day!.startsAt - HOUR && slot.endsAt <= day!.endsAt + HOUR).toBe(true);
        }
      }
    }
  }
  expect(outside).toBeGreaterThan(20);
});
