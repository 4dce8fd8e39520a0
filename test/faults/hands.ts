import { propertiesOf } from "../../src/core/domain/schema.ts";
import type { PlainValue, SourceKey } from "../../src/core/domain/values/row.ts";
import { DAY, HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { pageTable } from "../../src/store/mirror/pages.ts";
import { type Decoration, decorate, decorationOn, eventNow, ROOM } from "../world/decorations.ts";
import { asEditorStores } from "../world/editor.ts";
import { moveFollowing } from "../world/people.ts";
import { COORDINATOR } from "../world/playground.ts";
import type { Column, HandAct, Held, Odd } from "./handActs.ts";
import { addedTo, type Life, type Member } from "./life.ts";
import { eventsOf, liveEventOf, type PageLook, pageOf, pagesOf, relation, startOf } from "./looks.ts";
import { groupOfSeries } from "./seriesLook.ts";

/** A session's event that people gave a time no page can say, and the time that was agreed on before. */
interface OddOne {
  eventId: string;
  what: Odd;
  agreed: string | null;
}

const WORDS: Record<Held, string> = {
  people: "On parental leave",
  sessions: "Postponed",
  groups: "Closed",
  programmes: "On hold",
};

const DECORATIONS: Record<Extract<HandAct, { do: "decorate" }>["what"], Partial<Decoration>> = {
  room: { more: [{ email: ROOM, resource: true, displayName: "Blue room" }] },
  optional: { onGuests: { optional: true } },
  colour: { fields: { colorId: "7", location: "Room 5" } },
  shared: { fields: { extendedProperties: { shared: { "room-panel": "north" } } } },
};

/** What people's hands have done that is not undone yet: what it was before, so that it can be undone. */
export class Hands {
  /** Pages that say a word of people's own, the word that stood there, and the one Krug knows of: what was written since it read the page is lost on it. */
  readonly words = new Map<string, { source: Held; was: PlainValue; known: PlainValue; says: PlainValue }>();
  /** When each session began that had an event as its page, or one it hangs on, was held. */
  readonly stood = new Map<string, number>();
  /** Pages in a table of the coordinator's own, the latest last. */
  readonly away = new Map<string, Held>();
  /** Copies of pages, and whether they were given something of their own. */
  readonly copies = new Map<string, { of: string; isEdited: boolean }>();
  /** The column that is gone; null while all are there. */
  column: Column | null = null;
  /** True once one was: made anew, its cells are empty until Krug has filled them again. */
  wasColumnGone = false;
  /** What people set on an event, by `addedTo`. */
  readonly decorations = new Map<string, Set<string>>();
  readonly gatherings = new Set<string>();
  /** Sessions whose event has a time no page can say. */
  readonly odd = new Map<string, OddOne>();
  /** Those whose page was given another time since. */
  readonly #healing = new Map<string, OddOne>();
  /** People's other addresses, as events have them, and the main one. */
  readonly aliases = new Map<string, Member>();
  /**
   * Those that took a main one's place on an event while a run was on. It may have read the page before and the event after: then
   * one guest was taken off and another added, and who is added by people stays, also once it is known who that is.
   */
  readonly aliasesMeanwhile = new Set<string>();
  /** Pages that left their table before Krug had read whether their person is there: what stood there before counts. */
  readonly unread = new Set<string>();
  /** Groups whose series was split while a run read the calendar: it may have seen the end of the one, and not yet the other. */
  readonly splitMeanwhile = new Set<string | null>();
  /** Sessions whose series people dragged. */
  readonly dragged = new Set<string>();
  /** True while a run is under way. */
  isRunOn = false;
  /** Main addresses people had before. */
  readonly former = new Map<string, { member: Member; until: number }>();
  #archive: string | null = null;
  #columns = 0;
  readonly #life: Life;

  constructor(life: Life) {
    this.#life = life;
  }

  async perform(act: HandAct): Promise<void> {
    const life = this.#life;
    switch (act.do) {
      case "word":
        return this.#say(act.of, act.which);
      case "wordBack": {
        const id = pick([...this.words.keys()], act.which);
        return id === undefined ? life.skip() : this.#takeBack(id);
      }
      case "column":
        return this.#dropColumn(act.column);
      case "columnBack":
        return this.#makeColumn();
      case "moveAway": {
        const page = pick(this.#pagesToTouch(act.of), act.which);
        if (page === undefined) return life.skip();
        this.#standing(page.id);
        this.away.set(page.id, act.of);
        await this.#noteUnread(page, act.of);
        return this.#moveTo(page.id, await this.#archiveId());
      }
      case "moveBack": {
        const id = pick([...this.away.keys()], act.which);
        return id === undefined ? life.skip() : this.#bring(id);
      }
      case "copy":
        return this.#copy(act.of, act.which, act.isEdited);
      case "decorate": {
        const event = life.event(act.which);
        if (event === undefined) return life.skip();
        const nothing = { fields: {}, onGuests: {}, more: [] };
        await decorate(life.playground, event.id, { ...nothing, ...DECORATIONS[act.what] });
        const known = this.decorations.get(addedTo(event)) ?? new Set();
        this.decorations.set(addedTo(event), known.add(act.what));
        return;
      }
      case "html": {
        const event = life.event(act.which);
        if (event === undefined) return life.skip();
        return life.patch(event.id, { description: asEditorStores(event.text, act.how) }, "none");
      }
      case "following":
        return this.#moveFollowing(act.which, act.byMinutes);
      case "odd":
        return this.#makeOdd(act.which, act.what);
      case "rightTime": {
        const id = pick([...this.odd.keys()], act.which);
        return id === undefined ? life.skip() : this.#rightTime(id);
      }
      case "otherCalendar": {
        const event = life.event(act.which);
        if (event?.sessionId == null || event.seriesId !== null) return life.skip();
        life.wishes.set(event.sessionId, { isOn: false, at: life.now });
        life.ledger.withdraw(event.sessionId);
        const { calendarId } = life.playground;
        await life.playground
          .calendarOf(COORDINATOR)
          .events.move({ calendarId, eventId: event.id, destination: COORDINATOR, sendUpdates: "none" });
        return;
      }
      case "address": {
        const member = life.person(act.who);
        // Before Krug has looked at all, a page and its copy with another address are two people to anybody.
        if (life.runs === 0 && [...this.copies.values()].some(({ of }) => of === member.pageId)) return life.skip();
        const email = `${life.unique(member.name.toLowerCase()).replaceAll(" ", "-")}@example.org`;
        life.playground.google.addAccount({ email, name: member.name, timeZone: member.zone });
        await life.playground.edit(member.login, "people", member.pageId, { email });
        this.former.set(member.email, { member, until: life.now });
        member.email = email;
        return;
      }
      case "alias":
        return this.#useAlias(act.who, act.which);
      case "ask": {
        const { pageId } = life.person(act.who);
        const programme = pick(life.programmes, act.who);
        const question = `${life.unique("How do I")} test what is tried again?`;
        await life.playground.add("help", {
          question,
          skill: ["testing"],
          askedBy: [pageId],
          programme: [programme ?? ""],
        });
        return;
      }
      case "take": {
        const question = pick(
          pagesOf(life.playground, "help").filter(page => relation(page, "takenBy").length === 0),
          act.which,
        );
        const { pageId, login } = life.person(act.who);
        if (question === undefined || relation(question, "askedBy").includes(pageId)) return life.skip();
        return life.playground.edit(login, "help", question.id, { takenBy: [pageId] });
      }
      case "gathering": {
        const { pageId } = life.person(act.who);
        const startsAt = Math.ceil((life.now + act.inDays * DAY) / DAY) * DAY + 11 * HOUR;
        const id = await life.playground.add("gatherings", {
          title: life.unique("Class"),
          when: { start: new Date(startsAt).toISOString(), end: new Date(startsAt + HOUR).toISOString() },
          host: [pageId],
          programmes: life.programmes,
        });
        this.gatherings.add(id);
        return;
      }
    }
  }

  /** Sets right what people's hands did: words, columns and places are what they were. */
  async undo(isAll: boolean): Promise<void> {
    if (this.column !== null) await this.#makeColumn();
    if (!isAll) return;
    for (const id of [...this.odd.keys()]) await this.#rightTime(id);
    for (const id of [...this.away.keys()]) await this.#bring(id);
    for (const id of [...this.words.keys()]) await this.#takeBack(id);
  }

  /** The word of a page's status that Krug understood last. */
  statusOf(page: PageLook | null): PlainValue {
    const status = page?.values.status ?? null;
    const word = this.words.get(page?.id ?? "");
    return word !== undefined && word.says === status ? word.known : status;
  }

  /** True where nothing new may start from a page: its word is not understood, or it is not in its table. */
  isHeld(pageId: string): boolean {
    const copy = this.copies.get(pageId);
    return this.words.has(pageId) || this.away.has(pageId) || copy?.isEdited === false;
  }

  /** What of its decorations an event has lost. */
  async lostFrom(event: ReturnType<typeof eventsOf>[number]): Promise<string[]> {
    const wanted = this.decorations.get(addedTo(event));
    if (wanted === undefined) return [];
    const now = await eventNow(this.#life.playground, event.id);
    const has = decorationOn(now);
    const guests = (now.attendees ?? []).filter(guest => guest.resource !== true);
    const isThere: Record<string, () => boolean> = {
      room: () => (now.attendees ?? []).some(one => one.email === ROOM && one.resource === true),
      // Set on guests, it goes with them where none stays.
      optional: () => guests.length === 0 || guests.some(guest => guest.optional === true),
      colour: () => has.colorId === "7" && has.location === "Room 5",
      shared: () => (has.shared as Record<string, string>)["room-panel"] === "north",
    };
    return [...wanted].filter(what => isThere[what]?.() === false);
  }

  #pagesToTouch(of: Held): PageLook[] {
    const { playground, now, programmes } = this.#life;
    const isFree = (page: PageLook) => !this.isHeld(page.id) && !this.copies.has(page.id);
    const pages = pagesOf(playground, of).filter(isFree);
    if (of === "sessions")
      return pages.filter(page => page.values.status === "planned" && (startOf(page) ?? 0) > now + 2 * HOUR);
    if (of === "groups") return pages.filter(page => page.values.status === "active");
    if (of === "programmes") return pages.filter(page => programmes.includes(page.id));
    return pages;
  }

  /** Notes which sessions of a page that is about to be held have an event, but those that people called off before. */
  #standing(id: string): void {
    const { playground, wishes } = this.#life;
    for (const event of eventsOf(playground)) {
      const page = pageOf(playground, "sessions", event.sessionId ?? "");
      const hangsOn = [page?.id, ...relation(page, "group"), ...relation(page, "programme")];
      if (!event.isLive || event.sessionId === null || wishes.get(event.sessionId)?.isOn === false) continue;
      if (hangsOn.includes(id)) this.stood.set(event.sessionId, event.startsAt);
    }
  }

  async #say(of: Held, which: number): Promise<void> {
    const life = this.#life;
    const page = pick(this.#pagesToTouch(of), which);
    if (page === undefined) return life.skip();
    this.#standing(page.id);
    await life.playground.edit(COORDINATOR, of, page.id, { status: WORDS[of] });
    const says = pageOf(life.playground, of, page.id)?.values.status ?? null;
    const was = page.values.status ?? null;
    const read = (await pageTable.read(life.sql, [page.id])).get(page.id);
    const known = read?.understood?.status ?? read?.values.status ?? was;
    this.words.set(page.id, { source: of, was, known, says });
  }

  async #takeBack(id: string): Promise<void> {
    const word = this.words.get(id);
    this.words.delete(id);
    const page = word === undefined ? null : pageOf(this.#life.playground, word.source, id);
    if (word === undefined || page === null || page.values.status !== word.says) return;
    // What was called off meanwhile stays off for whoever chooses a word Krug knows; "Planned" would invite again.
    const isOff = word.source === "sessions" && this.#life.wishes.get(id)?.isOn === false;
    await this.#life.playground.edit(COORDINATOR, word.source, id, { status: isOff ? "cancelled" : word.was });
  }

  async #dropColumn(column: Column): Promise<void> {
    // What nobody has read goes with the column: a new address too.
    const isNewAddress = column === "people.email" && this.#life.people.some(person => person.email !== person.login);
    if (this.column !== null || this.#life.wasLost || isNewAddress) return this.#life.skip();
    this.column = column;
    this.wasColumnGone = true;
    const [source, key] = column.split(".") as [SourceKey, string];
    if (column === "sessions.when") this.#life.ledger.withdrawField("time", "notion");
    await this.#alter(source, {
      [this.#life.playground.workspace[source].properties[key]?.id ?? ""]:
        column === "people.hours" ? { number: {} } : null,
    });
  }

  async #makeColumn(): Promise<void> {
    const { playground } = this.#life;
    if (this.column === null) return this.#life.skip();
    const [source, key] = this.column.split(".") as [SourceKey, string];
    this.column = null;
    const { type, relatesTo } = propertiesOf(source)[key] ?? { type: "rich_text" as const, relatesTo: undefined };
    const related = relatesTo === undefined ? "" : playground.workspace[relatesTo].dataSourceId;
    const configuration =
      type === "relation"
        ? { relation: { data_source_id: related, type: "single_property", single_property: {} } }
        : { [type]: {} };
    this.#columns += 1;
    const name = `New ${key} ${this.#columns}`;
    const known = playground.workspace[source].properties[key];
    // One that has another type gets its own again; one that is gone is made as setup makes it.
    if (key === "hours") return this.#alter(source, { [known?.id ?? ""]: configuration });
    await this.#alter(source, { [name]: { ...configuration, description: `Made anew. [krug:${source}.${key}]` } });
    const { properties } = (await playground
      .notionOf(COORDINATOR)
      .dataSources.retrieve({ data_source_id: playground.workspace[source].dataSourceId })) as unknown as {
      properties: Record<string, { id: string }>;
    };
    if (known !== undefined) known.id = decodeURIComponent(properties[name]?.id ?? "");
  }

  async #alter(source: SourceKey, properties: object): Promise<void> {
    const { playground } = this.#life;
    await playground.notionOf(COORDINATOR).dataSources.update({
      data_source_id: playground.workspace[source].dataSourceId,
      properties: properties as never,
    });
  }

  async #archiveId(): Promise<string> {
    if (this.#archive !== null) return this.#archive;
    const { playground } = this.#life;
    const made = await playground.notionOf(COORDINATOR).databases.create({
      parent: { type: "page_id", page_id: playground.notion.rootPageId },
      title: [{ type: "text", text: { content: "Archive" } }],
      initial_data_source: { properties: { Name: { type: "title", title: {} } } },
    });
    this.#archive = (made as { data_sources: { id: string }[] }).data_sources[0]?.id ?? "";
    return this.#archive;
  }

  async #moveTo(pageId: string, dataSourceId: string): Promise<void> {
    await this.#life.playground
      .notionOf(COORDINATOR)
      .pages.move({ page_id: pageId, parent: { type: "data_source_id", data_source_id: dataSourceId } });
  }

  async #noteUnread(page: PageLook, of: Held): Promise<void> {
    const read = (await pageTable.read(this.#life.sql, [page.id])).get(page.id);
    const said = ({ status, away }: PageLook["values"]) => JSON.stringify([status, away ?? null]);
    if (of === "people" && (read === undefined || said(read.values) !== said(page.values))) this.unread.add(page.id);
  }

  async #bring(id: string): Promise<void> {
    const source = this.away.get(id);
    this.away.delete(id);
    this.unread.delete(id);
    if (source !== undefined) await this.#moveTo(id, this.#life.playground.workspace[source].dataSourceId);
  }

  async #copy(of: "people" | "sessions" | "groups", which: number, isEdited: boolean): Promise<void> {
    const life = this.#life;
    // Within the minute in which the first page was made nobody can tell which is which.
    const page = life.now < life.startedAt + 2 * MINUTE ? undefined : pick(this.#pagesToTouch(of), which);
    if (page === undefined) return life.skip();
    const copied = Object.fromEntries(
      Object.entries(page.values).filter(([, value]) => value !== null && value !== "" && !isEmpty(value)),
    );
    const id = await life.playground.add(of, copied);
    const isOfItsOwn = isEdited && of === "sessions";
    this.copies.set(id, { of: page.id, isEdited: isOfItsOwn });
    if (!isOfItsOwn) return;
    const startsAt = (startOf(page) ?? 0) + DAY + HOUR;
    const when = { start: new Date(startsAt).toISOString(), end: new Date(startsAt + 45 * MINUTE).toISOString() };
    await life.playground.edit(COORDINATOR, of, id, { when, title: life.unique("Once more") });
  }

  async #makeOdd(which: number, what: Odd): Promise<void> {
    const life = this.#life;
    const event = life.event(which);
    if (event?.sessionId == null || (what === "weekly" && event.seriesId !== null)) return life.skip();
    const time = (at: number) => ({ dateTime: new Date(at).toISOString(), timeZone: "UTC", date: null });
    const day = (at: number) => ({ date: new Date(at).toISOString().slice(0, 10), dateTime: null, timeZone: null });
    const { startsAt, endsAt } = event;
    const bodies: Record<Odd, object> = {
      allDay: { start: day(startsAt), end: day(startsAt + DAY) },
      zero: { end: time(startsAt) },
      long: { end: time(endsAt + 8 * DAY) },
      past: { start: time(life.now - 5 * DAY), end: time(life.now - 5 * DAY + HOUR) },
      weekly: { start: time(startsAt), end: time(endsAt), recurrence: ["RRULE:FREQ=WEEKLY;COUNT=3"] },
    };
    await life.patch(event.id, bodies[what], "none");
    // What was moved in Calendar before is not what is there now.
    life.ledger.withdraw(event.sessionId);
    this.odd.set(event.sessionId, { eventId: event.id, what, agreed: await life.timeAgreed(event.sessionId) });
  }

  /**
   * True once an odd event has the time of its page, and that is another than was agreed on when people made it odd: somebody had
   * given it to the page before Krug looked, or Krug found it since, and it heals the event's. An event that a series goes on in
   * has its page's time too.
   */
  isHealed(sessionId: string): boolean {
    const odd = this.odd.get(sessionId);
    if (odd === undefined || odd.what === "weekly") return false;
    const { notion, calendar } = this.#life.sidesOf(sessionId).time;
    const isAnother = liveEventOf(this.#life.playground, sessionId)?.id !== odd.eventId;
    return isMeeting(notion, this.#life.now) && notion === calendar && (isAnother || notion !== odd.agreed);
  }

  /** A page gets a time, which heals its event's. One that Krug knows as agreed on it takes for no change, and the event stays odd. */
  pageGets(sessionId: string, time: string, agreed: string | null): void {
    const odd = this.odd.get(sessionId) ?? this.#healing.get(sessionId);
    if (odd === undefined || odd.what === "weekly") return;
    const { calendar } = this.#life.sidesOf(sessionId).time;
    this.odd.delete(sessionId);
    this.#healing.set(sessionId, odd);
    if (time === agreed && !isMeeting(calendar, this.#life.now)) this.odd.set(sessionId, { ...odd, agreed });
  }

  /** With the database lost nobody can tell whether a page was given its time before its event became odd or after. */
  databaseLost(): void {
    for (const [id, odd] of this.#healing)
      if (!this.odd.has(id) && !isMeeting(this.#life.sidesOf(id).time.calendar, this.#life.now)) this.odd.set(id, odd);
  }

  /** The event gets a right time, well ahead, and is a single one again. */
  async #rightTime(sessionId: string): Promise<void> {
    const life = this.#life;
    const odd = this.odd.get(sessionId);
    this.odd.delete(sessionId);
    if (odd === undefined) return;
    // With the database lost nobody can tell whether a page was given the time Krug finds, or took it over from the event before.
    if (life.wasLost) life.ledger.agreedInNotion(sessionId, life.relookedAt ?? life.now);
    const startsAt = Math.ceil((life.now + 3 * DAY) / DAY) * DAY + 10 * HOUR;
    const time = (at: number) => ({ dateTime: new Date(at).toISOString(), timeZone: "UTC", date: null });
    // A series that was made anew has the meeting as odd as it was.
    const eventId = odd.what === "weekly" ? odd.eventId : (liveEventOf(life.playground, sessionId)?.id ?? odd.eventId);
    const now = await eventNow(life.playground, eventId).catch(() => null);
    if (now === null || now.status === "cancelled") return;
    await life.patch(
      eventId,
      {
        start: time(startsAt),
        end: time(startsAt + 45 * MINUTE),
        ...(odd.what === "weekly" && now.recurrence !== undefined ? { recurrence: [] } : {}),
      },
      "none",
    );
    const value = `${startsAt}/${startsAt + 45 * MINUTE}`;
    life.enter(sessionId, "time", "calendar", value, life.clockTime(sessionId, startsAt));
  }

  async #useAlias(who: number, which: number): Promise<void> {
    const life = this.#life;
    const event = life.event(which);
    const member = life.person(who);
    if (event === undefined || !event.guests.some(guest => guest.email === member.email)) return life.skip();
    const alias = `${member.name.toLowerCase()}.too@example.org`;
    await life.playground.edit(member.login, "people", member.pageId, { otherEmails: alias });
    this.aliases.set(alias, member);
    if (this.isRunOn) this.aliasesMeanwhile.add(alias);
    const { attendees = [] } = await eventNow(life.playground, event.id);
    const swapped = attendees.map(guest => (guest.email === member.email ? { ...guest, email: alias } : guest));
    await life.patch(event.id, { attendees: swapped }, "none");
  }

  async #moveFollowing(which: number, byMinutes: number): Promise<void> {
    const life = this.#life;
    const series = eventsOf(life.playground)
      .filter(one => one.isLive && one.sessionId !== null && one.seriesId !== null)
      .sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1));
    const event = pick(
      series.filter(one => one.startsAt + Math.min(0, byMinutes * MINUTE) > life.now + 2 * HOUR),
      which,
    );
    if (event === undefined) return life.skip();
    const later = series.filter(one => one.seriesId === event.seriesId && one.startsAt >= event.startsAt);
    // Also one that was deleted is on again.
    const all = eventsOf(life.playground).filter(
      one => one.seriesId === event.seriesId && one.startsAt >= event.startsAt,
    );
    for (const { sessionId } of all)
      if (life.wishes.get(sessionId ?? "")?.isOn === false) life.wishes.delete(sessionId ?? "");
    await moveFollowing(life.playground, event.id, byMinutes * MINUTE);
    if (this.isRunOn) this.splitMeanwhile.add(groupOfSeries(life.playground, event.seriesId ?? ""));
    for (const { sessionId } of later) {
      this.dragged.add(sessionId ?? "");
      // Calendar drops what had been changed of single meetings that follow.
      life.ledger.forget(sessionId ?? "");
      life.added.delete(`instance ${sessionId}`);
      this.decorations.delete(`instance ${sessionId}`);
    }
  }
}

/** Whether `sidesOf` shows a time to come at which people can meet. */
function isMeeting(time: string | null, now: number): boolean {
  const [startsAt = 0, endsAt = 0] = (time ?? "").split("/").map(Number);
  return startsAt > now && endsAt > startsAt && endsAt - startsAt < DAY;
}

function pick<T>(all: readonly T[], which: number): T | undefined {
  return all[which % Math.max(all.length, 1)];
}

function isEmpty(value: PlainValue): boolean {
  return Array.isArray(value) && value.length === 0;
}
