import { expect, test } from "vitest";
import { readProject } from "./project.ts";

const { sources } = readProject();
const textOf = (path: string) => sources.find(source => source.path === path)?.text ?? "";

test("docs/many-organisations.md reckons its bill by what a deployment does and by the prices of docs/facts/cloudflare.md", () => {
  const numbersOf = (line: string) =>
    line
      .split("|")
      .slice(2)
      .map(cell => Number(/[\d.]+/.exec(cell.replaceAll(",", ""))?.[0] ?? 0));
  const lineOf = (page: string, start: string) =>
    textOf(page)
      .split("\n")
      .find(line => line.startsWith(start)) ?? "";
  const told = (start: string) => numbersOf(lineOf("docs/many-organisations.md", start));
  const runs = ["| nothing changed", "| first of a day", "| one event moved", "| a new round"].map(told);
  const sum = (column: number) => runs.reduce((all, run) => all + (run[0] ?? 0) * (run[column] ?? 0), 0);
  const [ticks = 0, , acts = 0] = runs.map(([times]) => times);
  const use = {
    read: sum(1),
    written: sum(2),
    cpu: 1000 * sum(3),
    requests: 2 * (ticks + acts),
    queued: 3 * (ticks + acts),
  };
  const price = (start: string) => {
    const [included = 0, more = 0] = numbersOf(lineOf("docs/facts/cloudflare.md", start));
    const millions = lineOf("docs/facts/cloudflare.md", start).includes("billion") ? 1000 * included : included;
    return (used: number) => Math.max(0, used / 1e6 - millions) * more;
  };
  const bill = (deployments: number, crons: number) =>
    5 +
    price("| rows of D1 read")(deployments * use.read) +
    price("| rows of D1 written")(deployments * use.written) +
    price("| CPU, in ms")(deployments * use.cpu) +
    price("| requests, also")(deployments * (use.requests - ticks) + crons * ticks) +
    price("| operations")(deployments * use.queued) +
    Math.max(0, deployments * 0.03 - 5) * 0.75;
  const page = textOf("docs/many-organisations.md");
  expect(page).toContain(`| ${bill(100, 100).toFixed(2)}: the plan 5`);
  expect(told("| 10,000 deployments")).toContain(40);
  expect(40 * bill(250, 250)).toBeCloseTo(570, -1);
  expect(bill(10_000, 1)).toBeCloseTo(1924, -1);
});
