import fc from "fast-check";
import { expect, test } from "vitest";
import type { Command } from "../../../src/core/domain/command.ts";
import { COMMANDS, entityOf, invitedBy, mailsOf, pageOf, reachedBy } from "../../../src/core/domain/commands.ts";
import type { Series } from "../../../src/core/domain/series.ts";
import { aDraft, aLink, aPair, aSession, MONDAY, sessionOf } from "../../world/builders.ts";

const session = sessionOf(aSession(aPair(["Ana", "Boris"])));
const link = aLink(session, aDraft());
const series = {
  id: "series",
  groupId: "group",
  kind: "session",
  heir: null,
  master: { guests: [], marks: {} },
} as unknown as Series;

const emails = fc.uniqueArray(fc.constantFrom("ana@x.org", "boris@x.org", "carla@x.org", "dan@x.org"));
const guests = emails.map(list => list.map(email => ({ email, reply: "needsAction" as const })));
const time = fc.constant({ startsAt: MONDAY, endsAt: MONDAY + 1, zone: "UTC" });

/** Commands that mail, about one meeting and one series. */
const mailing: fc.Arbitrary<Command> = fc.oneof(
  emails.map((guestEmails): Command => ({ kind: "create_event", key: "k", draft: aDraft({ guestEmails }), link })),
  emails.map((mailed): Command => ({ kind: "cancel_event", key: "k", etag: "1", mailed, link })),
  fc
    .record({ mailed: emails, guests, time, title: fc.constant("New") }, { requiredKeys: ["mailed"] })
    .map(({ mailed, ...change }): Command => ({ kind: "change_event", key: "k", etag: "1", change, mailed, link })),
  fc.record({ mailed: emails, guests }, { requiredKeys: ["mailed"] }).map(
    ({ mailed, ...change }): Command => ({
      kind: "change_series",
      key: "k",
      etag: "1",
      change,
      series,
      exceptions: [],
      mailed,
      links: [],
    }),
  ),
);

test("whoever is invited gets a mail, and as many are told of something as get one", () => {
  fc.assert(
    fc.property(mailing, command => {
      const told = reachedBy(command).reduce((sum, { people }) => sum + people, 0);
      expect(told).toBe(mailsOf(command));
      const { mails } = COMMANDS[command.kind];
      expect(mails).not.toBeNull();
      expect(invitedBy(command).length).toBeLessThanOrEqual(mailsOf(command));
      expect(new Set(invitedBy(command)).size).toBe(invitedBy(command).length);
    }),
  );
});

test("of a guest list that changes those who stand on it afterwards are invited, and the others are told that they are off it", () => {
  fc.assert(
    fc.property(emails, guests, (mailed, after) => {
      const change: Command = { kind: "change_event", key: "k", etag: "1", change: { guests: after }, mailed, link };
      const comes = (email: string) => after.some(guest => guest.email === email);
      expect(invitedBy(change)).toEqual(mailed.filter(comes));
      const told = reachedBy(change).map(({ kind }) => kind);
      expect(told).toEqual(mailed.map(email => (comes(email) ? "invitations" : "cancellations")));
    }),
  );
});

test("what is kept in the database alone mails nobody, may be done again and is looked up nowhere", () => {
  const kept = Object.values(COMMANDS).filter(({ service }) => service === null);
  expect(kept).toHaveLength(3);
  for (const rules of kept) expect(rules).toMatchObject({ mails: null, mayRepeat: true, lookUp: null });
});

test("only the calendar mails, and what it is asked for can be looked up there", () => {
  for (const { service, mails, lookUp } of Object.values(COMMANDS)) {
    expect(mails === null).toBe(service !== "calendar");
    expect(lookUp === "event" || lookUp === "series").toBe(service === "calendar");
  }
});

test("what is written about a meeting's page and what about its event keep one order, and stand on that page", () => {
  const comment: Command = { kind: "comment", key: "c", pageId: session.id, text: "" };
  const saved: Command = { kind: "save_link", key: "s", link };
  expect(new Set([comment, saved].flatMap(one => [entityOf(one), pageOf(one)]))).toEqual(new Set([session.id]));
});
