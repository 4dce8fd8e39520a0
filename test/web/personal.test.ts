import { describe, expect, test } from "vitest";
import { HOUR } from "../../src/core/domain/values/time.ts";
import { questionId } from "../../src/core/rules/surveys/form.ts";
import { FORM_TEXTS, questionTexts } from "../../src/core/rules/surveys/texts.ts";
import { openWorker } from "../world/openWorker.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { BEARER } from "../world/settings.ts";

const LATER = THURSDAY + 2 * HOUR;
const headers = { authorization: `Bearer ${BEARER}`, "content-type": "application/json" };

function submit(world: PairWorld, kind: "needs" | "standing", name: string, said: Record<string, string>): void {
  const title = FORM_TEXTS[kind].title.en.replace("{programme}", "Pairs");
  const found = [...world.playground.google.state.forms].find(([, form]) => form.info.title === title);
  if (found === undefined) throw new Error(`there is no form "${title}"`);
  const answers = Object.fromEntries(Object.entries(said).map(([key, value]) => [questionId(key), [value]]));
  world.playground.google.submitForm(found[0], { respondentEmail: `${name}@example.org`, answers });
}

describe("what Krug holds of a person is handed out", () => {
  test("with their page, goals, sessions and answers, and with nothing that is somebody else's own", async () => {
    const world = await openPairWorld();
    const { playground, ids } = world;
    await playground.add("roadmap", { title: "Learn to test", owner: [ids.ana ?? ""], status: "doing" });
    await playground.add("roadmap", { title: "Run a marathon", owner: [ids.boris ?? ""], status: "doing" });
    playground.clock.set(LATER);
    const another = questionTexts("standing").options?.another?.en ?? "";
    submit(world, "standing", "ana", { standing: another, word: "I am busy" });
    submit(world, "standing", "boris", { standing: another, word: "Ana talks a lot" });
    await world.runAt(LATER + HOUR);

    const worker = openWorker(playground, world.database);
    const answer = await worker.ask("/api/export?email=ANA@example.org", { headers });
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
    const told = await answer.text();
    const out = JSON.parse(told);
    expect(out.person).toEqual({ pageIds: [ids.ana], emails: ["ana@example.org"], names: ["Ana"] });
    expect(out.pages[0].values).toMatchObject({ name: "Ana", programmes: ["Pairs"] });
    expect(out.goals.map((goal: { values: { title: string } }) => goal.values.title)).toEqual(["Learn to test"]);
    expect(out.sessions[0]).toMatchObject({ title: "Ana & Boris", status: "planned", reply: "needsAction" });
    expect(out.answers[0].answers).toContainEqual({ question: questionTexts("word").title.en, answer: ["I am busy"] });
    for (const others of ["boris@example.org", "Run a marathon", "talks a lot"]) expect(told).not.toContain(others);
  });

  test("to nobody for an address that no page has, and to nobody without the token", async () => {
    const world = await openPairWorld();
    const worker = openWorker(world.playground, world.database);
    expect((await worker.ask("/api/export?email=zoe@example.org", { headers })).status).toBe(404);
    expect((await worker.ask("/api/export?email=ana@example.org")).status).toBe(401);
  });
});

test("a coordinator asks for a run, and it comes", async () => {
  const world = await openPairWorld();
  const worker = openWorker(world.playground, world.database);
  expect((await worker.ask("/api/sync", { method: "POST", headers, body: "{}" })).status).toBe(202);
  expect(await worker.drain()).toBe(1);
  const { run } = (await (await worker.ask("/api/run", { headers })).json()) as { run: { report: { reason: string } } };
  expect(run.report.reason).toBe("sync");
  expect((await worker.ask("/api/sync", { method: "POST", body: "{}" })).status).toBe(401);
  expect(await worker.drain()).toBe(0);
});
