/** The parts of an answer that a caller wants: names, each with parts of its own, or everything below it. */
type Selection = Map<string, Selection | null>;

/** Leaves of a JSON answer what a `fields` parameter names, like `items(id,start/dateTime),nextPageToken`. Null if it cannot be read. */
export function selectFields(value: unknown, fields: string): unknown {
  const reader = { text: fields, at: 0 };
  const selection = readList(reader);
  return selection === null || reader.at < fields.length ? null : select(value, selection);
}

function select(value: unknown, selection: Selection): unknown {
  if (Array.isArray(value)) return value.map(item => select(item, selection));
  if (typeof value !== "object" || value === null || selection.has("*")) return value;
  const kept: Record<string, unknown> = {};
  for (const [key, inner] of selection) {
    const part = (value as Record<string, unknown>)[key];
    if (part !== undefined) kept[key] = inner === null ? part : select(part, inner);
  }
  return kept;
}

function readList(reader: { text: string; at: number }): Selection | null {
  const selection: Selection = new Map();
  while (true) {
    const name = /[\w*]+/y;
    name.lastIndex = reader.at;
    const found = name.exec(reader.text);
    if (found === null) return null;
    reader.at = name.lastIndex;
    const inner = readInner(reader);
    if (inner === undefined) return null;
    selection.set(found[0], inner);
    if (reader.text[reader.at] !== ",") return selection;
    reader.at += 1;
  }
}

/** What stands below a name; null for all of it, undefined if it cannot be read. */
function readInner(reader: { text: string; at: number }): Selection | null | undefined {
  const mark = reader.text[reader.at];
  if (mark === "/") {
    reader.at += 1;
    const name = /[\w*]+/y;
    name.lastIndex = reader.at;
    const found = name.exec(reader.text);
    if (found === null) return undefined;
    reader.at = name.lastIndex;
    const inner = readInner(reader);
    return inner === undefined ? undefined : new Map([[found[0], inner]]);
  }
  if (mark !== "(") return null;
  reader.at += 1;
  const list = readList(reader);
  if (list === null || reader.text[reader.at] !== ")") return undefined;
  reader.at += 1;
  return list;
}
