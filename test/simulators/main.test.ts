import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("the simulators start on free ports, say where in one line of JSON, and stop when told to", async () => {
  const main = fileURLToPath(new URL("./main.ts", import.meta.url).href);
  const child = spawn(process.execPath, [main], { stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on("line", line => lines.push(line));
  await once(reader, "line");
  const said = JSON.parse(lines[0]!);
  const [email] = Object.keys(said.google.people);
  const asked = await fetch(`${said.google.rootUrl}calendar/v3/calendars/primary`, {
    headers: { authorization: `Bearer ${said.google.people[email!]}` },
  });
  expect(await asked.json()).toMatchObject({ id: email });
  const notion = await fetch(`${said.notion.baseUrl}/v1/pages/${said.notion.rootPageId}`, {
    headers: { authorization: `Bearer ${said.notion.token}`, "notion-version": said.notion.version },
  });
  expect(notion.status).toBe(200);
  await fetch(`${said.control.google}/clock`, { method: "POST", body: JSON.stringify({ at: "2026-06-01T00:00:00Z" }) });
  const clock = await (await fetch(`${said.control.notion}/clock`)).json();
  expect(JSON.stringify(clock)).toContain(String(Date.parse("2026-06-01T00:00:00Z")));
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
  expect(lines).toHaveLength(1);
});
