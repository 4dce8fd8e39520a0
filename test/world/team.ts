/**
 * A team of five who help one another by a model that is stated here, and that Krug knows nothing of:
 *
 * - Who leads a session gives each other member concrete advice with a chance of 0.8; anybody else gives it with 0.05.
 * - Each says after every session whether they got advice, and whom they thank.
 * - By habit the team writes Ana into the leader's column of each session's page when it first sees it.
 * - Everybody's testing is at 2 at the start. In a month it rises by one with a chance of 0.7 for who found a resource on
 *   testing in an invitation they held, else with 0.2.
 * - A pulse is 2 or 3 with even chances, and one more for each level gained.
 */

import type { calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import type { FormKind } from "../../src/core/domain/form.ts";
import { randomOf } from "../../src/core/domain/values/random.ts";
import { DAY, parseInstant } from "../../src/core/domain/values/time.ts";
import { formSpec, questionId, questionsOf, skillQuestionKey } from "../../src/core/rules/surveys/form.ts";
import { type Wave, wavesOf } from "../../src/core/rules/surveys/waves.ts";
import { allEvents } from "./people.ts";
import { COORDINATOR, type Playground } from "./playground.ts";
import { readTable } from "./tables.ts";

const ADVICE = { leader: 0.8, others: 0.05 };
const GAIN = { withResource: 0.7, alone: 0.2 };
const COURSE = "https://courses.example.org/testing";
const ZONE = "Europe/Sofia";

export interface Member {
  id: string;
  name: string;
  email: string;
}

export class Team {
  readonly members: Member[] = [];
  /** Who really helped whom, and in which session. */
  readonly helps: { helper: string; helped: string; session: string; at: number }[] = [];
  readonly levels = new Map<string, number>();
  readonly #playground: Playground;
  readonly #seed: string;
  #span = { id: "", startsOn: "", endsOn: "", zone: ZONE, surveys: true };
  readonly #done = new Set<string>();
  /** Who found a resource in an invitation since their last self-assessment. */
  readonly #found = new Set<string>();

  constructor(playground: Playground, seed: string) {
    this.#playground = playground;
    this.#seed = seed;
  }

  /** The coordinator enters the programme, its people, and a course nobody was told of yet. */
  async enter(names: readonly string[], span: { startsOn: string; endsOn: string }, insights: string): Promise<void> {
    const id = await this.#playground.add("programmes", {
      name: "Mobile app circle",
      status: "active",
      format: "circle",
      matching: "random",
      everyWeeks: 1,
      minutes: 45,
      roundWeeks: 26,
      groupSize: names.length,
      zone: ZONE,
      language: "en",
      start: { start: span.startsOn, end: null },
      end: { start: span.endsOn, end: null },
      insights,
    });
    this.#span = { id, zone: ZONE, surveys: true, ...span };
    for (const name of names) {
      const email = `${name.toLowerCase()}@example.org`;
      const page = await this.#playground.add("people", {
        name,
        email,
        status: "active",
        zone: ZONE,
        hours: "Mon-Fri 9-18",
        programmes: [id],
        seeks: ["testing"],
        consent: { start: "2026-12-01", end: null },
      });
      this.members.push({ id: page, name, email });
      this.levels.set(name, 2);
    }
    await this.#playground.add("resources", {
      title: "Testing, step by step",
      link: COURSE,
      skill: ["testing"],
      kind: "course",
      language: "en",
    });
  }

  /** All that people do by themselves up to a moment. */
  async act(now: number): Promise<void> {
    const sessions = (await readTable(this.#playground, "sessions")).filter(row => row.values.kind === "session");
    for (const row of sessions) {
      const when = row.values.when as { start: string; end: string | null } | null;
      const ended = when?.end == null ? null : parseInstant(when.end);
      if (row.values.status === "planned" && this.#isFirst(`seat ${row.id}`))
        await this.#playground.edit(COORDINATOR, "sessions", row.id, { facilitator: [this.members[0]?.id ?? ""] });
      const isOver = ended !== null && ended <= now && ended > now - 3 * DAY;
      const [leader] = (row.values.facilitator as string[] | null) ?? [];
      const link = String(row.values.feedback ?? "");
      if (isOver && link !== "" && this.#isFirst(`session ${row.id}`)) this.#meet(row.id, leader ?? "", link, ended);
    }
    await this.#answerSurveys(now);
  }

  #isFirst(mark: string): boolean {
    if (this.#done.has(mark)) return false;
    this.#done.add(mark);
    return true;
  }

  #chance(what: string): number {
    return randomOf(`${this.#seed}/${what}`).next();
  }

  #meet(session: string, leaderId: string, link: string, at: number): void {
    const url = new URL(link);
    const form = this.#formAt(url);
    const code = url.searchParams.get(`entry.${Number.parseInt(questionId("code"), 16)}`) ?? "";
    if (form === undefined) return;
    for (const member of this.members) {
      const helpers = this.members.filter(
        other =>
          other !== member &&
          this.#chance(`advice/${at}/${other.name}/${member.name}`) <
            (other.id === leaderId ? ADVICE.leader : ADVICE.others),
      );
      for (const helper of helpers) this.helps.push({ helper: helper.name, helped: member.name, session, at });
      this.#submit(form.id, member.email, {
        code: [code],
        met: [label("feedback", "met", "all")],
        useful: [helpers.length > 0 ? "4" : "3"],
        advice: [label("feedback", "advice", helpers.length > 0 ? "yes" : "no")],
        ...(helpers.length > 0 ? { thanks: [helpers.map(helper => helper.name).join(" and ")] } : {}),
      });
    }
  }

  async #answerSurveys(now: number): Promise<void> {
    const coming = (await allEvents(this.#playground)).filter(
      event => event.status !== "cancelled" && Date.parse(event.start?.dateTime ?? "") > now,
    );
    const open = wavesOf(this.#span, now).filter(wave => wave.state === "open");
    for (const member of this.members) {
      const held = coming.filter(event => event.attendees?.some(guest => guest.email === member.email));
      if (held.some(event => event.description?.includes(COURSE))) this.#found.add(member.name);
      for (const wave of open.filter(one => one.kind === "self_assessment" || one.kind === "pulse")) {
        const form = this.#linked(held, wave);
        if (form !== undefined && this.#isFirst(`${wave.key} ${member.name}`)) this.#answer(form.id, wave, member);
      }
    }
  }

  #answer(formId: string, wave: Wave, member: Member): void {
    const level = this.levels.get(member.name) ?? 2;
    if (wave.kind === "pulse") {
      const base = this.#chance(`pulse/${wave.number}/${member.name}`) < 0.5 ? 2 : 3;
      const said = String(Math.min(5, base + level - 2));
      this.#submit(formId, member.email, { satisfaction: [said], supported: [said] });
      return;
    }
    const isGained =
      wave.number > 0 &&
      this.#chance(`gain/${wave.number}/${member.name}`) <
        (this.#found.has(member.name) ? GAIN.withResource : GAIN.alone);
    const now = Math.min(5, level + Number(isGained));
    this.levels.set(member.name, now);
    this.#submit(formId, member.email, { [skillQuestionKey("testing")]: [String(now)], confidence: ["3"] });
  }

  #linked(held: readonly calendar_v3.Schema$Event[], wave: Wave) {
    for (const event of held)
      for (const url of linksIn(event.description ?? "")) {
        const form = this.#formAt(url);
        const isAnonymous = form?.settings.emailCollectionType === "DO_NOT_COLLECT";
        const asksSkill = form !== undefined && this.#questions(form.id).has(questionId(skillQuestionKey("testing")));
        if (form !== undefined && (wave.kind === "pulse" ? isAnonymous : asksSkill)) return form;
      }
    return undefined;
  }

  #formAt(url: URL) {
    return [...this.#playground.google.state.forms.values()].find(form => url.pathname.includes(form.responderId));
  }

  #questions(formId: string): Set<string | undefined> {
    const items = this.#playground.google.state.forms.get(formId)?.items ?? [];
    return new Set(
      items.flatMap(item => [
        item.questionItem?.question.questionId,
        ...(item.questionGroupItem?.questions.map(question => question.questionId) ?? []),
      ]),
    );
  }

  #submit(formId: string, email: string, said: Record<string, string[]>): void {
    const answers = Object.fromEntries(Object.entries(said).map(([key, values]) => [questionId(key), values]));
    this.#playground.google.submitForm(formId, { respondentEmail: email, answers });
  }
}

function label(kind: FormKind, key: string, option: string): string {
  const question = questionsOf(formSpec(kind, { name: "", language: "en" }, [], "")).find(one => one.key === key);
  if (question?.answer.type !== "choice") throw new Error(`${kind} asks no choice "${key}"`);
  return question.answer.options.find(one => one.key === option)?.label ?? option;
}

function linksIn(text: string): URL[] {
  return [...text.matchAll(/https?:\/\/[^\s)>\]]+/g)].map(match => new URL(match[0]));
}
