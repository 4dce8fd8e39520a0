import { sessionCode } from "../../src/core/domain/session.ts";
import type { Random } from "../../src/core/domain/values/random.ts";
import type { PlainValue } from "../../src/core/domain/values/row.ts";
import { addDays, DAY, HOUR, localDate } from "../../src/core/domain/values/time.ts";
import { questionId } from "../../src/core/rules/surveys/form.ts";
import { type EventLook, endOf, eventsOf, type PageLook, pagesOf, relation, startOf } from "../faults/looks.ts";
import type { FormRecord } from "../simulators/google/forms/model.ts";
import { deleteForAll, deleteOwn, move, reply } from "../world/people.ts";
import { COORDINATOR, type Playground } from "../world/playground.ts";

/** Somebody of a long life. */
interface Member {
  name: string;
  /** The address on their page. */
  email: string;
  /** What they sign in to Notion with. */
  login: string;
  zone: string;
  pageId: string;
  goalId: string;
}

/** What people act on, and what they have done to it that can be taken back: nothing of it comes from Krug's own tables. */
export interface Hands {
  playground: Playground;
  people: Member[];
  programmes: string[];
  /** Pages in the trash, and pages in a table of the coordinator's own with the table they are of. */
  trashed: string[];
  away: { id: string; dataSourceId: string }[];
  archiveId: string;
  /** So many things have been named. */
  named: number;
}

/** What was done: in words, and to which groups. */
export interface Done {
  what: string;
  groups: readonly string[];
}

export type Act = (hands: Hands, random: Random) => Promise<Done | null>;

/** By then a meeting of a weekly round is settled. */
const OLD = 35 * DAY;
/** Until then it is not. */
const LATE = 19 * DAY;
/** So often something old is taken where there is something. */
const MOSTLY_OLD = 0.75;

export const now = ({ playground }: Hands) => playground.clock.now();

export function oneOf<T>(all: readonly T[], random: Random): T | undefined {
  return all[random.below(Math.max(all.length, 1))];
}

/** One of what there is: mostly one that is old. */
function aged<T>(hands: Hands, all: readonly T[], endOfIt: (one: T) => number, random: Random): T | undefined {
  const old = all.filter(one => endOfIt(one) < now(hands) - OLD);
  const isOld = random.next() < MOSTLY_OLD && old.length > 0;
  return oneOf(isOld ? old : all, random);
}

function someEvent(hands: Hands, random: Random): EventLook | undefined {
  const live = eventsOf(hands.playground).filter(event => event.isLive && event.guests.length > 0);
  const sorted = live.sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1));
  return aged(hands, sorted, event => event.endsAt, random);
}

function someSession(hands: Hands, random: Random): PageLook | undefined {
  const dated = pagesOf(hands.playground, "sessions").filter(page => startOf(page) !== null);
  const sorted = dated.sort((a, b) => (startOf(a) ?? 0) - (startOf(b) ?? 0) || (a.id < b.id ? -1 : 1));
  return aged(hands, sorted, page => endOf(page) ?? 0, random);
}

/** One that ended so lately that it is not settled: what is gone of the settled, and told by no listing, is seen within 30 days. */
function lateSession(hands: Hands, random: Random): PageLook | undefined {
  const dated = pagesOf(hands.playground, "sessions").filter(page => (endOf(page) ?? 0) > now(hands) - LATE);
  return oneOf(
    dated.sort((a, b) => (startOf(a) ?? 0) - (startOf(b) ?? 0) || (a.id < b.id ? -1 : 1)),
    random,
  );
}

function someGroup(hands: Hands, random: Random): PageLook | undefined {
  const session = someSession(hands, random);
  return pagesOf(hands.playground, "groups").find(({ id }) => id === relation(session ?? null, "group")[0]);
}

function groupOf(hands: Hands, sessionId: string | null): string[] {
  const page = pagesOf(hands.playground, "sessions").find(({ id }) => id === sessionId);
  return relation(page ?? null, "group");
}

export function word(hands: Hands, what: string): string {
  hands.named += 1;
  return `${what} ${hands.named}`;
}

