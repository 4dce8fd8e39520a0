import { describe, expect, test } from "vitest";
import type { Command } from "../../../src/core/domain/command.ts";
import { parseProgramme } from "../../../src/core/domain/programme.ts";
import { LANGUAGES } from "../../../src/core/domain/values/language.ts";
import { OPTIONS } from "../../../src/core/domain/values/options.ts";
import type { Row } from "../../../src/core/domain/values/row.ts";
import { TEMPLATES } from "../../../src/core/domain/values/templates.ts";
import { aimProblems } from "../../../src/core/plan/figures/aims.ts";
import { skillsAsked } from "../../../src/core/plan/forms/surveys.ts";
import { decideTemplates } from "../../../src/core/plan/templates.ts";
import { isFigureOf } from "../../../src/core/rules/insights/applies.ts";
import type { Mirror } from "../../../src/core/state/mirror.ts";
import { snapshotOf } from "../../../src/core/state/snapshot.ts";
import { aMirror, anId, aPage, aPerson, aPlanning, aProgramme, applied, MONDAY, on } from "../../world/builders.ts";

const EMPTY = { format: null, matching: null, topics: [] };
const withTemplate = (template: string, more = {}) => aProgramme({ ...EMPTY, template, ...more });

/** What comes of a template, until nothing more does. */
function brought(rows: readonly Row[], before: Mirror = aMirror(rows)): { done: Command[]; mirror: Mirror } {
  const done = decideTemplates(aPlanning(snapshotOf(before), MONDAY));
  const mirror = applied(before, done);
  expect(decideTemplates(aPlanning(snapshotOf(mirror), MONDAY))).toEqual([]);
  return { done, mirror };
}

const programmeIn = ({ rows }: Mirror) => [...rows].find(({ source }) => source === "programmes");
const aimsIn = ({ rows }: Mirror) => [...rows].filter(({ source }) => source === "aims");

describe("a template", () => {
  test.each(Object.keys(TEMPLATES))("“%s” brings a format, topics and aims that hold, once, in each language", name => {
    for (const language of LANGUAGES) {
      const { mirror } = brought([withTemplate(name, { language }), aPerson("Ana")]);
      const row = programmeIn(mirror);
      expect(row?.values.topics).toHaveLength(3);
      expect(parseProgramme(row as Row).value).not.toBeNull();
      const snapshot = snapshotOf(mirror);
      expect(snapshot.aims.length).toBeGreaterThanOrEqual(3);
      for (const aim of snapshot.aims) {
        expect([snapshot.problems.get(aim.id) ?? [], aimProblems(snapshot, aim)]).toEqual([[], []]);
        expect(OPTIONS.aims.metric).toContain(aim.metric);
      }
      const [programme] = snapshot.programmes;
      expect(snapshot.aims.every(({ metric }) => isFigureOf(metric ?? "", programme!.format))).toBe(true);
      // The topics it brings are asked about in the surveys.
      expect(skillsAsked(snapshot, programme!, MONDAY)).toEqual(expect.arrayContaining([...programme!.topics]));
    }
  });

  test("writes over nothing that stands there, and makes no aims where there are some", () => {
    const own = { format: "triad", matching: "by_hand", topics: ["juggling"] };
    const rows = [
      aProgramme({ ...own, template: "mentors" }),
      aPage("aims", anId("ours"), { title: "Ours", programme: [anId("programme")] }),
    ];
    const { done, mirror } = brought(rows);
    expect(done.map(({ kind }) => kind)).toEqual(["note_acted"]);
    expect(programmeIn(mirror)?.values).toMatchObject(own);
    expect(aimsIn(mirror)).toHaveLength(1);
  });

  test("is not brought again once somebody emptied what it brought, or threw it away", () => {
    const { mirror } = brought([withTemplate("micro")]);
    const emptied = [...mirror.rows]
      .filter(({ source }) => source !== "aims")
      .map(row => (row.source === "programmes" ? { ...row, values: { ...row.values, topics: [] } } : row));
    expect(decideTemplates(aPlanning(snapshotOf({ ...mirror, rows: emptied }), MONDAY))).toEqual([]);
  });

  test("is there before its format stands on the page: the programme runs at once", () => {
    expect(parseProgramme(withTemplate("reverse")).value?.format).toBe("reverse");
    expect(parseProgramme(withTemplate("reverse", { format: "pair" })).value?.format).toBe("pair");
    expect(parseProgramme(withTemplate("")).problems.map(({ code }) => code)).toContain("programme_incomplete");
  });

  test("sets aims for the programme's last day, and none for a day that is too near", () => {
    const dueIn = (more: object) => {
      const [aim] = aimsIn(brought([withTemplate("peers", more)]).mirror);
      return aim?.values.due;
    };
    expect(dueIn({ end: on("2027-04-04") })).toEqual(on("2027-04-04"));
    expect(dueIn({ end: null })).toEqual(on("2027-04-05"));
    expect(dueIn({ start: on("2026-06-01"), end: on("2027-01-20") })).toEqual(on("2027-04-05"));
  });
});
