import { expect, test } from "vitest";
import type { Command } from "../../../src/core/domain/command.ts";
import type { Link } from "../../../src/core/domain/link.ts";
import { EntityQueues } from "../../../src/run/push/entityQueues.ts";

const page = (pageId: string, text: string): Command => ({ kind: "comment", key: `${pageId} ${text}`, pageId, text });
const event = (sessionId: string, key = `${sessionId} event`): Command => ({
  kind: "cancel_event",
  key,
  etag: "",
  mailed: [],
  link: { sessionId } as Link,
});

/** The keys in the order taken; Notion's minute is used up where `isSpent` says so of the place in the order. */
function taken(commands: readonly Command[], isSpent: (place: number) => boolean = () => false): string[] {
  const lanes = new EntityQueues(commands);
  const keys: string[] = [];
  for (let command = lanes.take(isSpent(0)); command !== null; command = lanes.take(isSpent(keys.length))) {
    keys.push(command.key);
    lanes.settled(command);
  }
  return keys;
}

test("Notion's first, Google's after it, each in the order they were decided", () => {
  expect(taken([event("a"), page("x", "1"), event("b"), page("y", "1")])).toEqual(["x 1", "y 1", "a event", "b event"]);
});

test("while Notion's minute is used up Google's go on, and what is left for Notion stays", () => {
  const commands = [page("x", "1"), page("y", "1"), event("a"), event("b"), page("z", "1")];
  expect(taken(commands, place => place === 1 || place === 2)).toEqual(["x 1", "a event", "b event", "y 1", "z 1"]);
  expect(taken(commands, place => place > 0)).toEqual(["x 1", "a event", "b event"]);
});

test("what concerns one page and its event keeps its order, whichever service it goes to", () => {
  const commands = [event("s"), page("s", "after the event"), event("s", "s again"), page("t", "1")];
  expect(taken(commands)).toEqual(["t 1", "s event", "s after the event", "s again"]);
});

test("one that could not be tried is the next when it can", () => {
  const lanes = new EntityQueues([page("x", "1"), page("x", "2"), event("a")]);
  const first = lanes.take(false);
  lanes.putBack(first as Command);
  expect([lanes.take(true)?.key, lanes.take(false)?.key]).toEqual(["a event", "x 1"]);
});
