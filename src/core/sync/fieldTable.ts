import type { Table } from "./rule.ts";

/** How a field of page and event stands against the base. */
export const FIELD_CHANGE = {
  field: { title: "title", time: "time" },
  change: {
    none: "changed by nobody",
    notion: "changed in Notion",
    calendar: "changed in Calendar",
    both_alike: "changed on both sides alike",
    clash: "changed on both sides apart",
  },
  kept: {
    notion: "Notion's value counts where they differ",
    calendar: "Calendar's value counts where they differ",
  },
} as const;

export const FIELD_STEPS = {
  change_event: "write it to the event, everybody on it is mailed",
  change_page: "write it to the page",
  agree: "keep it as agreed",
  tell: "a comment on the page keeps what gave way",
} as const;

export type FieldStep = keyof typeof FIELD_STEPS;

/** Title and time, each merged by itself: which side is written. */
export const FIELD_TABLE: Table<typeof FIELD_CHANGE, FieldStep> = {
  name: "Its title and time",
  dimensions: FIELD_CHANGE,
  steps: FIELD_STEPS,
  rules: [
    { name: "unchanged", when: { change: ["none"] }, life: "Nobody renamed or moved it.", leadsTo: [] },
    {
      name: "changed in Notion",
      when: { change: ["notion"] },
      life: "Somebody renamed the page or gave it another time, or Krug found one.",
      leadsTo: ["change_event", "agree"],
    },
    {
      name: "changed in Calendar",
      when: { change: ["calendar"] },
      life: "Somebody renamed or dragged the event; Calendar has told its guests already.",
      leadsTo: ["change_page", "agree"],
    },
    {
      name: "changed alike",
      when: { change: ["both_alike"] },
      life: "Somebody made the same change on both sides, or a run ended after writing and before keeping it.",
      leadsTo: ["agree"],
    },
    {
      name: "changed apart, Notion's counts",
      when: { change: ["clash"], kept: ["notion"] },
      life: "Two people changed it differently. The page's name counts.",
      leadsTo: ["change_event", "agree", "tell"],
    },
    {
      name: "changed apart, Calendar's counts",
      when: { change: ["clash"], kept: ["calendar"] },
      life: "Two people changed it differently. Guests hold Calendar's mail, so its time counts.",
      leadsTo: ["change_page", "agree", "tell"],
    },
  ],
};
