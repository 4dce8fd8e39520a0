import type { Link } from "../../src/core/domain/link.ts";
import { SOURCE_KEYS } from "../../src/core/domain/values/row.ts";
import { DAY, overlaps, parseInstant } from "../../src/core/domain/values/time.ts";
import { workingTime } from "../../src/core/domain/values/workingHours.ts";
import { parseWorkingHours } from "../../src/core/domain/values/writtenHours.ts";
import { linkTable } from "../../src/store/mirror/links.ts";
import type { Harm, Violation } from "./ledger.ts";
import { addedTo, type Life, type Member } from "./life.ts";
import {
  commentsOn,
  type EventLook,
  endOf,
  eventsOf,
  type PageLook,
  pageOf,
  pagesOf,
  relation,
  startOf,
} from "./looks.ts";
import { groupOfSeries, meetingsOf } from "./seriesLook.ts";

/** All that is wrong with a world that has come to rest. */
export async function violationsIn(life: Life): Promise<{ violations: Violation[]; late: number; gaps: number }> {
  const inspection = new Inspection(
    life,
    new Map((await linkTable.list(life.sql)).map(link => [link.sessionId, link])),
  );
  inspection.keysAreSingle();
  inspection.sessionsAndEvents();
  inspection.mailsSaidSomething();
  inspection.peoplesColumns();
  inspection.gatherings();
  await inspection.decorations();
  return inspection;
}

class Inspection {
  readonly violations: Violation[] = [];
  late = 0;
  gaps = 0;
  readonly #life: Life;
  readonly #links: ReadonlyMap<string, Link>;
  readonly #events: EventLook[];

  constructor(life: Life, links: ReadonlyMap<string, Link>) {
    this.#life = life;
    this.#links = links;
    this.#events = eventsOf(life.playground);
  }

