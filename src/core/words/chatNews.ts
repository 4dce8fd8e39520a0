import type { Instant } from "../domain/values/time.ts";

/** Something new in a programme that may be told where its people talk. Names are of those who agreed alone. */
export type ChatNews =
  | { kind: "round" }
  /** Its title is empty where it names somebody; no names unless who asks agreed. */
  | { kind: "question"; title: string; names: readonly string[]; skills: readonly string[]; url: string }
  | { kind: "class"; title: string; startsAt: Instant; url: string }
  | { kind: "offers"; skills: readonly string[]; url: string }
  | { kind: "goal"; title: string; names: readonly string[] }
  | { kind: "thanks"; from: readonly string[]; to: readonly string[]; what: string };
