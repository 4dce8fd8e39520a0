/** A short mark of a value, the same for equal values whatever the order of their keys. Not for secrets: FNV-1a, 53 bits. */
export function markOf(value: unknown): string {
  const text = canonical(value);
  let high = 0x811c9dc5;
  let low = 0x1b873593;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code, 0x5bd1e995) ^ (high >>> 13);
  }
  return (high >>> 0).toString(36) + (low >>> 0).toString(36);
}

function canonical(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "";
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  let parts = "";
  const known = value as Record<string, unknown>;
  for (const key of Object.keys(known).sort())
    if (known[key] !== undefined) parts += `${parts === "" ? "" : ","}${key}:${canonical(known[key])}`;
  return `{${parts}}`;
}

/** Whether two values have one mark, without working it out: a difference is mostly seen at once. */
export function isAlike(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other)) return JSON.stringify(one) === JSON.stringify(other);
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = keysOf(one);
  return keys.length === keysOf(other).length && keys.every(key => key in other && isAlike(one[key], other[key]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object";
}

function keysOf(value: Record<string, unknown>): string[] {
  return Object.keys(value).filter(key => value[key] !== undefined);
}

/**
 * The 32-bit FNV-1a hash of a text's UTF-8 bytes, 0 to 4294967295.
 *
 * Short and the same everywhere; it keeps no secrets. Source: draft-eastlake-fnv-17, sections 2 and 5. Example: "a" gives
 * 0xe40c292c.
 */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
