import { expect } from "vitest";
import { isLetter } from "../../../src/core/domain/letter.ts";
import type { PlainValue } from "../../../src/core/domain/values/row.ts";
import { list, text } from "../../../src/core/domain/values/row.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../../world/pairWorld.ts";
import { COORDINATOR } from "../../world/playground.ts";
import { readTable } from "../../world/tables.ts";
import type { Kind, Scenario } from "../scenario.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;
const FOUR = ["ana", "boris", "carla", "dan"];

/** The meetings to come: when, and who is invited. */
const meetings = async (world: PairWorld) =>
  (await world.live())
    .filter(event => !isLetter(event.id ?? ""))
    .map(event => `${event.start?.dateTime} ${guestsOf(event).join(" ")}`)
    .sort();
const guestsOf = (event: { attendees?: { email?: string | null }[] | null }) =>
  (event.attendees ?? []).map(guest => (guest.email ?? "").replace("@example.org", "")).sort();
const groups = async (world: PairWorld) =>
  (await readTable(world.playground, "groups"))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(row => ({
      id: row.id,
      status: text(row, "status"),
      round: row.values.round,
      members: list(row, "members")
        .map(id => Object.keys(world.ids).find(name => world.ids[name] === id) ?? "")
        .sort(),
    }));

/** Does something by hand and runs until what follows from it is done; the mails it led to, letters left out. */
async function after(world: PairWorld, at: number, act: () => Promise<void>): Promise<string[]> {
  world.newMails();
  const letters = new Set((await world.live()).map(event => event.id));
  await act();
  for (const later of [0, 15, 30]) expect(await world.runAt(at + later * MINUTE)).toMatchObject({ failed: [] });
  const told = (await world.live())
    .filter(event => isLetter(event.id ?? "") && !letters.has(event.id))
    .flatMap(guestsOf);
  const mails = world.newMails().map(mail => mail.replace("@example.org", ""));
  for (const name of told) {
    const place = mails.indexOf(`invitation ${name}`);
    if (place >= 0) mails.splice(place, 1);
  }
  return mails;
}

/** A mistake on somebody's page, and the page set right. */
const MISTAKES: [string, Record<string, PlainValue>, (world: PairWorld) => Record<string, PlainValue>][] = [
  ["is set to *Paused*", { status: "paused" }, () => ({ status: "active" })],
  ["is set to *Left*", { status: "left" }, () => ({ status: "active" })],
  ["loses what *Programmes* says", { programmes: [] }, world => ({ programmes: [world.ids.programme ?? ""] })],
  ["gets 0 *Sessions a week*", { sessionsAWeek: 0 }, () => ({ sessionsAWeek: null })],
  [
    "gets an *Away* that lasts all the round",
    { away: { start: "2027-01-08", end: "2027-02-28" } },
    () => ({ away: null }),
  ],
  ["loses *Consent*", { consent: null }, () => ({ consent: { start: "2027-01-01", end: null } })],
];

const awayForAnHour = MISTAKES.flatMap(([what, wrong, right]): Scenario[] => [
  {
    act: `One of two ${what} by mistake, and an hour later it is set right`,
    outcome: "The pair goes on: both are invited to their meeting at its time again, once",
    play: async () => {
      const world = await openPairWorld();
      const before = await meetings(world);
      await after(world, THURSDAY + HOUR, () => world.edit("people", world.ids.ana ?? "", wrong));
      expect(await meetings(world)).toEqual([]);
      const mails = await after(world, THURSDAY + 2 * HOUR, () =>
        world.edit("people", world.ids.ana ?? "", right(world)),
      );
      expect(await meetings(world)).toEqual(before);
      expect(mails).toEqual(["invitation ana", "invitation boris"]);
      expect(await groups(world)).toMatchObject([{ status: "active", members: ["ana", "boris"] }]);
    },
  },
  {
    act: `One of two pairs ${what} by mistake, their partner joins the others, and an hour later it is set right`,
    outcome:
      "Both pairs are as they were, at their times, and the other two are called off from nothing; the next round is formed on its day",
    play: async () => {
      const world = await openPairWorld({ people: FOUR });
      const before = await meetings(world);
      const partner = (await groups(world))
        .find(group => group.members.includes("ana"))
        ?.members.find(is => is !== "ana");
      await after(world, THURSDAY + HOUR, () => world.edit("people", world.ids.ana ?? "", wrong));
      expect(await meetings(world)).toHaveLength(1);
      const mails = await after(world, THURSDAY + 2 * HOUR, () =>
        world.edit("people", world.ids.ana ?? "", right(world)),
      );
      expect(await meetings(world)).toEqual(before);
      const moving = mails.filter(mail => !mail.startsWith("update"));
      expect(moving).toEqual([`cancellation ${partner}`, "invitation ana", `invitation ${partner}`]);
      await world.runAt(Date.parse("2027-01-14T08:00:00Z"));
      expect((await groups(world)).filter(group => group.round === 2)).toHaveLength(2);
    },
  },
]);

