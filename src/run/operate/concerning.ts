import { formKey } from "../../core/domain/form.ts";
import { parseLetterId } from "../../core/domain/letter.ts";
import { type Link, sessionOf } from "../../core/domain/link.ts";
import type { Series } from "../../core/domain/series.ts";
import { addressKey } from "../../core/domain/values/address.ts";
import { list, type Row, text } from "../../core/domain/values/row.ts";
import { copyCause, wordsCause } from "../../core/state/copies.ts";
import { type Indexed, indexed, listed, type Mirror, NOTHING_HELD } from "../../core/state/mirror.ts";
import type { PageChange } from "../../core/state/pageChanges.ts";
import { contenders, type Identity } from "../../core/state/personal/identity.ts";
import { isNamedIn, signsOf } from "../../core/state/personal/traces.ts";
import { holding, type Wanted } from "../../store/database/portions.ts";
import type { Sql } from "../../store/database/sql.ts";
import { actedOnTable } from "../../store/mirror/actedOn.ts";
import { answerTable } from "../../store/mirror/answers.ts";
import { eventTable } from "../../store/mirror/events.ts";
import { formTable } from "../../store/mirror/forms.ts";
import { linkTable } from "../../store/mirror/links.ts";
import { pageChangeTable } from "../../store/mirror/pageChanges.ts";
import { pageKeyTable } from "../../store/mirror/pageKeys.ts";
import { pageTable } from "../../store/mirror/pages.ts";
import { seriesTable } from "../../store/mirror/series.ts";
import { addressTable } from "../../store/people/addresses.ts";
import { openForms } from "../world/mirror.ts";

/** Whom it is about: an address, or all by which somebody is known. */
type Whom = { email: string } | ({ person: Identity } & Besides);

/** Pages and series that are to be there too. */
interface Besides {
  pageIds: readonly string[];
  seriesIds: readonly string[];
}

/** A mirror with what concerns one person, settled or not: the whole of it is never held. */
class Concerning {
  readonly #sql: Sql;
  readonly #who: Identity;
  readonly #mailboxes: ReadonlySet<string>;
  readonly held: Indexed = indexed(NOTHING_HELD);

  constructor(sql: Sql, who: Identity, people: Iterable<Row>) {
    this.#sql = sql;
    this.#who = who;
    this.#mailboxes = new Set(who.emails.map(addressKey));
    for (const row of people) this.held.rows.set(row.id, row);
  }

