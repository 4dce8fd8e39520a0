import { isLetter } from "../../src/core/domain/letter.ts";
import { sessionCode } from "../../src/core/domain/session.ts";
import type { PlainValue, SourceKey } from "../../src/core/domain/values/row.ts";
import { addDays, DAY, HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { questionId } from "../../src/core/rules/surveys/form.ts";
import { run } from "../../src/run/run.ts";
import type { Asked } from "../../src/run/world/runContext.ts";
import type { Sql } from "../../src/store/database/sql.ts";
import { linkTable } from "../../src/store/mirror/links.ts";
import { deleteForAll, deleteOwn, move, reply } from "../world/people.ts";
import { COORDINATOR, type Playground } from "../world/playground.ts";
import { unforeseenMet } from "../world/unforeseen.ts";
import { Hands } from "./hands.ts";
import type { Act, Cast, Kill, Step } from "./history.ts";
import { Ledger, type Sides, type Violation } from "./ledger.ts";
import { Line } from "./line.ts";
import {
  type EventLook,
  endOf,
  eventsOf,
  liveEventOf,
  type PageLook,
  pageOf,
  pagesOf,
  relation,
  startOf,
} from "./looks.ts";
import { groupOfSeries } from "./seriesLook.ts";

export interface Member {
  name: string;
  /** The main address on their page. */
  email: string;
  /** What they sign in to Notion with. */
  login: string;
  zone: string;
  pageId: string;
  goalId: string;
}

/** World time between two steps, in turn: sometimes longer than what Krug reads again each time. */
const BETWEEN_MS = [20_000, 3 * MINUTE, 45_000, 10 * MINUTE];
/** Nobody edits what begins so soon. */
const AHEAD_MS = 2 * HOUR;
const CONTINUATIONS = 12;
const REDELIVERY_MS = 60_000;

/** A small programme's world while a history is lived in it: its people, its runs, and a ledger of what people did. */
export class Life {
  readonly playground: Playground;
  readonly cast: Cast;
  readonly sql: Sql;
  readonly line: Line;
  readonly people: Member[];
  readonly programmes: string[];
  readonly startedAt: number;
  readonly ledger = new Ledger();
  readonly hands = new Hands(this);
  readonly violations: Violation[] = [];
  /** What people wrote in columns that are theirs, by page. */
  readonly said = new Map<string, { source: SourceKey; values: Record<string, PlainValue> }>();
  /** Paragraphs and guests people added to an event, by `addedTo`. */
  readonly added = new Map<string, { texts: string[]; guests: string[] }>();
  /** A session's last wish that said whether it takes place. */
  readonly wishes = new Map<string, { isOn: boolean; at: number }>();
  /** The group of each session there ever was: a page in the trash shows nothing any more. */
  readonly groups = new Map<string, string>();
  /** Who was in a group from when on. */
  readonly memberships = new Map<string, { at: number; emails: Set<string> }[]>();
  /** Events that people gave another time without a mail, and how many mails had been sent by then. */
  readonly movedSilently: { eventId: string; place: number }[] = [];
  /** The places in Google's outbox of mails that people's own acts sent. */
  readonly ownMails = new Set<number>();
  /** Whom each letter was sent to. */
  readonly #letters = new Map<string, string>();
  /** Session pages in the trash, the latest last. */
  readonly trashed: string[] = [];
  /** Called once a message of the queue was taken to its end. */
  onRun: () => Promise<void> = async () => {};
  /** When the database was emptied last; null for never. */
  lostAt: number | null = null;
  /** When Krug had first looked at everything again after that, and no answer was lost; null before. */
  relookedAt: number | null = null;
  runs = 0;
  skipped = 0;
  #counter = 0;
  #steps = 0;
  #justNow: string[] = [];
  #lastMessage: number | null = null;

  constructor(playground: Playground, sql: Sql, cast: Cast, people: Member[], programmes: string[]) {
    this.playground = playground;
    this.cast = cast;
    this.people = people;
    this.programmes = programmes;
    this.sql = sql;
    this.line = new Line(playground, this.sql);
    this.startedAt = playground.clock.now();
    this.line.onRequest = () => {
      this.#justNow = [];
    };
    this.line.onWrite = () => this.observe();
    this.line.onPageWrite = pageId => {
      if (!this.#justNow.includes(pageId)) return;
      for (const edit of this.ledger.edits) if (edit.session === pageId && edit.at === this.now) edit.isInGap = true;
    };
  }

  /** The database was emptied once. */
  get wasLost(): boolean {
    return this.lostAt !== null;
  }

  get now(): number {
    return this.playground.clock.now();
  }

  async step(step: Step): Promise<void> {
    this.#steps += 1;
    this.playground.clock.advance(BETWEEN_MS[(this.cast.seed + this.#steps) % BETWEEN_MS.length] ?? MINUTE);
    switch (step.do) {
      case "run":
        return this.run(this.now, step.kill ?? null, step.meanwhile ?? null, step.twinAt ?? null);
      case "again":
        if (this.#lastMessage !== null) await this.run(this.#lastMessage - step.minutesLate * MINUTE);
        return;
      case "wait":
        return this.playground.clock.advance(step.minutes * MINUTE);
      case "fault":
        return this.line.order(step);
      case "lag":
        this.playground.notion.switches.queryLagMs = step.seconds * 1000;
        return;
      case "expire":
        return this.playground.google.expireSyncTokens();
      case "lose":
        // What stood in a column that is gone is nowhere then.
        if (this.hands.wasColumnGone) return this.skip();
        this.lostAt = this.now;
        this.relookedAt = null;
        this.hands.databaseLost();
        return this.#loseDatabase();
      case "both": {
        const page = this.session(step.which);
        if (page === undefined) return void this.skip();
        const isTime = step.field === "time";
        const inNotion = () =>
          isTime ? this.#editWhen(page, step.who, step.byMinutes) : this.#editTitle(page, step.who);
        const inCalendar = async () => {
          const event = liveEventOf(this.playground, page.id);
          if (event === null) return void this.skip();
          await (isTime ? this.#moveEvent(event, step.who, step.otherMinutes) : this.#rename(event));
        };
        const both = step.first === "notion" ? [inNotion, inCalendar] : [inCalendar, inNotion];
        await this.#asPeople(async () => {
          for (const one of both) await one();
        });
        return;
      }
      default:
        return this.act(step);
    }
  }

  async #actMeanwhile(act: Act): Promise<void> {
    this.hands.isRunOn = true;
    await this.act(act).finally(() => {
      this.hands.isRunOn = false;
    });
  }

  /** One person's act; counted as skipped when there is nothing to do it to. */
  async act(act: Act): Promise<void> {
    await this.#asPeople(() => this.#perform(act));
  }

  async #asPeople(acts: () => Promise<void>): Promise<void> {
    const { outbox } = this.playground.google;
    const before = outbox.length;
    await acts().catch(error => this.#whileColumnsAreGone(error));
    for (let place = before; place < outbox.length; place += 1) this.ownMails.add(place);
    this.observe();
  }

  /** Takes a message of the queue to its end: continuations follow, a killed invocation is delivered once more. */
  async run(
    now: number,
    kill: Kill | null = null,
    meanwhile: { at: number; act: Act } | null = null,
    twinAt: number | null = null,
  ): Promise<void> {
    this.#lastMessage = now;
    const happening =
      meanwhile !== null
        ? { at: meanwhile.at, happen: () => this.#actMeanwhile(meanwhile.act) }
        : twinAt !== null
          ? { at: twinAt, happen: () => this.#invoke(now, null, null, "all").then(() => {}) }
          : null;
    let asked: Asked = "all";
    for (let goes = 0; goes < CONTINUATIONS; goes += 1) {
      const after = await this.#invoke(now, goes === 0 ? kill : null, goes === 0 ? happening : null, asked);
      if (after === null) break;
      asked = after.asked;
      this.playground.clock.advance(after.afterMs);
    }
    await this.onRun();
  }

  /** One invocation; after how many wall milliseconds another should follow, and what that one is to read, or null. */
  async #invoke(
    now: number,
    kill: Kill | null,
    meanwhile: { at: number; happen: () => Promise<void> } | null,
    asked: Asked,
  ): Promise<{ afterMs: number; asked: Asked } | null> {
    const { outbox } = this.playground.google;
    const before = outbox.length;
    const { faults: faultsBefore, requests: requestsBefore } = this.line.traffic;
    const startedAt = this.now;
    const world = this.line.open(kill, meanwhile);
    this.runs += 1;
    try {
      const { report, continueAfterMs } = await run(
        this.playground.connection,
        { fetch: world.fetch, sql: world.sql, wallNow: () => this.now },
        { now, reason: "faults", asked },
      );
      for (const one of report.failed) if (one.isUnforeseen === true) this.#harm("crash", `${one.what}: ${one.why}`);
      for (const met of unforeseenMet()) this.#harm("crash", met);
      const isUndisturbed = this.line.traffic.faults === faultsBefore && meanwhile === null;
      const isIdle = report.changed === 0 && Object.keys(report.done).length === 0;
      const mailed = this.#mailsSince(before);
      if (isUndisturbed && isIdle && mailed > 0)
        this.#harm("stray_mail", `${mailed} mails by a run that found and did nothing`);
      return continueAfterMs === null
        ? null
        : { afterMs: continueAfterMs, asked: report.isRead === true ? "rest" : "all" };
    } catch (error) {
      if (world.isKilled()) return { afterMs: REDELIVERY_MS, asked };
      this.#harm("crash", error instanceof Error ? `${error.message}\n${error.stack}` : String(error));
      return null;
    } finally {
      this.observe();
      // A message that is too late, or finds another run under way, is let pass without a look.
      if (this.line.traffic.requests > requestsBefore) {
        const isUndisturbed = this.line.traffic.faults === faultsBefore && !world.isKilled();
        this.ledger.krugLooked(isUndisturbed);
        if (isUndisturbed) this.relookedAt ??= this.now;
      }
      this.#checkInvited(before, startedAt);
    }
  }

  /** Nobody can write in a column that is gone, nor in one that is not in the table their page was moved to. */
  #whileColumnsAreGone(error: unknown): void {
    const isGone = this.hands.column !== null || this.hands.away.size > 0;
    if (!isGone || !/is not a property that exists|relates to another data source/.test(String(error))) throw error;
    this.skip();
  }

  #mailsSince(place: number): number {
    const { outbox } = this.playground.google;
    let mails = 0;
    for (let at = place; at < outbox.length; at += 1) if (!this.ownMails.has(at)) mails += 1;
    return mails;
  }

  /** A letter is sent once, and to one person alone. */
  #checkLetter(eventId: string, to: string): void {
    const before = this.#letters.get(eventId);
    if (before === to) this.#harm("duplicate", `${to} got the letter ${eventId} twice`);
    else if (before !== undefined) this.#harm("stray_mail", `${to} got ${before}'s letter ${eventId}`);
    this.#letters.set(eventId, to);
  }

  /** Nobody is invited who was not in the session's group when the run looked, or since. */
  #checkInvited(place: number, startedAt: number): void {
    const { outbox } = this.playground.google;
    const seen = startedAt - MINUTE - 1000;
    for (let at = place; at < outbox.length; at += 1) {
      const mail = outbox[at];
      if (mail === undefined || this.ownMails.has(at) || mail.kind !== "invitation") continue;
      if (isLetter(mail.eventId ?? "")) {
        this.#checkLetter(mail.eventId ?? "", mail.to);
        continue;
      }
      const session = eventsOf(this.playground).find(event => event.id === mail.eventId)?.sessionId ?? "";
      if (this.hands.gatherings.has(session)) continue;
      const group = groupOfSeries(this.playground, mail.eventId ?? "") ?? this.groups.get(session) ?? "";
      const log = this.memberships.get(group) ?? [];
      const current = log.findLastIndex(entry => entry.at <= seen);
      const isMember = log
        .slice(Math.max(current, 0))
        .some(({ emails }) => this.#addressesOf(mail.to, seen).some(email => emails.has(email)));
      if (!isMember) this.#harm("stray_mail", `${mail.to} was invited to ${mail.summary} of a group they are not in`);
    }
  }

  /** True where somebody was taken out of an event's group once, if only for a moment. */
  wasOut(member: Member, eventId: string): boolean {
    const session = eventsOf(this.playground).find(event => event.id === eventId)?.sessionId ?? "";
    const group = groupOfSeries(this.playground, eventId) ?? this.groups.get(session) ?? "";
    const addresses = this.#addressesOf(member.email, 0);
    const wasIn = (this.memberships.get(group) ?? []).map(({ emails }) => addresses.some(email => emails.has(email)));
    return wasIn.includes(false, wasIn.indexOf(true) + 1) && wasIn.includes(true);
  }

  /** Every address of the person one was written to: theirs now, or one that was until after an instant. A group is of people. */
  #addressesOf(email: string, since: number): string[] {
    const before = this.hands.former.get(email);
    const member =
      before !== undefined && before.until > since ? before.member : this.people.find(person => person.email === email);
    if (member === undefined) return [email];
    const others = [...this.hands.former].flatMap(([address, one]) => (one.member === member ? [address] : []));
    return [member.email, ...others];
  }

  #harm(harm: Violation["harm"], what: string): void {
    this.violations.push({ harm, what });
  }

  /** Looks at what both sides show, and at who is in which group. */
  observe(): void {
    const { playground } = this;
    const sessions: string[] = [];
    for (const page of pagesOf(playground, "sessions")) {
      sessions.push(page.id);
      this.groups.set(page.id, relation(page, "group")[0] ?? "");
    }
    this.ledger.observe(sessions, session => this.sidesOf(session));
    const emails = new Map(this.people.map(person => [person.pageId, person.email]));
    for (const group of pagesOf(playground, "groups")) {
      // A column that is gone, or not filled again, is nobody's word.
      if (relation(group, "members").length === 0 && this.hands.wasColumnGone) continue;
      const members = new Set(relation(group, "members").flatMap(id => emails.get(id) ?? []));
      const log = this.memberships.get(group.id) ?? [];
      const last = log.at(-1)?.emails;
      const joined = [...members].some(email => !last?.has(email));
      if (last === undefined || joined || last.size !== members.size) {
        log.push({ at: this.now, emails: members });
        this.memberships.set(group.id, log);
        if (last !== undefined && joined)
          this.ledger.reopen(id => relation(pageOf(playground, "sessions", id), "group")[0] === group.id);
      }
    }
  }

  sidesOf(session: string): Sides {
    const page = pageOf(this.playground, "sessions", session);
    const event = liveEventOf(this.playground, session);
    return {
      time: {
        notion: page === null ? null : `${startOf(page)}/${endOf(page)}`,
        calendar: event === null ? null : `${event.startsAt}/${event.endsAt}`,
      },
      title: { notion: page === null ? null : String(page.values.title), calendar: event?.title ?? null },
    };
  }

  /** The time of a session that page and event agreed on, as `sidesOf` shows it: as Krug keeps it, else as both showed it last. Null where they never did. */
  async timeAgreed(session: string): Promise<string | null> {
    const link = (await linkTable.list(this.sql)).find(one => one.sessionId === session);
    return link === undefined ? this.ledger.agreedOn(session, "time") : `${link.base.startsAt}/${link.base.endsAt}`;
  }

  /** Counts an act for which there is nothing to do it to. */
  skip(): void {
    this.skipped += 1;
  }

  /** One of the people. */
  person(who: number): Member {
    return this.people[who % this.people.length] as Member;
  }

  /** Planned sessions that are well ahead, in the order of their time. */
  session(which: number, status = "planned"): PageLook | undefined {
    const ahead = pagesOf(this.playground, "sessions")
      .filter(page => page.values.status === status && (startOf(page) ?? 0) > this.now + AHEAD_MS)
      .filter(page => this.hands.copies.get(page.id)?.isEdited !== false)
      .sort((a, b) => (startOf(a) ?? 0) - (startOf(b) ?? 0) || (a.id < b.id ? -1 : 1));
    return ahead[which % Math.max(ahead.length, 1)];
  }

  /** Krug's events that are well ahead, in the order of their time. */
  event(which: number): EventLook | undefined {
    const ahead = eventsOf(this.playground)
      .filter(event => event.isLive && event.sessionId !== null && event.startsAt > this.now + AHEAD_MS)
      .filter(event => !this.hands.odd.has(event.sessionId ?? ""))
      .sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1));
    return ahead[which % Math.max(ahead.length, 1)];
  }

  /** A text nobody else wrote. */
  unique(what: string): string {
    this.#counter += 1;
    return `${what} number ${this.#counter}`;
  }

  async #perform(act: Act): Promise<void> {
    const { playground } = this;
    switch (act.do) {
      case "goal": {
        const member = this.person(act.who);
        const value = act.what === "status" ? "todo" : this.unique(act.what === "title" ? "Goal" : "Step");
        return this.say(member.login, "roadmap", member.goalId, { [act.what]: value });
      }
      case "when": {
        const page = this.session(act.which);
        return page === undefined ? this.skip() : this.#editWhen(page, act.who, act.byMinutes);
      }
      case "title": {
        const page = this.session(act.which);
        return page === undefined ? this.skip() : this.#editTitle(page, act.who);
      }
      case "questions": {
        const page = this.session(act.which);
        if (page === undefined) return this.skip();
        return this.say(this.person(act.who).login, "sessions", page.id, { questions: this.unique("Question") });
      }
      case "cancel": {
        const page = this.session(act.which);
        if (page === undefined) return this.skip();
        this.wishes.set(page.id, { isOn: false, at: this.now });
        return playground.edit(this.person(act.who).login, "sessions", page.id, { status: "cancelled" });
      }
      case "restore": {
        const page = this.session(act.which, "cancelled");
        if (page === undefined) return this.skip();
        // Whose cancelling Krug does not know of, its answer being lost, is planned to it before and after.
        const link = (await linkTable.list(this.sql)).find(one => one.sessionId === page.id);
        if (link?.base.isCancelled === false) this.wishes.delete(page.id);
        else this.wishes.set(page.id, { isOn: true, at: this.now });
        return playground.edit(this.person(act.who).login, "sessions", page.id, { status: "planned" });
      }
      case "trash": {
        const page = this.session(act.which);
        if (page === undefined) return this.skip();
        this.wishes.set(page.id, { isOn: false, at: this.now });
        this.trashed.push(page.id);
        this.ledger.withdraw(page.id);
        return this.#putInTrash(page.id, true);
      }
      case "untrash": {
        const id = this.trashed.pop();
        if (id === undefined) return this.skip();
        this.wishes.delete(id);
        this.ledger.withdraw(id);
        return this.#putInTrash(id, false);
      }
      case "memberOut":
      case "memberIn":
        return this.#changeMembers(act);
      case "move": {
        const event = this.event(act.which);
        return event === undefined ? this.skip() : this.#moveEvent(event, act.who, act.byMinutes);
      }
      case "rename": {
        const event = this.event(act.which);
        return event === undefined ? this.skip() : this.#rename(event);
      }
      case "reply":
      case "deleteOwn": {
        const event = this.event(act.which);
        const member = this.#guestOf(event, act.who);
        if (event === undefined || member === undefined) return this.skip();
        const isNo = act.do === "deleteOwn" || act.answer === "declined";
        if (isNo) this.ledger.reopen(id => id === event.sessionId);
        if (act.do === "reply") return void (await reply(playground, member.email, event.id, act.answer));
        return deleteOwn(playground, member.email, event.id).catch(ignoreGone);
      }
      case "deleteForAll": {
        const event = this.event(act.which);
        if (event?.sessionId == null) return this.skip();
        this.wishes.set(event.sessionId, { isOn: false, at: this.now });
        this.ledger.withdraw(event.sessionId);
        return deleteForAll(playground, event.id);
      }
      case "guest":
      case "text":
        return this.#addToEvent(act);
      case "leave": {
        const member = this.person(act.who);
        const today = new Date(this.now).toISOString().slice(0, 10);
        const from = addDays(today, act.inDays);
        return this.say(member.login, "people", member.pageId, { away: { start: from, end: addDays(from, act.days) } });
      }
      case "pause":
      case "resume": {
        const member = this.person(act.who);
        const status = act.do === "pause" ? "paused" : "active";
        return this.say(member.login, "people", member.pageId, { status });
      }
      case "quit": {
        const member = this.person(act.who);
        return this.say(member.login, "people", member.pageId, { status: "left" });
      }
      case "join": {
        const member = this.people.at(-1) as Member;
        return this.say(member.login, "people", member.pageId, { programmes: this.programmes });
      }
      case "answer":
        return this.#answer(act);
      default:
        return this.hands.perform(act);
    }
  }

  async #putInTrash(pageId: string, isTrashed: boolean): Promise<void> {
    await this.playground.notionOf(COORDINATOR).pages.update({ page_id: pageId, in_trash: isTrashed });
  }

  async #loseDatabase(): Promise<void> {
    const { results } = await this.sql
      .prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*'",
      )
      .all<{ name: string }>();
    const tables = results.map(row => row.name).filter(name => name !== "d1_migrations");
    await this.sql.batch(tables.map(name => this.sql.prepare(`DELETE FROM ${name}`)));
  }

  /** A person writes in columns that are theirs; what they wrote is remembered. */
  async say(email: string, source: SourceKey, pageId: string, values: Record<string, PlainValue>): Promise<void> {
    await this.playground.edit(email, source, pageId, values);
    if (values.status !== undefined) this.hands.words.delete(pageId);
    const known = this.said.get(pageId);
    this.said.set(pageId, { source, values: { ...known?.values, ...values } });
  }

  async #editWhen(page: PageLook, who: number, byMinutes: number): Promise<void> {
    const startsAt = (startOf(page) ?? 0) + byMinutes * MINUTE;
    const endsAt = (endOf(page) ?? 0) + byMinutes * MINUTE;
    if (startsAt <= this.now + AHEAD_MS) return this.skip();
    // While the database is lost nobody can tell it from a time the page had before.
    const isKnown = (await linkTable.list(this.sql)).some(link => link.sessionId === page.id);
    if (isKnown) this.hands.pageGets(page.id, `${startsAt}/${endsAt}`, await this.timeAgreed(page.id));
    this.#justNow.push(page.id);
    this.enter(page.id, "time", "notion", `${startsAt}/${endsAt}`, this.clockTime(page.id, startsAt));
    const text = (at: number) => new Date(at).toISOString();
    await this.playground.edit(this.person(who).login, "sessions", page.id, {
      when: { start: text(startsAt), end: text(endsAt) },
    });
  }

  async #editTitle(page: PageLook, who: number): Promise<void> {
    const title = this.unique("Talk");
    this.#justNow.push(page.id);
    this.enter(page.id, "title", "notion", title, title);
    await this.playground.edit(this.person(who).login, "sessions", page.id, { title });
  }

  async #moveEvent(event: EventLook, who: number, byMinutes: number): Promise<void> {
    const member = this.#guestOf(event, who);
    const by = byMinutes * MINUTE;
    const isMeeting = event.endsAt > event.startsAt && event.endsAt - event.startsAt < DAY;
    if (member === undefined || !isMeeting || event.startsAt + by <= this.now + AHEAD_MS) return this.skip();
    // Who may not change an event, as in a class, is refused by Calendar.
    const isMoved = await move(this.playground, member.email, event.id, by).catch(ignoreForbidden);
    if (!isMoved) return this.skip();
    const moved = eventsOf(this.playground).find(one => one.id === event.id);
    if (moved === undefined || event.sessionId === null) return;
    const value = `${moved.startsAt}/${moved.endsAt}`;
    this.enter(event.sessionId, "time", "calendar", value, this.clockTime(event.sessionId, moved.startsAt));
  }

  async #rename(event: EventLook): Promise<void> {
    const title = this.unique("Meeting");
    await this.patch(event.id, { summary: title }, "all");
    this.enter(event.sessionId ?? "", "title", "calendar", title, title);
  }

  /** Notes what somebody set on one side. */
  enter(session: string, field: "time" | "title", side: "notion" | "calendar", value: string, toldAs: string): void {
    this.ledger.enter({ session, field, side, value, toldAs, at: this.now });
  }

  /** A time of day as people of the session's programme read it. */
  clockTime(session: string, at: number): string {
    const programme = relation(pageOf(this.playground, "sessions", session), "programme")[0] ?? "";
    const timeZone = String(pageOf(this.playground, "programmes", programme)?.values.zone ?? "UTC");
    return new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(at);
  }

  #guestOf(event: EventLook | undefined, who: number): Member | undefined {
    const guests = this.people.filter(person => event?.guests.some(guest => guest.email === person.email));
    return guests[who % Math.max(guests.length, 1)];
  }

  /** The coordinator changes an event. */
  async patch(eventId: string, requestBody: object, sendUpdates: "all" | "none"): Promise<void> {
    const { calendarId, google } = this.playground;
    if (sendUpdates === "none" && "start" in requestBody)
      this.movedSilently.push({ eventId, place: google.outbox.length });
    await this.playground.calendarOf(COORDINATOR).events.patch({ calendarId, eventId, sendUpdates, requestBody });
  }

  async #addToEvent(act: Act & { do: "guest" | "text" }): Promise<void> {
    const event = this.event(act.which);
    if (event === undefined) return this.skip();
    const added = this.added.get(addedTo(event)) ?? { texts: [], guests: [] };
    this.added.set(addedTo(event), added);
    if (act.do === "text") {
      const text = this.unique("Please bring");
      added.texts.push(text);
      return this.patch(event.id, { description: `${event.text}\n\n${text}` }, "none");
    }
    const email = `${this.unique("expert").replaceAll(" ", "-")}@outside.example`;
    added.guests.push(email);
    const { data } = await this.playground
      .calendarOf(COORDINATOR)
      .events.get({ calendarId: this.playground.calendarId, eventId: event.id });
    return this.patch(event.id, { attendees: [...(data.attendees ?? []), { email }] }, "all");
  }

  async #changeMembers(act: Act & { do: "memberOut" | "memberIn" }): Promise<void> {
    const groups = pagesOf(this.playground, "groups").filter(
      group =>
        group.values.status === "active" && !this.hands.copies.has(group.id) && relation(group, "members").length > 0,
    );
    const group = groups[act.which % Math.max(groups.length, 1)];
    if (group === undefined) return this.skip();
    const members = relation(group, "members");
    const others = this.people
      .map(person => person.pageId)
      .filter(id => !members.includes(id) && relation(pageOf(this.playground, "people", id), "programmes").length > 0);
    if (act.do === "memberOut" ? members.length < 3 : others.length === 0) return this.skip();
    const next =
      act.do === "memberOut"
        ? members.filter((_, place) => place !== act.who % members.length)
        : [...members, others[act.who % others.length] ?? ""];
    await this.playground.edit(COORDINATOR, "groups", group.id, { members: next });
  }

  async #answer(act: Act & { do: "answer" }): Promise<void> {
    const { google } = this.playground;
    const forms = [...google.state.forms.values()].filter(form =>
      form.items.some(item => item.questionItem?.question.questionId === questionId("code")),
    );
    const form = forms[act.who % Math.max(forms.length, 1)];
    const met = form?.items.find(item => item.questionItem?.question.questionId === questionId("met"));
    if (form === undefined || met === undefined) return this.skip();
    const past = pagesOf(this.playground, "sessions").find(page => (endOf(page) ?? this.now) < this.now);
    const email = act.isStranger ? "stranger@elsewhere.example" : this.person(act.who).email;
    const answers = {
      [questionId("code")]: [past === undefined ? "NOCODE" : sessionCode(past.id)],
      [questionId("met")]: [met.questionItem?.question.choiceQuestion?.options[0]?.value ?? ""],
    };
    try {
      for (let times = act.twice ? 2 : 1; times > 0; times -= 1)
        google.submitForm(form.id, { respondentEmail: email, answers });
    } catch {
      this.skip();
    }
  }
}

/** What people add to an event goes with it; an instance of a series keeps it when the series is split. */
export function addedTo(event: EventLook): string {
  return event.seriesId === null ? event.id : `instance ${event.sessionId}`;
}

function ignoreForbidden(error: unknown): false {
  if ((error as { status?: number }).status !== 403) throw error;
  return false;
}

function ignoreGone(error: unknown): void {
  if (![404, 410].includes((error as { status?: number }).status ?? 0)) throw error;
}
