/** What a JSON value of a request may look like. */
export type Shape =
  | { kind: "string"; among?: readonly string[] }
  | { kind: "boolean" }
  | { kind: "integer" }
  | { kind: "number" }
  | { kind: "anything" }
  | { kind: "map"; of: Shape }
  | { kind: "list"; of: Shape }
  | { kind: "object"; fields: Record<string, Shape> };

export const text: Shape = { kind: "string" };
export const flag: Shape = { kind: "boolean" };
export const integer: Shape = { kind: "integer" };
export const anything: Shape = { kind: "anything" };

/** One of these words. */
export function oneOf(...among: string[]): Shape {
  return { kind: "string", among };
}

/** An array of such values. */
export function listOf(of: Shape): Shape {
  return { kind: "list", of };
}

/** An object with any keys and such values. */
export function mapOf(of: Shape): Shape {
  return { kind: "map", of };
}

/** An object with these fields and no others. */
export function object(fields: Record<string, Shape>): Shape {
  return { kind: "object", fields };
}

export type Misfit = { kind: "unknown"; name: string; at: string } | { kind: "value"; at: string; value: unknown };

/** The first place where a value does not have a shape, or null. JSON null fits everywhere: it means "not set". */
export function misfit(value: unknown, shape: Shape, at = ""): Misfit | null {
  if (value === null || value === undefined) return null;
  switch (shape.kind) {
    case "anything":
      return null;
    case "string":
      if (typeof value !== "string") return { kind: "value", at, value };
      return shape.among !== undefined && !shape.among.includes(value) ? { kind: "value", at, value } : null;
    case "boolean":
      return typeof value === "boolean" ? null : { kind: "value", at, value };
    case "integer":
      return Number.isInteger(value) ? null : { kind: "value", at, value };
    case "number":
      return typeof value === "number" ? null : { kind: "value", at, value };
    case "list":
      if (!Array.isArray(value)) return { kind: "value", at, value };
      return firstMisfit(value.map((item, index) => [`${at}[${index}]`, item, shape.of]));
    case "map":
      if (!isRecord(value)) return { kind: "value", at, value };
      return firstMisfit(Object.entries(value).map(([key, item]) => [join(at, key), item, shape.of]));
    case "object": {
      if (!isRecord(value)) return { kind: "value", at, value };
      for (const key of Object.keys(value)) {
        if (!Object.hasOwn(shape.fields, key)) return { kind: "unknown", name: key, at };
      }
      return firstMisfit(Object.entries(value).map(([key, item]) => [join(at, key), item, shape.fields[key]!]));
    }
  }
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function firstMisfit(entries: [string, unknown, Shape][]): Misfit | null {
  for (const [at, item, shape] of entries) {
    const found = misfit(item, shape, at);
    if (found !== null) return found;
  }
  return null;
}

function join(at: string, key: string): string {
  return at === "" ? key : `${at}.${key}`;
}
