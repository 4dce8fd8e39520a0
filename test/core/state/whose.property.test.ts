import fc from "fast-check";
import { expect, test } from "vitest";
import type { Command } from "../../../src/core/domain/command.ts";
import { mailsOf } from "../../../src/core/domain/commands.ts";
import { DAY } from "../../../src/core/domain/values/time.ts";
import type { Mirror } from "../../../src/core/state/mirror.ts";
import { declinedIds, personByEmail, snapshotOf } from "../../../src/core/state/snapshot.ts";
import { aMirror, anId, aPerson, aProgramme, at, on, settled } from "../../world/builders.ts";

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

test("changing addresses moves no meeting, makes nobody a newcomer and mails nobody but the new address and the old", () => {
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
