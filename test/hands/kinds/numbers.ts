import { expect } from "vitest";
import type { PlainValue } from "../../../src/core/domain/values/row.ts";
import { DAY, localDate, localMinutes, MINUTE } from "../../../src/core/domain/values/time.ts";
import { expectStill } from "../../stories/field/still.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../../world/pairWorld.ts";
import { readPage } from "../../world/tables.ts";
import type { Kind, Scenario } from "../scenario.ts";

const WEEK = 7 * DAY;
const FRIDAY = THURSDAY + DAY;
const FOUR = ["ana", "boris", "vera", "gleb"];

async function says({ playground }: PairWorld, source: "people" | "programmes" | "roadmap", id: string) {
  return String((await readPage(playground, source, id))?.values.krugSays ?? "");
}

/** The events of the round after the first, with local starts in a zone. */
async function nextRound(
  world: PairWorld,
  zone: string,
): Promise<{ day: string; minutes: number; guests: string[] }[]> {
  return (await world.live())
    .map(event => ({ at: Date.parse(event.start?.dateTime ?? ""), guests: event.attendees ?? [] }))
    .filter(({ at }) => at > THURSDAY + WEEK)
    .map(({ at, guests }) => ({
      day: localDate(at, zone),
      minutes: localMinutes(at, zone),
      guests: guests.flatMap(({ email }) => (email ?? "").split("@")[0] ?? []).sort(),
    }));
}

const quiet = (world: PairWorld, at: number) => expectStill(world.playground, () => world.runAt(at));

/** Ana and Boris both write their hours in their own way, and the next round lies in them. */
function hours(written: [ana: string, boris: string], within: [from: number, to: number]): Scenario {
  return {
    act: `Two people write their hours as “${written[0]}” and “${written[1]}”`,
    outcome: "Krug says nothing, what is planned stands, and the next session lies in those hours",
    play: async () => {
      const world = await openPairWorld();
      const before = await world.live();
      await world.edit("people", world.ids.ana ?? "", { hours: written[0] });
      await world.edit("people", world.ids.boris ?? "", { hours: written[1] });
      await world.runAt(FRIDAY);
      expect(await world.live()).toEqual(before);
      expect(world.newMails()).toEqual([]);
      for (const name of ["ana", "boris"]) expect(await says(world, "people", world.ids[name] ?? "")).toBe("");
      await world.runAt(THURSDAY + WEEK);
      const [session, ...others] = await nextRound(world, "Europe/Berlin");
      expect(others).toEqual([]);
      expect(session?.minutes).toBeGreaterThanOrEqual(within[0] * 60);
      expect(session?.minutes).toBeLessThanOrEqual(within[1] * 60 - 45);
      await quiet(world, THURSDAY + WEEK + 10 * MINUTE);
    },
  };
}

/** A value that is told: nothing that stands is touched, and a right one later takes the sentence away. */
function told(
  act: string,
  values: Record<string, PlainValue>,
  right: Record<string, PlainValue>,
  sentence: string,
): Scenario {
  return {
    act,
    outcome: `The page says “${sentence}”; what is planned stands, nobody is mailed, and a right value takes the sentence away`,
    play: async () => {
      const world = await openPairWorld();
      const before = await world.live();
      const ana = world.ids.ana ?? "";
      await world.edit("people", ana, values);
      await world.runAt(FRIDAY);
      expect(await says(world, "people", ana)).toContain(sentence);
      expect(await world.live()).toEqual(before);
      expect(world.newMails()).toEqual([]);
      await quiet(world, FRIDAY + 10 * MINUTE);
      await world.edit("people", ana, right);
      await world.runAt(FRIDAY + 20 * MINUTE);
      expect(await says(world, "people", ana)).toBe("");
      expect(world.newMails()).toEqual([]);
      await quiet(world, FRIDAY + 30 * MINUTE);
    },
  };
}

/** A programme is written in its own way from the start. */
function programme(
  act: string,
  outcome: string,
  values: Record<string, PlainValue>,
  holds: (world: PairWorld) => Promise<void>,
): Scenario {
  return {
    act,
    outcome,
    play: async () => {
      const world = await openPairWorld({ programme: values });
      await holds(world);
      await quiet(world, THURSDAY + 10 * MINUTE);
      expect(world.newMails()).toEqual([]);
    },
  };
}

const programmeSays = (world: PairWorld) => says(world, "programmes", world.ids.programme ?? "");

