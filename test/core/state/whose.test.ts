import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Command } from "../../../src/core/domain/command.ts";
import { mailsOf } from "../../../src/core/domain/commands.ts";
import { addressKey, isSameAddress, parseAddress } from "../../../src/core/domain/values/address.ts";
import { DAY } from "../../../src/core/domain/values/time.ts";
import type { Mirror } from "../../../src/core/state/mirror.ts";
import { withFormer } from "../../../src/core/state/personal/identity.ts";
import { declinedIds, personByEmail, snapshotOf } from "../../../src/core/state/snapshot.ts";
import { aMirror, anId, aPerson, aProgramme, aSnapshot, at, on, settled } from "../../world/builders.ts";

describe("an address as people write it", () => {
  test.each([
    ["ana@example.org", "ana@example.org"],
    ["  Ana@Example.ORG ", "ana@example.org"],
    ["mailto:ana@example.org", "ana@example.org"],
    ["Ana Petrova <ana@example.org>", "ana@example.org"],
    ["<ana@example.org>,", "ana@example.org"],
    ["ana@example.org.", "ana@example.org"],
    ["\ufeffana@exam\u00adple.org\u00a0", "ana@example.org"],
    ["ana＠example.org", "ana@example.org"],
    ["ана@пример.рф", "ана@пример.рф"],
    ["ana@пример.рф", "ana@пример.рф"],
    ["ana+krug_2@mail.example.co.uk", "ana+krug_2@mail.example.co.uk"],
    ["o'hara@example.org", "o'hara@example.org"],
  ])("%j is understood", (written, email) => {
    expect(parseAddress(written)).toEqual({ email, problem: null });
  });

  test.each([
    "",
    "ana",
    "ana@",
    "@example.org",
    "ana@example",
    "a@b..c",
    "a..b@example.org",
    ".ana@example.org",
    "ana.@example.org",
    "ana@.example.org",
    "ana @example.org",
    "ana@exam ple.org",
    "ana@example.org boris@example.org",
    "ana@example.org, boris@example.org",
    "Ana <ana@example.org> or Boris <boris@example.org>",
    "ana@@example.org",
    "ana@-example.org",
    "ana@127.0.0.1",
    `${"a".repeat(300)}@example.org`,
  ])("%j is none", written => {
    expect(parseAddress(written).problem?.code).toBe("bad_email");
  });

  test.each(["аna@example.org", "ana@exаmple.org", "ana@example.оrg", "αna@example.org", "ana.pеtrova@example.org"])(
    "%j mixes letters that look alike",
    written => {
      expect(parseAddress(written).problem?.code).toBe("email_mixed_scripts");
    },
  );

  test("is one mailbox in every spelling Google gives it, and no other's", () => {
    expect(isSameAddress("Ana.Petrova@googlemail.com", "anapetrova@gmail.com")).toBe(true);
    expect(isSameAddress("ana.petrova@example.org", "anapetrova@example.org")).toBe(false);
    expect(isSameAddress("ana+a@gmail.com", "ana+b@gmail.com")).toBe(false);
  });
});

const THURSDAY = at("2027-01-07T08:00:00Z");
const NAMES = ["Ana", "Boris", "Carla", "Dan", "Eva"];
const mainOf = (name: string) => `${name.toLowerCase()}.one@gmail.com`;
const CHANGES = ["new", "new, old kept", "swapped", "capitals", "dots", "googlemail"] as const;

/** What stands on a page after a change, beside what stood there. */
function changed(name: string, change: (typeof CHANGES)[number]) {
  const [main, next, alias] = [mainOf(name), `${name.toLowerCase()}@new.example`, `${name.toLowerCase()}@work.example`];
  return {
    new: { email: next, otherEmails: alias },
    "new, old kept": { email: next, otherEmails: `${alias}, ${main}` },
    swapped: { email: alias, otherEmails: main },
    capitals: { email: main.toUpperCase(), otherEmails: alias },
    dots: { email: main.replaceAll(/\.(?=.*@)/g, ""), otherEmails: alias },
    googlemail: { email: main.replace("gmail.com", "googlemail.com"), otherEmails: alias },
  }[change];
}

const mailedIn = (commands: readonly Command[]) =>
  commands.flatMap(command =>
    command.kind === "create_event"
      ? command.draft.guestEmails
      : command.kind === "send_letter"
        ? [command.draft.email]
        : "mailed" in command
          ? command.mailed
          : [],
  );
const timesIn = (mirror: Mirror) =>
  mirror.events
    .filter(event => !event.isCancelled)
    .map(event => `${event.startsAt} ${event.endsAt}`)
    .sort();

