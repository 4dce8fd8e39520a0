import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { addressOf } from "../../src/cli/asking.ts";
import { oneOf, whole, writable } from "../../src/cli/front.ts";
import { FILES, holdsFront, STACK, typed } from "./typed.ts";

/** What is typed by who runs Krug, or looks at it; what its developers type is looked at in developers.test.ts. */
const COMMANDS = [...FILES].flatMap(([name, file]) => (name === "start" || file.includes("/src/cli/") ? [name] : []));

test("every command says what it is for, and what is wrong with an unknown flag, without a trace of its code", async () => {
  expect(COMMANDS.length).toBeGreaterThan(9);
  for (const name of COMMANDS) await holdsFront(name);
});

test.each<[string, string, string[], Record<string, string>, RegExp]>([
  ["no address", "sync", [], {}, /^KRUG_URL is not set: it is the address of your Worker, for example https:/],
  [
    "an address without https",
    "plan",
    [],
    { KRUG_URL: "krug.example.org" },
    /^KRUG_URL is “krug\.example\.org”, which is no address/,
  ],
  [
    "an address anybody can listen to",
    "doctor",
    [],
    { KRUG_URL: "http://krug.example.org" },
    /write https:\/\/krug\.example\.org/,
  ],
  ["nobody is missing", "export", [], {}, /^email is missing: name it after the command\.\n/],
  ["a word too many", "forget", ["a@example.org", "b@example.org"], {}, /^Too many arguments/],
  [
    "a folder that is not there",
    "plan",
    ["--json", "no/such.json"],
    {},
    /^--json no\/such\.json: there is no folder .*no: make it first\./,
  ],
  ["a flag that lacks its value", "doctor", ["--json"], {}, /^--json <file>: what it is to be is missing\./],
  ["two flags that exclude each other", "seal", ["--open", "--let-go"], {}, /^Say --open or --let-go, not both\./],
  [
    "a language that is none of the four",
    "setup",
    ["--language", "de"],
    {},
    /^--language de: it is one of (\w\w, ){3}\w\w\./,
  ],
  [
    "what set-up lacks",
    "setup",
    [],
    { NOTION_TOKEN: "", NOTION_PARENT_PAGE: "" },
    /^Setup needs\n- NOTION_TOKEN .*\n- --page .*\n- --google-file.*\n- --coordinator/,
  ],
  ["a backup that is not there", "restore", ["gone.sql"], {}, /^gone\.sql: there is no such file\./],
  [
    "a configuration that is not there",
    "backup",
    ["--config", "gone.toml"],
    {},
    /^--config gone\.toml: there is no such file\./,
  ],
])("%s: a sentence, before anything is done", async (_, name, args, environment, says) => {
  const { status, said, told } = await typed(name, args, environment);
  expect([status, said]).toEqual([2, ""]);
  expect(told).toMatch(says);
  expect(told).not.toMatch(STACK);
});

test("a Worker that can't be reached is named, with why", async () => {
  const { status, told } = await typed("sync", [], { KRUG_URL: "https://127.0.0.1:9" });
  expect([status, told]).toEqual([
    1,
    expect.stringMatching(/^https:\/\/127\.0\.0\.1:9 can't be reached \(.+\)\. Is KRUG_URL right/),
  ]);
});

test("numbers, names and files are what they have to be, or it is said what that is", () => {
  expect([whole(1, 9)("3"), oneOf(["a", "b"])("b")]).toEqual([3, "b"]);
  for (const wrong of ["", "x", "1.5", "0", "10", " "])
    expect(() => whole(1, 9)(wrong)).toThrow("a whole number from 1 to 9");
  expect(() => oneOf(["a", "b"])("c")).toThrow("it is one of a, b.");
  expect(writable("-")).toBe("-");
  expect(() => writable(tmpdir())).toThrow("it is a folder");
  expect(addressOf("http://localhost:8787").port).toBe("8787");
  expect(() => addressOf("ftp://krug.example.org")).toThrow("which is no address");
});
