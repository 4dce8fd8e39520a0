import { describe, expect, test } from "vitest";
import { chatAt, postToChat } from "../../../src/run/alarm/webhook.ts";

const SLACK = "https://hooks.slack.com/services/T000/B000/secret";
const MESSAGE = { heading: "Krug", lines: ["• Pairs: Meetings run over."], link: "https://krug.test" };

const WEBHOOKS = {
  slack: SLACK,
  discord: "https://discord.com/api/webhooks/1/secret",
  google_chat: "https://chat.googleapis.com/v1/spaces/secret",
  teams: "https://team.webhook.office.com/secret",
};

/** What a chat is sent of a message. */
function payloadOf(chat: keyof typeof WEBHOOKS, message: Parameters<typeof postToChat>[1]): unknown {
  let body = "";
  void postToChat(WEBHOOKS[chat], message, async (_, init) => {
    body = String(init?.body);
    return new Response();
  });
  return JSON.parse(body);
}

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
    expect(payloadOf("slack", rude)).toMatchObject({
      text: "*Krug*\n• &lt;!channel&gt; &amp; &lt;https:\u2060//x∣y&gt;",
      unfurl_links: false,
    });
    expect(payloadOf("google_chat", rude)).toEqual({ text: "*Krug*\n• ‹!channel› & ‹https:\u2060//x∣y›" });
  });

  test("is a content for Discord that mentions nobody, and never longer than Discord takes", () => {
    expect(payloadOf("discord", MESSAGE)).toEqual({
      content: "*Krug*\n• Pairs: Meetings run over.\nhttps://krug.test",
      allowed_mentions: { parse: [] },
    });
    const long = { ...MESSAGE, lines: ["x".repeat(3000)] };
    const { content } = payloadOf("discord", long) as { content: string };
    expect(content).toHaveLength(2000);
    expect(content).toMatch(/x…\nhttps:\/\/krug\.test$/);
  });

  const CHATS = ["slack", "discord", "teams", "google_chat"] as const;
  /** All that a person may have written of a message, as the chat is given it. */
  const said = (chat: (typeof CHATS)[number], lines: string[]) => {
    const payload = payloadOf(chat, { heading: "Krug", lines, link: null }) as Record<string, never>;
    const card = (payload.attachments as { content: { body: { text: string }[] } }[] | undefined)?.[0];
    const text = card?.content.body.map(block => block.text).join("\n") ?? payload.text ?? payload.content ?? "";
    return String(text).split("\n").slice(1).join("\n");
  };

  test.each([
    ["a link with words of its own", "[your invoice](https://evil.example/x)", /\]\(|:\/\//],
    ["a bare link", "see http://evil.example or HTTPS://EVIL.EXAMPLE", /:\/\//],
    ["an address a chat completes", "www.evil.example, evil.example/x, a@evil.example", /[a-z]\.[a-z]{2}|@[a-z]/],
    ["everybody called", "@everyone @here <!here> <users/all> <at>all</at> <@&1>", /@[a-z&]|<(?!at;)/],
    ["bold, struck out, code, a spoiler", "*b* _i_ ~s~ ~~s~~ `c` ||x|| ```c```", /[*_~`|]/],
    ["an escape that would undo another", "\\[x\\](y) \\*b\\*", /\\/],
    ["a function of Adaptive Cards", "{{DATE(2026-01-01T00:00:00Z)}}", /\{\{/],
    ["a heading, a quotation, a list", "# big", /^[#>+-]/],
    ["what turns the text round", "\u202egpj.exe", /\u202e/],
    ["lines of its own", "one\n# two\r\n> three", /\n|\r/],
  ])("is shown as it stands in every chat: %s", (_, line, alive) => {
    for (const chat of CHATS) expect([chat, said(chat, [line])]).toEqual([chat, expect.not.stringMatching(alive)]);
  });

  test("an ordinary sentence is left as it is", () => {
    const line = "• Pairs (v1.2), ten past 9: “Meetings run over.” Ana's & Ben's";
    for (const chat of ["discord", "teams", "google_chat"] as const) expect(said(chat, [line])).toBe(line);
  });

  test("fits each chat whatever it is made of: no half character, no half escape, and the link is kept", () => {
    const link = "https://krug.test";
    for (const [chat, longest] of [
      ["slack", 4000],
      ["discord", 2000],
      ["google_chat", 4000],
    ] as const)
      for (const line of ["<&>".repeat(4000), "😀".repeat(4000), "a.bc@".repeat(2000)]) {
        const payload = payloadOf(chat, { heading: "Krug", lines: [line, line], link }) as Record<string, string>;
        const text = payload.text ?? payload.content ?? "";
        expect(text.length).toBeLessThanOrEqual(longest);
        expect(text.length).toBeGreaterThan(longest - 20);
        expect(text.endsWith(`\n${link}`)).toBe(true);
        expect(text.isWellFormed()).toBe(true);
        if (chat === "slack") expect(/&(?!(amp|lt|gt);)/.test(text)).toBe(false);
      }
    const many = { heading: "Krug", lines: Array.from({ length: 5000 }, () => "Ж"), link };
    expect(new TextEncoder().encode(JSON.stringify(payloadOf("teams", many))).length).toBeLessThan(28 * 1024);
    const wide = { heading: "Krug", lines: ["Ж".repeat(50_000)], link };
    expect(new TextEncoder().encode(JSON.stringify(payloadOf("teams", wide))).length).toBeLessThan(28 * 1024);
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
      const gone = status === 404 || status === 410 ? { isGone: true } : {};
      const refused = { kind: "refused", why: `slack answered ${status}`, ...gone };
      expect(await postToChat(SLACK, MESSAGE, fetcher)).toEqual(refused);
    }
  });

  test("follows no redirect: the address is a secret, and who sends on elsewhere has refused", async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      const { sent, fetcher } = chat(
        () => new Response(null, { status, headers: { location: "https://evil.example" } }),
      );
      const asked: RequestInit[] = [];
      const seen: typeof fetch = (input, init) => {
        asked.push(init ?? {});
        return fetcher(input, init);
      };
      expect(await postToChat(SLACK, MESSAGE, seen)).toEqual({
        kind: "refused",
        why: "slack sends to another address, which is not followed",
      });
      expect([sent.length, asked[0]?.redirect]).toEqual([1, "manual"]);
    }
  });
});
