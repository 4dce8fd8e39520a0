import { describe, expect, test } from "vitest";
import { namedByNotion } from "../../src/web/notionEvent.ts";

const BOT = "bot";
const event = (type: string, more: object = {}) => ({
  id: "event",
  type,
  authors: [{ id: "ana", type: "person" }],
  entity: { id: "thing", type: type.split(".")[0] },
  data: { parent: { id: "database", type: "database", data_source_id: "goals" } },
  ...more,
});
const named = (message: unknown, botId: string | null = BOT) => namedByNotion(JSON.stringify(message), botId);
const PAGE = [{ kind: "page", id: "thing", parent: "goals" }];
const EVERYTHING = [{ kind: "everything", id: "", parent: null }];

describe("what one of Notion's messages says has changed", () => {
  test.each(["created", "content_updated", "properties_updated", "moved", "deleted", "undeleted"])(
    "page.%s: that page",
    what => expect(named(event(`page.${what}`))).toEqual(PAGE),
  );

  test("a page of which it does not say where it is", () => {
    expect(named(event("page.created", { data: undefined }))).toEqual([{ kind: "page", id: "thing", parent: null }]);
  });

  test("a page somebody commented on: which it is decides whether comments are read", () => {
    const commented = event("comment.created", { data: { page_id: "question" } });
    expect(named(commented)).toEqual([{ kind: "page", id: "question", parent: null, isCommented: true }]);
  });

  test("the columns of a table", () => {
    expect(named(event("data_source.schema_updated"))).toEqual([{ kind: "source", id: "thing", parent: null }]);
  });

  test.each([
    "comment.created",
    "view.updated",
    "file_upload.completed",
    "page.locked",
    "page.unlocked",
    "data_source.content_updated",
    "database.moved",
  ])("%s: nothing that Krug reads", type => expect(named(event(type))).toEqual([]));

  test.each<[string, { id: string; type: string }[], unknown[]]>([
    ["only Krug itself wrote", [{ id: BOT, type: "bot" }], []],
    [
      "Krug and a person wrote",
      [
        { id: BOT, type: "bot" },
        { id: "ana", type: "person" },
      ],
      PAGE,
    ],
    ["another integration wrote", [{ id: "other", type: "bot" }], PAGE],
    ["nobody is named", [], PAGE],
  ])("where %s", (_, authors, expected) => {
    expect(named(event("page.properties_updated", { authors }))).toEqual(expected);
  });

  test("as long as Krug does not know its own id, what it wrote is looked at like anything else", () => {
    expect(named(event("page.created", { authors: [{ id: BOT, type: "bot" }] }), null)).toEqual(PAGE);
  });

  test.each<[string, unknown]>([
    ["is of another shape", { kind: "page", page: "thing" }],
    ["has a page without an id", event("page.created", { entity: { id: "", type: "page" } })],
    ["is a bare text", "changed"],
  ])("everything, where a message %s", (_, message) => expect(named(message)).toEqual(EVERYTHING));
});
