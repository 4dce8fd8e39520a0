import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sessionCode } from "../../src/core/domain/session.ts";
import type { PlainValue } from "../../src/core/domain/values/row.ts";
import { addDays, atLocal, DAY, HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { questionId } from "../../src/core/rules/surveys/form.ts";
import { forget } from "../../src/run/operate/forget.ts";
import { eventsOf, type PageLook, pagesOf, relation, startOf } from "../faults/looks.ts";
import { deleteForAll, reply } from "../world/people.ts";
import { COORDINATOR } from "../world/playground.ts";
import { LongLife } from "./life.ts";
import { PAGE_WAKES } from "./pageWakes.ts";

const WEEKS = 12;
const MONDAY = "2027-01-11";
/** Everything is done on the last day, after its first run: nothing is settled again meanwhile. */
const LAST_DAY = addDays(MONDAY, 7 * WEEKS);

/** Eight people in weekly pairs, after twelve weeks. */
const life = new LongLife(
  { seed: "wakes", weeks: 20, people: 8, programme: { format: "pair", matching: "random", roundWeeks: 1 } },
  true,
);
/** The database as it was then. */
let before = "";
/** The groups that are settled in it, with what is theirs, those of longest ago first. */
let settled: { group: string; session: PageLook }[] = [];
/** Those that something was done to. */
const touched: string[] = [];

beforeAll(async () => {
  await life.begin();
  for (let day = -4; day <= 7 * WEEKS; day += 1) {
    await life.act(atLocal(addDays(MONDAY, day), 4 * 60, "UTC"), false);
    if (day % 7 === 0 || day % 7 === 3 || day < -3) await life.run();
  }
  before = life.database.dump();
  const ids = await life.settled();
  settled = pagesOf(life.hands.playground, "sessions")
    .filter(page => ids.has(relation(page, "group")[0] ?? ""))
    .sort((a, b) => (startOf(a) ?? 0) - (startOf(b) ?? 0) || (a.id < b.id ? -1 : 1))
    .map(session => ({ group: relation(session, "group")[0] ?? "", session }));
});
afterAll(() => life.close());

/** A settled group that nothing was done to yet; one of which an answer tells, where that is what is done. */
function another(what: string): { group: string; session: PageLook } {
  const codes = [...theForm().form.responses.values()].map(({ answers }) => answers[questionId("code")]?.[0]);
  const isTold = ({ session }: { session: PageLook }) => codes.includes(sessionCode(session.id));
  const next = settled.find(of => !touched.includes(of.group) && (!what.startsWith("an answer about") || isTold(of)));
  if (next === undefined) throw new Error("every settled group was used");
  touched.push(next.group);
  return next;
}

/** The database as it was, with a bug. */
function goBack(planted = ""): void {
  life.close();
  life.openDatabase(before, planted);
}

/** The groups that a run wakes over the database as it was: by all that was done since. */
async function wokenByRun(planted = ""): Promise<string[]> {
  goBack(planted);
  await life.woken();
  await life.run();
  return [...(await life.woken())].sort();
}

function eventOf(session: PageLook) {
  const event = eventsOf(life.hands.playground).find(one => one.sessionId === session.id);
  if (event === undefined) throw new Error("there is no event");
  return event;
}

function theForm() {
  const { google } = life.hands.playground;
  const asks = (key: string) => (item: { questionItem?: { question: { questionId?: string } } }) =>
    item.questionItem?.question.questionId === questionId(key);
  const form = [...google.state.forms.values()].find(one => one.items.some(asks("met")));
  const met = form?.items.find(asks("met"))?.questionItem?.question.choiceQuestion?.options[0]?.value ?? "";
  if (form === undefined) throw new Error("there is no form");
  return { form, met };
}

/** Somebody of a group. */
function memberOf(group: string) {
  const page = pagesOf(life.hands.playground, "groups").find(({ id }) => id === group) ?? null;
  const member = life.hands.people.find(({ pageId }) => relation(page, "members").includes(pageId));
  if (member === undefined) throw new Error("nobody is in the group");
  return member;
}

const when = (at: number) => ({ start: new Date(at).toISOString(), end: new Date(at + HOUR).toISOString() });

function copyOf({ values }: PageLook): Record<string, PlainValue> {
  const isFilled = (value: PlainValue) =>
    value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(values).filter(([, value]) => isFilled(value)));
}

type Settled = ReturnType<typeof another>;

