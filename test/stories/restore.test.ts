import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Restored, restored } from "../../src/cli/restoring.ts";
import { DAY, HOUR } from "../../src/core/domain/values/time.ts";
import { forget } from "../../src/run/operate/forget.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import { play, type Runner, worldStart } from "../demo/play.ts";
import { readScenario } from "../demo/scenario.ts";
import { ERASED_FROM } from "../store/people/erasedFrom.ts";
import { type LocalD1, openD1 } from "../world/d1.ts";
import { quietRuns } from "../world/episode.ts";
import { allEvents } from "../world/people.ts";
import { openPlayground, type Playground } from "../world/playground.ts";
import { readTable } from "../world/tables.ts";

type Forgotten = Awaited<ReturnType<typeof forget>>;

const TABLES = ["groups", "sessions", "surveys", "metrics", "people", "roadmap", "programmes"] as const;

/** A programme of five weeks, of which a backup was made a week before its end; then somebody was erased. */
let playground: Playground;
let endedAt: number;
let backup: string;
let database: LocalD1;
let forgotten: Extract<Forgotten, { state: "erased" }>;
let who: { name: string; email: string };

const seen = async () => ({
  rows: await Promise.all(TABLES.map(async table => (await readTable(playground, table)).length)),
  events: (await allEvents(playground)).filter(event => event.status !== "cancelled").length,
  mails: playground.google.outbox.length,
  forms: playground.google.state.forms.size,
});

beforeAll(async () => {
  const scenario = readScenario(join(import.meta.dirname, "../demo/story.json"));
  scenario.weeks = 26;
  const cut = { ...scenario, weeks: 5, acts: scenario.acts.filter(act => act.on < "2027-02-14") };
  playground = await openPlayground({ startsAt: worldStart(scenario), people: scenario.people });
  database = openD1();
  const runner = inProcessRunner(playground, database);
  const backupAt = worldStart(scenario) + 30 * DAY;
  backup = "";
  const watched: Runner = {
    ...runner,
    run: async (now, reason) => {
      if (backup === "" && now >= backupAt) backup = database.dump();
      return runner.run(now, reason);
    },
  };
  const played = await play(playground, cut, watched);
  endedAt = played.endedAt;
  const [somebody] = scenario.people.filter(person => !person.email.startsWith("coordinator"));
  who = { name: somebody?.name ?? "", email: somebody?.email ?? "" };
  const world = { fetch: playground.fetch, sql: database, wallNow: () => playground.clock.now() };
  for (let goes = 0; goes < 8; goes += 1) {
    const outcome = await forget(playground.connection, who.email, world);
    if (outcome.state === "erased") {
      forgotten = outcome;
      break;
    }
    playground.clock.advance(HOUR);
    endedAt = playground.clock.now();
    await runner.run(endedAt, "forget");
  }
  await quietRuns(playground, runner, endedAt);
});

/** A database that the backup was taken back into. */
function takenBack({ sql, after }: Restored): LocalD1 {
  const migrated = openD1(":memory:", { script: sql });
  return openD1(":memory:", { script: `${migrated.dump()}\n${after}` });
}

/** What of a backup is not taken back, for the world has moved on. */
const READ_AGAIN = [
  "sources",
  "pages",
  "events",
  "links",
  "outbox",
  "forms",
  "answers",
  "notices",
  "state",
  "leases",
  "runs",
  "dead_letters",
  "discarded",
  "sign_ins",
  "wrong_tries",
  "channels",
  "watches",
  "series",
  "page_keys",
  "named",
  "hook_health",
  "stops",
  "held_run",
  "acts",
  "chats",
  "round_stages",
  "acted_on",
  "page_changes",
  "relations",
  "past_groups",
  "past_ids",
  "past_programmes",
  "past_codes",
  "past_addresses",
  "woken",
  "erasing",
];

const back = () => restored(backup, forgotten.remember);

