import { existsSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import * as z from "zod";
import { Trouble } from "../cli/front.ts";
import type { DesktopClient } from "./consent.ts";

/** What a file that Google's console gives out lets Krug sign in as. */
export type GoogleFile =
  | ({ kind: "client"; project: string | null } & DesktopClient)
  | { kind: "service_account"; email: string; privateKey: string };

/** The page on which clients are made. */
export const CLIENTS = "https://console.cloud.google.com/auth/clients";

const CLIENT = z.object({
  client_id: z.string(),
  client_secret: z.string(),
  project_id: z.optional(z.string()),
});
const ACCOUNT = z.object({ type: z.literal("service_account"), client_email: z.string(), private_key: z.string() });

/** Reads a file that was downloaded from Google's console, of a desktop client or a service account. @throws Trouble with what it is instead */
export function readGoogleFile(given: string): GoogleFile {
  const path = given.replace(/^(["'])(.*)\1$/, "$2").replace(/^~(?=\/)/, homedir());
  if (!existsSync(path))
    throw new Trouble(`There is no file ${path}. Drag it into this window, or write where it lies.`);
  if (statSync(path).isDirectory()) throw new Trouble(`${path} is a folder: name the JSON file in it.`);
  return understood(readFileSync(path, "utf8"), path);
}

function understood(text: string, path: string): GoogleFile {
  const json = jsonIn(text);
  if (json === null) throw new Trouble(`${path} is no JSON file. “Download JSON” at ${CLIENTS} gives the right one.`);
  const account = ACCOUNT.safeParse(json);
  if (account.success)
    return { kind: "service_account", email: account.data.client_email, privateKey: account.data.private_key };
  if ("web" in json)
    throw new Trouble(
      `${path} is of a client of the type “Web application”, which Google sends back to addresses of the web alone. Make one of the type “Desktop app” at ${CLIENTS}.`,
    );
  const client = CLIENT.safeParse(json.installed);
  if (!client.success)
    throw new Trouble(
      `${path} is neither of an OAuth client of the type “Desktop app” nor of a service account. “Download JSON” at ${CLIENTS} gives the right one.`,
    );
  const { client_id: clientId, client_secret: clientSecret, project_id: project = null } = client.data;
  return { kind: "client", clientId, clientSecret, project };
}

function jsonIn(text: string): Record<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return typeof json === "object" && json !== null ? (json as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
