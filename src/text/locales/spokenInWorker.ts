import bgForms from "../../core/rules/surveys/texts/bg.json" with { type: "json" };
import ruForms from "../../core/rules/surveys/texts/ru.json" with { type: "json" };
import ukForms from "../../core/rules/surveys/texts/uk.json" with { type: "json" };
import { joinedFiles } from "./subjects.ts";

/**
 * What the Worker takes with it of the languages beside English: what stands on forms, by which answers are understood. The rest it
 * reads among its assets before it says anything (`readSpoken` in `catalogues.ts`); so it stands in the place of `spoken.ts` (`alias` in wrangler.toml).
 */
export const SPOKEN = {
  ru: joinedFiles({ forms: [ruForms] }),
  uk: joinedFiles({ forms: [ukForms] }),
  bg: joinedFiles({ forms: [bgForms] }),
};
