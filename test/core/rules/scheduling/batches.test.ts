import { expect, test } from "vitest";
import { planSlots } from "../../../../src/core/rules/scheduling/slots.ts";
import { slotInstance } from "../../../bench/slotInstances.ts";

test("of more groups than are looked at once everybody gets a time, and nobody two at a time", () => {
  const shape = {
    groups: 2100,
    size: 2,
    groupsEach: 2,
    busy: 0.3,
    zones: ["Europe/Sofia"],
    minutes: [60],
    grain: 60,
    step: 60,
  };
  const { requests, people, step } = slotInstance(shape, 1);
  const outcomes = planSlots(requests, people, { seed: "batches", stepMinutes: step });
  const had = new Set<string>();
  const twice: string[] = [];
  for (const { id, memberIds } of requests) {
    const outcome = outcomes.get(id);
    if (outcome?.kind !== "slot") continue;
    for (const person of memberIds) {
      const at = `${person} ${outcome.startsAt}`;
      if (had.has(at)) twice.push(at);
      had.add(at);
    }
  }
  expect(twice).toEqual([]);
  expect([...outcomes.values()].filter(({ kind }) => kind === "slot").length).toBeGreaterThan(2000);
});
