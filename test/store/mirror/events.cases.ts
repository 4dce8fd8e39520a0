import { beforeEach, describe, expect, test } from "vitest";
import type { EventCopy } from "../../../src/core/domain/event.ts";
import type { Sql } from "../../../src/store/database/sql.ts";
import { eventTable } from "../../../src/store/mirror/events.ts";

export function eventsCases(open: () => Promise<Sql>): void {
  describe("events", () => {
    let sql: Sql;
    beforeEach(async () => {
      sql = await open();
    });
    const event = (id: string, more: Partial<EventCopy> = {}): EventCopy => ({
      id,
      etag: '"1"',
      isCancelled: false,
      title: "Anna & Boris",
      description: "Agenda:\n1. «Тесты»",
      startsAt: 10_000,
      endsAt: 20_000,
      guests: [{ email: "anna@example.org", reply: "accepted" }],
      meetLink: "https://meet.test/x",
      htmlLink: null,
      updatedAt: 5,
      sessionId: `session of ${id}`,
      baseMark: null,
      seriesId: null,
      originalStart: null,
      ...more,
    });
    /** What Google says of a deleted event: its id, and little else. */
    const stub = (id: string, more: Partial<EventCopy> = {}): EventCopy => ({
      ...event(id),
      etag: '"9"',
      isCancelled: true,
      title: "",
      description: "",
      startsAt: null,
      endsAt: null,
      guests: [],
      meetLink: null,
      updatedAt: 99,
      sessionId: null,
      ...more,
    });
    const save = (...events: EventCopy[]) => eventTable.saving(sql, events).then(saving => sql.batch(saving));
    const kept = async () => (await eventTable.list(sql)).sort((a, b) => (a.id < b.id ? -1 : 1));

    test("come back as they were", async () => {
      const events = [event("a"), event("b", { sessionId: null, meetLink: null }), event("c", { isCancelled: true })];
      await save(...events);
      expect(await kept()).toEqual(events);
    });

    test("a later copy replaces the earlier one", async () => {
      await save(event("a"));
      await save(event("a", { etag: '"2"', startsAt: 30_000, title: "Moved" }));
      expect(await kept()).toEqual([event("a", { etag: '"2"', startsAt: 30_000, title: "Moved" })]);
    });

    test("the stub of a deleted event keeps what was known of it and adds the cancellation", async () => {
      await save(event("a"));
      await save(stub("a"));
      expect(await kept()).toEqual([event("a", { isCancelled: true, etag: '"9"', updatedAt: 99 })]);
    });

    test("a stub that comes twice changes nothing more", async () => {
      await save(event("a"));
      await save(stub("a"));
      const once = await kept();
      await save(stub("a"));
      expect(await kept()).toEqual(once);
    });

    test("a stub of an event nobody knew is kept as it is", async () => {
      await save(stub("a"));
      expect(await kept()).toEqual([stub("a")]);
    });

    test("an event that was cancelled and says when it would have been replaces what was known", async () => {
      await save(event("a"));
      const cancelled = event("a", { isCancelled: true, title: "No more", etag: '"3"' });
      await save(cancelled);
      expect(await kept()).toEqual([cancelled]);
    });

    test("an event that was deleted and comes back is there again", async () => {
      await save(event("a"));
      await save(stub("a"));
      await save(event("a", { etag: '"10"' }));
      expect(await kept()).toEqual([event("a", { etag: '"10"' })]);
    });

    test("the order of different events does not matter", async () => {
      await save(event("a"), event("b"), event("c"));
      await save(stub("c"), event("a", { title: "New" }), stub("b"));
      const forwards = await kept();
      await sql.prepare("DELETE FROM events").run();
      await save(event("c"), event("b"), event("a"));
      await save(stub("b"), stub("c"), event("a", { title: "New" }));
      expect(await kept()).toEqual(forwards);
    });

    test("an event with its text and thousands of others travel in a few statements", async () => {
      const many = Array.from({ length: 2000 }, (_, index) => event(`event ${index}`));
      const statements = await eventTable.saving(sql, many);
      expect(statements.length).toBeLessThan(10);
      await sql.batch(statements);
      expect((await kept()).length).toBe(2000);
      expect(await eventTable.saving(sql, [])).toEqual([]);
    });
  });
}
