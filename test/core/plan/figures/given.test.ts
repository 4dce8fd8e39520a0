import { describe, expect, it } from "vitest";
import { eventIdFor } from "../../../../src/core/domain/link.ts";
import { DAY } from "../../../../src/core/domain/values/time.ts";
import { factsOf } from "../../../../src/core/plan/figures/gather.ts";
import { HELP } from "../../../../src/core/rules/metrics/help.ts";
import { MEETINGS } from "../../../../src/core/rules/metrics/meetings.ts";
import type { Snapshot } from "../../../../src/core/state/snapshot.ts";
import {
  aDraft,
  aGathering,
  aMirror,
  anEvent,
  anId,
  aPerson,
  aProgramme,
  aSnapshot,
  aThanks,
  MONDAY,
  programmeOf,
} from "../../../world/builders.ts";
import { figureOf } from "../../rules/metrics/builders.ts";

const PROGRAMME = programmeOf(aProgramme());
const AFTER = Date.parse("2027-01-14T09:00:00Z");
const NAMES = ["Ana", "Boris", "Vera", "Gleb"];

/** What a programme's figures are made of, with nothing seen before. */
const facts = (snapshot: Snapshot, now: number) => factsOf(snapshot, PROGRAMME, { goals: [], people: [] }, now);

/** A class Hana hosted: Ana, Boris and Vera said yes, Gleb no. */
function aClass(came: readonly string[]) {
  const page = aGathering({ came: came.map(anId) });
  const draft = aDraft({ guestEmails: [...NAMES, "Hana"].map(name => `${name.toLowerCase()}@example.org`) });
  const link = {
    sessionId: page.id,
    eventId: eventIdFor(page.id, 0),
    generation: 0,
    seriesId: null,
    originalStart: null,
    base: { ...draft, isCancelled: false },
    tombstone: null,
    wasReoffered: false,
  };
  const reply = (email: string) => (email.startsWith("gleb") ? ("declined" as const) : ("accepted" as const));
  const guests = draft.guestEmails.map(email => ({ email, reply: reply(email) }));
  const rows = [aProgramme(), ...[...NAMES, "Hana", "Dana"].map(name => aPerson(name)), page];
  return aSnapshot(rows, aMirror(rows, { links: [link], events: [anEvent(link, draft, { guests })] }));
}

describe("attendance of events", () => {
  it("is of those who said they come and those who came: three of four here, the host apart", () => {
    const { visits } = facts(aClass(["Ana", "Boris", "Dana", "Hana"]), AFTER);
    expect(visits.map(({ came }) => came).sort()).toEqual([false, true, true, true]);
    expect(figureOf(MEETINGS.event_attendance, { visits })).toEqual({ value: 3 / 4, n: 4, count: 3 });
  });

  it("is not known while nobody entered who came: a yes is no evidence", () => {
    const { visits } = facts(aClass([]), AFTER);
    expect(visits).toHaveLength(3);
    expect(figureOf(MEETINGS.event_attendance, { visits })).toMatchObject({ value: null });
  });

  it("is looked at once the event is over", () => {
    expect(facts(aClass(["Ana"]), Date.parse("2027-01-13T10:00:00Z")).visits).toEqual([]);
  });
});

describe("thanks given", () => {
  it("are two of four: once a pair in 28 days, none to oneself, none with somebody from elsewhere", () => {
    const rows = [
      aProgramme(),
      aPerson("Ana"),
      aPerson("Boris"),
      aPerson("Vera", { programmes: [] }),
      aThanks("Ana", "Boris", MONDAY),
      aThanks("Ana", "Boris", MONDAY + 3 * DAY),
      aThanks("Boris", "Ana", MONDAY + 3 * DAY),
      aThanks("Ana", "Ana", MONDAY),
      aThanks("Vera", "Ana", MONDAY),
    ];
    const { thanks, people } = facts(aSnapshot(rows), MONDAY + 4 * DAY);
    expect(figureOf(HELP.thanks_given, { thanks, people })).toEqual({ value: 2, n: 2 });
  });
});
