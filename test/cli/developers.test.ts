import { expect, test } from "vitest";
import { FILES, holdsFront, STACK, typed } from "./typed.ts";

const COMMANDS = [...FILES].flatMap(([name, file]) => (file.includes("/test/") && name !== "start" ? [name] : []));

test("what developers type is told of its flags in the same way, and no trace of its code", async () => {
  expect(COMMANDS.length).toBeGreaterThan(9);
  for (const name of COMMANDS) await holdsFront(name);
});

test.each<[string, string[], string]>([
  ["years", ["--format", "pear"], "--format pear: it is one of pair-random, "],
  ["years", ["--language", "de"], "--language de: it is one of en, ru, uk, bg."],
  ["faults", ["--part", "3/2"], "--part 3/2: it is written as 2/5: the second of five parts."],
  ["faults", ["--replay", "gone.json"], "--replay gone.json: there is no such file."],
  ["laws", ["--worlds", "many"], "--worlds many: it has to be a whole number from 1 to 1000000."],
  ["bench", ["synk"], "synk: it is one of scheduling, sync, "],
  ["bench", ["history", "--json", "-"], "--json -: name a file: what is done meanwhile is printed."],
  ["fuzz", [], "Say --cells or --requests, one of them."],
  ["simulators", ["--at", "yesterday"], "--at yesterday: write it as 2026-01-05T08:00:00Z."],
  ["recordings", ["--only", "songs"], "--only songs: it is one of "],
])("%s with %j is answered with a sentence, before anything is done", async (name, args, says) => {
  const { status, said, told } = await typed(name, args);
  expect([status, said]).toEqual([2, ""]);
  expect(told.startsWith(says)).toBe(true);
  expect(told).not.toMatch(STACK);
});
