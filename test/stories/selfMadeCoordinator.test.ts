import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Env } from "../../src/config.ts";
import { parseLetterId } from "../../src/core/domain/letter.ts";
import { HOUR } from "../../src/core/domain/values/time.ts";
import { questionId } from "../../src/core/rules/surveys/form.ts";
import { FORM_TEXTS, questionTexts } from "../../src/core/rules/surveys/texts.ts";
import type { RunMessage } from "../../src/web/settings.ts";
import worker from "../../src/worker.ts";
import { ASSETS } from "../world/assets.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { allEvents } from "../world/people.ts";
import { settingsOf } from "../world/settings.ts";
import { signedIn } from "../world/signedIn.ts";
import { readTable } from "../world/tables.ts";

const TOKEN = "a long token for the coordinator";
const READER = "a long token for those who read";
const address = (name: string) => `${name}@example.org`;
const SECRET = "Dan speaks over everybody";

/** Maria looks after the programme, by the settings; Mallory takes part in it, and edits Notion like everybody else. */
async function looked(options: { isSet?: boolean } = {}) {
  const world = await openPairWorld({ people: ["ana", "boris", "carla", "mallory"], others: ["maria"] });
  const { playground, ids } = world;
  if (options.isSet !== false) playground.connection.coordinators = [address("maria")];
  ids.maria = await playground.add("people", {
    name: "Maria",
    email: address("maria"),
    zone: "Europe/Berlin",
    hours: "9-17",
  });
  await world.edit("programmes", ids.programme ?? "", { coordinator: [ids.maria] });
  let now = THURSDAY + 2 * HOUR;
  const later = async () => {
    now += HOUR;
    expect((await world.runAt(now)).failed).toEqual([]);
  };
  await later();
  const env = () =>
    ({
      ...settingsOf(playground),
      DASHBOARD_TOKEN: TOKEN,
      READER_TOKEN: READER,
      DB: world.database,
      JOBS: { send: async (_: RunMessage) => undefined },
      ASSETS,
    }) as unknown as Env;
  const send = (request: Request) => worker.fetch(request, env());
  return {
    world,
    later,
    quietWord: () => {
      const title = FORM_TEXTS.standing.title.en.replace("{programme}", "Pairs");
      const [formId = ""] = [...playground.google.state.forms].find(([, form]) => form.info.title === title) ?? [];
      const said = { standing: questionTexts("standing").options?.word?.en ?? "", word: SECRET };
      const answers = Object.fromEntries(Object.entries(said).map(([key, value]) => [questionId(key), [value]]));
      playground.google.submitForm(formId, { respondentEmail: address("carla"), answers });
    },
    send,
    page: async (token = TOKEN) => {
      const cookie = await signedIn(send, token);
      const answer = await send(new Request("https://krug.test/", { headers: { cookie } }));
      return { cookie, text: await answer.text() };
    },
    press: (cookie: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      send(
        new Request("https://krug.test/coordinators", {
          method: "POST",
          redirect: "manual",
          headers: {
            "content-type": "application/x-www-form-urlencoded",
            origin: "https://krug.test",
            "sec-fetch-site": "same-origin",
            cookie,
            ...headers,
          },
          body: new URLSearchParams(fields).toString(),
        }),
      ),
  };
}

/** The letters each got, by the part of their address before the @. */
async function letters(world: PairWorld): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const event of await allEvents(world.playground)) {
    const letter = parseLetterId(event.id ?? "");
    const [to = ""] = (event.attendees?.[0]?.email ?? "").split("@");
    if (letter?.kind === "for_coordinator") found[to] = [...(found[to] ?? []), event.description ?? ""];
  }
  return found;
}

