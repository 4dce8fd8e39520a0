import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { questionId } from "../../src/core/rules/surveys/form.ts";
import { needsOf } from "../../src/core/rules/surveys/needs.ts";
import { FORM_TEXTS } from "../../src/core/rules/surveys/texts.ts";
import { RunMirror } from "../../src/run/world/mirror.ts";
import { openWorker } from "../world/openWorker.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { BEARER } from "../world/settings.ts";
import { readTable } from "../world/tables.ts";

const headers = { authorization: `Bearer ${BEARER}`, "content-type": "application/json" };
const PEOPLE = ["boris", "carla", "dan", "mallory"];
const SECRET = "carla";

/** Boris answers the needs form: whom he would rather not meet is for nobody's eyes. */
function submit(world: PairWorld, from: string, said: Record<string, string>): void {
  const title = FORM_TEXTS.needs.title.en.replace("{programme}", "Pairs");
  const found = [...world.playground.google.state.forms].find(([, form]) => form.info.title === title);
  if (found === undefined) throw new Error("there is no needs form");
  const answers = Object.fromEntries(Object.entries(said).map(([key, value]) => [questionId(key), [value]]));
  world.playground.google.submitForm(found[0], { respondentEmail: from, answers });
}

async function known() {
  const world = await openPairWorld({ people: PEOPLE, others: ["nina"] });
  let now = THURSDAY + 2 * HOUR;
  const worker = openWorker(world.playground, world.database);
  const later = async () => {
    now += HOUR;
    expect((await world.runAt(now)).failed).toEqual([]);
  };
  world.playground.clock.set(now);
  submit(world, "boris@example.org", {
    takesPart: "Yes, I take part",
    notWith: SECRET,
    wishes: "Something only Boris says",
  });
  await later();
  return {
    world,
    later,
    type: (name: string, values: Record<string, string>) => world.edit("people", world.ids[name] ?? "", values),
    handedOut: async (email: string) => {
      const answer = await worker.ask(`/api/export?email=${email}`, { headers });
      return { status: answer.status, text: await answer.text() };
    },
    forget: (email: string) => worker.ask(`/api/forget?email=${email}`, { headers }),
    says: async (name: string) =>
      String(
        (await readTable(world.playground, "people")).find(row => row.id === world.ids[name])?.values.krugSays ?? "",
      ),
    needs: async () => {
      const snapshot = (await RunMirror.load(world.database, [])).snapshot();
      return needsOf(snapshot, snapshot.programmes[0]!);
    },
  };
}