describe("changing addresses", () => {
  const company = fc.record({
    count: fc.integer({ min: 2, max: 5 }),
    format: fc.constantFrom("pair", "triad", "circle"),
    roundWeeks: fc.constantFrom(1, 4),
    /** Who stands on the events under an address of *Other addresses*, because somebody wrote it there. */
    byHand: fc.subarray(NAMES, { maxLength: 2 }),
    declines: fc.subarray(NAMES, { maxLength: 1 }),
    changes: fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom(...CHANGES), { minKeys: 1, maxKeys: 3 }),
    isLater: fc.boolean(),
  });

  test("moves no meeting, makes nobody a newcomer and mails nobody but the new address and the old", () => {
    let readdressed = 0;
    fc.assert(
      fc.property(company, ({ count, format, roundWeeks, byHand, declines, changes, isLater }) => {
        const people = NAMES.slice(0, count);
        const end = on("2027-03-31");
        const page = (name: string, more = {}) =>
          aPerson(name, { email: mainOf(name), otherEmails: `${name.toLowerCase()}@work.example`, ...more });
        const rows = [aProgramme({ format, roundWeeks, everyWeeks: 1, end }), ...people.map(name => page(name))];
        const first = settled(aMirror(rows), THURSDAY).mirror;
        // People write on events by hand, and reply there.
        const edited: Mirror = {
          ...first,
          events: first.events.map(event => ({
            ...event,
            guests: event.guests.map(guest => {
              const name = people.find(one => mainOf(one) === guest.email) ?? "";
              const email = byHand.includes(name) ? `${name.toLowerCase()}@work.example` : guest.email;
              return declines.includes(name) ? { email, reply: "declined" as const } : { ...guest, email };
            }),
          })),
        };
        const now = THURSDAY + (isLater ? 6 * DAY : 0);
        const before = settled(edited, now);
        const idle = settled(before.mirror, now);
        expect(idle.done).toEqual([]);
        const after = settled(
          {
            ...before.mirror,
            rows: before.mirror.rows.map(row => {
              const name = people.find(one => row.id === anId(one));
              return name === undefined || changes[name] === undefined
                ? row
                : { ...row, values: { ...row.values, ...changed(name, changes[name]) } };
            }),
          },
          now,
        );
        expect(timesIn(after.mirror)).toEqual(timesIn(before.mirror));
        const mailed = mailedIn(after.done);
        const concerned = Object.entries(changes).flatMap(([name, change]) => [
          mainOf(name),
          changed(name, change).email,
        ]);
        for (const email of mailed) expect(concerned).toContain(email);
        // At most once for each meeting that is single, or for the series.
        const perEvent = after.done.filter(command => mailsOf(command) > 0);
        for (const command of perEvent) expect(new Set(mailedIn([command])).size).toBe(mailedIn([command]).length);
        if (mailed.length > 0) readdressed += 1;
        const [was, is] = [snapshotOf(before.mirror), snapshotOf(after.mirror)];
        for (const [id, session] of is.sessions) {
          // A series that has begun goes on in another: what was said to its instances is carried over by the adapter.
          if (!isLater) expect(declinedIds(is, session).sort()).toEqual(declinedIds(was, was.sessions.get(id)!).sort());
          const guestsIn = (snapshot: typeof is) =>
            (snapshot.events.get(snapshot.links.get(id)?.eventId ?? "")?.guests ?? [])
              .map(guest => personByEmail(snapshot, guest.email)?.id ?? guest.email)
              .sort();
          expect(guestsIn(is)).toEqual(guestsIn(was));
        }
      }),
      { numRuns: 150 },
    );
    expect(readdressed).toBeGreaterThan(30);
  });

  test("after an upgrade is known of meetings agreed on before it", () => {
    const rows = [aProgramme({ format: "pair" }), aPerson("Ana"), aPerson("Boris")];
    const { mirror } = settled(aMirror(rows), THURSDAY);
    const withoutRecord = <T extends { base: { invitedAs?: unknown } }>({ ...one }: T): T => {
      const { invitedAs: _, ...base } = one.base;
      return { ...one, base };
    };
    const old: Mirror = { ...mirror, links: mirror.links.map(withoutRecord), series: mirror.series.map(withoutRecord) };
    const upgraded = settled(old, THURSDAY);
    expect(new Set(upgraded.done.map(command => command.kind))).toEqual(new Set(["save_link"]));
    expect(upgraded.mirror.links.map(link => link.base.invitedAs)).toEqual(
      mirror.links.map(link => link.base.invitedAs),
    );
  });

  test("the former addresses of somebody are theirs for erasing, but for those another page has now", () => {
    const [ana, boris] = [
      aPerson("Ana", { email: "new@example.org" }),
      aPerson("Boris", { email: "taken@example.org" }),
    ];
    const person = { pageIds: [ana.id], emails: ["new@example.org"], names: ["Ana"] };
    const records = [
      { "old@example.org": ana.id, "taken@example.org": ana.id, "boris@example.org": boris.id },
      undefined,
    ];
    expect(withFormer(person, aSnapshot([ana, boris]).addresses, records).emails).toEqual([
      "new@example.org",
      "old@example.org",
    ]);
  });

  test("an address two people were invited under is nobody's once it is on no page", () => {
    const [ana, boris] = [aPerson("Ana"), aPerson("Boris")];
    const { mirror } = settled(aMirror([aProgramme({ format: "pair" }), ana, boris]), THURSDAY);
    const link = mirror.links[0]!;
    const shared = (id: string, sessionId: string) => ({
      ...link,
      sessionId,
      base: { ...link.base, invitedAs: { ...link.base.invitedAs, "desk@example.org": id } },
    });
    const alone = snapshotOf({ ...mirror, links: [shared(ana.id, link.sessionId)] });
    expect(personByEmail(alone, "desk@example.org")?.id).toBe(ana.id);
    const both = snapshotOf({ ...mirror, links: [shared(ana.id, link.sessionId), shared(boris.id, anId("other"))] });
    expect(personByEmail(both, "desk@example.org")).toBeNull();
    expect(addressKey("Desk@Example.org")).toBe("desk@example.org");
  });
});
