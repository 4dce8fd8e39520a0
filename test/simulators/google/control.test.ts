import { describe, expect, test } from "vitest";
import { serve } from "../server.ts";
import { aGoogle, aMeeting, appOf, failureOf, lineTo, personOf } from "./clients.ts";
import { holdToContract } from "./contract.ts";
import type { GoogleSimulator } from "./index.ts";

holdToContract();

const ANN = "ann@ours.example";
const BOB = "bob@ours.example";
const mine = { calendarId: "primary" };

async function control(sim: GoogleSimulator, method: string, path: string, body?: unknown) {
  const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await sim.fetch(new Request(`https://sim/_sim/${path}`, init));
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe("the world behind the service", () => {
  test("has a clock that stands still until it is set", async () => {
    const sim = aGoogle();
    await control(sim, "POST", "clock", { at: "2026-03-01T12:00:00Z" });
    expect((await control(sim, "GET", "clock")).body.iso).toBe("2026-03-01T12:00:00.000Z");
    const { data } = await appOf(sim, ANN).calendar.events.insert({ ...mine, requestBody: aMeeting() });
    expect(data.created).toBe("2026-03-01T12:00:00.000Z");
    expect((await control(sim, "POST", "clock", { at: "some day" })).status).toBe(400);
  });

  test("takes new people, who get a calendar and tokens", async () => {
    const sim = aGoogle();
    await control(sim, "POST", "accounts", { email: "eve@ours.example", name: "Eve", timeZone: "Europe/Prague" });
    const { data } = await appOf(sim, "eve@ours.example").calendar.calendars.get(mine);
    expect(data.timeZone).toBe("Europe/Prague");
    const { accounts } = (await control(sim, "GET", "accounts")).body as {
      accounts: { email: string; token: string }[];
    };
    expect(accounts.find(account => account.email === "eve@ours.example")?.token).toBe(
      sim.personToken("eve@ours.example"),
    );
  });

  test("shows its mails and its log, which leaves control out", async () => {
    const sim = aGoogle();
    const { calendar } = appOf(sim, ANN);
    await calendar.events.insert({
      ...mine,
      sendUpdates: "all",
      requestBody: aMeeting({ attendees: [{ email: BOB }] }),
    });
    expect((await control(sim, "GET", "outbox")).body.mails).toHaveLength(1);
    await control(sim, "DELETE", "outbox");
    expect(sim.outbox).toEqual([]);
    const { entries } = (await control(sim, "GET", "log")).body as {
      entries: { path: string; actor: string; query: string }[];
    };
    expect(entries.map(({ path, actor }) => [path, actor])).toEqual([
      ["/token", "nobody"],
      ["/calendar/v3/calendars/primary/events", "bot"],
    ]);
    expect(entries[1]?.query).toBe("sendUpdates=all");
    await control(sim, "DELETE", "log");
    expect(sim.log.entries).toEqual([]);
  });

  test("knows which switches there are", async () => {
    const sim = aGoogle();
    await control(sim, "POST", "switches", { quotaStatus: 429 });
    expect((await control(sim, "GET", "switches")).body.quotaStatus).toBe(429);
    expect((await control(sim, "POST", "switches", { colour: "red" })).status).toBe(400);
    expect((await control(sim, "POST", "weather")).status).toBe(404);
  });

  test("can begin again, with the same people and their tokens", async () => {
    const sim = aGoogle();
    const before = { token: sim.personToken(ANN), refreshTokens: { ...sim.oauth.refreshTokens } };
    await personOf(sim, ANN).calendar.events.insert({ ...mine, requestBody: aMeeting() });
    sim.switches.quotaStatus = 429;
    await control(sim, "POST", "reset");
    expect(sim.eventsOf(ANN)).toEqual([]);
    expect(sim.switches.quotaStatus).toBe(403);
    expect({ token: sim.personToken(ANN), refreshTokens: sim.oauth.refreshTokens }).toEqual(before);
    await personOf(sim, ANN).calendar.calendarList.list();
  });

  test("does the same twice from the same seed", async () => {
    const run = async () => {
      const { calendar } = appOf(aGoogle({ seed: 5 }), ANN);
      return (await calendar.events.insert({ ...mine, requestBody: aMeeting() })).data;
    };
    expect(await run()).toEqual(await run());
  });
});

describe("quotas", () => {
  test("let a user call so often in any minute, and then again when calls are a minute old", async () => {
    let now = Date.now();
    const sim = aGoogle({ wallClock: () => now, quotas: { calendarPerMinutePerUser: 2 } });
    const { calendar } = appOf(sim, ANN);
    const call = () => calendar.calendarList.list();
    await call();
    now += 30_000;
    await call();
    expect(await failureOf(call())).toMatchObject({
      status: 403,
      domain: "usageLimits",
      reason: "userRateLimitExceeded",
    });
    await appOf(sim, BOB).calendar.calendarList.list();
    now += 30_000;
    await call();
    sim.switches.quotaStatus = 429;
    expect(await failureOf(call())).toMatchObject({ status: 429, reason: "rateLimitExceeded" });
  });
});

describe("faults", () => {
  test("answer instead of the service, as often as they were ordered", async () => {
    const sim = aGoogle();
    const body = {
      error: {
        code: 503,
        message: "Backend Error",
        errors: [{ domain: "global", reason: "backendError", message: "Backend Error" }],
      },
    };
    await control(sim, "POST", "faults", {
      method: "POST",
      path: "/events$",
      skip: 1,
      times: 1,
      fault: { kind: "answer", status: 503, body },
    });
    const { calendar } = appOf(sim, ANN);
    const insert = () => calendar.events.insert({ ...mine, requestBody: aMeeting() });
    await insert();
    expect(await failureOf(insert())).toMatchObject({ status: 503, reason: "backendError" });
    await insert();
    expect(sim.eventsOf(ANN)).toHaveLength(2);
  });

  test("cut the line although the write was done", async () => {
    const sim = aGoogle();
    sim.faults.order({ method: "POST", path: "/events$", fault: { kind: "resetAfter" } });
    const { calendar } = appOf(sim, ANN);
    await expect(calendar.events.insert({ ...mine, requestBody: aMeeting() })).rejects.toThrow("connection reset");
    expect(sim.eventsOf(ANN)).toHaveLength(1);
    expect(sim.log.entries.at(-1)?.status).toBe(0);
  });

  test("cut real sockets too", async () => {
    const sim = aGoogle();
    sim.faults.order({ path: "calendarList", fault: { kind: "reset" } });
    const server = await serve(sim.fetch);
    const ask = () =>
      fetch(`${server.origin}/calendar/v3/users/me/calendarList`, {
        headers: { authorization: `Bearer ${sim.personToken(ANN)}` },
      });
    await expect(ask()).rejects.toThrow();
    expect((await ask()).status).toBe(200);
    await server.close();
  });
});

describe("a batch", () => {
  const part = (id: number, request: string, body = "") =>
    `--mark\r\nContent-Type: application/http\r\nContent-ID: <call-${id}>\r\n\r\n${request}\r\n${body === "" ? "" : "Content-Type: application/json\r\n"}\r\n${body}\r\n`;

  async function send(sim: GoogleSimulator, parts: string[]) {
    return sim.fetch(
      new Request("https://www.googleapis.com/batch/calendar/v3", {
        method: "POST",
        headers: { authorization: `Bearer ${sim.personToken(ANN)}`, "content-type": "multipart/mixed; boundary=mark" },
        body: `${parts.join("")}--mark--`,
      }),
    );
  }

  test("answers each of its calls on its own", async () => {
    const sim = aGoogle();
    const events = "/calendar/v3/calendars/primary/events";
    const response = await send(sim, [
      part(1, `POST ${events}`, JSON.stringify(aMeeting({ id: "session0001" }))),
      part(2, `GET ${events}/session0001`),
      part(3, `GET ${events}/none000`),
    ]);
    const text = await response.text();
    expect(response.headers.get("content-type")).toMatch(/^multipart\/mixed; boundary=/);
    expect([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(match => match[1])).toEqual(["200", "200", "404"]);
    expect(text).toContain("Content-ID: <response-call-2>");
    expect(sim.log.entries.map(entry => entry.status)).toEqual([200, 200, 404]);
  });

  test("has fifty calls at most", async () => {
    const parts = Array.from({ length: 51 }, (_, id) => part(id, "GET /calendar/v3/users/me/calendarList"));
    expect((await send(aGoogle(), parts)).status).toBe(400);
  });
});

test("a method that the service does not have is 404", async () => {
  const sim = aGoogle();
  const response = await lineTo(sim)("https://www.googleapis.com/calendar/v3/colours", {
    headers: { authorization: `Bearer ${sim.personToken(ANN)}` },
  });
  expect(response.status).toBe(404);
});
