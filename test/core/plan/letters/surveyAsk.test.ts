import { describe, expect, test } from "vitest";
import { surveyAsks } from "../../../../src/core/plan/letters/surveyAsk.ts";
import { questionId } from "../../../../src/core/rules/surveys/form.ts";
import type { Mirror, OpenForm } from "../../../../src/core/state/mirror.ts";
import {
  aDraft,
  aLink,
  anEvent,
  anId,
  aPair,
  aPerson,
  aProgramme,
  aSession,
  aSnapshot,
  at,
  on,
  programmeOf,
  sessionOf,
} from "../../../world/builders.ts";

/** The first pulse is open from Wednesday 20 to Saturday 23 January, levels from Monday 11 for 14 days. */
const row = aProgramme({ feedbackOnly: false });
const PROGRAMME = programmeOf(row);
const THURSDAY = at("2027-01-21T08:00:00Z");
const form = (kind: OpenForm["kind"]): OpenForm => ({
  programmeId: PROGRAMME.id,
  kind,
  formId: kind,
  responderUri: `https://forms.test/${kind}`,
  skills: [],
  written: null,
  look: null,
  replaces: null,
});
const FORMS = [form("pulse"), form("self_assessment")];
const people = ["Ana", "Boris", "Carla"].map(name => aPerson(name));
const rows = [row, ...people];

function asked(now = THURSDAY, more: Partial<Mirror> = {}, pages = rows): string[] {
  const snapshot = aSnapshot(pages, { forms: FORMS, ...more });
  return surveyAsks(snapshot, PROGRAMME, now)
    .map(wish => `${wish.facts.kind === "survey_ask" ? wish.facts.survey : ""} ${wish.facts.name}`)
    .sort();
}

/** A meeting of Ana and Boris whose invitation says this. */
function meeting(description: string, when: string): Partial<Mirror> {
  const draft = aDraft({ description, startsAt: at(when), endsAt: at(when) + 45 * 60_000 });
  const link = aLink(sessionOf(aSession(aPair(["Ana", "Boris"]))), draft);
  return { links: [link], events: [anEvent(link, draft)] };
}

describe("a survey is asked for by letter", () => {
  test("of everybody whom no invitation asks, from the second day on, while it is open", () => {
    const pulses = (now: string) => asked(at(now)).filter(one => one.startsWith("pulse"));
    expect(pulses("2027-01-20T08:00:00Z")).toEqual([]);
    expect(pulses("2027-01-21T08:00:00Z")).toEqual(["pulse Ana", "pulse Boris", "pulse Carla"]);
    expect(pulses("2027-01-24T08:00:00Z")).toEqual([]);
  });

  test("not of those whose meeting in its days carries the link", () => {
    const both = "https://forms.test/pulse https://forms.test/self_assessment";
    expect(asked(THURSDAY, meeting(both, "2027-01-22T09:00:00Z"))).toEqual(["pulse Carla"]);
    expect(asked(THURSDAY, meeting(both, "2027-01-25T09:00:00Z"))).toHaveLength(3);
    expect(asked(THURSDAY, meeting("no link", "2027-01-22T09:00:00Z"))).toHaveLength(3);
  });

  test("one at a time: of two that are open the one that closes first, then the other", () => {
    expect(asked(at("2027-01-21T08:00:00Z"))).toEqual(["pulse Ana", "pulse Boris", "pulse Carla"]);
    expect(asked(at("2027-01-24T08:00:00Z"))).toHaveLength(3);
    expect(asked(at("2027-01-24T08:00:00Z"))[0]).toBe("self_assessment Ana");
  });

  test("a self-assessment after the first one only of those who met twice since the last", () => {
    const day = at("2027-02-13T08:00:00Z");
    const group = aPair(["Ana", "Boris"]);
    const met = (on: string, came: string[]) =>
      aSession(group, {
        status: "met",
        came: came.map(anId),
        when: { start: `${on}T09:00:00Z`, end: `${on}T09:45:00Z` },
        key: "",
      });
    const own = (row: ReturnType<typeof met>, id: string) => ({ ...row, id: anId(id) });
    const pages = [
      ...rows,
      group,
      own(met("2027-01-27", ["Ana", "Boris"]), "first"),
      own(met("2027-02-03", ["Ana"]), "second"),
    ];
    expect(asked(day, {}, pages)).toEqual(["self_assessment Ana"]);
    const answer = {
      programmeId: PROGRAMME.id,
      kind: "self_assessment" as const,
      response: {
        responseId: "r",
        submittedAt: at("2027-02-01T08:00:00Z"),
        email: "ana@example.org",
        answers: { [questionId("confidence")]: ["3"] },
      },
    };
    expect(asked(day, { responses: [answer] }, pages)).toEqual([]);
  });

  test("of nobody in micro and open: there surveys come with meetings alone", () => {
    for (const format of ["micro", "open"])
      expect(asked(THURSDAY, {}, [aProgramme({ feedbackOnly: false, format }), ...people])).toEqual([]);
  });

  test("not of who has answered by name, is away or has not joined", () => {
    const answer = {
      programmeId: PROGRAMME.id,
      kind: "self_assessment" as const,
      response: {
        responseId: "r",
        submittedAt: at("2027-01-12T08:00:00Z"),
        email: "ana@example.org",
        answers: { [questionId("confidence")]: ["3"] },
      },
    };
    const pages = [
      row,
      aPerson("Ana"),
      aPerson("Boris", { away: on("2027-01-18", "2027-01-29") }),
      aPerson("Carla", { consent: null }),
      aPerson("Dan", { programmes: [anId("another")] }),
    ];
    expect(asked(THURSDAY, { responses: [answer] }, pages)).toEqual(["pulse Ana"]);
  });

  test("not in a programme that asks for feedback only, nor where there is no form", () => {
    const quiet = programmeOf(aProgramme());
    expect(surveyAsks(aSnapshot([aProgramme(), ...people], { forms: FORMS }), quiet, THURSDAY)).toEqual([]);
    expect(asked(THURSDAY, { forms: [] })).toEqual([]);
  });
});
