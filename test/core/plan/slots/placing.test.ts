import { describe, expect, test } from "vitest";
import type { Row } from "../../../../src/core/domain/values/row.ts";
import { localDate, toLocalIso } from "../../../../src/core/domain/values/time.ts";
import { placeAll } from "../../../../src/core/plan/slots/placing.ts";
import { wantedSlots } from "../../../../src/core/plan/slots/wantedSlots.ts";
import {
  aDraft,
  aLink,
  anEvent,
  anId,
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

function placed(rows: readonly Row[], more: Parameters<typeof aSnapshot>[1] = {}, now = THURSDAY) {
  const snapshot = aSnapshot([aProgramme(), ...rows], more);
  return [...placeAll(aPlanning(snapshot, now, everybodyFree(snapshot)), wantedSlots(snapshot, now)).values()];
}

describe("a person's other sessions", () => {
  test("of that week count towards what they can take; the group that is left is told so", () => {
    const ana = aPerson("Ana", { sessionsAWeek: 1 });
    const both = placed([ana, boris, carla, withBoris, withCarla]);
    expect(both.map(outcome => outcome.kind).sort()).toEqual(["none", "slot"]);
    const [left] = placed([ana, boris, carla, withBoris, withCarla, aSession(withBoris)]);
    expect(left).toMatchObject({ kind: "none", nearest: [{ without: [anId("Ana")] }, {}, {}] });
    const cancelled = aSession(withBoris, { status: "cancelled" });
    expect(placed([ana, boris, carla, withBoris, withCarla, cancelled])[0]?.kind).toBe("slot");
    const checkIn = aSession(withBoris, { kind: "check_in", key: `check_in:${withBoris.id}:0` });
    expect(placed([ana, boris, carla, withCarla, checkIn])[0]?.kind).toBe("slot");
  });

  test("are on other days, those planned before too", () => {
    const ana = aPerson("Ana", { hours: "Tue-Wed 9-17" });
    const [outcome] = placed([ana, boris, carla, withBoris, withCarla, aSession(withBoris)]);
    expect(outcome?.kind === "slot" && localDate(outcome.startsAt, BERLIN)).toBe("2027-01-12");
  });

  test("that is being moved does not count against itself", () => {
    const ana = aPerson("Ana", { sessionsAWeek: 1 });
    const row = aSession(withBoris);
    const draft = aDraft();
    const link = aLink(sessionOf(row), draft);
    const guests = ["ana", "boris"].map(name => ({ email: `${name}@example.org`, reply: "declined" as const }));
    const more = { links: [link], events: [anEvent(link, draft, { guests })] };
    const [moved] = placed([ana, boris, withBoris, row], more);
    expect(moved?.kind).toBe("slot");
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
    const [outcome] = placed(rows);
    return outcome?.kind === "slot" ? toLocalIso(outcome.startsAt, BERLIN).slice(11, 16) : "none";
  };
  const afterEarly = clock(after("2027-01-06T08:00:00Z", "2027-01-06T08:45:00Z"));
  const afterLate = clock(after("2027-01-06T12:15:00Z", "2027-01-06T13:00:00Z"));
  expect(afterEarly > afterLate).toBe(true);
});
