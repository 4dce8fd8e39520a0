import type { SlotShape } from "./slotInstances.ts";

const SOFIA = ["Europe/Sofia"];
const THREE_ZONES = ["Europe/London", "Europe/Sofia", "Asia/Dubai"];
const sixes: SlotShape = {
  groups: 1000,
  size: 6,
  groupsEach: 3,
  busy: 0.3,
  zones: SOFIA,
  minutes: [60],
  grain: 60,
  step: 60,
};
const fours: SlotShape = { ...sixes, groups: 1500, size: 4, busy: 0.4, zones: THREE_ZONES };

export interface SlotCase {
  name: string;
  shape: SlotShape;
  seeds: readonly number[];
  isLarge?: boolean;
}

/** The two organisations of the aim, each with several seeds, and others that are emptier, fuller and more entangled. */
export const SLOT_CASES: readonly SlotCase[] = [
  { name: "1,000 groups of six, 30 % busy", shape: sixes, seeds: [1, 2, 3, 4, 5], isLarge: true },
  { name: "1,500 groups of four, 40 % busy, three zones", shape: fours, seeds: [1, 2, 3, 4, 5], isLarge: true },
  { name: "1,000 groups of six, 20 % busy", shape: { ...sixes, busy: 0.2 }, seeds: [1] },
  { name: "1,000 groups of six, 45 % busy", shape: { ...sixes, busy: 0.45 }, seeds: [1] },
  { name: "1,500 groups of four, 25 % busy, three zones", shape: { ...fours, busy: 0.25 }, seeds: [1] },
  { name: "1,500 groups of four, 55 % busy, three zones", shape: { ...fours, busy: 0.55 }, seeds: [1] },
  {
    name: "1,000 groups of six on quarters of an hour, 30 % busy",
    shape: { ...sixes, step: 15 },
    seeds: [1],
  },
  {
    name: "800 groups of four, 60 to 120 minutes, 40 % busy, three zones",
    shape: { ...fours, groups: 800, minutes: [60, 90, 120], grain: 30, step: 30 },
    seeds: [1],
  },
  {
    name: "1,000 groups of three, eight each, 70 % busy",
    shape: { ...sixes, size: 3, groupsEach: 8, busy: 0.7 },
    seeds: [1, 2, 3],
  },
  { name: "1,000 pairs, twelve each, 60 % busy", shape: { ...sixes, size: 2, groupsEach: 12, busy: 0.6 }, seeds: [1] },
  {
    name: "1,000 groups of four, ten each, 60 % busy",
    shape: { ...sixes, size: 4, groupsEach: 10, busy: 0.6 },
    seeds: [1, 2],
  },
  {
    name: "1,000 groups of three, eight each, 70 % busy, five sessions a week",
    shape: { ...sixes, size: 3, groupsEach: 8, busy: 0.7, sessionsAWeek: 5 },
    seeds: [1],
  },
];

/** Small enough for the integer program to be solved at once, and full enough for groups to be in each other's way. */
export const SMALL_CASES: readonly SlotCase[] = [
  {
    name: "20 pairs, eight each",
    shape: { ...sixes, groups: 20, size: 2, groupsEach: 8, busy: 0.75 },
    seeds: range(1, 100),
  },
  {
    name: "15 pairs, two to four hours",
    shape: { ...sixes, groups: 15, size: 2, groupsEach: 6, busy: 0.5, minutes: [120, 180, 240] },
    seeds: range(101, 200),
  },
];

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
