import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { workerOf } from "../../src/cli/asking.ts";
import type { Trouble } from "../../src/cli/front.ts";
import { OWN_CONFIG } from "../../src/cli/wrangler.ts";
import { Notion } from "../../src/notion/notion.ts";
import { chosenAmong } from "../../src/notion/workspace.ts";
import { remove } from "../../src/setup/lastSteps.ts";
import { STATE_FILE } from "../../src/setup/state.ts";
import { goThrough, STEP_NAMES, upgrade } from "../../src/setup/steps.ts";
import { ApiError } from "../simulators/cloudflare/route.ts";
import { COORDINATOR } from "../world/playground.ts";
import { allGiven, type CloudWorld, openCloudWorld, placeIn } from "./world.ts";

async function setUp(world: CloudWorld) {
  const place = placeIn(world, allGiven(world));
  await goThrough(place, { withViews: false });
  return place;
}

const stateOf = ({ root }: CloudWorld) => readFileSync(join(root, STATE_FILE), "utf8");
const deploymentsOf = ({ cloudflare }: CloudWorld) => cloudflare.state.scripts.get("krug")?.deployments.length ?? 0;

const sentenceOf = (act: Promise<unknown>) =>
  act.then(
    () => "nothing went wrong",
    (trouble: Trouble) => trouble.message,
  );

describe("a whole set-up", () => {
  test("broken off after each step comes to a Worker that runs and is well, keeps no secret, and run again changes nothing", async () => {
    const world = await openCloudWorld();
    let token = "";
    for (const name of STEP_NAMES) {
      const { flags, environment } = allGiven(world);
      const place = placeIn(world, { flags, environment: { ...environment, DASHBOARD_TOKEN: token } });
      const keep = place.keep;
      place.keep = () => {
        keep();
        if (place.state.done.includes(name)) throw new Error("the lamp went out");
      };
      await expect(goThrough(place, { withViews: false })).rejects.toThrow("the lamp went out");
      // It was told, once, and whoever sat there has written it down.
      token = /DASHBOARD_TOKEN {2}(\S+)/.exec(world.said.join("\n"))?.[1] ?? "";
    }
    const { cloudflare, said } = world;
    // Nobody was added yet: that is all there is to say.
    expect(said.filter(line => line.startsWith("NOT OK"))).toEqual([
      expect.stringMatching(
        /^NOT OK {2}Programme Peers who mentor each other: There is nobody to match yet[^\n]*\n {8}->/,
      ),
    ]);
    expect([cloudflare.state.databases.length, cloudflare.state.queues.length, deploymentsOf(world)]).toEqual([
      1, 2, 1,
    ]);

    const script = cloudflare.state.scripts.get("krug");
    expect(Object.keys(script?.secrets ?? {}).sort()).toEqual([
      "DASHBOARD_TOKEN",
      "GOOGLE_CLIENT_SECRET",
      "GOOGLE_REFRESH_TOKEN",
      "KEEPING_KEY",
      "NOTION_TOKEN",
    ]);
    const kept = stateOf(world);
    const config = readFileSync(join(world.root, OWN_CONFIG), "utf8");
    for (const secret of Object.values(script?.secrets ?? {})) expect(kept + config).not.toContain(secret);

    const calls = cloudflare.log.length;
    await setUp(world);
    expect(stateOf(world)).toBe(kept);
    expect(cloudflare.log.length).toBe(calls);
  });

  test("with a list of people comes to the first invitation, once the coordinator has approved who meets whom", async () => {
    const world = await openCloudWorld();
    const { services, root } = world;
    services.google.addAccount({ email: "boris@example.org", name: "Boris", timeZone: "Europe/Sofia" });
    const people = join(root, "people.csv");
    writeFileSync(people, "Name;E-mail;Consent\nAna;ana@example.org;05.01.2027\nBoris;boris@example.org;05.01.2027\n");
    const { flags, environment } = allGiven(world);
    const given = { ...flags, "--people": people, "--consent": "yes", "--start": "2027-01-14" };
    const place = placeIn(world, { flags: given, environment });
    await goThrough(place, { withViews: false });
    expect(world.said.filter(line => line.startsWith("NOT OK"))).toEqual([]);
    expect(services.google.outbox.filter(({ kind, to }) => kind === "invitation" && to !== COORDINATOR)).toEqual([]);

    const coordinator = new Notion({
      token: services.notion.personToken(COORDINATOR),
      baseUrl: world.environment.NOTION_URL ?? "",
      fetch,
      paced: call => call(),
    });
    const { groups } = chosenAmong(await coordinator.tables.find(services.notion.rootPageId), new Set());
    if (groups === undefined) throw new Error("there is no table of groups");
    const table = coordinator.table("groups", groups);
    const drafts = await table.list();
    expect(drafts.map(row => row.values.status)).toEqual(["draft"]);
    await table.update(drafts[0]?.id ?? "", { status: "active" });
    const ask = workerOf({ KRUG_URL: world.environment.KRUG_URL, DASHBOARD_TOKEN: place.secrets.DASHBOARD_TOKEN });
    await ask("/api/sync", {});
    const invited = () => services.google.outbox.filter(({ kind }) => kind === "invitation").map(({ to }) => to);
    await expect
      .poll(invited, { timeout: 60_000 })
      .toEqual(expect.arrayContaining(["ana@example.org", "boris@example.org"]));
  });

  test("is brought to a later version with a backup first, and taken away again with what is the people's left", async () => {
    const world = await openCloudWorld();
    const place = await setUp(world);
    world.root = place.root;
    await upgrade(place, false);
    expect(deploymentsOf(world)).toBe(1);
    place.state.variables.WHO_READS = "Vera and Ana";
    await upgrade(place, false);
    expect(deploymentsOf(world)).toBe(2);
    const backups = readdirSync(place.root).filter(name => /^krug-.*\.sql$/.test(name));
    expect(backups.length).toBeGreaterThan(0);
    for (const name of backups) {
      expect(readFileSync(join(place.root, name), "utf8")).toContain("CREATE TABLE");
      expect(statSync(join(place.root, name)).mode & 0o777).toBe(0o600);
    }
    const asked = placeIn(world, { flags: { "--sure": "yes", "--with-database": "no" } });
    await remove(asked);
    const { scripts, queues, databases } = world.cloudflare.state;
    expect([scripts.size, queues.length, databases.length]).toEqual([0, 0, 1]);
    expect(world.said.at(-1)).toMatch(/in Notion: the tables.*at Google: the calendar.*at Cloudflare: the database/s);
    expect(existsSync(join(place.root, STATE_FILE))).toBe(true);

    expect(await sentenceOf(setUp(world))).toMatch(
      /^KEEPING_KEY in the environment is missing\. The KEEPING_KEY of the database/,
    );
    const { flags, environment } = allGiven(world);
    const { KEEPING_KEY = "" } = place.secrets;
    await goThrough(placeIn(world, { flags, environment: { ...environment, KEEPING_KEY } }), { withViews: false });
    expect([deploymentsOf(world), world.cloudflare.state.databases.length]).toEqual([1, 1]);
  });
});

