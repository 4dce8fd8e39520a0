import { verifyWebhookSignature } from "@notionhq/client";

/** Whether Notion signed a message with the verification token of its subscription; `body` exactly as it came. */
export function isSignedByNotion(body: string, signature: string | null, token: string): Promise<boolean> {
  return verifyWebhookSignature({ body, signature, verificationToken: token });
}
