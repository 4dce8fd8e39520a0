import type { EventCopy, Guest } from "../../src/core/domain/event.ts";
import type { FormKind } from "../../src/core/domain/form.ts";
import { isLetter } from "../../src/core/domain/letter.ts";
import { sessionCode } from "../../src/core/domain/session.ts";
import { FORMATS } from "../../src/core/domain/values/format.ts";
import { LANGUAGES } from "../../src/core/domain/values/language.ts";
import { OPTIONS } from "../../src/core/domain/values/options.ts";
import { type Random, randomOf } from "../../src/core/domain/values/random.ts";
import type { PlainValue, Row, SourceKey } from "../../src/core/domain/values/row.ts";
import { addDays, DAY, HOUR, type Instant, localDate, MINUTE, toIso } from "../../src/core/domain/values/time.ts";
import type { BusyTimes } from "../../src/core/rules/scheduling/members.ts";
import { questionId, skillQuestionKey } from "../../src/core/rules/surveys/form.ts";
import { pulseResult } from "../../src/core/rules/surveys/pulse.ts";
import { type QuestionKey, questionTexts } from "../../src/core/rules/surveys/texts.ts";
import type { Mirror } from "../../src/core/state/mirror.ts";
import { changesOf } from "../../src/core/state/pageChanges.ts";
import { aGathering, aGoal, aMirror, anId, aPage, aPerson, aProgramme, aQuestion, at, on } from "../world/builders.ts";

type Values = Record<string, PlainValue>;

const NAMES = ["Ana", "Boris", "Carla", "Dan", "Eva", "Farid", "Gleb", "Hana", "Ivo", "Jana", "Kiril"];
const SKILLS = ["Testing", "SQL", "Design", "Writing", "Kotlin"];
const REPLIES: readonly Guest["reply"][] = ["accepted", "declined", "tentative", "needsAction"];
const BEGIN = at("2027-01-06T08:00:00Z");

/** A workspace and the people in it, who do something on most days; all of it drawn from a seed. What Krug does comes from outside. */
export class DrawnLife {
  now: Instant = BEGIN;
  mirror: Mirror;
  readonly random: Random;
  #made = 0;

  constructor(seed: string) {
    this.random = randomOf(`life ${seed}`);
    const programmes = this.#many(1, 3, index => this.#programme(index));
    const people = this.#many(8, NAMES.length, index => this.#person(NAMES[index]!, programmes));
    const goals = people.flatMap(({ values }) => (this.#chance(0.7) ? [this.#goal(String(values.name))] : []));
    const resources = this.#many(1, 4, index => this.#resource(index));
    this.mirror = aMirror([...programmes, ...people, ...goals, ...resources]);
    for (const person of people) if (this.#chance(0.7)) this.#answer("needs", this.#needs(), person);
    if (this.#chance(0.3)) {
      const confirmed = people.slice(0, 2).map(({ id, values }) => ({ email: String(values.email), pageId: id }));
      this.mirror = { ...this.mirror, coordinators: confirmed };
    }
  }

  /** Some days go by, and people do a few things. */
  goOn(): void {
    this.now += (1 + this.random.below(3)) * DAY + this.random.below(7) * HOUR;
    if (this.#chance(0.7)) this.#mendTables();
    for (let times = 3 + this.random.below(5); times > 0; times -= 1) this.#oneOf(this.#acts)?.();
  }

  /** What people's own calendars hold in the weeks to come. */
  busy(): BusyTimes {
    return new Map(
      this.#pages("people").map(({ values }) => [
        String(values.email),
        this.#chance(0.02)
          ? null
          : this.#many(0, 4, () => {
              const startsAt = this.now + this.random.below(21 * 24) * HOUR;
              return { startsAt, endsAt: startsAt + (1 + this.random.below(4)) * HOUR };
            }),
      ]),
    );
  }