function guestOf(hands: Hands, event: EventLook, random: Random): Member | undefined {
  const guests = hands.people.filter(({ email }) => event.guests.some(guest => guest.email === email));
  return oneOf(guests, random);
}

const replied: Act = async (hands, random) => {
  const event = someEvent(hands, random);
  const guest = event === undefined ? undefined : guestOf(hands, event, random);
  if (event === undefined || guest === undefined) return null;
  const answer = oneOf(["accepted", "declined", "tentative"] as const, random) ?? "accepted";
  await reply(hands.playground, guest.email, event.id, answer);
  return { what: `${guest.name} ${answer} ${event.id}`, groups: [event.id, ...groupOf(hands, event.sessionId)] };
};

const moved: Act = async (hands, random) => {
  const event = someEvent(hands, random);
  const guest = event === undefined ? undefined : guestOf(hands, event, random);
  if (event === undefined || guest === undefined) return null;
  const ahead = Math.ceil((now(hands) - event.startsAt) / DAY) * DAY + 2 * DAY;
  const by = oneOf([HOUR, -HOUR, DAY, -DAY, ahead], random) ?? HOUR;
  const groups = [event.id, ...groupOf(hands, event.sessionId)];
  await move(hands.playground, guest.email, event.id, by);
  return { what: `${guest.name} moved ${event.id} by ${by / HOUR} h`, groups };
};

const deleted: Act = async (hands, random) => {
  const event = someEvent(hands, random);
  const guest = event === undefined ? undefined : guestOf(hands, event, random);
  if (event === undefined || guest === undefined) return null;
  const groups = [event.id, ...groupOf(hands, event.sessionId)];
  const isForAll = random.below(2) === 0;
  if (isForAll) await deleteForAll(hands.playground, event.id);
  else await deleteOwn(hands.playground, guest.email, event.id);
  return { what: `${isForAll ? "the coordinator" : guest.name} deleted ${event.id}`, groups };
};

const altered: Act = async (hands, random) => {
  const event = someEvent(hands, random);
  if (event === undefined) return null;
  const change = oneOf([{ summary: word(hands, "Meeting") }, { location: "Room 5" }, { description: "Tea" }], random);
  const { calendarId } = hands.playground;
  const { events } = hands.playground.calendarOf(COORDINATOR);
  await events.patch({ calendarId, eventId: event.id, sendUpdates: "none", requestBody: change });
  return {
    what: `event ${event.id} became ${JSON.stringify(change)}`,
    groups: [event.id, ...groupOf(hands, event.sessionId)],
  };
};

const sessionEdited: Act = async (hands, random) => {
  const page = someSession(hands, random);
  const group = pagesOf(hands.playground, "groups").find(({ id }) => id === relation(page ?? null, "group")[0]);
  if (page === undefined) return null;
  const startsAt = (startOf(page) ?? 0) + (oneOf([HOUR, -HOUR, DAY, 60 * DAY], random) ?? 0);
  const when = { start: new Date(startsAt).toISOString(), end: new Date(startsAt + HOUR).toISOString() };
  const members = relation(group ?? null, "members");
  const values = oneOf<Record<string, PlainValue>>(
    [
      { notes: word(hands, "Notes") },
      { nextSteps: word(hands, "Step") },
      { questions: word(hands, "Question") },
      { came: members.slice(random.below(2)) },
      { status: oneOf(["planned", "cancelled", "met", "not_met", "over"], random) ?? null },
      { title: word(hands, "Talk") },
      { when },
      { facilitator: members.slice(0, 1) },
      { group: [] },
    ],
    random,
  );
  const editor = oneOf(hands.people, random) as Member;
  await hands.playground.edit(editor.login, "sessions", page.id, values ?? {});
  return { what: `session ${page.id} became ${JSON.stringify(values)}`, groups: relation(page, "group") };
};