  #harm(harm: Harm, what: string): void {
    this.violations.push({ harm, what });
  }

  /** No two pages carry one key. */
  keysAreSingle(): void {
    for (const source of SOURCE_KEYS) {
      const seen = new Set<string>();
      for (const page of pagesOf(this.#life.playground, source)) {
        if (this.#life.hands.copies.has(page.id)) continue;
        const key = String(page.values.key ?? "");
        if (key !== "" && seen.has(key)) this.#harm("duplicate", `two pages of ${source} with the key ${key}`);
        seen.add(key);
      }
    }
  }

  /** Each planned session ahead has one live event, the two agree, and the other way round. */
  sessionsAndEvents(): void {
    const { playground } = this.#life;
    const { now, hands } = this.#life;
    for (const page of pagesOf(playground, "sessions")) {
      const live = this.#events.filter(event => event.isLive && event.sessionId === page.id);
      const [event] = live;
      if (live.length > 1) this.#harm("duplicate", `${live.length} live events for ${named(page)}`);
      const startsAt = startOf(page);
      const isAhead = startsAt !== null && startsAt > now;
      const group = pageOf(playground, "groups", relation(page, "group")[0] ?? "");
      const isRun = hands.statusOf(group) === "active";
      // Of what the first page said before nothing is known once the database is lost.
      if (hands.copies.get(page.id)?.isEdited === false && event !== undefined && !this.#life.wasLost)
        this.#harm("duplicate", `${named(page)} is an untouched copy and has an event`);
      if (hands.isHeld(page.id) || this.#isHeldBy(page)) {
        this.#stands(page.id, event, isRun);
        continue;
      }
      // Which time counts is told on the page, until one side has a right one again.
      if (hands.odd.has(page.id) && !hands.isHealed(page.id)) {
        if (isAhead && page.values.status === "cancelled" && this.#life.wishes.get(page.id)?.isOn !== false && isRun)
          this.#harm("diverged", `${named(page)} was cancelled for a time nobody can meet at`);
        if (isAhead && isRun && hands.statusOf(page) === "planned") this.#tellsOfOddTime(page, event);
        continue;
      }
      if (event !== undefined && event.startsAt <= now !== !isAhead) {
        this.late += 1;
        continue;
      }
      if (!isAhead) continue;
      const isPlanned = hands.statusOf(page) === "planned";
      this.#wish(page, isPlanned, event);
      if (isPlanned && isRun && event === undefined && this.#present(group, startsAt).length > 0)
        this.#harm("diverged", `${named(page)} is planned and has no event`);
      if (!isPlanned && event !== undefined)
        this.#harm("diverged", `${named(page)} is ${page.values.status} and its event lives`);
      if (isPlanned && isRun && event !== undefined) this.#agree(page, event, group);
    }
    for (const event of this.#events) {
      if (!event.isLive || event.startsAt <= now) continue;
      if (event.sessionId === null) {
        const group = groupOfSeries(playground, event.seriesId ?? "");
        // With the database lost before the next run nothing tells that what ended went on in another series.
        if (group !== null && !(this.#life.wasLost && (hands.splitMeanwhile.has(group) || this.#isGroupHeld(group))))
          this.#harm("diverged", `the event ${event.title}, of a series of Krug's, has no page`);
        continue;
      }
      const isKnown = hands.away.has(event.sessionId) || pageOf(playground, "gatherings", event.sessionId) !== null;
      if (pageOf(playground, "sessions", event.sessionId) === null && !isKnown)
        this.#harm("diverged", `the event ${event.title} has no page`);
    }
  }

  /** True where nothing new starts from the group or programme of a session. */
  #isHeldBy(page: PageLook): boolean {
    return [...relation(page, "group"), ...relation(page, "programme")].some(id => this.#life.hands.isHeld(id));
  }

  #isGroupHeld(groupId: string): boolean {
    const group = pageOf(this.#life.playground, "groups", groupId);
    return this.#life.hands.isHeld(groupId) || (group !== null && this.#isHeldBy(group));
  }

  /** What stood when a page was held stands, unless people called it off. */
  #stands(sessionId: string, event: EventLook | undefined, isRun: boolean): void {
    const { hands, wishes, now } = this.#life;
    const stood = hands.stood.get(sessionId);
    if (stood === undefined || stood <= now || !isRun || wishes.get(sessionId)?.isOn === false) return;
    // With the database lost a series is known again, in its new place, once the page that is held says a word Krug knows.
    if (this.#life.wasLost && hands.dragged.has(sessionId)) return;
    // An event that people made recur stands as each of its meetings, which have no session of their own.
    const recurring = hands.odd.get(sessionId)?.what === "weekly" ? hands.odd.get(sessionId)?.eventId : undefined;
    const isThere =
      event !== undefined || this.#events.some(({ isLive, seriesId }) => isLive && seriesId === recurring);
    if (!isThere) this.#harm("diverged", `the event of ${sessionId} was called off while its page is held`);
  }

  /** A class has one event, which says what its page says. */
  gatherings(): void {
    const { playground, hands, now } = this.#life;
    for (const page of pagesOf(playground, "gatherings")) {
      const live = this.#events.filter(event => event.isLive && event.sessionId === page.id);
      const [event] = live;
      if (live.length > 1) this.#harm("duplicate", `${live.length} live events for ${named(page)}`);
      if (event === undefined || event.startsAt <= now || (startOf(page) ?? 0) <= now) continue;
      if (relation(page, "programmes").some(id => hands.isHeld(id))) continue;
      const odd = hands.odd.get(page.id);
      if (odd !== undefined) this.#tellsOfOddTime(page, event);
      // Whatever is written to an event that people made recur, all its meetings get.
      if (page.values.title !== event.title && odd?.what !== "weekly")
        this.#harm("diverged", `${named(page)}: "${event.title}" in Calendar`);
      if (startOf(page) !== event.startsAt && odd === undefined)
        this.#harm("diverged", `${named(page)}: at ${event.startsAt} in Calendar`);
    }
  }

  /** Where an event has a time its page can't say, the page says so. */
  #tellsOfOddTime(page: PageLook, event: EventLook | undefined): void {
    if (event !== undefined && String(page.values.krugSays ?? "") === "")
      this.#harm("lost", `${named(page)} says nothing of the odd time its event has`);
  }

  /** What people set on an event stays on it. */
  async decorations(): Promise<void> {
    const { hands, now } = this.#life;
    for (const event of this.#events) {
      if (!event.isLive || event.startsAt <= now) continue;
      for (const what of await hands.lostFrom(event))
        this.#harm("lost", `the ${what} people set on "${event.title}" (${event.sessionId}) is gone`);
    }
  }

  /** What was cancelled last stays cancelled; what was restored is there, or its page says why not. */
  #wish(page: PageLook, isPlanned: boolean, event: EventLook | undefined): void {
    const wish = this.#life.wishes.get(page.id);
    if (wish === undefined) return;
    if (!wish.isOn && (isPlanned || event !== undefined))
      this.#harm("lost", `${named(page)} was cancelled and came back`);
    const isEnded =
      pageOf(this.#life.playground, "groups", relation(page, "group")[0] ?? "")?.values.status === "ended";
    if (wish.isOn && !isPlanned && !isEnded && commentsOn(this.#life.playground, page.id).length === 0)
      this.#harm("lost", `${named(page)} was restored and is cancelled, and nobody was told`);
  }

  #agree(page: PageLook, event: EventLook, group: PageLook | null): void {
    const { playground, ledger } = this.#life;
    const sides = this.#life.sidesOf(page.id);
    const link = this.#links.get(page.id);
    const comments = commentsOn(playground, page.id);
    for (const field of ["time", "title"] as const) {
      const { notion, calendar } = sides[field];
      if (notion !== calendar)
        this.#harm("diverged", `${named(page)}: ${field} ${shown(notion)} in Notion, ${shown(calendar)} in Calendar`);
      const base = field === "time" ? `${link?.base.startsAt}/${link?.base.endsAt}` : link?.base.title;
      if (notion === calendar && base !== notion)
        this.#harm("diverged", `${named(page)}: both say ${shown(notion)}, the base ${shown(base ?? "")}`);
      for (const edit of ledger.lost(page.id, field, notion ?? "", comments, this.#life.wasLost)) {
        if (edit.isInGap) this.gaps += 1;
        else
          this.#harm(
            "lost",
            `${named(page)}: ${field} ${shown(edit.value)} set in ${edit.side} is gone (now ${shown(notion)}) and was not told`,
          );
      }
    }
    if (link?.eventId !== event.id || link.base.isCancelled)
      this.#harm("diverged", `${named(page)}: the link names another event`);
    this.#guests(page, event, group, link);
    const added = this.#life.added.get(addedTo(event));
    for (const text of added?.texts ?? [])
      if (!shows(event, text)) this.#harm("lost", `${named(page)}: "${text}" is gone from its event`);
    this.#agenda(page, event);
  }

  #guests(page: PageLook, event: EventLook, group: PageLook | null, link: Link | undefined): void {
    const present = this.#present(group, event.startsAt);
    const members = this.#life.people.filter(person => relation(group, "members").includes(person.pageId));
    const { aliases, aliasesMeanwhile, away, former, unread } = this.#life.hands;
    // Who said no is asked nothing more, under a new address neither.
    const whose = ({ email, reply }: EventLook["guests"][number]) =>
      aliases.get(email) ?? (reply === "declined" ? former.get(email)?.member : undefined);
    const there = event.guests
      .filter(({ email }) => !this.#isNobodys(email))
      .map(guest => whose(guest)?.email ?? guest.email);
    for (const { email } of event.guests)
      if (this.#isNobodys(email) && !String(page.values.krugSays).includes(email))
        this.#harm("lost", `${named(page)} says nothing of ${email}, which is on no page of People`);
    if (new Set(there).size < there.length)
      this.#harm("duplicate", `${named(page)}: somebody is on it twice: ${there}`);
    const added = this.#life.added.get(addedTo(event))?.guests ?? [];
    for (const email of added)
      if (!there.includes(email)) this.#harm("lost", `${named(page)}: the guest ${email} people added is gone`);
    const mayStay = [
      ...added,
      ...event.guests.filter(({ email }) => aliasesMeanwhile.has(email)).map(guest => whose(guest)?.email),
      ...members.filter(person => unread.has(person.pageId)).map(person => person.email),
      // Whether somebody was taken out, or only their page can't be seen any more, nobody can tell: the group's page says so.
      ...this.#life.people
        .filter(person => away.has(person.pageId) && String(group?.values.krugSays ?? "") !== "")
        .map(person => person.email),
    ];
    for (const email of there)
      if (!mayStay.includes(email) && !(this.#isFar(event) ? members : present).some(person => person.email === email))
        this.#harm("diverged", `${named(page)}: ${email} is invited and not in the group, or away`);
    const { hands } = this.#life;
    const missing = present.filter(person => !there.includes(person.email) && !hands.isHeld(person.pageId));
    const areFree = missing.every(person => this.#isFree(person, event));
    for (const person of missing)
      if ((areFree && !this.#isFar(event)) || link?.base.guestEmails.includes(person.email))
        this.#harm("diverged", `${named(page)}: ${person.email} is in the group and not invited`);
  }

  /**
   * True for another address of somebody whose page has left People, once the database is lost: events tell of the addresses Krug
   * invited, and this one people wrote there themselves, so nothing says whose it is. It counts as a guest from outside.
   */
  #isNobodys(email: string): boolean {
    const { hands, wasLost } = this.#life;
    const owner = hands.aliases.get(email);
    return wasLost && owner !== undefined && hands.away.has(owner.pageId);
  }

  /** Of a series only near instances leave out who is away, and look anew for a time that suits who came. */
  #isFar(event: EventLook): boolean {
    return event.seriesId !== null && event.startsAt > this.#life.now + 13 * DAY;
  }

  /** An instance of a series that has others before it carries no agenda yet. */
  #isNext(event: EventLook): boolean {
    return !this.#events.some(other => {
      const startsAt = this.#meetsAt(other);
      return (
        event.seriesId !== null &&
        other.seriesId === event.seriesId &&
        other.isLive &&
        other.sessionId !== null &&
        other.id !== event.id &&
        // Of two at one moment either may be the next.
        startsAt <= event.startsAt &&
        startsAt > this.#life.now
      );
    });
  }

  /** When people meet: an event that people made odd names no time, and its page's stands. */
  #meetsAt({ sessionId, startsAt }: EventLook): number {
    const page = this.#life.hands.odd.has(sessionId ?? "")
      ? pageOf(this.#life.playground, "sessions", sessionId ?? "")
      : null;
    return (page === null ? null : startOf(page)) ?? startsAt;
  }

  /** What people wrote about goals and questions stands in the invitation, unless a guest from outside would read it. */
  #agenda(page: PageLook, event: EventLook): void {
    const { playground, people } = this.#life;
    if (!this.#isNext(event)) return;
    if (
      this.#isOfBoard(page) ||
      page.values.kind === "check_in" ||
      event.guests.some(guest => guest.email.endsWith("@outside.example") || this.#isNobodys(guest.email))
    )
      return;
    const questions = String(page.values.questions ?? "");
    if (!shows(event, questions)) this.#harm("lost", `${named(page)}: "${questions}" is not in its event`);
    for (const person of people) {
      if (!event.guests.some(guest => guest.email === person.email)) continue;
      const goal = pageOf(playground, "roadmap", person.goalId);
      if (goal !== null && !shows(event, String(goal.values.title)))
        this.#harm("lost", `${named(page)}: ${person.name}'s goal "${goal.values.title}" is not in its event`);
    }
  }

  /** What a question of the help board led to is about that question, and so is what people copied from it. */
  #isOfBoard(page: PageLook): boolean {
    const { playground } = this.#life;
    const led = pagesOf(playground, "help").flatMap(question => relation(question, "session"));
    const groups = led.flatMap(id => relation(pageOf(playground, "sessions", id), "group"));
    return led.includes(page.id) || relation(page, "group").some(id => groups.includes(id));
  }

  /** Members of a group who are not away at an instant; of a group that stays as it is, who did not leave the programme either. */
  #present(group: PageLook | null, at: number): Member[] {
    const { hands, people, playground } = this.#life;
    const members = relation(group, "members");
    // Whether the group goes on hangs on somebody's word that Krug doesn't know: until then nobody is taken out of it.
    const isKept = [group?.id ?? "", ...members].some(id => hands.isHeld(id));
    return people.filter(person => {
      if (!members.includes(person.pageId)) return false;
      const page = pageOf(playground, "people", person.pageId);
      const away = page?.values.away as { start: string; end: string | null } | null | undefined;
      if (isKept && hands.statusOf(page) === "left") return false;
      if (hands.statusOf(page) === "paused" && !away) return false;
      if (!away) return true;
      const day = new Intl.DateTimeFormat("en-CA", { timeZone: person.zone }).format(at);
      return day < away.start || day > (away.end ?? "9999");
    });
  }

  #isFree(person: Member, event: EventLook): boolean {
    const hours = parseWorkingHours("9-18");
    if (hours === null) return false;
    const works = workingTime(hours, person.zone, event).some(
      time => time.startsAt <= event.startsAt && time.endsAt >= event.endsAt,
    );
    const isTaken = meetingsOf(this.#life.playground, person.email).some(
      ({ copy, id, startsAt, endsAt }) =>
        !copy.gone &&
        id !== event.id &&
        copy.event.fields.status !== "cancelled" &&
        overlaps({ startsAt, endsAt }, event),
    );
    return works && !isTaken && !this.#meetsElsewhere(person, event);
  }

  /** Whether another session of theirs, which they may not be invited to yet, is planned at that time. */
  #meetsElsewhere(person: Member, event: EventLook): boolean {
    const { playground } = this.#life;
    return pagesOf(playground, "sessions").some(page => {
      const [startsAt, endsAt] = [startOf(page), endOf(page)];
      const members = relation(pageOf(playground, "groups", relation(page, "group")[0] ?? ""), "members");
      const isOther =
        page.id !== event.sessionId && page.values.status === "planned" && members.includes(person.pageId);
      return isOther && startsAt !== null && endsAt !== null && overlaps({ startsAt, endsAt }, event);
    });
  }

  /** One invitation an event and stay, and no mail that says what its reader knew. */
  mailsSaidSomething(): void {
    const { playground, ownMails, movedSilently } = this.#life;
    const invited = new Map<string, number>();
    const known = new Map<string, string>();
    const silently = [...movedSilently];
    for (const [place, mail] of playground.google.outbox.entries()) {
      // What was mailed of an event is old once it has another time that nobody was mailed.
      while (silently[0] !== undefined && silently[0].place <= place) {
        const { eventId } = silently.shift() as { eventId: string };
        for (const mark of known.keys()) if (mark.endsWith(` ${eventId}`)) known.delete(mark);
      }
      if (mail.eventId === null || mail.kind === "reply" || mail.kind === "sharing") continue;
      const mark = `${mail.to} ${mail.eventId}`;
      const says = `${mail.summary} ${parseInstant(mail.start ?? "")} ${mail.recurrence?.join() ?? ""}`;
      if (mail.kind === "invitation") {
        invited.set(mark, (invited.get(mark) ?? 0) + 1);
        if ((invited.get(mark) ?? 0) > 1 && !ownMails.has(place))
          this.#harm("stray_mail", `${mail.to} was invited twice to ${mail.summary}`);
      }
      if (mail.kind === "cancellation") {
        invited.set(mark, 0);
        // Who left the group was taken off under the address the event had; who comes back is invited under the main one.
        const member = this.#life.hands.aliases.get(mail.to);
        if (member !== undefined && this.#life.wasOut(member, mail.eventId))
          invited.set(`${member.email} ${mail.eventId}`, 0);
      }
      if (mail.kind === "update" && known.get(mark) === says && !ownMails.has(place))
        this.#harm("stray_mail", `${mail.to} was mailed an update of ${mail.summary} that says nothing new`);
      known.set(mark, says);
      const actor = `${mail.actor} ${mail.eventId}`;
      if (ownMails.has(place)) known.set(actor, says);
    }
  }

  /** Columns that are people's say what people wrote last. */
  peoplesColumns(): void {
    for (const [id, { source, values }] of this.#life.said) {
      const page = pageOf(this.#life.playground, source, id);
      if (page === null && this.#life.trashed.includes(id)) continue;
      for (const [key, value] of Object.entries(values))
        if (
          !(key === "status" && this.#life.hands.words.has(id)) &&
          JSON.stringify(page?.values[key] ?? null) !== JSON.stringify(value)
        )
          this.#harm(
            "lost",
            `${key} of a page of ${source} says ${JSON.stringify(page?.values[key])}, not ${JSON.stringify(value)}`,
          );
    }
  }
}

/** Whether an event's text says something, as its editor shows it. */
function shows(event: EventLook, text: string): boolean {
  return asShown(event.text).includes(asShown(text));
}

function asShown(text: string): string {
  return text
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&nbsp;|&#160;/g, " ")
    .replaceAll(/&amp;/g, "&")
    .replaceAll(/&lt;/g, "<")
    .replaceAll(/&gt;/g, ">")
    .replaceAll(/&quot;|&#34;/g, '"')
    .replaceAll(/&#39;|&apos;/g, "'")
    .replaceAll(/\s+/g, " ")
    .trim();
}

const named = (page: PageLook) => `session "${page.values.title}" (${page.id.slice(0, 8)})`;

function shown(value: string | null): string {
  const times = /^(\d+)\/(\d+)$/.exec(value ?? "");
  return times === null ? `"${value}"` : new Date(Number(times[1])).toISOString();
}
