import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Trouble } from "../../src/cli/front.ts";
import { OWN_CONFIG, wrangler } from "../../src/cli/wrangler.ts";
import { connectCloudflare, deploy } from "../../src/setup/cloudflareSteps.ts";
import { storeTrouble } from "../../src/store/database/trouble.ts";
import type { StoredScript } from "../simulators/cloudflare/state.ts";
import { type CloudWorld, openCloudWorld, placeIn } from "./world.ts";

const troubleOf = (act: Promise<unknown>) =>
  act.then(
    () => "nothing went wrong",
    (trouble: Trouble) => trouble.message,
  );

const configOf = ({ root }: CloudWorld) => JSON.parse(readFileSync(join(root, OWN_CONFIG), "utf8"));

/** A place that is connected, with nothing deployed yet. */
async function connected(world: CloudWorld) {
  const place = placeIn(world, {});
  await connectCloudflare(place);
  return place;
}

/** Another program's Worker in the first account. */
function otherWorker(world: CloudWorld, name: string): StoredScript {
  const content = new TextEncoder().encode("export default { fetch: () => new Response('a shop') }");
  const version = {
    id: "1b8f7a52-3a33-4b86-9f8e-2c4dd7b1f111",
    mainModule: "shop.js",
    modules: [{ name: "shop.js", type: "application/javascript+module", content }],
    bindings: [],
    compatibilityDate: "2026-11-01",
    compatibilityFlags: [],
    assets: {},
  };
  const script: StoredScript = {
    name,
    accountId: world.cloudflare.state.accounts[0]?.id ?? "",
    versions: new Map([[version.id, version]]),
    secrets: {},
    schedules: [],
    isOnSubdomain: true,
    deployments: [{ id: "d1", versionId: version.id, at: "2026-11-02T08:00:00.000Z" }],
  };
  world.cloudflare.state.scripts.set(name, script);
  return script;
}

