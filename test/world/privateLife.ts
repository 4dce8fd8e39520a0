/**
 * Nine weeks, but for the last days, of six people in pairs in which Ana leaves a word of her own in everything she writes, so that each can be looked
 * for afterwards; beside them a newcomer, somebody who takes no sessions, and Maria, who looks after the programme.
 */
import type { FormKind } from "../../src/core/domain/form.ts";
import { DAY, HOUR, parseInstant } from "../../src/core/domain/values/time.ts";
import { formSpec, questionId, questionsOf, skillQuestionKey } from "../../src/core/rules/surveys/form.ts";
import { FORM_TEXTS } from "../../src/core/rules/surveys/texts.ts";
import { chatTable } from "../../src/store/runs/chats.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "./pairWorld.ts";
import { reply } from "./people.ts";
import { COORDINATOR } from "./playground.ts";
import { readTable } from "./tables.ts";

const PEOPLE = ["ana", "boris", "carla", "dan", "eva", "finn"];
const ANA = "ana@example.org";
const OUTSIDER = "otto";
const BERLIN = { zone: "Europe/Berlin", hours: "9-17" };
/** The programme's first Monday. */
const BEGINS = THURSDAY + 4 * DAY;
/** To 5 March: February has been told in words, the closing form is open, and one more session is to come. */
const DAYS = 57;

export interface PrivateLife {
  world: PairWorld;
  /** When it ended. */
  at: number;
  /** Who shares a group with Ana, and somebody of the programme who never does. */
  partner: string;
  member: string;
  /** Somebody from outside whom Ana's partner put on an event, once. */
  outsider: string;
}

/** Lives it, with a run a day. */
export async function livePrivately(): Promise<PrivateLife> {
  const world = await openPairWorld({
    people: PEOPLE,
    others: ["gleb", "nina", OUTSIDER],
    bodies: true,
    programme: { roundWeeks: 9, feedbackOnly: false, insights: "act", end: { start: "2027-03-10", end: null } },
  });
  await enter(world);
  const groups = await readTable(world.playground, "groups");
  const hers = groups.find(group => (group.values.members as string[]).includes(world.ids.ana ?? ""));
  if (hers === undefined) throw new Error("Ana is in no group");
  const isWith = (name: string) => (hers.values.members as string[]).includes(world.ids[name] ?? "");
  const partner = PEOPLE.find(name => name !== "ana" && isWith(name)) ?? "";
  const member = PEOPLE.find(name => !isWith(name)) ?? "";
  const doneFor = new Set<string>();
  for (let day = 1; day <= DAYS; day += 1) {
    const at = THURSDAY + day * DAY;
    world.playground.clock.set(at);
    await live(world, at, { groupId: hers.id, partner }, doneFor);
    await world.runAt(at + HOUR);
  }
  return { world, at: THURSDAY + DAYS * DAY + 2 * HOUR, partner, member, outsider: OUTSIDER };
}

async function enter(world: PairWorld): Promise<void> {
  const { playground, ids } = world;
  const programmes = [ids.programme ?? ""];
  ids.maria = await playground.add("people", { name: "Maria", email: COORDINATOR, ...BERLIN });
  ids.gleb = await playground.add("people", {
    name: "Gleb",
    email: "gleb@example.org",
    ...BERLIN,
    programmes,
    sessionsAWeek: 0,
    consent: { start: "2027-01-02", end: null },
  });
  ids.nina = await playground.add("people", { name: "Nina", email: "nina@example.org", ...BERLIN, programmes });
  await world.edit("programmes", ids.programme ?? "", { coordinator: [ids.maria] });
  await world.edit("people", ids.ana ?? "", {
    offers: ["Zzoffer"],
    seeks: ["Zzseek"],
    team: "Zzteam",
    level: 3,
    otherEmails: "zzother@example.org",
  });
  const goal = { owner: [ids.ana ?? ""], status: "doing", due: { start: "2027-03-05", end: null } };
  await playground.add("roadmap", {
    ...goal,
    title: "Zzgoal",
    nextStep: "Zzstep",
    measure: "Zzmeasure",
    help: "Zzaid",
  });
  ids.reached = await playground.add("roadmap", { ...goal, title: "Zzreached" });
  await playground.add("roadmap", {
    ...goal,
    title: "Zzhidden",
    nextStep: "Zzhidden step",
    skill: ["Zzhidden skill"],
    confidential: true,
  });
  const time = (clock: string) => ({ dateTime: `2027-01-13T${clock}:00Z` });
  await playground.calendarOf(ANA).events.insert({
    calendarId: "primary",
    requestBody: { summary: "Zzbusy", description: "Zzbusy", start: time("09:00"), end: time("10:00") },
  });
}

