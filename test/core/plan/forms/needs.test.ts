import { describe, expect, test } from "vitest";
import type { Command } from "../../../../src/core/domain/command.ts";
import type { Row } from "../../../../src/core/domain/values/row.ts";
import { decideNeeds } from "../../../../src/core/plan/forms/needs.ts";
import { decideRounds } from "../../../../src/core/plan/rounds/rounds.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { snapshotOf } from "../../../../src/core/state/snapshot.ts";
import {
  aMirror,
  anId,
  aPair,
  aPerson,
  aPlanning,
  aProgramme,
  applied,
  at,
  on,
  settled,
} from "../../../world/builders.ts";
import { aNeedsAnswer, type SaidNeeds } from "../../../world/needsAnswer.ts";

const NOW = at("2027-01-03T08:00:00Z");
const THURSDAY = at("2027-01-07T08:00:00Z");
const EMPTY = { level: null, offers: [], seeks: [], style: null, hours: "", consent: null };
const LATER = { submittedAt: "2027-01-08T10:00:00Z", responseId: "again" };

const mirrorOf = (said: SaidNeeds, page: Row["values"] = {}, others: Row[] = [], more: Partial<Mirror> = {}) =>
  aMirror([aProgramme(), aPerson("Ana", { ...EMPTY, ...page }), ...others], {
    responses: [aNeedsAnswer(said)],
    ...more,
  });
const needsIn = (mirror: Mirror) => decideNeeds(aPlanning(snapshotOf(mirror), NOW));
const afterwards = (mirror: Mirror) => applied(mirror, needsIn(mirror));
const page = (mirror: Mirror) => mirror.rows.find(row => row.id === anId("Ana"))!.values;
const edited = (mirror: Mirror, values: Row["values"]): Mirror => ({
  ...mirror,
  rows: mirror.rows.map(row => (row.id === anId("Ana") ? { ...row, values: { ...row.values, ...values } } : row)),
});
const answeredAgain = (mirror: Mirror, said: SaidNeeds): Mirror => ({
  ...mirror,
  responses: [...mirror.responses, aNeedsAnswer(said, LATER)],
});

describe("what goes to a person's page", () => {
  const all: SaidNeeds = {
    level: "3",
    offers: "Testing, SQL",
    seeks: "Architecture",
    style: "Straight to the point",
    times: "Mon-Thu 9-17",
    wishes: "Boris",
    notWith: "Carla",
  };

  test("where it is empty: level, skills, style, hours and the day of consent, on the programme's calendar", () => {
    expect(page(afterwards(mirrorOf(all)))).toMatchObject({
      level: 3,
      offers: ["Testing", "SQL"],
      seeks: ["Architecture"],
      style: "direct",
      hours: "Mon-Thu 9-17",
      consent: on("2027-01-02"),
    });
  });

  test("and nothing of wishes or whom somebody would rather not meet", () => {
    const people = [aPerson("Boris"), aPerson("Carla")];
    const text = JSON.stringify(needsIn(mirrorOf(all, {}, people)));
    for (const secret of ["Lead a team", "Boris", "Carla", anId("Boris"), anId("Carla")])
      expect(text).not.toContain(secret);
  });

  test("never over what somebody wrote there", () => {
    const own = { level: 5, offers: ["Cooking"], style: "unhurried", hours: "Fri 9-12", consent: on("2026-12-01") };
    expect(page(afterwards(mirrorOf(all, own)))).toMatchObject({ ...own, seeks: ["Architecture"] });
  });

  test("once: an answer that was taken over leads to nothing more", () => {
    expect(needsIn(afterwards(mirrorOf(all)))).toEqual([]);
    expect(needsIn(afterwards(mirrorOf(all, { level: 5 })))).toEqual([]);
  });

  test("a time that is no working time stays in the answer", () => {
    expect(page(afterwards(mirrorOf({ times: "whenever" }))).hours).toBe("");
  });

  test("a column somebody removed is passed over, and filled should it come back", () => {
    const whole = mirrorOf(all);
    const without: Mirror = {
      ...whole,
      rows: whole.rows.map(row => {
        const { style: _, ...values } = row.values;
        return row.source === "people" ? { ...row, values } : row;
      }),
    };
    const after = afterwards(without);
    expect(page(after)).toMatchObject({ level: 3 });
    expect(page(after)).not.toHaveProperty("style");
    expect(page(afterwards(edited(after, { style: null })))).toMatchObject({ style: "direct" });
  });

  test.each([["Testing"], ["  TESTING "], ["тестирование"], ["QA"], ["тестване, testing"]])(
    "a skill written as “%s” is the one others already have on their pages",
    offers => {
      const others = [aPerson("Boris", { seeks: ["Testing"] })];
      expect(page(afterwards(mirrorOf({ offers }, {}, others))).offers).toEqual(["Testing"]);
    },
  );
});

