import { expect, test } from "vitest";
import { openPairWorld, THURSDAY } from "../world/pairWorld.ts";
import { readTable } from "../world/tables.ts";

const WEEK = 7 * 86_400_000;

test("what people write on their pages decides who meets next week, and their group's page says why", async () => {
  const world = await openPairWorld({
    people: ["ana", "boris", "carla", "dan"],
    programme: { matching: "best_fit" },
  });
  const groups = async (round: number) =>
    (await readTable(world.playground, "groups")).filter(group => group.values.round === round);
  const idOf = (name: string) => world.ids[name]!;
  const first = (await groups(1)).map(group => group.values.members as string[]);
  expect(first).toHaveLength(2);
  const partner = first.find(pair => pair.includes(idOf("ana")))!.find(id => id !== idOf("ana"));
  const strangers = ["boris", "carla", "dan"].filter(name => idOf(name) !== partner);

  // Ana has not met either of the two yet: what one of them seeks makes the difference, whichever it is.
  const [wanted] = strangers;
  await world.edit("people", idOf("ana"), { offers: ["Testing"] });
  await world.edit("people", idOf(wanted!), { seeks: ["тестирование"] });
  await world.runAt(THURSDAY + WEEK);

  const second = await groups(2);
  const hers = second.find(group => (group.values.members as string[]).includes(idOf("ana")))!;
  expect([...(hers.values.members as string[])].sort()).toEqual([idOf("ana"), idOf(wanted!)].sort());
  const name = wanted!.replace(/^./, letter => letter.toUpperCase());
  expect(hers.values.why).toContain(`Ana offers Testing, which ${name} seeks.`);
  expect(hers.values.why).toContain("You two have not met here before.");
  expect(second.filter(group => group !== hers).map(group => group.values.why)).not.toContainEqual(
    expect.stringContaining("Testing"),
  );
  const [programme] = await readTable(world.playground, "programmes");
  expect(programme?.values.krugSays ?? "").toBe("");
});
