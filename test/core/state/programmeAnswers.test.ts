import { expect, test } from "vitest";
import { sessionCode } from "../../../src/core/domain/session.ts";
import { questionId } from "../../../src/core/rules/surveys/form.ts";
import { answersOf } from "../../../src/core/state/programmeAnswers.ts";
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
  programmeOf,
  sessionOf,
} from "../../world/builders.ts";

const pair = aPair(["Ana", "Boris"]);
const session = sessionOf(aSession(pair));

/** What is made of feedback on the session by somebody. */
function feedbackBy(name: string) {
  const draft = aDraft({ guestEmails: ["ana@example.org", "carla@example.org"] });
  const link = aLink(session, draft);
  const people = ["Ana", "Boris", "Carla", "Dan"].map(one => aPerson(one));
  const snapshot = aSnapshot([aProgramme(), ...people, pair, aSession(pair)], {
    links: [link],
    events: [anEvent(link, draft)],
    responses: [
      {
        programmeId: anId("programme"),
        kind: "feedback",
        response: {
          responseId: "1",
          email: `${name.toLowerCase()}@example.org`,
          submittedAt: at("2027-01-13T12:00:00Z"),
          answers: { [questionId("code")]: [sessionCode(session.id)], [questionId("met")]: ["Yes, everyone came"] },
        },
      },
    ],
  });
  const { feedback, wrongCodes } = answersOf(snapshot, programmeOf(aProgramme()));
  return { by: feedback.map(answer => [answer.personId, answer.sessionId]), wrongCodes };
}

test("who was invited to a session and has left the group since can still tell how it was", () => {
  expect(feedbackBy("Carla")).toEqual({ by: [[anId("Carla"), session.id]], wrongCodes: [] });
});

test("who is in the group now can, invited or not", () => {
  expect(feedbackBy("Boris")).toEqual({ by: [[anId("Boris"), session.id]], wrongCodes: [] });
});

test("who was neither has the code of another session", () => {
  expect(feedbackBy("Dan")).toEqual({ by: [], wrongCodes: [sessionCode(session.id)] });
});
