import { list } from "../../core/domain/values/row.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import type { Sql } from "../../store/database/sql.ts";
import { readTogether } from "../../store/database/together.ts";
import { insightTable } from "../../store/figures/insights.ts";
import { pageTable } from "../../store/mirror/pages.ts";
import { pastTable } from "../../store/mirror/past.ts";
import { addressTable } from "../../store/people/addresses.ts";
import { coordinatorTable } from "../../store/people/coordinators.ts";
import { CountedMap, CountedSet, RunMirror } from "./mirror.ts";

/** Sessions that begin next are read so many at most: some of a programme that is a draft are among them. */
const COMING = 60;

/**
 * What of the mirror the first page of the dashboard shows: people and programmes, the sessions that come next, pages on which Krug says
 * something and those the figures point to, with their groups. How much that is does not grow with what people have planned.
 */
export async function shownMirror(sql: Sql, setCoordinators: readonly string[], now: Instant): Promise<RunMirror> {
  const reading = readTogether(sql);
  const [common, saying, coming, insights, addressClaims, coordinators, past] = await Promise.all([
    pageTable.listLiving(reading, ["programmes", "people"]),
    pageTable.listSaying(reading),
    pageTable.listComing(reading, now, COMING),
    insightTable.list(reading),
    addressTable.list(reading),
    coordinatorTable.list(reading),
    pastTable.readNear(reading),
  ]);
  const rows = new Map([...common, ...saying, ...coming].map(row => [row.id, row]));
  const groups = [...rows.values()].flatMap(row => (row.source === "sessions" ? list(row, "group") : []));
  const pointedTo = insights.flatMap(({ about }) => [...about.goalIds, ...about.sessionIds]);
  const more = await pageTable.read(
    reading,
    [...new Set([...groups, ...pointedTo])].filter(id => !rows.has(id)),
  );
  return new RunMirror(
    {
      rows: new CountedMap([...rows, ...more]),
      events: new CountedMap(),
      links: new CountedMap(),
      series: new CountedMap(),
      forms: new CountedMap(),
      responses: new CountedMap(),
      unopened: new Map(),
      waves: new CountedMap(),
      notices: [],
      discarded: new CountedSet(),
      keyOwners: new CountedMap(),
      actedOn: new CountedMap(),
      insights: new CountedMap(insights.map(one => [one.key, one])),
      addressClaims,
      coordinators,
      pageChanges: [],
      past,
      gaps: [],
      near: null,
    },
    setCoordinators,
  );
}
