import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EventCopy } from "../../../../src/core/domain/event.ts";
import type { Base } from "../../../../src/core/domain/link.ts";
import { baseFromMark, baseMark, timeFor } from "../../../../src/core/rules/sync/baseMark.ts";

const base: Base = {
  title: "Ana & Boris",
  startsAt: Date.parse("2027-01-14T10:00:00Z"),
  endsAt: Date.parse("2027-01-14T10:45:00Z"),
  isCancelled: false,
  guestEmails: ["ana@example.org", "boris@example.org"],
  description: "Goals:\n- Ana: tests\n\nSession page: https://notion.test/p",
};
const told = (mark: string | null, description: string, titles: string[], emails: string[]) =>
  baseFromMark({ baseMark: mark, description }, { titles, emails });

describe("what an event remembers of the agreement, should the database be lost", () => {
  test("is the whole agreement while nobody changed anything", () => {
    const { isCancelled: _, ...agreed } = base;
    expect(told(baseMark(base), base.description, [base.title], base.guestEmails)).toEqual(agreed);
  });

  test("knows Krug's own text between words people put around it", () => {
    const around = `Please bring cake.\n\n${base.description}\n\nRoom 12`;
    expect(told(baseMark(base), around, [], [])?.description).toBe(base.description);
  });

  test("takes a text people wrote over for neither side's", () => {
    const written = base.description.replace("tests", "cake");
    expect(written).not.toContain(told(baseMark(base), written, [], [])?.description);
  });

  test("takes a title changed on both sides for neither side's, so that each is told of the other", () => {
    expect(["Talk", "Coffee"]).not.toContain(told(baseMark(base), "", ["Talk", "Coffee"], [])?.title);
    expect(told(baseMark(base), "", ["Talk", base.title], [])?.title).toBe(base.title);
  });

  test("knows whom Krug invited, among all who are known, and takes nobody else for invited", () => {
    const everybody = ["carla@example.org", ...base.guestEmails, "guest@outside.example"];
    expect(told(baseMark(base), "", [], everybody)?.guestEmails).toEqual(base.guestEmails);
  });

  test("holds no title, no address and no text", () => {
    const mark = baseMark(base);
    for (const word of ["Ana", "Boris", "ana@", "example", "tests"]) expect(mark).not.toContain(word);
  });

  test("fits a private property, whatever the session", () => {
    const email = fc.string({ maxLength: 60 });
    const any = fc.record({
      title: fc.string({ maxLength: 2000 }),
      startsAt: fc.nat(4_102_444_800_000),
      endsAt: fc.nat(4_102_444_800_000),
      guestEmails: fc.array(email, { maxLength: 300 }),
      description: fc.string({ maxLength: 8000 }),
    });
    fc.assert(
      fc.property(any, one => {
        const mark = baseMark({ ...one, isCancelled: false });
        expect(mark.length).toBeLessThanOrEqual(1024);
        const back = told(mark, `x\n${one.description}\ny`, [one.title], one.guestEmails);
        expect(back).toEqual({ ...one, guestEmails: [...new Set(one.guestEmails)].sort() });
      }),
      { numRuns: 200 },
    );
  });

  test("of a later version, or of an event without one, says nothing", () => {
    expect(told(null, base.description, [], [])).toBeNull();
    expect(told('{"v":2}', base.description, [], [])).toBeNull();
    expect(told("not ours", base.description, [], [])).toBeNull();
  });

  describe("tells when the meeting was for", () => {
    const now = Date.parse("2027-01-12T08:00:00Z");
    const hours = (from: string, until: string) => ({ startsAt: Date.parse(from), endsAt: Date.parse(until) });
    const agreed = { startsAt: base.startsAt, endsAt: base.endsAt };
    const tuesday = hours("2027-01-19T09:00:00Z", "2027-01-19T09:30:00Z");
    const timeOf = (time: Pick<EventCopy, "startsAt" | "endsAt">, mark: string | null = baseMark(base)) =>
      timeFor({ ...time, baseMark: mark } as EventCopy, "sessions", now);

    test("where people moved the event, the event itself", () => {
      expect(timeOf(tuesday)).toEqual(tuesday);
    });

    test("where the event lasts all day, ends as it begins, or was dragged into the past, its mark", () => {
      expect(timeOf({ startsAt: null, endsAt: null })).toEqual(agreed);
      expect(timeOf({ ...tuesday, endsAt: tuesday.startsAt })).toEqual(agreed);
      expect(timeOf(hours("2027-01-07T09:00:00Z", "2027-01-07T09:30:00Z"))).toEqual(agreed);
    });

    test("where the event took place before it was ever looked at, the event", () => {
      const held = hours("2027-01-07T09:00:00Z", "2027-01-07T09:30:00Z");
      expect(timeOf(held, baseMark({ ...base, ...held }))).toEqual(held);
    });

    test("where it lasts all day and carries no mark, nothing", () => {
      expect(timeOf({ startsAt: null, endsAt: null }, null)).toBeNull();
    });
  });
});
