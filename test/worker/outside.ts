import type { PlainValue, SourceKey } from "../../src/core/domain/values/row.ts";
import { questionId } from "../../src/core/rules/surveys/form.ts";
import { questionTexts } from "../../src/core/rules/surveys/texts.ts";
import { historyOf, seedOf } from "../faults/draw.ts";
import type { Outcome } from "../faults/ledger.ts";
import { lived } from "../faults/lived.ts";
import { keyFor, signJwt } from "../simulators/google/oauth/keys.ts";
import { allEvents, ownCopy, reply } from "../world/people.ts";
import { COORDINATOR, GOOGLE_HOST, NOTION_HOST, openPlayground, type Playground } from "../world/playground.ts";
import { PUBSUB, settingsOf } from "../world/settings.ts";
import { HooksOut, type SentHook } from "./hooksOut.ts";

/** What the tests inside workerd ask of the world outside it, by name: each takes and gives JSON. */
export interface Wishes {
  /** A new world with these people; the settings under which a Worker lives in it. */
  open: [{ startsAt: number; people: { name: string; email: string; zone: string }[] }, Record<string, string>];
  add: [{ source: SourceKey; values: Record<string, PlainValue> }, { id: string }];
  edit: [{ source: SourceKey; id: string; values: Record<string, PlainValue> }, null];
  setClock: [{ now: number }, null];
  reply: [{ email: string; eventId: string; answer: "accepted" | "declined" }, boolean];
  /** A guest opens the feedback form by the link in the invitation and says how useful the session was, 1 to 5. */
  feedback: [{ email: string; eventId: string; useful: number }, null];
  events: [null, SeenEvent[]];
  /** Pages of a data source, their properties as Notion shows them. */
  pages: [{ source: SourceKey }, { id: string; properties: Record<string, unknown> }[]];
  mails: [null, { to: string; kind: string }[]];
  /** Subscribes an address to Notion's hooks, or delivers all that wait, Google's too; the first one, null when there is none. */
  sendHooks: [{ subscribe?: string }, SentHook | null];
  /** How the Worker answered the hook that came last; the next one. */
  answerHook: [{ status: number }, SentHook | null];
  /** The identity that Pub/Sub shows, with these claims in place of the true ones, null for none; or one signed by somebody else. */
  identity: [{ claims: Record<string, unknown>; isForged?: boolean }, string];
  /** Ids of the calendar's channels that Google has open. */
  channels: [null, string[]];
  /** Requests that changed something since the last time this was asked, as method and path. */
  writes: [null, string[]];
  /** The seeds of the histories to be lived in workerd too: a few, or those a search names in `FAULTS_SEEDS`. */
  faultSeeds: [null, number[]];
  /** What the history of a seed comes to when it is lived outside. */
  lived: [{ seed: number }, Outcome];
}

export interface SeenEvent {
  id: string;
  title: string;
  status: string;
  description: string;
  startsAt: string;
  /** Address and reply, in order. */
  guests: string[];
}

/** The first three histories of search 1. */
const FAULT_SEEDS = [0, 1, 2].map(index => seedOf(1, index)).join(" ");

type Handlers = { [K in keyof Wishes]: (wish: Wishes[K][0]) => Promise<Wishes[K][1]> };

let playground: Playground | null = null;
let hooksOut = new HooksOut();
const sendOut = ((input: RequestInfo | URL, init?: RequestInit) => hooksOut.send(String(input), init)) as typeof fetch;

function world(): Playground {
  if (playground === null) throw new Error("no world is open");
  return playground;
}

/**
 * Answers every request that leaves workerd: those to the simulators' hosts as the services would, those to `world.sim` by
 * doing what a test wishes. Anything else is an error, so no test can reach the internet.
 */
export async function answerOutside(request: Request): Promise<Response> {
  const { origin, pathname } = new URL(request.url);
  if (origin === NOTION_HOST) return world().notion.fetch(request);
  if (origin === GOOGLE_HOST) return world().google.fetch(request);
  if (origin !== "http://world.sim") throw new Error(`nobody answers at ${request.url}`);
  const handler = HANDLERS[pathname.slice(1) as keyof Wishes] as ((wish: unknown) => Promise<unknown>) | undefined;
  if (handler === undefined) return new Response(`no such wish: ${pathname}`, { status: 404 });
  try {
    return Response.json(await handler(await request.json()));
  } catch (error) {
    return new Response(error instanceof Error ? error.stack : String(error), { status: 500 });
  }
}

