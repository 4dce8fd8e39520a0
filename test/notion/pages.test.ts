import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Failure } from "../../src/core/domain/values/failure.ts";
import { MINUTE } from "../../src/core/domain/values/time.ts";
import { textPieces } from "../../src/notion/client.ts";
import { isTrashed, type NotionPage, rowOf } from "../../src/notion/page.ts";
import { Tables } from "../../src/notion/workspace.ts";
import { optionName } from "../../src/text/phrases/names.ts";
import { failure } from "../simulators/notion/index.ts";
import { type NotionWorld, openNotion, type Values } from "./world.ts";

type FailureKind = Failure["kind"];

const people = async ({ api, workspace }: NotionWorld, count: number) => {
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1)
    ids.push((await api.table("people", workspace.people).create({ name: `Person ${number}` })).id);
  return ids;
};
const list = ({ api, workspace }: NotionWorld, since: number | null = null) =>
  api.table("people", workspace.people).list({ editedSince: since });
const failed = (promise: Promise<unknown>): Promise<Failure> =>
  promise.then(
    () => expect.fail("nothing failed"),
    error => {
      expect(error).toBeInstanceOf(Failure);
      return error as Failure;
    },
  );

describe("what is written comes back", () => {
  test.each<[string, "people" | "sessions" | "roadmap" | "resources", Values]>([
    [
      "a person",
      "people",
      {
        name: "Ana",
        email: "ana@example.org",
        zone: "Europe/Sofia",
        hours: "9-17",
        level: 3,
        status: "active",
        languages: ["en", "bg"],
        seeks: ["testing"],
        consent: { start: "2027-01-04", end: null },
      },
    ],
    ["a leave", "people", { name: "Ana", away: { start: "2027-02-01", end: "2027-02-12" } }],
    [
      "a meeting",
      "sessions",
      {
        title: "Tea",
        when: { start: "2027-01-13T09:00:00Z", end: "2027-01-13T09:45:00Z" },
        status: "planned",
        kind: "session",
        meet: "https://meet.test/x",
      },
    ],
    [
      "a goal",
      "roadmap",
      { title: "Test", progress: 0.4, confidential: true, due: { start: "2027-03-31", end: null } },
    ],
    ["nothing but a title", "resources", { title: "Course" }],
  ])("%s", async (_, source, values) => {
    const { api, workspace } = await openNotion();
    const row = await api.table(source, workspace[source]).create(values);
    expect(row.values).toMatchObject(values);
    expect((await api.table(source, workspace[source]).read(row.id))?.values).toEqual(row.values);
    expect((await api.table(source, workspace[source]).list())[0]?.values).toEqual(row.values);
  });

  test("a value taken away is gone, and what was not named stays", async () => {
    const { api, workspace } = await openNotion();
    const { id } = await api.table("people", workspace.people).create({
      name: "Ana",
      email: "a@b.example",
      level: 3,
      seeks: ["x"],
      away: { start: "2027-02-01", end: null },
    });
    const row = await api
      .table("people", workspace.people)
      .update(id, { email: "", level: null, seeks: [], away: null });
    expect(row?.values).toMatchObject({ name: "Ana", email: null, level: null, seeks: [], away: null });
  });

  test("one instant in another zone, or as wall time with a zone, is the same instant", async () => {
    const world = await openNotion();
    const { id } = await world.api.table("sessions", world.workspace.sessions).create({ title: "Tea" });
    const when = world.column("sessions", "when").id;
    for (const date of [
      { start: "2027-01-13T10:00:00.000+01:00" },
      { start: "2027-01-13T10:00:00", time_zone: "Europe/Berlin" },
      { start: "2027-01-13T04:00:00-05:00" },
    ]) {
      await world.byHand("PATCH", `pages/${id}`, { properties: { [when]: { date } } });
      expect((await world.api.table("sessions", world.workspace.sessions).read(id))?.values.when).toEqual({
        start: "2027-01-13T09:00:00Z",
        end: null,
      });
    }
  });
});

