import { createHash } from "node:crypto";

/** An answer of a service, as plain data. */
export interface Answered {
  status: number;
  headers: [string, string][];
  body: string;
}

/** What was asked of the services while a message was taken, and what they answered; equal questions in their order. */
export type Exchange = [key: string, answered: Answered][];

/** What makes two requests the same. */
export async function keyOf(request: Request): Promise<string> {
  const body = request.method === "GET" || request.method === "HEAD" ? "" : await request.text();
  return `${request.method} ${request.url} ${createHash("sha1").update(body).digest("base64url")}`;
}

/** The same network, writing down what goes through it. */
export function noting(network: typeof fetch, exchange: Exchange): typeof fetch {
  return (async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    const key = await keyOf(request.clone());
    const response = await network(request);
    const body = await response.text();
    exchange.push([key, { status: response.status, headers: [...response.headers], body }]);
    return responseOf({ status: response.status, headers: [...response.headers], body });
  }) as typeof fetch;
}

/** Answers as the services did; null for what nobody asked them, or not as often. */
export function answering(exchange: Exchange): (key: string) => Answered | null {
  const left = Map.groupBy(exchange, ([key]) => key);
  return key => left.get(key)?.shift()?.[1] ?? null;
}

export function responseOf({ status, headers, body }: Answered): Response {
  return new Response(status === 204 ? null : body, { status, headers });
}
