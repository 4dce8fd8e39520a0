/**
 * Incoming webhooks of Slack, Discord, Microsoft Teams (workflows) and Google Chat, as their documents tell: which body each takes, how
 * long it may be, what it answers, and what it says of a webhook that is no more or is asked too often.
 */
type Service = "slack" | "discord" | "teams" | "google_chat";

/** A message a service took, as its people read it. */
export interface Taken {
  address: string;
  text: string;
}

const HOSTS: Readonly<Record<string, Service>> = {
  "hooks.slack.com": "slack",
  "discord.com": "discord",
  "prod-01.westeurope.logic.azure.com": "teams",
  "chat.googleapis.com": "google_chat",
};

type Body = Record<string, unknown>;

export class ChatSimulator {
  readonly taken: Taken[] = [];
  readonly #webhooks = new Set<string>();
  #refusing: { times: number; retryAfterSeconds: number } = { times: 0, retryAfterSeconds: 0 };
  asked = 0;

  /** A new webhook of a service; its address is its secret. */
  open(service: Service): string {
    const host = Object.keys(HOSTS).find(name => HOSTS[name] === service);
    const address = `https://${host}/hooks/${this.#webhooks.size}-secret`;
    this.#webhooks.add(address);
    return address;
  }

  /** Its owner took the webhook away. */
  remove(address: string): void {
    this.#webhooks.delete(address);
  }

  /** The next so many messages come too soon. */
  limit(times: number, retryAfterSeconds: number): void {
    this.#refusing = { times, retryAfterSeconds };
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const address = String(input instanceof Request ? input.url : input);
    this.asked += 1;
    const service = HOSTS[new URL(address).hostname];
    if (service === undefined) throw new TypeError(`no chat is at ${new URL(address).hostname}`);
    if (init?.method !== "POST") return new Response("method not allowed", { status: 405 });
    if (!this.#webhooks.has(address)) return new Response(service === "slack" ? "no_service" : "{}", { status: 404 });
    if (this.#refusing.times > 0) {
      this.#refusing.times -= 1;
      return new Response("", { status: 429, headers: { "retry-after": String(this.#refusing.retryAfterSeconds) } });
    }
    let body: Body;
    try {
      body = JSON.parse(String(init.body));
    } catch {
      return new Response("invalid_payload", { status: 400 });
    }
    const text = TEXTS[service](body);
    if (text === null) return new Response("invalid_payload", { status: 400 });
    this.taken.push({ address, text });
    return service === "discord"
      ? new Response(null, { status: 204 })
      : new Response("ok", { status: service === "teams" ? 202 : 200 });
  };
}

const isText = (value: unknown, most: number): value is string =>
  typeof value === "string" && value.trim() !== "" && value.length <= most;

/** What each service makes of a body; null for one that it refuses. */
const TEXTS: Readonly<Record<Service, (body: Body) => string | null>> = {
  slack: ({ text }) => (isText(text, 40_000) ? text : null),
  discord: ({ content }) => (isText(content, 2000) ? content : null),
  google_chat: body =>
    isText(body.text, 4096) && Object.keys(body).every(key => ["text", "thread"].includes(key)) ? body.text : null,
  teams: body => {
    const [card] = Array.isArray(body.attachments)
      ? (body.attachments as { contentType?: string; content?: Body }[])
      : [];
    const { content } = card ?? {};
    const isCard = body.type === "message" && card?.contentType === "application/vnd.microsoft.card.adaptive";
    if (!isCard || content?.type !== "AdaptiveCard" || JSON.stringify(body).length > 28_000) return null;
    return (content.body as { text: string }[]).map(({ text }) => text).join("\n");
  },
};