/** What brings a meeting of long ago back, and the bug with which it stays away. */
const WAKES: [string, string, (of: Settled) => Promise<unknown> | unknown][] = [
  [
    "a reply to it",
    "DROP TRIGGER wake_by_event",
    ({ group, session }) => reply(life.hands.playground, memberOf(group).email, eventOf(session).id, "tentative"),
  ],
  [
    "its event being deleted",
    "DROP TRIGGER wake_by_event",
    ({ session }) => deleteForAll(life.hands.playground, eventOf(session).id),
  ],
  [
    "an edit of its page",
    "DROP TRIGGER wake_by_page",
    ({ session }) => life.hands.playground.edit(COORDINATOR, "sessions", session.id, { notes: "It was good" }),
  ],
  [
    "an edit of its group's page",
    "DROP TRIGGER wake_by_page",
    ({ group }) => life.hands.playground.edit(COORDINATOR, "groups", group, { agreement: "We are on time" }),
  ],
  [
    "an answer that names it by its code, in lower case and with a space",
    "DELETE FROM past_codes",
    ({ group, session }) => {
      const { form, met } = theForm();
      const code = sessionCode(session.id).toLowerCase();
      const answers = { [questionId("code")]: [`${code.slice(0, 3)} ${code.slice(3)} `], [questionId("met")]: [met] };
      life.hands.playground.google.submitForm(form.id, { respondentEmail: memberOf(group).login, answers });
    },
  ],
  [
    "a copy of its page",
    "DROP TRIGGER wake_by_new_page",
    ({ session }) => life.hands.playground.add("sessions", copyOf(session)),
  ],
  [
    "a copy of its group's page",
    "DROP TRIGGER wake_by_new_page",
    ({ group }) => {
      const page = pagesOf(life.hands.playground, "groups").find(({ id }) => id === group) as PageLook;
      return life.hands.playground.add("groups", copyOf(page));
    },
  ],
  [
    "a new meeting in its group",
    // What Krug writes on the new page alters it.
    "DROP TRIGGER wake_by_new_page; DROP TRIGGER wake_by_altered_page",
    ({ group }) => {
      const at = when(life.hands.playground.clock.now() + 5 * DAY);
      const values = { title: "Once more", status: "planned", kind: "session", group: [group], when: at };
      return life.hands.playground.add("sessions", values);
    },
  ],
  [
    "another meeting being put into its group",
    "DROP TRIGGER wake_by_altered_page",
    ({ group }) => {
      const living = pagesOf(life.hands.playground, "sessions").filter(
        page => page.values.key !== "" && (startOf(page) ?? 0) > life.hands.playground.clock.now() - 7 * DAY,
      );
      return life.hands.playground.edit(COORDINATOR, "sessions", living[0]?.id ?? "", { group: [group] });
    },
  ],
  [
    "an answer about it being changed",
    "DROP TRIGGER wake_by_answer; DELETE FROM past_codes",
    ({ session }) => {
      const { form, met } = theForm();
      const code = questionId("code");
      const given = [...form.responses.values()].find(({ answers }) => answers[code]?.[0] === sessionCode(session.id));
      if (given === undefined) throw new Error("nobody answered");
      const answers = { ...given.answers, [questionId("met")]: [met], [questionId("useful")]: ["1"] };
      life.hands.playground.google.submitForm(form.id, {
        respondentEmail: given.respondentEmail ?? "",
        responseId: given.responseId,
        answers,
      });
    },
  ],
];

test("after twelve weeks of pairs most meetings are settled", async () => {
  expect(settled.length).toBeGreaterThan(16);
});

/** Statements on a part of a settled group, and the one trigger by which each wakes it. */
const WRITES: Record<string, (of: Settled) => string> = {
  wake_by_page: ({ session }) => `UPDATE pages SET edited_at = 0 WHERE id = '${session.id}'`,
  wake_by_page_gone: ({ session }) => `DELETE FROM pages WHERE id = '${session.id}'`,
  wake_by_event: ({ session }) => `UPDATE events SET content = '{}' WHERE session_id = '${session.id}'`,
  wake_by_event_gone: ({ session }) => `DELETE FROM events WHERE session_id = '${session.id}'`,
  wake_by_link: ({ session }) => `UPDATE links SET generation = 7 WHERE session_id = '${session.id}'`,
  wake_by_link_gone: ({ session }) => `DELETE FROM links WHERE session_id = '${session.id}'`,
  wake_by_series: () => "UPDATE series SET content = '[]' WHERE id = 'planted'",
  wake_by_series_gone: () => "DELETE FROM series WHERE id = 'planted'",
  wake_by_answer: ({ group }) => `UPDATE answers SET submitted_at = 0 WHERE settled_in = '${group}'`,
  wake_by_answer_gone: ({ group }) => `DELETE FROM answers WHERE settled_in = '${group}'`,
  wake_by_new_page: ({ group }) => page("new", { group: [group] }),
  wake_by_altered_page: ({ session }) =>
    `UPDATE pages SET content = json_set(content, '$.key', '${session.values.key}') WHERE id = '${life.hands.programmes[0]}'`,
  wake_by_new_event: ({ session }) =>
    `INSERT INTO events (id, session_id, content) VALUES ('planted', '${session.id}', '{}')`,
  wake_by_new_series: ({ group }) => `INSERT INTO series (id, group_id, content) VALUES ('other', '${group}', '{}')`,
  wake_by_notice: ({ group }) => `INSERT INTO notices (page_id, code, problem) VALUES ('${group}', 'no_title', '{}')`,
};

