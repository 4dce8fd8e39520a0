import {
  comparable,
  comparableStored,
  holds,
  isSameContent,
  withoutLines,
  withPart,
  withPartAbove,
  withPartBelow,
} from "../../domain/values/content.ts";
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
    leaks: "people wrote over Krug's part, and what a guest from outside must not read is left of it",
  },
} as const;

const TEXT_STEPS = {
  change_event: "write the new agenda in place of the old, nobody is mailed for it",
  clear: "take out what is left of the old agenda and write the new one below, nobody is mailed for it",
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
    {
      name: "kept from outside",
      when: { guests: ["other"], text: ["leaks"] },
      life: "Somebody wrote over Krug's part, and somebody from outside was invited: goals leave the text whatever became of it.",
      leadsTo: ["clear", "agree"],
    },
  ],
};

/**
 * What becomes of the event's text: the new whole text, or null to leave it, and whether the agenda counts as agreed.
 *
 * `isKeptFromOutside`: a guest from outside is invited, so that what `wanted` no longer tells has to leave the text.
 */
export function mergeAgenda(
  base: string,
  current: string,
  wanted: string,
  { guestsChangeAlone, isKeptFromOutside = false }: { guestsChangeAlone: boolean; isKeptFromOutside?: boolean },
): { text: string | null; isAgreed: boolean } {
  const next = mergeText(base, current, wanted);
  const rest = isKeptFromOutside && next === null ? withoutLines(current, linesGone(base, wanted)) : null;
  const { leadsTo } = ruleFor(TEXT_TABLE, {
    guests: guestsChangeAlone ? "change_alone" : "other",
    text: rest !== null ? "leaks" : saysNow(current, wanted, base) ? "says_it" : next === null ? "rewritten" : "around",
  });
  const cleared = rest === null ? null : (withPartBelow(restOf(rest, wanted), wanted) ?? wanted);
  const text = leadsTo.includes("clear") ? cleared : leadsTo.includes("change_event") ? next : null;
  return { text, isAgreed: leadsTo.includes("agree") };
}

/** What is left once the lines that are written anew below are out too. */
function restOf(text: string, wanted: string): string {
  return withoutLines(text, wanted.split("\n")) ?? text;
}

/** Lines an agenda no longer has. */
function linesGone(before: string, after: string): string[] {
  const kept = new Set(after.split("\n").map(comparable));
  return before.split("\n").filter(line => !kept.has(comparable(line)));
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
