import { describe, expect, test } from "vitest";
import { DAY, HOUR } from "../../../../src/core/domain/values/time.ts";
import {
  type Channel,
  coveredBy,
  planChannels,
  planWatches,
  type Watch,
} from "../../../../src/core/rules/guards/hooks.ts";

type HooksState = Parameters<typeof coveredBy>[0];

const NOW = Date.parse("2027-01-11T06:00:00Z");

describe("channels of the calendar", () => {
  const channel = (id: string, more: Partial<Channel> = {}): Channel => ({
    id,
    resourceId: "calendar",
    expiresAt: NOW + 7 * DAY,
    openedFor: "us",
    ...more,
  });
  const planned = (channels: Channel[], wanted: string | null = "us") =>
    planChannels(channels, wanted, NOW).map(step =>
      step.kind === "open_channel" ? "open" : `${step.kind.split("_")[0]} ${step.channel.id}`,
    );

  test.each<[string, Channel[], string | null, string[]]>([
    ["none is there: one is opened", [], "us", ["open"]],
    ["none is wanted and none is there: nothing", [], null, []],
    ["a week is left: nothing", [channel("a")], "us", []],
    ["more than a day is left: nothing", [channel("a", { expiresAt: NOW + DAY + 1 })], "us", []],
    [
      "a day is left: another is opened, and this one goes on",
      [channel("a", { expiresAt: NOW + DAY })],
      "us",
      ["open"],
    ],
    [
      "it ran out at this moment: another is opened, and this one is forgotten",
      [channel("a", { expiresAt: NOW })],
      "us",
      ["open", "forget a"],
    ],
    [
      "the next one is open: the old one is stopped",
      [channel("a", { expiresAt: NOW + HOUR }), channel("b")],
      "us",
      ["stop a"],
    ],
    [
      "two are open: the one that lasts longer stays",
      [channel("a"), channel("b", { expiresAt: NOW + 8 * DAY })],
      "us",
      ["stop a"],
    ],
    [
      "nothing tells whether it was opened: another is, and this one is forgotten",
      [channel("a", { resourceId: null, expiresAt: null })],
      "us",
      ["open", "forget a"],
    ],
    [
      "one of ours that was forgotten has spoken: it is stopped",
      [channel("a"), channel("b", { expiresAt: null, openedFor: "" })],
      "us",
      ["stop b"],
    ],
    [
      "only a forgotten one speaks: another is opened first",
      [channel("b", { expiresAt: null, openedFor: "" })],
      "us",
      ["open"],
    ],
    [
      "it was opened for another address: the right one comes first",
      [channel("a", { openedFor: "them" })],
      "us",
      ["open"],
    ],
    ["and then the other is stopped", [channel("a", { openedFor: "them" }), channel("b")], "us", ["stop a"]],
    ["hooks were switched off: all are stopped", [channel("a"), channel("b")], null, ["stop a", "stop b"]],
  ])("%s", (_, channels, wanted, steps) => {
    expect(planned(channels, wanted)).toEqual(steps);
  });

  test("once the next one is open and the others are gone, there is nothing to do", () => {
    expect(planned([channel("b")])).toEqual([]);
  });
});

describe("watches on forms", () => {
  const watch = (formId: string, more: Partial<Watch> = {}): Watch => ({
    formId,
    watchId: `watch on ${formId}`,
    topic: "topic",
    expiresAt: NOW + 7 * DAY,
    ...more,
  });
  const planned = (watches: Watch[], formIds: string[], topic: string | null = "topic") =>
    planWatches(watches, formIds, topic, NOW).map(
      step => `${step.kind.split("_")[0]} ${step.kind === "create_watch" ? step.formId : step.watch.formId}`,
    );

  test.each<[string, Watch[], string[], string | null, string[]]>([
    ["a new form gets one", [watch("a")], ["a", "b"], "topic", ["create b"]],
    ["none where answers are not told", [], ["a"], null, []],
    ["more than a day is left: nothing", [watch("a", { expiresAt: NOW + DAY + 1 })], ["a"], "topic", []],
    ["a day is left: prolonged", [watch("a", { expiresAt: NOW + DAY })], ["a"], "topic", ["renew a"]],
    ["it ran out: made anew", [watch("a", { expiresAt: NOW })], ["a"], "topic", ["create a"]],
    ["its form is gone: deleted", [watch("a")], [], "topic", ["delete a"]],
    [
      "another topic: deleted, and made for the right one",
      [watch("a", { topic: "old" })],
      ["a"],
      "topic",
      ["delete a", "create a"],
    ],
    ["answers are not told any more: deleted", [watch("a"), watch("b")], ["a", "b"], null, ["delete a", "delete b"]],
  ])("%s", (_, watches, forms, topic, steps) => {
    expect(planned(watches, forms, topic)).toEqual(steps);
  });
});

describe("what need not be asked because a hook tells of it", () => {
  const silent = { heardAt: null, missedAt: null };
  const heard = { heardAt: 100, missedAt: null };
  const state = (more: Partial<HooksState> = {}): HooksState => ({
    hearings: { notion: heard, calendar: heard, forms: heard },
    isNotionConnected: true,
    channels: [{ id: "a", resourceId: "calendar", expiresAt: NOW + 1, openedFor: "us" }],
    wantedChannel: "us",
    watches: [{ formId: "form", watchId: "w", topic: "t", expiresAt: NOW + 1 }],
    ...more,
  });
  const covered = (more: Partial<HooksState> = {}) => {
    const { notion, calendar, formIds } = coveredBy(state(more), NOW);
    return [...(notion ? ["notion"] : []), ...(calendar ? ["calendar"] : []), ...formIds];
  };
  const hearings = (more: Partial<HooksState["hearings"]>) => ({ hearings: { ...state().hearings, ...more } });

  test.each<[string, Partial<HooksState>, string[]]>([
    ["all of them speak", {}, ["notion", "calendar", "form"]],
    ["Notion's token is not kept", { isNotionConnected: false }, ["calendar", "form"]],
    ["Notion's hook was never heard", hearings({ notion: silent }), ["calendar", "form"]],
    [
      "Notion's hook missed something since it was heard",
      hearings({ notion: { heardAt: 100, missedAt: 100 } }),
      ["calendar", "form"],
    ],
    [
      "it was heard again after that",
      hearings({ notion: { heardAt: 101, missedAt: 100 } }),
      ["notion", "calendar", "form"],
    ],
    ["the channel was never heard", hearings({ calendar: silent }), ["notion", "form"]],
    [
      "the channel has run out",
      { channels: [{ id: "a", resourceId: "calendar", expiresAt: NOW, openedFor: "us" }] },
      ["notion", "form"],
    ],
    [
      "the channel is another calendar's",
      { channels: [{ id: "a", resourceId: "calendar", expiresAt: NOW + 1, openedFor: "others" }] },
      ["notion", "form"],
    ],
    [
      "it is not known whether the channel was opened",
      { channels: [{ id: "a", resourceId: null, expiresAt: null, openedFor: "us" }] },
      ["notion", "form"],
    ],
    [
      "nobody has answered yet, so the watch had nothing to say",
      hearings({ forms: silent }),
      ["notion", "calendar", "form"],
    ],
    [
      "an answer came that the watch did not tell of",
      hearings({ forms: { heardAt: null, missedAt: 100 } }),
      ["notion", "calendar"],
    ],
    [
      "the watch has run out",
      { watches: [{ formId: "form", watchId: "w", topic: "t", expiresAt: NOW }] },
      ["notion", "calendar"],
    ],
  ])("%s", (_, more, expected) => expect(covered(more)).toEqual(expected));
});
