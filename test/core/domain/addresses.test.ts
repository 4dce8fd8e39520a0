import { describe, expect, test } from "vitest";
import { type AddressClaim, addressesOf, claimsAfter, ownerOf } from "../../../src/core/domain/addresses.ts";
import type { Row } from "../../../src/core/domain/values/row.ts";
import { identityOf } from "../../../src/core/state/personal/identity.ts";
import { personByEmail } from "../../../src/core/state/snapshot.ts";
import { anId, aPerson, aSnapshot } from "../../world/builders.ts";

/** Pages of people, looked at day by day as a run does. */
class Days {
  claims: readonly AddressClaim[] = [];
  rows: Row[] = [];
  readonly used = new Set<string>();
  #day = 0;

  look(...rows: Row[]): this {
    this.#day += 1;
    this.rows = rows;
    this.claims = claimsAfter(this.claims, rows, address => this.used.has(address), this.#day);
    return this;
  }

  owner(email: string): string | null | undefined {
    return ownerOf(
      addressesOf(this.claims, this.rows, () => false),
      email,
    );
  }

  get snapshot() {
    return aSnapshot(this.rows, { addressClaims: this.claims });
  }
}

const [ANA, BORIS, MALLORY] = [anId("Ana"), anId("Boris"), anId("Mallory")];
const boris = aPerson("Boris", { otherEmails: "boris@home.example" });
const mallory = (more: Parameters<typeof aPerson>[1] = {}) => aPerson("Mallory", more);
const renamed = (name: string, id: string, more: Parameters<typeof aPerson>[1] = {}): Row => ({
  ...aPerson(name, more),
  id,
});

describe("an address is whose it was first", () => {
  test.each([
    ["their main one", "boris@example.org"],
    ["another of theirs", "boris@home.example"],
    ["in capitals and in brackets", "Boris <BORIS@Example.org>"],
  ])("%s, typed on a colleague's page, stays theirs", (_, typed) => {
    const days = new Days().look(boris, mallory()).look(boris, mallory({ otherEmails: typed }));
    const { snapshot } = days;
    expect(personByEmail(snapshot, "boris@example.org")?.id).toBe(BORIS);
    expect(personByEmail(snapshot, "boris@home.example")?.id).toBe(BORIS);
    expect([...snapshot.people.keys()].sort()).toEqual([BORIS, MALLORY].sort());
    expect(snapshot.problems.get(MALLORY)?.map(({ code }) => code)).toEqual(["other_email_taken"]);
    expect(snapshot.problems.get(BORIS)?.map(({ code }) => code)).toEqual(["email_elsewhere"]);
  });

  test("a Gmail address with other dots is the same address", () => {
    const gmail = aPerson("Boris", { email: "boris.petrov@gmail.com" });
    const days = new Days().look(gmail, mallory()).look(gmail, mallory({ otherEmails: "borispetrov@googlemail.com" }));
    expect(days.owner("b.orispetrov@gmail.com")).toBe(BORIS);
    expect(days.snapshot.problems.get(MALLORY)?.map(({ code }) => code)).toEqual(["other_email_taken"]);
  });

  test.each(["boris@example.org", "boris@home.example"])(
    "%s as the main address of a colleague's page: the colleague is told, and not invited",
    email => {
      const { snapshot } = new Days().look(boris, mallory()).look(boris, mallory({ email }));
      expect([...snapshot.people.keys()]).toEqual([BORIS]);
      expect(personByEmail(snapshot, email)?.id).toBe(BORIS);
      expect(snapshot.problems.get(MALLORY)?.map(({ code }) => code)).toEqual(["email_twice"]);
    },
  );

  test("one that was written to stays theirs though their page shows another now", () => {
    const days = new Days().look(boris, mallory());
    days.used.add("boris@example.org");
    const changed = aPerson("Boris", { email: "b@new.example" });
    days.look(changed, mallory()).look(changed, mallory({ otherEmails: "boris@example.org" }));
    expect(days.owner("boris@example.org")).toBe(BORIS);
    expect(days.snapshot.problems.get(MALLORY)?.map(({ code }) => code)).toEqual(["other_email_taken"]);
    days.look(changed, mallory({ email: "boris@example.org" }));
    expect(days.owner("boris@example.org")).toBe(BORIS);
    expect(days.snapshot.problems.get(MALLORY)).toEqual([{ code: "email_taken", email: "boris@example.org" }]);
  });

  test("one that was written to is nobody's once their page is gone, but a new page's that begins with it", () => {
    const days = new Days().look(boris, mallory());
    days.used.add("boris@example.org");
    days.look(mallory()).look(mallory({ otherEmails: "boris@example.org" }));
    expect(days.owner("boris@example.org")).toBeNull();
    days.look(mallory({ email: "boris@example.org" }));
    expect(days.owner("boris@example.org")).toBeNull();
    days.look(mallory(), renamed("Boris", ANA));
    expect(days.owner("boris@example.org")).toBe(ANA);
  });

  test("one that was only typed among others does not keep somebody new from theirs", () => {
    const days = new Days().look(mallory({ otherEmails: "ana@example.org" }));
    expect(days.owner("ana@example.org")).toBe(MALLORY);
    days.look(mallory({ otherEmails: "ana@example.org" }), aPerson("Ana"));
    expect(days.owner("ana@example.org")).toBe(ANA);
    expect([...days.snapshot.people.keys()].sort()).toEqual([ANA, MALLORY].sort());
    expect(days.snapshot.problems.get(MALLORY)?.map(({ code }) => code)).toEqual(["other_email_taken"]);
  });

  test("a slip of the pen put right leaves nothing behind", () => {
    const slip = aPerson("Boris", { email: "ana@example.org" });
    const days = new Days().look(slip).look(aPerson("Boris")).look(aPerson("Boris"), aPerson("Ana"));
    expect([days.owner("ana@example.org"), days.owner("boris@example.org")]).toEqual([ANA, BORIS]);
    expect(days.snapshot.people.size).toBe(2);
  });

  test("of pages that were there before anything was kept, the one that has it as its main address", () => {
    const days = new Days().look(mallory({ otherEmails: "boris@example.org" }), boris);
    expect(days.owner("boris@example.org")).toBe(BORIS);
  });

  test("what is not other is not written again", () => {
    const days = new Days().look(boris, mallory());
    const before = days.claims;
    expect(days.look(boris, mallory({ level: 3 })).claims).toBe(before);
  });
});

describe("what is asked for under an address", () => {
  const found = (days: Days, email: string) => identityOf(days.snapshot, email);

  test("is the person's who had it first, with their own addresses alone", () => {
    const typed = mallory({ otherEmails: "boris@example.org, boris@home.example, m@home.example" });
    const days = new Days().look(boris, mallory()).look(boris, typed);
    const emails = ["boris@example.org", "boris@home.example"];
    expect(found(days, "BORIS@example.org")).toEqual({
      is: "found",
      person: { pageIds: [BORIS], emails, names: ["Boris"] },
    });
    expect(found(days, "mallory@example.org")).toMatchObject({
      person: { pageIds: [MALLORY], emails: ["m@home.example", "mallory@example.org"] },
    });
  });

  test.each([
    ["typed among the others on somebody's page", { otherEmails: "m@home.example" }],
    ["put in place of somebody's own", { email: "m@home.example" }],
  ])("%s gives nothing: the page began with another", (_, more) => {
    const days = new Days().look(aPerson("Boris"), mallory());
    days.used.add("boris@example.org");
    days.look(aPerson("Boris", more), mallory());
    expect(found(days, "m@home.example")).toEqual({ is: "later", known: "boris@example.org" });
    expect(found(days, "boris@example.org")).toMatchObject({ is: "found", person: { pageIds: [BORIS] } });
  });

  test("gives nothing where two pages began with it together, and nothing for one nobody has", () => {
    const days = new Days().look(boris, mallory({ email: "boris@example.org" }));
    expect(found(days, "boris@example.org")).toEqual({ is: "shared" });
    expect(found(days, "zoe@example.org")).toEqual({ is: "unknown" });
  });
});
