import { expect } from "vitest";
import { isLetter } from "../../../src/core/domain/letter.ts";
import type { PlainValue } from "../../../src/core/domain/values/row.ts";
import { text } from "../../../src/core/domain/values/row.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../../world/pairWorld.ts";
import { readTable } from "../../world/tables.ts";
import type { Kind, Scenario } from "../scenario.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FOUR = ["ana", "boris", "carla", "dan"];
const CIRCLE = { people: FOUR, programme: { format: "circle", everyWeeks: 1, roundWeeks: 4 } };

/** The meetings to come: when, who is invited, and whether they belong to a series. */
const meetings = async (world: PairWorld) =>
  (await world.live())
    .filter(event => !isLetter(event.id ?? ""))
    .map(event => {
      const guests = (event.attendees ?? []).map(guest => (guest.email ?? "").replace("@example.org", "")).sort();
      return `${event.start?.dateTime} ${guests.join(" ")}${event.recurringEventId == null ? "" : " in a series"}`;
    })
    .sort();
const groups = async (world: PairWorld) =>
  (await readTable(world.playground, "groups")).map(row => `${text(row, "name")} ${text(row, "status")}`).sort();

const says = async (world: PairWorld) =>
  String((await readTable(world.playground, "programmes"))[0]?.values.krugSays ?? "");

/** Does something by hand and runs until what follows from it is done; the mails it led to. */
async function after(world: PairWorld, at: number, act: () => Promise<void>): Promise<string[]> {
  world.newMails();
  world.playground.clock.set(at - MINUTE);
  await act();
  for (const later of [0, 15, 30]) expect(await world.runAt(at + later * MINUTE)).toMatchObject({ failed: [] });
  return world.newMails().map(mail => mail.replace("@example.org", ""));
}

const eachOnce = (kind: string, names: readonly string[]) => names.map(name => `${kind} ${name}`);

/** Something done by mistake, and set right an hour later: all is as it was. */
async function comesBack(
  world: PairWorld,
  act: (isRight: boolean) => Promise<void>,
  { from = THURSDAY + HOUR, names = FOUR } = {},
): Promise<void> {
  const before = await meetings(world);
  const formed = await groups(world);
  await after(world, from, () => act(false));
  expect((await meetings(world)).filter(meeting => Date.parse(meeting.split(" ")[0] ?? "") > from)).toEqual([]);
  const mails = await after(world, from + HOUR, () => act(true));
  expect(await meetings(world)).toEqual(before);
  expect(await groups(world)).toEqual(formed);
  expect(mails).toEqual(eachOnce("invitation", names));
}

const onProgramme = (world: PairWorld, values: Record<string, PlainValue>) =>
  world.edit("programmes", world.ids.programme ?? "", values);

