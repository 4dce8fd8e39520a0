import type { Format } from "../programme.ts";

/** What a letter tells, by its kind. Addresses are null where there is nothing to open. */
export type LetterFacts = {
  kind: "kick_off" | "kick_off_reminder";
  name: string;
  programme: string;
  format: Format;
  everyWeeks: number;
  minutes: number;
  /** Who looks after the programme, by name. */
  coordinators: readonly string[];
  needsUrl: string | null;
  standingUrl: string | null;
};
