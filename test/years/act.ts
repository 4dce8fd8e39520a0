import type { LocalDate } from "../../src/core/domain/values/time.ts";
import type { YearWorld } from "./world.ts";

/** What somebody does on a morning of the year, before the run. */
export interface Act {
  day: LocalDate;
  what: string;
  perform(world: YearWorld): Promise<void>;
}

export function act(day: LocalDate, what: string, perform: Act["perform"]): Act {
  return { day, what, perform };
}
