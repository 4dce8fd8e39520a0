import { TEXT_TABLE } from "./agenda.ts";
import { FIELD_TABLE } from "./fieldTable.ts";
import { GUEST_TABLE } from "./guests.ts";
import { printed } from "./rule.ts";
import { SESSION_TABLE } from "./table.ts";

/** All that is decided about a session's page and event, as people read it: first whether they belong together, then field by field. */
export function printedTables(): string {
  return `${[printed(SESSION_TABLE), printed(FIELD_TABLE), printed(GUEST_TABLE), printed(TEXT_TABLE)].join("\n\n\n")}\n`;
}
