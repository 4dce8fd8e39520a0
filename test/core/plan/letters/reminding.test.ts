import { expect, test } from "vitest";
import { DAY, HOUR } from "../../../../src/core/domain/values/time.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { snapshotOf } from "../../../../src/core/state/snapshot.ts";
import { aMirror, anId, aPerson, aProgramme, at, settled } from "../../../world/builders.ts";

const THURSDAY = at("2027-01-07T08:00:00Z");
const MONDAY = THURSDAY + 4 * DAY + HOUR;

/** Ana was asked on Thursday whether she takes part. */
const asked = () =>
  settled(aMirror([aProgramme(), aPerson("Ana", { consent: null }), aPerson("Boris"), aPerson("Vera")]), THURSDAY)
    .mirror;
const ticked = (mirror: Mirror, name: string): Mirror => ({
  ...mirror,
  rows: mirror.rows.map(row => (row.id === anId(name) ? { ...row, values: { ...row.values, remind: true } } : row)),
});
const hasTick = (mirror: Mirror, name: string) => snapshotOf(mirror).people.get(anId(name))?.remind;
const reminders = ({ events }: Mirror) => events.filter(({ title }) => title.endsWith("you are still welcome")).length;

test("the tick brings whoever has not answered one more letter, in a week that has room for it, and goes then", () => {
  const sameWeek = settled(ticked(asked(), "Ana"), THURSDAY + DAY).mirror;
  expect([reminders(sameWeek), hasTick(sameWeek, "Ana")]).toEqual([0, true]);
  const nextWeek = settled(sameWeek, MONDAY).mirror;
  expect([reminders(nextWeek), hasTick(nextWeek, "Ana")]).toEqual([1, false]);
});

test("ticked again in the same week nothing more is sent", () => {
  const once = settled(ticked(asked(), "Ana"), MONDAY).mirror;
  const again = settled(ticked(once, "Ana"), MONDAY + HOUR).mirror;
  expect([reminders(again), hasTick(again, "Ana")]).toEqual([1, false]);
});

test("where nothing is open the tick goes, and nobody is written to", () => {
  const after = settled(ticked(asked(), "Boris"), MONDAY).mirror;
  expect([reminders(after), hasTick(after, "Boris")]).toEqual([0, false]);
});
