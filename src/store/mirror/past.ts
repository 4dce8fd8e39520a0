import { addressKey } from "../../core/domain/values/address.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import type { Past, PastAddress, PastGroup } from "../../core/state/past.ts";
import type { SettledGroup } from "../../core/state/settled/groups.ts";
import type { SettledLetter } from "../../core/state/settled/letters.ts";
import type { SettledPage } from "../../core/state/settled/pages.ts";
import { inChunks, rowsFor } from "../database/portions.ts";
import type { Sql, Statement } from "../database/sql.ts";

interface GroupRow {
  group_id: string;
  round: number;
  members: string;
  facilitator: number | null;
  has_met: number;
  reports: number;
}

interface AddressRow {
  email: string;
  person_id: string;
  is_guest: number;
}

function pastAddress({ email, person_id, is_guest }: AddressRow): PastAddress {
  return { email, personId: person_id === "" ? null : person_id, isGuest: is_guest === 1 };
}

/** What is kept of settled groups: the tables `past_groups`, `past_ids`, `past_codes` and `past_addresses`. */
export const pastTable = {
  /** What each run knows of the past: which programmes have one, and the addresses people went by. Who was together is not in it. */
  async read(sql: Sql): Promise<Past> {
    const near = await pastTable.readNear(sql);
    const { results } = await sql
      .prepare("SELECT email, person_id, is_guest FROM past_addresses ORDER BY address, person_id, is_guest")
      .all<AddressRow>();
    return { ...near, addresses: results.map(pastAddress) };
  },

  /** What is known of the past of these addresses, in `addressKey` form. */
  async readAddresses(sql: Sql, addresses: readonly string[]): Promise<PastAddress[]> {
    const results = await rowsFor<AddressRow>(
      sql,
      `SELECT email, person_id, is_guest FROM json_each(?) AS wanted
         CROSS JOIN past_addresses ON past_addresses.address = wanted.value`,
      addresses,
    );
    return results.map(pastAddress);
  },

  /** The same without the addresses. */
  async readNear(sql: Sql): Promise<Past> {
    const { results } = await sql
      .prepare(
        `SELECT programme_id AS id, reports,
           (SELECT round FROM past_groups JOIN past_ids ON past_ids.number = programme
            WHERE page_id = past_programmes.programme_id ORDER BY round LIMIT 1) AS firstRound
         FROM past_programmes`,
      )
      .all<{ id: string; reports: number; firstRound: number | null }>();
    const programmes = results.flatMap(({ id, reports, firstRound }) =>
      firstRound === null ? [] : [[id, { reports, firstRound }] as const],
    );
    return { programmes: new Map(programmes), groups: new Map(), addresses: [] };
  },

  /** The living groups that ended of a programme's rounds before one, as they are kept once they are settled: by their rounds and ids. */
  async listEnded(sql: Sql, programmeId: string, before: number): Promise<PastGroup[]> {
    const { results } = await sql
      .prepare(
        `SELECT id, content ->> '$.round' - 1 AS round, content ->> '$.members' AS members,
           content ->> '$.facilitator[0]' AS facilitator, EXISTS (
             SELECT 1 FROM relations JOIN pages AS session ON session.id = relations.from_id
             WHERE to_id = pages.id AND relations.source = 'sessions' AND session.content ->> '$.status' <> 'cancelled'
           ) AS has_met
         FROM pages WHERE source = 'groups' AND settled_in IS NULL AND content ->> '$.status' = 'ended'
           AND content ->> '$.programme[0]' = ? AND content ->> '$.round' <= ? ORDER BY 2, 1`,
      )
      .bind(programmeId, before)
      .all<{ id: string; round: number; members: string; facilitator: string | null; has_met: number }>();
    return results.map(({ members, facilitator, has_met, ...group }) => ({
      ...group,
      programmeId,
      memberIds: JSON.parse(members),
      facilitatorId: facilitator,
      hasMet: has_met === 1,
      reports: 0,
    }));
  },

  /** Reads the settled groups of a programme into what is known of the past, in the order of their rounds and ids. */
  async readGroups(sql: Sql, past: Past, programmeId: string): Promise<void> {
    const ids = await sql.prepare("SELECT number, page_id FROM past_ids").all<{ number: number; page_id: string }>();
    const pageOf = new Map(ids.results.map(({ number, page_id }) => [number, page_id]));
    const { results } = await sql
      .prepare(
        `SELECT group_id, round, members, facilitator, has_met, reports FROM past_groups
         WHERE programme = (SELECT number FROM past_ids WHERE page_id = ?) ORDER BY round, group_id`,
      )
      .bind(programmeId)
      .all<GroupRow>();
    const groups = results.map(
      (row): PastGroup => ({
        id: row.group_id,
        programmeId,
        round: row.round,
        memberIds: row.members.split(" ").flatMap(number => pageOf.get(Number(number)) ?? []),
        facilitatorId: pageOf.get(row.facilitator ?? 0) ?? null,
        hasMet: row.has_met === 1,
        reports: row.reports,
      }),
    );
    past.groups.set(programmeId, groups);
  },

  /**
   * The statements by which groups are settled: to be run in one batch. What is known of the past is kept with them; settled again, they
   * stay as they are.
   */
  settling(sql: Sql, groups: readonly SettledGroup[]): Statement[] {
    const lists = (of: (group: SettledGroup) => readonly string[]) =>
      groups.flatMap(settled => of(settled).map(id => [id, settled.group.id] as const));
    const marked = Object.entries(PARTS).flatMap(([table, { key, of }]) => marking(sql, table, key, lists(of)));
    return [...marked, ...pastSaving(sql, groups)];
  },

  /** The statements by which letters are settled, each by itself. */
  settlingLetters(sql: Sql, letters: readonly SettledLetter[]): Statement[] {
    const own = letters.map(({ eventId }) => [eventId, eventId] as const);
    const acts = letters.flatMap(({ eventId, causes }) => causes.map(cause => [cause, eventId] as const));
    const addresses = letters.flatMap(letter => letter.addresses);
    return [
      ...marking(sql, "events", "id", own),
      ...marking(sql, "acted_on", "cause", acts),
      ...addressesSaving(sql, addresses),
    ];
  },

  /** The statements by which pages are settled, each by itself with its event. */
  settlingPages(sql: Sql, pages: readonly SettledPage[]): Statement[] {
    const lists = (of: (page: SettledPage) => readonly string[]) =>
      pages.flatMap(page => of(page).map(part => [part, page.id] as const));
    return [
      ...marking(
        sql,
        "pages",
        "id",
        lists(({ id }) => [id]),
      ),
      ...marking(
        sql,
        "page_keys",
        "page_id",
        lists(({ id }) => [id]),
      ),
      ...marking(
        sql,
        "events",
        "id",
        lists(({ eventIds }) => eventIds),
      ),
      ...marking(
        sql,
        "links",
        "session_id",
        lists(({ id, isLinked }) => (isLinked ? [id] : [])),
      ),
      ...marking(
        sql,
        "acted_on",
        "cause",
        lists(({ causes }) => causes),
      ),
      ...addressesSaving(
        sql,
        pages.flatMap(({ addresses }) => addresses),
      ),
    ];
  },

  /** The statement that wakes what is settled under these ids. */
  waking(sql: Sql, ids: readonly string[]): Statement {
    return sql
      .prepare("INSERT OR IGNORE INTO woken (group_id) SELECT value FROM json_each(?)")
      .bind(JSON.stringify(ids));
  },

  /** The statement that wakes settled groups with answers to a programme's forms of before an instant: they go once they live. */
  wakingByOldAnswers(sql: Sql, programmeId: string, before: Instant): Statement {
    return sql
      .prepare(
        `INSERT OR IGNORE INTO woken (group_id)
         SELECT DISTINCT settled_in FROM answers
         WHERE programme_id = ? AND kind = 'feedback' AND settled_in IS NOT NULL AND submitted_at < ?`,
      )
      .bind(programmeId, before);
  },

  /** The statement that wakes the settled groups whose sessions have these codes. */
  wakingByCodes(sql: Sql, codes: readonly string[]): Statement {
    return sql
      .prepare(
        `INSERT OR IGNORE INTO woken (group_id)
         SELECT group_id FROM json_each(?) AS asked JOIN past_codes ON code = asked.value JOIN past_groups ON number = group_number`,
      )
      .bind(JSON.stringify(codes));
  },
};

