import { describe, expect, test } from "vitest";
import type { Row } from "../../../../src/core/domain/values/row.ts";
import { localDate, toLocalIso } from "../../../../src/core/domain/values/time.ts";
import { decideSessions } from "../../../../src/core/plan/sessions/sessions.ts";
import {
  aDraft,
  aLink,
  anEvent,
  aPair,
  aPerson,
  aPlanning,
  aProgramme,
  aSession,
  aSnapshot,
  at,
  everybodyFree,
  on,
  sessionOf,
} from "../../../world/builders.ts";

const BERLIN = "Europe/Berlin";
const THURSDAY = at("2027-01-07T08:00:00Z");
const [boris, carla] = [aPerson("Boris"), aPerson("Carla")];
const [withBoris, withCarla] = [aPair(["Ana", "Boris"]), aPair(["Ana", "Carla"])];

/** What a session in Notion is given: its slot, or no slot and what its page says. */
function placed(rows: readonly Row[], more: Parameters<typeof aSnapshot>[1] = {}, now = THURSDAY) {
  const snapshot = aSnapshot([aProgramme(), ...rows], more);
  const { commands } = decideSessions(aPlanning(snapshot, now, everybodyFree(snapshot)));
  return commands.flatMap(command => {
    if (command.kind !== "create_page" && command.kind !== "update_page") return [];
    const { when, krugSays } = command.values as { when: { start: string } | null; krugSays?: string };
    return [{ startsAt: when === null ? null : Date.parse(when.start), krugSays }];
  });
}

describe("a person's other sessions", () => {
  test("of that week count towards what they can take; the group that is left is told so", () => {
    const ana = aPerson("Ana", { sessionsAWeek: 1 });
    const both = placed([ana, boris, carla, withBoris, withCarla]);
    expect(both.filter(session => session.startsAt === null)).toHaveLength(1);
    expect(both).toHaveLength(2);
    const [left] = placed([ana, boris, carla, withBoris, withCarla, aSession(withBoris)]);
    expect(left?.startsAt).toBeNull();
    expect(left?.krugSays?.match(/without Ana/g)).toHaveLength(3);
    const cancelled = aSession(withBoris, { status: "cancelled" });
    expect(placed([ana, boris, carla, withBoris, withCarla, cancelled])[0]?.startsAt).toEqual(expect.any(Number));
    const checkIn = aSession(withBoris, { kind: "check_in", key: `check_in:${withBoris.id}:0` });
    expect(placed([ana, boris, carla, withCarla, checkIn])[0]?.startsAt).toEqual(expect.any(Number));
  });

  test("are on other days, those planned before too", () => {
    const ana = aPerson("Ana", { hours: "Tue-Wed 9-17" });
    const [session] = placed([ana, boris, carla, withBoris, withCarla, aSession(withBoris)]);
    expect(localDate(session?.startsAt ?? 0, BERLIN)).toBe("2027-01-12");
  });

  test("that is being moved does not count against itself", () => {
    const ana = aPerson("Ana", { sessionsAWeek: 1 });
    const row = aSession(withBoris);
    const draft = aDraft();
    const link = aLink(sessionOf(row), draft);
    const guests = ["ana", "boris"].map(name => ({ email: `${name}@example.org`, reply: "declined" as const }));
    const more = { links: [link], events: [anEvent(link, draft, { guests })] };
    const [moved] = placed([ana, boris, withBoris, row], more);
    expect(moved?.startsAt).toEqual(expect.any(Number));
  });
});

test("who came early in the last round comes later in this one", () => {
  const apart = { hours: "Mon-Fri 9-17", zone: "Asia/Dubai" };
  const earlier = aPair(["Boris", "Ana"], { status: "ended" });
  const after = (start: string, end: string) => [
    aPerson("Ana"),
    aPerson("Boris", apart),
    withBoris,
    earlier,
    aSession(earlier, { when: on(start, end), status: "met" }),
  ];
  const clock = (rows: Row[]) => {
    const [session] = placed(rows);
    return toLocalIso(session?.startsAt ?? 0, BERLIN).slice(11, 16);
  };
  const afterEarly = clock(after("2027-01-06T08:00:00Z", "2027-01-06T08:45:00Z"));
  const afterLate = clock(after("2027-01-06T12:15:00Z", "2027-01-06T13:00:00Z"));
  expect(afterEarly > afterLate).toBe(true);
});
