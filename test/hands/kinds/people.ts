import { expect } from "vitest";
import { isLetter } from "../../../src/core/domain/letter.ts";
import type { PlainValue } from "../../../src/core/domain/values/row.ts";
import { THURSDAY as CIRCLE, openCircle } from "../../world/circle.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../../world/pairWorld.ts";
import { reply } from "../../world/people.ts";
import { COORDINATOR } from "../../world/playground.ts";
import { readTable } from "../../world/tables.ts";
import type { Kind, Scenario } from "../scenario.ts";

const MINUTE = 60_000;
const LATER = THURSDAY + 60 * MINUTE;
/** The letter that tells of another address, at the one they had. */
const TOLD = "invitation ana@example.org";
const [ANA, BORIS, NEW] = ["ana@example.org", "boris@example.org", "ana.petrova@example.org"];

/** What takes place, letters left out. */
const live = async (world: PairWorld) => (await world.live()).filter(event => !isLetter(event.id ?? ""));
const guestsOn = async (world: PairWorld) =>
  ((await live(world))[0]?.attendees ?? []).map(guest => `${guest.email} ${guest.responseStatus}`).sort();
const timesOf = async (world: PairWorld) => (await live(world)).map(event => event.start?.dateTime);
const page = async (world: PairWorld, name: string) =>
  (await readTable(world.playground, "people")).find(row => row.id === world.ids[name]);

async function edit(world: PairWorld, values: Record<string, PlainValue>): Promise<void> {
  await world.edit("people", world.ids.ana ?? "", values);
}

/** Somebody writes the event's guests by hand, and mails nobody. */
async function invite(world: PairWorld, change: (email: string) => string, added: readonly string[] = []) {
  const [event] = await live(world);
  const attendees = (event?.attendees ?? []).map(guest => ({ ...guest, email: change(guest.email ?? "") }));
  await world.playground.calendarOf(COORDINATOR).events.patch({
    calendarId: world.playground.calendarId,
    eventId: event?.id ?? "",
    sendUpdates: "none",
    requestBody: { attendees: [...attendees, ...added.map(email => ({ email }))] },
  });
  world.newMails();
}

/** Runs twice, and holds that no event, no page and nobody's mail box changes. */
async function expectStill(world: PairWorld, at: number): Promise<void> {
  const before = (await live(world)).map(event => event.etag);
  for (const more of [0, 10 * MINUTE]) {
    expect(await world.runAt(at + more)).toMatchObject({ failed: [] });
    expect((await live(world)).map(event => event.etag)).toEqual(before);
    expect(world.newMails()).toEqual([]);
  }
}

/** Holds that the pages of groups and sessions say nothing. */
async function expectUntold(world: PairWorld): Promise<void> {
  const rows = [...(await readTable(world.playground, "groups")), ...(await world.sessions())];
  expect(rows.map(row => row.values.krugSays ?? "").filter(says => says !== "")).toEqual([]);
}

/** Runs twice, and holds that everybody stays invited to the same times, and nobody is mailed. */
async function expectStands(world: PairWorld, at: number): Promise<void> {
  const [guests, times] = [await guestsOn(world), await timesOf(world)];
  for (const more of [0, 10 * MINUTE]) expect(await world.runAt(at + more)).toMatchObject({ failed: [] });
  expect([await guestsOn(world), await timesOf(world)]).toEqual([guests, times]);
  expect(world.newMails()).toEqual([]);
}

const opened = () => openPairWorld({ others: ["ana.petrova", "expert"] });

/** Another main address on the page, and what stands in *Other addresses*. */
const CHANGES: [string, Record<string, PlainValue>][] = [
  ["their page gets another main address", { email: NEW }],
  ["their page gets another main address, and the old one goes to *Other addresses*", { email: NEW, otherEmails: ANA }],
];

