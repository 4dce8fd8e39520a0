import type { Command, Values } from "../domain/command.ts";
import { pageOf } from "../domain/commands.ts";
import { parseLetterId } from "../domain/letter.ts";
import type { Problem } from "../domain/problem.ts";
import { isAlike, markOf } from "../domain/values/hash.ts";
import { isLanguage, type Language } from "../domain/values/language.ts";
import { list, type PlainValue, type Row, text } from "../domain/values/row.ts";
import type { Snapshot } from "./snapshot.ts";

/** The update that makes a row say what it should, with only the values that differ; nothing when it says so already. */
export function updateOf(row: Row | undefined, values: Values): Command[] {
  if (row === undefined) return [];
  // A cell that could not be read can't be compared, and mostly not be written either; one whose word is gone is just empty.
  const isRead = (key: string) => row.unread?.[key] === undefined || row.unread[key] === "erased";
  const differing = Object.fromEntries(
    Object.entries(values).filter(([key, value]) => isRead(key) && !saysAlready(row.values[key], value)),
  );
  if (Object.keys(differing).length === 0) return [];
  const key = `columns:${row.id}:${markOf(differing)}`;
  return [{ kind: "update_page", key, source: row.source, pageId: row.id, values: differing }];
}

function saysAlready(current: PlainValue | undefined, wanted: PlainValue): boolean {
  const blank = (value: PlainValue | undefined) => value === undefined || value === null || value === "";
  if (blank(current) && blank(wanted)) return true;
  if (Array.isArray(current) && Array.isArray(wanted)) return isAlike([...current].sort(), [...wanted].sort());
  if (typeof current === "number" && typeof wanted === "number") return Math.abs(current - wanted) < 1e-9;
  return isAlike(current ?? null, wanted);
}

/** Whether a page tells of a problem by now, in *Krug says*. */
export function isToldOn(
  snapshot: Snapshot,
  pageId: string,
  fallback: Language,
  words: { krugSays(problems: readonly Problem[], language: Language, zone: string): string },
): (problem: Problem) => boolean {
  return problem => {
    const row = snapshot.rows.get(pageId);
    if (row === undefined) return false;
    const { language, zone } = readerOf(snapshot, row, fallback);
    return text(row, "krugSays").includes(words.krugSays([problem], language, zone));
  };
}

/** Whose language and zone a page is told in: its programme's, or that of one its people are in. */
export function readerOf(snapshot: Snapshot, row: Row, fallback: Language): { language: Language; zone: string } {
  const find = (id: string | undefined) => snapshot.programmes.find(programme => programme.id === id);
  const group = snapshot.groups.get(list(row, "group")[0] ?? "");
  const [ownerId = ""] = ["owner", "members", "askedBy", "from"].flatMap(key => list(row, key).slice(0, 1));
  const owner = snapshot.rows.get(ownerId);
  const programme =
    find(row.id) ??
    find(list(row, "programme")[0]) ??
    find(list(row, "programmes")[0]) ??
    find(group?.programmeId ?? undefined) ??
    (owner === undefined ? undefined : find(list(owner, "programmes")[0]));
  const own = row.source === "programmes" || row.source === "guides" ? row.values.language : undefined;
  return {
    language: programme?.language ?? (typeof own === "string" && isLanguage(own) ? own : fallback),
    zone: programme?.zone ?? "UTC",
  };
}

/**
 * The page on which people are told of a command that failed: the one it is about; where it has none yet, that of its group or
 * programme. Null for none.
 */
export function toldOn(command: Command): string | null {
  if (command.kind === "send_letter") return parseLetterId(command.eventId)?.programmeId ?? null;
  if (command.kind !== "create_page") return pageOf(command);
  const [group] = [command.values.group ?? []].flat();
  const [programme] = [command.values.programme ?? []].flat();
  const page = group ?? programme;
  return typeof page === "string" ? page : null;
}
