import { describe, expect, it } from "vitest";
import type { Session } from "../../../../src/core/domain/session.ts";
import type { AnswerTo } from "../../../../src/core/rules/surveys/answers.ts";
import { sessionOutcome } from "../../../../src/core/rules/surveys/sessionOutcome.ts";

const session = (status: Session["status"], cameIds: string[] = []) => ({
  status,
  memberIds: ["ana", "boris", "vera"],
  declinedIds: ["vera"],
  cameIds,
});
const said = (...answers: [string, AnswerTo<"feedback">["met"]][]) =>
  answers.map(([personId, met]) => ({ personId, met }));

describe("whether a session was held", () => {
  it.each([
    ["nobody says anything: unreported", session("planned"), said(), "unreported", []],
    ["“not yet” is no evidence", session("planned"), said(["ana", "not_yet"]), "unreported", []],
    ["“we couldn't”: not met", session("planned"), said(["ana", "could_not"]), "not_met", []],
    [
      "one says all came: those who had not declined",
      session("planned"),
      said(["ana", "all"]),
      "met",
      ["ana", "boris"],
    ],
    ["who declined and answers was there", session("planned"), said(["vera", "all"]), "met", ["ana", "boris", "vera"]],
    [
      "not everyone came: those who say so",
      session("planned"),
      said(["ana", "some"], ["boris", "all"]),
      "met",
      ["ana", "boris"],
    ],
    [
      "“all” against “not everyone”: those who answered, not the one who was silent",
      { ...session("planned"), declinedIds: [] },
      said(["ana", "some"], ["boris", "all"]),
      "met",
      ["ana", "boris"],
    ],
    [
      "one met, another could not: met",
      session("planned"),
      said(["ana", "some"], ["boris", "could_not"]),
      "met",
      ["ana"],
    ],
    ["who came, entered in Notion, stands", session("unreported", ["vera"]), said(["ana", "all"]), "met", ["vera"]],
    ["met, entered in Notion, without names: nobody is known", session("met"), said(), "met", []],
    ["not met, entered in Notion, stands", session("not_met"), said(["ana", "all"]), "not_met", []],
    ["cancelled stays cancelled", session("cancelled"), said(["ana", "all"]), "cancelled", []],
  ] as const)("%s", (_, given, answers, status, cameIds) => {
    expect(sessionOutcome(given, answers)).toEqual({ status, cameIds });
  });
});
