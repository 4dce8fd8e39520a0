import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CATALOGUES } from "../../../src/text/locales/catalogues.ts";
import { messageTypes } from "./messageTypes.ts";

/** `npm run messages`: types the keys and arguments of all messages anew. */
writeFileSync(
  join(import.meta.dirname, "../../../src/text/locales/messages.ts"),
  messageTypes(CATALOGUES.en, Object.values(CATALOGUES)),
);
