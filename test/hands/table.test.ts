import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { handsPage, KINDS } from "./table.ts";

it("the page of what people do by hand says what is played, no more and no less: `npm run hands` writes it", () => {
  expect(readFileSync(join(import.meta.dirname, "../../docs/hands.md"), "utf8")).toBe(handsPage());
});

it.each(KINDS.map(kind => kind.name))("every act of %s is played by a test of its own", name => {
  const file = join(import.meta.dirname, `${name}.test.ts`);
  expect(existsSync(file) && readFileSync(file, "utf8")).toContain(`playKind(${name})`);
});

it("each act stands in one line", () => {
  const acts = KINDS.flatMap(kind => kind.scenarios.map(scenario => `${kind.name}: ${scenario.act}`));
  expect(new Set(acts).size).toBe(acts.length);
});

it("an act can be tried as the documents say: what followed is printed, mails and pages", async () => {
  const printed = vi.spyOn(console, "log").mockImplementation(() => {});
  await import("./act.ts");
  const lines = printed.mock.calls.map(call => JSON.stringify(call)).join("\n");
  expect(lines).toContain("update ana@example.org");
  expect(lines).toContain("About queues");
});
