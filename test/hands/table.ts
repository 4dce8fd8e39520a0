import { absence } from "./kinds/absence.ts";
import { carriedOver } from "./kinds/carriedOver.ts";
import { content } from "./kinds/content.ts";
import { cursors } from "./kinds/cursors.ts";
import { figures } from "./kinds/figures.ts";
import { forms } from "./kinds/forms.ts";
import { identity } from "./kinds/identity.ts";
import { members } from "./kinds/members.ts";
import { numbers } from "./kinds/numbers.ts";
import { oneCell } from "./kinds/oneCell.ts";
import { people } from "./kinds/people.ts";
import { states } from "./kinds/states.ts";
import { undone } from "./kinds/undone.ts";
import { words } from "./kinds/words.ts";
import type { Kind } from "./scenario.ts";

export const KINDS: readonly Kind[] = [
  oneCell,
  words,
  absence,
  identity,
  carriedOver,
  states,
  content,
  people,
  members,
  undone,
  cursors,
  numbers,
  figures,
  forms,
];

/** The page of the documentation that states what becomes of each act (docs/hands.md). */
export function handsPage(): string {
  const sections = KINDS.map(({ title, rule, scenarios }) => {
    const lines = scenarios.map(({ act, outcome }) => `| ${cell(act)} | ${cell(outcome)} |`);
    return [`## ${title}`, "", rule, "", "| what somebody does | what becomes of it |", "| --- | --- |", ...lines].join(
      "\n",
    );
  });
  return `${["# What people do by hand, and what becomes of it", INTRODUCTION, ...sections].join("\n\n")}\n`;
}

const INTRODUCTION = [
  "Each line is an act and its outcome, and each is played against the simulated Notion and Google by `npx vitest run test/hands`.",
  "The page is written from the same scenarios by `npm run hands`; a test fails where the two differ.",
].join("\n");

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
