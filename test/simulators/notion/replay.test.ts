import { describe, expect, it } from "vitest";
import { hasRecordings, recordedExchanges } from "./contract/recordings.ts";
import { Replay, revelations } from "./contract/replay.ts";

const OTHER_SESSION = "the workspace changed between the recorded requests without a recorded request";
const SHARED_ID = "removing personal data gave two bots of the answer one id";
const REPRINTED = "Notion reprints formulas in its own layout, which its documents do not describe";

/** Exchanges that cannot be replayed: the end of the recording's name, place in it, and why. */
const NOT_REPLAYED: readonly (readonly [recording: string, index: number, reason: string])[] = [
  ["notion/tests/cassettes/fixtures/mod_notion_cleanups.yaml", 1, OTHER_SESSION],
  ["notion/tests/cassettes/fixtures/mod_notion_cleanups.yaml", 6, OTHER_SESSION],
  ["fixtures/mod_person.yaml", 0, SHARED_ID],
  ["test_page/test_created_edited_by.yaml", 1, SHARED_ID],
  ["test_session/test_all_users.yaml", 0, SHARED_ID],
  ["test_database/test_new_task_db.yaml", 2, REPRINTED],
  ["test_query/test_query_new_task_db.yaml", 2, REPRINTED],
];

const exchanges = recordedExchanges();
const known = revelations(exchanges);
const recordings = [...Map.groupBy(exchanges, exchange => exchange.src)].map(([src, list]) => ({ src, list }));

describe.skipIf(!hasRecordings)("Recorded exchanges (shared/contracts beside the project)", () => {
  it("are 740, of which all but seven are replayed", () => {
    expect(exchanges).toHaveLength(740);
    expect(NOT_REPLAYED).toHaveLength(7);
  });

  it.each(recordings)("get the recorded answers: $src", async ({ src, list }) => {
    const replay = new Replay(list, known);
    const wrong: unknown[] = [];
    for (const [index, exchange] of list.entries()) {
      const differences = await replay.play(exchange);
      const excuse = NOT_REPLAYED.find(([recording, place]) => src.endsWith(recording) && place === index);
      if (excuse !== undefined) expect(differences, `${src} ${index} agrees: no excuse is needed`).not.toEqual([]);
      else if (differences.length > 0) wrong.push({ index, asked: `${exchange.method} ${exchange.url}`, differences });
    }
    expect(wrong).toEqual([]);
  });
});
