import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { questionId } from "../../src/core/rules/surveys/form.ts";
import { FORM_TEXTS, questionTexts } from "../../src/core/rules/surveys/texts.ts";
import { keepingOf } from "../../src/secrets/seal.ts";
import { sealedColumns } from "../../src/store/database/sealed.ts";
import { keptUnder, type Sql } from "../../src/store/database/sql.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import { runCommand } from "../world/command.ts";
import { KEEPING_KEY } from "../world/keepingKey.ts";
import { openedTables, stolenTables } from "../world/kept.ts";
import { openWorker } from "../world/openWorker.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { BEARER } from "../world/settings.ts";
import { readTable } from "../world/tables.ts";

const OTHER = "another-key-for-keeping-that-only-tests-know";
const PEOPLE = ["ana", "boris", "carla", "dan"];
const SECRETS = /Zz(aim|word|offer)|bOrIs/;
const headers = { authorization: `Bearer ${BEARER}` };

function answer(world: PairWorld, form: "needs" | "standing", name: string, said: Record<string, string>): void {
  const title = FORM_TEXTS[form].title.en.replace("{programme}", "Pairs");
  const [formId] = [...world.playground.google.state.forms].find(([, one]) => one.info.title === title) ?? [];
  if (formId === undefined) throw new Error(`there is no ${form} form`);
  const answers = Object.fromEntries(Object.entries(said).map(([key, value]) => [questionId(key), [value]]));
  world.playground.google.submitForm(formId, { respondentEmail: `${name}@example.org`, answers });
}

/** Four people in pairs; Ana would rather not be with Boris, and Carla has a quiet word for the coordinator, who is Dan. */
async function livedWith(): Promise<PairWorld> {
  const world = await openPairWorld({ people: PEOPLE, programme: { matching: "best_fit" } });
  await world.edit("programmes", world.ids.programme ?? "", { coordinator: [world.ids.dan ?? ""] });
  // Her page says something else, which stands: what she answered is on no page.
  await world.edit("people", world.ids.ana ?? "", { offers: ["Design"] });
  answer(world, "needs", "ana", {
    offers: "Zzoffer",
    takesPart: "Yes, I take part",
    wishes: "Zzaim",
    notWith: "bOrIs",
  });
  const another = questionTexts("standing").options?.another?.en ?? "";
  answer(world, "standing", "carla", { standing: another, word: "Zzword" });
  for (const hours of [1, 2, 24]) expect((await world.runAt(THURSDAY + hours * HOUR)).failed).toEqual([]);
  expect(JSON.stringify(await openedTables(world.database))).toMatch(SECRETS);
  world.newMails();
  return world;
}
const READ = THURSDAY + DAY;

/** Runs of the same world under other keys. */
const under = (world: PairWorld, keys: readonly string[]) => {
  const sql: Sql = keptUnder(world.database, keepingOf(keys));
  const runner = inProcessRunner(world.playground, sql);
  return {
    sql,
    runAt: (at: number) => {
      world.playground.clock.set(at);
      return runner.run(at, "test");
    },
  };
};
const stolen = async ({ database }: PairWorld) => JSON.stringify(await stolenTables(database));
const saysOf = async (world: PairWorld) =>
  String((await readTable(world.playground, "programmes"))[0]?.values.krugSays);
/** A database as a version left it that sealed nothing. */
async function asBefore(world: PairWorld): Promise<void> {
  await sealedColumns.resealAll(world.database, []);
  await world.database.prepare("DELETE FROM state WHERE key IN ('sealed_under', 'opened_after')").run();
  expect(await stolen(world)).toMatch(SECRETS);
}
/** Whoever Ana meets in the rounds that are formed from now on. */
async function partnersOfAna(world: PairWorld): Promise<string[]> {
  const groups = (await readTable(world.playground, "groups")).filter(group => Number(group.values.round) > 1);
  const members = groups
    .map(group => group.values.members as string[])
    .filter(ids => ids.includes(world.ids.ana ?? ""));
  return members.flat().filter(id => id !== world.ids.ana);
}

