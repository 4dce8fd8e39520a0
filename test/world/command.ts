import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { OpenWorker } from "./openWorker.ts";
import { BEARER } from "./settings.ts";

/** What a command printed and told, and how it ended. */
export interface Ended {
  status: number | null;
  said: string;
  told: string;
}

/** A command of src/cli as an operator runs it, against the Worker at an address of this machine. */
export async function runCommand(worker: OpenWorker, name: string, args: readonly string[]): Promise<Ended> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = await worker.ask(request.url ?? "/", {
      method: request.method,
      headers: request.headers as Record<string, string>,
      ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks).toString() }),
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  await new Promise<void>(resume => server.listen(0, "127.0.0.1", resume));
  const { port } = server.address() as AddressInfo;
  const child = spawn(process.execPath, [join(import.meta.dirname, `../../src/cli/${name}.ts`), ...args], {
    env: { ...process.env, KRUG_URL: `http://127.0.0.1:${port}`, DASHBOARD_TOKEN: BEARER },
  });
  const ended: Ended = { status: null, said: "", told: "" };
  child.stdout.on("data", text => {
    ended.said += text;
  });
  child.stderr.on("data", text => {
    ended.told += text;
  });
  ended.status = await new Promise<number | null>(resume => child.once("close", resume));
  server.close();
  return ended;
}