  /** What names the person, and what belongs to it. */
  async read({ pageIds, seriesIds }: Besides, changes: readonly PageChange[]): Promise<void> {
    await this.#named(seriesIds);
    await this.#pages(pageIds);
    await this.#meetings();
    await this.#toldByTitle();
    await this.#alike();
    await this.#standing(changes.flatMap(({ what, pageId }) => (what === "start" ? pageId : [])));
    const { rows, links, events } = this.held;
    for (const link of await linkTable.read(this.#sql, [...rows.keys()])) links.set(link.sessionId, link);
    await this.#events([...links.values()].map(({ eventId }) => eventId));
    await this.#ownEvents([...rows.values()].filter(isMeeting).map(({ id }) => id));
    this.held.events = new Map([...events].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  async #named(seriesIds: readonly string[]): Promise<void> {
    const { rows, events, links, series, responses } = this.held;
    const { pageIds } = this.#who;
    const signs = signsOf(this.#who);
    for await (const portion of pageTable.portions(this.#sql, holding("(content || coalesce(understood, ''))", signs)))
      for (const row of portion) if (this.#isNamed([row.values, row.understood])) rows.set(row.id, row);
    // The words of letters are sealed, and their ids name their readers in letters of their own.
    const told = holding("content", signs);
    const few = `(session_id IS NULL AND content ->> 'seriesId' IS NULL) OR ${told.where}`;
    for await (const portion of eventTable.portions(this.#sql, { ...told, where: few }))
      for (const event of portion) {
        const { id, title, description, guests } = event;
        const isTo = pageIds.includes(parseLetterId(id)?.personId ?? "");
        if (isTo || guests.some(guest => this.#isMailbox(guest.email)) || this.#isNamed([title, description, guests]))
          events.set(id, event);
      }
    const based = holding("base", signs);
    const ofEvent = `${based.where} OR event_id IN (SELECT value FROM json_each(?5))`;
    const eventIds = JSON.stringify([...events.keys()]);
    for await (const portion of linkTable.portions(this.#sql, { where: ofEvent, values: [...based.values, eventIds] }))
      for (const link of portion)
        if (events.has(link.eventId) || this.#isNamed(link.base)) links.set(link.sessionId, link);
    const groups = [...rows.values()].filter(row => row.source === "groups").map(({ id }) => id);
    const repeated = {
      where: `${told.where} OR group_id IN (SELECT value FROM json_each(?5)) OR id IN (SELECT value FROM json_each(?6))`,
      values: [...told.values, JSON.stringify(groups), JSON.stringify(seriesIds)],
    };
    for await (const portion of seriesTable.portions(this.#sql, repeated))
      for (const one of portion) series.set(one.id, one);
    const said = { ...told, where: `kind IN ('needs', 'standing') OR ${told.where}` };
    for await (const portion of answerTable.portions(this.#sql, said))
      for (const one of portion)
        if (this.#isMailbox(one.response.email ?? "") || this.#isNamed(one.response.answers))
          responses.set(one.response.responseId, one);
  }

  #isMailbox(email: string): boolean {
    return this.#mailboxes.has(addressKey(email));
  }

  #isNamed(value: unknown): boolean {
    return isNamedIn(value, this.#who);
  }

  /** The pages that links, events and series found so far are of, and those with these ids. */
  async #pages(pageIds: readonly string[]): Promise<void> {
    const { links, events, series } = this.held;
    await this.#rows([
      ...pageIds,
      ...links.keys(),
      ...[...events.values()].flatMap(({ id, sessionId }) => sessionId ?? sessionOf(id)?.sessionId ?? []),
      ...[...series.values()].map(({ groupId }) => groupId),
    ]);
  }

  /** The groups of sessions found so far, and all sessions of groups. */
  async #meetings(): Promise<void> {
    const { rows } = this.held;
    await this.#rows([...rows.values()].flatMap(row => (row.source === "sessions" ? list(row, "group") : [])));
    const groups = [...rows.values()].filter(row => row.source === "groups").map(({ id }) => id);
    await this.#wanted({
      where: `source = 'sessions' AND EXISTS (SELECT 1 FROM json_each(content -> '$.group') AS one
        WHERE one.value IN (SELECT value FROM json_each(?3)))`,
      values: [JSON.stringify(groups)],
    });
  }

  /** Pages that those found so far name: they are told by their titles. */
  async #toldByTitle(): Promise<void> {
    const named = [...this.held.rows.values()].filter(row => this.#isNamed([row.values, row.understood]));
    const values = named.flatMap(row => [...Object.values(row.values), ...Object.values(row.understood ?? {})]);
    await this.#rows(values.flatMap(value => (Array.isArray(value) ? value : [])));
  }

  /** Pages with the keys of meetings, groups and thanks found so far: of these all but one are copies. */
  async #alike(): Promise<void> {
    const keys = [...this.held.rows.values()]
      .filter(row => isMeeting(row) || row.source === "groups" || row.source === "thanks")
      .map(row => text(row, "key"))
      .filter(key => key !== "");
    if (keys.length > 0)
      await this.#wanted({
        where: "content ->> '$.key' IN (SELECT value FROM json_each(?3))",
        values: [JSON.stringify(keys)],
      });
  }

  /** Groups that may go on of programmes whose first day was changed: it waits for them. */
  async #standing(programmeIds: readonly string[]): Promise<void> {
    if (programmeIds.length > 0)
      await this.#wanted({
        where: `settled_in IS NULL AND source = 'groups' AND EXISTS (SELECT 1 FROM json_each(content -> '$.programme') AS one
          WHERE one.value IN (SELECT value FROM json_each(?3)))`,
        values: [JSON.stringify(programmeIds)],
      });
  }

  async #wanted(wanted: Wanted): Promise<void> {
    for await (const portion of pageTable.portions(this.#sql, wanted))
      for (const row of portion) this.held.rows.set(row.id, row);
  }

  async #rows(ids: readonly string[]): Promise<void> {
    const { rows } = this.held;
    const found = await pageTable.read(
      this.#sql,
      [...new Set(ids)].filter(id => !rows.has(id)),
    );
    for (const row of found.values()) rows.set(row.id, row);
  }

  async #events(ids: readonly string[]): Promise<void> {
    const { events } = this.held;
    for (const event of (
      await eventTable.read(
        this.#sql,
        ids.filter(id => !events.has(id)),
      )
    ).values())
      events.set(event.id, event);
  }

  /** Other events of these meetings. */
  async #ownEvents(ids: readonly string[]): Promise<void> {
    const wanted = { where: "session_id IN (SELECT value FROM json_each(?3))", values: [JSON.stringify(ids)] };
    for await (const portion of eventTable.portions(this.#sql, wanted))
      for (const event of portion) this.held.events.set(event.id, event);
  }
}

function isMeeting({ source }: Row): boolean {
  return source === "sessions" || source === "gatherings";
}

/**
 * Of all that is kept, settled or not, the part from which what is one person's follows: what names them, and what belongs to it. Read
 * portion by portion, so that what is held grows with what names them alone; besides it all people, programmes and digests are in it.
 *
 * Handing out and erasing come to the same by it as by everything.
 */
export async function concerning(sql: Sql, whom: Whom): Promise<Mirror> {
  const everybody: Row[] = [];
  const pages = pageTable.portions(sql, { where: "source IN ('people', 'programmes', 'digests')", values: [] });
  for await (const portion of pages) everybody.push(...portion);
  const claims = await addressTable.list(sql);
  const people = everybody.filter(({ source }) => source === "people");
  const asked = "email" in whom ? contenders(whom.email, people, claims) : whom.person;
  const who = { ...asked, emails: [...new Set([...asked.emails, ...(await formerAddresses(sql, asked.pageIds))])] };
  const pageChanges = await pageChangeTable.list(sql);
  const one = new Concerning(sql, who, everybody);
  await one.read("email" in whom ? { pageIds: [], seriesIds: [] } : whom, pageChanges);
  const rows = [...one.held.rows.values()];
  const kept = await formTable.list(sql);
  const acts = await actedOnTable.read(
    sql,
    rows.flatMap(({ id }) => [copyCause(id), wordsCause(id)]),
  );
  return {
    ...NOTHING_HELD,
    ...listed({
      ...one.held,
      forms: openForms(new Map(kept.map(form => [formKey(form), form]))),
      actedOn: new Map(acts.map(act => [act.cause, act])),
    }),
    keyOwners: await pageKeyTable.read(
      sql,
      rows.map(row => text(row, "key")),
    ),
    addressClaims: claims,
    pageChanges,
  };
}

/** The addresses under which Krug ever invited these people. */
async function formerAddresses(sql: Sql, pageIds: readonly string[]): Promise<string[]> {
  if (pageIds.length === 0) return [];
  const found = new Set<string>();
  const invited = ({ base }: Pick<Link, "base"> | Pick<Series, "base">) => {
    for (const [email, id] of Object.entries(base.invitedAs ?? {})) if (pageIds.includes(id)) found.add(email);
  };
  const ids = { exact: pageIds, folded: [] };
  for await (const portion of linkTable.portions(sql, holding("base", ids))) portion.forEach(invited);
  for await (const portion of seriesTable.portions(sql, holding("content", ids))) portion.forEach(invited);
  return [...found];
}
