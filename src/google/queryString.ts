type Scalar = string | number | boolean | bigint;

/**
 * What stands in the deployed Worker for `qs`, of which `googleapis-common` needs this alone: the parameters of a call as they
 * stand in its address, with a list as the key once for each. `{ maxResults: 9, types: ["a", "b"] }` gives `maxResults=9&types=a&types=b`.
 * What is undefined is left out, null is nothing behind the `=`.
 *
 * @throws TypeError for an object that is no list, which no call of Krug's has.
 */
export function stringify(params: Readonly<Record<string, unknown>>): string {
  return Object.entries(params)
    .flatMap(([key, value]) => (Array.isArray(value) ? value : [value]).map(item => [key, item] as const))
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${encoded(key)}=${encoded(textOf(key, value))}`)
    .join("&");
}

function textOf(key: string, value: unknown): string {
  if (value === null) return "";
  if (typeof value === "object" || typeof value === "function" || typeof value === "symbol")
    throw new TypeError(`The parameter ${key} of a call to Google is no text, number or list of these`);
  return String(value as Scalar);
}

/** By RFC 3986, as `qs` does. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
