import type { PlainValue } from "../../src/core/domain/values/row.ts";
import { addDays } from "../../src/core/domain/values/time.ts";
import { pagesOf, relation } from "../faults/looks.ts";
import { COORDINATOR } from "../world/playground.ts";
import { type Act, act } from "./act.ts";
import { STARTS, type YearWorld } from "./world.ts";

const EVERY_WEEKS = 3;
const QUESTIONS = 16;
const ASKERS = ["a", "b", "c", "e", "f", "i", "k"];

/** What people do with a help board: somebody asks, somebody who was suggested takes it or answers in writing, it is resolved. */
export const BOARD_ACTS: readonly Act[] = Array.from({ length: QUESTIONS }, (_, number) => {
  const day = addDays(STARTS, 7 * EVERY_WEEKS * number + 1);
  return [
    act(day, "somebody asks", world => ask(world, number)),
    act(addDays(day, 2), "somebody takes it", world => take(world, number)),
    act(addDays(day, 13), "it is resolved", world => resolve(world, number)),
  ];
}).flat();

const titleOf = (number: number) => `SQL ${number + 1}: 2 + 2?`;

async function ask(world: YearWorld, number: number): Promise<void> {
  const key = ASKERS[number % ASKERS.length] ?? "a";
  if (world.idOf(key) === "") return;
  const { seeks } = world.somebody(key);
  await world.playground.add("help", {
    question: titleOf(number),
    // Every fifth question says too little to be asked on.
    details: number % 5 === 4 ? "" : `${seeks[0]}: 1, 2, 3, 4?`,
    skill: seeks.slice(0, 1),
    askedBy: [world.idOf(key)],
    programme: [world.programmeId],
  });
}

const questionOf = (world: YearWorld, number: number) =>
  pagesOf(world.playground, "help").find(page => page.values.question === titleOf(number));

async function take(world: YearWorld, number: number): Promise<void> {
  const page = questionOf(world, number);
  const [helper] = relation(page ?? null, "suggested");
  if (page === undefined || helper === undefined || number % 4 === 3) return;
  const isInWriting = number % 3 === 2;
  const values: Record<string, PlainValue> = isInWriting
    ? { answer: "2 + 2 = 4", takenBy: [helper] }
    : { takenBy: [helper] };
  await world.playground.edit(COORDINATOR, "help", page.id, values);
}

async function resolve(world: YearWorld, number: number): Promise<void> {
  const page = questionOf(world, number);
  if (page !== undefined && relation(page, "takenBy").length > 0)
    await world.playground.edit(COORDINATOR, "help", page.id, { resolved: true });
}
