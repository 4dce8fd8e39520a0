import { isAway, isAwayAt, type Person, parsePerson } from "../../src/core/domain/person.ts";
import { FORMATS } from "../../src/core/domain/values/format.ts";
import type { Row } from "../../src/core/domain/values/row.ts";
import {
  addDays,
  DAY,
  HOUR,
  type Instant,
  localDate,
  MINUTE,
  mondayOf,
  overlaps,
  weekday,
} from "../../src/core/domain/values/time.ts";
import { workingTime } from "../../src/core/domain/values/workingHours.ts";
import { SESSION_LEAD_DAYS } from "../../src/core/rules/scheduling/spans.ts";
import { type EventLook, endOf, eventsOf, type PageLook, pagesOf, relation, startOf } from "../faults/looks.ts";
import { groupOfSeries } from "../faults/seriesLook.ts";
import { Ledger } from "./ledger.ts";
import { busyTimes, ENDS, STARTS, type YearWorld, ZONE } from "./world.ts";

/** Nothing is planned to begin sooner than this. */
const NOTICE_MS = 18 * HOUR;

/** A question nobody is suggested for comes to the coordinator within so long. */
const PASSED_ON_MS = 8 * DAY;

/** People somebody helps at once who does not say how many. */
const USUAL_MENTEES = 3;

/** What stands in Notion and the calendar at a moment, understood. */
interface Look {
  now: Instant;
  programme: PageLook;
  people: Map<string, Person>;
  groups: PageLook[];
  sessions: PageLook[];
  events: Map<string, EventLook[]>;
}

/** Holds a year to its promises, run after run. */
export class Watch {
  readonly ledger = new Ledger();
  readonly #world: YearWorld;
  /** Sessions that have begun, as they were when they did. */
  readonly #past = new Map<string, string>();
  readonly #members = new Map<string, Set<string>>();
  readonly #invited = new Map<string, string>();
  readonly #invitedOf = new Set<string>();
  readonly #hours = new Map<string, { hours: string; since: Instant }>();
  readonly #seen = new Map<string, Instant>();
  #mailsRead = 0;

  constructor(world: YearWorld) {
    this.#world = world;
  }

  /** What is true after each run. */
  look(): void {
    const look = this.#read();
    this.#noteHours(look);
    this.#groups(look);
    this.#forgotten(look);
    this.#begun(look);
    for (const session of look.sessions) if ((startOf(session) ?? 0) > look.now) this.#coming(look, session);
    this.#weeks(look);
    this.#questions(look);
    this.#mails(look);
  }