/** Says of somebody that they are away from a day to another, and runs; the mails that are no letters. */
const onLeave = (world: PairWorld, at: number, from: string, to = from) =>
  after(world, at, () => world.edit("people", world.ids.ana ?? "", { away: { start: from, end: to } }));
const firstSession = async (world: PairWorld) => {
  const [first] = (await world.sessions()).sort((a, b) => startOf(a).localeCompare(startOf(b)));
  if (first === undefined) throw new Error("no session");
  return first;
};
const startOf = ({ values: { when } }: { values: Record<string, PlainValue> }) =>
  typeof when === "object" && when !== null && "start" in when ? when.start : "";

const LONGER = { roundWeeks: 4, everyWeeks: 1 };
const leaves: Scenario[] = [
  ...Object.entries<Record<string, PlainValue>>({
    "a pair": {},
    "a pair of four weeks": LONGER,
    "two of a triad": { format: "triad" },
  }).map(
    ([who, programme]): Scenario => ({
      act: `One of two (${who}) is away on the day of their meeting`,
      outcome:
        "The meeting moves to a day in its week on which both are there, and its page says why; nobody meets alone",
      play: async () => {
        const world = await openPairWorld({ programme });
        const before = await firstSession(world);
        const mails = await onLeave(world, THURSDAY + HOUR, startOf(before).slice(0, 10));
        const moved = await firstSession(world);
        expect(startOf(moved).slice(0, 10)).not.toBe(startOf(before).slice(0, 10));
        expect((await meetings(world))[0]).toMatch(/ana boris$/);
        expect(new Set(mails)).toEqual(new Set(["update ana", "update boris"]));
        expect((await world.comments(before.id)).join()).toContain(
          "Ana is away at the time the session had (Mon 11 January, 12:30)",
        );
      },
    }),
  ),
  {
    act: "One of a pair of four weeks is away all the week of their meeting, and later is not",
    outcome:
      "The meeting is off: both are told, and its page says that no time suits; once they are there it has a time again",
    play: async () => {
      const world = await openPairWorld({ programme: LONGER });
      const before = await firstSession(world);
      const mails = await onLeave(world, THURSDAY + HOUR, "2027-01-11", "2027-01-15");
      expect(mails).toEqual(["cancellation ana", "cancellation boris"]);
      const off = await firstSession(world);
      expect(off).toMatchObject({ id: before.id, values: { status: "no_slot" } });
      expect(off.values.krugSays).toContain("No time suits everyone");
      const back = await after(world, THURSDAY + 2 * HOUR, () =>
        world.edit("people", world.ids.ana ?? "", { away: null }),
      );
      expect(back).toEqual(["invitation ana", "invitation boris"]);
      expect(await firstSession(world)).toMatchObject({ id: before.id, values: { status: "planned", krugSays: "" } });
    },
  },
];

/** Puts people into a group's *Members*, in place of those who were there. */
const setMembers = (world: PairWorld, groupId: string, names: readonly string[]) =>
  world.edit("groups", groupId, { members: names.map(name => world.ids[name] ?? "") });
const saysOf = async (world: PairWorld, source: "groups" | "programmes", id: string) =>
  String((await readTable(world.playground, source)).find(row => row.id === id)?.values.krugSays ?? "");