  readonly #acts: readonly (() => void)[] = [
    // On pages of people.
    () => this.#edit(this.#page("people"), { status: this.#mostly("active", ...OPTIONS.people.status) }),
    () => this.#edit(this.#page("people", "paused"), { status: "active" }),
    () => this.#edit(this.#page("people"), { away: this.#chance(0.3) ? null : this.#days(6, 20) }),
    () => this.#edit(this.#page("people"), { hours: this.#mostly("Mon-Fri 9-17", "Tue-Thu 12-18", "?") }),
    () => this.#edit(this.#page("people"), { email: `new${this.#number()}@example.org` }),
    () => this.#edit(this.#page("people"), { consent: this.#chance(0.85) ? on(this.#today()) : null }),
    () => this.#edit(this.#page("people"), { programmes: this.#most(this.#pages("programmes")) }),
    () => this.#edit(this.#page("people"), { offers: this.#some(SKILLS), seeks: this.#some(SKILLS) }),
    // On goals and programmes.
    () => this.#edit(this.#page("roadmap"), { status: this.#oneOf(OPTIONS.roadmap.status) ?? null }),
    () =>
      this.#edit(this.#page("roadmap"), { progress: this.random.below(11) / 10, nextStep: `Step ${this.#number()}` }),
    () => this.#put(this.#goal(this.#oneOf(NAMES) ?? "Ana")),
    () => this.#edit(this.#page("programmes"), { status: this.#mostly("active", ...OPTIONS.programmes.status) }),
    () => this.#edit(this.#page("programmes"), { weights: this.#oneOf(["", "skills 3", "team 0, level 2"]) ?? null }),
    // On groups.
    () => this.#edit(this.#page("groups"), { status: this.#mostly("active", ...OPTIONS.groups.status) }),
    () => this.#edit(this.#page("groups", "draft"), { status: "active" }),
    () => this.#edit(this.#page("groups", "draft"), { status: "active" }),
    () => this.#changeMembers(this.#page("groups", "active")),
    () =>
      this.#edit(this.#page("groups", "active"), {
        facilitator: this.#some(this.#pages("people"))
          .slice(0, 1)
          .map(({ id }) => id),
      }),
    () => this.#groupByHand(),
    // On sessions, by page.
    () => this.#edit(this.#page("sessions", "planned"), { status: "cancelled" }),
    () => this.#edit(this.#page("sessions", "cancelled"), { status: "planned" }),
    () => this.#edit(this.#page("sessions", "planned"), { when: this.#moved(this.#page("sessions", "planned")) }),
    () => this.#tickLater(this.#page("sessions", "planned")),
    () => this.#edit(this.#page("sessions", "planned"), { title: `Talk ${this.#number()}` }),
    () => this.#edit(this.#page("sessions", "planned"), { questions: `What about ${this.#number()}?` }),
    () => this.#report(),
    () => this.#report(),
    () => this.#report(),
    () => this.#trash(this.#page("sessions")),
    () => this.#sessionByHand(),
    // In the calendar.
    ...Array.from({ length: 6 }, () => () => this.#reply(false)),
    ...Array.from({ length: 4 }, () => () => this.#reply(true)),
    () => this.#changeEvent(event => ({ startsAt: (event.startsAt ?? 0) + HOUR, endsAt: (event.endsAt ?? 0) + HOUR })),
    () => this.#changeEvent(event => ({ startsAt: (event.startsAt ?? 0) + DAY, endsAt: (event.endsAt ?? 0) + DAY })),
    () => this.#changeEvent(() => ({ isCancelled: true })),
    () => this.#changeEvent(() => ({ title: `Renamed ${this.#number()}` })),
    () => this.#changeEvent(event => ({ description: `${event.description}\nBring tea.` })),
    () =>
      this.#changeEvent(event => ({ guests: [...event.guests, { email: "x@outside.example", reply: "accepted" }] })),
    () => this.#changeEvent(event => ({ guests: event.guests.slice(1) })),
    () => this.#moveSeries(),
    () => this.#cancelSeries(),
    // Through forms.
    ...Array.from({ length: 5 }, () => () => this.#feedback()),
    ...Array.from({ length: 4 }, () => () => this.#standing()),
    () => this.#answer("needs", this.#needs()),
    () => this.#answer("self_assessment", this.#levels()),
    () => this.#answer("self_assessment", this.#levels()),
    () => this.#pulse(),
    () => this.#pulse(),
    // On the help board, in classes, and with thanks.
    () => this.#question(),
    () => this.#question(),
    () =>
      this.#edit(this.#page("help"), {
        takenBy: this.#some(this.#pages("people"))
          .slice(0, 1)
          .map(({ id }) => id),
      }),
    () => this.#edit(this.#page("help"), { resolved: true, answer: this.#chance(0.5) ? "It works like this." : "" }),
    () =>
      this.#edit(this.#page("help"), {
        details: this.#oneOf(["", "A test fails now and then on the build server"]) ?? "",
      }),
    () => this.#gathering(),
    () => this.#edit(this.#page("gatherings"), { interested: this.#some(this.#pages("people")).map(({ id }) => id) }),
    () => this.#edit(this.#page("gatherings"), { status: this.#oneOf(OPTIONS.gatherings.status) ?? null }),
    () => this.#edit(this.#page("gatherings"), { places: this.random.below(5) }),
    () => this.#thanks(),
    () => this.#thanks(),
    // What goes wrong with pages and tables.
    () => this.#absent(this.#oneOf(this.mirror.rows)),
    () => this.#gap(),
  ];

  #programme(index: number): Row {
    const format = this.#oneOf(Object.keys(FORMATS)) ?? "pair";
    return aProgramme(
      {
        name: `Programme ${index}`,
        format,
        matching: this.#mostly("best_fit", "random", "random", "by_hand"),
        everyWeeks: this.#oneOf([null, 1, 1, 2]) ?? null,
        // Circles of many short rounds take seconds to plan.
        roundWeeks: format === "circle" ? 6 : (this.#oneOf([null, 1, 1, 2, 2, 4, 6]) ?? null),
        groupSize: this.#oneOf([null, 3, 4, 5]) ?? null,
        minutes: this.#oneOf([null, 30, 60]) ?? null,
        checkIn: this.#chance(0.4),
        approveFirst: this.#chance(0.25),
        notionOnly: this.#chance(0.1),
        feedbackOnly: this.#chance(0.2),
        insights: this.#oneOf(OPTIONS.programmes.insights) ?? null,
        language: this.#oneOf(LANGUAGES) ?? null,
        coordinator: this.#chance(0.8) ? [anId("Ana")] : [],
        secondCoordinator: this.#chance(0.4) ? [anId("Boris")] : [],
        start: on(this.#oneOf(["2027-01-11", "2027-01-11", "2027-01-18"]) ?? ""),
        end: on(format === "circle" ? "2027-04-04" : (this.#oneOf(["2027-02-21", "2027-04-04", "2027-06-30"]) ?? "")),
      },
      anId(`programme ${index}`),
    );
  }

  #person(name: string, programmes: readonly Row[]): Row {
    return aPerson(name, {
      programmes: this.#most(programmes),
      level: this.#oneOf([null, 1, 2, 3, 4, 5]) ?? null,
      offers: this.#some(SKILLS),
      seeks: this.#some(SKILLS),
      team: this.#oneOf(["", "A", "B"]) ?? "",
      style: this.#oneOf([null, ...OPTIONS.people.style]) ?? null,
      languages: this.#oneOf([[], ["en"], ["en", "bg"]]) ?? [],
      manager: this.#chance(0.3) ? [anId(this.#oneOf(NAMES) ?? "")] : [],
      sessionsAWeek: this.#mostly(null, 1, 2, 0),
      mentees: this.#oneOf([null, 1, 2]) ?? null,
      zone: this.#mostly("Europe/Berlin", "Europe/Lisbon", "Asia/Almaty"),
      hours: this.#mostly("Mon-Fri 9-17", "Tue-Fri 8-13", "Mon-Thu 10-18"),
      consent: this.#chance(0.9) ? on("2027-01-04") : null,
      otherEmails: this.#chance(0.2) ? `${name.toLowerCase()}@home.example` : "",
      showThanks: this.#chance(0.6),
    });
  }

  #goal(owner: string): Row {
    const more = {
      title: `What ${owner} is after`,
      skill: this.#some(SKILLS).slice(0, 2),
      confidential: this.#chance(0.15),
      due: on(addDays(this.#today(), 10 + this.random.below(60))),
      progress: this.random.below(5) / 10,
      help: this.#chance(0.4) ? "Somebody to ask" : "",
    };
    return aGoal(owner, more);
  }

  #resource(index: number): Row {
    return aPage("resources", anId(`resource ${index}`), {
      title: `Course ${index}`,
      link: `https://courses.test/${index}`,
      skill: [SKILLS[index]?.toLowerCase() ?? ""],
      language: this.#oneOf(LANGUAGES) ?? null,
      kind: this.#oneOf(OPTIONS.resources.kind) ?? null,
    });
  }

  #changeMembers(group: Row | undefined): void {
    if (group === undefined) return;
    const members = group.values.members as string[];
    const others = this.#pages("people").filter(({ id }) => !members.includes(id));
    const came = this.#chance(0.5) ? this.#some(others).slice(0, 1) : [];
    const stay = this.#chance(0.5) ? members.slice(1) : members;
    this.#edit(group, { members: [...stay, ...came.map(({ id }) => id)] });
  }

  #groupByHand(): void {
    const programme = this.#page("programmes");
    const members = this.#some(this.#pages("people")).slice(0, 3);
    if (programme === undefined || members.length < 2) return;
    const name = `By hand ${this.#number()}`;
    const values = {
      name,
      programme: [programme.id],
      round: 1,
      members: members.map(({ id }) => id),
      status: "active",
    };
    this.#put({ ...aPage("groups", anId(name), values), createdBy: "person" });
  }

  #sessionByHand(): void {
    const group = this.#page("groups", "active");
    if (group === undefined) return;
    const title = `Extra ${this.#number()}`;
    const values = { title, when: this.#moved(undefined), status: "planned", kind: "session", group: [group.id] };
    this.#put({ ...aPage("sessions", anId(title), values), createdBy: "person" });
  }

  /** A page's time two days on, or one in the next days. */
  #moved(session: Row | undefined): PlainValue {
    const when = session?.values.when as { start: string; end: string | null } | null | undefined;
    const start = when == null ? this.now + (1 + this.random.below(5)) * DAY : Date.parse(when.start) + 2 * DAY;
    return on(toIso(start), toIso(start + 45 * MINUTE));
  }

  #tickLater(session: Row | undefined): void {
    this.#edit(session, {
      withLater: true,
      ...(this.#chance(0.5) ? { status: "cancelled" } : { when: this.#moved(session) }),
    });
  }

  /** Somebody enters who came to a session that is over. */
  #report(): void {
    const session = this.#oneOf(this.#over());
    const group = this.mirror.rows.find(({ id }) => id === (session?.values.group as string[] | undefined)?.[0]);
    const members = (group?.values.members ?? []) as string[];
    this.#edit(session, this.#chance(0.2) ? { status: "not_met" } : { came: this.#some(members) });
  }

  #over(): Row[] {
    return this.#pages("sessions").filter(({ values }) => {
      const when = values.when as { start: string } | null;
      return when !== null && Date.parse(when.start) < this.now;
    });
  }

  #trash(row: Row | undefined): void {
    if (row === undefined || this.#chance(0.5)) return;
    const key = row.values.key;
    const discarded = typeof key === "string" && key !== "" ? [key] : [];
    this.mirror = {
      ...this.mirror,
      rows: this.mirror.rows.filter(({ id }) => id !== row.id),
      discarded: new Set([...this.mirror.discarded, ...discarded]),
    };
  }

  #absent(row: Row | undefined): void {
    if (row !== undefined) this.#replace({ ...row, absence: this.#chance(0.5) ? "moved" : "unreadable" });
  }

  #gap(): void {
    const source = this.#oneOf(["people", "sessions", "resources", "roadmap", "thanks"] as const) ?? "people";
    const gap = { source, isGone: this.#chance(0.4), columns: ["title", "hours"] };
    this.mirror = { ...this.mirror, gaps: [gap] };
  }

  #mendTables(): void {
    const rows = this.mirror.rows.map(({ absence: _, ...row }) => row);
    this.mirror = { ...this.mirror, rows, gaps: [] };
  }

  /** Somebody replies to an invitation, or to a letter. */
  #reply(toLetter: boolean): void {
    this.#changeEvent(event => {
      const who = this.random.below(Math.max(1, event.guests.length));
      const reply = this.#oneOf(REPLIES) ?? "accepted";
      return { guests: event.guests.map((guest, place) => (place === who ? { ...guest, reply } : guest)) };
    }, toLetter);
  }

  #changeEvent(change: (event: EventCopy) => Partial<EventCopy>, isOfLetter = false): void {
    const open = this.mirror.events.filter(event => !event.isCancelled && isLetter(event.id) === isOfLetter);
    const coming = open.filter(({ startsAt }) => isOfLetter || (startsAt ?? 0) > this.now);
    const event = this.#oneOf(coming);
    if (event !== undefined) this.#changeEvents(one => one.id === event.id, change);
  }

  #changeEvents(isMeant: (event: EventCopy) => boolean, change: (event: EventCopy) => Partial<EventCopy>): void {
    const events = this.mirror.events.map(event =>
      isMeant(event) ? { ...event, ...change(event), etag: `${event.etag}x`, updatedAt: this.now } : event,
    );
    this.mirror = { ...this.mirror, events };
  }

  /** What is to come of a series is dragged an hour on, as by "this and following", or called off. */
  #moveSeries(): void {
    this.#changeComingOf(event => ({ startsAt: (event.startsAt ?? 0) + HOUR, endsAt: (event.endsAt ?? 0) + HOUR }));
  }

  #cancelSeries(): void {
    if (this.#chance(0.4)) this.#changeComingOf(() => ({ isCancelled: true }));
  }

  #changeComingOf(change: (event: EventCopy) => Partial<EventCopy>): void {
    const series = this.#oneOf(this.mirror.series.filter(({ master }) => !master.isCancelled));
    if (series !== undefined)
      this.#changeEvents(event => event.seriesId === series.id && (event.startsAt ?? 0) > this.now, change);
  }

  #answer(kind: FormKind, said: Partial<Record<string, string>>, by = this.#page("people")): void {
    const programme = this.#page("programmes");
    if (programme === undefined || by === undefined) return;
    const answers = Object.fromEntries(
      Object.entries(said).flatMap(([key, value]) => (value === undefined ? [] : [[questionId(key), [value]]])),
    );
    const response = {
      responseId: `${kind} ${this.#chance(0.3) ? by.id : this.#number()}`,
      submittedAt: this.now - this.random.below(20) * HOUR,
      email: this.#chance(0.05) ? "who@else.example" : String(by.values.email),
      answers,
    };
    const others = this.mirror.responses.filter(one => one.response.responseId !== response.responseId);
    this.mirror = { ...this.mirror, responses: [...others, { programmeId: programme.id, kind, response }] };
  }

  #needs(): Partial<Record<QuestionKey, string>> {
    return {
      takesPart: this.#option("takesPart", this.#chance(0.85) ? "yes" : "no"),
      level: this.#chance(0.5) ? String(1 + this.random.below(5)) : undefined,
      offers: this.#chance(0.5) ? this.#some(SKILLS).join(", ") : undefined,
      seeks: this.#chance(0.5) ? this.#some(SKILLS).join("\n") : undefined,
      style: this.#chance(0.4) ? this.#option("style") : undefined,
      times: this.#chance(0.3) ? this.#oneOf(["Mon-Thu 9-17", "whenever", "Tue 10-12"]) : undefined,
      wishes: this.#chance(0.3) ? this.#oneOf(NAMES) : undefined,
      notWith: this.#chance(0.3) ? this.#oneOf([...NAMES, "Nobody Known"]) : undefined,
    };
  }

  #feedback(): void {
    const session = this.#oneOf(this.#over());
    if (session === undefined) return;
    this.#answer("feedback", {
      code: this.#chance(0.05) ? "??????" : sessionCode(session.id),
      met: this.#option("met"),
      useful: String(1 + this.random.below(5)),
      endedInTime: this.#option("endedInTime"),
      minutes: this.#oneOf([undefined, "30", "about an hour", "75"]),
      advice: this.#option("advice"),
      solved: this.#option("solved"),
      recommended: this.#chance(0.3) ? "A book" : undefined,
    });
  }

  #standing(): void {
    const session = this.#page("sessions", "planned");
    this.#answer("standing", {
      standing: this.#option("standing"),
      code: session !== undefined && this.#chance(0.4) ? sessionCode(session.id) : undefined,
      until: this.#chance(0.4) ? addDays(this.#today(), this.random.below(20) - 3) : undefined,
      word: this.#chance(0.4) ? `A word ${this.#number()}` : undefined,
    });
  }

  #levels(): Partial<Record<string, string>> {
    const levels = this.#some(SKILLS).map(skill => [skillQuestionKey(skill), String(1 + this.random.below(5))]);
    return { ...Object.fromEntries(levels), confidence: String(1 + this.random.below(5)) };
  }

  /** A wave of the anonymous form has closed. */
  #pulse(): void {
    const programme = this.#page("programmes");
    if (programme === undefined) return;
    const answers = this.#many(1, 8, () => ({
      satisfaction: 1 + this.random.below(5),
      supported: 1 + this.random.below(5),
      safety: null,
      relationship: null,
      balance: this.#oneOf(["give", "balanced", "take", null] as const) ?? null,
      recommend: this.random.below(11),
      change: "",
    }));
    const key = `${programme.id}/pulse/${1 + this.random.below(3)}`;
    const wave = { answers: answers.length, result: pulseResult(answers, 8) };
    this.mirror = { ...this.mirror, waves: new Map([...this.mirror.waves, [key, wave]]) };
  }

  #question(): void {
    const by = this.#page("people");
    const programme = this.#page("programmes");
    if (by === undefined || programme === undefined) return;
    const title =
      this.#oneOf(["Help", "How do I write a test that never fails at random?", "SQL joins are slow"]) ?? "";
    const row = aQuestion(`${title} ${this.#number()}`, {
      question: title,
      skill: this.#some(SKILLS).slice(0, 1),
      askedBy: [by.id],
      programme: this.#chance(0.8) ? [programme.id] : [],
      urgency: this.#oneOf([null, ...OPTIONS.help.urgency]) ?? null,
      details: this.#chance(0.5) ? "It fails on the build server every second night" : "",
    });
    this.#put({ ...row, createdAt: this.now });
  }

  #gathering(): void {
    const start = this.now + (2 + this.random.below(12)) * DAY;
    const host = this.#page("people");
    const name = `class ${this.#number()}`;
    this.#put(
      aGathering(
        {
          title: `How to ${name}`,
          when: on(toIso(start), toIso(start + 90 * MINUTE)),
          host: host === undefined ? [] : [host.id],
          skill: this.#some(SKILLS).slice(0, 1),
          places: this.#oneOf([null, 1, 3]) ?? null,
          interested: this.#some(this.#pages("people")).map(({ id }) => id),
          programmes: this.#chance(0.5) ? this.#pages("programmes").map(({ id }) => id) : [],
        },
        name,
      ),
    );
  }

  #thanks(): void {
    const [from, to] = [this.#page("people"), this.#page("people")];
    if (from === undefined || to === undefined) return;
    const values = { title: `For help ${this.#number()}`, from: [from.id], to: [to.id] };
    this.#put({ ...aPage("thanks", anId(values.title), values), createdAt: this.now });
  }

  #option(question: QuestionKey, option?: string): string {
    const options = questionTexts(question).options ?? {};
    const said = option ?? this.#oneOf(Object.keys(options)) ?? "";
    return options[said]?.[this.#oneOf(LANGUAGES) ?? "en"] ?? "";
  }

  /** What an edit changes, with what Krug remembers of it. */
  #edit(row: Row | undefined, values: Values): void {
    if (row === undefined) return;
    const after: Row = { ...row, editedAt: this.now, editedBy: "person", values: { ...row.values, ...values } };
    this.#replace(after);
    this.mirror = { ...this.mirror, pageChanges: [...this.mirror.pageChanges, ...changesOf(row, after)] };
  }

  #put(row: Row): void {
    this.mirror = { ...this.mirror, rows: [...this.mirror.rows.filter(({ id }) => id !== row.id), row] };
  }

  #replace(row: Row): void {
    this.mirror = { ...this.mirror, rows: this.mirror.rows.map(one => (one.id === row.id ? row : one)) };
  }

  #pages(source: SourceKey, status?: string): Row[] {
    return this.mirror.rows.filter(
      row => row.source === source && (status === undefined || row.values.status === status),
    );
  }

  #page(source: SourceKey, status?: string): Row | undefined {
    return this.#oneOf(this.#pages(source, status));
  }

  #days(from: number, length: number): PlainValue {
    const first = addDays(this.#today(), this.random.below(from));
    return on(first, this.#chance(0.2) ? null : addDays(first, 1 + this.random.below(length)));
  }

  #today(): string {
    return localDate(this.now, "Europe/Berlin");
  }

  #number(): number {
    this.#made += 1;
    return this.#made;
  }

  #chance(share: number): boolean {
    return this.random.next() < share;
  }

  #oneOf<T>(items: readonly T[]): T | undefined {
    return items[this.random.below(items.length)];
  }

  /** The first three times in four. */
  #mostly<T>(usual: T, ...others: T[]): T {
    return this.#chance(0.75) ? usual : (this.#oneOf(others) ?? usual);
  }

  #most(rows: readonly Row[]): string[] {
    return rows.filter(() => this.#chance(0.85)).map(({ id }) => id);
  }

  #some<T>(items: readonly T[]): T[] {
    return items.filter(() => this.#chance(0.4));
  }

  #many<T>(least: number, most: number, make: (index: number) => T): T[] {
    return Array.from({ length: least + this.random.below(most - least + 1) }, (_, index) => make(index));
  }
}
