import { describe, expect, test } from "vitest";
import { chatAt, payloadOf, postToChat } from "../../src/chat/webhook.ts";

const SLACK = "https://hooks.slack.com/services/T000/B000/secret";
const MESSAGE = { heading: "Krug", lines: ["• Pairs: Meetings run over."], link: "https://krug.test" };

/** A chat that answers as told, and what it was sent. */
function chat(answer: () => Response | Promise<Response>) {
  const sent: { url: string; body: unknown; type: string | null }[] = [];
  const fetcher: typeof fetch = async (input, init) => {
    sent.push({
      url: String(input),
      body: JSON.parse(String(init?.body)),
      type: new Headers(init?.headers).get("content-type"),
    });
    return answer();
  };
  return { sent, fetcher };
}

describe("an incoming webhook", () => {
  test.each([
    [SLACK, "slack"],
    ["https://hooks.slack-gov.com/services/x", "slack"],
    ["https://discord.com/api/webhooks/1/x", "discord"],
    ["https://ptb.discord.com/api/webhooks/1/x", "discord"],
    ["https://contoso.webhook.office.com/webhookb2/x", "teams"],
    ["https://prod-01.westeurope.logic.azure.com:443/workflows/x/triggers/manual/paths/invoke?sig=x", "teams"],
    ["https://default1.2.environment.api.powerplatform.com/powerautomate/x", "teams"],
    ["https://chat.googleapis.com/v1/spaces/x/messages?key=k&token=t", "google_chat"],
    ["http://hooks.slack.com/services/x", null],
    ["https://hooks.slack.com.evil.example/x", null],
    ["https://evil.example/hooks.slack.com", null],
    ["https://fakelogic.azure.com.example/x", null],
    ["nonsense", null],
  ])("%s is %s's", (address, expected) => {
    expect(chatAt(address)).toBe(expected);
  });
});

describe("the message", () => {
  test("is a text for Slack and Google Chat, and in neither can a programme's name call anybody or be a link", () => {
    const rude = { heading: "Krug", lines: ["• <!channel> & <https://x|y>"], link: null };
    expect(payloadOf("slack", rude)).toEqual({ text: "*Krug*\n• &lt;!channel&gt; &amp; &lt;https://x|y&gt;" });
    expect(payloadOf("google_chat", rude)).toEqual({ text: "*Krug*\n• ‹!channel› & ‹https://x|y›" });
  });

  test("is a content for Discord that mentions nobody, and never longer than Discord takes", () => {
    expect(payloadOf("discord", MESSAGE)).toEqual({
      content: "*Krug*\n• Pairs: Meetings run over.\nhttps://krug.test",
      allowed_mentions: { parse: [] },
    });
    const long = { ...MESSAGE, lines: ["x".repeat(3000)] };
    expect((payloadOf("discord", long) as { content: string }).content).toHaveLength(2000);
  });

  test("is an Adaptive Card for Teams, a block a line", () => {
    expect(payloadOf("teams", MESSAGE)).toMatchObject({
      type: "message",
      attachments: [
        {
          contentType: "application/vnd.microsoft.card.adaptive",
          content: {
            type: "AdaptiveCard",
            body: [
              { type: "TextBlock", text: "Krug", wrap: true },
              { text: "• Pairs: Meetings run over." },
              { text: "https://krug.test" },
            ],
          },
        },
      ],
    });
  });
});

describe("posting", () => {
  test("sends JSON to the address, once", async () => {
    const { sent, fetcher } = chat(() => new Response("ok"));
    expect(await postToChat(SLACK, MESSAGE, fetcher)).toEqual({ kind: "told" });
    expect(sent).toMatchObject([{ url: SLACK, body: { text: expect.stringContaining("Meetings run over") } }]);
    expect(sent[0]?.type).toMatch(/^application\/json/);
  });

  test("is worth another try when the chat is busy, broken or away; the chat says when", async () => {
    const busy = chat(() => new Response("", { status: 429, headers: { "retry-after": "3600" } }));
    expect(await postToChat(SLACK, MESSAGE, busy.fetcher)).toEqual({
      kind: "later",
      afterMs: 3_600_000,
      why: "slack answered 429",
    });
    const broken = chat(() => new Response("", { status: 503 }));
    expect(await postToChat(SLACK, MESSAGE, broken.fetcher)).toMatchObject({ kind: "later", afterMs: 900_000 });
    const away = chat(() => Promise.reject(new TypeError(`fetch failed: ${SLACK}`)));
    const outcome = await postToChat(SLACK, MESSAGE, away.fetcher);
    expect(outcome).toMatchObject({ kind: "later" });
    expect(JSON.stringify(outcome)).not.toContain("secret");
  });

  test("is refused where the webhook is gone or the message makes no sense", async () => {
    for (const status of [400, 403, 404, 410]) {
      const { fetcher } = chat(() => new Response("", { status }));
      expect(await postToChat(SLACK, MESSAGE, fetcher)).toEqual({ kind: "refused", why: `slack answered ${status}` });
    }
  });
});