const newsOf = (mails: readonly string[]) => mails.filter(mail => !mail.startsWith("update"));
const CIRCLES = {
  people: [...FOUR, "eva", "filip"],
  programme: { format: "circle", groupSize: 3, everyWeeks: 1, roundWeeks: 2 },
};

/** Two groups, and one of the first, whom something is done to; all by name. */
async function twoGroups(world: PairWorld) {
  const [first, second] = await groups(world);
  if (first === undefined || second === undefined) throw new Error("no two groups");
  return { first, second, one: first.members[0] ?? "", rest: first.members.slice(1) };
}

const onMembers: Scenario[] = [
  {
    act: "Somebody takes one off *Members* of a pair, while Krug does the matching",
    outcome:
      "That one alone is called off, and is in no group until the next round; the group's page says that it is too small, the programme's page who was taken off and what to do; nobody else is moved. Put back, they are invited to the same meeting",
    play: async () => {
      const world = await openPairWorld({ people: FOUR });
      const before = await meetings(world);
      const { first, second, one, rest } = await twoGroups(world);
      const mails = await after(world, THURSDAY + HOUR, () => setMembers(world, first.id, rest));
      expect(newsOf(mails)).toEqual([`cancellation ${one}`]);
      expect((await groups(world)).map(group => group.members)).toEqual([rest, second.members]);
      expect(await saysOf(world, "groups", first.id)).toContain("fewer than two people");
      expect(await saysOf(world, "programmes", world.ids.programme ?? "")).toContain("taken off a group by hand");
      const back = await after(world, THURSDAY + 2 * HOUR, () => setMembers(world, first.id, first.members));
      expect(newsOf(back)).toEqual([`invitation ${one}`]);
      expect(await meetings(world)).toEqual(before);
    },
  },
  {
    act: "Somebody puts one of a pair into the other pair as well, while Krug does the matching",
    outcome:
      "They move: called off once and invited once, both meetings stay at their times, and the three others stay where they are",
    play: async () => {
      const world = await openPairWorld({ people: FOUR });
      const before = await meetings(world);
      const { second, one, rest } = await twoGroups(world);
      const three = [...second.members, one].sort();
      const mails = await after(world, THURSDAY + HOUR, () => setMembers(world, second.id, three));
      expect(newsOf(mails)).toEqual([`cancellation ${one}`, `invitation ${one}`]);
      expect((await groups(world)).map(group => group.members)).toEqual([rest, three]);
      expect((await meetings(world)).map(meeting => meeting.split(" ")[0])).toEqual(
        before.map(meeting => meeting.split(" ")[0]),
      );
    },
  },
  {
    act: "Somebody swaps two people between two pairs",
    outcome:
      "Each is called off once and invited once, both meetings stay at their times, and they are called after the people in them now",
    play: async () => {
      const world = await openPairWorld({ people: FOUR });
      const before = await meetings(world);
      const { first, second, one, rest } = await twoGroups(world);
      const [other = "", ...others] = second.members;
      const titles = async () =>
        (await world.live()).filter(event => !isLetter(event.id ?? "")).map(one => one.summary);
      const mails = await after(world, THURSDAY + HOUR, async () => {
        await setMembers(world, first.id, [other, ...rest]);
        await setMembers(world, second.id, [one, ...others]);
      });
      expect(newsOf(mails)).toEqual(
        [`cancellation ${one}`, `cancellation ${other}`, `invitation ${one}`, `invitation ${other}`].sort(),
      );
      expect((await meetings(world)).map(meeting => meeting.split(" ")[0])).toEqual(
        before.map(meeting => meeting.split(" ")[0]),
      );
      const called = [
        [other, ...rest],
        [one, ...others],
      ].map(names =>
        names
          .map(name => name.replace(/^./, letter => letter.toUpperCase()))
          .sort()
          .join(" & "),
      );
      expect((await titles()).sort()).toEqual(called.sort());
    },
  },
  {
    act: "Somebody moves one of a circle of three to the other circle",
    outcome: "That one alone is mailed; the two who are left stay a circle, at their times",
    play: async () => {
      const world = await openPairWorld(CIRCLES);
      const before = (await meetings(world)).map(meeting => meeting.split(" ")[0]);
      const { first, second, one, rest } = await twoGroups(world);
      const four = [...second.members, one].sort();
      const mails = await after(world, THURSDAY + HOUR, async () => {
        await setMembers(world, first.id, rest);
        await setMembers(world, second.id, four);
      });
      expect(new Set(newsOf(mails))).toEqual(new Set([`cancellation ${one}`, `invitation ${one}`]));
      expect((await groups(world)).map(({ status, members }) => ({ status, members }))).toEqual([
        { status: "active", members: rest },
        { status: "active", members: four },
      ]);
      expect((await meetings(world)).map(meeting => meeting.split(" ")[0])).toEqual(before);
    },
  },
  {
    act: "Somebody puts into a circle one who does not work at the time of its meetings",
    outcome:
      "Nobody is mailed, and the group's page says who is not invited to which meeting and why; once their hours allow it, they are invited and the sentence is gone",
    play: async () => {
      const world = await openPairWorld(CIRCLES);
      const { first, second, one, rest } = await twoGroups(world);
      await after(world, THURSDAY + HOUR, () => world.edit("people", world.ids[one] ?? "", { hours: "18-20" }));
      await after(world, THURSDAY + 2 * HOUR, () => setMembers(world, first.id, rest));
      const mails = await after(world, THURSDAY + 3 * HOUR, () =>
        setMembers(world, second.id, [...second.members, one]),
      );
      expect(newsOf(mails)).toEqual([]);
      const says = await saysOf(world, "groups", second.id);
      expect(says).toContain("Not invited to");
      expect(says).toContain(one.replace(/^./, letter => letter.toUpperCase()));
      const invited = await after(world, THURSDAY + 4 * HOUR, () =>
        world.edit("people", world.ids[one] ?? "", { hours: "9-17" }),
      );
      expect(new Set(newsOf(invited))).toEqual(new Set([`invitation ${one}`]));
      expect(await saysOf(world, "groups", second.id)).toBe("");
    },
  },
  {
    act: "Somebody puts two pairs into one group and the other group's page into the trash",
    outcome:
      "Their own meeting stands until somebody calls it off; till then the page of the one group says who is not invited to its meeting, and after it all four are",
    play: async () => {
      const world = await openPairWorld({ people: FOUR });
      const { first, second } = await twoGroups(world);
      await after(world, THURSDAY + HOUR, async () => {
        await setMembers(world, first.id, [...first.members, ...second.members]);
        await world.playground.notionOf(COORDINATOR).pages.update({ page_id: second.id, in_trash: true });
      });
      const guests = async () => (await meetings(world)).map(meeting => meeting.split(" ").slice(1));
      expect(await guests()).toEqual([first.members, second.members].sort());
      const names = second.members.map(name => name.replace(/^./, letter => letter.toUpperCase()));
      expect(await saysOf(world, "groups", first.id)).toContain(`${names.join(" and ")}. That time is`);
      const theirs = (await world.sessions()).find(row => list(row, "group")[0] !== first.id);
      await after(world, THURSDAY + 2 * HOUR, () => world.edit("sessions", theirs?.id ?? "", { status: "cancelled" }));
      expect(await guests()).toEqual([FOUR]);
      expect(await saysOf(world, "groups", first.id)).toBe("");
    },
  },
];

