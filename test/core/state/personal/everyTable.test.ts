import { describe, expect, test } from "vitest";
import { propertiesOf } from "../../../../src/core/domain/schema.ts";
import { type Row, SOURCE_KEYS, type SourceKey } from "../../../../src/core/domain/values/row.ts";
import { erasureOf } from "../../../../src/core/state/personal/erasure.ts";
import { handedOut } from "../../../../src/core/state/personal/handedOut.ts";
import { anId, aPage, aPerson, aProgramme, aSnapshot } from "../../../world/builders.ts";

const ANA = { pageIds: [anId("Ana")], emails: ["ana@example.org"], names: ["Ana"] };
const EMPTY = { facts: [], firsts: [], looks: [] };
/** Stands on the page, so that it is known where it was handed out. */
const SIGN = "https://sign.example";

/** What becomes of a page whose one column names somebody, where another table's page does not go with its owner. */
type Forgotten = "goes" | "stays without them";
type Handed = "handed out" | `not handed out: ${string}`;

/** Of each column in which people stand: what becomes of the page when one is forgotten, and whether they are handed it. */
const NAMED_IN: Readonly<Record<string, readonly [Forgotten, Handed]>> = {
  "programmes.coordinator": ["stays without them", "not handed out: whom a programme asks is the programme's"],
  "programmes.secondCoordinator": ["stays without them", "not handed out: whom a programme asks is the programme's"],
  "people.manager": ["stays without them", "not handed out: it is on the page of another"],
  "roadmap.owner": ["goes", "handed out"],
  "groups.members": ["stays without them", "handed out"],
  "groups.facilitator": ["stays without them", "handed out"],
  "sessions.came": ["stays without them", "handed out"],
  "sessions.facilitator": ["stays without them", "not handed out: the group it is of is handed out"],
  "help.askedBy": ["goes", "handed out"],
  "help.takenBy": ["stays without them", "handed out"],
  "help.suggested": ["stays without them", "not handed out: they did not say they would"],
  "help.asked": ["stays without them", "not handed out: they did not say they would"],
  "help.answeredBy": ["stays without them", "handed out"],
  "gatherings.host": ["stays without them", "handed out"],
  "gatherings.interested": ["stays without them", "handed out"],
  "gatherings.came": ["stays without them", "handed out"],
  "gatherings.coming": ["stays without them", "handed out"],
  "thanks.from": ["goes", "handed out"],
  "thanks.to": ["goes", "handed out"],
  "steps.owner": ["goes", "handed out"],
  "answers.by": ["goes", "handed out"],
  "experts.email": ["goes", "handed out"],
};

/** Columns of words in which nobody writes of others, or which Krug repeats nowhere, and why. */
const NO_WORDS: Readonly<Record<string, string>> = {
  "programmes.weights": "numbers by their names",
  "programmes.topics": "skills, as they stand on people's pages",
  "programmes.joinFrom": "domains of addresses",
  "programmes.zone": "a zone",
  "people.name": "names of others are known by themselves",
  "people.otherEmails": "addresses of that person",
  "people.zone": "a zone",
  "people.hours": "hours",
  "people.team": "Krug compares it and repeats it nowhere",
  "groups.name": "a list of names is Krug's title",
  "sessions.title": "a list of names is Krug's title",
  "experts.name": "whoever is called so is another person",
  "aims.target": "a number",
  "aims.reported": "a number",
};

const TABLES: Readonly<Record<SourceKey, "people's" | `Krug's: ${string}`>> = {
  programmes: "people's",
  people: "people's",
  roadmap: "people's",
  groups: "people's",
  sessions: "people's",
  surveys: "Krug's: forms, and how many answered",
  metrics: "Krug's: figures of many",
  digests: "Krug's: gone through where a programme is the person's",
  resources: "people's",
  help: "people's",
  gatherings: "people's",
  thanks: "people's",
  steps: "people's",
  answers: "people's",
  guides: "people's",
  experts: "people's",
  aims: "people's",
};

const columnsOf = (is: (column: ReturnType<typeof propertiesOf>[string], source: SourceKey) => boolean) =>
  SOURCE_KEYS.flatMap(source =>
    Object.entries(propertiesOf(source)).flatMap(([key, column]) =>
      is(column, source) ? [[`${source}.${key}`, source, key] as const] : [],
    ),
  );
const naming = columnsOf(
  ({ type, relatesTo }, source) => relatesTo === "people" || (type === "email" && source !== "people"),
);
const worded = columnsOf(
  ({ type, owner, options }) =>
    owner === "people" && (["title", "rich_text"].includes(type) || (type === "multi_select" && options === undefined)),
);

const erasure = (rows: readonly Row[]) => erasureOf({ rows, events: [], links: [], series: [], responses: [] }, ANA);

/** A page, with its own address, whose only word of Ana is in one column. */
function pageWith(source: SourceKey, values: Row["values"]): Row {
  return { ...aPage(source, anId(`one of ${source}`), { programme: [anId("programme")], ...values }), url: SIGN };
}

describe("of every table and column of the workspace it is said, and so done, what becomes of it for one person", () => {
  test("each table is people's, or Krug's for a reason", () => {
    expect(Object.keys(TABLES).sort()).toEqual([...SOURCE_KEYS].sort());
    for (const source of SOURCE_KEYS) {
      const isPeoples = Object.values(propertiesOf(source)).some(({ owner }) => owner === "people");
      expect([source, TABLES[source] === "people's"]).toEqual([source, isPeoples]);
    }
  });

  test("each column in which people stand has its word, and no other", () => {
    expect(naming.map(([name]) => name)).toEqual(Object.keys(NAMED_IN));
  });

  test.each(naming)(
    "a page that names somebody in %s goes or stays, and is handed out or not, as it is said",
    (name, source, key) => {
      const isAddress = propertiesOf(source)[key]?.type === "email";
      const page = pageWith(source, {
        title: "One",
        ...(source === "sessions" ? { status: "met", kind: "session" } : {}),
        name: "One",
        question: "One",
        [key]: isAddress ? (ANA.emails[0] ?? "") : [anId("Ana")],
      });
      const rows = [aProgramme(), aPerson("Ana"), page];
      const { own, naming: staying } = erasure(rows);
      const becomes = own.some(({ id }) => id === page.id)
        ? "goes"
        : staying.some(({ id }) => id === page.id)
          ? "stays without them"
          : "is not seen";
      const [forgotten, handed] = NAMED_IN[name] ?? [];
      const out = JSON.stringify(handedOut(aSnapshot(rows), ANA, EMPTY));
      const isOut = source === "sessions" || source === "thanks" ? out.includes('"One"') : out.includes(SIGN);
      expect([becomes, isOut]).toEqual([forgotten, handed === "handed out"]);
    },
  );

  test.each(worded)("words of others in %s are known as such, or need not be", (name, source, key) => {
    const said = "Ask Ana about the tests";
    const type = propertiesOf(source)[key]?.type;
    const page = pageWith(source, { [key]: type === "multi_select" ? [said] : said });
    const isKnown = erasure([aPerson("Ana"), page]).person.written?.includes(said) === true;
    expect([name, isKnown]).toEqual([name, !(name in NO_WORDS)]);
  });

  test("what needs not be known is there", () => {
    expect(worded.map(([name]) => name)).toEqual(expect.arrayContaining(Object.keys(NO_WORDS)));
  });
});
