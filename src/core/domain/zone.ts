import type { Problem } from "./problem.ts";
import { type Row, text } from "./values/row.ts";
import { nearestZones, readZone } from "./values/writtenZone.ts";

/**
 * The zone a page says, with what should be known of it in `notes`; null where it says none, and where it can't be read, which is
 * told in `problems`.
 */
export function zoneIn(row: Row, problems: Problem[], notes: Problem[]): string | null {
  const written = text(row, "zone");
  if (written === "") return null;
  const read = readZone(written);
  if (read === null) {
    const nearest = nearestZones(written);
    problems.push({ code: "unknown_zone", zone: written, ...(nearest.length > 0 ? { nearest } : {}) });
    return null;
  }
  if (read.fixed !== null) notes.push({ code: "zone_fixed", zone: written, offset: read.fixed });
  return read.zone;
}