export const numbers: Kind = {
  name: "numbers",
  title: "Numbers, hours and zones as people write them",
  rule: "What has one reading is understood; anything else is told with the nearest right one.",
  scenarios: [
    hours(["9 to 12", "9am-12pm"], [9, 12]),
    hours(["пн–пт 14–18", "с 14 до 18"], [14, 18]),
    hours(["від 10 до 13", "от 10 до 13 ч."], [10, 13]),
    hours(["09.00 до 12.00", "Mon-Thu 9-12, Fri 9-11"], [9, 12]),
    hours(["1 – 5:30 pm", "будни 13–17"], [13, 17]),
    {
      act: "Two people write “22:00-06:00” as their hours",
      outcome: "Their next session lies in the night, in both people's hours",
      play: async () => {
        const world = await openPairWorld();
        for (const name of ["ana", "boris"])
          await world.edit("people", world.ids[name] ?? "", { hours: "22:00-06:00" });
        await world.runAt(THURSDAY + WEEK);
        const [session] = await nextRound(world, "Europe/Berlin");
        const sinceTen = ((session?.minutes ?? 0) - 22 * 60 + 1440) % 1440;
        expect(sinceTen).toBeLessThanOrEqual(8 * 60 - 45);
        await quiet(world, THURSDAY + WEEK + 10 * MINUTE);
      },
    },
    told("Somebody writes “9-5” as their hours", { hours: "9-5" }, { hours: "9-17" }, "can mean two things"),
    told(
      "Somebody writes “9:00–18:00 (MSK)” as their hours",
      { hours: "9:00–18:00 (MSK)" },
      { hours: "9-17" },
      "for example “Mon-Thu 9-17; Fri 9-13”",
    ),
    told("Somebody writes “EST” as their time zone", { zone: "EST" }, { zone: "Berlin" }, "“America/New_York”"),
    told("Somebody writes “Berln” as their time zone", { zone: "Berln" }, { zone: "Europe/Berlin" }, "“Europe/Berlin”"),
    told(
      "Somebody writes “GMT+1” as their time zone",
      { zone: "GMT+1" },
      { zone: "Europe/Berlin" },
      "Krug reads “GMT+1” as UTC+1 all year round, without daylight saving",
    ),
    told(
      "Somebody writes -1 as their sessions a week",
      { sessionsAWeek: -1 },
      { sessionsAWeek: null },
      "Write a number from 0 to 40",
    ),
    ...(
      [
        ["Екатеринбург", ""],
        ["Новосибирск (+7)", ""],
        ["UK time", ""],
        ["българско време", ""],
        ["мск+2", "UTC+5 all year round"],
        ["УТЦ+3", "UTC+3 all year round"],
      ] as const
    ).map(([zone, note]) => ({
      act: `Somebody writes “${zone}” as their time zone`,
      outcome: `It is understood${note === "" ? ", and Krug says nothing" : `: the page says that it is ${note}`}; nobody is mailed`,
      play: async () => {
        const world = await openPairWorld();
        await world.edit("people", world.ids.ana ?? "", { zone });
        await world.runAt(FRIDAY);
        const said = await says(world, "people", world.ids.ana ?? "");
        if (note === "") expect(said).toBe("");
        else expect(said).toContain(note);
        expect(world.newMails()).toEqual([]);
      },
    })),
    {
      act: "Somebody writes “Київ” as their time zone",
      outcome: "They live by Kyiv's time: Krug says nothing, and the next session lies in their hours there",
      play: async () => {
        const world = await openPairWorld();
        await world.edit("people", world.ids.ana ?? "", { zone: "Київ", hours: "17-19" });
        await world.runAt(THURSDAY + WEEK);
        expect(await says(world, "people", world.ids.ana ?? "")).toBe("");
        const [session] = await nextRound(world, "Europe/Kyiv");
        expect(session?.minutes).toBeGreaterThanOrEqual(17 * 60);
        await quiet(world, THURSDAY + WEEK + 10 * MINUTE);
      },
    },
    {
      act: "Somebody empties their time zone and their working hours",
      outcome:
        "The programme's zone and Monday to Friday, 9 to 17, count; what is planned stands, and the next session comes",
      play: async () => {
        const world = await openPairWorld();
        const before = await world.live();
        await world.edit("people", world.ids.ana ?? "", { zone: "", hours: "" });
        await world.runAt(FRIDAY);
        expect(await world.live()).toEqual(before);
        expect(world.newMails()).toEqual([]);
        expect(await says(world, "people", world.ids.ana ?? "")).toBe("");
        await world.runAt(THURSDAY + WEEK);
        expect(await nextRound(world, "Europe/Berlin")).toHaveLength(1);
        await quiet(world, THURSDAY + WEEK + 10 * MINUTE);
      },
    },
    programme(
      "A coordinator writes “Kyiv” as a programme's time zone",
      "The events are in Europe/Kyiv, the name that calendars know",
      { zone: "Kyiv" },
      async world => {
        expect((await world.live()).map(event => event.start?.timeZone)).toEqual(["Europe/Kyiv"]);
        expect(await programmeSays(world)).toBe("");
      },
    ),
    programme(
      "A coordinator writes “GMT+2” as a programme's time zone",
      "It is two hours ahead of UTC all year, and the programme's page says that it has no daylight saving",
      { zone: "GMT+2" },
      async world => {
        expect((await world.live()).map(event => event.start?.timeZone)).toEqual(["Etc/GMT-2"]);
        expect(await programmeSays(world)).toContain("UTC+2 all year round");
      },
    ),
    programme(
      "A coordinator chooses a range of days as the start, and no end",
      "The range says the end too, and the page says nothing",
      { start: { start: "2027-01-11", end: "2027-01-17" }, end: null },
      async world => {
        expect(await programmeSays(world)).toBe("");
        await world.runAt(THURSDAY + WEEK);
        expect(await nextRound(world, "Europe/Berlin")).toEqual([]);
      },
    ),
    programme(
      "A coordinator chooses a range of days as the start, and another end",
      "The end counts, and the page tells of the two",
      { start: { start: "2027-01-11", end: "2027-01-17" } },
      async world => {
        expect(await programmeSays(world)).toContain("Krug takes the date from “End”");
      },
    ),
    programme(
      "A coordinator sets a session every 3 weeks and leaves the weeks of a round empty",
      "A round is 3 weeks long: the same two meet once in them, and the page says nothing",
      { everyWeeks: 3 },
      async world => {
        expect(await programmeSays(world)).toBe("");
        await world.runAt(THURSDAY + WEEK);
        expect(await nextRound(world, "Europe/Berlin")).toEqual([]);
      },
    ),
    programme(
      "A coordinator writes a round that is shorter than the time between two sessions",
      "It goes on as written, each group meets once, and the page says so",
      { everyWeeks: 3, roundWeeks: 1 },
      async world => {
        expect(await programmeSays(world)).toContain("is shorter than the time between two sessions");
      },
    ),
    {
      act: "Somebody who takes one session a week is in two weekly programmes",
      outcome: "They are in a group of one of them; the other programme's page says that their week is full",
      play: async () => {
        const world = await openPairWorld({ people: FOUR, others: [] });
        await world.edit("people", world.ids.ana ?? "", { sessionsAWeek: 1 });
        const second = await world.playground.add("programmes", {
          name: "Tea",
          status: "active",
          format: "pair",
          zone: "Europe/Berlin",
          language: "en",
          feedbackOnly: true,
          start: { start: "2027-01-11", end: null },
        });
        for (const name of FOUR)
          await world.edit("people", world.ids[name] ?? "", { programmes: [world.ids.programme ?? "", second] });
        await world.runAt(THURSDAY + 10 * MINUTE);
        expect(await says(world, "programmes", second)).toContain("Ana: as many sessions this round as the column");
        const hers = (await world.live()).filter(event =>
          event.attendees?.some(({ email }) => email === "ana@example.org"),
        );
        expect(hers).toHaveLength(1);
        world.newMails();
        await quiet(world, THURSDAY + 20 * MINUTE);
      },
    },
    {
      act: "Somebody writes 0.5 as their sessions a week in a programme of weekly pairs",
      outcome: "They are in every second round, and the page of the programme tells why they are in none of the others",
      play: async () => {
        const world = await openPairWorld({ people: FOUR });
        await world.edit("people", world.ids.ana ?? "", { sessionsAWeek: 0.5 });
        const isIn: boolean[] = [];
        for (const week of [1, 2, 3]) {
          await world.runAt(THURSDAY + week * WEEK);
          const monday = localDate(THURSDAY + week * WEEK + 4 * DAY, "Europe/Berlin");
          const round = (await nextRound(world, "Europe/Berlin")).filter(({ day }) => day >= monday);
          isIn.push(round.some(({ guests }) => guests.includes("ana")));
          if (week === 1) expect(await programmeSays(world)).toContain("Ana: as many sessions this round");
          await quiet(world, THURSDAY + week * WEEK + 10 * MINUTE);
        }
        expect(isIn).toEqual([false, true, false]);
      },
    },
    {
      act: "Somebody chooses a range of days as the day a goal is due",
      outcome: "The goal begins and is due with the range; nothing is told",
      play: async () => {
        const world = await openPairWorld();
        const goal = await world.playground.add("roadmap", {
          title: "Ship the beta",
          owner: [world.ids.ana ?? ""],
          due: { start: "2027-01-04", end: "2027-03-01" },
        });
        await world.runAt(THURSDAY + 10 * MINUTE);
        expect(await says(world, "roadmap", goal)).toBe("");
        expect((await world.live()).map(event => event.description).join()).toContain("1 March");
        await quiet(world, THURSDAY + 20 * MINUTE);
      },
    },
  ],
};
