import { expect, test, vi } from "vitest";
import type { rulesOf } from "../../../../src/core/domain/values/format.ts";
import type { Snapshot } from "../../../../src/core/state/snapshot.ts";

/** Formats as a table that one more can be put into, as somebody would who adds one. */
type Formats = Record<string, ReturnType<typeof rulesOf>>;

/** What is decided for seven people of a programme in a format, with the format's name taken out. */
async function decidedIn(format: string, isLike?: string): Promise<{ commands: unknown; problems: unknown }> {
  vi.resetModules();
  const { FORMATS } = await import("../../../../src/core/domain/values/format.ts");
  const formats: Formats = FORMATS;
  if (isLike !== undefined) formats[format] = formats[isLike]!;
  const { aPerson, aPlanning, aProgramme, aSnapshot, at } = await import("../../../world/builders.ts");
  const { decideRounds } = await import("../../../../src/core/plan/rounds/rounds.ts");
  const people = ["Ana", "Boris", "Carla", "Dan", "Eva", "Farid", "Gleb"].map((name, index) =>
    aPerson(name, { level: 1 + (index % 5), offers: ["Excel"], seeks: ["Testing"] }),
  );
  const row = aProgramme({ format });
  const snapshot: Snapshot = aSnapshot([row, ...people]);
  const commands = snapshot.programmes.flatMap(
    programme => decideRounds(aPlanning(snapshot, at("2027-01-07T08:00:00Z")), programme).commands,
  );
  return { commands, problems: [...snapshot.problems] };
}

test.each(["pair", "triad", "circle", "mentor", "reverse", "micro"])(
  "a format that behaves like '%s' is one entry in the table: its groups are formed alike",
  async like => {
    const known = await decidedIn(like);
    expect(await decidedIn("study", like)).toEqual(known);
    expect((known.commands as unknown[]).length > 0).toBe(like !== "micro");
  },
);

test("a format that is in no table forms no group, and its programme's page says so", async () => {
  const { commands, problems } = await decidedIn("study");
  expect(commands).toEqual([]);
  expect(JSON.stringify(problems)).toMatch(/unknown_option|programme_incomplete/);
});
