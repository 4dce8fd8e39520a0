import { describe, expect, test } from "vitest";
import { MINUTE } from "../../src/core/domain/values/time.ts";
import type { FaultOrder } from "../simulators/faults.ts";
import { failure } from "../simulators/notion/index.ts";
import { type Office, openOffice, sight, THURSDAY, twins } from "./office.ts";

const tooMany = (retryAfter: string) => ({
  kind: "answer" as const,
  status: 429,
  headers: { "retry-after": retryAfter },
  body: {
    error: {
      code: 429,
      message: "Rate Limit Exceeded",
      errors: [{ domain: "usageLimits", reason: "rateLimitExceeded" }],
    },
  },
});
const backendError = {
  code: 503,
  body: { error: { code: 503, message: "Backend Error", errors: [{ reason: "backendError" }] } },
};

/** What the world looks like after a quiet morning; worked out once. */
const quiet = new Map<boolean, Promise<Awaited<ReturnType<typeof sight>>>>();
function undisturbed(surveys: boolean) {
  const known = quiet.get(surveys) ?? openOffice({ surveys }).then(morning);
  quiet.set(surveys, known);
  return known;
}

/** Runs on the hour and in the minutes after; each until it has no rest. */
async function morning(office: Office) {
  for (const minutes of [0, 2, 4, 6]) {
    await office.runToEnd(THURSDAY + minutes * MINUTE);
    office.wait(2 * MINUTE);
  }
  return sight(office.playground);
}

interface Trouble {
  notion?: FaultOrder[];
  google?: FaultOrder[];
}

async function troubled(trouble: Trouble, options: Parameters<typeof openOffice>[0] = {}): Promise<Office> {
  const office = await openOffice(options);
  for (const order of trouble.notion ?? []) office.playground.notion.faults.order(order);
  for (const order of trouble.google ?? []) office.playground.google.faults.order(order);
  return office;
}

const PAGES = { method: "POST", path: "/v1/pages$" };
const PAGE = { method: "PATCH", path: "/v1/pages/" };
const QUERY = { method: "POST", path: "/query$" };
const EVENTS = { method: "POST", path: "/calendars/[^/]+/events$" };
const FREE_BUSY = { method: "POST", path: "/freeBusy$" };
const LIST = { method: "GET", path: "/events$" };
const FORMS = { method: "POST", path: "/v1/forms$" };
const FILL = { method: "POST", path: ":batchUpdate$" };
const PUBLISH = { method: "POST", path: ":setPublishSettings$" };

describe("whatever goes wrong in the first run, the morning ends as it would have: nothing lost, nothing twice", () => {
  test.each<[string, Trouble]>([
    [
      "Notion is asked too often while pages are read",
      { notion: [{ ...QUERY, skip: 3, fault: failure("rate_limited") }] },
    ],
    [
      "Notion is asked too often while pages are made",
      { notion: [{ ...PAGES, skip: 1, fault: failure("rate_limited") }] },
    ],
    [
      "Notion is overloaded while pages are changed",
      { notion: [{ ...PAGE, skip: 1, fault: failure("service_overload") }] },
    ],
    ["Notion says conflict", { notion: [{ ...PAGES, fault: failure("conflict_error") }] }],
    ["Notion does not answer a query", { notion: [{ ...QUERY, fault: { kind: "reset" } }] }],
    ["Notion answers a query with 504", { notion: [{ ...QUERY, fault: failure("gateway_timeout") }] }],
    ["the line is cut before a page is made", { notion: [{ ...PAGES, fault: { kind: "reset" } }] }],
    ["the line is cut after a page was made", { notion: [{ ...PAGES, fault: { kind: "resetAfter" } }] }],
    [
      "the line is cut after each of the first three pages",
      { notion: [{ ...PAGES, times: 3, fault: { kind: "resetAfter" } }] },
    ],
    ["500 after a page was made", { notion: [{ ...PAGES, fault: failure("internal_server_error", "after") }] }],
    ["504 before a page was made", { notion: [{ ...PAGES, fault: failure("gateway_timeout") }] }],
    ["the line is cut after a page was changed", { notion: [{ ...PAGE, fault: { kind: "resetAfter" } }] }],
    [
      "a page of nonsense instead of an answer, after the page was made",
      { notion: [{ ...PAGES, fault: { kind: "answerAfter", status: 502, body: "<html>Bad gateway</html>" } }] },
    ],
    [
      "the calendar can't be listed",
      { google: [{ ...LIST, fault: { kind: "answer", status: 503, body: backendError.body } }] },
    ],
    ["free and busy is asked too often", { google: [{ ...FREE_BUSY, fault: tooMany("30") }] }],
    [
      "Google says 429 with a date instead of seconds",
      { google: [{ ...FREE_BUSY, fault: tooMany("Thu, 07 Jan 2027 08:01:00 GMT") }] },
    ],
    ["the line is cut after an event was made", { google: [{ ...EVENTS, fault: { kind: "resetAfter" } }] }],
    [
      "503 after an event was made",
      { google: [{ ...EVENTS, fault: { kind: "answerAfter", status: 503, body: backendError.body } }] },
    ],
    [
      "503 before an event was made",
      { google: [{ ...EVENTS, fault: { kind: "answer", status: 503, body: backendError.body } }] },
    ],
    [
      "the token is refused for a moment",
      { google: [{ method: "POST", path: "/token$", fault: { kind: "answer", status: 503, body: {} } }] },
    ],
  ])("%s", async (_, trouble) => {
    const office = await troubled(trouble);
    expect(await morning(office)).toEqual(await undisturbed(false));
    expect(await twins(office.playground)).toEqual([]);
    expect(office.playground.notion.faults.pending() + office.playground.google.faults.pending()).toBe(0);
  });

  test.each<[string, Trouble]>([
    [
      "503 while a form is filled",
      { google: [{ ...FILL, fault: { kind: "answer", status: 503, body: backendError.body } }] },
    ],
    ["the line is cut after a form was filled", { google: [{ ...FILL, fault: { kind: "resetAfter" } }] }],
    ["the line is cut before a form is published", { google: [{ ...PUBLISH, fault: { kind: "reset" } }] }],
    ["429 while a form is made", { google: [{ ...FORMS, fault: tooMany("5") }] }],
  ])("%s: one form of each kind, all open", async (_, trouble) => {
    const office = await troubled(trouble, { surveys: true });
    expect(await morning(office)).toEqual(await undisturbed(true));
    const forms = [...office.playground.google.state.forms.values()];
    expect(forms).toHaveLength(5);
    expect(forms.every(form => form.publishState?.isAcceptingResponses)).toBe(true);
  });

  test("the line is cut after a form was made: it is left empty and unpublished, and another is made", async () => {
    const office = await troubled({ google: [{ ...FORMS, fault: { kind: "resetAfter" } }] }, { surveys: true });
    await morning(office);
    const forms = [...office.playground.google.state.forms.values()];
    const open = forms.filter(form => form.publishState?.isAcceptingResponses);
    expect(open).toHaveLength(5);
    expect(forms.filter(form => !open.includes(form)).map(form => form.items.length)).toEqual([0]);
  });
});

