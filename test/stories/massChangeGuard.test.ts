import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MINUTE } from "../../src/core/domain/values/time.ts";
import { openHall, THURSDAY } from "../run/hall.ts";
import { runCommand } from "../world/command.ts";
import { openWorker } from "../world/openWorker.ts";
import { BEARER, WORKER } from "../world/settings.ts";
import { signedIn } from "../world/signedIn.ts";

test("a coordinator reads on the dashboard what waits, presses go, and minutes later everybody has an invitation", async () => {
  const hall = await openHall();
  const worker = openWorker(hall.playground, hall.database);
  await hall.runToEnd();
  const cookie = await signedIn(request => worker.send(request), BEARER);

  const page = await (await worker.ask("/", { headers: { cookie } })).text();
  expect(page).toContain("A run is waiting for your go");
  expect(page).toContain("108 invitations (today without a go at most: 100 invitations)");
  expect(page).toContain("Invite Person");
  const [, mark = ""] = /name="mark" value="([^"]+)"/.exec(page) ?? [];
  const [, action = ""] = /<form method="post" action="([^"]+)"/.exec(page) ?? [];
  expect(hall.mails()).toEqual({});

  hall.playground.clock.set(THURSDAY + 10 * MINUTE);
  const headers = { cookie, origin: WORKER, "content-type": "application/x-www-form-urlencoded" };
  const body = new URLSearchParams({ mark }).toString();
  const answer = await worker.ask(action, { method: "POST", headers, body });
  expect(answer.headers.get("location")).toBe("/?go=said");
  expect(await worker.drain()).toBe(1);
  expect(hall.mails()).toEqual({ invitation: 108 });
  expect(await (await worker.ask("/", { headers: { cookie } })).text()).not.toContain("waiting for your go");
});

test("npm run plan prints what waits and why, and with --go says go to exactly that", async () => {
  const hall = await openHall();
  const worker = openWorker(hall.playground, hall.database);
  const file = join(tmpdir(), `krug-plan-${process.pid}.json`);

  const early = await runCommand(worker, "plan", ["--go"]);
  expect([early.status, early.told]).toEqual([1, expect.stringContaining("No run has held exactly this yet")]);

  await hall.runToEnd();
  const printed = await runCommand(worker, "plan", ["--json", file]);
  expect(printed.status).toBe(0);
  expect(printed.said).toContain(
    "Held until a coordinator says go, because it is far more than usual: 108 invitations",
  );
  expect(printed.said).toMatch(/Invite Person.*\n/);
  expect(printed.said).toMatch(/Nothing was done|There is nothing to do/);
  const { held } = JSON.parse(readFileSync(file, "utf8"));
  rmSync(file);
  expect(held).toMatchObject({ mark: (await hall.held())?.mark, isGoSaid: false });
  expect(hall.mails()).toEqual({});

  const go = await runCommand(worker, "plan", ["--go"]);
  expect([go.status, go.told]).toEqual([0, expect.stringContaining("The go was given")]);
  const after = await runCommand(worker, "plan", []);
  expect(after.said).not.toContain("Held until");
  expect(after.said).toContain("108 mails in all");
  await worker.drain();
  expect(hall.mails()).toEqual({ invitation: 108 });
  expect((await runCommand(worker, "plan", ["--go"])).told).toContain("Nothing is held");
});