describe("what was said in confidence", () => {
  test("before there was a key is sealed by the first run with one; nobody is told anything again", async () => {
    const world = await livedWith();
    await asBefore(world);
    const first = await world.runAt(READ + HOUR);
    expect([first.failed, first.done, world.newMails()]).toEqual([[], {}, []]);
    expect(await stolen(world)).not.toMatch(SECRETS);
    expect((await world.runAt(READ + HOUR + 5 * MINUTE)).done).toEqual({});
  }, 60_000);

  test("lies open where an older installation has no key yet: the programme goes on, dashboard and doctor say so, and the first run with one seals it", async () => {
    const world = await livedWith();
    await asBefore(world);
    const keyless = under(world, []);
    for (const day of [1, 7, 8]) expect((await keyless.runAt(READ + day * DAY)).failed).toEqual([]);
    expect(await partnersOfAna(world)).not.toContain(world.ids.boris);
    expect((await partnersOfAna(world)).length).toBeGreaterThan(0);
    const worker = openWorker(world.playground, world.database, { KEEPING_KEY: undefined });
    expect(await (await worker.ask("/api/doctor", { headers })).text()).toContain("as plain text");
    expect(await (await worker.ask("/", { headers })).text()).toContain("as plain text");
    expect((await world.runAt(READ + 9 * DAY)).failed).toEqual([]);
    expect(await stolen(world)).not.toMatch(SECRETS);
    const keyed = openWorker(world.playground, world.database);
    expect(await (await keyed.ask("/", { headers })).text()).not.toContain("as plain text");
  }, 60_000);

  test("is asked a key for before a new programme begins", async () => {
    const world = await openPairWorld();
    await world.database.prepare("DELETE FROM state").run();
    const begun = await under(world, []).runAt(THURSDAY + HOUR);
    expect(begun.done).toEqual({});
    expect(begun.failed.join()).toContain("KEEPING_KEY is not set");
  });

  test("holds everything while the key is gone, loses nothing, and goes on once it is back", async () => {
    const world = await livedWith();
    const before = await stolen(world);
    const held = await under(world, []).runAt(READ + 8 * DAY);
    expect(held.done).toEqual({});
    expect(held.failed.join()).toContain("KEEPING_KEY is not set, and what was said in confidence is sealed");
    const { runs: _, ...kept } = await stolenTables(world.database);
    for (const [table, rows] of Object.entries(kept))
      if (!["leases", "state"].includes(table)) expect(before).toContain(JSON.stringify(rows).slice(1, -1));
    for (const hours of [1, 2]) expect((await world.runAt(READ + 8 * DAY + hours * HOUR)).failed).toEqual([]);
    expect(await partnersOfAna(world)).not.toContain(world.ids.boris);
    expect((await partnersOfAna(world)).length).toBeGreaterThan(0);
  }, 60_000);

  test("is read again from Google Forms where the key is lost and there is another, and is kept to as before", async () => {
    const world = await livedWith();
    const lost = under(world, [OTHER]);
    const first = await lost.runAt(READ + HOUR);
    expect([first.failed, world.newMails()]).toEqual([[], []]);
    for (const day of [7, 8]) expect((await lost.runAt(READ + day * DAY)).failed).toEqual([]);
    expect(await partnersOfAna(world)).not.toContain(world.ids.boris);
    expect(await stolen(world)).not.toMatch(SECRETS);
    const sealedAnew = await lost.sql.prepare("SELECT count(*) AS n FROM answers WHERE submitted_at < 0").first();
    expect(sealedAnew).toEqual({ n: 0 });
  }, 60_000);

  test("that nobody can open, nor Forms give again, is never read as nothing: no group is formed, the page says so, until it is let go of", async () => {
    const world = await livedWith();
    for (const form of world.playground.google.state.forms.values()) form.responses.clear();
    const lost = under(world, [OTHER]);
    await lost.runAt(READ + HOUR);
    for (const day of [7, 8]) await lost.runAt(READ + day * DAY);
    expect(await partnersOfAna(world)).toEqual([]);
    expect(await saysOf(world)).toContain("said in confidence");
    const said = await runCommand(openWorker(world.playground, world.database, { KEEPING_KEY: OTHER }), "seal", [
      "--let-go",
    ]);
    expect([said.status, said.said]).toEqual([0, expect.stringContaining("is gone")]);
    for (const hours of [1, 2]) await lost.runAt(READ + 8 * DAY + hours * HOUR);
    expect((await partnersOfAna(world)).length).toBeGreaterThan(0);
    expect(await saysOf(world)).not.toContain("said in confidence");
  }, 60_000);

  test("comes under a new key by a command, after which the former one may go", async () => {
    const world = await livedWith();
    const worker = openWorker(world.playground, world.database, { KEEPING_KEY: `${OTHER},${KEEPING_KEY}` });
    const doctor = async () => (await worker.ask("/api/doctor", { headers })).text();
    expect(await doctor()).toContain("lie under a former key");
    const said = await runCommand(worker, "seal", []);
    expect([said.status, said.said]).toEqual([
      0,
      expect.stringMatching(/^\d+ values were brought under the first key/),
    ]);
    expect(await doctor()).toContain("all under the first key");
    const alone = under(world, [OTHER]);
    for (const day of [7, 8]) expect((await alone.runAt(READ + day * DAY)).failed).toEqual([]);
    expect(await partnersOfAna(world)).not.toContain(world.ids.boris);
    expect(await saysOf(world)).not.toContain("said in confidence");
  }, 60_000);

  test("is written open to go back to an older version: until that has run nothing is done here, and then all is sealed again", async () => {
    const world = await livedWith();
    const worker = openWorker(world.playground, world.database);
    const said = await runCommand(worker, "seal", ["--open"]);
    expect([said.status, said.said]).toEqual([0, expect.stringContaining("Deploy the older version now")]);
    expect(JSON.stringify(await stolenTables(world.database))).not.toContain("sealed:");
    expect(await stolen(world)).toMatch(SECRETS);
    const held = await world.runAt(READ + HOUR);
    expect([held.done, held.failed.join()]).toEqual([{}, expect.stringContaining("written open")]);
    expect(await stolen(world)).toMatch(SECRETS);
    // The older version knows no key.
    await world.database
      .prepare(
        "INSERT INTO runs (world_now, started_at, ended_at, ended_well, report) SELECT world_now, started_at, ended_at, 1, report FROM runs ORDER BY id DESC LIMIT 1",
      )
      .run();
    expect((await world.runAt(READ + 2 * HOUR)).failed).toEqual([]);
    expect(await stolen(world)).not.toMatch(SECRETS);
    expect(world.newMails()).toEqual([]);
  }, 60_000);

  test("is sealed again at once where nobody goes back", async () => {
    const world = await livedWith();
    const worker = openWorker(world.playground, world.database);
    await runCommand(worker, "seal", ["--open"]);
    expect((await runCommand(worker, "seal", [])).status).toBe(0);
    expect(await stolen(world)).not.toMatch(SECRETS);
    expect((await world.runAt(READ + HOUR)).failed).toEqual([]);
  }, 60_000);
});
