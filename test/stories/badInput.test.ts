import { beforeAll, describe, expect, it } from "vitest";
import type { SourceKey } from "../../src/core/domain/values/row.ts";
import { questionId } from "../../src/core/rules/surveys/form.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import type { Runner, RunOutcome } from "../demo/play.ts";
import { openD1 } from "../world/d1.ts";
import { allEvents, sessionIdOf } from "../world/people.ts";
import { COORDINATOR, openPlayground, type Playground } from "../world/playground.ts";
import { readPage, readTable } from "../world/tables.ts";

const PEOPLE = ["ana", "boris", "carla", "dan"].map(key => ({
  name: key,
  email: `${key}@example.org`,
  zone: "Europe/Berlin",
}));
const STARTS = Date.parse("2027-01-07T08:00:00Z");

describe("what people get wrong is told on its page, and the run goes on", () => {
  let playground: Playground;
  let runner: Runner;
  let outcome: RunOutcome;
  const ids: Record<string, string> = {};

  const says = async (source: SourceKey, id: string): Promise<string> =>
    String((await readPage(playground, source, id))?.values.krugSays ?? "");
  const runAt = (at: number): Promise<RunOutcome> => {
    playground.clock.set(at);
    return runner.run(at, "test");
  };

  beforeAll(async () => {
    playground = await openPlayground({ startsAt: STARTS, people: PEOPLE });
    playground.google.addAccount({ email: "lost@example.org", name: "Lost" });
    runner = inProcessRunner(playground, openD1());
    const { add } = playground;
    const programme = await add("programmes", {
      name: "Pairs",
      status: "active",
      format: "pair",
      matching: "random",
      formsForAnyone: true,
      zone: "Europe/Berlin",
      language: "en",
      start: { start: "2027-01-11", end: null },
    });
    ids.programme = programme;
    const person = (values: Record<string, string>) =>
      add("people", {
        status: "active",
        zone: "Europe/Berlin",
        hours: "9-17",
        programmes: [programme],
        consent: { start: "2027-01-01", end: null },
        ...values,
      });
    for (const one of PEOPLE) ids[one.name] = await person({ name: one.name, email: one.email });
    ids.nameless = await person({ name: "", email: "nameless@example.org" });
    ids.twin1 = await person({ name: "Twin one", email: "twin@example.org" });
    ids.twin2 = await person({ name: "Twin two", email: "TWIN@example.org" });
    ids.lost = await person({ name: "Lost", email: "lost@example.org", zone: "Europe/Atlantis" });
    ids.nightOwl = await person({ name: "Owl", email: "owl@example.org", hours: "from dusk till dawn" });
    ids.backwards = await person({ name: "Back", email: "back@example.org", hours: "17-9" });
    ids.goal = await add("roadmap", {
      title: "Too late",
      owner: [ids.ana ?? ""],
      status: "doing",
      starts: { start: "2027-03-01", end: null },
      due: { start: "2027-02-01", end: null },
    });
    ids.untitled = await add("roadmap", { title: "", owner: [ids.boris ?? ""], status: "doing" });
    const stranger = await add("people", { name: "Gone", email: "gone@example.org" });
    ids.groupOfStranger = await add("groups", {
      name: "With somebody nobody knows",
      programme: [programme],
      members: [ids.ana ?? "", stranger],
      status: "active",
    });
    await playground.notionOf(COORDINATOR).pages.update({ page_id: stranger, in_trash: true });
    ids.group = await add("groups", {
      name: "By hand",
      programme: [programme],
      members: [ids.carla ?? "", ids.dan ?? ""],
      status: "active",
    });
    ids.endsFirst = await add("sessions", {
      title: "Ends before it begins",
      group: [ids.group],
      status: "planned",
      when: { start: "2027-01-13T10:00:00Z", end: "2027-01-13T09:00:00Z" },
    });
    outcome = await runAt(STARTS + 60_000);
  });

  it.each([
    ["people", "nameless", /no name|title|name/i],
    ["people", "twin1", /twin@example\.org.*Twin two/s],
    ["people", "twin2", /twin@example\.org.*Twin one/s],
    ["people", "lost", /Europe\/Atlantis/],
    ["people", "nightOwl", /from dusk till dawn/],
    ["people", "backwards", /17-9/],
    ["roadmap", "goal", /2027|before/i],
    ["roadmap", "untitled", /title/i],
    ["groups", "groupOfStranger", /know|People/],
    ["sessions", "endsFirst", /begin|start|end/i],
  ] as const)("%s %s", async (source, key, expected) => {
    expect(await says(source, ids[key] ?? "")).toMatch(expected);
  });

  it("those who can be matched are, and nobody else is invited", async () => {
    const guests = (await allEvents(playground)).flatMap(event =>
      (event.attendees ?? []).map(guest => guest.email ?? ""),
    );
    expect([...new Set(guests)].sort()).toEqual(PEOPLE.map(one => one.email).sort());
    expect(outcome.failed).toEqual([]);
  });

  it("a page that was mended says nothing more, and its person is taken in", async () => {
    await playground.edit(COORDINATOR, "people", ids.lost ?? "", { zone: "Europe/Berlin" });
    await runAt(STARTS + 600_000);
    expect(await says("people", ids.lost ?? "")).not.toMatch(/Atlantis/);
    const guests = (await allEvents(playground)).flatMap(event =>
      (event.attendees ?? []).map(guest => guest.email ?? ""),
    );
    expect(guests).toContain("lost@example.org");
  });

  it("a guest nobody knows stays invited, and the session's page says so", async () => {
    const [event] = (await allEvents(playground)).filter(
      one => one.status !== "cancelled" && Date.parse(one.start?.dateTime ?? "") > Date.parse("2027-01-07T12:00:00Z"),
    );
    await playground.calendarOf(COORDINATOR).events.patch({
      calendarId: playground.calendarId,
      eventId: event?.id ?? "",
      requestBody: { attendees: [...(event?.attendees ?? []), { email: "expert@outside.example" }] },
    });
    await runAt(Date.parse("2027-01-07T12:00:00Z"));
    const sessionId = sessionIdOf(event ?? {});
    expect(await says("sessions", sessionId)).toMatch(/expert@outside\.example/);
    const after = (await allEvents(playground)).find(one => one.id === event?.id);
    expect(after?.attendees?.map(guest => guest.email)).toContain("expert@outside.example");
  });

  it("a form answered by a stranger, or with a wrong code, is told on the survey's page", async () => {
    await runAt(Date.parse("2027-01-11T08:00:00Z"));
    const form = [...playground.google.state.forms.values()].find(one =>
      one.items.some(item => item.questionItem?.question.questionId === questionId("code")),
    );
    playground.google.addAccount({ email: "stranger@elsewhere.example" });
    const answers = { [questionId("code")]: ["NOCODE"], [questionId("met")]: ["Yes, all of us"] };
    const options = form?.items.find(item => item.questionItem?.question.questionId === questionId("met"))?.questionItem
      ?.question.choiceQuestion?.options;
    answers[questionId("met")] = [options?.[0]?.value ?? ""];
    playground.google.submitForm(form?.id ?? "", { respondentEmail: "stranger@elsewhere.example", answers });
    playground.google.submitForm(form?.id ?? "", { respondentEmail: "ana@example.org", answers });
    await runAt(Date.parse("2027-01-11T09:00:00Z"));
    const told = (await readTable(playground, "surveys")).map(row => row.values.krugSays).join("\n");
    expect(told).toContain("stranger@elsewhere.example");
    expect(told).toContain("NOCODE");
  });

  it("a run without change writes nothing and mails nobody", async () => {
    await runAt(Date.parse("2027-01-11T12:05:00Z"));
    const mails = playground.google.outbox.length;
    const quiet = await runAt(Date.parse("2027-01-11T12:10:00Z"));
    expect(quiet.done).toEqual({});
    expect(playground.google.outbox).toHaveLength(mails);
  });
});
