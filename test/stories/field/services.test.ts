import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE, toIso } from "../../../src/core/domain/values/time.ts";
import { openOffice, sight, THURSDAY, twins } from "../../run/office.ts";
import { openHookedWorker } from "../../world/hookedWorker.ts";
import { COORDINATOR } from "../../world/playground.ts";
import { readTable } from "../../world/tables.ts";

describe("F10: a service account that may invite nobody", () => {
  const PLAINLY = /service account invite nobody by itself: give it domain-wide delegation.*docs\/going-live\.md/;

  /** A session somebody planned, in an office whose connection is a service account acting for somebody. */
  async function robotic() {
    const office = await openOffice();
    const { playground, ids } = office;
    const { google, calendarId } = playground;
    const { email, privateKey } = google.serviceAccount;
    await playground.calendarOf(COORDINATOR).acl.insert({
      calendarId,
      sendNotifications: false,
      requestBody: { role: "owner", scope: { type: "user", value: email } },
    });
    // Paused, so that there is nothing but what people plan: a form would belong to whoever Krug acted for when it made it.
    await playground.edit(COORDINATOR, "programmes", ids.get("programme") ?? "", { status: "paused" });
    const group = await playground.add("groups", {
      name: "Ana and Boris",
      programme: [ids.get("programme") ?? ""],
      members: [ids.get("Ana") ?? "", ids.get("Boris") ?? ""],
      status: "active",
    });
    const session = await playground.add("sessions", {
      title: "A talk",
      when: { start: toIso(THURSDAY + 2 * DAY), end: toIso(THURSDAY + 2 * DAY + 30 * MINUTE) },
      status: "planned",
      kind: "session",
      group: [group],
    });
    const runAt = (minutes: number, subject: string) => {
      const identity = { kind: "service_account" as const, email, privateKey, subject };
      const connection = { ...playground.connection, google: { ...playground.connection.google, identity } };
      return office.runToEnd(THURSDAY + minutes * MINUTE, connection);
    };
    const mails = () => google.outbox.filter(mail => mail.summary === "A talk").map(mail => `${mail.kind} ${mail.to}`);
    return { office, session, email, runAt, mails };
  }

  test("F10: it is told in plain words what to do, and once it is done each guest is invited once", async () => {
    const { office, email, runAt, mails } = await robotic();
    for (const minutes of [0, 5])
      expect((await runAt(minutes, email))[0]?.report.failed.map(one => one.why).join()).toMatch(PLAINLY);
    expect(mails()).toEqual([]);
    office.playground.google.serviceAccount.delegated = true;
    await office.database.prepare("DELETE FROM state WHERE key = 'google_token'").run();
    for (const minutes of [10, 15]) await runAt(minutes, COORDINATOR);
    expect(mails().sort()).toEqual(["invitation ana@example.org", "invitation boris@example.org"]);
  });

  test("F10: refused again and again it is told on the session's page; mended the day after, it is done and the page says nothing more", async () => {
    const { office, session, email, runAt, mails } = await robotic();
    for (const minutes of [0, 5, 10, 15, 20]) await runAt(minutes, email);
    const says = async () =>
      (await readTable(office.playground, "sessions")).find(row => row.id === session)?.values.krugSays;
    expect(await says()).toMatch(PLAINLY);

    office.playground.google.serviceAccount.delegated = true;
    await office.database.prepare("DELETE FROM state WHERE key = 'google_token'").run();
    for (const minutes of [0, 5]) await runAt(DAY / MINUTE + minutes, COORDINATOR);
    expect(mails().sort()).toEqual(["invitation ana@example.org", "invitation boris@example.org"]);
    expect(await says()).toBe("");
  });
});

describe("F14: a service that is asked too often", () => {
  test("F14: nothing is asked before the time it named is over, and the run goes on at the page where it stopped", async () => {
    const quiet = await openOffice();
    for (const minutes of [0, 5]) await quiet.runToEnd(THURSDAY + minutes * MINUTE);

    const office = await openOffice();
    const { notion, google } = office.playground;
    const limited = (retryAfter: string) => ({
      kind: "answer" as const,
      status: 429,
      headers: { "retry-after": retryAfter },
      body: { object: "error", status: 429, code: "rate_limited", message: "Rate limited" },
    });
    notion.faults.order({ method: "POST", path: "/v1/pages$", skip: 2, fault: limited("37") });
    google.faults.order({ method: "POST", path: "/events$", skip: 1, fault: limited("90") });
    const pauses: number[] = [];
    for (let goes = 0; goes < 10; goes += 1) {
      const asked = notion.log.entries.length + google.log.entries.length;
      const { continueAfterMs, report } = await office.invoke();
      expect(notion.log.entries.length + google.log.entries.length).toBeGreaterThan(asked);
      if (continueAfterMs === null) {
        expect(report.failed).toEqual([]);
        break;
      }
      pauses.push(continueAfterMs);
      office.wait(continueAfterMs);
    }
    expect(pauses).toEqual([37_000, 90_000]);
    await office.runToEnd(THURSDAY + 5 * MINUTE);
    expect(await sight(office.playground)).toEqual(await sight(quiet.playground));
    expect(await twins(office.playground)).toEqual([]);
  });
});

describe("F27: what a service is answered when it tells of a change", () => {
  test("F27: 200 at once and no redirect, to genuine messages only; the work is left to one run", async () => {
    const worker = await openHookedWorker();
    await worker.cron(THURSDAY);
    const asked = () => worker.playground.notion.log.entries.length + worker.playground.google.log.entries.length;
    const body = JSON.stringify({ type: "page.content_updated", entity: { id: worker.ids.get("Ana"), type: "page" } });
    const before = asked();
    for (const path of ["/hooks/notion", "/hooks/calendar", "/hooks/forms"]) {
      const forged = await worker.ask(path, { method: "POST", body, redirect: "manual" });
      expect([401, 404], path).toContain(forged.status);
      expect(forged.headers.get("location"), path).toBeNull();
    }
    await worker.connectNotion();
    await worker.tell(THURSDAY + HOUR);
    const settled = asked();
    expect(settled).toBeGreaterThan(before);

    await worker.playground.edit("ana@example.org", "roadmap", worker.ids.get("goal of Ana") ?? "", { title: "Test" });
    const asksBefore = asked();
    const report = await worker.playground.notion.webhooks.deliver();
    expect(report.lost).toBe(0);
    expect(asked()).toBe(asksBefore);
    expect(await worker.tell(THURSDAY + HOUR + MINUTE)).toBeGreaterThan(0);
    expect(asked()).toBeGreaterThan(asksBefore);
  });
});
