import { describe, expect, test } from "vitest";
import type { Format } from "../../../../src/core/domain/values/format.ts";
import type { PlainValue, Row } from "../../../../src/core/domain/values/row.ts";
import { decideColumns } from "../../../../src/core/plan/columns.ts";
import { decideGuides, guideFor, guideKey, OWN_GUIDES } from "../../../../src/core/plan/parts/guides.ts";
import { applied } from "../../../../src/core/state/apply.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { snapshotOf } from "../../../../src/core/state/snapshot.ts";
import { aGoal, aMirror, anId, aPage, aPerson, aPlanning, aProgramme, MONDAY } from "../../../world/builders.ts";

type Values = Record<string, PlainValue>;

const madeIn = (mirror: Mirror) => decideGuides({ ...aPlanning(snapshotOf(mirror), MONDAY), hasBodies: true });
const idsOf = (format: Format) => Object.keys(OWN_GUIDES).filter(id => OWN_GUIDES[id]?.formats.includes(format));
/** A world in which the pages of Krug's own guides were made, and the page of one of them. */
const withPages = (...more: Row[]) => {
  const mirror = aMirror([aProgramme(), aPerson("Ana", { seeks: ["Testing"] }), aPerson("Boris"), ...more]);
  return applied(mirror, madeIn(mirror), MONDAY);
};
const changed = (mirror: Mirror, id: string, values: Values | null): Mirror => ({
  ...mirror,
  rows: mirror.rows.flatMap(row =>
    row.values.key !== guideKey(id, "en")
      ? [row]
      : values === null
        ? []
        : [{ ...row, values: { ...row.values, ...values } }],
  ),
  ...(values === null ? { discarded: new Set([guideKey(id, "en")]) } : {}),
});
const ourGuide = (title: string, more: Values = {}) =>
  aPage("guides", anId(title), { title, text: "Ours.", formats: ["pair"], skill: [], language: "en", ...more });

/** What is read at the meetings of two, by what it is called. */
function read(mirror: Mirror, before: number, place: "first" | "between" | "last" | "once" = "between"): string | null {
  const snapshot = snapshotOf(mirror);
  const [programme] = snapshot.programmes;
  const said = guideFor(snapshot, programme!, [...snapshot.people.values()], { place, before });
  return said === null ? null : "id" in said ? said.id : said.title;
}

describe("pages of Guides", () => {
  test("are made for formats and languages of programmes that run, each once, and not again when somebody throws one away", () => {
    const mirror = aMirror([
      aProgramme({ format: "pair" }),
      aProgramme({ format: "circle", language: "uk" }, anId("circles")),
      aProgramme({ format: "open", language: "bg", status: "draft" }, anId("to come")),
    ]);
    const keys = madeIn(mirror).map(({ key }) => key);
    const wanted = [...idsOf("pair").map(id => guideKey(id, "en")), ...idsOf("circle").map(id => guideKey(id, "uk"))];
    expect(keys.sort()).toEqual(wanted.sort());
    expect(madeIn(applied(mirror, madeIn(mirror), MONDAY))).toEqual([]);
    expect(madeIn(changed(withPages(), "listening", null))).toEqual([]);
    expect(decideGuides(aPlanning(snapshotOf(mirror), MONDAY))).toEqual([]);
  });

  test("say what they lack where nobody can read them, and a column of one's own word breaks nothing", () => {
    const broken = ourGuide("Half done", { text: "", formats: ["Our circle"], language: null });
    const mirror = aMirror([aProgramme(), broken, ourGuide("Whole", { formats: ["pair", "Our circle"] })]);
    const says = decideColumns(aPlanning(snapshotOf(mirror), MONDAY)).flatMap(command =>
      command.kind === "update_page" && command.source === "guides" ? [String(command.values.krugSays)] : [],
    );
    expect(says.join("\n")).toContain("Nobody gets this guide to read yet. Fill in “Text”, “Formats” and “Language”.");
    expect(says.filter(said => said.includes("Our circle"))).toHaveLength(2);
    const [programme] = decideColumns(aPlanning(snapshotOf(mirror), MONDAY)).flatMap(command =>
      command.kind === "update_page" && command.source === "programmes" ? [String(command.values.krugSays)] : [],
    );
    expect(programme).toContain("something is missing on them: “Half done”. Their pages say what.");
    const titles = [...Array(40).keys()].map(before => read(mirror, before));
    expect(titles).toContain("Whole");
    expect(titles).not.toContain("Half done");
  });
});

describe("the guide for a meeting", () => {
  test("is that for the first one, another each time, and at the last that on ending, with pages and without", () => {
    const usual = idsOf("pair").slice(1, -1);
    for (const mirror of [aMirror([aProgramme(), aPerson("Ana")]), withPages()]) {
      expect(read(mirror, 0, "first")).toBe("first-meeting");
      expect(usual.map((_, at) => read(mirror, at + 1))).toEqual(usual);
      expect(read(mirror, usual.length + 1)).toBe(usual[0]);
      expect(read(mirror, 5, "last")).toBe("ending");
      expect(usual.map((_, at) => read(mirror, at, "once"))).toEqual(usual);
    }
  });

  test("is what the page says: a changed one counts as changed, and for one that is thrown away or emptied comes the next", () => {
    const [first = "", second = ""] = idsOf("pair").slice(1);
    expect(read(changed(withPages(), first, { title: "As we ask" }), 1)).toBe("As we ask");
    const without: (Values | null)[] = [null, { text: "" }, { formats: ["circle"] }, { language: "uk" }];
    for (const values of without) expect(read(changed(withPages(), first, values), 1)).toBe(second);
    expect(read(changed(withPages(), "first-meeting", null), 0, "first")).toBe(first);
    const none = idsOf("pair").reduce((mirror, id) => changed(mirror, id, { text: "" }), withPages());
    expect(read(none, 0, "first")).toBeNull();
  });

  test("on a skill comes first for those who offer, seek or are at it, and for nobody else; a goal told in confidence names none", () => {
    const onTests = ourGuide("On tests", { skill: ["testing"] });
    const onWords = ourGuide("On words", { skill: ["writing"] });
    const world = withPages(onTests, onWords);
    expect(read(world, 1)).toBe("On tests");
    expect([...Array(40).keys()].map(before => read(world, before))).not.toContain("On words");
    expect(read(withPages(onWords, aGoal("Ana", { skill: ["Writing"] })), 1)).toBe("On words");
    expect(read(withPages(onWords, aGoal("Ana", { skill: ["Writing"], confidential: true })), 1)).not.toBe("On words");
  });

  test("that people wrote comes after Krug's own, and one for the first meeting in the place of none", () => {
    const count = idsOf("pair").length - 2;
    expect(read(withPages(ourGuide("Ours")), count + 1)).toBe("Ours");
    const first = changed(withPages(ourGuide("Our first", { meeting: "first" })), "first-meeting", null);
    expect(read(first, 0, "first")).toBe("Our first");
  });
});
