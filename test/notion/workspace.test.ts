import { describe, expect, test } from "vitest";
import { propertiesOf } from "../../src/core/domain/schema.ts";
import { LANGUAGES } from "../../src/core/domain/values/language.ts";
import { SOURCE_KEYS, type SourceKey } from "../../src/core/domain/values/row.ts";
import { buildWorkspace } from "../../src/notion/building.ts";
import { ContestedTables, chosenAmong, optionNamed } from "../../src/notion/workspace.ts";
import { type NotionWorld, openNotion } from "./world.ts";

const ids = (workspace: NotionWorld["workspace"]) =>
  SOURCE_KEYS.map(source => [
    source,
    workspace[source].dataSourceId,
    Object.entries(workspace[source].properties)
      .map(([key, one]) => `${key}=${one.id}`)
      .sort(),
  ]);
const found = async ({ api, notion }: NotionWorld) => {
  const tables = await api.tables.find(notion.rootPageId);
  expect(new Set(tables.map(one => one.source))).toEqual(new Set(SOURCE_KEYS));
  return chosenAmong(tables, new Set()) as NotionWorld["workspace"];
};
const alter = ({ byHand, workspace }: NotionWorld, source: SourceKey, properties: unknown) =>
  byHand("PATCH", `data_sources/${workspace[source].dataSourceId}`, { properties });
const columnsOf = async ({ byHand, workspace }: NotionWorld, source: SourceKey) =>
  (await byHand("GET", `data_sources/${workspace[source].dataSourceId}`)).properties as Record<
    string,
    { id: string; name: string; type: string; description?: string }
  >;

test("an option is known by what it is called in any language, by its key, and by what it was called before", () => {
  for (const name of ["No hurry", " не  терміново ", "no_hurry", "Не поспішає"])
    expect(optionNamed("help", "urgency", name)).toBe("no_hurry");
  expect(optionNamed("help", "urgency", "Some day")).toBeNull();
});

