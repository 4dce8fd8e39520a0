import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays, atLocal, MINUTE } from "../../src/core/domain/values/time.ts";
import { questionId } from "../../src/core/rules/surveys/form.ts";
import { FORM_TEXTS, questionTexts } from "../../src/core/rules/surveys/texts.ts";
import type { Mirror } from "../../src/core/state/mirror.ts";
import { handedOut } from "../../src/core/state/personal/handedOut.ts";
import { identityOf } from "../../src/core/state/personal/identity.ts";
import { snapshotOf } from "../../src/core/state/snapshot.ts";
import { concerning } from "../../src/run/operate/concerning.ts";
import { erasureIn, forget } from "../../src/run/operate/forget.ts";
import { RunMirror } from "../../src/run/world/mirror.ts";
import { counted, type Sql } from "../../src/store/database/sql.ts";
import { readKeptOfPerson } from "../../src/store/people/personal.ts";
import { pagesOf } from "../faults/looks.ts";
import { Crash, LEASE_MS } from "../run/killed.ts";
import { openD1 } from "../world/d1.ts";
import { openedTables } from "../world/kept.ts";
import { COORDINATOR } from "../world/playground.ts";
import { LongLife } from "./life.ts";

const MONDAY = "2027-01-11";
const WEEKS = 12;

/** Pairs by chance, and a circle with another programme beside it. */
const PLANS = [
  { seed: "one person", weeks: 20, people: 8, programme: { format: "pair", matching: "random", roundWeeks: 1 } },
  { seed: "5", weeks: 20 },
  { seed: "17", weeks: 20 },
];

/** Killed once all is done, it finds nobody any more. */
const ENDED = ["erased", "unknown"];

