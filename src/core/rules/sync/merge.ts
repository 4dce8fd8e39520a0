import { comparableStored, holds, isSameContent, withPart, withPartAbove } from "../../domain/values/content.ts";

/** What two sides that started from one base have become. */
export type Merged<T> =
  | { change: "none" }
  /** Both did the same: only the base has to follow. */
  | { change: "both_alike"; value: T }
  | { change: "notion"; value: T }
  | { change: "calendar"; value: T }
  /** Apart: the owner's value stays and the other is not lost but told. */
  | { change: "clash"; value: T; lost: T; kept: "notion" | "calendar" };

/** A field's values: what both sides last agreed on, and what it is on each. */
interface Sides<T> {
  base: T;
  notion: T;
  calendar: T;
}

/** One field merged three ways; the owner wins when both changed apart. */
export function merge<T>(
  { base, notion, calendar }: Sides<T>,
  owner: "notion" | "calendar",
  isSame: (a: T, b: T) => boolean = (a, b) => a === b,
): Merged<T> {
  const notionChanged = !isSame(base, notion);
  const calendarChanged = !isSame(base, calendar);
  if (!notionChanged && !calendarChanged) return { change: "none" };
  if (!calendarChanged) return { change: "notion", value: notion };
  if (!notionChanged) return { change: "calendar", value: calendar };
  if (isSame(notion, calendar)) return { change: "both_alike", value: notion };
  return owner === "notion"
    ? { change: "clash", value: notion, lost: calendar, kept: "notion" }
    : { change: "clash", value: calendar, lost: notion, kept: "calendar" };
}

/**
 * The event's text when Krug's part of it becomes `next`: what people wrote around that part stays, and the text stays plain or HTML
 * as it is. Null when people rewrote Krug's own part, which is then theirs.
 */
export function mergeText(base: string, current: string, next: string): string | null {
  if (current === base) return next;
  if (base === "") return withPartAbove(current, next);
  return withPart(current, base, next);
}

/**
 * True when a text holds `wanted` as Krug's part, plain or as Calendar's editor stores it. A shorter part that is only a piece of the
 * former one, which still stands there, is not meant: what a guest from outside must not read would stay.
 */
export function saysNow(current: string, wanted: string, base: string): boolean {
  if (!holds(current, wanted)) return false;
  if (isSameContent(base, wanted)) return true;
  return !(comparableStored(base).includes(comparableStored(wanted)) && holds(current, base));
}