describe("Cloudflare that will not", () => {
  test.each<[string, (world: CloudWorld) => void, RegExp]>([
    [
      "has nobody signed in",
      world => world.cloudflare.state.tokens.clear(),
      /API token into CLOUDFLARE_API_TOKEN|does not let you/,
    ],
    [
      "is not paid for",
      world => Object.assign(world.cloudflare.state.accounts[0]!, { isPaid: false }),
      /the plan Workers Paid/,
    ],
    [
      "refuses the database to the token",
      world => world.cloudflare.state.refused.set("d1/database", new ApiError(403, 10000, "Authentication error")),
      /give the token the rights/,
    ],
    [
      "has no address for Workers yet",
      world =>
        world.cloudflare.state.refused.set(
          "PUT .*scripts/krug",
          new ApiError(400, 10063, "You need a workers.dev subdomain"),
        ),
      /no address at workers\.dev yet/,
    ],
  ])("%s: that is told with what to do, and once mended it goes on from there", async (_, spoil, sentence) => {
    const world = await openCloudWorld();
    const { tokens, accounts, refused } = world.cloudflare.state;
    spoil(world);
    expect(await sentenceOf(setUp(world))).toMatch(sentence);
    tokens.add(world.cloudflare.token);
    Object.assign(accounts[0]!, { isPaid: true });
    refused.clear();
    const { state } = await setUp(world);
    expect(state.done).toEqual([...STEP_NAMES]);
  });
});
