/**
 * Pages that left their table: what goes on without them, and who is told.
 *
 * Idea: the rules see a held page as it was when it was last there, so that its key, its event and its people stand; whatever
 * they would write to it, or begin from it, is left undone until it is back.
 */
import { isActedOn } from "../domain/actedOn.ts";
import type { Command, CommandOf, Values } from "../domain/command.ts";
import { pageOf } from "../domain/commands.ts";
import type { Problem } from "../domain/problem.ts";
import { list, type Row, type SourceKey, text, titleOf } from "../domain/values/row.ts";
import type { Instant } from "../domain/values/time.ts";
import { withoutWaiting } from "../state/gaps.ts";
import type { Snapshot } from "../state/snapshot.ts";
import { readerOf } from "../state/writing.ts";
import type { Planning } from "./pass/planning.ts";

/**
 * The commands without those that write to a held page or its event, begin something new from one or from a page with a word
 * that Krug doesn't know, write over such a word, or depend on a table that can't be read as it should.
 */
export function withoutHeld(snapshot: Snapshot, commands: readonly Command[]): Command[] {
  const { held, unclear, gaps, rows } = snapshot;
  const left =
    held.size + unclear.size === 0
      ? commands
      : commands.filter(command => !touches(snapshot, command)).flatMap(command => keepingWords(snapshot, command));
  return withoutWaiting(left, gaps, rows);
}

/** The command without what it would write over a word of people's own; what page and event agreed on beside is kept all the same. */
function keepingWords({ problems }: Snapshot, command: Command): Command[] {
  // What Krug writes about people themselves is what they asked for: their own word counts.
  if (command.kind !== "update_page" || command.source === "people") return [command];
  const { pageId, values, link, key } = command;
  const isTheirs = (column: string) =>
    problems.get(pageId)?.some(problem => problem.code === "unknown_option" && problem.column === column) === true;
  const left = Object.entries(values).filter(([column]) => !isTheirs(column));
  if (left.length === Object.keys(values).length) return [command];
  if (left.length > 0) return [{ ...command, values: Object.fromEntries(left) }];
  return link === undefined ? [] : [{ kind: "save_link", key, link }];
}

function touches({ held, unclear, people }: Snapshot, command: Command): boolean {
  if (command.kind === "create_page")
    return isNewFrom(held, command.source, command.values) || isNewFrom(unclear, command.source, command.values);
  if (command.kind === "send_letter") return [...held].some(id => people.get(id)?.email === command.draft.email);
  // What is cut off and waits for its heir takes place no more until that is made.
  if (command.kind === "create_series" && command.settles !== null) return false;
  if (command.kind === "change_series" && isOnlyMarked(command)) return false;
  const page = pageOf(command) ?? "";
  return held.has(page) || (command.kind === "create_event" && unclear.has(page));
}

/** True where a series only gets its own marks: nobody sees them, and its meetings are known by them. */
function isOnlyMarked({ change, exceptions }: CommandOf<"change_series">): boolean {
  return Object.keys(change).every(key => key === "marks") && exceptions.length === 0;
}

/** What a page is made for: its group, its programme, the people of a group. Others named on it may be held. */
function isNewFrom(held: ReadonlySet<string>, source: SourceKey, values: Values): boolean {
  const related = ["programme", "group", ...(source === "groups" ? ["members"] : [])];
  return related.some(key => [values[key] ?? []].flat().some(id => held.has(String(id))));
}

/** Why a page is held, as it is told; null for one of which nothing is left to be done, and for one that is in its place. */
export function absenceOf(snapshot: Snapshot, row: Row, now: Instant): Problem | null {
  if (row.absence === undefined || !isAtStake(snapshot, row, now)) return null;
  const code = row.absence === "moved" ? "page_moved" : "page_unreadable";
  return { code, page: titleOf(row), table: row.source };
}

/**
 * Words on moved pages that people may still rely on, each once: those of meetings, and programmes, which have no
 * page above.
 */
export function tellMoved({ snapshot, now, language: fallback, words }: Planning): Command[] {
  return [...snapshot.held].flatMap((id): Command[] => {
    const row = snapshot.rows.get(id);
    const problem = row === undefined ? null : absenceOf(snapshot, row, now);
    const act = { cause: `moved:${id}`, said: "told", at: now };
    if (row === undefined || problem?.code !== "page_moved" || isActedOn(snapshot.actedOn, act)) return [];
    if (!TOLD_ON_THEM.includes(row.source)) return [];
    const { language, zone } = readerOf(snapshot, row, fallback);
    return [
      { kind: "comment", key: act.cause, pageId: id, text: words.krugSays([problem], language, zone), acts: [act] },
    ];
  });
}

const TOLD_ON_THEM: readonly SourceKey[] = ["sessions", "gatherings", "programmes"];

function isAtStake(snapshot: Snapshot, row: Row, now: Instant): boolean {
  const status = text(row, "status");
  switch (row.source) {
    case "sessions":
    case "gatherings": {
      const meeting = snapshot.sessions.get(row.id) ?? snapshot.gatherings.get(row.id);
      return meeting?.status === "planned" && (meeting.endsAt ?? meeting.startsAt ?? now) >= now;
    }
    case "groups":
    case "programmes":
      return status !== "ended";
    case "people":
      return status !== "left";
    case "roadmap":
      return status !== "done" && status !== "dropped";
    case "help":
      return row.values.resolved !== true;
    case "surveys":
    case "resources":
    case "thanks":
      return true;
    case "steps":
      return row.values.done !== true;
    case "metrics":
    case "digests":
    case "answers":
    case "guides":
    case "experts":
    case "aims":
      return false;
  }
}

/** The programmes on whose pages it is told what a page can't tell itself, by id. */
export function programmesOf(snapshot: Snapshot, row: Row): string[] {
  const group = snapshot.groups.get(list(row, "group")[0] ?? "");
  const owners = list(row, "owner").flatMap(id => snapshot.people.get(id)?.programmeIds ?? []);
  const own = [...list(row, "programme"), ...list(row, "programmes"), ...owners, group?.programmeId ?? ""];
  return row.source === "gatherings" && list(row, "programmes").length === 0
    ? snapshot.programmes.map(programme => programme.id)
    : own;
}
