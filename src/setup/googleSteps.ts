import { calendar_v3 } from "googleapis/build/src/apis/calendar/v3.js";
import { drive_v3 } from "googleapis/build/src/apis/drive/v3.js";
import { forms_v1 } from "googleapis/build/src/apis/forms/v1.js";
import { Trouble } from "../cli/front.ts";
import { Failure } from "../core/domain/values/failure.ts";
import { type GoogleAccess, GoogleClient, optionsOf } from "../google/client.ts";
import { DRIVE_SCOPE } from "../google/responders.ts";
import { type GoogleIdentity, signIn } from "../google/signIn.ts";
import { askConsent, type DesktopClient } from "./consent.ts";
import type { Choice, Question } from "./dialogue.ts";
import { CLIENTS, type GoogleFile, readGoogleFile } from "./googleFile.ts";
import { addressOf, asked, machineZone, type Place } from "./place.ts";

/** All Krug asks of Google, and what each is for, in the words people read. */
const SCOPES: Readonly<Record<string, string>> = {
  "https://www.googleapis.com/auth/calendar": "calendars (to invite, and to see when people are free)",
  "https://www.googleapis.com/auth/forms.body": "forms (to make them)",
  "https://www.googleapis.com/auth/forms.responses.readonly": "answers to forms (to read them)",
  [DRIVE_SCOPE]: "the files Krug makes itself (to let people answer its forms)",
};

/** Signs in to Google by what its console gave out, and looks whether everything Krug needs is switched on. */
export async function connectGoogle(place: Place): Promise<void> {
  const file = await place.dialogue.ask({
    flag: "--google-file",
    variable: null,
    says: "The JSON file of your Google client?",
    help: `In a project of https://console.cloud.google.com make a consent screen (Audience: Internal within an organisation, else External and published), then at ${CLIENTS} a client of the type “Desktop app”, and “Download JSON”. A service account's key with domain-wide delegation does as well.`,
    read: readGoogleFile,
  });
  const identity = file.kind === "client" ? await asPerson(place, file) : await asAccount(place, file);
  await holdSwitchedOn(place, identity);
  keepIdentity(place, identity);
}

/** A person's consent, asked in the browser until all of it was given. */
async function asPerson(place: Place, client: DesktopClient): Promise<GoogleIdentity> {
  const { refreshToken } = await askConsent(place, client, {
    scopes: SCOPES,
    isKept: true,
    says: "Agree as the coordinator whose calendar the meetings are to stand in, with every box ticked:",
  });
  const { clientId, clientSecret } = client;
  return { kind: "person", clientId, clientSecret, refreshToken: refreshToken ?? "" };
}

async function asAccount(place: Place, file: GoogleFile & { kind: "service_account" }): Promise<GoogleIdentity> {
  const identityFor = (subject: string): GoogleIdentity => ({ ...file, subject });
  return place.dialogue.ask({
    flag: "--acts-for",
    variable: "GOOGLE_ACTS_FOR",
    says: "For whom in your organisation is the service account to act?",
    help: "The coordinator whose calendar the meetings are to stand in. A service account alone can invite nobody.",
    read: async given => {
      if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(given)) throw new Trouble(`“${given}” is no e-mail address.`);
      const identity = identityFor(given.toLowerCase());
      await asked(
        () => accessAs(place, identity),
        failure =>
          failure.kind === "unauthorised"
            ? `Google does not let the service account act for ${given} (${failure.message}). An administrator gives it domain-wide delegation at https://admin.google.com/ac/owl/domainwidedelegation, for the scopes ${Object.keys(SCOPES).join(",")}; it takes some minutes to count.`
            : null,
      );
      return identity;
    },
  });
}

