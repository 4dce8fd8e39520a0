/** How many of a listing's things may be missing before the listing is taken for wrong: whichever is more. */
const MOST = { count: 5, share: 0.2 };

/**
 * What is kept and was not listed, to be looked at one by one, and whether the listing is to be believed with so much missing.
 * Absence alone proves nothing: a listing may be short, filtered, empty or another's.
 */
export function missingFrom(
  kept: readonly string[],
  listed: ReadonlySet<string>,
): { missing: string[]; isBelievable: boolean } {
  const missing = kept.filter(id => !listed.has(id));
  return { missing, isBelievable: missing.length <= Math.max(MOST.count, MOST.share * kept.length) };
}