describe("long texts", () => {
  const signs = fc.constantFrom("a", "я", "\n", "👩‍💻", "𝄞", "é", " ");
  const long = fc
    .tuple(fc.array(signs, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 900 }))
    .map(([some, times]) => some.join("").repeat(times));

  test("are cut into pieces Notion takes, no sign torn, and come together whole", () => {
    fc.assert(
      fc.property(long, text => {
        const pieces = textPieces(text).map(piece => piece.text.content);
        expect(pieces.length).toBeLessThanOrEqual(100);
        for (const piece of pieces) {
          expect(piece.length).toBeGreaterThan(0);
          expect(piece.length).toBeLessThanOrEqual(2000);
          expect(piece.isWellFormed()).toBe(true);
        }
        expect(text.startsWith(pieces.join(""))).toBe(true);
        if (text.length <= 190_000) expect(pieces.join("")).toBe(text);
      }),
    );
  });

  test.each([
    ["2,000 signs", "a".repeat(2000), 1],
    ["2,001 signs", "a".repeat(2001), 2],
    ["a pair of halves across the border", `${"a".repeat(1999)}👍`, 2],
    ["none", "", 0],
  ])("%s", (_, text, pieces) => {
    expect(textPieces(text)).toHaveLength(pieces);
  });

  test("come back whole from Notion", async () => {
    const { api, workspace } = await openNotion();
    const text = "Обратна връзка 👩‍💻 ".repeat(400);
    const { id } = await api.table("groups", workspace.groups).create({ name: "Pair", agreement: text });
    expect((await api.table("groups", workspace.groups).read(id))?.values.agreement).toBe(text);
  });
});

describe("listings are read whole", () => {
  test.each([0, 1, 3, 4, 7])("%d pages, three at a time", async count => {
    const world = await openNotion({ pageSizeLimit: 3 });
    const ids = await people(world, count);
    expect((await list(world)).map(row => row.id).sort()).toEqual(ids.sort());
  });

  test.each([25, 26, 60])("a relation to %d people, of which Notion shows 25", async count => {
    const world = await openNotion();
    const ids = await people(world, count);
    const group = await world.api.table("groups", world.workspace.groups).create({ name: "Circle", members: ids });
    expect(group.values.members).toEqual(ids);
    expect((await world.api.table("groups", world.workspace.groups).list())[0]?.values.members).toEqual(ids);
    expect((await world.api.table("groups", world.workspace.groups).read(group.id))?.values.members).toEqual(ids);
  });

  test("more rows than one query reaches: it is taken up again from the last edit seen, and none is there twice", async () => {
    const world = await openNotion({ queryResultLimit: 4, pageSizeLimit: 3 });
    const ids: string[] = [];
    for (let number = 0; number < 11; number += 1) {
      ids.push(...(await people(world, 1)));
      world.notion.clock.advance(MINUTE);
    }
    const rows = await list(world);
    expect(rows).toHaveLength(11);
    expect(rows.map(row => row.id).sort()).toEqual(ids.sort());
  });

  test("an edit in the minute of the last reading is seen", async () => {
    const world = await openNotion();
    const [id] = await people(world, 1);
    world.notion.clock.set(Date.parse("2027-01-11T09:30:12Z"));
    const readAt = world.notion.clock.now();
    world.notion.clock.set(Date.parse("2027-01-11T09:30:48Z"));
    await world.byHand("PATCH", `pages/${id}`, {
      properties: { [world.column("people", "hours").id]: { rich_text: [{ text: { content: "10-12" } }] } },
    });
    const [row] = await list(world, Math.floor(readAt / MINUTE) * MINUTE);
    expect(row).toMatchObject({ id, editedAt: Date.parse("2027-01-11T09:30:00Z"), values: { hours: "10-12" } });
    expect(await list(world, Date.parse("2027-01-11T09:31:00Z"))).toEqual([]);
  });

  test("the oldest edit first, and nothing from the trash", async () => {
    const world = await openNotion();
    const ids = await people(world, 3);
    for (const id of [ids[1], ids[0]]) {
      world.notion.clock.advance(MINUTE);
      await world.api.table("people", world.workspace.people).update(id!, { level: 2 });
    }
    await world.byHand("PATCH", `pages/${ids[2]}`, { in_trash: true });
    expect((await list(world)).map(row => row.id)).toEqual([ids[1], ids[0]]);
    expect(await world.api.table("people", world.workspace.people).read(ids[2]!)).toBeNull();
  });
});