describe("the workspace", () => {
  test.each(LANGUAGES)("in %s is built whole: every table and every column, none of it missing", async language => {
    const { workspace } = await openNotion({}, language);
    for (const source of SOURCE_KEYS) {
      expect(workspace[source].missing).toEqual([]);
      expect(Object.keys(workspace[source].properties).sort()).toEqual(Object.keys(propertiesOf(source)).sort());
    }
  });

  test("built twice has nothing twice, in whatever language the second time", async () => {
    const world = await openNotion();
    const [databases, blocks] = [world.notion.state.databases.size, world.notion.state.blocks.size];
    const again = await buildWorkspace(world.api, world.notion.rootPageId, "bg");
    expect(ids(again)).toEqual(ids(world.workspace));
    expect([world.notion.state.databases.size, world.notion.state.blocks.size]).toEqual([databases, blocks]);
  });

  test("that was cut off while it was built is completed, nothing twice", async () => {
    for (const skip of [0, 2, 5, 9]) {
      const world = await openNotion();
      world.notion.reset();
      world.notion.faults.order({ method: "POST", path: "/v1/databases$", skip, fault: { kind: "reset" } });
      await buildWorkspace(world.api, world.notion.rootPageId, "en").catch(() => null);
      const workspace = await buildWorkspace(world.api, world.notion.rootPageId, "en");
      expect(world.notion.state.databases.size).toBe(SOURCE_KEYS.length);
      for (const source of SOURCE_KEYS) expect(workspace[source].missing).toEqual([]);
    }
  });

  test("is found again after every column and table was renamed and translated", async () => {
    const world = await openNotion();
    for (const source of SOURCE_KEYS) {
      const columns = await columnsOf(world, source);
      await alter(
        world,
        source,
        Object.fromEntries(Object.values(columns).map((one, index) => [one.id, { name: `Колона ${index}` }])),
      );
      await world.byHand("PATCH", `databases/${world.workspace[source].databaseId}`, {
        title: [{ text: { content: `Таблица ${source}` } }],
      });
    }
    expect(ids(await found(world))).toEqual(ids(world.workspace));
  });

  test("leaves people's own columns and tables alone", async () => {
    const world = await openNotion();
    await alter(world, "people", { Birthday: { date: {} }, "Favourite tea": { rich_text: {} } });
    await world.byHand("POST", "databases", {
      parent: { type: "page_id", page_id: world.notion.rootPageId },
      title: [{ text: { content: "Lunch" } }],
      initial_data_source: { properties: { Dish: { title: {} } } },
    });
    const again = await buildWorkspace(world.api, world.notion.rootPageId, "en");
    expect(ids(again)).toEqual(ids(world.workspace));
    expect(Object.keys(await columnsOf(world, "people"))).toEqual(
      expect.arrayContaining(["Birthday", "Favourite tea"]),
    );
    const page = await world.api.table("people", again.people).create({ name: "Ana" });
    await world.byHand("PATCH", `pages/${page.id}`, {
      properties: { "Favourite tea": { rich_text: [{ text: { content: "mint" } }] } },
    });
    await world.api.table("people", again.people).update(page.id, { name: "Ana Ivanova" });
    const raw = (await world.byHand("GET", `pages/${page.id}`)).properties as Record<
      string,
      { rich_text?: { plain_text: string }[] }
    >;
    expect(raw["Favourite tea"]?.rich_text?.[0]?.plain_text).toBe("mint");
  });

  test("reports a column that was deleted, and only that", async () => {
    const world = await openNotion();
    await alter(world, "people", { [world.column("people", "hours").id]: null });
    const workspace = await found(world);
    expect(workspace.people.missing).toEqual(["hours"]);
    for (const source of SOURCE_KEYS) if (source !== "people") expect(workspace[source].missing).toEqual([]);
    const row = await world.api.table("people", workspace.people).create({ name: "Ana", hours: "9-17" });
    expect(row.values).toMatchObject({ name: "Ana" });
    expect("hours" in row.values).toBe(false);
  });

  test("gets a deleted column back when it is built again", async () => {
    const world = await openNotion();
    await alter(world, "people", { [world.column("people", "hours").id]: null });
    const again = await buildWorkspace(world.api, world.notion.rootPageId, "en");
    expect(again.people.missing).toEqual([]);
  });

  test("gets no second column beside one whose description somebody wrote anew, whatever language it is named in", async () => {
    const world = await openNotion({}, "bg");
    const { id } = world.column("people", "hours");
    await alter(world, "people", { [id]: { description: "Напишете часовете си" } });
    const before = Object.keys(await columnsOf(world, "people"));
    const again = await buildWorkspace(world.api, world.notion.rootPageId, "en");
    expect(Object.keys(await columnsOf(world, "people"))).toEqual(before);
    expect(again.people.properties.hours?.id).toBe(id);
    expect((await found(world)).people.missing).toEqual([]);
  });

  test("reports a column that became something that can't serve", async () => {
    const world = await openNotion();
    await alter(world, "programmes", { [world.column("programmes", "minutes").id]: { rich_text: {} } });
    expect((await found(world)).programmes.missing).toEqual(["minutes"]);
  });
});

describe("options", () => {
  const optionsOf = async (world: NotionWorld, source: SourceKey, key: string) => {
    const column = Object.values(await columnsOf(world, source)).find(
      one => decodeURIComponent(one.id) === world.column(source, key).id,
    ) as unknown as Record<string, { options: { id: string; name: string; description?: string | null }[] }> & {
      type: string;
    };
    return column[column.type]?.options ?? [];
  };

  test.each(LANGUAGES)("are read by what they mean, in %s", async language => {
    const world = await openNotion({}, language);
    for (const status of ["active", "paused", "left"]) {
      const row = await world.api.table("people", world.workspace.people).create({ name: "Ana", status });
      expect(row.values.status).toBe(status);
    }
    const row = await world.api.table("people", world.workspace.people).create({
      name: "Ana",
      languages: ["en", "bg"],
      seeks: ["тестване"],
    });
    expect(row.values).toMatchObject({ languages: ["en", "bg"], seeks: ["тестване"] });
  });

  test("keep their meaning when they were put in another order", async () => {
    const world = await openNotion();
    const options = await optionsOf(world, "people", "status");
    await alter(world, "people", {
      [world.column("people", "status").id]: {
        select: { options: [...options].reverse().map(({ id, name }) => ({ id, name })) },
      },
    });
    const workspace = await found(world);
    expect(workspace.people.properties.status?.options).toEqual(world.workspace.people.properties.status?.options);
  });

  test("that people added are their names", async () => {
    const world = await openNotion();
    const row = await world.api.table("people", world.workspace.people).create({ name: "Ana", status: "On the moon" });
    expect(row.values.status).toBe("On the moon");
  });

  test("a select that was made a status still serves, as far as its options are there", async () => {
    const world = await openNotion();
    const page = await world.api.table("roadmap", world.workspace.roadmap).create({ title: "Goal" });
    await alter(world, "roadmap", {
      [world.column("roadmap", "status").id]: { status: { options: [{ name: "Done" }, { name: "Doing" }] } },
    });
    const workspace = await found(world);
    expect(workspace.roadmap.missing).toEqual([]);
    expect(workspace.roadmap.properties.status?.type).toBe("status");
    const row = await world.api.table("roadmap", workspace.roadmap).update(page.id, { status: "done" });
    expect(row?.values.status).toBe("done");
    expect((await world.api.table("roadmap", workspace.roadmap).read(page.id))?.values.status).toBe("done");
    expect((await world.api.table("roadmap", workspace.roadmap).list())[0]?.values.status).toBe("done");
  });
});

