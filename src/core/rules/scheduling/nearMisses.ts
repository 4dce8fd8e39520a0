import { holding, union } from "../../domain/values/intervals.ts";
import { MINUTE } from "../../domain/values/time.ts";
import { discomfort, startsIn } from "./candidates.ts";
import type { Member } from "./members.ts";
import type { NearMiss, SlotRequest } from "./slotRequest.ts";

const NEAR_MISSES = 3;

/** Up to three times, apart from one another, that suit all but the fewest; the most comfortable first among equals. */
export function nearMisses(request: SlotRequest, members: readonly Member[], stepMinutes: number): NearMiss[] {
  const length = request.durationMinutes * MINUTE;
  const window = { startsAt: Math.max(request.window.startsAt, request.earliest), endsAt: request.window.endsAt };
  if (!(length > 0)) return [];
  const free = members.map(member => ({ member, time: member.free ?? [] }));
  const starts = union(free.flatMap(one => one.time)).flatMap(stretch =>
    startsIn(
      { startsAt: Math.max(stretch.startsAt, window.startsAt), endsAt: Math.min(stretch.endsAt, window.endsAt) },
      length,
      stepMinutes * MINUTE,
    ),
  );
  const misses = starts.map(startsAt => {
    const slot = { startsAt, endsAt: startsAt + length };
    const can = free.filter(one => holding(one.time, slot) !== null).map(one => one.member);
    const without = members.filter(member => !can.includes(member)).map(member => member.personId);
    return { startsAt, without, discomfort: can.length === 0 ? 0 : discomfort(can, slot) };
  });
  const nearest: NearMiss[] = [];
  const order = misses
    .filter(miss => miss.without.length < members.length)
    .sort((a, b) => a.without.length - b.without.length || a.discomfort - b.discomfort || a.startsAt - b.startsAt);
  for (const { startsAt, without } of order) {
    if (nearest.length === NEAR_MISSES) break;
    if (nearest.every(other => Math.abs(other.startsAt - startsAt) >= length)) nearest.push({ startsAt, without });
  }
  return nearest;
}
