import { describe, expect, test } from "vitest";
import { keepingOf, sealing } from "../../src/secrets/seal.ts";

const [OLD, NEW] = ["the-key-of-last-year-that-nobody-knows", "the-key-of-this-year-that-nobody-knows"];
const keysOf = (...secrets: string[]) => keepingOf(secrets).keys();

describe("what was said in confidence", () => {
  test("opens to the letter under its key and in its place, and is readable nowhere in between", async () => {
    const keys = await keysOf(NEW);
    for (const said of ["Not with Boris", "Лучше не с Борисом\n🙃", "", '{"a":"b"}', "sealed: not really"]) {
      const kept = await sealing.seal(keys, said, "answers/1");
      expect(kept).toMatch(/^sealed:[\w-]{8}:[\w-]+\.[\w-]+$/);
      if (said !== "") expect(kept).not.toContain(said);
      expect(await sealing.open(keys, kept, "answers/1")).toBe(said);
    }
  });

  test("does not open in another row, under another key, without a key, or once a character was changed", async () => {
    const keys = await keysOf(NEW);
    const kept = await sealing.seal(keys, "Not with Boris", "answers/1");
    expect(await sealing.open(keys, kept, "answers/2")).toBeNull();
    expect(await sealing.open(await keysOf(OLD), kept, "answers/1")).toBeNull();
    expect(await sealing.open([], kept, "answers/1")).toBeNull();
    const last = kept.at(-5) === "A" ? "B" : "A";
    expect(await sealing.open(keys, `${kept.slice(0, -5)}${last}${kept.slice(-4)}`, "answers/1")).toBeNull();
  });

  test("is sealed by the first key and opened by whichever made it, whose id stands beside it", async () => {
    const [before, during] = [await keysOf(OLD), await keysOf(NEW, OLD)];
    const kept = await sealing.seal(before, "said", "here");
    expect(await sealing.open(during, kept, "here")).toBe("said");
    const [first, second] = during;
    expect((await sealing.seal(during, "said", "here")).startsWith(sealing.prefixOf(first ?? { id: "" }))).toBe(true);
    expect(kept.startsWith(sealing.prefixOf(second ?? { id: "" }))).toBe(true);
    expect(first?.id).not.toBe(second?.id);
  });

  test("said twice is sealed differently, so that nobody sees that it is the same", async () => {
    const keys = await keysOf(NEW);
    const all = await Promise.all(Array.from({ length: 200 }, () => sealing.seal(keys, "the same", "here")));
    expect(new Set(all.map(one => one.split(":")[2]?.split(".")[0])).size).toBe(200);
  });

  test("stays as it is where there is no key, and what was never sealed comes back as it is", async () => {
    expect(await sealing.seal([], "said", "here")).toBe("said");
    expect(await sealing.open(await keysOf(NEW), "said", "here")).toBe("said");
    expect(await sealing.blinded([], "apart:p:a:b")).toBe("apart:p:a:b");
  });

  test("has one mark under one key, and another under another", async () => {
    const mark = async (key: string, text: string) => sealing.blinded(await keysOf(key), text);
    expect(await mark(NEW, "a:b")).toBe(await mark(NEW, "a:b"));
    expect(await mark(NEW, "a:b")).not.toBe(await mark(NEW, "a:c"));
    expect(await mark(NEW, "a:b")).not.toBe(await mark(OLD, "a:b"));
  });
});
