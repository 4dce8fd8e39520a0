import { describe, expect, test } from "vitest";
import type { PlainValue } from "../../src/core/domain/values/row.ts";
import { HOUR } from "../../src/core/domain/values/time.ts";
import { bodyOf, printed } from "../world/bodies.ts";
import { openCircle, THURSDAY } from "../world/circle.ts";

describe("Krug's part of a page", () => {
  test("on a goal asks for what it lacks and names what and who may help; it follows the goal, and goes where that is told in confidence", async () => {
    const world = await openCircle({ bodies: true, pages: { Boris: { offers: ["Testing"] } } });
    const { add, edit } = world.playground;
    const goal = world.ids.get("goal of Ana") ?? "";
    const body = async () => printed(await bodyOf(world.playground, goal)).replace(/(?<=Boris <).*(?=>)/, "his page");
    await add("resources", { title: "Testing, step by step", link: "https://example.org/t", skill: ["testing"] });
    await edit("ana@example.org", "roadmap", goal, { skill: ["Testing"], currentLevel: 2, targetLevel: 4 });
    await world.runUntilQuiet(THURSDAY + HOUR);
    const lines = [
      "| Krug keeps this box. Write above it, below it or in it: your words stay.",
      "  How will you, and others, see that you are there? A number, a finished thing, or somebody who says so; it goes in “Measure”.",
      "  By when would you like to be there? A rough day is better than none; it goes in “Due”.",
      "  You are at level 2 and want to get to 4. What does somebody at level 3 do that you do not do yet?",
      "  ### To read and to watch",
      "  - Testing, step by step <https://example.org/t>",
      "  ### Who offers this and may help",
      "  - Boris <his page>",
    ];
    expect(await body()).toBe(lines.join("\n"));
    await edit("ana@example.org", "roadmap", goal, {
      measure: "Ten tests pass",
      due: { start: "2027-02-01", end: null },
    });
    await world.run(THURSDAY + 2 * HOUR);
    await world.run(THURSDAY + 3 * HOUR);
    const after = await body();
    expect(after).toContain("The day you set has passed");
    expect(after).not.toContain("How will you, and others");
    expect(after).toContain("Boris <his page>");
    await edit("ana@example.org", "roadmap", goal, { confidential: true });
    await world.run(THURSDAY + 4 * HOUR);
    await world.run(THURSDAY + 5 * HOUR);
    expect(await body()).toBe("");
  });

  test("on a person's page stands only once they ticked it, with a map from three goals up and nothing told in confidence", async () => {
    const world = await openCircle({ bodies: true, pages: { Ana: { showPlan: true } } });
    const { add, edit } = world.playground;
    const ana = world.ids.get("Ana") ?? "";
    const goals: Record<string, PlainValue>[] = [
      { title: "Write tests", skill: ["Testing"] },
      { title: 'Speak "freely"', status: "done" },
      { title: "A secret", confidential: true },
    ];
    for (const goal of goals) await add("roadmap", { owner: [ana], status: "doing", currentLevel: 2, ...goal });
    await world.runUntilQuiet(THURSDAY + HOUR);
    const body = printed(await bodyOf(world.playground, ana));
    expect(body).toContain("### What I want to reach");
    expect(body).toContain('graph LR\n  me["My plan"]');
    expect(body).toContain('Speak "freely", reached');
    expect(body).not.toMatch(/secret|level/i);
    expect(await bodyOf(world.playground, world.ids.get("Boris") ?? "")).toEqual([]);
    await edit("ana@example.org", "people", ana, { showPlan: false });
    await world.run(THURSDAY + 2 * HOUR);
    await world.run(THURSDAY + 3 * HOUR);
    expect(await bodyOf(world.playground, ana)).toEqual([]);
  });
});
