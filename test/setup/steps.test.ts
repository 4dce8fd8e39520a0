import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Trouble } from "../../src/cli/front.ts";
import { STATE_FILE } from "../../src/setup/state.ts";
import { goThrough } from "../../src/setup/steps.ts";
import { COORDINATOR } from "../world/playground.ts";
import { allGiven, openSetUpWorld, placeIn, type SetUpWorld } from "./world.ts";

/** Everything up to Cloudflare, by what a script gives. */
async function setUp(world: SetUpWorld, more: { flags?: Record<string, string> } = {}) {
  const { flags, environment } = allGiven(world);
  const place = placeIn(world, { flags: { ...flags, ...more.flags }, environment });
  await goThrough(place, { withViews: false, until: "programme" });
  return place;
}

const sentenceOf = (act: Promise<unknown>) =>
  act.then(
    () => {
      throw new Error("nothing went wrong");
    },
    (trouble: Trouble) => trouble.message,
  );

describe("a set-up by flags", () => {
  test("comes to tables, a calendar, a programme and its coordinator, and asks nothing", async () => {
    const world = openSetUpWorld();
    const { state } = await setUp(world);
    expect(state.variables).toMatchObject({ LANGUAGE: "en", WHO_READS: "Vera Schmidt" });
    const calendars = await world.services.calendarOf(COORDINATOR).calendarList.list();
    expect(calendars.data.items?.map(({ summary }) => summary)).toContain("Krug");
    expect(state.programme?.name).toBe("Peers who mentor each other");
    expect(world.services.google.outbox).toEqual([]);
  });

  test("run again changes nothing and makes nothing twice", async () => {
    const world = openSetUpWorld();
    await setUp(world);
    const kept = readFileSync(join(world.root, STATE_FILE), "utf8");
    const { log } = world.services.notion;
    log.clear();
    await setUp(world);
    expect(readFileSync(join(world.root, STATE_FILE), "utf8")).toBe(kept);
    expect(log.entries).toEqual([]);
  });

  test("says all that is missing at once, before anything is done", async () => {
    const world = openSetUpWorld();
    const place = placeIn(world, { flags: { "--language": "en" } });
    expect(await sentenceOf(goThrough(place, { withViews: false, until: "programme" }))).toMatch(
      /^Setup needs\n- NOTION_TOKEN .*\n- --page .*\n- --google-file.*\n- --coordinator/,
    );
    expect(world.services.notion.log.entries).toEqual([]);
  });
});

describe("what a set-up keeps", () => {
  test("can be read by its owner alone", async () => {
    const world = openSetUpWorld();
    await setUp(world);
    expect(statSync(join(world.root, STATE_FILE)).mode & 0o777).toBe(0o600);
  });

  test("that can't be understood is told, and left as it is", async () => {
    const world = openSetUpWorld();
    await setUp(world);
    const file = join(world.root, STATE_FILE);
    writeFileSync(file, "{");
    expect(() => placeIn(world, {})).toThrow(/Move it aside/);
    expect(readFileSync(file, "utf8")).toBe("{");
  });
});

describe("a set-up that is broken off", () => {
  const STEPS = ["language", "notion", "tables", "google", "calendar", "coordinator", "programme"];

  test.each(STEPS.map((_, index) => index))(
    "after %i steps goes on from there and makes nothing twice",
    async count => {
      const world = openSetUpWorld();
      const { flags, environment } = allGiven(world);
      const place = placeIn(world, { flags, environment });
      const keep = place.keep;
      place.keep = () => {
        keep();
        if (place.state.done.length > count) throw new Error("the lamp went out");
      };
      await expect(goThrough(place, { withViews: false, until: "programme" })).rejects.toThrow("the lamp went out");
      const { state } = await setUp(world);
      expect(state.done).toEqual(STEPS);
      const { notion, calendarOf } = world.services;
      const titled = [...notion.state.databases.values()].map(({ title }) => JSON.stringify(title));
      expect(new Set(titled).size).toBe(titled.length);
      const calendars = await calendarOf(COORDINATOR).calendarList.list();
      expect(calendars.data.items?.filter(({ summary }) => summary === "Krug")).toHaveLength(1);
    },
  );
});

