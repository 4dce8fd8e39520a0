import type { Series } from "../core/domain/series.ts";
import type { Instant } from "../core/domain/values/time.ts";
import { heirsToAdopt, mayHaveBeenCut, seriesFrom, unknownSeries } from "../core/state/heirs.ts";
import { linksToFollow } from "../core/state/reshaped.ts";
import { readMaster } from "../google/series.ts";
import { savingLinks } from "../store/links.ts";
import { savingSeries } from "../store/series.ts";
import type { Sql } from "../store/sql.ts";
import type { Mirror } from "./mirror.ts";
import type { Services } from "./services.ts";

/** Series that are not known and carry Krug's marks, heirs people made of those that are, and those people moved as a whole. Returns how many there were. */
export async function rebuildSeries(services: Services, sql: Sql, mirror: Mirror, now: Instant): Promise<number> {
  let found = 0;
  for (const id of unknownSeries(mirror.snapshot())) {
    const master = await readMaster(services.calendar, id);
    const series = master === null ? null : seriesFrom(mirror.snapshot(), id, master);
    if (series === null) continue;
    const read = [series, ...(await readAnew(services, mirror, series))];
    await sql.batch(read.map(one => savingSeries(sql, one)));
    for (const one of read) mirror.series.set(one.id, one);
    found += 1;
  }
  const snapshot = mirror.snapshot();
  for (const { series, links } of [...linksToFollow(snapshot, now), ...heirsToAdopt(snapshot)]) {
    await sql.batch([savingSeries(sql, series), savingLinks(sql, links)]);
    mirror.series.set(series.id, series);
    for (const link of links) mirror.links.set(link.sessionId, link);
    found += 1;
  }
  return found;
}

/** The series that one people split off may come from, as Calendar has them now; none for one that is Krug's own. */
async function readAnew(services: Services, mirror: Mirror, series: Series): Promise<Series[]> {
  if (Object.keys(series.sessions).length > 0) return [];
  const found: Series[] = [];
  for (const one of mayHaveBeenCut(mirror.snapshot(), series)) {
    const known = mirror.series.get(one.id);
    const master = known === undefined || known.master.isCancelled ? null : await readMaster(services.calendar, one.id);
    if (known !== undefined && master !== null) found.push({ ...known, master });
  }
  return found;
}
