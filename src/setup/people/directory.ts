import { OAuth2Client } from "google-auth-library/build/src/auth/oauth2client.js";
import { people_v1 } from "googleapis/build/src/apis/people/v1.js";
import { Trouble } from "../../cli/front.ts";
import { GoogleClient, optionsOf } from "../../google/client.ts";
import { askConsent } from "../consent.ts";
import { readGoogleFile } from "../googleFile.ts";
import { asked, type Place } from "../place.ts";

/** Somebody of whom a name and an address are known; either may be empty. */
export interface NamedPerson {
  name: string;
  email: string;
}

const SCOPE = "https://www.googleapis.com/auth/directory.readonly";
const SOURCE = "DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE";

/**
 * Everybody in the organisation's directory at Google. The right to read it is asked for now, by a consent of its own that brings no
 * refresh token: it is not kept, and ends within the hour.
 */
export async function directoryPeople(place: Place): Promise<NamedPerson[]> {
  const client = await place.dialogue.ask({
    flag: "--google-file",
    variable: null,
    says: "The JSON file of your Google client, once more?",
    help: "Krug keeps no right to read your directory: it is asked for now, and let go. Switch on the People API in the project first.",
    read: given => {
      const file = readGoogleFile(given);
      if (file.kind === "client") return file;
      throw new Trouble(
        "This is a service account’s file. The directory is read with a person’s consent: give a client’s.",
      );
    },
  });
  const { accessToken } = await askConsent(place, client, {
    scopes: { [SCOPE]: "the directory (to list your colleagues)" },
    isKept: false,
    says: "Agree as somebody of the organisation:",
  });
  const auth = new OAuth2Client({ transporterOptions: { fetchImplementation: place.fetch as never } });
  auth.setCredentials({ access_token: accessToken });
  const rootUrl = place.environment.GOOGLE_PEOPLE_URL || "https://people.googleapis.com/";
  const access = { auth, rootUrl, fetch: place.fetch, paced: <Value>(call: () => Promise<Value>) => call() };
  const people = new GoogleClient(access, () => new people_v1.People(optionsOf(access)));
  return asked(
    async () => {
      const all: NamedPerson[] = [];
      const pages = people.pages((api, pageToken) =>
        api.people.listDirectoryPeople({
          readMask: "names,emailAddresses",
          sources: [SOURCE],
          pageSize: 1000,
          ...(pageToken === undefined ? {} : { pageToken }),
        }),
      );
      for await (const page of pages)
        for (const { names, emailAddresses } of page.people ?? [])
          all.push({ name: primary(names)?.displayName ?? "", email: primary(emailAddresses)?.value ?? "" });
      return all;
    },
    failure =>
      failure.status === 403
        ? `Google does not let the directory be read: ${failure.message}. Only accounts of an organisation have one, and its administrator may keep it closed; take a CSV file instead.`
        : null,
  );
}

function primary<Field extends { metadata?: { primary?: boolean | null } }>(
  fields: Field[] | undefined,
): Field | undefined {
  return fields?.find(({ metadata }) => metadata?.primary === true) ?? fields?.[0];
}
