import { type Format, rulesOf } from "./format.ts";
import type { WrittenKey } from "./written.ts";

/** What a programme of a kind begins with, until somebody wants it otherwise. */
interface Template {
  format: Format;
  matching: "random" | "best_fit";
  /** Skills such programmes are mostly about; they are asked about in the self-assessment too. */
  topics: readonly WrittenKey[];
  /** Aims by figures, each with its target as it is written on its page. */
  aims: readonly (readonly [metric: string, target: string])[];
}

/** The five kinds of programmes that practice tells of. Guides and surveys come with the format. */
export const TEMPLATES = {
  study_circle: {
    format: "circle",
    matching: "random",
    topics: ["skill.testing", "skill.mobile_development", "skill.design"],
    aims: [
      ["growth_percent", "30"],
      ["satisfaction", "4"],
      ["rhythm", "80%"],
      ["seats_rotated", "80%"],
    ],
  },
  peers: {
    format: "pair",
    matching: "best_fit",
    topics: ["skill.planning", "skill.communication", "skill.presentations"],
    aims: [
      ["goals_on_track", "70%"],
      ["supported", "4"],
      ["held_rate", "80%"],
      ["retention", "80%"],
    ],
  },
  reverse: {
    format: "reverse",
    matching: "best_fit",
    topics: ["skill.spreadsheets", "skill.data_analysis", "skill.machine_learning"],
    aims: [
      ["growth_points", "0.5"],
      ["advice_applied", "60%"],
      ["both_sides_rate", "60%"],
      ["rhythm", "80%"],
    ],
  },
  micro: {
    format: "micro",
    matching: "best_fit",
    topics: ["skill.time_management", "skill.presentations", "skill.negotiation"],
    aims: [
      ["resolved_share", "70%"],
      ["hours_to_helper", "48"],
      ["ended_in_time", "80%"],
      ["concrete_question_share", "90%"],
    ],
  },
  mentors: {
    format: "mentor",
    matching: "best_fit",
    topics: ["skill.leadership", "skill.planning", "skill.communication"],
    aims: [
      ["goals_on_track", "70%"],
      ["usefulness", "4"],
      ["held_rate", "80%"],
      ["retention", "80%"],
    ],
  },
} as const satisfies Readonly<Record<string, Template>>;

export type TemplateKey = keyof typeof TEMPLATES;

/** The template of a name; null for none. */
export function templateOf(name: string): Template | null {
  return Object.hasOwn(TEMPLATES, name) ? TEMPLATES[name as TemplateKey] : null;
}

/** How groups are formed in a template's format where nobody said; empty on a help board, which forms none. */
export function matchingOf({ format, matching }: Template): string {
  return rulesOf(format).board === null ? matching : "";
}
