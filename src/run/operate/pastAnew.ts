import { formKey } from "../../core/domain/form.ts";
import { type Row, text } from "../../core/domain/values/row.ts";
import { NOTHING_HELD } from "../../core/state/mirror.ts";
import { settledAgain } from "../../core/state/settled/groups.ts";
import { snapshotOf } from "../../core/state/snapshot.ts";
import type { Sql } from "../../store/database/sql.ts";
import { answerTable } from "../../store/mirror/answers.ts";
import { eventTable } from "../../store/mirror/events.ts";
import { formTable } from "../../store/mirror/forms.ts";
import { linkTable } from "../../store/mirror/links.ts";
import { pageKeyTable } from "../../store/mirror/pageKeys.ts";
import { pageTable } from "../../store/mirror/pages.ts";
import { pastTable } from "../../store/mirror/past.ts";
import { pastAnewTable } from "../../store/mirror/pastAnew.ts";
import { seriesTable } from "../../store/mirror/series.ts";
import { addressTable } from "../../store/people/addresses.ts";
import { openForms } from "../world/mirror.ts";
import type { Connection, World } from "../world/world.ts";
import { betweenRuns } from "./betweenRuns.ts";

/** How far the compact rows of what is settled have been worked out anew. */
export interface PastLooked {
  /** The last group that was looked at: from there it goes on; null once all were. */
  after: string | null;
  /** Groups looked at, rows that were other than they should be, and groups that can't be understood any more: these stay as they are. */
  groups: number;
  differed: number;
  left: number;
}

/** So many groups are held at once, and so many portions are looked at in one go: D1 takes a thousand statements from it. */
const GROUPS_AT_ONCE = 200;
const PORTIONS = 20;

/** Letters and classes, which are settled each by itself. */
const ALONE = "settled_in IS NOT NULL AND settled_in NOT IN (SELECT group_id FROM past_groups)";

/**
 * Works out anew what is kept of settled groups from all that is part of them, portion by portion after a group, and puts right what
 * was lost or is other: nothing wakes by it. Stopped anywhere, it can begin again.
 *
 * @throws Failure `busy` while a run is under way.
 */
export function lookAtPast(connection: Connection, world: World, after: string): Promise<PastLooked> {
  return betweenRuns(connection, world, async ({ sql }) => {
    const looked: PastLooked = { after, groups: 0, differed: 0, left: 0 };
    const everybody: Row[] = [];
    const pages = pageTable.portions(sql, { where: "source IN ('people', 'programmes')", values: [] });
    for await (const portion of pages) everybody.push(...portion);
    for (let portions = 0; portions < PORTIONS && looked.after !== null; portions += 1) {
      const ids = await pastAnewTable.listGroups(sql, looked.after, GROUPS_AT_ONCE);
      const { groups, differed, left } = await putRight(sql, ids, everybody);
      looked.groups += groups;
      looked.differed += differed;
      looked.left += left;
      looked.after = ids.length < GROUPS_AT_ONCE ? null : (ids.at(-1) ?? null);
    }
    if (looked.after !== null) return looked;
    for await (const letters of eventTable.portions(sql, { where: ALONE, values: [] })) {
      const guests = letters.flatMap(letter => letter.guests);
      const addresses = guests.map(({ email }) => ({ email, personId: null, isGuest: true }));
      looked.differed += await pastAnewTable.addingAddresses(sql, addresses);
    }
    looked.differed += await pastAnewTable.summingUp(sql);
    return looked;
  });
}

async function putRight(
  sql: Sql,
  ids: readonly string[],
  everybody: readonly Row[],
): Promise<Omit<PastLooked, "after">> {
  const parts = await pastAnewTable.listParts(sql, ids);
  const own = [...(await pageTable.read(sql, parts.pages)).values()];
  const rows = [...everybody, ...own];
  const forms = await formTable.list(sql);
  const snapshot = snapshotOf({
    ...NOTHING_HELD,
    rows,
    events: [...(await eventTable.read(sql, parts.events)).values()],
    links: await linkTable.read(sql, parts.links),
    series: await seriesTable.read(sql, parts.series),
    responses: await answerTable.read(sql, parts.answers),
    forms: [...openForms(new Map(forms.map(form => [formKey(form), form]))).values()],
    keyOwners: await pageKeyTable.read(
      sql,
      own.map(row => text(row, "key")),
    ),
    addressClaims: await addressTable.list(sql),
    past: await pastTable.read(sql),
  });
  const isGroup = new Set(own.filter(({ source }) => source === "groups").map(row => row.id));
  const anew = settledAgain(snapshot, [...isGroup]);
  const none = ids.filter(id => !isGroup.has(id));
  const differed = await pastAnewTable.puttingRight(sql, anew, none);
  return { groups: isGroup.size, differed, left: isGroup.size - anew.length };
}
