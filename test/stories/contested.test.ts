import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseScenario, readScenario, type Scenario } from "../demo/scenario.ts";
import { episodeOf } from "../world/episode.ts";
import type { Playground } from "../world/playground.ts";

/** What the documents of Notion and Google leave open (_unconfirmed_ in docs/facts): Krug gets along with either. */
const story = readScenario(join(import.meta.dirname, "../demo/story.json"));
const short: Scenario = parseScenario(
  JSON.stringify({
    ...story,
    weeks: 4,
    acts: [
      { on: "2027-01-12", at: "10:00", act: "goal", who: "boris", nextStep: "Ask about webhooks" },
      { on: "2027-01-18", at: "08:30", act: "decline", who: "daria", which: "pair" },
      { on: "2027-01-22", at: "10:00", act: "move", who: "ana", which: "circle", byMinutes: 30 },
      { on: "2027-01-25", at: "08:00", act: "delete", who: "ivan", which: "pair" },
      { on: "2027-01-28", at: "09:00", act: "leave", who: "vera", from: "2027-02-01", to: "2027-02-07" },
    ],
  }),
);

describe("the same weeks end well whichever way the services behave", () => {
  it.each<[string, (playground: Playground) => unknown]>([
    [
      "a Meet link is ready at once",
      ({ google }) => Object.assign(google.switches, { conferencePending: "immediate" }),
    ],
    [
      "a Meet link is pending for an hour",
      ({ google }) => Object.assign(google.switches, { conferencePending: { afterMilliseconds: 3_600_000 } }),
    ],
    [
      "moving a meeting clears the replies",
      ({ google }) => Object.assign(google.switches, { resetRepliesOnMove: true }),
    ],
    [
      "the forms filter goes by the first submission",
      ({ google }) => Object.assign(google.switches, { formsFilterOn: "first" }),
    ],
    [
      "forms are published as soon as they are made",
      ({ google }) => Object.assign(google.switches, { formsPublishedByDefault: true }),
    ],
    [
      "replies written by the organizer do not stick",
      ({ google }) => Object.assign(google.switches, { organizerMaySetReplies: false }),
    ],
    [
      "a deleted event can be restored by patch",
      ({ google }) => Object.assign(google.switches, { undeleteByPatch: "restore" }),
    ],
    ["a deleted event can't be restored", ({ google }) => Object.assign(google.switches, { undeleteByPatch: "403" })],
    [
      "Notion ignores unknown properties",
      ({ notion }) => Object.assign(notion.switches, { unknownProperty: "ignore" }),
    ],
    ["Notion's queries lag by a minute", ({ notion }) => Object.assign(notion.switches, { queryLagMs: 60_000 })],
  ])("%s", async (_, prepare) => {
    const { figures, playground } = await episodeOf(short, { prepare });
    expect(figures.checks.filter(check => !check.ok)).toEqual([]);
    const links = figures.meetings.length;
    expect(links).toBeGreaterThan(10);
    expect(playground.notion.log.entries.filter(entry => entry.actor === "bot" && entry.status >= 400)).toEqual([]);
  });

  it("pages of two and three pages at a time: nothing is taken for gone or for new", async () => {
    const { figures } = await episodeOf(short, { notion: { pageSizeLimit: 3 }, google: { listPageLimit: 2 } });
    expect(figures.checks.filter(check => !check.ok)).toEqual([]);
  });
});
