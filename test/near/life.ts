import { type Random, randomOf } from "../../src/core/domain/values/random.ts";
import type { PlainValue } from "../../src/core/domain/values/row.ts";
import { addDays, atLocal, DAY, HOUR, MINUTE, toIso } from "../../src/core/domain/values/time.ts";
import { submitFeedback } from "../bench/history/life.ts";
import { endOf, eventsOf, pagesOf, startOf } from "../faults/looks.ts";
import type { Hands } from "../settled/acts.ts";
import { LongLife } from "../settled/life.ts";
import { move, reply } from "../world/people.ts";

/** A life in which people do many small things a day, each with a run some minutes later. */
export interface SmallLife {
  seed: string;
  weeks: number;
  programme: Record<string, PlainValue>;
  /** True where Krug writes bodies of pages. */
  bodies?: boolean;
  /** A bug, as SQL. */
  planted?: string;
}

type SmallAct = (hands: Hands, random: Random) => Promise<unknown>;

const ACTS_A_DAY = 6;

function oneOf<T>(all: readonly T[], random: Random): T | undefined {
  return all[random.below(Math.max(all.length, 1))];
}

const ofGoal: SmallAct = async ({ playground, people }, random) => {
  const { login, goalId } = oneOf(people, random)!;
  const values: Record<string, PlainValue>[] = [
    { nextStep: `Try it on ${random.below(1000)}` },
    { status: oneOf(["todo", "doing", "done"], random)! },
    { title: `A goal ${random.below(1000)}` },
    { due: { start: "2027-01-05", end: null } },
    { confidential: random.below(2) === 0 },
    { health: "off_track" },
  ];
  await playground.edit(login, "roadmap", goalId, oneOf(values, random)!);
};

const ofPerson: SmallAct = async ({ playground, people }, random) => {
  const { login, pageId } = oneOf(people, random)!;
  const values: Record<string, PlainValue>[] = [
    { hours: oneOf(["Mon-Thu 10-16", "9-18", "late"], random)! },
    { offers: [oneOf(["testing", "sql", "talks"], random)!] },
    { sessionsAWeek: 1 + random.below(3) },
  ];
  await playground.edit(login, "people", pageId, oneOf(values, random)!);
};

function coming({ playground }: Hands) {
  const now = playground.clock.now();
  return eventsOf(playground)
    .filter(event => event.isLive && event.sessionId !== null && event.startsAt > now + HOUR)
    .sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1));
}

const ofReply: SmallAct = async (hands, random) => {
  const event = oneOf(coming(hands), random);
  const guest = oneOf(event?.guests ?? [], random);
  if (event === undefined || guest === undefined) return;
  await reply(hands.playground, guest.email, event.id, oneOf(["accepted", "tentative", "declined"] as const, random)!);
};

const ofMove: SmallAct = async (hands, random) => {
  const event = oneOf(coming(hands), random);
  const guest = oneOf(event?.guests ?? [], random);
  if (event === undefined || guest === undefined) return;
  await move(hands.playground, guest.email, event.id, oneOf([15 * MINUTE, HOUR, DAY], random)!);
};

const ofSession: SmallAct = async ({ playground, people }, random) => {
  const now = playground.clock.now();
  const pages = pagesOf(playground, "sessions").filter(page => startOf(page) !== null);
  const page = oneOf(
    pages.sort((a, b) => (a.id < b.id ? -1 : 1)),
    random,
  );
  const starts = page === undefined ? null : startOf(page);
  if (page === undefined || starts === null) return;
  const when = { start: toIso(starts + HOUR), end: toIso((endOf(page) ?? starts) + HOUR) };
  const values: Record<string, PlainValue>[] = [
    { notes: `We spoke of ${random.below(1000)}` },
    { title: `Meeting ${random.below(1000)}` },
    { questions: "What is next?" },
    ...(starts > now + HOUR ? [{ when }] : []),
  ];
  await playground.edit(oneOf(people, random)!.login, "sessions", page.id, oneOf(values, random)!);
};

const ofAnswer: SmallAct = async ({ playground }, random) => {
  const now = playground.clock.now();
  const over = eventsOf(playground).filter(
    ({ isLive, sessionId, endsAt }) => isLive && sessionId !== null && endsAt < now,
  );
  const event = oneOf(over.sort((a, b) => b.startsAt - a.startsAt || (a.id < b.id ? -1 : 1)).slice(0, 6), random);
  const guest = oneOf(event?.guests ?? [], random);
  if (event?.sessionId != null && guest !== undefined) submitFeedback(playground, guest.email, event.sessionId, random);
};

/** Writes a note on a page itself, above or below Krug's box. Next steps are none of them: what follows from those may wait too, in agendas also. */
const ofBody: SmallAct = async ({ playground, people }, random) => {
  const source = oneOf(["sessions", "roadmap", "people", "groups"] as const, random)!;
  const pages = pagesOf(playground, source).sort((a, b) => (a.id < b.id ? -1 : 1));
  const page = oneOf(pages, random);
  if (page === undefined) return;
  const { name, login } = oneOf(people, random)!;
  const rich_text = [{ text: { content: `${name} tried it on ${random.below(1000)}` } }];
  await playground.notionOf(login).blocks.children.append({
    block_id: page.id,
    children: [{ paragraph: { rich_text } }],
    position: { type: random.below(2) === 0 ? "start" : "end" },
  });
};

const ACTS: readonly SmallAct[] = [ofGoal, ofPerson, ofReply, ofMove, ofSession, ofAnswer];

interface Living {
  isSettling?: boolean;
  onRun?: (lines: string[], at: number) => void;
  /** How what people did is seen to; by one run where it does not say. */
  runOf?: (life: LongLife) => Promise<string[]>;
}

/** Lives it: `onRun` gets what is to be seen after each run, as lines. Without `isSettling` every run reads everything. */
export async function liveSmall(
  { seed, weeks, programme, bodies, planted }: SmallLife,
  { isSettling = true, onRun = () => {}, runOf = life => life.run() }: Living = {},
): Promise<void> {
  const life = new LongLife({ seed, weeks: weeks + 6, programme, people: 6, bodies, planted }, isSettling);
  const run = async () => onRun(await runOf(life), life.hands.playground.clock.now());
  const random = randomOf(`small ${seed}`);
  const written = randomOf(`written ${seed}`);
  await life.begin();
  for (let day = -3; day < 7 * weeks; day += 1) {
    const date = addDays("2027-01-11", day);
    if (day >= 0 && day % 7 > 4) continue;
    await life.act(atLocal(date, 4 * 60, "UTC"), false);
    await run();
    await run();
    for (let acts = 0; day > 0 && acts < ACTS_A_DAY; acts += 1) {
      life.hands.playground.clock.set(atLocal(date, 10 * 60 + 4 * acts, "UTC"));
      if (acts === 0) await run();
      await oneOf(ACTS, random)?.(life.hands, random);
      if (random.below(4) === 0) await oneOf(ACTS, random)?.(life.hands, random);
      if (bodies === true && written.below(3) === 0) await ofBody(life.hands, written);
      await run();
    }
  }
  life.close();
}
