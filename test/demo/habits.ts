import type { calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import type { FormKind } from "../../src/core/domain/form.ts";
import { parseProgramme } from "../../src/core/domain/programme.ts";
import { randomOf } from "../../src/core/domain/values/random.ts";
import { DAY } from "../../src/core/domain/values/time.ts";
import { formSpec, questionId, questionsOf, skillQuestionKey } from "../../src/core/rules/surveys/form.ts";
import { type Wave, wavesOf } from "../../src/core/rules/surveys/waves.ts";
import { type NotionPage, rowOf } from "../../src/notion/page.ts";
import type { Entered } from "../world/cast.ts";
import { allEvents, reply } from "../world/people.ts";
import { COORDINATOR, type Playground } from "../world/playground.ts";
import type { CastMember, Scenario } from "./scenario.ts";

interface Item {
  questionItem?: { question: { questionId?: string } };
}

/** A question by which a form of each kind is known. */
const ASKED_FIRST: Record<FormKind, string> = {
  needs: "takesPart",
  self_assessment: "confidence",
  feedback: "met",
  pulse: "satisfaction",
  closing: "growth",
  standing: "standing",
};

/** Who lives by their habits, and in which programmes. */
export interface Company {
  seed: string;
  language: Scenario["language"];
  programmes: readonly { key: string }[];
  people: readonly Pick<CastMember, "key" | "email" | "accepts" | "answers">[];
}

export interface KeptHabits {
  mailsRead: number;
  asked: string[];
  declined: string[];
}

type Member = Company["people"][number];

/**
 * What the people of a cast do by themselves: answer invitations they were mailed, give feedback after sessions through the
 * link in the invitation, and answer surveys whose link they find there. They know only what Krug sent them.
 */
export class Habits {
  readonly answers: Record<FormKind, number> = {
    needs: 0,
    self_assessment: 0,
    feedback: 0,
    pulse: 0,
    closing: 0,
    standing: 0,
  };
  readonly #playground: Playground;
  readonly #scenario: Company;
  readonly #entered: Pick<Entered, "programmes">;
  #mailsRead = 0;
  #butFor: string | undefined;
  readonly #asked = new Set<string>();
  /** Whom and what: a new time for what they declined is an invitation anew. */
  readonly #declined = new Set<string>();

  constructor(playground: Playground, scenario: Company, entered: Pick<Entered, "programmes">) {
    this.#playground = playground;
    this.#scenario = scenario;
    this.#entered = entered;
  }

  /** Notes that a person declined: should the session move, they answer again. */
  declined(email: string, eventId: string): void {
    this.#declined.add(`${email}/${eventId}`);
  }

  /** What they have seen and answered so far, to be taken up by the habits of the same company. */
  keep(): KeptHabits {
    return { mailsRead: this.#mailsRead, asked: [...this.#asked], declined: [...this.#declined] };
  }

  takeUp(kept: KeptHabits): void {
    this.#mailsRead = kept.mailsRead;
    for (const mark of kept.asked) this.#asked.add(mark);
    for (const mark of kept.declined) this.#declined.add(mark);
  }

  /** Everything people do up to now, but for one who acts for themselves, by e-mail. */
  async act(now: number, butFor?: string): Promise<void> {
    this.#butFor = butFor;
    await this.#answerInvitations(now);
    const events = await allEvents(this.#playground);
    for (const event of events) {
      if (event.status === "cancelled" || !event.start?.dateTime || !event.end?.dateTime) continue;
      const ended = Date.parse(event.end.dateTime);
      if (ended <= now && ended > now - 2 * DAY) await this.#giveFeedback(event);
    }
    await this.#answerSurveys(events, now);
  }

  #member(email: string): Member | undefined {
    return this.#people().find(person => person.email === email);
  }

  #people(): readonly Member[] {
    return this.#scenario.people.filter(person => person.email !== this.#butFor);
  }

  #chance(what: string): number {
    return randomOf(`${this.#scenario.seed}/${what}`).next();
  }

  async #answerInvitations(now: number): Promise<void> {
    const mails = this.#playground.google.outbox.slice(this.#mailsRead);
    this.#mailsRead = this.#playground.google.outbox.length;
    for (const mail of mails) {
      const person = this.#member(mail.to);
      const isAsked =
        mail.kind === "invitation" || (mail.kind === "update" && this.#declined.has(`${mail.to}/${mail.eventId}`));
      if (!isAsked || mail.eventId === null || person === undefined) continue;
      if (mail.start === null || Date.parse(mail.start) < now) continue;
      if (this.#chance(`reply/${person.key}/${mail.eventId}`) >= person.accepts) continue;
      await reply(this.#playground, person.email, mail.eventId, "accepted");
    }
  }

  async #giveFeedback(event: calendar_v3.Schema$Event): Promise<void> {
    const link = linksIn(event.description ?? "").find(
      url => url.searchParams.get("usp") === "pp_url" && this.#asks(this.#formAt(url), "feedback"),
    );
    const form = link === undefined ? undefined : this.#formAt(link);
    if (link === undefined || form === undefined) return;
    const code = link.searchParams.get(`entry.${Number.parseInt(questionId("code"), 16)}`) ?? "";
    const guests = (event.attendees ?? []).filter(guest => guest.responseStatus !== "declined");
    for (const guest of event.attendees ?? []) {
      const person = this.#member(guest.email ?? "");
      const isNew = person !== undefined && !this.#asked.has(`feedback/${event.id}/${person.key}`);
      if (person === undefined || !isNew || guest.responseStatus === "declined") continue;
      this.#asked.add(`feedback/${event.id}/${person.key}`);
      if (this.#chance(`feedback/${event.id}/${person.key}`) >= person.answers.feedback) continue;
      const met = guests.length > 1;
      this.#submit(form.id, "feedback", person.email, {
        code: [code],
        met: [this.#label("feedback", "met", met ? "all" : "could_not")],
        ...(met
          ? {
              useful: [String(person.answers.useful)],
              advice: [this.#label("feedback", "advice", "yes")],
              endedInTime: [this.#label("feedback", "endedInTime", "yes")],
            }
          : {}),
      });
    }
  }

  async #answerSurveys(events: readonly calendar_v3.Schema$Event[], now: number): Promise<void> {
    const coming = events.filter(
      event => event.status !== "cancelled" && Date.parse(event.start?.dateTime ?? "") > now,
    );
    for (const programme of this.#scenario.programmes) {
      const open = (await this.#waves(programme.key, now)).filter(wave => wave.state === "open");
      for (const wave of open) {
        if (wave.kind === "feedback" || wave.kind === "needs" || wave.kind === "standing") continue;
        for (const person of this.#people()) {
          const mark = `${wave.key}/${person.key}`;
          if (this.#asked.has(mark)) continue;
          const form = this.#linkedForm(coming, person, wave);
          if (form === undefined) continue;
          this.#asked.add(mark);
          this.#answerWave(form.id, wave, person);
        }
      }
    }
  }

  async #waves(programmeKey: string, now: number): Promise<readonly Wave[]> {
    const id = this.#entered.programmes.get(programmeKey) ?? "";
    const page = await this.#playground.notionOf(COORDINATOR).pages.retrieve({ page_id: id });
    const row = rowOf("programmes", this.#playground.workspace.programmes, page as unknown as NotionPage, null);
    const programme = parseProgramme(row).value;
    return programme === null ? [] : wavesOf(programme, now);
  }

  /** A survey's form, if its link stands in an invitation the person holds. */
  #linkedForm(events: readonly calendar_v3.Schema$Event[], person: Member, wave: Wave): { id: string } | undefined {
    for (const event of events) {
      if (!(event.attendees ?? []).some(guest => guest.email === person.email)) continue;
      for (const url of linksIn(event.description ?? "")) {
        const form = this.#formAt(url);
        if (form !== undefined && this.#asks(form, wave.kind) && url.searchParams.get("usp") === null) return form;
      }
    }
    return undefined;
  }

  #asks(form: { items: readonly Item[] } | undefined, kind: FormKind): boolean {
    return (form?.items ?? []).some(item => item.questionItem?.question.questionId === questionId(ASKED_FIRST[kind]));
  }

  #formAt(url: URL) {
    return [...this.#playground.google.state.forms.values()].find(form => url.pathname.includes(form.responderId));
  }

  #answerWave(formId: string, wave: Wave, person: Member): void {
    const { answers } = person;
    const nth = <T>(list: readonly T[], index: number): T | null => list[Math.min(index, list.length - 1)] ?? null;
    if (wave.kind === "self_assessment") {
      const levels = Object.entries(answers.levels).flatMap(([skill, series]) => {
        const level = nth(series, wave.number);
        return level === null ? [] : [[skillQuestionKey(skill), [String(level)]] as const];
      });
      if (levels.length === 0) return;
      this.#submit(formId, "self_assessment", person.email, { ...Object.fromEntries(levels), confidence: ["3"] });
      return;
    }
    if (wave.kind === "closing") {
      if (this.#chance(`closing/${person.key}`) >= answers.feedback) return;
      this.#submit(formId, "closing", person.email, { growth: [String(answers.useful)], projects: ["1"] });
      return;
    }
    const said = nth(answers.pulses, wave.number - 1);
    if (said === null) return;
    const pulse = typeof said === "number" ? { satisfaction: said } : said;
    this.#submit(formId, "pulse", person.email, {
      satisfaction: [String(pulse.satisfaction)],
      supported: [String(("supported" in pulse ? pulse.supported : undefined) ?? pulse.satisfaction)],
      ...("recommend" in pulse && pulse.recommend !== undefined ? { recommend: [String(pulse.recommend)] } : {}),
      ...("change" in pulse && pulse.change !== undefined ? { change: [pulse.change] } : {}),
    });
  }

  #label(kind: FormKind, key: string, option: string): string {
    const spec = formSpec(kind, { name: "", language: this.#scenario.language }, [], "");
    const question = questionsOf(spec).find(one => one.key === key);
    if (question?.answer.type !== "choice") throw new Error(`${kind} asks no choice "${key}"`);
    return question.answer.options.find(one => one.key === option)?.label ?? option;
  }

  /** Fills in what the form asks; questions it does not have are left out, as on paper. */
  #submit(formId: string, kind: FormKind, email: string, said: Record<string, string[]>): void {
    const form = this.#playground.google.state.forms.get(formId);
    const asked = new Set(
      (form?.items ?? []).flatMap(item => [
        item.questionItem?.question.questionId,
        ...(item.questionGroupItem?.questions.map(question => question.questionId) ?? []),
      ]),
    );
    const answers = Object.fromEntries(
      Object.entries(said)
        .map(([key, values]) => [questionId(key), values] as const)
        .filter(([id]) => asked.has(id)),
    );
    this.#playground.google.submitForm(formId, { respondentEmail: email, answers });
    this.answers[kind] += 1;
  }
}

/** The links in an invitation's text. */
function linksIn(text: string): URL[] {
  return [...text.matchAll(/https?:\/\/[^\s)>\]]+/g)].map(match => new URL(match[0]));
}
