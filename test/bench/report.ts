/** What a value stands beside: a floor, an optimum, a bound, a peer, Y; a target where nothing better is known. */
export interface Beside {
  what: string;
  value: number;
  /** True where the check's value says already how many times that it is. */
  isUnit?: boolean;
}

/** One figure of a bench, what it should be, and whether it is. */
export interface Check {
  name: string;
  value: number;
  target: string;
  ok: boolean;
  beside?: Beside;
}

export interface Bench {
  checks: Check[];
  /** Everything else that was measured, by name. */
  figures: Record<string, unknown>;
}

export function equal(name: string, value: number, wanted: number, what = "target"): Check {
  return { name, value, target: `= ${wanted}`, ok: value === wanted, beside: { what, value: wanted } };
}

export function atLeast(name: string, value: number, wanted: number, beside = targetOf(wanted)): Check {
  return { name, value, target: `>= ${wanted}`, ok: value >= wanted, beside };
}

export function atMost(name: string, value: number, wanted: number, beside = targetOf(wanted)): Check {
  return { name, value, target: `<= ${wanted}`, ok: value <= wanted, beside };
}

export function within(name: string, value: number, low: number, high: number, beside?: Beside): Check {
  const check = { name, value, target: `${low} to ${high}`, ok: value >= low && value <= high };
  return beside === undefined ? check : { ...check, beside };
}

/** How many times what it stands beside a value is; null where that is nothing, or not known. */
export function ratioOf({ value, beside }: Check): number | null {
  if (beside === undefined) return null;
  if (beside.isUnit === true) return value;
  if (beside.value === 0) return value === 0 ? 1 : null;
  return rounded(value / beside.value, 4);
}

function targetOf(value: number): Beside {
  return { what: "target", value };
}

export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
