import type { Context } from "hono";
import type * as z from "zod/mini";
import "./english.ts";

/** A request's body that makes sense, or what is wrong with it in a sentence. */
type Read<T> = { data: T } | { wrong: string };

/** The JSON of a request's body as the schema wants it. */
export async function jsonBody<T>(context: Context, schema: z.ZodMiniType<T>): Promise<Read<T>> {
  let value: unknown;
  try {
    value = JSON.parse(await context.req.text());
  } catch {
    return { wrong: "the body is not JSON" };
  }
  return parsedBy(schema, value);
}

/** The fields of a form sent by our own page, as the schema wants them. */
export async function formBody<T>(context: Context, schema: z.ZodMiniType<T>): Promise<Read<T>> {
  const type = context.req.header("content-type") ?? "";
  if (!/^application\/x-www-form-urlencoded\b/i.test(type))
    return { wrong: "the body is not application/x-www-form-urlencoded" };
  return parsedBy(schema, Object.fromEntries(new URLSearchParams(await context.req.text())));
}

function parsedBy<T>(schema: z.ZodMiniType<T>, value: unknown): Read<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { data: parsed.data };
  const [issue] = parsed.error.issues;
  const where = issue?.path.length ? `${issue.path.join(".")}: ` : "";
  return { wrong: `the body makes no sense: ${where}${issue?.message ?? "it has another shape"}` };
}
