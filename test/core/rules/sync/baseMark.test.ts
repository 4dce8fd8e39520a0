import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EventCopy } from "../../../../src/core/domain/event.ts";
import type { Base } from "../../../../src/core/domain/link.ts";
import { agreedTime, baseFromMark, baseMark, timeFor } from "../../../../src/core/rules/sync/baseMark.ts";

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

  test("is the same for the same people, in whatever order they are invited", () => {
    expect(baseMark({ ...base, guestEmails: [...base.guestEmails].reverse() })).toBe(baseMark(base));
  });

  test("knows a hundred and ten guests; of more it takes everybody who is known for invited, each once", () => {
    const emails = Array.from({ length: 111 }, (_, index) => `${100 + index}@example.org`);
    const among = ["guest@outside.example", ...emails, ...emails].reverse();
    const invited = (guestEmails: string[]) => told(baseMark({ ...base, guestEmails }), "", [], among)?.guestEmails;
    expect(invited(emails.slice(0, 110))).toEqual(emails.slice(0, 110));
    expect(invited(emails)).toEqual([...emails, "guest@outside.example"]);
  });

  test("knows a title and a text that a tool only respelled", () => {
    const text = base.description.replace("tests", "te\u0301sts");
    const mark = baseMark({ ...base, title: "Ana  & Boris", description: text });
    expect(told(mark, text.normalize("NFC"), ["Talk", "Ana & Boris"], [])).toMatchObject({
      title: "Ana & Boris",
      description: text.normalize("NFC"),
    });
  });

  test("of a text that begins below another paragraph knows the whole, to its last sign", () => {
    expect(told(baseMark(base), `A\nB\n${base.description}`, [], [])?.description).toBe(base.description);
    expect(told(baseMark(base), `A ${base.description}`, [], [])?.description).not.toContain("Goals");
  });

  test("written before titles and texts were compared by their spelling, takes none that is spelled otherwise", () => {
    const { same: _, ...old } = JSON.parse(baseMark(base));
    const seen = told(JSON.stringify(old), "Something else", ["Talk"], []);
    expect(seen).toMatchObject({ title: expect.stringMatching(/^\0./), description: expect.stringMatching(/^\0./) });
    expect(told(JSON.stringify(old), base.description, [base.title], [])).toMatchObject({
      title: base.title,
      description: base.description,
    });
  });

  test("of a text that nobody wrote yet, says that there was none", () => {
    expect(told(baseMark({ ...base, description: "" }), "Bring cake", [], [])?.description).toBe("");
  });

  test("tells when both last agreed to meet, and nothing where it is not Krug's", () => {
    expect(agreedTime({ baseMark: baseMark(base) })).toEqual({ startsAt: base.startsAt, endsAt: base.endsAt });
    expect(agreedTime({ baseMark: null })).toBeNull();
    expect(agreedTime({ baseMark: '{"v":2}' })).toBeNull();
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

    test("where the event begins this moment and was agreed on for later, its mark", () => {
      expect(timeOf({ startsAt: now, endsAt: now + 60_000 })).toEqual(agreed);
    });

    test("where both are over, the event, as people last moved it", () => {
      const held = hours("2027-01-07T09:00:00Z", "2027-01-07T09:30:00Z");
      expect(timeOf(held, baseMark({ ...base, ...hours("2027-01-06T09:00:00Z", "2027-01-06T09:30:00Z") }))).toEqual(
        held,
      );
    });

    test("where the event took place and carries no mark, the event", () => {
      const held = hours("2027-01-07T09:00:00Z", "2027-01-07T09:30:00Z");
      expect(timeOf(held, null)).toEqual(held);
    });

    test("where it lasts all day and carries no mark, nothing", () => {
      expect(timeOf({ startsAt: null, endsAt: null }, null)).toBeNull();
    });
  });
});
