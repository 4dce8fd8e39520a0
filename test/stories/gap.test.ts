import { describe, expect, it } from "vitest";
import { HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { run } from "../../src/run/run.ts";
import { deadLetterTable } from "../../src/store/incoming/deadLetters.ts";
import { TRIES } from "../../src/store/runs/outbox.ts";
import { dashboardView } from "../../src/web/readView.ts";
import { openPairWorld, THURSDAY } from "../world/pairWorld.ts";
import { move } from "../world/people.ts";

const ALL = { role: "coordinator", email: "", isEverywhere: true } as const;

const UNASKED = { outcome: null, silentSince: null, language: null, only: null, reader: ALL };
const LATER = THURSDAY + 2 * HOUR;

describe("what lands between the reading of a page and Krug's write to it", () => {
  /** A session moved in Calendar, so that its page is to be written; somebody's edit lands just before Krug's write. */
  async function edited(values: Record<string, string>) {
    const world = await openPairWorld();
    const [session] = await world.sessions();
    const [event] = await world.live();
    world.playground.clock.set(LATER);
    await move(world.playground, "ana@example.org", event?.id ?? "", HOUR);
    let isDone = false;
    const fetchWithHand: typeof fetch = async (input, init) => {
      const request = new Request(input instanceof Request ? input : String(input), init);
      if (!isDone && request.method === "PATCH" && request.url.endsWith(`/pages/${session?.id}`)) {
        isDone = true;
        await world.edit("sessions", session?.id ?? "", values);
      }
      return world.playground.fetch(request);
    };
    const outside = { sql: world.database, wallNow: Date.now, fetch: fetchWithHand };
    const at = LATER + 5 * MINUTE;
    world.playground.clock.set(at);
    const { report } = await run(world.playground.connection, outside, { now: at, reason: "test" });
    return { world, report, session: (await world.sessions())[0] };
  }

  it("in another column is counted, stands, and is acted on in the same run", async () => {
    const { world, report, session } = await edited({ questions: "Where do we meet?" });
    expect(report.landedBetween).toBe(1);
    expect(session?.values.questions).toBe("Where do we meet?");
    expect((await world.live())[0]?.description).toContain("Where do we meet?");
    expect((await world.runAt(LATER + 10 * MINUTE)).done).toEqual({});
  });

  it("nothing landed: nothing is counted", async () => {
    const { report } = await edited({});
    expect(report.landedBetween).toBe(0);
  });
});

describe("what is left undone stands where people look", () => {
  it("a command refused again and again: on its page and on the dashboard, until the like of it succeeds", async () => {
    const world = await openPairWorld();
    const { google } = world.playground;
    const [session] = await world.sessions();
    google.faults.order({
      method: "PATCH",
      path: "/events/krug",
      times: 100,
      fault: { kind: "answer", status: 400, body: { error: { code: 400, message: "Invalid attendee", errors: [] } } },
    });
    await world.edit("sessions", session?.id ?? "", { title: "Tea" });
    for (let tries = 0; tries < TRIES + 2; tries += 1) await world.runAt(LATER + tries * 15 * MINUTE);
    const says = String((await world.sessions())[0]?.values.krugSays);
    expect(says).toMatch(/could not change the event in Google Calendar \(.*Invalid attendee/);
    const view = await dashboardView(
      { sql: world.database, connection: world.playground.connection } as never,
      UNASKED,
    );
    expect(view.givenUp).toMatchObject([
      { what: "change_event", page: "Tea", url: expect.stringContaining((session?.id ?? "").replaceAll("-", "")) },
    ]);
    expect(view.problems.map(problem => problem.says).join()).toContain("could not change the event");
    expect(view.deadLetters).toBe(0);
    google.faults.clear();
    await world.edit("sessions", session?.id ?? "", { title: "Coffee" });
    await world.runAt(LATER + 4 * HOUR);
    expect((await world.live())[0]?.summary).toBe("Coffee");
    expect((await world.sessions())[0]?.values.krugSays).toBe("");
    const mended = await dashboardView(
      { sql: world.database, connection: world.playground.connection } as never,
      UNASKED,
    );
    expect(mended.givenUp).toEqual([]);
    expect((await world.runAt(LATER + 5 * HOUR)).done).toEqual({});
  });

  it("a command without a page of its own: on the dashboard", async () => {
    const world = await openPairWorld();
    world.playground.notion.faults.order({
      method: "POST",
      path: "/v1/pages$",
      times: 100,
      fault: {
        kind: "answer",
        status: 400,
        body: { object: "error", status: 400, code: "validation_error", message: "body failed validation" },
      },
    });
    const next = Date.parse("2027-01-14T08:00:00Z");
    for (let tries = 0; tries < TRIES + 2; tries += 1) await world.runAt(next + tries * 15 * MINUTE);
    const view = await dashboardView(
      { sql: world.database, connection: world.playground.connection } as never,
      UNASKED,
    );
    expect(view.givenUp.map(one => [one.what, one.url])).toContainEqual(["create_page", null]);
    expect(view.givenUp.every(one => one.why.includes("body failed validation"))).toBe(true);
  });

  it("a message of the queue that could not be handled: on the dashboard, once however often it was delivered", async () => {
    const world = await openPairWorld();
    for (const id of ["m1", "m1", "m2"]) await deadLetterTable.saving(world.database, id, LATER, { kind: "run" }).run();
    const view = await dashboardView(
      { sql: world.database, connection: world.playground.connection } as never,
      UNASKED,
    );
    expect(view.deadLetters).toBe(2);
  });
});
