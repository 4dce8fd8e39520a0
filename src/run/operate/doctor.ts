import { Failure } from "../../core/domain/values/failure.ts";
import { SOURCE_KEYS, type SourceKey } from "../../core/domain/values/row.ts";
import { GoogleCalendar } from "../../google/calendar.ts";
import { GoogleForms } from "../../google/forms.ts";
import { DRIVE_SCOPE, GoogleDrive } from "../../google/responders.ts";
import { type KeptToken, signIn } from "../../google/signIn.ts";
import { Notion } from "../../notion/notion.ts";
import { ContestedTables, chosenAmong, type SourceMap, type Workspace } from "../../notion/workspace.ts";
import { stateTable } from "../../store/database/state.ts";
import { formTable, type KeptForm } from "../../store/mirror/forms.ts";
import { sourceTable } from "../../store/mirror/sources.ts";
import { type Check, counted, unwell, well } from "../../text/operating/doctor.ts";
import { outageSentence } from "../../text/operating/outages.ts";
import { columnName, sourceName } from "../../text/phrases/names.ts";
import { inParallel } from "../world/inParallel.ts";
import { driveAuth } from "../world/services.ts";
import type { Connection, World } from "../world/world.ts";
import { checkDatabase } from "./doctorStore.ts";

/** No form has this id: what is answered for it shows that the service answers. */
const LOOKED_FOR = "krug-looks-whether-forms-answers";

const CONNECT = "Check NOTION_TOKEN and NOTION_PARENT_PAGE, and add the integration to the page under Connections.";

const unpaced = <T>(call: () => Promise<T>) => call();

/**
 * Looks at everything an operator sets up and says of each whether it is well, and what to do where it is not. Reads only: 18
 * requests to the services at most once the workspace is known, and nothing is kept.
 */
export async function examine(connection: Connection, world: World, tickMs: number): Promise<Check[]> {
  const kept = await checkDatabase(connection, world.sql, world.wallNow(), tickMs);
  if (!kept.isMigrated) return kept.checks;
  const [notion, google] = await inParallel([checkNotion(connection, world), checkGoogle(connection, world)]);
  return [...notion, ...google, ...kept.checks];
}

async function checkNotion({ notion, language }: Connection, { fetch, sql }: World): Promise<Check[]> {
  const api = new Notion({ ...notion, fetch: (input, init) => fetch(input, init), paced: unpaced });
  const setup = `npm run setup -- --tables --page ${notion.parentPageId} --language ${language}`;
  try {
    const known = await sourceTable.list<SourceMap>(sql);
    const maps: Partial<Workspace> =
      known.length < SOURCE_KEYS.length ? await foundBy(api, notion.parentPageId, known) : {};
    // One after the other: it is no run, and the runs' pace does not know of these.
    for (const { source, map } of known) maps[source] = await api.tables.read(source, map);
    const absent = SOURCE_KEYS.filter(key => maps[key] === undefined || maps[key]?.isGone === true);
    const columns = SOURCE_KEYS.flatMap(source =>
      (maps[source]?.isGone === true ? [] : (maps[source]?.missing ?? [])).map(
        key => `${sourceName(source, language)}: ${columnName(source, key, language)}`,
      ),
    );
    const comments = await checkComments(api, notion.parentPageId);
    // With every table out of sight, and the page's comments too, it is the page that Krug can't see.
    if (absent.length === SOURCE_KEYS.length && !comments.isOk)
      return [unwell("Notion", "The page can't be seen, nor any table under it.", CONNECT)];
    return [
      well("Notion", "The token is taken, and the page is shared with the integration."),
      absent.length === 0
        ? well("Notion's tables", `All ${SOURCE_KEYS.length} are there.`)
        : unwell(
            "Notion's tables",
            `Missing: ${absent.map(key => sourceName(key, language)).join(", ")}.`,
            `Take it back from the trash, or share it with the integration. Where it never was, run \`${setup}\`.`,
          ),
      columns.length === 0
        ? well("Notion's columns", "All are there, of a type that serves.")
        : unwell(
            "Notion's columns",
            `Missing, of another type, or without their mark [krug:…] in the description: ${columns.join("; ")}.`,
            `Run \`${setup}\`; where somebody changed a column's type, change it back.`,
          ),
      comments,
    ];
  } catch (error) {
    if (error instanceof ContestedTables)
      return [
        unwell(
          "Notion's tables",
          `Several carry the marks of one: ${error.tables}.`,
          "A run goes by the pages that the calendar's events belong to. Where there are none yet, put the copy in the trash, or move it out of the page, or take the [krug:…] marks out of the descriptions of its columns.",
        ),
      ];
    return [ofFailure("Notion", error, CONNECT)];
  }
}

/** The tables that are there, by their marks; those that are known already count before others. */
async function foundBy(
  api: Notion,
  parentPageId: string,
  known: readonly { source: SourceKey; map: SourceMap }[],
): Promise<Partial<Workspace>> {
  const isKnown = new Set(known.map(table => table.source));
  const tables = (await api.tables.find(parentPageId)).filter(table => !isKnown.has(table.source));
  return chosenAmong(tables, new Set(known.map(table => table.map.dataSourceId)));
}

async function checkComments(api: Notion, pageId: string): Promise<Check> {
  const todo = "Give the integration the right to read and insert comments, in its settings at Notion.";
  try {
    await api.client.call(client => client.comments.list({ block_id: pageId, page_size: 1 }), "read");
    return well("Notion's comments", "They can be read. Whether some can be written is seen only by writing one.");
  } catch (error) {
    return ofFailure("Notion's comments", error, todo);
  }
}