const groupEdited: Act = async (hands, random) => {
  const page = someGroup(hands, random);
  if (page === undefined) return null;
  const members = relation(page, "members");
  const more = hands.people.map(({ pageId }) => pageId).filter(id => !members.includes(id));
  const values = oneOf<Record<string, PlainValue>>(
    [
      { name: word(hands, "Group") },
      { status: oneOf(["active", "ended", "draft"], random) ?? null },
      { members: members.slice(1) },
      { members: [...members, ...more.slice(0, 1)] },
      { agreement: word(hands, "We") },
      { facilitator: members.slice(-1) },
    ],
    random,
  );
  await hands.playground.edit(COORDINATOR, "groups", page.id, values ?? {});
  return { what: `group ${page.id} became ${JSON.stringify(values)}`, groups: [page.id] };
};

/** The cells of a page that are filled. */
export function copyOf({ values }: PageLook): Record<string, PlainValue> {
  const isFilled = (value: PlainValue) =>
    value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(values).filter(([, value]) => isFilled(value)));
}

/** As Notion's *Duplicate* does it: every cell, the key too; made by whoever does it. */
const copied: Act = async (hands, random) => {
  const of = random.below(2) === 0 ? "sessions" : "groups";
  const page = of === "sessions" ? someSession(hands, random) : someGroup(hands, random);
  if (page === undefined) return null;
  const id = await hands.playground.add(of, copyOf(page));
  const groups = of === "sessions" ? relation(page, "group") : [page.id];
  return { what: `${of} ${page.id} was copied as ${id}`, groups: [...groups, id] };
};

const trashed: Act = async (hands, random) => {
  const session = lateSession(hands, random);
  const group = pagesOf(hands.playground, "groups").find(({ id }) => id === relation(session ?? null, "group")[0]);
  const page = random.below(3) === 0 ? group : session;
  if (page === undefined) return null;
  await hands.playground.notionOf(COORDINATOR).pages.update({ page_id: page.id, in_trash: true });
  hands.trashed.push(page.id);
  return { what: `${page.id} was put into the trash`, groups: [page.id, ...relation(page, "group")] };
};

const takenBack: Act = async hands => {
  const id = hands.trashed.shift();
  if (id === undefined) return null;
  await hands.playground.notionOf(COORDINATOR).pages.update({ page_id: id, in_trash: false });
  // Thanks of long ago may count again, and those after them no longer.
  const alike = pagesOf(hands.playground, "thanks").map(page => page.id);
  return { what: `${id} was taken out of the trash`, groups: [id, ...groupOf(hands, id), ...alike] };
};

const movedAway: Act = async (hands, random) => {
  const page = lateSession(hands, random);
  if (page === undefined) return null;
  const { playground, archiveId } = hands;
  const to = (dataSourceId: string) => ({ type: "data_source_id", data_source_id: dataSourceId }) as const;
  await playground.notionOf(COORDINATOR).pages.move({ page_id: page.id, parent: to(archiveId) });
  hands.away.push({ id: page.id, dataSourceId: playground.workspace.sessions.dataSourceId });
  return { what: `${page.id} was moved to another table`, groups: relation(page, "group") };
};

const movedBack: Act = async hands => {
  const page = hands.away.shift();
  if (page === undefined) return null;
  const parent = { type: "data_source_id", data_source_id: page.dataSourceId } as const;
  await hands.playground.notionOf(COORDINATOR).pages.move({ page_id: page.id, parent });
  return { what: `${page.id} was moved back`, groups: groupOf(hands, page.id) };
};

function formThatAsks(hands: Hands, key: string, random: Random): FormRecord | undefined {
  const forms = [...hands.playground.google.state.forms.values()];
  return oneOf(
    forms.filter(form => form.items.some(item => item.questionItem?.question.questionId === questionId(key))),
    random,
  );
}

function optionOf(form: FormRecord, key: string, random: Random): string[] {
  const item = form.items.find(one => one.questionItem?.question.questionId === questionId(key));
  return [oneOf(item?.questionItem?.question.choiceQuestion?.options ?? [], random)?.value ?? ""];
}

/** Lower case and spaces, as people type it. */
function typed(code: string, random: Random): string {
  const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
  return oneOf([code, spaced.toLowerCase(), ` ${spaced.toLowerCase()} `], random) ?? code;
}