async function accessAs(place: Place, identity: GoogleIdentity): Promise<GoogleAccess> {
  const tokenUrl = addressOf(place, "GOOGLE_TOKEN_URL", "https://oauth2.googleapis.com/token");
  const world = { fetch: place.fetch, wallNow: place.now, tokenUrl };
  const { auth } = await signIn(identity, world, null, Object.keys(SCOPES));
  const rootUrl = addressOf(place, "GOOGLE_CALENDAR_URL", "https://www.googleapis.com/");
  return { auth, rootUrl, fetch: place.fetch, paced: call => call() };
}

/** A form and a file that are nowhere: an API that is switched on says so, and one that is off says that it is off. */
const NOWHERE = "1krug-is-there-an-answer";

/** Asks each API something small until all of them answer. */
async function holdSwitchedOn(place: Place, identity: GoogleIdentity): Promise<void> {
  const again: Choice[] = [{ value: "again", label: "Look again" }];
  const question: Question<string> = {
    flag: null,
    variable: null,
    says: "Switched on?",
    choices: again,
    suggested: "again",
    read: async () => signedInAs(place, identity),
  };
  const email = await signedInAs(place, identity).catch(error => {
    if (!(error instanceof Trouble) || !place.dialogue.screen.canAsk) throw error;
    place.dialogue.screen.warn(error.message);
    return place.dialogue.ask(question);
  });
  place.state.coordinator = { name: place.state.coordinator?.name ?? "", email };
  place.dialogue.screen.tell(`Google knows Krug as ${email}. Calendar, Forms and Drive answer.`);
}

/** The address of whom Krug acts for. @throws Trouble naming every API that is switched off */
async function signedInAs(place: Place, identity: GoogleIdentity): Promise<string> {
  const access = await asked(
    () => accessAs(place, identity),
    () => null,
  );
  const formsUrl = addressOf(place, "GOOGLE_FORMS_URL", "https://forms.googleapis.com/");
  const driveUrl = addressOf(place, "GOOGLE_DRIVE_URL", access.rootUrl);
  const drive = new GoogleClient(access, () => new drive_v3.Drive(optionsOf({ ...access, rootUrl: driveUrl })));
  const forms = new GoogleClient(access, () => new forms_v1.Forms(optionsOf({ ...access, rootUrl: formsUrl })));
  let email = "";
  const tries: (() => Promise<unknown>)[] = [
    async () => {
      const primary = await calendarsOf(access).call(client => client.calendars.get({ calendarId: "primary" }), "read");
      email = primary.id ?? "";
    },
    () => forms.callUnlessGone(client => client.forms.get({ formId: NOWHERE }), "read"),
    () => drive.callUnlessGone(client => client.permissions.list({ fileId: NOWHERE }), "read"),
  ];
  const troubles: string[] = [];
  for (const look of tries) {
    try {
      await look();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      troubles.push(`Google answers: ${error.message}`);
    }
  }
  if (troubles.length > 0)
    throw new Trouble(
      `${troubles.join("\n")}\nWhat is switched off is switched on at the address named; it takes a minute to count.`,
    );
  return email;
}

function calendarsOf(access: GoogleAccess) {
  return new GoogleClient(access, () => new calendar_v3.Calendar(optionsOf(access)));
}

function keepIdentity(place: Place, identity: GoogleIdentity): void {
  const { state, secrets } = place;
  const isPerson = identity.kind === "person";
  const variables = isPerson
    ? { GOOGLE_CLIENT_ID: identity.clientId }
    : { GOOGLE_SERVICE_ACCOUNT: identity.email, GOOGLE_ACTS_FOR: identity.subject };
  const given = isPerson
    ? { GOOGLE_CLIENT_SECRET: identity.clientSecret, GOOGLE_REFRESH_TOKEN: identity.refreshToken }
    : { GOOGLE_SERVICE_ACCOUNT_KEY: identity.privateKey };
  for (const name of ["GOOGLE_CLIENT_ID", "GOOGLE_SERVICE_ACCOUNT", "GOOGLE_ACTS_FOR"]) delete state.variables[name];
  Object.assign(state.variables, variables);
  Object.assign(secrets, given);
  Object.assign(state.secrets, given);
}