describe("an answer given again", () => {
  test("changes what the form itself wrote, and nothing else", () => {
    const first = afterwards(mirrorOf({ level: "2", offers: "SQL" }, { seeks: ["Design"] }));
    const after = afterwards(answeredAgain(first, { level: "4", offers: "SQL, Testing", seeks: "Writing" }));
    expect(page(after)).toMatchObject({ level: 4, offers: ["SQL", "Testing"], seeks: ["Design"] });
    expect(page(after).consent).toEqual(on("2027-01-02"));
  });

  test("leaves what it says nothing of, and takes back what a dash stands for", () => {
    const first = afterwards(mirrorOf({ level: "2", offers: "SQL", seeks: "Testing" }));
    expect(page(afterwards(answeredAgain(first, { seeks: "-" })))).toMatchObject({
      level: 2,
      offers: ["SQL"],
      seeks: [],
    });
  });

  test("leaves what a person changed in Notion since, also when they change it back", () => {
    const first = afterwards(mirrorOf({ level: "2" }));
    const again = afterwards(answeredAgain(edited(first, { level: 5 }), { level: "4" }));
    expect(page(again).level).toBe(5);
    expect(page(afterwards(edited(again, { level: 2 }))).level).toBe(2);
  });

  test("fills a column that was emptied; without one it stays empty", () => {
    const emptied = edited(afterwards(mirrorOf({ level: "2" })), { level: null });
    expect(page(afterwards(emptied)).level).toBeNull();
    expect(page(afterwards(answeredAgain(emptied, { level: "4" }))).level).toBe(4);
  });

  test("a crash between the page and the memory of it changes nothing", () => {
    const first = afterwards(mirrorOf({ level: "2" }));
    const crashed = afterwards({ ...first, actedOn: [] });
    expect(page(afterwards(answeredAgain(crashed, { level: "4" }))).level).toBe(4);
  });
});

describe("consent", () => {
  const no = { takesPart: "Not now" };

  test("noted by the form is taken back by “not now”, and comes with another yes", () => {
    const refused = afterwards(answeredAgain(afterwards(mirrorOf({})), no));
    expect(page(refused).consent).toBeNull();
    const again: Mirror = {
      ...refused,
      responses: [...refused.responses, aNeedsAnswer({}, { submittedAt: "2027-01-09T10:00:00Z", responseId: "third" })],
    };
    expect(page(afterwards(again)).consent).toEqual(on("2027-01-09"));
  });

  test("entered by a person is left to people", () => {
    expect(page(afterwards(mirrorOf(no, { consent: on("2026-12-01") }))).consent).toEqual(on("2026-12-01"));
  });

  test("is not read out of a form whose question is gone", () => {
    const before = afterwards(mirrorOf({}));
    expect(page(before).consent).toEqual(on("2027-01-02"));
    expect(page(afterwards(answeredAgain(before, { takesPart: "" }))).consent).toEqual(on("2027-01-02"));
    expect(page(afterwards(mirrorOf({ takesPart: "", level: "3" }))).consent).toBeNull();
  });

  test("by answering is enough to be in the next round", () => {
    const mirror = mirrorOf({ times: "Mon-Fri 9-17" }, {}, [aPerson("Boris")]);
    const { done } = settled(mirror, THURSDAY);
    expect(membersOf(done)).toEqual([["Ana", "Boris"]]);
  });
});

const NAMES = ["Ana", "Boris", "Carla", "Dan", "Eva", "Farid", "Gleb", "Hana", "Ivo"];
const nameOf = new Map(NAMES.map(name => [anId(name), name]));
function membersOf(commands: readonly Command[]): string[][] {
  return commands.flatMap(command =>
    command.kind === "create_page" && command.source === "groups"
      ? [(command.values.members as string[]).map(id => nameOf.get(id) ?? "?").sort()]
      : [],
  );
}
const notWith = (name: string, others: string) =>
  aNeedsAnswer({ notWith: others }, { email: `${name.toLowerCase()}@example.org` });
