/** What two sides that started from one base have become. */
type Merged<T> =
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
