import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCommand } from "../world/command.ts";
import { openWorker } from "../world/openWorker.ts";
import { openPairWorld } from "../world/pairWorld.ts";
import { readTable } from "../world/tables.ts";

const EMAIL = "ana@example.org";

async function opened() {
  const world = await openPairWorld();
  const worker = openWorker(world.playground, world.database);
  return { world, worker, run: (name: string, ...args: string[]) => runCommand(worker, name, args) };
}

test("npm run sync asks for a run, which comes", async () => {
  const { worker, run } = await opened();
  expect(await run("sync")).toMatchObject({ status: 0, said: expect.stringContaining("A run was asked for") });
  expect(await worker.drain()).toBe(1);
});

test("npm run export prints what there is of a person, or writes it to a file, and knows nobody else", async () => {
  const { run } = await opened();
  expect(JSON.parse((await run("export", EMAIL)).said).person.names).toEqual(["Ana"]);
  const file = join(tmpdir(), `krug-export-${process.pid}.json`);
  expect(await run("export", EMAIL, "--json", file)).toMatchObject({ status: 0, said: "" });
  expect(JSON.parse(readFileSync(file, "utf8")).person.emails).toEqual([EMAIL]);
  rmSync(file);
  const nobody = await run("export", "zoe@example.org");
  expect([nobody.status, nobody.told]).toEqual([1, expect.stringContaining("no page of People has the address zoe@")]);
});

test("npm run forget shows first, takes them out of what is to come, then erases, and says what is left to people", async () => {
  const { world, worker, run } = await opened();
  const status = async () =>
    (await readTable(world.playground, "people")).find(row => row.id === world.ids.ana)?.values.status;
  const shown = await run("forget", EMAIL);
  expect([shown.status, shown.said]).toEqual([0, expect.stringContaining("Nothing was done. Add --yes to do it.")]);
  expect(shown.said).toContain("1 page of their own in Notion");
  expect(shown.said).toContain("Answers in Google Forms: no service may delete them");
  expect(await status()).toBeNull();

  const leaving = await run("forget", EMAIL, "--yes");
  expect([leaving.status, leaving.said]).toEqual([3, expect.stringContaining("Say this again in 5 minutes")]);
  expect(await status()).toBe("left");
  await worker.drain();
  expect(world.newMails()).toEqual(["cancellation ana@example.org", "cancellation boris@example.org"]);

  const erased = await run("forget", EMAIL, "--yes");
  expect([erased.status, erased.said]).toEqual([0, expect.stringMatching(/^Erased:/)]);
  expect(world.newMails()).toEqual([]);
  expect(await status()).toBeUndefined();
  expect((await run("forget", EMAIL)).status).toBe(1);
});

test("npm run doctor ends with 1 while something is not well, and says what to do", async () => {
  const { run } = await opened();
  const { status, said } = await run("doctor");
  expect(status).toBe(1);
  expect(said).toContain("ok      Notion: The token is taken, and the page is shared with the integration.");
  expect(said).toMatch(/NOT OK {2}Coordinators: Pairs has nobody\.\n {8}-> Enter somebody as coordinator/);
  expect(JSON.parse((await run("doctor", "--json", "-")).said).checks.length).toBeGreaterThan(10);
});
