import { mergeText, saysNow } from "./merge.ts";
import { ruleFor, type Table } from "./rule.ts";

const TEXT = {
  guests: {
    change_alone: "guests come or go, and title and time stay",
    other: "guests stay, or the time or title changes",
  },
  text: {
    says_it: "the event holds the agenda as it is now",
    around: "the event holds the agenda as Krug wrote it, alone or with words of people",
    rewritten: "people wrote over Krug's part",
  },
} as const;

const TEXT_STEPS = {
  change_event: "write the new agenda in place of the old, nobody is mailed for it",
  agree: "keep it as agreed",
} as const;

/** The event's text, once guests are decided. */
export const TEXT_TABLE: Table<typeof TEXT, keyof typeof TEXT_STEPS> = {
  name: "Its text",
  dimensions: TEXT,
  steps: TEXT_STEPS,
  rules: [
    {
      name: "waits for guests",
      when: { guests: ["change_alone"] },
      life: "Somebody comes or goes: one call for both would mail those who stay for nothing but text.",
      leadsTo: [],
    },
    {
      name: "says it already",
      when: { guests: ["other"], text: ["says_it"] },
      life: "Goals and questions are as they were, or a run ended after writing and before keeping it.",
      leadsTo: ["agree"],
    },
    {
      name: "follows Notion",
      when: { guests: ["other"], text: ["around"] },
      life: "Somebody changed a goal, a next step or a question; what people wrote around the agenda stays.",
      leadsTo: ["change_event", "agree"],
    },
    {
      name: "rewritten by people",
      when: { guests: ["other"], text: ["rewritten"] },
      life: "Somebody wrote over Krug's part: the text is theirs.",
      leadsTo: [],
    },
  ],
};

/** What becomes of the event's text: the new whole text, or null to leave it, and whether the agenda counts as agreed. */
export function mergeAgenda(
  base: string,
  current: string,
  wanted: string,
  guestsChangeAlone: boolean,
): { text: string | null; isAgreed: boolean } {
  const next = mergeText(base, current, wanted);
  const { leadsTo } = ruleFor(TEXT_TABLE, {
    guests: guestsChangeAlone ? "change_alone" : "other",
    text: saysNow(current, wanted, base) ? "says_it" : next === null ? "rewritten" : "around",
  });
  return { text: leadsTo.includes("change_event") ? next : null, isAgreed: leadsTo.includes("agree") };
}