describe("a select that was made a status, in which Krug writes words of its own", () => {
  test.each([
    [
      "lacks one of them: the column is told as one of another type",
      [{ name: "Active" }, { name: "Done" }],
      ["status"],
    ],
    ["has them all: it serves", [{ name: "Active" }, { name: "Ended" }, { name: "Done" }], []],
  ])("%s", async (_, options, missing) => {
    const world = await openNotion();
    await alter(world, "groups", { [world.column("groups", "status").id]: { status: { options } } });
    expect((await found(world)).groups.missing).toEqual(missing);
  });
});

describe("a copy of a table with its marks", () => {
  async function copied(world: NotionWorld, source: SourceKey, parentPageId: string): Promise<string> {
    const properties = Object.fromEntries(
      Object.entries(await columnsOf(world, source)).map(([name, { type, description, ...rest }]) => {
        const settings = (rest as Record<string, { options?: { name: string }[] }>)[type] ?? {};
        const options = settings.options?.map(({ name }) => ({ name }));
        // What a relation shows in the other table stays there: the copy's gets a column of its own.
        const own = "dual_property" in settings ? { ...settings, dual_property: {} } : settings;
        return [name, { description, [type]: options === undefined ? own : { options } }];
      }),
    );
    const made = await world.byHand("POST", "databases", {
      parent: { type: "page_id", page_id: parentPageId },
      title: [{ type: "text", text: { content: "Copy" } }],
      initial_data_source: { properties },
    });
    return (made.data_sources as { id: string }[])[0]?.id ?? "";
  }
  const tables = (world: NotionWorld) => world.api.tables.find(world.notion.rootPageId);

  test("stops what would have to guess, also on a page within the page, and names both", async () => {
    const world = await openNotion();
    const within = await world.byHand("POST", "pages", {
      parent: { type: "page_id", page_id: world.notion.rootPageId },
      properties: { title: [{ type: "text", text: { content: "Old things" } }] },
    });
    await copied(world, "people", String(within.id));
    await expect(found(world)).rejects.toThrow(/“People” \(http.*“Copy” \(http/);
    await expect(buildWorkspace(world.api, world.notion.rootPageId, "en")).rejects.toThrow(ContestedTables);
    expect(world.notion.state.databases.size).toBe(SOURCE_KEYS.length + 1);
  });

  test("is told from the first by what is known, and by what that relates to", async () => {
    const world = await openNotion();
    const { people, sessions } = world.workspace;
    const copies = [
      await copied(world, "people", world.notion.rootPageId),
      await copied(world, "sessions", world.notion.rootPageId),
    ];
    const chosen = chosenAmong(await tables(world), new Set([sessions.dataSourceId]));
    expect([chosen.people?.dataSourceId, chosen.sessions?.dataSourceId]).toEqual([
      people.dataSourceId,
      sessions.dataSourceId,
    ]);
    // People made the copy the one they work in: what they relate to stays theirs too.
    const other = chosenAmong(await tables(world), new Set([copies[1] ?? ""]));
    expect([other.people?.dataSourceId, other.sessions?.dataSourceId]).toEqual([people.dataSourceId, copies[1]]);
  });

  test("in the trash is none", async () => {
    const world = await openNotion();
    const id = await copied(world, "people", world.notion.rootPageId);
    const { parent } = await world.byHand("GET", `data_sources/${id}`);
    await world.byHand("PATCH", `databases/${(parent as { database_id: string }).database_id}`, { in_trash: true });
    expect(ids(await found(world))).toEqual(ids(world.workspace));
  });
});
