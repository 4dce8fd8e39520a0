import fc from "fast-check";
import { type HandAct, handAct } from "./handActs.ts";

export type Format = "pair" | "circle" | "triad" | "mentor" | "reverse";

/** Who is in a history's world, and when it begins. */
export interface Cast {
  /** People in the programmes; one more stands by and may join. */
  people: number;
  formats: Format[];
  /** The Monday the programmes start on. */
  starts: string;
  /** The zone of every other person, and of the others. */
  zones: [string, string];
  checkIn: boolean;
  surveys: boolean;
  /** Rows Notion and events Google put on a page at most. */
  notionPage: number;
  googlePage: number;
  /** Requests a minute the connection may make to Notion. */
  pace: number;
  /** Whether the world has had a run without faults before the first step. */
  warm: boolean;
  seed: number;
}

/** What one person does. `who` and `which` choose among the people and sessions there are then, whatever their number. */
export type Act =
  | { do: "goal"; who: number; what: "title" | "nextStep" | "status" }
  | { do: "when"; who: number; which: number; byMinutes: number }
  | { do: "title"; who: number; which: number }
  | { do: "questions"; who: number; which: number }
  | { do: "cancel"; who: number; which: number }
  | { do: "restore"; who: number; which: number }
  | { do: "memberOut"; which: number; who: number }
  | { do: "memberIn"; which: number; who: number }
  | { do: "move"; who: number; which: number; byMinutes: number }
  | { do: "rename"; which: number }
  | { do: "reply"; who: number; which: number; answer: "accepted" | "declined" | "tentative" }
  | { do: "deleteOwn"; who: number; which: number }
  | { do: "deleteForAll"; which: number }
  | { do: "guest"; which: number }
  | { do: "text"; which: number }
  | { do: "trash"; which: number }
  | { do: "untrash"; which: number }
  | { do: "leave"; who: number; inDays: number; days: number }
  | { do: "pause"; who: number }
  | { do: "resume"; who: number }
  | { do: "quit"; who: number }
  | { do: "join" }
  | { do: "answer"; who: number; isStranger: boolean; twice: boolean }
  | HandAct;

/**
 * Where an invocation ends at once: before the k-th request is sent, after it reached the service and before its answer, the
 * same for requests that write, or before its k-th statement.
 */
export interface Kill {
  at: number;
  how: "before" | "after" | "beforeWrite" | "afterWrite" | "statement";
}

export type Step =
  | Act
  /** Both sides of one session are changed before anybody looks. */
  | {
      do: "both";
      who: number;
      which: number;
      field: "time" | "title";
      first: "notion" | "calendar";
      byMinutes: number;
      otherMinutes: number;
    }
  | { do: "run"; kill?: Kill; meanwhile?: { at: number; act: Act }; twinAt?: number }
  /** The message of the last run comes once more, or one that is older. */
  | { do: "again"; minutesLate: number }
  | { do: "wait"; minutes: number }
  /** Strikes after so many requests were let through; of those that write only, where it says so. */
  | { do: "fault"; service: Service; kind: string; skip: number; times: number; onWrites?: boolean }
  | { do: "lag"; seconds: number }
  | { do: "expire" }
  /** The database is emptied: what Krug knows it has to find again in Notion and Google. */
  | { do: "lose" };

export type Service = "notion" | "google";

/** One life of a small programme, with everything that goes wrong in it. */
export interface History {
  cast: Cast;
  steps: Step[];
}

const FAULTS: Record<Service, readonly string[]> = {
  notion: [
    "rate_limited",
    "conflict_error",
    "internal_server_error",
    "internal_server_error after",
    "service_unavailable",
    "gateway_timeout after",
    "service_overload",
    "commit503",
    "reset",
    "reset after",
    "hang",
    "hang after",
  ],
  google: [
    "429",
    "403 rate",
    "403 quota",
    "500",
    "500 after",
    "503",
    "503 after",
    "401",
    "reset",
    "reset after",
    "hang",
    "hang after",
  ],
};

const index = fc.nat({ max: 11 });
const minutes = fc.constantFrom(-1440, -120, -60, -15, 15, 30, 60, 120, 1440, 2 * 1440, 7 * 1440);
const step = <T extends string, R extends object>(name: T, more: { [K in keyof R]: fc.Arbitrary<R[K]> }) =>
  fc.record({ do: fc.constant(name), ...more }) as unknown as fc.Arbitrary<{ do: T } & R>;

