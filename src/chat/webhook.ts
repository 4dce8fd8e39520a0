/** The chats that take a message from outside, at an address that is their secret. */
export type Chat = "slack" | "discord" | "teams" | "google_chat";

/** A message: a heading and lines under it, plain text. */
export interface ChatMessage {
  heading: string;
  lines: readonly string[];
  /** Where more is to be read; null for nowhere. */
  link: string | null;
}

/** What became of a message. `later` is another try worth; `refused` is not, as it is. */
export type Posted =
  | { kind: "told" }
  | { kind: "later"; afterMs: number; why: string }
  | { kind: "refused"; why: string };

const HOSTS: readonly (readonly [RegExp, Chat])[] = [
  [/^hooks\.slack(-gov)?\.com$/, "slack"],
  [/^((ptb|canary)\.)?discord(app)?\.com$/, "discord"],
  [/\.(webhook\.office\.com|logic\.azure\.com|api\.powerplatform\.com)$/, "teams"],
  [/^chat\.googleapis\.com$/, "google_chat"],
];
/** Discord's limit of a message's content, the shortest of the four. */
const LONGEST = 2000;
const PATIENCE_MS = 5000;
const RETRY_MS = 15 * 60_000;

/** Whose incoming webhook an address is, by its host; null for nobody's, or one that is not https. */
export function chatAt(address: string): Chat | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" ? (HOSTS.find(([host]) => host.test(hostname))?.[1] ?? null) : null;
}

/**
 * The message as a chat takes it: Slack and Google Chat a text, Discord a content that mentions nobody, Teams an Adaptive Card.
 * Texts of people cannot call anybody or become a link. At most 2,000 characters.
 */
export function payloadOf(chat: Chat, message: ChatMessage): unknown {
  const lines = [...message.lines, ...(message.link === null ? [] : [message.link])];
  switch (chat) {
    case "slack":
      return { text: textOf(message, lines, escapedForSlack) };
    case "google_chat":
      return { text: textOf(message, lines, line => line.replaceAll("<", "‹").replaceAll(">", "›")) };
    case "discord":
      return { content: textOf(message, lines, line => line), allowed_mentions: { parse: [] } };
    case "teams":
      return {
        type: "message",
        attachments: [
          {
            contentType: "application/vnd.microsoft.card.adaptive",
            contentUrl: null,
            content: {
              $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
              type: "AdaptiveCard",
              version: "1.4",
              body: [
                { type: "TextBlock", text: message.heading, weight: "Bolder", wrap: true },
                ...lines.map(text => ({ type: "TextBlock", text, wrap: true })),
              ],
            },
          },
        ],
      };
  }
}

function textOf({ heading }: ChatMessage, lines: readonly string[], escaped: (line: string) => string): string {
  const bold = `*${escaped(heading)}*`;
  return [bold, ...lines.map(escaped)].join("\n").slice(0, LONGEST);
}

/** In Slack `<!channel>` would call everybody and `<address|words>` be a link. */
function escapedForSlack(line: string): string {
  return line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/**
 * Posts a message to a chat's incoming webhook, once, and waits five seconds at most. Nothing is thrown: a chat that is not
 * there is no reason for anything else to fail. What it answers never holds the address, which is a secret.
 */
export async function postToChat(address: string, message: ChatMessage, fetcher: typeof fetch): Promise<Posted> {
  const chat = chatAt(address);
  if (chat === null) return { kind: "refused", why: "the address is no incoming webhook Krug knows" };
  try {
    const answer = await fetcher(address, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(payloadOf(chat, message)),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await answer.body?.cancel();
    if (answer.ok) return { kind: "told" };
    const why = `${chat} answered ${answer.status}`;
    if (answer.status !== 429 && answer.status !== 408 && answer.status < 500) return { kind: "refused", why };
    const seconds = Number(answer.headers.get("retry-after") ?? 0);
    return { kind: "later", afterMs: Math.max(RETRY_MS, seconds > 0 ? seconds * 1000 : 0), why };
  } catch {
    return { kind: "later", afterMs: RETRY_MS, why: `${chat} could not be reached` };
  }
}