const answered: Act = async (hands, random) => {
  const form = formThatAsks(hands, "met", random);
  const session = someSession(hands, random);
  if (form === undefined || session === undefined) return null;
  const group = pagesOf(hands.playground, "groups").find(({ id }) => id === relation(session, "group")[0]);
  const own = hands.people.filter(({ pageId }) => relation(group ?? null, "members").includes(pageId));
  const who = oneOf(random.below(4) === 0 ? hands.people : own, random);
  if (who === undefined) return null;
  const answers = {
    [questionId("code")]: [typed(sessionCode(session.id), random)],
    [questionId("met")]: optionOf(form, "met", random),
    [questionId("useful")]: [String(1 + random.below(5))],
    [questionId("advice")]: optionOf(form, "advice", random),
    ...(random.below(2) === 0 ? { [questionId("thanks")]: [oneOf(hands.people, random)?.name ?? ""] } : {}),
  };
  hands.playground.google.submitForm(form.id, { respondentEmail: who.login, answers });
  return { what: `${who.name} said of ${session.id} ${JSON.stringify(answers)}`, groups: relation(session, "group") };
};

const answerEdited: Act = async (hands, random) => {
  const form = formThatAsks(hands, "met", random);
  const given = form === undefined ? [] : [...form.responses.values()];
  const response = aged(hands, given, one => one.lastSubmittedTime, random);
  if (form === undefined || response === undefined) return null;
  const { responseId, respondentEmail } = response;
  const code = response.answers[questionId("code")]?.[0] ?? "";
  const about = (codeNow: string) =>
    pagesOf(hands.playground, "sessions")
      .filter(({ id }) => sessionCode(id) === codeNow.toUpperCase().replaceAll(" ", ""))
      .flatMap(page => relation(page, "group"));
  const other = random.below(4) === 0 ? someSession(hands, random) : undefined;
  const codeNow = other === undefined ? code : sessionCode(other.id);
  const answers = {
    ...response.answers,
    [questionId("code")]: [codeNow],
    [questionId("met")]: optionOf(form, "met", random),
    [questionId("useful")]: [String(1 + random.below(5))],
  };
  const more = respondentEmail === null ? {} : { respondentEmail };
  hands.playground.google.submitForm(form.id, { ...more, answers, responseId });
  const what = `answer ${responseId.slice(0, 12)} became ${JSON.stringify(answers)}`;
  return { what, groups: [...about(code), ...about(codeNow)] };
};

/** How a session was can be said on the form about taking part too: it names one by its code. */
const standing: Act = async (hands, random) => {
  const form = formThatAsks(hands, "standing", random);
  const session = someSession(hands, random);
  const who = oneOf(hands.people, random);
  if (form === undefined || session === undefined || who === undefined) return null;
  const answers = {
    [questionId("standing")]: optionOf(form, "standing", random),
    ...(random.below(2) === 0 ? { [questionId("code")]: [typed(sessionCode(session.id), random)] } : {}),
  };
  hands.playground.google.submitForm(form.id, { respondentEmail: who.login, answers });
  return { what: `${who.name} told ${JSON.stringify(answers)}`, groups: relation(session, "group") };
};

const personEdited: Act = async (hands, random) => {
  const who = oneOf(hands.people, random);
  if (who === undefined) return null;
  const today = localDate(now(hands), "UTC");
  const values = oneOf<() => Record<string, PlainValue>>(
    [
      () => ({ hours: oneOf(["9-18", "Mon-Thu 10-16", "Tue-Fri 8-14"], random) ?? null }),
      () => ({ name: word(hands, who.name) }),
      () => ({ away: { start: addDays(today, random.below(5)), end: addDays(today, 5 + random.below(9)) } }),
      () => ({ status: "paused" }),
      () => ({ status: "active" }),
      () => ({ status: "active" }),
      () => ({ status: random.below(3) === 0 ? "left" : "active" }),
      () => ({ programmes: hands.programmes }),
      () => ({ offers: ["testing"], seeks: [oneOf(["sql", "design"], random) ?? ""] }),
      () => ({ email: `${word(hands, who.login.split("@")[0] ?? "").replace(" ", "")}@example.org` }),
    ],
    random,
  )?.();
  if (typeof values?.email === "string") {
    hands.playground.google.addAccount({ email: values.email, name: who.name, timeZone: who.zone });
    who.email = values.email;
  }
  await hands.playground.edit(who.login, "people", who.pageId, values ?? {});
  const groups = pagesOf(hands.playground, "groups").filter(page => relation(page, "members").includes(who.pageId));
  return { what: `${who.name} became ${JSON.stringify(values)}`, groups: groups.map(group => group.id) };
};

