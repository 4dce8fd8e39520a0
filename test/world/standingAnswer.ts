import { questionId } from "../../src/core/rules/surveys/form.ts";
import { type OptionOf, questionTexts } from "../../src/core/rules/surveys/texts.ts";
import type { Snapshot } from "../../src/core/state/snapshot.ts";
import { anId, at } from "./builders.ts";

/** What somebody asks for in the programme's standing form; of Ana, on Tuesday 12 January, unless something else is said. */
export function aStandingAnswer(
  standing: OptionOf<"standing"> | null,
  more: { by?: string; code?: string; until?: string; word?: string; submittedAt?: string; programme?: string } = {},
): Snapshot["responses"][number] {
  const { by = "Ana", submittedAt = "2027-01-12T08:00:00Z", programme = "programme", ...said } = more;
  const option = standing === null ? undefined : questionTexts("standing").options?.[standing]?.en;
  const given = Object.entries({ standing: option, ...said }).filter(([, value]) => value !== undefined);
  return {
    programmeId: anId(programme),
    kind: "standing",
    response: {
      responseId: `${by} ${standing} ${submittedAt}`,
      submittedAt: at(submittedAt),
      email: `${by.toLowerCase()}@example.org`,
      answers: Object.fromEntries(given.map(([key, value]) => [questionId(key), [String(value)]])),
    },
  };
}
