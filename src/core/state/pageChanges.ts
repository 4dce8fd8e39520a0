// What it decides: which changes of a page are remembered. Another address, consent or status is, by whoever edits the page: its
//   person is to hear of it. And what a meeting's page said before: somebody may have copied it so.
//   Who was put into a group, or taken off it: that stands. And the first day a programme had.
// Idea: such an edit is allowed, and only reported. What Krug wrote itself is known before it is read, so it is no
//   change.
// Source: threat model, "somebody else's page". Cost: one look at each page that was edited.

import { addressesOn } from "../domain/person.ts";
import { addressKey } from "../domain/values/address.ts";
import { date, days, flag, list, number, type Row, text } from "../domain/values/row.ts";
import type { Instant } from "../domain/values/time.ts";
import { GOAL_NEWS } from "../rules/steps/brief.ts";
import { wordsEdited } from "./copies.ts";
import { seen } from "./understood.ts";

/** A change of a page of *People* or of a goal by an edit in Notion, of what a meeting's page says, a group's members or a programme's first day. */
export interface PageChange {
  pageId: string;
  what: "email" | "consent" | "status" | "words" | "members" | "start" | (typeof GOAL_NEWS)[number];
  /**
   * The address before; the day of consent before, or the status. Empty for none. Of words their marks; of a group who was
   * put in (`+id`) and who was taken off (`-id`); of a programme its first day; of a goal its status, progress or day, and nothing
   * of its next step.
   */
  was: string;
  /** When the page was edited. */
  at: Instant;
}

/** What an edit changed of a page; nothing for a new page, or where only other columns are other. */
export function changesOf(before: Row | undefined, after: Row): PageChange[] {
  if (before === undefined || before.source !== after.source) return [];
  const words = wordsEdited(seen(before), seen(after));
  if (words !== null) return [{ pageId: after.id, what: "words", was: words, at: after.editedAt }];
  if (after.source === "groups") return membersEdited(seen(before), seen(after));
  if (after.source === "programmes") return startEdited(seen(before), seen(after));
  if (after.source === "roadmap") return goalEdited(seen(before), seen(after));
  if (after.source !== "people") return [];
  const [was, is] = [saidOn(seen(before)), saidOn(seen(after))];
  const changed = (["email", "consent", "status"] as const).filter(what => was[what] !== is[what]);
  // Before erasing a person, Krug sets their page to left, between runs: the next one reads it like an edit.
  const isErasing = after.editedBy === "krug" && is.status === "left";
  return changed
    .filter(what => what !== "status" || !isErasing)
    .filter(what => what !== "email" || (was.email !== "" && addressKey(was.email) !== addressKey(is.email)))
    .map(what => ({ pageId: after.id, what, was: was[what], at: after.editedAt }));
}

function membersEdited(before: Row, after: Row): PageChange[] {
  const [had, has] = [list(before, "members"), list(after, "members")];
  const was = [
    ...has.filter(id => !had.includes(id)).map(id => `+${id}`),
    ...had.filter(id => !has.includes(id)).map(id => `-${id}`),
  ];
  return was.length === 0 ? [] : [{ pageId: after.id, what: "members", was: was.join(" "), at: after.editedAt }];
}

function startEdited(before: Row, after: Row): PageChange[] {
  const [was, is] = [before, after].map(row => days(row, "start")?.first ?? "");
  const isEdited = was !== undefined && was !== "" && was !== is;
  return isEdited ? [{ pageId: after.id, what: "start", was, at: after.editedAt }] : [];
}

/** What a goal said before, by column; nothing of one that is or was confidential. */
function goalEdited(before: Row, after: Row): PageChange[] {
  if (flag(before, "confidential") || flag(after, "confidential")) return [];
  const [was, is] = [before, after].map(row => ({
    goal_status: text(row, "status"),
    goal_progress: String(number(row, "progress") ?? ""),
    goal_due: days(row, "due")?.last ?? days(row, "due")?.first ?? "",
    goal_step: text(row, "nextStep"),
  }));
  return GOAL_NEWS.filter(what => was?.[what] !== is?.[what]).map(what => ({
    pageId: after.id,
    what,
    was: what === "goal_step" ? "" : (was?.[what] ?? ""),
    at: after.editedAt,
  }));
}

function saidOn(row: Row): Record<"email" | "consent" | "status", string> {
  const { email, isUsable } = addressesOn(row);
  return {
    email: isUsable ? email : "",
    consent: date(row, "consent")?.start.slice(0, 10) ?? "",
    status: text(row, "status") || "active",
  };
}
