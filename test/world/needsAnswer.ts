import { questionId } from "../../src/core/rules/surveys/form.ts";
import type { Snapshot } from "../../src/core/state/snapshot.ts";
import { anId } from "./builders.ts";

/** What somebody writes into the needs form, by question, as typed. */
export type SaidNeeds = Partial<
  Record<
    "takesPart" | "name" | "zone" | "level" | "offers" | "seeks" | "style" | "times" | "wishes" | "notWith",
    string
  >
>;

interface Submission {
  email: string;
  submittedAt: string;
  responseId: string;
}

/** An answer to the programme's needs form: of Ana, with a yes, unless something else is said. */
export function aNeedsAnswer(
  said: SaidNeeds = {},
  { email = "ana@example.org", submittedAt = "2027-01-02T10:00:00Z", responseId }: Partial<Submission> = {},
): Snapshot["responses"][number] {
  return {
    programmeId: anId("programme"),
    kind: "needs",
    response: {
      responseId: responseId ?? email,
      submittedAt: Date.parse(submittedAt),
      email,
      answers: Object.fromEntries(
        Object.entries({ takesPart: "Yes, I take part", ...said }).map(([key, value]) => [questionId(key), [value]]),
      ),
    },
  };
}
