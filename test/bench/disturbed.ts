import { MINUTE } from "../../src/core/domain/values/time.ts";
import { sight, twins } from "../run/office.ts";
import { allEvents, move, reply } from "../world/people.ts";
import { type Office, openOffice } from "./office.ts";
import { type Bench, type Check, equal } from "./report.ts";

/** Of a hundred requests so many fail, by how. */
const SHARES = { tooMany: 0.02, failing: 0.05, lost: 0.01 };
const STEP_MS = 5 * MINUTE;
/** A message whose answer was lost is settled after a minute, one that failed at the next quarter of an hour. */
const RUNS_A_STEP = 6;

/**
 * The same weeks twice, once with 429s, 5 % of answers 5xx and 1 % lost after the request had its effect: what people see must
 * be the same in the end. Compared are pages, events, replies, texts and mails, with names in the place of ids.
 */
export async function afterTrouble(size: number, figures: Bench["figures"]): Promise<Check[]> {
  const calm = await lived(size, null);
  const trouble = { tooMany: 0, failing: 0, lost: 0, requests: 0 };
  const rough = await lived(size, trouble);
  figures[`the same load in trouble, ${size} people`] = trouble;
  const differing = (Object.keys(calm.seen) as (keyof typeof calm.seen)[]).filter(
    key => JSON.stringify(calm.seen[key]) !== JSON.stringify(rough.seen[key]),
  );
  figures[`the same load in trouble, ${size} people: what differs`] = differing;
  return [
    equal(
      `429s, 5 % 5xx, 1 % lost answers, ${size} people: kinds of things that end otherwise`,
      differing.length,
      0,
      "floor",
    ),
    equal(`429s, 5 % 5xx, 1 % lost answers, ${size} people: pages made twice`, rough.twins, 0, "floor"),
    equal(`429s, 5 % 5xx, 1 % lost answers, ${size} people: still open in the outbox`, rough.open, 0, "floor"),
  ];
}

type Trouble = { tooMany: number; failing: number; lost: number; requests: number };

async function lived(size: number, trouble: Trouble | null) {
  const office = await openOffice(size, null, 0);
  const runs = async () => {
    for (let run = 0; run < RUNS_A_STEP; run += 1) {
      await office.message(trouble === null ? {} : { isTroubled: true, through: network => failing(network, trouble) });
      office.playground.clock.advance(STEP_MS);
    }
  };
  await runs();
  await edits(office);
  await runs();
  // In both worlds the last runs are undisturbed: what is still open then has to come to its end.
  for (let run = 0; run < RUNS_A_STEP; run += 1) {
    await office.message({ isTroubled: true });
    office.playground.clock.advance(STEP_MS);
  }
  const open = await office.sql
    .prepare("SELECT count(*) AS n FROM outbox WHERE state IN ('waiting', 'in_doubt', 'given_up')")
    .first<{ n: number }>();
  const result = {
    seen: await sight(office.playground),
    twins: (await twins(office.playground)).filter(key => key !== "").length,
    open: open?.n ?? -1,
  };
  office.sql.close();
  return result;
}

/** Somebody renames a goal, replies, moves a meeting, leaves: each by their place in the list, so that both worlds do the same. */
async function edits({ playground, people }: Office): Promise<void> {
  for (const [place, { id, email, goalId }] of people.entries()) {
    const event = (await ownEvents(playground, email))[0];
    if (place % 5 === 0) await playground.edit(email, "roadmap", goalId, { nextStep: `Step ${place}` });
    if (place % 5 === 1 && event !== undefined) await reply(playground, email, event, "accepted");
    if (place % 10 === 2 && event !== undefined) await move(playground, email, event, 30 * MINUTE);
    if (place === 7) await playground.edit(email, "people", id, { offers: ["testing"] });
  }
}

async function ownEvents(playground: Office["playground"], email: string): Promise<string[]> {
  const events = (await allEvents(playground)).filter(event => event.status !== "cancelled");
  const own = events.filter(event => event.attendees?.some(guest => guest.email === email));
  const start = (event: (typeof own)[number]) => event.start?.dateTime ?? "";
  return own.sort((a, b) => (start(a) < start(b) ? -1 : 1)).flatMap(event => event.id ?? []);
}

/** Mulberry32: the same troubles each time. */
let state = 20_270_111;
function drawn(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

function failing(network: typeof fetch, trouble: Trouble): typeof fetch {
  return (async (input: RequestInfo | URL, init?: RequestInit) => {
    trouble.requests += 1;
    const chance = drawn();
    if (chance < SHARES.tooMany) {
      trouble.tooMany += 1;
      return refusal(429, "rate_limited", { "retry-after": "20" });
    }
    if (chance < SHARES.tooMany + SHARES.failing) {
      trouble.failing += 1;
      return refusal(503, "service_unavailable", {});
    }
    const answer = await network(input, init);
    if (chance >= 1 - SHARES.lost) {
      trouble.lost += 1;
      throw new TypeError("fetch failed: the line was cut");
    }
    return answer;
  }) as typeof fetch;
}

/** An error in both services' shapes at once. */
function refusal(status: number, code: string, headers: Record<string, string>): Response {
  const google = { code: status, message: code, errors: [{ domain: "usageLimits", reason: "rateLimitExceeded" }] };
  return Response.json({ object: "error", status, code, message: code, error: google }, { status, headers });
}
