import { describe, expect, test } from "vitest";
import { DAY } from "../../src/core/domain/values/time.ts";
import { formSpec } from "../../src/core/rules/surveys/form.ts";
import { openGoogle } from "./world.ts";

const CHANNEL = { id: "channel-1", address: "https://krug.test/hooks/calendar", token: "a token" };
const TOPIC = "projects/krug/topics/forms";

describe("a channel", () => {
  test("lasts a week, and tells its address with its token", async () => {
    const { google, calendar } = await openGoogle();
    const { resourceId, expiresAt } = await calendar.openChannel(CHANNEL);
    expect(expiresAt).toBe(google.clock.now() + 7 * DAY);
    expect(google.state.channels.get(CHANNEL.id)).toMatchObject({ ...CHANNEL, resourceId });
  });

  test("is stopped; one that is not there any more is as wanted", async () => {
    const { google, calendar } = await openGoogle();
    const { resourceId } = await calendar.openChannel(CHANNEL);
    await calendar.stopChannel(CHANNEL.id, resourceId);
    expect(google.state.channels.size).toBe(0);
    await calendar.stopChannel(CHANNEL.id, resourceId);
  });

  test("is not opened twice under one id", async () => {
    const { calendar } = await openGoogle();
    await calendar.openChannel(CHANNEL);
    await expect(calendar.openChannel(CHANNEL)).rejects.toMatchObject({ kind: "rejected" });
  });
});

describe("a watch", () => {
  const opened = async () => {
    const world = await openGoogle();
    const spec = formSpec("feedback", { name: "Pairs", language: "en" }, [], "the coordinator");
    const { formId } = await world.forms.create(spec);
    return { ...world, formId, watches: () => [...world.google.state.watches.values()] };
  };

  test("that is there already is taken over and prolonged: it is never two", async () => {
    const { google, forms, formId, watches } = await opened();
    const first = await forms.watch(formId, TOPIC);
    expect(first.expiresAt).toBe(google.clock.now() + 7 * DAY);
    google.clock.advance(DAY);
    const again = await forms.watch(formId, TOPIC);
    expect(again).toEqual({ watchId: first.watchId, expiresAt: first.expiresAt + DAY });
    expect(watches()).toHaveLength(1);
  });

  test("that tells another topic is replaced", async () => {
    const { forms, formId, watches } = await opened();
    const first = await forms.watch(formId, "projects/krug/topics/old");
    const next = await forms.watch(formId, TOPIC);
    expect(next.watchId).not.toBe(first.watchId);
    expect(watches().map(watch => watch.topicName)).toEqual([TOPIC]);
  });

  test("is prolonged while it lasts, and null once it has ended", async () => {
    const { google, forms, formId } = await opened();
    const { watchId } = await forms.watch(formId, TOPIC);
    google.clock.advance(6 * DAY);
    expect(await forms.renewWatch(formId, watchId)).toEqual({ watchId, expiresAt: google.clock.now() + 7 * DAY });
    google.clock.advance(7 * DAY);
    expect(await forms.renewWatch(formId, watchId)).toBeNull();
  });

  test("is deleted; one that is not there any more, or whose form is gone, is as wanted", async () => {
    const { google, forms, formId, watches } = await opened();
    const { watchId } = await forms.watch(formId, TOPIC);
    await forms.deleteWatch(formId, watchId);
    expect(watches()).toEqual([]);
    await forms.deleteWatch(formId, watchId);
    google.deleteForm(formId);
    await forms.deleteWatch(formId, watchId);
  });

  test("that Google keeps but can't publish is an error that says why", async () => {
    const { google, forms, formId } = await opened();
    const body = {
      id: "w",
      expireTime: new Date(google.clock.now() + 7 * DAY).toISOString(),
      state: "SUSPENDED",
      errorType: "PROJECT_NOT_AUTHORIZED",
    };
    google.faults.order({ path: "/watches$", fault: { kind: "answer", status: 200, body } });
    await expect(forms.watch(formId, TOPIC)).rejects.toThrow("PROJECT_NOT_AUTHORIZED");
  });
});
