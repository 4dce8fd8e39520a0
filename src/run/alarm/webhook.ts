/** The chats that take a message from outside, at an address that is their secret. */
type Chat = "slack" | "discord" | "teams" | "google_chat";

/** A message: a heading and lines under it, plain text; a line may end with where more of it is to be read. */
interface ChatMessage {
  heading: string;
  lines: readonly (string | { text: string; url: string | null })[];
  /** Where more is to be read; null for nowhere. */
  link: string | null;
}

/**
 * What became of a message. `later` is another try worth; `mayBeTaken` where the chat may have taken it all the same. `refused` is not, as
 * it is; `isGone` where the chat says that there is no such webhook any more.
 */
type Posted =
  | { kind: "told" }
  | { kind: "later"; afterMs: number; why: string; mayBeTaken?: true }
  | { kind: "refused"; why: string; isGone?: true };

const HOSTS: readonly (readonly [RegExp, Chat])[] = [
  [/^hooks\.slack(-gov)?\.com$/, "slack"],
  [/^((ptb|canary)\.)?discord(app)?\.com$/, "discord"],
  [/\.(webhook\.office\.com|logic\.azure\.com|api\.powerplatform\.com)$/, "teams"],
  [/^chat\.googleapis\.com$/, "google_chat"],
];
/**
 * How many characters a message may have: Slack cuts a longer text, Discord and Google Chat refuse it, Teams refuses a card of more than
 * 28 KB in all. `line` is what each line costs besides.
 */
const LONGEST: Readonly<Record<Chat, { message: number; line: number }>> = {
  slack: { message: 4000, line: 1 },
  discord: { message: 2000, line: 1 },
  google_chat: { message: 4000, line: 1 },
  teams: { message: 8000, line: 60 },
};
const PATIENCE_MS = 5000;
const RETRY_MS = 15 * 60_000;

/** Whose incoming webhook an address is, by its host; null for nobody's, or one that is not https. */
export function chatAt(address: string): Chat | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" ? (HOSTS.find(([host]) => host.test(hostname))?.[1] ?? null) : null;
}

/**
 * The message as a chat takes it: Slack and Google Chat a text, Discord a content that mentions nobody, Teams an Adaptive Card. No
 * text in it can call anybody, become a link or change how it looks, but for the link that is the message's own. As long as
 * the chat takes: lines that do not fit are left out, and the link stays.
 */
function payloadOf(chat: Chat, message: ChatMessage): unknown {
  const { heading, lines } = fitting(chat, message);
  const all = [...lines, ...(message.link === null ? [] : [message.link])];
  const text = [`*${heading}*`, ...all].join("\n");
  switch (chat) {
    case "slack":
      return { text, unfurl_links: false, unfurl_media: false };
    case "google_chat":
      return { text };
    case "discord":
      return { content: text, allowed_mentions: { parse: [] } };
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
                { type: "TextBlock", text: heading, weight: "Bolder", wrap: true },
                ...all.map(line => ({ type: "TextBlock", text: line, wrap: true })),
              ],
            },
          },
        ],
      };
  }
}

/** An address of a page as it may stand in a message: nothing in it means anything to a chat. */
const PLAIN_URL = /^https:\/\/[A-Za-z0-9.-]+\/[A-Za-z0-9/.%=?&#-]*$/;

/** The heading and as many of the lines as there is room for, harmless; the first that does not fit is cut. */
function fitting(chat: Chat, { heading, lines, link }: ChatMessage): { heading: string; lines: string[] } {
  const { message, line } = LONGEST[chat];
  let left = message - "**".length - (link === null ? 0 : link.length + line);
  const take = (text: string): string => {
    const whole = harmless(chat, text);
    const taken = whole.length <= left ? whole : cut(chat, text, left);
    left -= taken.length + line;
    return taken;
  };
  const takeLine = (one: ChatMessage["lines"][number]): string => {
    if (typeof one === "string") return take(one);
    const url = one.url !== null && PLAIN_URL.test(one.url) ? ` ${one.url}` : "";
    // A line goes whole, with its link, or not at all.
    return harmless(chat, one.text).length + url.length > left ? "" : `${take(one.text)}${taken(url)}`;
  };
  const taken = (url: string): string => {
    left -= url.length;
    return url;
  };
  return { heading: take(heading), lines: lines.map(takeLine).filter(text => text !== "") };
}

/** As much of a text, made harmless, as fits: by whole characters, so that none is broken in two. */
function cut(chat: Chat, text: string, longest: number): string {
  let kept = "";
  for (const character of text) {
    const longer = kept + character;
    if (harmless(chat, longer).length + 1 > longest) break;
    kept = longer;
  }
  return kept === "" ? "" : `${harmless(chat, kept)}…`;
}

/** Stands unseen between two characters that a chat would otherwise read together. */
const JOINER = "\u2060";
/** What chats read as bold, struck out, code or a spoiler. Not every chat has a way to escape them, so they look alike instead. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  "*": "∗",
  _: "ˍ",
  "~": "∼",
  "`": "ˋ",
  "|": "∣",
  "\\": "∖",
};
const IN_SLACK: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const ELSEWHERE: Readonly<Record<string, string>> = { "<": "‹", ">": "›" };

/** A text on one line that a chat shows as it stands: no link, nobody called, nothing in bold. */
function harmless(chat: Chat, text: string): string {
  const plain = text
    // Line ends would begin a heading, a quotation or a list; marks of direction would turn what follows round.
    .replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069]+/gu, " ")
    .replace(/[*_~`|\\]/g, mark => LOOK_ALIKES[mark] ?? mark)
    // Addresses: with a scheme, or a name with a dot that a chat completes by itself.
    .replace(/:(?=\/)/g, `:${JOINER}`)
    .replace(/\.(?=\p{L}{2})/gu, `.${JOINER}`)
    .replace(/@/g, `@${JOINER}`)
    .replace(/\](?=[([])/g, `]${JOINER}`)
    .replace(/\{(?=\{)/g, `{${JOINER}`)
    .replace(/^(?=\s*[#>+\-\d])/, JOINER);
  const brackets = chat === "slack" ? IN_SLACK : ELSEWHERE;
  return plain.replace(/[&<>]/g, mark => brackets[mark] ?? mark);
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
      // The address is a secret: it is shown to nobody a chat, or who has taken its name, points to.
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await answer.body?.cancel();
    if (answer.ok) return { kind: "told" };
    const isRedirect = answer.status >= 300 && answer.status < 400;
    const why = isRedirect
      ? `${chat} sends to another address, which is not followed`
      : `${chat} answered ${answer.status}`;
    if (answer.status !== 429 && answer.status !== 408 && answer.status < 500) {
      const isGone = answer.status === 404 || answer.status === 410;
      return { kind: "refused", why, ...(isGone ? { isGone } : {}) };
    }
    const seconds = Number(answer.headers.get("retry-after") ?? 0);
    const mayBeTaken = answer.status === 429 ? {} : ({ mayBeTaken: true } as const);
    return { kind: "later", afterMs: Math.max(RETRY_MS, seconds > 0 ? seconds * 1000 : 0), why, ...mayBeTaken };
  } catch {
    return { kind: "later", afterMs: RETRY_MS, why: `${chat} could not be reached`, mayBeTaken: true };
  }
}
