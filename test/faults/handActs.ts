import fc from "fast-check";

/** Tables whose pages people write words of their own on, move and copy. */
export type Held = "people" | "sessions" | "groups" | "programmes";

/** What people do by hand beside what the programme is made for: each is known from other programs' reports. */
export type HandAct =
  /** A word of their own in the column *Status*, and later the word that stood there. */
  | { do: "word"; of: Held; which: number }
  | { do: "wordBack"; which: number }
  /** A column is deleted or gets another type, and is later made anew, empty. One at a time. */
  | { do: "column"; column: Column }
  | { do: "columnBack" }
  /** A page is moved to a table of the coordinator's own, and back. */
  | { do: "moveAway"; of: Held; which: number }
  | { do: "moveBack"; which: number }
  /** A page is duplicated, and the copy left as it is, or given a title and time of its own. */
  | { do: "copy"; of: "people" | "sessions" | "groups"; which: number; isEdited: boolean }
  | { do: "decorate"; which: number; what: "room" | "optional" | "colour" | "shared" }
  /** The description is stored anew by Calendar's editor. */
  | { do: "html"; which: number; how: number }
  /** One meeting of a series and all that follow it are dragged. */
  | { do: "following"; which: number; byMinutes: number }
  /** An event gets a time that no page can say, or becomes a recurring one, and later a right time again. */
  | { do: "odd"; which: number; what: Odd }
  | { do: "rightTime"; which: number }
  | { do: "otherCalendar"; which: number }
  /** Somebody's page gets another main address; or an event has them under one of their other addresses. */
  | { do: "address"; who: number }
  | { do: "alias"; who: number; which: number }
  /** A question on the help board, and who takes it. */
  | { do: "ask"; who: number }
  | { do: "take"; who: number; which: number }
  /** A class. */
  | { do: "gathering"; who: number; inDays: number };

const ODD = ["allDay", "zero", "long", "past", "weekly"] as const;
export type Odd = (typeof ODD)[number];

const COLUMNS = ["groups.members", "sessions.when", "people.email", "people.hours"] as const;
export type Column = (typeof COLUMNS)[number];

const index = fc.nat({ max: 11 });
const minutes = fc.constantFrom(-120, -60, 30, 60, 120, 1440, -1440);
const step = <T extends string, R extends object>(name: T, more: { [K in keyof R]: fc.Arbitrary<R[K]> }) =>
  fc.record({ do: fc.constant(name), ...more }) as unknown as fc.Arbitrary<{ do: T } & R>;

export const handAct: fc.Arbitrary<HandAct> = fc.oneof(
  step("word", { of: fc.constantFrom<Held[]>("people", "sessions", "groups", "programmes"), which: index }),
  step("wordBack", { which: index }),
  step("column", { column: fc.constantFrom<Column[]>(...COLUMNS) }),
  step("columnBack", {}),
  step("moveAway", { of: fc.constantFrom<Held[]>("sessions", "sessions", "groups", "people"), which: index }),
  step("moveBack", { which: index }),
  step("copy", {
    of: fc.constantFrom("sessions" as const, "groups" as const, "people" as const),
    which: index,
    isEdited: fc.boolean(),
  }),
  step("decorate", {
    which: index,
    what: fc.constantFrom("room" as const, "optional" as const, "colour" as const, "shared" as const),
  }),
  step("html", { which: index, how: fc.nat({ max: 15 }) }),
  step("following", { which: index, byMinutes: minutes }),
  step("odd", { which: index, what: fc.constantFrom<Odd[]>(...ODD) }),
  step("rightTime", { which: index }),
  step("otherCalendar", { which: index }),
  step("address", { who: index }),
  step("alias", { who: index, which: index }),
  step("ask", { who: index }),
  step("take", { who: index, which: index }),
  step("gathering", { who: index, inDays: fc.integer({ min: 2, max: 12 }) }),
) as fc.Arbitrary<HandAct>;