describe("a backup a week old that is taken back", () => {
  test("tells nobody anything, makes nothing twice, and brings back nobody who was erased since", async () => {
    expect(backup).toContain(who.email);
    const before = await seen();
    const again = takenBack(back());
    const runs = await quietRuns(playground, inProcessRunner(playground, again), endedAt + HOUR);
    expect(await seen()).toEqual(before);
    expect(runs.flatMap(run => run.failed)).toEqual([]);
    expect(runs.at(-1)?.done).toEqual({});
    const dump = again.dump();
    for (const trace of [who.email, who.name]) expect([trace, dump.includes(trace)]).toEqual([trace, false]);
    for (const id of forgotten.remember.answers) expect(dump.split(id).length).toBeLessThanOrEqual(2);
  });

  test("keeps the history Krug alone knows: figures, results of waves, what was said to be no more", async () => {
    const { rows } = back();
    for (const table of ["facts", "points", "goal_looks", "person_looks", "measured", "reached"])
      expect([table, (rows[table] ?? 0) > 0]).toEqual([table, true]);
    const again = takenBack(back());
    const points = (sql: LocalD1) => sql.prepare("SELECT count(*) AS n FROM points").first<{ n: number }>();
    expect((await points(again))?.n).toBeGreaterThan(0);
  });

  test("keeps nothing of cursors, commands, sessions of the dashboard or runs of that day", async () => {
    const again = takenBack(back());
    for (const table of READ_AGAIN) {
      const row = await again.prepare(`SELECT count(*) AS n FROM ${table}`).first<{ n: number }>();
      expect([table, row?.n]).toEqual([table, 0]);
    }
  });

  test("remembers who was erased, so that a still older one does not bring them back either", async () => {
    const again = takenBack(back());
    const { results } = await again.prepare("SELECT digest FROM erased_pages").all<{ digest: string }>();
    expect(results.map(row => row.digest).sort()).toEqual([...forgotten.remember.pages].sort());
  });

  test("of a version before is brought up to date by the migrations that follow", async () => {
    const old = openD1(":memory:", { migrations: ["0001_start.sql"] });
    const { sql } = restored(old.dump(), forgotten.remember);
    expect(await openD1(":memory:", { script: sql }).prepare("SELECT digest FROM erased_pages").all()).toMatchObject({
      results: [],
    });
  });
});

test("without what was remembered somebody erased is in the history again: that is what the file is for", () => {
  const { erased } = restored(backup, forgotten.remember);
  expect(erased.rows).toBeGreaterThan(0);
  expect(restored(backup, { pages: [], answers: [] }).erased).toEqual({ rows: 0, renamed: 0 });
});

test("somebody erased who was a coordinator, or known by their address alone, is in no list any more; others stay", () => {
  const sql = openD1(":memory:", { script: backup });
  const database = openD1(":memory:", {
    script: `${sql.dump()}
      INSERT INTO coordinators (email, page_id, state) VALUES ('${who.email}', NULL, 'confirmed'), ('stays@elsewhere.example', NULL, 'confirmed');
      INSERT INTO rosters (programme_id, address) VALUES ('p', '${who.email}'), ('p', 'stays@elsewhere.example');`,
  });
  const { sql: taken } = restored(database.dump(), forgotten.remember);
  expect(taken).not.toContain(who.email);
  expect(taken.match(/'stays@elsewhere\.example'/g)).toHaveLength(2);
});

test("what is no backup of Krug's is refused", () => {
  expect(() => restored("CREATE TABLE other (id TEXT);", { pages: [], answers: [] })).toThrow("no backup");
  expect(() => restored("nonsense", { pages: [], answers: [] })).toThrow();
});

test("of the tables there are, all are taken back but those that are read anew", () => {
  const { rows } = back();
  expect(Object.keys(ERASED_FROM).filter(table => rows[table] === undefined)).toEqual(READ_AGAIN);
});
