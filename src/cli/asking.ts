import { writeFileSync } from "node:fs";

/** What every command's help ends with. */
export const WHERE = `KRUG_URL in the environment is the address of your Worker, for example https://krug.example.workers.dev;
DASHBOARD_TOKEN lets you in; behind Cloudflare Access CF_ACCESS_CLIENT_ID and CF_ACCESS_CLIENT_SECRET do, of the service token
that the Worker's ACCESS_SERVICE names.`;

/** The deployed Worker's API as an operator's command asks it. */
export type Ask = (path: string, init?: RequestInit) => Promise<Response>;

/** Asks the Worker the environment names; null where it names none. */
export function workerOf({
  KRUG_URL,
  DASHBOARD_TOKEN,
  CF_ACCESS_CLIENT_ID,
  CF_ACCESS_CLIENT_SECRET,
}: NodeJS.ProcessEnv): Ask | null {
  if (!KRUG_URL) return null;
  const headers: Record<string, string> = {
    ...(DASHBOARD_TOKEN ? { authorization: `Bearer ${DASHBOARD_TOKEN}` } : {}),
    ...(CF_ACCESS_CLIENT_ID && CF_ACCESS_CLIENT_SECRET
      ? { "cf-access-client-id": CF_ACCESS_CLIENT_ID, "cf-access-client-secret": CF_ACCESS_CLIENT_SECRET }
      : {}),
  };
  return (path, init = {}) =>
    fetch(new URL(path, KRUG_URL), { ...init, headers: { ...headers, "content-type": "application/json" } });
}

/** Prints what the Worker says against it; the command's exit code. */
export async function refused(response: Response): Promise<number> {
  const body = await response.text();
  console.error(`The Worker answers ${response.status}: ${errorIn(body).slice(0, 2000)}`);
  return 1;
}

function errorIn(body: string): string {
  try {
    const { error } = JSON.parse(body) as { error?: unknown };
    return typeof error === "string" ? error : body;
  } catch {
    return body;
  }
}

/** Writes JSON to a file, or prints it for `-`. */
export function putJson(file: string, value: unknown): void {
  const json = `${JSON.stringify(value, null, 2)}\n`;
  if (file === "-") process.stdout.write(json);
  else writeFileSync(file, json);
}
