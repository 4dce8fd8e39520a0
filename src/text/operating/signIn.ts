import type { Language } from "../../core/domain/values/language.ts";
import { sayAll } from "../locales/say.ts";

/** Why the page is closed to a visitor. */
export type Closed = keyof ReturnType<typeof signInTexts>["closed"];

/** Everything said about signing in to the dashboard: what the closed page says, by why it is closed, and the way in and out. */
export function signInTexts(language: Language) {
  return { ...sayAll(language, "operating.signIn"), closed: sayAll(language, "operating.signIn.closed") };
}

/** Everything said about coordinators to be confirmed, and addresses to be given to a page: why each is listed, and the buttons. */
export function whoTexts(language: Language) {
  return {
    ...sayAll(language, "operating.who"),
    says: sayAll(language, "operating.who.says"),
    yes: sayAll(language, "operating.who.yes"),
  };
}