/** The tables that settle with a group, and which of their rows do. */
const PARTS: Readonly<Record<string, { key: string; of: (settled: SettledGroup) => readonly string[] }>> = {
  pages: { key: "id", of: ({ pageIds }) => pageIds },
  page_keys: { key: "page_id", of: ({ pageIds }) => pageIds },
  events: { key: "id", of: ({ eventIds }) => eventIds },
  links: { key: "session_id", of: ({ linkedIds }) => linkedIds },
  series: { key: "id", of: ({ seriesIds }) => seriesIds },
  answers: { key: "response_id", of: ({ responseIds }) => responseIds },
  acted_on: { key: "cause", of: ({ causes }) => causes },
};

/** Marks rows of a table, by their keys, as settled in what each of them is part of. The names are the code's own, never from outside. */
function marking(sql: Sql, table: string, key: string, parts: readonly (readonly [string, string])[]): Statement[] {
  return inChunks(parts.map(part => JSON.stringify(part))).map(chunk =>
    sql
      .prepare(
        `UPDATE ${table} SET settled_in = part.value ->> 1 FROM json_each(?) AS part
         WHERE ${table}.${key} = part.value ->> 0 AND ${table}.settled_in IS NULL`,
      )
      .bind(chunk),
  );
}

/** Statements that keep of groups what rules know of them, where anything of it is not kept or is other. */
export function pastSaving(sql: Sql, groups: readonly SettledGroup[]): Statement[] {
  const named = groups.flatMap(({ group }) =>
    [group.programmeId, ...group.memberIds, group.facilitatorId ?? []].flat(),
  );
  const ids = inChunks([...new Set(named)].map(id => JSON.stringify(id))).map(chunk =>
    sql.prepare("INSERT OR IGNORE INTO past_ids (page_id) SELECT value FROM json_each(?)").bind(chunk),
  );
  const rows = groups.map(({ group }) => {
    const { id, programmeId, round, memberIds, facilitatorId, hasMet, reports } = group;
    return JSON.stringify([id, programmeId, round, memberIds, facilitatorId, hasMet ? 1 : 0, reports]);
  });
  const kept = inChunks(rows).map(chunk =>
    sql
      .prepare(
        `INSERT INTO past_groups (group_id, programme, round, members, facilitator, has_met, reports)
         SELECT one.value ->> 0, (SELECT number FROM past_ids WHERE page_id = one.value ->> 1), one.value ->> 2,
           ' ' || coalesce((SELECT group_concat(number || ' ', '' ORDER BY member.key)
             FROM json_each(one.value -> 3) AS member JOIN past_ids ON page_id = member.value), ''),
           (SELECT number FROM past_ids WHERE page_id = one.value ->> 4), one.value ->> 5, one.value ->> 6
         FROM json_each(?) AS one WHERE true
         ON CONFLICT (group_id) DO UPDATE SET ${OF_GROUPS.map(column => `${column} = excluded.${column}`).join(", ")}
         WHERE ${OF_GROUPS.map(column => `${column} IS NOT excluded.${column}`).join(" OR ")}`,
      )
      .bind(chunk),
  );
  const codes = groups.flatMap(one => one.codes.map(code => JSON.stringify([code, one.group.id])));
  const coded = inChunks(codes).map(chunk =>
    sql
      .prepare(
        `INSERT OR IGNORE INTO past_codes (code, group_number)
         SELECT own.value ->> 0, number FROM json_each(?) AS own JOIN past_groups ON group_id = own.value ->> 1`,
      )
      .bind(chunk),
  );
  const addresses = groups.flatMap(one => one.addresses);
  return [...ids, ...kept, ...coded, ...addressesSaving(sql, addresses)];
}

/** What `past_groups` says of a group. */
const OF_GROUPS = ["programme", "round", "members", "facilitator", "has_met", "reports"];

/** Statements that keep addresses people went by in what is settled. */
export function addressesSaving(sql: Sql, addresses: readonly PastAddress[]): Statement[] {
  const distinct = new Map(
    addresses.map(({ email, personId, isGuest }) => {
      const row = JSON.stringify([addressKey(email), email, personId ?? "", isGuest ? 1 : 0]);
      return [row, row];
    }),
  );
  return inChunks([...distinct.values()]).map(chunk =>
    sql
      .prepare(
        `INSERT OR IGNORE INTO past_addresses (address, email, person_id, is_guest)
         SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)`,
      )
      .bind(chunk),
  );
}
