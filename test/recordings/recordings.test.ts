import { describe, expect, test } from "vitest";
import { historyHeard } from "./faults.ts";
import { differences, otherwise, readKept } from "./files.ts";
import { kept, listen, taken } from "./heard.ts";
import { KINDS } from "./kinds.ts";
import { sentencesHeard } from "./sentences.ts";
import { difference } from "./show.ts";

/** Histories played with every test run; `npm run recordings` plays them all. */
const HISTORIES = 10;

describe("what leaves Krug is what it was when it was recorded", () => {
  test("every sentence, in four languages", async () => {
    expect(differences(readKept("sentences"), (await sentencesHeard()).map(kept))).toEqual([]);
  });

  test.each(KINDS.faults.jobs.slice(0, HISTORIES))("the history of seed %s, faults and all", async seed => {
    const recorded = readKept("faults").get(seed);
    expect(kept(await historyHeard(seed))).toEqual(recorded);
  });
});

describe("a unit that says otherwise than what was recorded", () => {
  const [recorded = ""] = readKept("episodes").keys();

  test("is named, with the commands that show how and that record it anew", () => {
    const told = otherwise("episodes", { name: recorded, lines: ["something else"] });
    expect(told).toContain(`“${recorded}” is not what was recorded (lines: 1 now, `);
    expect(told).toContain(`npm run recordings -- --only episodes --show ${recorded}”`);
    expect(told).toContain(`npm run recordings -- --only episodes --units ${recorded} --write”`);
  });

  test("is also one that was never recorded", () => {
    expect(otherwise("episodes", { name: "unheard of", lines: [] })).toContain("lines: 0 now, none recorded");
  });

  test("every episode is recorded", () => {
    expect([...readKept("episodes").keys()].sort()).toEqual([...KINDS.episodes.jobs].sort());
  });
});

describe("a difference", () => {
  const unit = (name: string, ...lines: string[]) => kept({ name, lines });
  const byName = (...units: ReturnType<typeof kept>[]) => new Map(units.map(one => [one.name, one]));

  test("in one word is told, and where it is", () => {
    expect(differences(byName(unit("a", "one", "two")), [unit("a", "one", "too")])).toEqual(["changed: a (2 → 2)"]);
    expect(difference(["one", "two"], ["one", "too"])).toContain("-two\n+too");
    expect(difference(["one"], ["one"])).toBe("");
  });

  test("of the name alone is none; what is new or gone is one", () => {
    expect(differences(byName(unit("a", "one")), [unit("b", "one")])).toEqual([]);
    expect(differences(byName(unit("a", "one")), [unit("b", "two")])).toEqual(["new: b (1)", "gone: a (1)"]);
  });

  test("in the order of fields, or of what is sent at one instant, is none", async () => {
    const { listeners } = await import("../simulators/requestLog.ts");
    const request = { service: "notion", method: "PATCH", path: "/v1/pages/1", query: "", actor: "bot", status: 0 };
    const heard = (...sent: [at: number, body: string][]) => {
      listen();
      for (const [at, body] of sent) listeners.request?.({ ...request, at }, body);
      return taken();
    };
    expect(heard([1, '{"a":1,"b":2}'], [1, "{}"])).toEqual(heard([1, "{}"], [1, '{"b":2,"a":1}']));
    expect(heard([1, "{}"], [2, '{"a":1}'])).not.toEqual(heard([1, '{"a":1}'], [2, "{}"]));
    listeners.request?.({ ...request, at: 3, actor: "ana@example.org" }, "{}");
    expect(taken()).toEqual([]);
  });
});