describe("a page that was made although the answer was lost", () => {
  test("is found by the id Notion names, within the same run", async () => {
    const office = await openOffice();
    office.playground.notion.switches = { ...office.playground.notion.switches, commit503: 1 };
    const [first] = await office.runToEnd();
    expect(first?.report.failed).toEqual([]);
    expect(await twins(office.playground)).toEqual([]);
    expect(await morning(office)).toEqual(await undisturbed(false));
  });

  test("is not made again while Notion's listings may lag behind: certainty is waited for", async () => {
    const office = await troubled({ notion: [{ ...PAGES, skip: 1, fault: { kind: "resetAfter" } }] });
    office.playground.notion.switches = { ...office.playground.notion.switches, queryLagMs: 60_000 };
    const first = await office.invoke(THURSDAY + 2 * MINUTE);
    expect(first.continueAfterMs).toBe(60_000);
    expect(await twins(office.playground)).toEqual([]);
    office.wait(first.continueAfterMs ?? 0);
    await office.runToEnd(THURSDAY + 4 * MINUTE);
    expect(await twins(office.playground)).toEqual([]);
    expect((await sight(office.playground)).mails).toEqual((await undisturbed(false)).mails);
  });
});

describe("a service that asks for time gets it", () => {
  test("the run ends and says when to go on; what was done is kept, the rest follows", async () => {
    const office = await troubled({ notion: [{ ...PAGES, skip: 2, fault: failure("rate_limited") }] });
    const first = await office.invoke();
    expect(first.continueAfterMs).toBe(30_000);
    expect(first.report.done.create_page).toBe(2);
    expect(first.report.failed.map(one => one.what)).toEqual(["notion: busy"]);
    const pages = () =>
      office.playground.notion.log.entries.filter(
        one => one.method === "POST" && one.path === "/v1/pages" && one.actor === "bot" && one.status === 200,
      ).length;
    expect(pages()).toBe(2);
    office.wait(30_000);
    await office.runToEnd();
    expect(await twins(office.playground)).toEqual([]);
  });

  test("sign-in that was revoked ends the run, which says so, and nothing is lost once it is mended", async () => {
    const office = await openOffice();
    const { google } = office.playground;
    google.revoke("coordinator@example.org");
    const first = await office.invoke();
    expect(first.report.failed.map(one => one.what)).toEqual(["google: unauthorised"]);
    for (const grant of google.state.refreshGrants.values()) grant.revoked = false;
    expect(await morning(office)).toEqual(await undisturbed(false));
  });
});

describe("one invitation each", () => {
  test.each<[string, FaultOrder["fault"]]>([
    ["a reset after the event was made", { kind: "resetAfter" }],
    ["503 after it", { kind: "answerAfter", status: 503, body: backendError.body }],
    ["a reset before it", { kind: "reset" }],
  ])("after %s", async (_, fault) => {
    const office = await troubled({ google: [{ ...EVENTS, times: 2, fault }] });
    await morning(office);
    const mails = office.playground.google.outbox.map(mail => `${mail.kind} ${mail.to} ${mail.eventId}`);
    expect(mails).toHaveLength(4);
    expect(new Set(mails).size).toBe(4);
  });
});
