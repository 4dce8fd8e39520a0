import type { Wishes } from "./outside.ts";

/** Asks the world outside workerd to do or tell something. @throws Error with what it said when it could not. */
export async function wish<K extends keyof Wishes>(name: K, what: Wishes[K][0]): Promise<Wishes[K][1]> {
  const response = await fetch(`http://world.sim/${name}`, { method: "POST", body: JSON.stringify(what) });
  if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
  return response.json();
}
