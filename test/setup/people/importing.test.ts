import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { again, goThrough } from "../../../src/setup/steps.ts";
import { allGiven, openSetUpWorld, placeIn, type SetUpWorld } from "../world.ts";

const LIST = `Name,E-mail,Time zone,Consent,Manager
Ana,ana@example.org,Sofia,2027-01-05,boris@example.org
Boris,boris@example.org,,2027-01-05,
`;

async function bring(world: SetUpWorld, list: string, more: Record<string, string> = {}) {
  const file = join(world.root, "people.csv");
  writeFileSync(file, list);
  const { flags, environment } = allGiven(world);
  const given = { flags: { ...flags, "--people": file, "--consent": "yes", ...more }, environment };
  const place = placeIn(world, given);
  if (place.state.done.includes("people")) again(place, "people");
  const before = world.said.length;
  await goThrough(placeIn(world, given), { withViews: false, until: "people" });
  return world.said.slice(before).join("\n");
}

/** What pages in Notion say of people, by address. */
async function peopleIn({ services }: SetUpWorld) {
  const { pages, dataSources } = services.notion.state as unknown as {
    pages: Map<string, { parent: { id: string }; inTrash?: boolean; values: Map<string, unknown> }>;
    dataSources: Map<string, unknown>;
  };
  return { pages: pages.size, sources: dataSources?.size };
}

describe("people from a list", () => {
  test("stand in People with their managers, and the list brought again changes nothing", async () => {
    const world = openSetUpWorld();
    expect(await bring(world, LIST)).toMatch(/2 new \(Ana, Boris\), 0 changed, 0 as they are\./);
    const { pages } = await peopleIn(world);
    world.services.notion.log.clear();
    expect(await bring(world, LIST)).toMatch(/0 new, 0 changed, 2 as they are\./);
    expect((await peopleIn(world)).pages).toBe(pages);
    const writes = world.services.notion.log.entries.filter(
      ({ method, path }) => method === "PATCH" || (method === "POST" && path.endsWith("/pages")),
    );
    expect(writes).toEqual([]);
  });

  test("that says more changes that alone, and nobody who is not in it", async () => {
    const world = openSetUpWorld();
    await bring(world, LIST);
    const said = await bring(
      world,
      LIST.replace("Boris,boris@example.org,,", "Boris K.,boris@example.org,Kyiv,").replace(/^Ana.*\n/m, ""),
    );
    expect(said).toMatch(/0 new, 1 changed \(Boris K\.\), 0 as they are\./);
    expect(said).toMatch(/2 in Notion are not in the list: they stay/);
  });

  test("whose writing is broken off goes on when it is brought again, and nobody is there twice", async () => {
    const world = openSetUpWorld();
    const { faults } = world.services.notion;
    faults.order({
      method: "POST",
      path: "/pages$",
      skip: 2,
      times: 9,
      fault: {
        kind: "answer",
        status: 400,
        body: { object: "error", status: 400, code: "validation_error", message: "no" },
      } as never,
    });
    await expect(bring(world, LIST)).rejects.toThrow(/nobody is added twice/);
    faults.clear();
    await bring(world, LIST);
    expect(await bring(world, LIST)).toMatch(/0 new, 0 changed, 2 as they are\./);
  });

  test("of whom one's page was made though the answer was lost is there once", async () => {
    const world = openSetUpWorld();
    world.services.notion.faults.order({
      method: "POST",
      path: "/pages$",
      skip: 2,
      times: 1,
      fault: { kind: "resetAfter" },
    });
    await bring(world, LIST);
    expect(await bring(world, LIST.replace(/^Ana.*\n/m, ""))).toMatch(
      /1 as they are\.\n2 in Notion are not in the list/,
    );
  });

  test("names the columns of a file in which none is known as the address", async () => {
    const world = openSetUpWorld();
    await expect(bring(world, "Who,Where\nAna,ana@example.org\n")).rejects.toThrow(
      /No column is known as Name or E-mail\. The file has “Who”, “Where”: write which it is, as Name=Who\./,
    );
    expect(await bring(world, "Who,Where\nAna,ana@example.org\n", { "--columns": "Name=Who, E-mail=Where" })).toMatch(
      /1 new \(Ana\)/,
    );
  });
});

describe("people who are known elsewhere", () => {
  async function from(world: SetUpWorld, where: string) {
    const { flags, environment } = allGiven(world);
    const place = placeIn(world, { flags: { ...flags, "--people": where }, environment });
    await goThrough(place, { withViews: false, until: "people" });
    return { place, said: world.said.join("\n") };
  }

  test("are those whom Notion lists as members", async () => {
    const { said } = await from(openSetUpWorld(), "members");
    expect(said).toMatch(/1 new \(Ana\), 1 changed \(Coordinator\)/);
  });

  test("are those of the organisation's directory, read by a consent of its own that is not kept", async () => {
    const world = openSetUpWorld();
    world.services.google.addAccount({ email: "boris@example.org", name: "Boris" });
    world.services.google.addAccount({ email: "carla@elsewhere.example", name: "Carla" });
    const { place, said } = await from(world, "directory");
    expect(said).toMatch(/2 new \(Ana, Boris\), 1 changed \(Coordinator\)/);
    const kept = [...world.services.google.state.refreshGrants.values()].filter(({ scopes }) =>
      [...scopes].some(scope => scope.includes("directory")),
    );
    expect(kept).toEqual([]);
    expect(JSON.stringify(place.state)).not.toContain("directory");
  });

  test.each<[string, (world: SetUpWorld) => void, RegExp]>([
    [
      "whose API is off",
      world => (world.services.google.switches.disabledApis = ["people"]),
      /console\.developers\.google\.com\/apis\/api\/people/,
    ],
    ["that nobody agreed to be read", world => (world.consents = [{}, { isDenied: true }]), /You did not agree/],
  ])("are not read from a directory %s, which is told", async (_, spoil, sentence) => {
    const world = openSetUpWorld();
    spoil(world);
    await expect(from(world, "directory")).rejects.toThrow(sentence);
  });
});
