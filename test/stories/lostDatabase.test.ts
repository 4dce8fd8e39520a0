import { join } from "node:path";
import { expect, it } from "vitest";
import { inProcessRunner } from "../demo/inProcess.ts";
import { play, worldStart } from "../demo/play.ts";
import { readScenario } from "../demo/scenario.ts";
import { openD1 } from "../world/d1.ts";
import { quietRuns } from "../world/episode.ts";
import { allEvents } from "../world/people.ts";
import { openPlayground } from "../world/playground.ts";
import { readTable } from "../world/tables.ts";

const TABLES = ["groups", "sessions", "surveys", "metrics", "people", "roadmap", "programmes"] as const;

it("with the database emptied in mid-programme everything is found again: no new page, event, form or mail", async () => {
  const scenario = readScenario(join(import.meta.dirname, "../demo/story.json"));
  scenario.weeks = 26;
  const cut = { ...scenario, weeks: 5, acts: scenario.acts.filter(act => act.on < "2027-02-14") };
  const playground = await openPlayground({ startsAt: worldStart(scenario), people: scenario.people });
  const played = await play(playground, cut, inProcessRunner(playground, openD1()));

  const rows = async () => Promise.all(TABLES.map(async table => (await readTable(playground, table)).length));
  const before = {
    rows: await rows(),
    events: (await allEvents(playground)).length,
    mails: playground.google.outbox.length,
  };
  const forms = playground.google.state.forms.size;

  const emptied = inProcessRunner(playground, openD1());
  const runs = await quietRuns(playground, emptied, played.endedAt);
  expect({
    rows: await rows(),
    events: (await allEvents(playground)).length,
    mails: playground.google.outbox.length,
  }).toEqual(before);
  expect(playground.google.state.forms.size).toBe(forms);
  expect(runs[0]?.failed).toEqual([]);
  expect(runs[2]?.done).toEqual({});
});