const SESSION = { status: "planned", when: { start: "2027-01-14T10:00:00Z", end: "2027-01-14T10:45:00Z" } };
const CONSENT = { consent: { start: "2027-01-07", end: null } };

const onConsent: Scenario[] = [
  {
    act: "Somebody makes a group by hand with one who gave no consent, and later they give it",
    outcome:
      "Nobody is invited, and the group's page says who gets no invitation and why; with the consent both are invited, once, and the sentence is gone",
    play: async () => {
      const world = await openPairWorld({ people: FOUR, programme: { matching: "by_hand" }, isEmpty: true });
      await after(world, THURSDAY + HOUR, () => world.edit("people", world.ids.boris ?? "", { consent: null }));
      let group = "";
      const mails = await after(world, THURSDAY + 2 * HOUR, async () => {
        group = await world.playground.add("groups", {
          name: "Two",
          programme: [world.ids.programme ?? ""],
          members: [world.ids.ana ?? "", world.ids.boris ?? ""],
          round: 1,
          status: "active",
        });
      });
      expect(mails).toEqual([]);
      expect(await saysOf(world, "groups", group)).toContain("no consent is recorded: Boris");
      const invited = await after(world, THURSDAY + 3 * HOUR, () =>
        world.edit("people", world.ids.boris ?? "", CONSENT),
      );
      expect(invited).toEqual(["invitation ana", "invitation boris"]);
      expect(await saysOf(world, "groups", group)).toBe("");
    },
  },
  {
    act: "Somebody puts one who gave no consent into a group, while Krug does the matching",
    outcome:
      "They stay in *Members*, nobody is mailed, and the group's page says why; once they consent they are invited with the others",
    play: async () => {
      const world = await openPairWorld({ people: FOUR, called: { dan: "Dan" } });
      const { first, second, one } = await twoGroups(world);
      await after(world, THURSDAY + HOUR, () => world.edit("people", world.ids[one] ?? "", { consent: null }));
      const before = await groups(world);
      const target = before.find(({ status, members }) => status === "active" && !members.includes(one)) ?? second;
      const mails = await after(world, THURSDAY + 2 * HOUR, () =>
        setMembers(world, target.id, [...target.members, one]),
      );
      expect(mails).toEqual([]);
      expect(await saysOf(world, "groups", target.id)).toContain("no consent is recorded");
      expect((await groups(world)).find(({ id }) => id === target.id)?.members).toContain(one);
      expect((await meetings(world)).filter(meeting => meeting.includes(one))).toEqual([]);
      const invited = await after(world, THURSDAY + 3 * HOUR, () =>
        world.edit("people", world.ids[one] ?? "", CONSENT),
      );
      expect(newsOf(invited)).toEqual([`invitation ${one}`]);
      expect(await saysOf(world, "groups", target.id)).toBe("");
      expect(first.members).toContain(one);
    },
  },
  {
    act: "Somebody's *Consent* is emptied while they are in a circle that was made by hand",
    outcome:
      "The meetings they are invited to stand, they are invited to none that comes after, and the group's page says so",
    play: async () => {
      const world = await openPairWorld({ people: FOUR, programme: { matching: "by_hand" }, isEmpty: true });
      let group = "";
      await after(world, THURSDAY + HOUR, async () => {
        group = await world.playground.add("groups", {
          name: "Three",
          programme: [world.ids.programme ?? ""],
          members: ["ana", "boris", "carla"].map(name => world.ids[name] ?? ""),
          round: 1,
          status: "active",
        });
      });
      const before = await meetings(world);
      const mails = await after(world, THURSDAY + 2 * HOUR, () =>
        world.edit("people", world.ids.carla ?? "", { consent: null }),
      );
      expect(mails).toEqual([]);
      expect(await meetings(world)).toEqual(before);
      expect(await saysOf(world, "groups", group)).toContain("no consent is recorded: Carla");
      const more = await after(world, THURSDAY + 3 * HOUR, async () => {
        await world.playground.add("sessions", { ...SESSION, title: "One more", group: [group] });
      });
      expect(more).toEqual(["invitation ana", "invitation boris"]);
    },
  },
  {
    act: "Somebody enters as host of a webinar one of a programme who gave no consent",
    outcome: "They are not invited to it, and its page says why; with the consent they are",
    play: async () => {
      const world = await openPairWorld({ people: FOUR });
      await after(world, THURSDAY + HOUR, () => world.edit("people", world.ids.dan ?? "", { consent: null }));
      let webinar = "";
      const says = async () =>
        String((await readTable(world.playground, "gatherings")).find(({ id }) => id === webinar)?.values.krugSays);
      const mails = await after(world, THURSDAY + 2 * HOUR, async () => {
        webinar = await world.playground.add("gatherings", {
          title: "Queues",
          when: { start: "2027-01-13T10:00:00Z", end: "2027-01-13T11:00:00Z" },
          host: [world.ids.dan ?? ""],
          programmes: [world.ids.programme ?? ""],
          status: "planned",
        });
      });
      expect(mails).toEqual(["ana", "boris", "carla"].map(name => `invitation ${name}`));
      expect(await says()).toContain("no consent is recorded: Dan");
      const invited = await after(world, THURSDAY + 3 * HOUR, () => world.edit("people", world.ids.dan ?? "", CONSENT));
      expect(invited).toContain("invitation dan");
      expect(await says()).toBe("");
    },
  },
];

