import type { Answer, Call } from "./call.ts";
import { formsError, invalidArgument } from "./errors.ts";
import type { Route } from "./route.ts";

const SCOPES = ["https://www.googleapis.com/auth/directory.readonly"];
const LARGEST_PAGE = 1000;

/** The method of People v1 that lists an organisation: everybody who has an account at the caller's domain. */
export const directoryRoutes: Route[] = [
  {
    method: "GET",
    path: /^\/v1\/people:listDirectoryPeople$/,
    scopes: SCOPES,
    query: {
      readMask: "text",
      sources: "text",
      mergeSources: "text",
      pageSize: { from: 1, to: LARGEST_PAGE },
      pageToken: "text",
      requestSyncToken: "flag",
      syncToken: "text",
    },
    handle: listPeople,
  },
];

const SOURCE = "DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE";
const FREE_MAIL = ["gmail.com", "googlemail.com"];

function listPeople({ state, caller, query }: Call): Answer {
  const fields = query
    .all("readMask")
    .flatMap(mask => mask.split(","))
    .map(field => field.trim());
  if (fields.join("") === "")
    throw invalidArgument("readMask mask is required. Please specify one or more valid paths.");
  if (!query.all("sources").includes(SOURCE)) throw invalidArgument("sources is required.");
  const domain = caller.email.split("@")[1] ?? "";
  if (FREE_MAIL.includes(domain)) throw formsError(403, "PERMISSION_DENIED", "Must be a G Suite domain user.");
  const size = query.number("pageSize") ?? 100;
  const from = Number(query.text("pageToken") ?? 0);
  if (!Number.isInteger(from)) throw invalidArgument("Invalid page token.");
  const all = [...state.accounts.values()].filter(({ email, robot }) => !robot && email.endsWith(`@${domain}`));
  const people = all.slice(from, from + size).map(({ email, name }) => ({
    resourceName: `people/${Buffer.from(email).toString("hex")}`,
    etag: "%EgMBAj0=",
    ...(fields.includes("names") && name !== "" ? { names: [{ metadata: { primary: true }, displayName: name }] } : {}),
    ...(fields.includes("emailAddresses")
      ? { emailAddresses: [{ metadata: { primary: true, verified: true }, value: email }] }
      : {}),
  }));
  const isMore = from + size < all.length;
  return {
    body: { ...(people.length > 0 ? { people } : {}), ...(isMore ? { nextPageToken: String(from + size) } : {}) },
  };
}