describe("pages of the older version of the API", () => {
  test("say archived instead of in trash, and are read the same", async () => {
    const world = await openNotion();
    const { id, values } = await world.api.table("people", world.workspace.people).create({ name: "Ana", level: 3 });
    const old = async () =>
      (await world.byHand("GET", `pages/${id}`, undefined, "2025-09-03")) as unknown as NotionPage;
    expect("archived" in (await old())).toBe(true);
    expect(rowOf("people", world.workspace.people, await old(), null).values).toEqual(values);
    expect(isTrashed(await old())).toBe(false);
    await world.byHand("PATCH", `pages/${id}`, { in_trash: true });
    expect(isTrashed(await old())).toBe(true);
    expect(isTrashed({ ...(await old()), in_trash: undefined, archived: true })).toBe(true);
  });
});

describe("what is looked up before it is made again", () => {
  test("a page is found by its key, the first made should there be two", async () => {
    const world = await openNotion();
    const { api, workspace } = world;
    expect(await api.table("groups", workspace.groups).findByKey("k")).toBeNull();
    const first = await api.table("groups", workspace.groups).create({ name: "One", key: "k" });
    world.notion.clock.advance(MINUTE);
    await api.table("groups", workspace.groups).create({ name: "Two", key: "k" });
    await api.table("groups", workspace.groups).create({ name: "Longer", key: "k2" });
    expect((await api.table("groups", workspace.groups).findByKey("k"))?.id).toBe(first.id);
  });

  test("a comment is not said twice", async () => {
    const world = await openNotion();
    const { id } = await world.api.table("sessions", world.workspace.sessions).create({ title: "Tea" });
    for (const text of ["Moved.", "Moved.", "Moved again."]) await world.api.pages.comment(id, text);
    expect(world.notion.state.comments.size).toBe(2);
  });

  test("a comment said before a hundred others is found all the same", async () => {
    const world = await openNotion();
    const { id } = await world.api.table("sessions", world.workspace.sessions).create({ title: "Tea" });
    await world.api.pages.comment(id, "Moved.");
    for (let index = 0; index < 100; index += 1)
      await world.byHand("POST", "comments", {
        parent: { page_id: id },
        rich_text: [{ type: "text", text: { content: `Note ${index}` } }],
      });
    await world.api.pages.comment(id, "Moved.");
    expect(world.notion.state.comments.size).toBe(101);
  });

  test("a comment that was saved although the answer was an error is an answer when Notion names it, else in doubt", async () => {
    const world = await openNotion();
    const { id } = await world.api.table("sessions", world.workspace.sessions).create({ title: "Tea" });
    const refused = (additional_data: object) =>
      world.notion.faults.order({
        method: "POST",
        path: "/v1/comments$",
        fault: {
          kind: "answerAfter",
          status: 503,
          body: { object: "error", status: 503, code: "service_unavailable", message: "Later", additional_data },
        },
      });
    refused({ committed_resource_id: "c1" });
    await world.api.pages.comment(id, "Moved.");
    refused({});
    await expect(world.api.pages.comment(id, "Moved again.")).rejects.toMatchObject({ kind: "in_doubt" });
    await world.api.pages.comment(id, "Moved again.");
    expect(world.notion.state.comments.size).toBe(2);
  });
});

