import { createLocalJWKSet, jwtVerify } from "jose";
import { describe, expect, test } from "vitest";
import { aGoogle, aMeeting, appOf, failureOf } from "./clients.ts";
import { holdToContract } from "./contract.ts";
import { keyFor, keySet } from "./oauth/keys.ts";

holdToContract();

const ANN = "ann@ours.example";
const BOB = "bob@ours.example";
const mine = { calendarId: "primary" };
const address = "https://worker.example/hooks/calendar";
const WEEK = 604_800_000;

interface Delivery {
  url: string;
  headers: Headers;
  body: string;
}

function world(status = 200) {
  const deliveries: Delivery[] = [];
  const receive = async (url: unknown, init?: { headers?: unknown; body?: unknown }) => {
    deliveries.push({
      url: String(url),
      headers: new Headers(init?.headers as Record<string, string>),
      body: String(init?.body ?? ""),
    });
    return new Response(null, { status });
  };
  const pubsub = { serviceAccountEmail: "push@simulator.example", audience: "https://worker.example/hooks/forms" };
  const sim = aGoogle({ push: { fetch: receive as typeof fetch }, pubsub });
  const { calendar, forms, drive } = appOf(sim, ANN);
  const watch = (id: string, over = {}) =>
    calendar.events.watch({ ...mine, requestBody: { id, type: "web_hook", address, token: "secret", ...over } });
  const deliver = async () => {
    deliveries.length = 0;
    await sim.fetch(new Request("https://sim/_sim/push/deliver", { method: "POST" }));
    return deliveries.map(
      ({ headers }) => `${headers.get("x-goog-channel-id")} ${headers.get("x-goog-resource-state")}`,
    );
  };
  return { sim, calendar, drive, forms: forms.forms, watch, deliver, deliveries };
}

describe("a channel", () => {
  test("says sync first, then that something exists, with growing numbers and an empty body", async () => {
    const { calendar, watch, deliver, deliveries } = world();
    const { data } = await watch("channel-1");
    expect(data).toMatchObject({ kind: "api#channel", id: "channel-1", token: "secret" });
    expect(await deliver()).toEqual(["channel-1 sync"]);
    expect(deliveries[0]?.headers.get("x-goog-message-number")).toBe("1");
    await calendar.events.insert({ ...mine, requestBody: aMeeting() });
    await calendar.events.insert({ ...mine, requestBody: aMeeting() });
    expect(await deliver()).toEqual(["channel-1 exists"]);
    const { headers, body, url } = deliveries[0]!;
    expect(url).toBe(address);
    expect(body).toBe("");
    expect(headers.get("x-goog-channel-token")).toBe("secret");
    expect(headers.get("x-goog-resource-id")).toBe(data.resourceId);
    expect(Number(headers.get("x-goog-message-number"))).toBeGreaterThan(1);
    expect(await deliver()).toEqual([]);
  });

  test("ends after a week, or earlier if asked, and its id can then be used again", async () => {
    const { sim, calendar, watch, deliver } = world();
    const { data } = await watch("channel-1");
    expect(Number(data.expiration)).toBe(sim.clock.now() + WEEK);
    const { data: short } = await watch("channel-2", { params: { ttl: "60" } });
    expect(Number(short.expiration)).toBe(sim.clock.now() + 60_000);
    await deliver();
    sim.clock.advance(60_000);
    await calendar.events.insert({ ...mine, requestBody: aMeeting() });
    expect(await deliver()).toEqual(["channel-1 exists"]);
    sim.clock.advance(WEEK);
    await watch("channel-1");
  });

  test("needs an id of its own and an https address", async () => {
    const { watch } = world();
    await watch("channel-1");
    expect(await failureOf(watch("channel-1"))).toMatchObject({ status: 400, reason: "channelIdNotUnique" });
    expect(await failureOf(watch("channel 2"))).toMatchObject({ status: 400 });
    expect(await failureOf(watch("channel-3", { address: "http://worker.example" }))).toMatchObject({ status: 400 });
  });

  test("that overlaps another says everything twice, until one is stopped", async () => {
    const { calendar, watch, deliver } = world();
    const { data } = await watch("channel-1");
    await watch("channel-2");
    await deliver();
    await calendar.events.insert({ ...mine, requestBody: aMeeting() });
    expect(await deliver()).toEqual(["channel-1 exists", "channel-2 exists"]);
    await calendar.channels.stop({ requestBody: { id: "channel-1", resourceId: data.resourceId } });
    await calendar.events.insert({ ...mine, requestBody: aMeeting() });
    expect(await deliver()).toEqual(["channel-2 exists"]);
  });

  test("is stopped only by who opened it", async () => {
    const { sim, watch } = world();
    const { data } = await watch("channel-1");
    const stop = appOf(sim, BOB).calendar.channels.stop({
      requestBody: { id: "channel-1", resourceId: data.resourceId },
    });
    expect(await failureOf(stop)).toMatchObject({ status: 404 });
  });

  test("hears of what guests do", async () => {
    const { sim, calendar, watch, deliver } = world();
    const { data } = await calendar.events.insert({ ...mine, requestBody: aMeeting({ attendees: [{ email: BOB }] }) });
    await watch("channel-1");
    await deliver();
    await appOf(sim, BOB).calendar.events.delete({ ...mine, eventId: data.id! });
    expect(await deliver()).toEqual(["channel-1 exists"]);
  });

  test("is tried again when the worker did not take the message", async () => {
    const { watch, deliver } = world(503);
    await watch("channel-1");
    expect(await deliver()).toEqual(["channel-1 sync"]);
    expect(await deliver()).toEqual(["channel-1 sync"]);
  });

  test("may lose messages or bring them twice", async () => {
    const { sim, watch, deliver } = world();
    sim.switches.pushDuplicate = 1;
    await watch("channel-1");
    expect(await deliver()).toEqual(["channel-1 sync", "channel-1 sync"]);
    sim.switches.pushLoss = 1;
    await watch("channel-2");
    expect(await deliver()).toEqual([]);
  });
});