const pairOf = (world: PairWorld, values: Record<string, PlainValue>) =>
  world.playground.add("groups", {
    name: "Two",
    programme: [world.ids.programme ?? ""],
    members: [world.ids.ana ?? "", world.ids.boris ?? ""],
    round: 1,
    status: "active",
    ...values,
  });

/** A group made by hand that lacks something, what its page says, and what sets it right. */
const LACKING: [string, Record<string, PlainValue>, string][] = [
  ["an empty *Round*", { round: null }, "“Round” is empty"],
  ["0 in *Round*", { round: 0 }, "is not the number of a round"],
  ["no name", { name: "" }, "has no title"],
];

const unready = [
  ...LACKING.map(
    ([what, lacking, says]): Scenario => ({
      act: `Somebody makes a group by hand with ${what}, and fills it in an hour later`,
      outcome:
        "Nobody is invited and no meeting is planned; the group's page says what to write; then both are invited, once",
      play: async () => {
        const world = await openPairWorld({ people: FOUR, programme: { matching: "by_hand" }, isEmpty: true });
        let group = "";
        const mails = await after(world, THURSDAY + HOUR, async () => {
          group = await pairOf(world, lacking);
        });
        expect(mails).toEqual([]);
        expect(await world.sessions()).toEqual([]);
        expect(await saysOf(world, "groups", group)).toContain(says);
        const invited = await after(world, THURSDAY + 2 * HOUR, () =>
          world.edit("groups", group, { name: "Two", round: 1 }),
        );
        expect(invited).toEqual(["invitation ana", "invitation boris"]);
        expect(await saysOf(world, "groups", group)).toBe("");
      },
    }),
  ),
  {
    act: "Somebody makes a group by hand outside the rounds, and enters a session for it",
    outcome: "Its members are invited to that session, and the group's page has nothing to say any more",
    play: async () => {
      const world = await openPairWorld({ people: FOUR, programme: { matching: "by_hand" }, isEmpty: true });
      let group = "";
      const mails = await after(world, THURSDAY + HOUR, async () => {
        group = await pairOf(world, { round: null });
        await world.playground.add("sessions", { ...SESSION, title: "One more", group: [group] });
      });
      expect(mails).toEqual(["invitation ana", "invitation boris"]);
      expect(await saysOf(world, "groups", group)).toBe("");
    },
  },
  {
    act: "Somebody enters a session without a title, and writes the title an hour later",
    outcome: "Nobody is invited while it has none, as its page says; then everybody is, once",
    play: async () => {
      const world = await openPairWorld();
      const [pair] = await groups(world);
      let session = "";
      const mails = await after(world, THURSDAY + HOUR, async () => {
        session = await world.playground.add("sessions", { ...SESSION, title: "", group: [pair?.id ?? ""] });
      });
      expect(mails).toEqual([]);
      const page = async () => (await world.sessions()).find(({ id }) => id === session)?.values;
      expect((await page())?.krugSays).toContain("has no title");
      const invited = await after(world, THURSDAY + 2 * HOUR, () =>
        world.playground.edit(COORDINATOR, "sessions", session, { title: "One more" }),
      );
      expect(invited).toEqual(["invitation ana", "invitation boris"]);
      expect((await page())?.krugSays).toBe("");
    },
  },
];

export const members: Kind = {
  name: "members",
  title: "Who is in a group",
  rule: "Whoever is missing for a while and comes back within the round goes to those they were with. What people write in *Members* stands until the round ends, and nobody else is moved because of it. Whoever gave no consent is invited to nothing new.",
  scenarios: [...awayForAnHour, ...leaves, ...onMembers, ...onConsent, ...unready],
};