const formed = (names: string[], programme: Row["values"], responses: Mirror["responses"], more: Row[] = []) =>
  membersOf(
    decideRounds(
      aPlanning(
        snapshotOf(aMirror([aProgramme(programme), ...names.map(name => aPerson(name)), ...more], { responses })),
        THURSDAY,
      ),
      snapshotOf(aMirror([aProgramme(programme)])).programmes[0]!,
    ).commands,
  );
const areTogether = (groups: string[][], a: string, b: string) =>
  groups.some(group => group.includes(a) && group.includes(b));

describe("“not with” holds in what is formed", () => {
  const everyone = notWith("Ana", "Boris, Carla, Dan");
  const formats: [string, Row["values"], string[]][] = [
    ["pairs at random", { format: "pair" }, NAMES.slice(0, 6)],
    ["pairs by fit", { format: "pair", matching: "best_fit" }, NAMES.slice(0, 6)],
    ["pairs at random and a triad", { format: "pair" }, NAMES],
    ["triads at random", { format: "triad" }, NAMES],
    ["triads by fit", { format: "triad", matching: "best_fit" }, NAMES],
    ["circles", { format: "circle", groupSize: 4 }, NAMES],
  ];
  test.each(formats)(
    "%s: nobody sits with whom they would rather not, and nobody is left out",
    (_, programme, names) => {
      const groups = formed(names, programme, [everyone, notWith("Eva", "farid")]);
      for (const other of ["Boris", "Carla", "Dan"]) expect(areTogether(groups, "Ana", other)).toBe(false);
      expect(areTogether(groups, "Eva", "Farid")).toBe(false);
      expect(groups.flat().sort()).toEqual([...names].sort());
    },
  );

  test("where two are all there is, no group is formed", () => {
    expect(formed(["Ana", "Boris"], { format: "pair" }, [notWith("Boris", "Ana")])).toEqual([]);
  });

  test.each(["pair", "triad", "circle"])("who joins a %s programme late is not put with them either", format => {
    const old = ["Boris", "Carla", "Dan", "Eva"];
    const groups =
      format === "circle"
        ? [aPair(old, { round: 1, key: "a" })]
        : [aPair(["Boris", "Carla"], { round: 1, key: "a" }), aPair(["Dan", "Eva"], { round: 1, key: "b" })];
    const rows = [aProgramme({ format, groupSize: 5, roundWeeks: 4 }), ...[...old, "Ana"].map(name => aPerson(name))];
    const late = (responses: Mirror["responses"]) => {
      const snapshot = snapshotOf(aMirror([...rows, ...groups], { responses }));
      return decideRounds(aPlanning(snapshot, at("2027-01-11T08:00:00Z")), snapshot.programmes[0]!).commands.flatMap(
        command =>
          command.kind === "update_page" && command.values.members !== undefined
            ? [(command.values.members as string[]).map(id => nameOf.get(id)).sort()]
            : [],
      );
    };
    const joined = late([notWith("Ana", "Boris, Carla")]);
    expect(joined).toEqual(format === "circle" ? [] : [["Ana", "Dan", "Eva"]]);
    expect(late([])).toHaveLength(1);
  });

  test("a group people made by hand is theirs", () => {
    const byHand = aPair(["Ana", "Boris"], { round: 1, key: "" });
    const commands = settled(
      aMirror([aProgramme({ matching: "by_hand" }), aPerson("Ana"), aPerson("Boris"), byHand], {
        responses: [notWith("Ana", "Boris")],
      }),
      THURSDAY,
    ).done;
    expect(commands.filter(command => "source" in command && command.source === "groups")).toEqual([]);
  });
});

describe("names that can't be read", () => {
  const letters = (responses: Mirror["responses"]) => {
    const { mirror, done } = settled(aMirror([aProgramme(), aPerson("Ana"), aPerson("Boris")], { responses }), NOW);
    return { mirror, sent: done.filter(command => command.kind === "send_letter"), done };
  };

  test.each(["wishes", "notWith"] as const)(
    "in %s are told to who wrote them, alone and once, without the name",
    key => {
      const { mirror, sent, done } = letters([aNeedsAnswer({ [key]: "Zoe Nobody" })]);
      expect(sent.map(({ draft }) => [draft.email, draft.title])).toEqual([
        ["ana@example.org", "Pairs: a name in your answers"],
      ]);
      expect(sent[0]?.draft.description).toContain("1 name in your answers could not be read");
      expect(JSON.stringify(done)).not.toContain("Zoe");
      expect(settled(mirror, THURSDAY).done.filter(command => command.kind === "send_letter")).toEqual([]);
    },
  );

  test("read the same in whichever question they stood", () => {
    const [wish] = letters([aNeedsAnswer({ wishes: "Zoe" })]).sent;
    const [other] = letters([aNeedsAnswer({ notWith: "Zoe" })]).sent;
    expect(wish).toEqual(other);
  });

  test("are told of again when another answer still holds one", () => {
    const { mirror } = letters([aNeedsAnswer({ wishes: "Zoe" })]);
    const again = { ...mirror, responses: [...mirror.responses, aNeedsAnswer({ wishes: "Yan" }, LATER)] };
    const later = settled(again, at("2027-01-12T08:00:00Z")).done.filter(command => command.kind === "send_letter");
    expect(later).toHaveLength(1);
    const right = { ...mirror, responses: [...mirror.responses, aNeedsAnswer({ wishes: "boris" }, LATER)] };
    expect(settled(right, at("2027-01-12T08:00:00Z")).done.filter(c => c.kind === "send_letter")).toEqual([]);
  });
});

