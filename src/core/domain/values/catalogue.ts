/** Messages by key, in one language. */
export type Catalogue = Readonly<Record<string, string>>;

/**
 * The messages of a file that was imported: Node reads it as JSON, a bundle keeps it as the text it is (`wrangler.toml`), where a
 * letter takes two bytes and not the six of an escape.
 */
export function messagesIn<Messages extends Catalogue>(imported: Messages): Messages {
  return typeof imported === "string" ? (JSON.parse(imported) as Messages) : imported;
}