describe("each thing that is given", () => {
  const wrong: [
    string,
    (world: SetUpWorld) => { flags?: Record<string, string>; environment?: Record<string, string> },
    RegExp,
  ][] = [
    [
      "a secret Notion does not know",
      () => ({ environment: { NOTION_TOKEN: "ntn_no" } }),
      /Notion does not know this secret/,
    ],
    [
      "a person's token",
      world => ({ environment: { NOTION_TOKEN: world.services.notion.personToken("ana@example.org") } }),
      /a person’s token/,
    ],
    ["a page that is not shared", () => ({ flags: { "--page": "0".repeat(32) } }), /can't see this page/],
    ["an address that is no page's", () => ({ flags: { "--page": "https://example.org/page" } }), /no link of a page/],
    ["a language Krug has not", () => ({ flags: { "--language": "de" } }), /none of en, ru, uk, bg/],
    ["a file that is not there", () => ({ flags: { "--google-file": "/nowhere/client.json" } }), /There is no file/],
    [
      "a calendar of somebody else's",
      () => ({ flags: { "--calendar": "ana@example.org" } }),
      /no calendar that the account owns/,
    ],
    ["a zone nobody knows", () => ({ flags: { "--zone": "Middle-earth" } }), /no time zone or city/],
    ["a first day that is over", () => ({ flags: { "--start": "2026-01-01" } }), /is over/],
    ["a day that is none", () => ({ flags: { "--start": "1 March" } }), /no day: write year, month and day/],
    ["a last day before the first", () => ({ flags: { "--end": "2027-01-12" } }), /comes before the first day/],
    ["a template there is not", () => ({ flags: { "--template": "chess" } }), /none of peers/],
  ];
  test.each(wrong)("that is %s is told in a sentence, and half of nothing is made", async (_, given, sentence) => {
    const world = openSetUpWorld();
    const usual = allGiven(world);
    const more = given(world);
    const place = placeIn(world, {
      flags: { ...usual.flags, ...more.flags },
      environment: { ...usual.environment, ...more.environment },
    });
    expect(await sentenceOf(goThrough(place, { withViews: false, until: "programme" }))).toMatch(sentence);
    const { state } = await setUp(world);
    expect(state.programme).not.toBeNull();
  });
});

describe("a consent", () => {
  const FORMS = "https://www.googleapis.com/auth/forms.body";

  test.each<[string, SetUpWorld["consents"][number], RegExp]>([
    ["that was denied", { isDenied: true }, /You did not agree/],
    ["with a box left empty", { without: [FORMS] }, /did not tick forms/],
  ])("%s is told, and may be given once more", async (_, consent, sentence) => {
    const world = openSetUpWorld();
    world.consents = [consent, {}, {}];
    const { flags, environment } = allGiven(world);
    await goThrough(
      placeIn(world, { flags, environment }, question => question.suggested ?? null),
      { withViews: false, until: "programme" },
    );
    expect(world.said.join("\n")).toMatch(sentence);
  });

  test("of a screen in Testing would end after a week: that is told with the remedy", async () => {
    const world = openSetUpWorld();
    Object.assign(world.services.google.switches, { consentScreen: "testing", testUsers: [COORDINATOR] });
    expect(await sentenceOf(setUp(world))).toMatch(/in Testing.*Publish app/);
  });

  test("for a project whose APIs are off tells each of them with the address where it is switched on", async () => {
    const world = openSetUpWorld();
    world.services.google.switches.disabledApis = ["forms", "calendar", "drive"];
    const said = await sentenceOf(setUp(world));
    for (const api of ["calendar-json", "forms", "drive"])
      expect(said).toContain(`https://console.developers.google.com/apis/api/${api}.googleapis.com`);
  });
});
