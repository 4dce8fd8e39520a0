import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { expect, test } from "vitest";
import { FILES } from "./typed.ts";

interface Started {
  said: () => string;
  /** Comes when the command has ended. */
  ended: Promise<number | null>;
  /** As Ctrl-C does in a terminal: everybody in the command's group is told. */
  interrupt(): void;
  /** True where something it started lives on. */
  leavesProcesses(): boolean;
  /** What it has left of what is temporary. */
  leavesFiles(): string[];
  clear(): void;
}

/** A command in a group of processes, and a folder for what is temporary, of its own. */
function started(name: string, args: readonly string[]): Started {
  const folder = mkdtempSync(join(tmpdir(), "krug-interrupted-"));
  const child = spawn(process.execPath, [FILES.get(name) ?? "", ...args], {
    env: { ...process.env, TMPDIR: folder },
    detached: true,
  });
  const group = -(child.pid ?? Number.NaN);
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", text => {
      said += text;
    });
  return {
    said: () => said,
    ended: new Promise(resume => child.once("close", resume)),
    interrupt: () => void process.kill(group, "SIGINT"),
    leavesProcesses: () => {
      try {
        return process.kill(group, 0);
      } catch {
        return false;
      }
    },
    leavesFiles: () => readdirSync(folder),
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

test.each([0.2, 1, 2.5, 5, "open"] as const)(
  "npm start that is ended by Ctrl-C after %s seconds leaves no process and no file",
  async moment => {
    const command = started("start", ["--port", "0"]);
    if (moment === "open") while (!command.said().includes("The playground is open")) await after(50);
    else await after(1000 * moment);
    command.interrupt();
    // In its first moments it is ended by the signal itself, which has no code.
    const code = await command.ended;
    expect(command.said().includes("The playground is open") ? [0] : [130, null]).toContain(code);
    // Who was told at the same time may take a moment longer.
    for (let waited = 0; command.leavesProcesses() && waited < 50; waited += 1) await after(100);
    expect([command.leavesProcesses(), command.leavesFiles()]).toEqual([false, []]);
    expect(command.said()).not.toMatch(/^\s+at /m);
    command.clear();
  },
);

test("npm start says which port is taken, and how to give another", async () => {
  const other = createServer();
  await new Promise<void>(resume => other.listen(0, "127.0.0.1", resume));
  const { port } = other.address() as AddressInfo;
  const command = started("start", ["--port", String(port)]);
  expect(await command.ended).toBe(1);
  expect(command.said()).toBe(`Port ${port} is in use: end what listens there, or give another with --port.\n`);
  expect(command.leavesFiles()).toEqual([]);
  other.close();
  command.clear();
});
