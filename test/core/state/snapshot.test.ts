import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { participants, personByEmail } from "../../../src/core/state/snapshot.ts";
import { aGoal, anId, aPair, aPerson, aProgramme, aSession, aSnapshot, on } from "../../world/builders.ts";

const ana = aPerson("Ana");
const boris = aPerson("Boris");
const pair = aPair(["Ana", "Boris"]);

describe("what the pages mean together", () => {
  test("a page that can't be used is left out and says why; the others go on", () => {
    const snapshot = aSnapshot([ana, boris, aPerson("Carla", { hours: "never" }), aPerson("Dan", { zone: "Moon" })]);
    expect([...snapshot.people.keys()].sort()).toEqual([ana.id, boris.id].sort());
    expect(snapshot.problems.get(anId("Carla"))).toEqual([{ code: "bad_hours", hours: "never" }]);
    expect(snapshot.problems.get(anId("Dan"))).toEqual([{ code: "unknown_zone", zone: "Moon" }]);
    expect(snapshot.problems.has(ana.id)).toBe(false);
  });

  test("an address on two pages: both are told of the other, and neither is invited", () => {
    const snapshot = aSnapshot([ana, boris, aPerson("Twin", { email: "ANA@example.org" })]);
    expect([...snapshot.people.keys()]).toEqual([boris.id]);
    expect(snapshot.problems.get(ana.id)).toEqual([
      { code: "email_twice", email: "ana@example.org", others: ["Twin"] },
    ]);
    expect(snapshot.problems.get(anId("Twin"))).toEqual([
      { code: "email_twice", email: "ana@example.org", others: ["Ana"] },
    ]);
  });

  test("somebody's address among another's does not count there: both are told, and both are invited as ever", () => {
    const snapshot = aSnapshot([ana, aPerson("Boris", { otherEmails: "b@home.example, ana@example.org" })]);
    expect(snapshot.people.get(boris.id)?.otherEmails).toEqual(["b@home.example"]);
    expect(personByEmail(snapshot, "ana@example.org")?.id).toBe(ana.id);
    expect(snapshot.problems.get(boris.id)).toEqual([
      { code: "other_email_taken", email: "ana@example.org", others: ["Ana"] },
    ]);
    expect(snapshot.problems.get(ana.id)).toEqual([
      { code: "email_elsewhere", email: "ana@example.org", others: ["Boris"] },
    ]);
  });

  test("the same address twice on one page is none", () => {
    const snapshot = aSnapshot([aPerson("Ana", { otherEmails: "Ana@Example.org" })]);
    expect([...snapshot.people.keys()]).toEqual([ana.id]);
  });

  test("a goal or group of somebody who has no page says so; somebody whose page is wrong is still known", () => {
    const rows = [ana, aPerson("Boris", { hours: "?" }), aGoal("Zoe"), aGoal("Boris"), aPair(["Ana", "Zoe"]), pair];
    const { problems } = aSnapshot(rows);
    expect(problems.get(anId("goal Zoe"))).toEqual([{ code: "unknown_person" }]);
    expect(problems.get(aPair(["Ana", "Zoe"]).id)).toEqual([{ code: "unknown_person" }]);
    expect(problems.has(anId("goal Boris"))).toBe(false);
    expect(problems.has(pair.id)).toBe(false);
  });

  test("a planned session of a group that is gone says so; one that was held stays", () => {
    const gone = aPair(["Ana", "Zoe"]);
    expect(aSnapshot([ana, aSession(gone)]).problems.get(aSession(gone).id)).toEqual([
      { code: "session_without_group" },
    ]);
    expect(aSnapshot([ana, aSession(gone, { status: "met" })]).sessions.size).toBe(1);
  });

  test("what was noted about a page stands beside what is wrong on it", () => {
    const notices = [{ pageId: ana.id, problem: { code: "calendar_unreadable" as const, email: "ana@example.org" } }];
    const snapshot = aSnapshot([aPerson("Ana", { level: 9 })], { notices });
    expect(snapshot.problems.get(ana.id)?.map(problem => problem.code)).toEqual(["bad_level", "calendar_unreadable"]);
  });

  test("people take part who are in the programme, gave their consent and have not left; also while they are away", () => {
    const snapshot = aSnapshot([
      aProgramme(),
      ana,
      aPerson("Boris", { status: "left" }),
      aPerson("Carla", { consent: null }),
      aPerson("Dan", { programmes: [] }),
      aPerson("Eva", { away: on("2027-01-01", "2027-12-31") }),
    ]);
    const names = participants(snapshot, anId("programme")).map(person => person.name);
    expect(names.sort()).toEqual(["Ana", "Eva"]);
  });

  test("an address finds its person, main or other, in any case", () => {
    const snapshot = aSnapshot([aPerson("Ana", { otherEmails: "a@home.example" }), boris]);
    expect(personByEmail(snapshot, "ANA@example.org")?.name).toBe("Ana");
    expect(personByEmail(snapshot, "A@home.example")?.name).toBe("Ana");
    expect(personByEmail(snapshot, "nobody@example.org")).toBeNull();
  });

  test("the order in which pages were read is irrelevant", () => {
    const rows = [
      ana,
      boris,
      aPerson("Twin", { email: "ana@example.org" }),
      pair,
      aSession(pair),
      { ...aSession(pair), id: anId("a copy") },
      aGoal("Ana"),
      aProgramme(),
    ];
    const expected = aSnapshot(rows);
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), shuffled => {
        const snapshot = aSnapshot(shuffled);
        expect(snapshot).toEqual(expected);
        expect([...snapshot.rows.keys()]).toEqual([...expected.rows.keys()]);
      }),
    );
  });
});
