import { bodyFails, invalid } from "./apiError.ts";
import { normalId } from "./ids.ts";

export type Fields = Record<string, unknown>;

/** The value as an object, or 400. */
export function asObject(value: unknown, path: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw bodyFails(path, value === undefined ? "defined" : "an object", value);
  }
  return value as Fields;
}

/** The value as an array of at most `limit` members, or 400. */
export function asArray(value: unknown, path: string, limit = 100): unknown[] {
  if (!Array.isArray(value)) throw bodyFails(path, value === undefined ? "defined" : "an array", value);
  if (value.length > limit) throw bodyFails(`${path}.length`, `≤ \`${limit}\``, value.length);
  return value;
}

/** The value as a string of at most `limit` characters, or 400. */
export function asString(value: unknown, path: string, limit = Number.POSITIVE_INFINITY): string {
  if (typeof value !== "string") throw bodyFails(path, value === undefined ? "defined" : "a string", value);
  if (value.length > limit) throw bodyFails(`${path}.length`, `≤ \`${limit}\``, value.length);
  return value;
}

/** The value as a boolean, or 400. */
export function asBoolean(value: unknown, path: string): boolean {
  if (typeof value !== "boolean") throw bodyFails(path, value === undefined ? "defined" : "a boolean", value);
  return value;
}

/** The value as a finite number, or 400. */
export function asNumber(value: unknown, path: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw bodyFails(path, value === undefined ? "defined" : "a number", value);
  }
  return value;
}

/** The value as a uuid with dashes, or 400. */
export function asId(value: unknown, path: string): string {
  const id = normalId(asString(value, path));
  if (id === null) throw bodyFails(path, "a valid uuid", value);
  return id;
}

/** The value if it is one of those allowed, or 400. */
export function asOneOf<T extends string>(value: unknown, path: string, allowed: readonly T[]): T {
  if (typeof value === "string" && (allowed as readonly string[]).includes(value)) return value as T;
  throw bodyFails(path, allowed.map(each => `\`"${each}"\``).join(" or "), value);
}

/** 400 when the object has a key that Notion does not know here; Notion refuses rather than ignores. */
export function onlyKeys(body: Fields, path: string, allowed: readonly string[]): void {
  for (const key of Object.keys(body)) {
    if (!allowed.includes(key) && body[key] !== undefined) throw bodyFails(`${path}.${key}`, "not present", body[key]);
  }
}

/** True where the digit that says of which kind a uuid is says one there is (RFC 9562); the nil uuid has none. */
function isVariant(id: string): boolean {
  return /^[89ab]$/.test(id.charAt(19)) || /^[0-]+$/.test(id);
}

/** The id in a path as a uuid with dashes, or 400 in the wording of path checks. */
export function pathId(text: string | undefined, name: string): string {
  const id = normalId(text ?? "");
  if (id === null || !isVariant(id)) {
    throw invalid(
      `path failed validation: path.${name} should be a valid uuid, instead was \`${JSON.stringify(text)}\`.`,
    );
  }
  return id;
}
