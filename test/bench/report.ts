/** One figure of a bench, what it should be, and whether it is. */
export interface Check {
  name: string;
  value: number;
  target: string;
  ok: boolean;
}

export interface Bench {
  checks: Check[];
  /** Everything else that was measured, by name. */
  figures: Record<string, unknown>;
}

export function equal(name: string, value: number, wanted: number): Check {
  return { name, value, target: `= ${wanted}`, ok: value === wanted };
}

export function atLeast(name: string, value: number, wanted: number): Check {
  return { name, value, target: `>= ${wanted}`, ok: value >= wanted };
}

export function atMost(name: string, value: number, wanted: number): Check {
  return { name, value, target: `<= ${wanted}`, ok: value <= wanted };
}

export function within(name: string, value: number, low: number, high: number): Check {
  return { name, value, target: `${low} to ${high}`, ok: value >= low && value <= high };
}
