import { describe, expect, test } from "vitest";
import { DAY, HOUR } from "../../src/core/domain/values/time.ts";
import { run } from "../../src/run/run.ts";
import { sight, THURSDAY, twins } from "../run/office.ts";
import { type HookedWorker, openHookedWorker } from "../world/hookedWorker.ts";
import { allEvents, move, reply, sessionIdOf } from "../world/people.ts";
import { readPage } from "../world/tables.ts";

/** Without hooks: the cron alone. */
const NONE = { PUBLIC_URL: undefined, HOOK_SECRET: undefined, PUBSUB_TOPIC: undefined, PUBSUB_EMAIL: undefined };

const live = async ({ playground }: HookedWorker) =>
  (await allEvents(playground)).filter(event => event.status !== "cancelled");
const ofAna = async (office: HookedWorker) =>
  (await live(office)).find(event => event.attendees?.some(guest => guest.email === "ana@example.org"));
const channels = ({ playground }: HookedWorker) => [...playground.google.state.channels.values()];
const watches = ({ playground }: HookedWorker) => [...playground.google.state.watches.values()];

/** An office in which everybody is invited, the hooks are open, and nothing more is to come of the beginning. */
async function openQuiet(options: Parameters<typeof openHookedWorker>[0] = {}) {
  const office = await openHookedWorker(options);
  await office.connectNotion();
  await office.cron(THURSDAY);
  await office.cron(THURSDAY + HOUR);
  await office.tell(THURSDAY + HOUR);
  return office;
}

describe("without any cron", () => {
  test("a goal edited in Notion stands in the invitation, at the time of the edit and with no mail", async () => {
    const office = await openQuiet();
    const { playground, ids } = office;
    const mails = playground.google.outbox.length;
    const at = THURSDAY + 3 * HOUR;
    playground.clock.set(at);
    await playground.edit("ana@example.org", "roadmap", ids.get("goal of Ana")!, { title: "Test what matters" });
    expect(await office.tell(at)).toBeGreaterThan(0);
    expect((await ofAna(office))?.description).toContain("Test what matters");
    expect(playground.google.outbox.length).toBe(mails);
    const { worldNow, report } = await office.lastRun();
    expect(worldNow).toBe(at);
    expect(report.failed).toEqual([]);
  });

  test("a session moved in Notion is moved in Calendar, and each guest hears of it once", async () => {
    const office = await openQuiet();
    const { playground } = office;
    const event = await ofAna(office);
    const sessionId = sessionIdOf(event!);
    const page = await readPage(playground, "sessions", sessionId);
    const when = page!.values.when as { start: string; end: string };
    const later = (iso: string) => new Date(Date.parse(iso) + HOUR).toISOString();
    const mails = playground.google.outbox.length;
    const at = THURSDAY + 3 * HOUR;
    playground.clock.set(at);
    await playground.edit("ana@example.org", "sessions", sessionId, {
      when: { start: later(when.start), end: later(when.end) },
    });
    await office.tell(at);
    expect(Date.parse((await ofAna(office))!.start!.dateTime!)).toBe(Date.parse(when.start) + HOUR);
    expect(playground.google.outbox.slice(mails).map(mail => `${mail.kind} ${mail.to}`)).toHaveLength(2);
  });

  test("an answer in a comment on a question is told to who asked", async () => {
    const office = await openQuiet();
    const { playground, ids } = office;
    const id = await playground.add("help", {
      question: "How do I test a queue that retries?",
      askedBy: [ids.get("Ana")!],
      programme: [ids.get("programme")!],
    });
    const at = THURSDAY + 3 * HOUR;
    await office.tell(at);
    playground.clock.set(at);
    await playground
      .notionOf("dan@example.org")
      .comments.create({ parent: { page_id: id }, rich_text: [{ type: "text", text: { content: "A fake clock." } }] });
    await office.tell(at + HOUR);
    const page = await readPage(playground, "help", id);
    expect(page?.values).toMatchObject({ state: "answered", answeredBy: [ids.get("Dan")!] });
  });

  test("a reply in Calendar stands on the session's page", async () => {
    const office = await openQuiet();
    const event = await ofAna(office);
    await reply(office.playground, "ana@example.org", event!.id!, "accepted");
    await office.tell(THURSDAY + 3 * HOUR);
    const page = await readPage(office.playground, "sessions", sessionIdOf(event!));
    expect(String(page?.values.replies)).toContain("Yes: Ana");
  });

  test("an answer to a form is read", async () => {
    const office = await openQuiet({ surveys: true });
    const { google } = office.playground;
    await office.cron(THURSDAY + 2 * HOUR);
    const [watch] = watches(office);
    const form = google.state.forms.get(watch!.formId)!;
    const before = (await office.lastRun()).id;
    google.submitForm(form.id, {
      respondentEmail: "ana@example.org",
      answers: Object.fromEntries(required(form.items)),
    });
    await office.tell(THURSDAY + 3 * HOUR);
    expect((await office.lastRun()).id).toBeGreaterThan(before);
    expect(await office.database.prepare("SELECT count(*) AS n FROM answers").first()).toEqual({ n: 1 });
  });
});