describe("a colleague's address typed", () => {
  test.each([
    ["among one's other addresses", { otherEmails: "boris@example.org" }],
    ["in another spelling, between others", { otherEmails: "me@home.example, Boris <BORIS@Example.org>" }],
    ["as one's own", { email: "boris@example.org", otherEmails: "mallory@example.org" }],
  ])("%s hands out nothing of theirs and erases nothing; both pages say so", async (_, typed) => {
    const { world, later, type, handedOut, forget, says, needs } = await known();
    await type("mallory", typed);
    await later();
    const asked = await handedOut("mallory@example.org");
    expect(asked.text).not.toContain("only Boris says");
    expect(asked.text).not.toContain(SECRET);
    const own = await handedOut("boris@example.org");
    expect(own.status).toBe(200);
    expect(own.text).toContain("only Boris says");
    expect(own.text).not.toContain("mallory");
    const counts = (await (await forget("mallory@example.org")).json()) as { counts?: { answers: number } };
    expect(counts.counts?.answers ?? 0).toBe(0);
    const { answers, apart } = await needs();
    expect([...answers.keys()]).toEqual([world.ids.boris]);
    const isApart = (a: string, b: string) => apart(world.ids[a] ?? "", world.ids[b] ?? "");
    expect([isApart("boris", "carla"), isApart("mallory", "carla")]).toEqual([true, false]);
    expect(await says("mallory")).toContain("boris@example.org");
    if (!("email" in typed)) expect(await says("boris")).toContain("was also typed on another page (Mallory)");
  });

  test("after theirs was changed to another still hands out nothing, and they hear of the change at the address they had", async () => {
    const { world, later, type, handedOut, says } = await known();
    world.newMails();
    await type("boris", { email: "b@elsewhere.example" });
    await later();
    expect(world.newMails().filter(mail => mail.endsWith("boris@example.org"))).toContain(
      "invitation boris@example.org",
    );
    const letter = [...(await world.live())].find(event => /your page was changed/.test(event.summary ?? ""));
    expect(letter?.attendees?.map(guest => guest.email)).toEqual(["boris@example.org"]);
    expect(letter?.description).toContain("Your address is now b@elsewhere.example");
    await type("mallory", { otherEmails: "boris@example.org" });
    await later();
    await later();
    for (const email of ["mallory@example.org", "b@elsewhere.example"])
      expect((await handedOut(email)).text).not.toContain("only Boris says");
    expect((await handedOut("b@elsewhere.example")).status).toBe(409);
    expect((await handedOut("boris@example.org")).text).toContain("only Boris says");
    expect(await says("mallory")).toContain("belongs to another page");
    // The change was told once.
    expect((await world.live()).filter(event => /your page was changed/.test(event.summary ?? ""))).toHaveLength(1);
  });

  test("and one changed to another brings nobody together whom somebody asked to keep apart, on either page", async () => {
    const { world, later, type, needs } = await known();
    const areApart = async () => (await needs()).apart(world.ids.boris ?? "", world.ids.carla ?? "");
    expect(await areApart()).toBe(true);
    await type("boris", { email: "b@elsewhere.example" });
    await later();
    expect(await areApart()).toBe(true);
    submit(world, "boris@example.org", { takesPart: "Yes, I take part", notWith: "dan@example.org" });
    await type("dan", { email: "d@elsewhere.example" });
    await later();
    const { apart } = await needs();
    expect(apart(world.ids.boris ?? "", world.ids.dan ?? "")).toBe(true);
  });

  test("takes nobody's reply: an invitation answered under it is answered by its owner alone", async () => {
    const { world, later, type } = await known();
    await type("mallory", { otherEmails: "boris@example.org" });
    await later();
    const event = (await world.live()).find(
      one =>
        one.extendedProperties?.private?.krugSession !== undefined &&
        one.attendees?.some(guest => guest.email === "boris@example.org"),
    );
    await world.playground.calendarOf("boris@example.org").events.patch({
      calendarId: "primary",
      eventId: event?.id ?? "",
      requestBody: { attendees: [{ email: "boris@example.org", responseStatus: "accepted" }] },
    });
    await later();
    const replies = (await world.sessions()).map(row => String(row.values.replies));
    expect(replies.filter(text => /Yes: [^.\n]*Boris/.test(text))).toHaveLength(1);
    expect(replies.filter(text => /Yes: [^.\n]*Mallory/.test(text))).toHaveLength(0);
  });

  test("before they had a page gives it up to the page that begins with it", async () => {
    const { world, later, type, says } = await known();
    await type("mallory", { otherEmails: "nina@example.org" });
    await later();
    world.ids.nina = await world.playground.add("people", {
      name: "Nina",
      email: "nina@example.org",
      zone: "Europe/Berlin",
      programmes: [world.ids.programme ?? ""],
      consent: { start: "2027-01-01", end: null },
    });
    await later();
    expect(await says("nina")).toContain("was also typed on another page (Mallory)");
    expect(await says("mallory")).toContain("nina@example.org");
    world.playground.clock.set(THURSDAY + DAY);
    submit(world, "nina@example.org", { takesPart: "Yes, I take part", wishes: "Only Nina says" });
    await world.runAt(THURSDAY + DAY + MINUTE);
    const snapshot = (await RunMirror.load(world.database, [])).snapshot();
    expect([...needsOf(snapshot, snapshot.programmes[0]!).answers.keys()]).toContain(world.ids.nina);
  });
});
