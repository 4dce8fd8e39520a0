/** How the log tells of an error in Krug's own code. */
const UNFORESEEN = "unforeseen";
const met: string[] = [];
const log = console.error;

console.error = (...said: unknown[]) => {
  const [first, pageId, error] = said;
  if (typeof first !== "string" || !first.startsWith(UNFORESEEN)) return log(...said);
  met.push(`${first} ${pageId} ${error instanceof Error ? error.stack : String(error)}`);
};

/** What Krug's log told of errors in its own code since this was last asked, with their stacks; they are told no more. */
export function unforeseenMet(): string[] {
  return met.splice(0);
}