/** The least a form takes: the first choice of each question that must be answered. */
function required(items: unknown): [string, string[]][] {
  return (items as { questionItem?: { question?: Question } }[]).flatMap(({ questionItem }) => {
    const question = questionItem?.question;
    if (question?.required !== true) return [];
    const value =
      question.choiceQuestion?.options?.[0]?.value ?? String(question.scaleQuestion?.high ?? "as it says above");
    return [[question.questionId, [value]]];
  });
}

interface Question {
  questionId: string;
  required?: boolean;
  choiceQuestion?: { options?: { value?: string }[] };
  scaleQuestion?: { high?: number };
}

describe("hooks that are lost, doubled and out of order", () => {
  const act = async (office: HookedWorker, step: number) => {
    const { playground, ids } = office;
    const event = await ofAna(office);
    if (step === 0)
      await playground.edit("ana@example.org", "roadmap", ids.get("goal of Ana")!, { title: "Test what matters" });
    if (step === 1) await move(playground, "ana@example.org", event!.id!, HOUR);
    if (step === 2) await reply(playground, "ana@example.org", event!.id!, "accepted");
    if (step === 3) await playground.edit("dan@example.org", "people", ids.get("Dan")!, { status: "left" });
    if (step === 4)
      await playground.edit("ana@example.org", "sessions", sessionIdOf(event!), {
        title: "Ana and her tests",
      });
  };
  /** The same things happen; where there are hooks they are told first, and the cron comes after in any case. */
  const lived = async (hooks: "none" | "bad") => {
    const office = hooks === "none" ? await withoutHooks() : await openQuiet();
    const { notion, google } = office.playground;
    if (hooks === "bad") {
      Object.assign(notion.switches, { webhookLoss: 0.3, webhookDuplicate: 0.7, webhookShuffle: true });
      Object.assign(google.switches, { pushLoss: 0.3, pushDuplicate: 0.7, pushShuffle: true });
    }
    for (let step = 0; step < 6; step += 1) {
      const at = THURSDAY + (3 + step) * HOUR;
      office.playground.clock.set(at);
      await act(office, step);
      if (hooks === "bad") await office.tell(at);
      await office.cron(at);
    }
    return office;
  };
  const withoutHooks = async () => {
    const office = await openHookedWorker({ settings: NONE });
    await office.cron(THURSDAY);
    await office.cron(THURSDAY + HOUR);
    return office;
  };

  test("end in the same state as the cron alone: pages, events, mails", async () => {
    const hooked = await lived("bad");
    const alone = await lived("none");
    expect(hooked.lost()).toBeGreaterThan(0);
    expect(channels(alone)).toEqual([]);
    expect(await sight(hooked.playground)).toEqual(await sight(alone.playground));
    expect(await twins(hooked.playground)).toEqual([]);
  });

  test("never mail anybody twice, also when each comes twice in a message of its own", async () => {
    const office = await openHookedWorker();
    Object.assign(office.playground.notion.switches, { webhookDuplicate: 1, webhookShuffle: true });
    Object.assign(office.playground.google.switches, { pushDuplicate: 1, pushShuffle: true });
    await office.connectNotion();
    await office.cron(THURSDAY);
    await office.tell(THURSDAY);
    await office.tell(THURSDAY + HOUR);
    const invitations = office.playground.google.outbox.map(mail => `${mail.kind} ${mail.to} ${mail.eventId}`);
    expect(new Set(invitations).size).toBe(invitations.length);
    expect(invitations).toHaveLength(4);
    const runs = (await office.lastRun()).id;
    expect(await office.tell(THURSDAY + 2 * HOUR)).toBe(0);
    expect((await office.lastRun()).id).toBe(runs);
  });

  test("a burst is one run", async () => {
    const office = await openQuiet();
    const { playground, ids } = office;
    for (const name of ["Ana", "Boris", "Carla", "Dan"])
      await playground.edit(`${name.toLowerCase()}@example.org`, "people", ids.get(name)!, { offers: ["testing"] });
    const before = (await office.lastRun()).id;
    await playground.notion.webhooks.deliver();
    const waiting = await office.database.prepare("SELECT value FROM state WHERE key = 'hook_message_at'").first();
    expect(waiting).not.toBeNull();
    await office.cron(THURSDAY + 3 * HOUR);
    expect((await office.lastRun()).id).toBe(before + 1);
  });
});

