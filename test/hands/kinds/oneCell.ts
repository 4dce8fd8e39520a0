import { expect } from "vitest";
import { DAY, HOUR, MINUTE } from "../../../src/core/domain/values/time.ts";
import { expectStill } from "../../stories/field/still.ts";
import { openPairWorld, THURSDAY } from "../../world/pairWorld.ts";
import { readPage } from "../../world/tables.ts";
import { unforeseenMet } from "../../world/unforeseen.ts";
import { answeredOddly, failingIn, openTwoProgrammes } from "../planted.ts";
import type { Kind } from "../scenario.ts";

const LATER = THURSDAY + HOUR;
const FOUR = ["ana", "boris", "vera", "gleb"];

export const oneCell: Kind = {
  name: "oneCell",
  title: "One cell never stops a run",
  rule: "An error nobody foresaw becomes a failure of the one page, entity or call it happened in. It is told where people look; everything else goes on as it would without that page.",
  scenarios: [
    {
      act: "Somebody writes 31 December 9999 as a programme's end, for “without an end”",
      outcome: "Nothing is called off and nobody is mailed; a further run writes nothing",
      play: async () => {
        const world = await openPairWorld({ people: FOUR });
        const before = (await world.live()).map(event => event.id);
        await world.edit("programmes", world.ids.programme ?? "", { end: { start: "9999-12-31", end: null } });
        expect((await world.runAt(LATER)).failed).toEqual([]);
        expect((await world.live()).map(event => event.id)).toEqual(before);
        expect(world.newMails()).toEqual([]);
        await expectStill(world.playground, () => world.runAt(LATER + MINUTE));
      },
    },
    {
      act: "Somebody moves one session to the last evening of the year 9999",
      outcome:
        "The session's page says that the date can't be meant, and the time before counts; other sessions follow their pages, nobody is mailed, and the right time written again leaves nothing to say",
      play: async () => {
        const world = await openPairWorld({ people: FOUR });
        const [one, other] = await world.sessions();
        if (one === undefined || other === undefined) throw new Error("there are two pairs");
        await world.edit("sessions", one.id, {
          when: { start: "9999-12-31T23:00:00Z", end: "9999-12-31T23:45:00Z" },
        });
        await world.edit("sessions", other.id, { questions: "What have you tried?" });
        const before = (await world.live()).map(event => event.start?.dateTime);
        expect((await world.runAt(LATER)).failed).toEqual([]);
        const told = await readPage(world.playground, "sessions", one.id);
        expect(told?.values.krugSays).toContain("too far off");
        expect((await world.live()).map(event => event.start?.dateTime)).toEqual(before);
        expect((await world.live()).map(event => event.description).join()).toContain("What have you tried?");
        expect(world.newMails()).toEqual([]);
        await expectStill(world.playground, () => world.runAt(LATER + 10 * MINUTE));
        await world.edit("sessions", one.id, { when: one.values.when ?? null });
        await world.runAt(LATER + 20 * MINUTE);
        await expectStill(world.playground, () => world.runAt(LATER + 30 * MINUTE));
        expect((await readPage(world.playground, "sessions", one.id))?.values.krugSays).toBe("");
        expect(world.newMails()).toEqual([]);
        expect(await world.live()).toHaveLength(2);
      },
    },
    {
      act: "Notion answers one person's page in a shape that Krug does not know",
      outcome:
        "The page stands as it was last read and the programme's page says so; sessions stay, nobody is mailed, the others' edits arrive, and once the page can be read again everything goes on",
      play: async () => {
        const world = await openPairWorld({ people: FOUR });
        const [session] = await world.sessions();
        const heal = answeredOddly(world.playground, world.ids.ana ?? "", {
          type: "date",
          date: { start: 5, end: null },
        });
        await world.edit("people", world.ids.ana ?? "", { team: "Search" });
        await world.edit("sessions", session?.id ?? "", { questions: "What next?" });
        const { failed } = await world.runAt(LATER);
        expect(failed).toEqual([expect.stringMatching(/^unforeseen: page: TypeError/)]);
        expect(unforeseenMet()).toHaveLength(1);
        expect((await world.live()).map(event => event.description).join()).toContain("What next?");
        expect(world.newMails()).toEqual([]);
        const programme = await readPage(world.playground, "programmes", world.ids.programme ?? "");
        expect(programme?.values.krugSays).toContain("“Ana”");
        await expectStill(world.playground, () => world.runAt(LATER + 10 * MINUTE));
        heal();
        await world.edit("people", world.ids.ana ?? "", { team: "Maps" });
        await world.runAt(LATER + 20 * MINUTE);
        const after = await readPage(world.playground, "programmes", world.ids.programme ?? "");
        expect(after?.values.krugSays).toBe("");
        expect(world.newMails()).toEqual([]);
        await expectStill(world.playground, () => world.runAt(LATER + 30 * MINUTE));
      },
    },
    {
      act: "An invitation's text can't be made in the language of one of two programmes, through a mistake of Krug's own",
      outcome:
        "Its sessions wait, each page says so and the run counts as not well; the other programme's people are invited, and the first one's once the mistake is mended",
      play: async () => {
        const world = await openTwoProgrammes();
        const { playground } = world;
        await failingIn("agenda", "uk", async () => {
          const { failed } = await world.runAt(THURSDAY + MINUTE);
          expect(failed).toEqual([expect.stringMatching(/^unforeseen: session: TypeError/)]);
          await expectStill(playground, () => world.runAt(THURSDAY + HOUR));
        });
        const [met] = unforeseenMet();
        expect(met).toContain("planted: agenda");
        const sessionId = met?.match(/[0-9a-f-]{36}/)?.[0] ?? "";
        expect((await world.says()).get(sessionId)).toContain("сталася помилка");
        const invited = () =>
          playground.google.outbox
            .filter(mail => /^(ana|boris|carla|vera|gleb|dan)@/.test(mail.to))
            .map(mail => mail.to);
        const english = ["dan@example.org", "gleb@example.org", "vera@example.org"];
        expect([...new Set(invited())].filter(to => english.includes(to)).sort()).toEqual(english);
        await world.runAt(THURSDAY + DAY);
        expect((await world.says()).get(sessionId)).toBe("");
        const all = ["ana@example.org", "boris@example.org", "carla@example.org", ...english];
        expect([...new Set(invited())].sort()).toEqual(all);
        await expectStill(playground, () => world.runAt(THURSDAY + DAY + HOUR));
      },
    },
    {
      act: "One programme's figures can't be named, through a mistake of Krug's own",
      outcome:
        "Its page says so, its insights stay as they were, and every other programme is measured; once the mistake is mended the page says nothing more",
      play: async () => {
        const world = await openTwoProgrammes();
        await failingIn("metricTitle", "uk", async () => {
          for (const day of [0, 0.1, 8, 8.1]) await world.runAt(THURSDAY + day * DAY);
          await expectStill(world.playground, () => world.runAt(THURSDAY + 8.2 * DAY));
        });
        expect(unforeseenMet().length).toBeGreaterThan(0);
        expect((await world.says()).get(world.ids.uk ?? "")).toContain("сталася помилка");
        for (const day of [9, 9.1]) await world.runAt(THURSDAY + day * DAY);
        expect((await world.says()).get(world.ids.uk ?? "")).toBe("");
        await expectStill(world.playground, () => world.runAt(THURSDAY + 9.2 * DAY));
      },
    },
    {
      act: "Names, goals and questions of 2,000 characters, with signs that no keyboard has, on one pair's pages",
      outcome: "They are taken as they are; the other pair's meeting is as before, and a further run writes nothing",
      play: async () => {
        const world = await openPairWorld({ people: FOUR });
        const odd = `\u0000\u2028__proto__ 💥${"x".repeat(1900)}`;
        const [session, other] = await world.sessions();
        const untouched = (await world.live()).find(
          event => event.extendedProperties?.private?.krugSession === other?.id,
        )?.description;
        const [groupId = ""] = [session?.values.group].flat() as string[];
        const group = await readPage(world.playground, "groups", groupId);
        const [memberId = ""] = [group?.values.members].flat() as string[];
        await world.edit("people", memberId, { name: odd, offers: ["__proto__", "constructor"], team: odd });
        await world.playground.add("roadmap", { title: odd, owner: [memberId], nextStep: odd });
        await world.edit("sessions", session?.id ?? "", { questions: odd });
        expect((await world.runAt(LATER)).failed).toEqual([]);
        expect(world.newMails()).toEqual([]);
        const after = (await world.live()).find(
          event => event.extendedProperties?.private?.krugSession === other?.id,
        )?.description;
        expect(after).toBe(untouched);
        await expectStill(world.playground, () => world.runAt(LATER + 10 * MINUTE));
      },
    },
  ],
};
