import { describe, expect, test } from "vitest";
import { HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { outageTable } from "../../src/store/runs/outages.ts";
import { type Office, openOffice, sight, THURSDAY, twins } from "../run/office.ts";
import type { FaultOrder } from "../simulators/faults.ts";
import { failure } from "../simulators/notion/index.ts";
import { readTable } from "../world/tables.ts";

const usageLimits: FaultOrder["fault"] = {
  kind: "answer",
  status: 403,
  body: {
    error: {
      code: 403,
      message: "Calendar usage limits exceeded.",
      errors: [{ domain: "usageLimits", reason: "quotaExceeded" }],
    },
  },
};
const INSERT = { method: "POST", path: "/calendars/[^/]+/events$" };
const inserts = ({ playground }: Office) =>
  playground.google.log.entries.filter(
    one => one.method === "POST" && /\/events$/.test(one.path) && one.actor === "bot",
  ).length;
const requests = ({ playground }: Office) =>
  playground.notion.log.entries.length + playground.google.log.entries.length;
const stops = async (office: Office) => (await outageTable.list(office.database)).map(stop => stop.what);

/** A run at each of these minutes; wall time passes with them. */
async function runsAt(office: Office, minutes: readonly number[]) {
  let before = minutes[0] ?? 0;
  for (const minute of minutes) {
    office.wait((minute - before) * MINUTE);
    before = minute;
    await office.runToEnd(THURSDAY + minute * MINUTE);
  }
}

async function undisturbed(minutes: readonly number[]) {
  const office = await openOffice();
  await runsAt(office, minutes);
  return sight(office.playground);
}

describe("Google takes no more invitations", () => {
  const EVERY_QUARTER = Array.from({ length: 15 }, (_, index) => 15 * index);

  test("F9: none is tried for hours, pages go on meanwhile, and then each guest is invited once", async () => {
    const office = await openOffice();
    office.playground.google.faults.order({ ...INSERT, times: 99, fault: usageLimits });
    await runsAt(office, EVERY_QUARTER);
    expect(inserts(office)).toBe(1);
    expect(await stops(office)).toEqual(["invitations_blocked"]);
    expect((await readTable(office.playground, "sessions")).length).toBeGreaterThan(0);
    await office.playground.edit("ana@example.org", "people", office.ids.get("Ana") ?? "", { email: "not an address" });
    await office.runToEnd(THURSDAY + 226 * MINUTE);
    const ana = (await readTable(office.playground, "people")).find(row => row.id === office.ids.get("Ana"));
    expect(String(ana?.values.krugSays)).toContain("not an address");
    await office.playground.edit("ana@example.org", "people", office.ids.get("Ana") ?? "", {
      email: "ana@example.org",
    });
    office.playground.google.faults.clear();
    await runsAt(office, [227, 262, 267]);
    expect(await stops(office)).toEqual([]);
    const mails = office.playground.google.outbox.map(mail => `${mail.kind} ${mail.to}`);
    expect(mails.sort()).toEqual(["ana", "boris", "carla", "dan"].map(name => `invitation ${name}@example.org`));
    expect(await twins(office.playground)).toEqual([]);
  });

  test("refused again after the pause, one try is all: the next pause is twice as long", async () => {
    const office = await openOffice();
    office.playground.google.faults.order({ ...INSERT, times: 99, fault: usageLimits });
    await runsAt(office, [0, 30, 241, 242, 300]);
    expect(inserts(office)).toBe(2);
    const [stop] = await outageTable.list(office.database);
    expect((stop?.until ?? 0) - (stop?.since ?? 0)).toBeGreaterThan(11 * HOUR);
  });

  test("while they wait a run that finds nothing new asks as little as ever, and reads no table that grows", async () => {
    const office = await openOffice();
    office.playground.google.faults.order({ ...INSERT, times: 99, fault: usageLimits });
    await runsAt(office, [0, 5, 10]);
    const [quiet] = await office.runToEnd(THURSDAY + 15 * MINUTE);
    expect(quiet?.report).toMatchObject({ done: {}, failed: [], changed: 0 });
    expect(quiet?.report.statements).toBeLessThan(35);
  });
});

describe("a service that blocks Krug altogether", () => {
  const blocked = failure("public_api_request_blocked");

  test.each<[string, (office: Office) => void, string]>([
    [
      "Notion",
      office => office.playground.notion.faults.order({ path: "/query$", times: 99, fault: blocked }),
      "notion_blocked",
    ],
    [
      "Calendar, when it is read",
      office =>
        office.playground.google.faults.order({ method: "GET", path: "/events$", times: 99, fault: usageLimits }),
      "calendar_blocked",
    ],
  ])("%s is asked nothing for four hours; then everything goes on as if it had been quiet", async (_, order, what) => {
    const office = await openOffice();
    order(office);
    const [first] = await office.runToEnd();
    expect(first?.continueAfterMs).toBeNull();
    expect(await stops(office)).toEqual([what]);
    const asked = requests(office);
    await runsAt(office, [15, 60, 200]);
    expect(requests(office)).toBe(asked);
    office.playground.notion.faults.clear();
    office.playground.google.faults.clear();
    await runsAt(office, [200, 256, 260, 265]);
    expect(await stops(office)).toEqual([]);
    expect(await sight(office.playground)).toEqual(await undisturbed([0, 256, 260, 265]));
  });
});

describe("a sign-in that has died", () => {
  test("F11: Google's refresh token: health knows, nothing is written, and once mended nothing comes twice", async () => {
    const office = await openOffice();
    await runsAt(office, [0, 5]);
    const { google } = office.playground;
    google.revoke("coordinator@example.org");
    await office.database.prepare("DELETE FROM state WHERE key = 'google_token'").run();
    await office.playground.edit("ana@example.org", "roadmap", office.ids.get("goal of Ana") ?? "", { title: "Test" });
    const before = [office.playground.notion.log.entries.length, google.outbox.length];
    const [paused] = await office.runToEnd(THURSDAY + 15 * MINUTE);
    expect(paused?.report.failed).toEqual([
      { what: "google: unauthorised", why: "Google sign-in was refused: invalid_grant" },
    ]);
    expect([office.playground.notion.log.entries.length, google.outbox.length]).toEqual(before);
    expect(await stops(office)).toEqual(["google_signed_out"]);
    for (const grant of google.state.refreshGrants.values()) grant.revoked = false;
    const [resumed] = await office.runToEnd(THURSDAY + 30 * MINUTE);
    expect(resumed?.report).toMatchObject({ failed: [], done: { change_event: 1 }, mails: 0 });
    expect(await stops(office)).toEqual([]);
    const [quiet] = await office.runToEnd(THURSDAY + 45 * MINUTE);
    expect(quiet?.report.done).toEqual({});
    expect(await twins(office.playground)).toEqual([]);
  });

  test("Notion's token: each run looks whether it is mended, and says what to do until it is", async () => {
    const office = await openOffice();
    await runsAt(office, [0, 5]);
    const { connection } = office.playground;
    const wrong = { ...connection, notion: { ...connection.notion, token: "ntn_of_somebody_else" } };
    await office.runToEnd(THURSDAY + 15 * MINUTE, wrong);
    expect(await stops(office)).toEqual(["notion_signed_out"]);
    const [well] = await office.runToEnd(THURSDAY + 30 * MINUTE);
    expect(well?.report.failed).toEqual([]);
    expect(await stops(office)).toEqual([]);
  });
});

describe("a service that is busy says for how long, and the message waits that long outside the Worker", () => {
  test.each<[string, FaultOrder["fault"], number]>([
    ["429 of Notion's", failure("rate_limited"), 30_000],
    ["529 of Notion's, which means the same", failure("service_overload"), 10_000],
  ])("%s", async (_, fault, milliseconds) => {
    const office = await openOffice();
    office.playground.notion.faults.order({ path: "/query$", fault });
    const first = await office.invoke();
    expect(first.continueAfterMs).toBe(milliseconds);
    expect(await stops(office)).toEqual([]);
  });
});