describe("what else counts in pairs by fit", () => {
  const fit = { matching: "best_fit" };
  const four = ["Ana", "Boris", "Carla", "Dan"];
  test.each(["Boris", "Carla", "Dan"])("a wish: Ana, who would like to meet %s, does", name => {
    const wish = aNeedsAnswer({ wishes: name.toUpperCase() });
    expect(areTogether(formed(four, fit, [wish]), "Ana", name)).toBe(true);
  });

  test.each(["Boris", "Carla", "Dan"])("a style: Ana, who likes to talk as %s does, meets them", name => {
    const people = four.map(one => aPerson(one, { style: one === "Ana" || one === name ? "direct" : "unhurried" }));
    const snapshot = snapshotOf(aMirror([aProgramme(fit), ...people]));
    const groups = decideRounds(aPlanning(snapshot, THURSDAY), snapshot.programmes[0]!).commands;
    expect(areTogether(membersOf(groups), "Ana", name)).toBe(true);
  });

  test("the weights: with skills at 0 and teams at 1000 Ana meets the other team, and no skill is a reason", () => {
    const people = [
      aPerson("Ana", { team: "A", offers: ["Testing"], seeks: ["SQL"] }),
      aPerson("Boris", { team: "A", offers: ["SQL"], seeks: ["Testing"] }),
      aPerson("Carla", { team: "B" }),
      aPerson("Dan", { team: "B" }),
    ];
    const round = (weights: string) => {
      const snapshot = snapshotOf(aMirror([aProgramme({ ...fit, weights }), ...people]));
      return decideRounds(aPlanning(snapshot, THURSDAY), snapshot.programmes[0]!).commands;
    };
    expect(areTogether(membersOf(round("")), "Ana", "Boris")).toBe(true);
    const changed = round("skills 0, teams 1000");
    expect(areTogether(membersOf(changed), "Ana", "Boris")).toBe(false);
    const why = JSON.stringify(changed);
    expect(why).not.toContain("Testing");
    expect(why).toContain("You come from different teams.");
  });

  test("a reason of no weight is not told, though it is true", () => {
    const people = [
      aPerson("Ana", { offers: ["Testing"], style: "direct", languages: ["en"] }),
      aPerson("Boris", { seeks: ["testing"], style: "direct", languages: ["en"] }),
    ];
    const why = (weights: string) => {
      const snapshot = snapshotOf(aMirror([aProgramme({ ...fit, weights }), ...people]));
      return JSON.stringify(decideRounds(aPlanning(snapshot, THURSDAY), snapshot.programmes[0]!).commands);
    };
    for (const reason of ["Ana offers Testing, which Boris seeks.", "in the same style", "Language in common"]) {
      expect(why("")).toContain(reason);
      expect(why("skills 0, style 0, language 0")).not.toContain(reason);
    }
  });

  test("what counts stands on the programme's page; where fit does not count, nothing does", () => {
    const shown = (programme: Row["values"]) =>
      settled(aMirror([aProgramme(programme), ...four.map(name => aPerson(name))]), NOW).mirror.rows.find(
        row => row.source === "programmes",
      )?.values.weightsInUse;
    expect(shown({ ...fit, weights: "skills 150, nonsense" })).toBe(
      "skills 150, level 40, language 60, hours 80, style 20, wishes 50, teams 15, new people 120",
    );
    expect(shown({ ...fit, language: "ru" })).toMatch(/^навыки 100, уровень 40, /);
    expect(shown({}) ?? "").toBe("");
  });
});
