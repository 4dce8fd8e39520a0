import { isWriting } from "../faults/line.ts";
import type { Submission } from "../simulators/google/forms/submission.ts";
import { GOOGLE_HOST, NOTION_HOST, type Services } from "../world/playground.ts";

/** A request that reached a service and changed something, and what it came to. */
interface TapedRequest {
  do: "request";
  /** World time, epoch milliseconds. */
  at: number;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  status: number;
  /** The id of what was made or changed. */
  id: string | null;
}

/** Somebody filled in a form. */
interface TapedAnswer {
  do: "answer";
  at: number;
  formId: string;
  submission: Submission;
}

/** All that ever changed in Notion and Google, in order. */
export type Tape = (TapedRequest | TapedAnswer)[];

/** What an answer depends on besides what is asked. */
const HEADERS = ["authorization", "content-type", "if-match", "notion-version"];

/** Writes down from here on all that changes something in the services, whoever does it. */
export function taping(services: Services): Tape {
  const tape: Tape = [];
  const { clock } = services;
  for (const service of [services.notion, services.google]) {
    const answer = service.fetch;
    service.fetch = async request => {
      const { method, url } = request;
      if (!isWriting(method, new URL(url).pathname) && !isSignIn(url)) return answer(request);
      const headers = Object.fromEntries(HEADERS.flatMap(name => entryOf(request.headers, name)));
      const at = clock.now();
      const body = await request.clone().text();
      const response = await answer(request);
      tape.push({ do: "request", at, method, url, headers, body, status: response.status, id: await idIn(response) });
      return response;
    };
  }
  const submit = services.google.submitForm;
  services.google.submitForm = (formId, submission) => {
    const stored = submit(formId, submission);
    tape.push({ do: "answer", at: clock.now(), formId, submission });
    return stored;
  };
  return tape;
}

/** Does all that is on a tape once more. @throws Error where a service answers otherwise than it did. */
export async function replay({ notion, google, clock }: Services, tape: Tape): Promise<void> {
  for (const [place, taped] of tape.entries()) {
    clock.set(taped.at);
    if (taped.do === "answer") {
      google.submitForm(taped.formId, taped.submission);
      continue;
    }
    const { method, url, headers, body } = taped;
    const service = url.startsWith(NOTION_HOST) ? notion : google;
    const response = await service.fetch(new Request(url, { method, headers, body: body === "" ? undefined : body }));
    const id = await idIn(response);
    if (response.status !== taped.status || id !== taped.id)
      throw new Error(
        `${place} on the tape, ${method} ${url}: ${taped.status} ${taped.id} then, ${response.status} ${id} now: ${await response.text()}`,
      );
  }
}

/** Tokens are drawn in the order in which they are asked for. */
function isSignIn(url: string): boolean {
  return url === `${GOOGLE_HOST}/token`;
}

function entryOf(headers: Headers, name: string): [string, string][] {
  const value = headers.get(name);
  return value === null ? [] : [[name, value]];
}

async function idIn(response: Response): Promise<string | null> {
  const said = await response.clone().text();
  if (!said.startsWith("{")) return null;
  const { id } = JSON.parse(said) as { id?: unknown };
  return typeof id === "string" ? id : null;
}