describe("a watch on a form", () => {
  const requestBody = {
    watchId: "watch-one",
    watch: { eventType: "RESPONSES", target: { topic: { topicName: "projects/p/topics/forms" } } },
  };

  async function watched() {
    const all = world();
    const { data } = await all.forms.create({ requestBody: { info: { title: "T" } } });
    const formId = data.formId!;
    const publishState = { isPublished: true, isAcceptingResponses: true };
    await all.forms.setPublishSettings({ formId, requestBody: { publishSettings: { publishState } } });
    const anyone = { role: "reader", view: "published", type: "anyone" };
    await all.drive.permissions.create({ fileId: formId, requestBody: anyone });
    const watch = await all.forms.watches.create({ formId, requestBody });
    return { ...all, formId, watch: watch.data };
  }

  test("lasts a week, once for each kind, and can be renewed and deleted", async () => {
    const { sim, forms, formId, watch } = await watched();
    expect(Date.parse(watch.expireTime!)).toBe(sim.clock.now() + WEEK);
    expect(watch.state).toBe("ACTIVE");
    expect(
      await failureOf(forms.watches.create({ formId, requestBody: { ...requestBody, watchId: "watch-two" } })),
    ).toMatchObject({ status: 409 });
    sim.clock.advance(WEEK / 2);
    const at = { formId, watchId: "watch-one" };
    const { data } = await forms.watches.renew({ ...at, requestBody: {} });
    expect(Date.parse(data.expireTime!)).toBe(sim.clock.now() + WEEK);
    sim.clock.advance(WEEK);
    expect(await failureOf(forms.watches.renew({ ...at, requestBody: {} }))).toMatchObject({
      status: 404,
      reason: "NOT_FOUND",
    });
    expect((await forms.watches.list({ formId })).data).toEqual({});
    await forms.watches.create({ formId, requestBody });
    expect((await forms.watches.list({ formId })).data.watches).toHaveLength(1);
    await forms.watches.delete(at);
    expect((await forms.watches.list({ formId })).data).toEqual({});
  });

  test("is pushed by Pub/Sub with a signed identity and nothing but attributes", async () => {
    const { sim, formId, deliver, deliveries } = await watched();
    sim.submitForm(formId, { answers: {} });
    await deliver();
    expect(deliveries).toHaveLength(1);
    const { url, headers, body } = deliveries[0]!;
    expect(url).toBe("https://worker.example/hooks/forms");
    const message = JSON.parse(body);
    expect(message.subscription).toBe("projects/p/subscriptions/forms");
    expect(message.message.attributes).toEqual({ eventType: "RESPONSES", formId, watchId: "watch-one" });
    expect(message.message.data).toBeUndefined();
    const token = headers.get("authorization")!.replace("Bearer ", "");
    const keys = createLocalJWKSet(keySet(keyFor("identity")) as Parameters<typeof createLocalJWKSet>[0]);
    const { payload } = await jwtVerify(token, keys, { audience: "https://worker.example/hooks/forms" });
    expect(payload.email).toBe("push@simulator.example");
  });

  test.each([
    ["a topic that is none", { watch: { ...requestBody.watch, target: { topic: { topicName: "forms" } } } }],
    ["an id of three letters", { ...requestBody, watchId: "abc" }],
    ["no kind of event", { watch: { target: requestBody.watch.target } }],
  ])("with %s is refused", async (_, body) => {
    const { forms, formId } = await watched();
    const create = forms.watches.create({ formId, requestBody: body });
    expect(await failureOf(create)).toMatchObject({ status: 400, reason: "INVALID_ARGUMENT" });
  });
});
