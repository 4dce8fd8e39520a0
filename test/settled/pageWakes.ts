import { DAY } from "../../src/core/domain/values/time.ts";

/** When the pages below were made and took place. */
const LONG_AGO = Date.parse("2027-01-13T09:00:00Z");

/** A page as the database holds it. */
function pageOf(id: string, source: string, content: object, createdAt = LONG_AGO): string {
  return `INSERT INTO pages (id, source, url, edited_at, created_at, content)
    VALUES ('${id}', '${source}', '', 0, ${createdAt}, '${JSON.stringify(content)}');`;
}

const GOAL = { title: "Learn SQL", owner: ["ana"], status: "done" };
const CLASS = { title: "How to test", when: { start: "2027-01-13T09:00:00.000Z", end: null } };
const THANKS = { title: "For tea", from: ["ana"], to: ["boris"], counted: 1 };

/** Pages that are settled each by itself, and one that lives of each kind. */
export const WORLD = [
  pageOf("ana", "people", { name: "Ana" }),
  pageOf("goal", "roadmap", GOAL),
  pageOf("class", "gatherings", CLASS),
  pageOf("thanks", "thanks", THANKS),
  pageOf("figure", "metrics", { key: "points/held_rate/0" }),
  "INSERT INTO page_keys (key, page_id) VALUES ('points/held_rate/0', 'figure');",
  "UPDATE page_keys SET settled_in = page_id;",
  "UPDATE pages SET settled_in = id WHERE source <> 'people';",
  pageOf("other goal", "roadmap", { ...GOAL, title: "Learn Go" }),
  pageOf("other class", "gatherings", { ...CLASS, when: { start: "2027-03-01T09:00:00Z", end: null } }),
  pageOf("other thanks", "thanks", { ...THANKS, from: ["carla"] }, LONG_AGO + 100 * DAY),
];

const altered = (id: string, path: string, value: unknown) =>
  `UPDATE pages SET content = json_set(content, '$.${path}', json('${JSON.stringify(value)}')) WHERE id = '${id}'`;

/** What wakes a page that is settled by itself, by the one trigger that does: which page, and what not to wake by. */
export const PAGE_WAKES: Record<string, { wakes: string; by: string; notBy: string }> = {
  wake_by_new_goal: {
    wakes: "goal",
    by: pageOf("copy", "roadmap", { ...GOAL, title: "Copy of Learn SQL" }),
    notBy: pageOf("copy", "roadmap", { ...GOAL, owner: ["boris"] }),
  },
  wake_by_altered_goal: {
    wakes: "goal",
    by: altered("other goal", "title", "SQL"),
    notBy: altered("other goal", "title", "Learn Rust"),
  },
  wake_by_new_gathering: {
    wakes: "class",
    by: pageOf("copy", "gatherings", { ...CLASS, when: { start: "2027-01-13T10:00:00.000+01:00", end: null } }),
    notBy: pageOf("copy", "gatherings", { ...CLASS, when: { start: "2027-01-13T10:00:00.000Z", end: null } }),
  },
  wake_by_altered_gathering: {
    wakes: "class",
    by: altered("other class", "when.start", "2027-01-13T09:00:00Z"),
    notBy: altered("other class", "when.start", "2027-01-14T09:00:00Z"),
  },
  wake_by_old_thanks: {
    wakes: "thanks",
    by: pageOf("back", "thanks", THANKS, LONG_AGO + 27 * DAY),
    notBy: pageOf("back", "thanks", THANKS, LONG_AGO + 28 * DAY),
  },
  wake_by_altered_thanks: {
    wakes: "thanks",
    by: altered("other thanks", "from", ["carla", "ana"]),
    notBy: altered("other thanks", "title", "For coffee"),
  },
  wake_by_named_gone: {
    wakes: "goal",
    by: "DELETE FROM pages WHERE id = 'ana'",
    notBy: "UPDATE pages SET absence = 'moved' WHERE id = 'ana'",
  },
};