  #read(): Look {
    const { playground, programmeId } = this.#world;
    const people = new Map<string, Person>();
    for (const { id, values } of pagesOf(playground, "people")) {
      const parsed = parsePerson({ id, source: "people", url: "", values } as unknown as Row).value;
      if (parsed !== null) people.set(id, parsed);
    }
    const events = new Map<string, EventLook[]>();
    for (const event of eventsOf(playground))
      if (event.isLive && event.sessionId !== null)
        events.set(event.sessionId, [...(events.get(event.sessionId) ?? []), event]);
    const isOurs = (page: PageLook) => relation(page, "programme")[0] === programmeId;
    const programme = pagesOf(playground, "programmes").find(page => page.id === programmeId);
    if (programme === undefined) throw new Error("the programme's page is gone");
    const sessions = pagesOf(playground, "sessions");
    return {
      now: this.#world.now,
      programme,
      people,
      groups: pagesOf(playground, "groups").filter(isOurs),
      sessions,
      events,
    };
  }

  #groups({ groups, people }: Look): void {
    const { format } = this.#world.plan;
    const live = groups.filter(group => group.values.status !== "ended");
    const rounds = new Map<number, PageLook[]>();
    for (const group of live) {
      const round = Number(group.values.round);
      rounds.set(round, [...(rounds.get(round) ?? []), group]);
      const members = relation(group, "members");
      const known = this.#members.get(group.id) ?? new Set();
      for (const id of members) known.add(id);
      this.#members.set(group.id, known);
      if (format === "mentor" || format === "reverse")
        this.ledger.claim("nobody meets their own manager", !hasManager(members, people), String(group.values.name));
    }
    for (const [round, formed] of rounds) {
      const seats = formed.flatMap(group => relation(group, "members"));
      if (format === "pair" || format === "triad" || format === "circle")
        this.ledger.claim("nobody is in two groups of a round", new Set(seats).size === seats.length, `round ${round}`);
      if (format === "mentor" || format === "reverse") this.#helpers(formed, people, round);
    }
  }

  /** Nobody is helped by two, and nobody helps more people than they can. */
  #helpers(formed: readonly PageLook[], people: ReadonlyMap<string, Person>, round: number): void {
    const helps = formed.map(group => {
      const helper = relation(group, "facilitator")[0] ?? "";
      return { helper, helped: relation(group, "members").filter(id => id !== helper) };
    });
    const helped = helps.flatMap(one => one.helped);
    this.ledger.claim("nobody is helped by two", new Set(helped).size === helped.length, `round ${round}`);
    for (const [id, person] of people) {
      const count = helps.filter(one => one.helper === id).length;
      const most = person.mentees ?? USUAL_MENTEES;
      this.ledger.claim("nobody helps more than they can", count <= most, `${person.name}, round ${round}: ${count}`);
      const isBoth = count > 0 && helped.includes(id);
      this.ledger.claim("nobody helps and is helped in one round", !isBoth, `${person.name}, round ${round}`);
    }
  }

  /** Whoever is there for two days of what is left of a round is in a group of it, or a page says why not. */
  #forgotten({ groups, people, programme, now }: Look): void {
    const { format, programme: values } = this.#world.plan;
    if (format === "micro" || format === "open" || programme.values.status !== "active") return;
    const days = 7 * Number(values.roundWeeks ?? FORMATS[format].roundWeeks);
    const today = localDate(now, ZONE);
    const round = Math.floor((Date.parse(today) - Date.parse(STARTS)) / (days * DAY));
    const endsOn = addDays(STARTS, (round + 1) * days);
    if (round < 0 || today >= ENDS) return;
    const seated = new Set(
      groups
        .filter(group => group.values.status !== "ended" && Number(group.values.round) === round + 1)
        .flatMap(group => relation(group, "members")),
    );
    for (const person of people.values()) {
      if (!person.programmeIds.includes(this.#world.programmeId) || person.status === "left" || seated.has(person.id))
        continue;
      const left: string[] = [];
      for (let day = addDays(today, 1); day < endsOn; day = addDays(day, 1)) left.push(day);
      const there = left.filter(day => (person.hours[weekday(day) - 1] ?? []).length > 0 && !isAway(person, day));
      const says = `${programme.values.krugSays}`;
      const isTold = says.includes(person.name) || this.#says(person.id) !== "";
      this.ledger.claim(
        "nobody is without a group and a reason",
        there.length < 2 || person.consentedOn === null || isTold,
        `${person.name} on ${today}`,
      );
    }
  }

  #says(personId: string): string {
    const page = pagesOf(this.#world.playground, "people").find(one => one.id === personId);
    return String(page?.values.krugSays ?? "");
  }

  /** Once begun, a session's time, title, group and guests stay. */
  #begun({ sessions, events, now }: Look): void {
    for (const page of sessions) {
      const start = startOf(page);
      if (start === null || start > now || page.values.status === "no_slot") continue;
      const event = events.get(page.id)?.[0];
      const guests = (event?.guests ?? []).map(guest => guest.email).sort();
      const told = JSON.stringify([
        page.values.when,
        page.values.title,
        relation(page, "group"),
        event?.startsAt,
        guests,
      ]);
      const before = this.#past.get(page.id);
      if (before === undefined) this.#past.set(page.id, told);
      else this.ledger.claim("what has begun stays as it was", before === told, `${before} became ${told}`);
    }
  }

  #coming({ people, events, groups, now }: Look, page: PageLook): void {
    const found = events.get(page.id) ?? [];
    const isPlanned = page.values.status === "planned";
    const what = `${page.values.title} ${JSON.stringify(page.values.when)}`;
    this.ledger.claim("a session has one event, a cancelled one none", found.length === (isPlanned ? 1 : 0), what);
    const [event] = found;
    const start = startOf(page);
    const end = endOf(page);
    if (event === undefined || !isPlanned || start === null || end === null) return;
    const isSame = event.startsAt === start && event.endsAt === end && event.title === page.values.title;
    this.ledger.claim("page and event say the same", isSame, what);
    const group = groups.find(one => one.id === relation(page, "group")[0]);
    const members = relation(group ?? null, "members").flatMap(id => people.get(id) ?? []);
    const { programmeId } = this.#world;
    const wanted = members.filter(
      one => one.programmeIds.includes(programmeId) && one.consentedOn !== null && !isAwayAt(one, start),
    );
    const isGuest = (one: Person) => event.guests.some(guest => guest.email === one.email);
    // Of a series, the meetings that are as near as single ones are planned are held to who is there.
    const isNear = start < now + SESSION_LEAD_DAYS * DAY;
    const strangers = event.guests.filter(guest => !wanted.some(one => one.email === guest.email));
    this.ledger.claim(
      "only members who are there are invited",
      !isNear || strangers.length === 0,
      `${what}: ${strangers.map(one => one.email)} as of ${new Date(now).toISOString()}`,
    );
    // Who came late and is not free then is left out of that one meeting.
    const missing = wanted.filter(one => !isGuest(one) && this.#unfit(event, one, now) === null);
    this.ledger.claim("whoever is in the group is invited", !isNear || missing.length === 0, what);
    const guests = wanted.filter(isGuest);
    if (isNear && !this.#world.movedByHand.has(page.id)) this.#suits(page, event, guests, now);
    if (this.#seen.has(page.id)) return;
    this.#seen.set(page.id, now);
    if (page.values.kind === "check_in") this.#firstDay(page, members, start, now);
  }

  /** A time Krug chose lies in everybody's hours and over nothing of theirs, or its page says it does not. */
  #suits(page: PageLook, event: EventLook, guests: readonly Person[], now: Instant): void {
    for (const person of guests) {
      const what = `${page.values.title} ${new Date(event.startsAt).toISOString()} for ${person.name}`;
      const unfit = this.#unfit(event, person, now);
      const isTold = page.values.krugSays !== "";
      this.ledger.claim("sessions lie in everybody's hours", unfit !== "hours" || isTold, what);
      this.ledger.claim("sessions lie over nothing in a calendar", unfit !== "busy", what);
    }
  }

  /** Why a time does not suit somebody; null when it does, or when what makes it unfit came too late to be minded. */
  #unfit(event: EventLook, person: Person, now: Instant): "hours" | "busy" | null {
    const window = { startsAt: event.startsAt, endsAt: event.endsAt };
    const around = { startsAt: window.startsAt - DAY, endsAt: window.endsAt + DAY };
    const isWithin = workingTime(person.hours, person.zone, around).some(
      time => time.startsAt <= window.startsAt && window.endsAt <= time.endsAt,
    );
    if (!isWithin && !this.#isOlderThanHours(event, person, now)) return "hours";
    const somebody = this.#world.cast.find(one => one.email === person.email);
    const busy =
      somebody === undefined
        ? []
        : busyTimes(this.#world, somebody, window, this.#seen.get(event.sessionId ?? "") ?? now);
    return busy.some(time => overlaps(time, window)) ? "busy" : null;
  }

  /** Notes since when people's hours are as they are. */
  #noteHours({ people, now }: Look): void {
    for (const person of people.values()) {
      const hours = JSON.stringify([person.hours, person.zone]);
      const known = this.#hours.get(person.id);
      if (known?.hours === hours) continue;
      this.#hours.set(person.id, { hours, since: known === undefined ? Number.NEGATIVE_INFINITY : now });
    }
  }

  /** True for what was planned before somebody's hours changed: it stays until people move it. */
  #isOlderThanHours({ sessionId }: EventLook, person: Person, now: Instant): boolean {
    return (this.#seen.get(sessionId ?? "") ?? now) < (this.#hours.get(person.id)?.since ?? Number.NEGATIVE_INFINITY);
  }

  /** On the first day of the week on which the whole group works; what comes up later does not move it. */
  #firstDay(page: PageLook, members: readonly Person[], start: Instant, now: Instant): void {
    const day = localDate(start, ZONE);
    const days = [0, 1, 2, 3, 4, 5, 6].map(offset => addDays(mondayOf(day), offset));
    const isAhead = (date: string) => Date.parse(`${date}T12:00:00Z`) > now + NOTICE_MS;
    const isFree = (person: Person, date: string) =>
      (person.hours[weekday(date) - 1] ?? []).length > 0 && !isAway(person, date);
    const isSuitable = (date: string, people: readonly Person[]) => people.every(person => isFree(person, date));
    const there = members.filter(person => isFree(person, day));
    const first = days.find(date => isAhead(date) && isSuitable(date, there));
    const ofAll = days.find(
      date => isAhead(date) && members.every(one => (one.hours[weekday(date) - 1] ?? []).length > 0),
    );
    this.ledger.claim(
      "check-ins are on the first day all work",
      day === first || day === ofAll,
      `${page.values.title} ${day}`,
    );
  }

  /** No question is forgotten: it has helpers, waits for its asker or for a coordinator, or is over; its session is short. */
  #questions({ sessions, programme, now }: Look): void {
    // While a programme is paused its board waits too.
    if (programme.values.status !== "active") return;
    for (const page of pagesOf(this.#world.playground, "help")) {
      const { state, question } = page.values;
      const isHelped = relation(page, "suggested").length > 0 || relation(page, "takenBy").length > 0;
      const isSeen = isHelped || state === "needs_detail" || state === "with_coordinator" || state === "resolved";
      const since = Date.parse((page.values.waiting as { start: string } | null)?.start ?? "");
      const isRecent = state === "open" && now - since < PASSED_ON_MS;
      this.ledger.claim("no question is forgotten", isSeen || isRecent, `${question}: ${state}`);
      const [asker] = relation(page, "askedBy");
      const helpers = [...relation(page, "suggested"), ...relation(page, "asked")];
      this.ledger.claim("nobody is to help themselves", !helpers.includes(asker ?? ""), String(question));
      const session = sessions.find(one => one.id === relation(page, "session")[0]);
      const [start, end] = [
        session === undefined ? null : startOf(session),
        session === undefined ? null : endOf(session),
      ];
      if (start !== null && end !== null)
        this.ledger.claim("a session on a question is short", end - start <= 30 * MINUTE, String(question));
    }
  }

  /** No more sessions a week than a person takes, and never two at a time. */
  #weeks({ sessions, events, people, now }: Look): void {
    const planned = new Map<string, Instant[]>();
    const times = new Map<string, EventLook[]>();
    for (const page of sessions) {
      const event = events.get(page.id)?.[0];
      if (event === undefined || event.startsAt <= now || page.values.status !== "planned") continue;
      for (const guest of event.guests) {
        if (guest.reply === "declined") continue;
        times.set(guest.email, [...(times.get(guest.email) ?? []), event]);
        if (page.values.kind !== "check_in")
          planned.set(guest.email, [...(planned.get(guest.email) ?? []), event.startsAt]);
      }
    }
    for (const person of people.values()) {
      const weeks = new Map<string, number>();
      for (const at of planned.get(person.email) ?? []) {
        const monday = mondayOf(localDate(at, person.zone));
        weeks.set(monday, (weeks.get(monday) ?? 0) + 1);
      }
      const most = person.sessionsAWeek;
      if (most !== null)
        for (const [monday, count] of weeks)
          this.ledger.claim(
            "nobody has more sessions a week than they take",
            count <= most,
            `${person.name}, ${monday}: ${count} of ${most}`,
          );
      const own = (times.get(person.email) ?? []).sort((a, b) => a.startsAt - b.startsAt);
      for (const [place, event] of own.entries()) {
        const next = own[place + 1];
        const isPeoples = [event, next].some(one => this.#world.movedByHand.has(one?.sessionId ?? ""));
        if (next !== undefined && !isPeoples)
          this.ledger.claim(
            "nobody has two sessions at a time",
            event.endsAt <= next.startsAt,
            `${person.name}: ${event.title}`,
          );
      }
    }
  }

  /** Every mail has a reader whom it concerns, and nobody is invited twice to one thing. */
  #mails({ events, sessions }: Look): void {
    const { outbox } = this.#world.playground.google;
    const groupOf = new Map(sessions.map(page => [page.id, relation(page, "group")[0] ?? ""]));
    const sessionOf = new Map([...events].flatMap(([id, list]) => list.map(event => [event.id, id] as const)));
    for (let place = this.#mailsRead; place < outbox.length; place += 1) {
      const mail = outbox[place];
      if (mail === undefined || this.#world.ownMails.has(place) || mail.kind === "reply" || mail.kind === "sharing")
        continue;
      const mark = `${mail.to} ${mail.recurringEventId ?? mail.eventId}`;
      const told = `${mail.summary} ${mail.start} ${mail.recurrence?.join(";") ?? ""}`;
      const groupId =
        groupOfSeries(this.#world.playground, mail.recurringEventId ?? mail.eventId ?? "") ??
        groupOf.get(sessionOf.get(mail.eventId ?? "") ?? "");
      const group = this.#members.get(groupId ?? "");
      const emails = group === undefined ? null : this.#emailsOf(group);
      if (emails !== null)
        this.ledger.claim("mails go to members only", emails.has(mail.to), `${mail.kind} to ${mail.to}: ${told}`);
      if (mail.kind === "invitation") {
        this.ledger.claim("nobody is invited twice", !this.#invited.has(mark), `${mail.to}: ${told}`);
        this.#invited.set(mark, told);
        this.#invitedOf.add(`${mail.to} ${groupId}`);
      } else if (mail.kind === "cancellation") {
        const isKnown = this.#invited.has(mark) || this.#invitedOf.has(`${mail.to} ${groupId}`);
        this.ledger.claim("only what was invited to is cancelled", isKnown, `${mail.to}: ${told}`);
        if (mail.recurringEventId === undefined) this.#invited.delete(mark);
      } else {
        this.ledger.claim("an update tells something new", this.#invited.get(mark) !== told, `${mail.to}: ${told}`);
        this.#invited.set(mark, told);
      }
      this.ledger.count(`mails: ${mail.kind}`);
    }
    this.#mailsRead = outbox.length;
  }

  #emailsOf(ids: ReadonlySet<string>): Set<string> {
    const { pages, cast } = this.#world;
    return new Set(cast.filter(person => ids.has(pages.get(person.key) ?? "")).map(person => person.email));
  }
}

function hasManager(members: readonly string[], people: ReadonlyMap<string, Person>): boolean {
  return members.some(id => members.includes(people.get(id)?.managerId ?? ""));
}
