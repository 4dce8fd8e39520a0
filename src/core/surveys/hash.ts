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