const programmes: Scenario[] = [
  {
    act: "Somebody sets a programme of pairs to *Ended* by mistake, and an hour later to *Active* again",
    outcome: "The same groups go on, with their meetings at their times; everybody is invited once",
    play: async () => {
      const world = await openPairWorld({ people: FOUR });
      await comesBack(world, isRight => onProgramme(world, { status: isRight ? "active" : "ended" }));
    },
  },
  {
    act: "Somebody sets a programme of circles to *Ended* by mistake, and an hour later to *Active* again",
    outcome: "The same circle goes on, in one series at its times; everybody is invited once",
    play: async () => {
      const world = await openPairWorld(CIRCLE);
      await comesBack(world, isRight => onProgramme(world, { status: isRight ? "active" : "ended" }));
    },
  },
  {
    act: "Somebody sets a programme whose group still waits for approval to *Ended* by mistake, and to *Active* again",
    outcome: "The group waits for approval as before, and nobody is invited",
    play: async () => {
      const world = await openPairWorld({ people: FOUR });
      await onProgramme(world, { approveFirst: true });
      const thursday = Date.parse("2027-01-14T08:00:00Z");
      await after(world, thursday, () => Promise.resolve());
      const waiting = await groups(world);
      expect(waiting.filter(group => group.endsWith("draft"))).toHaveLength(2);
      await after(world, thursday + HOUR, () => onProgramme(world, { status: "ended" }));
      const mails = await after(world, thursday + 2 * HOUR, () => onProgramme(world, { status: "active" }));
      expect(mails).toEqual([]);
      expect(await groups(world)).toEqual(waiting);
    },
  },
  {
    act: "Somebody sets a programme to *Ended* and to *Active* again, after one of its people has left",
    outcome: "Those who stay go on, and whoever left is invited to nothing",
    play: async () => {
      const world = await openPairWorld(CIRCLE);
      await after(world, THURSDAY + HOUR, () => onProgramme(world, { status: "ended" }));
      await after(world, THURSDAY + 2 * HOUR, async () => {
        await world.edit("people", world.ids.dan ?? "", { status: "left" });
        await onProgramme(world, { status: "active" });
      });
      const guests = new Set((await meetings(world)).map(meeting => meeting.split(" ").slice(1).join(" ")));
      expect(guests).toEqual(new Set(["ana boris carla in a series"]));
    },
  },
  {
    act: "While a circle is under way somebody types a day gone by as the programme's *End*, and an hour later the right one",
    outcome: "The same circle goes on, in one series at its times; everybody is invited once",
    play: async () => {
      const world = await openPairWorld(CIRCLE);
      const tuesday = Date.parse("2027-01-12T08:00:00Z");
      await after(world, tuesday, () => Promise.resolve());
      const ends = (day: string) => onProgramme(world, { end: { start: day, end: null } });
      await comesBack(world, isRight => ends(isRight ? "2027-02-07" : "2027-01-11"), { from: tuesday + HOUR });
    },
  },
  {
    act: "Somebody types last year in a running programme's *Start*, and an hour later the right day; or moves it a week later",
    outcome:
      "Nobody is mailed and nothing is called off: the former day counts and the programme's page says so, and what to do. Set right, it has nothing more to say",
    play: async () => {
      const world = await openPairWorld({ people: FOUR });
      const before = await meetings(world);
      const formed = await groups(world);
      const starts = (day: string) => onProgramme(world, { start: { start: day, end: null } });
      for (const [hour, day] of [
        [1, "2026-01-11"],
        [3, "2027-01-18"],
      ] as const) {
        expect(await after(world, THURSDAY + hour * HOUR, () => starts(day))).toEqual([]);
        expect(await meetings(world)).toEqual(before);
        expect(await says(world)).toContain("still counts");
        expect(await after(world, THURSDAY + (hour + 1) * HOUR, () => starts("2027-01-11"))).toEqual([]);
        expect(await says(world)).not.toContain("still counts");
      }
      expect([await meetings(world), await groups(world)]).toEqual([before, formed]);
    },
  },
  {
    act: "Somebody moves a running programme's *Start* a week later and means it: they set the programme to *Ended* and enter another one from that day",
    outcome: "Its meetings are called off, and everybody is invited once to one in the week of the new day",
    play: async () => {
      const world = await openPairWorld({ people: FOUR });
      await after(world, THURSDAY + HOUR, () => onProgramme(world, { start: { start: "2027-01-18", end: null } }));
      const mails = await after(world, THURSDAY + 2 * HOUR, async () => {
        await onProgramme(world, { status: "ended" });
        const [ended] = await readTable(world.playground, "programmes");
        const { name, format, zone, language, feedbackOnly, start, end } = ended?.values ?? {};
        const values = { name: name ?? "", format: format ?? "", zone: zone ?? "", language: language ?? "" };
        const anew = { ...values, feedbackOnly: feedbackOnly ?? true, start: start ?? null, end: end ?? null };
        const id = await world.playground.add("programmes", { ...anew, status: "active" });
        for (const person of FOUR) await world.edit("people", world.ids[person] ?? "", { programmes: [id] });
      });
      expect(mails).toEqual(eachOnce("cancellation", FOUR));
      const invited = await after(world, Date.parse("2027-01-14T08:00:00Z"), () => Promise.resolve());
      expect(invited).toEqual(eachOnce("invitation", FOUR));
      for (const meeting of await meetings(world)) expect(meeting > "2027-01-18").toBe(true);
    },
  },
];

const onGroups: Scenario[] = [
  {
    act: "Somebody sets a circle to *Ended* by mistake, and an hour later to *Active* again",
    outcome: "It goes on in one series at its times; everybody is invited once",
    play: async () => {
      const world = await openPairWorld(CIRCLE);
      const [group] = await readTable(world.playground, "groups");
      await comesBack(world, isRight =>
        world.edit("groups", group?.id ?? "", { status: isRight ? "active" : "ended" }),
      );
    },
  },
  {
    act: "Somebody sets all pages of a circle's meetings to *Cancelled*, and an hour later to *Planned* again",
    outcome: "They are one series again, to which everybody is invited once",
    play: async () => {
      const world = await openPairWorld(CIRCLE);
      const pages = await world.sessions();
      await comesBack(world, async isRight => {
        for (const { id } of pages) await world.edit("sessions", id, { status: isRight ? "planned" : "cancelled" });
      });
    },
  },
  {
    act: "Somebody with a mentor gets 0 *Sessions a week* by mistake, and an hour later it is set right",
    outcome: "The pair goes on in one series at its times; both are invited once",
    play: async () => {
      const world = await openPairWorld({
        programme: { format: "mentor", matching: "random", everyWeeks: 1, roundWeeks: 4 },
        pages: { ana: { level: 4, offers: ["testing"] }, boris: { level: 1, seeks: ["testing"] } },
      });
      const set = (isRight: boolean) =>
        world.edit("people", world.ids.boris ?? "", { sessionsAWeek: isRight ? null : 0 });
      await comesBack(world, set, { names: ["ana", "boris"] });
    },
  },
];

export const undone: Kind = {
  name: "undone",
  title: "A mistake set right an hour later",
  rule: "What ended because of it comes back as it was: the same groups, at the same times, with one invitation each. What begins within 18 hours stays off.",
  scenarios: [...programmes, ...onGroups],
};