const HANDLERS: Handlers = {
  open: async options => {
    playground = await openPlayground({
      ...options,
      notion: { webhooks: { fetch: sendOut } },
      google: { push: { fetch: sendOut }, pubsub: PUBSUB },
    });
    return settingsOf(playground);
  },
  add: async ({ source, values }) => ({ id: await world().add(source, values) }),
  edit: async ({ source, id, values }) => {
    await world().edit(COORDINATOR, source, id, values);
    return null;
  },
  setClock: async ({ now }) => {
    world().clock.set(now);
    return null;
  },
  reply: ({ email, eventId, answer }) => reply(world(), email, eventId, answer),
  feedback: async ({ email, eventId, useful }) => {
    const event = await ownCopy(world(), email, eventId);
    const [link] = event?.description?.match(/https?:[^\s"<]*usp=pp_url[^\s"<]*/) ?? [];
    if (link === undefined) throw new Error("the invitation has no link to a feedback form");
    const url = new URL(link.replaceAll("&amp;", "&"));
    const form = [...world().google.state.forms.values()].find(one => url.pathname.includes(one.responderId));
    if (form === undefined) throw new Error(`there is no form at ${link}`);
    world().google.submitForm(form.id, {
      respondentEmail: email,
      answers: {
        [questionId("code")]: [url.searchParams.get(`entry.${Number.parseInt(questionId("code"), 16)}`) ?? ""],
        [questionId("met")]: [questionTexts("met").options?.all?.en ?? ""],
        [questionId("useful")]: [String(useful)],
      },
    });
    return null;
  },
  events: async () =>
    (await allEvents(world())).map(event => ({
      id: event.id ?? "",
      title: event.summary ?? "",
      status: event.status ?? "",
      description: event.description ?? "",
      startsAt: event.start?.dateTime ?? "",
      guests: (event.attendees ?? []).map(guest => `${guest.email} ${guest.responseStatus}`).sort(),
    })),
  pages: async ({ source }) => {
    const { results } = await world()
      .notionOf(COORDINATOR)
      .dataSources.query({ data_source_id: world().workspace[source].dataSourceId });
    return results.map(page => ({
      id: page.id,
      properties: (page as { properties: Record<string, unknown> }).properties,
    }));
  },
  mails: async () => world().google.outbox.map(mail => ({ to: mail.to, kind: mail.kind })),
  sendHooks: async ({ subscribe }) => {
    const { notion, google } = world();
    hooksOut = new HooksOut();
    return hooksOut.start(async () => {
      if (subscribe !== undefined) return void (await notion.webhooks.subscribe(subscribe));
      await notion.webhooks.deliver();
      await google.deliverPushes();
    });
  },
  answerHook: ({ status }) => hooksOut.answer(status),
  identity: async ({ claims, isForged }) => {
    const key = keyFor("identity");
    const now = Math.floor(Date.now() / 1000);
    const { audience, serviceAccountEmail } = PUBSUB;
    const signer = isForged ? { ...keyFor("serviceAccount"), keyId: key.keyId } : key;
    const all = {
      iss: "https://accounts.google.com",
      aud: audience,
      email: serviceAccountEmail,
      email_verified: true,
      iat: now,
      exp: now + 3600,
      ...claims,
    };
    return signJwt(signer, Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)));
  },
  channels: async () => [...world().google.state.channels.keys()],
  writes: async () => {
    const logs = [world().notion.log, world().google.log];
    const isReading = ({ method, path }: { method: string; path: string }) =>
      method === "GET" || /\/(query|search|freeBusy|token)$/.test(path);
    const writes = logs.flatMap(log => log.entries.filter(entry => !isReading(entry)));
    for (const log of logs) log.clear();
    return writes.map(entry => `${entry.method} ${entry.path}`);
  },
  faultSeeds: async () => (process.env.FAULTS_SEEDS ?? FAULT_SEEDS).split(" ").map(Number),
  lived: ({ seed }) => lived(historyOf(seed)),
};
