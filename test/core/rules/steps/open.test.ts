import { expect, test } from "vitest";
import type { Step } from "../../../../src/core/domain/step.ts";
import { DAY } from "../../../../src/core/domain/values/time.ts";
import { openSteps } from "../../../../src/core/rules/steps/open.ts";

const NOW = Date.parse("2027-03-01T09:00:00Z");
const aStep = (id: string, more: Partial<Step> = {}): Step => ({
  id,
  url: "",
  title: id,
  ownerIds: ["ana"],
  goalId: null,
  dueOn: null,
  isDone: false,
  tellsAdviser: false,
  sessionId: null,
  written: "",
  key: "",
  createdAt: NOW - DAY,
  editedAt: NOW - DAY,
  ...more,
});
const GOALS = {
  open: { status: "doing", confidential: false },
  hidden: { status: "doing", confidential: true },
  reached: { status: "done", confidential: false },
} as const;
const opened = (steps: readonly Step[], people = ["ana", "boris"]) =>
  openSteps(
    people,
    { stepsOf: id => steps.filter(step => step.ownerIds.includes(id)), goalOf: id => GOALS[id as keyof typeof GOALS] },
    NOW,
    "UTC",
  );
const idsOf = (steps: readonly Step[]) => opened(steps).steps.map(step => step.id);

test("what is due comes first, then the eldest; what is done is over, and a shared step is told once", () => {
  const steps = [
    aStep("young"),
    aStep("old", { createdAt: NOW - 5 * DAY }),
    aStep("due", { dueOn: "2027-03-05" }),
    aStep("done", { isDone: true }),
    aStep("shared", { ownerIds: ["boris", "ana"] }),
  ];
  expect(idsOf(steps)).toEqual(["due", "old", "shared", "young"]);
  expect(opened(steps).steps.find(step => step.id === "shared")?.ownerIds).toEqual(["ana", "boris"]);
});

test("steps to goals that are confidential, over or unknown are told to nobody", () => {
  const steps = ["open", "hidden", "reached", "gone"].map(goalId => aStep(goalId, { goalId }));
  expect(idsOf(steps)).toEqual(["open"]);
});

test("a step is gently older each time: first as it is, then with the day, then with a word; a change begins anew", () => {
  const [before, twoWeeks, fourWeeks, changed] = [13, 14, 28, 60].map(
    (days, place) =>
      opened([aStep("step", { createdAt: NOW - days * DAY, editedAt: NOW - (place === 3 ? 1 : days) * DAY })])
        .steps[0]!,
  );
  expect(before).toMatchObject({ openSince: null, isStuck: false });
  expect(twoWeeks).toMatchObject({ openSince: "2027-02-15", isStuck: false });
  expect(fourWeeks).toMatchObject({ openSince: "2027-02-01", isStuck: true });
  expect(changed).toMatchObject({ isStuck: false });
});

test("more than anybody goes through in one meeting is counted", () => {
  const { steps, more } = opened(Array.from({ length: 15 }, (_, place) => aStep(`step ${place}`)));
  expect([steps.length, more]).toEqual([12, 3]);
});