describe("a call that failed says what may be done about it", () => {
  const READ = { method: "GET", path: "/v1/pages/" };
  const WRITE = { method: "POST", path: "/v1/pages$" };
  test.each<[string, typeof READ, Parameters<typeof failure>[0], FailureKind, number]>([
    ["too many requests: come back when it says", READ, "rate_limited", "busy", 30_000],
    ["too many writes", WRITE, "rate_limited", "busy", 30_000],
    ["overloaded", WRITE, "service_overload", "busy", 10_000],
    ["blocked: stop, and tell the operator", READ, "public_api_request_blocked", "blocked", 0],
    ["a conflict: soon again", WRITE, "conflict_error", "busy", 1000],
    ["no answer to a reading: ask again", READ, "internal_server_error", "busy", 10_000],
    ["503 to a reading", READ, "service_unavailable", "busy", 10_000],
    ["no answer to a writing: it may have happened", WRITE, "internal_server_error", "in_doubt", 0],
    ["504 to a writing", WRITE, "gateway_timeout", "in_doubt", 0],
  ])("%s", async (_, order, name, kind, retryAfterMs) => {
    const world = await openNotion();
    const [id] = await people(world, 1);
    world.notion.faults.order({ ...order, fault: failure(name) });
    const call = order === READ ? world.api.table("people", world.workspace.people).read(id!) : people(world, 1);
    const told = await failed(call);
    expect([told.kind, told.retryAfterMs, told.service]).toEqual([kind, retryAfterMs, "notion"]);
  });

  test("a page Notion says it saved although it answers 503 is made, written and thrown away all the same", async () => {
    const world = await openNotion();
    const { api, workspace, notion } = world;
    const withError = <T>(write: () => Promise<T>): Promise<T> => {
      notion.switches = { ...notion.switches, commit503: 1 };
      return write();
    };
    const { id } = await withError(() => api.table("people", workspace.people).create({ name: "Ana" }));
    expect((await list(world)).map(row => row.id)).toEqual([id]);
    const row = await withError(() => api.table("people", workspace.people).update(id, { level: 2 }));
    expect(row?.values).toMatchObject({ name: "Ana", level: 2 });
    await withError(() => api.pages.trash(id));
    expect(await api.table("people", workspace.people).read(id)).toBeNull();
  });

  test("a page nobody shared, or that never was, is gone; a wrong token is told as such; a wrong value is refused", async () => {
    const world = await openNotion();
    const { api, workspace } = world;
    const read = (id: string) => failed(api.table("people", workspace.people).read(id));
    expect((await read("00000000-0000-4000-8000-000000000000")).kind).toBe("gone");
    expect(
      (await failed(api.table("people", workspace.people).create({ name: "Ana", away: { start: "soon", end: null } })))
        .kind,
    ).toBe("rejected");
  });

  test.each([
    ["before", "reset", 0],
    ["after", "resetAfter", 1],
  ] as const)("a line cut %s a writing leaves it in doubt", async (_, kind, pages) => {
    const world = await openNotion();
    world.notion.faults.order({ ...WRITE, fault: { kind } });
    expect((await failed(people(world, 1))).kind).toBe("in_doubt");
    expect(await list(world)).toHaveLength(pages);
  });

  test("is not repeated behind our back, and does not sleep on it", async () => {
    const world = await openNotion();
    const [id] = await people(world, 1);
    const before = world.notion.log.entries.length;
    world.notion.faults.order({ ...READ, times: 5, fault: failure("rate_limited") });
    await failed(world.api.table("people", world.workspace.people).read(id!));
    expect(world.notion.log.entries.length - before).toBe(1);
  });
});

describe("options whose names people changed", () => {
  const source = (name: string, description: string | null) => ({
    id: "source",
    parent: {},
    properties: {
      Състояние: {
        id: "a%3Bb",
        type: "select",
        description: `Как е [krug:people.status]`,
        select: { options: [{ id: "1", name, description }] },
      },
    },
  });
  test.each<[string, string, string | null, string | undefined]>([
    ["are known by their mark", "На линия", "krug:active", "active"],
    [
      "are known by a name of any language, should the mark be gone",
      optionName("people", "status", "active", "bg"),
      null,
      "active",
    ],
    ["are people's own otherwise", "On the moon", null, undefined],
    ["are what the mark says, not the name", "Active", "krug:paused", "paused"],
  ])("%s", async (_, name, description, expected) => {
    const tables = new Tables({ call: async () => source(name, description) } as never);
    const known = { dataSourceId: "source", databaseId: "database", properties: {}, missing: [] };
    const map = await tables.read("people", known);
    expect(map.properties.status).toMatchObject({ id: "a;b", type: "select" });
    expect(map.properties.status?.options?.["1"]).toBe(expected);
  });
});