const WIDER: Record<string, () => string> = {
  wake_by_person: () =>
    `UPDATE pages SET content = json_set(content, '$.name', 'Else') WHERE id = '${life.hands.people[0]?.pageId}'`,
  wake_by_person_gone: () => `DELETE FROM pages WHERE id = '${life.hands.people[0]?.pageId}'`,
  wake_by_programme: () =>
    `UPDATE pages SET content = json_set(content, '$.roundWeeks', 2) WHERE id = '${life.hands.programmes[0]}'`,
};

function page(id: string, content: object): string {
  return `INSERT INTO pages (id, source, url, edited_at, created_at, content)
    VALUES ('${id}', 'sessions', '', 0, 0, '${JSON.stringify(content)}')`;
}

async function wokenBy(statement: string, planted: string): Promise<string[]> {
  goBack(planted);
  await life.woken();
  await life.database.prepare(statement).run();
  return [...(await life.woken())];
}

describe("a group wakes, and only it, by whatever is written on a part of it or leads to it", () => {
  test.each(Object.entries(WRITES))("%s", async (trigger, write) => {
    const told = settled.filter(({ session }) => session.values.status === "met");
    const of = told[told.length - 1] as Settled;
    const planted = `INSERT INTO series (id, group_id, content, settled_in) VALUES ('planted', '', '{}', '${of.group}');`;
    expect(await wokenBy(write(of), planted)).toEqual([of.group]);
    expect(await wokenBy(write(of), `${planted} DROP TRIGGER ${trigger}`)).toEqual([]);
  });

  test.each(Object.entries(WIDER))("%s: of a person their groups, of a programme all", async (trigger, write) => {
    const ids = await life.settled();
    const groups = pagesOf(life.hands.playground, "groups").filter(({ id }) => ids.has(id));
    const { pageId } = life.hands.people[0]!;
    const theirs = groups.filter(one => trigger === "wake_by_programme" || relation(one, "members").includes(pageId));
    expect((await wokenBy(write(), "")).sort()).toEqual(theirs.map(({ id }) => id).sort());
    expect(await wokenBy(write(), `DROP TRIGGER ${trigger}`)).toEqual([]);
  });

  test("each trigger is tried that wakes a group", async () => {
    goBack();
    const { results } = await life.database
      .prepare(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'wake\\_by\\_%' ESCAPE '\\' ORDER BY name",
      )
      .all<{ name: string }>();
    expect(results.map(({ name }) => name)).toEqual(
      [...Object.keys(WRITES), ...Object.keys(WIDER), ...Object.keys(PAGE_WAKES)].sort(),
    );
  });
});

describe("a meeting of two months ago comes back, and only it, by", () => {
  test.each(WAKES)("%s", async (what, bug, act) => {
    const missed = another(what);
    life.hands.playground.clock.set(atLocal(LAST_DAY, 12 * 60 + 10 * touched.length, "UTC"));
    await act(missed);
    expect(await wokenByRun(bug)).not.toContain(missed.group);
    life.hands.playground.clock.advance(MINUTE);
    const of = another(what);
    await act(of);
    const woken = await wokenByRun();
    expect(woken).toContain(of.group);
    expect(woken.filter(id => !touched.includes(id))).toEqual([]);
  });
});

test("a page put into the trash brings its meeting back by the next morning, and only it", async () => {
  const of = another("trash");
  await life.hands.playground.notionOf(COORDINATOR).pages.update({ page_id: of.session.id, in_trash: true });
  life.hands.playground.clock.set(atLocal(addDays(LAST_DAY, 1), 4 * 60, "UTC"));
  const woken = await wokenByRun();
  expect(woken).toContain(of.group);
  expect(woken.filter(id => !touched.includes(id))).toEqual([]);
});

test("erasing a person brings every group back that they were in, and no other", async () => {
  goBack();
  await life.woken();
  const ids = await life.settled();
  const member = life.hands.people[0]!;
  const groups = pagesOf(life.hands.playground, "groups").filter(({ id }) => ids.has(id));
  const theirs = groups.filter(page => relation(page, "members").includes(member.pageId)).map(({ id }) => id);
  const { connection, fetch, clock } = life.hands.playground;
  const world = { fetch, sql: life.database, wallNow: () => clock.now() };
  expect(await forget(connection, member.email, world)).toMatchObject({ state: "leaving" });
  await life.run();
  expect(await forget(connection, member.email, world)).toMatchObject({ state: "erased" });
  const woken = [...(await life.woken())].filter(id => ids.has(id));
  expect(woken).toEqual(expect.arrayContaining(theirs));
  // The run before sees what was done to others.
  expect(woken.filter(id => !theirs.includes(id) && !touched.includes(id))).toEqual([]);
});
