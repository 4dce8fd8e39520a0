import { afterEach, describe, expect, test, vi } from "vitest";
import { MINUTE } from "../../src/core/domain/values/time.ts";
import { type OpenWorker, openWorker } from "../world/openWorker.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { BEARER, WORKER } from "../world/settings.ts";
import { signedIn } from "../world/signedIn.ts";
import { readTable } from "../world/tables.ts";

afterEach(() => {
  vi.useRealTimers();
});

interface Desk {
  world: PairWorld;
  worker: OpenWorker;
  /** The page of an act, as a coordinator opens it. */
  look(kind: string, on: string): Promise<string>;
  /** The button of that page is pressed. */
  press(page: string): Promise<Response>;
  /** The way back of what was done last. */
  back(): Promise<Response>;
  page(path: string): Promise<string>;
  /** Minutes go by, and whatever was asked for is run. */
  later(minutes: number): Promise<void>;
}

const FORM = { "content-type": "application/x-www-form-urlencoded", origin: WORKER, "sec-fetch-site": "same-origin" };

async function openDesk(more: Parameters<typeof openPairWorld>[0] = {}): Promise<Desk> {
  vi.useFakeTimers({ toFake: ["Date"], now: THURSDAY });
  const world = await openPairWorld(more);
  const worker = openWorker(world.playground, world.database);
  let wall = THURSDAY + 5 * MINUTE;
  world.playground.clock.set(wall);
  vi.setSystemTime(wall);
  const cookie = await signedIn(worker.send, BEARER, WORKER);
  const post = (path: string, body: string) =>
    worker.send(
      new Request(`${WORKER}${path}`, { method: "POST", redirect: "manual", headers: { ...FORM, cookie }, body }),
    );
  const page = async (path: string): Promise<string> =>
    (await (await worker.ask(path, { headers: { cookie } })).text()).split("<body>")[1] ?? "";
  const fields = (html: string, action: string) => {
    const form = html.slice(html.indexOf(`action="${action}"`));
    const end = form.indexOf("</form>");
    const inputs = form.slice(0, end).matchAll(/name="(\w+)" value="([^"]*)"/g);
    return new URLSearchParams([...inputs].map(([, name = "", value = ""]) => [name, value])).toString();
  };
  return {
    world,
    worker,
    page,
    look: (kind, on) => page(`/act?kind=${kind}&on=${encodeURIComponent(on)}`),
    press: html => post("/act", fields(html, "/act")),
    back: async () => post("/act/back", fields(await page("/acts"), "/act/back")),
    later: async minutes => {
      wall += minutes * MINUTE;
      world.playground.clock.set(wall);
      vi.setSystemTime(wall);
      await worker.ring(wall);
      await worker.drain();
    },
  };
}

const DRAFTS = { programme: { approveFirst: true }, isEmpty: true } as const;
const groupOf = async ({ playground }: PairWorld) => {
  const [group] = await readTable(playground, "groups");
  if (group === undefined) throw new Error("there is no group");
  return group;
};
const statusOf = async (world: PairWorld) => (await groupOf(world)).values.status;

describe("a coordinator approves a draft round on the dashboard", () => {
  test("sees whom it mails, and after two minutes the invitations go out, with a line on who did it", async () => {
    const { world, look, page, press, later } = await openDesk(DRAFTS);
    const on = `${world.ids.programme}/0`;
    const asked = await look("approve", on);
    expect(await page("/")).toContain(`href="/act?kind=approve&on=${encodeURIComponent(on)}"`);
    expect(asked).toContain("Approve one group");
    expect(asked).toContain("2 people get mail: Ana and Boris");
    expect((await press(asked)).status).toBe(303);
    await later(1);
    expect(await statusOf(world)).toBe("draft");
    expect(world.newMails()).toEqual([]);
    await later(2);
    expect(await statusOf(world)).toBe("active");
    expect(world.newMails()).toEqual(["invitation ana@example.org", "invitation boris@example.org"]);
    const { id } = await groupOf(world);
    expect(await world.comments(id)).toEqual(["A coordinator approved one group on Krug’s dashboard."]);
  });

  test("pressed twice it is one act", async () => {
    const { world, look, press, later, page } = await openDesk(DRAFTS);
    const asked = await look("approve", `${world.ids.programme}/0`);
    await press(asked);
    await press(asked);
    await later(3);
    await later(1);
    expect((await page("/acts")).split("Approve one group")).toHaveLength(2);
    expect(world.newMails()).toHaveLength(2);
    expect(await world.comments((await groupOf(world)).id)).toHaveLength(1);
  });

  test("taken back within two minutes nothing is written and nobody hears of it", async () => {
    const { world, look, press, later, back, page } = await openDesk(DRAFTS);
    await press(await look("approve", `${world.ids.programme}/0`));
    await later(1);
    expect((await back()).headers.get("location")).toBe("/acts");
    await later(5);
    expect(await statusOf(world)).toBe("draft");
    expect(world.newMails()).toEqual([]);
    expect(await page("/acts")).toContain("taken back");
  });

  test("a group that was changed meanwhile is not approved, and it is said what changed", async () => {
    const { world, look, press, later, page } = await openDesk(DRAFTS);
    await press(await look("approve", `${world.ids.programme}/0`));
    await world.edit("groups", (await groupOf(world)).id, { members: [world.ids.ana ?? ""] });
    await later(3);
    expect(await statusOf(world)).toBe("draft");
    const done = await page("/acts");
    expect(done).toContain("not done: something had changed");
    expect(done).toContain("“Members” says something else by now");
  });

  test("what was changed while its page was open is shown again, and nothing is kept", async () => {
    const { world, look, press, later, page } = await openDesk(DRAFTS);
    const asked = await look("approve", `${world.ids.programme}/0`);
    await world.edit("groups", (await groupOf(world)).id, { status: "active" });
    await later(15);
    expect((await press(asked)).status).toBe(409);
    expect(await page("/acts")).not.toContain("Approve one group");
  });
});

describe("a coordinator pauses somebody", () => {
  test("who is invited to nothing: at once, and undone the page is as it was", async () => {
    const { world, look, press, later, back } = await openDesk({ ...DRAFTS });
    const anas = async () => {
      const values = (await readTable(world.playground, "people")).find(({ id }) => id === world.ids.ana)?.values;
      // Without what Krug itself keeps there.
      return { ...values, krugSays: null, nextSession: null };
    };
    const before = await anas();
    const asked = await look("pause", world.ids.ana ?? "");
    expect(asked).toContain("Nobody is mailed.");
    await press(asked);
    await later(1);
    expect(await anas()).toEqual({ ...before, status: "paused" });
    await back();
    await later(1);
    expect(await anas()).toEqual(before);
    expect(world.newMails()).toEqual([]);
    expect(await world.comments(world.ids.ana ?? "")).toEqual([
      "Paused by a coordinator on Krug’s dashboard.",
      "A coordinator undid this on Krug’s dashboard.",
    ]);
  });

  test("who is invited: their partner hears of it, so it waits two minutes", async () => {
    const { world, look, press, later } = await openDesk();
    const asked = await look("pause", world.ids.ana ?? "");
    expect(asked).toContain("2 people get mail: Ana and Boris");
    await press(asked);
    await later(1);
    expect(world.newMails()).toEqual([]);
    await later(2);
    expect(world.newMails().join()).toContain("boris@example.org");
  });
});