describe.each(PLANS)("life $seed", plan => {
  const life = new LongLife(plan, true);
  beforeAll(async () => {
    await life.begin();
    const { playground, people } = life.hands;
    const [ana, boris, carla] = people;
    const [programme = ""] = life.hands.programmes;
    for (let day = -4; day <= 7 * WEEKS; day += 1) {
      await life.act(atLocal(addDays(MONDAY, day), 4 * 60, "UTC"), day > 20 && day % 7 === 0);
      const at = (week: number) => day === 7 * week + 1;
      if (at(2)) await playground.edit(COORDINATOR, "people", ana?.pageId ?? "", { email: "ana.before@gmail.com" });
      if (at(3)) {
        await playground.add("thanks", {
          title: "Thanks to ana",
          from: [boris?.pageId ?? ""],
          to: [ana?.pageId ?? ""],
        });
        await playground.add("help", {
          question: "Who knows what Boris knows?",
          askedBy: [carla?.pageId ?? ""],
          programme: [programme],
        });
        await playground.edit(boris?.login ?? "", "roadmap", boris?.goalId ?? "", { nextStep: "Ask ana about it" });
        says(life, carla?.email ?? "", "Not with boris any more");
      }
      if (at(5)) await playground.edit(COORDINATOR, "people", ana?.pageId ?? "", { email: "ana.later@example.org" });
      if (day % 7 === 0 || day % 7 === 3 || day < -3) await life.run();
    }
  });
  afterAll(() => life.close());

  /** Everybody who is or was there, by each address, and one whom nobody knows. */
  const addresses = () => [
    ...life.hands.people.flatMap(({ email, login }) => [email, login]),
    "ana.before@gmail.com",
    "ANABEFORE@gmail.com".toLowerCase(),
    "ana.later@example.org",
    "nobody@example.org",
  ];

  test("who is handed out what is kept of them gets by their own rows what they would get by all rows", async () => {
    const sql = life.database;
    expect((await life.settled()).size).toBeGreaterThan(3);
    const whole = (await RunMirror.load(sql, [], "all")).kept();
    let told = 0;
    for (const email of addresses()) {
      const own = await concerning(sql, { email });
      const [one, other] = [await given(whole, email), await given(own, email)];
      expect(other).toEqual(one);
      told += "person" in one ? one.sessions.length : 0;
    }
    expect(told).toBeGreaterThan(30);
  });

  test("what is erased of a person is laid down by their own rows as by all rows", async () => {
    const sql = life.database;
    const whole = (await RunMirror.load(sql, [], "all")).kept();
    for (const email of addresses())
      expect(erasureIn(await concerning(sql, { email }), email)).toEqual(erasureIn(whole, email));
  });

  test("also where it is not known any more who had which address, but for whom invitations went to", async () => {
    const sql = openD1(":memory:", { script: life.database.dump() });
    await sql.prepare("DELETE FROM addresses").run();
    const whole = (await RunMirror.load(sql, [], "all")).kept();
    for (const email of addresses())
      expect(erasureIn(await concerning(sql, { email }), email)).toEqual(erasureIn(whole, email));
    sql.close();
  });

  test("an erasure killed after any statement, and begun again each time, ends with nothing of theirs anywhere", async () => {
    const { playground } = life.hands;
    const { connection, clock } = playground;
    const [, boris] = life.hands.people;
    const email = boris?.email ?? "";
    const erase = ({ fetch, sql }: { fetch: typeof globalThis.fetch; sql: Sql }) =>
      forget(connection, email, { fetch, sql, wallNow: () => clock.now() });
    const whole = { fetch: playground.fetch, sql: life.database };
    expect((await erase(whole)).state).toBe("leaving");
    await life.run();
    clock.advance(LEASE_MS);
    const settled = await life.settled();
    let state = "killed";
    for (let statements = 1; !ENDED.includes(state); statements += 7) {
      // Lest what is asked of the services goes beyond what a minute allows.
      clock.advance(LEASE_MS);
      state = await erase(dyingAtStatement(statements)(whole)).then(
        forgotten => forgotten.state,
        error => (error instanceof Crash ? "killed" : Promise.reject(error)),
      );
    }
    await life.database.prepare("DROP TRIGGER noted").run();
    await life.database.prepare("DROP TABLE wakes").run();
    const tables = await openedTables(life.database);
    const left = Object.entries(tables).filter(
      ([, rows]) => rows.includes(email) || rows.includes(boris?.pageId ?? ""),
    );
    expect(left.map(([table]) => table)).toEqual([]);
    expect(tables.erasing).toBe("[]");
    expect((await life.settled()).size).toBeLessThan(settled.size);
    expect(JSON.stringify(pagesOf(playground, "groups"))).not.toContain(boris?.pageId);
  });

  async function given(mirror: Mirror, email: string) {
    const snapshot = snapshotOf(mirror);
    const identity = identityOf(snapshot, email);
    if (identity.is !== "found") return identity;
    return handedOut(snapshot, identity.person, await readKeptOfPerson(life.database, identity.person.pageIds));
  }
});

/** A database that is not answered any more after so many statements; each of a batch counts, and a batch is carried out as a whole. */
function dyingAtStatement(most: number) {
  return ({ fetch, sql }: { fetch: typeof globalThis.fetch; sql: Sql }) => {
    let used = 0;
    const dying = counted(sql, count => {
      used += count;
      if (used > most) throw new Crash("the invocation is gone");
    });
    return { fetch, sql: dying };
  };
}

/** Somebody has a private word for the coordinator, who gets it in a letter. */
function says({ hands: { playground } }: LongLife, email: string, word: string): void {
  const isStanding = (title: string) => title.endsWith(FORM_TEXTS.standing.title.en.replace("{programme}", ""));
  const [formId] = [...playground.google.state.forms].find(([, form]) => isStanding(form.info.title)) ?? [];
  const choice = questionTexts("standing").options?.word?.en ?? "";
  const answers = { [questionId("standing")]: [choice], [questionId("word")]: [word] };
  if (formId !== undefined) playground.google.submitForm(formId, { respondentEmail: email, answers });
  playground.clock.advance(MINUTE);
}