/** What people do on a morning. */
async function live(
  world: PairWorld,
  at: number,
  { groupId, partner }: { groupId: string; partner: string },
  doneFor: Set<string>,
): Promise<void> {
  const on = (day: number) => at === BEGINS + day * DAY;
  if (on(-2)) {
    const needs = { wishes: "Zzwish", notWith: "Zznot", style: label("needs", "style", "direct") };
    submit(world, "needs", ANA, { takesPart: label("needs", "takesPart", "yes"), ...needs });
  }
  if (on(1)) {
    world.ids.help = await world.playground.add("help", {
      question: "Zzhelp with a long list of slow tests",
      askedBy: [world.ids.ana ?? ""],
      programme: [world.ids.programme ?? ""],
    });
    await world.playground.add("thanks", {
      title: "Zzthankyou",
      from: [world.ids.ana ?? ""],
      to: [world.ids.eva ?? ""],
    });
    const level = { [skillQuestionKey("Zzoffer")]: "2", confidence: "2" };
    submit(world, "self_assessment", ANA, level);
  }
  if (on(3)) submit(world, "standing", ANA, { standing: label("standing", "standing", "word"), word: "Zzword" });
  if (on(2))
    await world.playground.edit(COORDINATOR, "help", world.ids.help ?? "", { takenBy: [world.ids[partner] ?? ""] });
  if (on(2)) await say(world, `${partner}@example.org`, world.ids.help ?? "", "Zzcomment");
  if (on(9)) await teach(world, partner);
  if (on(16)) await bringAlong(world, at, partner);
  if (on(44)) await world.playground.edit(ANA, "roadmap", world.ids.reached ?? "", { status: "done" });
  if (on(53)) submit(world, "closing", ANA, { growth: "2" });
  if (on(10))
    for (const [place, change] of ["Zzpulse", "More time", "Fewer forms", ""].entries())
      submit(world, "pulse", `${["ana", "boris", "carla", "dan"][place]}@example.org`, {
        satisfaction: String(2 + (place % 3)),
        supported: "3",
        change,
      });
  const sessions = (await readTable(world.playground, "sessions"))
    .filter(row => (row.values.group as string[]).includes(groupId) && row.values.when !== null)
    .sort((a, b) => startOf(a.values.when) - startOf(b.values.when));
  for (const [place, session] of sessions.entries()) {
    const isOver = startOf(session.values.when) + HOUR <= at;
    if (!doneFor.has(`page ${session.id}`)) {
      doneFor.add(`page ${session.id}`);
      await world.edit("sessions", session.id, { questions: "Zzquestion" });
    }
    if (place === 3 && !doneFor.has("decline") && !isOver)
      for (const event of await world.live())
        if (Date.parse(event.start?.dateTime ?? "") === startOf(session.values.when)) {
          if (await reply(world.playground, ANA, event.id ?? "", "declined")) doneFor.add("decline");
        }
    if (!isOver || doneFor.has(session.id)) continue;
    doneFor.add(session.id);
    const others = (await readTable(world.playground, "groups")).find(group => group.id === groupId)?.values.members;
    await world.edit("sessions", session.id, {
      notes: "Zznotes",
      nextSteps: "Zzagreed",
      came: (others as string[]).filter(id => place > 0 || id !== world.ids.ana),
    });
    const code = new URL(String(session.values.feedback)).search.split("=").at(-1) ?? "";
    if (place === 1)
      submit(world, "feedback", ANA, {
        code,
        met: label("feedback", "met", "all"),
        useful: "1",
        advice: label("feedback", "advice", "no"),
        recommended: "Zzrecommended",
        thanks: `${partner.replace(/^./, letter => letter.toUpperCase())}, for zzthanks`,
      });
  }
}

async function say({ playground }: PairWorld, email: string, pageId: string, content: string): Promise<void> {
  const rich_text = [{ type: "text" as const, text: { content } }];
  await playground.notionOf(email).comments.create({ parent: { page_id: pageId }, rich_text });
}

/** A question is answered in writing and settled; a guide, an aim and a programme's chat are added. */
async function teach({ playground, ids, database }: PairWorld, partner: string): Promise<void> {
  const programme = [ids.programme ?? ""];
  ids.settled = await playground.add("help", {
    question: "Zzsettled question about long lists",
    askedBy: [ids.eva ?? ""],
    programme,
    takenBy: [ids[partner] ?? ""],
    answer: "Zzanswer, and then sort them",
    resolved: true,
  });
  await playground.add("guides", { title: "Zzguide", text: "Zzguide: breathe.", formats: ["pair"] });
  await playground.add("aims", {
    title: "Zzaim",
    programme,
    target: "3",
    reported: "2",
    reportedOn: { start: "2027-02-01", end: null },
  });
  await database.batch([
    await chatTable.naming(database, ids.programme ?? "", "https://hooks.slack.com/services/zzchat", THURSDAY),
  ]);
}

/** Ana's partner puts somebody from outside on their next event. */
async function bringAlong(world: PairWorld, at: number, partner: string): Promise<void> {
  const email = `${partner}@example.org`;
  const isOn = (one: string, attendees: { email?: string | null }[] = []) =>
    attendees.some(guest => guest.email === one);
  const event = (await world.live()).find(
    ({ start, attendees }) => Date.parse(start?.dateTime ?? "") > at && isOn(email, attendees) && isOn(ANA, attendees),
  );
  if (event === undefined) throw new Error("there is no event to bring somebody along to");
  const attendees = [...(event.attendees ?? []), { email: `${OUTSIDER}@example.org` }];
  await world.playground
    .calendarOf(email)
    .events.patch({ calendarId: "primary", eventId: event.id ?? "", requestBody: { attendees } });
}

function startOf(when: unknown): number {
  return parseInstant((when as { start: string }).start) ?? 0;
}

function label(kind: FormKind, key: string, option: string): string {
  const question = questionsOf(formSpec(kind, { name: "", language: "en" }, [], "")).find(one => one.key === key);
  if (question?.answer.type !== "choice") throw new Error(`${kind} asks no choice "${key}"`);
  return question.answer.options.find(one => one.key === option)?.label ?? option;
}

function submit(world: PairWorld, kind: FormKind, email: string | undefined, said: Record<string, string>): void {
  const { google } = world.playground;
  const title = FORM_TEXTS[kind].title.en.replace("{programme}", "Pairs");
  const form = [...google.state.forms.values()].find(one => one.info.title === title);
  if (form === undefined) throw new Error(`there is no form "${title}"`);
  const answers = Object.fromEntries(Object.entries(said).map(([key, value]) => [questionId(key), [value]]));
  google.submitForm(form.id, { respondentEmail: email, answers });
}
