import type { Check } from "../bench/report.ts";

const TOLD = 3;

/** What was claimed of a year, how often it was looked at, and where it did not hold. */
export class Ledger {
  readonly #claims = new Map<string, { looked: number; broken: string[] }>();
  readonly counts: Record<string, number> = {};

  claim(name: string, holds: boolean, what: string): void {
    const found = this.#claims.get(name) ?? { looked: 0, broken: [] };
    found.looked += 1;
    if (!holds && !found.broken.includes(what)) found.broken.push(what);
    this.#claims.set(name, found);
  }

  count(name: string): void {
    this.counts[name] = (this.counts[name] ?? 0) + 1;
  }

  /** One check a claim: how often it was broken, of how many looks; the first places are named. */
  checks(): Check[] {
    return [...this.#claims].map(([name, { looked, broken }]) => ({
      name: broken.length === 0 ? name : `${name} (${broken.slice(0, TOLD).join("; ")})`,
      value: broken.length,
      target: `0 in ${looked} looks`,
      ok: broken.length === 0 && looked > 0,
    }));
  }
}
