import { historyOf } from "../faults/draw.ts";
import { lived } from "../faults/lived.ts";
import { listen, taken, type Unit } from "./heard.ts";

/** Lives the history of a seed: what left Krug, and last what the history came to. */
export async function historyHeard(seed: string): Promise<Unit> {
  listen();
  const { violations, faults, kills, requests, writes, mails, struck } = await lived(historyOf(Number(seed)));
  const end = { violations, faults, kills, requests, writes, mails, struck };
  return { name: seed, lines: [...taken(), JSON.stringify(end)] };
}
