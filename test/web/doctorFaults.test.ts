import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Check } from "../../src/text/operating/doctor.ts";
import { runCommand } from "../world/command.ts";
import { type OpenWorker, openWorker } from "../world/openWorker.ts";
import { openPairWorld, THURSDAY } from "../world/pairWorld.ts";
import { BEARER } from "../world/settings.ts";
import { DOCTOR_FAULTS } from "./doctorFaults.ts";

const PAGE = readFileSync(join(import.meta.dirname, "../../docs/doctor.md"), "utf8");

/** As a cell of a table: what is drawn in a world by chance, and its addresses, left out. */
const cell = (text: string) =>
  text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…")
    .replaceAll(/c_[0-9a-f]+@group\.calendar\.google\.com/g, "…")
    .replaceAll(/https:\/\/(app|www)\.notion\.\S+/g, "…");

test.each(DOCTOR_FAULTS.map(fault => [fault.what, fault] as const))(
  "the doctor finds it, alone, and says what to do: %s",
  async (what, { told, todo, settings = {}, make }) => {
    const world = await openPairWorld();
    const { ids, playground, database } = world;
    await world.edit("programmes", ids.programme ?? "", { coordinator: [ids.ana ?? ""] });
    playground.connection.coordinators = ["ana@example.org"];
    await world.runAt(THURSDAY + 600_000);
    const asByCron = () => database.prepare("UPDATE runs SET report = json_set(report, '$.reason', 'cron */15')").run();
    await asByCron();
    const worker = openWorker(playground, database, settings);
    await make?.(world, worker);
    if (told !== "The cron") await asByCron().catch(() => {});
    const token = settings.DASHBOARD_TOKEN ?? BEARER;
    const answer = await worker.ask("/api/doctor", { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    const { checks } = (await answer.json()) as { checks: Check[] };
    const unwell = checks.filter(({ isOk }) => !isOk);
    expect([...new Set(unwell.map(({ what }) => what))]).toEqual([told]);
    expect(unwell[0]?.todo).toMatch(todo);
    expect(unwell[0]?.says).not.toBe("");
    expect(PAGE.replaceAll(/ +/g, " ")).toContain(`| ${what} | ${told} | ${cell(unwell[0]?.todo ?? "")} |`);
  },
);

/** What shows before the Worker can look, or only from outside. */
const FROM_OUTSIDE: readonly { what: string; says: RegExp; settings?: Record<string, undefined>; guarded?: RegExp }[] =
  [
    {
      what: "A setting is missing or makes no sense",
      says: /Krug can't start.*GOOGLE_CALENDAR is missing.*wrangler secret put/s,
      settings: { GOOGLE_CALENDAR: undefined },
    },
    {
      what: "The token of the commands is not the Worker’s",
      says: /DASHBOARD_TOKEN/s,
      settings: { DASHBOARD_TOKEN: undefined },
    },
    {
      what: "Access lets no monitor through",
      says: /NOT OK {2}Health: .*action Bypass/s,
      guarded: /^\/health/,
    },
    {
      what: "Access lets no hook through",
      says: /NOT OK {2}The way of hooks: .*action Bypass/s,
      guarded: /^\/hooks/,
    },
  ];

test.each(FROM_OUTSIDE)("npm run doctor says what to do: $what", async ({ what, says, settings, guarded }) => {
  const { playground, database } = await openPairWorld();
  const worker = openWorker(
    playground,
    database,
    settings !== undefined && "DASHBOARD_TOKEN" in settings
      ? { DASHBOARD_TOKEN: "another-token-of-another-worker" }
      : settings,
  );
  const ask: OpenWorker["ask"] = async (path, init) =>
    guarded?.test(path) === true ? new Response("Access", { status: 403 }) : worker.ask(path, init);
  const { status, said, told } = await runCommand({ ...worker, ask }, "doctor", []);
  expect(status).toBe(1);
  expect(said + told).toMatch(says);
  expect(PAGE).toContain(what);
});

test("docs/doctor.md names these faults, and no others", () => {
  const named = [...PAGE.matchAll(/^\| (.+?) +\| /gm)].map(([, what = ""]) => what);
  const faults = named.filter(what => what !== "what is wrong" && !/^-+$/.test(what));
  expect(faults).toEqual([...DOCTOR_FAULTS, ...FROM_OUTSIDE].map(({ what }) => what));
});
