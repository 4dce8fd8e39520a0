import { Failure } from "../core/domain/values/failure.ts";
import { readSignedInAs } from "../google/calendar.ts";
import { savingSignedIn } from "../store/coordinators.ts";
import type { Sql } from "../store/sql.ts";
import { savingState } from "../store/state.ts";
import type { Services } from "./services.ts";
import type { Connection } from "./world.ts";

/**
 * Keeps whom Krug is signed in to Google as, who is a coordinator by that; once a day, for another may have been signed in. Where Google
 * does not tell, those in the settings and the confirmed ones are coordinators all the same.
 */
export async function keepSignedIn(
  { google }: Connection,
  { calendar }: Services,
  sql: Sql,
  today: string,
): Promise<void> {
  try {
    const { identity } = google;
    const email = identity.kind === "service_account" ? identity.subject : await readSignedInAs(calendar);
    const statements = email.includes("@") ? savingSignedIn(sql, email.toLowerCase()) : [];
    await sql.batch([...statements, savingState(sql, "signed_in_on", today)]);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.kind !== "busy") await savingState(sql, "signed_in_on", today).run();
  }
}
