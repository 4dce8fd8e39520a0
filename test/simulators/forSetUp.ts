import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CloudflareSimulator, createCloudflareSimulator } from "./cloudflare/index.ts";
import type { GoogleSimulator } from "./google/index.ts";
import type { NotionSimulator } from "./notion/index.ts";
import { type RunningServer, serve } from "./server.ts";

/** Where the simulated services are reached. */
interface Origins {
  notion: string;
  google: string;
}

/** A Cloudflare beside the others, and a folder with what a newcomer would have from all of them. */
export interface ForSetUp {
  cloudflare: CloudflareSimulator;
  close(): Promise<void>;
}

const MINUTE = 60_000;

/**
 * Brings up a Cloudflare, serves the Worker that will be deployed under a name, rings its schedule each quarter of an hour, and writes into
 * a folder: `environment`, to be read by a shell; `client.json`, as Google's console gives it out; `people.csv`.
 */
export async function beginForSetUp(
  folder: string,
  services: {
    notion: NotionSimulator;
    google: GoogleSimulator;
    people: readonly { name: string; email: string; timeZone: string }[];
  },
  origins: Origins,
  worker: string,
): Promise<ForSetUp> {
  const cloudflare = createCloudflareSimulator();
  const api = await serve(cloudflare.fetch);
  const at: RunningServer = await serve(request =>
    cloudflare.state.scripts.has(worker)
      ? cloudflare.ask(worker, request)
      : Promise.resolve(new Response("Nothing is deployed yet.", { status: 404 })),
  );
  const ringing = setInterval(() => {
    if (new Date().getMinutes() % 15 === 0 && cloudflare.state.scripts.has(worker)) void cloudflare.ring(worker);
  }, MINUTE);
  mkdirSync(folder, { recursive: true });
  const { oauth } = services.google;
  const installed = {
    client_id: oauth.clientId,
    client_secret: oauth.clientSecret,
    redirect_uris: ["http://localhost"],
  };
  writeFileSync(join(folder, "client.json"), JSON.stringify({ installed }), { mode: 0o600 });
  const agreed = new Date(services.notion.clock.now() - 24 * 60 * MINUTE).toISOString().slice(0, 10);
  const lines = services.people.map(({ name, email, timeZone }) => `${name},${email},${timeZone},${agreed}`);
  writeFileSync(join(folder, "people.csv"), `Name,E-mail,Time zone,Consent\n${lines.join("\n")}\n`);
  const environment = {
    PAGE: services.notion.rootPageId,
    NOTION_TOKEN: services.notion.botToken,
    NOTION_URL: origins.notion,
    GOOGLE_AUTH_URL: `${origins.google}/o/oauth2/v2/auth`,
    GOOGLE_TOKEN_URL: `${origins.google}/token`,
    GOOGLE_CALENDAR_URL: `${origins.google}/`,
    GOOGLE_FORMS_URL: `${origins.google}/`,
    GOOGLE_PEOPLE_URL: `${origins.google}/`,
    CLOUDFLARE_API_BASE_URL: `${api.origin}/client/v4`,
    CLOUDFLARE_API_TOKEN: cloudflare.token,
    KRUG_URL: at.origin,
  };
  const exports = Object.entries(environment).map(([name, value]) => `export ${name}="${value}"`);
  writeFileSync(join(folder, "environment"), `${exports.join("\n")}\n`, { mode: 0o600 });
  return {
    cloudflare,
    async close() {
      clearInterval(ringing);
      await Promise.all([api.close(), at.close()]);
      await cloudflare.close();
    },
  };
}
