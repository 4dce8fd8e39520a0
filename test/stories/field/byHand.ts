import { DAY, HOUR, MINUTE, toIso } from "../../../src/core/domain/values/time.ts";
import { type PairWorld, THURSDAY } from "../../world/pairWorld.ts";
import { readTable } from "../../world/tables.ts";

export const LATER = THURSDAY + 2 * HOUR;
export const NEXT_DAY = THURSDAY + DAY;

/** Everything there is, counted: pages by table, events, mails. */
export async function amounts(world: PairWorld) {
  const { playground } = world;
  const tables = ["programmes", "people", "roadmap", "groups", "sessions"] as const;
  const pages = await Promise.all(tables.map(async table => (await readTable(playground, table)).length));
  return { pages, events: (await world.live()).length, mails: playground.google.outbox.length };
}

/** Sessions people plan by hand for the first group, one every half-hour from the second week on. */
export async function planByHand(world: PairWorld, count: number): Promise<void> {
  const [group] = await readTable(world.playground, "groups");
  for (let number = 0; number < count; number += 1) {
    const startsAt = THURSDAY + 7 * DAY + number * 30 * MINUTE;
    await world.playground.add("sessions", {
      title: `Talk ${number + 1}`,
      when: { start: toIso(startsAt), end: toIso(startsAt + 15 * MINUTE) },
      status: "planned",
      kind: "session",
      group: [group?.id ?? ""],
    });
  }
}
