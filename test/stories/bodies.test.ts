import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { checkDatabase } from "../../src/run/operate/doctorStore.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import { bodyOf, printed } from "../world/bodies.ts";
import { type CircleWorld, openCircle, THURSDAY, withLostDatabase } from "../world/circle.ts";
import { COORDINATOR } from "../world/playground.ts";

/** Goals were entered an hour ago. */
const BEGINNING = THURSDAY + HOUR;
const NEXT_WEEK = BEGINNING + 7 * DAY;

describe("the body of a meeting's page", () => {
  test("is made once the meeting is its group's next, costs nothing while nothing changes, and no group's page lacks what to agree on", async () => {
    const world = await openCircle({ bodies: true });
    const { done } = await world.runUntilQuiet(BEGINNING);
    expect(done.write_part).toBe(6);
    const [first, second] = await world.pages();
    expect(printed(await bodyOf(world.playground, first?.id ?? ""))).toContain("- 15 min – Get to know each other");
    expect(await bodyOf(world.playground, second?.id ?? "")).toEqual([]);
    const later = await world.runUntilQuiet(NEXT_WEEK);
    expect(later.done.write_part).toBe(1);
    const body = printed(await bodyOf(world.playground, second?.id ?? ""));
    expect(body).toContain("35 min – A turn each");
    expect(body).not.toContain("still open");
  });

  test("gets the open steps of last time as they are written, and keeps what people wrote in it", async () => {
    const world = await openCircle({ bodies: true });
    await world.runUntilQuiet(BEGINNING);
    await world.runUntilQuiet(NEXT_WEEK);
    const [first, second] = await world.pages();
    const [box] = await bodyOf(world.playground, second?.id ?? "");
    await writeIn(world, box?.id ?? "", "Our own words");
    await world.edit(first?.id ?? "", { nextSteps: "- Ana: write the first test, by Friday\n2) Boris: read it" });
    // An edit reads what lies near it; bodies follow within half an hour.
    expect((await world.run(NEXT_WEEK + 30 * MINUTE)).done.write_part).toBeUndefined();
    expect((await world.run(NEXT_WEEK + HOUR)).done.write_part).toBe(1);
    await world.run(NEXT_WEEK + HOUR + 15 * MINUTE);
    expect((await world.run(NEXT_WEEK + 2 * HOUR)).done).toEqual({});
    const body = printed(await bodyOf(world.playground, second?.id ?? ""));
    const [, steps = ""] = body.split("### Steps that are still open\n");
    expect(
      steps
        .split("\n")
        .slice(0, 2)
        .map(line => line.replace(/ <http.*>$/, "").trim())
        .sort(),
    ).toEqual(["- read it", "- write the first test, by Friday"]);
    expect(body.match(/Our own words/g)).toHaveLength(1);
    expect(body.match(/A turn each/g)).toHaveLength(1);
  });

  test("is made once though the database is lost, and not again where people took it out", async () => {
    const world = await openCircle({ bodies: true });
    await world.runUntilQuiet(BEGINNING);
    const [first, second] = await world.pages();
    const before = printed(await bodyOf(world.playground, first?.id ?? ""));
    const lost = withLostDatabase(world);
    await lost.run(BEGINNING + HOUR);
    expect(printed(await bodyOf(world.playground, first?.id ?? ""))).toBe(before);
    await lost.run(NEXT_WEEK);
    const [box] = await bodyOf(world.playground, second?.id ?? "");
    await world.playground.notionOf(COORDINATOR).blocks.delete({ block_id: box?.id ?? "" });
    await lost.edit(first?.id ?? "", { nextSteps: "Ana: write the first test" });
    await lost.run(NEXT_WEEK + HOUR);
    await lost.run(NEXT_WEEK + 2 * HOUR);
    expect(await bodyOf(world.playground, second?.id ?? "")).toEqual([]);
  });
});

async function writeIn({ playground }: CircleWorld, box: string, content: string): Promise<void> {
  await playground.notionOf(COORDINATOR).blocks.children.append({
    block_id: box,
    children: [{ type: "paragraph", paragraph: { rich_text: [{ type: "text", text: { content } }] } }],
  });
}

test("where a free workspace takes no more blocks, no bodies are written, all else goes on, and the doctor says so", async () => {
  const world = await openCircle({ bodies: true });
  world.playground.notion.switches.freeWorkspaceBlockLimit = 3;
  world.playground.clock.set(BEGINNING);
  const outcome = await inProcessRunner(world.playground, world.database).run(BEGINNING, "test");
  expect(outcome.failed).toHaveLength(1);
  expect(outcome.done.create_series).toBe(1);
  const checks = await checkDatabase(world.playground.connection, world.database, BEGINNING, 15 * MINUTE);
  expect(checks.checks.find(({ what }) => what === "Bodies of pages")?.isOk).toBe(false);
});
