import { describe, expect, test } from "vitest";
import type { Guest } from "../../../../src/core/domain/event.ts";
import { DAY, toIso } from "../../../../src/core/domain/values/time.ts";
import { checkedGroups, undecidedGroups } from "../../../../src/core/plan/insights/groupChecks.ts";
import type { OptionOf } from "../../../../src/core/rules/surveys/texts.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { snapshotOf } from "../../../../src/core/state/snapshot.ts";
import { aMirror, anId, aPerson, aProgramme, at, on, settled } from "../../../world/builders.ts";
import { aStandingAnswer } from "../../../world/standingAnswer.ts";

const THURSDAY = at("2027-01-07T08:00:00Z");
const NAMES = ["Ana", "Boris", "Carla", "Dan", "Eva", "Farid"];
const nameOf = new Map(NAMES.map(name => [anId(name), name]));
const PAIRS = { format: "pair", everyWeeks: 1, roundWeeks: 8, end: on("2027-06-06"), coordinator: [anId("Maria")] };
const MENTORS = { ...PAIRS, format: "mentor", matching: null, everyWeeks: 2, roundWeeks: 12 };

type Letters = { to: string; title: string; text: string; at: number }[];
/** What people do in a life: whose meetings take place, how Ana replies, and what is said in the standing form. */
interface Doing {
  programme?: Record<string, unknown>;
  people?: ReturnType<typeof aPerson>[];
  /** People whose meetings nobody reports or replies to; Ana and whoever is with her, unless said otherwise. */
  silent?: readonly string[];
  reply?: (guest: string, session: number) => Guest["reply"];
  /** After how many days somebody answers the letter, and what. */
  says?: Record<string, OptionOf<"standing">>;
  days?: number;
}

/** A programme lived through day by day: its last moment, and the letters. */
function lived({ programme = PAIRS, people, silent = ["Ana"], reply, says = {}, days = 42 }: Doing = {}) {
  const rows = [
    aProgramme(programme as never),
    ...(people ?? NAMES.map(name => aPerson(name))),
    aPerson("Maria", { programmes: [] }),
  ];
  let mirror: Mirror = aMirror(rows);
  const letters: Letters = [];
  let now = THURSDAY;
  for (let day = 0; day <= days; day += 1, now = THURSDAY + day * DAY) {
    const step = settled(withDeeds(mirror, { silent, reply }, now), now);
    mirror = step.mirror;
    for (const command of step.done)
      if (command.kind === "send_letter") {
        const { email: to, title, description: text } = command.draft;
        letters.push({ to, title, text, at: now });
        const [by] = NAMES.filter(name => to.startsWith(name.toLowerCase()));
        const said = by === undefined || !title.includes("how are your meetings") ? undefined : says[by];
        if (by !== undefined && said !== undefined) {
          const answer = aStandingAnswer(said, { by, submittedAt: toIso(now + DAY / 2) });
          mirror = { ...mirror, responses: [...mirror.responses, answer] };
        }
      }
  }
  const snapshot = snapshotOf(mirror);
  return { mirror, letters, snapshot, now: now - DAY, programme: snapshot.programmes[0]! };
}

/** People of groups without a silent one enter who came; guests reply as they do. */
function withDeeds(mirror: Mirror, { silent, reply }: Pick<Doing, "silent" | "reply">, now: number): Mirror {
  const { groups, sessions, links } = snapshotOf(mirror);
  const sessionOf = new Map([...links.values()].map(link => [link.eventId, link.sessionId]));
  const isSilent = (id: string) =>
    groups.get(sessions.get(id)?.groupId ?? "")?.memberIds.some(member => silent?.includes(nameOf.get(member) ?? "")) ??
    false;
  const number = (id: string) => Number(sessions.get(id)?.key.split(":").at(-1));
  return {
    ...mirror,
    rows: mirror.rows.map(row => {
      const session = row.source === "sessions" ? sessions.get(row.id) : undefined;
      if (session === undefined || isSilent(row.id) || (session.endsAt ?? now) > now) return row;
      return { ...row, values: { ...row.values, came: groups.get(session.groupId ?? "")?.memberIds ?? [] } };
    }),
    events: mirror.events.map(event => {
      const id = sessionOf.get(event.id);
      if (id === undefined || reply === undefined || !isSilent(id)) return event;
      return { ...event, guests: event.guests.map(guest => ({ ...guest, reply: reply(guest.email, number(id)) })) };
    }),
  };
}

const asked = (letters: Letters) => letters.filter(({ title }) => title.includes("how are your meetings"));
const toldMaria = (letters: Letters) =>
  letters
    .filter(({ to }) => to.startsWith("maria"))
    .map(({ text }) => text)
    .join();
const partnerOf = ({ snapshot }: Pick<ReturnType<typeof lived>, "snapshot">, name: string, round = 0) => {
  const own = [...snapshot.groups.values()].filter(
    group => group.round === round && group.status !== "ended" && group.memberIds.includes(anId(name)),
  );
  return own.flatMap(group => group.memberIds.map(id => nameOf.get(id)!)).find(other => other !== name);
};
const BORIS = partnerOf(lived({ days: 1 }), "Ana")!;