/** Who Krug is at Google in this set-up. */
function identityOf({ state: { variables }, secrets }: Pick<Place, "state" | "secrets">): GoogleIdentity {
  return variables.GOOGLE_SERVICE_ACCOUNT !== undefined
    ? {
        kind: "service_account",
        email: variables.GOOGLE_SERVICE_ACCOUNT,
        privateKey: secrets.GOOGLE_SERVICE_ACCOUNT_KEY ?? "",
        subject: variables.GOOGLE_ACTS_FOR ?? "",
      }
    : {
        kind: "person",
        clientId: variables.GOOGLE_CLIENT_ID ?? "",
        clientSecret: secrets.GOOGLE_CLIENT_SECRET ?? "",
        refreshToken: secrets.GOOGLE_REFRESH_TOKEN ?? "",
      };
}

const NEW = "new";

/** The calendar in which meetings stand: made here, or one that the signed-in account owns. */
export async function chooseCalendar(place: Place): Promise<void> {
  const access = await asked(
    () => accessAs(place, identityOf(place)),
    () => null,
  );
  const calendars = calendarsOf(access);
  const owned = await asked(
    () => ownedCalendars(calendars),
    () => null,
  );
  const choices: Choice[] = [
    { value: NEW, label: "A new one", hint: "best: it holds Krug's meetings alone" },
    ...owned.map(({ id, title }) => ({ value: id, label: title, hint: id })),
  ];
  // One that a set-up before this made and could not note is taken up again.
  const begun = owned.find(({ description }) => description === MADE_BY);
  const chosen = await place.dialogue.ask({
    flag: "--calendar",
    variable: "GOOGLE_CALENDAR",
    says: "In which calendar are meetings to stand?",
    help: "Its name is what guests see as the sender. Everybody who takes part lets this account see when they are free; within one organisation that is the usual setting.",
    suggested: begun?.id ?? NEW,
    choices,
    read: given => {
      if (choices.some(({ value }) => value === given)) return given;
      throw new Trouble(
        `${given} is no calendar that the account owns. It is “new” or one of: ${owned.map(({ id }) => id).join(", ") || "none yet"}.`,
      );
    },
  });
  place.state.variables.GOOGLE_CALENDAR = chosen === NEW ? await makeCalendar(place, calendars) : chosen;
}

const MADE_BY = "Meetings of mutual help, kept by Krug";

interface OwnedCalendar {
  id: string;
  title: string;
  description: string;
}

async function ownedCalendars(calendars: GoogleClient<calendar_v3.Calendar>): Promise<OwnedCalendar[]> {
  const found: OwnedCalendar[] = [];
  const pages = calendars.pages((client, pageToken) =>
    client.calendarList.list({
      minAccessRole: "owner",
      maxResults: 250,
      ...(pageToken === undefined ? {} : { pageToken }),
    }),
  );
  for await (const { items = [] } of pages)
    for (const { id, summary, description, primary } of items ?? [])
      if (id && !primary) found.push({ id, title: summary ?? id, description: description ?? "" });
  return found;
}

async function makeCalendar(place: Place, calendars: GoogleClient<calendar_v3.Calendar>): Promise<string> {
  const summary = await place.dialogue.ask({
    flag: "--calendar-name",
    variable: null,
    says: "What is it to be called?",
    suggested: "Krug",
    read: given => given.slice(0, 200),
  });
  const made = await asked(
    () =>
      calendars.call(
        client => client.calendars.insert({ requestBody: { summary, description: MADE_BY, timeZone: machineZone() } }),
        "write",
      ),
    failure =>
      failure.kind === "in_doubt"
        ? "Google gave no answer, so the calendar may be there or not. Run this again: if it is there, it is offered."
        : null,
  );
  return made.id ?? "";
}
