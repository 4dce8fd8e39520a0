import { expect, test } from "vitest";
import { MINUTE } from "../../src/core/domain/values/time.ts";
import { dyingAfter, LEASE_MS } from "./killed.ts";
import { type Office, openOffice, sight, THURSDAY, twins } from "./office.ts";

/** A run to its end, and another soon after: only then is the meeting's link there to be read. */
async function throughTheMorning(office: Office) {
  await office.runToEnd(THURSDAY);
  await office.runToEnd(THURSDAY + 5 * MINUTE);
  return sight(office.playground);
}

async function crashed(office: Office, answers: number, now = THURSDAY): Promise<boolean> {
  return office.invoke(now, dyingAfter(answers)).then(
    () => false,
    () => true,
  );
}

test("F16: a crash after any answer of a first run, and another run: everything is as if nothing had happened", async () => {
  const undisturbed = await openOffice();
  const expected = await throughTheMorning(undisturbed);
  expect(expected.mails).toHaveLength(4);
  const answers = undisturbed.playground.notion.log.entries.length + undisturbed.playground.google.log.entries.length;
  let crashes = 0;
  for (let k = 1; k <= answers; k += 1) {
    const office = await openOffice();
    if (!(await crashed(office, k))) break;
    crashes += 1;
    office.wait(LEASE_MS + 1);
    expect(await throughTheMorning(office), `after a crash at answer ${k}`).toEqual(expected);
    expect(await twins(office.playground)).toEqual([]);
  }
  expect(crashes).toBeGreaterThan(30);
});

test("F16: a crash after any answer of a run that follows an edit, and another run: the edit arrives all the same, once", async () => {
  const edited = async (answers: number): Promise<{ office: Office; isCrashed: boolean }> => {
    const office = await openOffice();
    await throughTheMorning(office);
    const { playground, ids } = office;
    playground.clock.set(THURSDAY + 20 * MINUTE);
    await playground.edit("ana@example.org", "roadmap", ids.get("goal of Ana") ?? "", { title: "Learn to test well" });
    await playground.edit("dan@example.org", "people", ids.get("Dan") ?? "", { hours: "10-12" });
    const isCrashed = await crashed(office, answers, THURSDAY + 30 * MINUTE);
    office.wait(LEASE_MS + 1);
    await office.runToEnd(THURSDAY + 35 * MINUTE);
    return { office, isCrashed };
  };
  const undisturbed = (await edited(Number.POSITIVE_INFINITY)).office;
  const expected = await sight(undisturbed.playground);
  expect(expected.agendas.join()).toContain("Learn to test well");
  for (let k = 1; ; k += 1) {
    const { office, isCrashed } = await edited(k);
    expect(await sight(office.playground), `after a crash at answer ${k}`).toEqual(expected);
    if (!isCrashed) return expect(k).toBeGreaterThan(8);
  }
});