const changed = CHANGES.flatMap(([what, values]): Scenario[] => [
  {
    act: `somebody is invited, and ${what}`,
    outcome:
      "the new address is invited once and the old one taken off, with the reply it had; nothing moves, they are told of it once, at the old address, and nobody else is mailed",
    play: async () => {
      const world = await opened();
      world.playground.google.switches.resetNewReplies = false;
      const [event] = await live(world);
      await reply(world.playground, ANA, event?.id ?? "", "accepted");
      await world.runAt(LATER);
      world.newMails();
      const times = await timesOf(world);
      await edit(world, values);
      await world.runAt(LATER + 10 * MINUTE);
      expect(await guestsOn(world)).toEqual([`${NEW} accepted`, `${BORIS} needsAction`]);
      expect(world.newMails()).toEqual([`cancellation ${ANA}`, `invitation ${NEW}`, TOLD]);
      expect(await timesOf(world)).toEqual(times);
      expect((await world.sessions())[0]?.values.replies).toContain("Ana");
      await expectStill(world, LATER + 20 * MINUTE);
    },
  },
  ...(["has not begun", "is under way"] as const).map(
    (state): Scenario => ({
      act: `a series ${state}, and of one of its people ${what}`,
      outcome:
        "one mail to the new address and at most one to the old for all its meetings to come, and a letter there that tells of it; nothing moves",
      play: async () => {
        const world = await openCircle();
        await world.runUntilQuiet(CIRCLE + 60 * MINUTE);
        const at = state === "has not begun" ? CIRCLE + 120 * MINUTE : CIRCLE + 15 * 24 * 60 * MINUTE;
        await world.runUntilQuiet(at);
        world.mails();
        const times = (await world.meetings()).map(one => one.startsAt);
        await world.edit(world.ids.get("Ana") ?? "", values, "people");
        await world.run(at + 20 * MINUTE);
        await world.run(at + 30 * MINUTE);
        await world.runUntilQuiet(at + 40 * MINUTE);
        const after = await world.meetings();
        expect(after.map(one => one.startsAt)).toEqual(times);
        for (const one of after)
          expect(one.guests).toEqual([one.startsAt > at ? "ana.petrova" : "ana", "boris", "carla", "dan"]);
        const mails = world.mails();
        expect(mails.filter(mail => mail === "invitation to ana.petrova")).toHaveLength(1);
        expect(mails.filter(mail => mail === "cancellation to ana").length).toBeLessThanOrEqual(1);
        expect(mails).toHaveLength(new Set(mails).size);
        expect(mails.filter(mail => !mail.includes(" to ana"))).toEqual([]);
      },
    }),
  ),
]);

/** Addresses of one mailbox, as the page has it and as Google or people write it. */
const SPELLED: [string, Record<string, PlainValue>, string][] = [
  ["without the dots of Gmail", { email: "ana.petrova@gmail.com" }, "anapetrova@gmail.com"],
  ["as googlemail.com", { email: "ana.petrova@gmail.com" }, "ana.petrova@googlemail.com"],
  ["in capitals", { email: "Ana.Petrova@Example.org" }, "ana.petrova@example.org"],
  ["under an address of *Other addresses*", { otherEmails: `Work: <${NEW}>` }, NEW],
];

const spelled = SPELLED.map(
  ([way, values, other]): Scenario => ({
    act: `somebody stands on the event ${way}, and declines there`,
    outcome:
      "they are the same person: not invited a second time, and their no is theirs: it is on the page, or the session is offered once at another time",
    play: async () => {
      const world = await openPairWorld({ others: ["ana.petrova"] });
      await edit(world, values);
      await world.runAt(LATER);
      const [event] = await live(world);
      const main = String((await page(world, "ana"))?.values.email).toLowerCase();
      await invite(world, email => (email === main ? other : email));
      await expectStill(world, LATER + 10 * MINUTE);
      const times = await timesOf(world);
      world.playground.google.switches.organizerMaySetReplies = true;
      const attendees = ((await live(world))[0]?.attendees ?? []).map(guest =>
        guest.email === other ? { ...guest, responseStatus: "declined" } : guest,
      );
      await world.playground.calendarOf(COORDINATOR).events.patch({
        calendarId: world.playground.calendarId,
        eventId: event?.id ?? "",
        sendUpdates: "none",
        requestBody: { attendees },
      });
      await world.runAt(LATER + 40 * MINUTE);
      // Where every calendar can be read another time is found, and it is one that nobody declined.
      if (other.endsWith("@example.org")) expect(await timesOf(world)).not.toEqual(times);
      else expect((await world.sessions())[0]?.values.replies).toContain("No: Ana");
      expect((await live(world))[0]?.attendees?.map(guest => guest.email).sort()).toEqual([other, BORIS].sort());
      world.newMails();
      await expectStill(world, LATER + 60 * MINUTE);
    },
  }),
);

/** What people paste into *Email*, and what is understood. */
const PASTED: [string, string][] = [
  ["mailto:ana@example.org", "as a link"],
  ["Ana Petrova <ana@example.org>", "with a name"],
  ["ana@example.org.", "with a full stop"],
  ["ANA@example.org,", "in capitals and with a comma"],
  ["\u200bana@example.org\u00a0", "with signs nobody sees"],
];
const REFUSED = ["аna@example.org", "ana@exаmple.org", "a@b..c", ".ana@example.org", "ana@example", "ana @example.org"];