describe("a self-made coordinator", () => {
  test.each([
    ["beside the real one", ["maria", "mallory"]],
    ["in place of the real one", ["mallory"]],
  ])("entered in Notion %s reads no quiet word; the real one is told of it, once", async (_, named) => {
    const { world, later, quietWord } = await looked();
    const ids = named.map(name => world.ids[name] ?? "");
    await world.edit("programmes", world.ids.programme ?? "", { coordinator: ids });
    await later();
    quietWord();
    await later();
    await later();
    const told = await letters(world);
    expect(told.mallory).toBeUndefined();
    const maria = (told.maria ?? []).join("\n");
    expect(maria.match(/was entered as coordinator in Notion \(mallory@example\.org\)/g)).toHaveLength(1);
    expect(maria.includes(SECRET)).toBe(named.includes("maria"));
    const [programme] = await readTable(world.playground, "programmes");
    expect(programme?.values.krugSays).toContain("Mallory: entered here as coordinator, but not confirmed");
    for (const event of await allEvents(world.playground)) {
      const isMallorys = event.attendees?.some(guest => guest.email === address("mallory")) === true;
      expect(isMallorys && JSON.stringify(event).includes(SECRET)).toBe(false);
    }
  });

  test("is one once a coordinator confirms it on the dashboard, by a button of our own page alone", async () => {
    const { world, later, quietWord, page, press, send } = await looked();
    await world.edit("programmes", world.ids.programme ?? "", { coordinator: [world.ids.mallory ?? ""] });
    await later();
    const { cookie, text } = await page();
    expect(text).toContain('<form method="post" action="/coordinators">');
    expect((await page(READER)).text).not.toContain("/coordinators");
    const fields = { is: "named", pageId: world.ids.mallory ?? "", email: address("mallory"), answer: "yes" };
    expect((await press(cookie, fields, { origin: "https://evil.test", "sec-fetch-site": "cross-site" })).status).toBe(
      403,
    );
    expect((await press((await page(READER)).cookie, fields)).status).toBe(403);
    expect((await press("", fields)).status).toBe(401);
    expect((await send(new Request("https://krug.test/coordinators", { headers: { cookie } }))).status).toBe(404);
    expect((await press(cookie, { ...fields, email: address("evil") })).headers.get("location")).toBe("/?who=changed");
    expect((await press(cookie, { ...fields, answer: "perhaps" })).status).toBe(400);
    quietWord();
    await later();
    expect((await letters(world)).mallory).toBeUndefined();
    expect((await press(cookie, fields)).headers.get("location")).toBe("/");
    await later();
    expect((await letters(world)).mallory?.join("\n")).toContain(SECRET);
    expect((await page()).text).not.toContain("/coordinators");
  });

  test("gets nothing by taking over the page of one who is confirmed", async () => {
    const { world, later, quietWord } = await looked();
    await world.edit("people", world.ids.maria ?? "", { email: "mallory.second@example.org" });
    await later();
    quietWord();
    await later();
    const told = await letters(world);
    expect(Object.keys(told)).not.toContain("mallory.second");
    const all = await allEvents(world.playground);
    expect(JSON.stringify(all)).not.toContain(SECRET);
  });

  test("gets nothing by writing a confirmed one's address on their own page", async () => {
    const { world, later, quietWord } = await looked();
    await world.edit("people", world.ids.mallory ?? "", { email: address("maria"), otherEmails: address("mallory") });
    await world.edit("programmes", world.ids.programme ?? "", { coordinator: [world.ids.mallory ?? ""] });
    await later();
    quietWord();
    await later();
    expect(JSON.stringify(await allEvents(world.playground))).not.toContain(SECRET);
  });

  test("the account Krug is signed in to Google as is a coordinator without any setting", async () => {
    const { world, later, quietWord } = await looked({ isSet: false });
    await world.edit("people", world.ids.maria ?? "", { email: "coordinator@example.org" });
    await later();
    quietWord();
    await later();
    expect((await letters(world)).coordinator?.join("\n")).toContain(SECRET);
  });

  test("an update locks nobody out: who was one before goes on, is listed to be confirmed, and can be dismissed", async () => {
    const { world, later, quietWord, page, press } = await looked({ isSet: false });
    // As the update finds a database of before.
    const migration = readFileSync(join(import.meta.dirname, "../../src/store/migrations/0027_whose.sql"), "utf8");
    for (const statement of migration.split(";").filter(one => /INSERT OR IGNORE INTO coordinators/.test(one)))
      await world.database.prepare(statement.slice(statement.indexOf("INSERT"))).run();
    await world.edit("programmes", world.ids.programme ?? "", {
      coordinator: [world.ids.maria ?? "", world.ids.mallory ?? ""],
    });
    quietWord();
    await later();
    expect(Object.keys(await letters(world))).toEqual(["maria"]);
    const { cookie, text } = await page();
    expect(text).toContain("Coordinator since before confirming was asked for");
    const fields = { is: "known", pageId: world.ids.maria ?? "", email: address("maria") };
    expect((await press(cookie, { ...fields, answer: "no" })).headers.get("location")).toBe("/");
    await later();
    expect((await page()).text).not.toContain("Coordinator since before");
    expect((await press(cookie, { ...fields, is: "named", answer: "yes" })).headers.get("location")).toBe("/");
    await later();
    expect((await page()).text).toContain("mallory@example.org");
  });

  test("an address that was another page's first is given to a page by a coordinator alone", async () => {
    const { world, later, page, press } = await looked();
    await world.edit("people", world.ids.ana ?? "", { email: "ana.second@example.org" });
    await later();
    await world.edit("people", world.ids.carla ?? "", { email: address("ana") });
    await later();
    const says = async () =>
      String((await readTable(world.playground, "people")).find(row => row.id === world.ids.carla)?.values.krugSays);
    expect(await says()).toContain("somebody else’s address");
    const { cookie, text } = await page();
    expect(text).toContain("belonged to another page first");
    const fields = { is: "address", pageId: world.ids.carla ?? "", email: address("ana"), answer: "yes" };
    expect((await press(cookie, fields)).headers.get("location")).toBe("/");
    await later();
    expect(await says()).not.toContain("somebody else’s address");
    expect((await press(cookie, fields)).headers.get("location")).toBe("/?who=changed");
  });
});
