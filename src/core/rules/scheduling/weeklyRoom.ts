// What it answers: how many more sessions a person's weeks hold, by the sessions a week they take.
// Idea: "0.5" is every second week, "1.5" three in two: a number with a fraction is a limit on each week and one on the few weeks
//   on end in which it comes out even.
import { keptIn } from "../../domain/values/maps.ts";
import { daysBetween, type LocalDate } from "../../domain/values/time.ts";

/** Weeks over which fractions are looked at, at most: "0.1" is one session in ten of them. */
const LONGEST = 12;
/** "0.33" is meant as every third week. */
const NEAR = 0.05 + 1e-9;
/** A Monday. */
const FIRST_WEEK = "1970-01-05";

/** No more than `sessions` sessions in `weeks` weeks on end. */
interface Limit {
  weeks: number;
  sessions: number;
}

/** A limit on certain weeks of a person, with what it leaves. */
export interface WeekRoom {
  /** Names the person's weeks it is about: two sessions with one name count against the same room. */
  key: string;
  /** 0 where the weeks are full. */
  room: number;
}

/** What a number of sessions a week means, in whole sessions. */
function limitsOf(sessionsAWeek: number): Limit[] {
  const most = Math.max(0, sessionsAWeek);
  if (Number.isInteger(most)) return [{ weeks: 1, sessions: most }];
  const week = { weeks: 1, sessions: Math.ceil(most) };
  for (let weeks = 2; weeks <= LONGEST; weeks += 1) {
    const sessions = Math.round(most * weeks);
    if (sessions > 0 && Math.abs(most * weeks - sessions) <= NEAR) return [week, { weeks, sessions }];
  }
  return [week, { weeks: LONGEST, sessions: Math.max(1, Math.floor(most * LONGEST)) }];
}

/** The number of a week, by its Monday. */
function weekNumber(monday: LocalDate): number {
  return Math.floor(daysBetween(FIRST_WEEK, monday) / 7);
}

/** A person's weeks, and what is in them. */
export class WeeklyRoom {
  readonly #limits: readonly Limit[];
  readonly #held = new Map<number, number>();
  readonly #own: number | null;
  readonly #rooms = new Map<LocalDate, readonly WeekRoom[]>();

  /**
   * @param weeks The Mondays of the sessions they have, one for each.
   * @param own The Monday of the session that is looked for another time, which is none of these; null for a new one. Until it
   *   gets that time it goes on taking its week from all others, so within that week it takes nothing more.
   */
  constructor(sessionsAWeek: number, weeks: readonly LocalDate[], own: LocalDate | null = null) {
    this.#limits = limitsOf(sessionsAWeek);
    for (const week of weeks.map(weekNumber)) this.#held.set(week, (this.#held.get(week) ?? 0) + 1);
    this.#own = own === null ? null : weekNumber(own);
  }

  /** What one more session in a week counts against; nothing there has a limit of 0 where it fits alone. */
  rooms(monday: LocalDate): readonly WeekRoom[] {
    return keptIn(this.#rooms, monday, () => this.#roomsAt(weekNumber(monday)));
  }

  #roomsAt(week: number): WeekRoom[] {
    return this.#limits.flatMap(({ weeks, sessions }) =>
      Array.from({ length: weeks }, (_, back) => week - back).flatMap((first): WeekRoom[] => {
        const room = Math.max(0, sessions - this.#heldIn(first, weeks));
        const isOwn = this.#own !== null && this.#own >= first && this.#own < first + weeks;
        return isOwn && room > 0 ? [] : [{ key: `${weeks}/${first}`, room }];
      }),
    );
  }

  /** Whether one more session fits into a week. */
  hasRoom(monday: LocalDate): boolean {
    return this.rooms(monday).every(({ room }) => room > 0);
  }

  /** Puts a session into a week. */
  add(monday: LocalDate): void {
    const week = weekNumber(monday);
    this.#held.set(week, (this.#held.get(week) ?? 0) + 1);
    this.#rooms.clear();
  }

  #heldIn(first: number, weeks: number): number {
    let sum = 0;
    for (let week = first; week < first + weeks; week += 1) sum += this.#held.get(week) ?? 0;
    return sum;
  }
}