describe("the calendar's channel", () => {
  test("is opened once, and no run asks for another while it lasts", async () => {
    const office = await openQuiet();
    expect(channels(office)).toHaveLength(1);
    expect(channels(office)[0]).toMatchObject({ address: "https://krug.test/hooks/calendar" });
    const [{ id } = { id: "" }] = channels(office);
    await office.cron(THURSDAY + 5 * DAY);
    expect(channels(office).map(channel => channel.id)).toEqual([id]);
  });

  test("F15: is followed by another when less than a day is left, and the old one is stopped after that", async () => {
    const office = await openQuiet();
    const [old] = channels(office);
    office.playground.google.log.clear();
    await office.cron(THURSDAY + 6 * DAY + HOUR);
    const [next, ...others] = channels(office);
    expect(others).toEqual([]);
    expect(next?.id).not.toBe(old?.id);
    const calls = office.playground.google.log.entries.map(entry => entry.path.split("/").at(-1));
    expect(calls.filter(call => call === "watch" || call === "stop")).toEqual(["watch", "stop"]);
    await office.tell(THURSDAY + 6 * DAY + 2 * HOUR);
    const event = await ofAna(office);
    await reply(office.playground, "ana@example.org", event!.id!, "accepted");
    expect(await office.tell(THURSDAY + 6 * DAY + 3 * HOUR)).toBeGreaterThan(0);
    const page = await readPage(office.playground, "sessions", sessionIdOf(event!));
    expect(String(page?.values.replies)).toContain("Yes: Ana");
  });

  test("F15: that ran out while nothing ran is replaced, and what it did not tell is found by the cron", async () => {
    const office = await openQuiet();
    const event = await ofAna(office);
    await reply(office.playground, "ana@example.org", event!.id!, "accepted");
    office.playground.clock.set(THURSDAY + 9 * DAY);
    expect(await office.tell(THURSDAY + 9 * DAY)).toBe(0);
    await office.cron(THURSDAY + 9 * DAY);
    const page = await readPage(office.playground, "sessions", sessionIdOf(event!));
    expect(String(page?.values.replies)).toContain("Yes: Ana");
    expect(channels(office)).toHaveLength(1);
  });

  test("that was forgotten with the database is known by its token when it speaks, and stopped", async () => {
    const office = await openQuiet();
    const [old] = channels(office);
    await office.database.prepare("DELETE FROM channels").run();
    await office.cron(THURSDAY + 2 * HOUR);
    expect(channels(office)).toHaveLength(2);
    await reply(office.playground, "ana@example.org", (await ofAna(office))!.id!, "accepted");
    await office.tell(THURSDAY + 3 * HOUR);
    expect(channels(office)).toHaveLength(1);
    expect(channels(office)[0]?.id).not.toBe(old?.id);
  });

  test("that can't be opened is reported, and everybody is invited all the same", async () => {
    const office = await openHookedWorker();
    const body = { error: { code: 401, message: "Unauthorized WebHook callback channel", errors: [] } };
    office.playground.google.faults.order({
      path: "/events/watch$",
      times: 9,
      fault: { kind: "answer", status: 400, body },
    });
    await office.cron(THURSDAY);
    expect((await office.lastRun()).report.failed).toEqual([
      { what: "hooks: open_channel", why: "Unauthorized WebHook callback channel" },
    ]);
    expect(office.playground.google.outbox).toHaveLength(4);
  });

  test("opened in an answer that was lost is told from strangers and stopped", async () => {
    const office = await openHookedWorker();
    office.playground.google.faults.order({ path: "/events/watch$", fault: { kind: "resetAfter" } });
    await office.cron(THURSDAY);
    await office.cron(THURSDAY + HOUR);
    expect(channels(office)).toHaveLength(2);
    await office.tell(THURSDAY + HOUR);
    expect(channels(office)).toHaveLength(1);
  });

  test("is stopped when the hooks are switched off", async () => {
    const office = await openQuiet();
    const { playground, database } = office;
    const world = { fetch: playground.fetch, sql: database, wallNow: Date.now };
    await run(playground.connection, world, { now: THURSDAY + 3 * HOUR, reason: "cron" });
    expect(channels(office)).toEqual([]);
  });
});

describe("watches on forms", () => {
  test("one for each form that people are named in, none for the anonymous one, prolonged before they end", async () => {
    const office = await openQuiet({ surveys: true });
    await office.cron(THURSDAY + 2 * HOUR);
    const named = await office.database
      .prepare("SELECT form_id AS id FROM forms WHERE kind <> 'pulse' AND state = 'published' ORDER BY form_id")
      .all<{ id: string }>();
    expect(named.results.length).toBeGreaterThan(0);
    const watched = () => watches(office).map(watch => watch.formId);
    expect(watched().sort()).toEqual(named.results.map(form => form.id));
    const [first] = watches(office);
    await office.cron(THURSDAY + 6 * DAY + 3 * HOUR);
    expect(watches(office)[0]?.id).toBe(first?.id);
    expect(watches(office)[0]?.expireTime).toBe(THURSDAY + 13 * DAY + 3 * HOUR);
  });

  test("that ran out are made anew, and those forgotten with the database are taken over", async () => {
    const office = await openQuiet({ surveys: true });
    await office.cron(THURSDAY + 2 * HOUR);
    const ids = () =>
      watches(office)
        .filter(watch => watch.expireTime > office.playground.clock.now())
        .map(watch => watch.id)
        .sort();
    const before = ids();
    await office.database.prepare("DELETE FROM watches").run();
    await office.cron(THURSDAY + 3 * HOUR);
    expect(ids()).toEqual(before);
    expect((await office.lastRun()).report.failed).toEqual([]);
    await office.cron(THURSDAY + 12 * DAY);
    expect(ids().length).toBeGreaterThanOrEqual(before.length);
    expect(ids()).not.toEqual(before);
  });
});