const RIGHTS = "Share the calendar with the person of the sign-in, with the right to make changes to events.";

async function checkGoogle({ google }: Connection, { fetch, sql, wallNow }: World): Promise<Check[]> {
  const { identity, tokenUrl, calendarId, calendarUrl, driveUrl, formsUrl } = google;
  const fetcher: typeof globalThis.fetch = (input, init) => fetch(input, init);
  const isAlone =
    identity.kind === "service_account" && identity.subject.toLowerCase() === identity.email.toLowerCase();
  if (isAlone)
    return [
      unwell(
        "Google's sign-in",
        "The service account acts for itself, and Google lets it invite nobody.",
        "Give it domain-wide delegation, and name a person of the domain in GOOGLE_ACTS_FOR.",
      ),
    ];
  try {
    const { auth } = await signIn(
      identity,
      { fetch: fetcher, wallNow, tokenUrl },
      await stateTable.read<KeptToken>(sql, "google_token"),
    );
    const shared = { auth, fetch: fetcher, paced: unpaced };
    const calendar = new GoogleCalendar({ ...shared, calendarId, rootUrl: calendarUrl });
    const forms = new GoogleForms({ ...shared, rootUrl: formsUrl });
    const made = await formTable.list(sql);
    const kept = made.find(form => form.look?.state === "open");
    const [seen, read] = await inParallel([
      checkCalendar(() => calendar.rights()),
      // A form that is not there is answered too: the service is switched on, and the sign-in may use it.
      checkForms(() => forms.read(kept?.formId ?? LOOKED_FOR)),
    ]);
    const drive = new GoogleDrive({
      ...shared,
      auth: driveAuth(google, { fetch, sql, wallNow }, auth),
      rootUrl: driveUrl,
    });
    // What keeps Forms from answering is told once.
    const access = read.isOk ? [await checkAccess(drive, made)] : [];
    return [well("Google's sign-in", "The grant is taken."), ...seen, read, ...access];
  } catch (error) {
    const todo =
      identity.kind === "person"
        ? "Make a new refresh token; publish the consent screen, for tokens of one in Testing end after 7 days."
        : "Check the account's key, and its domain-wide delegation for the scopes (docs/going-live.md, “3. Google”).";
    return [ofFailure("Google's sign-in", error, todo)];
  }
}

async function checkCalendar(read: () => ReturnType<GoogleCalendar["rights"]>): Promise<Check[]> {
  try {
    const { role, title, canMeet } = await read();
    const mayWrite = role === "owner" || role === "writer";
    const todo = "Choose Google Meet among the calendar's conferences, or ask the domain's administrator for it.";
    return [
      mayWrite
        ? well("The calendar", `"${title}" can be read and written (${role}).`)
        : unwell("The calendar", `"${title}" can only be read (${role}).`, RIGHTS),
      canMeet === false
        ? unwell("Meet links", "The calendar's events can't have any: people would meet without a link.", todo)
        : well("Meet links", canMeet === null ? "Google does not say whether there are any." : "Events can have one."),
    ];
  } catch (error) {
    if (error instanceof Failure && error.kind === "gone")
      return [
        unwell(
          "The calendar",
          outageSentence({ what: "calendar_gone", until: null }, "UTC", "en"),
          "Check GOOGLE_CALENDAR.",
        ),
      ];
    const todo = `Switch on the Google Calendar API in the project, and check GOOGLE_CALENDAR. ${RIGHTS}`;
    return [ofFailure("The calendar", error, todo)];
  }
}

async function checkForms(read: () => Promise<unknown>): Promise<Check> {
  try {
    await read();
    return well("Google Forms", "The service answers.");
  } catch (error) {
    return ofFailure(
      "Google Forms",
      error,
      "Switch on the Google Forms API in the project, and grant the sign-in both scopes of Forms.",
    );
  }
}

const ACCESS = "Who may answer forms";
const BY_HAND = "Until then let people in by hand: in each form under Published, Manage beside the responders.";

/** Whether Krug may say who answers its forms, and whether those who should can. */
async function checkAccess(drive: GoogleDrive, forms: readonly KeptForm[]): Promise<Check> {
  try {
    const known = forms.find(form => form.access?.state === "open" && form.look?.state !== "gone");
    if ((await drive.responders(known?.formId ?? LOOKED_FOR)) === "unasked")
      return unwell(
        ACCESS,
        "The sign-in may not ask Google Drive, so the forms Krug makes open for nobody by themselves.",
        `Grant the scope ${DRIVE_SCOPE} and switch on the Google Drive API. ${BY_HAND}`,
      );
    const shut = forms.filter(form => ["taken", "refused", "unreachable"].includes(form.access?.state ?? ""));
    if (shut.length === 0) return well(ACCESS, "Krug can say it to Google Drive.");
    const which = shut.map(form => `https://docs.google.com/forms/d/${form.formId}/edit (${form.access?.state})`);
    return unwell(
      ACCESS,
      `People may not be able to answer ${counted(shut.length, "form", "forms")}: ${which.join(", ")}.`,
      "The page of each survey says why and what to do.",
    );
  } catch (error) {
    return ofFailure(ACCESS, error, "Switch on the Google Drive API in the project.");
  }
}

/** A check that could not be made, in the service's words. @throws whatever is no failure of a service. */
function ofFailure(what: string, error: unknown, todo: string): Check {
  if (!(error instanceof Failure)) throw error;
  if (error.kind === "busy") return unwell(what, `It does not answer now: ${error.message}`, "Ask again in a minute.");
  return unwell(what, `It refuses (${error.kind}): ${error.message}`, todo);
}