const programmeAct: fc.Arbitrary<Act> = fc.oneof(
  step("goal", { who: index, what: fc.constantFrom("title" as const, "nextStep" as const, "status" as const) }),
  step("when", { who: index, which: index, byMinutes: minutes }),
  step("when", { who: index, which: index, byMinutes: minutes }),
  step("title", { who: index, which: index }),
  step("questions", { who: index, which: index }),
  step("cancel", { who: index, which: index }),
  step("restore", { who: index, which: index }),
  step("memberOut", { which: index, who: index }),
  step("memberIn", { which: index, who: index }),
  step("move", { who: index, which: index, byMinutes: minutes }),
  step("move", { who: index, which: index, byMinutes: minutes }),
  step("rename", { which: index }),
  step("reply", {
    who: index,
    which: index,
    answer: fc.constantFrom("accepted" as const, "declined" as const, "tentative" as const),
  }),
  step("deleteOwn", { who: index, which: index }),
  step("deleteForAll", { which: index }),
  step("guest", { which: index }),
  step("text", { which: index }),
  step("trash", { which: index }),
  step("untrash", { which: index }),
  step("pause", { who: index }),
  step("resume", { who: index }),
  step("leave", { who: index, inDays: fc.nat({ max: 10 }), days: fc.nat({ max: 9 }) }),
  step("quit", { who: index }),
  step("join", {}),
  step("answer", { who: index, isStranger: fc.boolean(), twice: fc.boolean() }),
);

const act: fc.Arbitrary<Act> = fc.oneof({ weight: 2, arbitrary: programmeAct }, { weight: 1, arbitrary: handAct });

const moment = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 60 }));
const kill: fc.Arbitrary<Kill> = fc.record({
  at: moment,
  how: fc.constantFrom<Kill["how"][]>("before", "after", "beforeWrite", "afterWrite", "afterWrite", "statement"),
});
const run: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: step("run", {}) },
  { weight: 6, arbitrary: step("run", { kill }) },
  { weight: 2, arbitrary: step("run", { meanwhile: fc.record({ at: moment, act }) }) },
  { weight: 1, arbitrary: step("run", { twinAt: moment }) },
);

const fault = (service: Service): fc.Arbitrary<Step> =>
  step("fault", {
    service: fc.constant(service),
    kind: fc.constantFrom(...FAULTS[service]),
    skip: fc.oneof(fc.nat({ max: 6 }), fc.nat({ max: 30 })),
    times: fc.constantFrom(1, 1, 1, 2, 3, 6),
    onWrites: fc.boolean(),
  }) as fc.Arbitrary<Step>;

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 9, arbitrary: act },
  {
    weight: 2,
    arbitrary: step("both", {
      who: index,
      which: index,
      field: fc.constantFrom("time" as const, "title" as const),
      first: fc.constantFrom("notion" as const, "calendar" as const),
      byMinutes: minutes,
      otherMinutes: minutes,
    }),
  },
  { weight: 8, arbitrary: run },
  { weight: 1, arbitrary: step("again", { minutesLate: fc.constantFrom(0, 0, 1, 30) }) },
  { weight: 3, arbitrary: step("wait", { minutes: fc.constantFrom(1, 5, 16, 60, 300, 1440, 3 * 1440, 7 * 1440) }) },
  { weight: 3, arbitrary: fault("notion") },
  { weight: 3, arbitrary: fault("google") },
  { weight: 1, arbitrary: step("lag", { seconds: fc.constantFrom(0, 20, 60) }) },
  { weight: 1, arbitrary: step("expire", {}) },
  { weight: 1, arbitrary: step("lose", {}) },
);

/** Mondays: an ordinary one, and ones shortly before clocks change, in Europe and America on different days. */
const STARTS = ["2027-01-11", "2027-03-08", "2027-03-22", "2026-10-19", "2026-10-26"] as const;
const ZONES: [string, string][] = [
  ["Europe/Sofia", "Europe/Sofia"],
  ["Europe/Berlin", "America/New_York"],
  ["Europe/Kyiv", "Europe/Lisbon"],
  ["Asia/Kolkata", "Europe/London"],
];

const cast: fc.Arbitrary<Cast> = fc.record({
  people: fc.integer({ min: 2, max: 6 }),
  formats: fc.constantFrom<Cast["formats"][]>(
    ["pair"],
    ["circle"],
    ["pair", "circle"],
    ["triad"],
    ["mentor"],
    ["reverse"],
    ["mentor", "circle"],
  ) as fc.Arbitrary<Cast["formats"]>,
  starts: fc.constantFrom(...STARTS),
  zones: fc.constantFrom(...ZONES),
  checkIn: fc.boolean(),
  surveys: fc.boolean(),
  notionPage: fc.constantFrom(100, 100, 3, 2),
  googlePage: fc.constantFrom(2500, 2500, 2),
  pace: fc.constantFrom(1_000_000, 1_000_000, 180, 60),
  warm: fc.boolean(),
  seed: fc.nat({ max: 1_000_000 }),
});

export const histories: fc.Arbitrary<History> = fc.record({
  cast,
  steps: fc.array(anyStep, { minLength: 1, maxLength: 25, size: "max" }),
});
