import { type Instant, MINUTE } from "../../domain/values/time.ts";
import { NO_DAY, type Placeable, type Rules } from "./board.ts";
import type { Candidate } from "./candidates.ts";
import { dayOf, type Member } from "./members.ts";
import type { SlotRequest } from "./slotRequest.ts";

/** A request, who it is for, and when they could meet. */
export interface Asked {
  request: SlotRequest;
  members: readonly Member[];
  candidates: readonly Candidate[];
}

/** Requests as the search for times sees them: people, days and weekly limits by number. */
export function placeables(asked: readonly Asked[], gap: number): { groups: Placeable[]; rules: Rules } {
  const numbers = new Map<string, number>();
  const numberOf = (key: string): number => {
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };
  const limits = new Limits(asked);
  const groups = asked.map(({ request, members, candidates }): Placeable => {
    const length = request.durationMinutes * MINUTE;
    const daysAt = (startsAt: number) => members.map(member => dayOf(member, { startsAt, endsAt: startsAt + length }));
    const isSession = request.firstWorkingDay !== true;
    const days = candidates.map(({ startsAt }) => daysAt(startsAt));
    return {
      members: members.map(member => numberOf(member.personId)),
      length,
      candidates,
      days: days.map(all => all.map(day => (isSession && day !== null ? day.startsAt : NO_DAY))),
      limits: candidates.map(({ startsAt }) => members.flatMap(member => limits.numbersOf(member, startsAt))),
    };
  });
  return { groups, rules: { people: numbers.size, gap, limits: limits.rooms } };
}

/** What people can take in their weeks, where more is asked of them than that. */
class Limits {
  readonly rooms: number[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #asked = new Map<string, number>();

  constructor(asked: readonly Asked[]) {
    for (const { members } of asked)
      for (const { personId, rooms } of members)
        if (rooms !== null) this.#asked.set(personId, (this.#asked.get(personId) ?? 0) + 1);
  }

  numbersOf({ personId, rooms }: Member, startsAt: Instant): number[] {
    const asked = this.#asked.get(personId) ?? 0;
    return (rooms?.(startsAt) ?? [])
      .filter(({ room }) => room < asked)
      .map(({ key, room }) => this.#numberOf(`${personId} ${key}`, room));
  }

  #numberOf(key: string, room: number): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.rooms.length);
    this.rooms.push(room);
    return this.rooms.length - 1;
  }
}
