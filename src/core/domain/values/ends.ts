/** A text without any of some signs at its ends. Linear in the text, which a pattern for its end is not. */
export function withoutEnds(text: string, signs: string): string {
  let [from, to] = [0, text.length];
  while (from < to && signs.includes(text.charAt(from))) from += 1;
  return text.slice(from, endWithout(text, signs, from, to));
}

/** A text without any of some signs at its end. */
export function withoutEnd(text: string, signs: string): string {
  return text.slice(0, endWithout(text, signs, 0, text.length));
}

function endWithout(text: string, signs: string, from: number, to: number): number {
  let end = to;
  while (end > from && signs.includes(text.charAt(end - 1))) end -= 1;
  return end;
}

/** The first characters of a text, at most the given number, never splitting a surrogate pair. */
export function cutAt(text: string, most: number): string {
  if (text.length <= most) return text;
  const isHalf = /[\ud800-\udbff]/.test(text.charAt(most - 1));
  return text.slice(0, isHalf ? most - 1 : most);
}

/** A text with single spaces, its lines kept: what patterns may be matched against, once it is cut. */
export function collapsed(text: string): string {
  return text.replace(/[^\S\n]+/g, " ").trim();
}
