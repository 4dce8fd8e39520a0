import { printedTables } from "../core/rules/sync/session.ts";

/** `npm run table`: what becomes of a session's page and event, situation by situation. */
process.stdout.write(printedTables());