const goalEdited: Act = async (hands, random) => {
  const who = oneOf(hands.people, random);
  if (who === undefined) return null;
  const values = oneOf<Record<string, PlainValue>>(
    [{ nextStep: word(hands, "Step") }, { status: "done" }, { status: "doing" }, { progress: random.below(10) / 10 }],
    random,
  );
  await hands.playground.edit(who.login, "roadmap", who.goalId, values ?? {});
  return { what: `goal of ${who.name} became ${JSON.stringify(values)}`, groups: [who.goalId] };
};

const thanked: Act = async (hands, random) => {
  const [from, to] = [oneOf(hands.people, random), oneOf(hands.people, random)];
  if (from === undefined || to === undefined || from === to) return null;
  await hands.playground.add("thanks", { title: word(hands, "Thanks"), from: [from.pageId], to: [to.pageId] });
  return { what: `${from.name} thanked ${to.name}`, groups: [] };
};

const programmeEdited: Act = async (hands, random) => {
  const id = oneOf(hands.programmes, random) ?? "";
  const page = pagesOf(hands.playground, "programmes").find(one => one.id === id);
  const [start, end] = ["start", "end"].map(key => (page?.values[key] as { start: string } | null)?.start ?? "");
  const values = oneOf<Record<string, PlainValue>>(
    [
      { end: { start: addDays(end ?? "", 7), end: null } },
      { start: { start: addDays(start ?? "", 1), end: null } },
      { minutes: oneOf([30, 45, 60], random) ?? null },
      { name: word(hands, "Programme") },
      { status: page?.values.status === "paused" ? "active" : "paused" },
      { status: "active" },
    ],
    random,
  );
  await hands.playground.edit(COORDINATOR, "programmes", id, values ?? {});
  const groups = pagesOf(hands.playground, "groups").map(group => group.id);
  return { what: `programme became ${JSON.stringify(values)}`, groups };
};

const sessionByHand: Act = async (hands, random) => {
  const group = someGroup(hands, random);
  if (group === undefined) return null;
  const startsAt = Math.ceil(now(hands) / DAY) * DAY + (2 + random.below(4)) * DAY + 11 * HOUR;
  const when = { start: new Date(startsAt).toISOString(), end: new Date(startsAt + HOUR).toISOString() };
  const values = { title: word(hands, "Extra"), group: [group.id], when, status: "planned", kind: "session" };
  const id = await hands.playground.add("sessions", values);
  return { what: `session ${id} by hand in ${group.id}`, groups: [group.id] };
};

const reread: Act = async ({ playground }) => {
  playground.google.expireSyncTokens();
  return { what: "the calendar is to be read as a whole", groups: [] };
};

/** What people do, each as often as it stands here. */
const ACTS: readonly Act[] = [
  ...[replied, replied, replied, moved, moved, deleted, altered],
  ...[sessionEdited, sessionEdited, sessionEdited, sessionEdited, groupEdited, groupEdited],
  ...[copied, trashed, takenBack, takenBack, movedAway, movedBack, movedBack],
  ...[answered, answered, answered, answered, answerEdited, answerEdited, standing],
  ...[personEdited, personEdited, personEdited, goalEdited, thanked, sessionByHand, reread],
];
/** What changes the whole is done seldom. */
const SELDOM = 0.03;

/** Somebody does something, of `more` too. What a service refuses is no act. */
export async function someAct(hands: Hands, random: Random, more: readonly Act[] = []): Promise<Done> {
  const act = random.next() < SELDOM ? programmeEdited : (oneOf([...ACTS, ...more], random) as Act);
  try {
    return (await act(hands, random)) ?? { what: `${act.name}: nothing to do it to`, groups: [] };
  } catch (error) {
    if ((error as { status?: number }).status === undefined) throw error;
    return { what: `${act.name}: refused, ${(error as Error).message}`, groups: [] };
  }
}