export const people: Kind = {
  name: "people",
  title: "A person is not an address",
  rule: "Somebody stays the same person whatever address stands on a page or an event.",
  scenarios: [
    ...changed,
    ...spelled,
    {
      act: "somebody who is invited is added to the event by hand under an address of *Other addresses*, and goes on leave",
      outcome: "they are one guest until then, and are taken off under both addresses",
      play: async () => {
        const world = await opened();
        await edit(world, { otherEmails: NEW });
        await invite(world, email => email, [NEW]);
        await expectStill(world, LATER);
        await edit(world, { away: { start: "2027-01-01", end: "2027-01-30" } });
        await world.runAt(LATER + 60 * MINUTE);
        expect((await guestsOn(world)).filter(guest => guest.includes("ana"))).toEqual([]);
        world.newMails();
        await expectStill(world, LATER + 70 * MINUTE);
      },
    },
    {
      act: "a guest from outside is on the event, and a member's address on the page changes",
      outcome: "the guest stays a guest from outside, and is mailed nothing",
      play: async () => {
        const world = await opened();
        await invite(world, email => email, ["expert@example.org"]);
        await world.runAt(LATER);
        world.newMails();
        await edit(world, { email: NEW });
        await world.runAt(LATER + 10 * MINUTE);
        expect(world.newMails()).toEqual([`cancellation ${ANA}`, `invitation ${NEW}`, TOLD]);
        await world.runAt(LATER + 20 * MINUTE);
        await expectStill(world, LATER + 30 * MINUTE);
      },
    },
    {
      act: "somebody’s page gets another person’s address, and later its own again",
      outcome:
        "meanwhile both pages say so, the meeting stands with both, and no other page says anything untrue; nobody gets a letter",
      play: async () => {
        const world = await opened();
        const { boris = "" } = world.ids;
        await world.edit("people", boris, { email: ANA });
        await expectStands(world, LATER);
        expect(String((await page(world, "ana"))?.values.krugSays)).toContain("Boris");
        expect(String((await page(world, "boris"))?.values.krugSays)).toContain("Ana");
        await expectUntold(world);
        await world.edit("people", boris, { email: BORIS });
        await expectStands(world, LATER + 60 * MINUTE);
        for (const name of ["ana", "boris"]) expect((await page(world, name))?.values.krugSays ?? "").toBe("");
      },
    },
    {
      act: "the addresses of two people are swapped, and swapped back",
      outcome:
        "meanwhile both pages say so, their meeting stands, and no other page says anything untrue; nobody gets a letter",
      play: async () => {
        const world = await opened();
        await edit(world, { email: BORIS });
        await world.edit("people", world.ids.boris ?? "", { email: ANA });
        await expectStands(world, LATER);
        for (const name of ["ana", "boris"])
          expect(String((await page(world, name))?.values.krugSays)).toContain("@example.org");
        await expectUntold(world);
        await edit(world, { email: ANA });
        await world.edit("people", world.ids.boris ?? "", { email: BORIS });
        await expectStands(world, LATER + 60 * MINUTE);
        for (const name of ["ana", "boris"]) expect((await page(world, name))?.values.krugSays ?? "").toBe("");
      },
    },
    ...PASTED.map(
      ([written, way]): Scenario => ({
        act: `an address is pasted into *Email* ${way}: ${JSON.stringify(written)}`,
        outcome: "it is understood: nothing changes, and no problem is told",
        play: async () => {
          const world = await opened();
          await edit(world, { email: written });
          await expectStill(world, LATER);
          expect((await page(world, "ana"))?.values.krugSays ?? "").toBe("");
        },
      }),
    ),
    ...[
      ["a room's address", () => "blue-room@resource.calendar.google.com"],
      ["the address of the programme's calendar", (world: PairWorld) => world.playground.calendarId],
    ].map(
      ([what, address]): Scenario => ({
        act: `somebody's *Email* is changed to ${what}, and an hour later it is set right`,
        outcome:
          "the page says that it is no person's; the one before counts, so nothing changes, nobody is invited under it, and set right there is nothing to say",
        play: async () => {
          const world = await opened();
          await edit(world, { email: (address as (world: PairWorld) => string)(world) });
          await expectStill(world, LATER);
          expect(String((await page(world, "ana"))?.values.krugSays)).toContain("a room or a calendar");
          await edit(world, { email: "ana@example.org" });
          await expectStill(world, LATER + 60 * MINUTE);
          expect((await page(world, "ana"))?.values.krugSays ?? "").toBe("");
        },
      }),
    ),
    ...REFUSED.map(
      (written): Scenario => ({
        act: `*Email* is changed to ${JSON.stringify(written)}`,
        outcome: "the page says what is wrong with it, and nobody is invited under it",
        play: async () => {
          const world = await opened();
          await edit(world, { email: written });
          await world.runAt(LATER);
          expect(String((await page(world, "ana"))?.values.krugSays)).toContain(written.trim());
          expect((await live(world)).flatMap(event => event.attendees ?? []).map(guest => guest.email)).not.toContain(
            written,
          );
          expect(world.newMails().filter(mail => mail.startsWith("invitation"))).toEqual([]);
        },
      }),
    ),
  ],
};