test("a Worker called krug that is another program's is not overwritten, and once it is renamed Krug is deployed", async () => {
  const world = await openCloudWorld();
  const shop = otherWorker(world, "krug");
  const place = await connected(world);
  expect(await troubleOf(deploy(place))).toMatch(/a Worker called krug that is another program's.*Rename or delete it/);
  expect([shop.deployments.length, shop.versions.size]).toEqual([1, 1]);
  expect(await tablesOf(world)).toEqual([]);

  world.cloudflare.state.scripts.clear();
  await deploy(place);
  expect(world.cloudflare.state.scripts.get("krug")?.deployments.length).toBe(1);
});

test("a database called krug that is another program's gets none of Krug's tables", async () => {
  const world = await openCloudWorld();
  const place = await connected(world);
  await executed(world, "CREATE TABLE orders (id TEXT)");
  expect(await troubleOf(deploy(place))).toMatch(/a database called krug that is another program's: it holds orders\./);
  expect(await tablesOf(world)).toEqual(["orders"]);
  expect(world.cloudflare.state.scripts.size).toBe(0);
});

test("what was deployed before the power failed, or the folder was lost, is known as Krug's and taken up again", async () => {
  const world = await openCloudWorld();
  const place = await connected(world);
  await deploy(place);
  rmSync(join(world.root, ".krug"), { recursive: true });
  const anew = await connected(world);
  await deploy(anew);
  const { databases, queues, scripts } = world.cloudflare.state;
  expect([databases.length, queues.length, [...scripts.keys()]]).toEqual([1, 2, ["krug"]]);
  expect(anew.state.cloudflare.database).toBe(place.state.cloudflare.database);
});

test("the command that is named where migrations lack brings the database that Krug uses up to date", async () => {
  const world = await openCloudWorld();
  const place = await connected(world);
  await deploy(place);
  await executed(world, "DROP TABLE acts");
  await executed(world, "DELETE FROM d1_migrations WHERE name = '0047_acts.sql'");
  expect(await tablesOf(world)).not.toContain("acts");
  const [, words = ""] = /`npx wrangler (.+?)`/.exec(storeTrouble.sentence("not_migrated")) ?? [];
  await world.wrangler(words.split(" "), { account: place.state.cloudflare.account });
  expect(await tablesOf(world)).toContain("acts");
});

test("of several accounts the one that was chosen is used, and stands in one's own configuration", async () => {
  const world = await openCloudWorld();
  const { accounts, databases } = world.cloudflare.state;
  const second = { ...accounts[0]!, id: "5f2b0c9a7d6e4f3281a0b1c2d3e4f506", name: "Second", subdomain: "second" };
  accounts.push(second);
  expect(await troubleOf(connectCloudflare(placeIn(world, {})))).toMatch(/^--account \(or CLOUDFLARE_ACCOUNT_ID /);
  expect(databases).toEqual([]);
  expect(await troubleOf(connectCloudflare(placeIn(world, { flags: { "--account": "Third" } })))).toMatch(
    /Second|5f2b/,
  );

  const place = placeIn(world, { flags: { "--account": second.id } });
  await connectCloudflare(place);
  await deploy(place);
  expect(world.cloudflare.state.databases.map(({ accountId }) => accountId)).toEqual([second.id]);
  expect(world.cloudflare.state.scripts.get("krug")?.accountId).toBe(second.id);
  expect(configOf(world).account_id).toBe(second.id);
});

test("a network that is off is told as that, whatever wrangler says about it at length", async () => {
  const world = await openCloudWorld();
  const there = world.wrangler;
  const environment = { CLOUDFLARE_API_BASE_URL: "http://127.0.0.1:9/client/v4", CLOUDFLARE_API_TOKEN: "any" };
  const off = (words: readonly string[], how: object) => wrangler(words, { ...how, cwd: world.root, environment });
  world.wrangler = off;
  const offline = /^[^.]+: Cloudflare can't be reached\. Are you online\? Run this again: it goes on from here\.$/;
  expect(await troubleOf(connected(world))).toMatch(offline);
  world.wrangler = there;
  const place = await connected(world);
  world.wrangler = off;
  expect(await troubleOf(deploy(place))).toMatch(offline);
  world.wrangler = there;
  await deploy(place);
});

test("an account that turns out not to be paid for when the Worker comes is told which plan to take", async () => {
  const world = await openCloudWorld();
  const place = await connected(world);
  Object.assign(world.cloudflare.state.accounts[0]!, { isPaid: false });
  expect(await troubleOf(deploy(place))).toMatch(/^The Worker could not be deployed: Krug needs the plan Workers Paid/);
  expect(world.cloudflare.state.scripts.size).toBe(0);
});

test("one's own values outlive a change of the project's configuration, whose changes come along, and git knows nothing of them", async () => {
  const world = await openCloudWorld();
  const place = await connected(world);
  place.state.variables.WHO_READS = "Vera";
  await deploy(place);
  const before = configOf(world);
  const shipped = join(world.root, "wrangler.toml");
  const later = readFileSync(shipped, "utf8").replace("cpu_ms = 60_000", "cpu_ms = 90_000");
  rmSync(shipped);
  writeFileSync(shipped, later);
  await deploy(place);
  const after = configOf(world);
  expect(after).toEqual({ ...before, limits: { cpu_ms: 90_000 } });
  expect([after.vars.WHO_READS, after.d1_databases[0].database_id]).toEqual(["Vera", place.state.cloudflare.database]);
  expect(readFileSync(shipped, "utf8")).toBe(later);
  const ignored = execFileSync("git", ["check-ignore", OWN_CONFIG], { cwd: join(import.meta.dirname, "../..") });
  expect(String(ignored).trim()).toBe(OWN_CONFIG);
});

/** Carries out a statement in the database, as somebody with wrangler does who knows nothing of Krug. */
async function executed(world: CloudWorld, sql: string): Promise<{ name: string }[]> {
  const { databases, accounts } = world.cloudflare.state;
  const config = "other.json";
  const bound = { binding: "D", database_name: "krug", database_id: databases[0]?.uuid };
  writeFileSync(join(world.root, config), JSON.stringify({ name: "other", d1_databases: [bound] }));
  const words = ["d1", "execute", "krug", "--remote", "--json", "--command", sql, "--config", config];
  const { printed } = await world.wrangler(words, { account: accounts[0]?.id ?? null });
  return (JSON.parse(printed) as { results: { name: string }[] }[])[0]?.results ?? [];
}

/** Its tables, but for those that SQLite and Cloudflare keep. */
async function tablesOf(world: CloudWorld): Promise<string[]> {
  const rows = await executed(world, "SELECT name FROM sqlite_schema WHERE type = 'table'");
  return rows.map(({ name }) => name).filter(name => !/^(_cf_|sqlite_)/.test(name));
}
