import { beforeEach, describe, expect, test } from "vitest";
import { hookKeys } from "../../../src/secrets/hookSecret.ts";
import type { Sql } from "../../../src/store/database/sql.ts";
import { stateTable } from "../../../src/store/database/state.ts";
import { channelTable, notionHookTable, watchTable } from "../../../src/store/incoming/hooks.ts";

export function hooksCases(open: () => Promise<Sql>): void {
  describe("hooks", () => {
    let sql: Sql;
    beforeEach(async () => {
      sql = await open();
    });

    test("a channel is kept before it is opened, and then with what Google said of it", async () => {
      const opening = { id: "a", resourceId: null, expiresAt: null, openedFor: "us" };
      await channelTable.saving(sql, opening).run();
      expect(await channelTable.read(sql, "a")).toEqual(opening);
      await channelTable.saving(sql, { ...opening, resourceId: "calendar", expiresAt: 5 }).run();
      expect(await channelTable.list(sql)).toEqual([{ ...opening, resourceId: "calendar", expiresAt: 5 }]);
      await channelTable.forgetting(sql, "a").run();
      expect(await channelTable.read(sql, "a")).toBeNull();
    });

    test("a stray channel is kept to be stopped; one that is known stays as it is", async () => {
      const known = { id: "a", resourceId: "calendar", expiresAt: 5, openedFor: "us" };
      await channelTable.saving(sql, known).run();
      await sql.batch([
        channelTable.keepingUnknown(sql, "a", "other"),
        channelTable.keepingUnknown(sql, "b", "calendar"),
      ]);
      expect(await channelTable.list(sql)).toEqual([
        known,
        { id: "b", resourceId: "calendar", expiresAt: null, openedFor: "" },
      ]);
    });

    test("a form has one watch", async () => {
      const watch = { formId: "a", watchId: "w", topic: "t", expiresAt: 5 };
      await sql.batch([
        watchTable.saving(sql, watch),
        watchTable.saving(sql, { ...watch, watchId: "x", expiresAt: 6 }),
      ]);
      expect(await watchTable.list(sql)).toEqual([{ ...watch, watchId: "x", expiresAt: 6 }]);
      await watchTable.forgetting(sql, "a").run();
      expect(await watchTable.list(sql)).toEqual([]);
    });

    test("of two handshakes at the same moment one is taken", async () => {
      await notionHookTable.arm(sql, "hash", 1000);
      const taken = await Promise.all(
        ["t1", "t2", "t3"].map(token => notionHookTable.takeToken(sql, "hash", token, 999)),
      );
      expect(taken.filter(Boolean)).toHaveLength(1);
      expect(await notionHookTable.read(sql)).toEqual({ armedUntil: null, sealedToken: "t1" });
      expect(await notionHookTable.arm(sql, "hash", 2000)).toBe(false);
    });

    test("a token is not taken at the moment the address ends, nor shown twice, and is gone once forgotten", async () => {
      await notionHookTable.arm(sql, "hash", 1000);
      expect(await notionHookTable.takeToken(sql, "hash", "t", 1000)).toBe(false);
      expect(await notionHookTable.mayShowToken(sql)).toBe(false);
      expect(await notionHookTable.takeToken(sql, "hash", "t", 999)).toBe(true);
      expect([await notionHookTable.mayShowToken(sql), await notionHookTable.mayShowToken(sql)]).toEqual([true, false]);
      await notionHookTable.forgetting(sql).run();
      expect(await notionHookTable.read(sql)).toEqual({ armedUntil: null, sealedToken: null });
    });

    test("a token that is kept is not replaced, should there be an armed address beside it", async () => {
      await notionHookTable.arm(sql, "hash", 1000);
      await sql.prepare("UPDATE notion_hook SET sealed_token = 'kept'").run();
      expect(await notionHookTable.takeToken(sql, "hash", "t", 999)).toBe(false);
      expect((await notionHookTable.read(sql)).sealedToken).toBe("kept");
    });

    test("a hook's message waits until a run takes it up", async () => {
      expect(await stateTable.read<number>(sql, "hook_message_at")).toBeNull();
      await stateTable.saving(sql, "hook_message_at", 1000).run();
      expect(await stateTable.read<number>(sql, "hook_message_at")).toBe(1000);
      await stateTable.saving(sql, "hook_message_at", null).run();
      expect(await stateTable.read<number>(sql, "hook_message_at")).toBeNull();
    });
  });

  describe("the Worker's secret for hooks", () => {
    test("opens what it sealed, for the same use only; another secret does not, nor is a changed text opened", async () => {
      const sealed = await hookKeys.seal("secret", "use", "a token");
      expect(sealed).not.toContain("token");
      expect(await hookKeys.unseal("secret", "use", sealed)).toBe("a token");
      expect(await hookKeys.unseal("other", "use", sealed)).toBeNull();
      expect(await hookKeys.unseal("secret", "other use", sealed)).toBeNull();
      expect(await hookKeys.unseal("secret", "use", `${sealed.slice(0, -2)}AA`)).toBeNull();
      expect(await hookKeys.unseal("secret", "use", "")).toBeNull();
      expect(await hookKeys.seal("secret", "use", "a token")).not.toBe(sealed);
    });

    test("gives each channel a token of its own, the same each time", async () => {
      const tokens = [
        await hookKeys.channelToken("s", "a"),
        await hookKeys.channelToken("s", "b"),
        await hookKeys.channelToken("t", "a"),
      ];
      expect(new Set(tokens).size).toBe(3);
      expect(await hookKeys.channelToken("s", "a")).toBe(tokens[0]);
      for (const token of tokens) expect(token.length).toBeLessThanOrEqual(256);
      expect(await hookKeys.mark("s")).not.toBe(await hookKeys.mark("t"));
    });

    test("words drawn differ, fit a channel's id, and are kept as digests", async () => {
      const words = [hookKeys.randomWord(), hookKeys.randomWord()];
      expect(words[0]).not.toBe(words[1]);
      for (const word of words) expect(word).toMatch(/^[A-Za-z0-9\-_]{43}$/);
      expect(await hookKeys.digest("a")).toBe(await hookKeys.digest("a"));
      expect(await hookKeys.digest("a")).not.toBe(await hookKeys.digest("b"));
    });
  });
}
