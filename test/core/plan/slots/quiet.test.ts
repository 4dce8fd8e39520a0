import { expect, test } from "vitest";
import type { Command } from "../../../../src/core/domain/command.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { snapshotOf } from "../../../../src/core/state/snapshot.ts";
import { aMirror, aPerson, aProgramme, at, decided, settled } from "../../../world/builders.ts";

const THURSDAY = at("2027-01-07T08:00:00Z");
const NAMES = ["Ana", "Boris", "Carla"];

/** A circle that meets every week in one series, invited to as a whole. */
function invited(): Mirror {
  const programme = aProgramme({ format: "circle", roundWeeks: 4, everyWeeks: 1 });
  return settled(aMirror([programme, ...NAMES.map(name => aPerson(name))]), THURSDAY).mirror;
}

/** Whom Calendar mails when the first meetings of the series are given a new name on their pages. */
function mailedAbout(count: number): string[][] {
  const mirror = invited();
  const meetings = [...snapshotOf(mirror).links.values()].filter(link => link.seriesId !== null).slice(0, count);
  const ids = new Set(meetings.map(link => link.sessionId));
  const rows = mirror.rows.map(row => (ids.has(row.id) ? { ...row, values: { ...row.values, title: "Tea" } } : row));
  const isRenaming = (command: Command) => command.kind === "change_event" && command.change.title !== undefined;
  return decided({ ...mirror, rows }, THURSDAY).flatMap(command =>
    isRenaming(command) && command.kind === "change_event" ? [[...command.mailed].sort()] : [],
  );
}

test("a new name of one meeting of a series is told to everybody who is invited", () => {
  expect(mailedAbout(1)).toEqual([NAMES.map(name => `${name.toLowerCase()}@example.org`)]);
});

test.each([2, 3])("a new name that %i meetings of a series are given alike is told to nobody", count => {
  expect(mailedAbout(count)).toEqual(Array.from({ length: count }, () => []));
});