describe("two who never meet", () => {
  test("are asked once each, alone, after three weeks; whoever meets is not", () => {
    const { letters, mirror } = lived();
    const [first, second, ...more] = asked(letters);
    expect(more).toEqual([]);
    expect([first!.to, second!.to].sort()).toEqual(["ana@example.org", `${BORIS.toLowerCase()}@example.org`].sort());
    expect(first!.at).toBe(second!.at);
    expect(first!.at - at("2027-01-10T23:00:00Z")).toBeGreaterThanOrEqual(21 * DAY);
    const written = JSON.stringify(mirror.rows.map(row => row.values));
    expect(written).not.toMatch(/haven’t met|stuck/);
  });

  test("and say nothing: the coordinator decides, and is not told whose silence it was", () => {
    const { letters, snapshot, programme, now } = lived();
    expect(undecidedGroups(snapshot, programme, now)).toHaveLength(1);
    expect(toldMaria(letters).match(/haven’t met for a while/g)).toHaveLength(1);
    // One of them answered, the other did not: what the coordinator reads is the same.
    const half = lived({ says: { Ana: "fine" } });
    expect(toldMaria(half.letters)).toBe(toldMaria(letters));
    const concerned = lived({ programme: { ...PAIRS, coordinator: [anId(BORIS)] } });
    expect(concerned.letters.filter(({ text }) => text.includes("settled nothing"))).toEqual([]);
  });

  test("and are both fine: it is closed for the round, and nobody hears of it", () => {
    const { letters, snapshot, programme, now } = lived({ says: { Ana: "fine", [BORIS]: "other_time" } });
    const own = checkedGroups(snapshot, programme, now).filter(({ group }) => group.memberIds.includes(anId("Ana")));
    expect(own.map(({ outcome }) => outcome)).toEqual(["settled"]);
    expect(toldMaria(letters)).toBe("");
    expect(asked(letters)).toHaveLength(2);
  });

  test("and one wants another: they are not together in the next round, and no page or letter says why", () => {
    const life = lived({ says: { [BORIS]: "another", Ana: "fine" }, days: 60 });
    expect(partnerOf(life, "Ana", 1)).toBeDefined();
    expect(partnerOf(life, "Ana", 1)).not.toBe(BORIS);
    expect(toldMaria(life.letters)).toBe("");
  });

  test("have declined instead: two missed meetings are enough, and no reply is needed for it", () => {
    const { letters } = lived({ reply: () => "declined" });
    expect(asked(letters)).toHaveLength(2);
  });

  test("have both accepted and report nothing: they are let be", () => {
    expect(asked(lived({ reply: () => "accepted" }).letters)).toEqual([]);
  });

  test("are not asked where one of them is on leave", () => {
    const people = NAMES.map(name => aPerson(name, name === "Ana" ? { away: on("2027-01-18", "2027-02-28") } : {}));
    expect(asked(lived({ people }).letters)).toEqual([]);
  });
});

describe("nobody is asked", () => {
  test("where most groups are silent: it is not they who are", () => {
    const { letters, snapshot, programme, now } = lived({ silent: ["Ana", "Carla", "Eva", "Dan"] });
    expect(checkedGroups(snapshot, programme, now).some(({ health }) => health === "stuck")).toBe(true);
    expect(asked(letters)).toEqual([]);
  });

  test.each([
    ["in weekly pairs drawn anew", { ...PAIRS, roundWeeks: 1 }],
    ["after the programme's end", { ...PAIRS, end: on("2027-01-28") }],
    ["while the programme is paused", { ...PAIRS, status: "paused" }],
    ["where insights are off", { ...PAIRS, insights: "off" }],
    ["in micro", { ...PAIRS, format: "micro" }],
  ])("%s", (_, programme) => {
    expect(asked(lived({ programme }).letters)).toEqual([]);
  });
});

test("a mentor pair goes on whatever nobody says, and ends at once where one of them asks for somebody else", () => {
  const people = ["Ana", "Boris", "Carla", "Dan"].map((name, place) =>
    aPerson(name, place % 2 === 0 ? { level: 4, offers: ["testing"], mentees: 1 } : { level: 2, seeks: ["testing"] }),
  );
  const world = { programme: MENTORS, people };
  const mentee = partnerOf(lived({ ...world, days: 1 }), "Ana")!;
  const silence = lived({ ...world, days: 56 });
  expect(asked(silence.letters)).toHaveLength(2);
  expect(partnerOf(silence, "Ana")).toBe(mentee);
  expect(toldMaria(silence.letters)).toContain("haven’t met for a while");
  const change = lived({ ...world, days: 40, says: { [mentee]: "another" } });
  expect(asked(change.letters)).toHaveLength(2);
  expect(partnerOf(change, "Ana")).not.toBe(mentee);
});

test("who declines again and again is offered other hours or a break, and the meeting is not moved a fourth time", () => {
  // Ana declines each meeting as it is first offered, and comes to the one it was moved to.
  const moved = new Set<string>();
  const declinesFirst = (guest: string, session: number): Guest["reply"] => {
    if (!guest.startsWith("ana")) return "accepted";
    return moved.has(`${session}`) ? "accepted" : "declined";
  };
  const rows = [aProgramme(PAIRS as never), ...NAMES.map(name => aPerson(name)), aPerson("Maria", { programmes: [] })];
  let mirror: Mirror = aMirror(rows);
  const offers: string[] = [];
  const moves: string[] = [];
  for (let day = 0; day <= 49; day += 1) {
    const now = THURSDAY + day * DAY;
    const step = settled(withDeeds(mirror, { silent: ["Ana"], reply: declinesFirst }, now), now);
    mirror = step.mirror;
    const { sessions } = snapshotOf(mirror);
    for (const command of step.done) {
      if (command.kind === "send_letter" && command.draft.title.includes("other hours"))
        offers.push(command.draft.email);
      if (command.kind === "update_page" && command.source === "sessions" && command.values.when !== undefined) {
        moves.push(command.pageId);
        moved.add(`${sessions.get(command.pageId)?.key.split(":").at(-1)}`);
      }
    }
  }
  expect(new Set(moves).size).toBe(3);
  expect(offers).toEqual(["ana@example.org"]);
});
