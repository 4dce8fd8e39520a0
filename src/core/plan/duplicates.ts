import type { Command, Values } from "../domain/command.ts";
import { eachGuarded } from "../domain/values/guarded.ts";
import { markOf } from "../domain/values/hash.ts";
import { list, type Row, text } from "../domain/values/row.ts";
import { copyCause, wordsWrittenOver } from "../state/copies.ts";
import type { Duplicate } from "../state/duplicates.ts";
import type { Planning } from "./pass/planning.ts";

/**
 * Remembers how each untouched copy was when it was first seen: its first page may change, and the copy waits all the same. One that
 * became a page of its own stays that, whatever Krug or people write on it later.
 */
export function noteCopies({ snapshot, now }: Planning): Command[] {
  const { copies, rows, actedOn } = snapshot;
  const released = [...rows.keys()].filter(id => !copies.has(id) && actedOn.has(copyCause(id)));
  const acts = [...[...copies].map(([id, { said }]) => ({ id, said })), ...released.map(id => ({ id, said: "" }))]
    .map(({ id, said }) => ({ cause: copyCause(id), said, at: now }))
    .filter(act => actedOn.get(act.cause)?.said !== act.said);
  return acts.length === 0 ? [] : [{ kind: "note_acted", key: `copies:${markOf(acts)}`, acts }];
}

/**
 * The same commands; one that writes over what a page says of its own notes what that was: somebody may have copied the page
 * before, and the copy be found only afterwards.
 */
export function notingFormerWords({ snapshot, now }: Planning, commands: readonly Command[]): Command[] {
  return commands.map(command => {
    const row = command.kind === "update_page" ? snapshot.rows.get(command.pageId) : undefined;
    if (command.kind !== "update_page" || row === undefined) return command;
    const words = wordsWrittenOver(row, command.values, snapshot.actedOn);
    return words === null ? command : { ...command, acts: [...(command.acts ?? []), { ...words, at: now }] };
  });
}

/**
 * What becomes of pages that carry another page's key. A copy made by hand loses the key and is a page of its own from
 * then on; one of a question keeps it as long as it waits, by which it is known to begin anew afterwards. A twin that Krug made goes to the trash; one that people have written on stays with what they wrote, invites
 * nobody, and says which page counts.
 */
export function decideDuplicates(planning: Planning): Command[] {
  const { snapshot } = planning;
  const duplicates = [...snapshot.duplicates].map(([id, duplicate]) => ({ id, duplicate }));
  return eachGuarded("duplicate page", duplicates, ({ id, duplicate }) => {
    const row = snapshot.rows.get(id);
    const waits = row?.source === "help" && snapshot.copies.has(id);
    return row === undefined || waits ? [] : commandsFor(planning, row, duplicate);
  });
}

function commandsFor({ snapshot, language, words }: Planning, row: Row, duplicate: Duplicate): Command[] {
  if (duplicate === "twin") return [{ kind: "trash_page", key: `twin:${row.id}`, source: row.source, pageId: row.id }];
  if (duplicate === "copy") return [without(row, { key: "" })];
  const programme = snapshot.programmes.find(programme => programme.id === list(row, "programme")[0]);
  const other = snapshot.rows.get(snapshot.keyOwners.get(text(row, "key")) ?? "");
  const told = words.madeTwice(other?.url ?? "", programme?.language ?? language);
  return [
    { kind: "comment", key: `twice:${row.id}`, pageId: row.id, text: told },
    without(row, { key: "", ...ENDED[row.source] }),
  ];
}

const ENDED: Readonly<Partial<Record<Row["source"], Values>>> = {
  sessions: { status: "cancelled" },
  groups: { status: "ended" },
};

function without(row: Row, values: Values): Command {
  return { kind: "update_page", key: `stray:${row.id}:${markOf(values)}`, source: row.source, pageId: row.id, values };
}
